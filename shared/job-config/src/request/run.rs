//! What belongs to one run and no other.

use std::collections::BTreeMap;

use jiff::civil::Date;

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
    /// Whether it is the small run before the real one.
    pub smoke: bool,
    /// The stack's job-name prefix.
    pub prefix: String,
    /// The `s3://` URI of each channel's manifest, by channel name. A frozen channel without one has no data in this
    /// run and is left out of the request.
    pub manifests: BTreeMap<String, String>,
    /// The `s3://` URI that paths in the data set are relative to, with its slash.
    pub data_root: String,
    /// Where checkpoints of this identity are kept; only where
    /// [`crate::ResolvedRequest::wants_checkpoints`].
    pub checkpoint_uri: Option<String>,
    /// The day of the launch (UTC), for `${date}`.
    pub day: Date,
}
