//! A save-the-date is not sent after its date: at the gate, in the ledger, and at the last moment.

use courant::desk::missing::send_again;
use courant::desk::opened::Opened;
use courant::desk::reached::Reached;
use courant::domain::{DeliveryState as S, Mailing, MailingState as M};
use courant::ledger::{Ledger, Submit};
use jiff::SignedDuration;

use crate::props::relay::{server, start};
use crate::props::server::{Act, Step};
use crate::send_command::Demo;
use crate::send_props::{Stage, now};
use crate::signals::demo;
use crate::story::props::{at, folder, new_mailing, plan, reader, turn};

/// The event lies ahead, on a Thursday too, as the text says.
fn ahead(demo: &Demo) {
    let file = demo.path("issues/2018-06-summer/issue.toml");
    let issue = std::fs::read_to_string(&file).unwrap();
    let ahead = issue.replace("starts = \"2018-10-25\"", "starts = \"2046-10-25\"");
    assert_ne!(issue, ahead);
    std::fs::write(&file, ahead).unwrap();
    for (lang, date) in [
        ("en", "25 October 2018"),
        ("hu", "2018. október 25"),
        ("sv", "25 oktober 2018"),
        ("nb", "25. oktober 2018"),
        ("nl", "25 oktober 2018"),
    ] {
        let file = demo.path(&format!("issues/2018-06-summer/{lang}.md"));
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(text.contains(date), "{date}");
        std::fs::write(&file, text.replace(date, &date.replace("2018", "2046"))).unwrap();
    }
}

fn mailing(demo: &Demo, name: &str) -> Mailing {
    let ledger = Ledger::open(&demo.path(".courant/ledger.db")).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(ledger.find_mailing(name)).unwrap()
}

const MIDNIGHT: &str = "2046-10-25T22:00:00Z";

#[test]
fn a_mailing_expires_with_its_event_and_can_not_be_scheduled_for_after_it() {
    let demo = Demo::new();
    ahead(&demo);
    let late = demo.run(&["send", "2018", "--at", "2046-10-26 09:00", "--confirm", "30"]);
    let said = String::from_utf8(late.stderr).unwrap();
    assert_eq!(late.status.code(), Some(3), "{said}");
    assert!(said.contains("EVT001") && said.contains("over when the letters leave"), "{said}");
    let in_time = demo.run(&["send", "2018", "--at", "2046-10-24 09:00", "--confirm", "30"]);
    let said = String::from_utf8(in_time.stderr).unwrap();
    assert_eq!(in_time.status.code(), Some(0), "{said}");
    assert!(said.contains("no letter leaves after 2046-10-26 00:00"), "{said}");
    let expires_at = mailing(&demo, "2018-06-summer").expires_at;
    assert_eq!(expires_at, Some(MIDNIGHT.parse().unwrap()), "the day counts until it is over");
    assert_eq!(demo.exits(&["cancel", "2018"]), Some(0));
}

#[test]
fn an_issue_may_say_its_own_end_before_or_after_its_events_and_is_not_sent_once_that_is_over() {
    let demo = Demo::new();
    ahead(&demo);
    let file = demo.path("issues/2018-06-summer/issue.toml");
    let issue = std::fs::read_to_string(&file).unwrap();
    for (end, too_late, in_time, ends) in [
        ("2046-09-30", "2046-10-01 00:00", "2046-09-30 23:59", "2046-10-01 00:00"),
        ("2046-09-30T18:00[Europe/Lisbon]", "2046-09-30 19:00", "2046-09-30 18:59", "2046-09-30 19:00"),
        (
            "2046-09-30T18:00:30[Europe/Amsterdam]",
            "2046-09-30 18:01",
            "2046-09-30 17:59",
            "2046-09-30 18:00:30",
        ),
        ("2046-12-24", "2046-12-25 09:00", "2046-10-24 09:00", "2046-12-25 00:00"),
    ] {
        std::fs::write(&file, format!("expires_at = \"{end}\"\n{issue}")).unwrap();
        let send = |at: &str| {
            let output = demo.run(&["send", "2018", "--at", at, "--confirm", "30"]);
            (output.status.code(), String::from_utf8(output.stderr).unwrap())
        };
        let (code, said) = send(too_late);
        assert!(
            code == Some(3) && said.contains("EVT001") && said.contains(&format!("after {ends}")),
            "{said}"
        );
        let (code, said) = send(in_time);
        assert!(code == Some(0) && said.contains(&format!("no letter leaves after {ends}")), "{end}: {said}");
        let status = String::from_utf8(demo.run(&["status", "2018"]).stdout).unwrap();
        assert!(status.contains(ends), "{status}");
        assert_eq!(demo.exits(&["cancel", "2018"]), Some(0));
    }
    std::fs::write(&file, format!("expires_at = \"18:00\"\n{issue}")).unwrap();
    let said = String::from_utf8(demo.run(&["check", "2018"]).stdout).unwrap();
    assert!(said.contains("expires_at") && said.contains("2018-10-25T09:30[Europe/Amsterdam]"), "{said}");
}

#[test]
fn whoever_sends_it_may_say_that_it_ends_earlier_and_never_later() {
    let demo = Demo::new();
    ahead(&demo);
    let send = |until: &str| {
        let words = ["send", "2018", "--at", "2046-10-24 09:00", "--confirm", "30", "--stop-after", until];
        let output = demo.run(&[&["-o", "json"], &words[..]].concat());
        let said = String::from_utf8(output.stderr).unwrap();
        (output.status.code(), said, String::from_utf8(output.stdout).unwrap())
    };
    for wrong in ["2046-10-24 09:00", "2018-10-24 18:00", "0s", "soon"] {
        let (code, said, _) = send(wrong);
        assert!(code == Some(2) && said.contains("--stop-after"), "{wrong}: {said}");
    }
    assert_eq!(demo.json(&["-o", "json", "status"])["mailings"].as_array().unwrap().len(), 0);
    for (until, ends, words) in [
        ("18:00", "2046-10-24T16:00:00Z", "2046-10-24 18:00"),
        ("36h", "2046-10-25T19:00:00Z", "2046-10-25 21:00"),
        ("90s", "2046-10-24T07:01:30Z", "2046-10-24 09:01:30"),
        ("2046-12-24 18:00", MIDNIGHT, "2046-10-26 00:00"),
    ] {
        let (code, said, out) = send(until);
        assert_eq!(code, Some(0), "{said}");
        assert!(said.contains(&format!("no letter leaves after {words} Europe/")), "{until}: {said}");
        let name =
            serde_json::from_str::<serde_json::Value>(&out).unwrap()["mailing"].as_str().unwrap().to_owned();
        assert_eq!(mailing(&demo, &name).expires_at, Some(ends.parse().unwrap()));
        let status = demo.json(&["-o", "json", "status", &name]);
        assert_eq!(status["mailings"][0]["stop_after"], ends);
        let said = String::from_utf8(demo.run(&["status", &name]).stdout).unwrap();
        assert!(said.contains(&format!("no letter leaves after {words} Europe/")), "{said}");
        assert_eq!(demo.exits(&["cancel", &name]), Some(0));
    }
    demo.stop_sender();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn who_was_not_reached_by_then_is_counted_and_can_be_tried_again_until_the_event() {
    let relay = start(server(|_| Act::Comply)).await;
    let demo = demo(&relay, "rate = \"60/minute\"");
    ahead(&demo);
    let sent = demo.run(&["send", "2018", "--now", "--stop-after", "2s", "--confirm", "30"]);
    let said = String::from_utf8(sent.stderr).unwrap();
    let status = &demo.json(&["-o", "json", "status", "2018-06-summer"])["mailings"][0];
    let (taken, late) =
        (relay.truth.accepted().len() as u64, status["left_out"]["expired"].as_u64().unwrap());
    assert_eq!((&status["state"], taken + late), (&"sent".into(), 30), "{status}");
    assert!(late > 0 && said.contains(&format!("{late} too late")), "{said}");
    assert_eq!(sent.status.code(), Some(6), "{said}");
    demo.stop_sender();
    let opened = Opened::at(&demo.path("")).unwrap();
    let first = opened.ledger.find_mailing("2018-06-summer").await.unwrap();
    let again = send_again(&opened, &first, late, now()).await.unwrap();
    assert_eq!(again.expires_at, Some(MIDNIGHT.parse().unwrap()));
    opened.ledger.cancel(again.id, "anna", now()).await.unwrap();
    let over = send_again(&opened, &first, late, MIDNIGHT.parse().unwrap()).await.unwrap_err().to_string();
    assert!(over.contains("no letter leaves after 2046-10-26 00:00"), "{over}");
}

#[tokio::test]
async fn only_a_row_that_is_claimed_may_leave() {
    let folder = folder();
    let ledger = Ledger::open(&folder.path().join("ledger.db")).unwrap();
    let mailing = ledger.create_mailing(new_mailing("2018-06-summer"), at(0)).await.unwrap().id;
    plan(&ledger, mailing, &["anna"]);
    let (_lock, turn, _) = turn(&ledger, "boot").await;
    let key = reader(&ledger, "anna").key;
    assert!(turn.submit(mailing, key, at(2)).await.is_err(), "it is planned");
    turn.claim(mailing, 1, at(2)).await.unwrap();
    assert_eq!(turn.submit(mailing, key, at(3)).await.unwrap(), Submit::Go);
    assert!(turn.submit(mailing, key, at(4)).await.is_err(), "it is leaving already");
    assert_eq!(ledger.counts(mailing).await.unwrap().of(S::Submitting), 1);
}

#[tokio::test]
async fn whoever_was_missed_gets_it_until_the_same_date_and_no_later() {
    let relay = start(server(|moment| match moment.step {
        Step::Rcpt if moment.line.contains("r1@") => Act::Say("550 5.1.1 no such user\r\n".to_owned()),
        _ => Act::Comply,
    }))
    .await;
    let stage = Stage::new(&relay, 3, "");
    let date = now() + SignedDuration::from_hours(1);
    let first = stage.mailing_until(3, date).await;
    stage.send().await;
    let first = stage.ledger.mailing(first.id).await.unwrap();
    assert_eq!(first.state, M::Sent);
    let opened = Opened::at(stage.root()).unwrap();
    let again = send_again(&opened, &first, 1, now()).await.unwrap();
    assert_eq!(again.expires_at, first.expires_at);
    stage.ledger.cancel(again.id, "anna", now()).await.unwrap();
    let late = send_again(&opened, &first, 1, date).await.unwrap_err().to_string();
    assert!(late.contains("no letter leaves after"), "{late}");
}

#[tokio::test]
async fn a_mailing_whose_next_letter_would_wait_for_long_is_over_when_its_end_comes() {
    let relay = start(server(|_| Act::Comply)).await;
    let stage = Stage::new(&relay, 5, "connections = 2");
    let file = stage.root().join("config.toml");
    let slow = "transport = \"smtp\"\nrate = \"1/hour\"";
    let config = std::fs::read_to_string(&file).unwrap().replace("transport = \"smtp\"", slow);
    std::fs::write(&file, config).unwrap();
    let mailing = stage.mailing_until(5, now() + SignedDuration::from_secs(3)).await;
    let sent = tokio::time::timeout(std::time::Duration::from_secs(600), stage.send()).await;
    assert!(sent.is_ok(), "the next letter may leave in an hour");
    let counts = stage.ledger.counts(mailing.id).await.unwrap();
    assert_eq!(stage.ledger.mailing(mailing.id).await.unwrap().state, M::Sent);
    assert_eq!(counts.of(S::Accepted) + counts.of(S::Skipped), 5);
    assert!(counts.of(S::Skipped) >= 3, "{counts:?}");
}

#[test]
fn whoever_sends_it_is_told_before_they_confirm_how_many_would_be_too_late() {
    let demo = Demo::new();
    ahead(&demo);
    crate::orders_command::with_a_server(&demo, 9);
    let order = ["send", "2018", "--at", "2046-10-24 09:00", "--stop-after"];
    let said = |until: &str| {
        let output = demo.run(&[&order[..], &[until]].concat());
        assert_eq!(output.status.code(), Some(5), "nobody confirmed it");
        String::from_utf8(output.stderr).unwrap()
    };
    let late = "readers would not get it";
    assert!(!said("3h").contains(late), "nothing keeps letters back");
    let file = demo.path("config.toml");
    let config = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, config.replacen("tls = \"none\"", "tls = \"none\"\nrate = \"10/hour\"", 1))
        .unwrap();
    let words = said("2h");
    assert!(
        words.contains("the last letter would leave at about 2046-10-24 11:54 Europe/Amsterdam"),
        "{words}"
    );
    assert!(
        words.contains("it ends at 2046-10-24 11:00 Europe/Amsterdam: about 10 readers would not"),
        "{words}"
    );
    assert!(!said("3h").contains(late), "all of them leave in time");
}

/// The rate of a relay that stands in the config with no name before its key.
fn slow(root: &std::path::Path, rate: &str) {
    let file = root.join("config.toml");
    let config = std::fs::read_to_string(&file).unwrap();
    let slow = format!("transport = \"smtp\"\nrate = \"{rate}\"");
    std::fs::write(&file, config.replace("transport = \"smtp\"", &slow)).unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_tries_again_is_told_the_end_and_how_many_would_be_too_late_before_they_confirm() {
    let relay = start(server(|moment| match moment.step {
        Step::Rcpt if ["r1@", "r4@"].iter().any(|one| moment.line.contains(one)) => {
            Act::Say("550 5.1.1 no such user\r\n".to_owned())
        }
        _ => Act::Comply,
    }))
    .await;
    let stage = Stage::new(&relay, 6, "");
    let first = stage.mailing_until(6, now() + SignedDuration::from_mins(40)).await;
    stage.send().await;
    assert_eq!(stage.ledger.mailing(first.id).await.unwrap().state, M::Sent);
    let said = || {
        let mut courant = std::process::Command::new(env!("CARGO_BIN_EXE_courant"));
        courant.env("XDG_STATE_HOME", stage.root().join(".state")).current_dir(stage.root());
        let asked = courant.args(["--no-input", "missing", &first.name, "--send"]).output().unwrap();
        assert_eq!(asked.status.code(), Some(5), "nobody confirmed it");
        String::from_utf8(asked.stderr).unwrap()
    };
    let words = said();
    assert!(words.contains("no letter leaves after") && !words.contains("would not get it"), "{words}");
    slow(stage.root(), "1/hour");
    let words = said();
    assert!(words.contains("about 1 reader would not get it"), "{words}");
}

#[tokio::test]
async fn when_the_rest_of_a_mailing_leaves_is_forecast_while_it_waits_and_while_it_is_sent() {
    let relay = start(server(|_| Act::Comply)).await;
    let stage = Stage::new(&relay, 5, "");
    let begun = now();
    let end = begun + SignedDuration::from_mins(150);
    let mailing = stage.mailing_until(5, end).await;
    let forecast = async || {
        let reached = Reached::at(stage.root(), &tokio::runtime::Handle::current()).unwrap();
        let mailing = reached.ledger.mailing(mailing.id).await.unwrap();
        let progress = reached.ledger.progress(mailing.id, now()).await.unwrap();
        courant::desk::send::forecast(&reached, &mailing, &progress, begun).await
    };
    assert_eq!(forecast().await, None, "nothing keeps letters back");
    slow(stage.root(), "1/hour");
    let found = forecast().await.unwrap();
    assert!(found.too_late && found.words.contains("about 2 readers would not get it"), "{found:?}");
    let (_lock, turn, _) = turn(&stage.ledger, "boot").await;
    plan(&stage.ledger, mailing.id, &["anna", "bence", "cecilia"]);
    let row = turn.claim(mailing.id, 1, now()).await.unwrap().remove(0);
    assert_eq!(turn.submit(mailing.id, row.key, now()).await.unwrap(), Submit::Go);
    let taken = courant::domain::Outcome::Accepted { reply: None };
    turn.record(mailing.id, row.key, taken, None, now()).await.unwrap();
    let found = forecast().await.unwrap();
    assert!(!found.too_late && found.words.contains("the last letter leaves at about"), "{found:?}");
    stage.ledger.pause(mailing.id, "anna", now()).await.unwrap();
    assert_eq!(forecast().await, None, "nobody knows when it goes on");
}
