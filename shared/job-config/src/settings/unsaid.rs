//! What holds where no file says anything.

use super::{Origin, Setting};
use crate::JobConfig;
use crate::file::algorithm::Code;
use crate::file::resources::Machines;
use crate::file::trigger::{DataSelection, OnRunning, When};
use crate::read::spell_duration;
use crate::request::{debugger_is_on, profiler_is_on};

/// What a job file could say, does not, and holds all the same.
pub(crate) fn unsaid(job: &JobConfig, region: &str) -> Vec<Setting> {
    let text = |text: &str| format!("{text:?}");
    let data = match job.trigger.data {
        DataSelection::Object => "object",
        DataSelection::Folder => "folder",
        DataSelection::Prefix => "prefix",
    };
    let on_running = match job.trigger.on_running {
        OnRunning::Queue => "queue",
        OnRunning::Skip => "skip",
    };
    let (when, marker) = match &job.trigger.when {
        When::Object => ("object", None),
        When::Marker { name } => ("marker", Some(text(name))),
    };
    let script = match &job.algorithm.code {
        Code::Framework(framework) => Some(("algorithm.framework", &framework.script)),
        Code::Image { script, .. } => script.as_ref().map(|script| ("algorithm.script", script)),
        Code::BuiltIn { .. } | Code::Resource { .. } => None,
    };
    let count = match &job.resources.machines {
        Machines::Alike { count, .. } => Some(count.to_string()),
        Machines::Preferred(_) | Machines::Groups(_) => None,
    };
    let resources = &job.resources;
    let all = [
        ("role", Some("the stack's training role".to_owned())),
        ("trigger.bucket", Some("the stack's data bucket".to_owned())),
        ("trigger.when", Some(text(when))),
        ("trigger.marker", marker),
        ("trigger.data", Some(text(data))),
        ("trigger.on_running", Some(text(on_running))),
        ("algorithm.input_mode", Some(text(job.algorithm.input_mode.as_str()))),
        ("resources.instance_count", count),
        ("resources.volume", Some(text(&format!("{} GB", resources.volume_gb)))),
        ("resources.max_runtime", Some(text(&spell_duration(resources.max_runtime)))),
        ("resources.spot.checkpoints", resources.spot.map(|spot| spot.checkpoints.to_string())),
        ("output.path", Some(text(&format!("models/{}", job.pipeline)))),
        ("debugger.enabled", Some(debugger_is_on(job, region).to_string())),
        ("profiler.enabled", Some(profiler_is_on(job, region).to_string())),
        ("limits.launches_per_day", Some(job.limits.launches_per_day.to_string())),
        ("smoke.max_runtime", job.smoke.as_ref().map(|smoke| text(&spell_duration(smoke.max_runtime)))),
        ("smoke.objects", job.smoke.as_ref().map(|smoke| smoke.objects.to_string())),
    ];
    let all = all.into_iter().map(|(key, value)| (key.to_owned(), value));
    let script = script.map(|(section, script)| (format!("{section}.log_level"), Some(script.log_level.to_string())));
    all.chain(script)
        .filter(|(key, _)| !job.is_said(key))
        .filter_map(|(key, value)| Some(Setting { key, value: value?, origin: Origin::Default }))
        .collect()
}
