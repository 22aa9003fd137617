//! Progress bars: on standard error, and only where somebody watches.

use indicatif::{ProgressBar, ProgressStyle};

/// A bar over `total` bytes. Shows nothing where standard error is no terminal.
pub(crate) fn bytes(what: &str, total: u64) -> ProgressBar {
    let bar = ProgressBar::new(total).with_message(what.to_owned());
    let template = "{msg} [{bar:30}] {decimal_bytes} of {decimal_total_bytes}, {decimal_bytes_per_sec}, {eta} left";
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style.progress_chars("=> ")),
        // A test holds the template to the library; the library's own style is good enough here.
        Err(_) => bar,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_bar_needs_no_terminal() {
        let bar = super::bytes("uploading", 10);
        bar.inc(10);
        bar.finish_and_clear();
        assert_eq!(bar.position(), 10);
    }
}
