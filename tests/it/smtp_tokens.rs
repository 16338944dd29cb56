//! Signing in with a token (XOAUTH2): made anew for every connection, asked for once more when it is refused, never shown.

use std::path::Path;
use std::sync::{Arc, Mutex};

use courant::domain::settings::{Relay, Tls};
use courant::domain::{DeliveryState as S, HoldReason, MailingState as M};
use courant::mail::smtp::{Allowed, Phase};

use crate::props::relay::{TestRelay, server, start};
use crate::props::server::{Act, Server};
use crate::send_props::Stage;

/// A server that takes only this token.
async fn relay(token: &str) -> TestRelay {
    let token = Some(("news@example.eu".to_owned(), Arc::new(Mutex::new(token.to_owned()))));
    start(Server { token, ..server(|_| Act::Comply) }).await
}

/// Prints the first line of `tokens` and takes it out, but for the last; counts how often it was run.
const NEXT: &str = "echo run >> runs; head -n 1 tokens; \
                    if [ $(wc -l < tokens) -gt 1 ]; then tail -n +2 tokens > rest; mv rest tokens; fi";

fn with_tokens(relay: &TestRelay, folder: &Path, tokens: &str) -> Relay {
    std::fs::write(folder.join("tokens"), tokens).unwrap();
    Relay {
        username: Some("news@example.eu".to_owned()),
        token_command: Some(["sh", "-c", NEXT].map(str::to_owned).to_vec()),
        ..relay.settings(Tls::None)
    }
}

fn runs(folder: &Path) -> usize {
    std::fs::read_to_string(folder.join("runs")).unwrap_or_default().lines().count()
}

async fn opens(relay: &TestRelay, folder: &Path, tokens: &str) -> Result<(), (Phase, bool, String)> {
    let settings = with_tokens(relay, folder, tokens);
    let transport =
        courant::desk::relay::transport(&settings, folder, Allowed::Everybody).expect("good settings");
    assert!(!format!("{transport:?}").contains("t0ken"));
    match transport.open().await {
        Ok(connection) => {
            connection.quit().await;
            Ok(())
        }
        Err(error) => Err((error.phase, error.is_auth(), format!("{error} {error:?}"))),
    }
}

#[tokio::test]
async fn a_token_that_has_run_out_is_asked_for_once_more() {
    let relay = relay("t0ken-2").await;
    for (tokens, opened, asked) in
        [("t0ken-2\n", true, 1), ("t0ken-1\nt0ken-2\n", true, 2), ("t0ken-0\nt0ken-1\nt0ken-2\n", false, 2)]
    {
        let folder = tempfile::tempdir().unwrap();
        let came = opens(&relay, folder.path(), tokens).await;
        assert_eq!((came.is_ok(), runs(folder.path())), (opened, asked), "{tokens:?}: {came:?}");
        if let Err((phase, is_auth, words)) = came {
            assert!(phase == Phase::Auth && is_auth, "{words}");
            assert!(words.contains("535") && !words.contains("t0ken"), "{words}");
        }
    }
}

#[tokio::test]
async fn a_server_that_takes_no_tokens_is_told_none() {
    let relay = start(server(|_| Act::Comply)).await;
    let folder = tempfile::tempdir().unwrap();
    let (_, is_auth, words) = opens(&relay, folder.path(), "t0ken\n").await.expect_err("no XOAUTH2");
    assert!(is_auth && words.contains("takes no token"), "{words}");
    assert!(!relay.heard("AUTH"));
}

/// A stage whose relay signs in with what `command` prints.
fn stage(relay: &TestRelay, readers: usize, command: &str, more: &str) -> Stage {
    let sign_in =
        format!("username = \"news@example.eu\"\ntoken_command = [\"sh\", \"-c\", \"{command}\"]\n");
    Stage::new(relay, readers, &format!("connections = 1\n{sign_in}{more}"))
}

#[tokio::test]
async fn every_connection_of_a_mailing_signs_in_with_a_token_of_its_own() {
    let relay = relay("t0ken").await;
    let stage = stage(&relay, 6, "echo run >> runs; echo t0ken", "messages_per_connection = 2");
    let mailing = stage.mailing(6).await;
    stage.send().await;
    assert_eq!(stage.ledger.counts(mailing.id).await.unwrap().of(S::Accepted), 6);
    assert_eq!(runs(stage.root()), 3);
}

#[tokio::test]
async fn a_token_that_stays_refused_holds_the_mailing_and_a_program_that_fails_only_delays_it() {
    let relay = relay("t0ken").await;
    let refused = stage(&relay, 3, "echo run >> runs; echo wr0ng", "");
    let mailing = refused.mailing(3).await;
    refused.send().await;
    let held = refused.ledger.mailing(mailing.id).await.unwrap().held;
    assert!(matches!(&held, Some(HoldReason::Auth { reply }) if reply.starts_with("535")), "{held:?}");
    assert_eq!(runs(refused.root()), 2, "an account is soon locked");

    let once = "if [ -e failed ]; then echo t0ken; else touch failed; echo wr0ng-secret; exit 3; fi";
    let late = stage(&relay, 3, once, "");
    let mailing = late.mailing(3).await;
    let (tell, sender) = late.start();
    let seen = async || late.ledger.mailing(mailing.id).await.unwrap().state;
    crate::props::until::until("sent", seen, |state| *state == M::Sent).await;
    tell.send(true).unwrap();
    sender.await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_tests_with_a_token_that_is_refused_reads_what_to_mend() {
    let relay = relay("t0ken").await;
    let demo = crate::signals::demo(&relay, "");
    let sign_in = "connections = 1\nusername = \"news@example.eu\"\n";
    for (command, why) in [("echo wr0ng", "535"), ("exit 3", "no token")] {
        let tokens = format!("{sign_in}token_command = [\"sh\", \"-c\", \"{command}\"]");
        crate::signals::change(&demo, "connections = 1", &tokens);
        let output = demo.run(&["test", "2018"]);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(7), "{told}");
        assert!(told.contains(why) && told.contains("do: ") && told.contains("token_command"), "{told}");
        crate::signals::change(&demo, &tokens, "connections = 1");
    }
}
