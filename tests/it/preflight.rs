//! What is due soon is looked at an hour and ten minutes before: what would hold it then holds it at once.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use courant::desk::opened::Opened;
use courant::desk::send::Sender;
use courant::desk::{control, status};
use courant::domain::{Clock, HoldReason, Mailing, MailingState as M, Occasion};
use courant::ledger::{Alert, Correction, NewMailing};
use jiff::SignedDuration;
use serde_json::Value;

use crate::props::relay::{TestRelay, server, start};
use crate::props::server::{Act, Moment, Server, Step};
use crate::props::until::until;
use crate::send_props::{Stage, now};
use crate::story::props::{new_mailing, reader};

fn stage(relay: &TestRelay, readers: usize) -> Stage {
    let stage = Stage::new(relay, readers, "");
    change(
        stage.root(),
        "[web]",
        "[alerts]\ncommand = [\"sh\", \"-c\", \"cat >> told; echo >> told\"]\n[web]",
    );
    stage
}

fn change(root: &Path, from: &str, to: &str) {
    let file = root.join("config.toml");
    let config = std::fs::read_to_string(&file).unwrap();
    assert!(config.contains(from));
    std::fs::write(file, config.replace(from, to)).unwrap();
}

/// Written long ago, due in so many minutes.
async fn due_in(stage: &Stage, minutes: i64, confirmed: u64) -> Mailing {
    let due = now() + SignedDuration::from_mins(minutes);
    stage.mailing_at(confirmed, now() - SignedDuration::from_hours(2), due).await
}

fn told(stage: &Stage) -> Vec<Value> {
    let text = std::fs::read_to_string(stage.root().join("told")).unwrap_or_default();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// A sender looks at it; gives the look once it is done.
async fn looked_at(stage: &Stage, mailing: &Mailing) -> Alert {
    let (tell, sender) = stage.start();
    let looks = async || {
        let all = stage.ledger.alerts(mailing.id).await.unwrap();
        all.into_iter().filter(|one| one.way == Occasion::LOOKED && one.is_settled()).collect::<Vec<_>>()
    };
    let looks = until("the look", looks, |looks| !looks.is_empty()).await;
    tell.send(true).unwrap();
    sender.await.unwrap();
    assert!(looks.iter().all(|look| look.tries == 1), "{looks:?}");
    looks.into_iter().next_back().unwrap()
}

async fn stands(stage: &Stage, mailing: &Mailing) -> (M, Option<HoldReason>) {
    let mailing = stage.ledger.mailing(mailing.id).await.unwrap();
    (mailing.state, mailing.held)
}

#[tokio::test]
async fn what_would_hold_a_mailing_when_it_is_due_holds_it_an_hour_before() {
    type Harm = fn(&Path);
    type Fits = fn(&HoldReason) -> bool;
    let harms: [(&str, Harm, Fits); 8] = [
        (
            "test mode",
            |root| change(root, "mode = \"live\"", "mode = \"test\""),
            |why| *why == HoldReason::TestMode,
        ),
        (
            "files only",
            |root| change(root, "transport = \"smtp\"", "transport = \"files\""),
            |why| *why == HoldReason::FilesOnly,
        ),
        (
            "more readers",
            |root| {
                let rows: String = (0..40).map(|n| format!("n{n}@example.hu,New,hu\n")).collect();
                let file = root.join("subscribers/partners.csv");
                std::fs::write(&file, std::fs::read_to_string(&file).unwrap() + &rows).unwrap();
            },
            |why| *why == HoldReason::CountChanged { confirmed: 4, now: 44 },
        ),
        (
            "nobody",
            |root| std::fs::write(root.join("subscribers/partners.csv"), "email,name,language\n").unwrap(),
            |why| *why == HoldReason::NobodyLeft { confirmed: 4 },
        ),
        (
            "no list",
            |root| std::fs::remove_file(root.join("subscribers/partners.csv")).unwrap(),
            |why| matches!(why, HoldReason::Workspace { detail } if detail.contains("partners")),
        ),
        (
            "no unsubscribing",
            |root| {
                change(
                    root,
                    "[web]\npublic_url = \"http://127.0.0.1:8484\"\nlisten = \"127.0.0.1:8484\"",
                    "",
                );
            },
            |why| matches!(why, HoldReason::Workspace { .. }),
        ),
        (
            "broken config",
            |root| change(root, "[sender]", "[sender"),
            |why| matches!(why, HoldReason::Workspace { detail } if detail.contains("config.toml")),
        ),
        (
            "no sign-in",
            |root| {
                let sign_in = "username = \"news@example.eu\"\ntoken_command = [\"echo\", \"t0ken\"]";
                change(root, "tls = \"none\"", &format!("tls = \"none\"\n{sign_in}"));
            },
            |why| matches!(why, HoldReason::Auth { .. }),
        ),
    ];
    let relay = start(server(|_| Act::Comply)).await;
    for (what, harm, expected) in harms {
        let stage = stage(&relay, 4);
        let mailing = due_in(&stage, 59, 4).await;
        harm(stage.root());
        let look = looked_at(&stage, &mailing).await;
        assert_eq!((look.occasion.as_str(), look.trouble), ("preflight@60", None), "{what}");
        let (state, why) = stands(&stage, &mailing).await;
        assert!(state == M::Held && why.as_ref().is_some_and(expected), "{what}: {state:?} {why:?}");
    }
    assert!(relay.truth.accepted().is_empty());
}

#[tokio::test]
async fn a_correction_is_held_beforehand_where_its_list_can_not_be_read_and_not_for_its_number() {
    for is_there in [true, false] {
        let relay = start(server(|_| Act::Comply)).await;
        let stage = stage(&relay, 4);
        // Nothing is written down as if it had been before what stands there.
        let first = stage.mailing_at(4, now() - SignedDuration::from_hours(3), now()).await;
        let corrects = Some(Correction { of: first.id, lang: None });
        let written = now() - SignedDuration::from_hours(2);
        let due = now() + SignedDuration::from_mins(59);
        let correction =
            stage.write_at(NewMailing { corrects, ..new_mailing("summer") }, 2, written, due).await;
        if !is_there {
            std::fs::remove_file(stage.root().join("subscribers/partners.csv")).unwrap();
        }
        looked_at(&stage, &correction).await;
        let (state, why) = stands(&stage, &correction).await;
        assert_eq!(state, if is_there { M::Scheduled } else { M::Held }, "{why:?}");
        let of_the_list =
            matches!(&why, Some(HoldReason::Workspace { detail }) if detail.contains("partners"));
        assert_eq!(of_the_list, !is_there, "{why:?}");
    }
}

#[tokio::test]
async fn what_is_as_it_was_is_looked_at_once_for_each_time_and_goes_out() {
    let relay = start(server(|_| Act::Comply)).await;
    let stage = stage(&relay, 4);
    for (minutes, times) in [(59, "preflight@60"), (9, "preflight@10")] {
        let mailing = due_in(&stage, minutes, 4).await;
        for _ in 0..2 {
            let look = looked_at(&stage, &mailing).await;
            assert_eq!((look.occasion.as_str(), look.trouble), (times, None));
        }
        assert_eq!(stands(&stage, &mailing).await, (M::Scheduled, None), "{times}");
        let sent = stage.ledger.cancel(mailing.id, "anna", now()).await.unwrap();
        assert_eq!(sent.state, M::Cancelled);
    }
}

#[tokio::test]
async fn a_hold_before_it_is_due_is_told_and_another_number_can_be_confirmed() {
    let relay = start(server(|_| Act::Comply)).await;
    let stage = stage(&relay, 40);
    let mailing = due_in(&stage, 55, 4).await;
    let (tell, sender) = stage.start();
    let all =
        until("told", async || told(&stage), |all| all.iter().any(|one| one["occasion"] == "held")).await;
    tell.send(true).unwrap();
    sender.await.unwrap();
    let held = all.iter().find(|one| one["occasion"] == "held").unwrap();
    assert!(held["text"].as_str().unwrap().contains("4 readers were confirmed, and now the lists have 40"));
    let opened = Opened {
        workspace: stage.sender().workspace,
        settings: stage.sender().workspace.settings().0.unwrap(),
        ledger: stage.ledger.clone(),
        remarks: Vec::new(),
    };
    let mailing = stage.ledger.mailing(mailing.id).await.unwrap();
    assert_eq!(control::to_confirm(&opened, &mailing).await.unwrap(), Some(40));
    let resumed = stage.ledger.resume_for(mailing.id, 40, "anna", now()).await.unwrap();
    assert_eq!((resumed.state, resumed.confirmed, resumed.held), (M::Scheduled, 40, None));
    assert_eq!(resumed.schedule.due, mailing.schedule.due, "it still waits for its time");
}

#[tokio::test]
async fn a_mail_server_that_is_away_shortly_before_is_told_of_and_holds_nothing() {
    let away = Arc::new(AtomicBool::new(true));
    let still = Arc::clone(&away);
    let relay = start(server(move |moment| match moment.step {
        Step::Banner if still.load(Ordering::SeqCst) => {
            Act::SayAndHangUp("421 4.3.2 anna@example.eu is away\r\n".to_owned())
        }
        _ => Act::Comply,
    }))
    .await;
    let stage = stage(&relay, 4);
    let mailing = due_in(&stage, 9, 4).await;
    let (tell, sender) = stage.start();
    let of_it = |all: &Vec<Value>| all.iter().any(|one| one["occasion"] == "preflight");
    let all = until("told", async || told(&stage), of_it).await;
    let mailing_now = stage.ledger.mailing(mailing.id).await.unwrap();
    let zone = Opened::at(stage.root()).unwrap().settings.newsletter.timezone;
    let one = status::one(&stage.ledger, &zone, mailing_now, now()).await.unwrap();
    tell.send(true).unwrap();
    sender.await.unwrap();
    assert_eq!(stands(&stage, &mailing).await, (M::Scheduled, None));
    let alert = all.iter().find(|one| one["occasion"] == "preflight").unwrap();
    let text = alert["text"].as_str().unwrap();
    assert!(text.contains("no mail server takes letters now") && text.contains("421 4.3.2"), "{text}");
    assert!(text.contains("It is not held for that") && !text.contains("anna@"), "{text}");
    assert!(one.untold[0].contains("is there, but takes no letters now: "), "{:?}", one.untold);
    assert!(!one.untold[0].contains("be reached"), "it answered: {:?}", one.untold);

    // A second sender finds it looked at and told.
    let again = looked_at(&stage, &mailing).await;
    assert_eq!((again.occasion.as_str(), again.tries), ("preflight@10", 1));
    assert_eq!(told(&stage).iter().filter(|one| one["occasion"] == "preflight").count(), 1);
    away.store(false, Ordering::SeqCst);
    let (tell, over) = tokio::sync::watch::channel(false);
    let due = Sender { clock: Clock::Fixed(mailing.schedule.due), ends_when_idle: false, ..stage.sender() };
    let sender = tokio::spawn(async move { due.run(over).await.unwrap() });
    until("sent", async || stands(&stage, &mailing).await, |stands| *stands == (M::Sent, None)).await;
    tell.send(true).unwrap();
    sender.await.unwrap();
}

#[tokio::test]
async fn a_mailing_that_begins_during_a_look_is_not_held_for_what_the_look_finds() {
    // The last reader is to come again later, so that the mailing is not over before the look is.
    let script = move |moment: &Moment<'_>| match moment.step {
        Step::Rcpt if moment.line.contains("r3@") => Act::Say("451 4.2.1 later\r\n".to_owned()),
        _ => Act::Comply,
    };
    let good = Arc::new(Mutex::new("t0ken".to_owned()));
    let token = Some(("news@example.eu".to_owned(), Arc::clone(&good)));
    let relay = start(Server { token, ..server(script) }).await;
    let stage = stage(&relay, 4);
    let root = stage.root();
    // Who asks for a token first, which is the look, gets it later.
    let ask = "cd \"$(dirname \"$0\")\"\nmkdir asked 2> /dev/null && while [ ! -e go ]; do sleep 0.01; done\necho t0ken\n";
    std::fs::write(root.join("ask"), ask).unwrap();
    let sign_in = format!("username = \"news@example.eu\"\ntoken_command = [\"sh\", {:?}]", root.join("ask"));
    // One connection: a second one might sign in with the token that is not good any more.
    change(root, "tls = \"none\"", &format!("tls = \"none\"\nconnections = 1\n{sign_in}"));
    let mailing = due_in(&stage, 9, 4).await;
    let (tell, sender) = stage.start();
    until("the look at the relay", async || root.join("asked").exists(), |asked| *asked).await;
    let mut planner = stage.ledger.planner(mailing.id).unwrap();
    for name in ["r0", "r1", "r2", "r3"] {
        planner.add(&reader(&stage.ledger, name)).unwrap();
    }
    planner.finish(now(), |_| None).unwrap();
    until("three letters", async || relay.truth.accepted().len(), |letters| *letters == 3).await;
    "renewed".clone_into(&mut good.lock().unwrap());
    std::fs::write(root.join("go"), "").unwrap();
    let looks = async || stage.ledger.alerts(mailing.id).await.unwrap();
    let over = |all: &Vec<Alert>| all.iter().any(|one| one.way == Occasion::LOOKED && one.is_settled());
    until("the end of the look", looks, over).await;
    tell.send(true).unwrap();
    sender.await.unwrap();
    assert_eq!(stands(&stage, &mailing).await, (M::Sending, None));
}

#[tokio::test]
async fn letters_that_would_leave_after_the_end_are_told_of_beforehand_and_hold_nothing() {
    let relay = start(server(|_| Act::Comply)).await;
    let stage = stage(&relay, 40);
    change(stage.root(), "tls = \"none\"", "tls = \"none\"\nquota = \"10/24h\"");
    let mut new = new_mailing("summer");
    new.expires_at = Some(now() + SignedDuration::from_hours(30));
    let due = now() + SignedDuration::from_mins(9);
    let mailing = stage.write_at(new, 40, now() - SignedDuration::from_hours(2), due).await;
    let (tell, sender) = stage.start();
    let of_it = |all: &Vec<Value>| all.iter().any(|one| one["occasion"] == "too-late");
    let all = until("told", async || told(&stage), of_it).await;
    tell.send(true).unwrap();
    sender.await.unwrap();
    assert_eq!(stands(&stage, &mailing).await, (M::Scheduled, None));
    assert!(!all.iter().any(|one| one["occasion"] == "preflight"), "{all:?}");
    let alert = all.iter().find(|one| one["occasion"] == "too-late").unwrap();
    let text = alert["text"].as_str().unwrap();
    assert!(text.contains("goes out in 9 minutes, and its last letters would be too late"), "{text}");
    assert!(text.contains("about 20 readers would not get it"), "{text}");
    let zone = Opened::at(stage.root()).unwrap().settings.newsletter.timezone;
    let one = status::one(&stage.ledger, &zone, mailing, now()).await.unwrap();
    assert!(one.untold[0].contains("about 20 readers would not get it"), "{:?}", one.untold);
}
