//! Regions, as far as prices differ by them.

/// Whether a text has the form of a region's code: `eu-central-1`. It becomes part of an object's key.
pub(crate) fn is_region(text: &str) -> bool {
    let legal = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    text.bytes().all(legal) && text.split('-').count() >= 3 && text.split('-').all(|word| !word.is_empty())
}

/// The region whose endpoint of the AWS Price List API is asked for the prices of `region`.
///
/// Every endpoint of a partition knows all its regions, so this is the one nearby. There are three in the commercial
/// partition, and one in each of China and the European Sovereign Cloud (botocore's `endpoints.json`, service
/// `api.pricing`). GovCloud has none: the commercial ones list its prices, and want credentials of a commercial
/// account. The isolated partitions are not ours.
#[must_use]
pub fn pricing_endpoint(region: &str) -> Option<&'static str> {
    match region.split('-').next()? {
        "cn" => Some("cn-northwest-1"),
        "eusc" => Some("eusc-de-east-1"),
        "us" | "eu" if region.split('-').nth(1).is_some_and(|word| word.starts_with("iso")) => None,
        "eu" | "af" | "me" | "il" => Some("eu-central-1"),
        "ap" => Some("ap-south-1"),
        _ => Some("us-east-1"),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("eu-central-1", true)]
    #[case("us-gov-west-1", true)]
    #[case("eu-central", false)]
    #[case("EU-Central-1", false)]
    #[case("eu-central-1/../../x", false)]
    #[case("eu--1", false)]
    #[case("", false)]
    fn a_region_is_words_and_a_number_with_hyphens(#[case] text: &str, #[case] is_one: bool) {
        assert_eq!(is_region(text), is_one);
    }

    #[rstest]
    #[case("us-east-1", Some("us-east-1"))]
    #[case("sa-east-1", Some("us-east-1"))]
    #[case("eu-north-1", Some("eu-central-1"))]
    #[case("ap-northeast-1", Some("ap-south-1"))]
    #[case("cn-north-1", Some("cn-northwest-1"))]
    #[case("eusc-de-east-1", Some("eusc-de-east-1"))]
    #[case("us-gov-west-1", Some("us-east-1"))]
    #[case("us-isob-east-1", None)]
    #[case("eu-isoe-west-1", None)]
    fn prices_are_asked_for_at_the_nearest_endpoint_of_the_partition(
        #[case] region: &str,
        #[case] endpoint: Option<&str>,
    ) {
        assert_eq!(pricing_endpoint(region), endpoint);
    }
}
