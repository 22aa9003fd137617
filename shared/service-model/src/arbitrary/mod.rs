//! Requests as proptest strategies: those that the service model accepts, and those with one thing broken.
//!
//! For tests, with the feature `arbitrary`.

mod broken;
mod text;
mod valid;

pub use broken::{Broken, broken_requests};
#[cfg(test)]
pub use valid::{requests, values};

use crate::Shape;
use crate::shape::Kind;

/// Every shape of the model, the request's first.
pub fn shapes() -> Vec<&'static Shape> {
    let mut found = vec![crate::request()];
    let mut next = 0;
    while let Some(shape) = found.get(next) {
        let below: Vec<&'static Shape> = match shape.kind {
            Kind::List { item, .. } => vec![item],
            Kind::Map { key, value, .. } => vec![key, value],
            Kind::Structure(members) => members.iter().map(|member| member.shape).collect(),
            _ => Vec::new(),
        };
        for shape in below {
            if !found.iter().any(|known| known.name == shape.name) {
                found.push(shape);
            }
        }
        next += 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Constraint, shape_at, violations};

    proptest! {
        #[test]
        fn a_valid_request_breaks_nothing(request in requests()) {
            prop_assert_eq!(violations(&request), []);
        }

        #[test]
        fn what_is_broken_is_found_where_it_is_and_nothing_else(broken in broken_requests()) {
            let found = violations(&broken.request);
            prop_assert!(found.contains(&broken.violation), "{:?} is not in {found:?}", broken.violation);
            prop_assert!(found.iter().all(|other| other.path == broken.violation.path), "{found:?}");
        }

        #[test]
        fn a_violation_names_the_shape_at_its_path(broken in broken_requests()) {
            let unknown = matches!(broken.violation.constraint, Constraint::UnknownMember { .. });
            let path = if unknown { broken.violation.path.parent() } else { broken.violation.path.clone() };
            prop_assert_eq!(shape_at(&path).map(Shape::name), Some(broken.violation.shape));
        }
    }
}
