//! The form of an instance type's name.

/// Whether a text has the form of a SageMaker instance type: `ml.m5.xlarge`, `ml.c7i-flex.2xlarge`.
///
/// Which types there are is not known here: a price table may name types that are newer than this program.
pub(crate) fn is_instance_type(text: &str) -> bool {
    let word = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    let Some((family, size)) = text.strip_prefix("ml.").and_then(|rest| rest.split_once('.')) else { return false };
    word(family) && word(size)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("ml.m5.xlarge", true)]
    #[case("ml.c7i-flex.2xlarge", true)]
    #[case("ml.p6-b200.48xlarge", true)]
    #[case("m5.xlarge", false)]
    #[case("ml.m5", false)]
    #[case("ml..xlarge", false)]
    #[case("ml.m5.xlarge.large", false)]
    #[case("ml.M5.xlarge", false)]
    #[case("", false)]
    fn an_instance_type_is_ml_a_family_and_a_size(#[case] text: &str, #[case] is_one: bool) {
        assert_eq!(is_instance_type(text), is_one);
    }
}
