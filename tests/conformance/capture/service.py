"""What SageMaker itself would refuse of a request: the constraints of `create_training_job_constraints.json`."""

import json
import pathlib
import re

MODEL = json.loads((pathlib.Path(__file__).resolve().parents[1] / "create_training_job_constraints.json").read_text())
SHAPES = MODEL["shapes"]


def complaints(value, shape_name: str = MODEL["root"], path: str = "") -> list[str]:
    """Every constraint that `value` violates, each with the path of the member."""
    shape = SHAPES[shape_name]
    found = out_of_bounds(value, shape, path)
    match shape["type"]:
        case "structure":
            members = shape["members"]
            found += [f"{path}.{name} is missing" for name in shape.get("required", []) if name not in value]
            found += [f"{path}.{name} is unknown" for name in value if name not in members]
            for name in value.keys() & members.keys():
                found += complaints(value[name], members[name], f"{path}.{name}")
        case "list":
            for index, item in enumerate(value):
                found += complaints(item, shape["member"], f"{path}[{index}]")
        case "map":
            for key, item in value.items():
                found += complaints(key, shape["key"], f"{path} key")
                found += complaints(item, shape["value"], f"{path}.{key}")
        case "string":
            if "enum" in shape and value not in shape["enum"]:
                found.append(f"{path} is none of the values known")
            if "pattern" in shape and not re.fullmatch(pattern(shape["pattern"]), value):
                found.append(f"{path} does not match its pattern")
    return sorted(found)


def out_of_bounds(value, shape: dict, path: str) -> list[str]:
    """A number's value, or the length of anything else, outside of what the shape allows."""
    if value is None or shape["type"] in ("boolean", "structure"):
        return []
    size = value if isinstance(value, (int, float)) else len(value)
    if size < shape.get("min", size) or size > shape.get("max", size):
        return [f"{path} has {size}, outside of {shape.get('min')} to {shape.get('max')}"]
    return []


# Java's classes in the model's patterns. Python has no Unicode categories: its `w` has `_` besides letters.
CLASSES = {r"\p{Alnum}": "a-zA-Z0-9", r"\p{L}": r"\w", r"\p{Z}": r"\s", r"\p{N}": r"\d"}


def pattern(text: str) -> str:
    """A pattern of the model in Python's dialect."""
    for java, python in CLASSES.items():
        text = text.replace(java, python)
    return text
