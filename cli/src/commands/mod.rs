//! What the commands do, one module each.

pub(crate) mod bucket;
pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod image_uri;
pub(crate) mod init;
pub(crate) mod model_pull;
pub(crate) mod plan;
pub(crate) mod prices;
pub(crate) mod push;
pub(crate) mod rollback;
pub(crate) mod schema;
pub(crate) mod status;
pub(crate) mod upload;
