//! The name of a pipeline, from that of a training job.

use job_config::PipelineName;

/// What names end with that are made from a date or a time: numbers of so many digits, with hyphens between them.
///
/// The first two are the SageMaker Python SDK's (`name_from_base`).
const DATES: [&[usize]; 10] = [
    &[4, 2, 2, 2, 2, 2, 3],
    &[6, 4],
    &[4, 2, 2, 2, 2, 2],
    &[4, 2, 2, 2, 2],
    &[4, 2, 2],
    &[8, 6],
    &[8, 4],
    &[8],
    &[10],
    &[13],
];

/// The pipeline that a training job's name suggests: in lower case, without the date at its end. Nothing where there is
/// nothing else in the name.
pub(crate) fn pipeline(job_name: &str) -> Option<PipelineName> {
    let lower = job_name.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut name = without_date(&words).join("-");
    name.truncate(PipelineName::MAX_LEN);
    PipelineName::new(name.trim_end_matches('-')).ok()
}

fn without_date<'w>(words: &'w [&'w str]) -> &'w [&'w str] {
    let is_date = |digits: &&&[usize]| {
        let from = words.len().checked_sub(digits.len());
        from.is_some_and(|from| {
            let mut pairs = words[from..].iter().zip(**digits);
            pairs.all(|(word, digits)| word.len() == *digits && word.bytes().all(|byte| byte.is_ascii_digit()))
        })
    };
    DATES.iter().find(is_date).map_or(words, |digits| &words[..words.len() - digits.len()])
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::no_date("xgb-training-demo", Some("xgb-training-demo"))]
    #[case::of_the_sdk("churn-2024-01-31-12-00-00-123", Some("churn"))]
    #[case::of_the_sdk_short("churn-240131-1200", Some("churn"))]
    #[case::day("Churn-Model-20240131", Some("churn-model"))]
    #[case::epoch("churn-1706702400", Some("churn"))]
    #[case::version("churn-v2-10", Some("churn-v2-10"))]
    #[case::hyphens("a--b", Some("a-b"))]
    #[case::only_a_date("2024-01-31", None)]
    fn a_date_at_the_end_is_no_part_of_the_pipelines_name(#[case] job: &str, #[case] name: Option<&str>) {
        assert_eq!(pipeline(job).as_ref().map(PipelineName::as_str), name);
    }
}
