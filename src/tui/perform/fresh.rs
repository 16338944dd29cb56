//! Nothing is sent to a number of readers that does not hold at that moment.

use super::brake::place;
use super::slow::Slow;
use super::tests::desk;
use crate::desk::opened::Opened;
use crate::desk::way_out::WayOut;
use crate::domain::ListName;
use crate::tui::effect::Effect;
use crate::tui::event::{Event, Looked};
use crate::workspace::save;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_for_a_number_that_does_not_hold_is_asked_anew_and_writes_no_mailing() {
    let desk = desk();
    let list = desk.folder.path().join("subscribers/friends.csv");
    std::fs::create_dir_all(list.parent().expect("a folder")).expect("a folder");
    save::atomically(&list, b"email\na@example.eu\nb@example.eu\n").expect("a list");
    let friends = vec![ListName::parse("friends").expect("a name")];
    let opened = Opened::at(desk.folder.path()).expect("the ledger");
    let shown = WayOut::of(&opened.settings);
    for (confirmed, again) in [(3, false), (1, false), (2, true)] {
        let (at, mut told) = place(desk.folder.path());
        let (issue, lists, beside) = (desk.issue.id.clone(), friends.clone(), Vec::new());
        let shown = shown.clone();
        let send = Effect::Send { issue, lists, confirmed, at: None, again, beside, shown };
        tokio::task::spawn_blocking(move || Slow::new(at).perform(send)).await.expect("a worker");
        let Some(Event::Looked(looked)) = told.recv().await else { panic!("{confirmed} is no question") };
        let Looked { counted, at: None, shown, .. } = *looked else { panic!("{looked:?}") };
        assert_eq!((counted.expect("a count").readers(), shown), (2, Some(confirmed)));
    }
    assert!(opened.ledger.mailings().await.expect("the ledger").is_empty());
}
