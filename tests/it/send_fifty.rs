//! Fifty senders that are started at once on one ledger.

use std::process::{Command, Stdio};

use crate::props::relay::{server, start};
use crate::props::server::Act;
use crate::props::until::until_seen;
use crate::send_props::Stage;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_fifty_senders_started_at_once_one_sends_and_the_others_say_who_does() {
    let relay = start(server(|_| Act::Comply)).await;
    let stage = Stage::new(&relay, 20, "");
    let mailing = stage.mailing(20).await;
    let mut senders: Vec<_> = (0..50)
        .map(|_| {
            Command::new(env!("CARGO_BIN_EXE_courant"))
                .env("XDG_STATE_HOME", stage.root().join(".state"))
                .arg("-C")
                .arg(stage.root())
                .args(["--no-input", "work"])
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    let mut ended = Vec::new();
    let others = || {
        for index in (0..senders.len()).rev() {
            if senders[index].try_wait().unwrap().is_some() {
                ended.push(senders.swap_remove(index));
            }
        }
        ended.len()
    };
    until_seen("all but one to end", others, |ended| *ended >= 49);
    let [sender] = &mut senders[..] else { panic!("nobody sends") };
    for other in ended {
        let output = other.wait_with_output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(5), "{said}");
        assert!(said.contains(&format!("process {}", sender.id())), "{said}");
    }
    let taken = || relay.truth.accepted().len();
    until_seen("the letters", taken, |taken| *taken >= 20);
    assert!(sender.try_wait().unwrap().is_none(), "who sends stays");
    sender.kill().unwrap();
    sender.wait().unwrap();
    let twice = relay.truth.accepted().len();
    assert_eq!((twice, stage.ledger.counts(mailing.id).await.unwrap().rows()), (20, 20));
}
