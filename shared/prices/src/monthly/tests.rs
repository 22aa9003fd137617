use proptest::prelude::*;

use super::*;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn money(text: &str) -> Money {
    Money::parse(text).unwrap()
}

const NOVEMBER: &str = "2026-11-24T10:15:00Z";
const DECEMBER: &str = "2026-12-01T00:00:00Z";

fn november() -> Timestamp {
    at(NOVEMBER)
}

fn december() -> Timestamp {
    at(DECEMBER)
}

fn admit(spend: &MonthlySpend, worst: &str, limit: &str, now: Timestamp) -> Result<Admission, LimitError> {
    spend.admit("next", money(worst), money(limit), now)
}

fn waits(admission: Result<Admission, LimitError>) -> MonthIsFull {
    match admission {
        Ok(Admission::Wait(full)) => full,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_end_puts_what_a_job_cost_in_the_place_of_what_was_reserved() {
    let mut spend = MonthlySpend::default();
    spend.reserve("a", money("15.30 USD"), november());
    assert_eq!(spend.reserved().collect::<Vec<_>>(), [("a", money("15.30 USD"))]);
    assert!(spend.settle("a", Some(money("1.20 USD")), november()));
    assert_eq!((spend.spent(november()), spend.reserved().len()), (&[money("1.20 USD")][..], 0));
}

#[test]
fn a_launch_that_could_pass_the_limit_waits_for_the_next_month_and_says_why() {
    let mut spend = MonthlySpend::default();
    spend.reserve("a", money("15.30 USD"), november());
    spend.settle("a", Some(money("12.345 USD")), november());
    spend.reserve("b", money("15.30 USD"), november());
    assert_eq!(admit(&spend, "15.30 USD", "42.945 USD", november()), Ok(Admission::Launch));
    let full = waits(admit(&spend, "15.30 USD", "42.94 USD", november()));
    assert_eq!(full.due, december());
    insta::assert_snapshot!(
        full,
        @"of the limit of 42.94 USD for 2026-11, 27.65 USD are spent or reserved, and this run may cost 15.30 USD: it waits until 2026-12-01 00:00 UTC"
    );
}

#[test]
fn a_month_begins_with_nothing_spent_and_with_the_jobs_that_still_run() {
    let mut spend = MonthlySpend::default();
    spend.reserve("a", money("30 USD"), november());
    spend.settle("a", Some(money("30 USD")), november());
    spend.reserve("b", money("15 USD"), november());
    waits(admit(&spend, "10 USD", "50 USD", november()));
    assert_eq!(admit(&spend, "35 USD", "50 USD", december()), Ok(Admission::Launch));
    waits(admit(&spend, "35.01 USD", "50 USD", december()));

    spend.settle("b", Some(money("9 USD")), december());
    assert_eq!(spend.spent(december()), [money("9 USD")]);
}

#[test]
fn a_clock_that_is_behind_does_not_bring_the_last_month_back() {
    let mut spend = MonthlySpend::default();
    spend.reserve("a", money("40 USD"), december());
    spend.settle("a", Some(money("40 USD")), november());
    assert_eq!(spend.spent(december()), [money("40 USD")]);
    assert_eq!(waits(admit(&spend, "20 USD", "50 USD", november())).due, at("2027-01-01T00:00:00Z"));
}

#[test]
fn whoever_finishes_a_launch_that_was_begun_may() {
    let mut spend = MonthlySpend::default();
    spend.reserve("next", money("40 USD"), november());
    assert_eq!(admit(&spend, "40 USD", "50 USD", november()), Ok(Admission::Launch));
    waits(spend.admit("another", money("40 USD"), money("50 USD"), november()));
}

#[test]
fn what_is_taken_back_can_be_spent_otherwise_and_reserved_again() {
    let mut spend = MonthlySpend::default();
    spend.reserve("a", money("40 USD"), november());
    spend.release("a");
    spend.release("a");
    assert_eq!(admit(&spend, "50 USD", "50 USD", november()), Ok(Admission::Launch));
    spend.reserve("a", money("20 USD"), november());
    assert_eq!(spend.reserved().collect::<Vec<_>>(), [("a", money("20 USD"))]);
}

#[test]
fn a_cost_that_nobody_knows_is_what_was_reserved() {
    let mut spend = MonthlySpend::default();
    spend.reserve("a", money("40 USD"), november());
    spend.settle("a", None, november());
    spend.settle("b", None, november());
    assert_eq!(spend.spent(november()), [money("40 USD")]);
}

#[test]
fn a_run_that_no_month_has_room_for_is_refused_and_not_left_waiting() {
    let error = admit(&MonthlySpend::default(), "50.01 USD", "50 USD", november()).unwrap_err();
    insta::assert_snapshot!(format!("{error}\nhint: {}", error.hint()), @r#"
    this run may cost 50.01 USD, which is more than the limit of 50.00 USD for a whole month
    hint: raise `cost_per_month` to "50.01 USD" at least, or make the run cheaper
    "#);
}

#[test]
fn a_limit_is_not_held_against_money_of_another_currency() {
    let mut spend = MonthlySpend::default();
    assert!(matches!(admit(&spend, "1 CNY", "50 USD", november()), Err(LimitError::Currency { .. })));

    spend.settle("a", Some(money("7 CNY")), november());
    spend.settle("b", Some(money("1 USD")), november());
    assert_eq!(spend.spent(november()), [money("7 CNY"), money("1 USD")]);
    let error = admit(&spend, "1 USD", "50 USD", november()).unwrap_err();
    insta::assert_snapshot!(error, @"the month's limit of 50.00 USD cannot be held against 7.00 CNY of jobs earlier in the month");
    assert_eq!(admit(&spend, "1 USD", "50 USD", december()), Ok(Admission::Launch));
}

#[test]
fn a_pipelines_state_keeps_it_in_few_words() {
    let mut spend = MonthlySpend::default();
    assert_eq!(serde_json::to_string(&spend).unwrap(), "{}");
    spend.reserve("a", money("0.276 USD"), november());
    spend.settle("a", Some(money("0.1 USD")), november());
    spend.reserve("b", money("0.276 USD"), november());
    insta::assert_snapshot!(
        serde_json::to_string(&spend).unwrap(),
        @r#"{"month":"2026-11","spent":["0.10 USD"],"reserved":{"b":"0.276 USD"},"settled":["a"]}"#
    );
}

#[test]
fn only_the_last_ends_are_remembered() {
    let mut spend = MonthlySpend::default();
    for job in 0..100 {
        spend.settle(&job.to_string(), Some(money("1 USD")), november());
    }
    assert_eq!((spend.settled.len(), spend.spent(november())), (REMEMBERED, &[money("100 USD")][..]));
    assert!(!spend.settle("99", Some(money("1 USD")), november()));
}

/// Something that is told of one of a few jobs. What a job may cost and has cost goes by its number.
#[derive(Clone, Copy, Debug)]
enum Told {
    Launch(u8),
    End(u8),
}

impl Told {
    fn tell(self, spend: &mut MonthlySpend) {
        match self {
            Self::Launch(job) => spend.reserve(&job.to_string(), worst(job), november()),
            Self::End(job) => {
                spend.settle(&job.to_string(), Some(actual(job)), november());
            }
        }
    }
}

fn worst(job: u8) -> Money {
    money("3 USD").times(u64::from(job) + 1).unwrap()
}

fn actual(job: u8) -> Money {
    money("1 USD").times(u64::from(job) + 1).unwrap()
}

fn told() -> impl Strategy<Value = Told> {
    (0u8..8, any::<bool>()).prop_map(|(job, ends)| if ends { Told::End(job) } else { Told::Launch(job) })
}

/// Apart from the order in which ends are remembered.
fn sorted(mut spend: MonthlySpend) -> MonthlySpend {
    spend.settled.sort();
    spend
}

proptest! {
    #[test]
    fn in_whatever_order_and_however_often_it_is_told_the_same_is_left(
        story in proptest::collection::vec(told(), 0..40).prop_flat_map(|story| {
            let shuffled = Just(story.clone()).prop_shuffle();
            (Just(story), shuffled)
        }),
    ) {
        let (story, shuffled) = story;
        let (mut once, mut otherwise) = (MonthlySpend::default(), MonthlySpend::default());
        for told in &story {
            told.tell(&mut once);
        }
        for told in shuffled.iter().chain(&story) {
            told.tell(&mut otherwise);
            told.tell(&mut otherwise);
        }
        prop_assert_eq!(sorted(otherwise), sorted(once.clone()));

        let ended = |job: u8| story.iter().any(|told| matches!(told, Told::End(other) if *other == job));
        let sum = (0..8).filter(|job| ended(*job)).map(|job| u64::from(job) + 1).sum();
        let spent = once.spent(november()).first().copied().unwrap_or(money("0 USD"));
        prop_assert_eq!(spent, money("1 USD").times(sum).unwrap());
    }

    #[test]
    fn whatever_jobs_cost_within_their_worst_case_no_month_passes_its_limit(
        steps in proptest::collection::vec((0u64..90, 1u64..60, 0.0..=1.0), 1..60),
        limit in 1u64..100,
    ) {
        let limit = money("1 USD").times(limit).unwrap();
        let mut now = at("2026-01-01T00:00:00Z");
        let mut spend = MonthlySpend::default();
        let mut bills: BTreeMap<Month, Money> = BTreeMap::new();
        for (number, (hours, dollars, share)) in steps.into_iter().enumerate() {
            now += jiff::SignedDuration::from_hours(i64::try_from(hours).unwrap());
            let (job, worst) = (number.to_string(), money("1 USD").times(dollars).unwrap());
            if let Ok(Admission::Launch) = spend.admit(&job, worst, limit, now) {
                spend.reserve(&job, worst, now);
                // It ends a few days later: in this month, or in the next.
                now += jiff::SignedDuration::from_hours(i64::try_from(hours).unwrap());
                #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a few dollars")]
                let cents = (share * 100.0 * f64::from(u32::try_from(dollars).unwrap())) as u64;
                let cost = money("0.01 USD").times(cents).unwrap();
                spend.settle(&job, Some(cost), now);
                let bill = bills.entry(Month::of(now)).or_insert(money("0 USD"));
                *bill = bill.plus(cost).unwrap();
            }
        }
        for (month, bill) in bills {
            prop_assert!(!bill.exceeds(limit).unwrap(), "{}: {} of {}", month, bill, limit);
        }
    }

    #[test]
    fn what_a_state_keeps_reads_the_same(story in proptest::collection::vec(told(), 0..40)) {
        let mut spend = MonthlySpend::default();
        for told in story {
            told.tell(&mut spend);
        }
        let json = serde_json::to_string(&spend).unwrap();
        prop_assert_eq!(serde_json::from_str::<MonthlySpend>(&json).unwrap(), spend);
    }

    #[test]
    fn what_is_told_again_is_no_change(story in proptest::collection::vec(told(), 1..40)) {
        let mut spend = MonthlySpend::default();
        for told in &story {
            told.tell(&mut spend);
            let before = spend.clone();
            told.tell(&mut spend);
            prop_assert_eq!(&spend, &before);
        }
    }
}
