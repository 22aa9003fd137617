//! SageMaker's own training images: which versions there are, and their URIs by region.
//!
//! A first, small table: XGBoost, scikit-learn and PyTorch from 1.13 on, in the regions that have
//! all of them. It follows the SageMaker Python SDK's `image_uris.retrieve`.

mod registries;

use self::registries::{ALGORITHMS, FRAMEWORKS, Registry};
use crate::read::{Complaint, complaint, did_you_mean, list};

/// A framework that SageMaker has script-mode images of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framework {
    /// scikit-learn.
    SkLearn,
    /// `PyTorch`.
    PyTorch,
}

/// What an image computes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Processor {
    Cpu,
    Gpu,
    /// AWS Trainium.
    Neuron,
}

const XGBOOST: [&str; 9] = ["0.90-1", "0.90-2", "1.0-1", "1.2-1", "1.2-2", "1.3-1", "1.5-1", "1.7-1", "3.0-5"];

const SKLEARN: [(&str, &str); 5] =
    [("0.20.0", "py3"), ("0.23-1", "py3"), ("1.0-1", "py3"), ("1.2-1", "py3"), ("1.4-2", "py3")];

const PYTORCH: [(&str, &str); 21] = [
    ("1.13", "py39"),
    ("1.13.1", "py39"),
    ("2.0", "py310"),
    ("2.0.0", "py310"),
    ("2.0.1", "py310"),
    ("2.1", "py310"),
    ("2.1.0", "py310"),
    ("2.2", "py310"),
    ("2.2.0", "py310"),
    ("2.3", "py311"),
    ("2.3.0", "py311"),
    ("2.4", "py311"),
    ("2.4.0", "py311"),
    ("2.5", "py311"),
    ("2.5.1", "py311"),
    ("2.6", "py312"),
    ("2.6.0", "py312"),
    ("2.7", "py312"),
    ("2.7.1", "py312"),
    ("2.8", "py312"),
    ("2.8.0", "py312"),
];

/// A version of XGBoost that there is an image of.
pub(crate) fn xgboost_version(version: &str) -> Result<String, Complaint> {
    if matches!(version, "1" | "latest") {
        let legacy = complaint(format!("`{version}` is the XGBoost of 2018"));
        return Err(legacy.hint(format!("valid are {}", list(XGBOOST))));
    }
    known("XGBoost", version, XGBOOST)
}

/// The image of XGBoost in `region`.
pub(crate) fn xgboost(version: &str, region: &str) -> Result<String, Complaint> {
    let processor = if matches!(version, "0.90-1" | "0.90-2" | "1.0-1") { "-cpu-py3" } else { "" };
    Ok(format!("{}/sagemaker-xgboost:{version}{processor}", host(&ALGORITHMS, "XGBoost", region)?))
}

impl Framework {
    /// The frameworks by their names in job files.
    pub(crate) const NAMES: [(&str, Self); 2] = [("sklearn", Self::SkLearn), ("pytorch", Self::PyTorch)];

    fn title(self) -> &'static str {
        match self {
            Self::SkLearn => "scikit-learn",
            Self::PyTorch => "PyTorch",
        }
    }

    /// The versions that there are images of, each with its Python.
    fn versions(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::SkLearn => &SKLEARN,
            Self::PyTorch => &PYTORCH,
        }
    }

    /// A version that there is an image of.
    pub(crate) fn version(self, version: &str) -> Result<String, Complaint> {
        known(self.title(), version, self.versions().iter().map(|(version, _)| *version))
    }

    /// The Python that comes with `version`.
    pub(crate) fn usual_py_version(self, version: &str) -> &'static str {
        let found = self.versions().iter().find(|(name, _)| *name == version);
        found.map_or("py3", |(_, py_version)| py_version)
    }

    /// A Python that comes with `version`.
    pub(crate) fn py_version(self, version: &str, py_version: &str) -> Result<String, Complaint> {
        let usual = self.usual_py_version(version);
        if py_version == usual {
            Ok(usual.to_owned())
        } else {
            let wrong = format!("there is no image of {} {version} with {py_version}", self.title());
            Err(complaint(wrong).hint(format!("write \"{usual}\", or leave `py_version` out")))
        }
    }

    /// Whether its images differ between CPU and GPU.
    pub(crate) fn has_gpu_images(self) -> bool {
        self == Self::PyTorch
    }

    /// The image in `region`.
    pub(crate) fn image(
        self,
        version: &str,
        py_version: &str,
        processor: Processor,
        region: &str,
    ) -> Result<String, Complaint> {
        let (registries, repository, processor) = match (self, processor) {
            (Self::SkLearn, _) => (&ALGORITHMS[..], "sagemaker-scikit-learn", "cpu"),
            (Self::PyTorch, Processor::Gpu) => (&FRAMEWORKS[..], "pytorch-training", "gpu"),
            (Self::PyTorch, _) => (&FRAMEWORKS[..], "pytorch-training", "cpu"),
        };
        let host = host(registries, self.title(), region)?;
        Ok(format!("{host}/{repository}:{version}-{processor}-{py_version}"))
    }
}

impl Processor {
    /// What an instance type computes on, by its family: `ml.p3.2xlarge` has GPUs.
    pub(crate) fn of(instance_type: &str) -> Self {
        let family = instance_type.strip_prefix("ml.").unwrap_or(instance_type);
        match family.get(..3) {
            Some("trn" | "inf") => Self::Neuron,
            _ if family.starts_with(['p', 'g']) => Self::Gpu,
            _ => Self::Cpu,
        }
    }
}

fn known<'v>(
    title: &str,
    version: &str,
    versions: impl IntoIterator<Item = &'v str> + Clone,
) -> Result<String, Complaint> {
    if versions.clone().into_iter().any(|known| known == version) {
        return Ok(version.to_owned());
    }
    let known = list(versions.clone());
    let hint = match did_you_mean(version, versions) {
        Some(near) => format!("did you mean `{near}`? Valid are {known}"),
        None => format!("valid are {known}"),
    };
    Err(complaint(format!("there is no image of {title} {version}")).hint(hint))
}

/// The host name of the registry that has the image in `region`.
fn host(registries: &[Registry], title: &str, region: &str) -> Result<String, Complaint> {
    let Some((_, account)) = registries.iter().find(|(name, _)| *name == region) else {
        let regions = list(registries.iter().map(|(name, _)| *name));
        let missing = complaint(format!("no image of {title} is known in the region {region}"));
        return Err(missing.hint(format!("valid are {regions}; or give an image of your own as `image`")));
    };
    let suffix = if region.starts_with("cn-") { ".cn" } else { "" };
    Ok(format!("{account}.dkr.ecr.{region}.amazonaws.com{suffix}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One answer of the SageMaker Python SDK's `image_uris.retrieve`.
    #[derive(serde::Deserialize)]
    struct Row {
        framework: String,
        region: String,
        version: Option<String>,
        py_version: Option<String>,
        instance_type: Option<String>,
        uri: String,
        #[serde(default = "yes")]
        api_valid: bool,
    }

    fn yes() -> bool {
        true
    }

    /// Our answer, or `None` where the table does not reach.
    fn ours(row: &Row) -> Option<Result<String, Complaint>> {
        let version = row.version.as_deref()?;
        let framework = match row.framework.as_str() {
            "xgboost" => {
                let version = xgboost_version(version).ok()?;
                return host(&ALGORITHMS, "", &row.region).is_ok().then(|| xgboost(&version, &row.region));
            }
            name => Framework::NAMES.iter().find(|(known, _)| *known == name)?.1,
        };
        let version = framework.version(version).ok()?;
        let py_version = row.py_version.as_deref().unwrap_or(framework.usual_py_version(&version));
        let processor = Processor::of(row.instance_type.as_deref().unwrap_or_default());
        let image = framework.image(&version, py_version, processor, &row.region);
        (processor != Processor::Neuron && image.is_ok()).then_some(image)
    }

    #[test]
    fn images_are_those_of_the_sagemaker_python_sdk() {
        let rows = include_str!("../../../tests/conformance/image_uris.jsonl").lines();
        let mut compared = 0;
        for row in rows.map(|line| serde_json::from_str::<Row>(line).unwrap()).filter(|row| row.api_valid) {
            if let Some(image) = ours(&row) {
                assert_eq!(image.unwrap(), row.uri);
                compared += 1;
            }
        }
        assert!(compared >= 190, "{compared} rows compared");
    }

    #[test]
    fn a_region_without_an_image_says_which_regions_have_one() {
        let complaint = xgboost("1.7-1", "mars-north-1").unwrap_err();
        assert_eq!(complaint.message, "no image of XGBoost is known in the region mars-north-1");
        assert!(complaint.hint.unwrap().contains("`eu-central-1`"));
    }
}
