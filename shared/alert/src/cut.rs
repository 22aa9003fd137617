//! Texts of bounded length.

use std::borrow::Cow;

/// The text, or its first characters and an ellipsis: at most `max` characters together.
///
/// ```
/// assert_eq!(alert::cut("overrun", 7), "overrun");
/// assert_eq!(alert::cut("overruns", 7), "overru…");
/// ```
pub fn cut(text: &str, max: usize) -> Cow<'_, str> {
    if text.chars().nth(max).is_none() {
        return Cow::Borrowed(text);
    }
    let mut kept: String = text.chars().take(max.saturating_sub(1)).collect();
    if max > 0 {
        kept.push('…');
    }
    Cow::Owned(kept)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_cut_text_never_exceeds_its_limit_and_short_ones_stay(text in "\\PC{0,40}", max in 0_usize..50) {
            let kept = cut(&text, max);

            prop_assert!(kept.chars().count() <= max);
            prop_assert!(text.chars().count() > max || kept == text);
        }
    }
}
