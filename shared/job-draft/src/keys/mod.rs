//! What a request is in the keys of a job file: a document, section by section in the order of the reference.

mod algorithm;
mod channels;
mod debugging;
mod distribution;
mod head;
mod hyperparameters;
mod labels;
mod places;
mod resources;
mod script;

pub(crate) use self::channels::sayable as sayable_channels;

use job_config::PipelineName;
use serde_json::Value;

use self::script::Script;

use crate::document::{Choice, Document};
use crate::wanted::Wanted;

/// How the algorithm is said: the more is known of it, the more a job file can be checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// As one of SageMaker's own algorithms or frameworks.
    Named,
    /// By its image, with a script.
    ImageWithScript,
    /// By its image or its resource alone.
    Image,
}

/// What a document is made for, beside the request.
#[derive(Clone, Debug)]
pub(crate) struct Purpose<'p> {
    pub(crate) pipeline: &'p PipelineName,
    /// What stands above everything, as comments.
    pub(crate) head: &'p [String],
    pub(crate) style: Style,
    /// Why the algorithm is not said by its name, where it has one.
    pub(crate) unnamed: Option<&'p str>,
    /// How many of the channels are said by keys; the rest is left to `[request]`.
    pub(crate) channels: usize,
}

/// The document of a request; nothing where the algorithm cannot be said in this style.
///
/// What no key says is not in it, and some keys say more than is wanted: the comparison shows both.
pub(crate) fn document(wanted: Wanted<'_>, purpose: &Purpose<'_>, choice: &Choice) -> Option<Document> {
    let code = algorithm::Code::of(wanted, purpose.style, choice)?;
    let mut sections = vec![head::top(wanted, purpose), head::trigger(wanted, purpose.pipeline)];
    sections.extend(algorithm::sections(wanted, &code, purpose.unnamed));
    sections.push(hyperparameters::section(wanted, &code));
    sections.extend(channels::sections(wanted, purpose.channels));
    sections.extend(resources::sections(wanted, choice));
    sections.extend(places::sections(wanted));
    sections.extend(debugging::sections(wanted));
    sections.extend(labels::sections(wanted));
    Some(Document { head: purpose.head.to_vec(), sections })
}

/// The channels that have to be said: all but the one by which a script comes that another key names.
pub(crate) fn channels(wanted: Wanted<'_>, style: Style) -> &[Value] {
    let all = wanted.channels();
    let script = Script::of(wanted, &wanted.strings(&["HyperParameters"]));
    match all.split_last() {
        Some((_, data)) if style != Style::Image && script.is_some_and(|script| script.has_channel) => data,
        _ => all,
    }
}
