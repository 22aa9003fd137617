//! One start: from spawn to the first poll of the Runtime API.

use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

/// What a function asks for when it is ready for work.
const FIRST_POLL: &str = "GET /2018-06-01/runtime/invocation/next ";

/// Enough for every function's settings; a function does not mind those of others.
const ENVIRONMENT: [(&str, &str); 20] = [
    ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
    ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512"),
    ("AWS_LAMBDA_FUNCTION_NAME", "startup"),
    ("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
    ("AWS_LAMBDA_LOG_GROUP_NAME", "startup"),
    ("AWS_LAMBDA_LOG_STREAM_NAME", "startup"),
    ("AWS_REGION", "us-east-1"),
    ("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
    ("ALERT_TOPIC_ARN", "arn:aws:sns:us-east-1:000000000000:alerts"),
    ("ARTIFACT_BUCKET", "artifact"),
    ("CONFIG_BUCKET", "config"),
    ("DATA_BUCKETS", "data"),
    ("DEAD_LETTER_QUEUE_URL", "http://127.0.0.1:9/000000000000/dead"),
    ("JOB_NAME_PREFIX", "retrain"),
    ("LAUNCH_QUEUE_URL", "http://127.0.0.1:9/000000000000/launch"),
    ("OVERRUN_GRACE_SECONDS", "300"),
    ("SLACK_WEBHOOK_ORIGINS", "https://hooks.slack.com"),
    ("SLACK_WEBHOOK_SECRET_ARN", "arn:aws:secretsmanager:us-east-1:000000000000:secret:slack"),
    ("TRACK_QUEUE_URL", "http://127.0.0.1:9/000000000000/track"),
    ("TRAINING_ROLE_ARN", "arn:aws:iam::000000000000:role/retrain-training/role"),
];

/// How a program started.
pub(crate) struct Start {
    /// From just before it was spawned until its first poll had arrived.
    pub(crate) to_first_poll: Duration,
    /// `VmHWM` at that moment, in kB.
    pub(crate) peak_memory_kb: u64,
}

/// Starts a program, waits for its first poll and ends it.
pub(crate) fn start(program: &Path, runtime_api: &TcpListener) -> Result<Start> {
    let address = runtime_api.local_addr()?;
    let spawned = Instant::now();
    let mut child = Command::new(program)
        .env_clear()
        .envs(ENVIRONMENT)
        .env("AWS_LAMBDA_RUNTIME_API", address.to_string())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .spawn()
        .with_context(|| format!("cannot start {}", program.display()))?;
    // Open until the end: a function whose poll breaks off ends.
    let polled = first_poll(runtime_api);
    let to_first_poll = spawned.elapsed();
    let peak_memory_kb = peak_memory_kb(child.id());

    child.kill()?;
    child.wait()?;
    polled.with_context(|| format!("{} did not poll", program.display()))?;
    Ok(Start { to_first_poll, peak_memory_kb: peak_memory_kb? })
}

fn first_poll(runtime_api: &TcpListener) -> Result<TcpStream> {
    let (connection, _) = runtime_api.accept()?;
    let mut line = String::new();
    BufReader::new(&connection).read_line(&mut line)?;
    ensure!(line.starts_with(FIRST_POLL), "it asked for something else: {line}");
    Ok(connection)
}

fn peak_memory_kb(process: u32) -> Result<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("no VmHWM: not Linux?")?;
    line.trim().trim_end_matches(" kB").parse().context("VmHWM is no number")
}
