//! What an instance type computes on.

use std::fmt;

/// What an instance type computes on, as far as images differ by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Processor {
    /// A CPU, and nothing beside it that images know. Graviton is one, too.
    Cpu,
    /// GPUs: families that begin with `g` or `p`.
    Gpu,
    /// AWS Inferentia: `inf1`, `inf2`.
    Inferentia,
    /// AWS Trainium: `trn1`, `trn2`.
    Trainium,
    /// AWS Neuron without an instance type: what the SDK calls `neuron`.
    Neuron,
    /// The second AWS Neuron, which only the images of `hyperpod-recipes-neuron` are for.
    NeuronX,
}

impl Processor {
    const ALL: [Self; 6] = [Self::Cpu, Self::Gpu, Self::Inferentia, Self::Trainium, Self::Neuron, Self::NeuronX];

    /// What an instance type computes on, by its family: `ml.p3.2xlarge` has GPUs. `None`: it is no instance type.
    ///
    /// As the SageMaker Python SDK decides it, which takes `local` and `local_gpu` as well.
    pub fn of(instance_type: &str) -> Option<Self> {
        if instance_type.starts_with("local") {
            return Some(if instance_type == "local" { Self::Cpu } else { Self::Gpu });
        }
        if instance_type.starts_with("neuron") {
            return Some(Self::Neuron);
        }
        Some(match family(instance_type)? {
            family if family.starts_with("inf") => Self::Inferentia,
            family if family.starts_with("trn") => Self::Trainium,
            family if family.starts_with(['g', 'p']) => Self::Gpu,
            _ => Self::Cpu,
        })
    }

    /// Its name in tags and tables.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Cpu => "cpu",
            Self::Gpu => "gpu",
            Self::Inferentia => "inf",
            Self::Trainium => "trn",
            Self::Neuron => "neuron",
            Self::NeuronX => "neuronx",
        }
    }

    /// The processor of that name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|processor| processor.name() == name)
    }

    /// An instance type that has it.
    pub(crate) fn example(self) -> Option<&'static str> {
        match self {
            Self::Cpu => Some("ml.m5.xlarge"),
            Self::Gpu => Some("ml.g5.xlarge"),
            Self::Inferentia => Some("ml.inf1.xlarge"),
            Self::Trainium => Some("ml.trn1.2xlarge"),
            Self::Neuron | Self::NeuronX => None,
        }
    }
}

impl fmt::Display for Processor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Cpu => "CPUs",
            Self::Gpu => "GPUs",
            Self::Inferentia => "Inferentia",
            Self::Trainium => "Trainium",
            Self::Neuron | Self::NeuronX => "Neuron",
        })
    }
}

/// The family in an instance type: `p3` in `ml.p3.2xlarge`, and in `ml_p3`.
pub(crate) fn family(instance_type: &str) -> Option<&str> {
    let name = instance_type.strip_prefix("ml").and_then(|rest| rest.strip_prefix(['.', '_']))?;
    let is_family = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let (family, size) = name.split_at(name.find(|c| !is_family(c)).unwrap_or(name.len()));
    let size = size.strip_prefix('.').unwrap_or(size);
    let is_size = size.chars().all(|c| c.is_alphanumeric() || c == '_');
    (is_size && !family.is_empty()).then_some(family)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("ml.m5.xlarge", Some(Processor::Cpu))]
    #[case("ml.c6g.xlarge", Some(Processor::Cpu))]
    #[case("ml.p4d.24xlarge", Some(Processor::Gpu))]
    #[case("ml.g4dn.12xlarge", Some(Processor::Gpu))]
    #[case("ml_p3", Some(Processor::Gpu))]
    #[case("ml.inf2.xlarge", Some(Processor::Inferentia))]
    #[case("ml.trn1.2xlarge", Some(Processor::Trainium))]
    #[case("local", Some(Processor::Cpu))]
    #[case("local_gpu", Some(Processor::Gpu))]
    #[case("m5.xlarge", None)]
    #[case("ml.m5.xlarge.large", None)]
    #[case("ml..xlarge", None)]
    fn the_family_says_what_an_instance_computes_on(#[case] instance_type: &str, #[case] expected: Option<Processor>) {
        assert_eq!(Processor::of(instance_type), expected);
    }
}
