//! Texts that match the patterns of the service model.

use proptest::prelude::*;
use proptest::string::string_regex;

use crate::Shape;
use crate::pattern::translated;
use crate::shape::{Kind, Limits};

/// Texts that break no constraint of `shape`.
pub(super) fn text(shape: &'static Shape) -> BoxedStrategy<String> {
    let Kind::Text { length, pattern } = shape.kind else { return Just(String::new()).boxed() };
    let pattern = pattern.unwrap_or(".*");
    // The only look-behind of the model; the strategies of regular expressions have none.
    let (matching, not_after_hyphen) = match pattern.strip_suffix("(?<!-)") {
        Some(matching) => (matching, true),
        None => (pattern, false),
    };
    // So long a name with so many hyphens would be too long in most cases.
    let shorter = translated(matching).replace("-*", "-?").replace("{1,2048}", "{1,64}");
    let matching = string_regex(&shorter).expect("patterns of the model are regular");
    let matching = matching.prop_filter("a text of the right length", move |text| {
        let count = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
        length.too_small(count).is_none()
            && length.too_large(count).is_none()
            && !(not_after_hyphen && text.ends_with('-'))
    });
    match longest(pattern, length) {
        Some(longest) => prop_oneof![9 => matching, 1 => Just(longest)].boxed(),
        None => matching.boxed(),
    }
}

/// The longest text, where the pattern takes anything.
fn longest(pattern: &str, length: Limits) -> Option<String> {
    let anything = [".*", ".+", r"[\S\s]*"].contains(&pattern);
    let most = usize::try_from(length.most?).ok()?;
    anything.then(|| "ü".repeat(most))
}
