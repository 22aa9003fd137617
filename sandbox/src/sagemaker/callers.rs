//! Who may call, and as what: access keys, roles and their policies.

use std::collections::BTreeMap;

use axum::http::HeaderMap;

use super::error::ServiceError;
use super::iam::Policy;

/// The table that the supervisor hands over when it has deployed the stack.
#[derive(Clone, Debug, Default)]
pub struct Callers {
    /// The sandbox's own access key, which may do everything.
    pub root_access_key: String,
    /// Each function's access key.
    pub functions: BTreeMap<String, Function>,
    /// Every deployed role, by ARN.
    pub roles: BTreeMap<String, Role>,
}

/// A deployed function, as far as its identity goes.
#[derive(Clone, Debug)]
pub struct Function {
    /// The function's name, which is the session name of its role.
    pub name: String,
    /// The ARN of the role it runs as.
    pub role_arn: String,
}

/// A deployed role.
#[derive(Clone, Debug)]
pub struct Role {
    /// Who may assume it.
    pub trust: Policy,
    /// Its inline policies.
    pub policies: Vec<Policy>,
}

/// Who sent a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caller {
    /// The owner of the account: everything is allowed.
    Root,
    /// A function in its role.
    Function {
        /// The function's name.
        name: String,
        /// The ARN of its role.
        role_arn: String,
    },
}

impl Callers {
    /// The caller that a request's `Authorization` names. The signature itself is not checked.
    pub(super) fn identify(&self, headers: &HeaderMap) -> Result<Caller, ServiceError> {
        let authorization = headers.get("authorization").and_then(|value| value.to_str().ok());
        let Some(access_key) = authorization.and_then(access_key) else {
            return Err(ServiceError::client("MissingAuthenticationTokenException", "Missing Authentication Token"));
        };
        if access_key == self.root_access_key {
            return Ok(Caller::Root);
        }
        match self.functions.get(access_key) {
            Some(function) => Ok(Caller::Function { name: function.name.clone(), role_arn: function.role_arn.clone() }),
            None => Err(ServiceError::client(
                "UnrecognizedClientException",
                "The security token included in the request is invalid.",
            )),
        }
    }
}

impl Caller {
    /// The ARN that `GetCallerIdentity` would answer.
    pub fn arn(&self, account: &str) -> String {
        match self {
            Self::Root => format!("arn:aws:iam::{account}:root"),
            Self::Function { name, role_arn } => assumed_role(account, role_arn, name),
        }
    }
}

/// The ARN of a session of a role.
pub(crate) fn assumed_role(account: &str, role_arn: &str, session: &str) -> String {
    let role = role_arn.rsplit('/').next().unwrap_or(role_arn);
    format!("arn:aws:sts::{account}:assumed-role/{role}/{session}")
}

/// `AKIA…` of `AWS4-HMAC-SHA256 Credential=AKIA…/20261124/us-east-1/sagemaker/aws4_request, …`.
fn access_key(authorization: &str) -> Option<&str> {
    let (_, credential) = authorization.split_once("Credential=")?;
    credential.split(['/', ',', ' ']).next().filter(|key| !key.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signed_by(key: &str) -> HeaderMap {
        let value = format!(
            "AWS4-HMAC-SHA256 Credential={key}/20261124/us-east-1/sagemaker/aws4_request, SignedHeaders=host, Signature=0"
        );
        HeaderMap::from_iter([(axum::http::header::AUTHORIZATION, value.parse().unwrap())])
    }

    #[test]
    fn the_access_key_tells_the_caller() {
        let callers = Callers {
            root_access_key: "root".to_owned(),
            functions: BTreeMap::from([(
                "ASIA01".to_owned(),
                Function { name: "launch".to_owned(), role_arn: "arn:aws:iam::0:role/p/LaunchRole".to_owned() },
            )]),
            roles: BTreeMap::new(),
        };
        assert_eq!(callers.identify(&signed_by("root")), Ok(Caller::Root));
        let function = callers.identify(&signed_by("ASIA01")).unwrap();
        assert_eq!(function.arn("0"), "arn:aws:sts::0:assumed-role/LaunchRole/launch");
        assert_eq!(callers.identify(&signed_by("ASIA02")).unwrap_err().code, "UnrecognizedClientException");
        assert_eq!(callers.identify(&HeaderMap::new()).unwrap_err().code, "MissingAuthenticationTokenException",);
    }
}
