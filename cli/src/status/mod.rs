//! What runs, what waits and what ran: gathered from the pipelines' states, the run records and SageMaker.

mod job;
mod pipeline;

pub(crate) use self::job::{JobReport, step};
pub(crate) use self::pipeline::{PipelineReport, overview, pipelines};
