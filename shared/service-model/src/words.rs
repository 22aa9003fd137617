//! Violations in plain words.

use std::fmt;

use wording::{either, list};

use crate::{Constraint, Segment, Unit, Violation};

/// More values than these are not listed.
const LISTED: usize = 8;

/// What a text of a shape looks like, where its pattern is hard to read.
pub(crate) const EXAMPLES: [(&str, &str); 12] = [
    ("ChannelName", "train"),
    ("ExperimentEntityName", "churn-experiment"),
    ("FileSystemId", "fs-0123456789abcdef0"),
    ("MlFlowResourceArn", "arn:aws:sagemaker:eu-central-1:123456789012:mlflow-tracking-server/churn"),
    ("ModelPackageGroupArn", "arn:aws:sagemaker:eu-central-1:123456789012:model-package-group/churn"),
    ("RoleArn", "arn:aws:iam::123456789012:role/training"),
    ("S3Uri", "s3://bucket/prefix/"),
    ("SecurityGroupId", "sg-0123456789abcdef0"),
    ("SubnetId", "subnet-0123456789abcdef0"),
    ("TrainingEnvironmentKey", "LOG_LEVEL"),
    ("TrainingJobName", "churn-2026-01-31"),
    ("TrainingPlanArn", "arn:aws:sagemaker:us-east-1:123456789012:training-plan/churn-plan"),
];

impl Violation {
    /// What to do about it, where that can be said.
    pub fn hint(&self) -> Option<String> {
        match &self.constraint {
            Constraint::UnknownMember { did_you_mean: Some(meant), .. }
            | Constraint::NotInEnum { did_you_mean: Some(meant), .. } => Some(format!("did you mean `{meant}`?")),
            Constraint::UnknownMember { did_you_mean: None, known } => {
                Some(format!("SageMaker knows {} here", list(known)))
            }
            Constraint::NotInEnum { did_you_mean: None, values } if values.len() > LISTED => {
                Some(format!("for example {}", values.first()?))
            }
            Constraint::Pattern { pattern: ".*" } => Some("it has to be a single line".to_owned()),
            Constraint::Pattern { pattern: ".+" } => Some("it has to be a single line, and not empty".to_owned()),
            Constraint::Pattern { .. } => {
                let (_, example) = EXAMPLES.iter().find(|(shape, _)| *shape == self.shape)?;
                Some(format!("for example {example}"))
            }
            _ => None,
        }
    }
}

/// A sentence: the path, then the constraint.
impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, constraint, .. } = self;
        match path.segments().last() {
            None => write!(f, "the request {constraint}"),
            Some(Segment::Key(key)) => write!(f, "the key {key:?} of {} {constraint}", path.parent()),
            Some(_) => write!(f, "{path} {constraint}"),
        }
    }
}

/// The rest of a sentence that begins with the name of the value, for example `must be at least 1`.
impl fmt::Display for Constraint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("is missing"),
            Self::UnknownMember { .. } => f.write_str("is unknown to SageMaker"),
            Self::WrongType { expected } => write!(f, "must be {expected}"),
            Self::TooShort { length, least, unit } => {
                write!(f, "must have at least {} and has {length}", unit.count(*least))
            }
            Self::TooLong { length, most, unit } => {
                write!(f, "must have at most {} and has {length}", unit.count(*most))
            }
            Self::TooSmall { least } => write!(f, "must be at least {least}"),
            Self::TooLarge { most } => write!(f, "must be at most {most}"),
            Self::NotInEnum { values, .. } if values.len() > LISTED => {
                write!(f, "must be one of the {} values that SageMaker knows", values.len())
            }
            Self::NotInEnum { values, .. } => write!(f, "must be {}", either(values)),
            Self::Pattern { pattern } => write!(f, "must match `{pattern}`"),
        }
    }
}

impl Unit {
    fn count(self, number: i64) -> String {
        let (one, several) = match self {
            Self::Characters => ("character", "characters"),
            Self::Items => ("item", "items"),
            Self::Entries => ("entry", "entries"),
        };
        format!("{number} {}", if number == 1 { one } else { several })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::arbitrary::shapes;

    #[test]
    fn every_example_is_one() {
        for (name, example) in EXAMPLES {
            let shape = shapes().into_iter().find(|shape| shape.name() == name).expect(name);
            let violations = crate::check::check(shape, crate::Path::default(), &Value::from(example));
            assert_eq!(violations, [], "{name}");
        }
    }
}
