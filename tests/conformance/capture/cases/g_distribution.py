# `distribution` in each class that knows it.
_TORCH = {"torch_distributed": {"enabled": True}}
_DDP = {"smdistributed": {"dataparallel": {"enabled": True}}}
_MPI = {"enabled": True, "processes_per_host": 8, "custom_mpi_options": '--NCCL_DEBUG INFO -x "A=b"'}
_MP = {
    "modelparallel": {
        "enabled": True,
        "parameters": {"partitions": 2, "microbatches": 4, "pipeline": "interleaved", "ddp": True},
    }
}
dist_torch = pytorch(instance_count=2, distribution=_TORCH)
dist_torch_p4d = pytorch(instance_count=2, instance_type="ml.p4d.24xlarge", distribution=_TORCH)
dist_torch_p5 = pytorch(
    framework_version="2.3.0", py_version="py311", instance_type="ml.p5.48xlarge", distribution=_TORCH
)
dist_torch_g5 = pytorch(
    framework_version="2.7.1", py_version="py312", instance_type="ml.g5.12xlarge", distribution=_TORCH
)
dist_torch_trn1 = pytorch(
    framework_version="1.11.0",
    py_version="py38",
    instance_type="ml.trn1.32xlarge",
    instance_count=2,
    distribution=_TORCH,
)
dist_torch_off = pytorch(distribution={"torch_distributed": {"enabled": False}})
dist_torch_no_enabled = pytorch(distribution={"torch_distributed": {}})
dist_torch_wins = pytorch(distribution={"torch_distributed": {"enabled": True}, "mpi": {"enabled": True}})
dist_torch_own_image_cpu = pytorch(image_uri=OWN_IMAGE, instance_type="ml.m5.xlarge", distribution=_TORCH)
dist_torch_groups = pytorch(
    instance_count=None,
    instance_type=None,
    image_uri=OWN_IMAGE,
    distribution=_TORCH,
    instance_groups=[InstanceGroup("g", "ml.p3.2xlarge", 2)],
)
dist_torch_checkpoints = pytorch(
    instance_count=2, distribution=_TORCH, checkpoint_s3_uri="s3://own/c", checkpoint_local_path="/opt/ml/checkpoints"
)
dist_torch_isolation = pytorch(instance_count=2, distribution=_TORCH, enable_network_isolation=True)
dist_ddp = pytorch(
    instance_count=2,
    instance_type="ml.p3.16xlarge",
    framework_version="1.12.0",
    py_version="py38",
    distribution={"pytorchddp": {"enabled": True}},
)
dist_ddp_options = pytorch(
    instance_count=2,
    instance_type="ml.p4d.24xlarge",
    distribution={"pytorchddp": {"enabled": True, "custom_mpi_options": "-verbose -x NCCL_DEBUG=VERSION"}},
)
dist_ddp_off = pytorch(distribution={"pytorchddp": {"enabled": False}})
dist_smddp = pytorch(instance_count=2, instance_type="ml.p4d.24xlarge", distribution=_DDP)
dist_smddp_options = pytorch(
    instance_type="ml.p3dn.24xlarge",
    framework_version="1.13.1",
    py_version="py39",
    distribution={"smdistributed": {"dataparallel": {"enabled": True, "custom_mpi_options": "-verbose"}}},
)
dist_smddp_off = pytorch(distribution={"smdistributed": {"dataparallel": {"enabled": False}}})
dist_smddp_1_6 = pytorch(
    framework_version="1.6.0", py_version="py36", instance_type="ml.p3.16xlarge", distribution=_DDP
)
dist_mpi = pytorch(distribution={"mpi": {"enabled": True}})
dist_mpi_options = pytorch(instance_count=2, distribution={"mpi": _MPI})
dist_mpi_off = pytorch(distribution={"mpi": {"enabled": False, "processes_per_host": 2}})
dist_mpi_zero_processes = pytorch(distribution={"mpi": {"enabled": True, "processes_per_host": 0}})
dist_ps = pytorch(distribution={"parameter_server": {"enabled": True}})
dist_ps_and_mpi = pytorch(distribution={"parameter_server": {"enabled": False}, "mpi": {"enabled": True}})
dist_empty = pytorch(distribution={})
dist_unknown = pytorch(distribution={"own": {"enabled": True}})
dist_mwms_off = pytorch(distribution={"multi_worker_mirrored_strategy": {"enabled": False}})
dist_smp_v1 = pytorch(
    framework_version="1.13.1",
    py_version="py39",
    instance_type="ml.p4d.24xlarge",
    distribution={"smdistributed": _MP, "mpi": {"enabled": True, "processes_per_host": 8}},
)
dist_smp_v1_file = pytorch(
    framework_version="1.13.1",
    py_version="py39",
    instance_type="ml.p4d.24xlarge",
    distribution={
        "smdistributed": {"modelparallel": {"enabled": True, "parameters": "mp_parameters.json"}},
        "mpi": {"enabled": True},
    },
)
dist_smp_v1_no_parameters = pytorch(
    framework_version="1.13.1",
    py_version="py39",
    instance_type="ml.p4d.24xlarge",
    distribution={"smdistributed": {"modelparallel": {"enabled": True}}, "mpi": {"enabled": True}},
)
dist_smp_v2 = pytorch(
    framework_version="2.2.0",
    instance_type="ml.p4d.24xlarge",
    instance_count=2,
    distribution={
        "torch_distributed": {"enabled": True},
        "smdistributed": {
            "modelparallel": {"enabled": True, "parameters": {"hybrid_shard_degree": 8, "offload_activations": True}}
        },
    },
)
dist_smp_v2_2_0 = pytorch(
    framework_version="2.0.1",
    instance_type="ml.p4d.24xlarge",
    distribution={"torch_distributed": {"enabled": True}, "smdistributed": {"modelparallel": {"enabled": True}}},
)
dist_smp_v2_p5 = pytorch(
    framework_version="2.4.1",
    py_version="py311",
    instance_type="ml.p5.48xlarge",
    distribution={"torch_distributed": {"enabled": True}, "smdistributed": {"modelparallel": {"enabled": True}}},
)
dist_smp_v2_2_5 = pytorch(
    framework_version="2.5.1",
    py_version="py311",
    instance_type="ml.p5.48xlarge",
    distribution={"torch_distributed": {"enabled": True}, "smdistributed": {"modelparallel": {"enabled": True}}},
)
dist_torch_and_smddp = pytorch(
    instance_type="ml.p4d.24xlarge", distribution={"torch_distributed": {"enabled": True}} | _DDP
)
dist_groups_mpi = pytorch(
    instance_count=None,
    instance_type=None,
    image_uri=OWN_IMAGE,
    distribution={"mpi": {"enabled": True}},
    instance_groups=[InstanceGroup("g", "ml.p3.2xlarge", 2)],
)
dist_groups_smddp = pytorch(
    instance_count=None,
    instance_type=None,
    image_uri=OWN_IMAGE,
    distribution=_DDP,
    instance_groups=[InstanceGroup("g", "ml.p4d.24xlarge", 2)],
)
_DATA_GROUP = InstanceGroup("data", "ml.c5.18xlarge", 1)
_TRAIN_GROUP = InstanceGroup("train", "ml.p4d.24xlarge", 2)
dist_groups_named = tensorflow(
    instance_count=None,
    instance_type=None,
    image_uri=OWN_IMAGE,
    instance_groups=[_DATA_GROUP, _TRAIN_GROUP],
    distribution={"mpi": {"enabled": True, "processes_per_host": 8}, "instance_groups": [_TRAIN_GROUP]},
)
dist_groups_named_smddp = pytorch(
    instance_count=None,
    instance_type=None,
    image_uri=OWN_IMAGE,
    instance_groups=[_DATA_GROUP, _TRAIN_GROUP],
    distribution=_DDP | {"instance_groups": [_TRAIN_GROUP]},
)
dist_tf_ps = tensorflow(instance_count=2, distribution={"parameter_server": {"enabled": True}})
dist_tf_ps_off = tensorflow(distribution={"parameter_server": {"enabled": False}})
dist_tf_ps_rule = tensorflow(
    distribution={"parameter_server": {"enabled": True}},
    rules=[Rule.sagemaker(rule_configs.overfit())],
    debugger_hook_config=DebuggerHookConfig("s3://own/d"),
)
dist_tf_mpi = tensorflow(instance_count=2, distribution={"mpi": {"enabled": True}})
dist_tf_mpi_options = tensorflow(distribution={"mpi": _MPI})
dist_tf_mpi_off = tensorflow(distribution={"mpi": {"enabled": False}})
dist_tf_mpi_model_dir = tensorflow(distribution={"mpi": {"enabled": True}}, model_dir="s3://own/m")
dist_tf_mpi_model_dir_off = tensorflow(distribution={"mpi": {"enabled": True}}, model_dir=False)
dist_tf_mwms = tensorflow(instance_count=2, distribution={"multi_worker_mirrored_strategy": {"enabled": True}})
dist_tf_mwms_off = tensorflow(distribution={"multi_worker_mirrored_strategy": {"enabled": False}})
dist_tf_smddp = tensorflow(
    framework_version="2.11.0", py_version="py39", instance_type="ml.p4d.24xlarge", instance_count=2, distribution=_DDP
)
dist_tf_smp = tensorflow(
    framework_version="2.6.3",
    py_version="py38",
    instance_type="ml.p3.16xlarge",
    distribution={"smdistributed": _MP, "mpi": {"enabled": True, "processes_per_host": 8}},
)
dist_tf_torch_ignored = tensorflow(distribution={"torch_distributed": {"enabled": True}})
dist_tf_checkpoints = tensorflow(
    instance_count=2,
    distribution={"mpi": {"enabled": True}},
    checkpoint_s3_uri="s3://own/c",
    checkpoint_local_path="/c",
)
dist_mxnet_ps = mxnet(instance_count=2, distribution={"parameter_server": {"enabled": True}})
dist_mxnet_ps_off = mxnet(distribution={"parameter_server": {"enabled": False}})
dist_mxnet_mpi = mxnet(distribution={"mpi": _MPI})
dist_mxnet_mpi_no_processes = mxnet(distribution={"mpi": {"enabled": True, "custom_mpi_options": "-x A=b"}})
dist_mxnet_horovod = mxnet(
    framework_version="1.8.0", py_version="py37", distribution={"mpi": {"enabled": True, "processes_per_host": 1}}
)
dist_hf_torch = huggingface(instance_count=2, distribution=_TORCH)
dist_hf_ddp = huggingface(
    instance_type="ml.p4d.24xlarge", distribution={"pytorchddp": {"enabled": True, "custom_mpi_options": "-verbose"}}
)
dist_hf_ddp_groups = huggingface(
    instance_count=None,
    instance_type=None,
    image_uri=OWN_IMAGE,
    distribution={"pytorchddp": {"enabled": True}},
    instance_groups=[InstanceGroup("g", "ml.p4d.24xlarge", 2)],
)
dist_hf_smddp = huggingface(instance_type="ml.p4d.24xlarge", instance_count=2, distribution=_DDP)
dist_hf_smp = huggingface(
    transformers_version="4.17.0",
    pytorch_version="1.10.2",
    py_version="py38",
    instance_type="ml.p3.16xlarge",
    distribution={
        "smdistributed": _MP,
        "mpi": {"enabled": True, "processes_per_host": 8, "custom_mpi_options": "-x A=b"},
    },
)
dist_hf_mpi = huggingface(distribution={"mpi": {"enabled": True, "processes_per_host": 4}})
dist_hf_ps = huggingface(distribution={"parameter_server": {"enabled": True}})
dist_hf_tensorflow_smddp = huggingface(
    transformers_version="4.17.0",
    pytorch_version=None,
    tensorflow_version="2.6.3",
    py_version="py38",
    instance_type="ml.p3.16xlarge",
    distribution=_DDP,
)
dist_hf_xla = huggingface(
    transformers_version="4.21.1",
    pytorch_version="1.11.0",
    py_version="py38",
    instance_type="ml.p3.16xlarge",
    instance_count=2,
    compiler_config=HuggingFaceCompiler(),
    distribution={"pytorchxla": {"enabled": True}},
)
dist_pytorch_xla = pytorch(
    framework_version="1.12.0",
    py_version="py38",
    instance_type="ml.p4d.24xlarge",
    instance_count=2,
    compiler_config=PyTorchCompiler(),
    distribution={"pytorchxla": {"enabled": True}},
)
