//! `[network]` and `[output]`: what a job may reach, and where its models go.

use crate::document::Section;
use crate::toml;
use crate::wanted::Wanted;

/// `[network]` and `[output]`.
pub(super) fn sections(wanted: Wanted<'_>) -> [Section; 2] {
    [network(wanted), output(wanted)]
}

fn network(wanted: Wanted<'_>) -> Section {
    let mut section = Section::new(&["network"]);
    let flags = [
        ("isolation", "EnableNetworkIsolation"),
        ("encrypt_between_containers", "EnableInterContainerTrafficEncryption"),
    ];
    for (key, member) in flags {
        if wanted.is_set(member) {
            section.say(key, "true", &[member]);
        }
    }
    let ids = |member: &str| wanted.texts(&["VpcConfig", member]).map(toml::texts);
    if let (Some(subnets), Some(groups)) = (ids("Subnets"), ids("SecurityGroupIds")) {
        section.say("subnets", subnets, &["VpcConfig"]);
        section.say("security_groups", groups, &["VpcConfig"]);
    }
    section
}

fn output(wanted: Wanted<'_>) -> Section {
    let mut section = Section::new(&["output"]);
    let of = |member: &'static str| ["OutputDataConfig", member];
    if let Some(path) = wanted.text(&of("S3OutputPath")) {
        section.note(
            "Without `path`: models/<pipeline> in the stack's artifact bucket, which the training role may write.",
        );
        section.say("path", toml::text(path), &of("S3OutputPath")).required();
    }
    section.say_if("kms_key", wanted.text(&of("KmsKeyId")).map(toml::text), &of("KmsKeyId"));
    section.say_if("compression", wanted.text(&of("CompressionType")).map(toml::text), &of("CompressionType"));
    section
}
