//! The deployed system, found by the name of its CloudFormation stack.

use std::collections::BTreeMap;

use anyhow::{Context as _, anyhow};
use aws_config::SdkConfig;
use aws_effects::AwsEffects;
use aws_sdk_s3::error::ProvideErrorMetadata as _;
use job_config::Site;
use pipeline::JobNamePrefix;

use crate::aws::{self, told};
use crate::failure::Hint as _;

/// A stack and the way to it.
#[derive(Debug)]
pub(crate) struct System {
    /// The stack's name.
    pub(crate) stack: String,
    /// Clients are made from this.
    pub(crate) config: SdkConfig,
    outputs: BTreeMap<String, String>,
}

impl System {
    /// Reads the stack's outputs (DescribeStacks).
    pub(crate) async fn find(stack: &str) -> anyhow::Result<Self> {
        let config = aws::configuration().await?;
        let client = aws_sdk_cloudformation::Client::new(&config);
        let described = client.describe_stacks().stack_name(stack).send().await;
        let cannot_find = || format!("cannot read the outputs of stack `{stack}`");
        let described = match described {
            Ok(described) => described,
            // CloudFormation has no code of its own for a stack that does not exist.
            Err(error) if error.code() == Some("ValidationError") => {
                let hint = "start one on this machine with `retrain local up`, deploy one to AWS with `sam deploy`, \
                            or name yours with --stack or RETRAIN_STACK";
                return Err(told(error).context(cannot_find()).hint(hint));
            }
            Err(error) => return Err(told(error).context(cannot_find())),
        };
        let stacks = described.stacks.unwrap_or_default();
        let found =
            stacks.into_iter().next().ok_or_else(|| anyhow!("there is no such stack")).with_context(cannot_find)?;
        let outputs = found.outputs.unwrap_or_default().into_iter();
        let outputs = outputs.filter_map(|output| Some((output.output_key?, output.output_value?))).collect();
        Ok(Self { stack: stack.to_owned(), config, outputs })
    }

    /// An output by its name in the template.
    pub(crate) fn output(&self, name: &str) -> anyhow::Result<&str> {
        self.outputs
            .get(name)
            .map(String::as_str)
            .with_context(|| format!("stack `{}` has no output `{name}`", self.stack))
            .hint("is it a Retrain stack, and of this version? Deploy this version's template.yaml")
    }

    /// Where models, run records and states lie.
    pub(crate) fn artifact_bucket(&self) -> anyhow::Result<&str> {
        self.output("ArtifactBucket")
    }

    /// Where job files lie.
    pub(crate) fn config_bucket(&self) -> anyhow::Result<&str> {
        self.output("ConfigBucket")
    }

    /// The buckets whose uploads the stack hears of: its own first.
    pub(crate) fn data_buckets(&self) -> anyhow::Result<Vec<String>> {
        let names = self.output("DataBuckets")?;
        Ok(names.split(',').filter(|name| !name.is_empty()).map(str::to_owned).collect())
    }

    /// What the names of the stack's training jobs begin with.
    pub(crate) fn job_name_prefix(&self) -> anyhow::Result<JobNamePrefix> {
        Ok(JobNamePrefix::new(self.output("JobNamePrefix")?)?)
    }

    /// The region that it is in.
    pub(crate) fn region(&self) -> String {
        self.config.region().map(ToString::to_string).unwrap_or_default()
    }

    /// What job files are resolved for.
    pub(crate) fn site(&self) -> anyhow::Result<Site> {
        Ok(Site {
            region: self.region(),
            training_role_arn: self.output("TrainingRoleArn")?.to_owned(),
            artifact_bucket: self.artifact_bucket()?.to_owned(),
            config_bucket: self.config_bucket()?.to_owned(),
            data_buckets: self.data_buckets()?,
            environment: self.outputs.get("Environment").filter(|name| !name.is_empty()).cloned(),
        })
    }

    /// The effects that the functions use, as far as a person needs them: objects and training jobs.
    pub(crate) fn effects(&self) -> AwsEffects {
        AwsEffects::builder(&self.config).build()
    }

    /// An S3 client, for what the effects do not do: streams.
    pub(crate) fn s3(&self) -> aws_sdk_s3::Client {
        aws_sdk_s3::Client::new(&self.config)
    }
}
