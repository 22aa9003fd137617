//! The messages as a page for people.

use std::fmt::Write as _;

use serde_json::Value;

use super::{Log, Message, mrkdwn};

const STYLE: &str = "
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; color: #1d1c1d; background: #fff; }
header { padding: 14px 24px; border-bottom: 1px solid #ddd; font-weight: 700; }
header small { color: #616061; font-weight: 400; margin-left: 8px; }
main { max-width: 760px; padding: 8px 24px 40px; }
article { margin: 18px 0; }
.who { font-weight: 700; }
time { color: #616061; font-size: 12px; margin-left: 6px; }
h2 { font-size: 18px; line-height: 1.3; margin: 4px 0; }
p { margin: 6px 0; white-space: pre-wrap; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: 1fr 1fr; gap: 6px 24px; margin: 6px 0; white-space: pre-wrap; overflow-wrap: anywhere; }
dd { margin: 0; }
.context { color: #616061; font-size: 12px; }
hr { border: 0; border-top: 1px solid #ddd; }
pre, code { font-family: ui-monospace, monospace; font-size: 12px; background: #f8f8f8; border: 1px solid #ddd; border-radius: 3px; }
pre { padding: 8px; white-space: pre-wrap; margin: 4px 0; }
code { padding: 1px 3px; color: #c01343; }
.button { display: inline-block; padding: 4px 12px; border: 1px solid #bbb; border-radius: 4px; color: inherit; text-decoration: none; font-weight: 700; }
";

/// All messages, newest last as in Slack, and what was refused.
pub(super) fn page(log: &Log) -> String {
    let mut body = String::new();
    for message in &log.messages {
        article(message, &mut body);
    }
    if log.messages.is_empty() {
        body.push_str("<p>No messages yet.</p>");
    }
    for refused in &log.refused {
        let reason = mrkdwn::plain(&refused.reason);
        let _ = write!(body, "<p class=\"context\">{}: refused with {}: {reason}</p>", refused.at, refused.status);
    }
    format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"5\">\
         <title>Retrain: local Slack</title><style>{STYLE}</style>\
         <header># retrain<small>the sandbox's stand-in for Slack</small></header><main>{body}</main></html>"
    )
}

fn article(message: &Message, html: &mut String) {
    // Writing to a string cannot fail.
    let at = message.at.strftime("%H:%M:%S");
    let _ = write!(html, "<article><span class=\"who\">Retrain</span><time>{at} UTC</time>");
    match message.body["blocks"].as_array() {
        Some(blocks) if !blocks.is_empty() => blocks.iter().for_each(|each| block(each, html)),
        _ => {
            let _ = write!(html, "<p>{}</p>", mrkdwn::html(message.body["text"].as_str().unwrap_or_default()));
        }
    }
    html.push_str("</article>");
}

fn block(block: &Value, html: &mut String) {
    let elements = || block["elements"].as_array().into_iter().flatten();
    let _ = match block["type"].as_str() {
        Some("header") => write!(html, "<h2>{}</h2>", text(&block["text"])),
        Some("divider") => write!(html, "<hr>"),
        Some("context") => {
            let said: Vec<String> = elements().map(text).collect();
            write!(html, "<p class=\"context\">{}</p>", said.join(" &nbsp; "))
        }
        Some("actions") => {
            let buttons: String = elements().map(button).collect();
            write!(html, "<p>{buttons}</p>")
        }
        Some("section") => {
            if !block["text"].is_null() {
                let _ = write!(html, "<p>{}</p>", text(&block["text"]));
            }
            let fields = block["fields"].as_array().into_iter().flatten();
            let fields: Vec<String> = fields.map(|field| format!("<dd>{}</dd>", text(field))).collect();
            write!(html, "<dl>{}</dl>", fields.concat())
        }
        other => write!(html, "<p class=\"context\">[{}]</p>", mrkdwn::plain(other.unwrap_or("block"))),
    };
}

fn text(object: &Value) -> String {
    let text = object["text"].as_str().unwrap_or_default();
    if object["type"] == "mrkdwn" { mrkdwn::html(text) } else { mrkdwn::plain(text) }
}

fn button(element: &Value) -> String {
    let address = element["url"].as_str().filter(|address| address.starts_with("http")).unwrap_or("#");
    format!("<a class=\"button\" href=\"{}\">{}</a> ", mrkdwn::plain(address), text(&element["text"]))
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use serde_json::json;

    use super::*;

    #[test]
    fn blocks_are_rendered_and_their_text_is_escaped() {
        let body = json!({"blocks": [
            {"type": "header", "text": {"type": "plain_text", "text": "Job <failed>"}},
            {"type": "section", "fields": [{"type": "mrkdwn", "text": "*Pipeline*\nchurn"}]},
        ]});
        let mut log = Log::default();
        log.messages.push_back(Message { at: Timestamp::UNIX_EPOCH, body });

        let page = page(&log);

        assert!(page.contains("<h2>Job &lt;failed&gt;</h2>"), "{page}");
        assert!(page.contains("<dd><b>Pipeline</b>\nchurn</dd>"), "{page}");
    }
}
