//! XGBoost: "XGBoost hyperparameters", "XGBoost Release 0.72", "XGBoost algorithm with Amazon
//! SageMaker AI", "Tune an XGBoost Model"; for 0.90 to 1.7 also the code of the open container
//! (`algorithm_mode/hyperparameter_validation.py`, `channel_validation.py` and `data_utils.py`), which
//! decides where they differ: the documentation has `subsample` and `colsample_*` from 0 on, the
//! container refuses 0; the documentation does not say that the container reads booleans letter by
//! letter, and that it wants `eval_metric` without spaces.
//!
//! The code of 3.0 is not public: there XGBoost's own parameters of that version pass, and of the rules
//! between hyperparameters those that AWS's public tests of the image show. The container of 0.72 is
//! closed: unknown names pass there.

mod constraints;
mod eval_metric;
mod hyperparameters;
mod machines;
mod metrics;
mod rules;
mod sources;
mod updater;

use crate::algorithm::Algorithm;
use crate::channels::{allows, needs};
use crate::version::Version;

pub(super) static XGBOOST: Algorithm = Algorithm {
    name: "xgboost",
    title: "XGBoost",
    page: "XGBoost hyperparameters",
    hyperparameters: hyperparameters::HYPERPARAMETERS,
    synonyms: SYNONYMS,
    closed_since: Some(OPEN_SOURCE),
    exact_since: Some(OPEN_SOURCE),
    rules: rules::check,
    channels: &[needs("train", sources::TABLES), allows("validation", sources::TABLES), allows("code", &[])],
    channel_rules: sources::check,
    machine_rules: machines::check,
    checkpoints_since: Some(OPEN_SOURCE),
    metrics: metrics::METRICS,
    metrics_are_complete: true,
    metric_rules: metrics::check,
    ..Algorithm::BASE
};

/// The first version whose container is open source.
const OPEN_SOURCE: Version = Version(0, 90);

/// The first version whose container's rules are not public any more.
const UNSEEN: Version = Version(3, 0);

/// What the parameters are called in XGBoost's own interfaces.
const SYNONYMS: &[(&str, &str)] = &[
    ("n_estimators", "num_round"),
    ("num_boost_round", "num_round"),
    ("num_rounds", "num_round"),
    ("nrounds", "num_round"),
    ("num_classes", "num_class"),
    ("random_state", "seed"),
    ("n_jobs", "nthread"),
    ("early_stopping", "early_stopping_rounds"),
    ("silent", "verbosity"),
];
