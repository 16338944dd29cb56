//! A date that is typed and that no file has, while others take its section out of `issue.toml`, and while somebody wants
//! to send: it is never in the way for good, never lost, and never said to be saved.

use std::path::PathBuf;

use courant::tui::effect::Effect;
use courant::tui::event::{Event, Recovered, Spot};

use crate::composer::pty::{Tty, workspace};
use crate::props::composer::{Composer, FULL, audience, opened, section_id};
use crate::props::until::until_seen;

const LEFT: &str = "The section you were in is not in the issue any more";

/// The files without the event.
fn without_the_event() -> Event {
    let mut fresh = opened();
    fresh.issue.sections.retain(|section| section.id != section_id("open-event"));
    Event::Reread(Box::new(fresh))
}

/// This is typed into the emptied field of the event's date.
fn with_the_date(typed: &str) -> Composer {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("Down Down Tab Tab Ctrl+U");
    composer.type_text(typed);
    composer
}

fn put_aside(composer: &mut Composer) -> Vec<Recovered> {
    let aside = composer.expect_effect("aside", |effect| matches!(effect, Effect::PutAside(_)));
    let Effect::PutAside(kept) = aside else { unreachable!() };
    kept
}

#[test]
fn a_section_with_half_a_date_leaves_with_the_hand_that_took_it_out_and_what_was_typed_is_told() {
    for (typed, keys) in [("banana", "F2"), ("", "F2"), ("banana", "Esc"), ("", "Esc"), ("banana", "F5")] {
        let mut composer = with_the_date(typed);
        composer.press(keys);
        composer.effects.clear();
        composer.tell(without_the_event());
        if keys != "Esc" {
            composer.sees(LEFT);
            composer.sees("was taken out of it.");
            composer.sees("Its words are not lost. They are in en.md, hu.md.");
        }
        let kept = put_aside(&mut composer);
        assert_eq!((&kept[0].spot, kept[0].text.as_str()), (&Spot::When(section_id("open-event")), typed));
        composer
            .tell(Event::KeptAside(vec!["issues/2018-06-summer/aside/open-event.when.en.md: gone".into()]));
        composer.press("Esc");
        if keys != "Esc" {
            composer.sees("aside/open-event.when.en.md: gone");
            composer.press("Esc");
        }
        composer.press("F2");
        composer.does_not_see("Save the date");
        composer.does_not_see("date not saved");
        // Its own journal begins anew, without it.
        composer.press("Ctrl+S");
        composer.expect_effect("a save", |effect| matches!(effect, Effect::Save(_)));
        composer.tell(Event::Saved { revision: 1, at: composer.now });
        composer.tell(Event::Reread(Box::new(opened())));
        composer.press("Home Down Down Enter");
        composer.sees("2018-10-25 09:30");
        composer.does_not_see("banana");
        composer.does_not_see("date not saved");
    }
}

#[test]
fn words_that_are_typed_there_are_saved_before_their_section_goes_with_its_half_a_date() {
    let mut composer = with_the_date("banana");
    composer.press("Tab Tab");
    composer.type_text("Mine ");
    composer.tell(without_the_event());
    composer.sees("Mine An open event");
    composer.press("Ctrl+S");
    let order = composer.expect_effect("a save", |effect| matches!(effect, Effect::Save(_)));
    let Effect::Save(order) = order else { unreachable!() };
    composer.tell(Event::Saved { revision: order.revision, at: composer.now });
    composer.expect_effect("a look", |effect| matches!(effect, Effect::LookAgain(_)));
    composer.tell(without_the_event());
    composer.sees(LEFT);
    assert_eq!(put_aside(&mut composer)[0].text, "banana");
}

#[test]
fn a_good_date_is_saved_before_its_section_goes_and_nothing_is_asked_of_it_any_more() {
    let mut composer = with_the_date("2018-11-08");
    composer.tell(without_the_event());
    composer.does_not_see(LEFT);
    composer.press("Ctrl+S");
    let order = composer.expect_effect("a save", |effect| matches!(effect, Effect::Save(_)));
    let Effect::Save(order) = order else { unreachable!() };
    assert!(order.facts.contains(&Spot::When(section_id("open-event"))), "{:?}", order.facts);
    composer.tell(Event::Saved { revision: order.revision, at: composer.now });
    composer.tell(Event::KeptAside(vec!["issues/2018-06-summer/aside/open-event.when.en.md: gone".into()]));
    composer.expect_effect("a look", |effect| matches!(effect, Effect::LookAgain(_)));
    composer.tell(without_the_event());
    composer.sees("aside/open-event.when.en.md: gone");
    composer.press("Esc");
    composer.sees("was taken out of it.");
    composer.press("Esc");
    composer.does_not_see("Save the date");
    composer.effects.clear();
    composer.press("Ctrl+S");
    composer.sees("Everything is saved already");
    composer.wait(60);
    let again = |effect: &Effect| matches!(effect, Effect::Save(_) | Effect::PutAside(_));
    assert!(!composer.effects.iter().any(again), "{:?}", composer.effects);
}

#[test]
fn what_is_said_of_a_section_that_left_waits_until_another_dialog_is_closed() {
    let mut composer = with_the_date("banana");
    composer.press("F1");
    composer.tell(without_the_event());
    composer.does_not_see(LEFT.split(" is").next().expect("words"));
    composer.press("Esc");
    composer.sees(LEFT);
}

#[test]
fn while_a_date_is_not_saved_nothing_is_made_or_sent_and_nobody_says_that_all_is_saved() {
    for (typed, why) in [("banana", "a date is not understood"), ("", "a date is taken out of its field")] {
        let mut composer = with_the_date(typed);
        composer.sees("! date not saved");
        composer.press("Ctrl+S");
        composer.sees("Not saved: The date of \"Save the date\" is");
        composer.expect_effect("a look", |effect| matches!(effect, Effect::LookAgain(_)));
        composer.press("F4");
        composer.sees("This is the text as last saved. The date of");
        composer.press("F8");
        composer.tell(Event::Audience(Box::new(audience())));
        composer.checks_find(Vec::new());
        composer.sees("x The date of \"Save the date\" is");
        for deed in ["Home", "Down", "Down", "Down"] {
            composer.press(deed);
            composer.press("Enter");
            composer.sees(&format!("Not now: {why}"));
        }
        let sends = |effect: &Effect| matches!(effect, Effect::DryRun { .. } | Effect::SendTest { .. });
        assert!(!composer.effects.iter().any(sends), "{:?}", composer.effects);
    }
}

#[test]
fn half_a_date_of_a_section_that_was_put_aside_here_stands_in_nobodys_way() {
    let mut composer = with_the_date("banana");
    composer.press("Esc Del Tab Enter");
    composer.press("Ctrl+S");
    composer.tell(Event::Saved { revision: 1, at: composer.now });
    composer.does_not_see("date not saved");
    composer.press("F8");
    composer.tell(Event::Audience(Box::new(audience())));
    composer.checks_find(Vec::new());
    composer.press("Home Enter");
    composer.expect_effect("a dry run", |effect| matches!(effect, Effect::DryRun { .. }));
}

/// Somebody is in the date of the fair, a section without words, while others have taken it out of `issue.toml`.
struct Fair {
    folder: tempfile::TempDir,
    facts: String,
    tty: Tty,
}

impl Fair {
    fn issue(&self) -> PathBuf {
        self.folder.path().join("issues/2018-06-summer")
    }

    #[track_caller]
    fn taken_out() -> Self {
        let folder = workspace();
        let file = folder.path().join("issues/2018-06-summer/issue.toml");
        let facts = std::fs::read_to_string(&file).expect("the facts");
        let fair = "\n[[section]]\nid = \"fair\"\nkind = \"save-the-date\"\nstarts = 2018-10-25\n";
        std::fs::write(&file, format!("{facts}{fair}")).expect("the facts");
        let mut tty = Tty::composer(folder.path());
        tty.sees("Next step");
        tty.press(b"\r");
        tty.sees("2 Save the date");
        tty.press(b"\x1b[B\x1b[B\t\t");
        tty.sees("Thursday, 25 October 2018");
        std::fs::write(&file, &facts).expect("the facts");
        Self { folder, facts, tty }
    }

    /// Closes a dialog with `words`; another one may come after it.
    #[track_caller]
    fn is_told(&mut self, words: &str) {
        self.tty.sees(words);
        self.tty.press(b"\x1b");
        self.tty.wait_for("the end of the dialog", |tty| !tty.contents().contains(words));
    }

    /// Nothing is asked or kept from the file; `text` lies in `aside/`, and nothing waits for the next start.
    #[track_caller]
    fn leaves(mut self, aside: &str, text: &str) {
        self.tty.press(b"\x13");
        let saved = |tty: &Tty| tty.contents().lines().next().is_some_and(|head| head.ends_with('✓'));
        self.tty.wait_for("a head that says so", saved);
        assert!(!self.tty.contents().contains("2 Save the date"), "{}", self.tty.contents());
        self.tty.press(b"\x11");
        self.tty.is_given_back();
        assert_eq!(self.tty.child.wait().expect("an end").exit_code(), 0);
        let facts = std::fs::read_to_string(self.issue().join("issue.toml")).expect("the facts");
        assert_eq!(facts, self.facts);
        let kept = || std::fs::read_to_string(self.issue().join("aside").join(aside)).ok();
        until_seen("what was typed", kept, |kept| kept.as_deref() == Some(text));
        let journal = std::fs::read_dir(self.folder.path().join(".courant/journal"));
        assert_eq!(journal.into_iter().flatten().count(), 0, "nothing waits");
    }
}

#[test]
fn a_good_date_or_place_of_a_section_that_was_taken_out_lies_aside_and_asks_nothing_in_a_real_terminal() {
    for (keys, aside, text) in [
        (&b"\x15\x1b[200~2018-11-08\x1b[201~\x13"[..], "fair.when.en.md", "2018-11-08"),
        (b"\t\x1b[200~The quay\x1b[201~\x13", "fair.place.en.md", "The quay"),
    ] {
        let mut fair = Fair::taken_out();
        fair.tty.press(keys);
        fair.tty.sees("Kept text is not in its place");
        fair.is_told(aside);
        fair.is_told("was taken out of it");
        fair.leaves(aside, text);
    }
}

#[test]
fn half_a_date_of_a_section_that_was_taken_out_lies_aside_and_asks_nothing_in_a_real_terminal() {
    let mut fair = Fair::taken_out();
    fair.tty.press(b"\x15\x1b[200~banana\x1b[201~\x13");
    fair.is_told("was taken out of it");
    fair.tty.sees("Kept text is not in its place");
    fair.is_told("fair.when.en.md");
    fair.leaves("fair.when.en.md", "banana");
}
