//! Checkpoints, network, output, and how the container is started.

use super::{CONTAINER_PATH, KMS_KEY, Key, Kind, OR_FALSE, TARGET, key};

const WORDS: Kind = Kind::List(&Kind::Text("a word of at most 256 characters", "[\\s\\S]{0,256}"), 1, 100);

pub(super) const KEYS: &[Key] = &[
    key("checkpoints", OR_FALSE, "That a job keeps checkpoints, from which its next attempt goes on")
        .without("none are kept")
        .rules("Where in S3 is Retrain's to say: attempts of one run share them, and no other run does.")
        .becomes(&["CheckpointConfig"])
        .like(&["{}"]),
    key("checkpoints.local_path", CONTAINER_PATH, "Where the container writes them")
        .without("SageMaker's `/opt/ml/checkpoints`")
        .becomes(&["CheckpointConfig.LocalPath"])
        .like(&["\"/opt/ml/state\""]),
    key("network", Kind::Section, "What a training job may reach, and who may listen").in_both(),
    key("network.isolation", Kind::Boolean, "Whether the container has no network at all")
        .or("false")
        .rules("A script then comes by a channel `code`, which Retrain adds.")
        .in_both()
        .becomes(&["EnableNetworkIsolation"])
        .like(&["true"]),
    key("network.encrypt_between_containers", Kind::Boolean, "Whether instances encrypt what they send each other")
        .or("false")
        .in_both()
        .becomes(&["EnableInterContainerTrafficEncryption"])
        .like(&["true"]),
    key(
        "network.subnets",
        Kind::List(&Kind::Text("a subnet's id", "subnet-[A-Za-z0-9-]*"), 1, 16),
        "The subnets of one's own VPC that the machines are in",
    )
    .rules("Together with `security_groups`.")
    .in_both()
    .becomes(&["VpcConfig.Subnets"])
    .like(&["[\"subnet-0a1b2c3d4e5f67890\"]"]),
    key(
        "network.security_groups",
        Kind::List(&Kind::Text("a security group's id", "sg-[A-Za-z0-9-]*"), 1, 5),
        "The security groups that the machines are in",
    )
    .rules("Together with `subnets`.")
    .in_both()
    .becomes(&["VpcConfig.SecurityGroupIds"])
    .like(&["[\"sg-0a1b2c3d4e5f67890\"]"]),
    key("output", Kind::Section, "Where models go").in_both(),
    key("output.path", TARGET, "The prefix of models")
        .without("`models/<pipeline>`")
        .rules(
            "The stack's training role may write below `models/` only: an `s3://` URI asks for a `role` that may write \
             there. It must not match a trigger.",
        )
        .becomes(&["OutputDataConfig.S3OutputPath", "DebugHookConfig.S3OutputPath", "ProfilerConfig.S3OutputPath"])
        .like(&["\"models/teams/growth\""]),
    key("output.kms_key", KMS_KEY, "The key that encrypts models")
        .in_both()
        .becomes(&["OutputDataConfig.KmsKeyId"])
        .like(&["\"alias/models\""]),
    key("output.compression", Kind::Words(&["GZIP", "NONE"]), "Whether models are packed into a `model.tar.gz`")
        .without("SageMaker's `GZIP`")
        .in_both()
        .becomes(&["OutputDataConfig.CompressionType"])
        .like(&["\"NONE\""]),
    key("container", Kind::Section, "How the container is started, where its image does not say it"),
    key("container.entrypoint", WORDS, "The program and its first arguments")
        .without("the image's")
        .becomes(&["AlgorithmSpecification.ContainerEntrypoint"])
        .like(&["[\"python\", \"train.py\"]"]),
    key("container.arguments", WORDS, "What follows the entry point")
        .without("the image's")
        .becomes(&["AlgorithmSpecification.ContainerArguments"])
        .like(&["[\"--epochs\", \"5\"]"]),
];
