//! What the journal keeps, by keys: what is given to it, and how it comes back.

use courant::tui::effect::Effect;
use courant::tui::event::{Event, Recovered, Spot};

use crate::props::composer::{Composer, FULL, lang, opened, section_id, start_of_time};

fn kept(spot: Spot, tag: &str, text: &str) -> Recovered {
    Recovered {
        issue: opened().issue.id,
        lang: lang(tag),
        spot,
        text: text.into(),
        over: None,
        at: start_of_time(),
        there: None,
    }
}

/// What the journal was given last.
fn journaled(composer: &Composer) -> Vec<(Spot, &str)> {
    let entries = composer.effects.iter().rev().find_map(|effect| match effect {
        Effect::Journal(entries) => Some(entries),
        _ => None,
    });
    entries.into_iter().flatten().map(|entry| (entry.spot.clone(), entry.text.as_str())).collect()
}

#[test]
fn text_that_the_journal_kept_comes_back() {
    let mut composer = Composer::on_the_shelf(80, 24, FULL);
    let kept = Recovered {
        issue: opened().issue.id,
        lang: lang("hu"),
        spot: Spot::Body(section_id("ward")),
        text: "Festett falak, és ápolók tornacipőben.".into(),
        over: None,
        at: start_of_time(),
        there: None,
    };
    composer.tell(Event::Recovered(vec![kept]));
    composer.sees("We kept your text");
    composer.sees("ápolók tornacipőben");
    composer.press("Enter");
    composer.expect_effect("opening", |effect| matches!(effect, Effect::OpenIssue(_)));
    composer.tell(Event::Opened(Box::new(opened())));
    let order = |wanted: fn(&Effect) -> bool, all: &[Effect]| all.iter().position(wanted);
    let journal = order(|effect| matches!(effect, Effect::Journal(_)), &composer.effects);
    let dropped = order(|effect| *effect == Effect::DropRecovered, &composer.effects);
    assert!(journal.is_some() && journal < dropped, "{:?}", composer.effects);
    composer.sees("[HU");
    composer.sees("Festett falak");
    composer.type_text("Itt: ");
    composer.sees("Itt: Festett");
    composer.expect_effect("save", |effect| matches!(effect, Effect::Save(_)));
}

#[test]
fn while_kept_text_is_offered_or_left_for_later_the_shelf_does_not_say_that_all_is_saved() {
    let mut composer = Composer::on_the_shelf(80, 24, FULL);
    composer.sees("all saved ✓");
    let offered = || Event::Recovered(vec![kept(Spot::Subject, "en", "Summer at last")]);
    composer.tell(offered());
    composer.sees("! kept text waits");
    composer.press("Esc");
    composer.sees("! kept text waits");
    let mut composer = Composer::on_the_shelf(80, 24, FULL);
    composer.tell(offered());
    composer.press("Tab Enter");
    composer.sees("all saved ✓");
}

#[test]
fn a_date_and_a_place_are_journaled_as_they_are_typed_and_again_after_a_save_that_could_not_hold_them() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    let when = || Spot::When(section_id("open-event"));
    composer.press("Down Down Tab Tab");
    for _ in 0.." Amsterdam0".len() {
        composer.press("Backspace");
    }
    composer.wait(1);
    assert_eq!(journaled(&composer), [(when(), "2018-10-25 09:3")]);
    composer.press("Tab");
    composer.type_text("!");
    composer.wait(1);
    assert_eq!(journaled(&composer), [(Spot::Place(section_id("open-event")), "Eindhoven!")]);
    composer.press("Esc");
    composer.effects.clear();
    composer.tell(Event::Saved { revision: 0, at: composer.now });
    let again = journaled(&composer);
    assert!(again.contains(&(when(), "2018-10-25 09:3")), "{again:?}");
    composer.press("Tab Tab");
    composer.type_text("0");
    composer.press("Ctrl+S");
    composer.effects.clear();
    composer.tell(Event::Saved { revision: 9, at: composer.now });
    assert!(journaled(&composer).is_empty(), "the files hold it");
}

#[test]
fn a_kept_date_and_place_come_back_and_half_a_date_stands_in_its_field() {
    let mut composer = Composer::on_the_shelf(80, 24, FULL);
    let id = || section_id("open-event");
    composer.tell(Event::Recovered(vec![
        kept(Spot::Place(id()), "en", "Győr"),
        kept(Spot::When(id()), "en", "2018-11-08 10:00"),
        kept(Spot::When(section_id("ward")), "en", "2018-1"),
    ]));
    composer.press("Enter");
    let mut issue = opened();
    if let Some(section) = issue.issue.sections.iter_mut().find(|section| section.id == id()) {
        section.event = None;
    }
    if let Some(section) = issue.issue.sections.iter_mut().find(|section| section.id == section_id("ward")) {
        section.kind = courant::domain::Kind::parse("save-the-date").expect("a kind");
    }
    composer.tell(Event::Opened(Box::new(issue)));
    composer.sees("2018-11-08 10:00");
    composer.sees("Győr");
    composer.press("Esc Down");
    composer.sees("2018-1 ");
    let kept_again = composer.effects.iter().find_map(|effect| match effect {
        Effect::Journal(entries) => Some(entries.len()),
        _ => None,
    });
    assert_eq!(kept_again, Some(3), "all of it is in our own journal before the old one goes");
    let saved = composer.expect_effect("save", |effect| matches!(effect, Effect::Save(_)));
    let Effect::Save(order) = saved else { unreachable!() };
    let event = order.issue.section(&id()).and_then(|section| section.event.clone()).expect("a date");
    assert_eq!(event.starts.first_day().to_string(), "2018-11-08");
    assert!(event.place.is_some_and(|place| place.get(&lang("en")) == Some("Győr")));
}

#[test]
fn a_new_section_is_in_the_files_at_once_so_that_a_journal_can_bring_its_text_back() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("Ins Enter");
    let saved = composer.expect_effect("save", |effect| matches!(effect, Effect::Save(_)));
    assert!(matches!(saved, Effect::Save(order) if order.outline));
}

#[test]
fn text_that_had_no_place_is_named_after_what_is_offered() {
    let mut composer = Composer::on_the_shelf(80, 24, FULL);
    composer.tell(Event::Recovered(vec![kept(Spot::Subject, "en", "Summer at last")]));
    composer.tell(Event::KeptAside(vec!["issues/2018-06-summer/aside/boats.body.en.md: its section".into()]));
    composer.sees("We kept your text");
    composer.press("Enter");
    composer.sees("Kept text is not in its place");
    composer.sees("issues/2018-06-summer/aside/boats.body.en.md: its section");
    composer.press("Esc");
    composer.does_not_see("Kept text is not in its place");
}

#[test]
fn text_that_waits_in_its_journal_is_named_with_what_it_waits_for_and_not_called_saved() {
    let mut composer = Composer::on_the_shelf(80, 24, FULL);
    let file = "issues/2018-06-summer/issue.toml, line 3";
    composer.tell(Event::KeptWaits(vec![format!("{file} can't be read: 1 text in the journal")]));
    composer.sees("Kept text is not in its place");
    composer.sees(file);
    composer.press("Enter");
    composer.sees("! kept text waits");
}

#[test]
fn text_whose_section_left_while_it_was_offered_is_put_aside_before_its_journal_goes() {
    let mut composer = Composer::on_the_shelf(80, 24, FULL);
    let lost = kept(Spot::Body(section_id("boats")), "en", "They sail.");
    composer.tell(Event::Recovered(vec![kept(Spot::Subject, "en", "Summer at last"), lost.clone()]));
    composer.press("Enter");
    composer.tell(Event::Opened(Box::new(opened())));
    let aside = composer.effects.iter().position(|effect| *effect == Effect::PutAside(vec![lost.clone()]));
    let dropped = composer.effects.iter().position(|effect| *effect == Effect::DropRecovered);
    assert!(aside.is_some() && aside < dropped, "{:?}", composer.effects);
}

#[test]
fn half_a_date_stays_in_the_journal_while_another_issue_is_written() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("Down Down Tab Tab");
    composer.type_text("!");
    composer.press("Esc Esc Enter");
    let mut other = opened();
    other.issue.id = courant::domain::IssueId::parse("2018-12-winter").expect("a name");
    composer.tell(Event::Opened(Box::new(other)));
    composer.press("Enter");
    composer.type_text("Ice ");
    composer.press("Esc");
    composer.effects.clear();
    composer.tell(Event::Saved { revision: 1, at: composer.now });
    let again = journaled(&composer);
    assert!(
        again.iter().any(|(spot, text)| matches!(spot, Spot::When(_)) && text.ends_with('!')),
        "{again:?}"
    );
}

#[test]
fn half_a_date_whose_section_left_meanwhile_is_put_aside() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("Down Down Tab Tab");
    composer.type_text("!");
    composer.press("Esc Esc");
    composer.press("Enter");
    composer.effects.clear();
    let mut issue = opened();
    issue.issue.sections.retain(|section| section.id != section_id("open-event"));
    composer.tell(Event::Opened(Box::new(issue)));
    let aside = composer.expect_effect("aside", |effect| matches!(effect, Effect::PutAside(_)));
    assert!(matches!(aside, Effect::PutAside(kept) if kept[0].text.ends_with('!')));
}

#[test]
fn who_uses_the_files_of_one_issue_is_asked_about_the_next() {
    let mut composer = Composer::on_the_shelf(80, 24, FULL);
    let other = Recovered {
        issue: courant::domain::IssueId::parse("2018-09-autumn").expect("a name"),
        ..kept(Spot::Subject, "en", "Leaves")
    };
    composer.tell(Event::Recovered(vec![kept(Spot::Subject, "en", "Summer at last"), other]));
    composer.sees("Summer at last");
    composer.press("Tab Enter");
    composer.expect_effect("a copy", |effect| matches!(effect, Effect::PutBy(kept) if kept.len() == 1));
    composer.sees("2018-09-autumn");
    composer.sees("Leaves");
    assert!(!composer.effects.contains(&Effect::DropRecovered));
    composer.press("Tab Enter");
    composer.expect_effect("the end of the journal", |effect| *effect == Effect::DropRecovered);
}

#[test]
fn kept_text_is_told_by_language_and_all_of_it_is_put_aside_where_the_files_are_used() {
    let mut composer = Composer::on_the_shelf(80, 24, FULL);
    let all = vec![
        kept(Spot::Subject, "hu", "Végre nyár"),
        kept(Spot::Body(section_id("ward")), "en", "Painted walls"),
        kept(Spot::Title, "hu", "Nyár"),
    ];
    composer.tell(Event::Recovered(all.clone()));
    composer.sees("2018-06-summer: text that was not in its files when the");
    composer.sees("Magyar, subject:");
    composer.sees("\"Végre nyár\"");
    composer.sees("English, text:");
    composer.sees("\"Painted walls\"");
    composer.sees("Use the saved file puts this text into aside/ of the issue.");
    composer.press("Tab Enter");
    let aside = composer.effects.iter().position(|effect| *effect == Effect::PutBy(all.clone()));
    let dropped = composer.effects.iter().position(|effect| *effect == Effect::DropRecovered);
    assert!(aside.is_some() && aside < dropped, "{:?}", composer.effects);
}

#[test]
fn who_takes_the_other_text_is_told_where_their_own_goes_and_the_last_letter_is_in_the_journal_first() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("Down Enter");
    composer.type_text("x");
    composer.press("Ctrl+S");
    composer.type_text("y");
    composer.tell(Event::ChangedByHand { files: vec!["en.md".into()] });
    composer.sees("Take theirs puts your text into aside/.");
    composer.effects.clear();
    composer.press("Tab Tab Enter");
    assert!(
        matches!(&composer.effects[..], [Effect::Journal(_), Effect::TakeTheirs(order)]
            if order.editions.contains(&lang("en"))),
        "{:?}",
        composer.effects
    );
}

#[test]
fn text_that_is_not_saved_stays_on_the_screen_over_a_visit_to_the_shelf() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("Down Enter");
    composer.type_text("Mine ");
    composer.press("Esc");
    composer.tell(Event::ChangedByHand { files: vec!["en.md".into()] });
    composer.press("Esc Esc");
    composer.sees("[Issues]");
    composer.effects.clear();
    composer.press("Down Enter");
    composer.sees("Mine ");
    assert!(!composer.effects.iter().any(|effect| matches!(effect, Effect::OpenIssue(_))));
}
