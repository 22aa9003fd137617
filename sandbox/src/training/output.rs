//! What a training leaves: model, output data, checkpoints.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::archive;
use super::failure::Failure;
use super::store::{Place, Store};
use super::workplace::Workplace;
use crate::sagemaker::{CheckpointConfig, TrainingRequest};

/// What failure reasons call this.
const DOING: &str = "Artifact upload";

/// Uploads the models of all hosts together, packed unless the request wants them as they are; answers where they are.
///
/// Where hosts left files of the same name, the first host's counts. (AWS: OutputDataConfig, `CompressionType`.)
pub(super) async fn upload_model(
    store: &Store,
    request: &TrainingRequest,
    workplace: &Workplace,
) -> Result<String, Failure> {
    let folders = workplace.hosts.iter().map(|host| host.base.join("model")).collect();
    if request.output_data_config.compression_type.as_deref() != Some("NONE") {
        return upload(store, request, workplace, folders, "model").await;
    }
    let place = output_of(request)?.below("model/");
    let together = gather(workplace, folders, "model", |_| Ok(())).await?;
    upload_files(store, &together, &place).await?;
    Ok(place.to_string())
}

/// Packs and uploads what lies in `output/data`, if anything does.
pub(super) async fn upload_data(
    store: &Store,
    request: &TrainingRequest,
    workplace: &Workplace,
) -> Result<(), Failure> {
    let folders: Vec<PathBuf> = workplace.hosts.iter().map(|host| host.base.join("output/data")).collect();
    if folders.iter().all(|folder| archive::is_empty(folder)) {
        return Ok(());
    }
    upload(store, request, workplace, folders, "output").await.map(drop)
}

/// Whether any host has left a model.
pub(super) fn has_model(workplace: &Workplace) -> bool {
    workplace.hosts.iter().any(|host| !archive::is_empty(&host.base.join("model")))
}

/// Uploads the checkpoints of all hosts to where the request wants them.
pub(super) async fn upload_checkpoints(
    store: &Store,
    request: &TrainingRequest,
    workplace: &Workplace,
) -> Result<(), Failure> {
    let Some((place, config)) = checkpoints(request) else { return Ok(()) };
    for host in &workplace.hosts {
        upload_files(store, &host.checkpoints(config), &place).await?;
    }
    Ok(())
}

/// Brings the checkpoints of earlier attempts to all hosts.
pub(super) async fn download_checkpoints(
    store: &Store,
    request: &TrainingRequest,
    workplace: &Workplace,
) -> Result<(), Failure> {
    let Some((place, config)) = checkpoints(request) else { return Ok(()) };
    let folder = Place { key: format!("{}/", place.key.trim_end_matches('/')), ..place };
    let keys = store.list(&folder).await.map_err(|error| error.failure(DOING))?;
    for host in &workplace.hosts {
        for key in keys.iter().filter(|key| !key.ends_with('/')) {
            let to = host.checkpoints(config).join(&key[folder.key.len()..]);
            let from = Place { bucket: folder.bucket.clone(), key: key.clone() };
            store.download(&from, &to).await.map_err(|error| error.failure(DOING))?;
        }
    }
    Ok(())
}

fn checkpoints(request: &TrainingRequest) -> Option<(Place, &CheckpointConfig)> {
    let config = request.checkpoint_config.as_ref()?;
    Some((Place::parse(&config.s3_uri)?, config))
}

async fn upload(
    store: &Store,
    request: &TrainingRequest,
    workplace: &Workplace,
    folders: Vec<PathBuf>,
    what: &str,
) -> Result<String, Failure> {
    let place = output_of(request)?.below(&format!("{what}.tar.gz"));
    let file = workplace.scratch(&format!("{what}.tar.gz"));
    gather(workplace, folders, what, {
        let file = file.clone();
        move |together| archive::pack(together, &file)
    })
    .await?;
    store.upload(&file, &place).await.map_err(|error| error.failure(DOING))?;
    Ok(place.to_string())
}

/// Where a job's output goes.
fn output_of(request: &TrainingRequest) -> Result<Place, Failure> {
    let target = &request.output_data_config.s3_output_path;
    let place = Place::parse(target).ok_or_else(|| Failure::client(format_args!("{target} is no S3 URI")))?;
    Ok(place.below(&format!("{}/output", request.training_job_name)))
}

/// Copies what all hosts left into one folder, and does something with that.
async fn gather(
    workplace: &Workplace,
    folders: Vec<PathBuf>,
    what: &str,
    then: impl FnOnce(&Path) -> io::Result<()> + Send + 'static,
) -> Result<PathBuf, Failure> {
    let together = workplace.scratch(what);
    let gathering = tokio::task::spawn_blocking({
        let together = together.clone();
        move || {
            fs::create_dir_all(&together)?;
            folders.iter().rev().try_for_each(|folder| copy(folder, &together))?;
            then(&together)
        }
    });
    gathering.await.map_err(Failure::internal)?.map_err(Failure::internal)?;
    Ok(together)
}

/// Uploads each file below a folder under its own path.
async fn upload_files(store: &Store, folder: &Path, place: &Place) -> Result<(), Failure> {
    for file in files_below(folder).map_err(Failure::internal)? {
        let name = file.strip_prefix(folder).unwrap_or(&file).to_string_lossy().into_owned();
        store.upload(&file, &place.below(&name)).await.map_err(|error| error.failure(DOING))?;
    }
    Ok(())
}

/// Copies a folder's content over another's.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    for file in files_below(from)? {
        let target = to.join(file.strip_prefix(from).unwrap_or(&file));
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::copy(&file, target)?;
    }
    Ok(())
}

fn files_below(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(files_below(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
