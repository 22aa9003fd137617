//! The sandbox's own routes: what happened, and what shall go wrong.

use std::sync::Arc;

use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use serde_json::Value;

use super::faults::{Fault, Planned};
use super::table::Calls;
use super::{Inner, lock};

/// `/_sandbox/jobs`, `/_sandbox/calls` and `/_sandbox/faults`.
pub(super) fn router(inner: Arc<Inner>) -> Router {
    Router::new()
        .route("/_sandbox/jobs", get(jobs))
        .route("/_sandbox/calls", get(calls))
        .route("/_sandbox/faults", get(faults).post(plan_fault).delete(clear_faults))
        .with_state(inner)
}

/// Every job as Describe answers it, with its caller and its tags.
async fn jobs(State(inner): State<Arc<Inner>>) -> Json<Value> {
    let jobs = lock(&inner.jobs);
    let all = jobs.iter().map(|job| {
        let mut shown = job.describe();
        shown["Caller"] = job.caller.clone().into();
        shown["Tags"] = job.tag_list();
        shown
    });
    Json(all.collect())
}

async fn calls(State(inner): State<Arc<Inner>>) -> Json<Calls> {
    Json(lock(&inner.calls).clone())
}

async fn faults(State(inner): State<Arc<Inner>>) -> Json<Planned> {
    Json(inner.faults.planned())
}

async fn plan_fault(State(inner): State<Arc<Inner>>, Json(fault): Json<Fault>) -> Json<Planned> {
    inner.faults.plan(fault);
    Json(inner.faults.planned())
}

async fn clear_faults(State(inner): State<Arc<Inner>>) -> Json<Planned> {
    inner.faults.clear();
    Json(inner.faults.planned())
}
