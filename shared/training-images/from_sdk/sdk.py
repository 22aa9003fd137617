"""The SDK, quiet, and without reading its files again for each answer."""

import functools
import hashlib
import inspect
import json
import logging
import pathlib

# Before the SDK says on import what configuration it found.
logging.disable(logging.CRITICAL)

from sagemaker import image_uris, utils
from sagemaker.fw_utils import GRAVITON_ALLOWED_FRAMEWORKS

image_uris.config_for_framework = functools.cache(image_uris.config_for_framework)
utils._botocore_resolver = functools.cache(utils._botocore_resolver)

GRAVITON = frozenset(GRAVITON_ALLOWED_FRAMEWORKS)
# Frameworks whose images for Inferentia and Trainium stand in a file of their own.
NEURON = ("huggingface", "pytorch")
# The name by which this project knows Hugging Face with the training compiler. To `retrieve` it is an argument.
COMPILER = "huggingface-training-compiler"
CONFIGS = pathlib.Path(image_uris.__file__).parent / "image_uri_config"


def config(name: str) -> dict:
    """One of the SDK's files."""
    return image_uris.config_for_framework(name)


def training_frameworks() -> list[str]:
    """The frameworks and algorithms that have training images and can be asked for by their names."""
    # To `retrieve` these are what `huggingface` and `pytorch` mean on some instances, or by an argument that no
    # estimator passes. Asked for by name it answers tags that no image has.
    inner = {f"{name}-{tool}" for name in NEURON for tool in ("neuron", "neuronx")}
    names = (path.stem for path in CONFIGS.glob("*.json") if path.stem not in inner)
    return sorted(name for name in names if "training" in scopes(json.loads((CONFIGS / f"{name}.json").read_text())))


def scopes(config: dict) -> list[str]:
    """What the images of a file are for."""
    return config.get("scope", list(config)) if isinstance(config, dict) else []


def scope(config: dict, name: str) -> dict:
    """The part of a file that is about one scope."""
    return config if "scope" in config else config[name]


def retrieve(framework: str, region: str, *, smdistributed: bool = False, **arguments: str | None) -> str:
    """The URI of a training image."""
    compiler = object() if framework == COMPILER else None
    distribution = {"smdistributed": {}} if smdistributed else None
    return image_uris.retrieve(
        "huggingface" if framework == COMPILER else framework,
        region,
        image_scope="training",
        distribution=distribution,
        training_compiler_config=compiler,
        **arguments,
    )


def latest(framework: str) -> str | None:
    """The version that stands for none."""
    return image_uris._fetch_latest_version_from_config(config(framework), "training")


def domain(region: str) -> str:
    """What follows the region in the host name of a registry."""
    hostname = utils._botocore_resolver().construct_endpoint("ecr", region)["hostname"]
    prefix = f"ecr.{region}."
    assert hostname.startswith(prefix), hostname
    return hostname.removeprefix(prefix)


def rules() -> str:
    """A digest of the code that answers."""
    return hashlib.sha256(inspect.getsource(image_uris).encode()).hexdigest()[:16]
