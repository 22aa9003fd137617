# Built-in algorithms as classes of their own, and algorithms by their ARN.
from sagemaker import (
    IPInsights,
    KMeans,
    KNN,
    LDA,
    NTM,
    PCA,
    FactorizationMachines,
    LinearLearner,
    Object2Vec,
    RandomCutForest,
)

fp_kmeans = amazon(KMeans, k=10)
fp_kmeans_all = amazon(
    KMeans,
    k=10,
    init_method="kmeans++",
    max_iterations=3,
    tol=1,
    num_trials=2,
    local_init_method="random",
    half_life_time_size=5,
    epochs=2,
    center_factor=4,
    eval_metrics=["msd", "ssd"],
    mini_batch_size=100,
)
fp_kmeans_keywords = amazon(
    KMeans,
    k=2,
    instance_count=2,
    instance_type="ml.c5.xlarge",
    output_path="s3://own/out",
    data_location="s3://own/d",
    tags={"A": "b"},
    enable_network_isolation=True,
    encrypt_inter_container_traffic=True,
    use_spot_instances=True,
    max_wait=90000,
)
fp_kmeans_eu = amazon(KMeans, k=2, region="eu-west-1")
fp_kmeans_me_central = amazon(KMeans, k=2, region="me-central-1")
fp_pca = amazon(PCA, num_components=3)
fp_pca_few_records = amazon(
    PCA, records=RecordSet(TRAIN, num_records=7, feature_dim=3), num_components=2, instance_count=2
)
fp_pca_all = amazon(
    PCA, num_components=3, algorithm_mode="randomized", subtract_mean=True, extra_components=-1, mini_batch_size=50
)
fp_linear_learner = amazon(LinearLearner, predictor_type="binary_classifier")
fp_linear_learner_all = amazon(
    LinearLearner,
    predictor_type="multiclass_classifier",
    num_classes=3,
    epochs=5,
    use_bias=False,
    num_models=4,
    init_method="uniform",
    init_scale=0.07,
    optimizer="adam",
    loss="softmax_loss",
    wd=1e-5,
    l1=0,
    learning_rate=1,
    beta_1=0.9,
    normalize_data=True,
    positive_example_weight_mult="balanced",
    accuracy_top_k=2,
    early_stopping_tolerance=1e-3,
)
fp_linear_learner_regressor = amazon(
    LinearLearner, predictor_type="regressor", mini_batch_size=10, quantile=0.5, huber_delta=1
)
fp_factorization_machines = amazon(
    FactorizationMachines,
    num_factors=10,
    predictor_type="regressor",
    epochs=3,
    bias_lr=0.1,
    linear_init_value=1e-20,
    clip_gradient=1,
)
fp_knn = amazon(KNN, k=3, sample_size=100, predictor_type="classifier")
fp_knn_all = amazon(
    KNN,
    k=3,
    sample_size=100,
    predictor_type="regressor",
    dimension_reduction_type="fjlt",
    dimension_reduction_target=6,
    index_type="faiss.IVFPQ",
    index_metric="COSINE",
    faiss_index_ivf_nlists="auto",
    faiss_index_pq_m=8,
    mini_batch_size=200,
)
fp_lda = amazon(LDA, num_topics=5, mini_batch_size=100)
fp_lda_all = amazon(
    LDA, num_topics=5, alpha0=0.2, max_restarts=2, max_iterations=9, tol=1e-9, mini_batch_size=100, instance_count=3
)
fp_ntm = amazon(NTM, num_topics=5)
fp_ntm_all = amazon(
    NTM,
    num_topics=5,
    encoder_layers=[64, 32],
    epochs=2,
    encoder_layers_activation="relu",
    optimizer="adam",
    tolerance=1e-3,
    num_patience_epochs=2,
    batch_norm=True,
    rescale_gradient=1,
    clip_gradient=10,
    weight_decay=0,
    learning_rate=1e-4,
    mini_batch_size=64,
)
fp_randomcutforest = amazon(
    RandomCutForest, num_samples_per_tree=100, num_trees=60, eval_metrics=["accuracy", "precision_recall_fscore"]
)
fp_ipinsights = amazon(IPInsights, num_entity_vectors=1000, vector_dim=128)
fp_ipinsights_all = amazon(
    IPInsights,
    num_entity_vectors=1000,
    vector_dim=128,
    epochs=3,
    learning_rate=0.01,
    num_ip_encoder_layers=2,
    random_negative_sampling_rate=1,
    shuffled_negative_sampling_rate=2,
    weight_decay=1e-4,
    mini_batch_size=2000,
)
fp_object2vec = amazon(Object2Vec, epochs=3, enc0_max_seq_len=20, enc0_vocab_size=500)
fp_object2vec_all = amazon(
    Object2Vec,
    epochs=3,
    enc0_max_seq_len=20,
    enc0_vocab_size=500,
    enc_dim=64,
    mlp_layers=1,
    mlp_activation="relu",
    optimizer="adam",
    output_layer="softmax",
    comparator_list="hadamard,abs_diff",
    enc0_network="bilstm",
    enc1_network="enc0",
    dropout=0.1,
    num_classes=2,
    enc0_freeze_pretrained_embedding=True,
    tied_token_embedding_weight=False,
    mini_batch_size=16,
)
fp_records_prefix = amazon(
    KMeans,
    k=2,
    records=RecordSet(TRAIN, 100, 5, s3_data_type="S3Prefix", channel="train", distribution="FullyReplicated"),
)
fp_records_two = amazon(
    LinearLearner,
    predictor_type="regressor",
    mini_batch_size=10,
    records=[
        RecordSet(TRAIN, 100, 5, channel="train"),
        RecordSet(f"{DATA}/test", 10, 5, channel="test", distribution="FullyReplicated"),
    ],
)
fp_records_file_system = amazon(
    KMeans,
    k=2,
    records=FileSystemRecordSet("fs-0123456789abcdef0", "EFS", "/data", 100, 5),
    subnets=["subnet-0a"],
    security_group_ids=["sg-01"],
)
fp_records_file_system_two = amazon(
    PCA,
    num_components=2,
    records=[
        FileSystemRecordSet("fs-0fedcba9876543210", "FSxLustre", "/fsx/train", 100, 5, file_system_access_mode="rw"),
        FileSystemRecordSet("fs-0fedcba9876543210", "FSxLustre", "/fsx/test", 100, 5, channel="test"),
    ],
)
fp_hook_off = amazon(KMeans, k=2, debugger_hook_config=False, disable_profiler=True)
fp_model = amazon(NTM, num_topics=2, model_uri="s3://own/model.tar.gz")

al_own = algorithm()
al_hyperparameters = algorithm(hyperparameters={"depth": "6", "rate": "1e-3", "booster": "linear", "note": "é"})
al_marketplace = algorithm(algorithm_arn="arn:aws:sagemaker:us-east-1:123456789012:algorithm/marketplace-xyz")
al_keywords = algorithm(
    instance_count=2,
    volume_size=50,
    volume_kms_key=KEY + "v",
    output_kms_key=KEY + "o",
    output_path="s3://own/out",
    tags={"A": "b"},
    subnets=["subnet-0a"],
    security_group_ids=["sg-01"],
    model_uri="s3://own/model.tar.gz",
    input_mode="Pipe",
    encrypt_inter_container_traffic=True,
    use_spot_instances=True,
    max_run=60,
    max_wait=120,
    metric_definitions=[{"Name": "m", "Regex": "m=(.*)"}],
    inputs={"training": TRAIN, "validation": TrainingInput(TRAIN, content_type="text/csv")},
)
al_keywords_dropped = algorithm(
    environment={"A": "1"},
    max_retry_attempts=3,
    debugger_hook_config=False,
    disable_profiler=True,
    checkpoint_s3_uri="s3://own/c",
    enable_network_isolation=True,
    keep_alive_period_in_seconds=60,
)
al_me_central = algorithm(region="me-central-1")
