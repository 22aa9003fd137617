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

    /// What is wrong, without what changes with every refresh of the prices: people hear of it once.
    #[must_use]
    pub fn gist(&self) -> String {
        match self {
            Self::NoPrice(PriceError::NoPrice { instance_type, region, .. }) => format!("{instance_type} in {region}"),
            Self::Run(CeilingError::TooDear { ceiling, worst }) => format!("{} of {ceiling}", worst.total),
            other => other.to_string(),
        }
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

/// The most that a launch can cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Worst {
    /// Its job: what is reserved.
    pub of_job: Money,
    /// Its job and, after a smoke run, the real one: what there has to be room for.
    pub of_run: Money,
}

/// The most that launching the real run, or the smoke run before it, can cost, if the limits of its file can ever let
/// it through: that of a run, and that of a month in which nothing was spent yet.
///
/// A smoke run is for its real run: where that would be refused, or has no room, it is of no use.
pub fn affordable(
    config: &JobConfig,
    real: &TrainingJobRequest,
    smoke: Option<&TrainingJobRequest>,
    prices: &PriceTable,
    now: Timestamp,
) -> Result<Worst, Unaffordable> {
    let of_real = affordable_job(config, real, prices)?;
    let worst = match smoke {
        None => Worst { of_job: of_real, of_run: of_real },
        Some(smoke) => {
            let of_smoke = affordable_job(config, smoke, prices)?;
            Worst { of_job: of_smoke, of_run: of_smoke.plus(of_real).map_err(PriceError::from)? }
        }
    };
    if let Some(limit) = config.limits.cost_per_month {
        MonthlySpend::default().admit(real.job_name(), worst.of_run, limit, now)?;
    }
    Ok(worst)
}

/// The most that one job can cost, if that is within the ceiling.
fn affordable_job(config: &JobConfig, job: &TrainingJobRequest, prices: &PriceTable) -> Result<Money, Unaffordable> {
    let worst = worst_case(job, config.resources.machines.types(), prices)?;
    if let Some(ceiling) = config.limits.cost_per_run {
        check_ceiling(&worst, ceiling)?;
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
