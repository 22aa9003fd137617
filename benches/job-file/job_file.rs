#![doc = include_str!("README.md")]
#![expect(clippy::print_stdout, reason = "the table is what it is run for")]

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail, ensure};
use jiff::Timestamp;
use job_config::{Defaults, Site, Surroundings, check};
use launch_training::Settings;
use launch_training::plan::{Stage, plan};
use pipeline::{Arrival, JobNamePrefix, Location, Object};

/// Warm rounds, of which the median counts.
const ROUNDS: usize = 500;

/// The most that parsing, checking and planning may take, by the median.
const MOST: Duration = Duration::from_millis(1);

fn main() -> Result<()> {
    println!("{:<14} {:>10} {:>10} {:>12} {:>8}", "example", "cold", "median", "toml alone", "times");
    let mut slowest = Duration::ZERO;
    for (name, text) in examples()? {
        let planned = |text: &str| from_text_to_request(&name, text);
        let cold = timed(|| planned(&text))?;
        let warm = median(|| planned(&text))?;
        let alone = median(|| parsed(&text))?;
        println!(
            "{name:<14} {:>10} {:>10} {:>12} {:>8.1}",
            micros(cold),
            micros(warm),
            micros(alone),
            warm.as_secs_f64() / alone.as_secs_f64()
        );
        slowest = slowest.max(warm);
    }
    if slowest >= MOST {
        bail!("the slowest took {}: at most {} is allowed", micros(slowest), micros(MOST));
    }
    Ok(())
}

/// The examples of the repository, by name.
fn examples() -> Result<Vec<(String, String)>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let mut examples = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().context("an example has a name")?.to_string_lossy().into_owned();
        examples.push((name, std::fs::read_to_string(path.join("job.toml"))?));
    }
    examples.sort();
    ensure!(!examples.is_empty(), "there are no examples");
    Ok(examples)
}

/// What launch-training does with a job file and a listing.
fn from_text_to_request(name: &str, text: &str) -> Result<usize> {
    let settings = Settings {
        prefix: JobNamePrefix::new("retrain")?,
        site: Site {
            region: "eu-central-1".to_owned(),
            training_role_arn: "arn:aws:iam::123456789012:role/retrain-training/default".to_owned(),
            artifact_bucket: "artifacts".to_owned(),
            config_bucket: "config".to_owned(),
            data_buckets: vec!["data".to_owned()],
            environment: None,
        },
    };
    let surroundings = Surroundings {
        packed_source: Some("s3://config/sources/0/sourcedir.tar.gz".to_owned()),
        ..settings.site.surroundings(Defaults::default())
    };
    let job = check(&format!("jobs/{name}.toml"), text, &surroundings).map_err(|problems| anyhow!("{problems}"))?;
    let folder = format!("{}2026-11-24/", job.trigger.prefix);
    let data_set = job.trigger.data_set_for(&format!("{folder}_READY")).context("the marker starts a run")?;
    let arrival =
        Arrival { location: Location { bucket: "data".to_owned(), data_set }, uploaded_at: Timestamp::UNIX_EPOCH };
    let listed = ["train", "validation"].into_iter().flat_map(|channel| {
        let folder = &folder;
        (0..50).map(move |part| Object {
            key: format!("{folder}{channel}/part-{part}.csv"),
            etag: "0".repeat(32),
            size: 1,
        })
    });
    let planned = plan(&job, &settings, &arrival, listed.collect(), Stage::Full, Timestamp::UNIX_EPOCH);
    let planned = planned.map_err(|refusal| anyhow!("{refusal:?}"))?;
    Ok(black_box(serde_json::to_vec(&planned.request)?).len())
}

/// The same text with places, and nothing else.
fn parsed(text: &str) -> Result<usize> {
    let (table, errors) = toml::de::DeTable::parse_recoverable(text);
    ensure!(errors.is_empty(), "an example is no TOML");
    Ok(black_box(table.into_inner()).len())
}

fn timed<T>(work: impl Fn() -> Result<T>) -> Result<Duration> {
    let start = Instant::now();
    black_box(work()?);
    Ok(start.elapsed())
}

fn median<T>(work: impl Fn() -> Result<T>) -> Result<Duration> {
    let mut times = (0..ROUNDS).map(|_| timed(&work)).collect::<Result<Vec<_>>>()?;
    times.sort_unstable();
    Ok(times[times.len() / 2])
}

fn micros(time: Duration) -> String {
    format!("{:.0} us", time.as_secs_f64() * 1e6)
}
