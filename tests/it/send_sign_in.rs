//! A sign-in that is refused is tried by one connection alone: an account is soon locked.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use courant::domain::{DeliveryState as S, HoldReason, MailingState as M};
use tokio::sync::watch;

use crate::props::relay::{TestRelay, server, start};
use crate::props::server::{Act, Moment, Server, Step};
use crate::props::until::until;
use crate::send_props::Stage;

/// Sign-ins that have come.
type Tried = Arc<AtomicUsize>;

/// A relay that wants this password and tells how often one was tried.
async fn relay(
    password: &str,
    script: impl Fn(&Moment<'_>, usize) -> Act + Send + Sync + 'static,
) -> (TestRelay, Tried) {
    let tried = Tried::default();
    let counts = Arc::clone(&tried);
    let server = server(move |moment| {
        let before = counts.fetch_add(usize::from(moment.step == Step::Auth), Ordering::SeqCst);
        script(moment, before)
    });
    let account = Some(("anna".to_owned(), password.to_owned()));
    (start(Server { account, ..server }).await, tried)
}

/// What `[[delivery.relay]]` says for a mailing over four connections.
const FOUR: &str = "connections = 4\nusername = \"anna\"\npassword_command = [\"printf\", \"s3cret\"]";

fn stage(relay: &TestRelay, readers: usize, pipelining: &str, more: &str) -> Stage {
    let stage = Stage::new(relay, readers, &format!("{FOUR}\n{more}"));
    let file = stage.root().join("config.toml");
    let config = std::fs::read_to_string(&file).unwrap();
    let smtp = "transport = \"smtp\"";
    std::fs::write(&file, config.replace(smtp, &format!("{smtp}\npipelining = \"{pipelining}\""))).unwrap();
    stage
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_password_that_is_refused_is_tried_once_however_many_connections_there_are() {
    for pipelining in ["envelope", "deep"] {
        let (relay, tried) = relay("another", |_, _| Act::Comply).await;
        let stage = stage(&relay, 400, pipelining, "");
        let mailing = stage.mailing(400).await;
        stage.send().await;
        let held = stage.ledger.mailing(mailing.id).await.unwrap().held;
        assert!(matches!(held, Some(HoldReason::Auth { .. })), "{held:?}");
        assert_eq!(tried.load(Ordering::SeqCst), 1, "{pipelining}");
        let counts = stage.ledger.counts(mailing.id).await.unwrap();
        assert_eq!(counts.of(S::Planned), 400, "{pipelining}: nobody is blamed");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_relay_that_refuses_the_password_is_asked_once_and_the_other_gets_its_letters() {
    let (first, tried) = relay("another", |_, _| Act::Comply).await;
    let second = start(server(|_| Act::Comply)).await;
    let port = second.address.port();
    let more = format!(
        "name = \"first\"\n[[delivery.relay]]\nname = \"second\"\nhost = \"127.0.0.1\"\nport = {port}\ntls = \"none\""
    );
    let stage = stage(&first, 400, "envelope", &more);
    let mailing = stage.mailing(400).await;
    stage.send().await;
    assert_eq!(stage.ledger.counts(mailing.id).await.unwrap().of(S::Accepted), 400);
    assert_eq!(tried.load(Ordering::SeqCst), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_account_of_two_relays_is_tried_once_at_one_of_them_if_its_password_is_refused() {
    for third in [false, true] {
        let (first, tried_first) = relay("another", |_, _| Act::Comply).await;
        let (second, tried_second) = relay("another", |_, _| Act::Comply).await;
        let open = start(server(|_| Act::Comply)).await;
        let entry = |name: &str, port: u16| {
            format!(
                "[[delivery.relay]]\nname = \"{name}\"\nhost = \"127.0.0.1\"\nport = {port}\ntls = \"none\""
            )
        };
        let mut more = format!("{}\n{FOUR}", entry("second", second.address.port()));
        if third {
            more = format!("{more}\n{}", entry("third", open.address.port()));
        }
        let stage = stage(&first, 100, "envelope", &format!("name = \"first\"\n{more}"));
        let mailing = stage.mailing(100).await;
        stage.send().await;
        let tried = tried_first.load(Ordering::SeqCst) + tried_second.load(Ordering::SeqCst);
        assert_eq!(tried, 1, "third: {third}");
        let mailing = stage.ledger.mailing(mailing.id).await.unwrap();
        if third {
            assert_eq!((mailing.state, open.truth.accepted().len()), (M::Sent, 100));
        } else {
            assert!(matches!(mailing.held, Some(HoldReason::Auth { .. })), "{:?}", mailing.held);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn once_a_password_has_been_taken_all_connections_are_opened() {
    let all = Arc::new(AtomicBool::new(false));
    let are_here = Arc::clone(&all);
    let (relay, tried) = relay("s3cret", move |moment, _| match moment.step {
        Step::Dot if !are_here.load(Ordering::SeqCst) => Act::Trickle(20),
        _ => Act::Comply,
    })
    .await;
    let stage = stage(&relay, 40, "envelope", "");
    let mailing = stage.mailing(40).await;
    let (tell, sender) = stage.start();
    until("four sign-ins", async || tried.load(Ordering::SeqCst), |tried| *tried == 4).await;
    all.store(true, Ordering::SeqCst);
    let state = async || stage.ledger.mailing(mailing.id).await.unwrap().state;
    until("sent", state, |state| *state == M::Sent).await;
    tell.send(true).unwrap();
    sender.await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sign_in_that_is_refused_later_on_is_the_last_one() {
    // One gets its letter taken, and signs in anew while the others wait for an answer; theirs is the end of their lines.
    let (relay, tried) = relay("s3cret", |moment, before| match moment.step {
        Step::Auth if before >= 4 => Act::Say("535 5.7.8 no longer\r\n".to_owned()),
        Step::Dot if moment.connection > 1 => Act::Hang,
        _ => Act::Comply,
    })
    .await;
    let stage = stage(&relay, 40, "envelope", "messages_per_connection = 1");
    let mailing = stage.mailing(40).await;
    let mut sender = stage.sender();
    sender.tempo.timers.dot = Duration::from_secs(3);
    let (_tell, told) = watch::channel(false);
    let sends = tokio::time::timeout(Duration::from_secs(60), sender.run(told));
    sends.await.expect("it is not held").unwrap();
    let held = stage.ledger.mailing(mailing.id).await.unwrap().held;
    assert!(matches!(held, Some(HoldReason::Auth { .. })), "{held:?}");
    assert_eq!(tried.load(Ordering::SeqCst), 5);
}
