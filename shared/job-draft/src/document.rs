//! The draft as a text with sections, in which every key knows which member of the request it says.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::comparison::{Member, overlap};
use crate::toml;

/// A draft before it is text.
#[derive(Debug, Default)]
pub(crate) struct Document {
    /// What stands above everything else, as comments.
    pub(crate) head: Vec<String>,
    pub(crate) sections: Vec<Section>,
}

/// One section, or what stands above the first.
#[derive(Debug, Default)]
pub(crate) struct Section {
    /// Its names, the outermost first; none above the first section.
    names: Vec<String>,
    /// Comments below its header.
    comments: Vec<String>,
    entries: Vec<Entry>,
    /// Whether it says something without any key.
    stays: bool,
    /// Which of the channels it is.
    pub(crate) channel: Option<usize>,
}

/// One key.
#[derive(Debug)]
pub(crate) struct Entry {
    /// Its path, by which it is told from others.
    pub(crate) path: String,
    key: String,
    /// As TOML writes it.
    value: String,
    /// What of the request it says.
    members: Vec<Member>,
    comment: Option<String>,
    /// Whether it says only what holds anyway, as far as is known before the request is compared.
    pub(crate) is_default: bool,
    /// Whether there is no job file without it.
    pub(crate) is_required: bool,
}

impl Section {
    pub(crate) fn new(names: &[&str]) -> Self {
        Self { names: names.iter().map(|name| (*name).to_owned()).collect(), ..Self::default() }
    }

    /// The same for the channel of that number.
    pub(crate) fn of_channel(self, index: usize) -> Self {
        Self { channel: Some(index), ..self }
    }

    /// The same, which is written without keys, too.
    pub(crate) fn staying(self) -> Self {
        Self { stays: true, ..self }
    }

    /// Adds a line of comment below the header.
    pub(crate) fn note(&mut self, comment: impl Into<String>) {
        self.comments.push(comment.into());
    }

    /// Adds a key that says `member`.
    pub(crate) fn say(&mut self, key: &str, value: impl Into<String>, member: &[&str]) -> &mut Entry {
        let path = self.names.iter().map(String::as_str).chain([key]).collect::<Vec<_>>().join("\u{1}");
        self.entries.push(Entry {
            path,
            key: key.to_owned(),
            value: value.into(),
            members: vec![member.iter().map(|name| (*name).to_owned()).collect()],
            comment: None,
            is_default: false,
            is_required: false,
        });
        let last = self.entries.len() - 1;
        &mut self.entries[last]
    }

    /// Adds a key that says `member`, where there is something to say.
    pub(crate) fn say_if(&mut self, key: &str, value: Option<String>, member: &[&str]) {
        if let Some(value) = value {
            self.say(key, value, member);
        }
    }

    fn header(&self) -> String {
        let names: Vec<String> = self.names.iter().map(|name| toml::key(name)).collect();
        format!("[{}]", names.join("."))
    }
}

impl Entry {
    /// It says all of these.
    pub(crate) fn saying(&mut self, members: Vec<Member>) -> &mut Self {
        self.members = members;
        self
    }

    /// Whether it says the member, or something of it, or what stands around it.
    pub(crate) fn speaks_of(&self, member: &[String]) -> bool {
        self.members.iter().any(|own| overlap(own, member))
    }

    /// Adds a comment behind it.
    pub(crate) fn remark(&mut self, comment: impl Into<String>) -> &mut Self {
        self.comment = Some(comment.into());
        self
    }

    /// Without it there is no job file.
    pub(crate) fn required(&mut self) -> &mut Self {
        self.is_required = true;
        self
    }

    /// It is written only where the request would be another without it.
    pub(crate) fn default(&mut self) -> &mut Self {
        self.is_default = true;
        self
    }
}

/// What of a document is written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Choice {
    /// Keys that are left out, by their paths.
    pub(crate) unsaid: BTreeSet<String>,
    /// Keys that are written although they seemed to say only what holds anyway.
    pub(crate) needed: BTreeSet<String>,
}

impl Choice {
    /// Whether an entry is written.
    pub(crate) fn has(&self, entry: &Entry) -> bool {
        !self.unsaid.contains(&entry.path) && (!entry.is_default || self.needed.contains(&entry.path))
    }
}

/// A text, and where in it everything stands.
#[derive(Debug)]
pub(crate) struct Written {
    pub(crate) text: String,
    /// The bytes of each section, then the bytes of each of its entries that are written, by number.
    places: Vec<(Range<usize>, usize, Option<usize>)>,
}

/// What stands at a place of a text.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Found<'d> {
    Entry(&'d Section, &'d Entry),
    Section(&'d Section),
    Nothing,
}

impl Document {
    /// The entries, each with its section.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&Section, &Entry)> {
        self.sections.iter().flat_map(|section| section.entries.iter().map(move |entry| (section, entry)))
    }

    /// The text with what is chosen, and the places in it.
    pub(crate) fn write(&self, choice: &Choice) -> Written {
        let mut text: String = self.head.iter().map(|line| comment(line)).collect();
        let mut places = Vec::new();
        for (number, section) in self.sections.iter().enumerate() {
            let entries: Vec<(usize, &Entry)> =
                section.entries.iter().enumerate().filter(|(_, entry)| choice.has(entry)).collect();
            if entries.is_empty() && !section.stays {
                continue;
            }
            if !text.is_empty() {
                text.push('\n');
            }
            let start = text.len();
            if !section.names.is_empty() {
                text.extend([section.header().as_str(), "\n"]);
            }
            text.extend(section.comments.iter().map(|line| comment(line)));
            let mut inside = Vec::new();
            for (index, entry) in entries {
                let start = text.len();
                text.extend([toml::key(&entry.key).as_str(), " = ", entry.value.as_str()]);
                inside.push((start..text.len(), number, Some(index)));
                if let Some(remark) = &entry.comment {
                    text.extend(["  # ", remark.as_str()]);
                }
                text.push('\n');
            }
            places.push((start..text.len(), number, None));
            places.extend(inside);
        }
        Written { text, places }
    }

    /// What stands at this byte of a text that was written of the document.
    pub(crate) fn at(&self, written: &Written, byte: usize) -> Found<'_> {
        let (mut found, mut section) = (Found::Nothing, None);
        for (range, number, entry) in &written.places {
            if range.contains(&byte) {
                let around = section.get_or_insert(&self.sections[*number]);
                found = match entry {
                    Some(index) => Found::Entry(around, &around.entries[*index]),
                    None => Found::Section(around),
                };
            }
        }
        found
    }
}

impl<'d> Found<'d> {
    /// The entries that are meant, each with its section.
    pub(crate) fn entries(self) -> Vec<(&'d Section, &'d Entry)> {
        match self {
            Self::Entry(section, entry) => vec![(section, entry)],
            Self::Section(section) => section.entries.iter().map(|entry| (section, entry)).collect(),
            Self::Nothing => Vec::new(),
        }
    }
}

fn comment(line: &str) -> String {
    if line.is_empty() { "#\n".to_owned() } else { format!("# {line}\n") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_the_text_leads_back_to_its_key() {
        let mut section = Section::new(&["channels", "a.b"]);
        section.note("a note");
        section.say("path", "\"x\"", &["InputDataConfig"]).remark("a remark");
        section.say("frozen", "false", &[]).default();
        let document = Document { head: vec!["Head".to_owned()], sections: vec![section, Section::new(&["empty"])] };
        let written = document.write(&Choice::default());
        insta::assert_snapshot!(written.text, @r#"
        # Head

        [channels."a.b"]
        # a note
        path = "x"  # a remark
        "#);
        let at = |part: &str| document.at(&written, written.text.find(part).unwrap());
        assert!(matches!(at("path"), Found::Entry(_, entry) if entry.key == "path"));
        assert!(matches!(at("\"x\""), Found::Entry(_, entry) if entry.key == "path"));
        assert!(matches!(at("[channels"), Found::Section(_)));
        assert!(matches!(at("Head"), Found::Nothing));
    }
}
