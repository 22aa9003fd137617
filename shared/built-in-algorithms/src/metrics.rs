//! Which metrics SageMaker reads from an algorithm's logs.

use crate::algorithm::Algorithm;
use crate::finding::{Finding, Place};
use crate::given::Given;
use wording::{did_you_mean, list};

/// What SageMaker also reads from the logs of most of these algorithms.
const PROGRESS: [&str; 2] = ["progress", "throughput"];

/// What SageMaker calls the metric that a tuning job aims at.
const OBJECTIVE: &str = "ObjectiveMetric";

impl Algorithm {
    /// The documented metrics, such as `validation:auc`; none if none are documented.
    pub fn metrics(&self) -> &'static [&'static str] {
        self.metrics
    }

    /// What is wrong with counting on a metric of a job: that SageMaker does not read it from the
    /// algorithm's logs, or that the job does not compute it.
    ///
    /// `version` is the image's tag, `given` are the job's hyperparameters, as the container gets them;
    /// `channels` are the names of its channels.
    pub fn metric_problem(
        &self,
        version: &str,
        given: &[(&str, &str)],
        channels: &[&str],
        metric: &str,
    ) -> Option<Finding> {
        if self.metrics.is_empty() || metric == OBJECTIVE {
            return None;
        }
        let place = Place::Metric(metric.to_owned());
        if !self.publishes(metric) {
            let finding = Finding::new(place, format!("{} publishes no metric `{metric}`", self.title));
            return Some(finding.hint(match did_you_mean(metric, self.metrics.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("it publishes {}", self.some_metrics()),
            }));
        }
        if let Some((channel @ ("validation" | "test"), _)) = metric.split_once(':')
            && !channels.contains(&channel)
        {
            let message = format!("there is no `{metric}` without the channel `{channel}`");
            return Some(Finding::new(place, message).hint(format!("add [channels.{channel}]")));
        }
        (self.metric_rules)(&Given::new(self, version, given), metric)
    }

    /// What is wrong with metric definitions in a job: CreateTrainingJob takes none for SageMaker's
    /// own algorithms.
    pub fn own_metrics_only(&self) -> Finding {
        let message = "SageMaker takes no metric definitions for its own algorithms";
        let finding = Finding::new(Place::Metrics, message);
        match self.metrics {
            [] => finding.hint("leave them out"),
            _ => finding.hint(format!("leave them out: {} publishes {}", self.title, self.some_metrics())),
        }
    }

    fn some_metrics(&self) -> String {
        match self.metrics.split_at_checked(4) {
            Some((some, rest)) if !rest.is_empty() => format!("{} among others", list(some.iter().copied())),
            _ => list(self.metrics.iter().copied()),
        }
    }

    /// Whether a metric is documented or alike: SageMaker reads most of them for the training, the
    /// validation and the test data, per epoch and in the end (`validation:objective_loss:final`), and
    /// documents one of these. What an algorithm says of its training data is mostly not documented.
    fn publishes(&self, metric: &str) -> bool {
        let mut parts = metric.split(':');
        let (Some(data), Some(base)) = (parts.next(), parts.next()) else { return self.metrics.contains(&metric) };
        let documented = self.metrics.iter().any(|own| own.split(':').nth(1) == Some(base));
        match data {
            "train" => documented || PROGRESS.contains(&base) || !self.metrics_are_complete,
            "validation" | "test" => documented,
            _ => false,
        }
    }
}
