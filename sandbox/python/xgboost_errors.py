"""The errors of AWS's algorithm toolkit, under the names that failure reasons show."""


class ToolkitError(Exception):
    """Ends the training; its message goes into the failure file."""

    name = "sagemaker_algorithm_toolkit.exceptions.AlgorithmError"


class AlgorithmError(ToolkitError):
    """Something that the user could not have avoided."""


class UserError(ToolkitError):
    """Hyperparameters or data that the user can put right."""

    name = "sagemaker_algorithm_toolkit.exceptions.UserError"
