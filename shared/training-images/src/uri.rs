//! The URI of an image: the story. What is chosen by what stands in `choose`.

use crate::choose::{self, Version};
use crate::processor::family;
use crate::registries;
use crate::sheet::{Image, Section, Sheet};
use crate::unavailable::{Part, Unavailable};

/// What an image is asked for by; the arguments of `image_uris.retrieve` in the SageMaker Python SDK.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Query<'a> {
    /// The framework or built-in algorithm, for example `pytorch` or `kmeans`: one of [`names`](crate::names).
    pub framework: &'a str,
    /// The region of the training job; an image is pulled from a registry of its own region.
    pub region: &'a str,
    /// The version, in full or shortened as in [`versions`](crate::versions); it stands in the tag as it is here.
    /// Where absent, the only or the newest version; for `xgboost` that of 2018, for `huggingface` none.
    /// What has one version has that, whatever stands here.
    pub version: Option<&'a str>,
    /// The Python version, for example `py310`; where absent, the only one. Ignored where there is none.
    pub py_version: Option<&'a str>,
    /// The instance type, for example `ml.m5.xlarge`; needed where images differ by processor.
    pub instance_type: Option<&'a str>,
    /// The framework below Hugging Face's library with its version, for example `pytorch2.0`; ignored elsewhere.
    pub base_framework_version: Option<&'a str>,
    /// The last part of the tag, where the table does not say it: for `pytorch-smp`, and old `huggingface`.
    pub container_version: Option<&'a str>,
    /// Whether the job is distributed by one of the `smdistributed` libraries: some old images have another tag then.
    pub smdistributed: bool,
}

/// The URI of a training image, the same as `image_uris.retrieve(…, image_scope="training")` answers.
///
/// # Errors
///
/// When there is no such image, or the query leaves open which. See the crate's documentation for the answers of the
/// SDK that count as errors here.
pub fn uri(query: &Query<'_>) -> Result<String, Unavailable> {
    let sheet = Sheet::of(query.framework).ok_or_else(|| Unavailable::framework(query.framework))?;
    let section = choose::section(query, &sheet)?;
    let images = sheet.images(section);
    let version = choose::version(query, section, sheet.latest(), &images)?;
    let images = choose::images(query, &version, images)?;
    let (image, py_version) = choose::python(query, &version, &images)?;
    let processor = choose::processor(query, &version, &image)?;
    let container_version = choose::container_version(query, &image)?;
    let (account, domain) = registry(query, &version, &image)?;

    let label = if section == Section::Neuron { Some("neuron") } else { processor };
    let prefix = prefix(query, section, &version, &image);
    let parts = [Some(prefix.as_str()), label, py_version, image.suffix.or(container_version)];
    let tag = image.tag.map_or_else(|| join(parts), str::to_owned);
    let is_pinned = query.smdistributed || query.instance_type.and_then(family) == Some("p4d");
    let pinned = if is_pinned { sheet.pinned(&tag) } else { None };
    let tag = join([Some(tag.as_str()), pinned]);
    let (region, repository) = (query.region, image.repository);
    Ok(format!("{account}.dkr.ecr.{region}.{domain}/{repository}:{tag}"))
}

/// The parts that there are, with hyphens between them.
fn join<'p>(parts: impl IntoIterator<Item = Option<&'p str>>) -> String {
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

/// What the tag begins with.
fn prefix(query: &Query<'_>, section: Section, version: &Version<'_>, image: &Image) -> String {
    let Some(base) = image.base else {
        return image.prefix.unwrap_or(version.written).to_owned();
    };
    // Everywhere else a shortened version goes into the tag as it is.
    let (base, version) = match section {
        Section::Neuron => (base, version.full),
        _ => (query.base_framework_version.unwrap_or(base), version.written),
    };
    let base = base.strip_prefix("pytorch").or_else(|| base.strip_prefix("tensorflow")).unwrap_or(base);
    format!("{base}-transformers{version}")
}

/// The account whose registry has the image, and the domain of that registry.
fn registry(
    query: &Query<'_>,
    version: &Version<'_>,
    image: &Image,
) -> Result<(&'static str, &'static str), Unavailable> {
    let account = registries::account(image.registries, query.region).ok_or_else(|| {
        let message = format!("there is no image of {} in the region `{}`", version.title(), query.region);
        Unavailable::new(Part::Region, message, query.region, registries::regions(image.registries))
    })?;
    Ok((account, registries::domain(query.region)))
}
