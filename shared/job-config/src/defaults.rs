//! `jobs/_defaults.toml`: what holds where a job file says nothing.

use crate::file::guards::Limits;
use crate::file::labels;
use crate::file::network::Network;
use crate::file::resources::{keep_alive, kms_key, max_runtime};
use crate::file::role::role_arn;
use crate::read::{Read, Report, Section, Source, boolean, choice, gigabytes, parse, text, text_list};
use crate::{Problems, Surroundings};

/// What holds where a job file says nothing.
///
/// Sections of both come together, key by key; of two with one name the job file's is taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Defaults {
    file: String,
    /// Known to be without problems.
    text: String,
}

impl Defaults {
    /// Checks the text of a defaults file; `file` is what problems call it. The settings for all in `surroundings`
    /// play no part.
    pub fn parse(file: &str, text: &str, surroundings: &Surroundings) -> Result<Self, Problems> {
        let report = Report::default().with(surroundings.variables(Some("pipeline")), None);
        let source = Source::new(file, text);
        let tree = parse(&source, &report);
        let environment = surroundings.environment.as_deref();
        let root = Section::root((&source, &tree), None, environment, &report).of_defaults();
        let read = read(root);
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
    let role = root.optional("role", text(role_arn)).map(|_| ());
    let required_tags = root.optional("required_tags", text_list(|key| Ok(key.to_owned()))).map(|_| ());
    let tags = root.section("tags", |section| labels::tags(&section)).map(|_| ());
    let environment = root.section("environment", |section| labels::environment(&section)).map(|_| ());
    let network = root.section("network", Network::read).map(|_| ());
    let limits = root.section("limits", Limits::read).map(|_| ());
    let resources = root.section("resources", |mut section| {
        let volume = section.optional("volume", gigabytes).map(|_| ());
        let volume_kms_key = section.optional("volume_kms_key", text(kms_key)).map(|_| ());
        let keep_alive = section.optional("keep_alive", keep_alive).map(|_| ());
        let runtime = section.optional("max_runtime", max_runtime).map(|_| ());
        section.finish();
        all([volume, volume_kms_key, keep_alive, runtime])
    });
    let output = root.section("output", |mut section| {
        let key = section.optional("kms_key", text(kms_key)).map(|_| ());
        let compression = section.optional("compression", choice(&[("GZIP", ()), ("NONE", ())])).map(|_| ());
        section.finish();
        all([key, compression])
    });
    let switch = |mut section: Section<'_>| {
        let enabled = section.optional("enabled", boolean).map(|_| ());
        section.finish();
        enabled
    };
    let debugger = root.section("debugger", switch);
    let profiler = root.section("profiler", switch);
    let environments = root.environments().map(|_| ());
    root.finish();
    all([environments, role, required_tags, tags, environment, network, limits, resources, output, debugger, profiler])
}

fn all<const N: usize>(read: [Read<()>; N]) -> Read<()> {
    read.into_iter().collect()
}
