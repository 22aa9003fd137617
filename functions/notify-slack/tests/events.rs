//! Every file of `events/notify-slack/`: what arrives, and how it reads in Slack.

use std::path::Path;
use std::{fs, io};

use notify_slack::{event, render};
use serde_json::Value;

/// The message for each record of a batch, or why there is none.
fn rendered(batch: &Value) -> String {
    let records = batch["Records"].as_array().expect("a batch has records");
    let message = |record: &Value| match event::read(record["body"].as_str().expect("a body")) {
        Ok(notice) => serde_json::to_string_pretty(&render::render(&notice)),
        Err(error) => Ok(format!("buried: {error}")),
    };
    let messages: Result<Vec<String>, _> = records.iter().map(message).collect();
    messages.expect("a message is JSON").join("\n---\n")
}

#[test]
fn every_recorded_event_reads_as_its_snapshot_says() -> io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../events/notify-slack");
    let mut files = 0;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let batch = serde_json::from_slice(&fs::read(&path)?)?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, rendered(&batch));
        });
        files += 1;
    }
    assert!(files > 0, "no events");
    Ok(())
}
