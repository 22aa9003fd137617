//! Job files that say one key, alone or in a file that is otherwise whole.

use std::collections::BTreeMap;

use crate::reference::Files;
use crate::{Defaults, JobConfig, Problem, Problems, Surroundings, check};

/// What has to stand beside a key for its reader to look at it: one of these.
pub(super) fn beside(path: &str) -> &'static [&'static str] {
    const IMAGE: &str = "algorithm.image = \"image\"\n";
    match path {
        "trigger.marker" => &["trigger.when = \"marker\"\n"],
        "algorithm.zzzz" => &[IMAGE],
        "channels.<name>.frozen" => &["", "channels.NAME.path = \"s3://bucket/key\"\n"],
        path if path.starts_with("algorithm.script") => &[IMAGE],
        _ => &[""],
    }
}

/// The path of a key with names in the place of `<name>`, and the first item of a list.
pub(super) fn with_names(path: &str) -> String {
    let mut named = String::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('<') {
        named += before;
        named += "NAME";
        rest = after.split_once('>').map_or("", |(_, rest)| rest);
    }
    format!("{named}{rest}").replace("env.NAME", "env.name")
}

/// A line that gives the key `path` the value.
pub(super) fn line(path: &str, value: &str) -> String {
    let path = with_names(path);
    match path.split_once("[].") {
        None => format!("{path} = {value}\n"),
        Some((list, key)) => format!("{list} = [{{ {key} = {value} }}]\n"),
    }
}

/// What is said of the key `path` itself, and of what is in it, in a file with this text.
pub(super) fn said_of(path: &str, text: &str, files: Files) -> Vec<Problem> {
    let path = with_names(path).replace("[]", "[0]");
    let within = |problem: &Problem| {
        problem.path.strip_prefix(&path).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    };
    problems(text, files).into_iter().filter(within).collect()
}

/// Everything that is said of a file with this text.
pub(super) fn problems(text: &str, files: Files) -> Problems {
    let problems = match files {
        Files::Defaults => Defaults::parse("_defaults.toml", text, &surroundings()).map(|_| ()),
        _ => check("job.toml", text, &surroundings()).map(|_| ()),
    };
    problems.err().unwrap_or_default()
}

/// Surroundings in which local sources were packed.
pub(super) fn surroundings() -> Surroundings {
    let packed_source = Some("s3://config/sources/packed/sourcedir.tar.gz".to_owned());
    Surroundings { packed_source, ..Surroundings::default() }
}

/// A file with lines of its own for each key, so that keys can be set.
#[derive(Clone)]
pub(super) struct Lines(BTreeMap<String, String>);

impl Lines {
    /// The lines of a text that has nothing but `key.with.dots = value`.
    pub(super) fn of(text: &str) -> Self {
        let split = |line: &str| {
            let (path, value) = line.split_once(" = ").unwrap();
            (path.to_owned(), value.to_owned())
        };
        Self(text.lines().filter(|line| !line.is_empty()).map(split).collect())
    }

    /// The same with `path` set, and nothing else of the same key.
    pub(super) fn with(&self, path: &str, value: &str) -> Self {
        let inside = |one: &str, other: &str| one == other || one.starts_with(&format!("{other}."));
        let mut lines = self.clone();
        lines.0.retain(|other, _| !inside(other, path) && !inside(path, other));
        lines.0.insert(path.to_owned(), value.to_owned());
        lines
    }

    pub(super) fn text(&self) -> String {
        let lines: Vec<String> = self.0.iter().map(|(path, value)| format!("{path} = {value}\n")).collect();
        lines.concat()
    }

    pub(super) fn check(&self) -> Result<JobConfig, Problems> {
        check("job.toml", &self.text(), &surroundings())
    }
}

/// Whole files of all kinds, one line per key.
pub(super) fn whole_files() -> Vec<Lines> {
    let shared = "pipeline = \"churn\"\ntrigger.prefix = \"churn/\"\n";
    let built_in = "algorithm.built_in.name = \"xgboost\"\nalgorithm.built_in.version = \"1.7-1\"\n\
        channels.train.content_type = \"text/csv\"\nhyperparameters.num_round = 10\n";
    let topics = "algorithm.built_in.name = \"lda\"\nchannels.train.content_type = \"text/csv\"\n\
        hyperparameters = { feature_dim = 10, num_topics = 2, mini_batch_size = 100 }\n\
        resources.instance_type = \"ml.m5.xlarge\"\n";
    let script = "algorithm.framework.source = \"s3://config/sources/s.tar.gz\"\n\
        algorithm.framework.entry_point = \"train.py\"\nchannels.train.path = \"other/\"\ntrigger.data = \"folder\"\n";
    let local =
        "algorithm.framework.source = \"scripts\"\nalgorithm.framework.entry_point = \"train.py\"\nchannels = {}\n";
    let framework = |name: &str, version: &str| {
        format!("algorithm.framework.name = \"{name}\"\nalgorithm.framework.version = \"{version}\"\n")
    };
    let cpu = "resources.instance_types = [\"ml.m5.xlarge\"]\n";
    let one = "resources.instance_type = \"ml.m5.large\"\n";
    let spot = "resources.spot.max_wait = \"2d\"\n";
    let gpu = "resources.instance_type = \"ml.g5.12xlarge\"\n";
    let groups = "resources.instance_groups = [{ name = \"workers\", instance_type = \"ml.g5.12xlarge\" }]\n";
    let two_groups = groups.replace("[{", "[{ name = \"others\", instance_type = \"ml.g5.xlarge\" }, {");
    let image = "algorithm.image = \"image\"\nchannels.train.input_mode = \"File\"\n";
    let own_script =
        "algorithm.script.source = \"s3://config/sources/s.tar.gz\"\nalgorithm.script.entry_point = \"train.py\"\n";
    let marker = "trigger.when = \"marker\"\n";
    let mpi = "algorithm.framework.distribution.mpi.enabled = true\n";
    let switched = |name: &str| format!("algorithm.framework.distribution.{name} = {{}}\n");
    let distribution = "algorithm.framework.distribution = {}\n";
    let libraries = "algorithm.framework.distribution.smdistributed";
    let vpc = "network.subnets = [\"subnet-1\"]\nnetwork.security_groups = [\"sg-1\"]\n";
    let anywhere = "channels.train.path = \"s3://elsewhere/folder\"\nchannels.train.frozen = false\n";
    let augmented = "channels.train.path = \"list.manifest\"\nchannels.train.data_type = \"AugmentedManifestFile\"\n\
        channels.train.attribute_names = [\"one\"]\nchannels.train.input_mode = \"Pipe\"\n";
    let pytorch = framework("pytorch", "2.0.1");
    let hugging_face = framework("huggingface", "4.28.1");
    let hugging_face = format!("{hugging_face}algorithm.framework.base_framework_version = \"pytorch2.0\"\n");
    [
        format!("{built_in}{cpu}"),
        topics.to_owned(),
        format!("{built_in}{spot}resources.spot.checkpoints = true\n{one}"),
        format!("{image}{spot}{cpu}"),
        format!("{image}checkpoints = {{}}\n{cpu}"),
        format!("{built_in}{cpu}{marker}{vpc}"),
        format!("{built_in}{cpu}smoke.objects = 2\n"),
        format!("{built_in}{cpu}smoke = {{}}\n"),
        format!("{image}{cpu}smoke = {{}}\n"),
        format!("{built_in}{cpu}experiment.name = \"other\"\n"),
        format!("{}{script}{cpu}", framework("xgboost", "1.2-1")),
        format!("{pytorch}{script}{cpu}"),
        format!("{}{script}{cpu}", framework("pytorch", "1.8.1")),
        format!("{pytorch}{script}{gpu}"),
        format!("{pytorch}{local}{cpu}"),
        format!("{pytorch}{script}{gpu}{libraries}.dataparallel = {{}}\n"),
        format!("{pytorch}{script}{gpu}{libraries}.dataparallel.enabled = true\n"),
        format!("{pytorch}{script}{gpu}{mpi}{libraries}.modelparallel.parameters = {{ partitions = 4 }}\n"),
        format!("{pytorch}{script}{gpu}algorithm.framework.distribution.torch_distributed = false\n"),
        format!("{pytorch}{script}{gpu}{}", switched("torch_distributed")),
        format!("{pytorch}{script}{gpu}{}", switched("pytorchddp")),
        format!("{pytorch}{script}{gpu}{}", switched("parameter_server")),
        format!("{pytorch}{script}{gpu}{}", switched("mpi")),
        format!("{pytorch}{script}{gpu}{distribution}"),
        format!("{pytorch}{script}{gpu}{libraries} = {{}}\n"),
        format!("{pytorch}{script}{groups}{mpi}"),
        format!("{pytorch}{script}{two_groups}{mpi}"),
        format!("{}{script}{gpu}{}", framework("pytorch-training-compiler", "1.13.1"), distribution),
        format!("{}{script}{gpu}{mpi}", framework("tensorflow", "2.12")),
        format!("{}{script}{gpu}", framework("tensorflow", "2.12")),
        format!("{}{script}{gpu}{}", framework("tensorflow", "2.12"), switched("multi_worker_mirrored_strategy")),
        format!("{}{script}{gpu}{distribution}", framework("tensorflow", "2.12")),
        format!(
            "{}{script}{gpu}algorithm.framework.base_framework_version = \"pytorch1.6.0\"\n",
            framework("huggingface", "4.4.2")
        ),
        format!("{hugging_face}{script}{gpu}{distribution}"),
        format!("{hugging_face}{script}{gpu}{}", switched("pytorchddp")),
        format!("{hugging_face}{script}{gpu}{}", switched("pytorchxla")),
        format!("{image}{cpu}"),
        format!("{image}{cpu}{anywhere}"),
        format!("{image}{cpu}{augmented}trigger.data = \"folder\"\n"),
        format!("{image}{own_script}{cpu}"),
        format!("{image}{}{cpu}", own_script.replace("s3://config/sources/s.tar.gz", "scripts")),
        format!("{image}{groups}"),
        format!("{image}resources.instance_preferences = [{{ instance_type = \"ml.m5.xlarge\" }}]\n"),
        format!("algorithm.name = \"resource\"\nchannels.train.input_mode = \"File\"\n{cpu}"),
    ]
    .into_iter()
    .map(|rest| Lines::of(&format!("{shared}{rest}")))
    .collect()
}
