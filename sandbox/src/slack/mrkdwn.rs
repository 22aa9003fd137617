//! Slack's markup as HTML, as far as alerts use it.

use std::fmt::Write as _;

/// Turns `mrkdwn` into HTML. Whatever it says, it yields no tags but ours.
pub(super) fn html(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(start) = rest.find(['<', '`']) {
        styled(&rest[..start], &mut html);
        rest = special(&rest[start..], &mut html);
    }
    styled(rest, &mut html);
    html
}

/// Plain text as HTML.
pub(super) fn plain(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            other => html.push(other),
        }
    }
    html
}

/// A link, or code: what begins with `<` or a backtick. Returns what follows it.
fn special<'a>(text: &'a str, html: &mut String) -> &'a str {
    for fence in ["```", "`"] {
        if let Some((code, rest)) = text.strip_prefix(fence).and_then(|text| text.split_once(fence)) {
            let tag = if fence == "```" { "pre" } else { "code" };
            // Writing to a string cannot fail.
            let _ = write!(html, "<{tag}>{}</{tag}>", entities(code));
            return rest;
        }
    }
    if let Some((inside, rest)) = text.strip_prefix('<').and_then(|text| text.split_once('>')) {
        let (address, label) = inside.split_once('|').unwrap_or((inside, inside));
        if address.starts_with("https://") || address.starts_with("http://") {
            let _ = write!(html, "<a href=\"{}\">{}</a>", entities(address), entities(label));
        } else {
            let _ = write!(html, "<b>{}</b>", entities(label));
        }
        return rest;
    }
    html.push_str(&plain(&text[..1]));
    &text[1..]
}

/// Text with `*bold*` and `_italic_`, where the marks stand around words.
fn styled(text: &str, html: &mut String) {
    let safe = entities(text);
    let mut rest = safe.as_str();
    while let Some(start) = rest.find(['*', '_']) {
        let mark = &rest[start..=start];
        let opens = rest[..start].chars().next_back().is_none_or(|before| !before.is_alphanumeric());
        let inside = rest[start + 1..].split_once(mark).filter(|(inside, after)| {
            let closes = after.chars().next().is_none_or(|next| !next.is_alphanumeric());
            opens && closes && !inside.is_empty() && inside.trim() == *inside && !inside.contains('\n')
        });
        html.push_str(&rest[..start]);
        if let Some((inside, after)) = inside {
            let tag = if mark == "*" { "b" } else { "i" };
            let _ = write!(html, "<{tag}>{inside}</{tag}>");
            rest = after;
        } else {
            html.push_str(mark);
            rest = &rest[start + 1..];
        }
    }
    html.push_str(rest);
}

/// Text in which senders have escaped `&`, `<` and `>` already: those three escapes stay.
fn entities(text: &str) -> String {
    plain(text).replace("&amp;lt;", "&lt;").replace("&amp;gt;", "&gt;").replace("&amp;amp;", "&amp;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_tags() {
        assert_eq!(html("*Failed* `a_b_c` _now_"), "<b>Failed</b> <code>a_b_c</code> <i>now</i>");
        assert_eq!(html("<https://x.y/z|the job>"), "<a href=\"https://x.y/z\">the job</a>");
        assert_eq!(html("```\na < b\n```"), "<pre>\na &lt; b\n</pre>");
    }

    #[test]
    fn names_with_underscores_and_products_stay_as_they_are() {
        assert_eq!(html("max_run_time 2*3*4"), "max_run_time 2*3*4");
    }

    #[test]
    fn escapes_of_the_sender_are_shown_as_what_they_mean() {
        assert_eq!(html("a &lt;b&gt; &amp; c"), "a &lt;b&gt; &amp; c");
    }

    #[test]
    fn no_message_brings_tags_of_its_own() {
        assert_eq!(html("<script>alert(1)</script>"), "<b>script</b>alert(1)<b>/script</b>");
        assert_eq!(html("<javascript:alert(1)|x>"), "<b>x</b>");
        assert_eq!(html("<https://a\" onclick=\"b|x>"), "<a href=\"https://a&quot; onclick=&quot;b\">x</a>");
        assert_eq!(html("a < b"), "a &lt; b");
    }
}
