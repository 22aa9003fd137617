//! `[debugger]` and `[profiler]`: what SageMaker writes down while a job trains.
//!
//! Both are on where nothing is said and the region has them, as the SageMaker Python SDK has it.

use std::collections::BTreeMap;

use toml::de::DeValue;

use super::checkpoints::container_path;
use super::output::target;
use crate::read::{Read, Section, Value, boolean, complaint, string, table, text, whole_number};

/// SageMaker Debugger: the tensors of a training job.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Debugger {
    /// Whether it is on; `None` is the SageMaker Python SDK's answer for the region and the job.
    pub enabled: Option<bool>,
    /// Where tensors go: a prefix in the artifact bucket or an `s3://` URI; `None` is the job's output path.
    pub path: Option<String>,
    /// Where the container writes them.
    pub local_path: Option<String>,
    /// Parameters of the hook.
    pub hook_parameters: BTreeMap<String, String>,
    /// The collections of tensors that are saved, with their parameters.
    pub collections: Vec<Collection>,
}

/// A collection of tensors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collection {
    /// Its name, for example `losses`.
    pub name: String,
    /// How it is saved.
    pub parameters: BTreeMap<String, String>,
}

/// SageMaker Debugger's profiler: how machines are used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profiler {
    /// Whether it is on; `None` is the SageMaker Python SDK's answer for the region and the machines.
    pub enabled: Option<bool>,
    /// Where figures go: a prefix in the artifact bucket or an `s3://` URI; `None` is the job's output path.
    pub path: Option<String>,
    /// How often machines are looked at, in milliseconds.
    pub interval_ms: Option<u32>,
    /// What is profiled of the framework.
    pub parameters: BTreeMap<String, String>,
}

impl Debugger {
    /// Reads `[debugger]`.
    pub(crate) fn read(mut section: Section<'_>) -> Read<Self> {
        let enabled = section.optional("enabled", boolean);
        let path = section.optional("path", text(target));
        let local_path = section.optional("local_path", text(container_path));
        let hook_parameters = section.section("hook_parameters", |section| parameters(&section));
        let collections = section.or("collections", Vec::new(), collections);
        section.finish();
        Ok(Self {
            enabled: enabled?,
            path: path?,
            local_path: local_path?,
            hook_parameters: hook_parameters?,
            collections: collections?,
        })
    }
}

impl Profiler {
    /// Reads `[profiler]`.
    pub(crate) fn read(mut section: Section<'_>) -> Read<Self> {
        let enabled = section.optional("enabled", boolean);
        let path = section.optional("path", text(target));
        let interval_ms = section.optional("interval_ms", |value| {
            let interval = whole_number(100..=60_000)(value)?;
            if [100, 200, 500, 1000, 5000, 60_000].contains(&interval) {
                return Ok(interval);
            }
            let other = complaint(format!("SageMaker does not look every {interval} ms"));
            Err(value.refuse(other.hint("valid are 100, 200, 500, 1000, 5000 and 60000")))
        });
        let parameters = section.section("parameters", |section| parameters(&section));
        section.finish();
        Ok(Self { enabled: enabled?, path: path?, interval_ms: interval_ms?, parameters: parameters? })
    }
}

fn collections(value: &Value<'_>) -> Read<Vec<Collection>> {
    let DeValue::Array(list) = value.data else {
        return Err(value.refuse_type("a list of collections, such as [{ name = \"losses\" }]"));
    };
    let collection = |mut section: Section<'_>| {
        let name = section.required("name", "for example name = \"losses\"", string);
        let parameters = section.section("parameters", |section| parameters(&section));
        section.finish();
        Ok(Collection { name: name?, parameters: parameters? })
    };
    let items: Vec<Read<Collection>> = value.items(list).iter().map(|item| table(collection)(item)).collect();
    items.into_iter().collect()
}

/// Text by name; numbers and booleans are taken as they are written.
fn parameters(section: &Section<'_>) -> Read<BTreeMap<String, String>> {
    let entry = |value: &Value<'_>| {
        let text = match value.data {
            DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) => Ok(value.written().to_owned()),
            _ => string(value),
        };
        Ok((value.key.clone(), text?))
    };
    let read: Vec<Read<_>> = section.entries().iter().map(entry).collect();
    read.into_iter().collect()
}
