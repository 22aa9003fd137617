//! `[output]`: where models go.

use crate::PipelineName;
use crate::read::{Complaint, Read, Section, complaint, text};

/// Where models go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// The prefix in the artifact bucket, without a slash at its end; `None` is
    /// `models/<pipeline>`.
    pub path: Option<String>,
}

impl Output {
    /// Reads `[output]`.
    pub(crate) fn read(mut section: Section<'_>) -> Read<Self> {
        let path = section.optional("path", text(model_prefix));
        section.finish();
        Ok(Self { path: path? })
    }

    /// The prefix for the models of `pipeline`.
    pub fn prefix(&self, pipeline: &PipelineName) -> String {
        self.path.clone().unwrap_or_else(|| format!("models/{pipeline}"))
    }
}

/// Training jobs may write below `models/` only: that is where the prefix has to be.
fn model_prefix(path: &str) -> Result<String, Complaint> {
    if path.starts_with("s3://") {
        return Err(complaint("models go to the stack's artifact bucket, which is not named here")
            .hint("write only the prefix, for example path = \"models/churn\""));
    }
    let prefix = path.trim_end_matches('/');
    match prefix.strip_prefix("models/") {
        Some(rest) if !rest.is_empty() && prefix.len() <= 900 => Ok(prefix.to_owned()),
        _ => Err(complaint(format!("`{path}` is not below `models/`"))
            .hint("the training role may write models nowhere else; for example path = \"models/churn\"")),
    }
}
