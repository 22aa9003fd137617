//! What Slack accepts as a message: a text, or Block Kit blocks within their limits.

use serde_json::Value;

/// Most blocks in a message.
const BLOCKS: usize = 50;
/// Most characters in a section's text.
const SECTION_TEXT: usize = 3000;
/// Most fields in a section.
const FIELDS: usize = 10;
/// Most characters in a field.
const FIELD_TEXT: usize = 2000;
/// Most characters in a header.
const HEADER_TEXT: usize = 150;
/// Most elements in a context block.
const CONTEXT_ELEMENTS: usize = 10;
/// Most elements in an actions block.
const ACTION_ELEMENTS: usize = 25;
/// Most characters on a button.
const BUTTON_TEXT: usize = 75;
/// Most characters in an address.
const ADDRESS: usize = 3000;
/// Most characters in an image's description.
const ALT_TEXT: usize = 2000;
/// Most characters in a block's id.
const BLOCK_ID: usize = 255;

/// Why a message is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Problem {
    /// Slack's word for it.
    pub(super) word: &'static str,
    /// Which block, and what about it. (Slack does not tell.)
    pub(super) detail: String,
}

/// What is wrong with a message, if anything is.
pub(super) fn problem(message: &Value) -> Option<Problem> {
    let refused = |word, detail: String| Some(Problem { word, detail });
    if !message.is_object() {
        return refused("invalid_payload", "not an object".to_owned());
    }
    let has_text = message["text"].as_str().is_some_and(|text| !text.is_empty());
    let blocks = match &message["blocks"] {
        Value::Null => &[],
        Value::Array(blocks) => blocks.as_slice(),
        _ => return refused("invalid_blocks", "blocks is not a list".to_owned()),
    };
    if blocks.is_empty() && !has_text {
        return refused("no_text", "neither text nor blocks".to_owned());
    }
    if blocks.len() > BLOCKS {
        return refused("invalid_blocks", format!("{} blocks, at most {BLOCKS}", blocks.len()));
    }
    for (index, block) in blocks.iter().enumerate() {
        if let Err(detail) = check(block) {
            return refused("invalid_blocks", format!("block {index}: {detail}"));
        }
    }
    None
}

fn check(block: &Value) -> Result<(), String> {
    if let Some(id) = block["block_id"].as_str() {
        length("block_id", id, BLOCK_ID)?;
    }
    match block["type"].as_str() {
        Some("header") => text_object(&block["text"], HEADER_TEXT, &["plain_text"]),
        Some("section") => section(block),
        Some("divider") => Ok(()),
        Some("context") => elements(block, CONTEXT_ELEMENTS, |element| match element["type"].as_str() {
            Some("image") => image(element),
            _ => text_object(element, FIELD_TEXT, &["plain_text", "mrkdwn"]),
        }),
        Some("actions") => elements(block, ACTION_ELEMENTS, button),
        Some("image") => image(block),
        Some("rich_text") => elements(block, usize::MAX, |_| Ok(())),
        Some(other) => Err(format!("no block of type {other}")),
        None => Err("a block without a type".to_owned()),
    }
}

fn section(block: &Value) -> Result<(), String> {
    if block["text"].is_null() && block["fields"].is_null() {
        return Err("a section needs text or fields".to_owned());
    }
    if !block["text"].is_null() {
        text_object(&block["text"], SECTION_TEXT, &["plain_text", "mrkdwn"])?;
    }
    match &block["fields"] {
        Value::Null => Ok(()),
        Value::Array(fields) if (1..=FIELDS).contains(&fields.len()) => {
            fields.iter().try_for_each(|field| text_object(field, FIELD_TEXT, &["plain_text", "mrkdwn"]))
        }
        _ => Err(format!("a section has 1 to {FIELDS} fields")),
    }
}

fn elements(block: &Value, most: usize, check: impl Fn(&Value) -> Result<(), String>) -> Result<(), String> {
    match block["elements"].as_array() {
        Some(elements) if (1..=most).contains(&elements.len()) => elements.iter().try_for_each(check),
        _ => Err(format!("1 to {most} elements")),
    }
}

fn button(element: &Value) -> Result<(), String> {
    if element["type"] != "button" {
        return Err("only buttons make sense in a webhook's message".to_owned());
    }
    text_object(&element["text"], BUTTON_TEXT, &["plain_text"])?;
    element["url"].as_str().map_or(Ok(()), |address| length("url", address, ADDRESS))
}

fn image(block: &Value) -> Result<(), String> {
    let (Some(address), Some(description)) = (block["image_url"].as_str(), block["alt_text"].as_str()) else {
        return Err("an image needs image_url and alt_text".to_owned());
    };
    length("image_url", address, ADDRESS)?;
    length("alt_text", description, ALT_TEXT)
}

fn text_object(object: &Value, most: usize, types: &[&str]) -> Result<(), String> {
    if !object["type"].as_str().is_some_and(|kind| types.contains(&kind)) {
        return Err(format!("text must be of type {}", types.join(" or ")));
    }
    match object["text"].as_str() {
        Some("") | None => Err("a text object without text".to_owned()),
        Some(text) => length("text", text, most),
    }
}

/// Slack counts characters, not bytes.
fn length(what: &str, text: &str, most: usize) -> Result<(), String> {
    match text.chars().count() {
        count if count > most => Err(format!("{what} has {count} characters, at most {most}")),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn word(message: &Value) -> Option<&'static str> {
        problem(message).map(|problem| problem.word)
    }

    fn header(length: usize) -> Value {
        json!({"blocks": [{"type": "header", "text": {"type": "plain_text", "text": "ü".repeat(length)}}]})
    }

    fn section(text: usize, fields: usize) -> Value {
        let fields: Vec<Value> = (0..fields).map(|_| json!({"type": "mrkdwn", "text": "*a*"})).collect();
        json!({"blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "x".repeat(text)}, "fields": fields}]})
    }

    #[test]
    fn a_message_needs_text_or_blocks() {
        assert_eq!(word(&json!({})), Some("no_text"));
        assert_eq!(word(&json!({"blocks": []})), Some("no_text"));
        assert_eq!(word(&json!("hello")), Some("invalid_payload"));
        assert_eq!(word(&json!({"text": "hello"})), None);
    }

    #[test]
    fn limits_hold_at_their_edges() {
        assert_eq!(word(&header(150)), None);
        assert_eq!(word(&header(151)), Some("invalid_blocks"));
        assert_eq!(word(&section(3000, 10)), None);
        assert_eq!(word(&section(3001, 1)), Some("invalid_blocks"));
        assert_eq!(word(&section(1, 11)), Some("invalid_blocks"));
        let dividers = |count| json!({"blocks": vec![json!({"type": "divider"}); count]});
        assert_eq!(word(&dividers(50)), None);
        assert_eq!(word(&dividers(51)), Some("invalid_blocks"));
    }

    #[test]
    fn a_header_is_plain_text_and_no_text_is_empty() {
        let marked_up = json!({"blocks": [{"type": "header", "text": {"type": "mrkdwn", "text": "*a*"}}]});
        assert_eq!(word(&marked_up), Some("invalid_blocks"));
        assert_eq!(word(&section(0, 1)), Some("invalid_blocks"));
    }

    #[test]
    fn an_unknown_block_is_refused_with_its_place() {
        let message = json!({"blocks": [{"type": "divider"}, {"type": "marquee"}]});

        assert_eq!(problem(&message).unwrap().detail, "block 1: no block of type marquee");
    }
}
