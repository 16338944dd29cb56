//! `issue.toml` that can't be read while the composer is open: what it says stays as it is, and every screen says why.

use courant::domain::{Place, Problem};
use courant::tui::effect::Effect;
use courant::tui::event::{Event, Lacks, OpenedIssue, Spot, Unwritten};

use crate::composer::pty::{Tty, english, workspace};
use crate::props::composer::{Composer, FULL, audience, lang, opened};
use crate::props::until::until_seen;

const PLACE: &str = "issues/2018-06-summer/issue.toml, line 3";

fn fault() -> Problem {
    let place = Place::line("issues/2018-06-summer/issue.toml", 3);
    Problem::must("ISS001", place, "this is not TOML: key with no value")
        .remedy("mend the line; texts stand in \"quotes\"")
}

/// As the files are read while `issue.toml` is broken: nothing that it says is known.
fn broken() -> Event {
    let mut broken = opened();
    broken.issue.title = broken.issue.id.to_string();
    broken.issue.sections.clear();
    broken.issue.languages.clear();
    broken.issue.lists.clear();
    broken.problems = vec![fault()];
    Event::Reread(Box::new(broken))
}

fn mended() -> Event {
    Event::Reread(Box::<OpenedIssue>::new(opened()))
}

fn is_save(effect: &Effect) -> bool {
    matches!(effect, Effect::Save(_))
}

const REFUSED: &str = "Not while issue.toml can't be read";

#[test]
fn sections_and_lists_stay_as_they_are_until_it_is_mended_and_the_reason_is_said() {
    for keys in ["Ins", "Del", "Alt+Down", "Alt+Up", "Ctrl+Z", "Ctrl+Y", "End Enter", "F6 Space"] {
        let mut composer = Composer::in_the_issue(80, 24, FULL);
        composer.press("Down Down");
        composer.tell(broken());
        composer.press(keys);
        composer.sees(REFUSED);
        composer.sees(&format!("x {PLACE}: this is not"));
        composer.sees("Mend the line; texts stand in \"quotes\".");
        composer.press("Esc Ctrl+S");
        assert!(!composer.effects.iter().any(is_save), "{keys}: {:?}", composer.effects);
        composer.tell(mended());
        composer.press("F2 Ins");
        composer.does_not_see(REFUSED);
        composer.sees("Add a section");
    }
}

#[test]
fn it_is_looked_at_before_sections_change_and_a_question_that_is_open_by_then_changes_nothing() {
    for keys in ["Ins", "Del", "Alt+Down"] {
        let mut composer = Composer::in_the_issue(80, 24, FULL);
        composer.press("Down Down");
        composer.press(keys);
        composer.expect_effect("a look", |effect| matches!(effect, Effect::LookAgain(_)));
        if keys == "Alt+Down" {
            continue;
        }
        composer.tell(broken());
        composer.press(if keys == "Del" { "Tab Enter" } else { "Enter" });
        composer.sees(REFUSED);
        composer.press("Esc");
        composer.sees("▸2 Save the date");
        composer.wait(11);
        assert!(!composer.effects.iter().any(is_save), "{keys}: {:?}", composer.effects);
    }
}

#[test]
fn dates_and_places_take_no_key_and_texts_do() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("Down Down Tab Tab");
    composer.tell(broken());
    for _ in 0..2 {
        composer.type_text("x");
        composer.sees("Not yet: issue.toml, line 3: this is not TOML");
        composer.press("Tab");
    }
    composer.type_text("Mine: ");
    composer.sees("Mine: ");
    composer.press("Ctrl+S");
    let order = composer.expect_effect("a save", is_save);
    let Effect::Save(order) = order else { unreachable!() };
    assert!(!order.outline && order.facts.is_empty());
    assert!(order.editions.contains(&lang("en")));
}

#[test]
fn what_was_done_to_sections_before_it_was_known_is_not_said_to_be_in_the_journal() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("Down Alt+Down Ctrl+S");
    let why = "this is not TOML: key with no value; mend the line".to_owned();
    let lost = Unwritten { place: PLACE.to_owned(), why, what: Lacks::Outline };
    composer.tell(Event::NotSaved(vec![lost.clone()]));
    composer.sees("This can't be written as it stands");
    composer.sees(&format!("x {PLACE}: this is not"));
    composer.sees("this screen alone.");
    composer.does_not_see("this is kept in the journal");
    composer.press("Esc Ctrl+Q");
    composer.sees("Sections and lists as you have them now");
    composer.press("Esc Ctrl+S");
    composer.tell(Event::Saved { revision: 1, at: composer.now });
    composer.press("Ctrl+Q");
    assert!(composer.app.ended());
}

/// The second line of the screen.
fn steps(composer: &mut Composer) -> String {
    composer.screen().lines().nth(1).expect("a line").to_owned()
}

/// English alone, checked and counted: everything is ready.
fn ready(keys: &str) -> Composer {
    let mut composer = Composer::on_the_shelf(80, 24, FULL);
    composer.press("Enter");
    composer.tell(Event::Opened(Box::new(in_english())));
    composer.press(keys);
    composer.checks_find(Vec::new());
    composer.tell(Event::Audience(Box::new(audience())));
    composer.effects.clear();
    composer
}

fn in_english() -> OpenedIssue {
    let mut english = opened();
    english.issue.languages.truncate(1);
    english
}

/// As it is read while the head of its edition is broken.
fn broken_edition() -> (OpenedIssue, Problem) {
    let mut broken = in_english();
    let place = Place::line("issues/2018-06-summer/en.md", 2).in_language(&lang("en"));
    let fault = Problem::must("EDN001", place, "this is not TOML: key with no value").remedy("mend the line");
    for spot in [Spot::Title, Spot::Subject, Spot::InboxLine] {
        broken.unread.insert((lang("en"), spot), fault.clone());
    }
    broken.problems = vec![fault.clone()];
    (broken, fault)
}

#[test]
fn no_step_and_no_language_has_a_tick_while_a_file_is_broken_and_all_return_once_it_is_mended() {
    let edition = broken_edition();
    for (of_edition, broken, fault) in
        [(false, broken(), fault()), (true, Event::Reread(Box::new(edition.0)), edition.1)]
    {
        let mut composer = ready("F2");
        for words in ["Write ✓", "Checks ✓", "People ✓"] {
            assert!(steps(&mut composer).contains(words), "{words}");
        }
        composer.sees("[EN✓]");
        composer.sees("1 Where do we stan… ✓");
        composer.tell(broken);
        composer.expect_effect("the checks", |effect| matches!(effect, Effect::Check { .. }));
        composer.checks_find(vec![fault]);
        composer.does_not_see("Write ✓");
        composer.sees("Checks x1");
        if of_edition {
            composer.sees("[EN!]");
            composer.sees("Subject, inbox line !");
        } else {
            composer.sees("[EN?]");
            composer.sees("Subject, inbox line ?");
            composer.does_not_see("People ✓");
            composer.sees("1 Where do we stan… ?");
            composer.sees("? issue.toml broken");
            composer.does_not_see("being checked");
        }
        composer.tell(Event::Reread(Box::new(in_english())));
        composer.expect_effect("the checks once more", |effect| matches!(effect, Effect::Check { .. }));
        composer.sees("[EN?]");
        composer.checks_find(Vec::new());
        for words in ["Write ✓", "Checks ✓", "People ✓"] {
            assert!(steps(&mut composer).contains(words), "{words}");
        }
        composer.sees("[EN✓]");
        composer.sees("1 Where do we stan… ✓");
    }
}

#[test]
fn checks_send_and_preview_name_the_file_the_line_and_what_to_do() {
    for (fault, place) in [(fault(), "issue.toml, line 3"), (broken_edition().1, "en.md, line 2")] {
        let mut composer = ready("F8");
        composer.checks_find(vec![fault.clone()]);
        composer.sees(&format!("x {place}: this is not TOML: key with no value: mend the line"));
        composer.press("F5");
        composer.checks_find(vec![fault.clone()]);
        composer.sees(&format!("{place} "));
        composer.sees("mend the line");
        composer.press("F4");
        let (subject, inbox_line, text) = Default::default();
        composer.tell(Event::Preview {
            lang: lang("en"),
            subject,
            inbox_line,
            html: String::new(),
            text,
            problems: vec![fault],
        });
        composer.sees(&format!("x {place}: this is not TOML: key with no value: mend the line"));
        composer.sees(&format!("Subject     x can't be made: {place}"));
        composer.does_not_see("! empty");
    }
    let mut composer = ready("F8");
    composer.tell(broken());
    composer.does_not_see("Complete in");
    composer.sees("not known while issue.toml can't be read");
}

#[test]
fn ctrl_s_in_the_dialog_tries_again_and_what_is_written_then_closes_it() {
    let lost = Unwritten { place: PLACE.to_owned(), why: "no".to_owned(), what: Lacks::Outline };
    let title = "This can't be written as it stands";
    for keys in ["Ctrl+S", "Tab Enter"] {
        let mut composer = Composer::in_the_issue(80, 24, FULL);
        composer.press("Down Alt+Down Ctrl+S");
        composer.tell(Event::NotSaved(vec![lost.clone()]));
        composer.sees(title);
        composer.effects.clear();
        composer.press(keys);
        composer.expect_effect("another save", is_save);
        composer.tell(Event::NotSaved(vec![lost.clone()]));
        composer.sees(title);
        composer.press(keys);
        composer.tell(Event::Saved { revision: 1, at: composer.now });
        composer.does_not_see(title);
        composer.sees("saved ");
    }
    // It was mended, and something else saves it while the dialog is open.
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("Down Alt+Down Ctrl+S");
    composer.tell(Event::NotSaved(vec![lost]));
    composer.tell(Event::Saved { revision: 1, at: composer.now });
    composer.does_not_see(title);
}

/// What a hand makes of a sound issue.toml.
type Breaks = fn(&str) -> String;

#[test]
fn a_section_that_loses_its_id_by_hand_stays_on_the_screen_and_in_its_file_in_a_real_terminal() {
    const F2: &[u8] = b"\x1bOQ";
    const F5: &[u8] = b"\x1b[15~";
    const ID: &str = "id = \"tides\"\n";
    let breaks: [(Breaks, _, _); 3] = [
        (|sound| sound.replace(ID, ""), "issue.toml, line 5: [section] has no \"id\" (F5)", "add id = "),
        (
            |sound| sound.replace(ID, "id = \"The tides\"\n"),
            "issue.toml, line 6: \"section.id\": ",
            "small letters",
        ),
        // As an editor leaves it for a moment while it writes.
        (|_| String::new(), "(it is empty) (F5)", "issue.toml can't be read"),
    ];
    for (breaks, words, remedy) in breaks {
        let folder = workspace();
        let facts = folder.path().join("issues/2018-06-summer/issue.toml");
        let sound = std::fs::read_to_string(&facts).expect("the facts");
        let mut tty = Tty::in_the_tides(folder.path());
        tty.press(b"Mine. ");
        tty.sees("Mine. They come");
        std::fs::write(&facts, breaks(&sound)).expect("the facts");
        tty.press(F2);
        tty.sees(words);
        tty.sees("1 The tides");
        tty.sees("Mine. They come");
        tty.press(b"\x13");
        until_seen("the edition", || english(folder.path()), |text| text.contains("Mine. They come"));
        assert!(english(folder.path()).contains("## The tides {#tides}"), "{words}");
        tty.press(F5);
        tty.sees(remedy);
        std::fs::write(&facts, &sound).expect("the facts");
        tty.press(F2);
        tty.wait_for("a sound screen", |tty| !tty.contents().contains("(F5)"));
        tty.sees("1 The tides");
        tty.press(b"\x11");
        tty.is_given_back();
        assert_eq!(std::fs::read_to_string(&facts).expect("the facts"), sound);
        assert!(english(folder.path()).contains("Mine. They come"), "{}", english(folder.path()));
    }
}
