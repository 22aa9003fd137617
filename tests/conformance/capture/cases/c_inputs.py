# Where the data comes from: strings, TrainingInput, file systems, several channels.
in_string = estimator(inputs=TRAIN)
in_training_input = estimator(inputs=TrainingInput(TRAIN))
in_training_input_mode = estimator(inputs=TrainingInput(TRAIN, input_mode="Pipe"))
in_training_input_mode_over_estimator = estimator(input_mode="Pipe", inputs=TrainingInput(TRAIN, input_mode="FastFile"))
in_map_of_strings = estimator(inputs={"train": TRAIN, "test": f"{DATA}/test", "a": f"{DATA}/a"})
in_map_mixed = estimator(inputs={"train": TrainingInput(TRAIN, input_mode="Pipe"), "test": f"{DATA}/test"})
in_map_modes = estimator(
    input_mode="Pipe",
    inputs={"a": TrainingInput(TRAIN, input_mode="File"), "b": TrainingInput(TRAIN, input_mode="FastFile")},
)
in_sharded = estimator(inputs={"train": TrainingInput(TRAIN, distribution="ShardedByS3Key")}, instance_count=2)
in_compressed = estimator(inputs={"train": TrainingInput(TRAIN, compression="Gzip", input_mode="Pipe")})
in_compression_none = estimator(inputs={"train": TrainingInput(TRAIN, compression="None")})
in_record_wrapping = estimator(inputs={"train": TrainingInput(TRAIN, record_wrapping="RecordIO", input_mode="Pipe")})
in_content_type = estimator(inputs={"train": TrainingInput(TRAIN, content_type="text/libsvm")})
in_content_type_recordio = estimator(
    inputs={"train": TrainingInput(TRAIN, content_type="application/x-recordio-protobuf", input_mode="Pipe")}
)
in_shuffle = estimator(inputs={"train": TrainingInput(TRAIN, shuffle_config=ShuffleConfig(42))})
in_shuffle_zero = estimator(inputs={"train": TrainingInput(TRAIN, shuffle_config=ShuffleConfig(0))})
in_augmented_manifest = estimator(
    inputs={
        "train": TrainingInput(
            f"{TRAIN}/m.manifest",
            s3_data_type="AugmentedManifestFile",
            attribute_names=["source-ref", "class"],
            record_wrapping="RecordIO",
            content_type="application/x-recordio",
            input_mode="Pipe",
        )
    }
)
in_manifest_sharded = estimator(
    inputs={"train": TrainingInput(f"{TRAIN}/m", s3_data_type="ManifestFile", distribution="ShardedByS3Key")}
)
in_converse = estimator(inputs={"train": TrainingInput(TRAIN, s3_data_type="Converse")})
in_target_attribute = estimator(inputs={"train": TrainingInput(TRAIN, target_attribute_name="y")})
in_target_attribute_distribution = estimator(
    inputs={"train": TrainingInput(TRAIN, target_attribute_name="y", distribution="FullyReplicated")}
)
in_instance_groups = groups(
    instance_groups=[InstanceGroup("a", "ml.m5.xlarge", 1), InstanceGroup("b", "ml.m5.xlarge", 1)],
    inputs={"train": TrainingInput(TRAIN, instance_groups=["a"]), "test": TrainingInput(TRAIN, instance_groups=["b"])},
)
in_hub_access = estimator(
    inputs={
        "train": TrainingInput(
            TRAIN, hub_access_config={"HubContentArn": "arn:aws:sagemaker:us-east-1:aws:hub-content/h/Model/m/1"}
        )
    }
)
in_model_access = estimator(inputs={"train": TrainingInput(TRAIN, model_access_config={"AcceptEula": True})})
in_all_members = estimator(
    inputs={
        "train": TrainingInput(
            TRAIN,
            distribution="ShardedByS3Key",
            compression="Gzip",
            content_type="text/csv",
            record_wrapping="RecordIO",
            s3_data_type="S3Prefix",
            input_mode="Pipe",
            attribute_names=["a", "b"],
            shuffle_config=ShuffleConfig(7),
        )
    }
)
in_key_unicode = estimator(inputs={"train": "s3://own/a b/é/+x"})
in_bucket_only = estimator(inputs={"train": "s3://own"})
in_efs = estimator(inputs=FileSystemInput("fs-0123456789abcdef0", "EFS", "/data/train"))
in_efs_read_write = estimator(
    inputs={
        "train": FileSystemInput(
            "fs-0123456789abcdef0", "EFS", "/data", file_system_access_mode="rw", content_type="text/csv"
        )
    },
    subnets=["subnet-0a"],
    security_group_ids=["sg-01"],
)
in_fsx = estimator(inputs={"train": FileSystemInput("fs-0fedcba9876543210", "FSxLustre", "/fsx/train")})
in_file_system_and_s3 = estimator(
    inputs={"fast": FileSystemInput("fs-0fedcba9876543210", "FSxLustre", "/fsx"), "slow": TrainingInput(TRAIN)},
    model_uri="s3://own/model.tar.gz",
)
in_twenty_channels = estimator(inputs={f"c{i}": f"s3://own/{i}" for i in range(20)})
