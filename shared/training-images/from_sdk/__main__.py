"""Makes the tables of training images from the SageMaker Python SDK's own data.

    python3 shared/training-images/from_sdk                   with the version of the SDK that they are from
    python3 shared/training-images/from_sdk --sdk 2.258.0     with another one
    python3 shared/training-images/from_sdk --check           say whether they are what would be written
    python3 shared/training-images/from_sdk --cases           write the SDK's answers, a JSON line each

Writes `data/` and `src/sheets.rs` of the crate. Where the interpreter does not have that version of the
package `sagemaker`, an environment with it is made once, below `target/`.

The rules by which an answer is made from the tables are code, in the SDK as in the crate. Where a new
version of the SDK changes its code this says so: then read what changed, and compare all answers with
`from_sdk --cases | cargo run --release -p training-images --example compare`.
"""

import argparse
import importlib.metadata
import os
import pathlib
import subprocess
import sys
import venv

CRATE = pathlib.Path(__file__).resolve().parent.parent
REGISTRIES = CRATE / "data" / "registries.txt"


def main() -> int:
    """Runs the command."""
    parser = argparse.ArgumentParser(prog="from_sdk", description=__doc__.partition("\n")[0])
    parser.add_argument("--sdk", metavar="VERSION", help="version of the SDK [default: that of the tables]")
    task = parser.add_mutually_exclusive_group()
    task.add_argument("--check", action="store_true", help="compare, and write nothing")
    task.add_argument("--cases", action="store_true", help="write the SDK's answers to standard output")
    arguments = parser.parse_args()
    version = arguments.sdk or recorded("sdk")
    if installed() != version:
        return subprocess.call([environment(version), *sys.argv])

    os.environ["SAGEMAKER_SUPPRESS_V2_WARNING"] = "1"
    if arguments.cases:
        import cases

        return cases.write()
    import sheets

    files = {CRATE / name: text for name, text in sheets.files().items()}
    stale = {path for path, text in files.items() if not path.exists() or path.read_text() != text}
    stray = {path for path in (CRATE / "data").glob("*.txt") if path not in files}
    for path in sorted(stale | stray):
        print(f"{'stale' if path in stale else 'no longer made'}: {path.relative_to(CRATE)}", file=sys.stderr)
    if arguments.check:
        return 1 if stale or stray else 0
    rules = recorded("rules")
    for path in stale:
        path.write_text(files[path])
    for path in stray:
        path.unlink()
    if recorded("rules") != rules:
        print("The SDK's rules changed: compare all answers, with --cases.", file=sys.stderr)
    return 0


def recorded(name: str) -> str | None:
    """What the tables say that they are from."""
    lines = REGISTRIES.read_text().splitlines() if REGISTRIES.exists() else []
    return next((line.split()[1] for line in lines if line.split()[:1] == [name]), None)


def installed() -> str | None:
    """The version of the SDK that this interpreter has."""
    try:
        return importlib.metadata.version("sagemaker")
    except importlib.metadata.PackageNotFoundError:
        return None


def environment(version: str | None) -> pathlib.Path:
    """The interpreter of an environment that has this version of the SDK."""
    if version is None:
        sys.exit("the tables do not say which SDK they are from: name one with --sdk")
    target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", CRATE.parent.parent / "target"))
    folder = target / f"sagemaker-sdk-{version}"
    python = folder / "bin" / "python"
    complete = folder / ".complete"
    if not complete.exists():
        print(f"Installing sagemaker {version} into {folder}", file=sys.stderr)
        venv.create(folder, clear=True, with_pip=True)
        pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.check_call([*pip, f"sagemaker=={version}"])
        complete.touch()
    return python


if __name__ == "__main__":
    sys.exit(main())
