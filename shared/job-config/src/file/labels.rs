//! `[tags]` and `[environment]`: text by name.

use crate::read::{Complaint, Read, Section, Value, complaint, dated_string, fill_in_date, string};

/// Text by name, in the order of the job file.
pub type Labels = Vec<(String, String)>;

/// How many tags a job file can give: SageMaker takes 50, and 2 are Retrain's own.
const MOST_TAGS: usize = 50 - 2;
/// How many variables a job file can give: SageMaker takes 100, and 3 are Retrain's own.
const MOST_VARIABLES: usize = 100 - 3;

/// Reads `[tags]`.
pub(crate) fn tags(section: &Section<'_>) -> Read<Labels> {
    labels(section, MOST_TAGS, "tags", dated_string, tag_key, tag_value)
}

/// Reads `[environment]`.
pub(crate) fn environment(section: &Section<'_>) -> Read<Labels> {
    labels(section, MOST_VARIABLES, "environment variables", string, variable_name, variable_value)
}

fn labels(
    section: &Section<'_>,
    most: usize,
    what: &str,
    read: fn(&Value<'_>) -> Read<String>,
    check_key: fn(&str) -> Result<(), Complaint>,
    check_value: fn(&str) -> Result<(), Complaint>,
) -> Read<Labels> {
    let entry = |value: &Value<'_>| {
        let key = check_key(&value.key).map_err(|complaint| value.refuse_key(complaint));
        let text = read(value)?;
        value.accept(check_value(&fill_in_date(&text, "2026-01-01")))?;
        key.map(|()| (value.key.clone(), text))
    };
    let entries = section.entries();
    let read: Vec<Read<_>> = entries.iter().map(entry).collect();
    if entries.len() > most {
        let many = format!("a job file can give {most} {what}, here are {}", entries.len());
        return Err(section.refuse(complaint(many).hint("the rest of SageMaker's limit is Retrain's own")));
    }
    read.into_iter().collect()
}

fn tag_key(key: &str) -> Result<(), Complaint> {
    if !(1..=128).contains(&key.chars().count()) {
        return Err(complaint("a tag's key has 1 to 128 characters"));
    }
    let lower = key.to_lowercase();
    if let Some(prefix) = ["aws:", "retrain:"].into_iter().find(|prefix| lower.starts_with(prefix)) {
        return Err(complaint(format!("tags that start with `{prefix}` are reserved")));
    }
    tag_characters(key)
}

fn tag_value(value: &str) -> Result<(), Complaint> {
    if value.chars().count() > 256 {
        return Err(complaint("a tag's value has at most 256 characters"));
    }
    tag_characters(value)
}

fn tag_characters(text: &str) -> Result<(), Complaint> {
    let space = |c: char| c.is_whitespace() && !c.is_control();
    let legal = |c: char| c.is_alphanumeric() || space(c) || "_.:/=+-@".contains(c);
    match text.chars().find(|&c| !legal(c)) {
        None => Ok(()),
        Some(c) => {
            Err(complaint(format!("{c:?} cannot stand in a tag"))
                .hint("letters, digits, spaces and _ . : / = + - @ can"))
        }
    }
}

fn variable_name(name: &str) -> Result<(), Complaint> {
    let legal = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if name.is_empty() || name.len() > 512 || !name.chars().all(legal) || name.starts_with(|c: char| c.is_ascii_digit())
    {
        return Err(complaint(format!("`{name}` cannot name an environment variable"))
            .hint("letters, digits and underscores, not starting with a digit"));
    }
    if name.starts_with("RETRAIN_") {
        return Err(complaint("variables that start with `RETRAIN_` are reserved"));
    }
    Ok(())
}

fn variable_value(value: &str) -> Result<(), Complaint> {
    if value.chars().count() > 512 || value.contains('\0') {
        return Err(complaint("an environment variable's value has at most 512 characters"));
    }
    Ok(())
}
