//! The demo's job files and scripts: two examples of the repository, and two that go wrong on purpose.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest as _, Sha256};

use super::stage::Stage;
use super::voice::quote;
use crate::words::hex;

/// Fails with an error of its own, as scripts do.
const BROKEN_SCRIPT: &str = include_str!("assets/broken.py");
const BROKEN: &str = include_str!("assets/broken.toml");

/// Runs longer than its job file expects.
const MARATHON: &str = include_str!("assets/marathon.toml");

/// Job files in a folder of the demo's, their scripts packed and uploaded.
#[derive(Debug)]
pub(crate) struct Sources {
    folder: PathBuf,
    /// The data set of the blog post: `train/` and `validation/`.
    pub(crate) data: PathBuf,
}

impl Sources {
    /// Makes the data, packs the scripts and writes the job files.
    pub(crate) async fn prepare(stage: &Stage) -> anyhow::Result<Self> {
        let examples = stage.workspace.root().join("examples");
        let sources = Self { folder: stage.dir.join("jobs"), data: stage.dir.join("data") };
        std::fs::create_dir_all(&sources.folder)?;

        stage.voice.say("Making the data set: 10,000 rows, 20 features, 15 of them informative, a binary target");
        let script = examples.join("churn/make_data.py");
        let made = stage.python(&script, &[&sources.data.display().to_string()]).await?;
        quote(made.trim_end());

        let forest = pack(&examples.join("fraud-forest/source"))?;
        let broken = pack_files(&[("train.py", BROKEN_SCRIPT.as_bytes())])?;
        let jobs = [
            ("churn", read(&examples.join("churn/job.toml"))?),
            (
                "fraud-forest",
                with_source(&read(&examples.join("fraud-forest/job.toml"))?, &upload(stage, forest).await?),
            ),
            ("broken", with_source(BROKEN, &upload(stage, broken).await?)),
            ("marathon", MARATHON.to_owned()),
        ];
        for (name, text) in jobs {
            let path = sources.folder.join(format!("{name}.toml"));
            std::fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
        }
        Ok(sources)
    }

    /// The folder, as a command's argument.
    pub(crate) fn folder(&self) -> String {
        self.folder.display().to_string()
    }
}

/// Uploads a packed source under its content's hash, and answers where it lies.
async fn upload(stage: &Stage, packed: Vec<u8>) -> anyhow::Result<String> {
    let bucket = stage.probe.description().output("ConfigBucket");
    let key = format!("sources/{}/sourcedir.tar.gz", hex(&Sha256::digest(&packed)));
    stage.probe.put(bucket, &key, packed).await?;
    Ok(format!("s3://{bucket}/{key}"))
}

/// The job file with this address in the place of its own `source`.
fn with_source(job_file: &str, address: &str) -> String {
    const KEY: &str = "source = \"";
    let Some(start) = job_file.find(KEY).map(|at| at + KEY.len()) else { return job_file.to_owned() };
    let end = job_file[start..].find('"').map_or(job_file.len(), |length| start + length);
    format!("{}{address}{}", &job_file[..start], &job_file[end..])
}

/// Packs the files of a folder as `sourcedir.tar.gz`.
fn pack(folder: &Path) -> anyhow::Result<Vec<u8>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        if let (true, Some(name)) = (path.is_file(), path.file_name().and_then(|name| name.to_str())) {
            files.push((name.to_owned(), std::fs::read(&path)?));
        }
    }
    files.sort();
    let files: Vec<_> = files.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect();
    pack_files(&files)
}

fn pack_files(files: &[(&str, &[u8])]) -> anyhow::Result<Vec<u8>> {
    let mut archive = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::default()));
    for (name, content) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        header.set_cksum();
        archive.append_data(&mut header, name, *content)?;
    }
    Ok(archive.into_inner()?.finish()?)
}

fn read(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_takes_the_place_of_the_one_in_the_job_file() {
        let job = "framework = { name = \"sklearn\", source = \"s3://x/y\", entry_point = \"train.py\" }\n";
        assert_eq!(
            with_source(job, "s3://config/sources/1/sourcedir.tar.gz"),
            "framework = { name = \"sklearn\", source = \"s3://config/sources/1/sourcedir.tar.gz\", entry_point = \"train.py\" }\n"
        );
    }
}
