//! `[algorithm]`.

use super::{ANY_NUMBER, ANY_TEXT, Key, Kind, OR_FALSE, key};

const SOURCE: Kind = Kind::Text(
    "a folder or a single script beside the job file, or the `s3://` URI of a `.tar.gz`",
    "[^/\\\\][^\\\\]*",
);
const ENTRY_POINT: Kind = Kind::Text("a path inside the source, of a `.py` or `.sh`", "[^/][\\s\\S]*\\.(?:py|sh)");
const DEPENDENCIES: Kind = Kind::List(&Kind::Text("a path beside the job file", "[^/\\\\][^\\\\]*"), 0, ANY_NUMBER);

/// The keys of a script in the section `$section`.
macro_rules! script {
    ($section:literal) => {
        [
            key(concat!($section, ".source"), SOURCE, "The author's scripts")
                .required()
                .rules(
                    "`retrain push` packs what lies beside the job file and uploads it once, under the hash of its \
                     content. A packed source never comes from a bucket of uploads.",
                )
                .becomes(&["HyperParameters.sagemaker_submit_directory"])
                .like(&["\"source\"", "\"s3://retrain-config/sources/churn/sourcedir.tar.gz\""]),
            key(concat!($section, ".entry_point"), ENTRY_POINT, "The script that is run")
                .required()
                .becomes(&["HyperParameters.sagemaker_program"])
                .like(&["\"src/main.py\""]),
            key(
                concat!($section, ".dependencies"),
                DEPENDENCIES,
                "Files and folders that are packed beside the source",
            )
            .or("[]")
            .rules("Only with a source beside the job file.")
            .like(&["[\"../shared\"]"]),
            key(
                concat!($section, ".log_level"),
                Kind::Number(0, 50),
                "What of the container's log is kept, as Python counts it: 10 debug, 20 info, 30 warning, 40 error",
            )
            .or("20")
            .becomes(&["HyperParameters.sagemaker_container_log_level"])
            .like(&["10"]),
        ]
    };
}

const IN_FRAMEWORK: [Key; 4] = script!("algorithm.framework");
const IN_SCRIPT: [Key; 4] = script!("algorithm.script");

/// Up to the distribution.
pub(super) const KEYS: &[Key] = &[
    key("algorithm", Kind::Section, "What is trained with").required().one_of(&[
        "built_in",
        "framework",
        "image",
        "name",
    ]),
    key("algorithm.built_in", Kind::Section, "An algorithm that SageMaker brings along")
        .becomes(&["AlgorithmSpecification.TrainingImage"]),
    key("algorithm.built_in.name", Kind::Algorithm, "The algorithm")
        .required()
        .becomes(&["AlgorithmSpecification.TrainingImage"])
        .like(&["\"ntm\""]),
    key("algorithm.built_in.version", ANY_TEXT, "Its version")
        .without("the only one there is")
        .rules("Required for `xgboost`, where no version would be the one of 2018.")
        .becomes(&["AlgorithmSpecification.TrainingImage"])
        .like(&["\"1.5-1\""]),
    key("algorithm.framework", Kind::Section, "A script of the author's in a framework's image of SageMaker's"),
    key("algorithm.framework.name", Kind::Framework, "The framework")
        .required()
        .becomes(&["AlgorithmSpecification.TrainingImage"])
        .like(&["\"sklearn\""]),
    key("algorithm.framework.version", ANY_TEXT, "Its version")
        .required()
        .rules("A shortened one such as `2.0` is taken where there is an image of it; it goes into the tag as it is.")
        .becomes(&["AlgorithmSpecification.TrainingImage"])
        .like(&["\"1.0-1\""]),
    key("algorithm.framework.py_version", ANY_TEXT, "The version of Python")
        .without("the only one that there is an image with, or the last of several")
        .becomes(&["AlgorithmSpecification.TrainingImage"])
        .like(&["\"py310\"", "\"py3\""]),
    key(
        "algorithm.framework.base_framework_version",
        ANY_TEXT,
        "With Hugging Face: the framework beneath, with its version",
    )
    .becomes(&["AlgorithmSpecification.TrainingImage"])
    .like(&["\"pytorch2.0.0\""]),
    key("algorithm.framework.container_version", ANY_TEXT, "With Hugging Face before 4.6: what else is in the image")
        .becomes(&["AlgorithmSpecification.TrainingImage"])
        .like(&["\"cu111-ubuntu20.04\""]),
    IN_FRAMEWORK[0],
    IN_FRAMEWORK[1],
    IN_FRAMEWORK[2],
    IN_FRAMEWORK[3],
    key(
        "algorithm.framework.model_dir",
        Kind::Either(&[
            Kind::Text("an `s3://` URI or a path in the container", "s3://[^/]+/[\\s\\S]+|/[\\s\\S]*"),
            Kind::False,
        ]),
        "Where a TensorFlow script writes its model, as its hyperparameter `model_dir` tells it; `false`: it is not \
         told",
    )
    .without("`<output>/<job>/model`, with MPI `/opt/ml/model`")
    .rules("Only with TensorFlow.")
    .becomes(&["HyperParameters.model_dir"])
    .like(&["\"/opt/ml/model\"", "false"]),
];

/// From the distribution on.
pub(super) const OTHERS: &[Key] = &[
    key("algorithm.image", Kind::Text("an image's URI", "[!-~]{1,255}"), "An image of the author's")
        .becomes(&["AlgorithmSpecification.TrainingImage"])
        .like(&["\"123456789012.dkr.ecr.${region}.amazonaws.com/train:1.0\""]),
    key("algorithm.script", OR_FALSE, "A script for an image of the author's that has the SageMaker training toolkit")
        .rules("Only with `image`. Hyperparameters are then encoded as those of a framework are."),
    IN_SCRIPT[0],
    IN_SCRIPT[1],
    IN_SCRIPT[2],
    IN_SCRIPT[3],
    key(
        "algorithm.name",
        Kind::Text(
            "the name or ARN of an algorithm resource",
            "(?:arn:aws[\\s\\S]*:sagemaker:[\\s\\S]*/)?[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?",
        ),
        "An algorithm resource of one's own account or of AWS Marketplace",
    )
    .becomes(&["AlgorithmSpecification.AlgorithmName"])
    .like(&["\"my-algorithm\""]),
    key(
        "algorithm.input_mode",
        Kind::Words(&["File", "FastFile", "Pipe"]),
        "How data reaches the container: copied before training starts, read as files are opened, or streamed through \
         a named pipe",
    )
    .or("\"File\"")
    .becomes(&["AlgorithmSpecification.TrainingInputMode"])
    .like(&["\"FastFile\""]),
    key("algorithm.metrics_time_series", Kind::Boolean, "Whether SageMaker keeps metrics as a time series")
        .without("`true` with PyTorch from 1.3 on, TensorFlow from 1.15, MXNet from 1.6 and Hugging Face, else unsaid")
        .becomes(&["AlgorithmSpecification.EnableSageMakerMetricsTimeSeries"])
        .like(&["true"]),
];
