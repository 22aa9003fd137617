//! How several machines work together, and whether their framework can.
//!
//! The rules are those of the SageMaker Python SDK (`fw_utils.validate_distribution` and its like), but for versions:
//! what there is an image of is not refused for being spelt shorter.

use training_images::Processor;

use crate::file::algorithm::{Algorithm, Code, Distribution, Framework};
use crate::file::resources::{Machines, Resources};
use crate::read::{Report, complaint, list};

const KEY: &str = "algorithm.framework.distribution";

/// What each framework's container knows.
fn known(framework: &str) -> &'static [&'static str] {
    const LIBRARIES: [&str; 2] = ["smdistributed.dataparallel", "smdistributed.modelparallel"];
    match framework {
        "pytorch" | "pytorch-smp" => {
            &["torch_distributed", "pytorchddp", "mpi", "parameter_server", LIBRARIES[0], LIBRARIES[1]]
        }
        "huggingface" | "huggingface-training-compiler" => {
            &["torch_distributed", "pytorchddp", "pytorchxla", "mpi", "parameter_server", LIBRARIES[0], LIBRARIES[1]]
        }
        "pytorch-training-compiler" => &["torch_distributed", "pytorchddp", "pytorchxla"],
        "tensorflow" => &["mpi", "parameter_server", "multi_worker_mirrored_strategy", LIBRARIES[0], LIBRARIES[1]],
        "mxnet" => &["mpi", "parameter_server"],
        _ => &[],
    }
}

/// Reports what of a distribution the framework, its version or the machines do not do.
pub(super) fn fits(algorithm: &Algorithm, resources: &Resources, report: &Report) {
    let Code::Framework(framework) = &algorithm.code else { return };
    let Some(distribution) = &framework.distribution else { return };
    let enabled = distribution.enabled();
    let known = known(&framework.name);
    for wanted in enabled.iter().filter(|wanted| !known.contains(wanted)) {
        let unknown = complaint(format!("{} has no distribution `{wanted}`", framework.name));
        report.add_at(
            KEY,
            unknown.hint(match known {
                [] => "leave `distribution` out; its scripts find the other machines in SM_HOSTS".to_owned(),
                known => format!("valid are {}", list(known)),
            }),
        );
    }
    let types: Vec<&str> = resources.machines.types().collect();
    if enabled.contains("torch_distributed") {
        if let Some(other) = types.iter().find(|name| !is_accelerated(name)) {
            let slow = complaint(format!("torchrun is started on GPUs and AWS Trainium only, which `{other}` has not"));
            report.add_at(KEY, slow.hint("take an instance type of the families p, g or trn, or leave it out"));
        }
        if !matches!(framework.script.entry_point.rsplit_once('.'), Some((_, "py"))) {
            let shell = complaint("torchrun starts Python files only");
            report.add_at("algorithm.framework.entry_point", shell.hint("for example \"train.py\""));
        }
    }
    // Its library is in the images for GPUs alone. Groups may have machines beside those that it works on.
    let in_groups = matches!(resources.machines, Machines::Groups(_));
    let without = types.iter().find(|name| Processor::of(name) == Some(Processor::Cpu)).filter(|_| !in_groups);
    if let (true, Some(other)) = (enabled.contains("smdistributed.dataparallel"), without) {
        let slow = complaint(format!("SageMaker's data parallelism is for GPUs, which `{other}` has not"));
        report.add_at(KEY, slow.hint("take an instance type such as ml.p4d.24xlarge, or leave it out"));
    }
    if types.iter().any(|name| name.starts_with("ml.trn")) && enabled.iter().any(|name| *name != "torch_distributed") {
        let other = complaint("on AWS Trainium the only distribution is `torch_distributed`");
        report.add_at(KEY, other.hint("write distribution = \"torch_distributed\""));
    }
    combinations(framework, distribution, report);
    groups(distribution, &resources.machines, report);
}

fn is_accelerated(instance_type: &str) -> bool {
    let family = instance_type.strip_prefix("ml.").unwrap_or(instance_type);
    family.starts_with(['p', 'g']) || family.starts_with("trn")
}

fn combinations(framework: &Framework, distribution: &Distribution, report: &Report) {
    let enabled = distribution.enabled();
    let has = |name: &str| enabled.contains(name);
    let both = |one: &str, other: &str| {
        let both = complaint(format!("`{one}` and `{other}` exclude each other"));
        report.add_at(KEY, both.hint("leave one of them out"));
    };
    for library in ["smdistributed.dataparallel", "smdistributed.modelparallel"] {
        if has(library) && has("pytorchddp") {
            both(library, "pytorchddp");
        }
        if has(library) && has("multi_worker_mirrored_strategy") {
            both(library, "multi_worker_mirrored_strategy");
        }
    }
    if has("smdistributed.dataparallel") && has("smdistributed.modelparallel") {
        both("smdistributed.dataparallel", "smdistributed.modelparallel");
    }
    if has("multi_worker_mirrored_strategy") && has("parameter_server") {
        both("multi_worker_mirrored_strategy", "parameter_server");
    }
    let version: Vec<u32> = framework.version.split('.').map(|part| part.parse().unwrap_or(0)).collect();
    if has("multi_worker_mirrored_strategy") && framework.name == "tensorflow" && version.as_slice() < &[2, 9][..] {
        let old = complaint(format!("TensorFlow {} has no `multi_worker_mirrored_strategy`", framework.version));
        report.add_at(KEY, old.hint("it came with 2.9"));
    }
}

fn groups(distribution: &Distribution, machines: &Machines, report: &Report) {
    let Some(wanted) = &distribution.instance_groups else { return };
    let there: Vec<&str> = match machines {
        Machines::Groups(groups) => groups.iter().map(|group| group.name.as_str()).collect(),
        _ => Vec::new(),
    };
    for name in wanted.iter().filter(|name| !there.contains(&name.as_str())) {
        let unknown = complaint(format!("there is no instance group `{name}`"));
        report.add_at(
            KEY,
            unknown.hint(match there.as_slice() {
                [] => "[resources] has no `instance_groups`".to_owned(),
                there => format!("valid are {}", list(there)),
            }),
        );
    }
    let enabled = distribution.enabled();
    if !["mpi", "smdistributed.dataparallel", "pytorchddp"].iter().any(|name| enabled.contains(name)) {
        let idle = complaint("instance groups go with `mpi` or `smdistributed.dataparallel`, of which none is here");
        report.add_at(KEY, idle.hint("leave `instance_groups` out of the distribution"));
    }
}
