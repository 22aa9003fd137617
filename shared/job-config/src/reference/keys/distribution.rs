//! `algorithm.framework.distribution`.

use super::{ANY_NUMBER, ANY_TEXT, Key, Kind, OR_FALSE, key};

const SWITCH: Kind = Kind::Either(&[Kind::Boolean, Kind::Section]);

/// A kind of distribution that is only switched on or off, with its members.
macro_rules! switch {
    ($name:literal, $about:literal, $members:expr) => {
        [
            key(concat!("algorithm.framework.distribution.", $name), SWITCH, $about)
                .without("off")
                .becomes($members)
                .like(&["true"]),
            key(concat!("algorithm.framework.distribution.", $name, ".enabled"), Kind::Boolean, "Whether it is on")
                .or("true")
                .becomes($members)
                .like(&["false"]),
        ]
    };
}

const TORCH: [Key; 2] = switch!(
    "torch_distributed",
    "`torchrun`, on GPUs and AWS Trainium; with PyTorch and Hugging Face",
    &["HyperParameters.sagemaker_torch_distributed_enabled", "HyperParameters.sagemaker_instance_type"]
);
const DDP: &[&str] = &[
    "HyperParameters.sagemaker_distributed_dataparallel_enabled",
    "HyperParameters.sagemaker_distributed_dataparallel_custom_mpi_options",
    "HyperParameters.sagemaker_pytorch_ddp_enabled",
    "HyperParameters.sagemaker_instance_type",
];
const XLA: [Key; 2] = switch!(
    "pytorchxla",
    "PyTorch XLA; with the training compiler",
    &["HyperParameters.sagemaker_pytorch_xla_multi_worker_enabled"]
);
const SERVER: [Key; 2] = switch!(
    "parameter_server",
    "A parameter server on each machine; with TensorFlow, where it switches Debugger off, MXNet, PyTorch and Hugging \
     Face",
    &["HyperParameters.sagemaker_parameter_server_enabled"]
);
const MIRRORED: [Key; 2] = switch!(
    "multi_worker_mirrored_strategy",
    "TensorFlow's `MultiWorkerMirroredStrategy`, from 2.9 on",
    &["HyperParameters.sagemaker_multi_worker_mirrored_strategy_enabled"]
);

pub(super) const KEYS: &[Key] = &[
    key(
        "algorithm.framework.distribution",
        Kind::Either(&[
            Kind::Words(&[
                "torch_distributed",
                "pytorchddp",
                "pytorchxla",
                "parameter_server",
                "multi_worker_mirrored_strategy",
                "mpi",
            ]),
            Kind::Section,
            Kind::False,
        ]),
        "How several machines, or several GPUs, work together: the name of one way, or a table of what is said of each",
    )
    .becomes(&["HyperParameters"])
    .like(&["\"torch_distributed\"", "{ mpi = { processes_per_host = 8 } }"]),
    TORCH[0],
    TORCH[1],
    key(
        "algorithm.framework.distribution.pytorchddp",
        SWITCH,
        "PyTorch's distributed data parallelism, which SageMaker's own launches; with PyTorch and Hugging Face",
    )
    .without("off")
    .becomes(DDP)
    .like(&["true"]),
    key("algorithm.framework.distribution.pytorchddp.enabled", Kind::Boolean, "Whether it is on")
        .or("true")
        .becomes(DDP)
        .like(&["false"]),
    key(
        "algorithm.framework.distribution.pytorchddp.custom_mpi_options",
        ANY_TEXT,
        "With PyTorch: what is added to the call of `mpirun`",
    )
    .or("\"\"")
    .becomes(&["HyperParameters.sagemaker_distributed_dataparallel_custom_mpi_options"])
    .like(&["\"-verbose\""]),
    XLA[0],
    XLA[1],
    SERVER[0],
    SERVER[1],
    MIRRORED[0],
    MIRRORED[1],
    key("algorithm.framework.distribution.mpi", SWITCH, "MPI, for example for Horovod")
        .without("off")
        .becomes(&["HyperParameters.sagemaker_mpi_enabled", "HyperParameters.sagemaker_mpi_custom_mpi_options"])
        .like(&["true"]),
    key("algorithm.framework.distribution.mpi.enabled", Kind::Boolean, "Whether it is on")
        .or("true")
        .becomes(&["HyperParameters.sagemaker_mpi_enabled"])
        .like(&["false"]),
    key("algorithm.framework.distribution.mpi.processes_per_host", Kind::Number(1, 1024), "Processes on each machine")
        .becomes(&["HyperParameters.sagemaker_mpi_num_of_processes_per_host"])
        .like(&["8"]),
    key("algorithm.framework.distribution.mpi.custom_mpi_options", ANY_TEXT, "What is added to the call of `mpirun`")
        .or("\"\"")
        .rules("With MXNet it is passed on only beside `processes_per_host`.")
        .becomes(&["HyperParameters.sagemaker_mpi_custom_mpi_options"])
        .like(&["\"--NCCL_DEBUG INFO\""]),
    key("algorithm.framework.distribution.smdistributed", OR_FALSE, "SageMaker's own libraries, one of them")
        .becomes(&[
            "HyperParameters.sagemaker_distributed_dataparallel_enabled",
            "HyperParameters.sagemaker_instance_type",
        ])
        .like(&["{ dataparallel = {} }"]),
    key("algorithm.framework.distribution.smdistributed.dataparallel", OR_FALSE, "Data parallelism")
        .without("off")
        .becomes(&[
            "HyperParameters.sagemaker_distributed_dataparallel_enabled",
            "HyperParameters.sagemaker_distributed_dataparallel_custom_mpi_options",
        ])
        .like(&["{}"]),
    key("algorithm.framework.distribution.smdistributed.dataparallel.enabled", Kind::Boolean, "Whether it is on")
        .or("true")
        .becomes(&[
            "HyperParameters.sagemaker_distributed_dataparallel_enabled",
            "HyperParameters.sagemaker_distributed_dataparallel_custom_mpi_options",
        ])
        .like(&["false"]),
    key(
        "algorithm.framework.distribution.smdistributed.dataparallel.custom_mpi_options",
        ANY_TEXT,
        "What is added to the call of `mpirun`",
    )
    .or("\"\"")
    .becomes(&["HyperParameters.sagemaker_distributed_dataparallel_custom_mpi_options"])
    .like(&["\"-verbose\""]),
    key("algorithm.framework.distribution.smdistributed.modelparallel", OR_FALSE, "Model parallelism")
        .without("off")
        .becomes(&["HyperParameters.mp_parameters"])
        .like(&["{ parameters = { partitions = 2 } }"]),
    key("algorithm.framework.distribution.smdistributed.modelparallel.enabled", Kind::Boolean, "Whether it is on")
        .or("true")
        .becomes(&["HyperParameters.mp_parameters"])
        .like(&["false"]),
    key(
        "algorithm.framework.distribution.smdistributed.modelparallel.parameters",
        Kind::Literal,
        "Its parameters, in a table",
    )
    .becomes(&["HyperParameters.mp_parameters"])
    .like(&["{ partitions = 2, ddp = true }"]),
    key(
        "algorithm.framework.distribution.instance_groups",
        Kind::List(&ANY_TEXT, 0, ANY_NUMBER),
        "The instance groups that it works on",
    )
    .without("the only one, where there is but one")
    .rules("Names of `resources.instance_groups`, with `mpi` or `smdistributed.dataparallel`.")
    .becomes(&["HyperParameters.sagemaker_distribution_instance_groups"])
    .like(&["[\"workers\"]"]),
];
