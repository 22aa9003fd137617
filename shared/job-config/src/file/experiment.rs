//! `[experiment]` and `[container]`: where a run is filed, and how its container is started.

use crate::read::{Complaint, Read, Section, Value, complaint, dated_string, text_list};

/// Where a run is filed in SageMaker Experiments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Experiment {
    /// The experiment.
    pub name: Option<String>,
    /// The trial in it.
    pub trial: Option<String>,
    /// What the trial's component is shown as.
    pub trial_component: Option<String>,
    /// The run that it is recorded for.
    pub run: Option<String>,
}

/// How the container is started, where its image does not say it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Container {
    /// The program and its first arguments.
    pub entrypoint: Vec<String>,
    /// What follows the entry point.
    pub arguments: Vec<String>,
}

impl Experiment {
    /// Reads `[experiment]`.
    pub(crate) fn read(mut section: Section<'_>) -> Read<Self> {
        let name = section.optional("name", entity);
        let trial = section.optional("trial", entity);
        let trial_component = section.optional("trial_component", entity);
        let run = section.optional("run", entity);
        section.finish();
        Ok(Self { name: name?, trial: trial?, trial_component: trial_component?, run: run? })
    }
}

impl Container {
    /// Reads `[container]`.
    pub(crate) fn read(mut section: Section<'_>) -> Read<Self> {
        let entrypoint = section.or("entrypoint", Vec::new(), words(|word| plain(word, 256)));
        let arguments = section.or("arguments", Vec::new(), words(|word| plain(word, 256)));
        section.finish();
        Ok(Self { entrypoint: entrypoint?, arguments: arguments? })
    }
}

/// A name in SageMaker Experiments; the day of the launch may stand in it.
fn entity(value: &Value<'_>) -> Read<String> {
    let name = dated_string(value)?;
    let shown = crate::read::fill_in_date(&name, "2026-01-01");
    let legal = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let well = (1..=120).contains(&shown.len())
        && shown.chars().all(legal)
        && !shown.starts_with('-')
        && !shown.ends_with('-');
    if well {
        return Ok(name);
    }
    let wrong = complaint(format!("`{shown}` cannot name anything in SageMaker Experiments"));
    Err(value.refuse(wrong.hint("1 to 120 letters, digits and hyphens, no hyphen at either end")))
}

/// A list of 1 to 100 words.
fn words(word: impl Fn(&str) -> Result<String, Complaint>) -> impl Fn(&Value<'_>) -> Read<Vec<String>> {
    move |value| {
        let words = text_list(&word)(value)?;
        if (1..=100).contains(&words.len()) {
            return Ok(words);
        }
        let number = complaint(format!("1 to 100 words can be given, here are {}", words.len()));
        Err(value.refuse(number.hint("leave the key out for what the image says itself")))
    }
}

fn plain(word: &str, most: usize) -> Result<String, Complaint> {
    if word.chars().count() <= most {
        Ok(word.to_owned())
    } else {
        Err(complaint(format!("a word has at most {most} characters")))
    }
}
