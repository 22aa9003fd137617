# Built-in algorithms as images of `Estimator`.

_RECORDIO = {"train": TrainingInput(TRAIN, content_type="application/x-recordio-protobuf", input_mode="Pipe")}
_IMAGES = {
    name: TrainingInput(
        f"{DATA}/{name}.manifest",
        s3_data_type="AugmentedManifestFile",
        attribute_names=["source-ref", "label"],
        content_type="application/x-recordio",
        record_wrapping="RecordIO",
        input_mode="Pipe",
        shuffle_config=ShuffleConfig(1),
    )
    for name in ["train", "validation"]
}
bi_xgboost_3_0 = builtin(
    "xgboost", "3.0-5", hyperparameters={"objective": "reg:squarederror", "num_round": 50}, inputs=CSV
)
bi_xgboost_1_0 = builtin("xgboost", "1.0-1", instance_count=3)
bi_xgboost_legacy = builtin("xgboost", "1")
bi_xgboost_gpu = builtin(
    "xgboost", "1.7-1", instance_type="ml.g4dn.xlarge", hyperparameters={"tree_method": "gpu_hist", "num_round": 10}
)
bi_xgboost_sharded = builtin(
    "xgboost",
    "1.7-1",
    instance_count=2,
    inputs={
        "train": TrainingInput(TRAIN, content_type="libsvm", distribution="ShardedByS3Key"),
        "validation": TrainingInput(f"{DATA}/v", content_type="libsvm"),
    },
)
bi_xgboost_eu = builtin("xgboost", "1.7-1", region="eu-west-1")
bi_xgboost_cn = builtin("xgboost", "1.7-1", region="cn-north-1")
bi_xgboost_gov = builtin("xgboost", "1.7-1", region="us-gov-west-1")
bi_xgboost_me_central = builtin("xgboost", "1.7-1", region="me-central-1")
bi_linear_learner = builtin(
    "linear-learner", hyperparameters={"predictor_type": "binary_classifier", "mini_batch_size": 100}, inputs=_RECORDIO
)
bi_kmeans = builtin("kmeans", hyperparameters={"k": 10, "feature_dim": 784})
bi_pca = builtin(
    "pca", hyperparameters={"num_components": 3, "feature_dim": 10, "mini_batch_size": 200, "subtract_mean": True}
)
bi_blazingtext = builtin(
    "blazingtext", instance_type="ml.c5.4xlarge", hyperparameters={"mode": "supervised", "min_count": 2}
)
bi_image_classification = builtin(
    "image-classification",
    instance_type="ml.p3.2xlarge",
    inputs=_IMAGES,
    input_mode="Pipe",
    hyperparameters={"num_layers": 18, "image_shape": "3,224,224", "num_classes": 2, "num_training_samples": 15420},
)
bi_object_detection = builtin("object-detection", instance_type="ml.p3.2xlarge", inputs=_IMAGES, volume_size=50)
bi_semantic_segmentation = builtin(
    "semantic-segmentation", instance_type="ml.p3.2xlarge", hyperparameters={"backbone": "resnet-50"}
)
bi_seq2seq = builtin(
    "seq2seq", instance_type="ml.p3.2xlarge", inputs={"train": TRAIN, "validation": TRAIN, "vocab": TRAIN}
)
bi_forecasting_deepar = builtin(
    "forecasting-deepar", hyperparameters={"time_freq": "H", "epochs": "20", "context_length": 72}
)
bi_randomcutforest = builtin("randomcutforest", hyperparameters={"num_trees": 50, "feature_dim": 1})
bi_factorization_machines = builtin("factorization-machines", inputs=_RECORDIO)
bi_ntm = builtin("ntm")
bi_lda = builtin("lda")
bi_knn = builtin("knn")
bi_object2vec = builtin("object2vec")
bi_ipinsights = builtin("ipinsights")
bi_spot = builtin("linear-learner", use_spot_instances=True, max_run=3000, max_wait=3600)
