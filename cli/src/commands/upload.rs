//! `retrain upload`: a data set into its bucket, the marker last.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, anyhow, bail};
use aws_config::SdkConfig;
use aws_sdk_s3::primitives::ByteStream;
use pipeline::Effects as _;
use serde_json::json;

use crate::args::{Format, Upload};
use crate::aws::{self, told};
use crate::bytes::Bytes;
use crate::failure::Hint as _;
use crate::s3_uri::S3Uri;
use crate::system::System;
use crate::upload::{Found, Kind, LocalFile, Target, Transfer, find, trigger};
use crate::{output, progress};

/// Runs `retrain upload`.
pub(crate) async fn run(stack: &str, args: &Upload) -> anyhow::Result<ExitCode> {
    let kind = if args.source.is_dir() { Kind::Folder } else { Kind::File };
    let (config, target, pipeline) = target(stack, args, kind).await?;
    let found = files(args, kind, target.marker.as_deref())?;
    let s3 = aws_sdk_s3::Client::new(&config);
    ensure_new(&s3, &target.folder, &found, kind, args.force).await?;

    let bytes: u64 = found.files.iter().map(|file| file.size).sum();
    let bar = progress::bytes("uploading", bytes);
    let sent = Transfer::new(s3.clone(), args.parallel.into(), bar.clone()).send(&found.files, &target.folder).await;
    bar.finish_and_clear();
    sent?;
    let marker = match &target.marker {
        Some(name) => Some(mark(&s3, &target.folder, name, found.marker.as_deref()).await?),
        None => None,
    };

    let data_set = match kind {
        Kind::Folder => target.folder.to_string(),
        Kind::File => format!("{}{}", target.folder, found.files[0].key),
    };
    match args.format {
        Format::Text => output::data(&data_set)?,
        Format::Json => output::json(&json!({
            "data_set": data_set,
            "objects": found.files.len(),
            "bytes": bytes,
            "marker": marker,
            "pipeline": pipeline,
        }))?,
    }
    let objects = output::count(found.files.len(), "file");
    output::note(&format!("uploaded {objects}, {}{}", Bytes(bytes), left_out(&found)));
    if let Some(pipeline) = pipeline {
        output::note(&format!("follow its training job: retrain status {pipeline} --watch"));
    }
    Ok(ExitCode::SUCCESS)
}

/// Where to, and the pipeline that hears of it if one was asked.
async fn target(stack: &str, args: &Upload, kind: Kind) -> anyhow::Result<(SdkConfig, Target, Option<String>)> {
    if let Some(to) = &args.to {
        let target = Target { folder: to.clone().into_folder(), marker: args.marker.clone() };
        return Ok((aws::configuration().await?, target, None));
    }
    let system = System::find(stack).await?;
    let (pipeline, trigger) = trigger(&system, args.pipeline.as_deref()).await?;
    let own_bucket = system.output("DataBucket")?;
    let now = system.effects().now().strftime("%Y%m%dT%H%M%SZ").to_string();
    let name = match kind {
        Kind::Folder => Some(args.name.as_deref().unwrap_or(&now)),
        Kind::File => args.name.as_deref(),
    };
    let target = Target::of(&trigger, own_bucket, kind, name)
        .with_context(|| format!("`{}` is not what pipeline `{pipeline}` waits for", args.source.display()))?;
    Ok((system.config, target, Some(pipeline.to_string())))
}

/// What to upload: at least one file.
fn files(args: &Upload, kind: Kind, marker: Option<&str>) -> anyhow::Result<Found> {
    if kind == Kind::File {
        let name = args.source.file_name().and_then(|name| name.to_str());
        let name = name.with_context(|| format!("`{}` has no file name that S3 could take", args.source.display()))?;
        let file = LocalFile::now(args.source.clone(), name.to_owned())?;
        return Ok(Found { files: vec![file], ..Found::default() });
    }
    let found = find(&args.source, args.include_hidden, marker)?;
    if found.files.is_empty() {
        let hidden = if found.hidden > 0 { "; --include-hidden uploads hidden ones" } else { "" };
        bail!("there is nothing to upload in `{}`{hidden}", args.source.display());
    }
    Ok(found)
}

/// Fails where a data set, or a file, lies already: two half data sets would be trained on as one.
async fn ensure_new(
    s3: &aws_sdk_s3::Client,
    folder: &S3Uri,
    found: &Found,
    kind: Kind,
    force: bool,
) -> anyhow::Result<()> {
    if force {
        return Ok(());
    }
    let prefix = match kind {
        Kind::Folder => folder.key.clone(),
        Kind::File => format!("{}{}", folder.key, found.files[0].key),
    };
    let listed = s3.list_objects_v2().bucket(&folder.bucket).prefix(&prefix).max_keys(1).send().await.map_err(told);
    let listed = listed.with_context(|| format!("cannot look into {folder}"))?;
    let taken =
        listed.contents().iter().filter_map(|object| object.key()).any(|key| kind == Kind::Folder || key == prefix);
    if !taken {
        return Ok(());
    }
    Err(anyhow!("there is something at s3://{}/{prefix} already", folder.bucket))
        .hint("choose another --name, or add to it with --force")
}

/// Writes the marker. Its content, if any, is that of the file of its name.
async fn mark(s3: &aws_sdk_s3::Client, folder: &S3Uri, name: &str, content: Option<&Path>) -> anyhow::Result<String> {
    let marker = S3Uri { bucket: folder.bucket.clone(), key: format!("{}{name}", folder.key) };
    let body = match content {
        Some(path) => std::fs::read(path).with_context(|| format!("cannot read `{}`", path.display()))?,
        None => Vec::new(),
    };
    let put = s3.put_object().bucket(&marker.bucket).key(&marker.key).body(ByteStream::from(body));
    put.send().await.map_err(told).with_context(|| format!("cannot write the marker {marker}"))?;
    Ok(marker.to_string())
}

fn left_out(found: &Found) -> String {
    match found.hidden {
        0 => String::new(),
        hidden => format!(" (left out, because hidden: {hidden})"),
    }
}
