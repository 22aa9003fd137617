//! `[smoke]`: a small run before the real one.

use jiff::SignedDuration;

use super::hyperparameters::{self, Hyperparameters};
use super::resources::instance_type;
use crate::read::{Read, Section, duration, gigabytes, text, whole_number};

/// A small run on a part of the data: the real one starts only when it completes.
#[derive(Clone, Debug, PartialEq)]
pub struct Smoke {
    /// The type of its one instance; `None` is the job's first.
    pub instance_type: Option<String>,
    /// The longest training.
    pub max_runtime: SignedDuration,
    /// The most objects of each frozen channel.
    pub objects: u32,
    /// The most data of each frozen channel, in GB; the first object is taken whatever its size.
    pub data_gb: Option<u32>,
    /// Hyperparameters that are others than in the real run, for example fewer epochs.
    pub hyperparameters: Hyperparameters,
}

impl Smoke {
    /// Reads `[smoke]`.
    pub(crate) fn read(mut section: Section<'_>) -> Read<Self> {
        let instance_type = section.optional("instance_type", text(instance_type));
        let most = SignedDuration::from_hours(24);
        let runtime = duration(SignedDuration::from_secs(1)..=most);
        let max_runtime = section.or("max_runtime", SignedDuration::from_mins(15), runtime);
        let objects = section.or("objects", 1, whole_number(1..=1_000_000));
        let data_gb = section.optional("data", gigabytes);
        let hyperparameters = section.section("hyperparameters", |section| hyperparameters::read(&section));
        section.finish();
        Ok(Self {
            instance_type: instance_type?,
            max_runtime: max_runtime?,
            objects: objects?,
            data_gb: data_gb?,
            hyperparameters: hyperparameters?,
        })
    }
}
