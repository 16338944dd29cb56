//! What a sender writes into its log names nobody and tells no key.

use std::path::Path;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use courant::domain::{HoldReason, MailingState as M};
use serde_json::Value;
use tokio::process::Command;

use crate::props::relay::{server, start};
use crate::props::server::{Act, Server, Step};
use crate::send_props::{Stage, config};
use crate::story::props::{folder, forms};

/// What a sender that ends by itself has to tell, to whoever wants to hear all of it.
async fn told(root: &Path, format: &str) -> String {
    let work = Command::new(env!("CARGO_BIN_EXE_courant"))
        .env("XDG_STATE_HOME", root.join(".state"))
        .env("COURANT_LOG", "trace,loud")
        .arg("-C")
        .arg(root)
        .args(["--no-input", "work", "--detached", "--log", format])
        .kill_on_drop(true)
        .output()
        .await
        .unwrap();
    String::from_utf8(work.stderr).unwrap()
}

fn keys(root: &Path) -> Vec<Vec<u8>> {
    let ledger = rusqlite::Connection::open(root.join(".courant/ledger.db")).unwrap();
    let mut keys = ledger.prepare("SELECT key FROM secret").unwrap();
    keys.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_address_and_no_key_comes_into_the_log_whatever_a_server_says() {
    let asked = AtomicUsize::new(0);
    let relay = start(server(move |moment| {
        let say = |words: &str| Act::Say(format!("{words}\r\n"));
        match moment.step {
            Step::Rcpt if asked.fetch_add(1, Relaxed).is_multiple_of(5) => {
                let reader = moment.line.split(['<', '>']).nth(1).unwrap_or_default();
                let (user, encoded) = (reader.trim_end_matches("@example.eu"), STANDARD.encode(reader));
                say(&format!(
                    "550-5.1.1 {user} (at) example.eu, {user}%40example.eu, bounce+{user}=example.eu, {encoded} <{user}@exam\r\n\
                     550 5.1.1 ple.eu>, {user}@\u{200b}example.eu: all at canary@example.org"
                ))
            }
            Step::Dot if moment.letter > 3 => say(
                "550 5.7.1 for r7@example.eu? \u{2066}blocked: write to canary at example.org, not r7 at example.eu",
            ),
            _ => Act::Comply,
        }
    }))
    .await;
    for format in ["text", "json"] {
        let folder = folder();
        std::fs::write(folder.path().join("config.toml"), config(&relay, "connections = 1")).unwrap();
        // The first opening makes the keys.
        let mut log = told(folder.path(), format).await;
        let stage = Stage::at(folder, &relay, 12, "connections = 1");
        let mailing = stage.mailing(12).await;
        log += &told(stage.root(), format).await;
        assert_eq!(stage.ledger.mailing(mailing.id).await.unwrap().state, M::Held, "{log}");
        assert!(log.contains("blocked"), "{log}");
        assert!(log.contains("loud") && log.contains("is not understood"), "{log}");
        assert!(!log.contains('@') && !log.contains("/u/"), "{log}");
        let held = format!("{:?}", stage.ledger.mailing(mailing.id).await.unwrap().held);
        let said = stage.ledger.missing(mailing.id).await.unwrap();
        let reasons: Vec<String> = said.iter().map(|row| row.reason.clone()).collect();
        assert!(reasons.iter().any(|why| why.starts_with("550 5.1.1 (the recipient)")), "{reasons:?}");
        for told in [&log, &held, &reasons.join("\n")] {
            for shape in [
                "example.eu",
                "ple.eu",
                "example.org",
                "canary",
                "ZXhhbXBsZS5l",
                "\u{200b}",
                "\u{2066}",
                "\\u{",
            ] {
                assert!(!told.contains(shape), "{shape}: {told}");
            }
        }
        let keys = keys(stage.root());
        assert_eq!(keys.len(), 4);
        assert!(keys.iter().flat_map(|key| forms(key)).all(|form| !log.contains(&form)), "{log}");
        if format == "json" {
            let lines =
                log.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("{log}")));
            let lines: Vec<Value> = lines.collect();
            let of = |line: &Value, key: &str| line[key].as_str().map(str::to_owned);
            assert!(
                lines.iter().all(|line| of(line, "timestamp").is_some() && of(line, "message").is_some())
            );
            assert!(lines.iter().any(|line| of(line, "level").as_deref() == Some("WARN")), "{log}");
            let ours = |line: &Value| of(line, "target").is_some_and(|target| target.starts_with("courant"));
            assert!(lines.iter().all(ours), "what other crates tell may hold anything: {log}");
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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_program_writes_beside_the_password_or_token_that_it_prints_is_in_no_log() {
    let user = "news@example.eu";
    for key in ["password_command", "token_command"] {
        let relay = start(Server {
            account: (key == "password_command").then(|| (user.to_owned(), "s3cret".to_owned())),
            token: (key == "token_command")
                .then(|| (user.to_owned(), Arc::new(Mutex::new("s3cret".to_owned())))),
            ..server(|_| Act::Comply)
        })
        .await;
        let command = "echo asked >> asked; echo unlocked by master-c0de >&2; echo s3cret";
        let more =
            format!("connections = 1\nusername = \"{user}\"\n{key} = [\"sh\", \"-c\", \"{command}\"]\n");
        let stage = Stage::new(&relay, 3, &more);
        let mailing = stage.mailing(3).await;
        let log = told(stage.root(), "text").await;
        assert_eq!(stage.ledger.mailing(mailing.id).await.unwrap().state, M::Sent, "{key}: {log}");
        assert!(stage.root().join("asked").exists(), "{key} was run");
        for secret in ["master-c0de", "unlocked", "s3cret"] {
            assert!(!log.contains(secret), "{key}: {log}");
        }
    }
}
