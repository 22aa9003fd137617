//! `model.tar.gz` and its like.

use std::fs::File;
use std::io;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

/// Packs what lies in `folder`, without the folder itself. Links are packed as what they point to.
pub(super) fn pack(folder: &Path, archive: &Path) -> io::Result<()> {
    let mut builder = tar::Builder::new(GzEncoder::new(File::create(archive)?, Compression::fast()));
    let mut entries: Vec<_> = std::fs::read_dir(folder)?.collect::<io::Result<_>>()?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name();
        if entry.path().is_dir() {
            builder.append_dir_all(name, entry.path())?;
        } else {
            builder.append_path_with_name(entry.path(), name)?;
        }
    }
    builder.into_inner()?.finish()?.sync_all()
}

/// Whether nothing lies in `folder`.
pub(super) fn is_empty(folder: &Path) -> bool {
    std::fs::read_dir(folder).map_or(true, |mut entries| entries.next().is_none())
}
