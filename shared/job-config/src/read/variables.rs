//! `${region}` and the like in the strings of a job file.

use super::{Complaint, complaint, list};

/// What `${date}` leaves in a string until the day of the launch is known.
const DAY: &str = "\u{1}date\u{1}";

/// What the variables of a job file stand for, by name; nothing where this stack has no such thing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Variables(Vec<(&'static str, Option<String>)>);

impl Variables {
    pub(crate) fn new(variables: impl IntoIterator<Item = (&'static str, Option<String>)>) -> Self {
        Self(variables.into_iter().collect())
    }

    /// The region of the training jobs.
    pub(super) fn region(&self) -> &str {
        let region = self.0.iter().find(|(name, _)| *name == "region");
        region.and_then(|(_, value)| value.as_deref()).unwrap_or("us-east-1")
    }

    /// `text` with its variables replaced; `$${` is `${` itself.
    ///
    /// `${date}` is known at the launch only: it stays, as a mark for [`fill_in_date`], where `dated` allows it.
    pub(crate) fn expand(&self, text: &str, dated: bool) -> Result<String, Complaint> {
        let mut expanded = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(start) = rest.find("${") {
            let (before, from) = rest.split_at(start);
            if let Some(before) = before.strip_suffix('$') {
                expanded.push_str(before);
                expanded.push_str("${");
                rest = &from[2..];
                continue;
            }
            expanded.push_str(before);
            let end = from.find('}').ok_or_else(|| {
                complaint("`${` begins a variable, which ends nowhere").hint("write $${ where ${ itself is meant")
            })?;
            expanded.push_str(&self.value(&from[2..end], dated)?);
            rest = &from[end + 1..];
        }
        expanded.push_str(rest);
        Ok(expanded)
    }

    fn value(&self, name: &str, dated: bool) -> Result<String, Complaint> {
        if name == "date" {
            let elsewhere = complaint("`${date}` is the day of the launch, which only labels a run");
            return if dated {
                Ok(DAY.to_owned())
            } else {
                Err(elsewhere.hint("it can stand in [tags] and [experiment]: elsewhere each day would be a new run"))
            };
        }
        match self.0.iter().find(|(known, _)| *known == name) {
            Some((_, Some(value))) => Ok(value.clone()),
            Some((_, None)) => Err(complaint(format!("this stack has no {name}"))
                .hint(format!("`${{{name}}}` is known where the stack's parameters say one"))),
            None => {
                let known = self.0.iter().map(|(name, _)| *name).chain(["date"]);
                Err(complaint(format!("`${{{name}}}` is no variable that job files have"))
                    .hint(format!("there are {}; write $${{{name}}} to keep the text as it is", list(known))))
            }
        }
    }
}

/// `text` with the day of the launch, for example `2026-11-24`, where `${date}` stood.
pub(crate) fn fill_in_date(text: &str, date: &str) -> String {
    text.replace(DAY, date)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn variables() -> Variables {
        Variables::new([("region", Some("eu-west-1".to_owned())), ("environment", None)])
    }

    #[rstest]
    #[case::none("plain $ {text}", "plain $ {text}")]
    #[case::one("in ${region}!", "in eu-west-1!")]
    #[case::two("${region}${region}", "eu-west-1eu-west-1")]
    #[case::escaped("$${region} and ${region}", "${region} and eu-west-1")]
    fn variables_are_replaced_and_all_else_stays(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(variables().expand(text, false), Ok(expected.to_owned()));
    }

    #[rstest]
    #[case::unknown("${home}", "`${home}` is no variable that job files have")]
    #[case::open("${region", "`${` begins a variable, which ends nowhere")]
    #[case::without_value("${environment}", "this stack has no environment")]
    #[case::date("${date}", "`${date}` is the day of the launch, which only labels a run")]
    fn what_is_no_variable_is_refused(#[case] text: &str, #[case] message: &str) {
        assert_eq!(variables().expand(text, false).unwrap_err().message, message);
    }

    #[test]
    fn the_date_is_filled_in_where_it_may_stand() {
        let text = variables().expand("run of ${date}", true).unwrap();
        assert_eq!(fill_in_date(&text, "2026-11-24"), "run of 2026-11-24");
    }
}
