//! A framework's sheet: its images, a line each, as `from_sdk` wrote it.

use crate::processor::Processor;
use crate::sheets::SHEETS;

/// The images of one framework or algorithm.
#[derive(Clone, Copy)]
pub(crate) struct Sheet(&'static str);

/// Which instances images are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    /// All that have none of their own.
    Usual,
    /// Instances with Graviton processors.
    Graviton,
    /// Instances with Inferentia or Trainium.
    Neuron,
}

/// The images of one version and some Python versions of it, for all its processors and regions.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Image {
    pub(crate) version: &'static str,
    /// Shorter forms of the version.
    pub(crate) aliases: List,
    pub(crate) python: List,
    pub(crate) processors: List,
    /// The table of registries that have it.
    pub(crate) registries: &'static str,
    pub(crate) repository: &'static str,
    /// What the tag begins with instead of the version.
    pub(crate) prefix: Option<&'static str>,
    /// What the tag ends with.
    pub(crate) suffix: Option<&'static str>,
    /// The tag, where it is not made of parts.
    pub(crate) tag: Option<&'static str>,
    /// The framework below it, with its version.
    pub(crate) base: Option<&'static str>,
    base_aliases: List,
}

/// Words with commas between them; `-` for none.
#[derive(Clone, Copy, Debug)]
pub(crate) struct List(&'static str);

impl Sheet {
    /// The sheet of a framework or algorithm.
    pub(crate) fn of(framework: &str) -> Option<Self> {
        let at = SHEETS.binary_search_by_key(&framework, |(name, _)| name).ok()?;
        Some(Self(SHEETS[at].1))
    }

    /// The words of the first line that begins with `key`.
    fn head(self, key: &str) -> impl Iterator<Item = &'static str> {
        let line = self.heads(key).next().unwrap_or_default();
        line.split(' ')
    }

    /// What follows `key` on each line that begins with it, above the images.
    fn heads(self, key: &str) -> impl Iterator<Item = &'static str> {
        let lines = self.0.lines().take_while(|line| !line.is_empty());
        lines.filter_map(move |line| line.strip_prefix(key)?.strip_prefix(' '))
    }

    /// `built-in`, `framework`, or both.
    pub(crate) fn kinds(self) -> impl Iterator<Item = &'static str> {
        self.head("kind")
    }

    /// The version that stands for none.
    pub(crate) fn latest(self) -> Option<&'static str> {
        self.heads("latest").next()
    }

    /// What is added to this very tag on `ml.p4d` and with `smdistributed`.
    pub(crate) fn pinned(self, tag: &str) -> Option<&'static str> {
        self.heads("pin").find_map(|pin| pin.strip_prefix(tag)?.strip_prefix(' '))
    }

    /// Whether there are images of a section.
    pub(crate) fn has(self, section: Section) -> bool {
        !self.lines(section).is_empty()
    }

    /// The images of a section, oldest version first. The usual section is never empty.
    pub(crate) fn images(self, section: Section) -> Vec<Image> {
        self.lines(section).lines().filter_map(Image::of).collect()
    }

    /// The lines of a section.
    fn lines(self, section: Section) -> &'static str {
        let head = match section {
            Section::Usual => "# ",
            Section::Graviton => "[graviton]\n",
            Section::Neuron => "[neuron]\n",
        };
        self.0.split("\n\n").find(|block| block.starts_with(head)).map_or("", |block| block[head.len()..].trim_start())
    }
}

impl Image {
    /// Reads a line; nothing for the names of the columns.
    fn of(line: &'static str) -> Option<Self> {
        let mut cells = line.split_ascii_whitespace();
        let mut next = || cells.next();
        let (version, aliases, python, processors) = (next()?, List(next()?), List(next()?), List(next()?));
        let (registries, repository) = (next()?, next()?);
        if version == "version" {
            return None;
        }
        let mut image = Self {
            version,
            aliases,
            python,
            processors,
            registries,
            repository,
            prefix: None,
            suffix: None,
            tag: None,
            base: None,
            base_aliases: List("-"),
        };
        for cell in cells {
            match cell.split_once('=')? {
                ("prefix", prefix) => image.prefix = Some(prefix),
                ("suffix", suffix) => image.suffix = Some(suffix),
                ("tag", tag) => image.tag = Some(tag),
                ("base", base) => image.base = Some(base),
                ("base-aliases", aliases) => image.base_aliases = List(aliases),
                _ => return None,
            }
        }
        Some(image)
    }

    /// The version in full and shortened.
    pub(crate) fn versions(&self) -> impl Iterator<Item = &'static str> {
        self.aliases.iter().chain([self.version])
    }

    /// The base framework with its version in full and shortened.
    pub(crate) fn bases(&self) -> impl Iterator<Item = &'static str> {
        self.base_aliases.iter().chain(self.base)
    }

    /// The processors that it has images for.
    pub(crate) fn processors(&self) -> impl Iterator<Item = Processor> {
        self.processors.iter().filter_map(Processor::named)
    }
}

impl List {
    /// Its words.
    pub(crate) fn iter(self) -> impl Iterator<Item = &'static str> {
        self.0.split(',').filter(|word| *word != "-")
    }

    /// Whether a word is in it.
    pub(crate) fn contains(self, word: &str) -> bool {
        self.iter().any(|known| known == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registries;

    #[test]
    fn every_line_of_every_sheet_is_read() {
        for (name, text) in SHEETS {
            let sheet = Sheet::of(name).unwrap();
            let sections = [Section::Usual, Section::Graviton, Section::Neuron];
            let images: Vec<Image> = sections.into_iter().flat_map(|section| sheet.images(section)).collect();
            let heads = ["kind", "latest", "pin"].into_iter().flat_map(|key| sheet.heads(key)).count();
            let read = images.len() + heads;
            let others = |line: &&str| !line.is_empty() && !line.starts_with("# ") && !line.starts_with('[');
            assert_eq!(read, text.lines().filter(others).count(), "{name}");
            for image in images {
                assert!(!registries::regions(image.registries).is_empty(), "{name}: {}", image.registries);
                assert_eq!(image.processors().count(), image.processors.iter().count(), "{name}");
            }
        }
    }

    #[test]
    fn the_sheets_are_few_bytes() {
        let bytes: usize = SHEETS.iter().map(|(_, text)| text.len()).sum();
        assert!(bytes + crate::sheets::REGISTRIES.len() < 64 * 1024);
    }
}
