# What the SDK refuses. (In this file a case that is not refused is a mistake.)
no_vpc_half = estimator(subnets=["subnet-0a"])
no_groups_and_count = estimator(instance_groups=[InstanceGroup("a", "ml.m5.xlarge", 1)])
no_instance = groups(instance_count=1)
no_hook_in_region = own_image(region="me-central-1", debugger_hook_config=DebuggerHookConfig("s3://own/d"))
no_rule_in_region = own_image(region="eu-central-2", rules=[Rule.sagemaker(rule_configs.overfit())])
no_rule_image_in_region = own_image(region="il-central-1", rules=[Rule.sagemaker(rule_configs.overfit())])
no_profiler_config_in_region = own_image(region="me-central-1", profiler_config=ProfilerConfig())
no_profiler_config_on_trn1 = own_image(instance_type="ml.trn1.2xlarge", profiler_config=ProfilerConfig())
no_profiler_config_when_disabled = estimator(disable_profiler=True, profiler_config=ProfilerConfig())
no_profiler_rule_when_disabled = estimator(
    disable_profiler=True, rules=[ProfilerRule.sagemaker(rule_configs.ProfilerReport())]
)
no_plain_rule = estimator(rules=["overfit"])
no_two_profiles = estimator(
    profiler_config=ProfilerConfig(profile_params=Profiler(), framework_profile_params=FrameworkProfile())
)
no_steps_and_time = estimator(
    profiler_config=ProfilerConfig(framework_profile_params=FrameworkProfile(start_step=1, duration=1))
)
no_model_twice = estimator(model_uri="s3://own/m", inputs={"model": TRAIN})
no_code_twice = sklearn(enable_network_isolation=True, inputs={"code": TRAIN})
no_local_input = estimator(inputs="file:///data")
no_plain_input = estimator(inputs="own/train")
no_file_system_type = estimator(inputs=FileSystemInput("fs-0123456789abcdef0", "NFS", "/x"))
no_file_system_mode = estimator(
    inputs=FileSystemInput("fs-0123456789abcdef0", "EFS", "/x", file_system_access_mode="w")
)
no_output_path_local = estimator(output_path="file:///out")
no_role = estimator(role=None)
no_entry_point_in_s3 = sklearn(entry_point="s3://own/train.py")
no_entry_point_in_source = sklearn(entry_point="none.py", source_dir="src")
no_source_without_entry_point = own_image(source_dir="src")
no_sklearn_instance_count = sklearn(instance_count=2)
no_sklearn_gpu = sklearn(instance_type="ml.p3.8xlarge")
no_sklearn_py2 = sklearn(py_version="py2")
no_xgboost_py2 = xgboost(py_version="py2")
no_xgboost_old = xgboost(framework_version="0.90-1", py_version="py2")
no_pytorch_version = pytorch(framework_version=None)
no_pytorch_version_unknown = pytorch(framework_version="2.0.9")
no_pytorch_py_version_unknown = pytorch(py_version="py39")
no_pytorch_region = pytorch(region="eu-nowhere-1")
no_tensorflow_legacy = tensorflow(framework_version="1.8.0", py_version="py2")
no_tensorflow_py2 = tensorflow(framework_version="2.2.0", py_version="py2")
no_mxnet_distribution_old = mxnet(
    framework_version="1.2.1", py_version="py3", distribution={"parameter_server": {"enabled": True}}
)
no_huggingface_versions = huggingface(pytorch_version=None)
no_huggingface_both_versions = huggingface(tensorflow_version="2.11.0")
no_huggingface_mixed_length = huggingface(transformers_version="4.28", pytorch_version="2.0.0")
no_compiler_on_m5 = huggingface(
    transformers_version="4.21.1",
    pytorch_version="1.11.0",
    py_version="py38",
    instance_type="ml.m5.xlarge",
    compiler_config=HuggingFaceCompiler(),
)
no_compiler_version = huggingface(compiler_config=HuggingFaceCompiler())
no_xla_without_compiler = pytorch(distribution={"pytorchxla": {"enabled": True}})
no_torch_2_0 = pt4(framework_version="2.0", distribution={"torch_distributed": {"enabled": True}})
no_torch_on_cpu = pytorch(instance_type="ml.m5.xlarge", distribution={"torch_distributed": {"enabled": True}})
no_torch_old = pytorch(
    framework_version="1.12.1", py_version="py38", distribution={"torch_distributed": {"enabled": True}}
)
no_torch_shell = pytorch(
    image_uri=OWN_IMAGE, entry_point="train.sh", distribution={"torch_distributed": {"enabled": True}}
)
no_torch_trn1_version = pytorch(
    instance_type="ml.trn1.2xlarge", framework_version="2.1.0", distribution={"torch_distributed": {"enabled": True}}
)
no_mpi_on_trn1 = pytorch(image_uri=OWN_IMAGE, instance_type="ml.trn1.2xlarge", distribution={"mpi": {"enabled": True}})
no_two_on_trn1 = pytorch(
    image_uri=OWN_IMAGE,
    instance_type="ml.trn1.2xlarge",
    distribution={"torch_distributed": {"enabled": True}, "mpi": {"enabled": True}},
)
no_smddp_version = pytorch(
    framework_version="2.3.0", py_version="py311", distribution={"smdistributed": {"dataparallel": {"enabled": True}}}
)
no_smddp_alias = pytorch(framework_version="2.0", distribution={"smdistributed": {"dataparallel": {"enabled": True}}})
no_ddp_version = pytorch(framework_version="2.8.0", py_version="py312", distribution={"pytorchddp": {"enabled": True}})
no_smddp_on_p5 = pytorch(
    image_uri=OWN_IMAGE,
    instance_type="ml.p5.48xlarge",
    distribution={"smdistributed": {"dataparallel": {"enabled": True}}},
)
no_smdistributed_unknown = pytorch(distribution={"smdistributed": {"own": {"enabled": True}}})
no_smdistributed_two = pytorch(
    distribution={"smdistributed": {"dataparallel": {"enabled": True}, "modelparallel": {"enabled": True}}}
)
no_ddp_and_smddp = pytorch(
    distribution={"pytorchddp": {"enabled": True}, "smdistributed": {"dataparallel": {"enabled": True}}}
)
no_smp_pipeline = pytorch(
    image_uri=OWN_IMAGE,
    distribution={"smdistributed": {"modelparallel": {"enabled": True, "parameters": {"pipeline": "own"}}}},
)
no_smp_partitions = pytorch(
    image_uri=OWN_IMAGE,
    distribution={"smdistributed": {"modelparallel": {"enabled": True, "parameters": {"partitions": 0}}}},
)
no_mwms_in_pytorch = pytorch(distribution={"multi_worker_mirrored_strategy": {"enabled": True}})
no_mwms_old = tensorflow(
    framework_version="2.8.0", py_version="py39", distribution={"multi_worker_mirrored_strategy": {"enabled": True}}
)
no_mwms_and_ps = tensorflow(
    distribution={"multi_worker_mirrored_strategy": {"enabled": True}, "parameter_server": {"enabled": False}}
)
no_group_without_distribution = tensorflow(
    instance_count=None,
    instance_type=None,
    image_uri=OWN_IMAGE,
    instance_groups=[InstanceGroup("g", "ml.p3.2xlarge", 2)],
    distribution={"parameter_server": {"enabled": True}},
)
no_groups_unnamed = pytorch(
    instance_count=None,
    instance_type=None,
    image_uri=OWN_IMAGE,
    distribution={"mpi": {"enabled": True}},
    instance_groups=[InstanceGroup("a", "ml.p3.2xlarge", 1), InstanceGroup("b", "ml.p3.2xlarge", 1)],
)
no_groups_named_without_groups = pytorch(
    distribution={"mpi": {"enabled": True}, "instance_groups": [InstanceGroup("a", "ml.p3.2xlarge", 1)]}
)
no_rl_combination = ray(toolkit_version="0.6.5")
no_rl_toolkit = coach(toolkit_version=None)
no_algorithm_instance = algorithm(instance_type="ml.c5.xlarge")
no_algorithm_hyperparameter = algorithm(hyperparameters={"depth": 6, "other": 1})
no_algorithm_range = algorithm(hyperparameters={"depth": 21})
no_algorithm_required = algorithm(hyperparameters={"rate": 0.1})
no_algorithm_channel = algorithm(inputs={"training": TRAIN, "test": TRAIN})
no_algorithm_channel_missing = algorithm(inputs={"validation": TRAIN})
no_checkpoints_in_groups = pytorch(
    instance_count=None,
    instance_type=None,
    instance_groups=[InstanceGroup("g", "ml.p3.2xlarge", 2)],
    checkpoint_s3_uri="s3://own/c",
    checkpoint_local_path="/c",
)
no_sklearn_groups = sklearn(instance_type=None, instance_groups=[InstanceGroup("g", "ml.m5.xlarge", 2)])
no_smp_v2_in_one_group = pytorch(
    framework_version="2.2.0",
    instance_count=None,
    instance_type=None,
    instance_groups=[InstanceGroup("g", "ml.p4d.24xlarge", 2)],
    distribution={"torch_distributed": {"enabled": True}, "smdistributed": {"modelparallel": {"enabled": True}}},
)
no_dependencies_alone = own_image(dependencies=["lib"])
no_graviton_xgboost_version = builtin("xgboost", "1.7-1", instance_type="ml.c7g.xlarge")
no_sklearn_small_gpu = sklearn(instance_type="ml.p3.2xlarge")
no_xgboost_image_without_version = xgboost(image_uri=OWN_IMAGE, framework_version=None)
