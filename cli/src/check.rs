//! Checking a job file for every environment that it may serve in.

use std::collections::BTreeSet;

use job_config::{Defaults, PipelineName, Problem, Problems, Surroundings, environments_of};
use serde::Serialize;

use crate::job_files::JobFile;
use crate::problems::Found;

/// What job files are checked for.
#[derive(Debug, Clone)]
pub(crate) struct Where {
    /// What `${region}` stands for.
    pub(crate) region: String,
    /// What `${account}` stands for.
    pub(crate) account: String,
    /// The environments; where none is given, every one that a file names, and none at all.
    pub(crate) environments: Vec<String>,
}

/// Settings for all that are well.
#[derive(Debug, Clone, Default)]
pub(crate) struct Settings {
    defaults: Defaults,
    /// The environments that they name.
    environments: Vec<String>,
}

/// What a check found out about a file.
#[derive(Debug, Serialize)]
pub(crate) struct Checked {
    /// The file's path, as it was typed.
    pub(crate) file: String,
    /// The pipeline that it defines, where it is well.
    pub(crate) pipeline: Option<PipelineName>,
    /// What is wrong with it.
    pub(crate) problems: Vec<Found>,
}

impl Where {
    fn surroundings(&self, environment: Option<String>) -> Surroundings {
        let (account, region) = (self.account.clone(), self.region.clone());
        Surroundings { environment, account, region, ..Surroundings::default() }
    }

    /// The environments to look at, where files name these.
    fn look_at(&self, named: impl IntoIterator<Item = String>) -> Vec<Option<String>> {
        if !self.environments.is_empty() {
            return self.environments.iter().cloned().map(Some).collect();
        }
        let named: BTreeSet<String> = named.into_iter().collect();
        std::iter::once(None).chain(named.into_iter().map(Some)).collect()
    }
}

impl Settings {
    /// Checks settings for all.
    pub(crate) fn parse(file: &str, text: &str, at: &Where) -> Result<Self, Vec<Found>> {
        let environments = environments_of(text);
        let mut defaults = Defaults::default();
        let mut seen = Vec::new();
        for environment in at.look_at(environments.clone()) {
            let problems = match Defaults::parse(file, text, &at.surroundings(environment.clone())) {
                Ok(well) => {
                    defaults = well;
                    Problems::default()
                }
                Err(problems) => problems,
            };
            seen.push((environment, problems));
        }
        let found = once_each(seen);
        if found.is_empty() { Ok(Self { defaults, environments }) } else { Err(found) }
    }
}

/// What a check finds out about a job file.
pub(crate) fn checked(file: &JobFile, settings: &Settings, at: &Where) -> Checked {
    let named = environments_of(&file.text).into_iter().chain(settings.environments.clone());
    let mut pipeline = None;
    let mut seen = Vec::new();
    for environment in at.look_at(named) {
        let surroundings = at.surroundings(environment.clone()).with(settings.defaults.clone());
        let problems = match file.check(&surroundings) {
            Ok(config) => {
                pipeline = Some(config.pipeline);
                Problems::default()
            }
            Err(problems) => problems,
        };
        seen.push((environment, problems));
    }
    let problems = once_each(seen);
    Checked { file: file.path.clone(), pipeline: pipeline.filter(|_| problems.is_empty()), problems }
}

/// The problems of several environments, each told once, in the order of the text.
fn once_each(seen: Vec<(Option<String>, Problems)>) -> Vec<Found> {
    let looked_at = seen.len();
    let mut all: Vec<Found> = Vec::new();
    for (environment, problems) in seen {
        for problem in problems {
            match all.iter_mut().find(|found| found.problem == problem) {
                Some(found) => found.environments.push(environment.clone()),
                None => all.push(Found { problem, environments: vec![environment.clone()] }),
            }
        }
    }
    let place = |problem: &Problem| (problem.file.clone(), problem.line, problem.column);
    all.sort_by_key(|found| place(&found.problem));
    for found in &mut all {
        if found.environments.len() == looked_at {
            found.environments.clear();
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(line: usize, message: &str) -> Problem {
        let (file, message) = ("f".to_owned(), message.to_owned());
        Problem { file, line, column: 1, path: String::new(), message, hint: None, span: 0..0 }
    }

    #[test]
    fn the_same_problem_in_several_environments_is_told_once() {
        let dev = Some("dev".to_owned());
        let seen = vec![
            (None, Problems::from_iter([problem(2, "everywhere")])),
            (dev.clone(), Problems::from_iter([problem(1, "there alone"), problem(2, "everywhere")])),
        ];
        let found = once_each(seen);
        let told: Vec<_> = found.iter().map(|found| (&*found.problem.message, found.environments.clone())).collect();
        assert_eq!(told, [("there alone", vec![dev]), ("everywhere", vec![])]);
    }
}
