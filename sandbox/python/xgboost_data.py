"""Channels as matrices: CSV with the label first and no header, libsvm, or Parquet."""

import csv
import logging
from pathlib import Path

import numpy as np
import pandas as pd
import xgboost as xgb
from scipy.sparse import vstack
from sklearn.datasets import load_svmlight_files

from xgboost_errors import UserError

# How deep below a channel's folder files are looked for.
DEEPEST = 3
ACCEPTED = (
    "csv, libsvm, parquet, recordio-protobuf, text/csv, text/libsvm, text/x-libsvm, application/x-parquet, "
    "application/x-recordio-protobuf"
)
FORMATS = {
    "csv": "csv",
    "text/csv": "csv",
    "libsvm": "libsvm",
    "text/libsvm": "libsvm",
    "text/x-libsvm": "libsvm",
    "parquet": "parquet",
    "application/x-parquet": "parquet",
}


def data_format(content_type: str | None) -> str:
    """The format that a channel's content type means; libsvm where none is given."""
    if content_type is None:
        return "libsvm"
    media_type, *parameters = (part.strip() for part in content_type.lower().split(";"))
    if media_type not in FORMATS:
        raise UserError(f"{content_type} is not an accepted ContentType: {ACCEPTED}.")
    label_sizes = [one.partition("=")[2] for one in parameters if one.startswith("label_size")]
    if FORMATS[media_type] == "csv" and label_sizes not in ([], ["1"]):
        raise UserError(
            f"{content_type} is not an accepted csv ContentType. Optional parameter label_size must be equal to 1"
        )
    return FORMATS[media_type]


def matrix(folder: Path, format_: str, csv_weights: bool = False) -> xgb.DMatrix | None:
    """All files of a channel as one matrix, or nothing where there are none."""
    files = _files(folder)
    if not files:
        return None
    if format_ == "csv":
        return _csv_matrix(files, csv_weights)
    if format_ == "libsvm":
        return _libsvm_matrix(files)
    try:
        return _labelled(np.vstack([pd.read_parquet(file).to_numpy() for file in files]), False)
    except Exception as error:
        raise UserError(f"Failed to load parquet data with exception:\n{error}") from error


def _files(folder: Path) -> list[Path]:
    """Data files; names that begin with a dot or an underscore are none."""
    below = (file for file in sorted(folder.rglob("*")) if file.is_file() and file.stat().st_size > 0)
    return [
        file
        for file in below
        if file.name[0] not in "._" and len(file.relative_to(folder).parts) <= DEEPEST
    ]


def _csv_matrix(files: list[Path], weights: bool) -> xgb.DMatrix:
    delimiters = [_delimiter(file) for file in files]
    logging.info("Determined delimiter of CSV input is '%s'", delimiters[0])
    try:
        tables = [
            pd.read_csv(file, header=None, sep=delimiters[0], dtype=np.float32, skip_blank_lines=True)
            for file in files
        ]
        return _labelled(np.vstack([table.to_numpy() for table in tables]), weights)
    except Exception as error:
        raise UserError(f"Failed to load csv data with exception:\n{error}") from error


def _labelled(data: np.ndarray, weights: bool) -> xgb.DMatrix:
    if weights:
        return xgb.DMatrix(data[:, 2:], label=data[:, 0], weight=data[:, 1])
    return xgb.DMatrix(data[:, 1:], label=data[:, 0])


def _delimiter(file: Path) -> str:
    line = _first_line(file)
    try:
        return csv.Sniffer().sniff(line).delimiter
    except Exception as error:
        raise UserError(f"Could not determine delimiter on line {line[:50]}:\n{error}") from error


def _libsvm_matrix(files: list[Path]) -> xgb.DMatrix:
    for file in files:
        line = _first_line(file)
        label, *features = line.split(" ")
        if not _is_label(label) or any(feature.count(":") != 1 for feature in features if feature.strip()):
            raise UserError(
                f"First line '{line[:50]}...' of file '{file.name}' is not 'LIBSVM' format. Please ensure the file is "
                "in 'LIBSVM' format."
            )
    try:
        loaded = load_svmlight_files([str(file) for file in files], zero_based=True)
        return xgb.DMatrix(vstack(loaded[0::2]), label=np.concatenate(loaded[1::2]))
    except Exception as error:
        raise UserError(f"Failed to load libsvm data with exception:\n{error}") from error


def _is_label(text: str) -> bool:
    """`1`, or `1:0.5` with a weight."""
    parts = text.strip().split(":")
    try:
        return len(parts) <= 2 and all(np.isfinite(float(part)) for part in parts)
    except ValueError:
        return False


def _first_line(file: Path) -> str:
    with file.open(errors="ignore") as lines:
        return lines.readline()
