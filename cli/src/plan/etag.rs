//! The `ETag` that S3 gives an object that `retrain upload` wrote: without it no identity, and no job name.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use md5::{Digest as _, Md5};

use crate::upload::{PART, part_size};
use crate::words::hex;

/// The `ETag` of a file. MD5 of its content; of one that goes in parts, MD5 over the parts' MD5s, and their number.
pub(crate) fn of_file(path: &Path, size: u64) -> io::Result<String> {
    let mut file = File::open(path)?;
    if size <= PART {
        return Ok(hex(&md5(&mut file)?));
    }
    let part = part_size(size);
    let parts = size.div_ceil(part);
    let mut all = Md5::new();
    for _ in 0..parts {
        all.update(md5(&mut (&mut file).take(part))?);
    }
    Ok(format!("{}-{parts}", hex(&all.finalize())))
}

fn md5(content: &mut impl Read) -> io::Result<[u8; 16]> {
    let mut hash = Md5::new();
    let mut buffer = vec![0; 256 * 1024];
    loop {
        match content.read(&mut buffer)? {
            0 => return Ok(hash.finalize().into()),
            read => hash.update(&buffer[..read]),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[test]
    fn a_small_file_has_the_md5_of_its_content() {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(b"hello").unwrap();
        assert_eq!(of_file(file.path(), 5).unwrap(), "5d41402abc4b2a76b9719d911017c592");
    }

    #[test]
    fn a_large_file_has_the_md5_of_its_parts_md5s() {
        let file = tempfile::NamedTempFile::new().unwrap();
        file.as_file().set_len(PART + 1).unwrap();
        // MD5 over (MD5 of 64 MiB of zeros, MD5 of one zero), as S3 computes it.
        assert_eq!(of_file(file.path(), PART + 1).unwrap(), "d4b4f6056a5f5a23cda477d1895a2bbd-2");
    }
}
