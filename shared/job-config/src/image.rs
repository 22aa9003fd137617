//! The training image that a job file asks for.
//!
//! The table is [`training_images`]'s, which follows the SageMaker Python SDK; here its answers become complaints about
//! keys.

use training_images::{Kind, Part, Query, Unavailable};

use crate::file::algorithm::{Algorithm, Code, Framework};
use crate::read::{Complaint, complaint};

/// XGBoost is an algorithm and a framework: the same image runs both.
const BOTH: &str = "xgboost";

/// Whether scripts run in images of this name.
pub(crate) fn is_framework(name: &str) -> bool {
    name == BOTH || training_images::kind(name) == Some(Kind::Framework)
}

/// The names of the frameworks.
pub(crate) fn frameworks() -> Vec<&'static str> {
    let mut names: Vec<&str> = training_images::names(Kind::Framework).into_iter().chain([BOTH]).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// The image of an algorithm on this instance type, or the key that asks for what there is not, and why.
///
/// Nothing where the job runs an algorithm resource, which has its own.
pub(crate) fn uri(
    algorithm: &Algorithm,
    instance_type: Option<&str>,
    region: &str,
) -> Result<Option<String>, (String, Complaint)> {
    let (section, query) = match &algorithm.code {
        Code::Image { uri, .. } => return Ok(Some(uri.clone())),
        Code::Resource { .. } => return Ok(None),
        Code::BuiltIn { name, version } => {
            ("algorithm.built_in", Query { framework: name, version: version.as_deref(), ..Query::default() })
        }
        Code::Framework(framework) => {
            let own = framework.container_version.as_deref().or_else(|| beside_transformers(framework, instance_type));
            let (name, container_version) =
                model_parallel(framework, instance_type).unwrap_or((framework.name.as_str(), own));
            let query = Query {
                framework: name,
                version: Some(&framework.version),
                py_version: framework.py_version.as_deref(),
                base_framework_version: framework.base_framework_version.as_deref(),
                container_version,
                smdistributed: framework.distribution.as_ref().is_some_and(|of| of.smdistributed.is_some()),
                ..Query::default()
            };
            ("algorithm.framework", query)
        }
    };
    retrieve(&Query { region, instance_type, ..query }).map(Some).map_err(|unavailable| {
        let key = match unavailable.part {
            Part::Framework => format!("{section}.name"),
            Part::Version => format!("{section}.version"),
            Part::PyVersion => format!("{section}.py_version"),
            Part::BaseFrameworkVersion => format!("{section}.base_framework_version"),
            Part::ContainerVersion => format!("{section}.container_version"),
            Part::InstanceType => "resources.instance_type".to_owned(),
            Part::Region => section.to_owned(),
        };
        (key, explain(unavailable))
    })
}

/// The URI, with the newest Python where a version has images with several: the SDK wants to be told which.
fn retrieve(query: &Query<'_>) -> Result<String, Unavailable> {
    training_images::uri(query).or_else(|unavailable| {
        let untold = query.py_version.is_none() && unavailable.part == Part::PyVersion;
        let newest = query.version.filter(|_| untold);
        let pythons = newest.map(|version| training_images::py_versions(query.framework, version)).unwrap_or_default();
        let newest = pythons.into_iter().max_by_key(|python| minor_version(python));
        match newest {
            Some(newest) => training_images::uri(&Query { py_version: Some(newest), ..*query }),
            None => Err(unavailable),
        }
    })
}

/// 10 of `py310`, 6 of `py36`: the minor versions of Python 3; 0 of `py3` and `py2`.
fn minor_version(python: &str) -> u32 {
    python.strip_prefix("py3").and_then(|minor| minor.parse().ok()).unwrap_or(0)
}

fn explain(mut unavailable: Unavailable) -> Complaint {
    // Versions of XGBoost that job files do not take.
    unavailable.valid.retain(|version| !matches!(version.as_str(), "1" | "latest"));
    complaint(unavailable.message.clone()).hint(unavailable.hint())
}

/// Instance types of all kinds of processors that images differ by.
const PROCESSORS: [&str; 5] = ["ml.m5.xlarge", "ml.g5.xlarge", "ml.c7g.xlarge", "ml.trn1.2xlarge", "ml.inf1.xlarge"];

/// Whether there is such an image for any instance type; what there is not, as far as that can be said.
pub(crate) fn exists(query: &Query<'_>) -> Result<(), (Part, Complaint)> {
    let on = |instance_type| retrieve(&Query { instance_type: Some(instance_type), ..*query });
    let mut wrong = None;
    for instance_type in PROCESSORS {
        match on(instance_type) {
            Ok(_) => return Ok(()),
            Err(unavailable) => _ = wrong.get_or_insert(unavailable),
        }
    }
    match wrong {
        Some(unavailable) if !matches!(unavailable.part, Part::InstanceType | Part::Region | Part::Framework) => {
            Err((unavailable.part, explain(unavailable)))
        }
        _ => Ok(()),
    }
}

/// The image with SageMaker's library for model parallelism, where `torchrun` launches it, and its CUDA version
/// (`image_uris.get_training_image_uri` of the SDK).
fn model_parallel<'a>(framework: &Framework, instance_type: Option<&str>) -> Option<(&'a str, Option<&'a str>)> {
    let distribution = framework.distribution.as_ref()?;
    let (enabled, _) = distribution.smdistributed.as_ref()?.model_parallel.as_ref()?;
    if framework.name != "pytorch" || !enabled || distribution.torch_distributed.is_none() {
        return None;
    }
    let is = |versions: &[&str]| versions.iter().any(|version| framework.version.contains(version));
    let cuda = if is(&["2.5"]) {
        "cu124"
    } else if instance_type.is_some_and(|name| name.contains("p5")) || is(&["2.1", "2.2", "2.3", "2.4"]) {
        "cu121"
    } else {
        "cu118"
    };
    Some(("pytorch-smp", Some(cuda)))
}

/// What the SDK's Hugging Face estimator says of images with GPUs whose tables do not (`HuggingFace.__init__`).
fn beside_transformers(framework: &Framework, instance_type: Option<&str>) -> Option<&'static str> {
    let gpu = instance_type.and_then(training_images::Processor::of) == Some(training_images::Processor::Gpu);
    (framework.name == "huggingface" && gpu).then_some("cu110-ubuntu18.04")
}
