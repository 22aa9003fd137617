//! `s3://bucket/key`.

use std::fmt;
use std::str::FromStr;

use pipeline::Location;

/// A bucket and a key or prefix in it, as `s3://bucket/key`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct S3Uri {
    /// The bucket.
    pub(crate) bucket: String,
    /// The key, or the prefix; empty for the whole bucket.
    pub(crate) key: String,
}

/// A text that is no S3 address.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is no S3 address: write s3://bucket/prefix/")]
pub(crate) struct InvalidS3Uri(String);

impl S3Uri {
    /// The same with a slash at its end, so that it means a folder.
    pub(crate) fn into_folder(mut self) -> Self {
        if !self.key.is_empty() && !self.key.ends_with('/') {
            self.key.push('/');
        }
        self
    }
}

impl FromStr for S3Uri {
    type Err = InvalidS3Uri;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (bucket, key) = text
            .strip_prefix("s3://")
            .map(|rest| rest.split_once('/').unwrap_or((rest, "")))
            .filter(|(bucket, _)| !bucket.is_empty())
            .ok_or_else(|| InvalidS3Uri(text.to_owned()))?;
        Ok(Self { bucket: bucket.to_owned(), key: key.to_owned() })
    }
}

impl fmt::Display for S3Uri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "s3://{}/{}", self.bucket, self.key)
    }
}

impl From<&Location> for S3Uri {
    fn from(location: &Location) -> Self {
        Self { bucket: location.bucket.clone(), key: location.listing_prefix().to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::prefix("s3://data/in/a b/", "data", "in/a b/")]
    #[case::bucket("s3://data", "data", "")]
    #[case::plus_and_percent("s3://data/a+b%20c.csv", "data", "a+b%20c.csv")]
    fn an_address_is_a_bucket_and_a_key_as_it_stands(#[case] text: &str, #[case] bucket: &str, #[case] key: &str) {
        assert_eq!(text.parse::<S3Uri>().unwrap(), S3Uri { bucket: bucket.to_owned(), key: key.to_owned() });
    }

    #[rstest]
    #[case("data/in/")]
    #[case("s3:///in/")]
    #[case("https://data/in/")]
    fn anything_else_is_refused(#[case] text: &str) {
        assert!(text.parse::<S3Uri>().is_err());
    }
}
