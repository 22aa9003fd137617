//! The shapes of the request, generated from tests/conformance/create_training_job_constraints.json
//! (botocore 1.44.5) by `RETRAIN_RENEW_SHAPES=1 cargo test -p service-model --test shapes`. Not to be edited.

use crate::shape::{ANY, Kind, Shape, at_least, between, optional, required, shape};

static ACCEPT_EULA: Shape = shape("AcceptEula", Kind::Boolean);

static ALGORITHM_IMAGE: Shape = shape("AlgorithmImage", Kind::Text { length: between(0, 255), pattern: Some(r".*") });

static ALGORITHM_SPECIFICATION: Shape = shape("AlgorithmSpecification", Kind::Structure(&[
    optional("AlgorithmName", &ARN_OR_NAME),
    optional("ContainerArguments", &TRAINING_CONTAINER_ARGUMENTS),
    optional("ContainerEntrypoint", &TRAINING_CONTAINER_ENTRYPOINT),
    optional("EnableSageMakerMetricsTimeSeries", &BOOLEAN),
    optional("MetricDefinitions", &METRIC_DEFINITION_LIST),
    optional("TrainingImage", &ALGORITHM_IMAGE),
    optional("TrainingImageConfig", &TRAINING_IMAGE_CONFIG),
    required("TrainingInputMode", &TRAINING_INPUT_MODE),
]));

static ARN_OR_NAME: Shape = shape("ArnOrName", Kind::Text { length: between(1, 170), pattern: Some(r"(arn:aws[a-z\-]*:sagemaker:[a-z0-9\-]*:[0-9]{12}:[a-z\-]*\/)?([a-zA-Z0-9]([a-zA-Z0-9-]){0,62})(?<!-)") });

static ATTRIBUTE_NAME: Shape = shape("AttributeName", Kind::Text { length: between(1, 256), pattern: Some(r".+") });

static ATTRIBUTE_NAMES: Shape = shape("AttributeNames", Kind::List { length: between(0, 16), item: &ATTRIBUTE_NAME });

static BOOLEAN: Shape = shape("Boolean", Kind::Boolean);

static CHANNEL: Shape = shape("Channel", Kind::Structure(&[
    required("ChannelName", &CHANNEL_NAME),
    optional("CompressionType", &COMPRESSION_TYPE),
    optional("ContentType", &CONTENT_TYPE),
    required("DataSource", &DATA_SOURCE),
    optional("InputMode", &TRAINING_INPUT_MODE),
    optional("RecordWrapperType", &RECORD_WRAPPER),
    optional("ShuffleConfig", &SHUFFLE_CONFIG),
]));

static CHANNEL_NAME: Shape = shape("ChannelName", Kind::Text { length: between(1, 64), pattern: Some(r"[A-Za-z0-9\.\-_]+") });

static CHECKPOINT_CONFIG: Shape = shape("CheckpointConfig", Kind::Structure(&[
    optional("LocalPath", &DIRECTORY_PATH),
    required("S3Uri", &S3_URI),
]));

static COLLECTION_CONFIGURATION: Shape = shape("CollectionConfiguration", Kind::Structure(&[
    optional("CollectionName", &COLLECTION_NAME),
    optional("CollectionParameters", &COLLECTION_PARAMETERS),
]));

static COLLECTION_CONFIGURATIONS: Shape = shape("CollectionConfigurations", Kind::List { length: between(0, 20), item: &COLLECTION_CONFIGURATION });

static COLLECTION_NAME: Shape = shape("CollectionName", Kind::Text { length: between(1, 256), pattern: Some(r".*") });

static COLLECTION_PARAMETERS: Shape = shape("CollectionParameters", Kind::Map { length: between(0, 20), key: &CONFIG_KEY, value: &CONFIG_VALUE });

static COMPRESSION_TYPE: Shape = shape("CompressionType", Kind::Enumeration("None Gzip"));

static CONFIG_KEY: Shape = shape("ConfigKey", Kind::Text { length: between(1, 256), pattern: Some(r".*") });

static CONFIG_VALUE: Shape = shape("ConfigValue", Kind::Text { length: between(0, 256), pattern: Some(r".*") });

static CONTENT_TYPE: Shape = shape("ContentType", Kind::Text { length: between(0, 256), pattern: Some(r".*") });

pub(crate) static CREATE_TRAINING_JOB_REQUEST: Shape = shape("CreateTrainingJobRequest", Kind::Structure(&[
    optional("AlgorithmSpecification", &ALGORITHM_SPECIFICATION),
    optional("CheckpointConfig", &CHECKPOINT_CONFIG),
    optional("DebugHookConfig", &DEBUG_HOOK_CONFIG),
    optional("DebugRuleConfigurations", &DEBUG_RULE_CONFIGURATIONS),
    optional("EnableInterContainerTrafficEncryption", &BOOLEAN),
    optional("EnableManagedSpotTraining", &BOOLEAN),
    optional("EnableNetworkIsolation", &BOOLEAN),
    optional("Environment", &TRAINING_ENVIRONMENT_MAP),
    optional("ExperimentConfig", &EXPERIMENT_CONFIG),
    optional("HyperParameters", &HYPER_PARAMETERS),
    optional("InfraCheckConfig", &INFRA_CHECK_CONFIG),
    optional("InputDataConfig", &INPUT_DATA_CONFIG),
    optional("MlflowConfig", &MLFLOW_CONFIG),
    optional("ModelPackageConfig", &MODEL_PACKAGE_CONFIG),
    required("OutputDataConfig", &OUTPUT_DATA_CONFIG),
    optional("ProfilerConfig", &PROFILER_CONFIG),
    optional("ProfilerRuleConfigurations", &PROFILER_RULE_CONFIGURATIONS),
    optional("RemoteDebugConfig", &REMOTE_DEBUG_CONFIG),
    optional("ResourceConfig", &RESOURCE_CONFIG),
    optional("RetryStrategy", &RETRY_STRATEGY),
    required("RoleArn", &ROLE_ARN),
    optional("ServerlessJobConfig", &SERVERLESS_JOB_CONFIG),
    optional("SessionChainingConfig", &SESSION_CHAINING_CONFIG),
    optional("StoppingCondition", &STOPPING_CONDITION),
    optional("Tags", &TAG_LIST),
    optional("TensorBoardOutputConfig", &TENSOR_BOARD_OUTPUT_CONFIG),
    required("TrainingJobName", &TRAINING_JOB_NAME),
    optional("VpcConfig", &VPC_CONFIG),
]));

static CUSTOMIZATION_TECHNIQUE: Shape = shape("CustomizationTechnique", Kind::Enumeration("SFT DPO RLVR RLAIF"));

static DATA_SOURCE: Shape = shape("DataSource", Kind::Structure(&[
    optional("DatasetSource", &DATASET_SOURCE),
    optional("FileSystemDataSource", &FILE_SYSTEM_DATA_SOURCE),
    optional("S3DataSource", &S3_DATA_SOURCE),
]));

static DATASET_SOURCE: Shape = shape("DatasetSource", Kind::Structure(&[
    required("DatasetArn", &HUB_DATA_SET_ARN),
]));

static DEBUG_HOOK_CONFIG: Shape = shape("DebugHookConfig", Kind::Structure(&[
    optional("CollectionConfigurations", &COLLECTION_CONFIGURATIONS),
    optional("HookParameters", &HOOK_PARAMETERS),
    optional("LocalPath", &DIRECTORY_PATH),
    required("S3OutputPath", &S3_URI),
]));

static DEBUG_RULE_CONFIGURATION: Shape = shape("DebugRuleConfiguration", Kind::Structure(&[
    optional("InstanceType", &PROCESSING_INSTANCE_TYPE),
    optional("LocalPath", &DIRECTORY_PATH),
    required("RuleConfigurationName", &RULE_CONFIGURATION_NAME),
    required("RuleEvaluatorImage", &ALGORITHM_IMAGE),
    optional("RuleParameters", &RULE_PARAMETERS),
    optional("S3OutputPath", &S3_URI),
    optional("VolumeSizeInGB", &OPTIONAL_VOLUME_SIZE_IN_GB),
]));

static DEBUG_RULE_CONFIGURATIONS: Shape = shape("DebugRuleConfigurations", Kind::List { length: between(0, 20), item: &DEBUG_RULE_CONFIGURATION });

static DIRECTORY_PATH: Shape = shape("DirectoryPath", Kind::Text { length: between(0, 4096), pattern: Some(r".*") });

static DISABLE_PROFILER: Shape = shape("DisableProfiler", Kind::Boolean);

static ENABLE_INFRA_CHECK: Shape = shape("EnableInfraCheck", Kind::Boolean);

static ENABLE_REMOTE_DEBUG: Shape = shape("EnableRemoteDebug", Kind::Boolean);

static ENABLE_SESSION_TAG_CHAINING: Shape = shape("EnableSessionTagChaining", Kind::Boolean);

static EVALUATION_TYPE: Shape = shape("EvaluationType", Kind::Enumeration("LLMAJEvaluation CustomScorerEvaluation BenchmarkEvaluation"));

static EVALUATOR_ARN: Shape = shape("EvaluatorArn", Kind::Text { length: ANY, pattern: Some(r".*") });

static EXPERIMENT_CONFIG: Shape = shape("ExperimentConfig", Kind::Structure(&[
    optional("ExperimentName", &EXPERIMENT_ENTITY_NAME),
    optional("RunName", &EXPERIMENT_ENTITY_NAME),
    optional("TrialComponentDisplayName", &EXPERIMENT_ENTITY_NAME),
    optional("TrialName", &EXPERIMENT_ENTITY_NAME),
]));

static EXPERIMENT_ENTITY_NAME: Shape = shape("ExperimentEntityName", Kind::Text { length: between(1, 120), pattern: Some(r"[a-zA-Z0-9](-*[a-zA-Z0-9]){0,119}") });

static FILE_SYSTEM_ACCESS_MODE: Shape = shape("FileSystemAccessMode", Kind::Enumeration("rw ro"));

static FILE_SYSTEM_DATA_SOURCE: Shape = shape("FileSystemDataSource", Kind::Structure(&[
    required("DirectoryPath", &DIRECTORY_PATH),
    required("FileSystemAccessMode", &FILE_SYSTEM_ACCESS_MODE),
    required("FileSystemId", &FILE_SYSTEM_ID),
    required("FileSystemType", &FILE_SYSTEM_TYPE),
]));

static FILE_SYSTEM_ID: Shape = shape("FileSystemId", Kind::Text { length: between(11, 21), pattern: Some(r"(fs-[0-9a-f]{8,})") });

static FILE_SYSTEM_TYPE: Shape = shape("FileSystemType", Kind::Enumeration("EFS FSxLustre"));

static HOOK_PARAMETERS: Shape = shape("HookParameters", Kind::Map { length: between(0, 20), key: &CONFIG_KEY, value: &CONFIG_VALUE });

static HUB_ACCESS_CONFIG: Shape = shape("HubAccessConfig", Kind::Structure(&[
    required("HubContentArn", &HUB_CONTENT_ARN),
]));

static HUB_CONTENT_ARN: Shape = shape("HubContentArn", Kind::Text { length: between(0, 255), pattern: Some(r".*") });

static HUB_DATA_SET_ARN: Shape = shape("HubDataSetArn", Kind::Text { length: between(0, 2048), pattern: Some(r"(arn:[a-z0-9-\.]{1,63}:sagemaker:\w+(?:-\w+)+:(\d{12}|aws):hub-content\/)[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}\/DataSet\/[a-zA-Z0-9](-*[a-zA-Z0-9]){0,63}(\/\d{1,4}.\d{1,4}.\d{1,4})?") });

static HYPER_PARAMETER_KEY: Shape = shape("HyperParameterKey", Kind::Text { length: between(0, 256), pattern: Some(r".*") });

static HYPER_PARAMETER_VALUE: Shape = shape("HyperParameterValue", Kind::Text { length: between(0, 2500), pattern: Some(r".*") });

static HYPER_PARAMETERS: Shape = shape("HyperParameters", Kind::Map { length: between(0, 100), key: &HYPER_PARAMETER_KEY, value: &HYPER_PARAMETER_VALUE });

static INFRA_CHECK_CONFIG: Shape = shape("InfraCheckConfig", Kind::Structure(&[
    optional("EnableInfraCheck", &ENABLE_INFRA_CHECK),
]));

static INPUT_DATA_CONFIG: Shape = shape("InputDataConfig", Kind::List { length: between(1, 20), item: &CHANNEL });

static INSTANCE_GROUP: Shape = shape("InstanceGroup", Kind::Structure(&[
    required("InstanceCount", &TRAINING_INSTANCE_COUNT),
    required("InstanceGroupName", &INSTANCE_GROUP_NAME),
    required("InstanceType", &TRAINING_INSTANCE_TYPE),
]));

static INSTANCE_GROUP_NAME: Shape = shape("InstanceGroupName", Kind::Text { length: between(1, 64), pattern: Some(r".+") });

static INSTANCE_GROUP_NAMES: Shape = shape("InstanceGroupNames", Kind::List { length: between(0, 5), item: &INSTANCE_GROUP_NAME });

static INSTANCE_GROUPS: Shape = shape("InstanceGroups", Kind::List { length: between(0, 5), item: &INSTANCE_GROUP });

static INSTANCE_PLACEMENT_CONFIG: Shape = shape("InstancePlacementConfig", Kind::Structure(&[
    optional("EnableMultipleJobs", &BOOLEAN),
    optional("PlacementSpecifications", &PLACEMENT_SPECIFICATIONS),
]));

static INSTANCE_PREFERENCE: Shape = shape("InstancePreference", Kind::Structure(&[
    optional("InstanceCount", &TRAINING_INSTANCE_COUNT),
    required("InstanceType", &TRAINING_INSTANCE_TYPE),
    optional("TrainingPlanArns", &TRAINING_PLAN_ARN_LIST),
]));

static INSTANCE_PREFERENCE_LIST: Shape = shape("InstancePreferenceList", Kind::List { length: between(1, 5), item: &INSTANCE_PREFERENCE });

static KEEP_ALIVE_PERIOD_IN_SECONDS: Shape = shape("KeepAlivePeriodInSeconds", Kind::Integer(between(0, 21_600)));

static KMS_KEY_ID: Shape = shape("KmsKeyId", Kind::Text { length: between(0, 2048), pattern: Some(r"[a-zA-Z0-9:/_-]*") });

static MAX_PENDING_TIME_IN_SECONDS: Shape = shape("MaxPendingTimeInSeconds", Kind::Integer(between(1800, 2_419_200)));

static MAX_RUNTIME_IN_SECONDS: Shape = shape("MaxRuntimeInSeconds", Kind::Integer(at_least(1)));

static MAX_WAIT_TIME_IN_SECONDS: Shape = shape("MaxWaitTimeInSeconds", Kind::Integer(at_least(1)));

static MAXIMUM_RETRY_ATTEMPTS: Shape = shape("MaximumRetryAttempts", Kind::Integer(between(1, 30)));

static METRIC_DEFINITION: Shape = shape("MetricDefinition", Kind::Structure(&[
    required("Name", &METRIC_NAME),
    required("Regex", &METRIC_REGEX),
]));

static METRIC_DEFINITION_LIST: Shape = shape("MetricDefinitionList", Kind::List { length: between(0, 40), item: &METRIC_DEFINITION });

static METRIC_NAME: Shape = shape("MetricName", Kind::Text { length: between(1, 255), pattern: Some(r".+") });

static METRIC_REGEX: Shape = shape("MetricRegex", Kind::Text { length: between(1, 500), pattern: Some(r".+") });

static ML_FLOW_RESOURCE_ARN: Shape = shape("MlFlowResourceArn", Kind::Text { length: between(0, 2048), pattern: Some(r"arn:aws[a-z\-]*:sagemaker:[a-z0-9\-]*:[0-9]{12}:mlflow-[a-zA-Z-]*/.*") });

static MLFLOW_CONFIG: Shape = shape("MlflowConfig", Kind::Structure(&[
    optional("MlflowExperimentName", &MLFLOW_EXPERIMENT_NAME),
    required("MlflowResourceArn", &ML_FLOW_RESOURCE_ARN),
    optional("MlflowRunName", &MLFLOW_RUN_NAME),
]));

static MLFLOW_EXPERIMENT_NAME: Shape = shape("MlflowExperimentName", Kind::Text { length: between(1, 256), pattern: Some(r".*") });

static MLFLOW_RUN_NAME: Shape = shape("MlflowRunName", Kind::Text { length: between(1, 256), pattern: Some(r".*") });

static MODEL_ACCESS_CONFIG: Shape = shape("ModelAccessConfig", Kind::Structure(&[
    required("AcceptEula", &ACCEPT_EULA),
]));

static MODEL_PACKAGE_ARN: Shape = shape("ModelPackageArn", Kind::Text { length: between(1, 2048), pattern: Some(r"arn:aws[a-z\-]*:sagemaker:[a-z0-9\-]{9,16}:[0-9]{12}:model-package/[\S]{1,2048}") });

static MODEL_PACKAGE_CONFIG: Shape = shape("ModelPackageConfig", Kind::Structure(&[
    required("ModelPackageGroupArn", &MODEL_PACKAGE_GROUP_ARN),
    optional("SourceModelPackageArn", &MODEL_PACKAGE_ARN),
]));

static MODEL_PACKAGE_GROUP_ARN: Shape = shape("ModelPackageGroupArn", Kind::Text { length: between(1, 2048), pattern: Some(r"arn:aws[a-z\-]*:sagemaker:[a-z0-9\-]{9,16}:[0-9]{12}:model-package-group/[\S]{1,2048}") });

static OPTIONAL_VOLUME_SIZE_IN_GB: Shape = shape("OptionalVolumeSizeInGB", Kind::Integer(at_least(0)));

static OUTPUT_COMPRESSION_TYPE: Shape = shape("OutputCompressionType", Kind::Enumeration("GZIP NONE"));

static OUTPUT_DATA_CONFIG: Shape = shape("OutputDataConfig", Kind::Structure(&[
    optional("CompressionType", &OUTPUT_COMPRESSION_TYPE),
    optional("KmsKeyId", &KMS_KEY_ID),
    required("S3OutputPath", &S3_URI),
]));

static PEFT: Shape = shape("Peft", Kind::Enumeration("LORA"));

static PLACEMENT_SPECIFICATION: Shape = shape("PlacementSpecification", Kind::Structure(&[
    required("InstanceCount", &TRAINING_INSTANCE_COUNT),
    optional("UltraServerId", &STRING256),
]));

static PLACEMENT_SPECIFICATIONS: Shape = shape("PlacementSpecifications", Kind::List { length: between(0, 10), item: &PLACEMENT_SPECIFICATION });

static PROCESSING_INSTANCE_TYPE: Shape = shape("ProcessingInstanceType", Kind::Enumeration("ml.t3.medium ml.t3.large ml.t3.xlarge ml.t3.2xlarge ml.m4.xlarge ml.m4.2xlarge ml.m4.4xlarge \
    ml.m4.10xlarge ml.m4.16xlarge ml.c4.xlarge ml.c4.2xlarge ml.c4.4xlarge ml.c4.8xlarge ml.p2.xlarge \
    ml.p2.8xlarge ml.p2.16xlarge ml.p3.2xlarge ml.p3.8xlarge ml.p3.16xlarge ml.c5.xlarge ml.c5.2xlarge \
    ml.c5.4xlarge ml.c5.9xlarge ml.c5.18xlarge ml.m5.large ml.m5.xlarge ml.m5.2xlarge ml.m5.4xlarge \
    ml.m5.12xlarge ml.m5.24xlarge ml.r5.large ml.r5.xlarge ml.r5.2xlarge ml.r5.4xlarge ml.r5.8xlarge \
    ml.r5.12xlarge ml.r5.16xlarge ml.r5.24xlarge ml.g4dn.xlarge ml.g4dn.2xlarge ml.g4dn.4xlarge \
    ml.g4dn.8xlarge ml.g4dn.12xlarge ml.g4dn.16xlarge ml.g5.xlarge ml.g5.2xlarge ml.g5.4xlarge \
    ml.g5.8xlarge ml.g5.16xlarge ml.g5.12xlarge ml.g5.24xlarge ml.g5.48xlarge ml.r5d.large ml.r5d.xlarge \
    ml.r5d.2xlarge ml.r5d.4xlarge ml.r5d.8xlarge ml.r5d.12xlarge ml.r5d.16xlarge ml.r5d.24xlarge \
    ml.g6.xlarge ml.g6.2xlarge ml.g6.4xlarge ml.g6.8xlarge ml.g6.12xlarge ml.g6.16xlarge ml.g6.24xlarge \
    ml.g6.48xlarge ml.g6e.xlarge ml.g6e.2xlarge ml.g6e.4xlarge ml.g6e.8xlarge ml.g6e.12xlarge \
    ml.g6e.16xlarge ml.g6e.24xlarge ml.g6e.48xlarge ml.m6i.large ml.m6i.xlarge ml.m6i.2xlarge \
    ml.m6i.4xlarge ml.m6i.8xlarge ml.m6i.12xlarge ml.m6i.16xlarge ml.m6i.24xlarge ml.m6i.32xlarge \
    ml.c6i.xlarge ml.c6i.2xlarge ml.c6i.4xlarge ml.c6i.8xlarge ml.c6i.12xlarge ml.c6i.16xlarge \
    ml.c6i.24xlarge ml.c6i.32xlarge ml.m7i.large ml.m7i.xlarge ml.m7i.2xlarge ml.m7i.4xlarge \
    ml.m7i.8xlarge ml.m7i.12xlarge ml.m7i.16xlarge ml.m7i.24xlarge ml.m7i.48xlarge ml.c7i.large \
    ml.c7i.xlarge ml.c7i.2xlarge ml.c7i.4xlarge ml.c7i.8xlarge ml.c7i.12xlarge ml.c7i.16xlarge \
    ml.c7i.24xlarge ml.c7i.48xlarge ml.r7i.large ml.r7i.xlarge ml.r7i.2xlarge ml.r7i.4xlarge \
    ml.r7i.8xlarge ml.r7i.12xlarge ml.r7i.16xlarge ml.r7i.24xlarge ml.r7i.48xlarge ml.p5.4xlarge \
    ml.g7e.2xlarge ml.g7e.4xlarge ml.g7e.8xlarge ml.g7e.12xlarge ml.g7e.24xlarge ml.g7e.48xlarge \
    ml.g7.2xlarge ml.g7.4xlarge ml.g7.8xlarge ml.g7.12xlarge ml.g7.24xlarge ml.g7.48xlarge ml.r6i.large \
    ml.r6i.xlarge ml.r6i.2xlarge ml.r6i.4xlarge ml.r6i.8xlarge ml.r6i.12xlarge ml.r6i.16xlarge \
    ml.r6i.24xlarge ml.r6i.32xlarge ml.m8i.large ml.m8i.xlarge ml.m8i.2xlarge ml.m8i.4xlarge \
    ml.m8i.8xlarge ml.m8i.12xlarge ml.m8i.16xlarge ml.m8i.24xlarge ml.m8i.32xlarge ml.m8i.48xlarge \
    ml.m8i.96xlarge ml.c8i.xlarge ml.c8i.2xlarge ml.c8i.4xlarge ml.c8i.8xlarge ml.c8i.12xlarge \
    ml.c8i.16xlarge ml.c8i.24xlarge ml.c8i.32xlarge ml.c8i.48xlarge ml.c8i.96xlarge ml.r8i.large \
    ml.r8i.xlarge ml.r8i.2xlarge ml.r8i.4xlarge ml.r8i.8xlarge ml.r8i.12xlarge ml.r8i.16xlarge \
    ml.r8i.24xlarge ml.r8i.32xlarge ml.r8i.48xlarge ml.r8i.96xlarge ml.m7i-flex.large ml.m7i-flex.xlarge \
    ml.m7i-flex.2xlarge ml.m7i-flex.4xlarge ml.m7i-flex.8xlarge ml.m7i-flex.12xlarge \
    ml.m7i-flex.16xlarge ml.c7i-flex.xlarge ml.c7i-flex.2xlarge ml.c7i-flex.4xlarge ml.c7i-flex.8xlarge \
    ml.c7i-flex.12xlarge ml.c7i-flex.16xlarge ml.m8i-flex.large ml.m8i-flex.xlarge ml.m8i-flex.2xlarge \
    ml.m8i-flex.4xlarge ml.m8i-flex.8xlarge ml.m8i-flex.12xlarge ml.m8i-flex.16xlarge ml.c8i-flex.xlarge \
    ml.c8i-flex.2xlarge ml.c8i-flex.4xlarge ml.c8i-flex.8xlarge ml.c8i-flex.12xlarge \
    ml.c8i-flex.16xlarge ml.r8i-flex.large ml.r8i-flex.xlarge ml.r8i-flex.2xlarge ml.r8i-flex.4xlarge \
    ml.r8i-flex.8xlarge ml.r8i-flex.12xlarge ml.r8i-flex.16xlarge"));

static PROFILER_CONFIG: Shape = shape("ProfilerConfig", Kind::Structure(&[
    optional("DisableProfiler", &DISABLE_PROFILER),
    optional("ProfilingIntervalInMilliseconds", &PROFILING_INTERVAL_IN_MILLISECONDS),
    optional("ProfilingParameters", &PROFILING_PARAMETERS),
    optional("S3OutputPath", &S3_URI),
]));

static PROFILER_RULE_CONFIGURATION: Shape = shape("ProfilerRuleConfiguration", Kind::Structure(&[
    optional("InstanceType", &PROCESSING_INSTANCE_TYPE),
    optional("LocalPath", &DIRECTORY_PATH),
    required("RuleConfigurationName", &RULE_CONFIGURATION_NAME),
    required("RuleEvaluatorImage", &ALGORITHM_IMAGE),
    optional("RuleParameters", &RULE_PARAMETERS),
    optional("S3OutputPath", &S3_URI),
    optional("VolumeSizeInGB", &OPTIONAL_VOLUME_SIZE_IN_GB),
]));

static PROFILER_RULE_CONFIGURATIONS: Shape = shape("ProfilerRuleConfigurations", Kind::List { length: between(0, 20), item: &PROFILER_RULE_CONFIGURATION });

static PROFILING_INTERVAL_IN_MILLISECONDS: Shape = shape("ProfilingIntervalInMilliseconds", Kind::Long(ANY));

static PROFILING_PARAMETERS: Shape = shape("ProfilingParameters", Kind::Map { length: between(0, 20), key: &CONFIG_KEY, value: &CONFIG_VALUE });

static RECORD_WRAPPER: Shape = shape("RecordWrapper", Kind::Enumeration("None RecordIO"));

static REMOTE_DEBUG_CONFIG: Shape = shape("RemoteDebugConfig", Kind::Structure(&[
    optional("EnableRemoteDebug", &ENABLE_REMOTE_DEBUG),
]));

static RESOURCE_CONFIG: Shape = shape("ResourceConfig", Kind::Structure(&[
    optional("InstanceCount", &TRAINING_INSTANCE_COUNT),
    optional("InstanceGroups", &INSTANCE_GROUPS),
    optional("InstancePlacementConfig", &INSTANCE_PLACEMENT_CONFIG),
    optional("InstancePreferences", &INSTANCE_PREFERENCE_LIST),
    optional("InstanceType", &TRAINING_INSTANCE_TYPE),
    optional("KeepAlivePeriodInSeconds", &KEEP_ALIVE_PERIOD_IN_SECONDS),
    optional("SelectedInstanceCount", &TRAINING_INSTANCE_COUNT),
    optional("SelectedInstanceType", &TRAINING_INSTANCE_TYPE),
    optional("TrainingPlanArn", &TRAINING_PLAN_ARN),
    optional("VolumeKmsKeyId", &KMS_KEY_ID),
    optional("VolumeSizeInGB", &OPTIONAL_VOLUME_SIZE_IN_GB),
]));

static RETRY_STRATEGY: Shape = shape("RetryStrategy", Kind::Structure(&[
    required("MaximumRetryAttempts", &MAXIMUM_RETRY_ATTEMPTS),
]));

static ROLE_ARN: Shape = shape("RoleArn", Kind::Text { length: between(20, 2048), pattern: Some(r"arn:aws[a-z\-]*:iam::\d{12}:role/?[a-zA-Z_0-9+=,.@\-_/]+") });

static RULE_CONFIGURATION_NAME: Shape = shape("RuleConfigurationName", Kind::Text { length: between(1, 256), pattern: Some(r".*") });

static RULE_PARAMETERS: Shape = shape("RuleParameters", Kind::Map { length: between(0, 100), key: &CONFIG_KEY, value: &CONFIG_VALUE });

static S3_DATA_DISTRIBUTION: Shape = shape("S3DataDistribution", Kind::Enumeration("FullyReplicated ShardedByS3Key"));

static S3_DATA_SOURCE: Shape = shape("S3DataSource", Kind::Structure(&[
    optional("AttributeNames", &ATTRIBUTE_NAMES),
    optional("HubAccessConfig", &HUB_ACCESS_CONFIG),
    optional("InstanceGroupNames", &INSTANCE_GROUP_NAMES),
    optional("ModelAccessConfig", &MODEL_ACCESS_CONFIG),
    optional("S3DataDistributionType", &S3_DATA_DISTRIBUTION),
    required("S3DataType", &S3_DATA_TYPE),
    required("S3Uri", &S3_URI),
]));

static S3_DATA_TYPE: Shape = shape("S3DataType", Kind::Enumeration("ManifestFile S3Prefix AugmentedManifestFile Converse"));

static S3_URI: Shape = shape("S3Uri", Kind::Text { length: between(0, 1024), pattern: Some(r"(https|s3)://([^/]+)/?(.*)") });

static SECURITY_GROUP_ID: Shape = shape("SecurityGroupId", Kind::Text { length: between(0, 32), pattern: Some(r"[-0-9a-zA-Z]+") });

static SEED: Shape = shape("Seed", Kind::Long(ANY));

static SEQUENCE_LENGTH: Shape = shape("SequenceLength", Kind::Text { length: between(1, 50), pattern: Some(r"\d+K") });

static SERVERLESS_JOB_BASE_MODEL_ARN: Shape = shape("ServerlessJobBaseModelArn", Kind::Text { length: between(1, 2048), pattern: Some(r"(arn:[a-z0-9-\.]{1,63}:sagemaker:\w+(?:-\w+)+:(\d{12}|aws):hub-content\/)[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}\/Model\/[a-zA-Z0-9](-*[a-zA-Z0-9]){0,63}(\/\d{1,4}.\d{1,4}.\d{1,4})?") });

static SERVERLESS_JOB_CONFIG: Shape = shape("ServerlessJobConfig", Kind::Structure(&[
    optional("AcceptEula", &ACCEPT_EULA),
    required("BaseModelArn", &SERVERLESS_JOB_BASE_MODEL_ARN),
    optional("CustomizationTechnique", &CUSTOMIZATION_TECHNIQUE),
    optional("EvaluationType", &EVALUATION_TYPE),
    optional("EvaluatorArn", &EVALUATOR_ARN),
    required("JobType", &SERVERLESS_JOB_TYPE),
    optional("Peft", &PEFT),
    optional("SequenceLength", &SEQUENCE_LENGTH),
]));

static SERVERLESS_JOB_TYPE: Shape = shape("ServerlessJobType", Kind::Enumeration("FineTuning Evaluation"));

static SESSION_CHAINING_CONFIG: Shape = shape("SessionChainingConfig", Kind::Structure(&[
    optional("EnableSessionTagChaining", &ENABLE_SESSION_TAG_CHAINING),
]));

static SHUFFLE_CONFIG: Shape = shape("ShuffleConfig", Kind::Structure(&[
    required("Seed", &SEED),
]));

static STOPPING_CONDITION: Shape = shape("StoppingCondition", Kind::Structure(&[
    optional("MaxPendingTimeInSeconds", &MAX_PENDING_TIME_IN_SECONDS),
    optional("MaxRuntimeInSeconds", &MAX_RUNTIME_IN_SECONDS),
    optional("MaxWaitTimeInSeconds", &MAX_WAIT_TIME_IN_SECONDS),
]));

static STRING256: Shape = shape("String256", Kind::Text { length: between(0, 256), pattern: None });

static SUBNET_ID: Shape = shape("SubnetId", Kind::Text { length: between(0, 32), pattern: Some(r"[-0-9a-zA-Z]+") });

static SUBNETS: Shape = shape("Subnets", Kind::List { length: between(1, 16), item: &SUBNET_ID });

static TAG: Shape = shape("Tag", Kind::Structure(&[
    required("Key", &TAG_KEY),
    required("Value", &TAG_VALUE),
]));

static TAG_KEY: Shape = shape("TagKey", Kind::Text { length: between(1, 128), pattern: Some(r"([\p{L}\p{Z}\p{N}_.:/=+\-@]*)") });

static TAG_LIST: Shape = shape("TagList", Kind::List { length: between(0, 50), item: &TAG });

static TAG_VALUE: Shape = shape("TagValue", Kind::Text { length: between(0, 256), pattern: Some(r"([\p{L}\p{Z}\p{N}_.:/=+\-@]*)") });

static TENSOR_BOARD_OUTPUT_CONFIG: Shape = shape("TensorBoardOutputConfig", Kind::Structure(&[
    optional("LocalPath", &DIRECTORY_PATH),
    required("S3OutputPath", &S3_URI),
]));

static TRAINING_CONTAINER_ARGUMENT: Shape = shape("TrainingContainerArgument", Kind::Text { length: between(0, 256), pattern: Some(r".*") });

static TRAINING_CONTAINER_ARGUMENTS: Shape = shape("TrainingContainerArguments", Kind::List { length: between(1, 100), item: &TRAINING_CONTAINER_ARGUMENT });

static TRAINING_CONTAINER_ENTRYPOINT: Shape = shape("TrainingContainerEntrypoint", Kind::List { length: between(1, 100), item: &TRAINING_CONTAINER_ENTRYPOINT_STRING });

static TRAINING_CONTAINER_ENTRYPOINT_STRING: Shape = shape("TrainingContainerEntrypointString", Kind::Text { length: between(0, 256), pattern: Some(r".*") });

static TRAINING_ENVIRONMENT_KEY: Shape = shape("TrainingEnvironmentKey", Kind::Text { length: between(0, 512), pattern: Some(r"[a-zA-Z_][a-zA-Z0-9_]*") });

static TRAINING_ENVIRONMENT_MAP: Shape = shape("TrainingEnvironmentMap", Kind::Map { length: between(0, 100), key: &TRAINING_ENVIRONMENT_KEY, value: &TRAINING_ENVIRONMENT_VALUE });

static TRAINING_ENVIRONMENT_VALUE: Shape = shape("TrainingEnvironmentValue", Kind::Text { length: between(0, 512), pattern: Some(r"[\S\s]*") });

static TRAINING_IMAGE_CONFIG: Shape = shape("TrainingImageConfig", Kind::Structure(&[
    required("TrainingRepositoryAccessMode", &TRAINING_REPOSITORY_ACCESS_MODE),
    optional("TrainingRepositoryAuthConfig", &TRAINING_REPOSITORY_AUTH_CONFIG),
]));

static TRAINING_INPUT_MODE: Shape = shape("TrainingInputMode", Kind::Enumeration("Pipe File FastFile"));

static TRAINING_INSTANCE_COUNT: Shape = shape("TrainingInstanceCount", Kind::Integer(at_least(0)));

pub(crate) static TRAINING_INSTANCE_TYPE: Shape = shape("TrainingInstanceType", Kind::Enumeration("ml.m4.xlarge ml.m4.2xlarge ml.m4.4xlarge ml.m4.10xlarge ml.m4.16xlarge ml.g4dn.xlarge \
    ml.g4dn.2xlarge ml.g4dn.4xlarge ml.g4dn.8xlarge ml.g4dn.12xlarge ml.g4dn.16xlarge ml.m5.large \
    ml.m5.xlarge ml.m5.2xlarge ml.m5.4xlarge ml.m5.12xlarge ml.m5.24xlarge ml.c4.xlarge ml.c4.2xlarge \
    ml.c4.4xlarge ml.c4.8xlarge ml.p2.xlarge ml.p2.8xlarge ml.p2.16xlarge ml.p3.2xlarge ml.p3.8xlarge \
    ml.p3.16xlarge ml.p3dn.24xlarge ml.p4d.24xlarge ml.p4de.24xlarge ml.p5.48xlarge ml.p5e.48xlarge \
    ml.p5en.48xlarge ml.c5.xlarge ml.c5.2xlarge ml.c5.4xlarge ml.c5.9xlarge ml.c5.18xlarge ml.c5n.xlarge \
    ml.c5n.2xlarge ml.c5n.4xlarge ml.c5n.9xlarge ml.c5n.18xlarge ml.g5.xlarge ml.g5.2xlarge \
    ml.g5.4xlarge ml.g5.8xlarge ml.g5.16xlarge ml.g5.12xlarge ml.g5.24xlarge ml.g5.48xlarge ml.g6.xlarge \
    ml.g6.2xlarge ml.g6.4xlarge ml.g6.8xlarge ml.g6.16xlarge ml.g6.12xlarge ml.g6.24xlarge \
    ml.g6.48xlarge ml.g6e.xlarge ml.g6e.2xlarge ml.g6e.4xlarge ml.g6e.8xlarge ml.g6e.16xlarge \
    ml.g6e.12xlarge ml.g6e.24xlarge ml.g6e.48xlarge ml.trn1.2xlarge ml.trn1.32xlarge ml.trn1n.32xlarge \
    ml.trn2.48xlarge ml.m6i.large ml.m6i.xlarge ml.m6i.2xlarge ml.m6i.4xlarge ml.m6i.8xlarge \
    ml.m6i.12xlarge ml.m6i.16xlarge ml.m6i.24xlarge ml.m6i.32xlarge ml.c6i.xlarge ml.c6i.2xlarge \
    ml.c6i.8xlarge ml.c6i.4xlarge ml.c6i.12xlarge ml.c6i.16xlarge ml.c6i.24xlarge ml.c6i.32xlarge \
    ml.r5d.large ml.r5d.xlarge ml.r5d.2xlarge ml.r5d.4xlarge ml.r5d.8xlarge ml.r5d.12xlarge \
    ml.r5d.16xlarge ml.r5d.24xlarge ml.t3.medium ml.t3.large ml.t3.xlarge ml.t3.2xlarge ml.r5.large \
    ml.r5.xlarge ml.r5.2xlarge ml.r5.4xlarge ml.r5.8xlarge ml.r5.12xlarge ml.r5.16xlarge ml.r5.24xlarge \
    ml.p6-b200.48xlarge ml.m7i.large ml.m7i.xlarge ml.m7i.2xlarge ml.m7i.4xlarge ml.m7i.8xlarge \
    ml.m7i.12xlarge ml.m7i.16xlarge ml.m7i.24xlarge ml.m7i.48xlarge ml.c7i.large ml.c7i.xlarge \
    ml.c7i.2xlarge ml.c7i.4xlarge ml.c7i.8xlarge ml.c7i.12xlarge ml.c7i.16xlarge ml.c7i.24xlarge \
    ml.c7i.48xlarge ml.r7i.large ml.r7i.xlarge ml.r7i.2xlarge ml.r7i.4xlarge ml.r7i.8xlarge \
    ml.r7i.12xlarge ml.r7i.16xlarge ml.r7i.24xlarge ml.r7i.48xlarge ml.p6e-gb200.36xlarge ml.p5.4xlarge \
    ml.p6-b300.48xlarge ml.g7e.2xlarge ml.g7e.4xlarge ml.g7e.8xlarge ml.g7e.12xlarge ml.g7e.24xlarge \
    ml.g7e.48xlarge ml.g7.2xlarge ml.g7.4xlarge ml.g7.8xlarge ml.g7.12xlarge ml.g7.24xlarge \
    ml.g7.48xlarge ml.r6i.large ml.r6i.xlarge ml.r6i.2xlarge ml.r6i.4xlarge ml.r6i.8xlarge \
    ml.r6i.12xlarge ml.r6i.16xlarge ml.r6i.24xlarge ml.r6i.32xlarge ml.m8i.large ml.m8i.xlarge \
    ml.m8i.2xlarge ml.m8i.4xlarge ml.m8i.8xlarge ml.m8i.12xlarge ml.m8i.16xlarge ml.m8i.24xlarge \
    ml.m8i.32xlarge ml.m8i.48xlarge ml.m8i.96xlarge ml.c8i.xlarge ml.c8i.2xlarge ml.c8i.4xlarge \
    ml.c8i.8xlarge ml.c8i.12xlarge ml.c8i.16xlarge ml.c8i.24xlarge ml.c8i.32xlarge ml.c8i.48xlarge \
    ml.c8i.96xlarge ml.r8i.large ml.r8i.xlarge ml.r8i.2xlarge ml.r8i.4xlarge ml.r8i.8xlarge \
    ml.r8i.12xlarge ml.r8i.16xlarge ml.r8i.24xlarge ml.r8i.32xlarge ml.r8i.48xlarge ml.r8i.96xlarge \
    ml.m7i-flex.large ml.m7i-flex.xlarge ml.m7i-flex.2xlarge ml.m7i-flex.4xlarge ml.m7i-flex.8xlarge \
    ml.m7i-flex.12xlarge ml.m7i-flex.16xlarge ml.c7i-flex.xlarge ml.c7i-flex.2xlarge ml.c7i-flex.4xlarge \
    ml.c7i-flex.8xlarge ml.c7i-flex.12xlarge ml.c7i-flex.16xlarge ml.m8i-flex.large ml.m8i-flex.xlarge \
    ml.m8i-flex.2xlarge ml.m8i-flex.4xlarge ml.m8i-flex.8xlarge ml.m8i-flex.12xlarge \
    ml.m8i-flex.16xlarge ml.c8i-flex.xlarge ml.c8i-flex.2xlarge ml.c8i-flex.4xlarge ml.c8i-flex.8xlarge \
    ml.c8i-flex.12xlarge ml.c8i-flex.16xlarge ml.r8i-flex.large ml.r8i-flex.xlarge ml.r8i-flex.2xlarge \
    ml.r8i-flex.4xlarge ml.r8i-flex.8xlarge ml.r8i-flex.12xlarge ml.r8i-flex.16xlarge"));

static TRAINING_JOB_NAME: Shape = shape("TrainingJobName", Kind::Text { length: between(1, 63), pattern: Some(r"[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}") });

static TRAINING_PLAN_ARN: Shape = shape("TrainingPlanArn", Kind::Text { length: between(50, 2048), pattern: Some(r"arn:aws[a-z\-]*:sagemaker:[a-z0-9\-]*:[0-9]{12}:training-plan/.*") });

static TRAINING_PLAN_ARN_LIST: Shape = shape("TrainingPlanArnList", Kind::List { length: between(1, 1), item: &TRAINING_PLAN_ARN });

static TRAINING_REPOSITORY_ACCESS_MODE: Shape = shape("TrainingRepositoryAccessMode", Kind::Enumeration("Platform Vpc"));

static TRAINING_REPOSITORY_AUTH_CONFIG: Shape = shape("TrainingRepositoryAuthConfig", Kind::Structure(&[
    required("TrainingRepositoryCredentialsProviderArn", &TRAINING_REPOSITORY_CREDENTIALS_PROVIDER_ARN),
]));

static TRAINING_REPOSITORY_CREDENTIALS_PROVIDER_ARN: Shape = shape("TrainingRepositoryCredentialsProviderArn", Kind::Text { length: between(1, 2048), pattern: Some(r"arn:[\p{Alnum}\-]+:lambda:[\p{Alnum}\-]+:[0-9]{12}:function:.*") });

static VPC_CONFIG: Shape = shape("VpcConfig", Kind::Structure(&[
    required("SecurityGroupIds", &VPC_SECURITY_GROUP_IDS),
    required("Subnets", &SUBNETS),
]));

static VPC_SECURITY_GROUP_IDS: Shape = shape("VpcSecurityGroupIds", Kind::List { length: between(1, 5), item: &SECURITY_GROUP_ID });
