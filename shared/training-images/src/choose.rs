//! What is chosen by each part of a query, in the order in which it is chosen.

use crate::processor::{Processor, family};
use crate::sheet::{Image, Section, Sheet};
use crate::unavailable::{Part, Unavailable};
use crate::uri::Query;
use crate::version::{at_least, in_order};

/// Instance families with Graviton processors that the SDK has images for.
const GRAVITON: [&str; 8] = ["m6g", "m6gd", "c6g", "c6gd", "c6gn", "c7g", "r6g", "r6gd"];

/// The version that an image is chosen by.
pub(crate) struct Version<'q> {
    framework: &'q str,
    /// As it goes into the tag.
    pub(crate) written: &'q str,
    /// As the sheet has it.
    pub(crate) full: &'static str,
}

impl Version<'_> {
    /// What the image is of, for people: `pytorch 2.0`.
    pub(crate) fn title(&self) -> String {
        format!("{} {}", self.framework, self.written)
    }
}

/// Which images are looked at for the instance type.
pub(crate) fn section(query: &Query<'_>, sheet: &Sheet) -> Result<Section, Unavailable> {
    let Some(instance_type) = query.instance_type else {
        return Ok(Section::Usual);
    };
    let family = family(instance_type).unwrap_or_default();
    let nothing_for = |machines: &str| {
        let message = format!("there is no image of {} for {machines}, which `{instance_type}` has", query.framework);
        let mut processors: Vec<Processor> = sheet.images(Section::Usual).iter().flat_map(Image::processors).collect();
        if processors.is_empty() {
            // One image is for all.
            processors.push(Processor::Cpu);
        }
        Unavailable::new(Part::InstanceType, message, instance_type, examples(processors.into_iter()))
    };
    // As the SDK has it: PyTorch alone, wherever in its name an instance type says so.
    if instance_type.contains("trn") && query.framework != "pytorch" {
        return Err(nothing_for("Trainium"));
    }
    if GRAVITON.contains(&family) {
        let has_some = sheet.has(Section::Graviton);
        return if has_some { Ok(Section::Graviton) } else { Err(nothing_for("Graviton")) };
    }
    let is_neuron = family.starts_with("inf") || family.starts_with("trn");
    Ok(if is_neuron && sheet.has(Section::Neuron) { Section::Neuron } else { Section::Usual })
}

/// The version: the only one, the one that is asked for, or the newest.
pub(crate) fn version<'q>(
    query: &Query<'q>,
    section: Section,
    latest: Option<&'static str>,
    images: &[Image],
) -> Result<Version<'q>, Unavailable> {
    let framework = query.framework;
    let asked = query.version.filter(|version| !version.is_empty());
    let joins_two = images.iter().any(|image| image.base.is_some());
    let only = images.iter().all(|image| image.version == images[0].version).then(|| images[0].version);
    if let (Some(full), false) = (only, joins_two) {
        // Any other version is ignored, as by the SDK.
        let written = asked.filter(|asked| images[0].aliases.contains(asked)).unwrap_or(full);
        return Ok(Version { framework, written, full });
    }
    let known = || in_order(images.iter().flat_map(Image::versions));
    let Some(written) = asked.or(latest) else {
        let message = format!("an image of {framework} is chosen by its version, and none is given");
        return Err(Unavailable::new(Part::Version, message, "", known()));
    };
    let alias = images.iter().find(|image| image.aliases.contains(written));
    if let Some(image) = alias.or_else(|| images.iter().find(|image| image.version == written)) {
        return Ok(Version { framework, written, full: image.version });
    }
    let machines = match (section, query.instance_type) {
        (Section::Usual, _) | (_, None) => String::new(),
        (_, Some(instance_type)) => format!(" for `{instance_type}`"),
    };
    let message = format!("there is no image of {framework} {written}{machines}");
    Err(Unavailable::new(Part::Version, message, written, known()))
}

/// The images of a version, on the base framework that is asked for where there is one.
pub(crate) fn images(
    query: &Query<'_>,
    version: &Version<'_>,
    mut images: Vec<Image>,
) -> Result<Vec<Image>, Unavailable> {
    images.retain(|image| image.version == version.full);
    if images.iter().all(|image| image.base.is_none()) {
        return Ok(images);
    }
    let known = in_order(images.iter().flat_map(Image::bases));
    let asked = query.base_framework_version.unwrap_or_default();
    images.retain(|image| image.bases().any(|base| base == asked));
    if !images.is_empty() {
        return Ok(images);
    }
    let title = version.title();
    let message = match query.base_framework_version {
        Some(asked) => format!("there is no image of {title} on `{asked}`"),
        None => format!("an image of {title} is chosen by its base framework version, and none is given"),
    };
    Err(Unavailable::new(Part::BaseFrameworkVersion, message, asked, known))
}

/// The image and the Python version: the only one, or the one that is asked for.
pub(crate) fn python<'q>(
    query: &Query<'q>,
    version: &Version<'_>,
    images: &[Image],
) -> Result<(Image, Option<&'q str>), Unavailable> {
    let known: Vec<&'static str> = images.iter().flat_map(|image| image.python.iter()).collect();
    let asked = match (query.py_version, known.as_slice()) {
        (_, []) => return Ok((images[0], None)),
        (None, [only]) => *only,
        (asked, _) => asked.unwrap_or_default(),
    };
    if let Some(image) = images.iter().find(|image| image.python.contains(asked)) {
        return Ok((*image, Some(asked)));
    }
    let title = version.title();
    let message = match query.py_version {
        Some(asked) => format!("there is no image of {title} with `{asked}`"),
        None => format!("an image of {title} is chosen by its Python version, and none is given"),
    };
    Err(Unavailable::new(Part::PyVersion, message, asked, known))
}

/// The processor, as the tag has it; nothing where all processors have one image.
pub(crate) fn processor<'q>(
    query: &Query<'q>,
    version: &Version<'_>,
    image: &Image,
) -> Result<Option<&'q str>, Unavailable> {
    let instance_type = query.instance_type.filter(|instance_type| !instance_type.is_empty());
    let title = version.title();
    let wrong = |message: String| {
        let valid = examples(image.processors());
        Unavailable::new(Part::InstanceType, message, query.instance_type.unwrap_or_default(), valid)
    };
    let family = instance_type.and_then(family);
    let retired = match query.framework {
        "pytorch" => at_least(version.written, &[1, 13]),
        "tensorflow" => at_least(version.written, &[2, 12]),
        _ => false,
    };
    if family == Some("p2") && retired {
        return Err(wrong(format!("there is no image of {title} for P2 instances")));
    }
    let mut known = image.processors.iter();
    match (instance_type, known.next(), known.next()) {
        (_, None, _) => Ok(None),
        (None, Some(only), None) => Ok(Some(only)),
        (None, ..) => Err(wrong(format!("an image of {title} is chosen by the instance type, and none is given"))),
        (Some(instance_type), ..) => {
            let Some(processor) = Processor::of(instance_type) else {
                return Err(wrong(format!("`{instance_type}` is no instance type")));
            };
            // Some images are made for one family.
            let name = family.filter(|family| image.processors.contains(family)).unwrap_or(processor.name());
            if image.processors.contains(name) {
                Ok(Some(name))
            } else {
                Err(wrong(format!("there is no image of {title} for {processor}, which `{instance_type}` has")))
            }
        }
    }
}

/// What the tag ends with where the sheet leaves that to the query.
pub(crate) fn container_version<'q>(query: &Query<'q>, image: &Image) -> Result<Option<&'q str>, Unavailable> {
    let Some(asked) = query.container_version.filter(|_| image.suffix.is_none()) else {
        return Ok(None);
    };
    let wrong = |message: String| Err(Unavailable::new(Part::ContainerVersion, message, asked, []));
    if image.base.is_none() && query.framework != "pytorch-smp" {
        return wrong(format!("images of {} have no container version", query.framework));
    }
    if !asked.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_')) {
        return wrong(format!("`{}` is no part of a tag", asked.escape_debug()));
    }
    Ok(Some(asked))
}

/// Instance types that have these processors, one of each.
fn examples(processors: impl Iterator<Item = Processor>) -> Vec<&'static str> {
    let mut examples: Vec<&str> = processors.filter_map(Processor::example).collect();
    examples.sort_unstable();
    examples.dedup();
    examples
}
