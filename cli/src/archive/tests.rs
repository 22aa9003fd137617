//! Hostile archives, built here, and what they get.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use rstest::rstest;
use tar::{Builder, Header};

use super::*;

const LIMITS: Limits = Limits { bytes: 10_000, entries: 10 };

/// An entry whose name is written into the header as it stands, whatever `tar` thinks of it.
fn entry(name: &str, kind: EntryType, link: Option<&str>, content: &[u8]) -> (Header, Vec<u8>) {
    let mut header = Header::new_gnu();
    header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
    if let Some(link) = link {
        header.as_old_mut().linkname[..link.len()].copy_from_slice(link.as_bytes());
    }
    header.set_entry_type(kind);
    header.set_size(content.len() as u64);
    header.set_mode(0o777);
    header.set_cksum();
    (header, content.to_vec())
}

fn file(name: &str) -> (Header, Vec<u8>) {
    entry(name, EntryType::Regular, None, b"content")
}

fn archive(entries: &[(Header, Vec<u8>)]) -> Vec<u8> {
    let mut builder = Builder::new(GzEncoder::new(Vec::new(), Compression::fast()));
    for (header, content) in entries {
        builder.append(header, content.as_slice()).unwrap();
    }
    builder.into_inner().unwrap().finish().unwrap()
}

/// Unpacks into a folder inside a folder, so that what gets out can be seen.
fn unpacked(archive: &[u8], limits: Limits) -> (tempfile::TempDir, Result<Unpacked, ArchiveError>) {
    let outer = tempfile::tempdir().unwrap();
    let into = outer.path().join("into");
    fs::create_dir(&into).unwrap();
    let result = unpack(archive, &into, limits);
    let found: Vec<_> = fs::read_dir(outer.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(found, ["into"], "something was written outside");
    (outer, result)
}

#[test]
fn a_model_is_unpacked_with_its_folders() {
    let entries = [
        entry("./", EntryType::Directory, None, b""),
        entry("code/", EntryType::Directory, None, b""),
        file("code/inference.py"),
        file("./xgboost-model"),
        file("deep/er/x"),
    ];
    let (outer, result) = unpacked(&archive(&entries), LIMITS);
    assert_eq!(result.unwrap(), Unpacked { files: 3, bytes: 21 });
    for path in ["code/inference.py", "xgboost-model", "deep/er/x"] {
        assert_eq!(fs::read(outer.path().join("into").join(path)).unwrap(), b"content");
    }
}

#[test]
fn a_long_name_is_no_attack() {
    let mut builder = Builder::new(GzEncoder::new(Vec::new(), Compression::fast()));
    let name = format!("{}/model.bin", "long".repeat(40));
    let mut header = Header::new_gnu();
    header.set_size(7);
    builder.append_data(&mut header, &name, b"content".as_slice()).unwrap();
    let (outer, result) = unpacked(&builder.into_inner().unwrap().finish().unwrap(), LIMITS);
    assert_eq!(result.unwrap().files, 1);
    assert!(outer.path().join("into").join(name).is_file());
}

#[rstest]
#[case::parent("../x")]
#[case::parent_inside("a/../../x")]
#[case::parent_that_stays_inside("a/../x")]
#[case::absolute("/tmp/retrain-evil")]
#[case::drive("C:\\x")]
#[case::stream("model:stream")]
fn a_path_that_leads_outside_is_refused(#[case] name: &str) {
    let (_outer, result) = unpacked(&archive(&[file(name)]), LIMITS);
    assert!(matches!(result, Err(ArchiveError::Outside(_))), "{result:?}");
}

#[rstest]
#[case::symbolic(EntryType::Symlink, Some("/etc/passwd"))]
#[case::symbolic_inside(EntryType::Symlink, Some("model"))]
#[case::hard(EntryType::Link, Some("/etc/passwd"))]
#[case::character_device(EntryType::Char, None)]
#[case::block_device(EntryType::Block, None)]
#[case::pipe(EntryType::Fifo, None)]
#[case::sparse(EntryType::GNUSparse, None)]
#[case::unknown(EntryType::new(b'Z'), None)]
fn what_is_neither_file_nor_folder_is_refused(#[case] kind: EntryType, #[case] link: Option<&str>) {
    let (outer, result) = unpacked(&archive(&[entry("x", kind, link, b"")]), LIMITS);
    assert!(matches!(result, Err(ArchiveError::Kind { .. } | ArchiveError::Read(_))), "{result:?}");
    assert!(!outer.path().join("into/x").exists());
}

#[test]
fn a_file_below_a_link_never_comes_to_be() {
    let entries = [entry("out", EntryType::Symlink, Some(".."), b""), file("out/x")];
    assert!(unpacked(&archive(&entries), LIMITS).1.is_err());
}

#[test]
fn the_same_file_twice_is_refused() {
    let (_outer, result) = unpacked(&archive(&[file("x"), file("./x")]), LIMITS);
    assert!(matches!(result, Err(ArchiveError::Twice(_))), "{result:?}");
}

#[test]
fn a_file_in_the_place_of_a_folder_is_refused() {
    let (_outer, result) = unpacked(&archive(&[file("x"), file("x/y")]), LIMITS);
    assert!(matches!(result, Err(ArchiveError::Write { .. })), "{result:?}");
}

#[test]
fn a_bomb_is_refused_before_it_goes_off() {
    let zeros = vec![0; 10_001];
    let (outer, result) = unpacked(&archive(&[entry("bomb", EntryType::Regular, None, &zeros)]), LIMITS);
    assert!(matches!(result, Err(ArchiveError::TooLarge(10_000))), "{result:?}");
    assert!(!outer.path().join("into/bomb").exists());
}

#[test]
fn many_small_bombs_count_together() {
    let half = vec![0; 6_000];
    let entries = [entry("a", EntryType::Regular, None, &half), entry("b", EntryType::Regular, None, &half)];
    assert!(matches!(unpacked(&archive(&entries), LIMITS).1, Err(ArchiveError::TooLarge(_))));
}

#[test]
fn too_many_entries_are_refused_folders_included() {
    let entries: Vec<_> = (0..11).map(|n| entry(&format!("d{n}/"), EntryType::Directory, None, b"")).collect();
    assert!(matches!(unpacked(&archive(&entries), LIMITS).1, Err(ArchiveError::TooMany(10))));
}

#[rstest]
#[case::of_files("a/b/c/d/e/f/g/h/i/j/x")]
#[case::of_folders("a/b/c/d/e/f/g/h/i/j/k/")]
fn folders_that_are_only_implied_count_as_well(#[case] name: &str) {
    let kind = if name.ends_with('/') { EntryType::Directory } else { EntryType::Regular };
    let result = unpacked(&archive(&[entry(name, kind, None, b"")]), LIMITS).1;
    assert!(matches!(result, Err(ArchiveError::TooMany(10))), "{result:?}");
}

#[test]
fn a_folder_that_lies_there_does_not_count_again_for_what_is_in_it() {
    let mut entries = vec![entry("a/b/c/", EntryType::Directory, None, b"")];
    entries.extend((0..7).map(|n| file(&format!("a/b/c/{n}"))));
    assert!(unpacked(&archive(&entries), LIMITS).1.is_ok());
    entries.push(file("a/b/c/7"));
    assert!(matches!(unpacked(&archive(&entries), LIMITS).1, Err(ArchiveError::TooMany(10))));
}

#[rstest]
#[case::long_name(EntryType::GNULongName)]
#[case::pax_record(EntryType::XHeader)]
fn an_endless_header_does_not_fill_the_memory(#[case] kind: EntryType) {
    let endless = vec![b'a'; 8 << 20];
    let entries = [entry("x", kind, None, &endless), file("y")];
    let (_outer, result) = unpacked(&archive(&entries), LIMITS);
    assert!(matches!(result, Err(ArchiveError::Header)), "{result:?}");
}

#[test]
fn an_endless_tail_is_refused() {
    let mut tar = Vec::new();
    let mut gz = GzEncoder::new(&mut tar, Compression::fast());
    gz.write_all(&vec![0; 16 << 20]).unwrap();
    gz.finish().unwrap();
    assert!(matches!(unpacked(&tar, LIMITS).1, Err(ArchiveError::Header)));
}

#[rstest]
#[case::empty(0)]
#[case::in_the_middle(60)]
fn a_download_that_broke_off_is_told_from_a_whole_one(#[case] keep: usize) {
    let whole = archive(&[file("a"), file("b")]);
    assert!(matches!(unpacked(&whole[..keep], LIMITS).1, Err(ArchiveError::Read(_))));
}

#[test]
fn a_damaged_byte_is_seen_even_after_the_last_file() {
    let mut damaged = archive(&[file("a")]);
    let checksum = damaged.len() - 6;
    damaged[checksum] ^= 1;
    assert!(matches!(unpacked(&damaged, LIMITS).1, Err(ArchiveError::Read(_))));
}
