//! The registries that images are pulled from: one of an AWS account's in each region.

use crate::sheets::REGISTRIES;

/// The account whose registry has the images of `table` in `region`.
pub(crate) fn account(table: &str, region: &str) -> Option<&'static str> {
    if let Some((larger, difference)) = like(table) {
        return if has(difference, region) { account(larger, region) } else { None };
    }
    accounts(table).find_map(|(account, mut regions)| regions.any(|known| known == region).then_some(account))
}

/// The regions that have the images of `table`, in alphabetical order.
pub(crate) fn regions(table: &str) -> Vec<&'static str> {
    if let Some((larger, difference)) = like(table) {
        let mut regions = regions(larger);
        regions.retain(|region| has(difference, region));
        return regions;
    }
    let mut regions: Vec<&str> = accounts(table).flat_map(|(_, regions)| regions).collect();
    regions.sort_unstable();
    regions
}

/// What a region's host names end with: that of its partition.
pub(crate) fn domain(region: &str) -> &'static str {
    // `us-iso` of `us-iso-east-1`.
    let area = region.rsplitn(3, '-').nth(2).unwrap_or_default();
    let domains = || block(REGISTRIES).filter_map(|line| line.strip_prefix("domain ")?.split_once(' '));
    let usual = || domains().find(|(known, _)| *known == "*");
    domains().find(|(known, _)| *known == area).or_else(usual).map_or("", |(_, domain)| domain)
}

/// The table that this one is a part of, and how they differ.
fn like(table: &str) -> Option<(&'static str, &'static str)> {
    let mut lines = lines(table);
    Some((lines.next()?.strip_prefix("like ")?, lines.next()?))
}

/// Whether a part of a table, `without` some regions or with `only` some, has a region that the table has.
fn has(difference: &str, region: &str) -> bool {
    let (what, regions) = difference.split_once(' ').unwrap_or((difference, ""));
    regions.split(' ').any(|known| known == region) == (what == "only")
}

/// Each account of a table with its regions.
fn accounts(table: &str) -> impl Iterator<Item = (&'static str, std::str::Split<'static, char>)> {
    lines(table).filter_map(|line| line.split_once(' ')).map(|(account, regions)| (account, regions.split(' ')))
}

/// The lines of a table.
fn lines(table: &str) -> impl Iterator<Item = &'static str> {
    let is_it = |text: &&str| {
        let name = text.strip_prefix('[').and_then(|text| text.strip_prefix(table));
        name.is_some_and(|text| text.starts_with("]\n"))
    };
    block(REGISTRIES.split("\n\n").find(is_it).unwrap_or_default()).skip(1)
}

/// The lines up to an empty one.
fn block(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().take_while(|line| !line.is_empty())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("us-gov-west-1", "amazonaws.com")]
    #[case("cn-north-1", "amazonaws.com.cn")]
    #[case("us-iso-east-1", "c2s.ic.gov")]
    #[case("us-isob-east-1", "sc2s.sgov.gov")]
    #[case("us-isof-south-1", "csp.hci.ic.gov")]
    fn a_partition_has_its_own_domain(#[case] region: &str, #[case] expected: &str) {
        assert_eq!(domain(region), expected);
    }

    #[test]
    fn a_table_that_is_like_another_has_the_accounts_of_that() {
        assert_eq!(account("pytorch-training-5", "ca-west-1"), account("pytorch-training", "ca-west-1"));
        assert_eq!(account("pytorch-training-5", "cn-north-1"), None);
        assert_eq!(account("pytorch-training-40", "us-isof-east-1"), None);
        assert_eq!(regions("pytorch-training-40").len(), 40);
    }
}
