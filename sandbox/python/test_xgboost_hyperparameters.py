"""What the built-in XGBoost refuses, and how it says so. Needs the standard library only."""

import unittest

from xgboost_errors import UserError
from xgboost_hyperparameters import validate

REFUSED = [
    ({}, "Missing required hyperparameter: num_round"),
    ({"silent": "0"}, "Extraneous hyperparameter found: silent"),
    ({"num_round": '"5"'}, "Hyperparameter num_round: could not parse value (caused by ValueError)"),
    ({"num_round": "5.5"}, "Hyperparameter num_round: could not parse value (caused by ValueError)"),
    ({"num_round": "True"}, "Hyperparameter num_round: could not parse value (caused by ValueError)"),
    ({"num_round": "0"}, "Hyperparameter num_round: 0 is not in [1, inf)"),
    ({"eta": "1.5"}, "Hyperparameter eta: 1.5 is not in [0, 1]"),
    ({"subsample": "0"}, "Hyperparameter subsample: 0.0 is not in (0, 1]"),
    ({"objective": '"binary:logistic"'}, 'Hyperparameter objective: "binary:logistic" is not in ['),
    ({"booster": "tree"}, "Hyperparameter booster: tree is not in ['gbtree', 'gblinear', 'dart']"),
    ({"eval_metric": "auc,nonsense"}, "Hyperparameter eval_metric: value ['auc', 'nonsense'] not in range ["),
    ({"eval_metric": "auc@0.5"}, "Metric 'auc@0.5' is not supported."),
    ({"eval_metric": "error@x"}, "Threshold value 't' in 'error@t' expects float input."),
    ({"eval_metric": "auc", "objective": "reg:squarederror"}, "Metric 'auc' can only be applied"),
    ({"objective": "multi:softmax"}, "Require input for parameter 'num_class' for multi-classification"),
    ({"monotone_constraints": "(1, 2)", "tree_method": "hist"}, "Hyperparameter monotone_constraints: value (1, 2)"),
    ({"monotone_constraints": "(1, 0)"}, "monotone_constraints can be used only when"),
    ({"updater": "refresh,grow_colmaker", "process_type": "update"}, "process_type 'update' can only be used with"),
]
ACCEPTED = [
    {"objective": "binary:logistic", "eval_metric": "auc,error@0.7", "eta": "0.1", "max_depth": "6", "seed": "-3"},
    {"tree_method": "hist", "monotone_constraints": "(1, 0, -1)", "interaction_constraints": "[[0, 1], [2, 3]]"},
    {"booster": "gblinear", "updater": "shotgun"},
]


class Hyperparameters(unittest.TestCase):
    """Each case is one request's hyperparameters beside a good `num_round`."""

    def test_wrong_ones_are_refused_in_the_containers_words(self) -> None:
        for given, expected in REFUSED:
            given = given if not given else {"num_round": "5", **given}
            with self.subTest(given), self.assertRaises(UserError) as raised:
                validate(given)
            self.assertTrue(str(raised.exception).startswith(expected), raised.exception)

    def test_good_ones_become_values(self) -> None:
        for given in ACCEPTED:
            with self.subTest(given):
                self.assertEqual(validate({"num_round": "5", **given})["num_round"], 5)


if __name__ == "__main__":
    unittest.main()
