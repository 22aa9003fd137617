"""The hyperparameters of the built-in XGBoost: which there are, and what they may be.

Kinds and ranges are those of AWS's container in algorithm mode, and so are the messages.
Values come as text, as the API has them; a JSON-quoted string is therefore a wrong value.
"""

import ast
from dataclasses import dataclass
from typing import Any, Callable

from xgboost_errors import UserError

NATIVE_METRICS = (
    "aft-nloglik auc aucpr cox-nloglik error gamma-deviance gamma-nloglik interval-regression-accuracy logloss mae "
    "map mape merror mlogloss mphe ndcg poisson-nloglik rmse rmsle tweedie-nloglik"
).split()
# Computed by the container itself, not by the library.
OWN_METRICS = "accuracy balanced_accuracy f1 f1_binary f1_macro mse precision r2 recall".split()
METRICS = NATIVE_METRICS + OWN_METRICS
# Metrics of which more is better: tuning and early stopping ask for the direction.
RISING_METRICS = {"auc", "aucpr", "map", "ndcg", *OWN_METRICS} - {"mse"}

OBJECTIVES = (
    "aft_loss_distribution binary:logistic binary:logitraw binary:hinge count:poisson multi:softmax multi:softprob "
    "rank:pairwise rank:ndcg rank:map reg:linear reg:squarederror reg:logistic reg:gamma reg:pseudohubererror "
    "reg:squaredlogerror reg:tweedie reg:absoluteerror survival:aft survival:cox"
).split()
TREE_UPDATERS = (
    "grow_colmaker distcol grow_histmaker grow_local_histmaker grow_skmaker grow_quantile_histmaker sync refresh prune"
).split()
LINEAR_UPDATERS = ["shotgun", "coord_descent"]


class Interval:
    """A range of numbers, written as `[0, 1)`."""

    def __init__(self, text: str) -> None:
        low, high = (part.strip() for part in text[1:-1].split(","))
        self.text, self.low, self.high = text, float(low), float(high)
        self.open_low, self.open_high = text[0] == "(", text[-1] == ")"

    def __contains__(self, value: float) -> bool:
        above = value > self.low or (value == self.low and not self.open_low)
        below = value < self.high or (value == self.high and not self.open_high)
        return above and below

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Kind:
    """How a hyperparameter's text is read, and what it may be."""

    parse: Callable[[str], Any]
    allowed: Any
    is_list: bool = False

    def check(self, name: str, value: Any) -> None:
        """Refuses a value out of range, in the container's words."""
        if self.is_list:
            if any(one not in self.allowed for one in value):
                raise UserError(f"Hyperparameter {name}: value {value} not in range {self.allowed}")
        elif value not in self.allowed:
            raise UserError(f"Hyperparameter {name}: {value} is not in {self.allowed}")


class EvalMetrics:
    """Every metric, and those that take a threshold: `error@0.7`."""

    def __contains__(self, metric: str) -> bool:
        if "@" not in metric:
            return metric in METRICS
        name, _, threshold = (part.strip() for part in metric.partition("@"))
        if name not in ("error", "ndcg", "map"):
            raise UserError(
                f"Metric '{metric}' is not supported. Parameter 'eval_metric' with customized threshold should be one "
                "of these options: 'error', 'ndcg', 'map'."
            )
        try:
            float(threshold)
        except ValueError:
            raise UserError(f"Threshold value 't' in '{name}@t' expects float input.") from None
        return True

    def __str__(self) -> str:
        return str(METRICS)


def integer(interval: str) -> Kind:
    return Kind(int, Interval(interval))


def continuous(interval: str) -> Kind:
    return Kind(float, Interval(interval))


def one_of(*options: str) -> Kind:
    return Kind(str, list(options))


def some_of(options: Any) -> Kind:
    return Kind(lambda text: text.split(","), options, is_list=True)


def nested(allowed: Any) -> Kind:
    return Kind(ast.literal_eval, allowed, is_list=True)


class Constraints(Interval):
    """Groups of feature numbers."""

    def __contains__(self, group: Any) -> bool:
        return all(Interval.__contains__(self, feature) for feature in group)


KINDS = {
    "num_round": integer("[1, inf)"),
    "csv_weights": integer("[0, 1]"),
    "early_stopping_rounds": integer("[1, inf)"),
    "booster": one_of("gbtree", "gblinear", "dart"),
    "verbosity": integer("[0, 3]"),
    "nthread": integer("[1, inf)"),
    "eta": continuous("[0, 1]"),
    "gamma": continuous("[0, inf)"),
    "max_depth": integer("[0, inf)"),
    "min_child_weight": continuous("[0, inf)"),
    "max_delta_step": continuous("[0, inf)"),
    "subsample": continuous("(0, 1]"),
    "colsample_bytree": continuous("(0, 1]"),
    "colsample_bylevel": continuous("(0, 1]"),
    "colsample_bynode": continuous("(0, 1]"),
    "lambda": continuous("[0, inf)"),
    "alpha": continuous("[0, inf)"),
    "tree_method": one_of("auto", "exact", "approx", "hist", "gpu_hist"),
    "sketch_eps": continuous("(0, 1)"),
    "scale_pos_weight": continuous("(0, inf)"),
    "updater": some_of(TREE_UPDATERS + LINEAR_UPDATERS),
    "dsplit": one_of("row", "col"),
    "refresh_leaf": integer("[0, 1]"),
    "process_type": one_of("default", "update"),
    "grow_policy": one_of("depthwise", "lossguide"),
    "max_leaves": integer("[0, inf)"),
    "max_bin": integer("[0, inf)"),
    "predictor": one_of("auto", "cpu_predictor", "gpu_predictor"),
    "monotone_constraints": nested([-1, 0, 1]),
    "interaction_constraints": nested(Constraints("[0, inf)")),
    "sample_type": one_of("uniform", "weighted"),
    "normalize_type": one_of("tree", "forest"),
    "rate_drop": continuous("[0, 1]"),
    "one_drop": integer("[0, 1]"),
    "skip_drop": continuous("[0, 1]"),
    "lambda_bias": continuous("[0, 1]"),
    "tweedie_variance_power": continuous("(1, 2)"),
    "objective": one_of(*OBJECTIVES),
    "num_class": integer("[2, inf)"),
    "base_score": continuous("[0, inf)"),
    "_tuning_objective_metric": one_of(*(f"validation:{metric}" for metric in METRICS)),
    "eval_metric": some_of(EvalMetrics()),
    "seed": integer("(-2147483648, 2147483647)"),
    "num_parallel_tree": integer("[1, inf)"),
    "save_model_on_termination": one_of("true", "false"),
    "aft_loss_distribution": one_of("normal", "logistic", "extreme"),
    "aft_loss_distribution_scale": continuous("(0, inf)"),
    "deterministic_histogram": one_of("true", "false"),
    "sampling_method": one_of("uniform", "gradient_based"),
    "huber_slope": continuous("(0, inf)"),
    "max_cached_hist_node": integer("[0, inf)"),
}


def validate(given: dict[str, str]) -> dict[str, Any]:
    """The hyperparameters as values; the first wrong one is a `UserError`."""
    if "num_round" not in given:
        raise UserError("Missing required hyperparameter: num_round")
    values = {}
    for name, text in given.items():
        if name not in KINDS:
            raise UserError(f"Extraneous hyperparameter found: {name}")
        try:
            values[name] = KINDS[name].parse(text)
        except (ValueError, SyntaxError) as error:
            message = f"Hyperparameter {name}: could not parse value (caused by {type(error).__name__})"
            raise UserError(message) from error
    for name, value in values.items():
        KINDS[name].check(name, value)
    _check_together(values)
    return values


def _check_together(values: dict[str, Any]) -> None:
    """Rules between hyperparameters."""
    objective = values.get("objective", "")
    if objective in ("multi:softmax", "multi:softprob") and "num_class" not in values:
        raise UserError("Require input for parameter 'num_class' for multi-classification")
    metrics = values.get("eval_metric", [])
    if "auc" in metrics and not objective.startswith(("binary:", "multi:", "rank:")):
        raise UserError("Metric 'auc' can only be applied for classification and ranking problems.")
    if "aft-nloglik" in metrics and objective != "survival:aft":
        raise UserError("Metric 'aft-nloglik' can only be applied for 'survival:aft' objective.")
    method = values.get("tree_method")
    if "monotone_constraints" in values and method not in ("exact", "hist"):
        raise UserError(
            "monotone_constraints can be used only when the tree_method parameter is set to either 'exact' or 'hist'."
        )
    if "interaction_constraints" in values and method not in ("exact", "hist", "approx"):
        raise UserError(
            "interaction_constraints can be used only when the tree_method parameter is set to either 'exact', 'hist' "
            "or 'approx'."
        )
    updaters = values.get("updater", [])
    if updaters and values.get("booster") == "gblinear":
        if len(updaters) != 1 or updaters[0] not in LINEAR_UPDATERS:
            raise UserError("Linear updater should be one of these options: 'shotgun', 'coord_descent'.")
    elif updaters and values.get("process_type") == "update":
        if not set(updaters) <= {"refresh", "prune"}:
            raise UserError("process_type 'update' can only be used with updater 'refresh' and 'prune'")
