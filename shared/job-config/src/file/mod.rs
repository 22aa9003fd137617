//! The sections of a job file, in the order in which one reads it; one module each.

pub(crate) mod algorithm;
pub(crate) mod channels;
pub(crate) mod guards;
pub(crate) mod hyperparameters;
pub(crate) mod labels;
pub(crate) mod metrics;
pub(crate) mod output;
pub(crate) mod resources;
pub(crate) mod role;
pub(crate) mod rules;
pub(crate) mod trigger;

/// Where keys belong that are easily put into the wrong section: the section, or nothing for the
/// top of the file.
pub(crate) type Homes = [(&'static str, &'static [&'static str])];

/// In a job file.
pub(crate) const IN_JOB_FILE: &Homes = &[
    ("", &["pipeline", "role"]),
    ("trigger", &["bucket", "prefix", "when", "marker", "data", "on_running"]),
    ("algorithm", &["built_in", "framework", "image"]),
    ("channels.<name>", &["content_type", "input_mode"]),
    ("resources", &["instance_types", "instance_type", "instance_count", "volume", "max_runtime", "spot"]),
    ("resources.spot", &["max_wait", "checkpoints"]),
    ("expect", &["runtime"]),
    ("limits", &["launches_per_day"]),
];

/// In the settings for all, which take fewer.
pub(crate) const IN_DEFAULTS: &Homes =
    &[("", &["role"]), ("resources", &["volume", "max_runtime"]), ("limits", &["launches_per_day"])];

/// The section that `key` belongs in, where it belongs in one only.
pub(crate) fn home_of(key: &str, homes: &Homes) -> Option<&'static str> {
    homes.iter().find(|(_, keys)| keys.contains(&key)).map(|(home, _)| *home)
}
