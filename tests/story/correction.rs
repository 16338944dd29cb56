//! A correction goes to those who have what it corrects.

use courant::domain::{
    AddrKey, DeliveryState as S, EditionChoice, IssueId, Lang, MailingId, Outcome, Recipient, SkipReason,
    Suppression,
};
use courant::ledger::{Correction, Error, Ledger, NewMailing, Planned, Planner, Turn};

use super::props::{add, at, lang, letter, new_mailing, reader};
use super::stage::Stage;

const ALL: [&str; 6] = ["a", "b", "h", "u", "f", "g"];

async fn lands(sender: &Turn, mailing: MailingId, key: AddrKey, outcome: Outcome) {
    sender.submit(mailing, key, at(3)).await.unwrap();
    sender.record(mailing, key, outcome, None, at(4)).await.unwrap();
}

/// `a` and `b` have it in English, `h` in Hungarian, of `u` nobody knows, `f` failed, `g` has it and has left.
async fn old(ledger: &Ledger, sender: &Turn) -> MailingId {
    let mut new = new_mailing("summer");
    new.letters.push(letter("hu"));
    let id = ledger.create_mailing(new, at(0)).await.unwrap().id;
    let mut planner = ledger.planner(id).unwrap();
    for name in ALL {
        let mut one = reader(ledger, name);
        one.edition = lang(if name == "h" { "hu" } else { "en" });
        planner.add(&one).unwrap();
    }
    planner.finish(at(1), |_| None).unwrap();
    sender.claim(id, 99, at(2)).await.unwrap();
    for name in ALL {
        let outcome = match name {
            "u" => Outcome::Unknown { detail: "the line broke".to_owned() },
            "f" => Outcome::Failed { class: "address", reply: None, detail: String::new() },
            _ => Outcome::Accepted { reply: None },
        };
        lands(sender, id, reader(ledger, name).key, outcome).await;
    }
    let gone = Suppression {
        key: reader(ledger, "g").key,
        scope: "*".to_owned(),
        reason: SkipReason::Unsubscribed,
        evidence: "page".to_owned(),
        at: at(5),
    };
    ledger.suppress(gone).await.unwrap();
    id
}

/// Plans a correction as the sender does: made and planned at so many seconds. Gives how many get it, in which mailing.
async fn correct(ledger: &Ledger, correction: &Correction, seconds: i64) -> (u64, MailingId) {
    let mut new = new_mailing("summer");
    new.letters.push(letter("hu"));
    new.corrects = Some(correction.clone());
    let id = ledger.create_mailing(new, at(seconds)).await.unwrap().id;
    assert_eq!(ledger.missing_of(id).await.unwrap(), Some(correction.of));
    let mut planner = ledger.planner(id).unwrap();
    add(&mut planner, ledger, &ALL);
    planner.only_missing_of(correction.of).unwrap();
    (planner.finish(at(seconds), |_| None).unwrap().1.recipients, id)
}

pub async fn a_correction_reaches_those_who_have_the_letter_and_nobody_else(stage: Stage) {
    let ledger = stage.ledger.clone();
    let (_lock, sender, _) = stage.turn("boot").await;
    let first = old(&ledger, &sender).await;
    let summer = IssueId::parse("summer").unwrap();
    let all = Correction { of: first, lang: None };
    let hungarian = Correction { of: first, lang: Some(lang("hu")) };
    let would = ledger.would_correct(&all, &summer, false).await.unwrap();
    assert_eq!(would.gets, [(lang("en"), 3), (lang("hu"), 1)].into());
    assert_eq!((would.uncertain.len(), would.left_out), (1, [(SkipReason::Unsubscribed, 1)].into()));
    let each = |name: &str, skipped| {
        let mut one = reader(&ledger, name);
        let tag = lang(if name == "h" { "hu" } else { "en" });
        (one.edition, one.wants) = (tag.clone(), Some(tag));
        (one.why, one.skipped) = (EditionChoice::Exact, skipped);
        one
    };
    let mut whom = ["a", "b", "h", "u"].map(|name| each(name, None)).to_vec();
    whom.push(each("g", Some(SkipReason::Unsubscribed)));
    whom.sort_by_key(|reader| reader.key);
    assert_eq!(would.readers, whom, "as they were planned, by their keys");
    let would = ledger.would_correct(&hungarian, &summer, false).await.unwrap();
    assert_eq!(would.readers, [each("h", None)]);
    assert_eq!((would.gets, would.left_out), ([(lang("hu"), 1)].into(), [].into()));

    let (readers, second) = correct(&ledger, &hungarian, 10).await;
    assert_eq!(readers, 1);
    let (readers, third) = correct(&ledger, &all, 20).await;
    assert_eq!(readers, 3, "the Hungarian has the newer one");
    assert_eq!(correct(&ledger, &all, 30).await.0, 0, "once more is to nobody");
    let rows = sender.claim(third, 99, at(31)).await.unwrap();
    for row in &rows {
        assert_eq!(row.lang, lang("en"));
        lands(&sender, third, row.key, Outcome::Accepted { reply: None }).await;
    }
    let again = Correction { of: third, lang: None };
    let would = ledger.would_correct(&again, &summer, false).await.unwrap();
    assert_eq!(
        (would.gets, would.uncertain),
        ([(lang("en"), 3)].into(), [].into()),
        "a correction may be corrected"
    );
    let autumn = IssueId::parse("autumn").unwrap();
    let would = ledger.would_correct(&all, &autumn, false).await.unwrap();
    assert_eq!(would.gets.values().sum::<u64>(), 4, "another issue is another letter");
    for id in [first, second, third] {
        assert_eq!(ledger.audit(id).unwrap().findings, []);
    }
    assert_eq!(ledger.counts(third).await.unwrap().of(S::Accepted), 3);
}

pub async fn what_is_for_the_readers_of_a_mailing_that_waits_is_refused_and_what_is_for_others_is_not(
    stage: Stage,
) {
    let ledger = stage.ledger.clone();
    let (_lock, sender, _) = stage.turn("boot").await;
    let first = old(&ledger, &sender).await;
    let correction = |tag: Option<&str>| NewMailing {
        corrects: Some(Correction { of: first, lang: tag.map(lang) }),
        ..new_mailing("summer")
    };
    let missing = || NewMailing { missing_of: Some(first), ..new_mailing("summer") };
    let make = async |new: NewMailing, seconds| ledger.create_mailing(new, at(seconds)).await;
    let refused = |made: Result<courant::domain::Mailing, Error>, by: &str| {
        let why = made.expect_err("it is for the same readers");
        assert!(matches!(&why, Error::SameReaders(name) if name == by) && why.is_refusal(), "{why}");
    };
    let hungarian = make(correction(Some("hu")), 10).await.unwrap();
    refused(make(correction(Some("hu")), 11).await, "summer.2");
    refused(make(correction(None), 11).await, "summer.2");
    make(NewMailing { again: true, ..correction(Some("hu")) }, 12).await.expect("it was said");
    let others = make(correction(Some("en")), 13).await.unwrap();
    make(new_mailing("summer"), 14).await.expect("its readers are on lists");
    let again = make(missing(), 15).await.expect("nobody of these has it");
    refused(make(missing(), 16).await, &again.name);
    let asked = ledger.none_waits_for_the_same(&others.issue, others.kind, None).await;
    assert!(matches!(asked, Err(Error::SameReaders(name)) if name == again.name));

    // Once it has begun its readers are known, and counted.
    let mut planner = ledger.planner(again.id).unwrap();
    add(&mut planner, &ledger, &ALL);
    planner.only_missing_of(first).unwrap();
    planner.finish(at(17), |_| None).unwrap();
    let taken = make(missing(), 18).await.expect_err("they have become readers of another since");
    assert!(matches!(&taken, Error::TakenBy(name) if *name == again.name) && taken.is_refusal(), "{taken}");
    make(NewMailing { again: true, ..missing() }, 18).await.expect("it was said");
    ledger.cancel(hungarian.id, "anna", at(19)).await.unwrap();
    refused(make(correction(Some("hu")), 20).await, "summer.3");
    refused(make(correction(Some("en")), 20).await, &others.name);
}

pub async fn who_is_on_the_lists_no_more_gets_no_correction_and_no_other_try(stage: Stage) {
    let ledger = stage.ledger.clone();
    let (_lock, sender, _) = stage.turn("boot").await;
    let first = old(&ledger, &sender).await;
    let key = |name: &str| reader(&ledger, name).key;
    // `b`, `g` and `h` are off the lists; `n` is new there, and `u` reads another language by now.
    let listed = |planner: &mut Planner| {
        add(planner, &ledger, &["a", "f", "n"]);
        let mut moved = reader(&ledger, "u");
        moved.edition = lang("hu");
        planner.add(&moved).unwrap();
    };
    let correction = Correction { of: first, lang: None };
    let mut new = new_mailing("summer");
    (new.corrects, new.again) = (Some(correction.clone()), true);
    let second = ledger.create_mailing(new, at(10)).await.unwrap();
    let mut planner = ledger.planner(second.id).unwrap();
    listed(&mut planner);
    planner.only_missing_of(first).unwrap();
    let planned = planner.finish(at(10), |_| None).unwrap().1;
    let left_out = [(SkipReason::Unsubscribed, 1), (SkipReason::OffTheLists, 2)].into();
    let expected = Planned { recipients: 2, left_out, on_several_lists: 0 };
    assert_eq!(planned, expected, "neither who is new nor who failed has anything to be corrected");
    let off = [key("b"), key("g"), key("h")].into();
    let would = ledger.would_correct(&correction, &second.issue, true).await.unwrap().without(&off);
    assert_eq!(
        (would.gets, would.left_out),
        ([(lang("en"), 2)].into(), expected.left_out),
        "the same answer"
    );
    let rows = ledger.missing(second.id).await.unwrap();
    let reason = |name: &str| rows.iter().find(|row| row.key == key(name)).map(|row| row.reason.clone());
    assert_eq!(reason("b").as_deref(), Some("off-the-lists"));
    assert_eq!(reason("g").as_deref(), Some("unsubscribed"), "that weighs more");
    let mut claimed = sender.claim(second.id, 9, at(11)).await.unwrap();
    claimed.retain(|row| row.key == key("u"));
    assert_eq!(claimed[0].lang, lang("en"), "in the language in which they have what is corrected");

    for (listed, gets) in [("hu", [1, 0]), ("", [0, 1])] {
        let new = NewMailing { missing_of: Some(first), again: true, ..new_mailing("summer") };
        let again = ledger.create_mailing(new, at(20)).await.unwrap();
        let mut planner = ledger.planner(again.id).unwrap();
        add(&mut planner, &ledger, &["a", "b"]);
        if let Ok(lang) = Lang::parse(listed) {
            planner.add(&Recipient { edition: lang, ..reader(&ledger, "f") }).unwrap();
        }
        planner.only_missing_of(first).unwrap();
        let planned = planner.finish(at(20), |_| None).unwrap().1;
        let off = planned.left_out.get(&SkipReason::OffTheLists).copied().unwrap_or_default();
        assert_eq!([planned.recipients, off], gets);
        for row in sender.claim(again.id, 9, at(21)).await.unwrap() {
            assert_eq!((row.key, row.lang.as_str()), (key("f"), listed), "as their row says now");
        }
        assert_eq!(ledger.audit(again.id).unwrap().findings, []);
    }
    assert_eq!(ledger.audit(second.id).unwrap().findings, []);
}

pub async fn the_newest_letter_of_a_mailing_is_known_over_all_that_correct_it_or_try_it_again(stage: Stage) {
    let ledger = stage.ledger.clone();
    let (_lock, sender, _) = stage.turn("boot").await;
    let first = old(&ledger, &sender).await;
    let since = async |id| -> Vec<(String, Option<Lang>)> {
        let found = ledger.corrections_since(id).await.unwrap();
        found.into_iter().map(|(_, name, only)| (name, only)).collect()
    };
    assert_eq!(ledger.can_be_sent_again(first).await.unwrap(), [reader(&ledger, "f").key].into());
    assert_eq!(since(first).await, []);
    let (_, hungarian) = correct(&ledger, &Correction { of: first, lang: Some(lang("hu")) }, 10).await;
    let mut again = new_mailing("summer");
    again.missing_of = Some(first);
    let again = ledger.create_mailing(again, at(20)).await.unwrap();
    let one = ("summer.2".to_owned(), Some(lang("hu")));
    assert_eq!(since(first).await, std::slice::from_ref(&one));
    assert_eq!(since(hungarian).await, [], "itself");
    assert_eq!(since(again.id).await, [], "its letters are newer");
    let (_, next) = correct(&ledger, &Correction { of: hungarian, lang: None }, 30).await;
    let two = ("summer.4".to_owned(), None);
    assert_eq!(since(first).await, [one.clone(), two.clone()]);
    assert_eq!(since(again.id).await, std::slice::from_ref(&two), "of the letter that both come from");

    let mut withdrawn = new_mailing("summer");
    withdrawn.corrects = Some(Correction { of: first, lang: None });
    let withdrawn = ledger.create_mailing(withdrawn, at(40)).await.unwrap();
    assert_eq!(since(first).await.len(), 3, "it is to be sent");
    ledger.cancel(withdrawn.id, "anna", at(41)).await.unwrap();
    let other = ledger.create_mailing(new_mailing("summer"), at(50)).await.unwrap();
    let autumn = NewMailing { corrects: Some(Correction { of: first, lang: None }), ..new_mailing("autumn") };
    ledger.create_mailing(autumn, at(60)).await.unwrap();
    assert_eq!(since(first).await, [one, two], "withdrawn before it began, or of another issue");
    assert_eq!((since(other.id).await, since(next).await), (Vec::new(), Vec::new()));
}
