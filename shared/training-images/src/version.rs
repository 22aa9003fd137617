//! Versions by their numbers.

/// All of them once, oldest first; a shortened version stands before what it is short for, words stand last.
pub(crate) fn in_order(versions: impl Iterator<Item = &'static str>) -> Vec<&'static str> {
    let mut versions: Vec<&str> = versions.collect();
    versions.sort_by_cached_key(|version| {
        let numbers: Vec<u32> = numbers(version).collect();
        // `pytorch1.9` and `tensorflow2.5` are sorted by their words first.
        let word = version.trim_end_matches(|c: char| !c.is_alphabetic()).to_owned();
        (numbers.is_empty(), word, numbers)
    });
    versions.dedup();
    versions
}

/// Whether a version is this one or a later one.
pub(crate) fn at_least(version: &str, other: &[u32]) -> bool {
    numbers(version).ge(other.iter().copied())
}

/// How many numbers two versions begin with alike.
pub(crate) fn shared_numbers(version: &str, other: &str) -> usize {
    numbers(version).zip(numbers(other)).take_while(|(a, b)| a == b).count()
}

/// The numbers of a version: 1, 7 and 1 of `1.7-1`.
fn numbers(version: &str) -> impl Iterator<Item = u32> {
    version.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_ordered_by_their_numbers() {
        let versions = ["latest", "2.10", "2.9", "1.0-1", "0.90-2", "2.9.2", "1", "2.9"];
        assert_eq!(in_order(versions.into_iter()), ["0.90-2", "1", "1.0-1", "2.9", "2.9.2", "2.10", "latest"]);
        let bases = ["tensorflow2.5", "pytorch1.10", "pytorch1.9.1", "pytorch1.9"];
        assert_eq!(in_order(bases.into_iter()), ["pytorch1.9", "pytorch1.9.1", "pytorch1.10", "tensorflow2.5"]);
    }

    #[test]
    fn a_version_is_at_least_itself_and_what_it_is_short_for() {
        assert!(at_least("1.13", &[1, 13]) && at_least("1.13.1", &[1, 13]) && at_least("2.0", &[1, 13]));
        assert!(!at_least("1.9.1", &[1, 13]) && !at_least("1", &[1, 13]));
    }
}
