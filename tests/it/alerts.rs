//! The team hears what becomes of a mailing, once, and no reader's address leaves with it.

use courant::desk::alerts::Watch;
use courant::desk::send::Sender;
use courant::domain::{Clock, DeliveryState as S, MailingState as M, Occasion};
use courant::ledger::Alert;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use crate::moved_rules::written;
use crate::props::relay::{TestRelay, server, start};
use crate::props::server::Act;
use crate::props::until::until;
use crate::send_props::{Stage, now};

/// Anna is told by mail, and a program writes down what it is told.
pub fn stage(relay: &TestRelay, readers: usize) -> Stage {
    let stage = Stage::new(relay, readers, "");
    change(&stage, "does = [\"test\"]", "does = [\"alert\"]");
    change(&stage, "[web]", "[alerts]\ncommand = [\"sh\", \"-c\", \"cat >> told; echo >> told\"]\n[web]");
    stage
}

pub fn change(stage: &Stage, from: &str, to: &str) {
    let file = stage.root().join("config.toml");
    let config = std::fs::read_to_string(&file).unwrap();
    assert!(config.contains(from));
    std::fs::write(file, config.replace(from, to)).unwrap();
}

pub fn told(stage: &Stage) -> Vec<Value> {
    let text = std::fs::read_to_string(stage.root().join("told")).unwrap_or_default();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

pub fn occasions(stage: &Stage) -> Vec<String> {
    told(stage).iter().map(|one| one["occasion"].as_str().unwrap().to_owned()).collect()
}

/// What the relay took for Anna.
pub fn mails(relay: &TestRelay) -> Vec<String> {
    let letters = relay.truth.accepted();
    let messages = letters.into_iter().map(|letter| String::from_utf8(letter.message).unwrap());
    messages.filter(|message| message.contains("To: Anna <anna@example.eu>")).collect()
}

pub async fn settled(stage: &Stage, number: usize) -> Vec<Alert> {
    let all = async || {
        let mut all = Vec::new();
        for mailing in stage.ledger.mailings().await.unwrap() {
            let alerts = stage.ledger.alerts(mailing.id).await.unwrap();
            all.extend(alerts.into_iter().filter(|one| one.way != Occasion::LOOKED));
        }
        all
    };
    until("alerts", all, |all| all.iter().filter(|one| one.is_settled()).count() >= number).await
}

#[tokio::test]
async fn the_start_and_the_end_are_told_once_however_often_a_sender_begins_anew() {
    let relay = start(server(|_| Act::Comply)).await;
    let stage = stage(&relay, 10);
    let mailing = stage.mailing(10).await;
    for _ in 0..3 {
        let (tell, sender) = stage.start();
        let other = stage.ledger.clone();
        until("sent", async || other.mailing(mailing.id).await.unwrap().state, |state| *state == M::Sent)
            .await;
        settled(&stage, 4).await;
        tell.send(true).unwrap();
        sender.await.unwrap();
    }
    assert_eq!(occasions(&stage), ["started", "over"]);
    let mails = mails(&relay);
    assert_eq!(mails.len(), 2);
    let over = &told(&stage)[1];
    assert_eq!(over["balance"]["accepted"], 10);
    assert_eq!((over["mailing"].as_str(), over["state"].as_str()), (Some("summer"), Some("sent")));
    let all = format!("{:?}{}", told(&stage), mails.concat());
    assert!(all.contains("taken: 10") && !all.contains("r1@example.eu"), "{all}");
}

#[tokio::test]
async fn a_hold_is_told_by_the_command_also_where_the_mail_server_refuses_us() {
    let relay = start(server(|moment| match moment.line {
        line if line.starts_with("MAIL") => Act::Say("550 5.7.1 r1@example.eu may not send\r\n".into()),
        _ => Act::Comply,
    }))
    .await;
    let stage = stage(&relay, 3);
    let mailing = stage.mailing(3).await;
    let (tell, sender) = stage.start();
    until("held", async || stage.ledger.mailing(mailing.id).await.unwrap().state, |state| *state == M::Held)
        .await;
    let by_mail = async || stage.ledger.alerts(mailing.id).await.unwrap();
    let tried = until("tried", by_mail, |all| {
        all.iter()
            .any(|one| one.occasion.starts_with("held") && one.way != "command" && one.trouble.is_some())
    })
    .await;
    until("told", async || occasions(&stage), |all| all.contains(&"held".to_owned())).await;
    tell.send(true).unwrap();
    sender.await.unwrap();
    let failed = tried.iter().find(|one| one.trouble.is_some()).unwrap();
    assert!(failed.next_at.is_some() && failed.tries == 1, "{failed:?}");
    assert!(!format!("{tried:?}{:?}", told(&stage)).contains("r1@"), "no reader's address");
    assert!(format!("{:?}", told(&stage)).contains("courant resume summer"));
    assert_eq!(stage.ledger.counts(mailing.id).await.unwrap().of(S::Planned), 3, "nobody is lost by it");
}

#[tokio::test]
async fn an_hour_before_the_team_learns_how_many_get_which_language_and_how_to_stop_it() {
    let relay = start(server(|_| Act::Comply)).await;
    let stage = stage(&relay, 7);
    let due = now() + SignedDuration::from_mins(60);
    let mailing = stage.mailing_at(7, now() - SignedDuration::from_hours(2), due).await;
    let (tell, sender) = stage.start();
    settled(&stage, 2).await;
    tell.send(true).unwrap();
    sender.await.unwrap();
    assert_eq!(stage.ledger.mailing(mailing.id).await.unwrap().state, M::Scheduled);
    let soon = &told(&stage)[0];
    assert_eq!((soon["occasion"].as_str(), soon["readers"].as_u64()), (Some("soon"), Some(7)));
    assert_eq!((soon["by_language"]["en"].as_u64(), soon["by_language"]["nl"].as_u64()), (Some(2), Some(1)));
    assert_eq!(soon["lists"][0], "partners");
    assert!(soon["stop"].as_str().unwrap().starts_with("http://127.0.0.1:8484/stop/"), "{soon}");
    assert_eq!(occasions(&stage), ["soon"]);
    assert_eq!(mails(&relay).len(), 1);
}

#[tokio::test]
async fn a_mailing_that_new_rules_moved_is_told_with_its_new_time() {
    let relay = start(server(|_| Act::Comply)).await;
    let stage = stage(&relay, 3);
    let due = Timestamp::from_second(now().as_second() + 5 * 3600).unwrap();
    written(&stage, due, -SignedDuration::from_hours(1)).await;
    let (tell, sender) = stage.start();
    settled(&stage, 2).await;
    tell.send(true).unwrap();
    sender.await.unwrap();
    assert_eq!(occasions(&stage), ["moved"]);
    let moved = &told(&stage)[0];
    assert_eq!(moved["due"], due.to_string());
    let text = moved["text"].as_str().unwrap();
    assert!(text.contains("the rules of Europe/Amsterdam have changed"), "{text}");
    assert!(text.contains(&due.strftime("%Y-%m-%d %H:%M UTC").to_string()), "{text}");
    assert_eq!(mails(&relay).len(), 1);
}

#[tokio::test]
async fn a_command_that_hangs_or_fails_keeps_no_letter_and_is_given_up_after_a_few_tries() {
    let relay = start(server(|_| Act::Comply)).await;
    let stage = stage(&relay, 3);
    change(&stage, "cat >> told; echo >> told", "exit 3");
    change(&stage, "does = [\"alert\"]", "does = [\"test\"]");
    let mailing = stage.mailing(3).await;
    let begun = now();
    for hours in 0..6 {
        let mut sender = stage.sender();
        sender.clock = Clock::Set(SignedDuration::from_mins(hours * 61));
        sender.ends_when_idle = false;
        let (tell, told) = tokio::sync::watch::channel(false);
        let running = tokio::spawn(async move { sender.run(told).await.unwrap() });
        let tried = async || stage.ledger.alerts(mailing.id).await.unwrap();
        until("tried", tried, |all| {
            all.len() == 2 && all.iter().all(|one| i64::from(one.tries) == hours + 1 && one.trouble.is_some())
        })
        .await;
        tell.send(true).unwrap();
        running.await.unwrap();
    }
    let alerts = stage.ledger.alerts(mailing.id).await.unwrap();
    assert!(alerts.iter().all(|one| one.is_settled() && one.tries == 6), "{alerts:?}");
    let sent = stage.ledger.mailing(mailing.id).await.unwrap();
    assert_eq!(sent.state, M::Sent);
    assert!(
        sent.finished_at.unwrap().duration_since(begun) < SignedDuration::from_hours(1),
        "at the first try"
    );
}

#[tokio::test]
async fn a_beginning_is_not_told_for_the_first_time_of_a_mailing_that_is_over() {
    let relay = start(server(|_| Act::Comply)).await;
    let stage = stage(&relay, 3);
    change(&stage, "does = [\"alert\"]", "does = [\"test\"]");
    change(&stage, "[alerts]\ncommand", "[alerts]\n# command");
    let mailing = stage.mailing(3).await;
    stage.send().await;
    assert_eq!(stage.ledger.mailing(mailing.id).await.unwrap().state, M::Sent);
    change(&stage, "does = [\"test\"]", "does = [\"alert\"]");
    change(&stage, "# command", "command");
    let mut sender = stage.sender();
    sender.clock = Clock::Set(SignedDuration::from_mins(5));
    sender.ends_when_idle = false;
    let (tell, told) = tokio::sync::watch::channel(false);
    let running = tokio::spawn(async move { sender.run(told).await.unwrap() });
    settled(&stage, 2).await;
    tell.send(true).unwrap();
    running.await.unwrap();
    assert_eq!(occasions(&stage), ["over"]);
    assert_eq!(mails(&relay).len(), 1);
}

#[tokio::test]
async fn a_mailing_that_rests_for_the_night_is_not_told_of_as_if_nobody_answered() {
    let relay = start(server(|_| Act::Comply)).await;
    let stage = stage(&relay, 3);
    change(&stage, "transport = \"smtp\"", "transport = \"smtp\"\nwindow = \"07:00-20:00\"");
    let at = |time: &str| time.parse::<jiff::Zoned>().unwrap().timestamp();
    let evening = at("2027-06-20T20:30[Europe/Amsterdam]");
    let mailing = stage.mailing_of_at("summer", 3, evening).await;
    let sender = Sender { clock: Clock::Fixed(evening), ends_when_idle: false, ..stage.sender() };
    let (tell, over) = tokio::sync::watch::channel(false);
    let running = tokio::spawn(async move { sender.run(over).await.unwrap() });
    until("why it rests", async || stage.ledger.trouble().await.unwrap(), Option::is_some).await;
    settled(&stage, 2).await;
    tell.send(true).unwrap();
    running.await.unwrap();
    assert_eq!(stage.ledger.mailing(mailing.id).await.unwrap().state, M::Sending);
    let started = &told(&stage)[0];
    let text = started["text"].as_str().unwrap();
    assert_eq!(started["occasion"], "started");
    assert!(text.contains("summer is ready, and waits for its hours"), "{text}");
    assert!(text.contains("they go on at 2027-06-21 07:00"), "{text}");
    for (later, told) in
        [("2027-06-20T21:30[Europe/Amsterdam]", false), ("2027-06-21T07:15[Europe/Amsterdam]", true)]
    {
        let clock = Clock::Fixed(at(later));
        let watch = Watch::new(stage.sender().workspace, stage.ledger.clone(), clock);
        assert_eq!(watch.anything_to_come().await.unwrap(), told, "{later}");
    }
}

/// A second mail server beside the one that the stage has.
pub fn another(stage: &Stage, relay: &TestRelay) {
    let port = relay.address.port();
    let one = format!(
        "[[delivery.relay]]\nname = \"second\"\nhost = \"127.0.0.1\"\nport = {port}\ntls = \"none\"\n"
    );
    change(stage, "host = \"127.0.0.1\"", "name = \"first\"\nhost = \"127.0.0.1\"");
    change(stage, "[web]", &format!("{one}[web]"));
}

#[tokio::test]
async fn an_alert_that_one_mail_server_refuses_is_offered_to_the_next_at_once() {
    let first = start(server(|moment| match moment.line {
        line if line.starts_with("MAIL") => Act::Say("550 5.7.1 not from here\r\n".into()),
        _ => Act::Comply,
    }))
    .await;
    let second = start(server(|_| Act::Comply)).await;
    let stage = Stage::new(&first, 10, "");
    change(&stage, "does = [\"test\"]", "does = [\"alert\"]");
    another(&stage, &second);
    stage.mailing(10).await;
    let (tell, sender) = stage.start();
    let told = settled(&stage, 2).await;
    tell.send(true).unwrap();
    sender.await.unwrap();
    let tried: Vec<_> = told.iter().map(|one| (one.occasion.as_str(), one.tries, &one.trouble)).collect();
    assert!(tried.iter().all(|(_, tries, trouble)| *tries == 1 && trouble.is_none()), "{tried:?}");
    assert_eq!((mails(&first).len(), mails(&second).len()), (0, 2), "{tried:?}");
}

#[tokio::test]
async fn a_mail_server_in_trouble_is_the_last_that_carries_the_news_of_it() {
    let asked = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let seen = std::sync::Arc::clone(&asked);
    // It takes what the team gets: only the order keeps that from it.
    let first = start(server(move |moment| match moment.line {
        line if line.starts_with("RCPT") => {
            let to_anna = line.contains("anna@");
            seen.lock().unwrap().push(to_anna);
            if to_anna { Act::Comply } else { Act::Say("503 5.5.1 we are at odds\r\n".into()) }
        }
        _ => Act::Comply,
    }))
    .await;
    let second = start(server(|_| Act::Comply)).await;
    let stage = Stage::new(&first, 10, "");
    another(&stage, &second);
    let mailing = stage.mailing(10).await;
    let (tell, sender) = stage.start();
    let trouble = async || stage.ledger.trouble().await.unwrap().unwrap_or_default();
    until("trouble", trouble, |words| words.contains("first")).await;
    until("sent", async || stage.ledger.mailing(mailing.id).await.unwrap().state, |state| *state == M::Sent)
        .await;
    // From here on there is somebody to tell.
    change(&stage, "does = [\"test\"]", "does = [\"alert\"]");
    settled(&stage, 2).await;
    tell.send(true).unwrap();
    sender.await.unwrap();
    assert!(!asked.lock().unwrap().contains(&true), "it carried the news of itself");
    assert_eq!(mails(&second).len(), 2);
}
