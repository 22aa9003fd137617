//! What is expected of runs, what they may not exceed, and the small one before the real one.

use super::{Key, Kind, OR_FALSE, key};

pub(super) const KEYS: &[Key] = &[
    key("expect", Kind::Section, "What a run is expected to take"),
    key(
        "expect.runtime",
        Kind::Duration("1s", "28d"),
        "From the start of training to its end: longer runs are announced",
    )
    .without("not watched")
    .rules("At most `resources.max_runtime`.")
    .like(&["\"15m\""]),
    key("limits", Kind::Section, "What a pipeline is not to exceed").in_both(),
    key("limits.launches_per_day", Kind::Number(1, 10_000), "The most launches in a day (UTC)")
        .or("10")
        .in_both()
        .like(&["3"]),
    key("limits.cost_per_run", Kind::Money, "The most that one run may cost at worst, all attempts together")
        .without("no limit")
        .rules("It asks for a price of every instance type: `retrain prices`.")
        .in_both()
        .like(&["\"5 USD\""]),
    key("limits.cost_per_month", Kind::Money, "The most that the pipeline's runs may cost in a month (UTC)")
        .without("no limit")
        .rules("It asks for a price of every instance type: `retrain prices`.")
        .in_both()
        .like(&["\"100 USD\""]),
    key(
        "smoke",
        OR_FALSE,
        "A small run on a part of the data, on one machine on demand: the real one starts only when it completes",
    )
    .without("no small run")
    .like(&["{}"]),
    key("smoke.instance_type", Kind::InstanceType, "The type of its one instance")
        .without("the job's first")
        .rules("Of the same kind of processor as the job's.")
        .becomes(&["ResourceConfig.InstanceType"])
        .like(&["\"ml.m5.large\""]),
    key("smoke.max_runtime", Kind::Duration("1s", "1d"), "The longest training")
        .or("\"15m\"")
        .becomes(&["StoppingCondition.MaxRuntimeInSeconds"])
        .like(&["\"5m\""]),
    key("smoke.objects", Kind::Number(1, 1_000_000), "The most objects of each frozen channel").or("1").like(&["10"]),
    key("smoke.data", Kind::Gigabytes, "The most data of each frozen channel")
        .without("as much as its objects have")
        .rules("The first object is taken whatever its size.")
        .like(&["\"1 GB\""]),
    key(
        "smoke.hyperparameters",
        Kind::Map(super::PRINTABLE, 100),
        "What the algorithm is told otherwise than in the real run",
    ),
    key("smoke.hyperparameters.<name>", Kind::Literal, "A hyperparameter, for example fewer epochs")
        .becomes(&["HyperParameters"])
        .like(&["2"]),
];
