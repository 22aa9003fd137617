//! `algorithm.framework.distribution`: how several machines, or several GPUs, work together.

use std::collections::BTreeSet;

use toml::de::DeValue;

use crate::file::hyperparameters::literal;
use crate::python::Literal;
use crate::read::{Complaint, Read, Section, Value};
use crate::read::{boolean, complaint, did_you_mean, list, string, table, text_list, whole_number};

/// How several machines, or several GPUs, work together: what the SageMaker Python SDK takes as `distribution`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Distribution {
    /// `torchrun`, also on AWS Trainium; with `smdistributed` for its libraries.
    pub torch_distributed: Option<bool>,
    /// `PyTorch`'s own distributed data parallel, launched by MPI, and what is added to the call of `mpirun`.
    pub pytorchddp: Option<(bool, String)>,
    /// `PyTorch` XLA.
    pub pytorchxla: Option<bool>,
    /// A parameter server on each machine.
    pub parameter_server: Option<bool>,
    /// TensorFlow's `MultiWorkerMirroredStrategy`.
    pub multi_worker_mirrored_strategy: Option<bool>,
    /// MPI, for example for Horovod.
    pub mpi: Option<Mpi>,
    /// SageMaker's own libraries.
    pub smdistributed: Option<SmDistributed>,
    /// The instance groups that it works on.
    pub instance_groups: Option<Vec<String>>,
}

/// MPI, for example for Horovod.
#[derive(Clone, Debug, PartialEq)]
pub struct Mpi {
    /// Whether it is on.
    pub enabled: bool,
    /// Processes on each machine.
    pub processes_per_host: Option<u32>,
    /// What is added to the call of `mpirun`.
    pub custom_mpi_options: String,
}

/// SageMaker's own libraries for distributed training.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SmDistributed {
    /// Data parallelism, and what it adds to the call of `mpirun`.
    pub data_parallel: Option<(bool, String)>,
    /// Model parallelism: whether it is on, and its parameters.
    pub model_parallel: Option<(bool, Option<Literal>)>,
}

const SIMPLE: [&str; 4] = ["torch_distributed", "pytorchxla", "parameter_server", "multi_worker_mirrored_strategy"];
const ALL: [&str; 8] = [
    "torch_distributed",
    "pytorchddp",
    "pytorchxla",
    "parameter_server",
    "multi_worker_mirrored_strategy",
    "mpi",
    "smdistributed",
    "instance_groups",
];

impl Distribution {
    /// Reads `distribution`: the name of one, or a table of several with what is said of each.
    pub(super) fn read(section: &mut Section<'_>) -> Read<Option<Self>> {
        let named = section.optional("distribution", |value| match value.data {
            DeValue::String(_) => Self::named(value).map(Some),
            _ => Ok(None),
        })?;
        match named {
            Some(Some(distribution)) => Ok(Some(distribution)),
            Some(None) => section.optional_section("distribution", Self::of_table),
            None => Ok(None),
        }
    }

    fn named(value: &Value<'_>) -> Read<Self> {
        let name = string(value)?;
        let mut distribution = Self::default();
        match (distribution.simple(&name), name.as_str()) {
            (Some(switch), _) => *switch = Some(true),
            (None, "mpi") => distribution.mpi = Some(Mpi::default()),
            (None, "pytorchddp") => distribution.pytorchddp = Some((true, String::new())),
            (None, _) => return Err(value.refuse(unknown(&name))),
        }
        Ok(distribution)
    }

    fn of_table(mut section: Section<'_>) -> Read<Self> {
        let mut distribution = Self::default();
        let mut wrong = None;
        for name in SIMPLE {
            match section.optional(name, |value| match value.data {
                DeValue::Boolean(enabled) => Ok(*enabled),
                _ => table(enabled)(value),
            }) {
                Ok(given) => *distribution.simple(name).unwrap_or(&mut None) = given,
                Err(reported) => wrong = Some(reported),
            }
        }
        let mpi = section.optional("mpi", |value| match value.data {
            DeValue::Boolean(enabled) => Ok(Mpi { enabled: *enabled, ..Mpi::default() }),
            _ => table(Mpi::read)(value),
        });
        let pytorchddp = section.optional("pytorchddp", |value| match value.data {
            DeValue::Boolean(enabled) => Ok((*enabled, String::new())),
            _ => table(data_parallel)(value),
        });
        let smdistributed = section.optional_section("smdistributed", SmDistributed::read);
        let instance_groups = section.optional("instance_groups", text_list(|name| Ok(name.to_owned())));
        section.finish();
        let (mpi, pytorchddp, smdistributed) = (mpi?, pytorchddp?, smdistributed?);
        let instance_groups = instance_groups?;
        match wrong {
            Some(reported) => Err(reported),
            None => Ok(Self { pytorchddp, mpi, smdistributed, instance_groups, ..distribution }),
        }
    }

    fn simple(&mut self, name: &str) -> Option<&mut Option<bool>> {
        Some(match name {
            "torch_distributed" => &mut self.torch_distributed,
            "pytorchxla" => &mut self.pytorchxla,
            "parameter_server" => &mut self.parameter_server,
            "multi_worker_mirrored_strategy" => &mut self.multi_worker_mirrored_strategy,
            _ => return None,
        })
    }

    /// The names of what is switched on.
    pub fn enabled(&self) -> BTreeSet<&'static str> {
        let SmDistributed { data_parallel, model_parallel } = self.smdistributed.clone().unwrap_or_default();
        let switches = [
            ("torch_distributed", self.torch_distributed),
            ("pytorchddp", self.pytorchddp.as_ref().map(|(enabled, _)| *enabled)),
            ("pytorchxla", self.pytorchxla),
            ("parameter_server", self.parameter_server),
            ("multi_worker_mirrored_strategy", self.multi_worker_mirrored_strategy),
            ("mpi", self.mpi.as_ref().map(|mpi| mpi.enabled)),
            ("smdistributed.dataparallel", data_parallel.map(|(enabled, _)| enabled)),
            ("smdistributed.modelparallel", model_parallel.map(|(enabled, _)| enabled)),
        ];
        switches.into_iter().filter(|(_, enabled)| *enabled == Some(true)).map(|(name, _)| name).collect()
    }
}

fn unknown(name: &str) -> Complaint {
    let unknown = complaint(format!("`{name}` is no distribution that SageMaker knows"));
    unknown.hint(match did_you_mean(name, ALL) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("valid are {}", list(&ALL[..6])),
    })
}

/// `{ enabled = true }`, as the SageMaker Python SDK writes it.
fn enabled(mut section: Section<'_>) -> Read<bool> {
    let enabled = section.or("enabled", true, boolean);
    section.finish();
    enabled
}

/// `{ enabled = true, custom_mpi_options = "" }`.
fn data_parallel(mut section: Section<'_>) -> Read<(bool, String)> {
    let enabled = section.or("enabled", true, boolean);
    let options = section.or("custom_mpi_options", String::new(), string);
    section.finish();
    Ok((enabled?, options?))
}

impl Default for Mpi {
    fn default() -> Self {
        Self { enabled: true, processes_per_host: None, custom_mpi_options: String::new() }
    }
}

impl Mpi {
    fn read(mut section: Section<'_>) -> Read<Self> {
        let enabled = section.or("enabled", true, boolean);
        let processes_per_host = section.optional("processes_per_host", whole_number(1..=1024));
        let custom_mpi_options = section.or("custom_mpi_options", String::new(), string);
        section.finish();
        Ok(Self { enabled: enabled?, processes_per_host: processes_per_host?, custom_mpi_options: custom_mpi_options? })
    }
}

impl SmDistributed {
    fn read(mut section: Section<'_>) -> Read<Self> {
        let data_parallel = section.optional_section("dataparallel", data_parallel);
        let model_parallel = section.optional_section("modelparallel", |mut section| {
            let enabled = section.or("enabled", true, boolean);
            let parameters = section.optional("parameters", literal);
            section.finish();
            Ok((enabled?, parameters?))
        });
        section.finish();
        Ok(Self { data_parallel: data_parallel?, model_parallel: model_parallel? })
    }
}
