"""The tables: one sheet of images a framework, and the registries that they share."""

import collections
import dataclasses
import importlib.metadata
from collections.abc import Iterator

import registries
import sdk

# Built-in algorithms that also run scripts.
SCRIPTS_TOO = {"xgboost"}
COLUMNS = ("version", "aliases", "python", "processors", "registries", "repository")


@dataclasses.dataclass
class Row:
    """The images of one version and some Python versions of it, for all processors and regions."""

    version: str
    aliases: list[str]
    python: list[str]
    processors: list[str]
    registries: dict[str, str]
    repository: str
    more: dict[str, str | None]

    def cells(self, table: str) -> list[str]:
        """The row as text, `-` for what there is none of."""
        lists = (self.aliases, self.python, self.processors)
        more = [f"{name}={value}" for name, value in self.more.items() if value]
        return [self.version, *(",".join(items) or "-" for items in lists), table, self.repository, *more]


def files() -> dict[str, str]:
    """Every file by its path in the crate."""
    sections = {name: dict(variants(name)) for name in sdk.training_frameworks()}
    rows = [row for variant in sections.values() for rows in variant.values() for row in rows]
    tables = registries.Tables((row.repository, row.registries) for row in rows)
    head = f"sdk {importlib.metadata.version('sagemaker')}\nrules {sdk.rules()}\n"
    files = {f"data/{name}.txt": sheet(name, variant, tables) for name, variant in sections.items()}
    return files | {"data/registries.txt": head + tables.text(), "src/sheets.rs": source(list(sections))}


def variants(name: str) -> Iterator[tuple[str, list[Row]]]:
    """The images that a framework has on most instances, on Graviton, and on Inferentia or Trainium."""
    config = sdk.config(name)
    yield "", list(rows(name, sdk.scope(config, "training")))
    if name in sdk.GRAVITON:
        yield "graviton", list(rows(name, config["inference_graviton"], graviton=True))
    if name in sdk.NEURON:
        neuron = sdk.config(f"{name}-neuron")
        # The only scope of a file stands for every other.
        only = "training" if len(sdk.scopes(neuron)) > 1 else sdk.scopes(neuron)[0]
        yield "neuron", list(rows(name, sdk.scope(neuron, only)))


def rows(name: str, config: dict, graviton: bool = False) -> Iterator[Row]:
    """The rows of one section."""
    for version, details in config["versions"].items():
        aliases = [alias for alias, meant in config.get("version_aliases", {}).items() if meant == version]
        for more, details in bases(name, details):
            for python, image in pythons(details):
                processors = config.get("processors") or image.get("processors") or []
                more = more | {"prefix": image.get("tag_prefix"), "suffix": suffix(image, processors)}
                if graviton:
                    more["tag"] = whole_tag(name, version, image)
                yield Row(version, aliases, python, processors, image["registries"], image["repository"], more)


def bases(name: str, details: dict) -> Iterator[tuple[dict[str, str | None], dict]]:
    """A version of Hugging Face's library has an image for each framework below it."""
    if not name.startswith("huggingface"):
        yield {}, details
        return
    for base, image in details.items():
        if base != "version_aliases":
            aliases = [alias for alias, meant in details["version_aliases"].items() if meant == base]
            yield {"base": base, "base-aliases": ",".join(aliases)}, image


def pythons(details: dict) -> Iterator[tuple[list[str], dict]]:
    """All Python versions have the same repository, or each its own."""
    if "repository" in details:
        yield details.get("py_versions", []), details
    else:
        yield from (([python], image) for python, image in details.items())


def whole_tag(name: str, version: str, image: dict) -> str | None:
    """The tag, where it stands in the SDK's code as a whole."""
    if name not in ("xgboost", "sklearn"):
        return None
    region = next(iter(image["registries"]))
    return tag(sdk.retrieve(name, region, version=version, instance_type="ml.c6g.xlarge"))


def suffix(image: dict, processors: list[str]) -> str | None:
    """What the tag ends with, whatever container version is asked for."""
    if not image.get("container_version"):
        return None
    (container,) = {image["container_version"][processor] for processor in processors}
    if "sdk_versions" in image:
        container = f"{max(image['sdk_versions'])}-{container}"
    return f"{container}-sagemaker" if image["repository"].endswith("-inference-graviton") else container


def pins(name: str, rows: list[Row]) -> Iterator[tuple[str, str]]:
    """Tags that get a longer one on `ml.p4d` and with `smdistributed`, and what is added to them."""
    aliases = {alias for row in rows for alias in row.aliases}
    for row in rows:
        # An alias comes before a version of the same name.
        for version in [*{row.version}.difference(aliases), *row.aliases]:
            for python in row.python if "gpu" in row.processors and "base" not in row.more else []:
                asked = {"version": version, "py_version": python, "region": next(iter(row.registries))}
                usual = tag(sdk.retrieve(name, instance_type="ml.p3.2xlarge", **asked))
                pinned = tag(sdk.retrieve(name, instance_type="ml.p4d.24xlarge", **asked))
                if usual != pinned:
                    yield usual, pinned.removeprefix(f"{usual}-")


def tag(uri: str) -> str:
    """The tag of an image."""
    return uri.rpartition(":")[2]


def sheet(name: str, sections: dict[str, list[Row]], tables: registries.Tables) -> str:
    """A framework's file."""
    usual = sections[""]
    built_in = not any(row.python or row.processors or row.version != "1" for row in usual)
    kinds = ["built-in"] * (built_in or name in SCRIPTS_TOO) + ["framework"] * (not built_in)
    lines = [["kind", *kinds]]
    if len({row.version for row in usual}) > 1 and "base" not in usual[0].more:
        lines += [["latest", version] for version in [sdk.latest(name)] if version]
    lines += [["pin", *pin] for pin in pins(name, usual)]
    for section, rows in sections.items():
        lines += [[], [f"[{section}]"] if section else [f"# {COLUMNS[0]}", *COLUMNS[1:]]]
        lines += [row.cells(tables.name(row.registries)) for row in rows]
    return aligned(lines)


def aligned(lines: list[list[str]]) -> str:
    """Lines of cells, one below the other."""
    widths = collections.defaultdict(int)
    for cells in lines:
        if len(cells) >= len(COLUMNS):
            for column, cell in enumerate(cells):
                widths[column] = max(widths[column], len(cell))
    padded = (
        "  ".join(cell.ljust(widths[column]) for column, cell in enumerate(cells)).rstrip()
        if len(cells) >= len(COLUMNS)
        else " ".join(cells)
        for cells in lines
    )
    return "\n".join(padded) + "\n"


def source(names: list[str]) -> str:
    """The Rust file that takes the sheets into the program."""
    lines = [
        "//! The sheets, as the program has them. Written by `from_sdk`, as they are.",
        "",
        "/// Each framework and algorithm with its sheet, by name.",
        f"pub(crate) const SHEETS: [(&str, &str); {len(names)}] = [",
        *(f'    ("{name}", include_str!("../data/{name}.txt")),' for name in names),
        "];",
        "",
        "/// The registries that the sheets name.",
        'pub(crate) const REGISTRIES: &str = include_str!("../data/registries.txt");',
    ]
    return "\n".join(lines) + "\n"
