//! Sentences in lines.

/// The same words in lines of at most `width` characters; a longer word has a line of its own.
pub(super) fn wrapped(text: &str, width: usize) -> String {
    let mut lines = String::with_capacity(text.len());
    let mut column = 0;
    for word in text.split(' ') {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > width {
            lines.push('\n');
            column = 0;
        } else if column > 0 {
            lines.push(' ');
            column += 1;
        }
        lines.push_str(word);
        column += length;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_go_to_the_next_line_where_there_is_no_room() {
        assert_eq!(wrapped("valid are `a`, `bb` and `ccc`", 14), "valid are `a`,\n`bb` and `ccc`");
        assert_eq!(wrapped("short", 14), "short");
        assert_eq!(wrapped("a word-that-does-not-fit b", 6), "a\nword-that-does-not-fit\nb");
    }
}
