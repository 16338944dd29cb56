//! Uncertain letters, and what a mail server's log proves about them.

use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};

use courant::desk::opened::Opened;
use courant::desk::reconcile::{self, Verdict};
use courant::domain::{AddrKey, DeliveryState as S, MailingId, Outcome, Reply};
use courant::mail::message_id;
use jiff::{SignedDuration, Timestamp};

use crate::send_command::Demo;
use crate::story::props::{at, reader, sending, turn};

/// A mailing to four: `a` and `b` were accepted, of `c` and `d` nobody knows.
struct Scene {
    demo: Demo,
    mailing: MailingId,
}

async fn scene() -> Scene {
    let demo = Demo::new();
    let config = fs::read_to_string(demo.path("config.toml")).unwrap();
    let smtp = "transport = \"smtp\"\n[[delivery.relay]]\nhost = \"127.0.0.1\"\nport = 25\ntls = \"none\"\n";
    let config = config.replace("transport = \"files\"", smtp).replace("rate = ", "# ");
    fs::write(demo.path("config.toml"), config).unwrap();
    let opened = Opened::at(&demo.path("")).unwrap();
    let ledger = &opened.ledger;
    let mailing = sending(ledger, "summer", &["a", "b", "c", "d"]).await.id;
    let (_lock, sender, _) = turn(ledger, "boot").await;
    sender.claim(mailing, 9, at(1)).await.unwrap();
    for name in ["a", "b", "c", "d"] {
        let key = reader(ledger, name).key;
        sender.submit(mailing, key, at(2)).await.unwrap();
        let outcome = match name {
            "a" | "b" => {
                Outcome::Accepted { reply: Some(Reply { code: 250, enhanced: None, text: "ok".to_owned() }) }
            }
            _ => Outcome::Unknown { detail: "the line broke".to_owned() },
        };
        sender.record(mailing, key, outcome, Some("127.0.0.1".to_owned()), at(3)).await.unwrap();
    }
    sender.finish(mailing, at(4)).await.unwrap();
    Scene { demo, mailing }
}

impl Scene {
    fn opened(&self) -> Opened {
        Opened::at(&self.demo.path("")).unwrap()
    }

    fn key(&self, name: &str) -> AddrKey {
        reader(&self.opened().ledger, name).key
    }

    /// The lines of a letter that was taken, at so many seconds.
    fn taken(&self, name: &str, seconds: i64) -> String {
        let at = at(seconds);
        let id = message_id::left_side(self.opened().ledger.keys(), self.mailing, self.key(name));
        let queue = format!("4ABCDE{}", name.to_uppercase());
        [
            format!("{at} mx postfix/smtpd[7]: {queue}: client=n[192.0.2.1]\n"),
            format!("{at} mx postfix/cleanup[8]: {queue}: message-id=<{id}@helium.example.eu>\n"),
            format!("{at} mx postfix/qmgr[2]: {queue}: from=<n@e.eu>, size=3, nrcpt=1 (queue active)\n"),
        ]
        .concat()
    }

    async fn verdicts(&self, log: &str) -> Vec<(Verdict, String)> {
        let found = reconcile::look(&self.opened(), log.as_bytes(), None, at(9000)).await.unwrap();
        found.letters.into_iter().map(|one| (one.verdict, one.why)).collect()
    }
}

fn line(at: Timestamp, text: &str) -> String {
    format!("{at} mx postfix/{text}\n")
}

#[tokio::test]
async fn a_letter_in_the_queue_is_accepted_and_one_that_never_came_failed_if_the_log_tells_everything() {
    let scene = scene().await;
    let begin = line(at(-60), "qmgr[2]: 4AAAAAA: removed");
    let end = line(at(7200), "qmgr[2]: 4AAAAAA: removed");
    let both = scene.taken("a", 2) + &scene.taken("b", 2);
    let whole = [&begin, &both, &scene.taken("c", 3), &end].map(String::as_str).concat();
    let [(c, c_why), (d, d_why)] = &scene.verdicts(&whole).await[..] else { panic!() };
    assert_eq!((*c, *d), (Verdict::Accepted, Verdict::Failed));
    assert!(
        c_why.contains("queued as 4ABCDEC at 2026-06-01 12:00:03 CEST") && d_why.contains("never came"),
        "{c_why} {d_why}"
    );

    let soon = line(at(3 + 29 * 60), "qmgr[2]: 4AAAAAA: removed");
    let begun = scene.taken("c", 3).lines().take(2).map(|line| format!("{line}\n")).collect::<String>();
    let lost = line(at(4), "smtpd[7]: lost connection after DATA (9 bytes) from n[192.0.2.1]");
    for (why, log) in [
        ("the log begins", both.clone() + &end),
        ("the log ends at 2026-06-01 12:29:03 CEST, too soon after", begin.clone() + &both + &soon),
        ("1 of 2 letters", begin.clone() + &scene.taken("a", 2) + &end),
        ("2 of 2 letters", begin.clone() + &end),
        ("minutes apart", begin.clone() + &scene.taken("a", 2) + &scene.taken("b", 900) + &end),
    ] {
        for (verdict, said) in scene.verdicts(&log).await {
            assert_eq!(verdict, Verdict::NotSaid, "{why}");
            assert!(said.contains(why), "{why}: {said}");
        }
    }
    let [(c, why), _] = &scene.verdicts(&(begin.clone() + &both + &begun + &end)).await[..] else { panic!() };
    assert!(*c == Verdict::NotSaid && why.contains("began to read"), "{why}");
    let [(c, why), _] = &scene.verdicts(&(begin + &both + &begun + &lost + &end)).await[..] else { panic!() };
    assert!(*c == Verdict::Failed && why.starts_with("lost connection after DATA"), "{why}");
}

#[tokio::test]
async fn what_is_proved_is_written_down_once_it_is_confirmed_and_verifies() {
    let scene = scene().await;
    let begin = line(at(-60), "qmgr[2]: 4AAAAAA: removed");
    let end = line(at(3) + SignedDuration::from_hours(2), "qmgr[2]: 4AAAAAA: removed");
    let log = begin
        + "\u{0}broken\nJun\n"
        + &scene.taken("a", 2)
        + &scene.taken("b", 2)
        + &scene.taken("c", 3)
        + &end;
    let file = scene.demo.path("mail.log");
    fs::write(&file, log).unwrap();
    let words = ["-o", "json", "reconcile", "--maillog", file.to_str().unwrap()];
    let counts = |opened: Opened| async move {
        let counts = opened.ledger.counts(scene.mailing).await.unwrap();
        [S::Accepted, S::Failed, S::Unknown].map(|state| counts.of(state))
    };
    let demo = &scene.demo;
    let dry = demo.json(&[&words[..], &["--dry-run"]].concat());
    assert_eq!((&dry["written"], dry["letters"].as_array().unwrap().len()), (&0.into(), 2), "{dry}");
    assert_eq!(demo.exits(&words), Some(5), "nobody is there to confirm it");
    assert_eq!(counts(Opened::at(&demo.path("")).unwrap()).await, [2, 0, 2]);
    let done = demo.json(&[&words[..], &["--yes"]].concat());
    assert_eq!(done["written"], 2, "{done}");
    assert_eq!(counts(Opened::at(&demo.path("")).unwrap()).await, [3, 1, 0]);
    let audit = demo.json(&["-o", "json", "verify", "summer"]);
    assert_eq!(audit["findings"], serde_json::json!([]));
    let missing = demo.json(&["-o", "json", "missing", "summer"]);
    assert_eq!(missing["missing"][0]["reason"], "mail log: it never came to the server", "{missing}");
    let again = demo.json(&[&words[..], &["--yes"]].concat());
    assert_eq!((&again["written"], &again["letters"]), (&0.into(), &serde_json::json!([])));

    fs::write(&file, "nothing\n").unwrap();
    assert_eq!(demo.exits(&words), Some(5), "no log of Postfix");
    assert_eq!(demo.exits(&["reconcile", "--maillog", "/nowhere"]), Some(2));
}

#[tokio::test]
async fn a_log_that_is_compressed_is_said_to_be_that_and_comes_by_standard_input() {
    let scene = scene().await;
    for (begin, reader) in [
        (&b"\x1f\x8b\x08\0"[..], "zcat"),
        (b"\xfd7zXZ\0", "xzcat"),
        (b"BZh9", "bzcat"),
        (b"\x28\xb5\x2f\xfd", "zstdcat"),
    ] {
        let log = scene.demo.path("mail.log.old");
        fs::write(&log, begin).unwrap();
        let path = log.to_str().unwrap();
        let output = scene.demo.run(&["reconcile", "--maillog", path]);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{told}");
        let way = format!("{reader} {path} | courant reconcile --maillog - ");
        assert!(told.contains("is compressed") && told.contains(&way), "{told}");
    }
    let log = scene.taken("c", 3);
    let mut reconcile = Command::new(env!("CARGO_BIN_EXE_courant"))
        .env("XDG_STATE_HOME", scene.demo.path(".state"))
        .arg("-C")
        .arg(scene.demo.path(""))
        .args(["-o", "json", "reconcile", "--maillog", "-", "--yes"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    reconcile.stdin.take().unwrap().write_all(log.as_bytes()).unwrap();
    let output = reconcile.wait_with_output().unwrap();
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&found["lines"], &found["written"]), (&3.into(), &1.into()), "{found}");
}
