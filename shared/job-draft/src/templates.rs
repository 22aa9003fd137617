//! Job files to start from.

use job_config::PipelineName;

/// A job file to start from: the least that trains, and the keys that are used most as comments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template {
    /// SageMaker's own XGBoost.
    Xgboost,
    /// A script of one's own on scikit-learn.
    Sklearn,
    /// A script of one's own on `PyTorch`.
    Pytorch,
    /// An image of one's own.
    Image,
}

/// What stands for the pipeline in a template.
const PIPELINE: &str = "PIPELINE";

impl Template {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Xgboost, Self::Sklearn, Self::Pytorch, Self::Image];

    /// The text of a job file for the pipeline.
    ///
    /// Scripts lie in a folder `source` beside the file: it passes the check once that is packed.
    pub fn text(self, pipeline: &PipelineName) -> String {
        let text = match self {
            Self::Xgboost => include_str!("templates/xgboost.toml"),
            Self::Sklearn => include_str!("templates/sklearn.toml"),
            Self::Pytorch => include_str!("templates/pytorch.toml"),
            Self::Image => include_str!("templates/image.toml"),
        };
        text.replace(PIPELINE, pipeline.as_str())
    }
}
