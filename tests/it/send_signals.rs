//! The sender as a process, told to end while a server keeps it waiting.

use std::os::unix::process::ExitStatusExt as _;
use std::process::Stdio;
use std::time::Duration;

use courant::domain::{DeliveryState as S, Mailing, MailingState as M};
use courant::mail::smtp::Timers;
use rustix::process::{Pid, Signal, kill_process};
use tokio::process::{Child, Command};
use tokio::sync::watch;

use crate::props::relay::{TestRelay, acceptor, server, start, tls_file};
use crate::props::server::{Act, Moment, Server, Step};
use crate::props::until::until;
use crate::send_props::Stage;

fn work(stage: &Stage) -> Child {
    Command::new(env!("CARGO_BIN_EXE_courant"))
        .env("XDG_STATE_HOME", stage.root().join(".state"))
        .arg("-C")
        .arg(stage.root())
        .args(["--no-input", "work"])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .unwrap()
}

fn tell(sender: &Child) {
    let id = Pid::from_raw(sender.id().unwrap().try_into().unwrap()).unwrap();
    kill_process(id, Signal::TERM).unwrap();
}

async fn stage(step: Step, act: Act) -> (TestRelay, Stage) {
    let script =
        server(move |moment: &Moment<'_>| if moment.step == step { act.clone() } else { Act::Comply });
    let relay = start(Server { tls: Some(acceptor("right.pem")), ..script }).await;
    let stage = Stage::new(&relay, 3, "connections = 1");
    let config = std::fs::read_to_string(stage.root().join("config.toml")).unwrap();
    let tls = format!("tls = \"starttls\"\nca_file = {:?}", tls_file("ca.pem"));
    let config = config.replace("tls = \"none\"", &tls).replace("\"127.0.0.1\"", "\"localhost\"");
    std::fs::write(stage.root().join("config.toml"), config).unwrap();
    (relay, stage)
}

/// Until a row of the mailing stands there.
async fn counted(stage: &Stage, mailing: &Mailing, state: S) {
    let rows = async || stage.ledger.counts(mailing.id).await.unwrap().of(state);
    until(state.as_str(), rows, |rows| *rows > 0).await;
}

#[tokio::test]
async fn who_is_told_to_end_does_not_wait_for_a_server_that_was_told_of_no_letter() {
    for step in [Step::Banner, Step::Handshake] {
        let (_relay, stage) = stage(step, Act::Hang).await;
        let mailing = stage.mailing(3).await;
        let mut sender = stage.sender();
        sender.tempo.timers = Timers::default();
        let (tell, told) = watch::channel(false);
        let sender = tokio::spawn(async move { sender.run(told).await });
        counted(&stage, &mailing, S::Claimed).await;
        tell.send(true).unwrap();
        let ended = tokio::time::timeout(Duration::from_secs(20), sender).await;
        ended.expect("it waits for minutes").unwrap().unwrap();
        let counts = stage.ledger.counts(mailing.id).await.unwrap();
        assert_eq!(counts.of(S::Planned), 3, "{step:?}");
    }
}

#[tokio::test]
async fn the_first_sigterm_waits_for_an_answer_and_the_second_does_not() {
    let (relay, stage) = stage(Step::Dot, Act::Hang).await;
    let mailing = stage.mailing(3).await;
    let mut sender = work(&stage);
    counted(&stage, &mailing, S::Submitting).await;
    tell(&sender);
    // It is told to end, and the one letter under way is still waited for.
    let early = tokio::time::timeout(Duration::from_millis(300), sender.wait()).await;
    assert!(early.is_err(), "{early:?}");
    tell(&sender);
    let ended = sender.wait().await.unwrap();
    assert_eq!((ended.code(), ended.signal()), (Some(130), None));
    assert!(relay.truth.accepted().is_empty());

    let next = stage.start();
    counted(&stage, &mailing, S::Unknown).await;
    assert_eq!(stage.ledger.mailing(mailing.id).await.unwrap().state, M::Sending);
    next.0.send(true).unwrap();
    next.1.await.unwrap();
}
