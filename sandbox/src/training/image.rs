//! Training images, and what runs here in their place.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;

/// What an image is, as far as its URI tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Image {
    /// SageMaker's built-in XGBoost.
    XgBoost,
    /// SageMaker's scikit-learn container: script mode.
    ScikitLearn,
    /// A PyTorch training container: script mode, if torch is installed.
    PyTorch,
    /// The sandbox's own trainer that does nothing.
    Null,
    /// Somebody's own image.
    Own,
}

impl Image {
    /// Tells an image by the last part of its repository's name.
    pub fn of(uri: &str) -> Self {
        let path = uri.rsplit('/').next().unwrap_or(uri);
        match path.split([':', '@']).next().unwrap_or(path) {
            "sagemaker-xgboost" => Self::XgBoost,
            "sagemaker-scikit-learn" => Self::ScikitLearn,
            "pytorch-training" => Self::PyTorch,
            "retrain-null" => Self::Null,
            _ => Self::Own,
        }
    }
}

/// The commands that stand for own images, by image URI.
///
/// In a command, `{base}` is the folder that stands for `/opt/ml`, and `{python}` the
/// interpreter of the training environment.
#[derive(Clone, Debug, Default)]
pub struct Images(BTreeMap<String, Vec<String>>);

impl Images {
    /// Reads a JSON object from image URI to command, an array of the program and its arguments.
    pub fn read(path: &Path) -> anyhow::Result<Self> {
        let text =
            std::fs::read(path).with_context(|| format!("cannot read the table of images `{}`", path.display()))?;
        let commands = serde_json::from_slice(&text)
            .with_context(|| format!("`{}` is no table from image URI to command", path.display()))?;
        Ok(Self(commands))
    }

    /// Adds or replaces one image.
    #[must_use]
    pub fn with(mut self, image: &str, command: &[&str]) -> Self {
        self.0.insert(image.to_owned(), command.iter().map(ToString::to_string).collect());
        self
    }

    pub(super) fn command(&self, image: &str) -> Option<&[String]> {
        self.0.get(image).map(Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_image_is_told_by_its_repository() {
        for (uri, expected) in [
            ("683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1", Image::XgBoost),
            ("683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-scikit-learn:1.2-1-cpu-py3", Image::ScikitLearn),
            ("763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-training:2.1.0-cpu-py310", Image::PyTorch),
            ("000000000000.dkr.ecr.us-east-1.amazonaws.com/retrain-null:latest", Image::Null),
            ("000000000000.dkr.ecr.us-east-1.amazonaws.com/mine@sha256:00", Image::Own),
            ("", Image::Own),
        ] {
            assert_eq!(Image::of(uri), expected, "{uri}");
        }
    }
}
