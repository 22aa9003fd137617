//! `[network]`: what a training job may reach, and who may listen.

use crate::read::{Complaint, Read, Section, boolean, complaint, text_list};

/// What a training job may reach, and who may listen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Network {
    /// Whether the container has no network at all.
    pub isolation: bool,
    /// Whether instances encrypt what they send each other.
    pub encrypt_between_containers: bool,
    /// The VPC that the job's machines are in, where it is one of the author's.
    pub vpc: Option<Vpc>,
}

/// A VPC of the author's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vpc {
    /// 1 to 16 subnets.
    pub subnets: Vec<String>,
    /// 1 to 5 security groups.
    pub security_groups: Vec<String>,
}

impl Network {
    /// Reads `[network]`.
    pub(crate) fn read(mut section: Section<'_>) -> Read<Self> {
        let isolation = section.or("isolation", false, boolean);
        let encrypt = section.or("encrypt_between_containers", false, boolean);
        let subnets = section.optional("subnets", |value| {
            let ids = text_list(id("subnet"))(value)?;
            number(ids, 16, "subnets").map_err(|complaint| value.refuse(complaint))
        });
        let groups = section.optional("security_groups", |value| {
            let ids = text_list(id("sg"))(value)?;
            number(ids, 5, "security groups").map_err(|complaint| value.refuse(complaint))
        });
        section.finish();
        let vpc = match (subnets?, groups?) {
            (None, None) => None,
            (Some(subnets), Some(security_groups)) => Some(Vpc { subnets, security_groups }),
            (subnets, _) => {
                let missing = if subnets.is_some() { "security_groups" } else { "subnets" };
                let both = complaint(format!("a VPC takes `subnets` and `security_groups`; `{missing}` is missing"));
                return Err(section.refuse(both.hint("give both, or neither")));
            }
        };
        Ok(Self { isolation: isolation?, encrypt_between_containers: encrypt?, vpc })
    }
}

fn id(kind: &'static str) -> impl Fn(&str) -> Result<String, Complaint> {
    move |id| {
        let legal = |c: char| c.is_ascii_alphanumeric() || c == '-';
        if id.len() <= 32 && id.strip_prefix(kind).is_some_and(|rest| rest.starts_with('-')) && id.chars().all(legal) {
            Ok(id.to_owned())
        } else {
            let hint = format!("for example \"{kind}-0a1b2c3d4e5f67890\"");
            Err(complaint(format!("`{id}` is no such id")).hint(hint))
        }
    }
}

fn number(ids: Vec<String>, most: usize, what: &str) -> Result<Vec<String>, Complaint> {
    if (1..=most).contains(&ids.len()) {
        Ok(ids)
    } else {
        Err(complaint(format!("SageMaker takes 1 to {most} {what}, here are {}", ids.len())))
    }
}
