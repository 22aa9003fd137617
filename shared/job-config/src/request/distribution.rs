//! What tells a framework's container how several machines work together: hyperparameters, as the SageMaker Python
//! SDK sends them (`Framework._distribution_configuration` and what PyTorch, Hugging Face and MXNet make of it).

use crate::file::algorithm::{Distribution, Framework, Mpi, SmDistributed};
use crate::file::resources::Machines;
use crate::python::Literal;

type Told = Vec<(&'static str, Literal)>;

const INSTANCE_TYPE: &str = "sagemaker_instance_type";

/// The hyperparameters of a framework's distribution, not yet encoded.
pub(super) fn hyperparameters(framework: &Framework, machines: &Machines) -> Told {
    let Some(distribution) = &framework.distribution else { return Vec::new() };
    let torch = distribution.torch_distributed == Some(true);
    match framework.name.as_str() {
        // PyTorch's own data parallelism is launched by SageMaker's.
        "pytorch" | "pytorch-smp" if distribution.pytorchddp.is_some() => {
            let data_parallel = distribution.pytorchddp.clone();
            let smdistributed = Some(SmDistributed { data_parallel, ..SmDistributed::default() });
            by_pytorch(&Distribution { smdistributed, pytorchddp: None, ..distribution.clone() }, machines)
        }
        "pytorch" | "pytorch-smp" if torch => by_pytorch(distribution, machines),
        "huggingface" | "huggingface-training-compiler" | "pytorch-training-compiler"
            if distribution.pytorchddp.as_ref().is_some_and(|(enabled, _)| *enabled) =>
        {
            by_torch("sagemaker_pytorch_ddp_enabled", machines)
        }
        "huggingface" | "huggingface-training-compiler" | "pytorch-training-compiler" if torch => {
            by_torch("sagemaker_torch_distributed_enabled", machines)
        }
        "mxnet" => {
            let mut told = shared(distribution, machines);
            let processes = distribution.mpi.as_ref().and_then(|mpi| mpi.processes_per_host);
            told.retain(|(name, _)| *name != "sagemaker_mpi_custom_mpi_options" || processes.is_some());
            told
        }
        _ => shared(distribution, machines),
    }
}

/// What the SDK's PyTorch estimator tells (`PyTorch._pytorch_distribution_configuration`).
fn by_pytorch(distribution: &Distribution, machines: &Machines) -> Told {
    if distribution.torch_distributed != Some(true) {
        return shared(distribution, machines);
    }
    let libraries = distribution.smdistributed.is_some();
    let mut told = if libraries { shared(distribution, machines) } else { Vec::new() };
    told.retain(|(name, _)| *name != INSTANCE_TYPE);
    told.extend(by_torch("sagemaker_torch_distributed_enabled", machines));
    told
}

fn by_torch(switch: &'static str, machines: &Machines) -> Told {
    let instance_type = instance_type(machines).map(|name| (INSTANCE_TYPE, text(name)));
    [(switch, Literal::Boolean(true))].into_iter().chain(instance_type).collect()
}

/// What all frameworks have in common.
fn shared(distribution: &Distribution, machines: &Machines) -> Told {
    let mut told = Vec::new();
    if let Some(groups) = instance_groups(distribution, machines) {
        told.push(("sagemaker_distribution_instance_groups", groups));
    }
    let switches = [
        ("sagemaker_pytorch_xla_multi_worker_enabled", distribution.pytorchxla),
        ("sagemaker_parameter_server_enabled", distribution.parameter_server),
        ("sagemaker_multi_worker_mirrored_strategy_enabled", distribution.multi_worker_mirrored_strategy),
    ];
    told.extend(switches.into_iter().filter_map(|(name, on)| Some((name, Literal::Boolean(on?)))));
    if let Some(Mpi { enabled, processes_per_host, custom_mpi_options }) = &distribution.mpi {
        told.push(("sagemaker_mpi_enabled", Literal::Boolean(*enabled)));
        let processes = processes_per_host.map(|number| Literal::Integer(number.into()));
        told.extend(processes.map(|number| ("sagemaker_mpi_num_of_processes_per_host", number)));
        told.push(("sagemaker_mpi_custom_mpi_options", text(custom_mpi_options)));
    }
    if let Some(libraries) = &distribution.smdistributed {
        if let Some((true, Some(parameters))) = &libraries.model_parallel {
            told.push(("mp_parameters", parameters.clone()));
        }
        let (enabled, options) = libraries.data_parallel.clone().unwrap_or_default();
        told.extend(data_parallel(enabled, &options, machines));
    }
    told
}

/// SageMaker's own data parallelism.
fn data_parallel(enabled: bool, options: &str, machines: &Machines) -> Told {
    let mut told = vec![
        ("sagemaker_distributed_dataparallel_enabled", Literal::Boolean(enabled)),
        (INSTANCE_TYPE, instance_type(machines).map_or(Literal::Null, text)),
    ];
    if enabled {
        told.push(("sagemaker_distributed_dataparallel_custom_mpi_options", text(options)));
    }
    told
}

/// The groups that MPI and SageMaker's own libraries work on; a single one needs no saying.
fn instance_groups(distribution: &Distribution, machines: &Machines) -> Option<Literal> {
    let data_parallel = distribution.smdistributed.as_ref().and_then(|libraries| libraries.data_parallel.as_ref());
    let grouped = distribution.mpi.as_ref().is_some_and(|mpi| mpi.enabled) || data_parallel.is_some_and(|(on, _)| *on);
    let names: Vec<&str> = match (&distribution.instance_groups, machines) {
        (Some(names), _) => names.iter().map(String::as_str).collect(),
        (None, Machines::Groups(groups)) if grouped && groups.len() == 1 => vec![groups[0].name.as_str()],
        _ => return None,
    };
    Some(Literal::List(names.into_iter().map(text).collect()))
}

/// The type of the machines, the first choice; none where groups of them differ.
fn instance_type(machines: &Machines) -> Option<&str> {
    match machines {
        Machines::Groups(_) => None,
        machines => machines.types().next(),
    }
}

fn text(text: &str) -> Literal {
    Literal::Text(text.to_owned())
}
