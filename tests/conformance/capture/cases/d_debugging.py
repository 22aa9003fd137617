# Debugger, profiler and TensorBoard: the defaults by region, instance and class, then what is given.
dbg_off = estimator(debugger_hook_config=False)
dbg_true = estimator(debugger_hook_config=True)
dbg_map_empty = estimator(debugger_hook_config={})
dbg_profiler_off = estimator(disable_profiler=True)
dbg_both_off = estimator(debugger_hook_config=False, disable_profiler=True)
dbg_both_off_output_path = xgb(debugger_hook_config=False, disable_profiler=True)
dbg_hook = estimator(debugger_hook_config=DebuggerHookConfig())
dbg_hook_path = estimator(debugger_hook_config=DebuggerHookConfig(s3_output_path="s3://own/debug"))
dbg_hook_all = estimator(
    debugger_hook_config=DebuggerHookConfig(
        s3_output_path="s3://own/debug",
        container_local_output_path="/opt/ml/tensors",
        hook_parameters={"save_interval": "100", "train.save_interval": "10"},
        collection_configs=[
            CollectionConfig("losses"),
            CollectionConfig("weights", {"save_interval": "50"}),
            CollectionConfig("gradients", {}),
            CollectionConfig("losses"),
        ],
    )
)
dbg_hook_output_path = estimator(
    output_path="s3://own/out", debugger_hook_config=DebuggerHookConfig(hook_parameters={})
)
dbg_rule = estimator(rules=[Rule.sagemaker(rule_configs.overfit())])
dbg_rule_loss = estimator(rules=[Rule.sagemaker(rule_configs.loss_not_decreasing())])
dbg_rule_all = estimator(
    rules=[
        Rule.sagemaker(
            rule_configs.vanishing_gradient(),
            name="mine",
            container_local_output_path="/opt/ml/rule",
            s3_output_path="s3://own/rule",
            other_trials_s3_input_paths=["s3://own/other"],
            rule_parameters={"threshold": "0.001"},
            collections_to_save=[CollectionConfig("own", {"a": "1"})],
        )
    ]
)
dbg_rules_two = estimator(
    rules=[Rule.sagemaker(rule_configs.overfit()), Rule.sagemaker(rule_configs.all_zero())],
    debugger_hook_config=DebuggerHookConfig(
        s3_output_path="s3://own/d", collection_configs=[CollectionConfig("biases")]
    ),
)
dbg_rule_hook_off = estimator(rules=[Rule.sagemaker(rule_configs.overfit())], debugger_hook_config=False)
dbg_rule_xgboost_report = xgb(rules=[Rule.sagemaker(rule_configs.create_xgboost_report())])
dbg_rule_stop = estimator(
    rules=[Rule.sagemaker(rule_configs.overtraining(), actions=rule_configs.ActionList(rule_configs.StopTraining()))]
)
dbg_rule_custom = estimator(
    rules=[
        Rule.custom(
            name="own-rule",
            image_uri="840043622174.dkr.ecr.us-east-1.amazonaws.com/sagemaker-debugger-rule-evaluator:latest",
            instance_type="ml.t3.medium",
            volume_size_in_gb=10,
            source="s3://own/rule.py",
            rule_to_invoke="OwnRule",
            rule_parameters={"threshold": "20"},
            collections_to_save=[CollectionConfig("gradients")],
        )
    ]
)
dbg_rule_eu = estimator(region="eu-central-1", rules=[Rule.sagemaker(rule_configs.overfit())])
dbg_rule_cn = estimator(region="cn-north-1", rules=[Rule.sagemaker(rule_configs.overfit())])
dbg_profiler_rule = estimator(rules=[ProfilerRule.sagemaker(rule_configs.ProfilerReport())])
dbg_profiler_rules = estimator(
    rules=[
        ProfilerRule.sagemaker(rule_configs.LowGPUUtilization(threshold_p95=60, window=10)),
        ProfilerRule.sagemaker(rule_configs.BatchSize(), name="batch", s3_output_path="s3://own/p"),
        Rule.sagemaker(rule_configs.overfit()),
    ]
)
dbg_profiler_rule_custom = estimator(
    rules=[
        ProfilerRule.custom(
            name="own",
            image_uri=OWN_IMAGE,
            instance_type="ml.m5.large",
            volume_size_in_gb=5,
            source="s3://own/r.py",
            rule_to_invoke="R",
            rule_parameters={"a": True},
        )
    ]
)
dbg_rules_empty = estimator(rules=[])
prof_interval = estimator(profiler_config=ProfilerConfig(system_monitor_interval_millis=500))
prof_path = estimator(
    profiler_config=ProfilerConfig(s3_output_path="s3://own/prof", system_monitor_interval_millis=100)
)
prof_disabled_config = estimator(profiler_config=ProfilerConfig(disable_profiler=True))
prof_disabled_config_interval = estimator(
    profiler_config=ProfilerConfig(
        s3_output_path="s3://own/p", system_monitor_interval_millis=100, disable_profiler=True
    )
)
prof_disabled_twice = estimator(disable_profiler=True, profiler_config=ProfilerConfig(disable_profiler=True))
prof_framework = pytorch(profiler_config=ProfilerConfig(framework_profile_params=FrameworkProfile()))
prof_framework_steps = tensorflow(
    profiler_config=ProfilerConfig(framework_profile_params=FrameworkProfile(start_step=3, num_steps=2))
)
prof_framework_start_only = tensorflow(
    profiler_config=ProfilerConfig(framework_profile_params=FrameworkProfile(start_step=3))
)
prof_framework_time = tensorflow(
    profiler_config=ProfilerConfig(framework_profile_params=FrameworkProfile(start_unix_time=1600000000, duration=1.5))
)
prof_framework_single = pytorch(
    profiler_config=ProfilerConfig(
        system_monitor_interval_millis=1000,
        framework_profile_params=FrameworkProfile(
            local_path="/own",
            file_max_size=1,
            file_close_interval=1.5,
            file_open_fail_threshold=2,
            detailed_profiling_config=DetailedProfilingConfig(start_step=1),
            dataloader_profiling_config=DataloaderProfilingConfig(metrics_regex='.*\\d"q"'),
            python_profiling_config=PythonProfilingConfig(
                python_profiler=PythonProfiler.PYINSTRUMENT, start_unix_time=1, duration=2
            ),
        ),
    )
)
prof_framework_python = pytorch(
    profiler_config=ProfilerConfig(
        framework_profile_params=FrameworkProfile(
            python_profiling_config=PythonProfilingConfig(num_steps=4, cprofile_timer=cProfileTimer.CPU_TIME),
            horovod_profiling_config=HorovodProfilingConfig(),
            smdataparallel_profiling_config=SMDataParallelProfilingConfig(),
        )
    )
)
prof_profiler = pytorch(profiler_config=ProfilerConfig(profile_params=Profiler(cpu_profiling_duration=600)))
prof_profiler_rules_empty = pytorch(rules=[], profiler_config=ProfilerConfig(profile_params=Profiler()))
tensorboard = estimator(tensorboard_output_config=TensorBoardOutputConfig("s3://own/tb"))
tensorboard_local_path = tensorflow(
    tensorboard_output_config=TensorBoardOutputConfig("s3://own/tb", container_local_output_path="/opt/ml/tb")
)

dbg_trn1 = own_image(instance_type="ml.trn1.32xlarge")
dbg_trn1n = own_image(instance_type="ml.trn1n.32xlarge")
dbg_trn2 = own_image(instance_type="ml.trn2.48xlarge")
dbg_p4d = own_image(instance_type="ml.p4d.24xlarge", instance_count=2)
dbg_p4de = own_image(instance_type="ml.p4de.24xlarge")
dbg_p5 = own_image(instance_type="ml.p5.48xlarge")
dbg_g5 = own_image(instance_type="ml.g5.2xlarge")
dbg_g4dn = own_image(instance_type="ml.g4dn.xlarge")
dbg_c7g = own_image(instance_type="ml.c7g.xlarge")
dbg_t3 = own_image(instance_type="ml.t3.medium")
dbg_inf = own_image(instance_type="ml.r6id.large")
dbg_trn1_group = groups(instance_groups=[InstanceGroup("t", "ml.trn1.2xlarge", 1)])
dbg_trn1_profiler_disabled_config = own_image(
    instance_type="ml.trn1.2xlarge", profiler_config=ProfilerConfig(disable_profiler=True)
)
dbg_trn1_hook = own_image(instance_type="ml.trn1.2xlarge", debugger_hook_config=DebuggerHookConfig("s3://own/d"))

region_us_west_2 = estimator(region="us-west-2")
region_eu_central_1 = estimator(region="eu-central-1")
region_cn_north_1 = own_image(region="cn-north-1", role="arn:aws-cn:iam::123456789012:role/SageMakerRole")
region_cn_northwest_1 = own_image(region="cn-northwest-1")
region_us_gov_west_1 = own_image(region="us-gov-west-1", role="arn:aws-us-gov:iam::123456789012:role/SageMakerRole")
region_us_gov_east_1 = own_image(region="us-gov-east-1")
region_us_iso_east_1 = own_image(region="us-iso-east-1")
region_us_isob_east_1 = own_image(region="us-isob-east-1")
region_me_central_1 = own_image(region="me-central-1")
region_ap_southeast_3 = own_image(region="ap-southeast-3")
region_ap_southeast_4 = own_image(region="ap-southeast-4")
region_eu_south_2 = own_image(region="eu-south-2")
region_ap_south_2 = own_image(region="ap-south-2")
region_eu_central_2 = own_image(region="eu-central-2")
region_il_central_1 = own_image(region="il-central-1")
region_ca_west_1 = own_image(region="ca-west-1")
region_ap_southeast_5 = own_image(region="ap-southeast-5")
region_me_central_1_both_off = own_image(region="me-central-1", debugger_hook_config=False, disable_profiler=True)
region_me_central_1_hook_map = own_image(region="me-central-1", debugger_hook_config={})
region_me_central_1_pytorch = pytorch(region="me-central-1", instance_type="ml.m5.xlarge")
region_me_central_1_everything = own_image(
    region="me-central-1",
    profiler_config=ProfilerConfig(system_monitor_interval_millis=500, disable_profiler=True),
    tensorboard_output_config=TensorBoardOutputConfig("s3://own/tb"),
    output_path="s3://own/out",
)
