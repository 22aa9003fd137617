//! `[hyperparameters]`: what a request tells the algorithm, but for what other keys say.

use job_config::Literal;

use super::algorithm::Code;
use crate::document::Section;
use crate::toml;
use crate::wanted::Wanted;

/// What tells script mode where the script is; Retrain tells the same of itself.
pub(super) const SCRIPT_MODE: [&str; 5] = [
    "sagemaker_container_log_level",
    "sagemaker_job_name",
    "sagemaker_program",
    "sagemaker_region",
    "sagemaker_submit_directory",
];

/// The section, with every value in the type that it was written from.
pub(super) fn section(wanted: Wanted<'_>, code: &Code<'_>) -> Section {
    let mut section = Section::new(&["hyperparameters"]);
    for (name, encoded) in wanted.strings(&["HyperParameters"]) {
        if code.said.contains(name) {
            continue;
        }
        let literal = match code.script {
            Some(_) => Literal::from_json(encoded).filter(|literal| literal.to_json() == encoded),
            None => Some(Literal::from_str_of(encoded)),
        };
        section.say_if(name, literal.as_ref().map(toml::literal), &["HyperParameters", name]);
    }
    section
}
