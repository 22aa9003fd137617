//! A script of the author's, packed.

use toml::de::DeValue;

use super::{LocalPath, LocalSource};
use crate::read::{Complaint, Read, Section, Value, complaint, s3_uri, string, text, text_list, whole_number};

/// A script of the author's, packed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// `s3://` URI of the packed scripts, `sourcedir.tar.gz`.
    pub source: String,
    /// The script that is run, a path inside the source.
    pub entry_point: String,
    /// What of the container's log is kept: 10 debug, 20 info, 30 warning, 40 error.
    pub log_level: u32,
}

/// `logging.INFO`, which the SageMaker Python SDK asks for.
const LOG_LEVEL: u32 = 20;

impl Script {
    /// Reads the keys of a script that stand in a section of their own.
    pub(super) fn read(mut section: Section<'_>) -> Read<Self> {
        let script = Self::read_from(&mut section);
        section.finish();
        script
    }

    /// Reads the keys of a script from among others.
    pub(super) fn read_from(section: &mut Section<'_>) -> Read<Self> {
        let hint = "for example source = \"source\", the folder of your scripts beside the job file";
        let entry_hint = "the script to run, for example entry_point = \"train.py\"";
        let entry_point = section.required("entry_point", entry_hint, |value| {
            let path = text(entry_point)(value)?;
            Ok(LocalPath::of(value, path))
        });
        let dependencies = section.or("dependencies", Vec::new(), dependencies);
        let log_level = section.or("log_level", LOG_LEVEL, whole_number(0..=50));
        let source = section.required("source", hint, Source::read).and_then(|source| match source {
            (value, Source::Packed(_)) if dependencies.as_ref().is_ok_and(|paths| !paths.is_empty()) => {
                let packed = complaint("what is packed already can have no `dependencies`");
                Err(value.refuse(packed.hint("give the folder of this machine as `source`, or leave them out")))
            }
            (_, Source::Packed(uri)) => Ok(uri),
            (value, Source::Local(path)) => {
                let path = LocalPath::of(&value, path);
                let dependencies = dependencies.as_deref().unwrap_or_default();
                value.local_source(LocalSource::new(section, path, dependencies, entry_point.as_ref().ok().cloned()))
            }
        });
        dependencies?;
        Ok(Self { source: source?, entry_point: entry_point?.path, log_level: log_level? })
    }
}

/// Where the source lies.
enum Source {
    /// In S3, packed.
    Packed(String),
    /// On the author's machine.
    Local(String),
}

impl Source {
    fn read<'a>(value: &Value<'a>) -> Read<(Value<'a>, Self)> {
        let written = string(value)?;
        let source = if written.starts_with("s3://") {
            packed_uri(&written).map(Self::Packed)
        } else {
            local_path(&written).map(Self::Local)
        };
        Ok((value.clone(), value.accept(source)?))
    }
}

/// What is packed beside a source: each a path with a place of its own.
fn dependencies(value: &Value<'_>) -> Read<Vec<LocalPath>> {
    let paths = text_list(local_path)(value)?;
    let DeValue::Array(list) = value.data else { return Ok(Vec::new()) };
    let items = value.items(list);
    Ok(items.iter().zip(paths).map(|(item, path)| LocalPath::of(item, path)).collect())
}

fn packed_uri(uri: &str) -> Result<String, Complaint> {
    let (_, key) = s3_uri(uri)?;
    if key.ends_with(".tar.gz") {
        Ok(uri.to_owned())
    } else {
        Err(complaint(format!("`{uri}` is no packed source"))
            .hint("give the folder of your scripts, which `retrain push` packs, or the s3:// URI of a .tar.gz"))
    }
}

fn local_path(path: &str) -> Result<String, Complaint> {
    if path.is_empty() || path.starts_with('/') || path.contains("://") || path.contains('\\') {
        return Err(complaint(format!("`{path}` is not a path beside the job file"))
            .hint("a relative path with `/`, for example \"source\" or \"../shared\", or an s3:// URI"));
    }
    Ok(path.to_owned())
}

fn entry_point(path: &str) -> Result<String, Complaint> {
    let inside = !path.starts_with('/') && path.split('/').all(|part| !matches!(part, "" | "." | ".."));
    if !inside {
        return Err(complaint(format!("`{path}` is not a path inside the source")).hint("for example \"train.py\""));
    }
    if !matches!(path.rsplit_once('.'), Some((_, "py" | "sh"))) {
        return Err(complaint(format!("`{path}` is no script that the container can run"))
            .hint("a Python file (`.py`) or a shell script (`.sh`)"));
    }
    Ok(path.to_owned())
}
