//! What somebody may have meant.

/// The candidate that is spelt most like `written`, if one is near; case is no difference.
pub(crate) fn nearest(written: &str, candidates: &[&'static str]) -> Option<&'static str> {
    let written = written.to_lowercase();
    candidates
        .iter()
        .map(|candidate| (strsim::jaro_winkler(&written, &candidate.to_lowercase()), *candidate))
        .filter(|&(likeness, _)| likeness >= 0.85)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Hyperparameters", Some("HyperParameters"))]
    #[case("hyper_parameters", Some("HyperParameters"))]
    #[case("Environemnt", Some("Environment"))]
    #[case("EFS", None)]
    fn only_what_is_spelt_alike_is_meant(#[case] written: &str, #[case] meant: Option<&str>) {
        assert_eq!(nearest(written, &["Environment", "HyperParameters", "RoleArn"]), meant);
    }
}
