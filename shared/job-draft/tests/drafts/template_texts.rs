//! How templates read.

use insta::assert_snapshot;
use job_config::PipelineName;
use job_draft::Template;

#[test]
fn the_template_for_xgboost() {
    assert_snapshot!(Template::Xgboost.text(&PipelineName::new("churn").unwrap()), @r#"
    # Trains SageMaker's own XGBoost on tables.
    #
    # Lines that begin with `#` are keys to choose from. `retrain check` finds everything that is wrong; `retrain plan`
    # shows the training job that a data set would start; `retrain push` puts this file in place.
    pipeline = "churn"

    [trigger]
    prefix = "churn/"  # data sets lie in folders of their own: churn/2026-11-24/
    when = "marker"  # a run starts when `_READY` is uploaded, after all else; "object": with each upload
    # on_running = "skip"               # an upload during a run starts nothing; "queue": the latest waits

    [algorithm]
    built_in = { name = "xgboost", version = "1.7-1" }

    [hyperparameters]
    objective = "binary:logistic"
    num_round = 200
    # eval_metric = "auc"
    # max_depth = 6
    # eta = 0.1
    # subsample = 0.8
    # early_stopping_rounds = 10

    [channels.train]
    path = "train/"                     # a folder of the data set
    content_type = "text/csv"           # the target in the first column, no header

    [channels.validation]
    path = "validation/"
    content_type = "text/csv"

    [resources]
    instance_types = ["ml.m5.xlarge"]   # up to five: the first with capacity
    # instance_count = 2
    # volume = "30 GB"
    max_runtime = "1h"
    # keep_alive = "30m"                # machines wait for the next job, and cost meanwhile
    # retries = 2
    # spot = { max_wait = "2h", checkpoints = true }  # spare capacity, for less; then of one type

    # [checkpoints]                     # kept in S3 while a job trains, for the next attempt at the same data
    # local_path = "/opt/ml/checkpoints"

    # [network]
    # subnets = ["subnet-0a1b2c3d"]
    # security_groups = ["sg-0a1b2c3d"]
    # encrypt_between_containers = true

    # [output]
    # path = "models/churn"          # in the stack's artifact bucket
    # kms_key = "alias/models"

    # [tags]
    # Project = "churn"

    # [environment]
    # LOG_LEVEL = "info"

    # [smoke]                           # a small run first; the real one starts when it completes
    # objects = 1

    # [expect]
    # runtime = "15m"                   # longer runs are announced

    [limits]
    launches_per_day = 10
    # cost_per_run = "5 USD"            # needs a price table: `retrain prices refresh`

    # [request]                         # whatever else CreateTrainingJob takes, in its own words
    # RemoteDebugConfig = { EnableRemoteDebug = true }
    "#);
}

#[test]
fn the_template_for_scikit_learn() {
    assert_snapshot!(Template::Sklearn.text(&PipelineName::new("churn").unwrap()), @r#"
    # Trains with a script of your own on scikit-learn.
    #
    # Lines that begin with `#` are keys to choose from. `retrain check` finds everything that is wrong; `retrain plan`
    # shows the training job that a data set would start; `retrain push` puts this file in place.
    pipeline = "churn"

    [trigger]
    prefix = "churn/"  # data sets lie in folders of their own: churn/2026-11-24/
    when = "marker"  # a run starts when `_READY` is uploaded, after all else; "object": with each upload
    # on_running = "skip"               # an upload during a run starts nothing; "queue": the latest waits

    [algorithm.framework]
    name = "sklearn"
    version = "1.2-1"
    source = "source"                   # the folder of your scripts beside this file: `retrain push` packs it
    entry_point = "train.py"            # run with the hyperparameters as its arguments
    # dependencies = ["../shared"]      # packed beside it

    [hyperparameters]
    n-estimators = 200
    max-depth = 15
    # criterion = "gini"

    [channels.train]
    path = "train/"                     # a folder of the data set: /opt/ml/input/data/train in the container

    [channels.validation]
    path = "validation/"
    # input_mode = "FastFile"           # read from S3 when a file is opened, not copied before

    [resources]
    instance_types = ["ml.m5.xlarge"]   # up to five: the first with capacity
    # volume = "30 GB"
    max_runtime = "1h"
    # keep_alive = "30m"                # machines wait for the next job, and cost meanwhile
    # retries = 2
    # spot = { max_wait = "2h", checkpoints = true }  # spare capacity, for less; then of one type

    # [checkpoints]                     # kept in S3 while a job trains, for the next attempt at the same data
    # local_path = "/opt/ml/checkpoints"

    # [network]
    # subnets = ["subnet-0a1b2c3d"]
    # security_groups = ["sg-0a1b2c3d"]
    # encrypt_between_containers = true

    # [output]
    # path = "models/churn"          # in the stack's artifact bucket
    # kms_key = "alias/models"

    # [tags]
    # Project = "churn"

    # [environment]
    # LOG_LEVEL = "info"

    # [metrics]                         # numbers that SageMaker reads from the log
    # "validation:accuracy" = 'validation accuracy: ([0-9.]+)'

    # [smoke]                           # a small run first; the real one starts when it completes
    # objects = 1

    # [expect]
    # runtime = "15m"                   # longer runs are announced

    [limits]
    launches_per_day = 10
    # cost_per_run = "5 USD"            # needs a price table: `retrain prices refresh`

    # [request]                         # whatever else CreateTrainingJob takes, in its own words
    # RemoteDebugConfig = { EnableRemoteDebug = true }
    "#);
}

#[test]
fn the_template_for_pytorch() {
    assert_snapshot!(Template::Pytorch.text(&PipelineName::new("churn").unwrap()), @r#"
    # Trains with a script of your own on PyTorch.
    #
    # Lines that begin with `#` are keys to choose from. `retrain check` finds everything that is wrong; `retrain plan`
    # shows the training job that a data set would start; `retrain push` puts this file in place.
    pipeline = "churn"

    [trigger]
    prefix = "churn/"  # data sets lie in folders of their own: churn/2026-11-24/
    when = "marker"  # a run starts when `_READY` is uploaded, after all else; "object": with each upload
    # on_running = "skip"               # an upload during a run starts nothing; "queue": the latest waits

    [algorithm.framework]
    name = "pytorch"
    version = "2.0.1"
    source = "source"                   # the folder of your scripts beside this file: `retrain push` packs it
    entry_point = "train.py"            # run with the hyperparameters as its arguments
    # dependencies = ["../shared"]      # packed beside it
    # distribution = "torch_distributed"  # torchrun starts a process for each GPU of each machine

    [hyperparameters]
    epochs = 20
    batch-size = 64
    # learning-rate = 0.001

    [channels.train]
    path = "train/"                     # a folder of the data set: /opt/ml/input/data/train in the container

    [channels.validation]
    path = "validation/"
    # input_mode = "FastFile"           # read from S3 when a file is opened, not copied before

    [resources]
    instance_types = ["ml.g5.xlarge"]   # up to five: the first with capacity
    # instance_count = 4
    # volume = "30 GB"
    max_runtime = "1h"
    # keep_alive = "30m"                # machines wait for the next job, and cost meanwhile
    # retries = 2
    # spot = { max_wait = "2h", checkpoints = true }  # spare capacity, for less; then of one type

    # [checkpoints]                     # kept in S3 while a job trains, for the next attempt at the same data
    # local_path = "/opt/ml/checkpoints"

    # [network]
    # subnets = ["subnet-0a1b2c3d"]
    # security_groups = ["sg-0a1b2c3d"]
    # encrypt_between_containers = true

    # [output]
    # path = "models/churn"          # in the stack's artifact bucket
    # kms_key = "alias/models"

    # [tags]
    # Project = "churn"

    # [environment]
    # LOG_LEVEL = "info"

    # [metrics]                         # numbers that SageMaker reads from the log
    # "validation:accuracy" = 'validation accuracy: ([0-9.]+)'

    # [smoke]                           # a small run first; the real one starts when it completes
    # objects = 1

    # [expect]
    # runtime = "15m"                   # longer runs are announced

    [limits]
    launches_per_day = 10
    # cost_per_run = "5 USD"            # needs a price table: `retrain prices refresh`

    # [request]                         # whatever else CreateTrainingJob takes, in its own words
    # RemoteDebugConfig = { EnableRemoteDebug = true }
    "#);
}

#[test]
fn the_template_for_an_image_of_ones_own() {
    assert_snapshot!(Template::Image.text(&PipelineName::new("churn").unwrap()), @r#"
    # Trains in a container image of your own.
    #
    # Lines that begin with `#` are keys to choose from. `retrain check` finds everything that is wrong; `retrain plan`
    # shows the training job that a data set would start; `retrain push` puts this file in place.
    pipeline = "churn"

    [trigger]
    prefix = "churn/"  # data sets lie in folders of their own: churn/2026-11-24/
    when = "marker"  # a run starts when `_READY` is uploaded, after all else; "object": with each upload
    # on_running = "skip"               # an upload during a run starts nothing; "queue": the latest waits

    [algorithm]
    image = "${account}.dkr.ecr.${region}.amazonaws.com/churn:1"  # of this stack's account and region
    # input_mode = "FastFile"           # read when a file is opened, not copied before

    # [algorithm.script]                # for images with the SageMaker training toolkit
    # source = "source"
    # entry_point = "train.py"

    # [container]                       # where the image does not say how it is started
    # entrypoint = ["python", "-m", "train"]
    # arguments = ["--verbose"]

    [hyperparameters]                   # /opt/ml/input/config/hyperparameters.json in the container, all of them text
    epochs = 20

    [channels.train]
    path = "train/"                     # a folder of the data set: /opt/ml/input/data/train in the container

    [channels.validation]
    path = "validation/"
    # content_type = "text/csv"

    [resources]
    instance_types = ["ml.m5.xlarge"]   # up to five: the first with capacity
    # instance_count = 2
    # volume = "30 GB"
    max_runtime = "1h"
    # keep_alive = "30m"                # machines wait for the next job, and cost meanwhile
    # retries = 2
    # spot = { max_wait = "2h", checkpoints = true }  # spare capacity, for less; then of one type

    # [checkpoints]                     # kept in S3 while a job trains, for the next attempt at the same data
    # local_path = "/opt/ml/checkpoints"

    # [network]
    # subnets = ["subnet-0a1b2c3d"]
    # security_groups = ["sg-0a1b2c3d"]
    # isolation = true                  # the container has no network at all
    # encrypt_between_containers = true

    # [output]
    # path = "models/churn"          # in the stack's artifact bucket
    # kms_key = "alias/models"

    # [tags]
    # Project = "churn"

    # [environment]
    # LOG_LEVEL = "info"

    # [metrics]                         # numbers that SageMaker reads from the log
    # "validation:accuracy" = 'validation accuracy: ([0-9.]+)'

    # [smoke]                           # a small run first; the real one starts when it completes
    # objects = 1

    # [expect]
    # runtime = "15m"                   # longer runs are announced

    [limits]
    launches_per_day = 10
    # cost_per_run = "5 USD"            # needs a price table: `retrain prices refresh`

    # [request]                         # whatever else CreateTrainingJob takes, in its own words
    # RemoteDebugConfig = { EnableRemoteDebug = true }
    "#);
}
