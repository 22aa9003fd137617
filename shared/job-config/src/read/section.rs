//! A table whose keys are known: `[trigger]`, or a file as a whole.

use std::collections::BTreeSet;
use std::ops::Range;

use toml::de::DeValue;
use training_images::{Part, Query};

use super::{Complaint, Read, Report, Reported, Source, Value, complaint, did_you_mean, list};
use crate::image;
use crate::reference::home_of;

/// The section with the settings of single environments: `[env.prod.resources]`.
pub(crate) const ENVIRONMENTS: &str = "env";

/// Whether an environment can have this name.
fn is_environment(name: &str) -> bool {
    let legal = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    (1..=32).contains(&name.len()) && name.chars().all(legal)
}

/// A table that one file gives, or several: the first that has a key decides.
#[derive(Debug)]
pub(crate) struct Section<'a> {
    /// The section as the checked file has it, else what is around it: where keys are missing.
    home: Value<'a>,
    /// What the checked file says, then what the defaults say.
    layers: Vec<Value<'a>>,
    known: Vec<&'static str>,
    /// Whether the file is the one with the settings for all.
    of_defaults: bool,
}

impl<'a> Section<'a> {
    /// A file as a whole, over the settings for all where there are some; in each, what it says of `environment` alone
    /// comes before the rest.
    pub(crate) fn root(
        file: (&'a Source<'a>, &'a DeValue<'a>),
        defaults: Option<(&'a Source<'a>, &'a DeValue<'a>)>,
        environment: Option<&str>,
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
        let layers = [Some(file), defaults].into_iter().flatten().map(whole).flat_map(|whole| {
            let overlay = environment.and_then(|name| whole.overlay(name));
            overlay.into_iter().chain([whole])
        });
        Self { layers: layers.collect(), home, known: Vec::new(), of_defaults: false }
    }

    /// The same of a file that holds settings for all.
    pub(crate) fn of_defaults(self) -> Self {
        Self { of_defaults: true, ..self }
    }

    /// The one table `value`.
    pub(super) fn of(value: &Value<'a>) -> Self {
        Self { home: value.clone(), layers: vec![value.clone()], known: Vec::new(), of_defaults: false }
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

    /// Of `keys`, which exclude one another, those that the first file that has any of them gives.
    pub(crate) fn first_of(&mut self, keys: &[&'static str]) -> Vec<Value<'a>> {
        self.known.extend(keys);
        let given = |layer: &Value<'a>| keys.iter().filter_map(|key| layer.entry(key)).collect::<Vec<_>>();
        let given = self.layers.iter().map(given).find(|given| !given.is_empty()).unwrap_or_default();
        given.iter().for_each(remember);
        given
    }

    /// As [`Section::section`], where a file has it and does not say `false` instead.
    pub(crate) fn optional_section<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(Section<'a>) -> Read<T>,
    ) -> Read<Option<T>> {
        match self.find(key).first() {
            None => Ok(None),
            Some(value) if matches!(value.data, DeValue::Boolean(false)) => Ok(None),
            Some(_) => self.section(key, read).map(Some),
        }
    }

    /// The section `key`, in which the keys of all files come together; empty where none has it.
    pub(crate) fn section<T>(&mut self, key: &'static str, read: impl FnOnce(Section<'a>) -> Read<T>) -> Read<T> {
        let layers = self.find(key);
        self.merged(key, layers, read)
    }

    fn merged<T>(&self, key: &str, mut layers: Vec<Value<'a>>, read: impl FnOnce(Section<'a>) -> Read<T>) -> Read<T> {
        // `spot = false` hides what lies beneath it, as does the short form of a table, `distribution = "mpi"`.
        let hides = |value: &Value<'_>| matches!(value.data, DeValue::Boolean(false) | DeValue::String(_));
        if let Some(off) = layers.iter().position(hides) {
            layers.truncate(off.max(1));
        }
        if let Some(value) = layers.iter().find(|value| !matches!(value.data, DeValue::Table(_))) {
            return Err(value.refuse_type(&format!("a table `[{key}]`")));
        }
        let path = join(&self.home.path, key);
        let own = layers.first().filter(|value| std::ptr::eq(value.source, self.home.source));
        let home = own.cloned().unwrap_or_else(|| Value { path, ..self.home.clone() });
        read(Section { home, layers, known: Vec::new(), of_defaults: self.of_defaults })
    }

    /// Every section within this one, whose names are the author's own: its name, and what all files say of it.
    pub(crate) fn sections<T>(&self, mut read: impl FnMut(&Value<'a>, Section<'a>) -> Read<T>) -> Vec<Read<T>> {
        let entries = self.entries();
        let merged = |entry: &Value<'a>| {
            let layers = self.layers.iter().filter_map(|layer| layer.entry(&entry.key)).collect();
            self.merged(&entry.key, layers, |section| read(entry, section))
        };
        entries.iter().map(merged).collect()
    }

    /// The names of the environments that the file has settings of its own for; each has to be a table.
    pub(crate) fn environments(&mut self) -> Read<Vec<String>> {
        self.known.push(ENVIRONMENTS);
        let Some(all) = self.layers.iter().find_map(|layer| layer.entry(ENVIRONMENTS)) else { return Ok(Vec::new()) };
        let Some(entries) = all.entries() else { return Err(all.refuse_type("a table `[env.<name>]`")) };
        let name = |entry: &Value<'a>| {
            if !is_environment(&entry.key) {
                let name = complaint(format!("`{}` cannot name an environment", entry.key));
                return Err(entry.refuse_key(name.hint("1 to 32 of a-z, 0-9 and hyphens, for example `prod`")));
            }
            let DeValue::Table(table) = entry.data else {
                return Err(entry.refuse_type(&format!("a table `[env.{}]`", entry.key)));
            };
            for key in ["pipeline", ENVIRONMENTS].iter().filter(|key| table.contains_key(**key)) {
                let same = complaint(format!("`{key}` is the same in all environments"));
                entry.refuse_key(same.hint(format!("leave it out of [env.{}]", entry.key)));
            }
            Ok(entry.key.clone())
        };
        let names: Vec<Read<String>> = entries.iter().map(name).collect();
        names.into_iter().collect()
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

    /// The layers, the first deciding: of a file, what it says of one environment, and all that it says.
    pub(crate) fn into_layers(self) -> Vec<Value<'a>> {
        self.layers
    }

    /// The bytes of `key` in each layer of the checked file that gives it.
    pub(crate) fn spans(&self, key: &str) -> Vec<Range<usize>> {
        let own = self.layers.iter().filter(|layer| layer.is_in_file_of(&self.home));
        own.filter_map(|layer| layer.entry(key)).map(|value| value.span).collect()
    }

    /// The section as a whole, to be complained of once it was read.
    pub(crate) fn home(&self) -> Value<'a> {
        self.home.clone()
    }

    /// Reports that there is no such image of SageMaker's in the region of the job, with the key of the section that
    /// asks for it.
    pub(crate) fn has_image(&self, query: &Query<'_>) -> Read<()> {
        let region = self.home.report.variables.region();
        image::exists(&Query { region, ..*query }).map_err(|(part, complaint)| {
            let key = match part {
                Part::PyVersion => "py_version",
                Part::BaseFrameworkVersion => "base_framework_version",
                Part::ContainerVersion => "container_version",
                _ => "version",
            };
            self.home.report.add_at(&join(&self.home.path, key), complaint)
        })
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
        let near = || did_you_mean(key, self.known.iter().copied());
        home_of(key, self.of_defaults).unwrap_or_else(|| match near() {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("valid here: {}", list(&self.known)),
        })
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
    value.remember();
}

/// The path of `key` in the section `path`; a key that is no bare key is quoted.
pub(crate) fn join(path: &str, key: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let key = if !key.is_empty() && key.chars().all(bare) { key.to_owned() } else { format!("{key:?}") };
    if path.is_empty() { key } else { format!("{path}.{key}") }
}
