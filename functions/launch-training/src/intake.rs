//! Objects come and go: which pipelines that concerns, and what it means to them.

use pipeline::{Arrival, Effects, Keys, PREFIX_PRICES, WriteWhen};
use tracing::info;

use crate::catalog::{Catalog, DEFAULTS, Match, valid_copy};
use crate::decide::{Occasion, has_limit};
use crate::event::Upload;
use crate::troubles::Troubles;
use crate::{LaunchError, Launcher, Outcome, unmatched};

/// How many kept uploads are offered before they are let go.
const OFFERED_AT_ONCE: usize = 50;

impl<E: Effects> Launcher<'_, E> {
    /// An object was written to a data bucket.
    pub(crate) async fn uploaded(
        &self,
        catalog: &Catalog,
        upload: &Upload,
        outcomes: &mut Vec<Outcome>,
    ) -> Result<(), LaunchError> {
        let mut troubles = Troubles::default();
        let before = outcomes.len();
        let offered = self.offer(catalog, upload, outcomes).await;
        self.note(&mut troubles, offered).await;
        if catalog.has_unknown_trigger() {
            let kept = self.keep(upload, outcomes).await;
            self.note(&mut troubles, kept).await;
        } else if outcomes.len() == before {
            outcomes.push(Outcome::Unclaimed);
        }
        troubles.unless_any(())
    }

    /// Keeps an upload that may be wanted by a pipeline whose trigger cannot be read.
    async fn keep(&self, upload: &Upload, outcomes: &mut Vec<Outcome>) -> Result<(), LaunchError> {
        unmatched::keep(self.effects, self.artifacts(), upload).await?;
        outcomes.push(Outcome::Kept);
        // The file may have been mended, and the kept uploads offered, before this one was among them.
        let catalog = self.look_at_job_files().await?;
        self.offer_unmatched(&catalog).await
    }

    /// Offers an upload to all pipelines that want it.
    async fn offer(&self, catalog: &Catalog, upload: &Upload, outcomes: &mut Vec<Outcome>) -> Result<(), LaunchError> {
        let mut troubles = Troubles::default();
        let uploaded_at = upload.at.unwrap_or_else(|| self.effects.now());
        for found in catalog.matches(&self.settings, upload) {
            let offered = match found {
                Match::DataSet(serving, location) => {
                    self.launching().offer(&serving, Arrival { location, uploaded_at }).await
                }
                Match::Held(pipeline, location) => {
                    self.launching().hold(&pipeline, &Arrival { location, uploaded_at }).await
                }
            };
            outcomes.extend(self.note(&mut troubles, offered).await);
        }
        troubles.unless_any(())
    }

    /// What operators keep was written: prices, or a job file. A valid one is put aside as such, and what waited for it
    /// starts.
    pub(crate) async fn job_file_changed(&self, catalog: &Catalog, file: &Upload) -> Result<Outcome, LaunchError> {
        if file.key.starts_with(PREFIX_PRICES) {
            return self.prices_changed(catalog).await;
        }
        let mut troubles = Troubles::default();
        // Its trigger may be readable now, though the rest is not.
        let offered = self.offer_unmatched(catalog).await;
        self.note(&mut troubles, offered).await;
        let mut outcome = None;
        if catalog.is_valid(&file.key) {
            let put_aside = self.put_aside(catalog, &file.key).await;
            self.note(&mut troubles, put_aside).await;
            let heeded = self.heed(catalog, &file.key).await;
            outcome = self.note(&mut troubles, heeded).await;
        }
        troubles.unless_any(outcome.unwrap_or(Outcome::JobFileSeen))
    }

    /// An object was deleted. That of a job file may free what it held back; data that was trained on is history.
    pub(crate) async fn deleted(&self, catalog: &Catalog, object: &Upload) -> Result<Outcome, LaunchError> {
        if object.bucket != self.settings.site.config_bucket {
            return Ok(Outcome::Ignored("the deletion of an object"));
        }
        if object.key.starts_with(PREFIX_PRICES) {
            return Ok(Outcome::Ignored("the deletion of a price table"));
        }
        if catalog.version(&object.key).is_none() {
            // No deleted version serves on when a broken one takes its place.
            let copy = valid_copy(&object.key);
            self.effects.write(self.artifacts(), &copy, Vec::new(), WriteWhen::Always).await?;
        }
        let mut troubles = Troubles::default();
        let offered = self.offer_unmatched(catalog).await;
        self.note(&mut troubles, offered).await;
        let heeded = self.heed(catalog, &object.key).await;
        let outcome = self.note(&mut troubles, heeded).await;
        troubles.unless_any(outcome.unwrap_or(Outcome::JobFileSeen))
    }

    /// Looks after whom this job file concerns: its pipeline, or all.
    async fn heed(&self, catalog: &Catalog, key: &str) -> Result<Outcome, LaunchError> {
        if key == DEFAULTS {
            return self.settings_for_all_changed(catalog).await;
        }
        match Keys::pipeline_of_job_file(key) {
            Some(pipeline) => self.look_after(catalog, &pipeline, Occasion::JobFile).await,
            None => Ok(Outcome::JobFileSeen),
        }
    }

    /// What the limits of any job file held back may be affordable now.
    async fn prices_changed(&self, catalog: &Catalog) -> Result<Outcome, LaunchError> {
        let mut troubles = Troubles::default();
        let limited = |pipeline: &&_| {
            let serving = catalog.of(pipeline).and_then(|file| file.serving.as_ref());
            serving.is_some_and(|serving| has_limit(&serving.config))
        };
        for pipeline in catalog.pipelines().filter(limited) {
            let looked_after = self.look_after(catalog, pipeline, Occasion::Prices).await;
            self.note(&mut troubles, looked_after).await;
        }
        troubles.unless_any(Outcome::PricesSeen)
    }

    /// Any job file may have become valid, and any pipeline may have waited for that.
    async fn settings_for_all_changed(&self, catalog: &Catalog) -> Result<Outcome, LaunchError> {
        let mut troubles = Troubles::default();
        for pipeline in catalog.pipelines() {
            let put_aside = self.put_aside(catalog, &Keys::of(pipeline).job_file()).await;
            self.note(&mut troubles, put_aside).await;
            let looked_after = self.look_after(catalog, pipeline, Occasion::JobFile).await;
            self.note(&mut troubles, looked_after).await;
        }
        troubles.unless_any(Outcome::JobFileSeen)
    }

    /// Puts a job file aside as the last valid one, if it is valid.
    async fn put_aside(&self, catalog: &Catalog, key: &str) -> Result<(), LaunchError> {
        if !catalog.is_valid(key) {
            return Ok(());
        }
        let stored = self.effects.read(&self.settings.site.config_bucket, key).await?;
        // Of a version that came after our look, nobody knows yet whether it is valid; its own event will tell.
        if let Some(stored) = stored.filter(|stored| Some(stored.etag.as_str()) == catalog.version(key)) {
            self.effects.write(self.artifacts(), &valid_copy(key), stored.body, WriteWhen::Always).await?;
        }
        Ok(())
    }

    /// Offers the uploads that nobody claimed while a job file was broken to the job files of today.
    ///
    /// A handful at a time, each let go once it is offered: a function that dies over thousands of them has not
    /// worked in vain.
    async fn offer_unmatched(&self, catalog: &Catalog) -> Result<(), LaunchError> {
        if catalog.has_unknown_trigger() {
            return Ok(());
        }
        let mut troubles = Troubles::default();
        let kept = unmatched::kept(self.effects, self.artifacts()).await?;
        for some in kept.chunks(OFFERED_AT_ONCE) {
            let mut offered = Vec::new();
            for upload in some {
                let mut outcomes = Vec::new();
                let done = self.offer(catalog, upload, &mut outcomes).await;
                if self.note(&mut troubles, done).await.is_some() {
                    let became: Vec<String> = outcomes.iter().map(ToString::to_string).collect();
                    let became = if became.is_empty() { "unclaimed".to_owned() } else { became.join(", ") };
                    info!(bucket = upload.bucket, key = upload.key, became, "an upload that was kept is offered");
                    offered.push(upload.clone());
                }
            }
            let released = unmatched::release(self.effects, self.artifacts(), &offered).await;
            self.note(&mut troubles, released.map_err(LaunchError::from)).await;
        }
        troubles.unless_any(())
    }
}
