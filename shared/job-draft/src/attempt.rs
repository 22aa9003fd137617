//! One attempt at saying a request: written, compared, and mended until it is the same, or cannot be.

use std::collections::BTreeMap;

use job_config::{PipelineName, Problems, Run, Site, Surroundings, check, preview};
use serde_json::{Map, Value, json};

use crate::comparison::{comparable, differences};
use crate::document::{Choice, Document, Entry, Found, Written};
use crate::keys::{self, Purpose, Style};
use crate::rest;
use crate::unsayable::Unsayable;
use crate::wanted::Wanted;

/// Structures of which `[request]` says all or nothing.
const WHOLE: [&str; 2] = ["DebugHookConfig", "ProfilerConfig"];

/// Inputs, which are compared one by one.
const CHANNELS: &str = "InputDataConfig";

/// What a draft is to come to, and where it is read.
#[derive(Debug)]
pub(crate) struct Goal<'g> {
    pub(crate) wanted: Wanted<'g>,
    pub(crate) pipeline: &'g PipelineName,
    /// What stands above everything, as comments.
    pub(crate) head: &'g [String],
}

/// What an attempt has settled so far.
struct Attempt<'g> {
    goal: &'g Goal<'g>,
    style: Style,
    unnamed: Option<&'g str>,
    choice: Choice,
    /// How many channels are said by keys.
    channels: usize,
}

/// Whether something was changed that makes another round worth it.
type Progress = bool;

impl<'g> Goal<'g> {
    /// The text of a job file that says the algorithm in this style; nothing where it has no such style.
    ///
    /// What a rule between keys forbids is moved to `[request]` only where `mends`; what a key's own form forbids,
    /// always.
    pub(crate) fn attempt(
        &'g self,
        style: Style,
        unnamed: Option<&'g str>,
        mends: bool,
    ) -> Option<Result<String, Unsayable>> {
        let channels = keys::sayable_channels(keys::channels(self.wanted, style));
        let mut attempt = Attempt { goal: self, style, unnamed, choice: Choice::default(), channels };
        loop {
            match attempt.round(mends)? {
                Ok(Some(text)) => return Some(Ok(text)),
                Ok(None) => {}
                Err(unsayable) => return Some(Err(unsayable)),
            }
        }
    }

    fn file(&self) -> String {
        format!("jobs/{}.toml", self.pipeline)
    }

    fn surroundings(&self) -> Surroundings {
        Surroundings { region: self.wanted.region.to_owned(), ..Surroundings::default() }
    }

    /// A stack that stands for any: what a draft comes to depends on its region alone.
    fn site(&self) -> Site {
        Site {
            region: self.wanted.region.to_owned(),
            training_role_arn: "arn:aws:iam::000000000000:role/retrain-training/placeholder".to_owned(),
            artifact_bucket: "artifact-bucket".to_owned(),
            config_bucket: "config-bucket".to_owned(),
            data_buckets: Vec::new(),
            environment: None,
        }
    }

    /// A run by the name of the job that is wanted.
    fn run(&self) -> Run {
        Run {
            job_name: self.wanted.job_name().to_owned(),
            pipeline: self.pipeline.clone(),
            identity: "0".repeat(64),
            attempt: 1,
            smoke: false,
            prefix: "retrain".to_owned(),
            manifests: BTreeMap::new(),
            data_root: "s3://data-bucket/".to_owned(),
            checkpoint_uri: Some("s3://artifact-bucket/checkpoints/".to_owned()),
            day: jiff::civil::date(2026, 1, 1),
        }
    }
}

impl Attempt<'_> {
    /// Writes and compares: the text, where it comes to what is wanted; nothing, where another round is worth it.
    fn round(&mut self, mends: bool) -> Option<Result<Option<String>, Unsayable>> {
        let purpose = Purpose {
            pipeline: self.goal.pipeline,
            head: self.goal.head,
            style: self.style,
            unnamed: self.unnamed,
            channels: self.channels,
        };
        let mut document = keys::document(self.goal.wanted, &purpose, &self.choice)?;
        Some(self.compare(&mut document, mends))
    }

    fn compare(&mut self, document: &mut Document, mends: bool) -> Result<Option<String>, Unsayable> {
        let (file, surroundings) = (self.goal.file(), self.goal.surroundings());
        let written = document.write(&self.choice);
        let ours = match preview(&file, &written.text, &surroundings, &self.goal.run()) {
            Ok(request) => comparable(request.members()),
            Err(problems) => return self.give_way(document, &written, &problems),
        };
        let data = keys::channels(self.goal.wanted, self.style);
        let has = |index: &usize| ours.get(CHANNELS).and_then(|channels| channels.get(index)) == data.get(*index);
        if let Some(other) = (0..self.channels).find(|index| !has(index)) {
            self.channels = other;
            return Ok(None);
        }
        let Some(mut rest) = self.rest(document, ours)? else { return Ok(None) };
        if data.len() > self.channels {
            rest.insert(CHANNELS.to_owned(), data[self.channels..].into());
        }
        document.sections.extend(rest::sections(&rest));

        let written = document.write(&self.choice);
        let refused = match check(&file, &written.text, &surroundings) {
            Ok(job) => match job.resolve(&self.goal.site()) {
                Ok(resolved) => {
                    let ours = comparable(resolved.for_run(&self.goal.run()).members());
                    let differing = differences(&comparable(self.goal.wanted.members), &ours).into_iter().next();
                    return differing.map_or(Ok(Some(written.text)), |other| Err(Unsayable::differs(&other.member)));
                }
                Err(problems) => problems,
            },
            Err(problems) => problems,
        };
        if mends { self.give_way(document, &written, &refused) } else { Err(first(&refused)) }
    }

    /// Leaves out the keys that are complained of, so that `[request]` says them; it fails where none is left to be
    /// left out.
    fn give_way(
        &mut self,
        document: &Document,
        written: &Written,
        problems: &Problems,
    ) -> Result<Option<String>, Unsayable> {
        let mut progress = false;
        for problem in problems {
            progress |= self.give_way_to(document.at(written, problem.span.start));
        }
        if progress { Ok(None) } else { Err(first(problems)) }
    }

    fn give_way_to(&mut self, found: Found<'_>) -> Progress {
        let mut progress = false;
        let entries = found.entries();
        if matches!(found, Found::Section(_)) {
            for (_, entry) in &entries {
                progress |= self.needs(entry);
            }
        }
        if progress {
            return true;
        }
        for (section, entry) in entries {
            progress |= match section.channel {
                Some(index) if index < self.channels => {
                    self.channels = index;
                    true
                }
                Some(_) => false,
                None => self.leaves_out(entry),
            };
        }
        progress
    }

    /// Writes a key that seemed to say only what holds anyway.
    fn needs(&mut self, entry: &Entry) -> Progress {
        entry.is_default && !self.choice.unsaid.contains(&entry.path) && self.choice.needed.insert(entry.path.clone())
    }

    fn leaves_out(&mut self, entry: &Entry) -> Progress {
        !entry.is_required && self.choice.has(entry) && self.choice.unsaid.insert(entry.path.clone())
    }

    /// What `[request]` has to say beside the keys; nothing where keys were chosen anew.
    fn rest(
        &mut self,
        document: &Document,
        mut ours: Map<String, Value>,
    ) -> Result<Option<Map<String, Value>>, Unsayable> {
        let mut wanted = comparable(self.goal.wanted.members);
        for request in [&mut wanted, &mut ours] {
            request.remove(CHANNELS);
        }
        let different = differences(&wanted, &ours);
        let mut progress = false;
        for (_, entry) in document.entries() {
            if different.iter().any(|difference| entry.speaks_of(&difference.member)) {
                progress |= self.needs(entry);
            }
        }
        if progress {
            return Ok(None);
        }
        let mut rest = Map::new();
        for difference in &different {
            let top = difference.member[0].as_str();
            let is_whole = WHOLE.contains(&top);
            // A key that says something else keeps `[request]` from saying what is wanted.
            let about = if is_whole { &difference.member[..1] } else { &difference.member };
            let mut changed = false;
            for (_, entry) in document.entries().filter(|(_, entry)| entry.speaks_of(about)) {
                changed |= self.leaves_out(entry);
            }
            if changed {
                progress = true;
            } else if is_whole {
                rest.insert(top.to_owned(), wanted.get(top).cloned().unwrap_or(json!(false)));
            } else {
                rest::insert(&mut rest, &difference.member, rest::said(difference)?);
            }
        }
        Ok((!progress).then_some(rest))
    }
}

/// The first of the problems, which are never none.
fn first(problems: &Problems) -> Unsayable {
    problems.iter().next().map_or_else(|| Unsayable::new("the request", "the draft is refused"), Unsayable::problem)
}
