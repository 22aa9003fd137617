//! `[algorithm]`: what is trained with.

use crate::image::{self, Framework};
use crate::read::{Complaint, Read, Section, choice, complaint, s3_uri, table, text};

/// What is trained with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// SageMaker's own XGBoost.
    XgBoost {
        /// For example `1.7-1`.
        version: String,
    },
    /// The author's script in one of SageMaker's framework images.
    Script(Script),
    /// An image of the author's.
    Image {
        /// Its URI.
        uri: String,
    },
}

/// The author's script in one of SageMaker's framework images.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// The framework.
    pub framework: Framework,
    /// The framework's version, for example `1.2-1`.
    pub version: String,
    /// The version of Python, for example `py310`.
    pub py_version: String,
    /// `s3://` URI of the packed scripts, `sourcedir.tar.gz`.
    pub source: String,
    /// The script that is run, a path inside the source.
    pub entry_point: String,
}

const EXAMPLE: &str = "for example built_in = { name = \"xgboost\", version = \"1.7-1\" }";

impl Algorithm {
    /// Reads `[algorithm]`.
    pub(crate) fn read(mut section: Section<'_>) -> Read<Self> {
        let given = [
            section.optional("built_in", table(built_in)).transpose(),
            section.optional("framework", table(script)).transpose(),
            section.optional("image", text(image_uri)).transpose(),
        ];
        section.finish();
        let given: Vec<Read<Self>> = given.into_iter().flatten().collect();
        match <[Read<Self>; 1]>::try_from(given) {
            Ok([algorithm]) => algorithm,
            Err(none) if none.is_empty() => Err(section
                .refuse_missing(complaint("one of `built_in`, `framework` and `image` has to be given").hint(EXAMPLE))),
            Err(_) => Err(section.refuse(
                complaint("only one of `built_in`, `framework` and `image` can be given").hint("leave out the others"),
            )),
        }
    }
}

/// `{ name, version }` of an algorithm that SageMaker brings along.
fn built_in(mut section: Section<'_>) -> Read<Algorithm> {
    let name = section.required("name", "write name = \"xgboost\"", choice(&[("xgboost", ())]));
    let hint = "without a version SageMaker would take the XGBoost of 2018; write version = \"1.7-1\"";
    let version = section.required("version", hint, text(image::xgboost_version));
    section.finish();
    name?;
    Ok(Algorithm::XgBoost { version: version? })
}

/// `{ name, version, py_version, source, entry_point }` of a script.
fn script(mut section: Section<'_>) -> Read<Algorithm> {
    let framework = section.required("name", "write name = \"sklearn\"", choice(&Framework::NAMES));
    let check_version = text(|version: &str| match framework {
        Ok(framework) => framework.version(version),
        Err(_) => Ok(version.to_owned()),
    });
    let version = section.required("version", "for example version = \"1.2-1\"", check_version);
    let py_version = section.optional("py_version", |value| {
        let (Ok(framework), Ok(version)) = (framework, &version) else {
            return text(|py_version| Ok(py_version.to_owned()))(value);
        };
        text(|py_version| framework.py_version(version, py_version))(value)
    });
    let hint = "for example source = \"s3://bucket/sources/sourcedir.tar.gz\"";
    let source = section.required("source", hint, text(source_uri));
    let hint = "the script to run, for example entry_point = \"train.py\"";
    let entry_point = section.required("entry_point", hint, text(entry_point));
    section.finish();

    let (framework, version) = (framework?, version?);
    Ok(Algorithm::Script(Script {
        framework,
        py_version: py_version?.unwrap_or_else(|| framework.usual_py_version(&version).to_owned()),
        version,
        source: source?,
        entry_point: entry_point?,
    }))
}

fn source_uri(text: &str) -> Result<String, Complaint> {
    let packed = "pack the scripts with `tar -czf sourcedir.tar.gz -C source .`, upload the file and \
                  give its s3:// URI";
    if !text.starts_with("s3://") {
        return Err(complaint(format!("`{text}` is not an S3 URI: a source is a packed file in S3")).hint(packed));
    }
    let (_, key) = s3_uri(text)?;
    if key.ends_with(".tar.gz") {
        Ok(text.to_owned())
    } else {
        Err(complaint(format!("`{text}` is no packed source")).hint(packed))
    }
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

fn image_uri(uri: &str) -> Result<Algorithm, Complaint> {
    let plain = uri.len() <= 255 && uri.chars().all(|c| c.is_ascii_graphic());
    let repository = uri.split_once('/').is_some_and(|(host, path)| !host.is_empty() && !path.is_empty());
    if plain && repository && !uri.contains("://") {
        Ok(Algorithm::Image { uri: uri.to_owned() })
    } else {
        Err(complaint(format!("`{uri}` is not the URI of an image"))
            .hint("for example \"123456789012.dkr.ecr.eu-central-1.amazonaws.com/train:1.0\", without https://"))
    }
}
