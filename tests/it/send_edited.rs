//! Whoever edits the issue, its templates and its lists in the middle of a mailing changes nothing of it.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use courant::domain::MailingState as M;
use mail_parser::MessageParser;

use crate::props::relay::{server, start};
use crate::props::server::{Act, Step};
use crate::props::until::until;
use crate::send_props::{Stage, now};

const READERS: usize = 60;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_edited_in_the_middle_of_a_mailing_is_in_nobodys_letter() {
    let open = Arc::new(AtomicBool::new(false));
    let gate = Arc::clone(&open);
    let relay = start(server(move |moment| {
        // The sixth letter waits for the pause.
        let begun = Instant::now();
        while moment.step == Step::Rcpt
            && moment.letter > 5
            && !gate.load(Ordering::SeqCst)
            && begun.elapsed() < Duration::from_secs(60)
        {
            std::thread::sleep(Duration::from_millis(1));
        }
        Act::Comply
    }))
    .await;
    let stage = Stage::new(&relay, READERS, "connections = 1");
    let mailing = stage.mailing(READERS.try_into().unwrap()).await;
    let (tell, sender) = stage.start();
    let state = async || stage.ledger.mailing(mailing.id).await.unwrap().state;
    until("five letters", async || relay.truth.accepted().len(), |letters| *letters >= 5).await;
    stage.ledger.pause(mailing.id, "anna", now()).await.unwrap();
    open.store(true, Ordering::SeqCst);
    until("the pause", state, |state| *state == M::Paused).await;
    assert!(relay.truth.accepted().len() < READERS);
    // Everybody has another name and another language, most are gone, and nothing can be rendered any more.
    let others = "email,name,language\nr7@example.eu,Somebody else,hu\nnew@example.eu,New,en\n";
    fs::write(stage.root().join("subscribers/partners.csv"), others).unwrap();
    fs::create_dir_all(stage.root().join("templates")).unwrap();
    fs::write(stage.root().join("templates/letter.html.hbs"), "{{#if").unwrap();
    fs::create_dir_all(stage.root().join("issues/summer")).unwrap();
    fs::write(stage.root().join("issues/summer/en.md"), "---\nsubject: Another\n---\n").unwrap();
    stage.ledger.resume(mailing.id, "anna", now()).await.unwrap();
    until("the end", state, |state| *state == M::Sent).await;
    tell.send(true).unwrap();
    sender.await.unwrap();
    let taken = relay.truth.accepted();
    assert_eq!(taken.len(), READERS);
    for letter in taken {
        let number: usize = letter.to[0].trim_start_matches('r').split('@').next().unwrap().parse().unwrap();
        let message = MessageParser::new().parse(&letter.message).unwrap();
        let language = crate::send_props::LANGUAGES[number % 5];
        assert_eq!(message.subject(), Some(&*format!("Summer {language}")));
        assert_eq!(message.body_html(0).unwrap().trim(), format!("<p>Reader {number}</p>"));
        assert_eq!(message.body_text(0).unwrap().trim(), "Summer");
    }
}
