# Every framework's class over versions, processors and regions, with its own extras.
fw_sklearn = sklearn()
fw_sklearn_1_0 = sklearn(framework_version="1.0-1")
fw_sklearn_0_23 = sklearn(framework_version="0.23-1", instance_type="ml.c5.xlarge")
fw_sklearn_1_4 = sklearn(framework_version="1.4-2")
fw_sklearn_instance_count = sklearn(instance_count=1)
fw_sklearn_image_region = sklearn(region="us-east-1", image_uri_region="eu-west-1")
fw_sklearn_own_image = sklearn(image_uri=OWN_IMAGE, framework_version=None)
fw_sklearn_eu = sklearn(region="eu-west-1", inputs={"train": "s3://own/train"})
fw_sklearn_cn = sklearn(region="cn-north-1", inputs={"train": "s3://own/train"})
fw_sklearn_distribution_ignored = sklearn(distribution={"parameter_server": {"enabled": True}})
fw_sklearn_both_checkpoints = sklearn(checkpoint_s3_uri="s3://own/c", checkpoint_local_path="/opt/ml/checkpoints")
fw_sklearn_everything = sklearn(
    hyperparameters={"a": 1.5},
    tags={"A": "b"},
    use_spot_instances=True,
    max_wait=90000,
    max_retry_attempts=2,
    environment={"E": "1"},
    metric_definitions=[{"Name": "m", "Regex": "m=(.*)"}],
    volume_size=5,
    subnets=["subnet-0a"],
    security_group_ids=["sg-01"],
    output_kms_key=KEY + "o",
    keep_alive_period_in_seconds=60,
    dependencies=["lib"],
    code_location="s3://code",
    experiment_config={"ExperimentName": "e"},
)
fw_xgboost = xgboost(hyperparameters={"num_round": 10})
fw_xgboost_1_5 = xgboost(framework_version="1.5-1")
fw_xgboost_1_3 = xgboost(framework_version="1.3-1")
fw_xgboost_3_0 = xgboost(framework_version="3.0-5")
fw_xgboost_gpu = xgboost(instance_type="ml.g4dn.xlarge", instance_count=2)
fw_xgboost_eu = xgboost(region="eu-central-1", inputs={"train": "s3://own/train"})
fw_xgboost_own_image = xgboost(image_uri=OWN_IMAGE)
fw_xgboost_both_checkpoints = xgboost(checkpoint_s3_uri="s3://own/c", checkpoint_local_path="/c", instance_count=2)
fw_xgboost_rules = xgboost(rules=[Rule.sagemaker(rule_configs.create_xgboost_report())])
fw_pytorch = pytorch()
fw_pytorch_cpu = pytorch(instance_type="ml.m5.xlarge")
fw_pytorch_2_8 = pytorch(framework_version="2.8.0", py_version="py312", instance_type="ml.p4d.24xlarge")
fw_pytorch_2_5 = pytorch(framework_version="2.5.1", py_version="py311", instance_type="ml.g5.xlarge")
fw_pytorch_alias = pytorch(framework_version="2.2", py_version="py310")
fw_pytorch_1_13 = pytorch(framework_version="1.13.1", py_version="py39")
fw_pytorch_1_6 = pytorch(framework_version="1.6.0", py_version="py36", instance_type="ml.p4d.24xlarge")
fw_pytorch_1_2 = pytorch(framework_version="1.2.0", py_version="py3")
fw_pytorch_own_image_and_version = pytorch(image_uri=OWN_IMAGE)
fw_pytorch_metrics_off = pytorch(enable_sagemaker_metrics=False)
fw_pytorch_metrics_none = pytorch(enable_sagemaker_metrics=None)
fw_pytorch_both_checkpoints = pytorch(checkpoint_s3_uri="s3://own/c", checkpoint_local_path="/opt/ml/checkpoints")
fw_pytorch_both_checkpoints_rule = pytorch(
    checkpoint_s3_uri="s3://own/c", checkpoint_local_path="/c", rules=[Rule.sagemaker(rule_configs.overfit())]
)
fw_pytorch_one_checkpoint = pytorch(checkpoint_s3_uri="s3://own/c")
fw_pytorch_eu = pytorch(region="eu-central-1", inputs="s3://own/train")
fw_pytorch_cn = pytorch(region="cn-northwest-1", inputs="s3://own/train")
fw_pytorch_gov = pytorch(region="us-gov-west-1", inputs="s3://own/train")
fw_pytorch_trn1 = pytorch(framework_version="1.11.0", py_version="py38", instance_type="ml.trn1.2xlarge")
fw_pytorch_c7g = pytorch(instance_type="ml.c7g.xlarge")
fw_pytorch_c6g = pytorch(instance_type="ml.c6g.4xlarge", framework_version="2.1.0")
fw_sklearn_c7g = sklearn(instance_type="ml.c7g.xlarge")
fw_sklearn_me_central = sklearn(region="me-central-1", output_path="s3://own/out", inputs={"train": "s3://own/train"})
fw_tensorflow_me_central = tensorflow(region="me-central-1", inputs="s3://own/train")
fw_tensorflow_me_central_ps = tensorflow(
    region="me-central-1", inputs="s3://own/train", distribution={"parameter_server": {"enabled": True}}
)
fw_huggingface_ap_southeast_3 = huggingface(region="ap-southeast-3", inputs={"train": "s3://own/train"})
fw_xgboost_eu_south_2 = xgboost(region="eu-south-2", inputs={"train": "s3://own/train"})
fw_xgboost_c7g = xgboost(instance_type="ml.c7g.xlarge", framework_version="1.5-1")
fw_xgboost_group = xgboost(
    instance_count=None, instance_type=None, instance_groups=[InstanceGroup("g", "ml.m5.xlarge", 2)]
)
fw_pytorch_groups_gpu = pytorch(
    instance_count=None,
    instance_type=None,
    instance_groups=[InstanceGroup("a", "ml.m5.xlarge", 1), InstanceGroup("b", "ml.g5.xlarge", 1)],
)
fw_pytorch_groups_cpu = pytorch(
    instance_count=None,
    instance_type=None,
    instance_groups=[InstanceGroup("a", "ml.m5.xlarge", 1), InstanceGroup("b", "ml.c5.xlarge", 1)],
)
fw_huggingface_groups = huggingface(
    instance_count=None, instance_type=None, instance_groups=[InstanceGroup("g", "ml.p3.2xlarge", 2)]
)
fw_own_image_c7g = own_image(instance_type="ml.c7g.4xlarge", entry_point="train_script.py")
fw_pytorch_spot = pytorch(
    use_spot_instances=True, max_run=3600, max_wait=7200, checkpoint_s3_uri="s3://own/c", max_retry_attempts=3
)
fw_pytorch_inputs = pytorch(inputs={"train": TrainingInput(TRAIN, input_mode="FastFile"), "test": f"{DATA}/test"})
fw_pytorch_fsx = pytorch(
    inputs=FileSystemInput("fs-0fedcba9876543210", "FSxLustre", "/fsx"),
    subnets=["subnet-0a"],
    security_group_ids=["sg-01"],
)
fw_pytorch_group = pytorch(
    instance_count=None,
    instance_type=None,
    image_uri=OWN_IMAGE,
    instance_groups=[InstanceGroup("g", "ml.p3.2xlarge", 2)],
)
fw_tensorflow = tensorflow()
fw_tensorflow_model_dir = tensorflow(model_dir="s3://own/model-dir")
fw_tensorflow_model_dir_local = tensorflow(model_dir="/opt/ml/model")
fw_tensorflow_model_dir_off = tensorflow(model_dir=False)
fw_tensorflow_model_dir_empty = tensorflow(model_dir="")
fw_tensorflow_output_path = tensorflow(output_path="s3://own/out/")
fw_tensorflow_default_bucket_prefix = tensorflow(default_bucket="own-bucket", default_bucket_prefix="team")
fw_tensorflow_cpu = tensorflow(instance_type="ml.c5.xlarge", instance_count=2)
fw_tensorflow_2_16 = tensorflow(framework_version="2.16.2", instance_type="ml.g5.xlarge")
fw_tensorflow_2_19 = tensorflow(framework_version="2.19.0", py_version="py312", instance_type="ml.g5.xlarge")
fw_tensorflow_1_15 = tensorflow(framework_version="1.15.5", py_version="py37")
fw_tensorflow_1_14 = tensorflow(framework_version="1.14.0", py_version="py3")
fw_tensorflow_1_12 = tensorflow(framework_version="1.12.0", py_version="py3", model_dir=False)
fw_tensorflow_2_3_p4d = tensorflow(framework_version="2.3.1", py_version="py37", instance_type="ml.p4d.24xlarge")
fw_tensorflow_own_image = tensorflow(image_uri=OWN_IMAGE, framework_version=None, py_version=None)
fw_tensorflow_both_checkpoints = tensorflow(checkpoint_s3_uri="s3://own/c", checkpoint_local_path="/c")
fw_tensorflow_eu = tensorflow(region="eu-west-1", inputs="s3://own/train")
fw_tensorflow_isolation = tensorflow(enable_network_isolation=True)
fw_tensorflow_hp_model_dir = tensorflow(hyperparameters={"model_dir": "s3://mine"})
fw_tensorflow_compiler = tensorflow(framework_version="2.11.0", py_version="py39", compiler_config=TensorFlowCompiler())
fw_mxnet = mxnet(hyperparameters={"epochs": 2})
fw_mxnet_cpu = mxnet(instance_type="ml.m5.xlarge")
fw_mxnet_1_4 = mxnet(framework_version="1.4.1", py_version="py3")
fw_mxnet_1_8_p4d = mxnet(framework_version="1.8.0", py_version="py37", instance_type="ml.p4d.24xlarge")
fw_mxnet_both_checkpoints = mxnet(checkpoint_s3_uri="s3://own/c", checkpoint_local_path="/c")
fw_mxnet_both_checkpoints_two = mxnet(checkpoint_s3_uri="s3://own/c", checkpoint_local_path="/c", instance_count=2)
fw_huggingface = huggingface(hyperparameters={"model_name_or_path": "bert-base", "lr": 5e-5, "fp16": True})
fw_huggingface_tensorflow = huggingface(
    transformers_version="4.12.3", pytorch_version=None, tensorflow_version="2.5.1", py_version="py37"
)
fw_huggingface_short = huggingface(transformers_version="4.6", pytorch_version="1.7", py_version="py36")
fw_huggingface_4_49 = huggingface(
    transformers_version="4.49.0", pytorch_version="2.5.1", py_version="py311", instance_type="ml.g5.2xlarge"
)
fw_huggingface_4_36 = huggingface(
    transformers_version="4.36.0", pytorch_version="2.1.0", instance_type="ml.g5.12xlarge"
)
fw_huggingface_own_image = huggingface(image_uri=OWN_IMAGE, transformers_version=None, pytorch_version=None)
fw_huggingface_metrics_off = huggingface(enable_sagemaker_metrics=False)
fw_huggingface_both_checkpoints = huggingface(checkpoint_s3_uri="s3://own/c", checkpoint_local_path="/c")
fw_huggingface_compiler = huggingface(
    transformers_version="4.21.1", pytorch_version="1.11.0", py_version="py38", compiler_config=HuggingFaceCompiler()
)
fw_huggingface_compiler_debug = huggingface(
    transformers_version="4.17.0",
    pytorch_version=None,
    tensorflow_version="2.6.3",
    py_version="py38",
    compiler_config=HuggingFaceCompiler(enabled=True, debug=True),
    disable_profiler=True,
    debugger_hook_config=False,
)
fw_huggingface_trn1 = huggingface(
    instance_type="ml.trn1.2xlarge", image_uri=OWN_IMAGE, distribution={"torch_distributed": {"enabled": True}}
)
fw_huggingface_source = huggingface(
    entry_point="train.py",
    source_dir="src",
    tags={"A": "b"},
    max_run=36000,
    volume_size=200,
    metric_definitions=[{"Name": "loss", "Regex": "'loss': ([0-9]+(.|e\\-)[0-9]+),?"}],
)
fw_huggingface_eu = huggingface(region="eu-west-1", inputs={"train": "s3://own/train"})
fw_chainer = chainer(hyperparameters={"epochs": 2})
fw_chainer_cpu = chainer(instance_type="ml.m5.xlarge", framework_version="4.1.0")
fw_chainer_mpi = chainer(
    use_mpi=True,
    num_processes=4,
    process_slots_per_host=2,
    additional_mpi_options="-x NCCL_DEBUG=INFO",
    instance_count=2,
)
fw_chainer_mpi_off = chainer(use_mpi=False, num_processes=0)
fw_coach = coach(hyperparameters={"RLCOACH_PRESET": "preset"})
fw_coach_mxnet = coach(toolkit_version="0.11.0", framework=RLFramework.MXNET, instance_type="ml.p3.2xlarge")
fw_coach_own_metrics = coach(metric_definitions=[{"Name": "m", "Regex": "m=(.*)"}], output_path="s3://own/out")
fw_ray = ray(instance_type="ml.g4dn.xlarge")
fw_ray_tensorflow = ray(toolkit_version="0.8.5", framework=RLFramework.TENSORFLOW)
fw_rl_own_image = coach(toolkit=None, toolkit_version=None, framework=None, image_uri=OWN_IMAGE)
