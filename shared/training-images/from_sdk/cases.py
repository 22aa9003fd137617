"""The SDK's answers: everything that can sensibly be asked, and what is near to it, as JSON lines.

Each line has the arguments and the `uri`, or null where the SDK refuses.
"""

import itertools
import json
import sys
from collections.abc import Iterable, Iterator

import sdk
import sheets

# Instance types of each family that makes a difference to the SDK, and what is no instance type.
USUAL = ("ml.m5.xlarge", "ml.p2.xlarge", "ml.p3.2xlarge", "ml.p4d.24xlarge", "ml.c6g.xlarge", "ml.trn1.2xlarge")
UNUSUAL = (
    "ml.c4.2xlarge ml.g4dn.12xlarge ml.g5.xlarge ml.p5.48xlarge ml.trn2.48xlarge ml.inf1.xlarge ml.inf2.xlarge "
    "ml.m6g.large ml.c6gn.large ml.c7g.large ml.m7g.large ml.t3.medium ml.u-6tb1.metal ml.p3 ml_p3 ml.cpu ml.gpu.x "
    "local local_gpu local_cpu neuron neuronx ml.p3.2x-large ml.P3.2xlarge m5.xlarge large ml.neuronx.large"
).split()
WRONG_REGION = "eu-nowhere-1"
FEW_REGIONS = ("us-east-1", "cn-north-1", "us-isob-east-1", WRONG_REGION)


def write() -> int:
    """Writes all cases to standard output."""
    for name in sdk.training_frameworks():
        for case in cases(name):
            json.dump(case | {"framework": name, "uri": answer(name, case)}, sys.stdout)
            sys.stdout.write("\n")
    return 0


def answer(name: str, case: dict) -> str | None:
    """The SDK's."""
    try:
        return sdk.retrieve(name, **case)
    except (ValueError, KeyError, AttributeError, TypeError, UnboundLocalError):
        return None


def cases(name: str) -> Iterator[dict]:
    """What is asked about one framework or algorithm."""
    rows = [row for variant in dict(sheets.variants(name)).values() for row in variant]
    regions = sorted({region for row in rows for region in row.registries} | set(FEW_REGIONS))
    versions = [None, "", "9.9.9", *sorted({name for row in rows for name in (row.version, *row.aliases)})]
    pythons = [None, "", "py99", *sorted({python for row in rows for python in row.python})]
    bases = sorted({base for row in rows for base in (row.more.get("base"), row.more.get("base-aliases")) if base})
    if bases:
        # Of everything with everything most is refused: regions and instance types need not be in that.
        bases = [None, "", "pytorch9.9", "mxnet1.9", *bases]
        yield from asked(regions, versions, [None], bases, ["ml.m5.xlarge", "ml.p3.2xlarge"])
        yield from asked(FEW_REGIONS, versions, pythons, bases, [None, *USUAL])
        yield from asked(["us-east-1"], versions, [None], bases, ["", *UNUSUAL])
    else:
        bases = [None]
        yield from asked(regions, versions, pythons, bases, [None, *USUAL])
        yield from asked(["us-east-1"], versions, pythons, [None, "pytorch2.0"], ["", *UNUSUAL])
    for case in asked(["us-west-2"], versions, pythons, bases, [None, *USUAL, "ml.inf1.xlarge"]):
        yield from (case | {"container_version": container} for container in ("", "cu110-ubuntu18.04"))
        yield case | {"smdistributed": True}


def asked(*values: Iterable[str | None]) -> Iterator[dict]:
    """The arguments of the questions that put each value together with each."""
    names = ("region", "version", "py_version", "base_framework_version", "instance_type")
    return (dict(zip(names, values)) for values in itertools.product(*values))
