//! Which permissions each operation needs, and what is said when one is missing.

use super::callers::{Caller, Callers, assumed_role};
use super::error::ServiceError;
use super::iam::{Access, Context, Verdict, decide};
use super::request::TrainingRequest;

/// The service that takes a training role.
const SERVICE: &str = "sagemaker.amazonaws.com";

/// The permissions of one caller in one account.
#[derive(Clone, Copy, Debug)]
pub(super) struct Permissions<'a> {
    pub(super) account: &'a str,
    pub(super) callers: &'a Callers,
    pub(super) caller: &'a Caller,
}

impl Permissions<'_> {
    /// Asks for one action on one resource.
    pub(super) fn ask(&self, action: &str, resource: &str, context: &Context) -> Result<(), ServiceError> {
        let Caller::Function { role_arn, .. } = self.caller else { return Ok(()) };
        let policies = self.callers.roles.get(role_arn).map(|role| role.policies.as_slice());
        let verdict = decide(policies.unwrap_or_default(), Access { action, resource, context });
        refusal(verdict, &self.caller.arn(self.account), action, resource)
            .map_or(Ok(()), |message| Err(ServiceError::access_denied(message)))
    }

    /// Everything that a `CreateTrainingJob` request needs: the job, its tags, its role.
    pub(super) fn ask_to_create(&self, arn: &str, request: &TrainingRequest) -> Result<(), ServiceError> {
        let tags = request.tags.iter().map(|tag| (tag.key.as_str(), tag.value.as_str()));
        let context = creation_context(request);
        self.ask("sagemaker:CreateTrainingJob", arn, &context)?;
        if !request.tags.is_empty() {
            self.ask("sagemaker:AddTags", arn, &with_request_tags(Context::default(), tags))?;
        }
        let passed = Context::default().with("iam:PassedToService", [SERVICE]);
        self.ask("iam:PassRole", &request.role_arn, &passed)
    }

    /// The role must exist and let SageMaker assume it.
    pub(super) fn can_be_assumed(&self, role_arn: &str) -> Result<(), ServiceError> {
        let context = Context::default().with("aws:SourceAccount", [self.account]);
        match self.callers.roles.get(role_arn) {
            Some(role) if role.trust.trusts(SERVICE, &context) => Ok(()),
            _ => Err(ServiceError::validation(format!(
                "Could not assume role {role_arn}. Please ensure that the role exists and allows \
                 principal '{SERVICE}' to assume the role."
            ))),
        }
    }
}

/// What a training job itself may do: the policies of its role.
#[derive(Clone, Debug)]
pub(crate) struct TrainingRole {
    pub(crate) arn: String,
    pub(crate) account: String,
    pub(crate) policies: Vec<super::iam::Policy>,
}

impl TrainingRole {
    /// Asks for one action on one resource; the refusal is AWS's sentence.
    pub(crate) fn ask(&self, action: &str, resource: &str, context: &Context) -> Result<(), String> {
        let verdict = decide(&self.policies, Access { action, resource, context });
        let session = assumed_role(&self.account, &self.arn, "SageMaker");
        refusal(verdict, &session, action, resource).map_or(Ok(()), Err)
    }
}

fn refusal(verdict: Verdict, who: &str, action: &str, resource: &str) -> Option<String> {
    let because = match verdict {
        Verdict::Allowed => return None,
        Verdict::Denied => "with an explicit deny in an identity-based policy".to_owned(),
        Verdict::NotAllowed => format!("because no identity-based policy allows the {action} action"),
    };
    Some(format!("User: {who} is not authorized to perform: {action} on resource: {resource} {because}"))
}

/// The condition keys that SageMaker documents for `CreateTrainingJob`.
fn creation_context(request: &TrainingRequest) -> Context {
    let stopping = &request.stopping_condition;
    let flag = |flag: Option<bool>| [flag.unwrap_or(false)];
    let mut context = Context::default()
        .with("sagemaker:InstanceTypes", request.instance_types())
        .with("sagemaker:MaxRuntimeInSeconds", [stopping.max_runtime_in_seconds])
        .with("sagemaker:NetworkIsolation", flag(request.enable_network_isolation))
        .with("sagemaker:InterContainerTrafficEncryption", flag(request.enable_inter_container_traffic_encryption))
        .with("sagemaker:VolumeKmsKey", &request.resource_config.volume_kms_key_id)
        .with("sagemaker:OutputKmsKey", &request.output_data_config.kms_key_id)
        .with("sagemaker:KeepAlivePeriod", request.resource_config.keep_alive_period_in_seconds);
    if let Some(vpc) = &request.vpc_config {
        context = context
            .with("sagemaker:VpcSecurityGroupIds", &vpc.security_group_ids)
            .with("sagemaker:VpcSubnets", &vpc.subnets);
    }
    with_request_tags(context, request.tags.iter().map(|tag| (tag.key.as_str(), tag.value.as_str())))
}

/// The condition keys of tags that come with a request.
pub(super) fn with_request_tags<'t>(
    context: Context,
    tags: impl Iterator<Item = (&'t str, &'t str)> + Clone,
) -> Context {
    let named = context.with("aws:TagKeys", tags.clone().map(|(key, _)| key));
    tags.fold(named, |context, (key, value)| context.with(&format!("aws:RequestTag/{key}"), [value]))
}
