//! The environment that the template sets is the one that the crates read.

use std::collections::BTreeSet;

use rstest::rstest;

use super::template;

#[rstest]
#[case("LaunchTrainingFunction", launch_training::ENVIRONMENT)]
#[case("TrackTrainingFunction", track_training::ENVIRONMENT)]
#[case("CheckOverrunsFunction", check_overruns::ENVIRONMENT)]
#[case("NotifySlackFunction", notify_slack::Settings::NAMES)]
fn a_function_gets_exactly_the_variables_that_it_reads(#[case] function: &str, #[case] read: &[&str]) {
    let template = template();
    let variables = template.resource(function).property("/Environment/Variables");

    let set: BTreeSet<&str> = variables.as_object().expect("an environment").keys().map(String::as_str).collect();

    assert_eq!(set, read.iter().copied().collect());
}

#[test]
fn a_function_buries_into_the_dead_letters_of_its_own_queue() {
    let template = template();
    for function in template.of_type("AWS::Serverless::Function") {
        let queue = function.property("/Events/Queue/Properties/Queue/Fn::GetAtt/0").as_str().expect("a queue");
        let own = queue.replace("Queue", "DeadLetters");

        assert_eq!(function.property("/Environment/Variables/DEAD_LETTER_QUEUE_URL/Ref"), &own, "{}", function.id());
    }
}
