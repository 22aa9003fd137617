//! The script that a request names, as the SageMaker Python SDK names it.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::wanted::{Wanted, json_text};

/// Where a container without a network finds its packed script.
const CODE_CHANNEL: &str = "/opt/ml/input/data/code/sourcedir.tar.gz";

/// A packed script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Script {
    /// Where it lies.
    pub(crate) source: String,
    pub(crate) entry_point: String,
    /// Where it is another than the SDK's own.
    pub(crate) log_level: Option<u32>,
    /// Whether the last channel is the one that brings it.
    pub(crate) has_channel: bool,
}

impl Script {
    /// The script that the hyperparameters name.
    pub(crate) fn of(wanted: Wanted<'_>, told: &BTreeMap<&str, &str>) -> Option<Self> {
        let text = |name: &str| json_text(told.get(name)?);
        if told.contains_key("sagemaker_region") && text("sagemaker_region")? != wanted.region {
            return None;
        }
        let directory = text("sagemaker_submit_directory")?;
        let brought = wanted.is_set("EnableNetworkIsolation").then(|| code_channel(wanted)).flatten();
        let source = match brought {
            Some(source) if directory == CODE_CHANNEL => source.to_owned(),
            None if directory.starts_with("s3://") && !wanted.is_set("EnableNetworkIsolation") => directory,
            _ => return None,
        };
        let log_level = match told.get("sagemaker_container_log_level") {
            None | Some(&"20") => None,
            Some(level) => Some(level.parse().ok().filter(|number: &u32| number.to_string() == **level)?),
        };
        Some(Self { source, entry_point: text("sagemaker_program")?, log_level, has_channel: brought.is_some() })
    }
}

/// What the channel reads that brings the script into a container without a network, where it is there.
pub(super) fn code_channel(wanted: Wanted<'_>) -> Option<&str> {
    let last = wanted.channels().last()?;
    let uri = last.get("DataSource")?.get("S3DataSource")?.get("S3Uri")?.as_str()?;
    let as_the_sdk_adds_it: Value = json!({
        "ChannelName": "code",
        "DataSource": { "S3DataSource": {
            "S3DataType": "S3Prefix",
            "S3Uri": uri,
            "S3DataDistributionType": "FullyReplicated",
        } },
    });
    (*last == as_the_sdk_adds_it).then_some(uri)
}
