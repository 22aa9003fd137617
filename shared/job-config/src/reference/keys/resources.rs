//! `[resources]`.

use super::{KMS_KEY, Key, Kind, OR_FALSE, key};

const COUNT: Kind = Kind::Number(1, 1000);

pub(super) const KEYS: &[Key] = &[
    key("resources", Kind::Section, "The machines, and how long a job may have them")
        .required()
        .one_of(&["instance_types", "instance_type", "instance_preferences", "instance_groups"])
        .in_both(),
    key(
        "resources.instance_types",
        Kind::List(&Kind::InstanceType, 1, 5),
        "Instance types of one kind of processor: the first with capacity is taken",
    )
    .rules("On spot capacity the first is asked for, the others in further attempts.")
    .becomes(&["ResourceConfig.InstanceType", "ResourceConfig.InstancePreferences[].InstanceType"])
    .like(&["[\"ml.m5.2xlarge\"]", "[\"ml.m5.xlarge\", \"ml.m5.2xlarge\"]"]),
    key("resources.instance_type", Kind::InstanceType, "A single type, instead of a list")
        .becomes(&["ResourceConfig.InstanceType"])
        .like(&["\"ml.m5.2xlarge\""]),
    key(
        "resources.instance_preferences",
        Kind::List(&Kind::Section, 1, 5),
        "Instance types, each in a number of its own: the first with capacity is taken",
    )
    .rules("Not with `spot`.")
    .becomes(&["ResourceConfig.InstancePreferences"])
    .like(&["[{ instance_type = \"ml.m5.4xlarge\" }, { instance_type = \"ml.m5.xlarge\", instance_count = 4 }]"]),
    key("resources.instance_preferences[].instance_type", Kind::InstanceType, "The type")
        .required()
        .becomes(&["ResourceConfig.InstancePreferences[].InstanceType"]),
    key("resources.instance_preferences[].instance_count", COUNT, "How many instances")
        .or("1")
        .becomes(&["ResourceConfig.InstancePreferences[].InstanceCount"]),
    key("resources.instance_groups", Kind::List(&Kind::Section, 1, 5), "Several kinds of machines at once")
        .becomes(&["ResourceConfig.InstanceGroups"])
        .like(&["[{ name = \"workers\", instance_type = \"ml.m5.xlarge\", instance_count = 2 }]"]),
    key(
        "resources.instance_groups[].name",
        Kind::Text("a name of at most 64 characters", "[\\s\\S]{1,64}"),
        "The group's name, another than those of the other groups",
    )
    .required()
    .becomes(&["ResourceConfig.InstanceGroups[].InstanceGroupName"]),
    key("resources.instance_groups[].instance_type", Kind::InstanceType, "The type")
        .required()
        .becomes(&["ResourceConfig.InstanceGroups[].InstanceType"]),
    key("resources.instance_groups[].instance_count", COUNT, "How many instances")
        .or("1")
        .becomes(&["ResourceConfig.InstanceGroups[].InstanceCount"]),
    key("resources.instance_count", COUNT, "How many instances")
        .or("1")
        .rules("Only with `instance_types` or `instance_type`.")
        .becomes(&["ResourceConfig.InstanceCount"])
        .like(&["4"]),
    key("resources.volume", Kind::Gigabytes, "The size of each instance's volume")
        .or("30")
        .in_both()
        .becomes(&["ResourceConfig.VolumeSizeInGB"])
        .like(&["100", "\"100 GB\""]),
    key("resources.volume_kms_key", KMS_KEY, "The key that encrypts the volumes")
        .in_both()
        .becomes(&["ResourceConfig.VolumeKmsKeyId"])
        .like(&["\"alias/training\""]),
    key(
        "resources.keep_alive",
        Kind::Duration("0s", "6h"),
        "How long machines are kept for the next job of the same kind: a warm pool",
    )
    .rules("Not with `spot` or `instance_groups`.")
    .in_both()
    .becomes(&["ResourceConfig.KeepAlivePeriodInSeconds"])
    .like(&["\"30m\""]),
    key("resources.max_runtime", Kind::Duration("1s", "28d"), "The longest training: then it is stopped")
        .or("\"1d\"")
        .in_both()
        .becomes(&["StoppingCondition.MaxRuntimeInSeconds"])
        .like(&["\"4h 30m\""]),
    key("resources.max_pending", Kind::Duration("30m", "28d"), "The longest waiting for machines, on demand")
        .becomes(&["StoppingCondition.MaxPendingTimeInSeconds"])
        .like(&["\"2h\""]),
    key("resources.retries", Kind::Number(1, 30), "How often SageMaker itself tries again after an internal error")
        .becomes(&["RetryStrategy.MaximumRetryAttempts"])
        .like(&["3"]),
    key("resources.spot", OR_FALSE, "Spot capacity, cheaper and taken away at times; `false`: not in this environment")
        .without("on demand")
        .becomes(&["EnableManagedSpotTraining", "StoppingCondition.MaxWaitTimeInSeconds"])
        .like(&["{ max_wait = \"2d\" }"]),
    key(
        "resources.spot.max_wait",
        Kind::Duration("1s", "28d"),
        "The longest training and waiting for capacity together",
    )
    .required()
    .rules("At least `max_runtime`; at most `\"1h\"` for a built-in algorithm without checkpoints.")
    .becomes(&["StoppingCondition.MaxWaitTimeInSeconds"])
    .like(&["\"3d\""]),
    key(
        "resources.spot.checkpoints",
        Kind::Boolean,
        "Whether the algorithm keeps checkpoints and goes on from them: the same as an empty `[checkpoints]`",
    )
    .or("false")
    .becomes(&["CheckpointConfig"])
    .like(&["true"]),
];
