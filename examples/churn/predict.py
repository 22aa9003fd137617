"""Uses a pulled model: `predict.py MODEL_DIR CSV`, where the CSV has the target first. Prints JSON."""

import json
import pathlib
import sys

import numpy
import xgboost


def main(model: pathlib.Path, rows: pathlib.Path) -> None:
    booster = xgboost.Booster()
    booster.load_model(model / "xgboost-model")
    data = numpy.loadtxt(rows, delimiter=",")
    target, features = data[:, 0], data[:, 1:]
    scores = booster.predict(xgboost.DMatrix(features))
    print(
        json.dumps(
            {
                "rows": len(target),
                "accuracy": round(float(((scores > 0.5) == (target > 0.5)).mean()), 4),
                "first_scores": [round(float(score), 4) for score in scores[:5]],
                "first_targets": [int(value) for value in target[:5]],
            }
        )
    )


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
