//! Templates.

use job_config::{JobConfig, PipelineName, Problems, Surroundings, check, local_source};
use job_draft::Template;
use rstest::rstest;

/// Checks the text as `retrain push` does, once the sources that lie beside it are packed.
fn checked(text: &str) -> Result<JobConfig, Problems> {
    let surroundings = Surroundings::default();
    let packed = |_| "s3://config/sources/churn/sourcedir.tar.gz".to_owned();
    let packed_source = local_source("jobs/churn.toml", text, &surroundings).map(packed);
    check("jobs/churn.toml", text, &Surroundings { packed_source, ..surroundings })
}

fn text(template: Template) -> String {
    template.text(&PipelineName::new("churn").unwrap())
}

/// The text with one line that was a comment, and with the header that it stands below.
fn uncommented(text: &str, number: usize) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let is_header = |line: &str| line.trim_start_matches("# ").starts_with('[');
    let header = (0..number).rev().find(|&above| is_header(lines[above]));
    let with = |(at, line): (usize, &&str)| match line.strip_prefix("# ") {
        Some(key) if at == number || Some(at) == header => format!("{key}\n"),
        _ => format!("{line}\n"),
    };
    lines.iter().enumerate().map(with).collect()
}

#[rstest]
#[case(Template::Xgboost)]
#[case(Template::Sklearn)]
#[case(Template::Pytorch)]
#[case(Template::Image)]
fn a_template_is_a_job_file_without_problems(#[case] template: Template) {
    let job = checked(&text(template)).unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(job.pipeline.as_str(), "churn");
    assert_eq!(job.algorithm.script().is_some(), matches!(template, Template::Sklearn | Template::Pytorch));
}

#[rstest]
#[case(Template::Xgboost)]
#[case(Template::Sklearn)]
#[case(Template::Pytorch)]
#[case(Template::Image)]
fn every_comment_of_a_template_that_is_a_key_can_be_made_one(#[case] template: Template) {
    let text = text(template);
    let is_key =
        |line: &str| line.strip_prefix("# ").is_some_and(|line| line.contains(" = ") && !line.starts_with("Lines"));
    let keys: Vec<usize> = text.lines().enumerate().filter(|(_, line)| is_key(line)).map(|(at, _)| at).collect();
    assert!(keys.len() > 10, "{text}");
    for number in keys {
        // Subnets and security groups come together, as a script's two keys do.
        let both = |text: String| match text.lines().nth(number) {
            Some(line) if line.starts_with("subnets") || line.starts_with("source") => uncommented(&text, number + 1),
            Some(line) if line.starts_with("security") || line.starts_with("entry_point") => {
                uncommented(&text, number - 1)
            }
            _ => text,
        };
        let text = both(uncommented(&text, number));
        checked(&text).unwrap_or_else(|problems| panic!("{problems}\n{text}"));
    }
}
