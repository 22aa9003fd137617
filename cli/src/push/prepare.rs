//! What is to be put in place, checked as a whole: as the functions will check it, on this stack.

use std::collections::BTreeMap;

use anyhow::bail;
use job_config::{Defaults, JobConfig, Problem, ResolvedRequest, check};
use launch_training::decide::has_limit;
use pipeline::{Effects as _, NoPrices, read_prices};
use prices::PriceTable;

use super::{Live, Regions};
use crate::cost::{over_limits, samples};
use crate::job_files::{JobFile, Ready};
use crate::output;
use crate::problems::{Texts, bare, tell};
use crate::source::Packed;
use crate::system::System;

/// Files that are to be put in place.
#[derive(Debug)]
pub(crate) struct Batch {
    /// The settings for all, if they are among them.
    pub(crate) defaults: Option<JobFile>,
    /// Job files, no two of one pipeline.
    pub(crate) files: Vec<JobFile>,
}

/// Files that can be put in place.
#[derive(Debug)]
pub(crate) struct Prepared {
    /// Path, key and text of each, the settings for all first: the job files were checked with them.
    pub(crate) texts: Vec<(String, String, String)>,
    /// The sources that they name, by key.
    pub(crate) sources: BTreeMap<String, Packed>,
}

impl Batch {
    /// Checks everything, and packs the sources. Problems are told, and then nothing is to be put in place.
    pub(crate) async fn prepare(self, system: &System, live: &Live) -> anyhow::Result<Prepared> {
        let mut texts = Texts::default();
        let all = self.defaults.iter().chain(&self.files);
        all.for_each(|file| texts.add(&file.path, &file.text));
        live.texts().for_each(|(key, text)| texts.add(key, &text));
        match self.checked(system, live).await? {
            Ok(prepared) => Ok(prepared),
            Err(problems) => {
                let told = output::count(problems.len(), "problem");
                tell(&bare(problems), &texts);
                bail!("{told}: nothing was changed in s3://{}/", system.config_bucket()?)
            }
        }
    }

    async fn checked(self, system: &System, live: &Live) -> anyhow::Result<Result<Prepared, Vec<Problem>>> {
        let site = system.site()?;
        let bare = site.surroundings(Defaults::default());
        let settings = match &self.defaults {
            Some(file) => Defaults::parse(&file.path, &file.text, &bare),
            None => live.defaults(&bare),
        };
        let surroundings = match settings {
            Ok(defaults) => bare.with(defaults),
            Err(problems) => return Ok(Err(problems.into_iter().collect())),
        };
        let bucket = system.config_bucket()?;
        let mut looks = Looks::new(system)?;
        let mut problems = Vec::new();
        let mut prepared = Prepared { texts: Vec::new(), sources: BTreeMap::new() };
        prepared.texts.extend(self.defaults.map(|file| (file.path, file.key, file.text)));
        for file in self.files {
            let checked = file.ready(&surroundings, bucket)?.and_then(|ready| match ready.config.resolve(&site) {
                Ok(resolved) => Ok((ready, resolved)),
                Err(problems) => Err(file.here(problems)),
            });
            match checked {
                Ok((Ready { config, text, source, .. }, resolved)) => {
                    let found = looks.problems(&config, &resolved).await?;
                    problems.extend(file.here(found.into_iter().collect()));
                    prepared.sources.extend(source.map(|source| (source.key(), source)));
                    prepared.texts.push((file.path, file.key, text));
                }
                Err(found) => problems.extend(found),
            }
        }
        // New settings for all must break nothing that lies there and is well.
        let before = live.defaults(&bare);
        for (key, text) in live.job_files().filter(|(key, _)| prepared.texts.iter().all(|(_, own, _)| own != key)) {
            let well_before = before.as_ref().is_ok_and(|before| check(key, &text, &bare.with(before.clone())).is_ok());
            if well_before {
                problems.extend(check(key, &text, &surroundings).err().into_iter().flatten());
            }
        }
        Ok(if problems.is_empty() { Ok(prepared) } else { Err(problems) })
    }
}

/// What only a look at AWS can tell of a job file.
struct Looks<'s> {
    system: &'s System,
    region: String,
    regions: Regions,
    /// The prices, once they were asked for.
    prices: Option<Result<PriceTable, NoPrices>>,
}

impl<'s> Looks<'s> {
    fn new(system: &'s System) -> anyhow::Result<Self> {
        let region = system.region();
        let own = [system.artifact_bucket()?, system.config_bucket()?, system.output("DataBucket")?];
        let regions = Regions::new(system.s3(), &own, &region);
        Ok(Self { system, region, regions, prices: None })
    }

    /// Data of another region, and limits that a run could break or that nobody can hold against a price.
    async fn problems(&mut self, config: &JobConfig, resolved: &ResolvedRequest) -> anyhow::Result<Vec<Problem>> {
        let mut problems = self.regions.problems(config, &self.region).await?;
        if has_limit(config) {
            let effects = self.system.effects();
            let prices = match self.prices.take() {
                Some(prices) => prices,
                None => read_prices(&effects, self.system.config_bucket()?, &self.region).await?,
            };
            let now = effects.now();
            let (real, smoke) = samples(config, resolved, now);
            problems.extend(over_limits(config, &real, smoke.as_ref(), &prices, now));
            self.prices = Some(prices);
        }
        Ok(problems)
    }
}
