//! `[algorithm.framework]`: a script in one of SageMaker's framework images.

use toml::de::DeValue;
use training_images::Query;

use super::{Distribution, Script};
use crate::image;
use crate::read::{Complaint, Read, Section, Value, complaint, did_you_mean, list, s3_uri, text};

/// A script in one of SageMaker's framework images.
#[derive(Clone, Debug, PartialEq)]
pub struct Framework {
    /// The framework, for example `pytorch`.
    pub name: String,
    /// Its version, for example `2.0.1`.
    pub version: String,
    /// The version of Python, for example `py310`.
    pub py_version: Option<String>,
    /// With Hugging Face: the framework beneath, for example `pytorch2.0.0`.
    pub base_framework_version: Option<String>,
    /// With Hugging Face: what else is in the image, for example `cu118-ubuntu20.04`.
    pub container_version: Option<String>,
    /// The script.
    pub script: Script,
    /// How several machines, or several GPUs, work together.
    pub distribution: Option<Distribution>,
    /// Where a TensorFlow script writes its model, as its hyperparameter `model_dir` tells it.
    pub model_dir: ModelDir,
}

/// Where a TensorFlow script writes its model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ModelDir {
    /// Below the output path: `<output>/<job>/model`; with MPI `/opt/ml/model`.
    BelowOutput,
    /// Here.
    At(String),
    /// The script is not told.
    Untold,
}

impl Framework {
    /// Reads `[algorithm.framework]`.
    pub(super) fn read(mut section: Section<'_>) -> Read<Self> {
        let name = section.required("name", "write name = \"sklearn\"", text(framework_name));
        let known = name.as_deref().ok();
        let any = || text(|version| Ok(version.to_owned()));
        let version = section.required("version", "for example version = \"1.2-1\"", any());
        let base = section.optional("base_framework_version", any());
        let py_version = section.optional("py_version", any());
        let container_version = section.optional("container_version", any());
        let script = Script::read_from(&mut section);
        let distribution = Distribution::read(&mut section);
        let model_dir = section.or("model_dir", ModelDir::BelowOutput, |value| model_dir(known, value));
        section.finish();
        if script.is_err() || distribution.is_err() || model_dir.is_err() {
            // The rule that looks for the image on the job's own machines is not reached.
            let query = Query {
                framework: known.unwrap_or_default(),
                version: version.as_deref().ok(),
                py_version: py_version.as_ref().ok().and_then(Option::as_deref),
                base_framework_version: base.as_ref().ok().and_then(Option::as_deref),
                container_version: container_version.as_ref().ok().and_then(Option::as_deref),
                ..Query::default()
            };
            if known.is_some() && version.is_ok() {
                section.has_image(&query)?;
            }
        }
        Ok(Self {
            name: name?,
            version: version?,
            py_version: py_version?,
            base_framework_version: base?,
            container_version: container_version?,
            script: script?,
            distribution: distribution?,
            model_dir: model_dir?,
        })
    }
}

fn framework_name(name: &str) -> Result<String, Complaint> {
    if image::is_framework(name) {
        return Ok(name.to_owned());
    }
    let unknown = complaint(format!("`{name}` is no framework that SageMaker has images of"));
    if training_images::kind(name).is_some() {
        return Err(unknown.hint(format!("it is an algorithm: built_in = {{ name = \"{name}\" }}")));
    }
    let known = image::frameworks();
    let near = did_you_mean(name, known.iter().copied());
    Err(unknown.hint(match near {
        Some(near) => format!("did you mean `{near}`? Valid are {}", list(known)),
        None => format!("valid are {}", list(known)),
    }))
}

fn model_dir(framework: Option<&str>, value: &Value<'_>) -> Read<ModelDir> {
    if framework.is_some_and(|name| name != "tensorflow") {
        let other = complaint("only TensorFlow scripts are told a `model_dir`");
        return Err(value.refuse_key(other.hint("others find it in SM_MODEL_DIR; leave the key out")));
    }
    match value.data {
        DeValue::Boolean(false) => Ok(ModelDir::Untold),
        DeValue::String(_) => text(|path| match path {
            _ if path.starts_with("s3://") => s3_uri(path).map(|_| ModelDir::At(path.to_owned())),
            _ if path.starts_with('/') => Ok(ModelDir::At(path.to_owned())),
            _ => Err(complaint(format!("`{path}` is neither an S3 URI nor a path in the container"))
                .hint("for example \"/opt/ml/model\"; `false` tells the script nothing")),
        })(value),
        _ => Err(value.refuse_type("an S3 URI, a path in the container, or `false`")),
    }
}
