//! A sandbox leaves nothing running, also when it is killed.

use std::time::{Duration, Instant};

use flows::faulty;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use sandbox::Client;

#[tokio::test]
async fn a_sandbox_that_is_killed_takes_everything_that_it_started_with_it() {
    // A sandbox of its own, one after another with those that misbehave: three at once are slow.
    let turn = faulty();
    let executable = turn.system.executable().to_owned();
    let client = tokio::task::spawn_blocking(move || Client::start(&mut Client::command(&executable))).await.unwrap();
    let client = client.unwrap();
    let (pid, dir) = (client.description().pid, client.description().dir.clone());
    assert!(!mentions(&dir).is_empty(), "the emulator runs in the sandbox's folder");

    kill(Pid::from_raw(i32::try_from(pid).unwrap()), Signal::SIGKILL).unwrap();

    let end = Instant::now() + Duration::from_secs(20);
    while !mentions(&dir).is_empty() {
        assert!(Instant::now() < end, "still running: {:#?}", mentions(&dir));
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let _ = std::fs::remove_dir_all(&dir);
}

/// Command lines and environments of processes in which the folder is named: the sandbox's own.
fn mentions(dir: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir("/proc").unwrap().flatten() {
        let pid = entry.file_name().into_string().unwrap_or_default();
        if !pid.bytes().all(|b| b.is_ascii_digit()) || pid == std::process::id().to_string() {
            continue;
        }
        let read = |name: &str| std::fs::read(entry.path().join(name)).unwrap_or_default();
        let said = [read("cmdline"), read("environ")].concat();
        let said = String::from_utf8_lossy(&said).into_owned();
        // `run-12` is not `run-123`.
        let of_another = |at: usize| said[at + dir.len()..].starts_with(|next: char| next.is_ascii_digit());
        if said.match_indices(dir).any(|(at, _)| !of_another(at)) {
            found.push(String::from_utf8_lossy(&read("cmdline")).replace('\0', " "));
        }
    }
    found
}
