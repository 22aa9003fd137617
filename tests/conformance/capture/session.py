"""A session of the SDK whose clients are stand-ins: the request is kept, nothing is sent."""

import functools
import re

import sagemaker
import sagemaker.debugger.debugger
import sagemaker.telemetry.telemetry_logging

ACCOUNT = "123456789012"


class Nothing:
    """Stands in for clients, resources and what they answer: takes every call, does nothing."""

    def __getattr__(self, name):
        return Nothing() if not name.startswith("__") else super().__getattribute__(name)

    def __call__(self, *_args, **_kwargs):
        return Nothing()


class Boto(Nothing):
    """Stands in for boto3's session."""

    def __init__(self, region: str):
        self.region_name = region


class SageMaker(Nothing):
    """Stands in for SageMaker's client: keeps the last request, and describes one algorithm."""

    request = None

    def create_training_job(self, **request):
        self.request = request

    def describe_algorithm(self, AlgorithmName):
        answer = {"AlgorithmName": AlgorithmName.split("/")[-1], "TrainingSpecification": TRAINING}
        return answer | ({"ProductId": "0b1c2d3e"} if "marketplace" in AlgorithmName else {})


TRAINING = {
    "SupportedTrainingInstanceTypes": ["ml.m5.xlarge", "ml.p3.2xlarge"],
    "SupportsDistributedTraining": True,
    "TrainingChannels": [
        {"Name": "training", "IsRequired": True, "SupportedInputModes": ["File", "Pipe"]},
        {"Name": "validation", "IsRequired": False, "SupportedInputModes": ["File", "Pipe"]},
    ],
    "SupportedHyperParameters": [
        {
            "Name": "depth",
            "Type": "Integer",
            "IsRequired": True,
            "Range": {"IntegerParameterRangeSpecification": {"MinValue": "1", "MaxValue": "20"}},
        },
        {
            "Name": "rate",
            "Type": "Continuous",
            "IsRequired": False,
            "DefaultValue": "0.1",
            "Range": {"ContinuousParameterRangeSpecification": {"MinValue": "0", "MaxValue": "1"}},
        },
        {
            "Name": "booster",
            "Type": "Categorical",
            "IsRequired": False,
            "DefaultValue": "tree",
            "Range": {"CategoricalParameterRangeSpecification": {"Values": ["tree", "linear"]}},
        },
        {"Name": "note", "Type": "FreeText", "IsRequired": False},
    ],
}


@functools.cache
def session(region: str, bucket: str | None, prefix: str | None) -> sagemaker.Session:
    """A session in `region`, with the default bucket as the SDK would name it, or as `bucket` says."""
    client = SageMaker()
    made = sagemaker.Session(
        boto_session=Boto(region),
        sagemaker_client=client,
        default_bucket=bucket or f"sagemaker-{region}-{ACCOUNT}",
        default_bucket_prefix=prefix,
        sagemaker_config={"SchemaVersion": "1.0"},
    )
    made.sagemaker_config = {}  # given above so that none is looked for; one is checked anew at each look
    made._get_account_id_if_default_bucket = lambda _bucket: None
    return made


def require_version(version: str) -> None:
    """Refuses to capture from an SDK that the tests do not speak of."""
    if sagemaker.__version__ != version:
        raise SystemExit(f"this is sagemaker {sagemaker.__version__}; the requests are those of {version}")


def named_after_a_fixed_time(base: str, *_args, **_kwargs) -> str:
    return f"{re.sub('[^a-zA-Z0-9-]', '-', base)}-2026-01-01-00-00-00-000"


sagemaker.debugger.debugger.name_from_base = named_after_a_fixed_time
sagemaker.telemetry.telemetry_logging._send_telemetry_request = lambda *_args, **_kwargs: None
