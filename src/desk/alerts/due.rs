//! When there is something to tell about a mailing: a pure look at how it stands.

use jiff::civil::Time;
use jiff::{SignedDuration, Timestamp};

use crate::domain::{Mailing, MailingState, Occasion};

const HOUR: SignedDuration = SignedDuration::from_hours(1);
const QUARTER: SignedDuration = SignedDuration::from_mins(15);
/// What was written so shortly before it is due is known to whoever wrote it.
const AHEAD: SignedDuration = SignedDuration::from_mins(10);
/// News of this age are told; older ones are no news.
const FRESH: SignedDuration = SignedDuration::from_hours(24);
/// A beginning may still be told when its mailing has just ended.
const JUST_OVER: SignedDuration = SignedDuration::from_mins(2);
/// Whoever sends at night reads the summary on the same day.
const NIGHT: SignedDuration = SignedDuration::from_hours(4);
const MORNING: i8 = 8;

/// An occasion and when to tell of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Due {
    pub occasion: Occasion,
    pub from: Timestamp,
    pub until: Timestamp,
    /// A way that was not tried before is not begun with from here on.
    pub begins_until: Timestamp,
}

impl Due {
    fn new(occasion: Occasion, from: Timestamp, until: Timestamp) -> Self {
        Self { occasion, from, until, begins_until: until }
    }

    pub fn is_now(&self, now: Timestamp) -> bool {
        (self.from..self.until).contains(&now)
    }
}

/// How a mailing stands, besides what it says itself.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Stands {
    pub since: Option<Timestamp>,
    /// Since when no mail server has answered, if something keeps it from being sent.
    pub unanswered: Option<Timestamp>,
    /// Since when every letter is put off.
    pub put_off: Option<Timestamp>,
    /// When new rules of its zone moved it.
    pub moved: Option<Timestamp>,
    /// When a look ahead found no mail server, and how many minutes before it was due.
    pub unreachable: Option<(Timestamp, i64)>,
    /// When a look ahead found that its last letters would leave after its end, and how many minutes before it was due.
    pub too_late: Option<(Timestamp, i64)>,
}

/// All occasions of this mailing as it stands, those to come among them.
pub(super) fn occasions(mailing: &Mailing, stands: Stands) -> Vec<Due> {
    use MailingState::{Cancelled, Held, Paused, Pausing, Scheduled, Sending, Sent};
    let fresh = |occasion, from| Due::new(occasion, from, after(from, FRESH));
    let due = mailing.schedule.due;
    let announced = due.duration_since(mailing.created_at) >= AHEAD;
    let mut all = Vec::new();
    if mailing.state == Scheduled && announced {
        let from = after(due, -HOUR).max(mailing.created_at);
        all.push(Due::new(Occasion::Soon, from, due));
    }
    if mailing.state == Scheduled {
        let told =
            |occasion: fn(i64) -> Occasion| move |(from, minutes)| Due::new(occasion(minutes), from, due);
        all.extend(stands.unreachable.map(told(Occasion::Preflight)));
        all.extend(stands.too_late.map(told(Occasion::TooLate)));
        all.extend(stands.moved.map(|at| fresh(Occasion::Moved(at), at)));
    }
    // Of what is over nobody needs to hear that it begins; a small mailing may be over before anybody could be told.
    let begins = mailing.finished_at.map_or(Timestamp::MAX, |over| after(over, JUST_OVER));
    all.extend(mailing.started_at.map(|at| Due { begins_until: begins, ..fresh(Occasion::Started, at) }));
    match (mailing.state, stands.since) {
        (Held, Some(since)) => all.push(fresh(Occasion::Held(since), since)),
        (Paused | Pausing, Some(since)) => all.push(fresh(Occasion::Paused(since), after(since, QUARTER))),
        (Sending, _) => {
            all.extend(
                stands.unanswered.map(|since| fresh(Occasion::Unanswered(since), after(since, QUARTER))),
            );
            all.extend(stands.put_off.map(|since| fresh(Occasion::PutOff(since), after(since, QUARTER))));
        }
        _ => {}
    }
    if let Some(over) = mailing.finished_at.filter(|_| matches!(mailing.state, Sent | Cancelled)) {
        if mailing.started_at.is_some() || announced {
            all.push(fresh(Occasion::Over, over));
        }
        if mailing.started_at.is_some() {
            all.push(fresh(Occasion::Morning, morning_after(mailing, over)));
        }
    }
    all
}

fn morning_after(mailing: &Mailing, over: Timestamp) -> Timestamp {
    let rested = after(over, NIGHT).to_zoned(mailing.schedule.time_zone());
    let at = |date: jiff::civil::Date| {
        let time = Time::constant(MORNING, 0, 0, 0);
        rested.time_zone().to_timestamp(date.to_datetime(time)).unwrap_or(Timestamp::MAX)
    };
    let today = at(rested.date());
    if today >= rested.timestamp() { today } else { rested.date().tomorrow().map_or(Timestamp::MAX, at) }
}

fn after(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.saturating_add(by).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{IssueId, MailingId, MailingKind, Schedule};

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a moment")
    }

    fn mailing(state: MailingState, created: &str, due: &str) -> Mailing {
        Mailing {
            id: MailingId([1; 8]),
            name: "summer".to_owned(),
            issue: IssueId::parse("summer").expect("a name"),
            kind: MailingKind::Live,
            state,
            held: None,
            held_on: None,
            lists: Vec::new(),
            confirmed: 3,
            again: false,
            schedule: Schedule {
                local: "2026-12-04T09:00".parse().expect("a time"),
                zone: "Europe/Budapest".to_owned(),
                due: at(due),
                shift: None,
            },
            expires_at: None,
            created_at: at(created),
            started_at: None,
            finished_at: None,
            by: "anna".to_owned(),
            letters_hash: String::new(),
        }
    }

    fn told(mailing: &Mailing, since: &str, now: &str) -> Vec<&'static str> {
        let stands = Stands { since: Some(at(since)), ..Stands::default() };
        let due = occasions(mailing, stands);
        due.iter().filter(|due| due.is_now(at(now))).map(|due| due.occasion.word()).collect()
    }

    #[test]
    fn a_scheduled_mailing_is_told_of_an_hour_before_and_not_when_it_was_written_just_then() {
        let due = "2026-12-04T08:00:00Z";
        for (created, now, says) in [
            ("2026-12-01T08:00:00Z", "2026-12-04T06:59:59Z", false),
            ("2026-12-01T08:00:00Z", "2026-12-04T07:00:00Z", true),
            ("2026-12-01T08:00:00Z", "2026-12-04T07:59:59Z", true),
            ("2026-12-01T08:00:00Z", "2026-12-04T08:00:00Z", false),
            ("2026-12-04T07:50:00Z", "2026-12-04T07:50:00Z", true),
            ("2026-12-04T07:50:01Z", "2026-12-04T07:55:00Z", false),
        ] {
            let soon = told(&mailing(MailingState::Scheduled, created, due), created, now);
            assert_eq!(soon, if says { vec!["soon"] } else { vec![] }, "written {created}, now {now}");
        }
    }

    #[test]
    fn a_hold_is_told_at_once_and_a_pause_after_a_quarter_of_an_hour() {
        let since = "2026-12-04T08:00:00Z";
        for (state, now, says) in [
            (MailingState::Held, "2026-12-04T08:00:00Z", vec!["held"]),
            (MailingState::Held, "2026-12-05T08:00:00Z", vec![]),
            (MailingState::Paused, "2026-12-04T08:14:59Z", vec![]),
            (MailingState::Paused, "2026-12-04T08:15:00Z", vec!["paused"]),
            (MailingState::Pausing, "2026-12-04T08:15:00Z", vec!["paused"]),
        ] {
            assert_eq!(told(&mailing(state, since, since), since, now), says, "{state:?} {now}");
        }
    }

    #[test]
    fn a_mail_server_that_does_not_answer_for_a_quarter_of_an_hour_is_told_of_once_for_each_silence() {
        let mailing = mailing(MailingState::Sending, "2026-12-04T08:00:00Z", "2026-12-04T08:00:00Z");
        let silent = at("2026-12-04T08:00:00Z");
        let stands = Stands { unanswered: Some(silent), ..Stands::default() };
        let due = occasions(&mailing, stands);
        assert_eq!(due.len(), 1);
        assert_eq!((due[0].occasion, due[0].from), (Occasion::Unanswered(silent), after(silent, QUARTER)));
        assert_eq!(occasions(&mailing, Stands::default()), []);
    }

    #[test]
    fn a_beginning_is_first_told_until_shortly_after_the_end_and_a_try_that_failed_is_repeated_for_a_day() {
        let (began, over) = (at("2026-12-04T08:00:00Z"), at("2026-12-04T08:30:00Z"));
        let mut one = mailing(MailingState::Sending, "2026-12-04T08:00:00Z", "2026-12-04T08:00:00Z");
        one.started_at = Some(began);
        assert_eq!(occasions(&one, Stands::default())[0].begins_until, Timestamp::MAX, "it is still so");
        (one.state, one.finished_at) = (MailingState::Sent, Some(over));
        let all = occasions(&one, Stands::default());
        assert_eq!((all[0].occasion, all[0].until), (Occasion::Started, after(began, FRESH)));
        assert_eq!(all[0].begins_until, after(over, JUST_OVER));
        assert!(all[1..].iter().all(|due| due.begins_until == due.until), "all else is news as long as ever");
    }

    #[test]
    fn the_end_is_told_at_once_and_again_on_the_next_morning_where_it_was_sent_from() {
        for (over, morning) in [
            ("2026-12-04T09:00:00Z", "2026-12-05T07:00:00Z"),
            ("2026-12-04T22:30:00Z", "2026-12-05T07:00:00Z"),
            ("2026-12-05T02:30:00Z", "2026-12-05T07:00:00Z"),
            ("2026-12-05T03:30:00Z", "2026-12-06T07:00:00Z"),
        ] {
            let mut sent = mailing(MailingState::Sent, "2026-12-04T08:00:00Z", "2026-12-04T08:00:00Z");
            (sent.started_at, sent.finished_at) = (Some(at("2026-11-01T08:00:00Z")), Some(at(over)));
            assert_eq!(told(&sent, over, over), ["over"]);
            assert!(told(&sent, over, morning).contains(&"morning"), "{over}");
            let before = after(at(morning), SignedDuration::from_secs(-1)).to_string();
            assert!(!told(&sent, over, &before).contains(&"morning"), "{over}");
        }
    }

    #[test]
    fn who_takes_back_a_mailing_within_its_countdown_is_not_told_of_it() {
        let (written, due) = ("2026-12-04T08:00:00Z", "2026-12-04T08:01:00Z");
        let mut taken_back = mailing(MailingState::Cancelled, written, due);
        taken_back.finished_at = Some(at("2026-12-04T08:00:30Z"));
        assert_eq!(occasions(&taken_back, Stands::default()), []);
    }
}
