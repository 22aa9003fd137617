"""Evaluation metrics that the container adds to those of the library."""

from typing import Any, Callable

import numpy as np
import xgboost as xgb
from sklearn import metrics as sk

from xgboost_hyperparameters import OWN_METRICS

Metric = Callable[[np.ndarray, np.ndarray], float]

OF_CLASSES: dict[str, Metric] = {
    "accuracy": sk.accuracy_score,
    "balanced_accuracy": sk.balanced_accuracy_score,
    "f1": lambda truth, guess: sk.f1_score(truth, guess, average="macro"),
    "f1_binary": lambda truth, guess: sk.f1_score(truth, guess, average="binary"),
    "f1_macro": lambda truth, guess: sk.f1_score(truth, guess, average="macro"),
    "precision": lambda truth, guess: sk.precision_score(truth, guess, average="binary"),
    "recall": lambda truth, guess: sk.recall_score(truth, guess, average="binary"),
}
OF_NUMBERS: dict[str, Metric] = {"mse": sk.mean_squared_error, "r2": sk.r2_score}


def split(asked: list[str]) -> tuple[list[str], Any]:
    """The library's own metrics, and one function for all others."""
    own = [metric for metric in asked if metric in OWN_METRICS]
    native = [metric for metric in asked if metric not in OWN_METRICS]
    if not own:
        return native, None

    def evaluate(predicted: np.ndarray, matrix: xgb.DMatrix) -> list[tuple[str, float]]:
        truth = matrix.get_label()
        classes = np.argmax(predicted, axis=1) if predicted.ndim > 1 else (predicted > 0.5).astype(int)
        return [
            (metric, float(OF_CLASSES[metric](truth, classes)))
            if metric in OF_CLASSES
            else (metric, float(OF_NUMBERS[metric](truth, predicted)))
            for metric in own
        ]

    return native, evaluate
