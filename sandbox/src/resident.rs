//! The one sandbox of a workspace that `retrain local up` leaves running.
//!
//! It holds a file lock for as long as it lives. So whether it runs is never a guess from a
//! process id that another program may have got since: the lock goes with the process, however
//! that ends.

use std::{
    fs::{File, TryLockError},
    io::{Read as _, Seek as _, Write as _},
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context, bail};
use nix::{
    errno::Errno,
    sys::signal::{Signal, kill},
    unistd::Pid,
};

use crate::{description::Description, workspace::Workspace};

/// Where the resident sandbox of a workspace keeps what others need to find it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resident {
    dir: PathBuf,
}

/// Whether the resident sandbox runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// It does not.
    Down,
    /// It is starting.
    Starting {
        /// Process id of its supervisor; 0 for the moment before it is known.
        pid: i32,
    },
    /// It is ready.
    Up(Box<Description>),
}

/// The right to be the resident sandbox, held until it is dropped.
#[derive(Debug)]
pub struct Claim {
    _lock: File,
    description: PathBuf,
}

impl Resident {
    /// The resident sandbox of `workspace`.
    pub fn of(workspace: &Workspace) -> Self {
        Self { dir: workspace.sandboxes() }
    }

    /// Folder for the resident sandbox's own files.
    pub fn dir(&self) -> PathBuf {
        self.dir.join("up")
    }

    /// File with the progress and the errors of the resident sandbox.
    pub fn log(&self) -> PathBuf {
        self.dir.join("up.log")
    }

    /// Whether it runs, and where.
    pub fn state(&self) -> anyhow::Result<State> {
        let Ok(mut lock) = File::open(self.lock()) else { return Ok(State::Down) };
        match lock.try_lock_shared() {
            Ok(()) => return Ok(State::Down),
            Err(TryLockError::WouldBlock) => {}
            Err(TryLockError::Error(error)) => {
                return Err(error).with_context(|| format!("cannot test the lock {}", self.lock().display()));
            }
        }
        let mut pid = String::new();
        lock.read_to_string(&mut pid)?;
        let pid = pid.trim().parse().unwrap_or(0);
        let described = read(&self.description()).filter(|found| i64::from(found.pid) == i64::from(pid));
        Ok(described.map_or(State::Starting { pid }, |found| State::Up(Box::new(found))))
    }

    /// Becomes the resident sandbox, if none runs.
    pub fn claim(&self) -> anyhow::Result<Claim> {
        std::fs::create_dir_all(&self.dir).with_context(|| format!("cannot create {}", self.dir.display()))?;
        let path = self.lock();
        let open = File::options().create(true).truncate(false).read(true).write(true).open(&path);
        let mut lock = open.with_context(|| format!("cannot open {}", path.display()))?;
        // Whoever asks for the state holds the lock for a moment.
        for _ in 0..20 {
            match lock.try_lock() {
                Ok(()) => {
                    let description = self.description();
                    // What an earlier one, which was killed, has left.
                    let _ = std::fs::remove_file(&description);
                    lock.set_len(0)?;
                    lock.rewind()?;
                    write!(lock, "{}", std::process::id())?;
                    return Ok(Claim { _lock: lock, description });
                }
                Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(10)),
                Err(TryLockError::Error(error)) => {
                    return Err(error).with_context(|| format!("cannot lock {}", path.display()));
                }
            }
        }
        bail!("a sandbox of this workspace runs already\nhint: `retrain local down` ends it")
    }

    fn lock(&self) -> PathBuf {
        self.dir.join("up.lock")
    }

    fn description(&self) -> PathBuf {
        self.dir.join("up.json")
    }
}

impl Claim {
    /// Tells that the sandbox is ready, and where.
    pub fn announce(&self, description: &Description) -> anyhow::Result<()> {
        // Renamed into place, so that nobody reads half of it.
        let draft = self.description.with_extension("draft");
        std::fs::write(&draft, serde_json::to_vec_pretty(description)?)
            .and_then(|()| std::fs::rename(&draft, &self.description))
            .with_context(|| format!("cannot write {}", self.description.display()))
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        // A file that stays counts for nothing once the lock is free.
        let _ = std::fs::remove_file(&self.description);
    }
}

/// Tells the sandbox with this process id to end. One that has ended already is fine.
pub fn terminate(pid: i32) -> std::io::Result<()> {
    if pid <= 0 {
        // Not a process: the system would take it for a whole group of them.
        return Ok(());
    }
    match kill(Pid::from_raw(pid), Signal::SIGTERM) {
        Ok(()) | Err(Errno::ESRCH) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

fn read(path: &Path) -> Option<Description> {
    serde_json::from_slice(&std::fs::read(path).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::binaries::Profile;

    fn resident(name: &str) -> Resident {
        let dir = std::env::temp_dir().join(format!("retrain-{name}-{}", std::process::id()));
        Resident { dir }
    }

    fn description() -> Description {
        Description {
            pid: std::process::id(),
            endpoint: "http://127.0.0.1:1".to_owned(),
            sagemaker: "http://127.0.0.1:2".to_owned(),
            region: "us-east-1".to_owned(),
            stack: "retrain-local".to_owned(),
            access_key_id: "test".to_owned(),
            secret_access_key: "test".to_owned(),
            outputs: BTreeMap::new(),
            functions_profile: Profile::Dev,
            dir: "/".to_owned(),
        }
    }

    #[test]
    fn a_resident_starts_is_up_and_goes_down_with_its_claim() {
        let resident = resident("states");
        assert_eq!(resident.state().unwrap(), State::Down);

        let claim = resident.claim().unwrap();
        assert!(matches!(resident.state().unwrap(), State::Starting { pid } if pid > 0));
        claim.announce(&description()).unwrap();
        assert_eq!(resident.state().unwrap(), State::Up(Box::new(description())));
        drop(claim);

        assert_eq!(resident.state().unwrap(), State::Down);
        std::fs::remove_dir_all(resident.dir).unwrap();
    }

    #[test]
    fn there_is_one_at_a_time() {
        let resident = resident("one");
        let claim = resident.claim().unwrap();

        let second = resident.claim();

        assert!(second.unwrap_err().to_string().contains("runs already"));
        drop(claim);
        drop(resident.claim().unwrap());
        std::fs::remove_dir_all(resident.dir).unwrap();
    }

    #[test]
    fn what_a_killed_one_left_behind_does_not_count() {
        let resident = resident("killed");
        let claim = resident.claim().unwrap();
        claim.announce(&description()).unwrap();
        let left = std::fs::read(resident.description()).unwrap();
        drop(claim);
        std::fs::write(resident.description(), left).unwrap();

        assert_eq!(resident.state().unwrap(), State::Down);
        let _claim = resident.claim().unwrap();
        assert!(matches!(resident.state().unwrap(), State::Starting { .. }));
        std::fs::remove_dir_all(resident.dir).unwrap();
    }
}
