//! `retrain init`: a job file to start from.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, anyhow};
use aws_effects::AwsEffects;
use job_config::PipelineName;
use job_draft::{Draft, Options, Unsayable, from_description, from_request, is_description};
use pipeline::{JobName, Keys};
use serde_json::Value;

use crate::args::{Init, Template, is_standard};
use crate::aws;
use crate::failure::Hint as _;
use crate::output;

/// Runs `retrain init`.
pub(crate) async fn run(args: &Init) -> anyhow::Result<ExitCode> {
    let (pipeline, text) = match (&args.from_request, &args.from_job) {
        (Some(path), _) => drafted(of_request(path, args)?),
        (None, Some(job)) => drafted(of_job(job, args).await?),
        (None, None) => {
            let pipeline = args.pipeline.clone().context("a template is for a pipeline, and none is named")?;
            let text = template(args.from.unwrap_or_default()).text(&pipeline);
            (pipeline, text)
        }
    };
    match &args.out {
        Some(out) if is_standard(out) => output::data(&text)?,
        out => {
            let path = out.clone().unwrap_or_else(|| PathBuf::from(Keys::of(&pipeline).job_file()));
            write(&path, &text, args.force)?;
            output::data(&path.display().to_string())?;
            output::note(&format!("next: look it through, then retrain check {}", path.display()));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn template(template: Template) -> job_draft::Template {
    match template {
        Template::Xgboost => job_draft::Template::Xgboost,
        Template::Sklearn => job_draft::Template::Sklearn,
        Template::Pytorch => job_draft::Template::Pytorch,
        Template::Image => job_draft::Template::Image,
    }
}

/// The parts of a draft, and on standard error what has to be known about it.
fn drafted(draft: Draft) -> (PipelineName, String) {
    output::note(&format!("it comes to the same request in {}, where the job ran", draft.region));
    (draft.pipeline, draft.text)
}

/// A draft of the request in a file, or of the answer about a job that somebody saved in it.
fn of_request(path: &Path, args: &Init) -> anyhow::Result<Draft> {
    let name = if is_standard(path) { "standard input".to_owned() } else { format!("`{}`", path.display()) };
    let request: Value = serde_json::from_slice(&read(path).with_context(|| format!("cannot read {name}"))?)
        .with_context(|| format!("{name} is no JSON"))
        .hint("for example what `aws sagemaker describe-training-job --training-job-name NAME` prints")?;
    let options = Options { pipeline: args.pipeline.clone(), region: args.region.clone() };
    let draft = if is_description(&request) { from_description } else { from_request };
    draft(&request, &options).map_err(|unsayable| undrafted(unsayable, &name))
}

/// A draft of a training job that SageMaker knows.
async fn of_job(job: &str, args: &Init) -> anyhow::Result<Draft> {
    let config = aws::configuration().await?;
    let region = config.region().map(ToString::to_string);
    let effects = AwsEffects::builder(&config).build();
    let description = effects.describe_in_full(&JobName::existing(job)).await?.ok_or_else(|| {
        let there = region.as_deref().unwrap_or_default();
        anyhow!("SageMaker knows no training job `{job}` in {there}").hint("is it the right account and region?")
    })?;
    let options = Options { pipeline: args.pipeline.clone(), region };
    from_description(&description, &options).map_err(|unsayable| undrafted(unsayable, &format!("`{job}`")))
}

fn undrafted(unsayable: Unsayable, what: &str) -> anyhow::Error {
    let hint = "take it out of what is drafted, and say in the job file by hand what is to take its place";
    anyhow::Error::new(unsayable).context(format!("cannot draft a job file of {what}")).hint(hint)
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    if !is_standard(path) {
        return fs::read(path);
    }
    let mut text = Vec::new();
    io::stdin().lock().read_to_end(&mut text)?;
    Ok(text)
}

/// Writes the file, and the folders above it; one that is there is replaced only with `force`.
fn write(path: &Path, text: &str, force: bool) -> anyhow::Result<()> {
    let cannot_write = || format!("cannot write `{}`", path.display());
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder).with_context(cannot_write)?;
    }
    let opened: io::Result<File> =
        if force { File::create(path) } else { OpenOptions::new().write(true).create_new(true).open(path) };
    match opened {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            Err(anyhow!("`{}` exists already", path.display())).hint("--force replaces it, --out writes elsewhere")
        }
        opened => opened.and_then(|mut file| file.write_all(text.as_bytes())).with_context(cannot_write),
    }
}
