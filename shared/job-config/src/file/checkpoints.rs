//! `[checkpoints]`: what a job keeps while it trains, so that another attempt goes on from there.

use crate::read::{Complaint, Read, Section, complaint, text};

/// That a job keeps checkpoints; where in S3 is Retrain's to say: each run has a place of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checkpoints {
    /// Where the container writes them; `None` is SageMaker's `/opt/ml/checkpoints`.
    pub local_path: Option<String>,
}

impl Checkpoints {
    /// Reads `[checkpoints]`.
    pub(crate) fn read(mut section: Section<'_>) -> Read<Self> {
        let local_path = section.optional("local_path", text(container_path));
        section.finish();
        Ok(Self { local_path: local_path? })
    }
}

/// An absolute path in the container.
pub(crate) fn container_path(path: &str) -> Result<String, Complaint> {
    if path.starts_with('/') && path.len() <= 4096 && !path.chars().any(char::is_control) {
        Ok(path.to_owned())
    } else {
        Err(complaint(format!("`{}` is not a path in the container", path.escape_debug()))
            .hint("it starts with a slash, for example \"/opt/ml/checkpoints\""))
    }
}
