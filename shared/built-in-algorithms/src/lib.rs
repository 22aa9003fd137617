//! What AWS documents of SageMaker's own algorithms, as tables, so that a job is refused before it
//! starts instead of failing an hour later.
//!
//! An [`Algorithm`] knows its hyperparameters, channels, machines and metrics, and says what would
//! go wrong with those of a job:
//!
//! ```
//! let xgboost = built_in_algorithms::algorithm("xgboost").unwrap();
//! let problems = xgboost.hyperparameter_problems("1.7-1", &[("num_round", "200"), ("max_dept", "6")]);
//!
//! assert_eq!(problems.len(), 1);
//! assert_eq!(problems[0].message, "XGBoost has no hyperparameter `max_dept`");
//! assert_eq!(problems[0].hint.as_deref(), Some("did you mean `max_depth`?"));
//! ```
//!
//! Values are the text that the container gets, as the SageMaker Python SDK writes it: `str()` of
//! the Python value, so that a boolean is `True`.
//!
//! # What is refused
//!
//! Only what the documentation or the container's code says is refused: a job that is turned away
//! although it would have run is worse than one that fails late. Where the documentation, the SDK's
//! validators and the container disagree, the most lenient of them holds; the container, where its
//! code is open (XGBoost). Names that begin with an underscore are the algorithms' internal ones,
//! and pass. Each table names its page of the SageMaker Developer Guide.
//!
//! # Metric definitions
//!
//! SageMaker itself defines what it reads from the logs of these algorithms. CreateTrainingJob
//! refuses a request that brings `MetricDefinitions` for one of their images ("You can't override
//! the metric definitions for Amazon SageMaker algorithms"): [`Algorithm::own_metrics_only`].
//!
//! The algorithms are those with a training image of their own in the SageMaker Python SDK
//! (`image_uri_config`). CatBoost, LightGBM, TabTransformer and AutoGluon are scripts of JumpStart
//! in framework images and not here.

mod algorithm;
mod channels;
mod finding;
mod given;
mod hyperparameter;
mod hyperparameters;
mod kind;
mod machines;
mod metrics;
mod spelling;
mod table;
mod version;

pub use crate::algorithm::Algorithm;
pub use crate::channels::{Channel, Distribution, InputMode};
pub use crate::finding::{Finding, Place};
pub use crate::hyperparameter::Hyperparameter;
pub use crate::machines::InstanceType;
pub use crate::table::{algorithm, algorithms};
