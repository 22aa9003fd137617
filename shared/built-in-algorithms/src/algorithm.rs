//! One of SageMaker's own algorithms.

use crate::channels::{Channel, ChannelRule};
use crate::finding::Finding;
use crate::given::Given;
use crate::hyperparameter::Hyperparameter;
use crate::machines::{InstanceType, Machines};
use crate::version::Version;

/// One of SageMaker's own algorithms.
#[derive(Debug)]
pub struct Algorithm {
    pub(crate) name: &'static str,
    pub(crate) title: &'static str,
    /// The page of the SageMaker Developer Guide that lists the hyperparameters.
    pub(crate) page: &'static str,
    pub(crate) hyperparameters: &'static [Hyperparameter],
    /// Words that people know from elsewhere, and what they are called here.
    pub(crate) synonyms: &'static [(&'static str, &'static str)],
    /// The version from which on unknown hyperparameters and channels are known to be refused.
    pub(crate) closed_since: Option<Version>,
    /// The version from which on values are read as [`crate::spelling::Spelling::Exact`].
    pub(crate) exact_since: Option<Version>,
    /// What has to hold between hyperparameters.
    pub(crate) rules: fn(&Given<'_>, &mut Vec<Finding>),
    pub(crate) channels: &'static [ChannelRule],
    /// Whether it reads from a pipe at all.
    pub(crate) pipe: bool,
    /// What has to hold between channels, and between them and hyperparameters.
    pub(crate) channel_rules: fn(&Given<'_>, &[Channel<'_>], &mut Vec<Finding>),
    pub(crate) machines: Machines,
    /// What has to hold between hyperparameters and machines.
    pub(crate) machine_rules: fn(&Given<'_>, &[InstanceType<'_>], u32, &mut Vec<Finding>),
    /// The version from which on it writes and reads checkpoints.
    pub(crate) checkpoints_since: Option<Version>,
    pub(crate) metrics: &'static [&'static str],
    /// Whether these are all, also of those of the training data.
    pub(crate) metrics_are_complete: bool,
    /// Whether a metric of its own has no value in a job like this.
    pub(crate) metric_rules: fn(&Given<'_>, &str) -> Option<Finding>,
}

impl Algorithm {
    /// What most algorithms have in common.
    pub(crate) const BASE: Self = Self {
        name: "",
        title: "",
        page: "",
        hyperparameters: &[],
        synonyms: &[],
        closed_since: Some(Version::FIRST),
        exact_since: None,
        rules: |_, _| {},
        channels: &[],
        pipe: true,
        channel_rules: |_, _, _| {},
        machines: Machines::ANY,
        machine_rules: |_, _, _, _| {},
        checkpoints_since: None,
        metrics: &[],
        metrics_are_complete: false,
        metric_rules: |_, _| None,
    };

    /// The name under which the SageMaker Python SDK knows its image, such as `kmeans`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The name for people, such as `K-Means`.
    pub fn title(&self) -> &'static str {
        self.title
    }

    /// The hyperparameters of a version, in the order of the documentation.
    pub fn hyperparameters(&self, version: &str) -> impl Iterator<Item = &'static Hyperparameter> {
        let version = Version::of(version);
        self.hyperparameters.iter().filter(move |own| own.is_of(version))
    }

    /// Whether a version writes checkpoints and goes on from them.
    ///
    /// Without, SageMaker lets managed spot training wait 3600 seconds at most (Developer Guide, "Use
    /// Checkpoints in Amazon SageMaker AI"; `MaxWaitTimeInSeconds`).
    pub fn has_checkpoints(&self, version: &str) -> bool {
        self.checkpoints_since.is_some_and(|since| since <= Version::of(version))
    }

    pub(crate) fn named(&self, name: &str, version: Version) -> Option<&'static Hyperparameter> {
        self.hyperparameters.iter().find(|own| own.name() == name && own.is_of(version))
    }

    /// Whether a version refuses names that are not in the tables.
    pub(crate) fn is_closed(&self, version: Version) -> bool {
        self.closed_since.is_some_and(|since| since <= version)
    }
}
