//! Several relays: letters are spread over them, one that fails hands its share on, and nobody gets anything twice.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use courant::domain::{DeliveryState as S, HoldReason, Mailing, MailingState as M};

use crate::props::relay::{TestRelay, server, start};
use crate::props::server::{Act, Moment, Step};
use crate::props::until::until;
use crate::send_command::Demo;
use crate::send_props::Stage;

async fn relay(script: impl Fn(&Moment<'_>) -> Act + Send + Sync + 'static) -> TestRelay {
    start(server(script)).await
}

/// A stage with two relays, "first" and "second".
fn stage(relays: [&TestRelay; 2], readers: usize, first: &str, second: &str) -> Stage {
    let more = format!(
        "name = \"first\"\nconnections = 1\n{first}\n[[delivery.relay]]\nname = \"second\"\nhost = \"127.0.0.1\"\n\
         port = {}\ntls = \"none\"\nconnections = 1\n{second}",
        relays[1].address.port()
    );
    Stage::new(relays[0], readers, &more)
}

/// How many letters each has, when nobody has one twice.
fn taken(relays: [&TestRelay; 2]) -> [usize; 2] {
    let letters = relays.map(|relay| relay.truth.accepted());
    let ids: BTreeSet<_> = letters.iter().flatten().map(|letter| letter.message_id()).collect();
    assert_eq!(ids.len(), letters.iter().map(Vec::len).sum::<usize>(), "somebody has it twice");
    letters.map(|letters| letters.len())
}

/// Attempts in the ledger, by relay and outcome.
fn attempts(stage: &Stage) -> BTreeMap<(Option<String>, String), usize> {
    let ledger = rusqlite::Connection::open(stage.ledger.path()).unwrap();
    let mut query = ledger.prepare("SELECT relay, outcome FROM attempt").unwrap();
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    let mut all = BTreeMap::new();
    rows.for_each(|row| *all.entry(row.unwrap()).or_default() += 1);
    all
}

async fn ends(stage: &Stage, mailing: &Mailing) -> (M, u64) {
    let counts = stage.ledger.counts(mailing.id).await.unwrap();
    (stage.ledger.mailing(mailing.id).await.unwrap().state, counts.of(S::Accepted))
}

fn auth() -> Act {
    Act::Say("530 5.7.0 authentication required\r\n".to_owned())
}

#[tokio::test]
async fn letters_are_spread_by_weight_and_every_attempt_names_its_relay() {
    for pipelining in ["envelope", "deep"] {
        let relays = [relay(|_| Act::Comply).await, relay(|_| Act::Comply).await];
        let relays = [&relays[0], &relays[1]];
        let stage = stage(relays, 40, "weight = 3", "weight = 1");
        let file = stage.root().join("config.toml");
        let config = std::fs::read_to_string(&file).unwrap();
        let smtp = "transport = \"smtp\"";
        std::fs::write(&file, config.replace(smtp, &format!("{smtp}\npipelining = \"{pipelining}\"")))
            .unwrap();
        let mailing = stage.mailing(40).await;
        stage.send().await;
        assert_eq!(ends(&stage, &mailing).await, (M::Sent, 40), "{pipelining}");
        let [first, second] = taken(relays);
        assert!((28..=32).contains(&first), "{pipelining}: {first} and {second}");
        let accepted = |relay: &str, many| ((Some(relay.to_owned()), "accepted".to_owned()), many);
        let named = BTreeMap::from([accepted("first", first), accepted("second", second)]);
        assert_eq!(attempts(&stage), named, "{pipelining}");
    }
}

#[tokio::test]
async fn a_relay_that_is_down_hands_its_share_to_the_other_and_gets_it_back() {
    let down = Arc::new(AtomicBool::new(true));
    let is_down = Arc::clone(&down);
    let first = relay(move |moment| match moment.step {
        Step::Banner if is_down.load(Ordering::SeqCst) => Act::Abort,
        _ => Act::Comply,
    })
    .await;
    let second = relay(|_| Act::Comply).await;
    let stage = stage([&first, &second], 30, "weight = 1", "weight = 1");
    let (tell, sender) = stage.start();
    let mailing = stage.mailing(30).await;
    let state = async || stage.ledger.mailing(mailing.id).await.unwrap().state;
    until("all over the second", state, |state| *state == M::Sent).await;
    assert_eq!(taken([&first, &second]), [0, 30]);
    down.store(false, Ordering::SeqCst);
    until(
        "the first may be tried",
        async || stage.ledger.trouble().await.unwrap(),
        |words| {
            assert!(
                words.as_ref().is_none_or(|words| words.starts_with("first can't be reached")),
                "{words:?}"
            );
            true
        },
    )
    .await;
    // Its wait is over by the time that a letter of the second goes.
    let back = async || {
        let issue = format!("issue-{}", taken([&first, &second])[1]);
        let mailing = stage.mailing_of(&issue, 30).await;
        let state = async || stage.ledger.mailing(mailing.id).await.unwrap().state;
        until("sent", state, |state| *state == M::Sent).await;
        taken([&first, &second])[0]
    };
    until("a share for the first", back, |letters| *letters > 0).await;
    tell.send(true).unwrap();
    sender.await.unwrap();
    assert_eq!(stage.ledger.trouble().await.unwrap(), None);
}

#[tokio::test]
async fn a_relay_that_refuses_us_is_left_to_the_others_and_the_last_one_holds_the_mailing() {
    for second_refuses in [false, true] {
        let first = relay(|moment| if moment.step == Step::Mail { auth() } else { Act::Comply }).await;
        let second = relay(move |moment| match moment.step {
            Step::Mail if second_refuses => auth(),
            _ => Act::Comply,
        })
        .await;
        let stage = stage([&first, &second], 12, "", "");
        let mailing = stage.mailing(12).await;
        stage.send().await;
        if second_refuses {
            let held = stage.ledger.mailing(mailing.id).await.unwrap().held;
            assert!(matches!(held, Some(HoldReason::Auth { .. })), "{held:?}");
            assert_eq!(ends(&stage, &mailing).await, (M::Held, 0));
        } else {
            assert_eq!(ends(&stage, &mailing).await, (M::Sent, 12));
            assert_eq!(taken([&first, &second]), [0, 12]);
            let refused = first.truth.commands().iter().filter(|line| line.starts_with("MAIL")).count();
            assert_eq!(refused, 1, "it is not asked again and again");
            let trouble = stage.ledger.trouble().await.unwrap().unwrap();
            assert!(trouble.contains("first refuses the sign-in"), "{trouble}");
        }
    }
}

#[tokio::test]
async fn what_is_said_of_the_letter_is_not_carried_from_one_relay_to_the_next() {
    let first = relay(|moment| match moment.step {
        Step::Dot => Act::Say("550 5.7.1 looks like spam\r\n".to_owned()),
        _ => Act::Comply,
    })
    .await;
    let second = relay(|moment| if moment.step == Step::Banner { Act::Abort } else { Act::Comply }).await;
    let stage = stage([&first, &second], 12, "", "");
    let mailing = stage.mailing(12).await;
    stage.send().await;
    let held = stage.ledger.mailing(mailing.id).await.unwrap().held;
    assert!(matches!(held, Some(HoldReason::Policy { .. })), "{held:?}");
    assert_eq!(stage.ledger.counts(mailing.id).await.unwrap().of(S::Failed), 3);
}

#[tokio::test]
async fn a_letter_of_which_nobody_knows_does_not_go_to_the_other_relay() {
    let first = relay(|moment| match moment.step {
        Step::Dot if moment.letter == 1 && moment.connection == 1 => Act::TakeAndHangUp,
        _ => Act::Comply,
    })
    .await;
    let second = relay(|_| Act::Comply).await;
    let relays = [&first, &second];
    let stage = stage(relays, 20, "weight = 1", "weight = 1");
    let mailing = stage.mailing(20).await;
    stage.send().await;
    let counts = stage.ledger.counts(mailing.id).await.unwrap();
    assert_eq!((counts.not_certain(), counts.of(S::Accepted)), (1, 19));
    assert_eq!(taken(relays).iter().sum::<usize>(), 20, "the uncertain one had arrived, once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_test_letter_leaves_over_the_first_relay_that_opens() {
    let relay = relay(|_| Act::Comply).await;
    let port = relay.address.port();
    let tested = tokio::task::spawn_blocking(move || {
        let demo = Demo::new();
        let config = std::fs::read_to_string(demo.path("config.toml")).unwrap();
        let one = |name: &str, port: u16| {
            format!(
                "[[delivery.relay]]\nname = \"{name}\"\nhost = \"127.0.0.1\"\nport = {port}\ntls = \"none\"\n"
            )
        };
        let relays = format!("\n{}{}[web]\n", one("nobody", 1), one("ours", port));
        let config = config.replacen("transport = \"files\"", "transport = \"smtp\"", 1).replacen(
            "\n[web]\n",
            &relays,
            1,
        );
        std::fs::write(demo.path("config.toml"), config).unwrap();
        demo.exits(&["test", "2018"])
    });
    assert_eq!(tested.await.unwrap(), Some(0));
    assert!(!relay.truth.accepted().is_empty());
}

#[tokio::test]
async fn a_relay_that_asks_for_less_gets_it_over_half_as_many_connections() {
    for pipelining in ["envelope", "deep"] {
        let seen = Arc::new(std::sync::Mutex::new(Vec::new()));
        let letters = Arc::clone(&seen);
        let relay = relay(move |moment| {
            if moment.step != Step::Mail {
                return Act::Comply;
            }
            let mut letters = letters.lock().unwrap();
            letters.push(moment.connection);
            if letters.len() == 20 {
                return Act::Say("450 4.7.28 too many messages from you\r\n".to_owned());
            }
            Act::Comply
        })
        .await;
        let stage = Stage::new(&relay, 40, "connections = 4");
        let file = stage.root().join("config.toml");
        let smtp = "transport = \"smtp\"";
        let config = std::fs::read_to_string(&file).unwrap();
        std::fs::write(&file, config.replace(smtp, &format!("{smtp}\npipelining = \"{pipelining}\"")))
            .unwrap();
        let mailing = stage.mailing(40).await;
        stage.send().await;
        assert_eq!(ends(&stage, &mailing).await, (M::Sent, 40));
        let said = stage.ledger.trouble().await.unwrap().unwrap_or_default();
        assert!(said.contains("fewer letters (450 4.7.28 too many messages from you)"), "{said}");
        // Letters that were under way when it asked still leave.
        let letters: Vec<u64> = seen.lock().unwrap().drain(..).skip(28).collect();
        let connections: BTreeSet<_> = letters.iter().collect();
        assert!(!letters.is_empty() && connections.len() <= 2, "{pipelining}: {letters:?}");
    }
}

#[tokio::test]
async fn the_others_do_not_wait_for_a_relay_that_asks_for_less() {
    for pipelining in ["envelope", "deep"] {
        let busy = || Act::Say("450 4.3.2 busy\r\n".to_owned());
        let first = relay(move |moment| if moment.step == Step::Mail { busy() } else { Act::Comply }).await;
        let second = relay(|_| Act::Comply).await;
        let stage = stage([&first, &second], 60, "weight = 1", "weight = 1");
        let file = stage.root().join("config.toml");
        let smtp = "transport = \"smtp\"";
        let config = std::fs::read_to_string(&file).unwrap();
        std::fs::write(&file, config.replace(smtp, &format!("{smtp}\npipelining = \"{pipelining}\"")))
            .unwrap();
        let mailing = stage.mailing(60).await;
        stage.send().await;
        assert_eq!(ends(&stage, &mailing).await, (M::Sent, 60), "{pipelining}");
        let [_, second] = taken([&first, &second]);
        assert!(second > 50, "{pipelining}: {second}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_a_relay_that_is_left_alone_it_is_not_said_at_the_end_that_it_answers_again() {
    let first = relay(|moment| if moment.step == Step::Mail { auth() } else { Act::Comply }).await;
    let second = relay(|moment| if moment.step == Step::Dot { Act::Trickle(1) } else { Act::Comply }).await;
    let port = second.address.port();
    let more =
        format!("[[delivery.relay]]\nname = \"second\"\nhost = \"127.0.0.1\"\nport = {port}\ntls = \"none\"");
    let said = tokio::task::spawn_blocking(move || {
        let demo = crate::signals::demo(&first, "");
        crate::signals::change(&demo, "connections = 1", &format!("connections = 1\n{more}"));
        let readers = demo.json(&["-o", "json", "send", "2018", "--dry-run"])["readers"].to_string();
        let output = demo.run(&["send", "2018", "--now", "--confirm", &readers]);
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    });
    let (exit, said) = said.await.unwrap();
    assert!(exit == Some(0) && said.contains("refuses the sign-in"), "{said}");
    assert!(!said.contains("leave again"), "{said}");
}
