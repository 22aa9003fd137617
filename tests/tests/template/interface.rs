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
fn no_output_bears_the_name_of_a_list_parameter() {
    // `sam build` stumbles over it: it takes an output's name for a reference, and a list for a key.
    let template = template();
    let outputs = template.outputs();
    let both: Vec<&str> = template.list_parameters().into_iter().filter(|list| outputs.contains(list)).collect();

    assert_eq!(both, Vec::<&str>::new());
}

#[test]
fn an_output_that_would_be_empty_is_left_out() {
    // CloudFormation refuses an output without a value.
    let template = template();
    let mut may_be_empty = Vec::new();
    for name in template.outputs() {
        let output = template.output(name);
        if output["Value"]["Ref"].as_str().is_some_and(|of| template.default_of(of) == "") {
            assert!(output["Condition"].is_string(), "{name} has no condition");
            may_be_empty.push(name);
        }
    }

    assert_eq!(may_be_empty, ["Environment"]);
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
            "DataBuckets",
            "Environment",
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
