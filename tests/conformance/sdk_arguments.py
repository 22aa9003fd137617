"""Lists the arguments of the SageMaker Python SDK's estimators, and of what is handed to them.

    pip install sagemaker==2.257.7
    python tests/conformance/sdk_arguments.py          # writes sdk_arguments.txt
    python tests/conformance/sdk_arguments.py --check  # compares with the file in place, writes nothing

A line has a class and the arguments of its constructor, or a method and its arguments; `*` marks estimators. An
argument of a first-party algorithm that is a hyperparameter of another name has that name after `=`.
"""

import importlib
import inspect
import logging
import pathlib
import pkgutil
import sys

logging.disable()

import sagemaker.amazon
import sagemaker.debugger
import sagemaker.huggingface
import sagemaker.pytorch
import sagemaker.tensorflow
from sagemaker.amazon.amazon_estimator import AmazonAlgorithmEstimatorBase
from sagemaker.amazon.hyperparameter import Hyperparameter
from sagemaker.estimator import EstimatorBase
from sagemaker.inputs import FileSystemInput, ShuffleConfig, TrainingInput
from sagemaker.instance_group import InstanceGroup
from sagemaker.jumpstart.estimator import JumpStartEstimator

VERSION = "2.257.7"
FILE = pathlib.Path(__file__).with_suffix(".txt")
# Classes with estimators in them, so that all are known.
MODULES = ["algorithm", "chainer", "mxnet", "rl", "sklearn", "xgboost"]
OTHERS = [
    TrainingInput,
    FileSystemInput,
    ShuffleConfig,
    InstanceGroup,
    sagemaker.debugger.DebuggerHookConfig,
    sagemaker.debugger.CollectionConfig,
    sagemaker.debugger.TensorBoardOutputConfig,
    sagemaker.debugger.ProfilerConfig,
    sagemaker.debugger.FrameworkProfile,
    sagemaker.debugger.Profiler,
    sagemaker.debugger.Rule,
    sagemaker.debugger.ProfilerRule,
    sagemaker.huggingface.TrainingCompilerConfig,
]
FITS = [EstimatorBase, AmazonAlgorithmEstimatorBase, JumpStartEstimator]


def main() -> int:
    if sagemaker.__version__ != VERSION:
        raise SystemExit(f"this is the SDK {sagemaker.__version__}, not {VERSION}")
    for name in MODULES:
        importlib.import_module(f"sagemaker.{name}")
    for module in pkgutil.iter_modules(sagemaker.amazon.__path__):
        importlib.import_module(f"sagemaker.amazon.{module.name}")
    estimators = sorted({EstimatorBase, *subclasses(EstimatorBase)}, key=lambda estimator: estimator.__name__)
    lines = [line(f"*{estimator.__name__}", estimator.__init__, estimator) for estimator in estimators]
    lines += [line(f"{estimator.__name__}.fit", estimator.fit) for estimator in FITS]
    lines += [line(other.__name__, other.__init__) for other in OTHERS]
    text = f"# SageMaker Python SDK {VERSION}, by sdk_arguments.py\n" + "".join(lines)
    if "--check" in sys.argv:
        return int(FILE.read_text(encoding="utf-8") != text)
    FILE.write_text(text, encoding="utf-8")
    return 0


def subclasses(of: type) -> set[type]:
    return {found for direct in of.__subclasses__() for found in {direct, *subclasses(direct)}}


def line(name: str, function: object, estimator: type = object) -> str:
    every = inspect.signature(function).parameters.values()
    named = [one.name for one in every if one.name != "self" and one.kind not in (one.VAR_KEYWORD, one.VAR_POSITIONAL)]
    return f"{name}: {' '.join(argument + renamed(estimator, argument) for argument in named)}\n"


def renamed(estimator: type, argument: str) -> str:
    """`=name` where the argument is a hyperparameter of another name, `=` where of the same."""
    told = inspect.getattr_static(estimator, argument, None)
    if not isinstance(told, Hyperparameter):
        return ""
    return "=" if told.name == argument else f"={told.name}"


if __name__ == "__main__":
    sys.exit(main())
