"""SageMaker's built-in XGBoost, on this machine.

AWS's container is not to be had, so this does what its algorithm mode does: the same layout
below `SAGEMAKER_BASE_DIR`, the same checks and messages, a log line for each round, and the
model in `model/xgboost-model`. Several hosts train one model together, as they do on AWS.
"""

import json
import logging
import os
import signal
import sys
import traceback
from pathlib import Path
from typing import Any

import xgboost as xgb

import xgboost_data
import xgboost_hosts
import xgboost_hyperparameters
import xgboost_metrics
from xgboost_errors import AlgorithmError, ToolkitError, UserError

BASE = Path(os.environ["SAGEMAKER_BASE_DIR"])
KEPT_CHECKPOINTS = 5
# The library's own complaints about what the user gave.
USER_ERRORS = (
    "label must be in [0,1]",
    "label must be nonnegative",
    "label and prediction size not match",
    "Label must be in",
    "Label set is empty",
    "SoftmaxMultiClassObj: label must be in",
    "base_score must be in (0,1)",
    "Check failed: preds.size() == info.labels_.size()",
)


class Rounds(xgb.callback.TrainingCallback):
    """Prints a line a round, keeps checkpoints, and can save what there is."""

    def __init__(self, checkpoints: Path | None, start: int, is_first: bool) -> None:
        super().__init__()
        self.checkpoints, self.start, self.is_first = checkpoints, start, is_first
        self.model: xgb.Booster | None = None

    def after_iteration(self, model: xgb.Booster, epoch: int, evals_log: dict) -> bool:
        """Called by the library after each round."""
        self.model = model
        values = (
            f"{data}-{metric}:{history[-1]:.5f}"
            for data, metrics in evals_log.items()
            for metric, history in metrics.items()
        )
        print("\t".join([f"[{epoch + self.start}]", *values]), flush=True)
        if self.checkpoints and self.is_first:
            save(model, self.checkpoints / f"xgboost-checkpoint.{epoch + self.start}")
            outdated = self.checkpoints / f"xgboost-checkpoint.{epoch + self.start - KEPT_CHECKPOINTS}"
            outdated.unlink(missing_ok=True)
        return False


def main() -> int:
    """Trains, and writes the failure file where that fails."""
    logging.basicConfig(
        stream=sys.stdout, level=logging.INFO, format="[%(asctime)s:%(levelname)s] %(message)s", datefmt="%Y-%m-%d:%H:%M:%S"
    )
    try:
        train()
        return 0
    except ToolkitError as error:
        return fail(f"{error.name}: {error}")
    except Exception as error:
        return fail(f"{traceback.format_exc(limit=-2)}\n{error}")


def fail(message: str) -> int:
    """Says why, in the log and in the failure file."""
    logging.error("Reporting training FAILURE")
    logging.error("framework error: \n%s", message)
    (BASE / "output" / "failure").write_text(f"framework error: \n{message}")
    return 1


def train() -> None:
    """The way of algorithm mode: check, load, train, save."""
    logging.info("Running XGBoost Sagemaker in algorithm mode")
    values = xgboost_hyperparameters.validate(config("hyperparameters"))
    channels, resources = config("inputdataconfig"), config("resourceconfig")
    if "train" not in channels:
        raise UserError("Missing required channel: train")
    unknown = sorted(set(channels) - {"train", "validation", "code"})
    if unknown:
        raise UserError(f"Extraneous channel found: {unknown[0]}")
    format_ = xgboost_data.data_format(channels["train"].get("ContentType"))
    folder = BASE / "input" / "data"
    training = xgboost_data.matrix(folder / "train", format_, values.get("csv_weights", 0) == 1)
    validation = xgboost_data.matrix(folder / "validation", format_) if "validation" in channels else None

    hosts, host = resources["hosts"], resources["current_host"]
    if len(hosts) == 1:
        if training is None:
            raise UserError(f"No data in training channel path {folder / 'train'}")
        if "validation" in channels and validation is None:
            raise UserError(f"No data in validation channel path {folder / 'validation'}")
        logging.info("Single node training.")
        return fit(values, training, validation, True)
    logging.info("Distributed node training with %d hosts: %s", len(hosts), hosts)
    group, is_first = xgboost_hosts.meet(BASE.parent / "meeting", hosts, host, training is not None)
    if training is None:
        logging.warning("Host %s does not have data. It will not be used in distributed training.", host)
        return None
    with group:
        return fit(values, training, validation, is_first)


def fit(values: dict[str, Any], training: xgb.DMatrix, validation: xgb.DMatrix | None, is_first: bool) -> None:
    """Trains on matrices, and saves the model if this is the first host."""
    parameters = dict(values)
    rounds = parameters.pop("num_round")
    patience = parameters.pop("early_stopping_rounds", None)
    save_when_stopped = parameters.pop("save_model_on_termination", "false") == "true"
    parameters.pop("csv_weights", None)
    tuned = parameters.pop("_tuning_objective_metric", None)
    asked = list(parameters.pop("eval_metric", []))
    if tuned and tuned.removeprefix("validation:") not in asked:
        asked.append(tuned.removeprefix("validation:"))
    native, evaluate = xgboost_metrics.split(asked)
    if native:
        parameters["eval_metric"] = native
    if "updater" in parameters:
        parameters["updater"] = ",".join(parameters["updater"])
    if parameters.get("objective") == "reg:linear":
        parameters["objective"] = "reg:squarederror"

    checkpoints = checkpoint_folder()
    earlier, start = latest_checkpoint(checkpoints)
    callback = Rounds(checkpoints, start, is_first)
    callbacks: list[xgb.callback.TrainingCallback] = [callback]
    if patience and validation is not None:
        metric = asked[0] if asked else None
        rising = metric in xgboost_hyperparameters.RISING_METRICS if metric else None
        callbacks.append(
            xgb.callback.EarlyStopping(
                patience, metric_name=metric, data_name="validation", maximize=rising, save_best=is_first
            )
        )
    watched = [(training, "train")] + ([(validation, "validation")] if validation is not None else [])
    logging.info("Train matrix has %d rows and %d columns", training.num_row(), training.num_col())
    if validation is not None:
        logging.info("Validation matrix has %d rows", validation.num_row())

    def stop(*_: object) -> None:
        if save_when_stopped and is_first and callback.model is not None:
            save(callback.model, BASE / "model" / "xgboost-model")
        # Not an exception: the library must not turn it into an error of training.
        os._exit(0)

    signal.signal(signal.SIGTERM, stop)
    try:
        model = xgb.train(
            parameters,
            training,
            num_boost_round=rounds - start,
            evals=watched,
            custom_metric=evaluate,
            callbacks=callbacks,
            xgb_model=earlier,
            verbose_eval=False,
        )
    except xgb.core.XGBoostError as error:
        said = str(error)
        if any(known in said for known in USER_ERRORS):
            raise UserError(said) from error
        raise AlgorithmError(f"XGB train call failed with exception:\n {said}") from error
    if is_first:
        save(model, BASE / "model" / "xgboost-model")


def save(model: xgb.Booster, file: Path) -> None:
    """Writes a model whole or not at all, in the format that any later version reads."""
    unfinished = file.with_name(f".{file.name}.part")
    unfinished.write_bytes(model.save_raw("ubj"))
    unfinished.rename(file)


def checkpoint_folder() -> Path | None:
    """Where checkpoints lie, if the request asks for them."""
    file = BASE / "input" / "config" / "checkpointconfig.json"
    return Path(json.loads(file.read_text())["LocalPath"]) if file.exists() else None


def latest_checkpoint(folder: Path | None) -> tuple[Path | None, int]:
    """The newest checkpoint of an earlier attempt, and the round that comes next."""
    names = folder.glob("xgboost-checkpoint.*") if folder else []
    by_round = {int(name.suffix[1:]): name for name in names if name.suffix[1:].isdigit()}
    if not by_round:
        return None, 0
    last = max(by_round)
    logging.info("Checkpoint loaded from %s", by_round[last])
    logging.info("Resuming from iteration %d", last + 1)
    return by_round[last], last + 1


def config(name: str) -> dict[str, Any]:
    """One of SageMaker's configuration files."""
    return json.loads((BASE / "input" / "config" / f"{name}.json").read_text())


if __name__ == "__main__":
    sys.exit(main())
