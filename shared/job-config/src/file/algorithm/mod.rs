//! `[algorithm]`: what is trained with.

mod distribution;
mod framework;
mod local;
mod script;

pub use self::distribution::{Distribution, Mpi, SmDistributed};
pub use self::framework::{Framework, ModelDir};
pub use self::local::{LocalPath, LocalSource};
pub use self::script::Script;

use training_images::Kind;

use super::channels::{InputMode, MODES};
use crate::read::{Complaint, Read, Section, boolean, choice, complaint, did_you_mean, list, text};

/// What is trained with.
#[derive(Clone, Debug, PartialEq)]
pub struct Algorithm {
    /// The code.
    pub code: Code,
    /// How data reaches the container, where a channel does not say it.
    pub input_mode: InputMode,
    /// Whether SageMaker keeps metrics as a time series; `None` is what the SageMaker Python SDK asks for.
    pub metrics_time_series: Option<bool>,
}

/// The code that trains.
#[derive(Clone, Debug, PartialEq)]
pub enum Code {
    /// An algorithm that SageMaker brings along.
    BuiltIn {
        /// For example `xgboost`.
        name: String,
        /// For example `1.7-1`; `None` where there is but one.
        version: Option<String>,
    },
    /// The author's script in one of SageMaker's framework images.
    Framework(Box<Framework>),
    /// An image of the author's.
    Image {
        /// Its URI.
        uri: String,
        /// The author's script in it, where the image has the SageMaker training toolkit.
        script: Option<Script>,
    },
    /// An algorithm resource of one's own account or of AWS Marketplace.
    Resource {
        /// Its name or ARN.
        name: String,
    },
}

const EXAMPLE: &str = "for example built_in = { name = \"xgboost\", version = \"1.7-1\" }";
const KINDS: [&str; 4] = ["built_in", "framework", "image", "name"];

impl Algorithm {
    /// Reads `[algorithm]`.
    pub(crate) fn read(mut section: Section<'_>) -> Read<Self> {
        let given = section.first_of(&KINDS);
        let code = match given.as_slice() {
            [] => {
                let none = complaint(format!("one of {} has to be given", list(KINDS)));
                Err(section.refuse_missing(none.hint(EXAMPLE)))
            }
            [one] => Code::read(&mut section, &one.key.clone()),
            [_, second, ..] => {
                let several = complaint(format!("only one of {} can be given", list(KINDS)));
                Err(second.refuse_key(several.hint("leave out the others")))
            }
        };
        let input_mode = section.or("input_mode", InputMode::File, choice(&MODES));
        let metrics_time_series = section.optional("metrics_time_series", boolean);
        section.finish();
        Ok(Self { code: code?, input_mode: input_mode?, metrics_time_series: metrics_time_series? })
    }

    /// The script, where the author has one.
    pub fn script(&self) -> Option<&Script> {
        match &self.code {
            Code::Framework(framework) => Some(&framework.script),
            Code::Image { script, .. } => script.as_ref(),
            Code::BuiltIn { .. } | Code::Resource { .. } => None,
        }
    }

    /// The name of the built-in algorithm, where it is one.
    pub fn built_in(&self) -> Option<&str> {
        match &self.code {
            Code::BuiltIn { name, .. } => Some(name),
            _ => None,
        }
    }
}

impl Code {
    fn read(section: &mut Section<'_>, key: &str) -> Read<Self> {
        let script = match key {
            "image" => section.optional_section("script", Script::read),
            _ => section.optional("script", |script| {
                let own = complaint("`script` goes with an image of one's own");
                Err(script.refuse_key(own.hint("a framework has `source` and `entry_point` itself")))
            }),
        };
        match key {
            "built_in" => section.section("built_in", built_in),
            "framework" => {
                section.section("framework", Framework::read).map(|framework| Self::Framework(Box::new(framework)))
            }
            "image" => {
                let uri = section.required("image", "the URI of an image", text(image_uri));
                Ok(Self::Image { uri: uri?, script: script? })
            }
            _ => {
                let name = section.required("name", "the name of an algorithm resource", text(resource_name));
                Ok(Self::Resource { name: name? })
            }
        }
    }
}

/// `{ name, version }` of an algorithm that SageMaker brings along.
fn built_in(mut section: Section<'_>) -> Read<Code> {
    let name = section.required("name", "write name = \"xgboost\"", text(built_in_name));
    let known = name.as_deref().ok();
    let version = if known == Some("xgboost") {
        let hint = "without a version SageMaker would take the XGBoost of 2018; write version = \"1.7-1\"";
        section.required("version", hint, text(xgboost_version)).map(Some)
    } else {
        section.optional("version", text(|version| Ok(version.to_owned())))
    };
    section.finish();
    Ok(Code::BuiltIn { name: name?, version: version? })
}

/// A name that one might know another's container by, in the words of the other.
fn built_in_name(name: &str) -> Result<String, Complaint> {
    if training_images::kind(name) == Some(Kind::BuiltIn) {
        return Ok(name.to_owned());
    }
    let unknown = complaint(format!("`{name}` is no algorithm that SageMaker brings along"));
    if training_images::kind(name) == Some(Kind::Framework) {
        return Err(unknown.hint(format!("it is a framework: [algorithm.framework] with name = \"{name}\"")));
    }
    let known: Vec<&str> = training_images::names(Kind::BuiltIn);
    let near = did_you_mean(name, known.iter().copied());
    Err(unknown.hint(match near {
        Some(near) => format!("did you mean `{near}`? Valid are {}", list(known)),
        None => format!("valid are {}", list(known)),
    }))
}

fn xgboost_version(version: &str) -> Result<String, Complaint> {
    let legacy = |version: &str| matches!(version, "1" | "latest");
    if !legacy(version) {
        return Ok(version.to_owned());
    }
    let known = training_images::versions("xgboost").into_iter().filter(|known| !legacy(known));
    Err(complaint(format!("`{version}` is the XGBoost of 2018")).hint(format!("valid are {}", list(known))))
}

fn image_uri(uri: &str) -> Result<String, Complaint> {
    let plain = (1..=255).contains(&uri.len()) && uri.chars().all(|c| c.is_ascii_graphic());
    if plain && !uri.contains("://") {
        Ok(uri.to_owned())
    } else {
        Err(complaint(format!("`{uri}` is not the URI of an image"))
            .hint("for example \"123456789012.dkr.ecr.eu-central-1.amazonaws.com/train:1.0\", without https://"))
    }
}

fn resource_name(name: &str) -> Result<String, Complaint> {
    let last = name.rsplit('/').next().unwrap_or_default();
    let legal = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let well =
        (1..=63).contains(&last.len()) && last.chars().all(legal) && !last.starts_with('-') && !last.ends_with('-');
    let arn = !name.contains('/') || (name.starts_with("arn:aws") && name.contains(":sagemaker:"));
    if well && arn && name.len() <= 170 {
        Ok(name.to_owned())
    } else {
        Err(complaint(format!("`{name}` is not the name of an algorithm resource"))
            .hint("its name, or arn:aws:sagemaker:eu-central-1:123456789012:algorithm/name"))
    }
}
