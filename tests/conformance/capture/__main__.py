"""Captures the requests that the SageMaker Python SDK's estimators send, for the tests of ours.

    pip install sagemaker==2.257.7
    python tests/conformance/capture          # writes sdk_requests.jsonl and sdk_refusals.jsonl
    python tests/conformance/capture --check  # compares with the files in place, writes nothing

Every assignment in `cases/` is a case: its name, its right-hand side as text (`python`), and the
CreateTrainingJob request that it makes the SDK send. What the words of a case stand for says `estimators.py`;
names that begin with an underscore are defined where they are used. The first line of `sdk_requests.jsonl` is
the `request` of an estimator with nothing but what it needs; each other line has a `patch`, a merge patch
(RFC 7396) to that request. What the SDK sends and SageMaker would refuse says so in `refused_by_service`. The
cases of `cases/refused.py` are refused by the SDK; there the error is kept.

Both runs also compare the 20 requests in `requests/`, which were captured elsewhere, with ours.

Nothing leaves the machine: the session's clients are stand-ins (`session.py`). The SDK's order of debugger
collections is that of a Python set, so they are sorted here; the one rule that it names after the time gets a
fixed time. Not here: training recipes (the SDK fetches them, and names files at random), JumpStart's own
estimator (it downloads what it sends), local mode, pipeline variables.
"""

import argparse
import json
import os
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
os.environ["SAGEMAKER_SUPPRESS_V2_WARNING"] = "1"

import captured
import service
import session

HERE = pathlib.Path(__file__).resolve().parent
CONFORMANCE = HERE.parent


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--check", action="store_true", help="compare with the files in place, write nothing")
    check = arguments.parse_args().check
    session.require_version("2.257.7")
    with tempfile.TemporaryDirectory() as folder:
        captured.lay_out_sources(pathlib.Path(folder))
        os.chdir(folder)
        cases = captured.run_all(HERE / "cases")
    requests = [case for case in cases if "request" in case]
    refusals = [case for case in cases if "error" in case]
    differing = given_that_differ(requests)
    least = requests[0]["request"]
    for case in requests:
        if complaints := service.complaints(case["request"]):
            case["refused_by_service"] = complaints
    for case in requests[1:]:
        case["patch"] = captured.patch(least, case["request"])
        if captured.patched(least, case["patch"]) != case.pop("request"):
            raise SystemExit(f"the patch of {case['name']} does not give its request")
    for name, lines in [("sdk_requests.jsonl", requests), ("sdk_refusals.jsonl", refusals)]:
        text = "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines)
        path = CONFORMANCE / name
        if not check:
            path.write_text(text, encoding="utf-8")
        elif path.read_text(encoding="utf-8") != text:
            differing.append(name)
        print(f"{name}: {len(lines)} cases, {len(text.encode()):,} bytes")
    for name in differing:
        print(f"differs: {name}", file=sys.stderr)
    return 1 if differing else 0


def given_that_differ(requests: list[dict]) -> list[str]:
    """Names of the requests in `requests/`, captured elsewhere, that ours do not equal."""
    ours = {case["name"]: case["request"] for case in requests}
    given = {path.stem: json.loads(path.read_text()) for path in (CONFORMANCE / "requests").glob("*.json")}
    return sorted(name for name, request in given.items() if ours.get(name.replace(".", "_")) != request)


if __name__ == "__main__":
    sys.exit(main())
