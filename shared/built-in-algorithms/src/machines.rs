//! Whether an algorithm runs on a job's instances.

use crate::algorithm::Algorithm;
use crate::finding::{Finding, Place};
use crate::given::Given;

/// A type of instance that a job may run on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InstanceType<'a> {
    /// Its name, such as `ml.m5.xlarge`.
    pub name: &'a str,
    /// Whether it has GPUs of NVIDIA.
    pub has_gpu: bool,
}

/// What an algorithm runs on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Machines {
    /// Whether it runs on instances without GPUs.
    pub(crate) cpu: bool,
    /// Whether it runs on instances with GPUs.
    pub(crate) gpu: bool,
    /// Whether it runs on several instances.
    pub(crate) several: bool,
}

impl Machines {
    pub(crate) const ANY: Self = Self { cpu: true, gpu: true, several: true };
    pub(crate) const GPU: Self = Self { cpu: false, ..Self::ANY };
    pub(crate) const ONE: Self = Self { several: false, ..Self::ANY };
    pub(crate) const ONE_CPU: Self = Self { gpu: false, ..Self::ONE };
    pub(crate) const ONE_GPU: Self = Self { cpu: false, ..Self::ONE };
}

impl Algorithm {
    /// What is wrong with a job's instances: their processors and their number.
    ///
    /// `version` is the image's tag, `given` are the job's hyperparameters, as the container gets them;
    /// `types` are all types that the job may come to run on.
    pub fn machine_problems(
        &self,
        version: &str,
        given: &[(&str, &str)],
        types: &[InstanceType<'_>],
        count: u32,
    ) -> Vec<Finding> {
        let given = Given::new(self, version, given);
        let mut findings = Vec::new();
        for instance in types {
            if !self.machines.cpu && !instance.has_gpu {
                findings.push(needs_gpu(self.title, instance.name));
            } else if !self.machines.gpu && instance.has_gpu {
                findings.push(has_no_use_for_gpu(self.title, instance.name));
            }
        }
        if !self.machines.several && count > 1 {
            findings.push(one_at_a_time(self.title, count));
        }
        (self.machine_rules)(&given, types, count, &mut findings);
        findings
    }
}

/// The finding that GPUs are needed; `who` is an algorithm, or a way of using it.
pub(crate) fn needs_gpu(who: &str, instance_type: &str) -> Finding {
    let message = format!("{who} trains on GPUs, and `{instance_type}` has none");
    Finding::new(Place::InstanceType(instance_type.to_owned()), message)
        .hint("take a type with GPUs, for example ml.g5.xlarge")
}

/// The finding that GPUs are not supported; `who` is an algorithm, or a way of using it.
pub(crate) fn has_no_use_for_gpu(who: &str, instance_type: &str) -> Finding {
    let message = format!("{who} trains on CPUs, and `{instance_type}` has GPUs");
    Finding::new(Place::InstanceType(instance_type.to_owned()), message)
        .hint("take a type without GPUs, for example ml.m5.xlarge")
}

/// The finding that there are too many instances; `who` is an algorithm, or a way of using it.
pub(crate) fn one_at_a_time(who: &str, count: u32) -> Finding {
    Finding::new(Place::InstanceCount, format!("{who} trains on one instance, not on {count}"))
        .hint("write instance_count = 1, or leave it out")
}
