"""The words of the cases: one function for each estimator class, with what is the same in every case.

Each takes the SDK's own keyword arguments and returns the request that `fit` sends. `job_name`, `inputs`
and `experiment_config` are those of `fit`; `region`, `default_bucket` and `default_bucket_prefix` those of
the session. An argument of a case replaces ours. What is imported and not used here is a word of the cases too.
"""

import json

import smdebug_rulesconfig as rule_configs
from sagemaker import image_uris
from sagemaker.algorithm import AlgorithmEstimator
from sagemaker.amazon.amazon_estimator import FileSystemRecordSet, RecordSet
from sagemaker.chainer import Chainer
from sagemaker.debugger import (
    CollectionConfig,
    DataloaderProfilingConfig,
    DebuggerHookConfig,
    DetailedProfilingConfig,
    FrameworkProfile,
    HorovodProfilingConfig,
    Profiler,
    ProfilerConfig,
    ProfilerRule,
    PythonProfiler,
    PythonProfilingConfig,
    Rule,
    SMDataParallelProfilingConfig,
    TensorBoardOutputConfig,
    cProfileTimer,
)
from sagemaker.estimator import Estimator
from sagemaker.huggingface import HuggingFace
from sagemaker.huggingface import TrainingCompilerConfig as HuggingFaceCompiler
from sagemaker.inputs import FileSystemInput, ShuffleConfig, TrainingInput
from sagemaker.instance_group import InstanceGroup
from sagemaker.mxnet import MXNet
from sagemaker.pytorch import PyTorch
from sagemaker.pytorch import TrainingCompilerConfig as PyTorchCompiler
from sagemaker.rl import RLEstimator, RLFramework, RLToolkit
from sagemaker.sklearn import SKLearn
from sagemaker.tensorflow import TensorFlow
from sagemaker.tensorflow import TrainingCompilerConfig as TensorFlowCompiler
from sagemaker.xgboost import XGBoost

from session import session

ROLE = "arn:aws:iam::123456789012:role/SageMakerRole"
DATA = "s3://sagemaker-us-east-1-123456789012/training-demo"
TRAIN = f"{DATA}/train"
KEY = "arn:aws:kms:us-east-1:123456789012:key/"
CSV = {
    "train": TrainingInput(TRAIN, content_type="text/csv"),
    "validation": TrainingInput(f"{DATA}/validation", content_type="text/csv"),
}


def fit(
    estimator,
    of_ours,
    given,
    inputs=None,
    job_name="demo",
    region="us-east-1",
    default_bucket=None,
    default_bucket_prefix=None,
    experiment_config=None,
    **of_fit,
):
    """What `estimator(**of_ours, **given)` sends when it is fitted. Also called with `of_ours` of `fit`."""
    here = session(region, default_bucket, default_bucket_prefix)
    here.sagemaker_client.request = None
    made = estimator(**{"role": ROLE, "sagemaker_session": here} | of_ours | given)
    if experiment_config is not None:
        of_fit["experiment_config"] = experiment_config
    made.fit(inputs, wait=False, job_name=job_name, **of_fit)
    # A copy, because estimators and inputs are shared between cases; the SDK's set of collections in an order.
    request = json.loads(json.dumps(here.sagemaker_client.request))
    request.get("DebugHookConfig", {}).get("CollectionConfigurations", []).sort(key=json.dumps)
    return request


FIT = ("inputs", "job_name", "region", "default_bucket", "default_bucket_prefix", "experiment_config")


def word(estimator, fit_with, **of_ours):
    """A word of the cases: `estimator` with arguments of ours, unless a case says otherwise."""

    def call(**given):
        of_fit = fit_with | {name: given.pop(name) for name in FIT if name in given}
        return fit(estimator, of_ours, given, **of_fit)

    return call


def builtin(name, version="1", **given):
    """The image of a built-in algorithm, under `Estimator`."""
    region = given.get("region", "us-east-1")
    instance_type = given.get("instance_type", "ml.m5.xlarge")
    image = image_uris.retrieve(name, region, version=version, instance_type=instance_type)
    own = {"image_uri": image, "instance_count": 1, "instance_type": instance_type}
    return word(Estimator, {"inputs": {"train": TRAIN}}, **own)(**given)


ONE = {"instance_count": 1, "instance_type": "ml.m5.xlarge"}
GPU = {"instance_count": 1, "instance_type": "ml.p3.2xlarge"}
XGBOOST_1_7 = "683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-xgboost:1.7-1"
OWN_IMAGE = "123456789012.dkr.ecr.us-east-1.amazonaws.com/own:1"
OUTPUT = f"{DATA}/output"

# The estimators of the 20 requests in `requests/`.
xgb = word(
    Estimator,
    {"inputs": CSV, "job_name": "xgb-training-demo"},
    **ONE,
    image_uri=XGBOOST_1_7,
    output_path=OUTPUT,
    max_run=3600,
    tags=[{"Key": "Project", "Value": "training-demo"}, {"Key": "Team", "Value": "data-science"}],
    hyperparameters={
        "objective": "binary:logistic",
        "num_round": 200,
        "max_depth": 6,
        "eta": 0.1,
        "subsample": 0.8,
        "colsample_bytree": 0.8,
        "eval_metric": "auc",
    },
)
skl = word(
    SKLearn,
    {"inputs": {"train": TRAIN}, "job_name": "skl-training-demo"},
    instance_type="ml.m5.xlarge",
    entry_point="train_script.py",
    framework_version="1.2-1",
    output_path=OUTPUT,
)
pt4 = word(
    PyTorch,
    {"inputs": TRAIN, "job_name": "pt-training-demo"},
    instance_count=4,
    instance_type="ml.p3.2xlarge",
    entry_point="distributed_train.py",
    framework_version="2.0.0",
    py_version="py310",
    hyperparameters={"epochs": 50, "batch-size": 64, "learning-rate": 0.001},
)

# The least that each class takes.
estimator = word(Estimator, {"inputs": {"train": TRAIN}}, **ONE, image_uri=XGBOOST_1_7)
own_image = word(Estimator, {"inputs": {"train": TRAIN}}, **ONE, image_uri=OWN_IMAGE)
groups = word(Estimator, {"inputs": {"train": TRAIN}}, image_uri=OWN_IMAGE)
sklearn = word(
    SKLearn,
    {"inputs": {"train": TRAIN}},
    instance_type="ml.m5.xlarge",
    entry_point="train_script.py",
    framework_version="1.2-1",
)
xgboost = word(XGBoost, {"inputs": {"train": TRAIN}}, **ONE, entry_point="train_script.py", framework_version="1.7-1")
pytorch = word(
    PyTorch, {"inputs": TRAIN}, **GPU, entry_point="train_script.py", framework_version="2.0.0", py_version="py310"
)
tensorflow = word(
    TensorFlow, {"inputs": TRAIN}, **GPU, entry_point="train_script.py", framework_version="2.12", py_version="py310"
)
mxnet = word(
    MXNet, {"inputs": TRAIN}, **GPU, entry_point="train_script.py", framework_version="1.9.0", py_version="py38"
)
huggingface = word(
    HuggingFace,
    {"inputs": {"train": TRAIN}},
    **GPU,
    entry_point="train_script.py",
    transformers_version="4.28.1",
    pytorch_version="2.0.0",
    py_version="py310",
)
chainer = word(
    Chainer, {"inputs": TRAIN}, **GPU, entry_point="train_script.py", framework_version="5.0.0", py_version="py3"
)
coach = word(
    RLEstimator,
    {},
    **ONE,
    entry_point="train_script.py",
    toolkit=RLToolkit.COACH,
    toolkit_version="1.0.0",
    framework=RLFramework.TENSORFLOW,
)
ray = word(
    RLEstimator,
    {},
    **ONE,
    entry_point="train_script.py",
    toolkit=RLToolkit.RAY,
    toolkit_version="1.6.0",
    framework=RLFramework.PYTORCH,
)
algorithm = word(
    AlgorithmEstimator,
    {"inputs": {"training": TRAIN}},
    **ONE,
    hyperparameters={"depth": 6},
    algorithm_arn="arn:aws:sagemaker:us-east-1:123456789012:algorithm/own",
)


def amazon(estimator, records=None, mini_batch_size=None, **given):
    """One of the estimators of Amazon's algorithms, fitted on a record set."""
    records = records or RecordSet(f"{DATA}/.amazon.manifest", num_records=5000, feature_dim=20)
    of_fit = {name: given.pop(name) for name in FIT if name in given}
    if mini_batch_size is not None:
        of_fit["mini_batch_size"] = mini_batch_size
    return fit(estimator, ONE, given, inputs=records, **of_fit)
