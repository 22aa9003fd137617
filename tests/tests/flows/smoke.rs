//! A small run before the real one.

use flows::{calm, own_image};

#[tokio::test]
async fn the_real_run_starts_when_its_smoke_run_has_completed() {
    let system = calm();
    let job_file =
        format!("{}\n[smoke]\ninstance_type = \"ml.m5.large\"\nmax_runtime = \"5m\"\n", own_image("careful", ""));
    system.push("careful", &job_file);
    system.upload("careful", "1", "1,2\n").await.unwrap();

    let jobs = system.jobs("careful", 2).await.unwrap();
    system.quiet().await.unwrap();

    let mut jobs: Vec<(&str, &str)> = jobs
        .iter()
        .map(|job| {
            let instance_type = job["ResourceConfig"]["InstanceType"].as_str().unwrap();
            (job["TrainingJobName"].as_str().unwrap(), instance_type)
        })
        .collect();
    jobs.sort_unstable();
    assert!(jobs[0].0.ends_with("-r1") && jobs[0].1 == "ml.m5.xlarge", "{jobs:?}");
    assert!(jobs[1].0.ends_with("-s") && jobs[1].1 == "ml.m5.large", "{jobs:?}");
    assert_eq!(system.record("careful", jobs[1].0).await.unwrap()["smoke"], true);
    assert_eq!(system.record("careful", jobs[0].0).await.unwrap()["outcome"]["status"], "Completed");
}

#[tokio::test]
async fn a_smoke_run_that_fails_is_announced_and_starts_nothing() {
    let system = calm();
    let job_file = format!("{}\n[smoke.hyperparameters]\nfail = \"too small\"\n", own_image("careless", ""));
    system.push("careless", &job_file);
    system.upload("careless", "1", "1,2\n").await.unwrap();

    let (job, record) = system.ended("careless").await.unwrap();
    let name = job["TrainingJobName"].as_str().unwrap();
    assert!(name.ends_with("-s") && record["smoke"] == true, "{record:#}");
    let messages = system.slack(name).await.unwrap();
    assert!(messages[0].contains("the real run was not started"), "{}", messages[0]);
    system.quiet().await.unwrap();
    assert_eq!(system.jobs("careless", 1).await.unwrap().len(), 1);
}
