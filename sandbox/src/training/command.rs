//! What is run for a training image, and with which environment.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::failure::Failure;
use super::image::Image;
use super::phases::Surroundings;
use super::workplace::{Host, Workplace};
use crate::emulator::ROOT_KEY;
use crate::sagemaker::TrainingRequest;

/// The built-in XGBoost, as scripts that the training environment's Python runs; the first is the main one.
const XGBOOST_SCRIPTS: [(&str, &str); 6] = [
    ("train_xgboost.py", include_str!("../../python/train_xgboost.py")),
    ("xgboost_data.py", include_str!("../../python/xgboost_data.py")),
    ("xgboost_errors.py", include_str!("../../python/xgboost_errors.py")),
    ("xgboost_hosts.py", include_str!("../../python/xgboost_hosts.py")),
    ("xgboost_hyperparameters.py", include_str!("../../python/xgboost_hyperparameters.py")),
    ("xgboost_metrics.py", include_str!("../../python/xgboost_metrics.py")),
];

/// The work of one host.
#[derive(Debug)]
pub(super) enum Work {
    /// The trainer that does nothing, in this process.
    Null {
        /// Hyperparameter `sleep_seconds`.
        sleep_seconds: f64,
        /// Hyperparameter `fail`: the text of the failure file.
        fail: Option<String>,
    },
    /// A process.
    Process(Program),
}

/// A program with all that it needs.
#[derive(Debug)]
pub(super) struct Program {
    pub(super) file: PathBuf,
    pub(super) arguments: Vec<String>,
    pub(super) environment: BTreeMap<String, String>,
    pub(super) folder: PathBuf,
}

impl Work {
    /// Whether it takes one of the few places for real training.
    pub(super) fn takes_a_slot(image: &str) -> bool {
        Image::of(image) != Image::Null
    }

    /// The work that the request's image does on `host`.
    pub(super) fn of(
        surroundings: &Surroundings,
        request: &TrainingRequest,
        workplace: &Workplace,
        host: &Host,
    ) -> Result<Self, Failure> {
        let python = &surroundings.python;
        let script_mode = request.hyper_parameters.contains_key("sagemaker_program");
        let (program, arguments) = match Image::of(request.image()) {
            Image::Null => return Ok(Self::null(request)),
            Image::PyTorch if !has_torch(python) => {
                return Err(Failure::client(
                    "The sandbox has no torch: install it into the training environment to run PyTorch images here.",
                ));
            }
            Image::XgBoost if !script_mode => {
                for (name, script) in XGBOOST_SCRIPTS {
                    std::fs::write(workplace.scratch(name), script).map_err(Failure::internal)?;
                }
                let main = workplace.scratch(XGBOOST_SCRIPTS[0].0);
                (python.clone(), vec![main.to_string_lossy().into_owned()])
            }
            Image::XgBoost | Image::ScikitLearn | Image::PyTorch => {
                let arguments = ["-m", "sagemaker_training.cli.train"].map(str::to_owned);
                (python.clone(), arguments.to_vec())
            }
            Image::Own => own(surroundings, request, host)?,
        };
        let environment = environment(surroundings, request, workplace, host);
        Ok(Self::Process(Program { file: program, arguments, environment, folder: host.base.clone() }))
    }

    fn null(request: &TrainingRequest) -> Self {
        let hyperparameter = |name: &str| request.hyper_parameters.get(name);
        Self::Null {
            sleep_seconds: hyperparameter("sleep_seconds").and_then(|text| text.parse().ok()).unwrap_or(0.0),
            fail: hyperparameter("fail").cloned(),
        }
    }
}

/// The command that the table has for an own image, or the request's own entry point.
fn own(surroundings: &Surroundings, request: &TrainingRequest, host: &Host) -> Result<(PathBuf, Vec<String>), Failure> {
    let image = request.image();
    let command = surroundings.images.command(image).ok_or_else(|| {
        Failure::client(format_args!(
            "The sandbox has no command for the image {image}: add it to the table of images."
        ))
    })?;
    let algorithm = &request.algorithm_specification;
    let (base, python) = (host.base.to_string_lossy(), surroundings.python.to_string_lossy());
    let mut words = command
        .iter()
        .map(|word| word.replace("{base}", &base).replace("{python}", &python))
        .chain(algorithm.container_entrypoint.iter().cloned())
        .chain(algorithm.container_arguments.iter().cloned());
    let program = words.next().ok_or_else(|| Failure::client(format_args!("The command for {image} is empty.")))?;
    Ok((PathBuf::from(program), words.collect()))
}

fn environment(
    surroundings: &Surroundings,
    request: &TrainingRequest,
    workplace: &Workplace,
    host: &Host,
) -> BTreeMap<String, String> {
    let path = |below: &str| host.base.join(below).to_string_lossy().into_owned();
    let binaries = surroundings.python.parent().unwrap_or(Path::new("/")).to_string_lossy();
    let channels: Vec<&str> = request.input_data_config.iter().map(|channel| channel.channel_name.as_str()).collect();
    let job = &request.training_job_name;
    let (access_key_id, secret_access_key) = ROOT_KEY;
    let own = [
        // The machine
        ("PATH", format!("{binaries}:/usr/local/bin:/usr/bin:/bin")),
        ("HOME", path("tmp")),
        ("TMPDIR", path("tmp")),
        ("LANG", "C.UTF-8".to_owned()),
        ("PYTHONUNBUFFERED", "1".to_owned()),
        ("PYTHONDONTWRITEBYTECODE", "1".to_owned()),
        // AWS
        ("AWS_REGION", surroundings.region.clone()),
        ("AWS_DEFAULT_REGION", surroundings.region.clone()),
        ("AWS_ENDPOINT_URL", surroundings.endpoint.clone()),
        ("S3_ENDPOINT_URL", surroundings.endpoint.clone()),
        ("AWS_ACCESS_KEY_ID", access_key_id.to_owned()),
        ("AWS_SECRET_ACCESS_KEY", secret_access_key.to_owned()),
        ("AWS_EC2_METADATA_DISABLED", "true".to_owned()),
        // The job
        ("TRAINING_JOB_NAME", job.clone()),
        ("TRAINING_JOB_ARN", surroundings.job_arn(job)),
        ("SAGEMAKER_BASE_DIR", host.base.to_string_lossy().into_owned()),
        ("SM_STUDIO_LOCAL_MODE", "true".to_owned()),
        ("SM_INPUT_DIR", path("input")),
        ("SM_INPUT_CONFIG_DIR", path("input/config")),
        ("SM_MODEL_DIR", path("model")),
        ("SM_OUTPUT_DATA_DIR", path("output/data")),
        ("SM_CHANNELS", json!(channels).to_string()),
        ("SM_HPS", json!(request.hyper_parameters).to_string()),
        ("SM_HOSTS", json!(workplace.host_names()).to_string()),
        ("SM_CURRENT_HOST", host.name.clone()),
        ("SM_NUM_GPUS", "0".to_owned()),
    ];
    let of_channels = channels.iter().map(|channel| {
        let name = format!("SM_CHANNEL_{}", channel.to_uppercase());
        (name, host.channel(channel).to_string_lossy().into_owned())
    });
    let own = own.into_iter().map(|(name, value)| (name.to_owned(), value));
    own.chain(of_channels).chain(request.environment.clone()).collect()
}

/// Looks for torch in the environment's packages, without starting Python.
fn has_torch(python: &Path) -> bool {
    let library = python.parent().and_then(Path::parent).map(|root| root.join("lib"));
    let versions = library.and_then(|library| std::fs::read_dir(library).ok()).into_iter().flatten();
    versions.flatten().any(|version| version.path().join("site-packages/torch").is_dir())
}
