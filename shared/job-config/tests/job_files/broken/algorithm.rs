//! `[algorithm]` and `[hyperparameters]`.

use insta::assert_snapshot;

use super::problems;
use crate::{smallest_and, smallest_with};

#[test]
fn no_algorithm_at_all() {
    assert_snapshot!(problems(&smallest_with(r#"built_in = { name = "xgboost", version = "1.7-1" }"#, "")), @r#"
    jobs/churn.toml:7:1: algorithm: one of `built_in`, `framework`, `image` and `name` has to be given
      hint: for example built_in = { name = "xgboost", version = "1.7-1" }
    "#);
}

#[test]
fn two_algorithms() {
    assert_snapshot!(problems(&smallest_with(r#"built_in = { name = "xgboost", version = "1.7-1" }"#, r#"built_in = { name = "xgboost", version = "1.7-1" }
image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/train:1""#)), @"
    jobs/churn.toml:9:1: algorithm.image: only one of `built_in`, `framework`, `image` and `name` can be given
      hint: leave out the others
    ");
}

#[test]
fn a_built_in_without_its_version() {
    assert_snapshot!(problems(&smallest_with(r#"name = "xgboost", version = "1.7-1""#, r#"name = "xgboost""#)), @r#"
    jobs/churn.toml:8:12: algorithm.built_in.version: `version` is missing
      hint: without a version SageMaker would take the XGBoost of 2018; write version = "1.7-1"
    "#);
}

#[test]
fn a_version_that_there_is_no_image_of() {
    assert_snapshot!(problems(&smallest_with("1.7-1", "1.7")), @"
    jobs/churn.toml:8:42: algorithm.built_in.version: there is no image of xgboost 1.7
      hint: did you mean `1.7-1`? Valid are `0.90-1`, `0.90-2`, `1.0-1`, `1.2-1`, `1.2-2`, `1.3-1`, `1.5-1`, `1.7-1` and `3.0-5`
    ");
}

#[test]
fn the_legacy_version() {
    assert_snapshot!(problems(&smallest_with("1.7-1", "latest")), @"
    jobs/churn.toml:8:42: algorithm.built_in.version: `latest` is the XGBoost of 2018
      hint: valid are `0.90-1`, `0.90-2`, `1.0-1`, `1.2-1`, `1.2-2`, `1.3-1`, `1.5-1`, `1.7-1` and `3.0-5`
    ");
}

#[test]
fn an_algorithm_that_is_not_known() {
    assert_snapshot!(problems(&smallest_with(r#"name = "xgboost""#, r#"name = "linear-lerner""#)), @"
    jobs/churn.toml:8:21: algorithm.built_in.name: `linear-lerner` is no algorithm that SageMaker brings along
      hint: did you mean `linear-learner`? Valid are `blazingtext`, `factorization-machines`, `forecasting-deepar`, `image-classification`, `ipinsights`, `kmeans`, `knn`, `lda`, `linear-learner`, `ntm`, `object-detection`, `object2vec`, `pca`, `randomcutforest`, `semantic-segmentation`, `seq2seq` and `xgboost`
    ");
}

#[test]
fn an_image_with_a_scheme() {
    assert_snapshot!(problems(&smallest_with(r#"built_in = { name = "xgboost", version = "1.7-1" }"#, r#"image = "https://123456789012.dkr.ecr.us-east-1.amazonaws.com/train:1""#)), @r#"
    jobs/churn.toml:8:9: algorithm.image: `https://123456789012.dkr.ecr.us-east-1.amazonaws.com/train:1` is not the URI of an image
      hint: for example "123456789012.dkr.ecr.eu-central-1.amazonaws.com/train:1.0", without https://
    "#);
}

#[test]
fn a_script_without_its_parts() {
    assert_snapshot!(problems(&smallest_with(r#"built_in = { name = "xgboost", version = "1.7-1" }"#, r#"framework = { name = "sklearn" }"#)), @r#"
    jobs/churn.toml:8:13: algorithm.framework.version: `version` is missing
      hint: for example version = "1.2-1"
    jobs/churn.toml:8:13: algorithm.framework.entry_point: `entry_point` is missing
      hint: the script to run, for example entry_point = "train.py"
    jobs/churn.toml:8:13: algorithm.framework.source: `source` is missing
      hint: for example source = "source", the folder of your scripts beside the job file
    "#);
}

#[test]
fn a_script_with_wrong_parts() {
    assert_snapshot!(problems(&smallest_with(r#"built_in = { name = "xgboost", version = "1.7-1" }"#, r#"[algorithm.framework]
name = "pytorch"
version = "2.9"
py_version = "py27"
source = "source/"
entry_point = "../train.ipynb""#)), @r#"
    jobs/churn.toml:10:11: algorithm.framework.version: there is no image of pytorch 2.9
      hint: valid are `0.4`, `0.4.0`, `1.0`, `1.0.0`, `1.1`, `1.1.0`, `1.2`, `1.2.0`, `1.3`, `1.3.1`, `1.4`, `1.4.0`, `1.5`, `1.5.0`, `1.6`, `1.6.0`, `1.7`, `1.7.1`, `1.8`, `1.8.0`, `1.8.1`, `1.9`, `1.9.0`, `1.9.1`, `1.10`, `1.10.0`, `1.10.2`, `1.11`, `1.11.0`, `1.12`, `1.12.0`, `1.12.1`, `1.13`, `1.13.1`, `2.0`, `2.0.0`, `2.0.1`, `2.1`, `2.1.0`, `2.2`, `2.2.0`, `2.3`, `2.3.0`, `2.4`, `2.4.0`, `2.5`, `2.5.1`, `2.6`, `2.6.0`, `2.7`, `2.7.1`, `2.8` and `2.8.0`
    jobs/churn.toml:12:10: algorithm.framework.source: `source/` lies on somebody's machine, where no training job can read it
      hint: put the job file in place with `retrain push`, which packs and uploads the folder
    jobs/churn.toml:13:15: algorithm.framework.entry_point: `../train.ipynb` is not a path inside the source
      hint: for example "train.py"
    "#);
}

#[test]
fn a_python_that_the_version_does_not_have() {
    assert_snapshot!(problems(&smallest_with(r#"built_in = { name = "xgboost", version = "1.7-1" }"#, r#"[algorithm.framework]
name = "pytorch"
version = "2.0.1"
py_version = "py39"
source = "s3://config/sources/sourcedir.zip"
entry_point = "train""#)), @"
    jobs/churn.toml:11:14: algorithm.framework.py_version: there is no image of pytorch 2.0.1 with `py39`
      hint: valid is `py310`
    jobs/churn.toml:12:10: algorithm.framework.source: `s3://config/sources/sourcedir.zip` is no packed source
      hint: give the folder of your scripts, which `retrain push` packs, or the s3:// URI of a .tar.gz
    jobs/churn.toml:13:15: algorithm.framework.entry_point: `train` is no script that the container can run
      hint: a Python file (`.py`) or a shell script (`.sh`)
    ");
}

#[test]
fn code_from_the_uploaders_bucket() {
    assert_snapshot!(problems(&smallest_with(r#"[algorithm]
built_in = { name = "xgboost", version = "1.7-1" }"#, r#"bucket = "uploads"

[algorithm.framework]
name = "sklearn"
version = "1.2-1"
source = "s3://uploads/sourcedir.tar.gz"
entry_point = "train.py""#)), @"
    jobs/churn.toml:12:10: algorithm.framework.source: code must not come from the bucket that uploaders write to
      hint: put it into the stack's config bucket, below sources/
    ");
}

#[test]
fn hyperparameters_of_impossible_types() {
    assert_snapshot!(problems(&smallest_and(r#"[hyperparameters]
since = 2024-01-01
layers = [1, 2024-01-01]
huge = 1e999
"" = 1"#)), @r#"
    jobs/churn.toml:16:9: hyperparameters.since: a hyperparameter has no dates
      hint: write it as text: "2024-01-01"
    jobs/churn.toml:17:14: hyperparameters.layers[1]: a hyperparameter has no dates
      hint: write it as text: "2024-01-01"
    jobs/churn.toml:18:8: hyperparameters.huge: this number is too large
    jobs/churn.toml:19:1: hyperparameters."": a hyperparameter's name has 1 to 256 characters, all of them printable
    "#);
}

#[test]
fn a_hyperparameter_on_two_lines() {
    assert_snapshot!(problems(&smallest_and(r#"[hyperparameters]
note = """a
b""""#)), @r#"
    jobs/churn.toml:15:1: hyperparameters: XGBoost needs the hyperparameter `num_round`
      hint: it is a whole number, 1 or more
    jobs/churn.toml:16:8: hyperparameters.note: a hyperparameter is one line of text
    jobs/churn.toml:16:8: hyperparameters.note: XGBoost has no hyperparameter `note`
      hint: see "XGBoost hyperparameters" in the SageMaker documentation
    "#);
}

#[test]
fn a_model_dir_that_the_framework_tells_already() {
    let framework = r#"[algorithm.framework]
name = "tensorflow"
version = "2.14.1"
source = "s3://config/sources/sourcedir.tar.gz"
entry_point = "train.py"

[hyperparameters]
model_dir = "/opt/ml/model""#;
    let file = smallest_with(r#"built_in = { name = "xgboost", version = "1.7-1" }"#, framework)
        .replace("[hyperparameters]\nnum_round = 10\n", "");
    assert_snapshot!(problems(&file), @"
    jobs/churn.toml:15:13: hyperparameters.model_dir: a TensorFlow script is told its `model_dir` already
      hint: write model_dir in [algorithm.framework], or model_dir = false there
    ");
    let untold = file.replace("entry_point", "model_dir = false\nentry_point");
    assert_snapshot!(problems(&untold), @"accepted");
}

#[test]
fn a_hyperparameter_that_is_retrains_own() {
    assert_snapshot!(problems(&smallest_with(r#"built_in = { name = "xgboost", version = "1.7-1" }"#, r#"[algorithm.framework]
name = "sklearn"
version = "1.2-1"
source = "s3://config/sources/sourcedir.tar.gz"
entry_point = "train.py"

[hyperparameters]
sagemaker_program = "other.py""#).replace("[hyperparameters]\nnum_round = 10\n", "")), @"
    jobs/churn.toml:15:21: hyperparameters.sagemaker_program: `sagemaker_program` is set by Retrain
      hint: reserved are `sagemaker_container_log_level`, `sagemaker_job_name`, `sagemaker_program`, `sagemaker_region` and `sagemaker_submit_directory`
    ");
}
