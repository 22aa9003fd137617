#![doc = include_str!("../README.md")]

mod draft;

mod attempt;
mod keys;

mod comparison;
mod description;
mod document;
mod image;
mod name;
mod rest;
mod templates;
mod toml;
mod unsayable;
mod wanted;

pub use crate::comparison::comparable;
pub use crate::description::{from_description, is_description};
pub use crate::draft::{Draft, Options, from_request};
pub use crate::templates::Template;
pub use crate::unsayable::Unsayable;
