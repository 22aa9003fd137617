//! The job files as they serve now: one LIST a look, one GET for each file that changed.

mod read;

use std::collections::BTreeMap;
use std::rc::Rc;

use job_config::{Defaults, JobConfig, PipelineName, Problems, Surroundings, Trigger, check, trigger_of};
use pipeline::{EffectError, Effects, Keys, Location, Object, PREFIX_JOBS};

pub use read::valid_copy;
use read::{Read, last_valid, misnamed, text};

use crate::{Settings, event::Upload};

/// The file with the settings of all pipelines.
pub(crate) const DEFAULTS: &str = "jobs/_defaults.toml";

/// All job files, as they were at the last look.
#[derive(Debug, Clone, Default)]
pub struct Catalog {
    defaults_version: Option<String>,
    /// Nothing while they are broken and have never been valid: then no job file can be relied on.
    defaults: Option<ServingDefaults>,
    files: BTreeMap<String, Rc<JobFile>>,
}

/// One job file.
#[derive(Debug)]
pub struct JobFile {
    /// Its key in the config bucket.
    pub key: String,
    /// Its ETag.
    pub version: String,
    /// Its pipeline, where its name is one.
    pub pipeline: Option<PipelineName>,
    /// What launches are made with: this file, or the last valid version of it.
    pub serving: Option<Serving>,
    /// What is wrong with this version.
    pub problems: Option<Problems>,
    /// Its trigger, which can often be read though the rest is broken.
    pub trigger: Option<Trigger>,
}

/// A valid job file.
#[derive(Debug, Clone)]
pub struct Serving {
    /// What it says.
    pub config: Rc<JobConfig>,
    /// The ETag of its text, and after a `+` that of the settings for all, where there are any.
    pub version: String,
}

/// Valid settings for all.
#[derive(Debug, Clone)]
struct ServingDefaults {
    /// These settings, and the stack that they hold for.
    surroundings: Rc<Surroundings>,
    /// The ETag of their text; nothing where there are none.
    version: Option<String>,
}

impl ServingDefaults {
    /// These settings on this stack.
    fn of(settings: &Settings, defaults: Defaults, version: Option<String>) -> Self {
        Self { surroundings: Rc::new(settings.site.surroundings(defaults)), version }
    }

    /// A job file under these settings.
    fn serving(&self, config: JobConfig, etag: String) -> Serving {
        let version = match &self.version {
            Some(version) => format!("{etag}+{version}"),
            None => etag,
        };
        Serving { config: Rc::new(config), version }
    }
}

/// What an upload is to a pipeline.
#[derive(Debug)]
pub enum Match {
    /// A data set is complete.
    DataSet(Serving, Location),
    /// A data set is complete, but the job file has never been valid.
    Held(PipelineName, Location),
}

impl Catalog {
    /// Looks again. Costs one LIST, and a GET or two for each file that changed since this catalog.
    ///
    /// A broken file is answered by the last valid one, which launch-training put aside.
    pub async fn refreshed<E: Effects>(&self, effects: &E, settings: &Settings) -> Result<Self, EffectError> {
        let bucket = &settings.site.config_bucket;
        let listed = effects.list(bucket, PREFIX_JOBS).await?;
        let mut fresh = Self { defaults: self.defaults.clone(), ..Self::default() };

        fresh.defaults_version = listed.iter().find(|object| object.key == DEFAULTS).map(|object| object.etag.clone());
        let same_defaults = fresh.defaults_version == self.defaults_version;
        let job_files = listed.into_iter().filter(|object| object.key.strip_suffix(".toml").is_some());
        if same_defaults {
            fresh.files.extend(self.files.get(DEFAULTS).map(|file| (DEFAULTS.to_owned(), Rc::clone(file))));
        } else {
            fresh.defaults = None;
        }
        if fresh.defaults_version.is_none() {
            // There is no such file: nothing is set for all.
            fresh.defaults.get_or_insert_with(|| ServingDefaults::of(settings, Defaults::default(), None));
        }

        let (defaults, job_files): (Vec<Object>, Vec<Object>) = job_files.partition(|object| object.key == DEFAULTS);
        for object in defaults.into_iter().filter(|_| !same_defaults) {
            fresh.load_defaults(effects, settings, object).await?;
        }
        for object in job_files {
            let known = self.files.get(&object.key).filter(|known| same_defaults && known.version == object.etag);
            let file = match known {
                Some(known) => Some(Rc::clone(known)),
                None => fresh.load(effects, settings, &object).await?.map(Rc::new),
            };
            fresh.files.extend(file.map(|file| (object.key, file)));
        }
        Ok(fresh)
    }

    /// Files that are broken and were not, or not in this version or in this way, in the catalog before.
    pub fn newly_broken<'a>(&'a self, before: &'a Self) -> impl Iterator<Item = (&'a JobFile, &'a Problems)> {
        self.files.values().filter_map(move |file| {
            let same = |known: &Rc<JobFile>| known.version == file.version && known.problems == file.problems;
            let known = before.files.get(&file.key).is_some_and(same);
            file.problems.as_ref().filter(|_| !known).map(|problems| (&**file, problems))
        })
    }

    /// The file of a pipeline.
    #[must_use]
    pub fn of(&self, pipeline: &PipelineName) -> Option<&JobFile> {
        self.files.get(&Keys::of(pipeline).job_file()).map(|file| &**file)
    }

    /// All pipelines that have a job file.
    pub fn pipelines(&self) -> impl Iterator<Item = &PipelineName> {
        self.files.values().filter_map(|file| file.pipeline.as_ref())
    }

    /// Whether this version of a job file, or of the settings for all, is valid.
    #[must_use]
    pub fn is_valid(&self, key: &str) -> bool {
        match self.files.get(key) {
            Some(file) => file.problems.is_none() && file.serving.is_some(),
            // The settings are kept among the files only while they are broken.
            None => key == DEFAULTS && self.defaults_version.is_some(),
        }
    }

    /// The version of a job file, or of the settings for all, at the last look.
    #[must_use]
    pub fn version(&self, key: &str) -> Option<&str> {
        if key == DEFAULTS {
            return self.defaults_version.as_deref();
        }
        self.files.get(key).map(|file| file.version.as_str())
    }

    /// What an upload is to each pipeline that it concerns.
    #[must_use]
    pub fn matches(&self, settings: &Settings, upload: &Upload) -> Vec<Match> {
        let location = |trigger: &Trigger| {
            let bucket = trigger.bucket.as_deref().unwrap_or(settings.own_data_bucket());
            let data_set = (bucket == upload.bucket).then(|| trigger.data_set_for(&upload.key)).flatten()?;
            Some(Location { bucket: upload.bucket.clone(), data_set })
        };
        let what = |file: &JobFile| {
            if let Some(serving) = &file.serving {
                return Some(Match::DataSet(serving.clone(), location(&serving.config.trigger)?));
            }
            let held = location(file.trigger.as_ref()?)?;
            Some(Match::Held(file.pipeline.clone()?, held))
        };
        self.files.values().filter_map(|file| what(file)).collect()
    }

    /// Whether some file is so broken that nobody knows which uploads it wants.
    #[must_use]
    pub fn has_unknown_trigger(&self) -> bool {
        self.files.values().any(|file| file.pipeline.is_some() && file.serving.is_none() && file.trigger.is_none())
    }

    async fn load_defaults<E: Effects>(
        &mut self,
        effects: &E,
        settings: &Settings,
        object: Object,
    ) -> Result<(), EffectError> {
        let bare = settings.site.surroundings(Defaults::default());
        let parsed = match text(effects, &settings.site.config_bucket, &object).await? {
            Read::Gone => return Ok(()),
            Read::TooLong(problems) => Err(problems),
            Read::Text(text) => Defaults::parse(DEFAULTS, &text, &bare),
        };
        let problems = match parsed {
            Ok(defaults) => {
                self.defaults = Some(ServingDefaults::of(settings, defaults, Some(object.etag)));
                return Ok(());
            }
            Err(problems) => problems,
        };
        let valid = last_valid(effects, settings, DEFAULTS).await?;
        self.defaults = valid.and_then(|(text, etag)| {
            let defaults = Defaults::parse(DEFAULTS, &text, &bare).ok()?;
            Some(ServingDefaults::of(settings, defaults, Some(etag)))
        });
        let file = JobFile {
            key: object.key,
            version: object.etag,
            pipeline: None,
            serving: None,
            problems: Some(problems),
            trigger: None,
        };
        self.files.insert(file.key.clone(), Rc::new(file));
        Ok(())
    }

    async fn load<E: Effects>(
        &self,
        effects: &E,
        settings: &Settings,
        object: &Object,
    ) -> Result<Option<JobFile>, EffectError> {
        let text = match text(effects, &settings.site.config_bucket, object).await? {
            Read::Gone => return Ok(None),
            Read::TooLong(problems) => Err(problems),
            Read::Text(text) => Ok(text),
        };
        let bare = settings.site.surroundings(Defaults::default());
        let mut file = JobFile {
            key: object.key.clone(),
            version: object.etag.clone(),
            pipeline: Keys::pipeline_of_job_file(&object.key),
            serving: None,
            problems: None,
            trigger: text.as_ref().ok().and_then(|text| trigger_of(&object.key, text, &bare)),
        };
        if file.pipeline.is_none() {
            file.problems = Some(misnamed(&object.key));
            return Ok(Some(file));
        }
        let Some(defaults) = &self.defaults else { return Ok(Some(file)) };
        match text.and_then(|text| check(&file.key, &text, &defaults.surroundings)) {
            Ok(config) => file.serving = Some(defaults.serving(config, object.etag.clone())),
            Err(problems) => {
                file.problems = Some(problems);
                let valid = last_valid(effects, settings, &file.key).await?;
                file.serving = valid.and_then(|(text, etag)| {
                    let config = check(&file.key, &text, &defaults.surroundings).ok()?;
                    Some(defaults.serving(config, etag))
                });
            }
        }
        Ok(Some(file))
    }
}
