//! A relay that takes so many letters over one connection and then closes it is not one that asks for fewer letters.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use courant::domain::{DeliveryState as S, MailingState as M};

use crate::props::relay::{TestRelay, server, start};
use crate::props::server::{Act, Step};
use crate::props::until::until;
use crate::send_props::Stage;

/// Closes a connection when `last` letters have gone over it and another one comes; counts how often it does.
async fn closes_after(last: u64, closed: &Arc<AtomicU64>, opened: &Arc<AtomicU64>) -> TestRelay {
    let (closed, opened) = (Arc::clone(closed), Arc::clone(opened));
    start(server(move |moment| {
        opened.fetch_max(moment.connection, Ordering::SeqCst);
        if moment.step == Step::Mail && moment.letter > last {
            closed.fetch_add(1, Ordering::SeqCst);
            return Act::SayAndHangUp("421 4.7.0 too many messages in this session\r\n".to_owned());
        }
        Act::Comply
    }))
    .await
}

fn stage(relay: &TestRelay, readers: usize, pipelining: &str, connections: u64) -> Stage {
    let stage = Stage::new(relay, readers, &format!("connections = {connections}"));
    let file = stage.root().join("config.toml");
    let config = std::fs::read_to_string(&file).unwrap();
    let smtp = "transport = \"smtp\"";
    std::fs::write(&file, config.replace(smtp, &format!("{smtp}\npipelining = \"{pipelining}\""))).unwrap();
    stage
}

#[tokio::test]
async fn a_relay_that_closes_each_session_after_three_letters_gets_them_no_slower_and_soon_is_not_asked_for_a_fourth()
 {
    for (pipelining, connections) in [("envelope", 1), ("envelope", 3), ("deep", 1)] {
        let [closed, opened] = [Arc::default(), Arc::default()];
        let relay = closes_after(3, &closed, &opened).await;
        let stage = stage(&relay, 30, pipelining, connections);
        let mailing = stage.mailing(30).await;
        stage.send().await;
        let state = stage.ledger.mailing(mailing.id).await.unwrap().state;
        let accepted = stage.ledger.counts(mailing.id).await.unwrap().of(S::Accepted);
        assert_eq!((state, accepted), (M::Sent, 30), "{pipelining}");
        // Whoever goes slower says so for as long as it lasts, which is minutes.
        assert_eq!(stage.ledger.trouble().await.unwrap(), None, "{pipelining}");
        let [closed, opened] = [closed, opened].map(|many| many.load(Ordering::SeqCst));
        assert!(closed >= 2 && closed < 2 * connections + 1, "{pipelining}: closed {closed} times");
        assert!(opened >= 10, "{pipelining}: opened {opened} times");
    }
}

#[tokio::test]
async fn a_relay_that_closes_for_the_rate_or_for_policy_asks_for_less_also_after_some_letters() {
    for words in
        ["4.7.28 unusual rate of mail", "4.7.0 try again later, closing connection", "rate limit reached"]
    {
        let relay = start(server(move |moment| match (moment.step, moment.connection, moment.letter) {
            (Step::Mail, 1, 3) => Act::SayAndHangUp(format!("421 {words}\r\n")),
            _ => Act::Comply,
        }))
        .await;
        let stage = stage(&relay, 4, "envelope", 1);
        let mailing = stage.mailing(4).await;
        stage.send().await;
        assert_eq!(stage.ledger.counts(mailing.id).await.unwrap().of(S::Accepted), 4, "{words}");
        let said = stage.ledger.trouble().await.unwrap().expect("it goes slower");
        assert!(said.contains(words), "{said}");
    }
}

/// Tries a reader of each of these domains over a relay that closes the connection at every name but those at example.eu;
/// says what is amiss then, once so many are taken.
async fn told_of(words: &'static str, domains: &[&str], taken: u64) -> Option<String> {
    let relay = start(server(move |moment| match moment.step {
        Step::Rcpt if !moment.line.contains("@example.eu>") => Act::SayAndHangUp(format!("421 {words}\r\n")),
        _ => Act::Comply,
    }))
    .await;
    let stage = stage(&relay, 0, "envelope", 1);
    let rows = (0..).zip(domains).map(|(n, domain)| format!("r{n}@example.{domain},Reader,en\n"));
    let rows = format!("email,name,language\n{}", rows.collect::<String>());
    std::fs::write(stage.root().join("subscribers/partners.csv"), rows).unwrap();
    let all = domains.len() as u64;
    let (mailing, later) = (stage.mailing(all).await, all - taken);
    let (tell, sender) = stage.start();
    let counts = async || stage.ledger.counts(mailing.id).await.unwrap();
    until(words, counts, |counts| counts.of(S::Accepted) == taken && counts.later() == later).await;
    tell.send(true).unwrap();
    sender.await.unwrap();
    stage.ledger.trouble().await.unwrap()
}

#[tokio::test]
async fn a_421_at_the_names_of_one_domain_is_that_domains_and_at_those_of_three_the_relays() {
    let one = ["eu", "hu", "eu", "hu", "eu", "hu", "eu"];
    for words in [
        "4.7.28 unusual rate of mail",
        "4.7.0 too many letters for this domain",
        "4.7.0 example.hu takes no more",
    ] {
        assert_eq!(told_of(words, &one, 4).await, None, "{words}");
    }
    let said = told_of("4.7.28 unusual rate of mail", &["hu", "se", "dk"], 0).await;
    assert!(said.is_some_and(|said| said.starts_with("the mail server asks for fewer letters")));
    let said = told_of("4.7.0 too many connections", &one, 4).await;
    assert!(said.is_some_and(|said| said.starts_with("the mail server asks for fewer letters")));
}

#[tokio::test]
async fn a_relay_that_closes_before_it_has_taken_anything_is_sent_less_and_status_says_why() {
    let relay = start(server(|moment| match (moment.step, moment.connection) {
        (Step::Mail, 1) => Act::SayAndHangUp("421 4.7.0 too many messages\r\n".to_owned()),
        _ => Act::Comply,
    }))
    .await;
    let stage = stage(&relay, 1, "envelope", 1);
    let mailing = stage.mailing(1).await;
    stage.send().await;
    assert_eq!(stage.ledger.counts(mailing.id).await.unwrap().of(S::Accepted), 1);
    let said = stage.ledger.trouble().await.unwrap().expect("it goes slower");
    assert!(
        said.starts_with("the mail server asks for fewer letters (421 4.7.0 too many messages): "),
        "{said}"
    );
    assert!(said.contains("`rate` and `connections` of its [[delivery.relay]] in config.toml"), "{said}");
}
