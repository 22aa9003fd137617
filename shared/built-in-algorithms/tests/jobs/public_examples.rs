//! Hyperparameters of jobs in AWS's public notebooks and in others' public code, as the container got
//! them.

use rstest::rstest;

use crate::{lines, of, pairs};

#[rstest]
#[case::abalone(
    "max_depth=5; eta=0.2; gamma=4; min_child_weight=6; subsample=0.7; verbosity=1; \
    objective=reg:squarederror; num_round=50"
)]
#[case::churn(
    "objective=binary:logistic; num_round=200; max_depth=6; eta=0.1; subsample=0.8; \
    colsample_bytree=0.8; eval_metric=auc"
)]
#[case::direct_marketing(
    "max_depth=5; eta=0.2; gamma=4; min_child_weight=6; subsample=0.8; \
    objective=binary:logistic; num_round=100; scale_pos_weight=577; eval_metric=aucpr"
)]
#[case::early_stopping(
    "early_stopping_rounds=10; eta=0.2; max_depth=5; num_round=100; \
    objective=reg:squarederror; subsample=0.8"
)]
#[case::digits(
    "objective=multi:softmax; num_class=10; num_round=25; max_depth=5; eta=0.2; gamma=4; \
    min_child_weight=6; tree_method=approx"
)]
#[case::autopilot(
    "_kfold=5; _tuning_objective_metric=validation:accuracy; alpha=0.0037170512924477993; \
    colsample_bytree=0.7476726040667319; eta=0.011391935592233605; gamma=1.8903517751689445; lambda=0.5; \
    eval_metric=accuracy,f1,balanced_accuracy,precision_macro,recall_macro,mlogloss; num_class=3; \
    objective=multi:softprob; num_round=834; save_model_on_termination=true"
)]
#[case::tuned(
    "_tuning_objective_metric=validation:rmse; early_stopping_rounds=10; gamma=4; num_round=200; \
    objective=reg:linear; subsample=0.8; eta=0.1015727388941435; max_depth=7; min_child_weight=4"
)]
#[case::aliases("learning_rate=0.1; min_split_loss=1; reg_lambda=2; reg_alpha=0; num_round=10")]
#[case::dask(
    "num_round=100; objective=binary:logistic; tree_method=gpu_hist; use_dask_gpu_training=true; \
    scale_pos_weight=3.5; eval_metric=auc"
)]
fn public_xgboost_jobs_pass(#[case] hyperparameters: &str, #[values("1.5-1", "1.7-1", "3.0-5")] version: &str) {
    let problems = of("xgboost").hyperparameter_problems(version, &pairs(hyperparameters));
    assert_eq!(lines(&problems), "");
}

#[rstest]
#[case::oldest(
    "1",
    "max_depth=5; eta=0.2; gamma=4; min_child_weight=6; subsample=0.7; silent=0; \
    objective=reg:linear; num_round=50; dsplit=row"
)]
#[case::oldest("0.90-1", "silent=0; num_round=10; objective=binary:logistic; predictor=cpu_predictor")]
fn public_jobs_of_old_xgboost_pass(#[case] version: &str, #[case] hyperparameters: &str) {
    assert_eq!(lines(&of("xgboost").hyperparameter_problems(version, &pairs(hyperparameters))), "");
}

#[rstest]
#[case::digits("linear-learner", "feature_dim=784; predictor_type=binary_classifier; mini_batch_size=200")]
#[case::housing(
    "linear-learner",
    "feature_dim=13; predictor_type=regressor; epochs=10; loss=absolute_loss; \
    optimizer=adam; mini_batch_size=200"
)]
#[case::tuned(
    "linear-learner",
    "feature_dim=22; predictor_type=multiclass_classifier; num_classes=3; \
    l1=0.0005953224641699573; learning_rate=0.04380096472026997; mini_batch_size=2977; use_bias=true; \
    wd=0.0019134739491125144"
)]
#[case::cancer(
    "linear-learner",
    "feature_dim=30; predictor_type=binary_classifier; mini_batch_size=200; \
    binary_classifier_model_selection_criteria=precision_at_target_recall; target_recall=0.9"
)]
#[case::service(
    "linear-learner",
    "feature_dim=605; predictor_type=binary_classifier; epochs=15; \
    _tuning_objective_metric=test:binary_f_beta; normalize_label=false; normalize_data=true; target_recall=0.25; \
    binary_classifier_model_selection_criteria=precision_at_target_recall; use_bias=true"
)]
#[case::counties("kmeans", "feature_dim=7; k=8; force_dense=True")]
#[case::digits(
    "kmeans",
    "feature_dim=784; k=10; mini_batch_size=500; extra_center_factor=4; \
    init_method=random; eval_metrics=[\"msd\", \"ssd\"]"
)]
#[case::faces(
    "pca",
    "feature_dim=50000; num_components=10; subtract_mean=True; algorithm_mode=randomized; \
    mini_batch_size=200"
)]
#[case::counties("pca", "feature_dim=34; mini_batch_size=500; num_components=33")]
#[case::covertype(
    "knn",
    "feature_dim=54; k=100; sample_size=200000; predictor_type=classifier; \
    index_type=faiss.IVFPQ; index_metric=L2; faiss_index_ivf_nlists=500; faiss_index_pq_m=8"
)]
#[case::films(
    "factorization-machines",
    "feature_dim=178729; predictor_type=binary_classifier; \
    mini_batch_size=1000; num_factors=64; epochs=100"
)]
#[case::synthetic(
    "ntm",
    "num_topics=20; feature_dim=2000; mini_batch_size=256; num_patience_epochs=10; \
    optimizer=adam"
)]
#[case::newsgroups(
    "ntm",
    "num_topics=20; feature_dim=2000; mini_batch_size=128; epochs=100; \
    num_patience_epochs=5; tolerance=0.001; sub_sample=0.7"
)]
#[case::synthetic("lda", "num_topics=5; feature_dim=25; mini_batch_size=6000; alpha0=1.0")]
#[case::taxis("randomcutforest", "mini_batch_size=1000; feature_dim=1; num_samples_per_tree=512; num_trees=50")]
#[case::labelled(
    "randomcutforest",
    "feature_dim=20; eval_metrics=accuracy,precision_recall_fscore; \
    num_trees=100; num_samples_per_tree=256"
)]
#[case::logins(
    "ipinsights",
    "num_entity_vectors=20000; random_negative_sampling_rate=5; vector_dim=128; \
    mini_batch_size=1000; epochs=5; learning_rate=0.01"
)]
#[case::films(
    "object2vec",
    "_kvstore=device; _num_gpus=auto; _num_kv_servers=auto; bucket_width=0; \
    early_stopping_patience=3; early_stopping_tolerance=0.01; enc0_cnn_filter_width=3; enc0_layers=auto; \
    enc0_max_seq_len=1; enc0_network=pooled_embedding; enc0_token_embedding_dim=300; enc0_vocab_size=944; \
    enc1_layers=auto; enc1_max_seq_len=1; enc1_network=pooled_embedding; enc1_token_embedding_dim=300; \
    enc1_vocab_size=1684; enc_dim=1024; epochs=20; learning_rate=0.001; mini_batch_size=64; \
    mlp_activation=tanh; mlp_dim=256; mlp_layers=1; num_classes=2; optimizer=adam; \
    output_layer=mean_squared_error"
)]
#[case::documents(
    "object2vec",
    "enc0_max_seq_len=1000; enc0_vocab_size=267522; dropout=0.4; \
    enc0_pretrained_embedding_file=; enc1_network=enc0; weight_decay=0; negative_sampling_rate=3; \
    tied_token_embedding_weight=true; comparator_list=hadamard, concat, abs_diff; \
    token_embedding_storage_type=row_sparse"
)]
#[case::dbpedia(
    "blazingtext",
    "mode=supervised; epochs=10; min_count=2; learning_rate=0.05; vector_dim=10; \
    early_stopping=True; patience=4; min_epochs=5; word_ngrams=2"
)]
#[case::text8(
    "blazingtext",
    "mode=batch_skipgram; epochs=5; min_count=5; sampling_threshold=0.0001; \
    learning_rate=0.05; window_size=5; vector_dim=100; negative_samples=5; batch_size=11; evaluation=True; \
    subwords=False"
)]
#[case::electricity(
    "forecasting-deepar",
    "time_freq=2H; context_length=84; prediction_length=84; epochs=400; \
    early_stopping_patience=40; mini_batch_size=64; learning_rate=5E-4"
)]
#[case::daily(
    "forecasting-deepar",
    "num_cells=50; prediction_length=30; epochs=50; time_freq=D; \
    context_length=30; num_layers=2; mini_batch_size=128; early_stopping_patience=10; learning_rate=0.001"
)]
#[case::weekly(
    "forecasting-deepar",
    "time_freq=W; epochs=47; context_length=2; prediction_length=1; \
    likelihood=negative-binomial; learning_rate=1E-4; embedding_dimension=3; cardinality=auto"
)]
#[case::features(
    "forecasting-deepar",
    "time_freq=min; epochs=20; context_length=60; prediction_length=30; \
    likelihood=gaussian; dropout_rate=0.05; cardinality=[5, 3]; num_dynamic_feat=2; test_quantiles=[0.1, 0.5]"
)]
#[case::caltech(
    "image-classification",
    "num_layers=18; use_pretrained_model=1; image_shape=3,224,224; \
    num_classes=257; num_training_samples=15420; mini_batch_size=128; epochs=5; learning_rate=0.01; top_k=2; \
    precision_dtype=float32; resize=224"
)]
#[case::roads(
    "image-classification",
    "num_layers=50; num_classes=43; num_training_samples=2000; top_k=1; \
    augmentation_type=crop_color_transform; lr_scheduler_step=10,20; lr_scheduler_factor=0.1; optimizer=adam; \
    beta_1=0.9; beta_2=0.999; kv_store=dist_sync; checkpoint_frequency=2; early_stopping=True"
)]
#[case::voc(
    "object-detection",
    "base_network=resnet-50; use_pretrained_model=1; num_classes=20; \
    mini_batch_size=16; epochs=5; learning_rate=0.001; lr_scheduler_step=3,6; lr_scheduler_factor=0.1; \
    optimizer=sgd; momentum=0.9; weight_decay=0.0005; overlap_threshold=0.5; nms_threshold=0.45; \
    image_shape=512; label_width=350; num_training_samples=16551"
)]
#[case::voc(
    "semantic-segmentation",
    "backbone=resnet-50; algorithm=fcn; use_pretrained_model=True; \
    crop_size=240; num_classes=21; epochs=10; learning_rate=0.0001; optimizer=rmsprop; lr_scheduler=poly; \
    mini_batch_size=16; validation_mini_batch_size=16; early_stopping=True; early_stopping_patience=2; \
    early_stopping_min_epochs=10; num_training_samples=1464"
)]
#[case::gammas(
    "semantic-segmentation",
    "algorithm=deeplab; num_classes=2; num_training_samples=200; \
    gamma1=0.90; gamma2=0.90; optimizer=sgd; momentum=0.9; weight_decay=0.0001; syncbn=False; base_size=1024"
)]
#[case::english_german(
    "seq2seq",
    "max_seq_len_source=60; max_seq_len_target=60; optimized_metric=bleu; \
    batch_size=64; checkpoint_frequency_num_batches=1000; rnn_num_hidden=512; num_layers_encoder=1; \
    num_layers_decoder=1; num_embed_source=512; num_embed_target=512; checkpoint_threshold=3; \
    max_num_batches=2100"
)]
fn public_jobs_pass(#[case] name: &str, #[case] hyperparameters: &str) {
    assert_eq!(lines(&of(name).hyperparameter_problems("1", &pairs(hyperparameters))), "");
}
