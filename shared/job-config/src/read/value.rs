//! One value of a file.

use std::ops::Range;

use toml::de::{DeArray, DeValue};

use super::section::join;
use super::{Complaint, Place, Read, Report, Reported, Section, Source, complaint};
use crate::file::algorithm::LocalSource;

/// One value of a file: what it is and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Value<'a> {
    /// The key in its section, or the number of the item in its list.
    pub(crate) key: String,
    /// The key with dots.
    pub(crate) path: String,
    pub(crate) data: &'a DeValue<'a>,
    pub(super) key_span: Range<usize>,
    pub(super) span: Range<usize>,
    pub(super) source: &'a Source<'a>,
    pub(super) report: &'a Report,
}

impl<'a> Value<'a> {
    /// Reports what is wrong with the value.
    pub(crate) fn refuse(&self, complaint: Complaint) -> Reported {
        self.report.add(self.place(), &self.path, complaint)
    }

    /// Reports what is wrong with the value's key.
    pub(crate) fn refuse_key(&self, complaint: Complaint) -> Reported {
        self.report.add(self.source.place(self.key_span.clone()), &self.path, complaint)
    }

    /// Reports that the value has another type than `expected`, for example `a string`.
    pub(crate) fn refuse_type(&self, expected: &str) -> Reported {
        self.refuse(complaint(format!("expected {expected}, found {}", self.describe())))
    }

    /// The checked value, or its complaint reported.
    pub(crate) fn accept<T>(&self, checked: Result<T, Complaint>) -> Read<T> {
        checked.map_err(|complaint| self.refuse(complaint))
    }

    /// Where the source of which the value is the path was packed to.
    pub(crate) fn local_source(&self, source: LocalSource) -> Read<String> {
        let path = source.source.path.clone();
        self.report.local_source(source).ok_or_else(|| {
            let local = complaint(format!("`{path}` lies on somebody's machine, where no training job can read it"));
            self.refuse(local.hint("put the job file in place with `retrain push`, which packs and uploads the folder"))
        })
    }

    /// Whether the value stands in the same file as `other`.
    pub(crate) fn is_in_file_of(&self, other: &Value<'_>) -> bool {
        std::ptr::eq(self.source.text(), other.source.text())
    }

    /// The value as it is written.
    pub(crate) fn written(&self) -> &'a str {
        self.source.slice(self.span.clone())
    }

    /// Remembers where the value stands, for what shows only later.
    pub(crate) fn remember(&self) {
        self.report.remember(&self.path, self.place());
    }

    /// Where the value stands.
    pub(crate) fn place(&self) -> Place {
        self.source.place(self.span.clone())
    }

    /// The items of a list, each a value with a place of its own.
    pub(crate) fn items(&self, list: &'a DeArray<'a>) -> Vec<Value<'a>> {
        let item = |(index, item): (usize, &'a toml::Spanned<DeValue<'a>>)| Value {
            key: index.to_string(),
            path: format!("{}[{index}]", self.path),
            data: item.get_ref(),
            key_span: item.span(),
            span: item.span(),
            ..self.clone()
        };
        list.iter().enumerate().map(item).collect()
    }

    /// The entries of the table that the value is, in the order of the text.
    pub(crate) fn entries(&self) -> Option<Vec<Value<'a>>> {
        let DeValue::Table(table) = self.data else { return None };
        let mut entries: Vec<_> = table.keys().filter_map(|key| self.entry(key.get_ref())).collect();
        entries.sort_by_key(|entry| entry.span.start);
        Some(entries)
    }

    /// The entry `key` of the table that the value is.
    pub(super) fn entry(&self, key: &str) -> Option<Value<'a>> {
        let DeValue::Table(table) = self.data else { return None };
        let (name, value) = table.get_key_value(key)?;
        Some(Value {
            key: key.to_owned(),
            path: join(&self.path, key),
            data: value.get_ref(),
            key_span: name.span(),
            span: value.span(),
            ..self.clone()
        })
    }

    /// What the file that the value is says of one environment alone.
    pub(super) fn overlay(&self, environment: &str) -> Option<Value<'a>> {
        let overlay = self.entry("env")?.entry(environment)?;
        Some(Value { key: String::new(), path: String::new(), ..overlay })
    }

    fn describe(&self) -> String {
        match self.data {
            DeValue::String(_) => format!("the string {}", self.written()),
            DeValue::Integer(_) => format!("the integer {}", self.written()),
            DeValue::Float(_) => format!("the float {}", self.written()),
            DeValue::Boolean(_) => format!("the boolean {}", self.written()),
            DeValue::Datetime(_) => format!("the date {}", self.written()),
            DeValue::Array(_) => "a list".to_owned(),
            DeValue::Table(_) => "a table".to_owned(),
        }
    }
}

/// Reads a value that is a table: `{ name = "xgboost" }`, or under a header of its own.
pub(crate) fn table<'a, T>(read: impl FnOnce(Section<'a>) -> Read<T>) -> impl FnOnce(&Value<'a>) -> Read<T> {
    move |value| match value.data {
        DeValue::Table(_) => read(Section::of(value)),
        _ => Err(value.refuse_type("a table")),
    }
}
