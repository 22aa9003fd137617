//! `jobs/_defaults.toml`: what holds where a job file says nothing.

use crate::Problems;
use crate::file::guards::launches_per_day;
use crate::file::labels;
use crate::file::resources::max_runtime;
use crate::file::role::role_arn;
use crate::read::{Read, Report, Section, Source, gigabytes, parse, text};

/// What holds where a job file says nothing: `role`, `[tags]`, `[environment]`, `volume` and
/// `max_runtime` of `[resources]`, `launches_per_day` of `[limits]`.
///
/// Tags and environment variables come together with those of the job file; of two with one name,
/// and of all else, the job file's is taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Defaults {
    file: String,
    /// Known to be without problems.
    text: String,
}

impl Defaults {
    /// Checks the text of a defaults file; `file` is what problems call it.
    pub fn parse(file: &str, text: &str) -> Result<Self, Problems> {
        let report = Report::default();
        let source = Source::new(file, text);
        let tree = parse(&source, &report);
        let read = read(Section::root((&source, &tree), None, &report).of_defaults());
        report.conclude(read)?;
        Ok(Self { file: file.to_owned(), text: text.to_owned() })
    }

    /// The file under its name.
    pub(crate) fn source(&self) -> Source<'_> {
        Source::new(&self.file, &self.text)
    }
}

/// Reads all that a defaults file can say.
fn read(mut root: Section<'_>) -> Read<()> {
    let role = root.optional("role", text(role_arn));
    let tags = root.section("tags", |section| labels::tags(&section));
    let environment = root.section("environment", |section| labels::environment(&section));
    let resources = root.section("resources", |mut section| {
        let volume = section.optional("volume", gigabytes);
        let runtime = section.optional("max_runtime", max_runtime);
        section.finish();
        volume.and(runtime)
    });
    let limits = root.section("limits", |mut section| {
        let launches = section.optional("launches_per_day", launches_per_day);
        section.finish();
        launches
    });
    root.finish();
    role.and(tags.and(environment)).and(resources.and(limits)).map(|_| ())
}
