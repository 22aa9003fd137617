//! A script and what belongs to it: found on this machine and packed, the same bytes on any machine.

mod inventory;
mod pack;

pub(crate) use self::inventory::Inventory;
pub(crate) use self::pack::{Packed, pack};
