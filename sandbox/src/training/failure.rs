//! `FailureReason`, in the forms that SageMaker gives it.

use std::fmt::{self, Display, Formatter};

/// The most characters that a failure reason has.
const LONGEST: usize = 1024;
/// Exit code of a process that was killed, most often for want of memory.
const KILLED: i32 = 137;

/// Why a training job failed, ready for `FailureReason`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure(String);

impl Failure {
    /// Something that the user can put right: data, permissions, configuration.
    pub(crate) fn client(message: impl Display) -> Self {
        Self::cut(&format!("ClientError: {message}"))
    }

    /// Something between SageMaker and the machine.
    pub(crate) fn internal(message: impl Display) -> Self {
        Self::cut(&format!("InternalServerError: {message}"))
    }

    /// A failure of the platform that somebody ordered.
    pub(crate) fn ordered(kind: &str) -> Self {
        let said = match kind {
            "CapacityError" => {
                "Unable to provision requested ML compute capacity. Please retry using a different ML instance type."
            }
            "InternalServerError" => "We encountered an internal error.  Please try again.",
            _ => "injected by the sandbox",
        };
        Self::cut(&format!("{kind}: {said}"))
    }

    /// What a container's end means: its failure file first, else the last exception of its log.
    pub(crate) fn of_container(exit_code: i32, failure_file: Option<&str>, log_tail: &[String]) -> Self {
        if exit_code == KILLED {
            return Self::client(format_args!(
                "Please use an instance type with more memory, or reduce the size of training data processed on \
                 an instance., exit code: {exit_code}"
            ));
        }
        let exception = last_exception(log_tail);
        let written = failure_file.map(str::trim).unwrap_or_default();
        let said = match (written, exception) {
            ("", exception) => exception.unwrap_or_default().to_owned(),
            // The toolkit leaves the message of the script's exception out when it did not see it.
            (written, Some(exception)) if written.contains(r#"ErrorMessage """#) => {
                written.replacen(r#"ErrorMessage """#, &format!("ErrorMessage \"{exception}\""), 1)
            }
            (written, _) => written.to_owned(),
        };
        let end = format!(", exit code: {exit_code}");
        let room = LONGEST - "AlgorithmError: ".len() - end.len();
        let said: String = said.chars().take(room).collect();
        Self::cut(&format!("AlgorithmError: {said}{end}"))
    }

    fn cut(text: &str) -> Self {
        Self(text.chars().take(LONGEST).collect())
    }
}

impl Display for Failure {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// The last line that reads like a Python exception: `ValueError: no column`, `KeyError: 'x'`.
fn last_exception(log_tail: &[String]) -> Option<&str> {
    log_tail.iter().rev().map(|line| line.trim_end()).find(|line| is_exception(line))
}

fn is_exception(line: &str) -> bool {
    let name = line.split(':').next().unwrap_or(line);
    let last = name.rsplit('.').next().unwrap_or(name);
    let is_path = name.chars().all(|one| one.is_alphanumeric() || one == '_' || one == '.');
    is_path
        && last.starts_with(char::is_uppercase)
        && ["Error", "Exception", "Exit", "Interrupt", "Warning"].iter().any(|end| last.ends_with(end))
        && !last.ends_with("ExecuteUserScriptError")
        && !last.ends_with("Warning")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(exit_code: i32, file: Option<&str>, tail: &[&str]) -> String {
        let tail: Vec<String> = tail.iter().map(ToString::to_string).collect();
        Failure::of_container(exit_code, file, &tail).to_string()
    }

    #[test]
    fn a_scripts_own_exception_stands_in_the_reason() {
        let file = "ExecuteUserScriptError:\nExitCode 1\nErrorMessage \"\"\nCommand \"python train.py\"";
        let tail = ["Traceback (most recent call last):", "ValueError: no target column", "2026-11-24 ERROR Reporting"];
        assert_eq!(
            reason(1, Some(file), &tail),
            "AlgorithmError: ExecuteUserScriptError:\nExitCode 1\nErrorMessage \"ValueError: no target column\"\nCommand \"python train.py\", exit code: 1",
        );
    }

    #[test]
    fn an_own_images_failure_file_is_the_reason() {
        assert_eq!(reason(2, Some("no data\n"), &["KeyError: 'x'"]), "AlgorithmError: no data, exit code: 2");
        assert_eq!(reason(1, None, &["KeyError: 'x'"]), "AlgorithmError: KeyError: 'x', exit code: 1");
        assert_eq!(reason(1, None, &["nothing said"]), "AlgorithmError: , exit code: 1");
    }

    #[test]
    fn a_killed_process_had_too_little_memory() {
        assert!(reason(137, None, &[]).starts_with("ClientError: Please use an instance type with more memory"));
    }

    #[test]
    fn a_reason_has_at_most_1024_characters_and_keeps_its_exit_code() {
        let long = reason(1, Some(&"ü".repeat(3000)), &[]);
        assert_eq!(long.chars().count(), 1024);
        assert!(long.ends_with(", exit code: 1"));
    }
}
