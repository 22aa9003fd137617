//! What containers are told of a distribution where several ways come together.

use super::request;

/// The hyperparameters of a PyTorch job with this `distribution` on these machines, without those of its script.
fn told(distribution: &str, machines: &str) -> Vec<String> {
    let file = format!(
        r#"
pipeline = "training-demo"

[trigger]
prefix = "training-demo/"

[algorithm.framework]
name = "pytorch"
version = "2.0.1"
source = "s3://sources/sourcedir.tar.gz"
entry_point = "train.py"
distribution = {distribution}

[channels.train]

[resources]
{machines}
"#
    );
    let of_script = ["container_log_level", "job_name", "program", "region", "submit_directory"];
    let of_script = |name: &str| of_script.iter().any(|own| name.strip_prefix("sagemaker_") == Some(own));
    let told = request(&file, "j").hyperparameters();
    told.iter().filter(|(name, _)| !of_script(name)).map(|(name, value)| format!("{name} = {value}")).collect()
}

#[test]
fn pytorchs_own_data_parallelism_goes_with_what_else_is_said() {
    let machines = "instance_type = \"ml.p3.16xlarge\"";
    insta::assert_debug_snapshot!(told("{ pytorchddp = true, parameter_server = false }", machines), @r#"
    [
        "sagemaker_distributed_dataparallel_custom_mpi_options = \"\"",
        "sagemaker_distributed_dataparallel_enabled = true",
        "sagemaker_instance_type = \"ml.p3.16xlarge\"",
        "sagemaker_parameter_server_enabled = false",
    ]
    "#);
    insta::assert_debug_snapshot!(told("{ pytorchddp = false, torch_distributed = true }", machines), @r#"
    [
        "sagemaker_distributed_dataparallel_enabled = false",
        "sagemaker_instance_type = \"ml.p3.16xlarge\"",
        "sagemaker_torch_distributed_enabled = true",
    ]
    "#);
}

#[test]
fn pytorchs_own_data_parallelism_works_on_groups_of_machines() {
    let group = "instance_groups = [{ name = \"workers\", instance_type = \"ml.p3.16xlarge\" }]";
    let alone = told("\"pytorchddp\"", group);
    assert!(alone.contains(&r#"sagemaker_distribution_instance_groups = ["workers"]"#.to_owned()), "{alone:?}");
    let named = told("{ pytorchddp = true, instance_groups = [\"workers\"] }", group);
    assert_eq!(named, alone);
}
