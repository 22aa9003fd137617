"""Runs case files: every assignment of a request to a name is a case."""

import ast
import json
import logging
import pathlib
import warnings

import estimators

SOURCES = {
    "train_script.py": "print('training')\n",
    "distributed_train.py": "print('training')\n",
    "train.sh": "echo training\n",
    "src/train.py": "print('training')\n",
    "src/nested/train.py": "print('training')\n",
    "src/requirements.txt": "pandas\n",
    "lib/helper.py": "HELP = True\n",
    "mp_parameters.json": '{"partitions": 2, "microbatches": 4}',
}


def lay_out_sources(folder: pathlib.Path) -> None:
    """Writes the files that cases name as their entry points, sources and dependencies."""
    for name, text in SOURCES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def run_all(folder: pathlib.Path) -> list[dict]:
    """All cases of the files in `folder`, in the order of file names and lines."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    cases = [case for path in sorted(folder.glob("*.py")) for case in run(path)]
    names = [case["name"] for case in cases]
    doubled = {name for name in names if names.count(name) > 1}
    if doubled:
        raise SystemExit(f"names given twice: {sorted(doubled)}")
    return cases


def run(path: pathlib.Path) -> list[dict]:
    """The cases of one file; a case of `refused.py` has to raise, any other must not."""
    words = dict(vars(estimators))
    cases = []
    for statement in ast.parse(path.read_text()).body:
        compiled = compile(ast.Module([statement], []), str(path), "exec")
        if not isinstance(statement, ast.Assign) or not statement.targets[0].id.islower():
            exec(compiled, words)  # a file of ours
            continue
        name = statement.targets[0].id
        case = {"name": name, "python": ast.unparse(statement.value)}
        if path.stem == "refused":
            cases.append(case | {"error": refusal(name, compiled, words)})
        else:
            exec(compiled, words)  # a file of ours
            cases.append(case | {"request": words[name]})
        json.dumps(cases[-1], allow_nan=False)
    return cases


def refusal(name: str, compiled, words: dict) -> str:
    """What the SDK says to a case that it refuses."""
    try:
        exec(compiled, words)  # a file of ours
    except Exception as error:  # whatever the SDK raises
        return f"{type(error).__name__}: {' '.join(str(error).split())}"
    raise SystemExit(f"{name} is in refused.py, and the SDK does not refuse it")


def patch(before: dict, after: dict) -> dict:
    """What turns `before` into `after`: a JSON merge patch (RFC 7396)."""
    changes = {name: None for name in before if name not in after}
    for name, value in after.items():
        both = isinstance(value, dict) and isinstance(before.get(name), dict)
        if name not in before or before[name] != value:
            changes[name] = patch(before[name], value) if both else value
    return changes


def patched(before: dict, changes: dict) -> dict:
    """`before` with a merge patch applied."""
    after = dict(before)
    for name, change in changes.items():
        if change is None:
            after.pop(name, None)
        elif isinstance(change, dict):
            after[name] = patched(after[name] if isinstance(after.get(name), dict) else {}, change)
        else:
            after[name] = change
    return after
