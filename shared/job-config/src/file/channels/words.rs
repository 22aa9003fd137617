//! What single values of a channel may be.

use crate::read::{Complaint, complaint};

pub(super) fn attribute_name(name: &str) -> Result<String, Complaint> {
    if (1..=256).contains(&name.chars().count()) {
        Ok(name.to_owned())
    } else {
        Err(complaint("an attribute's name has 1 to 256 characters"))
    }
}

pub(super) fn channel_path(path: &str) -> Result<String, Complaint> {
    if path.starts_with("s3://") { s3_prefix(path) } else { relative_path(path) }
}

/// A URI of a bucket, with or without a key.
fn s3_prefix(uri: &str) -> Result<String, Complaint> {
    let bucket = uri.strip_prefix("s3://").and_then(|rest| rest.split('/').next());
    if bucket.is_none_or(str::is_empty) {
        return Err(complaint(format!("`{uri}` is not an S3 URI")).hint("write s3://bucket/prefix"));
    }
    if uri.len() > 1024 { Err(complaint("an S3 URI has at most 1024 bytes")) } else { Ok(uri.to_owned()) }
}

fn relative_path(path: &str) -> Result<String, Complaint> {
    if path.starts_with('/') {
        let slash = complaint("a path is relative to the data set, it starts without a slash");
        return Err(slash.hint(format!("write \"{}\"", path.trim_start_matches('/'))));
    }
    if path.split('/').any(|part| matches!(part, "." | "..")) {
        let steps = complaint("`.` and `..` mean nothing in the keys of S3");
        return Err(steps.hint("write the path as it is in the data set, for example \"train/\""));
    }
    if path.contains("://") {
        let other = complaint(format!("`{path}` is neither a path in the data set nor an S3 URI"));
        return Err(other.hint("an S3 URI begins with s3://"));
    }
    let path = path.trim_end_matches('/');
    if path.is_empty() {
        return Err(complaint("an empty path names nothing")
            .hint("leave `path` out for a channel that reads the whole data set"));
    }
    if path.len() > 1000 {
        return Err(complaint("a path has at most 1000 bytes"));
    }
    Ok(path.to_owned())
}

pub(super) fn content_type(text: &str) -> Result<String, Complaint> {
    if text.is_empty() || text.len() > 256 || text.chars().any(char::is_control) {
        let wrong = complaint(format!("`{}` is not a media type", text.escape_debug()));
        return Err(wrong.hint("for example \"text/csv\""));
    }
    Ok(text.to_owned())
}
