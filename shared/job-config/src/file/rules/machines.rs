//! Machines, and what they can be together.

use jiff::SignedDuration;
use serde_json::{Map, Value};

use crate::file::algorithm::{Algorithm, Code};
use crate::file::resources::{Machines, Resources, machines_key};
use crate::file::smoke::Smoke;
use crate::read::{Report, complaint};

pub(super) fn built_ins_wait_an_hour_at_most(
    algorithm: &Algorithm,
    resources: &Resources,
    checkpoints: bool,
    report: &Report,
) {
    let hour = SignedDuration::from_hours(1);
    let Code::BuiltIn { name, version } = &algorithm.code else { return };
    let known = built_in_algorithms::algorithm(name);
    let keeps = known.is_none_or(|known| known.has_checkpoints(version.as_deref().unwrap_or("1")));
    if checkpoints && !keeps {
        let none = complaint(format!("{name} keeps no checkpoints"));
        let key = if report.knows("checkpoints") { "checkpoints" } else { "resources.spot.checkpoints" };
        report.add_at(key, none.hint("leave them out, with a max_wait of an hour at most on spot capacity"));
    }
    if resources.spot.is_some_and(|spot| !checkpoints && spot.max_wait > hour) {
        let long = complaint("without checkpoints SageMaker lets its own algorithms wait an hour at most");
        report.add_at(
            "resources.spot",
            long.hint("write max_wait = \"1h\" with a max_runtime of at most that, or checkpoints = true"),
        );
    }
}

pub(super) fn one_image_fits_all(algorithm: &Algorithm, resources: &Resources, smoke: Option<&Smoke>, report: &Report) {
    let (name, version) = match &algorithm.code {
        Code::Framework(framework) => (&framework.name, Some(framework.version.as_str())),
        Code::BuiltIn { name, version } => (name, version.as_deref()),
        Code::Image { .. } | Code::Resource { .. } => return,
    };
    let version = version.or_else(|| training_images::default_version(name));
    if version.is_none_or(|version| training_images::processors(name, version).len() < 2) {
        return;
    }
    let mut processors = resources.machines.types().map(training_images::Processor::of);
    let first = processors.next();
    // Groups of machines differ on purpose; SageMaker has the image of one of them run on all.
    let groups = matches!(resources.machines, Machines::Groups(_));
    if !groups && processors.any(|other| Some(other) != first) {
        let key = machines_key(|key| report.knows(key));
        let mixed = complaint("these types need different images: they compute on different processors");
        report.add_at(&key, mixed.hint("list types of one kind"));
    }
    let small = smoke.and_then(|smoke| smoke.instance_type.as_deref());
    let of_image = resources.machines.image_type().map(training_images::Processor::of);
    if small.is_some_and(|small| of_image.is_some_and(|real| training_images::Processor::of(small) != real)) {
        let other = complaint("this type needs another image than the real run: it computes on another processor");
        report.add_at("smoke.instance_type", other.hint("name a small type of the same kind"));
    }
}

/// SageMaker encrypts no volume where it attaches none: these types have their own storage, which is always encrypted.
///
/// AWS: `ResourceConfig`, `VolumeKmsKeyId` and `VolumeSizeInGB`; which types these are is as the SageMaker Python SDK
/// decides it (`utils.instance_supports_kms`). Of several types one that takes the key may be chosen, but on spot
/// capacity each has its turn.
pub(super) fn the_key_has_a_volume(
    resources: &Resources,
    request: &Map<String, Value>,
    smoke: Option<&Smoke>,
    report: &Report,
) {
    let key = match request.get("ResourceConfig").and_then(|config| config.get("VolumeKmsKeyId")) {
        _ if resources.volume_kms_key.is_some() => "resources.volume_kms_key",
        Some(Value::String(_)) => "request.ResourceConfig.VolumeKmsKeyId",
        _ => return,
    };
    let refuse = |at: &str, instance_type: &str, hint: String| {
        let own = "keeps data on its own storage, which no key of yours encrypts";
        report.add_at(at, complaint(format!("`{instance_type}` {own}")).hint(hint));
    };
    let mut types = resources.machines.types();
    let all = resources.machines.types().all(has_own_storage);
    if let (true, Some(first)) = (all || resources.spot.is_some(), types.find(|name| has_own_storage(name))) {
        refuse(key, first, format!("leave `{key}` out: that storage is always encrypted, by its hardware"));
    }
    let small = smoke.and_then(|smoke| smoke.instance_type.as_deref());
    if let Some(small) = small.filter(|small| has_own_storage(small)) {
        refuse("smoke.instance_type", small, format!("name another small type, or leave `{key}` out"));
    }
}

fn has_own_storage(instance_type: &str) -> bool {
    let family = instance_type.split('.').nth(1).unwrap_or_default();
    family.contains('d') || ["g5", "g6", "p5", "trn1"].iter().any(|own| family.starts_with(own))
}

/// Spot capacity is asked for by one type in one number, and no warm pool is kept of it.
///
/// AWS: "Train Using SageMaker AI Managed Warm Pools", "Managed Spot Training"; ResourceConfig.
pub(super) fn spot_is_one_type_without_a_warm_pool(resources: &Resources, report: &Report) {
    let pool = resources.keep_alive.is_some_and(|period| period > SignedDuration::ZERO);
    if resources.spot.is_some() && pool {
        let both = complaint("SageMaker keeps no warm pool of spot capacity");
        report.add_at("resources.keep_alive", both.hint("leave out `keep_alive` or `spot`"));
    }
    if resources.spot.is_some() && matches!(resources.machines, Machines::Preferred(_)) {
        let both = complaint("spot capacity knows no preferences with numbers of their own");
        let hint = "write instance_types with one instance_count, or leave out `spot`";
        report.add_at("resources.instance_preferences", both.hint(hint));
    }
    if pool && matches!(resources.machines, Machines::Groups(_)) {
        let both = complaint("SageMaker keeps no warm pool of machines in groups");
        report.add_at("resources.keep_alive", both.hint("leave out `keep_alive` or `instance_groups`"));
    }
    if let Machines::Groups(groups) = &resources.machines {
        for (index, group) in groups.iter().enumerate() {
            if groups[..index].iter().any(|earlier| earlier.name == group.name) {
                let twice = complaint(format!("two instance groups have the name `{}`", group.name));
                report.add_at("resources.instance_groups", twice.hint("name each of them differently"));
            }
        }
    }
}
