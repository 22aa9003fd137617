use super::*;

fn table() -> PriceTable {
    PriceTable::parse(
        "prices/us-east-1.json",
        r#"{"version": 1, "region": "us-east-1", "as_of": "2026-11-24", "source": "test", "currency": "USD",
            "training_per_hour": {"ml.m5.xlarge": "0.23", "ml.m5.2xlarge": "0.461", "ml.p3.2xlarge": "3.825"}}"#,
    )
    .unwrap()
}

fn group(instance_types: &[&str], instance_count: u32) -> Group {
    Group { instance_types: instance_types.iter().map(ToString::to_string).collect(), instance_count }
}

fn job(groups: Vec<Group>) -> Workload {
    Workload {
        groups,
        volume_gb: 30,
        max_runtime: SignedDuration::from_hours(1),
        keep_alive: SignedDuration::ZERO,
        attempts: 1,
        spot: false,
    }
}

#[test]
fn a_worst_case_shows_what_it_comes_from() {
    let worst = table().worst_case(&job(vec![group(&["ml.p3.2xlarge"], 4)])).unwrap();
    insta::assert_snapshot!(
        worst,
        @"15.30 USD: 4 x ml.p3.2xlarge at 3.825 USD an hour, 1h, 1 attempt (test, 2026-11-24)"
    );
}

#[test]
fn of_several_types_the_dearest_counts_wherever_it_stands() {
    for types in [["ml.m5.xlarge", "ml.m5.2xlarge"], ["ml.m5.2xlarge", "ml.m5.xlarge"]] {
        let worst = table().worst_case(&job(vec![group(&types, 2)])).unwrap();
        assert_eq!(worst.total.to_string(), "0.922 USD");
    }
}

#[test]
fn instance_groups_are_added_up() {
    let groups = vec![group(&["ml.m5.xlarge"], 1), group(&["ml.p3.2xlarge"], 2)];
    let worst = table().worst_case(&job(groups)).unwrap();
    assert_eq!(worst.total.to_string(), "7.88 USD");
    assert!(worst.to_string().contains("1 x ml.m5.xlarge at 0.23 USD an hour + 2 x ml.p3.2xlarge"), "{worst}");
}

#[test]
fn attempts_and_warm_pools_count_and_spot_counts_as_on_demand() {
    let job = Workload {
        attempts: 3,
        spot: true,
        keep_alive: SignedDuration::from_mins(30),
        ..job(vec![group(&["ml.m5.xlarge"], 1)])
    };
    let worst = table().worst_case(&job).unwrap();
    assert_eq!((worst.per_attempt.to_string(), worst.total.to_string()), ("0.345 USD".into(), "1.035 USD".into()));
    insta::assert_snapshot!(
        worst,
        @"1.04 USD: 1 x ml.m5.xlarge at 0.23 USD an hour, 1h 30m, 3 attempts, spot counted as on demand (test, 2026-11-24)"
    );
}

#[test]
fn volumes_count_where_their_price_is_known() {
    let with_volumes = table().to_json().replace("\"training", "\"volume_gb_month\": \"0.672\", \"training");
    let table = PriceTable::parse("own", &with_volumes).unwrap();
    let groups = [group(&["ml.m5.xlarge"], 2)];
    let worst = table.worst_case(&Workload { volume_gb: 100, ..job(groups.to_vec()) }).unwrap();
    assert_eq!(worst.volumes.unwrap().to_string(), "0.20 USD");
    assert_eq!(worst.total.to_string(), "0.66 USD");
    assert_eq!(table.cost(&groups, 100, 1800).unwrap().to_string(), "0.33 USD");
}

#[test]
fn one_type_without_a_price_leaves_the_whole_without_one() {
    let error = table().worst_case(&job(vec![group(&["ml.m5.xlarge", "ml.p5.48xlarge"], 1)])).unwrap_err();
    assert!(error.to_string().starts_with("there is no price for ml.p5.48xlarge in us-east-1"), "{error}");
}

#[test]
fn a_job_without_instances_is_not_a_job_that_costs_nothing() {
    assert_eq!(table().worst_case(&job(Vec::new())), Err(PriceError::NoInstances));
    assert_eq!(table().worst_case(&job(vec![group(&[], 1)])), Err(PriceError::NoInstances));
    assert_eq!(table().cost(&[], 30, 60), Err(PriceError::NoInstances));
}

#[test]
fn programs_read_a_worst_case_as_json() {
    let worst = table().worst_case(&job(vec![group(&["ml.m5.xlarge"], 1)])).unwrap();
    insta::assert_snapshot!(serde_json::to_string_pretty(&worst).unwrap(), @r#"
    {
      "total": "0.23 USD",
      "per_attempt": "0.23 USD",
      "attempts": 1,
      "seconds": 3600,
      "instances": [
        {
          "instance_type": "ml.m5.xlarge",
          "instance_count": 1,
          "per_hour": "0.23 USD"
        }
      ],
      "spot": false,
      "prices": "test, 2026-11-24"
    }
    "#);
}
