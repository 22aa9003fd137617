//! The folders that stand for `/opt/ml`, one for each instance of a job.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::sagemaker::{CheckpointConfig, TrainingRequest};

/// Where a container finds its folders on AWS.
const OPT_ML: &str = "/opt/ml";

/// A job's folder, with one folder for each host. It goes when it is dropped.
#[derive(Debug)]
pub(super) struct Workplace {
    folder: PathBuf,
    pub(super) hosts: Vec<Host>,
}

/// One instance: its name, and its `/opt/ml`.
#[derive(Clone, Debug)]
pub(super) struct Host {
    /// `algo-1`, `algo-2`, …
    pub(super) name: String,
    /// What stands for `/opt/ml`.
    pub(super) base: PathBuf,
}

impl Workplace {
    /// Makes the folders of all hosts, and their configuration files.
    pub(super) fn new(work_dir: &Path, request: &TrainingRequest) -> io::Result<Self> {
        let folder = work_dir.join(&request.training_job_name);
        let hosts = (1..=request.instance_count())
            .map(|number| format!("algo-{number}"))
            .map(|name| Host { base: folder.join(&name), name })
            .collect();
        let workplace = Self { folder, hosts };
        for host in &workplace.hosts {
            for part in ["input/config", "input/data", "model", "output/data", "code", "tmp"] {
                fs::create_dir_all(host.base.join(part))?;
            }
            let config = host.base.join("input/config");
            write(&config.join("hyperparameters.json"), &json!(request.hyper_parameters))?;
            write(&config.join("inputdataconfig.json"), &input_data_config(request))?;
            write(&config.join("resourceconfig.json"), &workplace.resource_config(host, request))?;
            if let Some(checkpoints) = &request.checkpoint_config {
                let local = host.checkpoints(checkpoints);
                fs::create_dir_all(&local)?;
                let told = json!({"S3Uri": checkpoints.s3_uri, "LocalPath": local});
                write(&config.join("checkpointconfig.json"), &told)?;
            }
        }
        Ok(workplace)
    }

    /// A place for files that belong to the job and to no host.
    pub(super) fn scratch(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The names of all hosts, in order.
    pub(super) fn host_names(&self) -> Vec<&str> {
        self.hosts.iter().map(|host| host.name.as_str()).collect()
    }

    fn resource_config(&self, host: &Host, request: &TrainingRequest) -> Value {
        let instance_type = request.instance_types().first().copied().unwrap_or_default().to_owned();
        json!({
            "current_host": host.name,
            "current_instance_type": instance_type,
            "current_group_name": "homogeneousCluster",
            "hosts": self.host_names(),
            "instance_groups": [{
                "instance_group_name": "homogeneousCluster",
                "instance_type": instance_type,
                "hosts": self.host_names(),
            }],
            "network_interface_name": "lo",
        })
    }
}

impl Drop for Workplace {
    fn drop(&mut self) {
        // What cannot be removed stays in the sandbox's folder, which goes as a whole.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

impl Host {
    /// Where a channel's files lie.
    pub(super) fn channel(&self, name: &str) -> PathBuf {
        self.base.join("input/data").join(name)
    }

    /// Where checkpoints lie: below what stands for `/opt/ml`, wherever the request wants them.
    pub(super) fn checkpoints(&self, config: &CheckpointConfig) -> PathBuf {
        let asked = Path::new(config.local_path.as_deref().unwrap_or_default());
        self.base.join(asked.strip_prefix(OPT_ML).unwrap_or(Path::new("checkpoints")))
    }

    /// What the algorithm wrote about its failure.
    pub(super) fn failure(&self) -> Option<String> {
        let bytes = fs::read(self.base.join("output/failure")).ok()?;
        Some(String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// `inputdataconfig.json`: what SageMaker tells a container of its channels.
fn input_data_config(request: &TrainingRequest) -> Value {
    let mode = &request.algorithm_specification.training_input_mode;
    let channels: BTreeMap<&str, Value> = request
        .input_data_config
        .iter()
        .map(|channel| {
            let source = channel.data_source.s3_data_source.as_ref();
            let distribution = source.and_then(|source| source.s3_data_distribution_type.as_deref());
            let mut told = json!({
                "TrainingInputMode": channel.input_mode.as_ref().unwrap_or(mode),
                "S3DistributionType": distribution.unwrap_or("FullyReplicated"),
                "RecordWrapperType": channel.record_wrapper_type.as_deref().unwrap_or("None"),
            });
            if let Some(content_type) = &channel.content_type {
                told["ContentType"] = content_type.as_str().into();
            }
            (channel.channel_name.as_str(), told)
        })
        .collect();
    json!(channels)
}

fn write(path: &Path, value: &Value) -> io::Result<()> {
    fs::write(path, value.to_string())
}
