//! Reading a file so that everything wrong with it is reported, each with its place.
//!
//! A [`Section`] hands out its keys as [`Value`]s; a reader turns a value into something checked.
//! What is wrong goes to the [`Report`] at once and leaves a [`Reported`] behind, so a section
//! reads all of its keys first and only then gives up with `?`.

mod complaint;
mod parse;
mod report;
mod scalars;
mod section;
mod source;
mod value;
mod variables;

pub(crate) use self::complaint::{Complaint, complaint};
pub(crate) use self::parse::parse;
pub(crate) use self::report::{Place, Places, Read, Report, Reported, nearest};
pub use self::scalars::spell_duration;
pub(crate) use self::scalars::{
    boolean, choice, dated_string, duration, gigabytes, integer, plain_string, s3_uri, string, text, text_list,
    whole_number,
};
pub(crate) use self::section::{ENVIRONMENTS, Section, join};
pub(crate) use self::source::Source;
pub(crate) use self::value::{Value, table};
pub(crate) use self::variables::{Variables, fill_in_date};
pub(crate) use wording::{did_you_mean, list};
