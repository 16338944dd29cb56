//! Text that can't be written: nothing is made or sent without it, and it keeps nothing else from its file.

use courant::tui::effect::Effect;
use courant::tui::event::{Event, Lacks, Spot, Told, Unwritten};

use crate::props::composer::{Composer, FULL, audience, lang, section_id};

fn unwritten() -> Vec<Unwritten> {
    let one = |place: &str, why: &str, what| Unwritten { place: place.to_owned(), why: why.to_owned(), what };
    let event = Lacks::Field(lang("hu"), Spot::Body(section_id("open-event")), Some(1));
    vec![
        one("English, section \"Where we stand\"", "line 2 is a level-2 heading", Lacks::Words),
        one("Magyar, subject", "a line break", event),
    ]
}

/// A letter was typed; it is on its way into the files.
fn typed(screen: &str) -> Composer {
    let mut composer = Composer::in_the_issue(100, 30, FULL);
    composer.press("Down Enter");
    composer.type_text("x");
    composer.press(screen);
    composer.tell(Event::Audience(Box::new(audience())));
    composer.checks_find(Vec::new());
    composer
}

/// The files lack it, which was told.
fn kept_back(screen: &str, why: Event) -> Composer {
    let mut composer = typed(screen);
    composer.tell(why);
    composer.press("Esc");
    composer.effects.clear();
    composer
}

fn is_deed(effect: &Effect) -> bool {
    matches!(effect, Effect::DryRun { .. } | Effect::SendTest { .. } | Effect::Send { .. })
}

/// To the last key of each deed: a dry run, a test, a schedule, a mailing at once.
const DEEDS: [&str; 4] = [
    "Enter",
    "Down Enter Tab Enter",
    "Down Down Enter 2 0 3 0 - 0 1 - 0 1 Space 0 9 : 0 0 Enter 4 8 3 0 Enter",
    "Down Down Down Enter 4 8 3 0 Enter",
];

#[test]
fn the_shelf_names_the_issue_whose_text_is_in_no_file() {
    let by_hand = || Event::ChangedByHand { files: vec!["en.md".to_owned()] };
    for why in [Event::NotSaved(unwritten()), by_hand()] {
        let mut composer = kept_back("F2", why);
        composer.press("Ctrl+S");
        composer.sees("saving soon …");
        composer.press("Esc Esc");
        composer.sees("saving soon: Summer 2018 …");
        composer.tell(by_hand());
        composer.press("Esc");
        composer.sees("Issues");
        composer.sees("! not saved: Summer 2018");
        composer.does_not_see("all saved");
        composer.press("Enter Ctrl+S");
        composer.tell(Event::Saved { revision: 1, at: composer.now });
        composer.press("Esc Esc");
        composer.sees("all saved ✓");
    }
}

#[test]
fn the_shelf_names_the_issue_whose_date_is_typed_and_is_none() {
    let mut composer = Composer::in_the_issue(100, 30, FULL);
    composer.press("Down Down Tab Tab");
    composer.type_text("!");
    composer.press("Esc Esc");
    composer.sees("! date not saved: Summer 2018");
}

#[test]
fn a_deed_is_done_once_the_files_hold_the_text_of_the_screen() {
    for keys in DEEDS {
        let mut composer = typed("F8");
        composer.press(keys);
        assert!(!composer.effects.iter().any(is_deed), "{keys}: {:?}", composer.effects);
        composer.tell(Event::Saved { revision: 1, at: composer.now });
        composer.expect_effect(keys, is_deed);
    }
}

#[test]
fn a_deed_whose_text_can_not_be_written_is_dropped_with_the_reason() {
    for keys in DEEDS {
        let mut composer = typed("F8");
        composer.press(keys);
        composer.tell(Event::NotSaved(unwritten()));
        composer.sees("English, section \"Where we stand\": line 2 is a level-2 heading");
        composer.sees("So nothing was made or sent");
        composer.press("Esc");
        composer.tell(Event::Saved { revision: 1, at: composer.now });
        assert!(!composer.effects.iter().any(is_deed), "{keys}: {:?}", composer.effects);
    }
}

#[test]
fn while_text_is_kept_back_nothing_is_made_or_sent_and_the_reason_is_said() {
    let by_hand = || Event::ChangedByHand { files: vec!["en.md".to_owned()] };
    for (why, words) in [
        (Event::NotSaved(unwritten()), "English, section \"Where we stand\""),
        (by_hand(), "en.md: somebody changed it"),
    ] {
        let mut composer = kept_back("F8", why);
        composer.sees(&format!("x Your text is not saved: {words}"));
        composer.sees("not now: your text is not saved (F2, Ctrl+S)");
        composer.sees("! not saved");
        for _ in 0..4 {
            composer.press("Enter");
            composer.sees("Not now: your text is not saved");
            composer.sees(&format!("x {words}"));
            composer.sees("Ctrl+S tries again");
            composer.press("Esc Down");
        }
        assert!(!composer.effects.iter().any(is_deed), "{:?}", composer.effects);
        composer.press("Ctrl+S");
        composer.expect_effect("save", |effect| matches!(effect, Effect::Save(_)));
        composer.tell(Event::Saved { revision: 1, at: composer.now });
        composer.expect_effect("the checks once more", |effect| matches!(effect, Effect::Check { .. }));
        composer.does_not_see("Your text is not saved");
    }
}

#[test]
fn checks_preview_and_the_true_page_say_that_they_lack_text() {
    let words = "! This is the text as last saved; not in it: English, section";
    for screen in ["F4", "F5"] {
        let mut composer = kept_back(screen, Event::NotSaved(unwritten()));
        composer.sees(words);
        composer.tell(Event::Saved { revision: 1, at: composer.now });
        composer.does_not_see(words);
    }
    let mut composer = kept_back("Ctrl+O", Event::NotSaved(unwritten()));
    composer.tell(Event::Page(Told::new("The page is open in the browser.")));
    composer.sees("This is the text as last saved; not in it: English, section");
}

#[test]
fn what_can_not_be_written_is_told_once_with_every_place_and_the_rest_is_written_on() {
    let mut composer = typed("Esc");
    composer.tell(Event::NotSaved(unwritten()));
    composer.sees("English, section \"Where we stand\": line 2");
    composer.sees("Magyar, subject: a line break");
    composer.press("Esc Enter");
    composer.type_text("y");
    composer.effects.clear();
    composer.wait(11);
    composer.expect_effect("save", |effect| matches!(effect, Effect::Save(_)));
    composer.tell(Event::NotSaved(unwritten()));
    composer.does_not_see("This can't be written");
    composer.press("Ctrl+S");
    composer.tell(Event::NotSaved(unwritten()));
    composer.sees("This can't be written");
    composer.press("Esc Ctrl+Q");
    composer.sees("Your text is not in its files");
    composer.sees("Magyar, subject: a line break");
    composer.press("Esc");
    assert!(!composer.app.ended());
}

#[test]
fn from_a_text_that_can_not_be_written_a_button_leads_to_its_field_and_language() {
    for keys in ["F5 F8 Enter", "F2"] {
        let mut composer = typed("F5");
        composer.tell(Event::NotSaved(unwritten()));
        if keys != "F2" {
            composer.press("Esc");
            composer.press(keys);
            composer.sees("Not now: your text is not saved");
        }
        composer.press("Tab Enter");
        composer.sees("[HU");
        composer.sees("▸2 Mentse el");
        composer.type_text("Itt: ");
        composer.sees("Itt: Nyílt");
    }
}
