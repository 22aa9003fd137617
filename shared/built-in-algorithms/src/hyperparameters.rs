//! Whether an algorithm takes a job's hyperparameters.

use crate::algorithm::Algorithm;
use crate::finding::{Finding, Place};
use crate::given::Given;
use crate::hyperparameter::Hyperparameter;
use crate::kind::{Kind, written_as_text};
use crate::spelling::Spelling;
use crate::version::Version;
use wording::{did_you_mean, list};

impl Algorithm {
    /// What is wrong with a job's hyperparameters: names that the algorithm does not know, values that
    /// it does not take, those that it needs and those that do not go together.
    ///
    /// `version` is the image's tag. `given` are names and encoded values, as the container gets them.
    pub fn hyperparameter_problems(&self, version: &str, given: &[(&str, &str)]) -> Vec<Finding> {
        let given = Given::new(self, version, given);
        let each = given.pairs.iter().filter_map(|(name, value)| problem(&given, name, value));
        let missing = self.hyperparameters.iter().filter_map(|own| missing(&given, own));
        let mut findings: Vec<Finding> = each.chain(missing).collect();
        (self.rules)(&given, &mut findings);
        findings
    }
}

fn problem(given: &Given<'_>, name: &str, value: &str) -> Option<Finding> {
    match given.algorithm.named(name, given.version) {
        Some(own) if own.kind().takes(value, given.spelling()) => None,
        Some(own) => Some(wrong_value(given, own, value)),
        None if name.starts_with('_') || !given.algorithm.is_closed(given.version) => None,
        None => Some(unknown(given, name)),
    }
}

fn unknown(given: &Given<'_>, name: &str) -> Finding {
    let Algorithm { title, page, hyperparameters, synonyms, .. } = given.algorithm;
    let synonym = synonyms.iter().find(|(other, _)| *other == name).map(|(_, here)| *here);
    if let Some(first) = hyperparameters.iter().find(|own| own.name() == name) {
        let Version(major, minor) = first.since_version();
        let hint = match synonym {
            _ if first.since_version() > given.version => format!("it came with {title} {major}.{minor}"),
            Some(now) => format!("it was dropped; write `{now}`"),
            None => "it was dropped; leave it out".to_owned(),
        };
        return Given::about(name, format!("{title} {} has no hyperparameter `{name}`", given.tag)).hint(hint);
    }
    let names = hyperparameters.iter().filter(|own| own.is_of(given.version)).map(Hyperparameter::name);
    let finding = Given::about(name, format!("{title} has no hyperparameter `{name}`"));
    match synonym.or_else(|| did_you_mean(name, names)) {
        Some(near) => finding.hint(format!("did you mean `{near}`?")),
        None => finding.hint(format!("see \"{page}\" in the SageMaker documentation")),
    }
}

fn wrong_value(given: &Given<'_>, own: &Hyperparameter, value: &str) -> Finding {
    let (title, name, kind) = (given.algorithm.title, own.name(), own.kind());
    let finding = Given::about(name, format!("{title} does not take `{value}` for `{name}`"));
    if matches!(kind, Kind::Flag)
        && given.spelling() == Spelling::Exact
        && let Some(flag) = Spelling::Loose.flag(value)
    {
        return finding.hint(format!("write it as text: {name} = \"{flag}\""));
    }
    if let Some(text) = written_as_text(kind, value, given.spelling()) {
        return finding.hint(format!("write it as text: {name} = {text}"));
    }
    let words = kind.words().iter().copied().filter(|word| !word.is_empty());
    let valid = match kind {
        Kind::OneOf(words) => format!("valid are {}", list(words.iter().copied())),
        _ => format!("valid is {}", kind.describe()),
    };
    finding.hint(match did_you_mean(value, words) {
        Some(near) => format!("did you mean `{near}`? {}", valid.replacen('v', "V", 1)),
        None => valid,
    })
}

fn missing(given: &Given<'_>, own: &Hyperparameter) -> Option<Finding> {
    let needed = own.is_required() && own.alias_of().is_none() && own.is_of(given.version);
    (needed && given.get(own.name()).is_none()).then(|| {
        let message = format!("{} needs the hyperparameter `{}`", given.algorithm.title, own.name());
        Finding::new(Place::Hyperparameters, message).hint(format!("it is {}", own.values()))
    })
}
