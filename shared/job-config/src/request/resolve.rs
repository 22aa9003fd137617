//! From a checked job file to the request, in two steps: for a stack, then for a run.

use serde_json::{Map, Value};

use super::resolved::ToldModelDir;
use super::{ResolvedRequest, Run, Site, consistent, keys, merge, template};
use crate::file::algorithm::{Code, ModelDir};
use crate::file::hyperparameters;
use crate::file::resources::machines_key;
use crate::image;
use crate::python::Literal;
use crate::read::complaint;
use crate::{JobConfig, Problem, Problems};

impl JobConfig {
    /// The request with defaults applied, before what belongs to one run is filled in: what the
    /// identity of a run is computed over. It fails where the job does not fit the stack.
    pub fn resolve(&self, site: &Site) -> Result<ResolvedRequest, Problems> {
        let mut problems = super::site::misfits(self, site);
        let (resolved, conflicts) = self.come_to(site);
        problems.extend(conflicts);
        if problems.is_empty() {
            problems = self.violations(&resolved);
        }
        if problems.is_empty() { Ok(resolved) } else { Err(problems.into_iter().collect()) }
    }

    /// The request as [`JobConfig::resolve`] has it, and what keeps it from being one: there is no image, or two keys
    /// say the same member.
    pub(crate) fn come_to(&self, site: &Site) -> (ResolvedRequest, Vec<Problem>) {
        let mut problems = Vec::new();
        let first = self.resources.machines.image_type();
        let image = image::uri(&self.algorithm, first, &site.region).unwrap_or_else(|(key, complaint)| {
            let machines = || machines_key(|key| self.is_said(key));
            let key = if key.starts_with("resources.") { machines() } else { key };
            problems.push(self.problem(&key, complaint));
            None
        });
        let mut request = template::template(self, site, image.as_deref());
        let mut own = self.request.clone();
        let other_channels = own.remove("InputDataConfig");
        let gives_way = |member: &str, wanted: &Value| {
            keys::is_beyond_its_key(member, wanted) && keys::key_of(member).is_none_or(|key| !self.is_said(key))
        };
        let conflicts = merge::merge(&mut request, &own, gives_way);
        problems.extend(conflicts.into_iter().map(|(path, complaint)| self.problem(&path, complaint)));
        problems.extend(consistent::problems(self, &request, other_channels.as_ref()));
        (self.resolved(site, request, other_channels), problems)
    }

    fn resolved(&self, site: &Site, request: Map<String, Value>, other_channels: Option<Value>) -> ResolvedRequest {
        let script = self.algorithm.script();
        let model_dir = match &self.algorithm.code {
            Code::Framework(framework)
                if framework.name == "tensorflow" && framework.model_dir == ModelDir::BelowOutput =>
            {
                let mpi = framework.distribution.as_ref().and_then(|distribution| distribution.mpi.as_ref());
                let output = self.output.uri(&self.pipeline, &site.artifact_bucket);
                Some(ToldModelDir { output, mpi: mpi.is_some_and(|mpi| mpi.enabled) })
            }
            _ => None,
        };
        let encode =
            |(name, literal): (&String, &Literal)| (name.clone(), hyperparameters::encode(&self.algorithm, literal));
        let smoke_hyperparameters = self.smoke.iter().flat_map(|smoke| &smoke.hyperparameters).map(encode).collect();
        ResolvedRequest {
            template: request,
            channels: self.channels.clone(),
            other_channels: match other_channels {
                Some(Value::Array(channels)) => channels,
                Some(other) => vec![other],
                None => Vec::new(),
            },
            code: script.filter(|_| self.network.isolation).map(|script| script.source.clone()),
            instance_types: self.resources.machines.types().map(str::to_owned).collect(),
            script_mode: script.is_some(),
            model_dir,
            checkpoints: self.checkpoints.clone(),
            smoke: self.smoke.clone(),
            // Without one of its own the type that the image is for.
            smoke_type: self.smoke.as_ref().and_then(|smoke| {
                smoke.instance_type.clone().or_else(|| self.resources.machines.image_type().map(str::to_owned))
            }),
            smoke_hyperparameters,
        }
    }

    /// What SageMaker's service model forbids in the requests that this would make.
    fn violations(&self, resolved: &ResolvedRequest) -> Vec<Problem> {
        let names = self.channels.iter().map(|(name, _)| name.to_string());
        let sample = Run {
            job_name: "retrain-a-0123456789abcdef-r1".to_owned(),
            pipeline: self.pipeline.clone(),
            identity: "0".repeat(64),
            attempt: 1,
            smoke: false,
            prefix: "retrain".to_owned(),
            manifests: names.map(|name| (name, "s3://bucket/manifest.json".to_owned())).collect(),
            data_root: "s3://bucket/".to_owned(),
            checkpoint_uri: Some("s3://bucket/checkpoints/".to_owned()),
            day: jiff::civil::date(2026, 1, 1),
        };
        let of_smoke = self.smoke.as_ref().map(|_| Run { smoke: true, ..sample.clone() });
        let violations = |run: &Run| {
            let request = Value::Object(resolved.for_run(run).members().clone());
            service_model::violations(&request)
        };
        let full = violations(&sample);
        // What the small run adds to it.
        let small = of_smoke.iter().flat_map(violations).filter(|violation| !full.contains(violation));
        let small: Vec<_> = small.map(|violation| (violation, true)).collect();
        let problem = |(violation, small): (service_model::Violation, bool)| {
            let member = violation.path.to_string();
            let in_request = format!("request.{member}");
            let key = match keys::key_of(&member) {
                Some("hyperparameters") if small => "smoke.hyperparameters".to_owned(),
                _ if small => "smoke".to_owned(),
                Some(key) if !self.is_said(&in_request) => key.to_owned(),
                _ => in_request,
            };
            let refused = complaint(violation.to_string());
            self.problem(
                &key,
                match violation.hint() {
                    Some(hint) => refused.hint(hint),
                    None => refused,
                },
            )
        };
        full.into_iter().map(|violation| (violation, false)).chain(small).map(problem).collect()
    }
}
