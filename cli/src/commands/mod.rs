//! What the commands do, one module each.

pub(crate) mod bucket;
pub(crate) mod check;
pub(crate) mod model_pull;
pub(crate) mod plan;
pub(crate) mod push;
pub(crate) mod status;
pub(crate) mod upload;
