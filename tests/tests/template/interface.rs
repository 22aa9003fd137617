//! What operators give the stack, and what it tells the command.

use super::{template, workspace};

#[test]
fn the_deployment_page_explains_every_parameter() {
    let page = std::fs::read_to_string(workspace().join("docs/DEPLOY.md")).expect("docs/DEPLOY.md is readable");
    let template = template();
    let unexplained: Vec<&str> =
        template.parameters().into_iter().filter(|parameter| !page.contains(&format!("| `{parameter}` |"))).collect();

    assert_eq!(unexplained, Vec::<&str>::new());
}

#[test]
fn the_outputs_are_those_that_the_command_looks_up() {
    let template = template();
    let mut outputs = template.outputs();
    outputs.sort_unstable();

    assert_eq!(
        outputs,
        [
            "AlertTopicArn",
            "ArtifactBucket",
            "CheckOverrunsFunction",
            "ConfigBucket",
            "DashboardName",
            "DataBucket",
            "DataBucketNames",
            "JobNamePrefix",
            "LaunchDeadLettersUrl",
            "LaunchQueueUrl",
            "LaunchTrainingFunction",
            "NotifySlackFunction",
            "RawBucket",
            "SlackDeadLettersUrl",
            "SlackQueueUrl",
            "SweepDeadLettersUrl",
            "SweepQueueUrl",
            "TrackDeadLettersUrl",
            "TrackQueueUrl",
            "TrackTrainingFunction",
            "TrainingRoleArn",
        ]
    );
}
