//! What a launch may cost, held against the limits of its job file.

use jiff::{SignedDuration, Timestamp};
use job_config::{JobConfig, TrainingJobRequest};
use pipeline::{Arrival, Identity, JobName, NoPrices, PipelineState, Waited, WaitingFor, worst_case};
use prices::{CeilingError, LimitError, Money, MonthlySpend, PriceError, PriceTable, check_ceiling};

use super::wait;

/// When to look again at what limits let not through, although neither they nor the prices are known to have changed:
/// they may have done so when nobody could know of the wait.
const PAUSE: SignedDuration = SignedDuration::from_hours(1);

/// Why a job file's limits let a launch not through, however long it waits: the file has to change, or the prices.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unaffordable {
    /// There is no price table that could be used.
    #[error(transparent)]
    NoPrices(#[from] NoPrices),
    /// The price table does not have what the job needs.
    #[error(transparent)]
    NoPrice(#[from] PriceError),
    /// One run could cost too much.
    #[error(transparent)]
    Run(#[from] CeilingError),
    /// No month has room for it.
    #[error(transparent)]
    Month(#[from] LimitError),
}

impl Unaffordable {
    /// Whether it is not the limit but a price that is in the way.
    #[must_use]
    pub fn is_for_want_of_prices(&self) -> bool {
        matches!(self, Self::NoPrices(_) | Self::NoPrice(_))
    }

    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::NoPrices(NoPrices::Missing(error)) | Self::NoPrice(error) => error.hint().to_owned(),
            Self::NoPrices(NoPrices::Broken(_)) => "`retrain prices refresh` puts another one in its place".to_owned(),
            Self::Run(error) => error.hint(),
            Self::Month(error) => error.hint(),
        }
    }
}

/// Whether a job file limits what may be spent: only then are prices needed.
#[must_use]
pub fn has_limit(config: &JobConfig) -> bool {
    config.limits.cost_per_run.is_some() || config.limits.cost_per_month.is_some()
}

/// The most that this job can cost, if the limits of its file can ever let it through: that of a run, and that of a
/// month in which nothing was spent yet.
pub fn affordable(
    config: &JobConfig,
    request: &TrainingJobRequest,
    prices: &PriceTable,
    now: Timestamp,
) -> Result<Money, Unaffordable> {
    let worst = worst_case(request, config.resources.machines.types(), prices)?;
    if let Some(ceiling) = config.limits.cost_per_run {
        check_ceiling(&worst, ceiling)?;
    }
    if let Some(limit) = config.limits.cost_per_month {
        MonthlySpend::default().admit(request.job_name(), worst.per_attempt, limit, now)?;
    }
    Ok(worst.per_attempt)
}

/// What became of a data set that limits let not through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HeldBack {
    /// It waits for other limits or prices, if it is the latest of its pipeline.
    Waits(Waited),
    /// This job runs on it: it was affordable when it was launched.
    Running(JobName),
}

/// Lets a data set that limits let not through wait, unless a job runs on it already.
pub fn hold_back(state: &mut PipelineState, identity: &Identity, arrival: Arrival, now: Timestamp) -> HeldBack {
    match &state.running {
        Some(running) if running.identity == *identity => HeldBack::Running(running.job.clone()),
        _ => HeldBack::Waits(wait(state, arrival, until_looked_at_again(now), now)),
    }
}

/// Until somebody looks whether limits or prices have changed.
pub(super) fn until_looked_at_again(now: Timestamp) -> WaitingFor {
    WaitingFor::Time { due: now + PAUSE }
}
