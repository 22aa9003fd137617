//! `[hyperparameters]` and `[channels]`.

use super::{ANY_NUMBER, ANY_TEXT, Key, Kind, PRINTABLE, key};

const ATTRIBUTE: Kind = Kind::Text("an attribute's name", "[\\s\\S]{1,256}");

pub(super) const KEYS: &[Key] = &[
    key("hyperparameters", Kind::Map(PRINTABLE, 100), "What the algorithm is told")
        .rules("At most 100, with a script 95: Retrain tells it 5 more.")
        .becomes(&["HyperParameters"]),
    key("hyperparameters.<name>", Kind::Literal, "A hyperparameter: text, a number, a boolean, a list or a table")
        .rules("`{ json = '…' }` says what TOML cannot. Encoded it has at most 2500 characters, on one line.")
        .becomes(&["HyperParameters"])
        .like(&["200", "0.1", "\"binary:logistic\"", "[1, 2]", "{ json = 'null' }"]),
    key("channels", Kind::Map("[A-Za-z0-9._-]{1,64}", 20), "The inputs of the training job, by name")
        .required()
        .rules("An empty `[channels]` is a job that finds its data itself.")
        .becomes(&["InputDataConfig"]),
    key("channels.<name>", Kind::Section, "One input").becomes(&["InputDataConfig[].ChannelName"]),
    key(
        "channels.<name>.path",
        Kind::Text("a path in the data set, or an `s3://` URI", "[^/][\\s\\S]*"),
        "The folder or object that it reads",
    )
    .without("the whole data set")
    .rules(
        "A path in the data set matches whole segments; its list of objects is frozen in a manifest when the run is \
         planned. An `s3://` URI is read as it is when the job starts, and asks for `frozen = false`.",
    )
    .becomes(&["InputDataConfig[].DataSource.S3DataSource.S3Uri"])
    .like(&["\"train/\""]),
    key("channels.<name>.frozen", Kind::Boolean, "Whether the list of what is read is frozen")
        .without("`true`")
        .rules("`false` with an `s3://` URI, and only there.")
        .like(&["false"]),
    key(
        "channels.<name>.data_type",
        Kind::Words(&["S3Prefix", "ManifestFile", "AugmentedManifestFile", "Converse"]),
        "What `path` names: a folder, or one object that lists what to read",
    )
    .or("\"S3Prefix\"")
    .rules("An augmented manifest asks for `input_mode = \"Pipe\"` and `attribute_names`.")
    .becomes(&[
        "InputDataConfig[].DataSource.S3DataSource.S3DataType",
        "InputDataConfig[].DataSource.S3DataSource.S3Uri",
    ])
    .like(&["\"ManifestFile\""]),
    key(
        "channels.<name>.content_type",
        Kind::Text("a media type", "[^\\x00-\\x1f]{1,256}"),
        "The data's media type, for algorithms that ask",
    )
    .rules(
        "A built-in algorithm says which it takes; XGBoost takes data for libsvm where nothing is said, and so asks \
         for it.",
    )
    .becomes(&["InputDataConfig[].ContentType"])
    .like(&["\"text/libsvm\""]),
    key(
        "channels.<name>.input_mode",
        Kind::Words(&["File", "FastFile", "Pipe"]),
        "How this channel's data reaches the container",
    )
    .without("`algorithm.input_mode`")
    .becomes(&["InputDataConfig[].InputMode"])
    .like(&["\"Pipe\""]),
    key(
        "channels.<name>.distribution",
        Kind::Either(&[Kind::Words(&["FullyReplicated", "ShardedByS3Key"]), Kind::False]),
        "Which part of the data each of several instances gets: all, or every one other objects; `false`: SageMaker is \
         not told, and gives each all of it",
    )
    .or("\"FullyReplicated\"")
    .becomes(&["InputDataConfig[].DataSource.S3DataSource.S3DataDistributionType"])
    .like(&["\"ShardedByS3Key\"", "false"]),
    key("channels.<name>.compression", Kind::Words(&["None", "Gzip"]), "How the objects are compressed")
        .rules("`Gzip` only with `input_mode = \"Pipe\"`.")
        .becomes(&["InputDataConfig[].CompressionType"])
        .like(&["\"None\""]),
    key("channels.<name>.record_wrapper", Kind::Words(&["None", "RecordIO"]), "How records are wrapped")
        .becomes(&["InputDataConfig[].RecordWrapperType"])
        .like(&["\"RecordIO\""]),
    key(
        "channels.<name>.shuffle_seed",
        Kind::Number(i64::MIN, i64::MAX),
        "The seed by which SageMaker shuffles the objects at each epoch's start",
    )
    .becomes(&["InputDataConfig[].ShuffleConfig.Seed"])
    .like(&["42"]),
    key(
        "channels.<name>.attribute_names",
        Kind::List(&ATTRIBUTE, 0, ANY_NUMBER),
        "The attributes of an augmented manifest that training reads",
    )
    .or("[]")
    .rules("At most 16, and only of an augmented manifest.")
    .becomes(&["InputDataConfig[].DataSource.S3DataSource.AttributeNames"])
    .like(&["[\"source-ref\", \"label\"]"]),
    key(
        "channels.<name>.instance_groups",
        Kind::List(&ANY_TEXT, 0, ANY_NUMBER),
        "The instance groups that get the channel",
    )
    .without("all")
    .rules("Names of `resources.instance_groups`.")
    .becomes(&["InputDataConfig[].DataSource.S3DataSource.InstanceGroupNames"])
    .like(&["[\"workers\"]"]),
    key("channels.<name>.hub_content", ANY_TEXT, "With a model of the SageMaker hub: its content's ARN")
        .becomes(&["InputDataConfig[].DataSource.S3DataSource.HubAccessConfig.HubContentArn"])
        .like(&["\"arn:aws:sagemaker:us-east-1:123456789012:hub-content/hub/Model/model/1.0.0\""]),
    key("channels.<name>.accept_eula", Kind::Boolean, "Whether the end-user licence of a model is accepted")
        .becomes(&["InputDataConfig[].DataSource.S3DataSource.ModelAccessConfig.AcceptEula"])
        .like(&["true"]),
];
