//! The reference page: `docs/JOB-FILE.md`.

use std::fmt::Write as _;

use super::kind::{ANY_NUMBER, MOST_GIGABYTES};
use super::{Files, Key, Kind, Without, children, keys};

/// What a job file is, and how it is read.
const HOW: &str = include_str!("page/how.md");

/// The reference of every key, in Markdown: what `docs/JOB-FILE.md` holds.
pub fn reference_page() -> String {
    let mut page = format!("{HOW}\n## Every key\n\n{LEGEND}\n");
    let (tables, values): (Vec<&Key>, Vec<&Key>) = children("").partition(|key| has_keys(key.kind));
    page.push_str("\n### At the top of the file\n\n");
    page.push_str(&table(values.into_iter()));
    for top in tables {
        let within = format!("{}.", top.path);
        _ = write!(page, "\n### `[{}]`\n\n{}\n\n", top.path, paragraph(top));
        page.push_str(&table(keys::keys().filter(|key| key.path.starts_with(&within))));
    }
    page
}

const LEGEND: &str = "\
`†` marks what `_defaults.toml` takes, too. `[]` stands for each item of a list, `<name>` for a name of your own. The
last column has the members of CreateTrainingJob's request that a key comes to, where it comes to any.";

fn has_keys(kind: Kind) -> bool {
    kind.is_section() || matches!(kind, Kind::Map(..))
}

fn paragraph(key: &Key) -> String {
    let required = (key.without == Without::Required).then(|| "Required.".to_owned());
    let without = match key.without {
        Without::Words(words) => Some(format!("Without it: {words}.")),
        _ => None,
    };
    let one_of = (!key.one_of.is_empty()).then(|| {
        let names: Vec<String> = key.one_of.iter().map(|name| format!("`{name}`")).collect();
        format!("Exactly one of {} has to be there.", joined(&names, "and"))
    });
    let parts = [Some(about(key)), required, one_of, without, (!key.rules.is_empty()).then(|| key.rules.to_owned())];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// As a sentence, with the mark of what defaults take.
fn about(key: &Key) -> String {
    let mark = if key.files == Files::Both { " †" } else { "" };
    format!("{}.{mark}", key.about)
}

fn table<'k>(keys: impl Iterator<Item = &'k Key>) -> String {
    let mut table = "| key | what it says | takes | without it | in the request |\n|---|---|---|---|---|\n".to_owned();
    for key in keys {
        let mark = if key.files == Files::Both { " †" } else { "" };
        let rules = if key.rules.is_empty() { String::new() } else { format!(" {}", key.rules) };
        let cells = [
            format!("`{}`{mark}", key.path),
            format!("{}.{rules}", key.about),
            takes(key),
            without(key),
            key.members.iter().map(|member| format!("`{member}`")).collect::<Vec<_>>().join(", "),
        ];
        let cells = cells.map(|cell| cell.replace('|', "\\|"));
        _ = writeln!(table, "| {} |", cells.join(" | "));
    }
    table
}

fn without(key: &Key) -> String {
    match key.without {
        Without::Required => "**required**".to_owned(),
        Without::Nothing => String::new(),
        Without::Value(value) => format!("`{value}`"),
        Without::Words(words) => words.to_owned(),
    }
}

fn takes(key: &Key) -> String {
    let examples: Vec<String> = key.examples.iter().map(|example| code(example)).collect();
    let words = in_words(key.kind);
    if examples.is_empty()
        || matches!(key.kind, Kind::Words(_) | Kind::Algorithm | Kind::Framework | Kind::Boolean | Kind::Numbers(_))
    {
        words
    } else {
        format!("{words}; for example {}", joined(&examples, "or"))
    }
}

/// Code with whatever is in it.
fn code(text: &str) -> String {
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}

fn in_words(kind: Kind) -> String {
    match kind {
        Kind::Text(what, _) => what.to_owned(),
        Kind::Words(words) => joined(&words.iter().map(|word| format!("`\"{word}\"`")).collect::<Vec<_>>(), "or"),
        Kind::Algorithm => names(training_images::names(training_images::Kind::BuiltIn)),
        Kind::Framework => names(crate::image::frameworks()),
        Kind::InstanceType => "an instance type that SageMaker trains on".to_owned(),
        Kind::Duration(least, most) => format!("a duration from `\"{least}\"` to `\"{most}\"`"),
        Kind::Money => "an amount and its currency".to_owned(),
        Kind::Gigabytes => format!("a size from 1 GB to {MOST_GIGABYTES} GB"),
        Kind::Number(i64::MIN, i64::MAX) => "a whole number".to_owned(),
        Kind::Number(least, most) => format!("a whole number from {least} to {most}"),
        Kind::Numbers(numbers) => joined(&numbers.iter().map(i64::to_string).collect::<Vec<_>>(), "or"),
        Kind::Boolean => "`true` or `false`".to_owned(),
        Kind::False => "`false`".to_owned(),
        Kind::List(item, least, most) => match (least, most) {
            (_, ANY_NUMBER) => format!("a list, each {}", in_words(*item)),
            (least, most) => format!("a list of {least} to {most}, each {}", in_words(*item)),
        },
        Kind::Section | Kind::Overlay => "a table".to_owned(),
        Kind::Map(_, ANY_NUMBER) => "a table, its keys your own".to_owned(),
        Kind::Map(_, most) => format!("a table of at most {most}, its keys your own"),
        Kind::Scalar => "text, a number or a boolean".to_owned(),
        Kind::Literal => "text, a number, a boolean, a list or a table".to_owned(),
        Kind::Json => "whatever SageMaker takes".to_owned(),
        Kind::Either(kinds) => joined(&kinds.iter().map(|kind| in_words(*kind)).collect::<Vec<_>>(), "or"),
    }
}

fn names(names: Vec<&str>) -> String {
    joined(&names.into_iter().map(|name| format!("`\"{name}\"`")).collect::<Vec<_>>(), "or")
}

/// `a`, `b` or `c`.
fn joined(items: &[String], last: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}
