//! The sheets, as the program has them. Written by `from_sdk`, as they are.

/// Each framework and algorithm with its sheet, by name.
pub(crate) const SHEETS: [(&str, &str); 33] = [
    ("autogluon", include_str!("../data/autogluon.txt")),
    ("blazingtext", include_str!("../data/blazingtext.txt")),
    ("chainer", include_str!("../data/chainer.txt")),
    ("coach-mxnet", include_str!("../data/coach-mxnet.txt")),
    ("coach-tensorflow", include_str!("../data/coach-tensorflow.txt")),
    ("factorization-machines", include_str!("../data/factorization-machines.txt")),
    ("forecasting-deepar", include_str!("../data/forecasting-deepar.txt")),
    ("huggingface", include_str!("../data/huggingface.txt")),
    ("huggingface-training-compiler", include_str!("../data/huggingface-training-compiler.txt")),
    ("hyperpod-recipes-neuron", include_str!("../data/hyperpod-recipes-neuron.txt")),
    ("image-classification", include_str!("../data/image-classification.txt")),
    ("ipinsights", include_str!("../data/ipinsights.txt")),
    ("kmeans", include_str!("../data/kmeans.txt")),
    ("knn", include_str!("../data/knn.txt")),
    ("lda", include_str!("../data/lda.txt")),
    ("linear-learner", include_str!("../data/linear-learner.txt")),
    ("mxnet", include_str!("../data/mxnet.txt")),
    ("ntm", include_str!("../data/ntm.txt")),
    ("object-detection", include_str!("../data/object-detection.txt")),
    ("object2vec", include_str!("../data/object2vec.txt")),
    ("pca", include_str!("../data/pca.txt")),
    ("pytorch", include_str!("../data/pytorch.txt")),
    ("pytorch-smp", include_str!("../data/pytorch-smp.txt")),
    ("pytorch-training-compiler", include_str!("../data/pytorch-training-compiler.txt")),
    ("randomcutforest", include_str!("../data/randomcutforest.txt")),
    ("ray-pytorch", include_str!("../data/ray-pytorch.txt")),
    ("ray-tensorflow", include_str!("../data/ray-tensorflow.txt")),
    ("semantic-segmentation", include_str!("../data/semantic-segmentation.txt")),
    ("seq2seq", include_str!("../data/seq2seq.txt")),
    ("sklearn", include_str!("../data/sklearn.txt")),
    ("tensorflow", include_str!("../data/tensorflow.txt")),
    ("vw", include_str!("../data/vw.txt")),
    ("xgboost", include_str!("../data/xgboost.txt")),
];

/// The registries that the sheets name.
pub(crate) const REGISTRIES: &str = include_str!("../data/registries.txt");
