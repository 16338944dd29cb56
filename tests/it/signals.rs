//! Ctrl+C, a terminal that closes and a service manager's SIGTERM, given to the program while letters leave.

use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};

use courant::domain::DeliveryState as S;
use courant::ledger::SendingLock;
use portable_pty::CommandBuilder;

use crate::composer::pty::Tty;
use crate::props::relay::{TestRelay, server, start};
use crate::props::server::{Act, Step};
use crate::props::until::{until, until_seen, until_sent};
use crate::send_command::Demo;
use crate::send_props::Stage;

async fn relay() -> TestRelay {
    start(server(|_| Act::Comply)).await
}

/// The demo, to be sent to this relay over one connection.
pub fn demo(relay: &TestRelay, rate: &str) -> Demo {
    let demo = Demo::new();
    change(&demo, "mode = \"test\"", "mode = \"live\"");
    change(&demo, "\nrate = ", "\n# ");
    let port = relay.address.port();
    let smtp = format!(
        "transport = \"smtp\"\n{rate}\n[[delivery.relay]]\nhost = \"127.0.0.1\"\nport = {port}\ntls = \"none\"\n\
         connections = 1"
    );
    change(&demo, "transport = \"files\"", &smtp);
    demo
}

pub fn change(demo: &Demo, from: &str, to: &str) {
    let file = demo.path("config.toml");
    let config = std::fs::read_to_string(&file).unwrap();
    assert!(config.contains(from), "{from}");
    std::fs::write(file, config.replacen(from, to, 1)).unwrap();
}

/// `courant send` in a terminal.
fn send(demo: &Demo) -> Tty {
    let readers = demo.json(&["-o", "json", "send", "2018", "--dry-run"])["readers"].to_string();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_courant"));
    command.cwd(demo.path(""));
    command.env("XDG_STATE_HOME", demo.path(".state"));
    command.args(["send", "2018", "--now", "--confirm", &readers]);
    Tty::run(command)
}

fn state(demo: &Demo) -> serde_json::Value {
    demo.json(&["-o", "json", "status", "2018"])["mailings"][0]["state"].clone()
}

pub fn sender_of(demo: &Demo) -> Option<u32> {
    SendingLock::holder(&demo.path(".courant/ledger.db")).map(|holder| holder.pid)
}

fn kill(signal: &str, pid: u32) {
    assert!(Command::new("kill").args([signal, &pid.to_string()]).status().unwrap().success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ctrl_c_pauses_the_mailing_and_says_so() {
    let relay = relay().await;
    let demo = demo(&relay, "rate = \"1/hour\"");
    let mut tty = send(&demo);
    until_seen("a letter", || relay.truth.accepted().len(), |letters| *letters > 0);
    tty.press(b"\x03");
    tty.sees("is paused");
    assert_eq!(tty.child.wait().unwrap().exit_code(), 130);
    assert_eq!(state(&demo), "paused");
    assert_eq!(demo.exits(&["cancel", "2018"]), Some(0));
    until_seen("the sender's end", || sender_of(&demo), Option::is_none);
}

/// A relay that says when it has a letter and takes it when it is told to; dropped, it takes everything.
pub async fn patient() -> (TestRelay, Receiver<()>, Sender<()>) {
    let ((has, comes), (go, may)) = (channel(), channel());
    let may = Mutex::new(may);
    let relay = start(server(move |moment| {
        if moment.step == Step::Dot {
            _ = has.send(());
            _ = may.lock().unwrap().recv();
        }
        Act::Comply
    }))
    .await;
    (relay, comes, go)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_terminal_that_closes_ends_no_mailing() {
    let (relay, comes, go) = patient().await;
    let demo = demo(&relay, "");
    let tty = send(&demo);
    until_sent("a letter in flight", &comes);
    let sender = sender_of(&demo).expect("a sender");
    let of_sender = rustix::process::getsid(rustix::process::Pid::from_raw(sender.cast_signed())).unwrap();
    assert_eq!(of_sender.as_raw_nonzero().get(), sender.cast_signed(), "it has left the terminal");
    drop(tty);
    kill("-HUP", sender);
    drop(go);
    until_seen("the end", || state(&demo), |state| state == "sent");
    assert_eq!(relay.truth.accepted().len(), 30);
    let started = std::fs::read_to_string(demo.path(".courant/send.lock")).unwrap();
    assert!(started.contains(&format!("\"pid\":{sender},")), "the same sender to the end: {started}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_first_sigterm_lets_the_letter_in_flight_land() {
    let (relay, comes, go) = patient().await;
    let stage = Stage::new(&relay, 50, "connections = 1");
    let mailing = stage.mailing(50).await;
    let mut work = Command::new(env!("CARGO_BIN_EXE_courant"))
        .env("XDG_STATE_HOME", stage.root().join(".state"))
        .arg("-C")
        .arg(stage.root())
        .args(["--no-input", "work"])
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    until_sent("a letter in flight", &comes);
    kill("-TERM", work.id());
    drop(go);
    let ended = until("its end", || std::future::ready(work.try_wait().unwrap()), Option::is_some).await;
    assert_eq!(ended.unwrap().code(), Some(0));
    let counts = stage.ledger.counts(mailing.id).await.unwrap();
    let landed = u64::try_from(relay.truth.accepted().len()).unwrap();
    assert_eq!((counts.of(S::Accepted), counts.of(S::Planned)), (landed, 50 - landed));
}
