# The 20 requests in `requests/`, from the settings that they follow from.
a_xgboost = xgb()
b_sklearn = skl(hyperparameters={"n-estimators": 200, "max-depth": 15, "min-samples-split": 5})
c_pytorch_dist = pt4(distribution={"torch_distributed": {"enabled": True}})
c_pytorch_dist_fw_2_0_1 = pt4(framework_version="2.0.1", distribution={"torch_distributed": {"enabled": True}})
d_environment = xgb(environment={"FOO": "bar", "N": "1"})
d_experiment_config = xgb(
    experiment_config={
        "ExperimentName": "exp",
        "TrialName": "trial",
        "TrialComponentDisplayName": "Training",
        "RunName": "run",
    }
)
d_hp_types = xgb(
    hyperparameters={
        "s": "x",
        "i": 3,
        "f": 1.0,
        "f2": 0.1,
        "f3": 1e-5,
        "f4": 1e20,
        "t": True,
        "n": None,
        "l": [1, 2],
        "d": {"a": 1},
    }
)
d_input_fastfile = xgb(inputs={"train": TrainingInput(TRAIN, input_mode="FastFile")})
d_input_manifest = xgb(inputs={"train": TrainingInput(f"{TRAIN}/m.manifest", s3_data_type="ManifestFile")})
d_keep_alive = xgb(keep_alive_period_in_seconds=1800)
d_kms = xgb(output_kms_key=KEY + "o", volume_kms_key=KEY + "v")
d_max_retry = xgb(max_retry_attempts=3)
d_metric_definitions = xgb(metric_definitions=[{"Name": "validation:auc", "Regex": "auc:([0-9\\.]+)"}])
d_network_isolation = xgb(enable_network_isolation=True)
d_spot = xgb(use_spot_instances=True, max_wait=7200, checkpoint_s3_uri="s3://sagemaker-us-east-1-123456789012/ckpt")
d_vpc = xgb(subnets=["subnet-0a", "subnet-0b"], security_group_ids=["sg-01"])
e_huggingface = huggingface(job_name="hf-demo", hyperparameters={"epochs": 1})
e_pytorch_mpi = pt4(distribution={"mpi": {"enabled": True, "processes_per_host": 1}})
e_sklearn_hp_types = skl(
    hyperparameters={
        "s": "x",
        "i": 3,
        "f": 1.0,
        "f2": 0.1,
        "f3": 1e-5,
        "f4": 1e20,
        "t": True,
        "n": None,
        "l": [1, 2],
        "d": {"a": 1},
        "u": 'é"q',
    }
)
e_tensorflow = tensorflow(job_name="tf-demo", hyperparameters={"epochs": 5})
