//! Policy documents, read once and refused where they cannot be judged.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::Access;
use super::condition::{Condition, Context, Operator};
use super::wildcard::matches;

/// A policy document.
#[derive(Clone, Debug)]
pub struct Policy {
    pub(super) statements: Vec<Statement>,
}

/// Why a policy document cannot be judged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// The JSON is no policy document.
    #[error("no policy document: {0}")]
    Shape(String),
    /// The condition operator is unknown here.
    #[error("condition operator `{0}` is unknown to the sandbox")]
    Operator(String),
    /// Policy variables are not evaluated here.
    #[error("policy variable in `{0}` is not evaluated by the sandbox")]
    Variable(String),
}

#[derive(Clone, Debug)]
pub(super) struct Statement {
    pub(super) effect: Effect,
    actions: Listed,
    resources: Listed,
    principals: Vec<String>,
    conditions: Vec<Condition>,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
pub(super) enum Effect {
    Allow,
    Deny,
}

/// `Action` or `NotAction`, `Resource` or `NotResource`.
#[derive(Clone, Debug)]
enum Listed {
    In(Vec<String>),
    NotIn(Vec<String>),
}

impl Policy {
    /// Reads a document, as JSON value.
    pub fn parse(document: &Value) -> Result<Self, Malformed> {
        let document: Document =
            serde_json::from_value(document.clone()).map_err(|error| Malformed::Shape(error.to_string()))?;
        let statements = document.statement.into_vec();
        Ok(Self { statements: statements.into_iter().map(Statement::new).collect::<Result<_, _>>()? })
    }

    /// Whether this trust policy lets `service` (for example `sagemaker.amazonaws.com`) assume its role.
    pub fn trusts(&self, service: &str, context: &Context) -> bool {
        let said = |effect| self.statements.iter().any(|one| one.effect == effect && one.is_about(service, context));
        said(Effect::Allow) && !said(Effect::Deny)
    }
}

impl Statement {
    fn new(raw: RawStatement) -> Result<Self, Malformed> {
        let listed = |listed: Option<OneOrMany<String>>, not: Option<OneOrMany<String>>| match (listed, not) {
            (_, Some(not)) => Listed::NotIn(not.into_vec()),
            (listed, None) => Listed::In(listed.map(OneOrMany::into_vec).unwrap_or_default()),
        };
        let resources = listed(raw.resource, raw.not_resource);
        resources.no_variables()?;
        let mut conditions = Vec::new();
        for (operator, keys) in raw.condition {
            let parsed = Operator::parse(&operator).ok_or(Malformed::Operator(operator))?;
            for (key, wanted) in keys {
                let wanted: Vec<String> = wanted.into_vec().iter().map(text).collect();
                Listed::In(wanted.clone()).no_variables()?;
                conditions.push(Condition { operator: parsed, key, wanted });
            }
        }
        Ok(Self {
            effect: raw.effect,
            actions: listed(raw.action, raw.not_action),
            resources,
            principals: raw.principal.map(Principal::into_vec).unwrap_or_default(),
            conditions,
        })
    }

    /// In a trust policy, whether the statement speaks of `service` assuming the role.
    fn is_about(&self, service: &str, context: &Context) -> bool {
        self.actions.matches("sts:AssumeRole", true)
            && self.principals.iter().any(|principal| principal == "*" || principal == service)
            && self.conditions.iter().all(|condition| condition.holds(context))
    }

    pub(super) fn applies_to(&self, access: Access<'_>) -> bool {
        self.actions.matches(access.action, true)
            && self.resources.matches(access.resource, false)
            && self.conditions.iter().all(|condition| condition.holds(access.context))
    }
}

impl Listed {
    fn matches(&self, text: &str, ignore_case: bool) -> bool {
        let one = |pattern: &String| {
            if ignore_case {
                matches(&pattern.to_ascii_lowercase(), &text.to_ascii_lowercase())
            } else {
                matches(pattern, text)
            }
        };
        match self {
            Self::In(patterns) => patterns.iter().any(one),
            Self::NotIn(patterns) => !patterns.iter().any(one),
        }
    }

    fn no_variables(&self) -> Result<(), Malformed> {
        let (Self::In(patterns) | Self::NotIn(patterns)) = self;
        match patterns.iter().find(|pattern| pattern.contains("${")) {
            Some(pattern) => Err(Malformed::Variable(pattern.clone())),
            None => Ok(()),
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Document {
    statement: OneOrMany<RawStatement>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct RawStatement {
    effect: Effect,
    action: Option<OneOrMany<String>>,
    not_action: Option<OneOrMany<String>>,
    resource: Option<OneOrMany<String>>,
    not_resource: Option<OneOrMany<String>>,
    principal: Option<Principal>,
    #[serde(default)]
    condition: BTreeMap<String, BTreeMap<String, OneOrMany<Value>>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany<T> {
    Many(Vec<T>),
    One(T),
}

impl<T> OneOrMany<T> {
    fn into_vec(self) -> Vec<T> {
        match self {
            Self::Many(many) => many,
            Self::One(one) => vec![one],
        }
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Principal {
    Everyone(String),
    Kinds(BTreeMap<String, OneOrMany<String>>),
}

impl Principal {
    fn into_vec(self) -> Vec<String> {
        match self {
            Self::Everyone(star) => vec![star],
            Self::Kinds(kinds) => kinds.into_values().flat_map(OneOrMany::into_vec).collect(),
        }
    }
}

/// `true`, `3600` and `"3600"` are all written in conditions.
fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
