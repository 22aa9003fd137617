//! `retrain image-uri`.

use insta::assert_snapshot;

use crate::Folder;

#[test]
fn the_uri_is_all_that_is_printed() {
    let line = "image-uri --framework xgboost --region cn-north-1 --version 1.7-1";
    assert_snapshot!(Folder::new().retrain(line), @"
    exit code: 0
    ----- stdout
    450853457545.dkr.ecr.cn-north-1.amazonaws.com.cn/sagemaker-xgboost:1.7-1
    ");
}

#[test]
fn every_option_counts() {
    let line = "image-uri --framework huggingface --region us-east-1 --version 4.4 --base-framework-version pytorch1.6 \
                --py-version py36 --instance-type ml.p3.2xlarge --container-version cu110-ubuntu18.04 --format json";
    assert_snapshot!(Folder::new().retrain(line), @r#"
    exit code: 0
    ----- stdout
    {
      "uri": "763104351884.dkr.ecr.us-east-1.amazonaws.com/huggingface-pytorch-training:1.6-transformers4.4-gpu-py36-cu110-ubuntu18.04"
    }
    "#);
}

#[test]
fn the_region_may_stand_in_the_environment() {
    let seen = Folder::new().retrain_with("image-uri --framework kmeans", &[("AWS_REGION", "eu-west-1")]);
    assert_snapshot!(seen, @"
    exit code: 0
    ----- stdout
    438346466558.dkr.ecr.eu-west-1.amazonaws.com/kmeans:1
    ");
}

#[test]
fn without_a_version_it_is_told_which_is_meant() {
    let line = "image-uri --framework pytorch --region us-east-1 --instance-type ml.m5.xlarge";
    assert_snapshot!(Folder::new().retrain(line), @"
    exit code: 0
    ----- stdout
    763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-training:2.8.0-cpu-py312
    ----- stderr
    note: no --version is given, which means 2.8.0
    ");
}

#[test]
fn an_instance_type_that_no_training_job_can_have_has_its_image() {
    let line = "image-uri --framework sklearn --region us-east-1 --version 1.2-1 --instance-type ml.c6g.xlarge";
    assert_snapshot!(Folder::new().retrain(line), @"
    exit code: 0
    ----- stdout
    683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-scikit-learn:1.0-1-arm64-cpu-py3
    ");
}

#[test]
fn where_there_is_no_image_it_is_told_what_there_is() {
    let seen = Folder::new().retrain("image-uri --framework mxnet --region us-east-1 --version 1.4.2");
    assert_snapshot!(seen, @"
    exit code: 1
    ----- stderr
    error: there is no image of mxnet 1.4.2
    hint: did you mean `1.4.1`? Valid are `0.12`, `0.12.1`, `1.0`, `1.0.0`, `1.1`, `1.1.0`, `1.2`, `1.2.1`, `1.3`, `1.3.0`, `1.4`, `1.4.0`, `1.4.1`, `1.6`, `1.6.0`, `1.7`, `1.7.0`, `1.8`, `1.8.0`, `1.9` and `1.9.0`
    ");
}

#[test]
fn where_several_images_are_meant_it_is_told_what_decides() {
    let seen = Folder::new().retrain("image-uri --framework mxnet --region us-east-1 --version 1.9");
    assert_snapshot!(seen, @"
    exit code: 1
    ----- stderr
    error: an image of mxnet 1.9 is chosen by the instance type, and none is given
    hint: take for example `ml.g5.xlarge` or `ml.m5.xlarge`
    ");
}

#[test]
fn a_framework_that_is_misspelt_is_recognised() {
    let seen = Folder::new().retrain("image-uri --framework kmean --region us-east-1");
    assert!(seen.starts_with("exit code: 1\n----- stderr\nerror: there is no training image of `kmean`\n"), "{seen}");
    assert!(seen.contains("hint: did you mean `kmeans`? Valid are `autogluon`, "), "{seen}");
}
