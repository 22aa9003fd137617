//! What is wrong with job files, for people: each problem with a picture of its place.

mod wrap;

use std::collections::BTreeMap;

use annotate_snippets::{AnnotationKind, Group, Level, Message, Origin, Renderer, Snippet};
use job_config::Problem;
use serde::Serialize;

use self::wrap::wrapped;
use crate::output;

/// Columns that a picture may have: lines are cut, sentences go on below.
const WIDTH: usize = 100;

/// A problem, and where it was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Found {
    /// The problem.
    #[serde(flatten)]
    pub(crate) problem: Problem,
    /// The environments that it was found in, nothing standing for none; empty where it was found in all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) environments: Vec<Option<String>>,
}

/// Files by the names that problems call them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Texts(BTreeMap<String, String>);

impl Texts {
    /// Remembers a file.
    pub(crate) fn add(&mut self, file: &str, text: &str) {
        self.0.insert(file.to_owned(), text.to_owned());
    }
}

/// Every problem with a picture of its place, an empty line between two.
pub(crate) fn pictures<'a>(
    problems: impl IntoIterator<Item = &'a Found>,
    texts: &Texts,
    renderer: &Renderer,
) -> String {
    let pictures: Vec<String> = problems.into_iter().map(|found| picture(found, texts, renderer)).collect();
    pictures.join("\n\n")
}

/// Tells problems beside the result.
pub(crate) fn tell(problems: &[Found], texts: &Texts) {
    let pictures = pictures(problems, texts, &renderer(output::notes_may_have_colours()));
    output::note(&format!("{pictures}\n"));
}

/// Problems of a check that looked at one environment, or at none.
pub(crate) fn bare(problems: impl IntoIterator<Item = Problem>) -> Vec<Found> {
    problems.into_iter().map(|problem| Found { problem, environments: Vec::new() }).collect()
}

/// How pictures are drawn: with colours, which say nothing that the characters do not, or without.
pub(crate) fn renderer(coloured: bool) -> Renderer {
    let renderer = if coloured { Renderer::styled() } else { Renderer::plain() };
    renderer.term_width(WIDTH)
}

fn picture(found: &Found, texts: &Texts, renderer: &Renderer) -> String {
    let Found { problem, environments } = found;
    let title = Level::ERROR.primary_title(wrapped(&problem.message, WIDTH - "error: ".len()));
    let note = (!environments.is_empty()).then(|| Level::NOTE.message(only_in(environments)));
    // Under the frame's left margin and the word before it.
    let width = WIDTH - 16;
    let hint = problem.hint.as_ref().map(|hint| Level::HELP.with_name("hint").message(wrapped(hint, width)));
    let group = match texts.0.get(&problem.file).filter(|_| !problem.span.is_empty() || problem.path.is_empty()) {
        Some(text) => {
            let span = within(text, problem);
            let place = AnnotationKind::Primary.span(span).label((!problem.path.is_empty()).then_some(&*problem.path));
            title.element(Snippet::source(text.as_str()).path(problem.file.as_str()).annotation(place))
        }
        None => title.element(origin(problem)),
    };
    renderer.render(&[with(group, [hint, note])])
}

/// A place without a picture: the file is not here, or something is missing in all of it.
fn origin(problem: &Problem) -> Origin<'_> {
    Origin::path(problem.file.as_str()).line(problem.line).char_column(problem.column)
}

fn with<'a>(group: Group<'a>, messages: [Option<Message<'a>>; 2]) -> Group<'a> {
    messages.into_iter().flatten().fold(group, Group::element)
}

/// The offending bytes, which the text has.
fn within(text: &str, problem: &Problem) -> std::ops::Range<usize> {
    let floor = |at: usize| text.floor_char_boundary(at);
    let start = floor(problem.span.start);
    start..floor(problem.span.end).max(start)
}

fn only_in(environments: &[Option<String>]) -> String {
    let named: Vec<String> = environments.iter().flatten().map(|name| format!("`{name}`")).collect();
    let bare = environments.contains(&None);
    match (&named[..], bare) {
        ([], _) => "only where the stack is no environment".to_owned(),
        ([one], false) => format!("only in the environment {one}"),
        (_, false) => format!("only in the environments {}", named.join(", ")),
        (_, true) => format!("only in {}, and where the stack is no environment", named.join(", ")),
    }
}

#[cfg(test)]
mod tests;
