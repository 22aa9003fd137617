//! What is written down of a job: tags, metrics, experiments, Debugger; and the container's variables.

use super::{ANY_NUMBER, ANY_TEXT, CONTAINER_PATH, Key, Kind, PRINTABLE, TARGET, key};

const ENTITY: Kind = Kind::Text(
    "1 to 120 letters, digits and hyphens, no hyphen at either end",
    "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?",
);

pub(super) const KEYS: &[Key] = &[
    key("environment", Kind::Map("[A-Za-z_][A-Za-z0-9_]*", 97), "The container's environment variables")
        .rules("At most 97, as Retrain adds 3. Names that start with `RETRAIN_` are its own.")
        .in_both(),
    key("environment.<name>", Kind::Text("text of at most 512 characters", "[^\\x00]{0,512}"), "A variable")
        .in_both()
        .becomes(&["Environment"])
        .like(&["\"info\""]),
    key("tags", Kind::Map("[\\s\\S]{1,128}", 48), "Tags of the training job, by key")
        .rules("At most 48, as Retrain adds 2. Keys that start with `aws:` or `retrain:` are reserved.")
        .in_both(),
    key(
        "tags.<key>",
        Kind::Text("text of at most 256 letters, digits, spaces and `_.:/=+-@`", "[^\\x00-\\x1f]{0,256}"),
        "A tag; `${date}` can stand in it",
    )
    .in_both()
    .becomes(&["Tags"])
    .like(&["\"training-demo\""]),
    key("metrics", Kind::Map(PRINTABLE, 40), "Numbers that SageMaker reads from the log, by the metric's name")
        .without("the algorithm's own; with a toolkit of the SDK's `RLEstimator` its rewards")
        .rules("At most 40."),
    key(
        "metrics.<name>",
        Kind::Text("a regular expression", "[^\\r\\n]{1,500}"),
        "What finds the value: its first group is the number",
    )
    .rules("In single quotes backslashes stay.")
    .becomes(&["AlgorithmSpecification.MetricDefinitions"])
    .like(&["'validation-auc: ([0-9.]+)'"]),
    key("experiment", Kind::Section, "Where a run is filed in SageMaker Experiments; `${date}` can stand in all of it"),
    key("experiment.name", ENTITY, "The experiment").becomes(&["ExperimentConfig.ExperimentName"]).like(&["\"churn\""]),
    key("experiment.trial", ENTITY, "The trial in it")
        .becomes(&["ExperimentConfig.TrialName"])
        .like(&["\"churn-${date}\""]),
    key("experiment.trial_component", ENTITY, "What the trial's component is shown as")
        .becomes(&["ExperimentConfig.TrialComponentDisplayName"])
        .like(&["\"Training\""]),
    key("experiment.run", ENTITY, "The run that it is recorded for")
        .becomes(&["ExperimentConfig.RunName"])
        .like(&["\"weekly\""]),
    key("debugger", Kind::Section, "SageMaker Debugger: the tensors of a training job").in_both(),
    key("debugger.enabled", Kind::Boolean, "Whether it is on")
        .without("the SDK's answer: on where the region has it and the job allows it")
        .in_both()
        .becomes(&["DebugHookConfig"])
        .like(&["false"]),
    key("debugger.path", TARGET, "Where tensors go")
        .without("the output's")
        .rules("An `s3://` URI asks for a `role`, as that of `output.path` does.")
        .becomes(&["DebugHookConfig.S3OutputPath"])
        .like(&["\"models/tensors\""]),
    key("debugger.local_path", CONTAINER_PATH, "Where the container writes them")
        .becomes(&["DebugHookConfig.LocalPath"])
        .like(&["\"/opt/ml/tensors\""]),
    key("debugger.hook_parameters", Kind::Map("[\\s\\S]+", ANY_NUMBER), "Parameters of the hook"),
    key("debugger.hook_parameters.<name>", Kind::Scalar, "A parameter")
        .becomes(&["DebugHookConfig.HookParameters"])
        .like(&["100"]),
    key("debugger.collections", Kind::List(&Kind::Section, 0, ANY_NUMBER), "The collections of tensors that are saved")
        .or("[]")
        .becomes(&["DebugHookConfig.CollectionConfigurations"])
        .like(&["[{ name = \"losses\", parameters = { save_interval = 50 } }]"]),
    key("debugger.collections[].name", ANY_TEXT, "The collection's name")
        .required()
        .becomes(&["DebugHookConfig.CollectionConfigurations[].CollectionName"]),
    key("debugger.collections[].parameters", Kind::Map("[\\s\\S]+", ANY_NUMBER), "How it is saved"),
    key("debugger.collections[].parameters.<name>", Kind::Scalar, "A parameter")
        .becomes(&["DebugHookConfig.CollectionConfigurations[].CollectionParameters"])
        .like(&["50"]),
    key("profiler", Kind::Section, "Debugger's profiler: how machines are used").in_both(),
    key("profiler.enabled", Kind::Boolean, "Whether it is on")
        .without("the SDK's answer: on where the region has it, but for AWS Trainium")
        .in_both()
        .becomes(&["ProfilerConfig"])
        .like(&["false"]),
    key("profiler.path", TARGET, "Where its figures go")
        .without("the output's")
        .rules("An `s3://` URI asks for a `role`, as that of `output.path` does.")
        .becomes(&["ProfilerConfig.S3OutputPath"])
        .like(&["\"models/profiles\""]),
    key(
        "profiler.interval_ms",
        Kind::Numbers(&[100, 200, 500, 1000, 5000, 60_000]),
        "How often machines are looked at, in milliseconds",
    )
    .without("SageMaker's 500")
    .becomes(&["ProfilerConfig.ProfilingIntervalInMilliseconds"])
    .like(&["1000"]),
    key("profiler.parameters", Kind::Map("[\\s\\S]+", ANY_NUMBER), "What is profiled of the framework"),
    key("profiler.parameters.<name>", Kind::Scalar, "A parameter")
        .becomes(&["ProfilerConfig.ProfilingParameters"])
        .like(&["'{\"StartStep\": 5, \"NumSteps\": 3}'"]),
];
