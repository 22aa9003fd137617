//! Foreign text in Slack's markup.
//!
//! Slack takes `&`, `<` and `>` for the beginnings and ends of commands (`<!channel>` notifies
//! everyone, `<https://…|name>` is a link under a false name), in every kind of text, and asks for
//! them to be escaped. Lengths are those of the escaped text, in UTF-16 units: the strictest way
//! in which Slack could count.

/// The escaped text, or as much of its beginning as fits, and an ellipsis.
pub(crate) fn escape(text: &str, max: usize) -> String {
    let mut escaped = String::new();
    let mut units = 0;
    // Where to cut if the rest does not fit: the last place with room for the ellipsis.
    let mut cut = 0;
    for c in text.chars() {
        units += match c {
            '&' => push(&mut escaped, "&amp;"),
            '<' => push(&mut escaped, "&lt;"),
            '>' => push(&mut escaped, "&gt;"),
            '\t' | '\n' => push(&mut escaped, c.encode_utf8(&mut [0; 4])),
            c if c.is_control() => push(&mut escaped, "\u{fffd}"),
            c => push(&mut escaped, c.encode_utf8(&mut [0; 4])),
        };
        if units > max {
            escaped.truncate(cut);
            escaped.push('…');
            return escaped;
        }
        if units < max {
            cut = escaped.len();
        }
    }
    escaped
}

/// Appends, and says by how many UTF-16 units.
fn push(text: &mut String, more: &str) -> usize {
    text.push_str(more);
    more.encode_utf16().count()
}

/// The text between the fences of a code block, where Slack formats nothing.
///
/// Backticks one after another would end the block: an invisible space goes between them.
pub(crate) fn code_block(text: &str, max: usize) -> String {
    const FENCE: &str = "```";
    let text = text.replace("\r\n", "\n").replace("``", "`\u{200b}`").replace("``", "`\u{200b}`");
    let room = max.saturating_sub(2 * FENCE.len() + 2);
    format!("{FENCE}\n{}\n{FENCE}", escape(&text, room))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::commands("<!channel> & <https://x|y>", 99, "&lt;!channel&gt; &amp; &lt;https://x|y&gt;")]
    #[case::what_fits_stays("abcde", 5, "abcde")]
    #[case::what_does_not_is_cut("abcdef", 5, "abcd…")]
    #[case::no_escape_is_torn("ab&c", 5, "ab…")]
    #[case::an_escape_at_the_end("a&", 6, "a&amp;")]
    #[case::two_units_each("😀😀😀", 5, "😀😀…")]
    #[case::control("a\u{0}b\u{1b}[31m\r\tc\n", 99, "a\u{fffd}b\u{fffd}[31m\u{fffd}\tc\n")]
    fn text_is_escaped_and_cut(#[case] text: &str, #[case] max: usize, #[case] escaped: &str) {
        assert_eq!(escape(text, max), escaped);
    }

    #[rstest]
    #[case("line 1\r\nline 2", "```\nline 1\nline 2\n```")]
    #[case("a ``` b", "```\na `\u{200b}`\u{200b}` b\n```")]
    #[case("`code`", "```\n`code`\n```")]
    fn a_code_block_is_ended_by_its_own_fence_only(#[case] text: &str, #[case] block: &str) {
        assert_eq!(code_block(text, 3000), block);
    }

    proptest! {
        #[test]
        fn an_escaped_text_has_no_command_in_it_and_fits(
            text in "[&<>`!@#a|\\PC\n]{0,80}",
            max in 1_usize..100,
        ) {
            let escaped = escape(&text, max);

            prop_assert!(escaped.encode_utf16().count() <= max);
            prop_assert!(!escaped.contains(['<', '>']));
            let unescaped = escaped.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "");
            prop_assert!(!unescaped.contains('&'));
        }

        #[test]
        fn no_text_ends_its_code_block(text in "[`\u{200b}a\n<]{0,80}", max in 20_usize..100) {
            let block = code_block(&text, max);

            let inner = block.strip_prefix("```\n").unwrap().strip_suffix("\n```").unwrap();
            prop_assert!(!inner.contains("``"));
            prop_assert!(block.encode_utf16().count() <= max);
        }
    }
}
