//! The rules of launching: plain functions of a pipeline's state, the time and an answer.

mod after_create;
mod cost;
mod next;
mod upload;

pub use after_create::{AfterCreate, Answered, after_create, is_ours, pause};
pub use cost::{HeldBack, Unaffordable, Worst, affordable, has_limit, hold_back};
pub use next::{LEASE, Next, Occasion, next};
pub use upload::{Intent, Look, OnUpload, intend, on_upload, wait};
