//! What belongs to one run and no other.

use std::collections::BTreeMap;

use crate::PipelineName;

/// What belongs to one run and no other: filled into a [`crate::ResolvedRequest`] at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The training job's name.
    pub job_name: String,
    /// The pipeline that it is a run of.
    pub pipeline: PipelineName,
    /// 64 hexadecimal digits.
    pub identity: String,
    /// From 1.
    pub attempt: u32,
    /// The stack's job-name prefix.
    pub prefix: String,
    /// The `s3://` URI of each channel's manifest, by channel name. A channel without one has no
    /// data in this run and is left out of the request.
    pub manifests: BTreeMap<String, String>,
    /// Where checkpoints of this identity are kept; only where
    /// [`crate::ResolvedRequest::wants_checkpoints`].
    pub checkpoint_uri: Option<String>,
}
