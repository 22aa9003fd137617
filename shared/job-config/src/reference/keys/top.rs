//! The top of the file, and what stands for all that has no key.

use super::{ANY_NUMBER, ANY_TEXT, Key, Kind, key};

pub(super) const KEYS: &[Key] = &[
    key(
        "pipeline",
        Kind::Text("a pipeline's name", "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"),
        "The name of the pipeline, which is the name of the file, too: `jobs/<pipeline>.toml`",
    )
    .required()
    .rules("At most 63 of `a-z`, `0-9` and hyphens, no hyphen at either end.")
    .becomes(&["OutputDataConfig.S3OutputPath", "Tags", "Environment"])
    .like(&["\"fraud\""]),
    key(
        "role",
        Kind::Text("the ARN of an IAM role", "arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9_+=,.@/-]+"),
        "The IAM role that training jobs have",
    )
    .without("the stack's training role")
    .in_both()
    .becomes(&["RoleArn"])
    .like(&["\"arn:aws:iam::${account}:role/retrain-training/churn\""]),
    key(
        "required_tags",
        Kind::List(&ANY_TEXT, 0, ANY_NUMBER),
        "The keys of tags that every job file has to have, its own or those of `_defaults.toml`",
    )
    .or("[]")
    .in_defaults()
    .like(&["[\"Project\", \"Team\"]"]),
];

pub(super) const LAST: &[Key] = &[
    key(
        "request",
        Kind::Map(super::PRINTABLE, ANY_NUMBER),
        "Whatever else CreateTrainingJob takes, in its own words",
    )
    .rules(
        "What is said here is added to the request, however deep it stands, and checked against SageMaker's service \
         model. It replaces nothing: what another key says already is refused, with the name of that key.",
    ),
    key("request.<Member>", Kind::Json, "A member of the request")
        .rules(
            "`false` for a member that is no boolean leaves it out, where Retrain would send it unasked. \
             `TrainingJobName`, `RoleArn` and `CheckpointConfig` cannot be said here. Channels in `InputDataConfig` \
             are sent beside those of `[channels]`: what they read is not frozen.",
        )
        .like(&["{ EnableRemoteDebug = true }"]),
    key("env", Kind::Map("[a-z0-9-]{1,32}", ANY_NUMBER), "What is said of single environments").in_both(),
    key("env.<name>", Kind::Overlay, "What holds on stacks of this environment, before what the rest of the file says")
        .rules("Every key but `pipeline` and `env`; what is not said here stays as the rest of the file has it.")
        .in_both()
        .like(&["{ limits = { launches_per_day = 3 } }"]),
];
