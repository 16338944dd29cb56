//! An old list shows in its first letters: a person is asked before the rest goes out.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use courant::desk::held::stopped_in_words;
use courant::domain::{DeliveryState as S, HoldReason, MailingState as M};

use crate::props::relay::{TestRelay, server, start};
use crate::props::server::{Act, Step};
use crate::send_props::{Stage, now};

/// Knows no such address at each of its first letters for which `refuses` says so, counted from 1.
async fn refusing(refuses: impl Fn(u64) -> bool + Send + Sync + 'static) -> TestRelay {
    let letters = Arc::new(AtomicU64::new(0));
    start(server(move |moment| {
        if moment.step == Step::Rcpt && refuses(letters.fetch_add(1, Ordering::SeqCst) + 1) {
            return Act::Say("550 5.1.1 no such user\r\n".to_owned());
        }
        Act::Comply
    }))
    .await
}

#[tokio::test]
async fn the_eleventh_of_the_first_letters_to_no_address_holds_the_mailing_and_is_asked_of_once() {
    let relay = refusing(|letter| letter % 2 == 0).await;
    let stage = Stage::new(&relay, 40, "connections = 1");
    let mailing = stage.mailing(40).await;
    stage.send().await;
    let held = stage.ledger.mailing(mailing.id).await.unwrap();
    assert_eq!(held.held, Some(HoldReason::ManyBounces { hard: 11, of: 22 }), "{:?}", held.state);
    let (what, _) = stopped_in_words(held.held.as_ref().unwrap(), None, &held.name);
    assert_eq!(what, "11 of the first 22 letters went to addresses that do not exist: is this an old list?");
    let of = async |state| stage.ledger.counts(mailing.id).await.unwrap().of(state);
    assert_eq!([of(S::Accepted).await, of(S::Failed).await, of(S::Planned).await], [11, 11, 18]);

    stage.ledger.resume(mailing.id, "anna", now()).await.unwrap();
    stage.send().await;
    assert_eq!(stage.ledger.mailing(mailing.id).await.unwrap().state, M::Sent);
    assert_eq!([of(S::Accepted).await, of(S::Failed).await], [20, 20]);
}

#[tokio::test]
async fn ten_of_the_first_two_hundred_and_however_many_later_ask_nobody() {
    let relay = refusing(|letter| letter % 20 == 0 || letter > 200).await;
    let stage = Stage::new(&relay, 230, "connections = 1");
    let mailing = stage.mailing(230).await;
    stage.send().await;
    let counts = stage.ledger.counts(mailing.id).await.unwrap();
    assert_eq!(stage.ledger.mailing(mailing.id).await.unwrap().state, M::Sent);
    assert_eq!([counts.of(S::Accepted), counts.of(S::Failed)], [190, 40]);
}
