//! `retrain prices`: what training costs, asked for, shown and put in place.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, anyhow};
use aws_effects::AwsEffects;
use pipeline::Effects as _;
use prices::{PriceTable, Skipped};

use crate::args::{Format, Import, Prices, Refresh, Show};
use crate::aws;
use crate::failure::Hint as _;
use crate::output;
use crate::prices::{Change, InPlace, Report, ask, put};
use crate::system::System;

/// Runs `retrain prices …`.
pub(crate) async fn run(stack: &str, args: &Prices) -> anyhow::Result<ExitCode> {
    match args {
        Prices::Refresh(args) => match &args.out {
            Some(path) => save(args, path).await?,
            None => refresh(stack, args).await?,
        },
        Prices::Show(args) => show(stack, args).await?,
        Prices::Import(args) => import(stack, args).await?,
    }
    Ok(ExitCode::SUCCESS)
}

/// AWS's prices into the config bucket.
async fn refresh(stack: &str, args: &Refresh) -> anyhow::Result<()> {
    let system = System::find(stack).await?;
    let region = region(args.region.as_deref(), &system);
    let products = ask(&system.config, &region, system.effects().now()).await?;
    let place = InPlace::read(&system.effects(), system.config_bucket()?, &region).await?;
    let objection = place.objection().filter(|_| !args.force);
    let wanted = Wanted { table: &products.table, skipped: &products.skipped, objection };
    replace(&system, place, wanted, args.dry_run, args.format).await
}

/// AWS's prices into a new file.
async fn save(args: &Refresh, path: &Path) -> anyhow::Result<()> {
    let config = aws::configuration().await?;
    let region = match &args.region {
        Some(region) => region.clone(),
        None => config.region().map(ToString::to_string).unwrap_or_default(),
    };
    let products = ask(&config, &region, AwsEffects::builder(&config).build().now()).await?;
    let key = path.display().to_string();
    let change = Change::new(&key, None, &products.table, &products.skipped);
    let cannot_write = || format!("cannot write `{key}`");
    let mut file = File::create_new(path).with_context(cannot_write)?;
    file.write_all(products.table.to_json().as_bytes()).with_context(cannot_write)?;
    show_change(&change, args.format)?;
    output::note(&format!("wrote {key}: {}", change.in_short()));
    Ok(())
}

/// The table in place.
async fn show(stack: &str, args: &Show) -> anyhow::Result<()> {
    let system = System::find(stack).await?;
    let region = region(args.region.as_deref(), &system);
    let bucket = system.config_bucket()?;
    let effects = system.effects();
    let place = InPlace::read(&effects, bucket, &region).await?;
    let table = place
        .table
        .ok_or_else(|| anyhow!("there is no price table for {region}: no s3://{bucket}/{}", place.key))
        .hint("`retrain prices refresh` gets one from AWS, `retrain prices import FILE` puts your own in place")?
        .with_context(|| format!("the price table s3://{bucket}/{} cannot be read", place.key))?;
    let report = Report::new(table, effects.now());
    match args.format {
        Format::Text => output::data(&report.to_string())?,
        Format::Json => output::json(&report)?,
    }
    if report.old {
        output::note("these prices are old: AWS may have changed some since\nhint: retrain prices refresh");
    }
    Ok(())
}

/// A table of this machine into the config bucket.
async fn import(stack: &str, args: &Import) -> anyhow::Result<()> {
    let file = args.file.display().to_string();
    let text = fs::read_to_string(&args.file).with_context(|| format!("cannot read `{file}`"))?;
    let table = PriceTable::parse(&file, &text).context("nothing was imported")?;
    let system = System::find(stack).await?;
    let place = InPlace::read(&system.effects(), system.config_bucket()?, table.region()).await?;
    if place.readable() == Some(&table) {
        output::note(&format!("s3://{}/{} is this table already", system.config_bucket()?, place.key));
        return Ok(());
    }
    if table.is_from_aws() {
        output::note("its source is AWS: the next `retrain prices refresh` replaces it");
    }
    let wanted = Wanted { table: &table, skipped: &[], objection: None };
    replace(&system, place, wanted, args.dry_run, args.format).await
}

/// A table that is to be put in place, and what speaks against it.
struct Wanted<'a> {
    table: &'a PriceTable,
    skipped: &'a [Skipped],
    objection: Option<String>,
}

/// Shows what a table changes, and puts it in place unless something speaks against it.
async fn replace(
    system: &System,
    place: InPlace,
    wanted: Wanted<'_>,
    dry_run: bool,
    format: Format,
) -> anyhow::Result<()> {
    let key = place.key.clone();
    let change = Change::new(&key, place.readable(), wanted.table, wanted.skipped);
    show_change(&change, format)?;
    if let Some(objection) = wanted.objection {
        return Err(anyhow!(objection)).hint("replace it with --force, or keep it");
    }
    if dry_run {
        output::note(&format!("dry run: nothing was written; it would be {}", change.in_short()));
        return Ok(());
    }
    let bucket = system.config_bucket()?;
    put(&system.effects(), bucket, place, wanted.table).await?;
    output::note(&format!("wrote s3://{bucket}/{key}: {}", change.in_short()));
    Ok(())
}

fn show_change(change: &Change<'_>, format: Format) -> anyhow::Result<()> {
    match format {
        Format::Text => output::data(&change.to_string())?,
        Format::Json => output::json(change)?,
    }
    for line in &change.skipped {
        output::note(&format!("skipped: {line}"));
    }
    Ok(())
}

/// The region that was named, or else the one that is set.
fn region(named: Option<&str>, system: &System) -> String {
    let set = || system.config.region().map(ToString::to_string).unwrap_or_default();
    named.map_or_else(set, str::to_owned)
}
