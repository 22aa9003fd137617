//! `sourcedir.tar.gz`, the same for the same files whoever packs them, when and where.

use std::fs::File;
use std::io::{self, Read as _, Write};

use anyhow::{Context as _, anyhow};
use flate2::write::GzEncoder;
use flate2::{Compression, GzBuilder};
use pipeline::Keys;
use sha2::{Digest as _, Sha256};
use tar::{Builder, EntryType, Header};

use super::Inventory;
use super::inventory::SourceFile;
use crate::failure::Hint as _;
use crate::words::hex;

/// `OS` of a gzip header where nothing is said.
const UNKNOWN_SYSTEM: u8 = 255;

/// A packed source.
#[derive(Debug, Clone)]
pub(crate) struct Packed {
    /// Where it was found, for people.
    pub(crate) from: String,
    /// How many files are in it.
    pub(crate) files: usize,
    /// SHA-256 of the tar archive before it is compressed, in hexadecimal: no version of a compressor changes it.
    pub(crate) sha256: String,
    /// `sourcedir.tar.gz`.
    pub(crate) archive: Vec<u8>,
}

impl Packed {
    /// Its key in the config bucket.
    pub(crate) fn key(&self) -> String {
        Keys::source(&self.sha256)
    }

    /// Where a job file names it.
    pub(crate) fn uri(&self, config_bucket: &str) -> String {
        format!("s3://{config_bucket}/{}", self.key())
    }
}

/// Packs what was found: sorted by name, without times, owners and umasks.
pub(crate) fn pack(inventory: &Inventory) -> anyhow::Result<Packed> {
    let gzip = GzBuilder::new().mtime(0).operating_system(UNKNOWN_SYSTEM).write(Vec::new(), Compression::new(6));
    let mut tar = Builder::new(Hashing { hash: Sha256::new(), gzip });
    for (name, file) in &inventory.files {
        append(&mut tar, name, file).with_context(|| format!("cannot pack `{}`", file.path.display()))?;
    }
    let Hashing { hash, gzip } = tar.into_inner()?;
    Ok(Packed {
        from: inventory.from.clone(),
        files: inventory.files.len(),
        sha256: hex(&hash.finalize()),
        archive: gzip.finish()?,
    })
}

fn append(tar: &mut Builder<impl Write>, name: &str, file: &SourceFile) -> anyhow::Result<()> {
    let mut header = Header::new_gnu();
    header.set_entry_type(EntryType::Regular);
    header.set_mode(if file.executable { 0o755 } else { 0o644 });
    header.set_uid(0);
    header.set_gid(0);
    header.set_mtime(0);
    header.set_size(file.size);
    let mut content = Vec::new();
    // One byte more than was found shows that somebody writes to it.
    File::open(&file.path)?.take(file.size + 1).read_to_end(&mut content)?;
    if content.len() as u64 != file.size {
        return Err(anyhow!("it changed while it was read")).hint("try again when nobody writes to it");
    }
    tar.append_data(&mut header, name, &*content)?;
    Ok(())
}

/// Compresses what it hashes.
struct Hashing {
    hash: Sha256,
    gzip: GzEncoder<Vec<u8>>,
}

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.gzip.write(bytes)?;
        self.hash.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.gzip.flush()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt as _;
    use std::path::Path;
    use std::time::{Duration, SystemTime};

    use super::*;

    /// Writes files with a mode and a time, in this order.
    fn inventory(folder: &Path, files: &[(&str, &str, u32)], modified: u64) -> Inventory {
        let write = |(name, content, mode): &(&str, &str, u32)| {
            let path = folder.join(name.replace('/', "_"));
            fs::write(&path, content).unwrap();
            fs::set_permissions(&path, Permissions::from_mode(*mode)).unwrap();
            let time = SystemTime::UNIX_EPOCH + Duration::from_secs(modified);
            File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
            let executable = mode & 0o100 != 0;
            ((*name).to_owned(), SourceFile { path, size: content.len() as u64, executable })
        };
        Inventory { from: "source".to_owned(), files: files.iter().map(write).collect::<BTreeMap<_, _>>() }
    }

    /// A name that does not fit into a tar header.
    const LONG: &str = "a/very/long/path/of/more/than/a/hundred/characters/which/a/tar/header/has/no/room/for/\
                        so/that/it/gets/an/entry/of/its/own.py";

    #[test]
    fn the_same_files_are_packed_to_the_same_bytes_whatever_their_times_and_umasks() {
        let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let one = inventory(here.path(), &[("train.py", "1", 0o644), ("run.sh", "2", 0o755), (LONG, "3", 0o664)], 1);
        let other =
            inventory(there.path(), &[(LONG, "3", 0o600), ("run.sh", "2", 0o700), ("train.py", "1", 0o666)], 2_000);
        let (one, other) = (pack(&one).unwrap(), pack(&other).unwrap());
        assert_eq!(one.archive, other.archive);
        assert_eq!(one.sha256, other.sha256);
        // Fixed: every key that was ever written depends on it.
        insta::assert_snapshot!(one.key(), @"sources/d28d55909826c561a718926d75a9452b2b37ee267abf7a04662305983a1685c0/sourcedir.tar.gz");
    }

    #[test]
    fn the_key_is_the_hash_of_the_tar_archive_that_anybody_can_compute() {
        let folder = tempfile::tempdir().unwrap();
        let packed = pack(&inventory(folder.path(), &[("train.py", "print()\n", 0o644)], 1)).unwrap();
        let mut tar = Vec::new();
        flate2::read::GzDecoder::new(&*packed.archive).read_to_end(&mut tar).unwrap();
        assert_eq!(hex(&Sha256::digest(&tar)), packed.sha256);
        let mut archive = tar::Archive::new(&*tar);
        let mut entries = archive.entries().unwrap().map(Result::unwrap);
        let header = entries.next().unwrap().header().clone();
        let seen = (header.path().unwrap().into_owned(), header.mode().unwrap(), header.mtime().unwrap());
        assert_eq!(seen, ("train.py".into(), 0o644, 0));
        assert_eq!((header.uid().unwrap(), header.gid().unwrap(), header.username().unwrap()), (0, 0, Some("")));
        assert!(entries.next().is_none());
    }

    #[test]
    fn another_name_another_content_and_another_mode_are_another_source() {
        let key = |file: (&str, &str, u32)| {
            let folder = tempfile::tempdir().unwrap();
            pack(&inventory(folder.path(), &[file], 1)).unwrap().sha256
        };
        let train = key(("train.py", "1", 0o644));
        for other in [("main.py", "1", 0o644), ("train.py", "2", 0o644), ("train.py", "1", 0o755)] {
            assert_ne!(key(other), train, "{other:?}");
        }
    }

    #[test]
    fn a_file_that_grew_since_it_was_found_is_not_packed() {
        let folder = tempfile::tempdir().unwrap();
        let found = inventory(folder.path(), &[("train.py", "1", 0o644)], 1);
        fs::write(&found.files["train.py"].path, "12").unwrap();
        assert!(format!("{:#}", pack(&found).unwrap_err()).contains("changed while it was read"));
    }
}
