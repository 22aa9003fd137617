//! What a function may not do, it cannot do: IAM is enforced, conditions included.

use flows::{calm, own_image};

#[tokio::test]
async fn an_instance_type_that_the_operator_did_not_allow_is_refused_and_announced() {
    let system = calm();
    let job_file = own_image("greedy", "").replace("ml.m5.xlarge", "ml.p4d.24xlarge");
    system.push("greedy", &job_file);
    system.upload("greedy", "1", "1").await.unwrap();

    let messages = system.slack("Training job of greedy was refused").await.unwrap();

    assert!(messages[0].contains("AccessDeniedException"), "{}", messages[0]);
    system.quiet().await.unwrap();
    assert_eq!(system.probe().jobs_of("greedy").await.unwrap().len(), 0);
    assert_eq!(system.state("greedy").await.unwrap().unwrap()["running"], serde_json::Value::Null);
}

#[tokio::test]
async fn a_role_outside_the_training_path_cannot_be_passed() {
    let system = calm();
    let role = "role = \"arn:aws:iam::000000000000:role/somebody-elses\"\npipeline = \"borrowed\"";
    let job_file = own_image("borrowed", "").replace("pipeline = \"borrowed\"", role);
    system.push("borrowed", &job_file);
    system.upload("borrowed", "1", "1").await.unwrap();

    let messages = system.slack("Training job of borrowed was refused").await.unwrap();
    assert!(messages[0].contains("iam:PassRole"), "{}", messages[0]);
    assert_eq!(system.probe().jobs_of("borrowed").await.unwrap().len(), 0);
}
