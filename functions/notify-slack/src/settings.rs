//! What the template tells the function.

use queue_function::{SettingsError, Vars};

use crate::webhook::Origin;

/// The function's settings, from its environment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The secret with the webhook's URL.
    pub webhook_secret_arn: String,
    /// Where the webhook may lead.
    pub webhook_origins: Vec<Origin>,
    /// The function's own dead-letter queue.
    pub dead_letter_queue_url: String,
}

impl Settings {
    /// The variables that are read, as the template sets them.
    pub const NAMES: &[&str] = &["SLACK_WEBHOOK_SECRET_ARN", "SLACK_WEBHOOK_ORIGINS", "DEAD_LETTER_QUEUE_URL"];

    /// Reads the settings; all that is wrong is said at once.
    pub fn from_vars(lookup: impl Fn(&str) -> Option<String>) -> Result<Self, SettingsError> {
        let mut vars = Vars::new(lookup);
        let settings = Self {
            webhook_secret_arn: vars.required("SLACK_WEBHOOK_SECRET_ARN"),
            webhook_origins: vars
                .parse_with("SLACK_WEBHOOK_ORIGINS", |list| {
                    list.split(',').map(|origin| Origin::new(origin.trim())).collect()
                })
                .unwrap_or_default(),
            dead_letter_queue_url: vars.required("DEAD_LETTER_QUEUE_URL"),
        };
        vars.check(settings)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::collections::BTreeSet;

    use super::*;

    fn value(name: &str) -> Option<String> {
        let value = match name {
            "SLACK_WEBHOOK_SECRET_ARN" => "arn:aws:secretsmanager:us-east-1:000000000000:secret:s",
            "SLACK_WEBHOOK_ORIGINS" => "https://hooks.slack.com, http://127.0.0.1:4567",
            "DEAD_LETTER_QUEUE_URL" => "https://sqs.us-east-1.amazonaws.com/000000000000/dead",
            _ => return None,
        };
        Some(value.to_owned())
    }

    #[test]
    fn the_names_are_those_that_are_read() {
        let asked = RefCell::new(BTreeSet::new());

        let settings = Settings::from_vars(|name| {
            asked.borrow_mut().insert(name.to_owned());
            value(name)
        });

        assert_eq!(settings.unwrap().webhook_origins.len(), 2);
        assert_eq!(asked.into_inner(), Settings::NAMES.iter().map(ToString::to_string).collect());
    }

    #[test]
    fn an_origin_with_a_path_is_refused() {
        let settings = Settings::from_vars(|name| match name {
            "SLACK_WEBHOOK_ORIGINS" => Some("https://hooks.slack.com/services".to_owned()),
            name => value(name),
        });

        insta::assert_snapshot!(settings.unwrap_err(), @"SLACK_WEBHOOK_ORIGINS is `https://hooks.slack.com/services`: an origin is a scheme (http or https), a host and perhaps a port, nothing else");
    }
}
