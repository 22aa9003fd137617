//! What there are images of.

use crate::processor::Processor;
use crate::sheet::{Image, Section, Sheet};
use crate::sheets::SHEETS;
use crate::version::in_order;

/// How training images are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// An algorithm of AWS's own, set by hyperparameters. `xgboost` runs scripts as well.
    BuiltIn,
    /// A framework that runs a script of one's own.
    Framework,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::BuiltIn => "built-in",
            Self::Framework => "framework",
        }
    }
}

/// What kind of thing `framework` is; `xgboost` is built in first of all. `None`: there is no image of it.
pub fn kind(framework: &str) -> Option<Kind> {
    let first = Sheet::of(framework)?.kinds().next()?;
    [Kind::BuiltIn, Kind::Framework].into_iter().find(|kind| kind.name() == first)
}

/// The algorithms or frameworks that there are images of, in alphabetical order. `xgboost` is both.
pub fn names(kind: Kind) -> Vec<&'static str> {
    all().filter(|name| Sheet::of(name).is_some_and(|sheet| sheet.kinds().any(|word| word == kind.name()))).collect()
}

/// All of them.
pub(crate) fn all() -> impl Iterator<Item = &'static str> {
    SHEETS.iter().map(|(name, _)| *name)
}

/// The versions of `framework`, in full and shortened, oldest first.
///
/// Those on most instances, as everywhere here: what is on Graviton, Inferentia and Trainium only [`uri`](crate::uri)
/// knows.
pub fn versions(framework: &str) -> Vec<&'static str> {
    in_order(images(framework).iter().flat_map(Image::versions))
}

/// The version that stands for none, where there are several: the newest, except for `xgboost`.
pub fn default_version(framework: &str) -> Option<&'static str> {
    Sheet::of(framework)?.latest()
}

/// What a shortened version stands for: `2.0.1` for `2.0` of `pytorch`. A version in full is its own.
pub fn full_version(framework: &str, version: &str) -> Option<&'static str> {
    Some(of(framework, version).first()?.version)
}

/// The Python versions of a version; none where Python is not part of the image's name.
pub fn py_versions(framework: &str, version: &str) -> Vec<&'static str> {
    of(framework, version).iter().fold(Vec::new(), |mut all, image| {
        all.extend(image.python.iter().filter(|python| !all.contains(python)).collect::<Vec<_>>());
        all
    })
}

/// The processors that a version has images for; none where one image is for all.
pub fn processors(framework: &str, version: &str) -> Vec<Processor> {
    let mut processors: Vec<Processor> = of(framework, version).iter().flat_map(Image::processors).collect();
    processors.sort_unstable();
    processors.dedup();
    processors
}

/// The images of a version, which may be shortened.
fn of(framework: &str, version: &str) -> Vec<Image> {
    let mut images = images(framework);
    let alias = images.iter().find(|image| image.aliases.contains(version));
    let full = alias.map_or(version, |image| image.version).to_owned();
    images.retain(|image| image.version == full);
    images
}

fn images(framework: &str) -> Vec<Image> {
    Sheet::of(framework).map(|sheet| sheet.images(Section::Usual)).unwrap_or_default()
}
