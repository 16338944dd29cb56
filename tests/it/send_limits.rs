//! Letters leave no faster than a reader's domain, a relay's quota and the hours in config.toml allow, and all leave.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use courant::desk::reached::Reached;
use courant::desk::send::Sender;
use courant::desk::status;
use courant::domain::{Clock, Counts, DeliveryState as S, Mailing, MailingState as M};
use courant::ledger::{Boot, Holder};
use courant::mail::smtp::Timers;
use jiff::{SignedDuration, Timestamp};
use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::props::relay::{TestRelay, server, start};
use crate::props::server::{Act, Step};
use crate::props::until::until;
use crate::send_props::{Stage, now};

pub async fn relay() -> TestRelay {
    start(server(|_| Act::Comply)).await
}

/// So many readers at example.eu, and so many at example.hu.
pub fn stage(relay: &TestRelay, [eu, hu]: [usize; 2], more: &str) -> Stage {
    let stage = Stage::new(relay, 0, more);
    let mut rows = String::from("email,name,language\n");
    for (domain, readers) in [("eu", eu), ("hu", hu)] {
        (0..readers).for_each(|n| rows.push_str(&format!("r{n}@example.{domain},Reader,en\n")));
    }
    std::fs::write(stage.root().join("subscribers/partners.csv"), rows).unwrap();
    stage
}

pub fn start_at(stage: &Stage, clock: Clock) -> (watch::Sender<bool>, JoinHandle<()>) {
    let (tell, told) = watch::channel(false);
    let sender = Sender { clock, ends_when_idle: false, ..stage.sender() };
    (tell, tokio::spawn(async move { sender.run(told).await.unwrap() }))
}

pub async fn counts(stage: &Stage, mailing: &Mailing) -> Counts {
    stage.ledger.counts(mailing.id).await.unwrap()
}

/// Writes a line into `[delivery]`.
pub fn with(stage: &Stage, line: &str) {
    let file = stage.root().join("config.toml");
    let config = std::fs::read_to_string(&file).unwrap();
    let smtp = "transport = \"smtp\"";
    std::fs::write(&file, config.replace(smtp, &format!("{smtp}\n{line}"))).unwrap();
}

/// What a sender at this time comes to, once it has said what it waits for.
async fn rests_at(stage: &Stage, mailing: &Mailing, at: Timestamp) -> (u64, String) {
    // What the sender before it said must not be taken for this one's.
    {
        let lock = stage.ledger.sending_lock(Holder::this(&Boot::current(), at)).unwrap();
        stage.ledger.take_over(&lock, at).await.unwrap();
    }
    let (tell, sender) = start_at(stage, Clock::Fixed(at));
    let said = until("why it rests", async || stage.ledger.trouble().await.unwrap(), Option::is_some).await;
    tell.send(true).unwrap();
    sender.await.unwrap();
    (counts(stage, mailing).await.of(S::Accepted), said.unwrap())
}

#[tokio::test]
async fn a_slow_domain_waits_for_its_places_and_holds_up_nobody_else() {
    for pipelining in ["envelope", "deep"] {
        let relay = relay().await;
        let slow = "connections = 2\n[delivery.domain.\"example.hu\"]\nrate = \"1/hour\"";
        let stage = stage(&relay, [6, 4], slow);
        let file = stage.root().join("config.toml");
        let config = std::fs::read_to_string(&file).unwrap();
        let smtp = "transport = \"smtp\"";
        std::fs::write(&file, config.replace(smtp, &format!("{smtp}\npipelining = \"{pipelining}\"")))
            .unwrap();
        let mailing = stage.mailing(10).await;
        let (tell, sender) = stage.start();
        let seen = async || counts(&stage, &mailing).await;
        until(pipelining, seen, |counts| counts.of(S::Accepted) == 7 && counts.later() == 3).await;
        tell.send(true).unwrap();
        sender.await.unwrap();
        let hungarian = relay.truth.accepted().iter().filter(|letter| letter.to[0].ends_with("hu")).count();
        assert_eq!(hungarian, 1, "{pipelining}");
        let missing = stage.ledger.missing(mailing.id).await.unwrap();
        assert!(missing.iter().all(|row| row.reason.starts_with("waits for its turn")), "{missing:?}");
        let due: Vec<_> = missing.iter().filter_map(|row| row.retry_at).collect();
        let spread = due.iter().max().unwrap().duration_since(*due.iter().min().unwrap());
        assert_eq!(spread.as_mins(), 120, "one after the other");
    }
}

#[tokio::test]
async fn whoever_was_put_off_for_the_sake_of_a_domain_gets_theirs_in_the_end() {
    let relay = relay().await;
    let stage = stage(&relay, [3, 40], "[delivery.domain.\"example.hu\"]\nrate = \"20/second\"");
    let mailing = stage.mailing(43).await;
    stage.send().await;
    assert_eq!(counts(&stage, &mailing).await.of(S::Accepted), 43);
    assert_eq!(relay.truth.accepted().len(), 43);
}

#[tokio::test]
async fn no_more_letters_are_handed_over_to_a_domain_at_once_than_it_gets() {
    let at_once = Arc::new([const { AtomicU64::new(0) }; 2]);
    let seen = Arc::clone(&at_once);
    let relay = start(server(move |moment| {
        let [now, most] = &*seen;
        match moment.step {
            Step::Rcpt => _ = most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst),
            Step::Dot => _ = now.fetch_sub(1, Ordering::SeqCst),
            _ => {}
        }
        Act::Comply
    }))
    .await;
    let stage = stage(&relay, [0, 40], "connections = 4\n[delivery.domain.\"example.hu\"]\nconnections = 1");
    let mailing = stage.mailing(40).await;
    stage.send().await;
    assert_eq!(counts(&stage, &mailing).await.of(S::Accepted), 40);
    assert_eq!(at_once[1].load(Ordering::SeqCst), 1);
}

/// Readers at example.hu whom a relay has letters for at once, and the most of them since one of their answers.
#[derive(Default)]
struct AtOnce {
    now: AtomicU64,
    most: AtomicU64,
    answers: AtomicU64,
}

/// Of its first `bad` readers at example.hu it puts off half. It takes its time before it wants a letter
/// to them, so that as many are under way as may be; `from`: the first of their answers since which they are counted.
async fn puts_off_half(bad: u64, from: u64) -> (TestRelay, Arc<AtOnce>) {
    let seen = Arc::new(AtOnce::default());
    let at_once = Arc::clone(&seen);
    let hungarian = Arc::new(std::sync::Mutex::new(std::collections::BTreeSet::new()));
    let relay = start(server(move |moment| {
        let mut hungarian = hungarian.lock().unwrap();
        match moment.step {
            Step::Rcpt if moment.line.contains("@example.hu>") => {
                let answers = at_once.answers.fetch_add(1, Ordering::SeqCst);
                if answers < bad && answers % 2 == 0 {
                    return Act::Say("451 4.7.1 later, please\r\n".to_owned());
                }
                hungarian.insert(moment.connection);
                let now = at_once.now.fetch_add(1, Ordering::SeqCst) + 1;
                if answers >= from {
                    at_once.most.fetch_max(now, Ordering::SeqCst);
                }
            }
            Step::Data if hungarian.contains(&moment.connection) => return Act::Trickle(1),
            Step::Dot if hungarian.remove(&moment.connection) => {
                at_once.now.fetch_sub(1, Ordering::SeqCst);
            }
            _ => {}
        }
        Act::Comply
    }))
    .await;
    (relay, seen)
}

/// Waits for slow answers as long as a sender does: where a line is given up, the relay does not hear what it had is over.
fn start_patiently(stage: &Stage) -> (watch::Sender<bool>, JoinHandle<()>) {
    let (tell, told) = watch::channel(false);
    let mut sender = stage.sender();
    (sender.tempo.timers, sender.ends_when_idle) = (Timers::default(), false);
    (tell, tokio::spawn(async move { sender.run(told).await.unwrap() }))
}

#[tokio::test]
async fn a_domain_that_puts_off_half_has_two_at_once_and_holds_up_nobody_else() {
    for pipelining in ["envelope", "deep"] {
        let (relay, seen) = puts_off_half(u64::MAX, 40).await;
        let stage = stage(&relay, [900, 900], "connections = 8");
        with(&stage, &format!("pipelining = \"{pipelining}\""));
        stage.mailing(1800).await;
        let (tell, sender) = start_patiently(&stage);
        let taken = async || {
            let accepted = relay.truth.accepted();
            accepted.iter().filter(|letter| letter.to[0].ends_with("eu")).count()
        };
        until(pipelining, taken, |taken| *taken == 900).await;
        let answers = async || seen.answers.load(Ordering::SeqCst);
        let meanwhile = answers().await;
        until(pipelining, answers, |answers| *answers > 60).await;
        tell.send(true).unwrap();
        sender.await.unwrap();
        assert_eq!(seen.most.load(Ordering::SeqCst), 2, "{pipelining}");
        assert!(meanwhile < 400, "{pipelining}: {meanwhile} answers for example.hu meanwhile");
    }
}

#[tokio::test]
async fn a_domain_that_puts_off_no_more_gets_as_many_at_once_as_any_other() {
    let (relay, seen) = puts_off_half(60, 120).await;
    let stage = stage(&relay, [0, 300], "connections = 8");
    let mailing = stage.mailing(300).await;
    let (tell, sender) = start_patiently(&stage);
    let settled = |counts: &Counts| counts.of(S::Accepted) == 270;
    until("all but those put off", async || counts(&stage, &mailing).await, settled).await;
    tell.send(true).unwrap();
    sender.await.unwrap();
    assert_eq!(seen.answers.load(Ordering::SeqCst), 300);
    assert!(seen.most.load(Ordering::SeqCst) > 2);
}

#[tokio::test]
async fn a_quota_holds_over_restarts_and_what_is_left_goes_when_it_is_over() {
    let relay = relay().await;
    let stage = stage(&relay, [10, 0], "connections = 1\nquota = \"3/1h\"");
    let mailing = stage.mailing(10).await;
    let begun = now();
    for (minutes, taken) in [(0, 3), (30, 3), (61, 6), (90, 6)] {
        let (letters, said) = rests_at(&stage, &mailing, begun + SignedDuration::from_mins(minutes)).await;
        assert_eq!(letters, taken, "after {minutes} minutes: {said}");
        assert!(said.contains("takes 3 letters in 1h"), "{said}");
        assert!(said.ends_with(" Europe/Amsterdam"), "the newsletter's clocks: {said}");
        assert_eq!(stage.ledger.mailing(mailing.id).await.unwrap().state, M::Sending);
    }
}

#[tokio::test]
async fn a_full_quota_stays_said_while_letters_land_that_were_under_way_and_no_end_is_told() {
    for pipelining in ["envelope", "deep"] {
        let slow = |step| if step == Step::Dot { Act::Trickle(3) } else { Act::Comply };
        let relay = start(server(move |moment| slow(moment.step))).await;
        let stage = stage(&relay, [30, 0], "connections = 4\nquota = \"10/24h\"");
        with(&stage, &format!("pipelining = \"{pipelining}\""));
        let mailing = stage.mailing(30).await;
        let (tell, sender) = start_at(&stage, Clock::System);
        until(pipelining, async || stage.ledger.trouble().await.unwrap(), Option::is_some).await;
        until(pipelining, async || counts(&stage, &mailing).await, |counts| counts.of(S::Accepted) == 10)
            .await;
        let reached = Reached::at(stage.root(), &Handle::current()).unwrap();
        let soon = now() + SignedDuration::from_secs(12);
        let one = status::status(&reached, None, soon).await.unwrap().remove(0);
        tell.send(true).unwrap();
        sender.await.unwrap();
        let words = stage.ledger.trouble().await.unwrap().unwrap_or_default();
        let on =
            words.strip_prefix("the mail server takes 10 letters in 24h, and has had them; it goes on at ");
        let on = on.and_then(|on| on.strip_suffix(" Europe/Amsterdam"));
        assert!(on.is_some_and(|on| on.len() == "2026-12-04 09:00".len()), "{pipelining}: {words}");
        assert!(one.progress.per_minute > 0 && one.eta.is_none(), "{pipelining}: {one:?}");
        assert_eq!(relay.truth.accepted().len(), 10, "{pipelining}");
    }
}

#[tokio::test]
async fn a_mailing_is_over_with_its_last_letter_or_its_end_though_the_quota_is_used_up() {
    for (quota, readers, taken) in [("5/24h", 5, 5), ("3/24h", 5, 3)] {
        let relay = relay().await;
        let stage = stage(&relay, [readers, 0], &format!("connections = 2\nquota = \"{quota}\""));
        let mailing = stage.mailing_until(5, now() + SignedDuration::from_secs(3)).await;
        let sends = tokio::time::timeout(std::time::Duration::from_secs(120), stage.send());
        sends.await.unwrap_or_else(|_| panic!("{quota}: it waits for the next day"));
        assert_eq!(counts(&stage, &mailing).await.of(S::Accepted), taken, "{quota}");
        assert_eq!(stage.ledger.mailing(mailing.id).await.unwrap().state, M::Sent, "{quota}");
    }
}

#[tokio::test]
async fn a_quota_smaller_than_the_number_of_connections_begins_anew_without_another_sender() {
    let relay = relay().await;
    let stage = stage(&relay, [5, 0], "connections = 4\nquota = \"3/1s\"");
    let mailing = stage.mailing(5).await;
    stage.send().await;
    assert_eq!(counts(&stage, &mailing).await.of(S::Accepted), 5);
}

#[tokio::test]
async fn a_relay_that_has_had_its_quota_leaves_the_rest_to_the_other() {
    let relays = [relay().await, relay().await];
    let more = format!(
        "name = \"first\"\nconnections = 1\nquota = \"3/day\"\n[[delivery.relay]]\nhost = \"127.0.0.1\"\n\
         port = {}\ntls = \"none\"\nconnections = 1",
        relays[1].address.port()
    );
    let stage = stage(&relays[0], [20, 0], &more);
    let mailing = stage.mailing(20).await;
    stage.send().await;
    assert_eq!(stage.ledger.mailing(mailing.id).await.unwrap().state, M::Sent);
    let [first, second] = relays.map(|relay| relay.truth.accepted().len());
    assert!(first <= 3 && first + second == 20, "{first} and {second}");
}

#[tokio::test]
async fn outside_its_hours_a_mailing_waits_and_says_until_when() {
    let relay = relay().await;
    let stage = stage(&relay, [5, 0], "");
    with(&stage, "window = \"07:00-20:00\"");
    let at = |written: &str| written.parse::<jiff::Zoned>().unwrap().timestamp();
    let evening = at("2027-06-20T20:30[Europe/Amsterdam]");
    let mailing = stage.mailing_at(5, evening - SignedDuration::from_hours(1), evening).await;
    let (letters, said) = rests_at(&stage, &mailing, evening).await;
    assert_eq!(letters, 0);
    assert!(said.contains("between 07:00 and 20:00 only"), "{said}");
    assert!(said.ends_with("they go on at 2027-06-21 07:00"), "{said}");
    stage.send_at(Clock::Fixed(at("2027-06-21T07:00[Europe/Amsterdam]"))).await;
    assert_eq!(counts(&stage, &mailing).await.of(S::Accepted), 5);
    assert_eq!(stage.ledger.trouble().await.unwrap(), None);
}

#[tokio::test]
async fn outside_the_hours_who_was_tried_before_gets_theirs_and_nobody_else() {
    for pipelining in ["envelope", "deep"] {
        let evening = Arc::new(AtomicBool::new(true));
        let early = Arc::clone(&evening);
        let relay = start(server(move |moment| match moment.step {
            Step::Rcpt if moment.line.contains("<r0@example.eu>") && early.load(Ordering::SeqCst) => {
                Act::Say("451 4.3.0 later, please\r\n".to_owned())
            }
            _ => Act::Comply,
        }))
        .await;
        let stage = stage(&relay, [3, 2], "[delivery.domain.\"example.hu\"]\nrate = \"1/hour\"");
        with(&stage, &format!("window = \"07:00-20:00\"\npipelining = \"{pipelining}\""));
        let at = |time: &str| format!("2027-06-20T{time}[Europe/Amsterdam]").parse::<jiff::Zoned>().unwrap();
        let at = |time: &str| at(time).timestamp();
        // It is the first of the two, and waits for the morning.
        let waiting = stage.mailing_of_at("spring", 5, at("20:30")).await;
        let mailing = stage.mailing_of_at("summer", 5, at("19:30")).await;
        let (tell, sender) = start_at(&stage, Clock::Fixed(at("19:30")));
        let both = |counts: &Counts| counts.of(S::Accepted) == 3 && counts.later() == 2;
        until("the evening", async || counts(&stage, &mailing).await, both).await;
        tell.send(true).unwrap();
        sender.await.unwrap();

        evening.store(false, Ordering::SeqCst);
        let (tell, sender) = start_at(&stage, Clock::Fixed(at("22:00")));
        let look = async || (counts(&stage, &mailing).await, stage.ledger.trouble().await.unwrap());
        let night = until("the night", look, |(counts, said)| counts.of(S::Accepted) == 4 && said.is_some());
        let (after, said) = night.await;
        tell.send(true).unwrap();
        sender.await.unwrap();
        assert!(said.is_some_and(|said| said.ends_with("they go on at 2027-06-21 07:00")), "{pipelining}");
        assert_eq!(after.later(), 1, "{pipelining}: whose domain gets only so many was not tried yet");
        assert_eq!(counts(&stage, &waiting).await.of(S::Planned), 5, "{pipelining}");
        let last = relay.truth.accepted().pop().unwrap();
        assert_eq!(last.to, ["r0@example.eu"], "{pipelining}");
    }
}

#[tokio::test]
async fn a_connection_ends_after_its_share_of_letters_and_the_next_one_goes_on() {
    for pipelining in ["envelope", "deep"] {
        let longest = Arc::new([const { AtomicU64::new(0) }; 2]);
        let seen = Arc::clone(&longest);
        let relay = start(server(move |moment| {
            seen[0].fetch_max(moment.letter, Ordering::SeqCst);
            seen[1].fetch_max(moment.connection, Ordering::SeqCst);
            Act::Comply
        }))
        .await;
        let stage = stage(&relay, [10, 0], "connections = 1\nmessages_per_connection = 3");
        with(&stage, &format!("pipelining = \"{pipelining}\""));
        let mailing = stage.mailing(10).await;
        stage.send().await;
        assert_eq!(counts(&stage, &mailing).await.of(S::Accepted), 10);
        let [letters, connections] = [0, 1].map(|at: usize| longest[at].load(Ordering::SeqCst));
        assert_eq!((letters, connections), (3, 4), "{pipelining}");
    }
}

#[tokio::test]
async fn a_server_that_closes_in_the_middle_of_a_session_costs_nobody_their_letter() {
    for step in [Step::Mail, Step::Rcpt, Step::Data, Step::Dot] {
        let relay = start(server(move |moment| match moment.connection {
            1 if moment.step == step && moment.letter == 2 => {
                Act::SayAndHangUp("421 4.3.2 closing for a while\r\n".to_owned())
            }
            _ => Act::Comply,
        }))
        .await;
        let stage = stage(&relay, [3, 0], "connections = 1");
        let mailing = stage.mailing(3).await;
        let (tell, sender) = stage.start();
        let seen = async || counts(&stage, &mailing).await;
        // At RCPT and later it is this letter that waits for its next try.
        let settled = |counts: &Counts| counts.of(S::Accepted) + counts.later() == 3;
        let counts = until(&format!("{step:?}"), seen, settled).await;
        tell.send(true).unwrap();
        sender.await.unwrap();
        assert_eq!(counts.later(), u64::from(step != Step::Mail), "{step:?}");
        assert_eq!(relay.truth.accepted().len() as u64, counts.of(S::Accepted), "{step:?}");
    }
}
