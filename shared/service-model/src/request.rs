//! The request of `CreateTrainingJob` and its members.

use serde_json::Value;

use crate::check::{check, unknown_member};
use crate::shapes::{CREATE_TRAINING_JOB_REQUEST, TRAINING_INSTANCE_TYPE};
use crate::{Path, Segment, Shape, Violation};

/// The shape of the request itself.
pub fn request() -> &'static Shape {
    &CREATE_TRAINING_JOB_REQUEST
}

/// Everything in `request` that the service model forbids, a structure's missing members before its others.
///
/// A null member counts as absent, as AWS has it.
pub fn violations(request: &Value) -> Vec<Violation> {
    check(&CREATE_TRAINING_JOB_REQUEST, Path::default(), request)
}

/// Everything in `value` that the service model forbids in the member of the request at `member`.
///
/// `member` is a name or names with dots, for example `ResourceConfig.InstanceGroups`; the paths in the
/// result begin with it. A name that the model does not have is the only violation.
pub fn violations_at(member: &str, value: &Value) -> Vec<Violation> {
    let mut shape = request();
    let mut path = Path::default();
    for name in member.split('.') {
        path.push(Segment::Member(name.to_owned()));
        let Some(below) = shape.member(name) else {
            return vec![Violation { path, shape: shape.name, constraint: unknown_member(shape, name) }];
        };
        shape = below;
    }
    check(shape, path, value)
}

/// The shape at `path`, an index and a map's key of which mean all items and keys.
pub fn shape_at(path: &Path) -> Option<&'static Shape> {
    use crate::shape::Kind;
    path.segments().iter().try_fold(request(), |shape, segment| match (segment, &shape.kind) {
        (Segment::Member(name), _) => shape.member(name),
        (Segment::Index(_), _) => shape.item(),
        (Segment::Key(_), Kind::Map { key, .. }) => Some(*key),
        (Segment::Value(_), Kind::Map { value, .. }) => Some(*value),
        _ => None,
    })
}

/// The instance types that training jobs can have.
pub fn instance_types() -> impl Iterator<Item = &'static str> {
    TRAINING_INSTANCE_TYPE.values()
}
