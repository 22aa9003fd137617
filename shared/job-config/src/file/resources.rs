//! `[resources]`: the machines of a training job, and how long it may have them.

use jiff::SignedDuration;
use toml::de::DeValue;

use crate::read::{Complaint, Read, Section, Value};
use crate::read::{boolean, complaint, did_you_mean, duration, gigabytes, string, table, text, whole_number};

/// The machines of a training job, and how long it may have them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resources {
    /// Which machines, and how many.
    pub machines: Machines,
    /// Size of each instance's volume, in GB.
    pub volume_gb: u32,
    /// The key that encrypts the volumes.
    pub volume_kms_key: Option<String>,
    /// How long machines are kept for the next job of the same kind: a warm pool.
    pub keep_alive: Option<SignedDuration>,
    /// The longest training.
    pub max_runtime: SignedDuration,
    /// The longest waiting for machines, on demand.
    pub max_pending: Option<SignedDuration>,
    /// How often SageMaker itself tries again after an internal error.
    pub retries: Option<u32>,
    /// Spot capacity, where it is wanted.
    pub spot: Option<Spot>,
}

/// Which machines, and how many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Machines {
    /// 1 to 5 instance types, each in this number: the first with capacity is taken.
    Alike {
        /// The types.
        types: Vec<String>,
        /// How many instances.
        count: u32,
    },
    /// 1 to 5 instance types, each in a number of its own: the first with capacity is taken.
    Preferred(Vec<Instances>),
    /// Several kinds of machines at once.
    Groups(Vec<Group>),
}

/// Instances of one type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instances {
    /// The type.
    pub instance_type: String,
    /// How many.
    pub count: u32,
}

/// Instances of one type, under a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The group's name.
    pub name: String,
    /// Its instances.
    pub instances: Instances,
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
        let machines = Machines::read(&mut section);
        let volume_gb = section.or("volume", 30, gigabytes);
        let volume_kms_key = section.optional("volume_kms_key", text(kms_key));
        let keep_alive = section.optional("keep_alive", keep_alive);
        let max_runtime = section.or("max_runtime", DEFAULT_MAX_RUNTIME, max_runtime);
        let pending = SignedDuration::from_mins(30)..=MOST;
        let max_pending = section.optional("max_pending", duration(pending));
        let retries = section.optional("retries", whole_number(1..=30));
        let spot = section.optional_section("spot", |spot| {
            let whole = spot.home();
            let spot = Spot::read(spot)?;
            if max_runtime.is_ok_and(|max_runtime| spot.max_wait < max_runtime) {
                let short = complaint("`max_wait` is shorter than `max_runtime`, which it includes");
                return Err(whole.refuse(short.hint("make `max_wait` at least as long")));
            }
            Ok(spot)
        });
        section.finish();
        Ok(Self {
            machines: machines?,
            volume_gb: volume_gb?,
            volume_kms_key: volume_kms_key?,
            keep_alive: keep_alive?,
            max_runtime: max_runtime?,
            max_pending: max_pending?,
            retries: retries?,
            spot: spot?,
        })
    }
}

impl Machines {
    fn read(section: &mut Section<'_>) -> Read<Self> {
        let given = section.first_of(&KINDS);
        let count = section.optional("instance_count", whole_number(1..=1000));
        let machines = match given.as_slice() {
            [] => {
                let missing = complaint("`instance_types` is missing");
                Err(section.refuse_missing(missing.hint("for example instance_types = [\"ml.m5.xlarge\"]")))
            }
            [one] if one.key == "instance_types" => several(one, types).map(|types| Self::Alike { types, count: 1 }),
            [one] if one.key == "instance_type" => {
                text(instance_type)(one).map(|name| Self::Alike { types: vec![name], count: 1 })
            }
            [one] if one.key == "instance_preferences" => several(one, Instances::list).map(Self::Preferred),
            [one] => several(one, Group::list).map(Self::Groups),
            [first, second, ..] => {
                let both = complaint(format!("`{}` and `{}` exclude each other", first.key, second.key));
                Err(second.refuse_key(both.hint("leave one of them out")))
            }
        };
        match (machines?, count?) {
            (Self::Alike { types, .. }, count) => Ok(Self::Alike { types, count: count.unwrap_or(1) }),
            (machines, None) => Ok(machines),
            (_, Some(_)) => {
                let each = complaint("each of the machines says its own `instance_count`");
                Err(section.refuse(each.hint("leave out the one of [resources]")))
            }
        }
    }

    /// All instance types that the job may run on, the first choice first.
    pub fn types(&self) -> impl Iterator<Item = &str> {
        let (types, instances, groups) = match self {
            Self::Alike { types, .. } => (types.as_slice(), &[][..], &[][..]),
            Self::Preferred(instances) => (&[][..], instances.as_slice(), &[][..]),
            Self::Groups(groups) => (&[][..], &[][..], groups.as_slice()),
        };
        let preferred = instances.iter().chain(groups.iter().map(|group| &group.instances));
        types.iter().map(String::as_str).chain(preferred.map(|instances| instances.instance_type.as_str()))
    }

    /// The type of all machines, where it is settled before SageMaker looks for capacity.
    pub fn single_type(&self) -> Option<&str> {
        match self {
            Self::Alike { types, .. } if types.len() == 1 => types.first().map(String::as_str),
            _ => None,
        }
    }

    /// The type that the training image is chosen for: the first choice; of groups the first with GPUs, as the
    /// SageMaker Python SDK has it.
    pub(crate) fn image_type(&self) -> Option<&str> {
        let gpu = |name: &&str| training_images::Processor::of(name) == Some(training_images::Processor::Gpu);
        let of_groups = matches!(self, Self::Groups(_)).then(|| self.types().find(gpu)).flatten();
        of_groups.or_else(|| self.types().next())
    }

    /// The most instances that the job may have at once.
    pub fn most_instances(&self) -> u32 {
        match self {
            Self::Alike { count, .. } => *count,
            Self::Preferred(instances) => instances.iter().map(|instances| instances.count).max().unwrap_or(0),
            Self::Groups(groups) => groups.iter().map(|group| group.instances.count).sum(),
        }
    }
}

/// The key by which a file names its machines, given which keys it has.
pub(crate) fn machines_key(is_said: impl Fn(&str) -> bool) -> String {
    let keys = KINDS.iter().map(|key| format!("resources.{key}"));
    keys.into_iter().find(|key| is_said(key)).unwrap_or_else(|| "resources".to_owned())
}

const KINDS: [&str; 4] = ["instance_types", "instance_type", "instance_preferences", "instance_groups"];

/// Reads a list of 1 to 5 machines.
fn several<T>(value: &Value<'_>, read: impl Fn(&[Value<'_>]) -> Read<Vec<T>>) -> Read<Vec<T>> {
    let DeValue::Array(list) = value.data else {
        return Err(value.refuse_type(match value.key.as_str() {
            "instance_types" => "a list of instance types, such as [\"ml.m5.xlarge\"]",
            _ => "a list, such as [{ instance_type = \"ml.m5.xlarge\", instance_count = 1 }]",
        }));
    };
    let items = value.items(list);
    if (1..=5).contains(&items.len()) {
        return read(&items);
    }
    let what = if value.key == "instance_groups" { "instance groups" } else { "instance types" };
    let number = format!("1 to 5 {what} can be given, here are {}", items.len());
    Err(value.refuse(complaint(number)))
}

impl Instances {
    fn list(items: &[Value<'_>]) -> Read<Vec<Self>> {
        let instances = |mut section: Section<'_>| {
            let instances = Self::read(&mut section);
            section.finish();
            instances
        };
        let read: Vec<Read<Self>> = items.iter().map(|item| table(instances)(item)).collect();
        read.into_iter().collect()
    }

    fn read(section: &mut Section<'_>) -> Read<Self> {
        let hint = "for example instance_type = \"ml.m5.xlarge\"";
        let instance_type = section.required("instance_type", hint, text(instance_type));
        let count = section.or("instance_count", 1, whole_number(1..=1000));
        Ok(Self { instance_type: instance_type?, count: count? })
    }
}

impl Group {
    fn list(items: &[Value<'_>]) -> Read<Vec<Self>> {
        let group = |mut section: Section<'_>| {
            let name = section.required("name", "for example name = \"workers\"", |value| {
                let name = string(value)?;
                let well = (1..=64).contains(&name.chars().count());
                if well { Ok(name) } else { Err(value.refuse(complaint("a group's name has 1 to 64 characters"))) }
            });
            let instances = Instances::read(&mut section);
            section.finish();
            Ok(Self { name: name?, instances: instances? })
        };
        let read: Vec<Read<Self>> = items.iter().map(|item| table(group)(item)).collect();
        read.into_iter().collect()
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

/// How long a warm pool waits for the next job: at most six hours.
pub(crate) fn keep_alive(value: &Value<'_>) -> Read<SignedDuration> {
    duration(SignedDuration::ZERO..=SignedDuration::from_hours(6))(value)
}

/// A key of AWS KMS: its id, ARN or alias.
pub(crate) fn kms_key(key: &str) -> Result<String, Complaint> {
    let legal = |c: char| c.is_ascii_alphanumeric() || ":/_-".contains(c);
    if (1..=2048).contains(&key.len()) && key.chars().all(legal) {
        Ok(key.to_owned())
    } else {
        Err(complaint(format!("`{key}` is not a key of AWS KMS"))
            .hint("arn:aws:kms:eu-central-1:123456789012:key/… or alias/name"))
    }
}

/// How long a job may train: a second to 28 days.
pub(crate) fn max_runtime(value: &Value<'_>) -> Read<SignedDuration> {
    duration(LEAST..=MOST)(value)
}

/// Different instance types.
fn types(items: &[Value<'_>]) -> Read<Vec<String>> {
    let mut types: Vec<Read<String>> = Vec::new();
    for item in items {
        let read = text(instance_type)(item);
        let twice = types.iter().flatten().any(|earlier| read.as_ref().is_ok_and(|name| name == earlier));
        types.push(if twice { Err(item.refuse(complaint("this type is in the list twice"))) } else { read });
    }
    types.into_iter().collect()
}

/// An instance type that SageMaker trains on.
pub(crate) fn instance_type(name: &str) -> Result<String, Complaint> {
    if service_model::instance_types().any(|known| known == name) {
        return Ok(name.to_owned());
    }
    let unknown = complaint(format!("SageMaker trains on no instance type `{name}`"));
    Err(unknown.hint(match did_you_mean(name, service_model::instance_types()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "for example ml.m5.xlarge".to_owned(),
    }))
}
