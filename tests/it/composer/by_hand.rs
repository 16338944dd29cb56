//! `issue.toml` edited by hand while the composer is open: the screen follows it, and nothing goes to lists that it no
//! longer names.

use courant::domain::{Kind, Lang, ListName, Localized, Place, Problem, Section, SectionText, When};
use courant::tui::effect::{Effect, SaveOrder};
use courant::tui::event::{Event, OpenedIssue};

use super::story::before_sending;
use crate::composer::pty::Tty;
use crate::props::composer::{Composer, FULL, audience, lang, opened, section_id};
use crate::props::until::until_seen;
use crate::signals;

/// The issue as somebody has made it with an editor.
fn theirs(change: impl FnOnce(&mut OpenedIssue)) -> Event {
    let mut fresh = opened();
    change(&mut fresh);
    Event::Reread(Box::new(fresh))
}

fn press_list() -> Vec<ListName> {
    vec![ListName::parse("press").expect("a name")]
}

fn boats() -> Section {
    Section::new(section_id("boats"), Kind::parse("story").expect("a kind"))
}

/// Puts a story about boats before everything else.
fn with_boats(fresh: &mut OpenedIssue) {
    fresh.issue.sections.insert(0, boats());
    let text = SectionText {
        id: section_id("boats"),
        heading: "Boats".into(),
        markdown: "They float.\nThey sink.".into(),
        heading_line: 6,
        body_line: 8,
    };
    fresh.issue.editions.get_mut(&lang("en")).expect("English").sections.insert(0, text);
}

fn saves(composer: &mut Composer) -> Box<SaveOrder> {
    composer.effects.clear();
    composer.press("Ctrl+S");
    let order = composer.expect_effect("a save", |effect| matches!(effect, Effect::Save(_)));
    let Effect::Save(order) = order else { unreachable!() };
    order
}

#[test]
fn what_others_write_in_the_facts_comes_onto_the_screen_and_is_no_change_of_this_person() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("Down Down");
    composer.sees("▸2 Save the date");
    composer.tell(theirs(|fresh| {
        with_boats(fresh);
        fresh.issue.title = "High summer".into();
        fresh.issue.lists = press_list();
        fresh.issue.languages = ["en", "hu"].map(lang).to_vec();
        let event = fresh.issue.sections.iter_mut().find_map(|section| section.event.as_mut());
        let event = event.expect("an event");
        event.starts = When::parse("2018-11-08").expect("a day");
        event.place = Some(Localized::One("Gdynia".into()));
    }));
    composer.expect_effect("checks", |effect| matches!(effect, Effect::Check { .. }));
    composer.sees("High summer");
    composer.sees("1 Boats");
    composer.sees("▸3 Save the date");
    composer.sees("2018-11-08");
    composer.sees("Gdynia");
    composer.does_not_see("SV");
    composer.press("Enter");
    composer.type_text("x");
    let order = saves(&mut composer);
    let outline = |issue: &courant::domain::Issue| {
        (issue.title.clone(), issue.lists.clone(), issue.languages.clone(), issue.sections.clone())
    };
    assert_eq!(outline(&order.ground), outline(&order.issue));
    assert_eq!(order.issue.lists, press_list());
    composer.press("F6");
    composer.sees("[ ] partners");
    composer.sees("[•] press");
}

#[test]
fn a_finding_of_a_section_that_others_added_leads_into_it() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("F5");
    composer.expect_effect("a look", |effect| matches!(effect, Effect::LookAgain(_)));
    composer.tell(theirs(with_boats));
    let place = Place::line("issues/2018-06-summer/en.md", 8).in_language(&lang("en"));
    let finding = Problem::must("OPS002", place.in_section(&section_id("boats")), "TODO");
    composer.checks_find(vec![finding]);
    composer.press("Enter");
    composer.sees("▸1 Boats");
    composer.type_text("Here: ");
    composer.sees("Here: They float.");
}

#[test]
fn a_finding_of_a_heading_leads_to_it_where_others_have_moved_its_line() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("F5");
    composer.tell(theirs(|fresh| {
        let edition = fresh.issue.editions.get_mut(&lang("en")).expect("English");
        let text = edition.sections.iter_mut().find(|text| text.id == section_id("ward")).expect("a text");
        (text.heading_line, text.body_line) = (30, 32);
    }));
    let place = Place::line("issues/2018-06-summer/en.md", 30).in_language(&lang("en"));
    let finding = Problem::must("OPS002", place.in_section(&section_id("ward")), "TODO");
    composer.checks_find(vec![finding]);
    composer.press("Enter");
    composer.type_text("Here: ");
    composer.sees("Heading     A ward that children likeHere: ");
}

#[test]
fn what_is_changed_here_and_not_saved_stays_whatever_others_write() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("F6 Down Space F2 Down Alt+Down Down Enter");
    composer.type_text("Mine ");
    composer.tell(theirs(|fresh| {
        with_boats(fresh);
        fresh.issue.lists.clear();
        fresh.issue.sections.retain(|section| section.id != section_id("ward"));
        fresh.issue.number = Some(5);
    }));
    composer.sees("Mine Painted walls");
    composer.sees("1 Save the date");
    let order = saves(&mut composer);
    assert_eq!(order.issue.lists.len(), 2, "what is ticked here");
    assert_eq!(order.ground.lists, opened().issue.lists, "so that it is asked about");
    assert_eq!((order.issue.number, order.ground.number), (Some(5), Some(5)));
}

#[test]
fn a_section_that_others_take_out_stays_while_something_is_typed_in_it() {
    let gone = || theirs(|fresh| fresh.issue.sections.retain(|section| section.id != section_id("ward")));
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("Down Down Down Enter");
    composer.type_text("Mine ");
    composer.tell(gone());
    composer.sees("Mine Painted walls");
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("Down Down Down");
    composer.tell(gone());
    composer.does_not_see("A ward that");
    composer.press("Ctrl+Z");
    composer.sees("Nothing to undo");
}

#[test]
fn keys_go_into_no_other_section_where_others_take_out_the_one_that_is_typed_in() {
    let gone = || theirs(|fresh| fresh.issue.sections.retain(|section| section.id != section_id("ward")));
    for keys in ["Down Down Down Enter", "Down Down Down Tab", "Down Down Down Enter F5"] {
        let mut composer = Composer::in_the_issue(80, 24, FULL);
        composer.press(keys);
        composer.effects.clear();
        composer.tell(gone());
        composer.sees("The section you were in is not in the issue any more");
        composer.sees("children like\" was taken out of it.");
        composer.sees("Its words are not lost. They are in en.md.");
        composer.sees("id = \"ward\"");
        composer.type_text("zqz");
        composer.press("Esc F2");
        composer.type_text("zqz");
        composer.does_not_see("zqz");
        composer.press("Ctrl+S");
        assert!(!composer.effects.iter().any(|effect| matches!(effect, Effect::Save(_))), "{keys}");
        // Somebody puts it back by hand.
        composer.tell(theirs(|_| ()));
        composer.sees("3 A ward that");
        composer.press("Home Down Down Down Enter");
        composer.sees("Painted walls");
        composer.type_text("Mine ");
        composer.sees("Mine Painted walls");
    }
}

#[test]
fn of_a_section_whose_words_went_with_it_nothing_else_is_said() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("Down Down Enter");
    composer.tell(theirs(|fresh| {
        let date = fresh.issue.sections.remove(1).id;
        fresh.issue.editions.values_mut().for_each(|one| one.sections.retain(|text| text.id != date));
    }));
    composer.sees("No edition that can be read has words of it.");
    composer.sees("Its date and place stood in issue.toml alone.");
    composer.does_not_see("not lost");
}

#[test]
fn keys_go_into_no_other_language_or_field_where_others_take_away_theirs() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("Alt+L Down Enter");
    composer.sees("[HU");
    composer.tell(theirs(|fresh| fresh.issue.languages = vec![lang("en")]));
    composer.sees("Magyar is not in the issue any more");
    composer.press("Esc");
    composer.type_text("zqz");
    composer.does_not_see("zqz");
    // In the place of an event that is a story by now.
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("Down Down Tab Tab");
    composer.tell(theirs(|fresh| {
        fresh.issue.sections[1].event = None;
        fresh.issue.sections[1].kind = Kind::parse("story").expect("a kind");
    }));
    composer.sees("The field you were in is not there any more");
    composer.press("Esc");
    composer.type_text("zqz");
    composer.does_not_see("zqz");
    // The field is at another place, and the keys stay in it.
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("Down Down Enter");
    composer.tell(theirs(|fresh| {
        fresh.issue.sections[1].event = None;
        fresh.issue.sections[1].kind = Kind::parse("story").expect("a kind");
    }));
    composer.does_not_see("not there any more");
    composer.type_text("zqz");
    composer.sees("zqz");
}

#[test]
fn what_can_not_be_read_in_the_facts_stays_as_it_was_and_is_named() {
    let place = || Place::line("issues/2018-06-summer/issue.toml", 5);
    let fault = || Problem::must("ISS003", place(), "\"languages\" is a text").remedy("write a list");
    let broken = || {
        theirs(|fresh| {
            fresh.issue.languages.clear();
            fresh.issue.lists.clear();
            fresh.issue.number = None;
            fresh.problems = vec![fault()];
        })
    };
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.tell(Event::Audience(Box::new(audience())));
    composer.tell(broken());
    composer.sees("[EN?] HU! SV–");
    composer.sees("x issue.toml, line 5: \"languages\" is a text (F5)");
    composer.press("F6");
    composer.tell(Event::Audience(Box::new(audience())));
    composer.sees("[•] partners");
    composer.sees("x issues/2018-06-summer/issue.toml, line 5: \"languages\" is a text");
    composer.sees("not counted");
    composer.does_not_see("People ✓");
    composer.tell(theirs(|fresh| fresh.issue.languages = vec![lang("en")]));
    composer.tell(Event::Audience(Box::new(audience())));
    composer.sees("People ✓");
    composer.press("F2");
    composer.sees("[EN?]");
    composer.does_not_see("HU");
    // So of an event whose date can't be read.
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("Down Down");
    composer.tell(theirs(|fresh| {
        fresh.issue.sections[1].event = None;
        fresh.problems = vec![Problem { place: place().in_section(&section_id("open-event")), ..fault() }];
    }));
    composer.sees("When        2018-10-25 09:30");
}

#[test]
fn a_date_that_is_being_typed_is_neither_replaced_nor_written_over_theirs() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("Down Down Tab Tab Ctrl+U");
    // On the way to no date it is one.
    composer.type_text("2018-12-01");
    composer.type_text("x");
    composer.tell(theirs(|fresh| {
        let event = fresh.issue.sections.iter_mut().find_map(|section| section.event.as_mut());
        event.expect("an event").starts = When::parse("2018-11-08").expect("a day");
    }));
    composer.sees("2018-12-01x");
    composer.sees("! not a date");
    // It is none after the next key either: the date from before comes back, over which this one is typed.
    composer.type_text("y");
    let order = saves(&mut composer);
    let starts = |issue: &courant::domain::Issue| {
        let event = issue.sections.iter().find_map(|section| section.event.as_ref());
        event.expect("an event").starts.clone()
    };
    assert_eq!(starts(&order.issue), starts(&order.ground), "no other date is to be written");
}

#[test]
fn before_people_and_sending_the_files_are_looked_at_and_other_lists_are_counted() {
    for key in ["F6", "F8"] {
        let mut composer = Composer::in_the_issue(80, 24, FULL);
        composer.press(key);
        let of_files = |effect: &Effect| matches!(effect, Effect::CountAudience { ticked: None, .. });
        let at = |wanted: &dyn Fn(&Effect) -> bool| composer.effects.iter().position(wanted);
        let look = at(&|effect| matches!(effect, Effect::LookAgain(_)));
        assert!(look.is_some() && look < at(&of_files), "{key}: {:?}", composer.effects);
        composer.tell(Event::Audience(Box::new(audience())));
        composer.effects.clear();
        composer.tell(theirs(|fresh| fresh.issue.lists = press_list()));
        composer.sees("count");
        composer.does_not_see("4 830");
        composer.expect_effect("counting", of_files);
    }
}

#[test]
fn a_question_about_sending_is_taken_back_where_the_files_are_others_by_now() {
    for keys in ["End Enter", "Down Down Enter", "Down Enter"] {
        let mut composer = before_sending();
        composer.press(keys);
        composer.expect_effect("a look", |effect| matches!(effect, Effect::LookAgain(_)));
        composer.tell(theirs(|_| ()));
        composer.sees("Esc leave it");
        composer.tell(theirs(|fresh| fresh.issue.lists = press_list()));
        composer.does_not_see("Esc leave it");
        composer.sees("files were changed");
    }
}

#[test]
fn the_language_that_is_shown_is_one_of_the_issue() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("Alt+L");
    composer.tell(theirs(|fresh| fresh.issue.languages = vec![Lang::parse("en").expect("a tag")]));
    composer.sees("[EN");
    composer.does_not_see("HU");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nobody_is_sent_to_on_a_list_that_the_file_no_longer_names_in_a_real_terminal() {
    const F2: &[u8] = b"\x1bOQ";
    const F8: &[u8] = b"\x1b[19~";
    let (relay, _, _) = signals::patient().await;
    let demo = signals::demo(&relay, "");
    let facts = demo.path("issues/2018-06-summer/issue.toml");
    let written = std::fs::read_to_string(&facts).expect("the facts");
    let lists = written.lines().find(|line| line.starts_with("lists = ")).expect("its lists").to_owned();
    let names =
        |lists_now: &str| std::fs::write(&facts, written.replace(&lists, lists_now)).expect("written");
    let mut tty = Tty::in_the_demo(&demo);
    tty.press(F8);
    tty.sees("30 readers of partners + press");
    names("lists = [\"press\"]");
    tty.press(F2);
    tty.sees("Where we stand");
    tty.press(F8);
    tty.sees("readers of press,");
    tty.sees("Nothing that must be mended");
    tty.press(b"\x1b[H\x1b[B\x1b[B\r");
    tty.sees("When is it to start?");
    tty.press(b"2035-01-04 10:00\r");
    tty.sees("Type the number");
    names(&lists);
    super::whole_job::type_the_number(&mut tty);
    tty.sees("Nothing was sent");
    tty.sees("issue.toml names partners + press by now");
    tty.press(b"\x1b");
    tty.sees("30 readers of partners + press");
    tty.press(b"\x11");
    tty.is_given_back();
    assert!(demo.json(&["-o", "json", "status", "2018"])["mailings"][0].is_null());
    until_seen("no sender", || signals::sender_of(&demo), Option::is_none);
    assert!(relay.truth.accepted().is_empty());
}
