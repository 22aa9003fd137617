//! Sources on somebody's machine: packed, uploaded once, trained on, taken back.

use std::path::Path;

use flows::{calm, script};

/// A folder with a job file and the scripts beside it that the file names.
fn project(pipeline: &str, train: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("source")).unwrap();
    std::fs::write(folder.path().join(format!("{pipeline}.toml")), script(pipeline, "source")).unwrap();
    write(folder.path(), train);
    folder
}

fn write(folder: &Path, train: &str) {
    std::fs::write(folder.join("source/train.py"), train).unwrap();
}

/// A script that prints this number of rows.
fn prints(rows: u32) -> String {
    format!(
        "import os\nprint('rows={rows}')\nopen(os.path.join(os.environ['SM_MODEL_DIR'], 'model.txt'), 'w').write('model')\n"
    )
}

#[tokio::test]
async fn a_pushed_script_is_trained_a_changed_one_is_another_run_and_a_rollback_brings_the_first_one_back() {
    let system = calm();
    let config = system.description().output("ConfigBucket");
    let project = project("packed", &prints(3));
    let path = project.path().to_str().unwrap();
    let pushed = async || {
        let text = system.probe().object(config, "jobs/packed.toml").await.unwrap().unwrap();
        String::from_utf8(text).unwrap()
    };

    system.succeeds(&["push", path]);
    let first = pushed().await;
    assert!(first.contains(&format!("s3://{config}/sources/")), "{first}");
    system.upload("packed", "1", "1,2\n").await.unwrap();
    let (_, record) = system.ended("packed").await.unwrap();
    assert_eq!(record["metrics"]["train:rows"], 3.0);

    write(project.path(), &prints(4));
    system.succeeds(&["push", path]);
    assert_ne!(pushed().await, first, "another script, another address");
    system.upload("packed", "2", "1,2\n").await.unwrap();
    let jobs = system.jobs("packed", 2).await.unwrap();
    system.quiet().await.unwrap();
    let mut rows = Vec::new();
    for job in &jobs {
        let record = system.record("packed", job["TrainingJobName"].as_str().unwrap()).await.unwrap();
        rows.push(record["metrics"]["train:rows"].as_f64().unwrap());
    }
    rows.sort_by(f64::total_cmp);
    assert_eq!(rows, [3.0, 4.0], "the same data with another script is another run");

    system.succeeds(&["push", "--rollback", "packed"]);
    assert_eq!(pushed().await, first);
    let data = format!("s3://{}/packed/1/", system.description().output("DataBucket"));
    let planned = system.succeeds(&["plan", "packed", "--data-set", &data, "--format", "json"]);
    let planned: serde_json::Value = serde_json::from_str(&planned).unwrap();
    assert_eq!(planned["verdict"]["decision"], "already-trained", "{planned:#}");
    assert_eq!(planned["verdict"]["job"], record["job"], "the first script's run");
}

#[tokio::test]
async fn a_job_file_with_a_source_on_a_machine_that_reaches_the_bucket_by_another_way_is_announced() {
    let system = calm();
    let config = system.description().output("ConfigBucket");
    let text = script("unpacked", "source");
    system.probe().put(config, "jobs/unpacked.toml", text.into_bytes()).await.unwrap();
    let messages = system.slack("jobs/unpacked.toml").await.unwrap();
    assert!(messages[0].contains("retrain push"), "{}", messages[0]);
}
