//! Which characters can be shown.

/// Whether `c` shows as itself: no control character, no direction mark, nothing unassigned.
///
/// The same characters as Python's `str.isprintable`. (Rust's `escape_debug` escapes what is not;
/// a combining character only where it comes first.)
pub(crate) fn is_printable(c: char) -> bool {
    match c {
        '"' | '\'' | '\\' => true,
        c if c.is_ascii() => !c.is_ascii_control(),
        c => !format!("x{c}").escape_debug().to_string().starts_with("x\\"),
    }
}

/// `text` on one line of at most `most` characters, with escapes for what cannot be shown.
pub(crate) fn on_one_line(text: &str, most: usize) -> String {
    let mut line = String::new();
    for (index, c) in text.chars().enumerate() {
        match c {
            _ if index == most => {
                line.push('…');
                break;
            }
            c if is_printable(c) => line.push(c),
            c => line.extend(c.escape_debug()),
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_escaped_and_what_is_long_is_cut() {
        assert_eq!(on_one_line("a\n\u{1b}[31m\u{202e}é", 99), "a\\n\\u{1b}[31m\\u{202e}é");
        assert_eq!(on_one_line("abcdef", 3), "abc…");
        assert_eq!(on_one_line("abc", 3), "abc");
    }
}
