"""Trains a random forest on CSV files whose first column is the target.

SageMaker's script mode gives hyperparameters as arguments, channels and the model's place as
environment variables, and takes what is printed as the log that metrics are read from.
"""

import argparse
import os
from pathlib import Path

import joblib
import numpy
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import f1_score, roc_auc_score


def read_channel(directory):
    """All CSV files of a channel, as features and target."""
    files = sorted(Path(directory).rglob("*.csv"))
    if not files:
        raise SystemExit(f"no CSV file in {directory}")
    rows = numpy.concatenate([numpy.loadtxt(file, delimiter=",", ndmin=2) for file in files])
    return rows[:, 1:], rows[:, 0].astype(int)


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--n-estimators", type=int, default=100)
    parser.add_argument("--max-depth", type=int, default=None)
    parser.add_argument("--min-samples-split", type=int, default=2)
    parser.add_argument("--train", default=os.environ.get("SM_CHANNEL_TRAIN"))
    parser.add_argument("--validation", default=os.environ.get("SM_CHANNEL_VALIDATION"))
    parser.add_argument("--model-dir", default=os.environ.get("SM_MODEL_DIR"))
    return parser.parse_args()


def main():
    arguments = parse_arguments()
    features, target = read_channel(arguments.train)
    print(f"training on {len(target)} rows with {features.shape[1]} features", flush=True)

    forest = RandomForestClassifier(
        n_estimators=arguments.n_estimators,
        max_depth=arguments.max_depth,
        min_samples_split=arguments.min_samples_split,
        n_jobs=-1,
        random_state=0,
    )
    forest.fit(features, target)

    if arguments.validation:
        features, target = read_channel(arguments.validation)
        scores = forest.predict_proba(features)[:, 1]
        print(f"validation-auc: {roc_auc_score(target, scores):.5f}")
        print(f"validation-f1: {f1_score(target, scores >= 0.5):.5f}", flush=True)

    joblib.dump(forest, Path(arguments.model_dir) / "model.joblib")


if __name__ == "__main__":
    main()
