//! A small evaluator of IAM policies: what a role's own policies allow and deny.
//!
//! It knows identity policies with `Allow` and `Deny`, wildcards, and the condition
//! operators of `condition::Operator`. What it does not know (policy variables, dates,
//! IP addresses) is refused when the policy is read, so that nothing is judged wrongly.

mod condition;
mod policy;
mod wildcard;

pub use condition::Context;
pub use policy::{Malformed, Policy};

use policy::{Effect, Statement};

/// One thing that somebody wants to do.
#[derive(Clone, Copy, Debug)]
pub struct Access<'a> {
    /// For example `sagemaker:CreateTrainingJob`.
    pub action: &'a str,
    /// The ARN it is done to, or `*` where the action has none.
    pub resource: &'a str,
    /// Condition keys of the request and their values.
    pub context: &'a Context,
}

/// The outcome of all policies together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Some statement allows it and none denies it.
    Allowed,
    /// A statement denies it.
    Denied,
    /// No statement speaks of it.
    NotAllowed,
}

/// What `policies` say of `access`: a denial wins, and silence is no permission.
pub fn decide<'p>(policies: impl IntoIterator<Item = &'p Policy>, access: Access<'_>) -> Verdict {
    let matching: Vec<&Statement> = policies
        .into_iter()
        .flat_map(|policy| &policy.statements)
        .filter(|statement| statement.applies_to(access))
        .collect();
    if matching.iter().any(|statement| statement.effect == Effect::Deny) {
        Verdict::Denied
    } else if matching.is_empty() {
        Verdict::NotAllowed
    } else {
        Verdict::Allowed
    }
}

#[cfg(test)]
mod tests;
