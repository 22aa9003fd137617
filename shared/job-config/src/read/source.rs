//! The text of a file, and where in it an offset stands.

use std::ops::Range;

use super::Place;

/// The text of a file under the name that its reader knows it by.
#[derive(Debug)]
pub(crate) struct Source<'a> {
    file: &'a str,
    text: &'a str,
    /// The offset of each line's first byte.
    lines: Vec<usize>,
}

impl<'a> Source<'a> {
    pub(crate) fn new(file: &'a str, text: &'a str) -> Self {
        let starts = text.match_indices('\n').map(|(newline, _)| newline + 1);
        Self { file, text, lines: std::iter::once(0).chain(starts).collect() }
    }

    /// All of the text.
    pub(crate) fn text(&self) -> &'a str {
        self.text
    }

    /// The place of the bytes `span`.
    pub(crate) fn place(&self, span: Range<usize>) -> Place {
        let line = self.lines.partition_point(|&start| start <= span.start);
        let line_start = self.lines[line - 1];
        let before = self.text.get(line_start..span.start).unwrap_or_default();
        Place { file: self.file.to_owned(), line, column: before.chars().count() + 1, span }
    }

    /// The bytes `span` as they are written.
    pub(crate) fn slice(&self, span: Range<usize>) -> &'a str {
        self.text.get(span).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_count_from_one() {
        let source = Source::new("f", "é = 1\nüü = 2\n");
        let place = |span| {
            let place = source.place(span);
            (place.line, place.column)
        };
        assert_eq!(place(0..2), (1, 1));
        assert_eq!(place(5..6), (1, 5));
        assert_eq!(place(14..15), (2, 6));
        assert_eq!(place(16..16), (3, 1));
    }
}
