//! What a sender writes into its log names nobody.

use courant::domain::{HoldReason, MailingState as M};
use serde_json::Value;
use tokio::process::Command;

use crate::props::relay::{server, start};
use crate::props::server::{Act, Step};
use crate::send_props::{Stage, config};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_address_comes_into_the_log_whatever_a_server_says() {
    let relay = start(server(move |moment| {
        let say = |words: &str| Act::Say(format!("{words}\r\n"));
        match moment.step {
            Step::Rcpt if moment.line.contains("<r2@") => {
                say("550 5.1.1 <r2@example.eu> is at canary@example.org")
            }
            Step::Dot if moment.letter > 3 => {
                say("550 5.7.1 for r7@example.eu? blocked: write to canary@example.org")
            }
            _ => Act::Comply,
        }
    }))
    .await;
    for format in ["text", "json"] {
        let stage = Stage::new(&relay, 12, "connections = 1");
        let mailing = stage.mailing(12).await;
        let work = Command::new(env!("CARGO_BIN_EXE_courant"))
            .env("XDG_STATE_HOME", stage.root().join(".state"))
            .env("COURANT_LOG", "courant=debug")
            .arg("-C")
            .arg(stage.root())
            .args(["--no-input", "work", "--detached", "--log", format])
            .kill_on_drop(true)
            .output()
            .await
            .unwrap();
        let log = String::from_utf8(work.stderr).unwrap();
        assert_eq!(stage.ledger.mailing(mailing.id).await.unwrap().state, M::Held, "{log}");
        assert!(log.contains("blocked"), "{log}");
        assert!(!log.contains('@') && !log.contains("/u/"), "{log}");
        if format == "json" {
            let lines =
                log.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("{log}")));
            let lines: Vec<Value> = lines.collect();
            let of = |line: &Value, key: &str| line[key].as_str().map(str::to_owned);
            assert!(
                lines.iter().all(|line| of(line, "timestamp").is_some() && of(line, "message").is_some())
            );
            assert!(lines.iter().any(|line| of(line, "level").as_deref() == Some("WARN")), "{log}");
        }
    }
}

#[tokio::test]
async fn who_reads_that_the_sender_is_refused_knows_which_address_and_never_a_readers() {
    let refusal = "news@example.eu is not yours; nor is r99@example.eu, says postmaster@example.eu";
    let relay = start(server(move |moment| match moment.step {
        Step::Mail => {
            let from = moment.line.split(['<', '>']).nth(1).unwrap_or_default();
            Act::Say(format!("550 5.7.1 <{from}>: {refusal}\r\n"))
        }
        _ => Act::Comply,
    }))
    .await;
    for (bounces, who) in [("", "news@example.eu"), ("bounces = \"bounce.example.eu\"", "(an address)")] {
        let stage = Stage::new(&relay, 6, "connections = 1");
        let from = "from = \"HELIUM News <news@example.eu>\"";
        let settings = config(&relay, "connections = 1").replace(from, &format!("{from}\n{bounces}"));
        std::fs::write(stage.root().join("config.toml"), settings).unwrap();
        let mailing = stage.mailing(6).await;
        stage.send().await;
        let held = stage.ledger.mailing(mailing.id).await.unwrap().held;
        let Some(HoldReason::SenderRefused { reply }) = held else { panic!("{held:?}") };
        let rest = "news@example.eu is not yours; nor is (an address), says (an address)";
        assert_eq!(reply, format!("550 5.7.1 <{who}>: {rest}"));
    }
}
