//! A mail server that takes nobody's letter, and refuses none: people are told, and nothing is held for it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use courant::desk::alerts::Watch;
use courant::desk::send::Sender;
use courant::desk::{put_off, status};
use courant::domain::{Clock, Mailing, MailingState as M};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::alerts::{another, change, mails, occasions, settled, told};
use crate::props::relay::{TestRelay, server, start};
use crate::props::server::{Act, Step};
use crate::props::until::until;
use crate::send_props::{Stage, now};

/// Puts off every letter at this step, until it does so no more.
async fn reluctant(at: Step, says: &'static str) -> (TestRelay, Arc<AtomicBool>) {
    let puts_off = Arc::new(AtomicBool::new(true));
    let still = Arc::clone(&puts_off);
    let relay = start(server(move |moment| match moment.step {
        step if step == at && still.load(Ordering::SeqCst) => Act::Say(says.to_owned()),
        _ => Act::Comply,
    }))
    .await;
    (relay, puts_off)
}

async fn trouble(stage: &Stage, mailing: &Mailing, at: Timestamp) -> Option<String> {
    put_off::progress(&stage.ledger, mailing.id, &TimeZone::UTC, at).await.unwrap().trouble
}

/// A sender so many minutes later.
fn at_work(stage: &Stage, minutes: i64) -> (watch::Sender<bool>, JoinHandle<()>) {
    let clock = Clock::Set(SignedDuration::from_mins(minutes));
    let sender = Sender { clock, ends_when_idle: false, ..stage.sender() };
    let (tell, over) = watch::channel(false);
    (tell, tokio::spawn(async move { sender.run(over).await.unwrap() }))
}

async fn ends((tell, running): (watch::Sender<bool>, JoinHandle<()>)) {
    tell.send(true).unwrap();
    running.await.unwrap();
}

async fn all_are_put_off(stage: &Stage, mailing: &Mailing, readers: u64) {
    let sender = at_work(stage, 0);
    let later = async || stage.ledger.counts(mailing.id).await.unwrap().later();
    until("all put off", later, |later| *later == readers).await;
    ends(sender).await;
}

#[tokio::test]
async fn a_server_that_puts_off_everybody_is_said_with_its_words_until_it_takes_a_letter() {
    for (step, says, shown) in [
        (Step::Mail, "452 4.3.1 no room\r\n", "452 4.3.1 no room"),
        (Step::Rcpt, "451 4.3.0 r1@example.eu later\r\n", "451 4.3.0"),
        (Step::Dot, "451 4.3.0 try later\r\n", "451 4.3.0 try later"),
    ] {
        let (relay, puts_off) = reluctant(step, says).await;
        let stage = Stage::new(&relay, 12, "");
        let mailing = stage.mailing(12).await;
        all_are_put_off(&stage, &mailing, 12).await;
        let one = status::one(
            &stage.ledger,
            &TimeZone::UTC,
            stage.ledger.mailing(mailing.id).await.unwrap(),
            now(),
        )
        .await
        .unwrap();
        assert_eq!(one.progress.state, M::Sending, "{step:?}: nothing is held");
        let words = one.progress.trouble.unwrap_or_default();
        assert!(words.contains("the mail server has put off every letter since 2"), "{step:?}: {words}");
        assert!(words.contains(&format!("and taken none: {shown}")), "{step:?}: {words}");
        assert!(!words.contains("@example.eu"), "{words}");
        puts_off.store(false, Ordering::SeqCst);
        let taken = async || stage.ledger.mailing(mailing.id).await.unwrap().state;
        let sender = at_work(&stage, 10);
        until("taken", taken, |state| *state == M::Sent).await;
        ends(sender).await;
        assert_eq!(trouble(&stage, &mailing, now()).await, None, "{step:?}");
        assert!(stage.ledger.put_offs(mailing.id).await.unwrap().by.is_empty(), "{step:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn that_a_server_puts_off_everybody_is_in_the_log_once_and_once_that_it_takes_letters_again() {
    let (relay, puts_off) = reluctant(Step::Dot, "451 4.3.0 r1@example.eu later\r\n").await;
    let demo = crate::signals::demo(&relay, "rate = \"300/minute\"");
    let sent = demo.exits(&["send", "2018", "--now", "--confirm", "30", "--detach"]);
    assert_eq!(sent, Some(0));
    let said = async || std::fs::read_to_string(demo.path(".courant/sender.log")).unwrap_or_default();
    let (begins, over) = ("the mail server has put off every letter since 2", "takes letters again");
    until("the beginning", said, |said| said.contains(begins)).await;
    puts_off.store(false, Ordering::SeqCst);
    until("the end", said, |said| said.contains(over)).await;
    until("all tried", async || relay.truth.accepted().len(), |letters| *letters > 5).await;
    let said = said().await;
    assert_eq!([begins, over].map(|words| said.matches(words).count()), [1, 1], "{said}");
    assert!(said.contains("451 4.3.0") && !said.contains("@example.eu"), "{said}");
    demo.stop_sender();
}

#[tokio::test]
async fn when_all_are_put_off_for_a_quarter_of_an_hour_the_team_hears_of_it_by_another_way() {
    let (relay, _) = reluctant(Step::Rcpt, "451 4.3.0 r1@example.eu later\r\n").await;
    let other = start(server(|_| Act::Comply)).await;
    let stage = crate::alerts::stage(&relay, 12);
    let mailing = stage.mailing(12).await;
    all_are_put_off(&stage, &mailing, 12).await;
    another(&stage, &other);
    // Letters still go to the first alone: what is told is to come over the other.
    let watch =
        Watch::new(stage.sender().workspace, stage.ledger.clone(), Clock::Set(SignedDuration::from_mins(16)));
    let (tell, over) = watch::channel(false);
    let running = tokio::spawn(async move { watch.run(std::time::Duration::from_millis(20), over).await });
    settled(&stage, 3).await;
    until("told", async || occasions(&stage), |all| all.contains(&"put-off".to_owned())).await;
    until("mailed", async || mails(&other).len(), |mails| *mails > 0).await;
    tell.send(true).unwrap();
    running.await.unwrap();
    let alert = told(&stage).into_iter().find(|one| one["occasion"] == "put-off").unwrap();
    let text = alert["text"].as_str().unwrap();
    assert!(text.contains("every letter has been put off since") && text.contains("451 4.3.0"), "{text}");
    assert!(!text.contains("@example.eu") && text.contains("later: 12"), "{text}");
    assert!(!occasions(&stage).contains(&"unanswered".to_owned()), "it has answered");
}

/// At which of these moments, in minutes from now, there is something to tell, or will be.
async fn to_tell(stage: &Stage, minutes: &[i64]) -> Vec<i64> {
    let mut all = Vec::new();
    for minutes in minutes {
        let clock = Clock::Set(SignedDuration::from_mins(*minutes));
        let watch = Watch::new(stage.sender().workspace, stage.ledger.clone(), clock);
        if watch.anything_to_come().await.unwrap() {
            all.push(*minutes);
        }
    }
    all
}

#[tokio::test]
async fn whoever_waits_for_a_quota_or_a_rate_of_our_own_is_not_told_that_no_mail_server_answers() {
    for (quota, rate) in [("2/24h", None), ("1/1h", Some("1/day"))] {
        let relay = start(server(|_| Act::Comply)).await;
        let stage = crate::alerts::stage(&relay, 5);
        change(&stage, "host = \"127.0.0.1\"", &format!("host = \"127.0.0.1\"\nquota = \"{quota}\""));
        let mailing = stage.mailing(5).await;
        let (tell, sender) = stage.start();
        until(
            "the quota",
            async || stage.ledger.trouble().await.unwrap(),
            |words| words.as_ref().is_some_and(|words| words.contains("and has had them")),
        )
        .await;
        settled(&stage, 2).await;
        tell.send(true).unwrap();
        sender.await.unwrap();
        assert_eq!(stage.ledger.mailing(mailing.id).await.unwrap().state, M::Sending);
        if let Some(rate) = rate {
            change(&stage, "transport = \"smtp\"", &format!("transport = \"smtp\"\nrate = \"{rate}\""));
        }
        // After a day one may be asked again, and none has answered since.
        let silent = 24 * 60 + 16;
        assert_eq!(to_tell(&stage, &[16, 60 + 16, 23 * 60, silent]).await, [silent], "{quota}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_takes_the_line_and_says_nothing_to_a_letter_is_alerted_of() {
    let relay = start(server(|moment| match moment.step {
        Step::Mail => Act::Hang,
        _ => Act::Comply,
    }))
    .await;
    let stage = crate::alerts::stage(&relay, 3);
    // By its command alone: a mail would go to the same server.
    change(&stage, "does = [\"alert\"]", "does = [\"test\"]");
    stage.mailing(3).await;
    let mut sender = stage.sender();
    sender.tempo.silence = std::time::Duration::from_millis(50);
    sender.tempo.timers.command = std::time::Duration::from_secs(600);
    let (_tell, over) = watch::channel(false);
    let sender = tokio::spawn(async move { sender.run(over).await });
    let words = async || stage.ledger.trouble().await.unwrap();
    let silent =
        |words: &Option<String>| words.as_ref().is_some_and(|words| words.contains("has said nothing"));
    until("the silence", words, silent).await;
    let clock = Clock::Set(SignedDuration::from_mins(16));
    let watch = Watch::new(stage.sender().workspace, stage.ledger.clone(), clock);
    let (tell, over) = watch::channel(false);
    let running = tokio::spawn(async move { watch.run(std::time::Duration::from_millis(20), over).await });
    until("told", async || occasions(&stage), |all| all.contains(&"unanswered".to_owned())).await;
    tell.send(true).unwrap();
    running.await.unwrap();
    sender.abort();
    let alert = told(&stage).into_iter().find(|one| one["occasion"] == "unanswered").unwrap();
    let text = alert["text"].as_str().unwrap();
    assert!(text.contains("no mail server has answered") && text.contains("has said nothing"), "{text}");
    assert_eq!(relay.truth.accepted().len(), 0);
}
