//! From a request to the job file that comes to the same: the story. What keys there are stands in `keys`, how they are
//! tried in `attempt`.

use job_config::PipelineName;
use serde_json::{Map, Value};

use crate::attempt::Goal;
use crate::image;
use crate::keys::Style;
use crate::name;
use crate::unsayable::Unsayable;
use crate::wanted::{Wanted, json_text};

/// What a request does not say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The pipeline; where absent, it is named for the training job.
    pub pipeline: Option<PipelineName>,
    /// The region of the training job, where the request does not show it.
    pub region: Option<String>,
}

/// A job file that nobody has looked through yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The pipeline that it is of.
    pub pipeline: PipelineName,
    /// The region in which it comes to the same request.
    pub region: String,
    /// The file's text.
    pub text: String,
}

/// Where a draft comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    Request,
    Description,
}

/// A job file that comes to this CreateTrainingJob request, but for what Retrain decides on purpose: see
/// [`comparable`](crate::comparable).
///
/// Its channels are the request's, where they lie, and not frozen; its models go where the request's go. It is checked
/// and compared, so what it does not fail with is the same.
pub fn from_request(request: &Value, options: &Options) -> Result<Draft, Unsayable> {
    draft(request, options, Origin::Request)
}

pub(crate) fn draft(request: &Value, options: &Options, origin: Origin) -> Result<Draft, Unsayable> {
    let Value::Object(members) = without_nulls(request) else {
        return Err(Unsayable::new("the request", "it is no JSON object"));
    };
    let region = region(&members).or_else(|| options.region.clone()).unwrap_or_else(|| "us-east-1".to_owned());
    let wanted = Wanted { members: &members, region: &region };
    let pipeline = match &options.pipeline {
        Some(pipeline) => pipeline.clone(),
        None => named(wanted)
            .ok_or_else(|| Unsayable::new("TrainingJobName", "no pipeline's name can be made of it: give one"))?,
    };
    let head = head(wanted, &pipeline, origin);
    let goal = Goal { wanted, pipeline: &pipeline, head: &head };
    let text = text(&goal)?;
    Ok(Draft { pipeline, region, text })
}

/// The text in the style that tells most of what is trained with.
fn text(goal: &Goal<'_>) -> Result<String, Unsayable> {
    let mut reason = Unsayable::new("AlgorithmSpecification", "a job file names an image or an algorithm resource");
    let mut unnamed: Option<String> = None;
    // What a rule forbids of a name is said by the image first, and by `[request]` only where that is of no use.
    for mends in [false, true] {
        for style in [Style::Named, Style::ImageWithScript, Style::Image] {
            match goal.attempt(style, unnamed.as_deref(), mends) {
                Some(Ok(text)) => return Ok(text),
                Some(Err(unsayable)) => {
                    if style == Style::Named {
                        unnamed = Some(format!("{}: {}", unsayable.member, unsayable.reason));
                    }
                    reason = unsayable;
                }
                None => {}
            }
        }
    }
    Err(reason)
}

/// The pipeline that the job is of, or the one that its name suggests.
fn named(wanted: Wanted<'_>) -> Option<PipelineName> {
    let own = wanted.text(&["Environment", "RETRAIN_PIPELINE"]).and_then(|name| PipelineName::new(name).ok());
    own.or_else(|| name::pipeline(wanted.job_name()))
}

/// The region that a request was made in, as far as it shows.
fn region(members: &Map<String, Value>) -> Option<String> {
    let wanted = Wanted { members, region: "" };
    let image = wanted.text(&["AlgorithmSpecification", "TrainingImage"]).and_then(image::region);
    let resource =
        || wanted.text(&["AlgorithmSpecification", "AlgorithmName"])?.strip_prefix("arn:")?.split(':').nth(2);
    let told = || wanted.text(&["HyperParameters", "sagemaker_region"]).and_then(json_text);
    image.or_else(resource).filter(|region| !region.is_empty()).map(str::to_owned).or_else(told)
}

/// What stands above the file.
fn head(wanted: Wanted<'_>, pipeline: &PipelineName, origin: Origin) -> Vec<String> {
    let (job, region) = (wanted.job_name(), wanted.region);
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let job = if !job.is_empty() && job.chars().all(plain) { format!(" {job}") } else { String::new() };
    let mut head = match origin {
        Origin::Request => {
            vec![format!("Drafted by `retrain init` from the request of the training job{job} in {region}.")]
        }
        Origin::Description => vec![
            format!("Drafted by `retrain init` from the training job{job} in {region}."),
            "SageMaker does not tell a job's tags with it: add them below [tags].".to_owned(),
        ],
    };
    head.push(format!("It asks for the same training, as `retrain plan jobs/{pipeline}.toml` shows."));
    head
}

/// The same without members that are null, which are none.
fn without_nulls(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let there = members.iter().filter(|(_, member)| !member.is_null());
            Value::Object(there.map(|(name, member)| (name.clone(), without_nulls(member))).collect())
        }
        Value::Array(items) => items.iter().map(without_nulls).collect(),
        other => other.clone(),
    }
}
