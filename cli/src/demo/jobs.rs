//! The demo's job files and scripts: two examples of the repository, and two that go wrong on purpose.

use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::stage::Stage;
use super::voice::quote;

/// Fails with an error of its own, as scripts do.
const BROKEN_SCRIPT: &str = include_str!("assets/broken.py");
const BROKEN: &str = include_str!("assets/broken.toml");

/// Runs longer than its job file expects.
const MARATHON: &str = include_str!("assets/marathon.toml");

/// Job files in a folder of the demo's, and their scripts.
#[derive(Debug)]
pub(crate) struct Sources {
    folder: PathBuf,
    /// The data set of the blog post: `train/` and `validation/`.
    pub(crate) data: PathBuf,
}

impl Sources {
    /// Makes the data and writes the job files and their scripts.
    pub(crate) async fn prepare(stage: &Stage) -> anyhow::Result<Self> {
        let examples = stage.workspace.root().join("examples");
        let sources = Self { folder: stage.dir.join("jobs"), data: stage.dir.join("data") };
        std::fs::create_dir_all(&sources.folder)?;

        stage.voice.say("Making the data set: 10,000 rows, 20 features, 15 of them informative, a binary target");
        let script = examples.join("churn/make_data.py");
        let made = stage.python(&script, &[&sources.data.display().to_string()]).await?;
        quote(made.trim_end());

        sources.script("fraud-forest", &read(&examples.join("fraud-forest/source/train.py"))?)?;
        sources.script("broken", BROKEN_SCRIPT)?;
        let jobs = [
            ("churn", read(&examples.join("churn/job.toml"))?),
            ("fraud-forest", with_source(&read(&examples.join("fraud-forest/job.toml"))?, "fraud-forest")),
            ("broken", with_source(BROKEN, "broken")),
            ("marathon", MARATHON.to_owned()),
        ];
        for (name, text) in jobs {
            let path = sources.folder.join(format!("{name}.toml"));
            std::fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
        }
        Ok(sources)
    }

    /// Writes a script into a folder of its own, which `retrain push` packs.
    fn script(&self, name: &str, text: &str) -> anyhow::Result<()> {
        let folder = self.folder.join(name);
        std::fs::create_dir_all(&folder)?;
        let path = folder.join("train.py");
        std::fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))
    }

    /// The folder, as a command's argument.
    pub(crate) fn folder(&self) -> String {
        self.folder.display().to_string()
    }
}

/// The job file with this folder in the place of its own `source`: all job files lie in one folder here.
fn with_source(job_file: &str, folder: &str) -> String {
    const KEY: &str = "source = \"";
    let Some(start) = job_file.find(KEY).map(|at| at + KEY.len()) else { return job_file.to_owned() };
    let end = job_file[start..].find('"').map_or(job_file.len(), |length| start + length);
    format!("{}{folder}{}", &job_file[..start], &job_file[end..])
}

fn read(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_takes_the_place_of_the_one_in_the_job_file() {
        let job = "framework = { name = \"sklearn\", source = \"source\", entry_point = \"train.py\" }\n";
        assert_eq!(
            with_source(job, "broken"),
            "framework = { name = \"sklearn\", source = \"broken\", entry_point = \"train.py\" }\n"
        );
    }
}
