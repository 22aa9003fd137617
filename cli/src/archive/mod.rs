//! Unpacking a `model.tar.gz` that nobody has vouched for.
//!
//! A training script decides what is in the archive, and whoever wrote its libraries, too. So: only files and folders,
//! only below the folder that they are unpacked into, nothing twice, and no more of them than was agreed. What was
//! agreed holds for what is read as well, so that neither a bomb nor an endless header fills the memory or the disk.

mod budget;

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use flate2::read::MultiGzDecoder;
use tar::{Archive, EntryType};

use self::budget::{Budget, Metered};

/// Bytes that the headers between two entries may have: long names and PAX records lie there.
const HEADERS: u64 = 1 << 20;

/// What an archive may hold.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// Bytes of all files together.
    pub(crate) bytes: u64,
    /// Files and folders together, those that are only implied by what lies in them included.
    pub(crate) entries: u64,
}

/// What was unpacked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Unpacked {
    /// Files.
    pub(crate) files: u64,
    /// Bytes of all files together.
    pub(crate) bytes: u64,
}

/// Why a model was not unpacked, or not to its end.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ArchiveError {
    /// It is damaged, or no `tar.gz` at all.
    #[error("the archive cannot be read")]
    Read(#[source] io::Error),
    /// The disk said no.
    #[error("cannot write `{}`", path.display())]
    Write { path: PathBuf, source: io::Error },
    /// A path that leads out of the folder, or means nothing in it.
    #[error("the model holds the path `{0}`, which leads outside")]
    Outside(String),
    /// A link, a device, a pipe, a sparse file.
    #[error("the model holds `{path}`, which is {what}, not a file or folder")]
    Kind { path: String, what: &'static str },
    /// The same path twice, also where the disk takes two spellings for the same.
    #[error("the model holds `{0}` twice")]
    Twice(String),
    /// Too many bytes.
    #[error("the model holds more than {0} bytes")]
    TooLarge(u64),
    /// Too many entries.
    #[error("the model holds more than {0} files and folders")]
    TooMany(u64),
    /// An endless name, or the like.
    #[error("the archive has a header of more than {HEADERS} bytes")]
    Header,
}

/// Unpacks `archive` into the folder `into`, which exists and is empty.
///
/// On an error the folder holds part of the archive: unpack into a temporary one.
pub(crate) fn unpack(archive: impl Read, into: &Path, limits: Limits) -> Result<Unpacked, ArchiveError> {
    let budget = Budget::default();
    let mut archive = Archive::new(Metered::new(MultiGzDecoder::new(archive), &budget));
    let mut unpacked = Unpacked::default();
    let mut entries = 0;

    budget.set(HEADERS);
    for entry in archive.entries().map_err(ArchiveError::Read)? {
        let mut entry = entry
            .map_err(|source| if budget.is_spent() { ArchiveError::Header } else { ArchiveError::Read(source) })?;
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let path = into.join(inside(&name, &entry.path_bytes())?);
        entries += 1 + missing_above(&path);
        if entries > limits.entries {
            return Err(ArchiveError::TooMany(limits.entries));
        }
        match entry.header().entry_type() {
            EntryType::Directory => {
                fs::create_dir_all(&path).map_err(|source| ArchiveError::Write { path, source })?;
            }
            EntryType::Regular | EntryType::Continuous => {
                let left = limits.bytes - unpacked.bytes;
                if entry.size() > left {
                    return Err(ArchiveError::TooLarge(limits.bytes));
                }
                // What the header promises is all that is read, up to the end of its last block.
                budget.set(entry.size() + HEADERS);
                let mut file = create(&path, &name)?;
                unpacked.bytes += copy(&mut entry, &mut file, &path)?;
                unpacked.files += 1;
            }
            EntryType::XGlobalHeader => {}
            other => return Err(ArchiveError::Kind { path: name, what: kind(other) }),
        }
        budget.set(HEADERS);
    }

    // To the end, so that the checksum is compared.
    let mut rest = archive.into_inner();
    io::copy(&mut rest, &mut io::sink())
        .map_err(|source| if budget.is_spent() { ArchiveError::Header } else { ArchiveError::Read(source) })?;
    Ok(unpacked)
}

/// The path of an entry, if it stays inside.
pub(crate) fn inside(name: &str, bytes: &[u8]) -> Result<PathBuf, ArchiveError> {
    let outside = || ArchiveError::Outside(name.to_owned());
    let text = str::from_utf8(bytes).map_err(|_| outside())?;
    // A backslash is a separator to some and a colon a drive; no model needs them.
    if text.contains(['\0', '\\']) || text.contains(':') {
        return Err(outside());
    }
    let mut path = PathBuf::new();
    for component in Path::new(text).components() {
        match component {
            Component::Normal(part) => path.push(part),
            Component::CurDir => {}
            Component::ParentDir | Component::RootDir | Component::Prefix(_) => return Err(outside()),
        }
    }
    Ok(path)
}

/// How many of the folders above a path are not there yet.
pub(crate) fn missing_above(path: &Path) -> u64 {
    path.ancestors().skip(1).take_while(|folder| !folder.exists()).fold(0, |count, _| count + 1)
}

/// A new file, and the folders above it. Nothing that exists is opened, so nothing is followed or replaced.
fn create(path: &Path, name: &str) -> Result<File, ArchiveError> {
    let failed = |source| ArchiveError::Write { path: path.to_owned(), source };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    OpenOptions::new().write(true).create_new(true).open(path).map_err(|source| {
        if source.kind() == io::ErrorKind::AlreadyExists {
            ArchiveError::Twice(name.to_owned())
        } else {
            failed(source)
        }
    })
}

/// Copies an entry's content, telling the archive's faults from the disk's.
fn copy(entry: &mut impl Read, file: &mut File, path: &Path) -> Result<u64, ArchiveError> {
    let mut buffer = vec![0; 128 * 1024];
    let mut copied = 0;
    loop {
        let read = match entry.read(&mut buffer) {
            Ok(0) => return Ok(copied),
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(ArchiveError::Read(error)),
        };
        io::Write::write_all(file, &buffer[..read])
            .map_err(|source| ArchiveError::Write { path: path.to_owned(), source })?;
        copied += read as u64;
    }
}

/// What an entry is, for people.
fn kind(entry: EntryType) -> &'static str {
    match entry {
        EntryType::Symlink => "a symbolic link",
        EntryType::Link => "a hard link",
        EntryType::Char | EntryType::Block => "a device",
        EntryType::Fifo => "a pipe",
        EntryType::GNUSparse => "a sparse file",
        _ => "of an unknown kind",
    }
}

#[cfg(test)]
mod tests;
