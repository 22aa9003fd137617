//! What comes before the state says that a job is to run: the plan, its smoke run, its cost, and its data, frozen.

use job_config::{JobConfig, PipelineName};
use pipeline::{Arrival, Effects, JobName, Keys, WriteWhen, announce, read_prices, swap_state};
use serde::Deserialize;

use super::{Launching, told};
use crate::catalog::Serving;
use crate::decide::{HeldBack, Unaffordable, Worst, affordable, has_limit, hold_back};
use crate::plan::{Plan, Refusal, Stage, plan};
use crate::{LaunchError, Outcome, alerts};

/// What the smoke run of a job file says to its real run.
pub(super) enum SmokeFirst {
    /// Nothing: there is none, or it has completed.
    Done,
    /// It comes first.
    Launch(Box<Plan>),
    /// It was refused.
    Refused(Refusal),
    /// It has not completed, so the real run is not launched.
    Failed(JobName),
}

impl<E: Effects> Launching<'_, E> {
    /// Plans the real run on what lies in the data set now.
    pub(super) async fn planned(
        &self,
        serving: &Serving,
        arrival: &Arrival,
    ) -> Result<Result<Plan, Refusal>, LaunchError> {
        let location = &arrival.location;
        let listed = self.effects.list(&location.bucket, location.listing_prefix()).await?;
        Ok(plan(&serving.config, self.settings, arrival, listed, Stage::Full, self.effects.now()))
    }

    /// How a job has ended, by its run record; nothing where it has none.
    pub(super) async fn ended(
        &self,
        pipeline: &PipelineName,
        job: &JobName,
    ) -> Result<Option<pipeline::Outcome>, LaunchError> {
        /// Of a run record, all that counts here. One that cannot be read is of no job that completed.
        #[derive(Deserialize)]
        struct Ended {
            outcome: pipeline::Outcome,
        }
        let unreadable = || pipeline::Outcome::Failed { reason: "its record cannot be read".to_owned() };
        let record = self.effects.read(self.artifacts(), &Keys::of(pipeline).run(job)).await?;
        let outcome =
            |body: &[u8]| serde_json::from_slice::<Ended>(body).map_or_else(|_| unreadable(), |ended| ended.outcome);
        Ok(record.map(|record| outcome(&record.body)))
    }

    /// Whether the smoke run of this real run comes first, on the same look at the data. It does not where one has
    /// `passed` for this turn of the place, whatever has come to it since.
    pub(super) async fn smoke_first(
        &self,
        config: &JobConfig,
        arrival: &Arrival,
        real: &Plan,
        passed: bool,
    ) -> Result<SmokeFirst, LaunchError> {
        if config.smoke.is_none() || passed {
            return Ok(SmokeFirst::Done);
        }
        let job = JobName::smoke(&self.settings.prefix, &config.pipeline, &real.snapshot.identity);
        match self.ended(&config.pipeline, &job).await? {
            Some(pipeline::Outcome::Completed) => Ok(SmokeFirst::Done),
            Some(_) => Ok(SmokeFirst::Failed(job)),
            None => {
                let objects = real.snapshot.objects.clone();
                let planned = plan(config, self.settings, arrival, objects, Stage::Smoke, self.effects.now());
                Ok(planned.map_or_else(SmokeFirst::Refused, |plan| SmokeFirst::Launch(Box::new(plan))))
            }
        }
    }

    /// The most that the launch which is next can cost, if its file limits that at all and the limits let it through.
    pub(super) async fn affordable(
        &self,
        config: &JobConfig,
        real: &Plan,
        smoke: Option<&Plan>,
    ) -> Result<Result<Option<Worst>, Unaffordable>, LaunchError> {
        if !has_limit(config) {
            return Ok(Ok(None));
        }
        let site = &self.settings.site;
        let prices = match read_prices(self.effects, &site.config_bucket, &site.region).await? {
            Ok(prices) => prices,
            Err(none) => return Ok(Err(none.into())),
        };
        let now = self.effects.now();
        let smoke = smoke.map(|plan| &plan.request);
        Ok(affordable(config, &real.request, smoke, &prices, now).map(Some))
    }

    /// Lets a data set wait for other limits or prices, and tells people which it needs.
    pub(super) async fn hold_back(
        &self,
        serving: &Serving,
        real: &Plan,
        arrival: &Arrival,
        why: &Unaffordable,
    ) -> Result<Outcome, LaunchError> {
        let (pipeline, now) = (&serving.config.pipeline, self.effects.now());
        let hold = |state: &mut _| hold_back(state, &real.snapshot.identity, arrival.clone(), now);
        let waited = match swap_state(self.effects, self.artifacts(), pipeline, hold).await? {
            (HeldBack::Running(job), _) => return Ok(Outcome::AlreadyRunning(job)),
            (HeldBack::Waits(waited), _) => waited,
        };
        let alert = alerts::unaffordable(pipeline, &serving.version, &arrival.location, why, now);
        announce(self.effects, self.artifacts(), &alert).await?;
        Ok(told(pipeline, arrival, waited, Outcome::Held))
    }

    /// Writes what the run is trained on: the snapshot and the manifests that its channels read.
    pub(super) async fn freeze(&self, pipeline: &PipelineName, plan: &Plan) -> Result<(), LaunchError> {
        let keys = Keys::of(pipeline);
        let identity = &plan.snapshot.identity;
        let encode =
            |what, value: serde_json::Result<Vec<u8>>| value.map_err(|source| LaunchError::Encode { what, source });
        let snapshot = encode("snapshot", serde_json::to_vec(&plan.snapshot))?;
        self.effects.write(self.artifacts(), &keys.snapshot(identity), snapshot, WriteWhen::Always).await?;
        for (key, manifest) in &plan.manifests {
            let body = encode("manifest", serde_json::to_vec(manifest))?;
            self.effects.write(self.artifacts(), key, body, WriteWhen::Always).await?;
        }
        Ok(())
    }
}
