//! Buckets keep what they hold, and keep it private.

use serde_json::{Value, json};

use super::resource::Resource;
use super::template;

/// A bucket's lifecycle rules.
fn rules<'a>(bucket: &Resource<'a>) -> &'a [Value] {
    bucket.property("/LifecycleConfiguration/Rules").as_array().map(Vec::as_slice).unwrap_or_default()
}

#[test]
fn there_are_four_buckets_so_that_nothing_loops() {
    let template = template();
    let mut buckets: Vec<&str> = template.of_type("AWS::S3::Bucket").map(|bucket| bucket.id()).collect();
    buckets.sort_unstable();

    assert_eq!(buckets, ["ArtifactBucket", "ConfigBucket", "DataBucket", "RawBucket"]);
}

#[test]
fn buckets_are_retained_encrypted_versioned_and_private() {
    let template = template();
    for bucket in template.of_type("AWS::S3::Bucket") {
        let id = bucket.id();
        let encryption =
            "/BucketEncryption/ServerSideEncryptionConfiguration/0/ServerSideEncryptionByDefault/SSEAlgorithm";
        let all_blocked = json!({
            "BlockPublicAcls": true,
            "BlockPublicPolicy": true,
            "IgnorePublicAcls": true,
            "RestrictPublicBuckets": true,
        });

        assert_eq!(bucket.attribute("DeletionPolicy"), "Retain", "{id}");
        assert_eq!(bucket.attribute("UpdateReplacePolicy"), "Retain", "{id}");
        assert_eq!(bucket.property(encryption), "AES256", "{id}");
        assert_eq!(bucket.property("/VersioningConfiguration/Status"), "Enabled", "{id}");
        assert_eq!(bucket.property("/PublicAccessBlockConfiguration"), &all_blocked, "{id}");
        assert_eq!(bucket.property("/OwnershipControls/Rules/0/ObjectOwnership"), "BucketOwnerEnforced", "{id}");
        for rule in ["expire-old-versions", "abort-multipart-leftovers"] {
            assert!(rules(&bucket).iter().any(|found| found["Id"] == rule), "{id} has no rule {rule}");
        }
    }
}

#[test]
fn what_people_were_told_is_forgotten_after_half_a_year_and_nothing_else_expires() {
    let template = template();
    let expiring: Vec<(&str, &Value, &Value)> = template
        .of_type("AWS::S3::Bucket")
        .flat_map(|bucket| rules(&bucket).iter().map(move |rule| (bucket.id(), rule)))
        .filter(|(_, rule)| !rule["ExpirationInDays"].is_null() || !rule["ExpirationDate"].is_null())
        .map(|(bucket, rule)| (bucket, &rule["Prefix"], &rule["ExpirationInDays"]))
        .collect();

    assert_eq!(expiring, [("ArtifactBucket", &json!(pipeline::PREFIX_ALERTS), &json!(180))]);
}

#[test]
fn only_buckets_that_are_uploaded_to_send_events() {
    let template = template();
    let mut sending: Vec<&str> = template
        .of_type("AWS::S3::Bucket")
        .filter(|bucket| {
            bucket.property("/NotificationConfiguration/EventBridgeConfiguration/EventBridgeEnabled") == true
        })
        .map(|bucket| bucket.id())
        .collect();
    sending.sort_unstable();

    assert_eq!(sending, ["ConfigBucket", "DataBucket", "RawBucket"]);
}
