//! A table whose keys are known: `[trigger]`, or a file as a whole.

use std::collections::BTreeSet;

use toml::de::DeValue;

use super::{Complaint, Read, Report, Reported, Source, Value, complaint, did_you_mean, list};
use crate::file::{Homes, IN_DEFAULTS, IN_JOB_FILE, home_of};

/// A table that one file gives, or several: the first that has a key decides.
#[derive(Debug)]
pub(crate) struct Section<'a> {
    /// The section as the checked file has it, else what is around it: where keys are missing.
    home: Value<'a>,
    /// What the checked file says, then what the defaults say.
    layers: Vec<Value<'a>>,
    known: Vec<&'static str>,
    /// Where keys belong in such a file.
    homes: &'static Homes,
}

impl<'a> Section<'a> {
    /// A file as a whole, over the defaults where there are some.
    pub(crate) fn root(
        file: (&'a Source<'a>, &'a DeValue<'a>),
        defaults: Option<(&'a Source<'a>, &'a DeValue<'a>)>,
        report: &'a Report,
    ) -> Self {
        let whole = |(source, data)| Value {
            key: String::new(),
            path: String::new(),
            data,
            key_span: 0..0,
            span: 0..0,
            source,
            report,
        };
        let home = whole(file);
        remember(&home);
        let layers = std::iter::once(home.clone()).chain(defaults.map(whole)).collect();
        Self { home, layers, known: Vec::new(), homes: IN_JOB_FILE }
    }

    /// The same of a file that holds settings for all.
    pub(crate) fn of_defaults(self) -> Self {
        Self { homes: IN_DEFAULTS, ..self }
    }

    /// The one table `value`.
    pub(super) fn of(value: &Value<'a>) -> Self {
        Self { home: value.clone(), layers: vec![value.clone()], known: Vec::new(), homes: IN_JOB_FILE }
    }

    /// The value of `key`, if any file gives it.
    pub(crate) fn optional<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&Value<'a>) -> Read<T>,
    ) -> Read<Option<T>> {
        self.find(key).first().map(read).transpose()
    }

    /// The value of `key`, or `default` where no file gives it.
    pub(crate) fn or<T>(&mut self, key: &'static str, default: T, read: impl FnOnce(&Value<'a>) -> Read<T>) -> Read<T> {
        Ok(self.optional(key, read)?.unwrap_or(default))
    }

    /// The value of `key`, which has to be there; `hint` shows how it is written.
    pub(crate) fn required<T>(
        &mut self,
        key: &'static str,
        hint: &str,
        read: impl FnOnce(&Value<'a>) -> Read<T>,
    ) -> Read<T> {
        let found = self.optional(key, read)?;
        found.ok_or_else(|| self.missing(key, complaint(format!("`{key}` is missing")).hint(hint)))
    }

    /// The section `key`, in which the keys of all files come together; empty where none has it.
    pub(crate) fn section<T>(&mut self, key: &'static str, read: impl FnOnce(Section<'a>) -> Read<T>) -> Read<T> {
        let layers = self.find(key);
        if let Some(value) = layers.iter().find(|value| !matches!(value.data, DeValue::Table(_))) {
            return Err(value.refuse_type(&format!("a table `[{key}]`")));
        }
        let path = join(&self.home.path, key);
        let own = layers.first().filter(|value| std::ptr::eq(value.source, self.home.source));
        let home = own.cloned().unwrap_or_else(|| Value { path, ..self.home.clone() });
        read(Section { home, layers, known: Vec::new(), homes: self.homes })
    }

    /// As [`Section::section`], where at least one file has to have it.
    pub(crate) fn required_section<T>(
        &mut self,
        key: &'static str,
        hint: &str,
        read: impl FnOnce(Section<'a>) -> Read<T>,
    ) -> Read<T> {
        if self.find(key).is_empty() {
            let missing = complaint(format!("the section `[{key}]` is missing")).hint(hint);
            return Err(self.missing(key, missing));
        }
        self.section(key, read)
    }

    /// Every key of a section whose keys are the author's own, in the order of the text.
    pub(crate) fn entries(&self) -> Vec<Value<'a>> {
        let mut seen = BTreeSet::new();
        let entries = self.layers.iter().flat_map(|layer| layer.entries().unwrap_or_default());
        entries.filter(|entry| seen.insert(entry.key.clone())).inspect(remember).collect()
    }

    /// Reports a problem with the section as a whole.
    pub(crate) fn refuse(&self, complaint: Complaint) -> Reported {
        self.home.refuse(complaint)
    }

    /// Reports that something is missing in the section, unless it may be in a torn part.
    pub(crate) fn refuse_missing(&self, complaint: Complaint) -> Reported {
        let Value { source, span, report, path, .. } = &self.home;
        report.add_missing(source.place(span.clone()), path, complaint)
    }

    /// Reports every key that nothing asked for.
    pub(crate) fn finish(&self) {
        for layer in &self.layers {
            for entry in layer.entries().unwrap_or_default() {
                if !self.known.contains(&entry.key.as_str()) {
                    let hint = self.hint_for_unknown(&entry.key);
                    entry.refuse_key(complaint(format!("unknown key `{}`", entry.key)).hint(hint));
                }
            }
        }
    }

    fn hint_for_unknown(&self, key: &str) -> String {
        let near = did_you_mean(key, self.known.iter().copied());
        match (home_of(key, self.homes), home_of(key, IN_JOB_FILE), near) {
            (Some(""), ..) => format!("`{key}` belongs at the top of the file, before the first `[section]`"),
            (Some(home), ..) => format!("`{key}` belongs in [{home}]"),
            (None, Some(""), _) => format!("only a job file can say `{key}`, at its top"),
            (None, Some(home), _) => format!("only a job file can say `{key}`, in [{home}]"),
            (None, None, Some(near)) => format!("did you mean `{near}`?"),
            (None, None, None) => format!("valid here: {}", list(&self.known)),
        }
    }

    fn missing(&self, key: &str, complaint: Complaint) -> Reported {
        let Value { source, span, report, path, .. } = &self.home;
        report.add_missing(source.place(span.clone()), &join(path, key), complaint)
    }

    /// What each file says of `key`, the first deciding.
    fn find(&mut self, key: &'static str) -> Vec<Value<'a>> {
        if !self.known.contains(&key) {
            self.known.push(key);
        }
        let found: Vec<_> = self.layers.iter().filter_map(|layer| layer.entry(key)).collect();
        found.first().into_iter().for_each(remember);
        found
    }
}

fn remember(value: &Value<'_>) {
    value.report.remember(&value.path, value.place());
}

/// The path of `key` in the section `path`; a key that is no bare key is quoted.
pub(crate) fn join(path: &str, key: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let key = if !key.is_empty() && key.chars().all(bare) { key.to_owned() } else { format!("{key:?}") };
    if path.is_empty() { key } else { format!("{path}.{key}") }
}
