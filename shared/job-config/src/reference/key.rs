//! What there is to say of one key.

use super::Kind;

/// One key.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key {
    /// With dots; `<name>` stands for a name of the author's, `[]` for each item of a list.
    pub(super) path: &'static str,
    /// What it takes.
    pub(super) kind: Kind,
    /// What it says: the beginning of a sentence.
    pub(super) about: &'static str,
    /// What holds where it is not said.
    pub(super) without: Without,
    /// What else has to hold, in sentences.
    pub(super) rules: &'static str,
    /// Of the keys of a table: those of which exactly one has to be there.
    pub(super) one_of: &'static [&'static str],
    /// Which files take it.
    pub(super) files: Files,
    /// The members of CreateTrainingJob's request that it says; none where it is Retrain's alone.
    pub(super) members: &'static [&'static str],
    /// Values as they are written, none of them the default.
    pub(super) examples: &'static [&'static str],
}

/// What holds where a key is not said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Without {
    /// The file is refused.
    Required,
    /// Nothing is said about it.
    Nothing,
    /// The same as with this value, as it is written.
    Value(&'static str),
    /// What depends on more than the file, in words.
    Words(&'static str),
}

/// Which files take a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Files {
    /// Only job files.
    Job,
    /// Job files, and `_defaults.toml` for all of them.
    Both,
    /// Only `_defaults.toml`.
    Defaults,
}

/// A key that a job file can leave out.
pub(super) const fn key(path: &'static str, kind: Kind, about: &'static str) -> Key {
    Key {
        path,
        kind,
        about,
        without: Without::Nothing,
        rules: "",
        one_of: &[],
        files: Files::Job,
        members: &[],
        examples: &[],
    }
}

impl Key {
    pub(super) const fn required(self) -> Self {
        Self { without: Without::Required, ..self }
    }

    /// Without it the same holds as with `value`.
    pub(super) const fn or(self, value: &'static str) -> Self {
        Self { without: Without::Value(value), ..self }
    }

    /// What holds without it depends on more than the file.
    pub(super) const fn without(self, words: &'static str) -> Self {
        Self { without: Without::Words(words), ..self }
    }

    pub(super) const fn rules(self, rules: &'static str) -> Self {
        Self { rules, ..self }
    }

    pub(super) const fn one_of(self, one_of: &'static [&'static str]) -> Self {
        Self { one_of, ..self }
    }

    pub(super) const fn in_both(self) -> Self {
        Self { files: Files::Both, ..self }
    }

    pub(super) const fn in_defaults(self) -> Self {
        Self { files: Files::Defaults, ..self }
    }

    pub(super) const fn becomes(self, members: &'static [&'static str]) -> Self {
        Self { members, ..self }
    }

    pub(super) const fn like(self, examples: &'static [&'static str]) -> Self {
        Self { examples, ..self }
    }
}

impl Files {
    pub(super) const fn job(self) -> bool {
        matches!(self, Self::Job | Self::Both)
    }

    pub(super) const fn defaults(self) -> bool {
        matches!(self, Self::Both | Self::Defaults)
    }
}
