//! Brings the sandbox up, part by part, and takes it down.

use std::{
    collections::BTreeMap,
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    time::Instant,
};

use anyhow::Context;
use nix::{errno::Errno, sys::signal::kill, unistd::Pid};
use tokio::{net::TcpListener, task::JoinHandle};

use crate::{
    binaries,
    delivery::Delivery,
    deployment::{self, Deployment, Request, Secret},
    description::Description,
    emulator::ROOT_KEY,
    metrics,
    ministack::{self, Ministack},
    options::Options,
    proxy::Proxy,
    sagemaker::SageMaker,
    services,
    slack::{self, Slack},
    venv::{self, Environment},
    workspace::Workspace,
};

/// AWS region of every sandbox.
pub const REGION: &str = "us-east-1";
/// The emulated account.
pub const ACCOUNT: &str = "000000000000";
/// Name of the deployed stack.
pub const STACK: &str = "retrain-local";

/// A running sandbox. Dropping it ends its processes without waiting for them.
pub struct Sandbox {
    description: Description,
    ministack: Ministack,
    sagemaker: SageMaker,
    /// Tasks that end with the sandbox.
    tasks: Vec<JoinHandle<()>>,
    _delivery: Delivery,
    folder: Folder,
}

impl Sandbox {
    /// Starts everything: environments and binaries are made if they are missing, then the
    /// emulator is started, the template deployed and the stand-ins served.
    pub async fn start(options: Options) -> anyhow::Result<Self> {
        let started = Instant::now();
        let workspace = Workspace::find()?;
        let folder = Folder::make(&workspace, &options)?;
        // Bound at once, served later: their addresses go into the emulator's environment.
        let proxy = Proxy::bind().await?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.context("no free port on 127.0.0.1")?;
        let address = listener.local_addr()?;
        let parts = Parts::make(&workspace, &folder.path, &options, address, proxy.address()).await?;
        let deployment = parts.deploy(&workspace, &folder.path, &options, address).await?;

        let delivery = Delivery::start(parts.ministack.client(), &options.progress);
        let sagemaker = services::sagemaker(services::Settings {
            endpoint: parts.ministack.endpoint(),
            training: &parts.training,
            dir: &folder.path,
            images: options.images.as_deref(),
            deployment: &deployment,
            sink: delivery.sink(),
        })?;
        let proxying = proxy.serve(parts.ministack.endpoint(), sagemaker.faults())?;
        let slack = Slack::new(sagemaker.faults());
        let router = sagemaker.router().merge(slack.router());
        let server = tokio::spawn(async move {
            // It serves until the task is aborted; an error of one connection ends that one only.
            let _ = axum::serve(listener, router).await;
        });
        let groups = deployment.functions.iter().map(|function| function.log_group.clone()).collect();
        let metrics = tokio::spawn(metrics::forward(parts.ministack.client().clone(), groups));

        options.progress.say(format_args!("Sandbox ready: {:.1} s", started.elapsed().as_secs_f64()));
        Ok(Self {
            description: describe(&parts, address, deployment.outputs, &folder.path, &options),
            ministack: parts.ministack,
            sagemaker,
            tasks: vec![proxying, server, metrics],
            _delivery: delivery,
            folder,
        })
    }

    /// Where the sandbox is and what was deployed.
    pub fn description(&self) -> &Description {
        &self.description
    }

    /// Waits until the sandbox breaks, which happens only when the emulator ends by itself.
    pub async fn broken(&mut self) -> anyhow::Error {
        self.ministack.ended().await
    }

    /// Ends everything and waits until it has ended.
    pub async fn stop(self) -> anyhow::Result<()> {
        for task in &self.tasks {
            task.abort();
        }
        self.sagemaker.shutdown().await;
        self.ministack.stop().await?;
        drop(self.folder);
        Ok(())
    }
}

/// What must be there before the template can be deployed.
struct Parts {
    emulator: Environment,
    training: Environment,
    binaries: BTreeMap<String, PathBuf>,
    ministack: Ministack,
}

impl Parts {
    /// Makes them side by side: the first time, each of them takes minutes.
    async fn make(
        workspace: &Workspace,
        dir: &Path,
        options: &Options,
        sagemaker: SocketAddr,
        proxy: SocketAddr,
    ) -> anyhow::Result<Self> {
        let progress = &options.progress;
        let cache = &venv::cache_dir()?;
        let environment = async |name: &str| {
            let requirements = workspace.python_file(&format!("{name}-requirements.txt"));
            venv::environment(cache, name, &requirements, progress).await
        };
        let ministack = async {
            let emulator = environment("emulator").await?;
            let (sagemaker, proxy) = (format!("http://{sagemaker}"), format!("http://{proxy}"));
            let settings = ministack::Settings {
                environment: &emulator,
                dir,
                region: REGION,
                sagemaker: &sagemaker,
                proxy: &proxy,
            };
            let started = progress.timed("Starting ministack", Ministack::start(&settings)).await?;
            anyhow::Ok((emulator, started))
        };
        let building = progress.timed("Building the functions", binaries::build(workspace, options.profile));
        let ((emulator, ministack), training, binaries) =
            tokio::try_join!(ministack, environment("training"), building)?;
        Ok(Self { emulator, training, binaries, ministack })
    }

    async fn deploy(
        &self,
        workspace: &Workspace,
        dir: &Path,
        options: &Options,
        address: SocketAddr,
    ) -> anyhow::Result<Deployment> {
        let origin = format!("http://{address}");
        let webhook = format!("{origin}{}", slack::WEBHOOK_PATH);
        let secret = Secret { name: "retrain-slack-webhook", value: &webhook };
        let mut parameters = parameters(&origin);
        parameters.extend(options.parameters.clone());
        let request = Request {
            endpoint: self.ministack.endpoint(),
            region: REGION,
            stack: STACK,
            template: &workspace.template(),
            binaries: &self.binaries,
            parameters: &parameters,
            secrets: BTreeMap::from([("SlackWebhookSecretArn", secret)]),
        };
        let script = workspace.python_file("deploy.py");
        let deploying = deployment::deploy(&self.emulator, &script, dir, &request);
        options.progress.timed("Deploying template.yaml", deploying).await
    }
}

/// What the sandbox chooses differently than a deployment to AWS: nobody waits five minutes here.
fn parameters(slack_origin: &str) -> BTreeMap<String, String> {
    let architecture = if cfg!(target_arch = "aarch64") { "arm64" } else { "x86_64" };
    [
        ("Architecture", architecture),
        ("JobNamePrefix", "retrain"),
        ("OverrunGraceSeconds", "5"),
        ("OverrunSchedule", "rate(1 minute)"),
        ("SlackWebhookOrigins", slack_origin),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into()
}

fn describe(
    parts: &Parts,
    address: SocketAddr,
    outputs: BTreeMap<String, String>,
    dir: &Path,
    options: &Options,
) -> Description {
    Description {
        pid: std::process::id(),
        endpoint: parts.ministack.endpoint().to_owned(),
        sagemaker: format!("http://{address}"),
        region: REGION.to_owned(),
        stack: STACK.to_owned(),
        access_key_id: ROOT_KEY.0.to_owned(),
        secret_access_key: ROOT_KEY.1.to_owned(),
        outputs,
        functions_profile: options.profile,
        dir: dir.display().to_string(),
    }
}

/// Begins the name of a folder that a sandbox made for itself; its process id follows.
const OWN: &str = "run-";

/// Removes the folders of sandboxes that were killed.
fn sweep(sandboxes: &Path) {
    for entry in std::fs::read_dir(sandboxes).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let pid = name.to_str().and_then(|name| name.strip_prefix(OWN)).and_then(|pid| pid.parse().ok());
        if pid.is_some_and(|pid| kill(Pid::from_raw(pid), None) == Err(Errno::ESRCH)) {
            // A folder that stays does no harm.
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}

/// The sandbox's folder, removed at the end unless it shall stay.
struct Folder {
    path: PathBuf,
    keep: bool,
}

impl Folder {
    fn make(workspace: &Workspace, options: &Options) -> anyhow::Result<Self> {
        let path = if let Some(dir) = &options.dir {
            dir.clone()
        } else {
            sweep(&workspace.sandboxes());
            workspace.sandboxes().join(format!("{OWN}{}", std::process::id()))
        };
        // A folder that held something before is not ours to remove.
        let foreign = std::fs::read_dir(&path).is_ok_and(|mut entries| entries.next().is_some());
        std::fs::create_dir_all(&path).with_context(|| format!("cannot create {}", path.display()))?;
        // Children run in other folders, so that the path must mean the same there.
        let path = path.canonicalize().with_context(|| format!("cannot find {}", path.display()))?;
        Ok(Self { path, keep: options.keep || foreign })
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !self.keep {
            // What cannot be removed is below the target folder, where `cargo clean` finds it.
            let _ = std::fs::remove_dir_all(&self.path);
        }
    }
}
