//! A function's settings, as they stand in its environment.

use std::error::Error;
use std::fmt;
use std::str::FromStr;

/// Reads variables through a lookup and collects what is wrong with them.
///
/// Every method returns a value, if need be a stand-in, so that all settings are looked at;
/// [`Vars::check`] lets them out only if all were good.
///
/// ```
/// use queue_function::{SettingsError, Vars};
///
/// #[derive(Debug)]
/// struct Settings {
///     topic: String,
///     buckets: Vec<String>,
///     grace_seconds: u32,
/// }
///
/// impl Settings {
///     fn from_vars(lookup: impl Fn(&str) -> Option<String>) -> Result<Self, SettingsError> {
///         let mut vars = Vars::new(lookup);
///         let settings = Self {
///             topic: vars.required("ALERT_TOPIC_ARN"),
///             buckets: vars.list("DATA_BUCKETS"),
///             grace_seconds: vars.parse("OVERRUN_GRACE_SECONDS"),
///         };
///         vars.check(settings)
///     }
/// }
///
/// let error = Settings::from_vars(|name| (name == "DATA_BUCKETS").then(|| "a, b".into()));
///
/// assert_eq!(
///     error.unwrap_err().to_string(),
///     "ALERT_TOPIC_ARN is missing; OVERRUN_GRACE_SECONDS is missing"
/// );
/// ```
#[derive(Debug)]
pub struct Vars<F> {
    lookup: F,
    problems: Vec<String>,
}

impl<F: Fn(&str) -> Option<String>> Vars<F> {
    /// Reads through `lookup`; in a function's `main` that is [`environment`].
    pub fn new(lookup: F) -> Self {
        Self { lookup, problems: Vec::new() }
    }

    /// A variable that may be left out. One that is there but blank counts as left out.
    pub fn optional(&mut self, name: &str) -> Option<String> {
        (self.lookup)(name).filter(|value| !value.trim().is_empty())
    }

    /// A variable that must be there.
    pub fn required(&mut self, name: &str) -> String {
        self.optional(name).unwrap_or_else(|| {
            self.problems.push(format!("{name} is missing"));
            String::new()
        })
    }

    /// A list with commas between its items, at least one.
    pub fn list(&mut self, name: &str) -> Vec<String> {
        let text = self.required(name);
        let items = text.split(',').map(str::trim).filter(|item| !item.is_empty());
        let items: Vec<String> = items.map(str::to_owned).collect();
        if items.is_empty() && !text.is_empty() {
            self.problems.push(format!("{name} has no items"));
        }
        items
    }

    /// A variable that must be there and mean a `T`.
    pub fn parse<T: FromStr<Err: Error> + Default>(&mut self, name: &str) -> T {
        self.parse_with(name, str::parse).unwrap_or_default()
    }

    /// A variable that must be there and mean what `parse` makes of it; `None` where it does not.
    pub fn parse_with<T, E: Error>(&mut self, name: &str, parse: impl FnOnce(&str) -> Result<T, E>) -> Option<T> {
        let text = self.required(name);
        if text.is_empty() {
            return None;
        }
        match parse(text.trim()) {
            Ok(value) => Some(value),
            Err(error) => {
                self.problems.push(format!("{name} is `{text}`: {}", crate::chain(&error)));
                None
            }
        }
    }

    /// The settings, if every variable was good.
    pub fn check<T>(self, settings: T) -> Result<T, SettingsError> {
        if self.problems.is_empty() { Ok(settings) } else { Err(SettingsError(self.problems)) }
    }

    /// What was wrong, where there is no settings value to let out.
    pub fn into_error(self) -> SettingsError {
        SettingsError(self.problems)
    }
}

/// A variable of the process: the lookup that a function's `main` hands to its settings.
#[expect(clippy::disallowed_methods, reason = "this is the lookup that the wiring hands over")]
pub fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// Everything that is wrong with the variables of a function.
#[derive(PartialEq, Eq)]
pub struct SettingsError(Vec<String>);

impl fmt::Display for SettingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("; "))
    }
}

/// As it reads in words: this is what Rust prints when `main` returns an error.
impl fmt::Debug for SettingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for SettingsError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn vars(pairs: &[(&str, &str)]) -> Vars<impl Fn(&str) -> Option<String>> {
        Vars::new(|name| {
            let pair = pairs.iter().find(|(known, _)| *known == name);
            pair.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn good_variables_come_out_as_values() {
        let mut vars = vars(&[("NAME", "churn"), ("LIST", " a ,b,, "), ("COUNT", " 300 ")]);

        let values = (vars.required("NAME"), vars.list("LIST"), vars.parse::<u32>("COUNT"));

        let expected = ("churn".to_owned(), vec!["a".to_owned(), "b".to_owned()], 300);
        assert_eq!(vars.check(values), Ok(expected));
    }

    #[test]
    fn all_that_is_wrong_is_said_at_once() {
        let mut vars = vars(&[("BLANK", " "), ("COMMAS", " , "), ("COUNT", "many")]);

        vars.required("ABSENT");
        vars.required("BLANK");
        vars.list("COMMAS");
        vars.parse::<u32>("COUNT");

        assert_eq!(
            vars.check(()).unwrap_err().to_string(),
            "ABSENT is missing; BLANK is missing; COMMAS has no items; \
             COUNT is `many`: invalid digit found in string"
        );
    }

    #[test]
    fn what_may_be_left_out_is_no_problem() {
        let mut vars = vars(&[("BLANK", "")]);

        assert_eq!((vars.optional("ABSENT"), vars.optional("BLANK")), (None, None));
        assert_eq!(vars.check(()), Ok(()));
    }
}
