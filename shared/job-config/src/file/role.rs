//! `role`: the IAM role that training jobs have.

use crate::read::{Complaint, complaint};

/// The ARN of an IAM role.
pub(crate) fn role_arn(arn: &str) -> Result<String, Complaint> {
    let legal = |c: char| c.is_ascii_alphanumeric() || "_+=,.@-/".contains(c);
    let is_role = || {
        let [scheme, partition, service, region, account, resource] =
            arn.splitn(6, ':').collect::<Vec<_>>().try_into().ok()?;
        let name = resource.strip_prefix("role/")?;
        let partition = partition.strip_prefix("aws")?;
        let named = scheme == "arn" && service == "iam" && region.is_empty();
        let account = account.len() == 12 && account.bytes().all(|digit| digit.is_ascii_digit());
        let partition = partition.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        let name = !name.is_empty() && name.chars().all(legal) && arn.len() <= 2048;
        (named && account && partition && name).then(|| arn.to_owned())
    };
    is_role().ok_or_else(|| {
        let wrong = complaint(format!("`{arn}` is not the ARN of an IAM role"));
        wrong.hint("arn:aws:iam::123456789012:role/retrain-training/name")
    })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("arn:aws:iam::123456789012:role/SageMakerRole")]
    #[case("arn:aws-us-gov:iam::123456789012:role/retrain-training/churn")]
    fn the_arn_of_a_role_in_any_partition_is_one(#[case] arn: &str) {
        assert_eq!(role_arn(arn), Ok(arn.to_owned()));
    }

    #[rstest]
    #[case::name_only("SageMakerRole")]
    #[case::user("arn:aws:iam::123456789012:user/me")]
    #[case::other_service("arn:aws:sts::123456789012:role/x")]
    #[case::short_account("arn:aws:iam::12345678901:role/x")]
    #[case::no_name("arn:aws:iam::123456789012:role/")]
    #[case::space("arn:aws:iam::123456789012:role/a b")]
    fn nothing_else_is(#[case] arn: &str) {
        assert!(role_arn(arn).is_err());
    }
}
