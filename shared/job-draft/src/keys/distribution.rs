//! `algorithm.framework.distribution`, from the hyperparameters that the SageMaker Python SDK makes of it.

use std::collections::{BTreeMap, BTreeSet};

use job_config::Literal;

use crate::toml;
use crate::wanted::json_text;

/// How several machines work together, as a job file says it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Distribution {
    /// As TOML writes it.
    pub(super) value: String,
    /// The hyperparameters that it stands for.
    pub(super) said: BTreeSet<&'static str>,
    /// Whether MPI is on, which changes what a TensorFlow script is told.
    pub(super) mpi_is_on: bool,
}

const INSTANCE_TYPE: &str = "sagemaker_instance_type";
const TORCH_DISTRIBUTED: &str = "sagemaker_torch_distributed_enabled";
const PYTORCH_DDP: &str = "sagemaker_pytorch_ddp_enabled";
const PYTORCH_XLA: &str = "sagemaker_pytorch_xla_multi_worker_enabled";
const PARAMETER_SERVER: &str = "sagemaker_parameter_server_enabled";
const MIRRORED: &str = "sagemaker_multi_worker_mirrored_strategy_enabled";
const MPI: &str = "sagemaker_mpi_enabled";
const MPI_PROCESSES: &str = "sagemaker_mpi_num_of_processes_per_host";
const MPI_OPTIONS: &str = "sagemaker_mpi_custom_mpi_options";
const DATA_PARALLEL: &str = "sagemaker_distributed_dataparallel_enabled";
const DATA_PARALLEL_OPTIONS: &str = "sagemaker_distributed_dataparallel_custom_mpi_options";
const MODEL_PARALLEL: &str = "mp_parameters";
const GROUPS: &str = "sagemaker_distribution_instance_groups";

/// Keys that say no more than whether something is on.
const SWITCHES: [(&str, &str); 5] = [
    (TORCH_DISTRIBUTED, "torch_distributed"),
    (PYTORCH_DDP, "pytorchddp"),
    (PYTORCH_XLA, "pytorchxla"),
    (PARAMETER_SERVER, "parameter_server"),
    (MIRRORED, "multi_worker_mirrored_strategy"),
];

/// The distribution that hyperparameters speak of; nothing where they speak of none that a job file can say.
pub(super) fn of(told: &BTreeMap<&str, &str>) -> Option<Distribution> {
    let mut said = BTreeSet::new();
    let mut parts: Vec<(&str, String)> = Vec::new();
    for (name, key) in SWITCHES {
        if let Some(value) = told.get(name) {
            parts.push((key, flag(value)?.to_string()));
            said.insert(name);
        }
    }
    if let Some(enabled) = told.get(MPI) {
        parts.push(("mpi", mpi(flag(enabled)?, told, &mut said)?));
    }
    if let Some(enabled) = told.get(DATA_PARALLEL) {
        parts.push(("smdistributed", smdistributed(flag(enabled)?, told, &mut said)?));
    }
    if let Some(groups) = told.get(GROUPS) {
        let Literal::List(names) = Literal::from_json(groups)? else { return None };
        parts.push(("instance_groups", toml::literal(&Literal::List(names))));
        said.insert(GROUPS);
    }
    if parts.is_empty() {
        return None;
    }
    if [TORCH_DISTRIBUTED, PYTORCH_DDP, DATA_PARALLEL].iter().any(|name| told.contains_key(name)) {
        said.insert(INSTANCE_TYPE);
    }
    let mpi_is_on = told.get(MPI).is_some_and(|enabled| *enabled == "true");
    let value = match parts.as_slice() {
        [(name, value)] if value == "true" => toml::text(name),
        _ => toml::table(parts),
    };
    Some(Distribution { value, said, mpi_is_on })
}

/// `true` where nothing else is said of it.
fn mpi(enabled: bool, told: &BTreeMap<&str, &str>, said: &mut BTreeSet<&'static str>) -> Option<String> {
    said.extend([MPI, MPI_PROCESSES, MPI_OPTIONS]);
    let mut parts = Vec::new();
    if !enabled {
        parts.push(("enabled", "false".to_owned()));
    }
    if let Some(processes) = told.get(MPI_PROCESSES) {
        parts.push(("processes_per_host", processes.parse::<u32>().ok()?.to_string()));
    }
    say_options(&mut parts, told.get(MPI_OPTIONS))?;
    Some(if parts.is_empty() { "true".to_owned() } else { toml::table(parts) })
}

fn smdistributed(enabled: bool, told: &BTreeMap<&str, &str>, said: &mut BTreeSet<&'static str>) -> Option<String> {
    said.extend([DATA_PARALLEL, DATA_PARALLEL_OPTIONS, MODEL_PARALLEL]);
    let mut parts = Vec::new();
    if let Some(parameters) = told.get(MODEL_PARALLEL) {
        let parameters = Literal::from_json(parameters)?;
        parts.push(("modelparallel", toml::table([("parameters", toml::literal(&parameters))])));
    }
    let mut data_parallel = Vec::new();
    say_options(&mut data_parallel, told.get(DATA_PARALLEL_OPTIONS))?;
    if enabled && data_parallel.is_empty() {
        data_parallel.push(("enabled", "true".to_owned()));
    }
    if enabled || parts.is_empty() {
        if !enabled {
            data_parallel.push(("enabled", "false".to_owned()));
        }
        parts.push(("dataparallel", toml::table(data_parallel)));
    }
    Some(toml::table(parts))
}

/// Adds the options of `mpirun`, but for the empty ones that the SDK sends where none are given; nothing where they are
/// no text.
fn say_options(parts: &mut Vec<(&str, String)>, options: Option<&&str>) -> Option<()> {
    let options = options.map_or(Some(String::new()), |options| json_text(options))?;
    if !options.is_empty() {
        parts.push(("custom_mpi_options", toml::text(&options)));
    }
    Some(())
}

fn flag(value: &str) -> Option<bool> {
    match value {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::torch(&[(TORCH_DISTRIBUTED, "true"), (INSTANCE_TYPE, "\"ml.p3.2xlarge\"")], r#""torch_distributed""#)]
    #[case::mpi(&[(MPI, "true"), (MPI_OPTIONS, "\"\"")], r#""mpi""#)]
    #[case::mpi_with_processes(
        &[(MPI, "true"), (MPI_PROCESSES, "8"), (MPI_OPTIONS, "\"-x A\"")],
        r#"{ mpi = { processes_per_host = 8, custom_mpi_options = "-x A" } }"#
    )]
    #[case::off(&[(PARAMETER_SERVER, "false")], "{ parameter_server = false }")]
    #[case::data_parallel(
        &[(DATA_PARALLEL, "true"), (DATA_PARALLEL_OPTIONS, "\"\""), (INSTANCE_TYPE, "\"ml.p4d.24xlarge\"")],
        "{ smdistributed = { dataparallel = { enabled = true } } }"
    )]
    #[case::model_parallel(
        &[(DATA_PARALLEL, "false"), (MODEL_PARALLEL, r#"{"partitions": 2}"#), (MPI, "true"), (MPI_OPTIONS, "\"\"")],
        "{ mpi = true, smdistributed = { modelparallel = { parameters = { partitions = 2 } } } }"
    )]
    fn hyperparameters_become_the_distribution_that_the_sdk_made_them_of(
        #[case] told: &[(&str, &str)],
        #[case] value: &str,
    ) {
        assert_eq!(of(&told.iter().copied().collect()).unwrap().value, value);
    }

    #[rstest]
    #[case::none(&[("epochs", "3")])]
    #[case::no_flag(&[(MPI, "1")])]
    #[case::no_list(&[(GROUPS, "\"a\"")])]
    fn what_is_no_distribution_stays_a_hyperparameter(#[case] told: &[(&str, &str)]) {
        assert_eq!(of(&told.iter().copied().collect()), None);
    }
}
