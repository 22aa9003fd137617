//! One hyperparameter of an algorithm.

use crate::kind::Kind;
use crate::version::Version;

/// One hyperparameter of an algorithm.
#[derive(Clone, Copy, Debug)]
pub struct Hyperparameter {
    name: &'static str,
    kind: Kind,
    required: bool,
    default: Option<&'static str>,
    alias_of: Option<&'static str>,
    since: Version,
    before: Version,
}

impl Hyperparameter {
    /// Its name.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Whether a job has to give it.
    pub fn is_required(&self) -> bool {
        self.required
    }

    /// The documented default.
    pub fn default_value(&self) -> Option<&'static str> {
        self.default
    }

    /// The name that this is another name for.
    pub fn alias_of(&self) -> Option<&'static str> {
        self.alias_of
    }

    /// The values that it takes, in words: "a number from 0 to 1".
    pub fn values(&self) -> String {
        self.kind.describe()
    }

    pub(crate) fn kind(&self) -> &Kind {
        &self.kind
    }

    pub(crate) fn is_of(&self, version: Version) -> bool {
        self.since <= version && version < self.before
    }

    pub(crate) fn since_version(&self) -> Version {
        self.since
    }

    /// Also known under this name.
    pub(crate) const fn known_as(self, name: &'static str) -> Self {
        Self { name, alias_of: Some(self.name), default: None, ..self }
    }

    /// With this default, as documented.
    pub(crate) const fn or(self, default: &'static str) -> Self {
        Self { default: Some(default), ..self }
    }

    /// From this version on.
    pub(crate) const fn since(self, major: u16, minor: u16) -> Self {
        Self { since: Version(major, minor), ..self }
    }

    /// Up to the version before this one.
    pub(crate) const fn before(self, major: u16, minor: u16) -> Self {
        Self { before: Version(major, minor), ..self }
    }
}

/// A hyperparameter that a job may give.
pub(crate) const fn may(name: &'static str, kind: Kind) -> Hyperparameter {
    Hyperparameter {
        name,
        kind,
        required: false,
        default: None,
        alias_of: None,
        since: Version::FIRST,
        before: Version::LAST,
    }
}

/// A hyperparameter that a job has to give.
pub(crate) const fn must(name: &'static str, kind: Kind) -> Hyperparameter {
    Hyperparameter { required: true, ..may(name, kind) }
}
