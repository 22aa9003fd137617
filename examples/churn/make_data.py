"""Makes the data set that the churn example trains on: `make_data.py DIR`.

10,000 rows with 20 features, 15 of them informative, and a binary target; split 80/20 with the classes
in proportion. As built-in XGBoost wants it: CSV, the target first, no header.
"""

import pathlib
import sys

import numpy
from sklearn.datasets import make_classification
from sklearn.model_selection import train_test_split


def main(folder: pathlib.Path) -> None:
    features, target = make_classification(
        n_samples=10_000, n_features=20, n_informative=15, n_redundant=5, random_state=42
    )
    rows = numpy.column_stack([target, features])
    train, validation = train_test_split(rows, test_size=0.2, random_state=42, stratify=target)
    for name, part in [("train", train), ("validation", validation)]:
        path = folder / name / f"{name}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        numpy.savetxt(path, part, delimiter=",", fmt=["%d"] + ["%.6f"] * 20)
        print(f"{name}/{name}.csv: {len(part):,} rows, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
