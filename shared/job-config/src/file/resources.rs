//! `[resources]`: the machines of a training job, and how long it may have them.

use jiff::SignedDuration;
use toml::de::DeValue;

use crate::read::{Complaint, Read, Section, Value};
use crate::read::{boolean, complaint, did_you_mean, duration, gigabytes, table, text, whole_number};

/// The machines of a training job, and how long it may have them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resources {
    /// 1 to 5 instance types: the first with capacity is taken.
    pub instance_types: Vec<String>,
    /// How many instances.
    pub instance_count: u32,
    /// Size of each instance's volume, in GB.
    pub volume_gb: u32,
    /// The longest training.
    pub max_runtime: SignedDuration,
    /// Spot capacity, where it is wanted.
    pub spot: Option<Spot>,
}

/// Spot capacity: cheaper, and taken away at times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The longest training and waiting for capacity together.
    pub max_wait: SignedDuration,
    /// Whether the algorithm keeps checkpoints and goes on from them.
    pub checkpoints: bool,
}

/// SageMaker's default.
pub(crate) const DEFAULT_MAX_RUNTIME: SignedDuration = SignedDuration::from_hours(24);
const MOST: SignedDuration = SignedDuration::from_hours(28 * 24);
const LEAST: SignedDuration = SignedDuration::from_secs(1);

impl Resources {
    /// Reads `[resources]`.
    pub(crate) fn read(mut section: Section<'_>) -> Read<Self> {
        let instance_types = instance_types(&mut section);
        let instance_count = section.or("instance_count", 1, whole_number(1..=1000));
        let volume_gb = section.or("volume", 30, gigabytes);
        let max_runtime = section.or("max_runtime", DEFAULT_MAX_RUNTIME, max_runtime);
        let spot = section.optional("spot", |value| {
            let spot = table(Spot::read)(value)?;
            if max_runtime.is_ok_and(|max_runtime| spot.max_wait < max_runtime) {
                let short = complaint("`max_wait` is shorter than `max_runtime`, which it includes");
                return Err(value.refuse(short.hint("make `max_wait` at least as long")));
            }
            Ok(spot)
        });
        section.finish();
        Ok(Self {
            instance_types: instance_types?,
            instance_count: instance_count?,
            volume_gb: volume_gb?,
            max_runtime: max_runtime?,
            spot: spot?,
        })
    }
}

impl Spot {
    fn read(mut section: Section<'_>) -> Read<Self> {
        let hint = "the longest training and waiting together, for example max_wait = \"2h\"";
        let max_wait = section.required("max_wait", hint, duration(LEAST..=MOST));
        let checkpoints = section.or("checkpoints", false, boolean);
        section.finish();
        Ok(Self { max_wait: max_wait?, checkpoints: checkpoints? })
    }
}

/// How long a job may train: a second to 28 days.
pub(crate) fn max_runtime(value: &Value<'_>) -> Read<SignedDuration> {
    duration(LEAST..=MOST)(value)
}

/// `instance_types`, or `instance_type` for a single one.
fn instance_types(section: &mut Section<'_>) -> Read<Vec<String>> {
    let several = section.optional("instance_types", types);
    let single = section.optional("instance_type", |value| {
        if !matches!(several, Ok(None)) {
            let both = complaint("`instance_type` and `instance_types` say the same twice");
            return Err(value.refuse_key(both.hint("leave one of them out")));
        }
        text(instance_type)(value).map(|name| vec![name])
    });
    let hint = "for example instance_types = [\"ml.m5.xlarge\"]";
    several?.or(single?).ok_or_else(|| section.refuse_missing(complaint("`instance_types` is missing").hint(hint)))
}

/// A list of 1 to 5 different instance types.
fn types(value: &Value<'_>) -> Read<Vec<String>> {
    let DeValue::Array(list) = value.data else {
        return Err(value.refuse_type("a list of instance types, such as [\"ml.m5.xlarge\"]"));
    };
    let items = value.items(list);
    if !(1..=5).contains(&items.len()) {
        let number = complaint(format!("1 to 5 instance types can be given, here are {}", items.len()));
        return Err(value.refuse(number));
    }
    let mut types: Vec<Read<String>> = Vec::new();
    for item in &items {
        let read = text(instance_type)(item);
        let twice = types.iter().flatten().any(|earlier| read.as_ref().is_ok_and(|name| name == earlier));
        types.push(if twice { Err(item.refuse(complaint("this type is in the list twice"))) } else { read });
    }
    types.into_iter().collect()
}

/// SageMaker's training instance types: a family, then its sizes.
const INSTANCE_TYPES: &str = include_str!("../instance_types.txt");

fn instance_type(name: &str) -> Result<String, Complaint> {
    let all = || {
        INSTANCE_TYPES.lines().flat_map(|line| {
            let mut words = line.split(' ');
            let family = words.next().unwrap_or_default();
            words.map(move |size| format!("ml.{family}.{size}"))
        })
    };
    if all().any(|known| known == name) {
        return Ok(name.to_owned());
    }
    let unknown = complaint(format!("SageMaker trains on no instance type `{name}`"));
    let known: Vec<String> = all().collect();
    let near = did_you_mean(name, known.iter().map(String::as_str));
    Err(unknown.hint(match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "for example ml.m5.xlarge".to_owned(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_instance_types_are_those_of_the_service_model() {
        let model = include_str!("../../../../tests/conformance/create_training_job_constraints.json");
        let model: serde_json::Value = serde_json::from_str(model).unwrap();
        let types = model["shapes"]["TrainingInstanceType"]["enum"].as_array().unwrap();
        let count: usize = INSTANCE_TYPES.lines().map(|line| line.split(' ').count() - 1).sum();
        assert_eq!(types.len(), count);
        for name in types {
            assert!(instance_type(name.as_str().unwrap()).is_ok(), "{name}");
        }
    }
}
