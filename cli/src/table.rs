//! Plain tables: columns as wide as their widest cell, two spaces apart.

use std::fmt::Write as _;

/// Renders rows below their headings. No cell of the last column is padded.
pub(crate) fn table<const N: usize>(headings: [&str; N], rows: &[[String; N]]) -> String {
    let width = |column: usize| {
        rows.iter().map(|row| row[column].chars().count()).chain([headings[column].len()]).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..N).map(width).collect();
    let mut text = String::new();
    let headings = headings.map(str::to_owned);
    for row in std::iter::once(&headings).chain(rows) {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            let _ = write!(line, "{cell:width$}  ");
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up() {
        let rows = [["churn".to_owned(), "Training".to_owned()], ["länger".to_owned(), String::new()]];
        insta::assert_snapshot!(table(["PIPELINE", "STATUS"], &rows), @"
        PIPELINE  STATUS
        churn     Training
        länger
        ");
    }
}
