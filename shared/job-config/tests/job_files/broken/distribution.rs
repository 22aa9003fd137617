//! How several machines work together.

use insta::assert_snapshot;

use super::problems;

/// What is said of a job file with this script on these machines.
fn script(framework: &str, machines: &str) -> String {
    let entry_point = if framework.contains("entry_point") { "" } else { "entry_point = \"train.py\"\n" };
    format!(
        "pipeline = \"churn\"\n[trigger]\nprefix = \"churn/\"\n[algorithm.framework]\n{framework}\n{entry_point}\
         source = \"s3://config/sources/sourcedir.tar.gz\"\n[channels.train]\n[resources]\n{machines}\n"
    )
}

#[test]
fn a_distribution_with_a_slip() {
    assert_snapshot!(problems(&script(r#"name = "pytorch"
version = "2.0.1"
distribution = "torch_distribute""#, r#"instance_type = "ml.g5.xlarge""#)), @"
    jobs/churn.toml:7:16: algorithm.framework.distribution: `torch_distribute` is no distribution that SageMaker knows
      hint: did you mean `torch_distributed`?
    ");
}

#[test]
fn a_distribution_that_the_framework_does_not_have() {
    assert_snapshot!(problems(&script(r#"name = "sklearn"
version = "1.2-1"
distribution = "mpi""#, r#"instance_type = "ml.m5.xlarge""#)), @"
    jobs/churn.toml:7:16: algorithm.framework.distribution: sklearn has no distribution `mpi`
      hint: leave `distribution` out; its scripts find the other machines in SM_HOSTS
    ");
}

#[test]
fn a_distribution_of_another_framework() {
    assert_snapshot!(problems(&script(r#"name = "pytorch"
version = "2.0.1"
distribution = { multi_worker_mirrored_strategy = true }"#, r#"instance_type = "ml.g5.xlarge""#)), @"
    jobs/churn.toml:7:16: algorithm.framework.distribution: pytorch has no distribution `multi_worker_mirrored_strategy`
      hint: valid are `torch_distributed`, `pytorchddp`, `mpi`, `parameter_server`, `smdistributed.dataparallel` and `smdistributed.modelparallel`
    ");
}

#[test]
fn torchrun_without_gpus() {
    assert_snapshot!(problems(&script(r#"name = "pytorch"
version = "2.0.1"
distribution = "torch_distributed""#, r#"instance_type = "ml.m5.xlarge""#)), @"
    jobs/churn.toml:7:16: algorithm.framework.distribution: torchrun is started on GPUs and AWS Trainium only, which `ml.m5.xlarge` has not
      hint: take an instance type of the families p, g or trn, or leave it out
    ");
}

#[test]
fn torchrun_of_a_shell_script() {
    assert_snapshot!(problems(&script(r#"name = "pytorch"
version = "2.0.1"
distribution = "torch_distributed"
entry_point = "run.sh""#, r#"instance_type = "ml.g5.xlarge""#)), @r#"
    jobs/churn.toml:8:15: algorithm.framework.entry_point: torchrun starts Python files only
      hint: for example "train.py"
    "#);
}

#[test]
fn two_distributions_that_exclude_each_other() {
    assert_snapshot!(problems(&script(r#"name = "tensorflow"
version = "2.12"
distribution = { parameter_server = true, multi_worker_mirrored_strategy = true }"#, r#"instance_type = "ml.g5.xlarge""#)), @"
    jobs/churn.toml:7:16: algorithm.framework.distribution: `multi_worker_mirrored_strategy` and `parameter_server` exclude each other
      hint: leave one of them out
    ");
}

#[test]
fn both_libraries_of_sagemaker() {
    assert_snapshot!(problems(&script(r#"name = "pytorch"
version = "2.0.1"
distribution = { smdistributed = { dataparallel = {}, modelparallel = { parameters = { partitions = 2 } } } }"#, r#"instance_type = "ml.g5.xlarge""#)), @"
    jobs/churn.toml:7:16: algorithm.framework.distribution: `smdistributed.dataparallel` and `smdistributed.modelparallel` exclude each other
      hint: leave one of them out
    ");
}

#[test]
fn mirrored_before_its_time() {
    assert_snapshot!(problems(&script(r#"name = "tensorflow"
version = "2.8"
distribution = "multi_worker_mirrored_strategy""#, r#"instance_type = "ml.g5.xlarge""#)), @"
    jobs/churn.toml:7:16: algorithm.framework.distribution: TensorFlow 2.8 has no `multi_worker_mirrored_strategy`
      hint: it came with 2.9
    ");
}

#[test]
fn mpi_with_a_wrong_number_and_a_slip() {
    assert_snapshot!(problems(&script(r#"name = "pytorch"
version = "2.0.1"
distribution = { mpi = { processes_per_host = 0, custom_options = "-v" } }"#, r#"instance_type = "ml.g5.xlarge""#)), @"
    jobs/churn.toml:7:47: algorithm.framework.distribution.mpi.processes_per_host: expected a whole number from 1 to 1024, found the integer 0
    jobs/churn.toml:7:50: algorithm.framework.distribution.mpi.custom_options: unknown key `custom_options`
      hint: did you mean `custom_mpi_options`?
    ");
}

#[test]
fn an_instance_group_that_is_not_there() {
    assert_snapshot!(problems(&script(r#"name = "pytorch"
version = "2.0.1"
distribution = { mpi = {}, instance_groups = ["gpus"] }"#, r#"instance_groups = [{ name = "workers", instance_type = "ml.g5.xlarge" }]"#)), @"
    jobs/churn.toml:7:16: algorithm.framework.distribution: there is no instance group `gpus`
      hint: valid are `workers`
    ");
}

#[test]
fn instance_groups_of_no_distribution() {
    assert_snapshot!(problems(&script(r#"name = "tensorflow"
version = "2.12"
distribution = { parameter_server = true, instance_groups = ["workers"] }"#, r#"instance_groups = [{ name = "workers", instance_type = "ml.g5.xlarge" }]"#)), @"
    jobs/churn.toml:7:16: algorithm.framework.distribution: instance groups go with `mpi` or `smdistributed.dataparallel`, of which none is here
      hint: leave `instance_groups` out of the distribution
    ");
}

#[test]
fn anything_but_torchrun_on_trainium() {
    assert_snapshot!(problems(&script(r#"name = "pytorch"
version = "2.0.1"
distribution = "mpi""#, r#"instance_type = "ml.trn1.2xlarge""#)), @r#"
    jobs/churn.toml:7:16: algorithm.framework.distribution: on AWS Trainium the only distribution is `torch_distributed`
      hint: write distribution = "torch_distributed"
    "#);
}

#[test]
fn a_model_directory_of_no_tensorflow_script() {
    assert_snapshot!(problems(&script(r#"name = "pytorch"
version = "2.0.1"
model_dir = "/opt/ml/model""#, r#"instance_type = "ml.g5.xlarge""#)), @"
    jobs/churn.toml:7:1: algorithm.framework.model_dir: only TensorFlow scripts are told a `model_dir`
      hint: others find it in SM_MODEL_DIR; leave the key out
    ");
}

#[test]
fn a_model_directory_that_is_no_place() {
    assert_snapshot!(problems(&script(r#"name = "tensorflow"
version = "2.12"
model_dir = "model""#, r#"instance_type = "ml.g5.xlarge""#)), @r#"
    jobs/churn.toml:7:13: algorithm.framework.model_dir: `model` is neither an S3 URI nor a path in the container
      hint: for example "/opt/ml/model"; `false` tells the script nothing
    "#);
}

#[test]
fn data_parallelism_without_gpus() {
    let data_parallel = r#"name = "pytorch"
version = "2.0.1"
distribution = { smdistributed = { dataparallel = {} } }"#;
    assert_snapshot!(problems(&script(data_parallel, r#"instance_type = "ml.m5.xlarge""#)), @"
    jobs/churn.toml:7:16: algorithm.framework.distribution: SageMaker's data parallelism is for GPUs, which `ml.m5.xlarge` has not
      hint: take an instance type such as ml.p4d.24xlarge, or leave it out
    ");
    assert_eq!(problems(&script(data_parallel, r#"instance_type = "ml.p5.48xlarge""#)), "accepted");
}
