//! Where a key belongs that stands in the wrong table.
//!
//! Computed from the table when this is compiled, so that of the table only paths are in a program that checks files.

use super::Kind;
use super::keys::TABLES;

/// A key, as far as its place is concerned.
#[derive(Clone, Copy)]
struct Place {
    path: &'static str,
    job: bool,
    defaults: bool,
    /// Whether it is a table, which has a header of its own.
    table: bool,
}

const NUMBER: usize = {
    let mut number = 0;
    let mut table = 0;
    while table < TABLES.len() {
        number += TABLES[table].len();
        table += 1;
    }
    number
};

const PLACES: [Place; NUMBER] = {
    let mut places = [Place { path: "", job: false, defaults: false, table: false }; NUMBER];
    let (mut next, mut table) = (0, 0);
    while table < TABLES.len() {
        let mut row = 0;
        while row < TABLES[table].len() {
            let key = TABLES[table][row];
            places[next] = Place {
                path: key.path,
                job: key.files.job(),
                defaults: key.files.defaults(),
                table: matches!(key.kind, Kind::Section | Kind::Map(..)),
            };
            next += 1;
            row += 1;
        }
        table += 1;
    }
    places
};

/// More than these would help nobody.
const MOST: usize = 3;

/// Where the key `name` belongs, in words such as `` `volume` belongs in [resources] ``; `None` where it belongs
/// nowhere, or in too many places. `defaults` is whether the file is the one with the settings for all.
pub(crate) fn home_of(name: &str, defaults: bool) -> Option<String> {
    let top = "at the top of the file, before the first `[section]`";
    let here = homes(name, top, |place| if defaults { place.defaults } else { place.job });
    let in_job_files = || homes(name, "at its top", |place| defaults && place.job);
    let belongs = here.map(|here| format!("`{name}` belongs {here}"));
    belongs.or_else(|| in_job_files().map(|there| format!("only a job file can say `{name}`, {there}")))
}

fn homes(name: &str, top: &str, takes: impl Fn(&Place) -> bool) -> Option<String> {
    let homes: Vec<String> = PLACES
        .iter()
        .filter(|place| takes(place) && super::name(place.path) == name && !place.path.contains('['))
        .map(|place| match super::parent(place.path) {
            "" if place.table => format!("at the top, as [{name}]"),
            "" => top.to_owned(),
            parent => format!("in [{parent}]"),
        })
        .collect();
    (1..=MOST).contains(&homes.len()).then(|| homes.join(" or "))
}
