//! `retrain prices`, against a server that answers as AWS does.

use insta::assert_snapshot;
use serde_json::json;

use crate::Folder;
use crate::server::Server;

const M5_LARGE: &str = include_str!("../../../shared/prices/tests/products/documents/m5-large.json");
const M5_XLARGE: &str = include_str!("../../../shared/prices/tests/products/documents/m5-xlarge.json");
const G5_2XLARGE: &str = include_str!("../../../shared/prices/tests/products/documents/g5-2xlarge.json");
const FEE: &str =
    include_str!("../../../shared/prices/tests/products/documents/skipped-p4d-training-plan-upfront-fee.json");

const PAGES: &[&[&str]] = &[&[M5_LARGE, FEE], &[M5_XLARGE]];
const KEY: &str = "prices/us-east-1.json";

/// A table of somebody's own.
const OWN: &str = r#"{
  "version": 1, "region": "us-east-1", "as_of": "2026-01-01", "source": "our contract", "currency": "USD",
  "training_per_hour": {"ml.m5.xlarge": "0.2", "ml.p3.2xlarge": "3.5"}
}"#;

/// The same without the day: it is today's.
fn undated(seen: &str) -> String {
    let dated = |line: &str| {
        let Some((before, day)) = line.split_once(" as of ").filter(|(_, day)| day.is_char_boundary(10)) else {
            return line.to_owned();
        };
        format!("{before} as of [day]{}", &day[10..])
    };
    seen.lines().map(|line| dated(line) + "\n").collect()
}

#[test]
fn prices_are_asked_for_to_the_last_page_and_put_in_place() {
    let server = Server::with_products(PAGES);
    let seen = Folder::new().retrain_with("prices refresh", &server.variables());
    assert_snapshot!(undated(&seen), @"
    exit code: 0
    ----- stdout
    new      ml.m5.large  0.115 USD
    new      ml.m5.xlarge  0.23 USD
    ----- stderr
    skipped: product 3B2GST4GEGRTSHVP: usagetype is `USE1-TrainingPlanUpfrontFee`
    wrote s3://config/prices/us-east-1.json: 2 prices in USD as of [day] (AWS Price List API)
    ");
    assert!(server.object(KEY).unwrap().contains(r#""ml.m5.xlarge": "0.23""#));

    let [first, second] = server.price_requests().try_into().unwrap();
    assert_eq!(
        first,
        json!({
            "ServiceCode": "AmazonSageMaker", "FormatVersion": "aws_v1", "MaxResults": 100,
            "Filters": [
                {"Type": "TERM_MATCH", "Field": "regionCode", "Value": "us-east-1"},
                {"Type": "TERM_MATCH", "Field": "component", "Value": "Training"},
            ],
        })
    );
    assert_eq!(second["NextToken"], "1");
}

#[test]
fn a_later_refresh_tells_what_changed_and_replaces_the_table() {
    let (first, second) = (Server::with_products(PAGES), Server::with_products(&[&[M5_LARGE, G5_2XLARGE]]));
    let folder = Folder::new();
    folder.retrain_with("prices refresh", &first.variables());
    let mut variables = first.variables().to_vec();
    variables.push(("AWS_ENDPOINT_URL_PRICING", second.endpoint()));

    let dry = folder.retrain_with("prices refresh --dry-run", &variables);
    assert_snapshot!(undated(&dry), @"
    exit code: 0
    ----- stdout
    new      ml.g5.2xlarge  1.515 USD
    gone     ml.m5.xlarge  0.23 USD
    ----- stderr
    dry run: nothing was written; it would be 2 prices in USD as of [day] (AWS Price List API)
    ");
    assert!(first.object(KEY).unwrap().contains("ml.m5.xlarge"), "a dry run changes nothing");

    let seen = folder.retrain_with("prices refresh", &variables);
    assert!(seen.starts_with("exit code: 0"), "{seen}");
    let now = first.object(KEY).unwrap();
    assert!(now.contains("ml.g5.2xlarge") && !now.contains("ml.m5.xlarge"), "{now}");
    assert_eq!(first.price_requests().len(), 2, "the endpoint of the Price List API alone was moved");
}

#[test]
fn a_table_of_ones_own_is_imported_shown_and_not_replaced_by_a_refresh() {
    let server = Server::with_products(PAGES);
    let folder = Folder::new().with("own.json", OWN);
    assert_snapshot!(folder.retrain_with("prices import own.json", &server.variables()), @"
    exit code: 0
    ----- stdout
    new      ml.m5.xlarge  0.20 USD
    new      ml.p3.2xlarge  3.50 USD
    ----- stderr
    wrote s3://config/prices/us-east-1.json: 2 prices in USD as of 2026-01-01 (our contract)
    ");
    let again = folder.retrain_with("prices import own.json", &server.variables());
    assert!(again.contains("s3://config/prices/us-east-1.json is this table already"), "{again}");

    let shown = folder.retrain_with("prices show", &server.variables());
    assert!(shown.contains("source  our contract") && shown.contains("ml.p3.2xlarge  3.50"), "{shown}");

    assert_snapshot!(folder.retrain_with("prices refresh", &server.variables()), @"
    exit code: 1
    ----- stdout
    new      ml.m5.large  0.115 USD
    changed  ml.m5.xlarge  0.20 USD -> 0.23 USD
    gone     ml.p3.2xlarge  3.50 USD
    ----- stderr
    skipped: product 3B2GST4GEGRTSHVP: usagetype is `USE1-TrainingPlanUpfrontFee`
    error: the table in place is not from AWS: its source is `our contract`
    hint: replace it with --force, or keep it
    ");
    assert!(server.object(KEY).unwrap().contains("our contract"));

    let forced = folder.retrain_with("prices refresh --force", &server.variables());
    assert!(forced.starts_with("exit code: 0"), "{forced}");
    assert!(server.object(KEY).unwrap().contains("AWS Price List API"));
}

#[test]
fn a_table_is_written_to_a_file_without_a_stack_and_over_none() {
    let server = Server::with_products(PAGES);
    let [region, id, secret, _] = server.variables();
    // Nothing but the Price List API is there.
    let variables = [
        region,
        id,
        secret,
        ("AWS_ENDPOINT_URL", "http://127.0.0.1:1"),
        ("AWS_ENDPOINT_URL_PRICING", server.endpoint()),
    ];
    let folder = Folder::new();
    let seen = folder.retrain_with("prices refresh --out prices.json --format json", &variables);
    assert!(seen.starts_with("exit code: 0") && seen.contains(r#""ml.m5.large": "0.115""#), "{seen}");
    let written = std::fs::read_to_string(folder.path().join("prices.json")).unwrap();
    assert!(written.contains(r#""source": "AWS Price List API""#), "{written}");

    let again = folder.retrain_with("prices refresh --out prices.json", &variables);
    assert!(again.contains("error: cannot write `prices.json`"), "{again}");
}

#[test]
fn without_a_table_the_command_says_how_to_get_one() {
    let server = Server::with_products(PAGES);
    assert_snapshot!(Folder::new().retrain_with("prices show --region eu-central-1", &server.variables()), @"
    exit code: 1
    ----- stderr
    error: there is no price table for eu-central-1: no s3://config/prices/eu-central-1.json
    hint: `retrain prices refresh` gets one from AWS, `retrain prices import FILE` puts your own in place
    ");
}

#[test]
fn a_broken_table_is_not_imported_and_every_problem_is_told() {
    let folder = Folder::new().with("own.json", &OWN.replace("\"0.2\"", "0.2").replace("ml.p3", "p3"));
    assert_snapshot!(folder.retrain("prices import own.json"), @r#"
    exit code: 1
    ----- stderr
    error: nothing was imported
      caused by: own.json: training_per_hour.ml.m5.xlarge: 0.2 is no price
          hint: a price is text in the table's currency: "0.23"
        own.json: training_per_hour.p3.2xlarge: `p3.2xlarge` is no instance type
          hint: training instances are called ml.m5.xlarge and the like
    "#);
}

#[test]
fn a_partition_without_a_price_list_is_named_as_one() {
    let server = Server::with_products(PAGES);
    let seen = Folder::new().retrain_with("prices refresh --region us-iso-east-1", &server.variables());
    assert_snapshot!(seen, @"
    exit code: 1
    ----- stderr
    error: the AWS Price List API has no endpoint in the partition of us-iso-east-1
    hint: put a table of your own in place: retrain prices import FILE
    ");
}
