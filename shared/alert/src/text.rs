//! The alert as people read it in an e-mail.

use std::fmt::Write;

use crate::Alert;

/// SNS takes subjects of fewer than 100 characters.
const SUBJECT_MAX: usize = 99;

impl Alert {
    /// The title as the subject of an SNS message.
    ///
    /// SNS takes printable ASCII of fewer than 100 characters that begins with no space; any other
    /// character becomes `?`, line breaks and their like a space.
    pub fn subject_line(&self) -> String {
        let ascii: String = self
            .title
            .chars()
            .map(|c| match c {
                ' '..='~' => c,
                c if c.is_whitespace() || c.is_control() => ' ',
                _ => '?',
            })
            .collect();
        let line: String = ascii.trim().chars().take(SUBJECT_MAX).collect();
        if line.is_empty() { format!("Retrain: {}", self.kind) } else { line }
    }

    /// The whole alert as plain text of several lines.
    pub fn text(&self) -> String {
        let mut text = format!("{} [{}]\n", self.title, self.severity);
        let at = self.at.to_string();
        let known = [
            ("Pipeline", self.pipeline.as_deref()),
            ("Training job", self.job.as_deref()),
            ("Time", Some(at.as_str())),
        ];
        let known = known.into_iter().filter_map(|(name, value)| Some((name, value?)));
        let facts = self.facts.iter().map(|fact| (fact.name.as_str(), fact.value.as_str()));

        text.push('\n');
        for (name, value) in known.chain(facts) {
            _ = writeln!(text, "{name}: {value}");
        }
        if let Some(reason) = &self.reason {
            text.push_str("\nReason:\n");
            for line in reason.lines() {
                _ = writeln!(text, "    {line}");
            }
        }
        if let Some(hint) = &self.hint {
            _ = write!(text, "\nHint: {hint}\n");
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;
    use crate::AlertKind;

    fn titled(title: &str) -> Alert {
        Alert::new(AlertKind::JobFailed, "job", title, "2026-11-24T09:00:00Z".parse().unwrap())
    }

    #[rstest]
    #[case::plain("Training job of churn failed", "Training job of churn failed")]
    #[case::line_breaks(" a\r\nb ", "a  b")]
    #[case::not_ascii("Überlauf – 5 min", "?berlauf ? 5 min")]
    #[case::empty(" \n", "Retrain: job-failed")]
    fn a_subject_line_is_what_sns_takes(#[case] title: &str, #[case] line: &str) {
        assert_eq!(titled(title).subject_line(), line);
    }

    proptest! {
        #[test]
        fn any_title_yields_a_legal_subject(title in any::<String>()) {
            let line = titled(&title).subject_line();

            prop_assert!((1..100).contains(&line.len()));
            prop_assert!(line.bytes().all(|byte| (b' '..=b'~').contains(&byte)));
            prop_assert!(!line.starts_with(' '));
        }
    }

    #[test]
    fn an_e_mail_reads_from_what_to_why_to_what_now() {
        let alert = titled("Training job of churn failed")
            .pipeline("churn")
            .job("retrain-churn-3f9a-r1")
            .reason("AlgorithmError: exit code 1\nValueError: the label column is empty")
            .fact("Billable seconds", 61)
            .hint("retrain status retrain-churn-3f9a-r1 shows the end of its log");

        insta::assert_snapshot!(alert.text(), @r"
        Training job of churn failed [critical]

        Pipeline: churn
        Training job: retrain-churn-3f9a-r1
        Time: 2026-11-24T09:00:00Z
        Billable seconds: 61

        Reason:
            AlgorithmError: exit code 1
            ValueError: the label column is empty

        Hint: retrain status retrain-churn-3f9a-r1 shows the end of its log
        ");
    }
}
