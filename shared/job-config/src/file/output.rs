//! `[output]`: where models go.

use super::resources::kms_key;
use crate::PipelineName;
use crate::read::{Complaint, Read, Section, choice, complaint, text};

/// Where models go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// The prefix in the artifact bucket, without a slash at its end, or an `s3://` URI; `None` is
    /// `models/<pipeline>`.
    pub path: Option<String>,
    /// The key that encrypts models.
    pub kms_key: Option<String>,
    /// How models are packed: `GZIP` or `NONE`.
    pub compression: Option<&'static str>,
}

const COMPRESSIONS: [(&str, &str); 2] = [("GZIP", "GZIP"), ("NONE", "NONE")];

impl Output {
    /// Reads `[output]`.
    pub(crate) fn read(mut section: Section<'_>) -> Read<Self> {
        let path = section.optional("path", text(target));
        let kms_key = section.optional("kms_key", text(kms_key));
        let compression = section.optional("compression", choice(&COMPRESSIONS));
        section.finish();
        Ok(Self { path: path?, kms_key: kms_key?, compression: compression? })
    }

    /// The `s3://` URI for the models of `pipeline`.
    pub fn uri(&self, pipeline: &PipelineName, artifact_bucket: &str) -> String {
        let path = self.path.clone().unwrap_or_else(|| format!("models/{pipeline}"));
        within(&path, artifact_bucket)
    }
}

/// `path` as a URI: it is one, or a prefix in the artifact bucket.
pub(crate) fn within(path: &str, artifact_bucket: &str) -> String {
    if path.starts_with("s3://") { path.to_owned() } else { format!("s3://{artifact_bucket}/{path}") }
}

/// Where a job writes: below `models/` of the artifact bucket, which is all that the stack's training role may write;
/// or an absolute URI, for a role of one's own.
pub(crate) fn target(path: &str) -> Result<String, Complaint> {
    if let Some(rest) = path.strip_prefix("s3://") {
        let bucket = rest.split('/').next().unwrap_or_default();
        return if bucket.is_empty() || path.len() > 1024 {
            Err(complaint(format!("`{path}` is not an S3 URI")).hint("write s3://bucket/prefix"))
        } else {
            Ok(path.to_owned())
        };
    }
    let prefix = path.trim_end_matches('/');
    match prefix.strip_prefix("models/") {
        Some(rest) if !rest.is_empty() && prefix.len() <= 900 => Ok(prefix.to_owned()),
        _ => Err(complaint(format!("`{path}` is not below `models/`"))
            .hint("the training role may write models nowhere else; for example path = \"models/churn\"")),
    }
}
