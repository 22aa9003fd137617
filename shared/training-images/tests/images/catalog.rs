//! What there are images of.

use insta::assert_snapshot;
use training_images::{Kind, Processor, default_version, full_version, kind, names, processors, py_versions, versions};

#[test]
fn algorithms_and_frameworks_are_told_apart_but_for_xgboost_which_is_both() {
    assert_snapshot!(names(Kind::BuiltIn).join(" "), @"blazingtext factorization-machines forecasting-deepar image-classification ipinsights kmeans knn lda linear-learner ntm object-detection object2vec pca randomcutforest semantic-segmentation seq2seq xgboost");
    assert_snapshot!(names(Kind::Framework).join(" "), @"autogluon chainer coach-mxnet coach-tensorflow huggingface huggingface-training-compiler hyperpod-recipes-neuron mxnet pytorch pytorch-smp pytorch-training-compiler ray-pytorch ray-tensorflow sklearn tensorflow vw xgboost");
}

#[test]
fn every_name_has_a_kind_and_is_listed_under_it() {
    for listed in [Kind::BuiltIn, Kind::Framework] {
        for name in names(listed) {
            let kind = kind(name).unwrap();
            assert!(kind == listed || name == "xgboost", "{name}");
            assert!(names(kind).contains(&name), "{name}");
        }
    }
}

#[test]
fn what_there_is_no_image_of_is_of_no_kind_and_has_no_versions() {
    assert_eq!(kind("clarify"), None);
    assert_eq!(versions("clarify"), Vec::<&str>::new());
}

#[test]
fn versions_are_listed_oldest_first_each_once() {
    assert_snapshot!(versions("mxnet").join(" "), @"0.12 0.12.1 1.0 1.0.0 1.1 1.1.0 1.2 1.2.1 1.3 1.3.0 1.4 1.4.0 1.4.1 1.6 1.6.0 1.7 1.7.0 1.8 1.8.0 1.9 1.9.0");
    assert_snapshot!(versions("pytorch-smp").join(" "), @"2.0 2.0.1 2.1 2.1.2 2.2 2.2.0 2.3.0 2.3.1 2.4.1 2.5.0 2.5.1 2.7.0 2.8.0");
}

#[test]
fn a_shortened_version_stands_for_one_in_full() {
    assert_eq!(full_version("pytorch", "2.0"), Some("2.0.1"));
    assert_eq!(full_version("pytorch", "2.0.0"), Some("2.0.0"));
    assert_eq!(full_version("pytorch", "2.0.9"), None);
}

#[test]
fn several_versions_have_one_that_stands_for_none() {
    assert_eq!(default_version("pytorch"), Some("2.8.0"));
    assert_eq!(default_version("xgboost"), Some("1"));
    assert_eq!([default_version("kmeans"), default_version("huggingface")], [None, None]);
}

#[test]
fn a_version_has_its_pythons_and_processors() {
    assert_eq!(py_versions("mxnet", "1.4.1"), ["py2", "py3"]);
    assert_eq!(py_versions("xgboost", "1.7-1"), Vec::<&str>::new());
    assert_eq!(processors("pytorch", "2.0"), [Processor::Cpu, Processor::Gpu]);
    assert_eq!(processors("huggingface", "4.56"), [Processor::Gpu]);
    assert_eq!(processors("kmeans", "1"), []);
}
