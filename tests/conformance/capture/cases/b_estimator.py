# Each keyword of `Estimator` by itself, then several together.

est_no_inputs = estimator(inputs=None)
est_own_image = own_image()
est_instance_count = estimator(instance_count=4, instance_type="ml.m5.4xlarge")
est_volume_size = estimator(volume_size=200)
est_volume_kms_on_nvme = estimator(instance_type="ml.p4d.24xlarge", volume_kms_key=KEY + "v")
est_output_kms = estimator(output_kms_key="alias/own")
est_max_run = estimator(max_run=28 * 24 * 60 * 60)
est_max_wait_without_spot = estimator(max_wait=90000)
est_spot_without_max_wait = estimator(use_spot_instances=True)
est_spot_false = estimator(use_spot_instances=False, max_wait=None)
est_checkpoint = estimator(checkpoint_s3_uri="s3://own/ckpt")
est_checkpoint_local_path = estimator(checkpoint_s3_uri="s3://own/ckpt/", checkpoint_local_path="/opt/ml/own")
est_checkpoint_local_path_alone = estimator(checkpoint_local_path="/opt/ml/own")
est_keep_alive_zero = estimator(keep_alive_period_in_seconds=0)
est_retry_zero = estimator(max_retry_attempts=0)
est_retry_30 = estimator(max_retry_attempts=30)
est_input_mode_pipe = estimator(input_mode="Pipe")
est_input_mode_fastfile = estimator(input_mode="FastFile")
est_output_path = estimator(output_path="s3://own/models")
est_output_path_slash = estimator(output_path="s3://own/models/")
est_output_path_bucket = estimator(output_path="s3://own")
est_output_uncompressed = estimator(disable_output_compression=True)
est_output_all = estimator(output_path="s3://own/o/", output_kms_key=KEY + "o", disable_output_compression=True)
est_default_bucket = estimator(default_bucket="own-bucket")
est_default_bucket_prefix = estimator(default_bucket="own-bucket", default_bucket_prefix="team/churn")
est_tags_list = estimator(tags=[{"Key": "Project", "Value": "churn"}, {"Key": "é", "Value": ""}])
est_tags_map = estimator(tags={"Project": "churn", "Owner": "a b+c=d.e_f:g/h@i-j", "Number": 3})
est_tags_empty = estimator(tags=[])
est_vpc = estimator(subnets=["subnet-0a"], security_group_ids=["sg-01", "sg-02"])
est_encrypted_traffic = estimator(encrypt_inter_container_traffic=True, instance_count=2)
est_encrypted_traffic_false = estimator(encrypt_inter_container_traffic=False)
est_isolation = estimator(enable_network_isolation=True)
est_isolation_false = estimator(enable_network_isolation=False)
est_metrics = estimator(
    metric_definitions=[{"Name": "train:loss", "Regex": "loss=(.*?);"}, {"Name": "é", "Regex": '"q" \\(([-+]?\\d+)\\)'}]
)
est_metrics_empty = estimator(metric_definitions=[])
est_sagemaker_metrics = estimator(enable_sagemaker_metrics=True)
est_sagemaker_metrics_false = estimator(enable_sagemaker_metrics=False)
est_environment = estimator(environment={"A": "1", "LONG": "x" * 300, "QUOTES": "\"'\\", "UNICODE": "é😀"})
est_environment_empty = estimator(environment={})
est_experiment = estimator(experiment_config={"ExperimentName": "exp", "TrialName": "trial"})
est_experiment_run = estimator(experiment_config={"ExperimentName": "exp", "RunName": "run"})
est_experiment_empty = estimator(experiment_config={})
est_repository_vpc = own_image(training_repository_access_mode="Vpc")
est_repository_platform = own_image(training_repository_access_mode="Platform")
est_repository_credentials = own_image(
    training_repository_access_mode="Vpc",
    training_repository_credentials_provider_arn="arn:aws:lambda:us-east-1:123456789012:function:own",
)
est_repository_credentials_alone = own_image(
    training_repository_credentials_provider_arn="arn:aws:lambda:us-east-1:123456789012:function:own"
)
est_container_entry_point = own_image(container_entry_point=["python3", "/opt/train.py"])
est_container_arguments = own_image(container_arguments=["--epochs", "5", "--note", "a b"])
est_container_both = own_image(container_entry_point=["bash"], container_arguments=["-c", "echo 'é'"])
est_infra_check = estimator(enable_infra_check=True)
est_infra_check_false = estimator(enable_infra_check=False)
est_remote_debug = estimator(enable_remote_debug=True)
est_remote_debug_false = estimator(enable_remote_debug=False)
est_session_chaining = estimator(enable_session_tag_chaining=True)
est_session_chaining_false = estimator(enable_session_tag_chaining=False)
est_training_plan = estimator(
    instance_type="ml.p5.48xlarge", training_plan="arn:aws:sagemaker:us-east-1:123456789012:training-plan/own"
)
est_placement = estimator(
    instance_type="ml.p6e-gb200.36xlarge",
    instance_count=2,
    instance_placement_config={
        "EnableMultipleJobs": True,
        "PlacementSpecifications": [{"UltraServerId": "us-0a", "InstanceCount": 2}],
    },
)
est_groups = groups(
    instance_groups=[InstanceGroup("data", "ml.c5.18xlarge", 2), InstanceGroup("train", "ml.p4d.24xlarge", 1)]
)
est_one_group = groups(instance_groups=[InstanceGroup("all", "ml.m5.xlarge", 3)])
est_groups_all = groups(
    instance_groups=[InstanceGroup("b", "ml.m5.xlarge", 1), InstanceGroup("a", "ml.m5.2xlarge", 2)],
    volume_size=100,
    volume_kms_key=KEY + "v",
    keep_alive_period_in_seconds=600,
    inputs={"train": TrainingInput(TRAIN, instance_groups=["a", "b"])},
)
est_model = estimator(model_uri="s3://own/model.tar.gz")
est_model_channel = estimator(model_uri="s3://own/model/", model_channel_name="pretrained")
est_model_no_inputs = estimator(model_uri="s3://own/model.tar.gz", inputs=None)
est_model_isolation = estimator(model_uri="s3://own/model.tar.gz", enable_network_isolation=True)
est_model_jumpstart = estimator(model_uri="s3://jumpstart-cache-prod-us-east-1/m/model.tar.gz")
est_code_jumpstart = own_image(
    entry_point="train.py", source_dir="s3://jumpstart-cache-prod-us-east-1/s/sourcedir.tar.gz", tags={"A": "b"}
)
est_vpc_empty = estimator(subnets=[], security_group_ids=[])
est_hp_none = estimator(hyperparameters={})
est_base_job_name_with_job_name = estimator(base_job_name="base", job_name="given-1")

est_all_security = estimator(
    enable_network_isolation=True,
    encrypt_inter_container_traffic=True,
    output_kms_key=KEY + "o",
    volume_kms_key=KEY + "v",
    subnets=["subnet-0a"],
    security_group_ids=["sg-01"],
    instance_count=2,
)
est_all_money = estimator(
    use_spot_instances=True,
    max_run=3600,
    max_wait=7200,
    checkpoint_s3_uri="s3://own/ckpt",
    checkpoint_local_path="/opt/ml/checkpoints",
    max_retry_attempts=2,
    instance_count=2,
    volume_size=50,
)
est_all_container = own_image(
    container_entry_point=["train"],
    container_arguments=["-v"],
    environment={"A": "1"},
    training_repository_access_mode="Vpc",
    enable_infra_check=True,
    enable_remote_debug=True,
    enable_session_tag_chaining=True,
    enable_sagemaker_metrics=True,
    debugger_hook_config=False,
    disable_profiler=True,
    subnets=["subnet-0a"],
    security_group_ids=["sg-01"],
)
est_everything = own_image(
    instance_type="ml.g5.12xlarge",
    instance_count=3,
    volume_size=500,
    max_run=7200,
    max_wait=10800,
    use_spot_instances=True,
    checkpoint_s3_uri="s3://own/ckpt",
    checkpoint_local_path="/ckpt",
    output_path="s3://own/out",
    output_kms_key=KEY + "o",
    volume_kms_key=KEY + "v",
    tags={"Team": "a"},
    subnets=["subnet-0a"],
    security_group_ids=["sg-01"],
    model_uri="s3://own/model.tar.gz",
    metric_definitions=[{"Name": "m", "Regex": "m=(.*)"}],
    encrypt_inter_container_traffic=True,
    enable_network_isolation=True,
    environment={"A": "1"},
    max_retry_attempts=1,
    input_mode="FastFile",
    container_entry_point=["train"],
    container_arguments=["-v"],
    disable_output_compression=True,
    enable_remote_debug=False,
    enable_session_tag_chaining=True,
    enable_sagemaker_metrics=True,
    enable_infra_check=True,
    hyperparameters={"a": 1},
    tensorboard_output_config=TensorBoardOutputConfig("s3://own/tb"),
    experiment_config={"ExperimentName": "exp"},
    inputs={"a": TRAIN, "b": FileSystemInput("fs-0123456789abcdef0", "EFS", "/b")},
)
