#![doc = include_str!("../README.md")]

mod https;
mod roots;

pub use https::Https;
