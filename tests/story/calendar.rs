//! An event has one number for as long as its facts are the same, whatever mailing they stand in.

use courant::desk::calendar::number;
use courant::domain::{IssueId, Letter, MailingKind};
use courant::ledger::{FrozenEntry, Ledger};

use super::props::{at, event, lang, letter, new_mailing};
use super::stage::Stage;

/// Letters whose event is in this place, by language.
fn letters(places: &[(&str, &str)]) -> Vec<Letter> {
    let one = |(tag, place): &(&str, &str)| Letter { calendar: vec![event("lab", place)], ..letter(tag) };
    places.iter().map(one).collect()
}

/// Writes a mailing of these letters after so many seconds, as the desk does, and gives the number of each event.
async fn freeze(
    ledger: &Ledger,
    (issue, kind): (&str, MailingKind),
    places: &[(&str, &str)],
    seconds: i64,
) -> Vec<u32> {
    let mut new = new_mailing(issue);
    (new.kind, new.letters) = (kind, letters(places));
    number(ledger, &new.issue, &mut new.letters, at(seconds)).await.unwrap();
    let id = ledger.create_mailing(new.clone(), at(seconds)).await.unwrap().id;
    let entries = || new.letters.iter().flat_map(|letter| &letter.calendar);
    assert!(entries().all(|entry| entry.stamp == at(seconds)));
    assert_eq!(ledger.letters(id).await.unwrap(), new.letters, "as they were frozen");
    entries().map(|entry| entry.sequence).collect()
}

pub async fn an_event_keeps_its_number_until_a_fact_of_it_is_another(stage: Stage) {
    let ledger = &stage.ledger;
    let (summer, files) = (("summer", MailingKind::Live), ("summer", MailingKind::Files));
    let (here, there) = ([("en", "Hall 1"), ("hu", "1. terem")], [("en", "Hall 1"), ("hu", "2. terem")]);
    assert_eq!(freeze(ledger, files, &there, 0).await, [0, 0]);
    assert_eq!(freeze(ledger, summer, &here, 1).await, [0, 0], "nobody has what became files");
    assert_eq!(freeze(ledger, summer, &here, 2).await, [0, 0]);
    assert_eq!(freeze(ledger, summer, &there, 3).await, [1, 1], "one number for all languages");
    assert_eq!(freeze(ledger, summer, &[("en", "Hall 1")], 4).await, [1]);
    assert_eq!(freeze(ledger, summer, &here, 5).await, [2, 2], "what it was before is another fact again");
    assert_eq!(freeze(ledger, ("autumn", MailingKind::Live), &there, 6).await, [0, 0], "another issue");

    // A mailing to those whom the first one missed has that one's letters.
    let first =
        ledger.mailings().await.unwrap().into_iter().find(|mailing| mailing.created_at == at(1)).unwrap();
    let mut missing = new_mailing("summer");
    missing.letters = ledger.letters(first.id).await.unwrap();
    let missing = ledger.create_mailing(missing, at(7)).await.unwrap();
    assert_eq!(missing.letters_hash, first.letters_hash);
    assert_eq!(freeze(ledger, summer, &here, 8).await, [2, 2]);
}

pub async fn what_is_known_of_an_event_says_whether_its_mailing_has_begun(stage: Stage) {
    let ledger = &stage.ledger;
    let summer = IssueId::parse("summer").unwrap();
    let mut new = new_mailing("summer");
    new.letters = letters(&[("en", "Hall 1"), ("hu", "1. terem")]);
    let id = ledger.create_mailing(new, at(0)).await.unwrap().id;
    let all = ledger.calendar(&summer, None).await.unwrap();
    let known = |one: &FrozenEntry| (one.lang.to_string(), one.entry.location.clone().unwrap(), one.begun);
    let expected = |begun| {
        [("en".to_owned(), "Hall 1".to_owned(), begun), ("hu".to_owned(), "1. terem".to_owned(), begun)]
    };
    assert_eq!(all.iter().map(known).collect::<Vec<_>>(), expected(false));
    super::props::plan(ledger, id, &["anna"]);
    let all = ledger.calendar(&summer, None).await.unwrap();
    assert_eq!(all.iter().map(known).collect::<Vec<_>>(), expected(true));
    ledger.pause(id, "anna", at(2)).await.unwrap();
    let hungarian = ledger.calendar(&summer, Some(&lang("hu"))).await.unwrap();
    assert_eq!(hungarian.iter().map(known).collect::<Vec<_>>(), expected(true)[1..]);
    assert_eq!(ledger.calendar(&IssueId::parse("autumn").unwrap(), None).await.unwrap(), []);
}
