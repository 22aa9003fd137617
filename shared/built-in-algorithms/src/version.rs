//! The version of an algorithm's image.

/// A version as far as rules depend on it: `1.7-1` is 1.7.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Version(pub(crate) u16, pub(crate) u16);

impl Version {
    /// Before every version.
    pub(crate) const FIRST: Self = Self(0, 0);
    /// After every version.
    pub(crate) const LAST: Self = Self(u16::MAX, u16::MAX);

    /// Reads an image tag.
    ///
    /// `1` and `latest` are the tags of the first images, which hold XGBoost 0.72. What cannot be
    /// read is taken for a newer version than all that are known here.
    pub(crate) fn of(tag: &str) -> Self {
        if matches!(tag, "1" | "latest") {
            return Self(0, 72);
        }
        let number = tag.split('-').next().unwrap_or(tag);
        let mut parts = number.split('.').map(str::parse);
        match (parts.next(), parts.next()) {
            (Some(Ok(major)), Some(Ok(minor))) => Self(major, minor),
            _ => Self::LAST,
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("1", Version(0, 72))]
    #[case("latest", Version(0, 72))]
    #[case("0.90-2", Version(0, 90))]
    #[case("1.7-1", Version(1, 7))]
    #[case("3.0-5", Version(3, 0))]
    #[case("1.0-1-cpu-py3", Version(1, 0))]
    #[case("next", Version::LAST)]
    fn a_tag_is_read_as_far_as_rules_depend_on_it(#[case] tag: &str, #[case] version: Version) {
        assert_eq!(Version::of(tag), version);
    }
}
