#![doc = include_str!("README.md")]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "the table is what it is run for")]

mod binaries;
mod measure;

use std::net::TcpListener;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::measure::Start;

/// Rounds without an argument: medians then differ by about a hundredth from run to run.
const ROUNDS: usize = 200;

/// How long all rounds may take together: a function that ends before its first poll would be waited for for ever.
const PATIENCE: Duration = Duration::from_mins(5);

/// At most this many times the start of a function that does nothing.
const RATIO_MAX: f64 = 2.5;

/// Peak memory at the first poll, in kB.
const MEMORY_MAX: u64 = 9_000;

/// The zip file, in bytes.
const ZIP_MAX: u64 = 3_250_000;

/// What was measured of one program.
struct Program {
    name: String,
    path: PathBuf,
    starts: Vec<Start>,
}

impl Program {
    /// The median of what `value` picks.
    fn median<T: Ord + Copy>(&self, value: impl Fn(&Start) -> T) -> T {
        let mut values: Vec<T> = self.starts.iter().map(value).collect();
        values.sort_unstable();
        values[values.len() / 2]
    }
}

fn main() -> Result<()> {
    // `cargo bench` adds `--bench`.
    let rounds = std::env::args().skip(1).find(|argument| argument != "--bench");
    let rounds =
        rounds.map_or(Ok(ROUNDS), |rounds| rounds.parse()).context("usage: cargo bench -p startup -- ROUNDS")?;

    let mut programs: Vec<Program> =
        binaries::build()?.into_iter().map(|(name, path)| Program { name, path, starts: Vec::new() }).collect();
    let runtime_api = TcpListener::bind("127.0.0.1:0").context("cannot listen")?;
    std::thread::spawn(|| {
        std::thread::sleep(PATIENCE);
        eprintln!("error: a function did not poll the Runtime API");
        std::process::exit(1);
    });
    for _ in 0..rounds.max(1) {
        for program in &mut programs {
            program.starts.push(measure::start(&program.path, &runtime_api)?);
        }
    }
    report(&programs)
}

/// Prints the table, and fails where a goal is missed.
fn report(programs: &[Program]) -> Result<()> {
    let noop = programs.first().context("nothing was measured")?.median(|start| start.to_first_poll);
    println!("{:<16} {:>9} {:>6} {:>9} {:>9}", "", "start ms", "times", "memory MB", "zip MB");
    let mut missed = Vec::new();
    for program in programs {
        let start = program.median(|start| start.to_first_poll);
        let times = start.as_secs_f64() / noop.as_secs_f64();
        let memory = program.median(|start| start.peak_memory_kb);
        let zip = binaries::zipped_size(&program.path)?;
        println!(
            "{:<16} {:>9.2} {times:>6.2} {:>9} {:>9}",
            program.name,
            milliseconds(start),
            thousandths(memory),
            thousandths(zip / 1_000),
        );
        if times > RATIO_MAX || memory > MEMORY_MAX || zip > ZIP_MAX {
            missed.push(program.name.as_str());
        }
    }
    if !missed.is_empty() {
        bail!(
            "over {RATIO_MAX} times, {} MB of memory or a zip file of {} MB: {}",
            thousandths(MEMORY_MAX),
            thousandths(ZIP_MAX / 1_000),
            missed.join(", "),
        );
    }
    Ok(())
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// A number of thousandths as a decimal number: `2950` is `2.95`.
fn thousandths(number: u64) -> String {
    format!("{}.{:02}", number / 1_000, number % 1_000 / 10)
}
