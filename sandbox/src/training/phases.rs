//! One job's training, from its input to its output.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

use super::command::Work;
use super::console::Console;
use super::failure::Failure;
use super::host::{self, Order};
use super::image::{Image, Images};
use super::logs::LogStream;
use super::metrics::{Metric, Scraper};
use super::store::{Place, Store};
use super::workplace::Workplace;
use super::{input, output};
use crate::emulator::Emulator;
use crate::sagemaker::iam::Context;
use crate::sagemaker::{TrainingRequest, TrainingRole};

/// What training needs of the sandbox.
#[derive(Clone)]
pub(crate) struct Surroundings {
    pub(crate) region: String,
    pub(crate) account: String,
    pub(crate) endpoint: String,
    pub(crate) s3: aws_sdk_s3::Client,
    pub(crate) emulator: Emulator,
    pub(crate) python: PathBuf,
    pub(crate) work_dir: PathBuf,
    pub(crate) images: Images,
    pub(crate) clock: fn() -> Timestamp,
    pub(crate) stop_grace: Duration,
    /// Turns for transfers from and to S3, shared by all jobs.
    pub(crate) transfers: Arc<Semaphore>,
}

impl Surroundings {
    pub(super) fn job_arn(&self, job: &str) -> String {
        format!("arn:aws:sagemaker:{}:{}:training-job/{job}", self.region, self.account)
    }
}

/// A job on its way through its phases. Dropping it ends its processes and removes its files.
pub(crate) struct Training {
    surroundings: Arc<Surroundings>,
    request: Arc<TrainingRequest>,
    store: Store,
    workplace: Workplace,
    scraper: Arc<Mutex<Scraper>>,
}

/// How the containers ended.
#[derive(Debug)]
pub(crate) struct Trained<C> {
    /// Why they were stopped, if they were.
    pub(crate) cut: Option<C>,
    /// The failure of one of them, unless they were stopped.
    pub(crate) failure: Option<Failure>,
}

impl Training {
    /// Whether a job with this image takes one of the few places for real training.
    pub(crate) fn takes_a_slot(image: &str) -> bool {
        Work::takes_a_slot(image)
    }

    /// Makes the job's folders and brings its input.
    pub(crate) async fn prepare(
        surroundings: Arc<Surroundings>,
        request: Arc<TrainingRequest>,
        role: TrainingRole,
    ) -> Result<Self, Failure> {
        may_pull(&surroundings, &role, request.image())?;
        let workplace = Workplace::new(&surroundings.work_dir, &request).map_err(Failure::internal)?;
        let store = Store { client: surroundings.s3.clone(), role, transfers: surroundings.transfers.clone() };
        let mode = &request.algorithm_specification.training_input_mode;
        input::download(&store, &request.input_data_config, &workplace.hosts, mode).await?;
        output::download_checkpoints(&store, &request, &workplace).await?;
        may_read_source(&store, &request)?;
        let scraper = match Image::of(request.image()) {
            Image::XgBoost => Scraper::built_in(),
            _ => Scraper::new(&request.algorithm_specification.metric_definitions),
        };
        Ok(Self { surroundings, request, store, workplace, scraper: Arc::new(Mutex::new(scraper)) })
    }

    /// Runs all hosts until they have ended, one has failed, or `cut` comes, which `stopping` is told.
    pub(crate) async fn run<C>(
        &self,
        cut: impl Future<Output = C>,
        stopping: impl FnOnce(&C),
    ) -> Result<Trained<C>, Failure> {
        let (order, orders) = watch::channel(Order::GoOn);
        let mut hosts = JoinSet::new();
        for host in &self.workplace.hosts {
            let work = Work::of(&self.surroundings, &self.request, &self.workplace, host)?;
            let (console, host, orders) = (self.console(&host.name), host.clone(), orders.clone());
            hosts.spawn(async move {
                let exit = host::run(work, &host, &console, orders).await;
                let tail = console.close().await;
                match exit {
                    Ok(0) => Ok(()),
                    Ok(code) => Err(Failure::of_container(code, host.failure().as_deref(), &tail)),
                    Err(failure) => Err(failure),
                }
            });
        }
        tokio::select! {
            cut = cut => {
                stopping(&cut);
                order.send_replace(Order::Terminate);
                let all = async { while hosts.join_next().await.is_some() {} };
                if tokio::time::timeout(self.surroundings.stop_grace, all).await.is_err() {
                    order.send_replace(Order::Kill);
                    while hosts.join_next().await.is_some() {}
                }
                Ok(Trained { cut: Some(cut), failure: None })
            }
            failure = first_failure(&mut hosts, &order) => Ok(Trained { cut: None, failure }),
        }
    }

    /// Uploads the model, and answers where it is.
    pub(crate) async fn upload_model(&self) -> Result<String, Failure> {
        output::upload_model(&self.store, &self.request, &self.workplace).await
    }

    /// Uploads what is uploaded however the job ended: output data and checkpoints.
    pub(crate) async fn upload_rest(&self) -> Result<(), Failure> {
        output::upload_checkpoints(&self.store, &self.request, &self.workplace).await?;
        output::upload_data(&self.store, &self.request, &self.workplace).await
    }

    /// Whether there is a model to upload.
    pub(crate) fn has_model(&self) -> bool {
        output::has_model(&self.workplace)
    }

    /// The last value of each metric so far.
    pub(crate) fn final_metrics(&self) -> Vec<Metric> {
        self.scraper.lock().unwrap_or_else(PoisonError::into_inner).final_metrics()
    }

    fn console(&self, host: &str) -> Console {
        let Surroundings { emulator, region, clock, .. } = &*self.surroundings;
        let job = &self.request.training_job_name;
        let stream = LogStream::open(emulator, &self.store.role, region, job, host, clock());
        Console::new(*clock, self.scraper.clone(), stream)
    }
}

/// Waits for all hosts; the first that fails takes the others down.
async fn first_failure(hosts: &mut JoinSet<Result<(), Failure>>, order: &watch::Sender<Order>) -> Option<Failure> {
    let mut first = None;
    while let Some(ended) = hosts.join_next().await {
        let failure = ended.unwrap_or_else(|error| Err(Failure::internal(error))).err();
        if let (None, Some(failure)) = (&first, failure) {
            order.send_replace(Order::Kill);
            first = Some(failure);
        }
    }
    first
}

/// An image in the account's own registry is pulled in the role's name.
fn may_pull(surroundings: &Surroundings, role: &TrainingRole, image: &str) -> Result<(), Failure> {
    let Surroundings { region, account, .. } = surroundings;
    let registry = format!("{account}.dkr.ecr.{region}.amazonaws.com/");
    let Some(repository) = image.strip_prefix(&registry) else { return Ok(()) };
    let name = repository.split([':', '@']).next().unwrap_or(repository);
    let arn = format!("arn:aws:ecr:{region}:{account}:repository/{name}");
    let needed = [
        ("ecr:GetAuthorizationToken", "*"),
        ("ecr:BatchGetImage", arn.as_str()),
        ("ecr:GetDownloadUrlForLayer", arn.as_str()),
    ];
    needed.into_iter().try_for_each(|(action, resource)| {
        role.ask(action, resource, &Context::default()).map_err(|sentence| {
            Failure::client(format_args!("Cannot pull the training image {image}: AccessDenied: {sentence}"))
        })
    })
}

/// The container fetches a script's source itself, with the role's credentials.
fn may_read_source(store: &Store, request: &TrainingRequest) -> Result<(), Failure> {
    let source = request.hyper_parameters.get("sagemaker_submit_directory");
    let place = source.and_then(|source| Place::parse(source.trim_matches('"')));
    place.map_or(Ok(()), |place| {
        store.may_read(&place).map_err(|error| Failure::client(format_args!("Cannot read the source: {error}")))
    })
}
