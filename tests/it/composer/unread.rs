//! Files that can't be read as they stand: their fields are not taken for empty ones, and come back when it is mended.

use courant::domain::{Place, Problem};
use courant::tui::effect::Effect;
use courant::tui::event::{Event, Lacks, OpenedIssue, Recovered, Spot, Unwritten};

use crate::props::composer::{Composer, FULL, lang, opened, section_id, start_of_time};

/// The issue as it is read while the head of its English edition is broken.
fn broken() -> OpenedIssue {
    let mut broken = opened();
    let problem = Problem::must(
        "EDN001",
        Place::line("issues/2018-06-summer/en.md", 3).in_language(&lang("en")),
        "this is not TOML: expected `=`",
    );
    let edition = broken.issue.editions.get_mut(&lang("en")).expect("an edition");
    (edition.subject, edition.preheader, edition.title) = (String::new(), String::new(), None);
    for spot in [Spot::Title, Spot::Subject, Spot::InboxLine] {
        let problem = problem.clone().remedy("mend the line; texts stand in \"quotes\"");
        broken.unread.insert((lang("en"), spot), problem);
    }
    broken.problems.push(problem);
    broken
}

fn in_the_broken_issue() -> Composer {
    let mut composer = Composer::on_the_shelf(80, 24, FULL);
    composer.press("Enter");
    composer.tell(Event::Opened(Box::new(broken())));
    composer.effects.clear();
    composer
}

fn subject_of(order: &Effect) -> Option<&str> {
    match order {
        Effect::Save(order) => Some(order.issue.editions[&lang("en")].subject.as_str()),
        _ => None,
    }
}

#[test]
fn a_field_that_cant_be_read_says_so_and_takes_no_key_until_it_can() {
    let mut composer = in_the_broken_issue();
    composer.sees("Subject     (can't be read)");
    composer.sees("x en.md, line 3: this is not TOML");
    composer.sees("Then press F2.");
    composer.sees("Subject, inbox line !");
    composer.press("Enter");
    composer.type_text("Mine");
    composer.sees("Not yet: en.md, line 3");
    composer.does_not_see("Mine");
    composer.press("Ctrl+S");
    assert!(!composer.effects.iter().any(|effect| matches!(effect, Effect::Save(_))));
    composer.press("F2");
    composer.expect_effect("a look", |effect| matches!(effect, Effect::LookAgain(_)));
    composer.tell(Event::Reread(Box::new(opened())));
    composer.sees("43 good practices and one date to keep");
    composer.does_not_see("can't be read");
    composer.press("Home");
    composer.type_text("Mine ");
    composer.press("Ctrl+S");
    let order = composer.expect_effect("save", |effect| matches!(effect, Effect::Save(_)));
    assert_eq!(subject_of(&order), Some("Mine 43 good practices and one date to keep"));
    assert!(matches!(&order, Effect::Save(order) if order.ground == opened().issue));
}

#[test]
fn a_whole_file_that_cant_be_read_locks_its_sections_and_no_other_language() {
    let mut composer = Composer::on_the_shelf(80, 24, FULL);
    composer.press("Enter");
    let mut issue = opened();
    issue.issue.editions.remove(&lang("en"));
    let problem =
        Problem::must("EDN006", Place::file("issues/2018-06-summer/en.md"), "the en edition can't be read");
    for spot in [Spot::Subject, Spot::Heading(section_id("ward")), Spot::Body(section_id("ward"))] {
        let problem = problem.clone().because("it is not UTF-8 text").remedy("make it UTF-8");
        issue.unread.insert((lang("en"), spot), problem);
    }
    composer.tell(Event::Opened(Box::new(issue)));
    composer.press("End Up Enter");
    composer.sees("x en.md: the en edition can't be read (it is not");
    composer.sees("In an editor make it");
    composer.type_text("Mine");
    composer.does_not_see("Mine");
    composer.press("Esc Alt+L Enter");
    composer.type_text("Festett");
    composer.sees("Festett");
}

#[test]
fn what_others_wrote_comes_onto_the_screen_beside_what_is_typed_here() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("Enter Home");
    composer.type_text("Mine ");
    let mut theirs = opened();
    let edition = theirs.issue.editions.get_mut(&lang("en")).expect("an edition");
    edition.subject = "Theirs".into();
    edition.title = Some("Title of theirs".into());
    composer.tell(Event::Reread(Box::new(theirs)));
    composer.sees("Mine 43 good practices");
    composer.sees("Title of theirs");
    composer.press("Ctrl+S");
    let order = composer.expect_effect("save", |effect| matches!(effect, Effect::Save(_)));
    let Effect::Save(order) = order else { unreachable!() };
    let title = |issue: &courant::domain::Issue| issue.editions[&lang("en")].title.clone();
    assert_eq!(title(&order.ground), title(&order.issue), "it is no change of this person");
    assert_eq!(order.ground.editions[&lang("en")].subject, opened().issue.editions[&lang("en")].subject);
}

#[test]
fn what_breaks_later_stays_on_the_screen() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.tell(Event::Reread(Box::new(broken())));
    composer.sees("43 good practices and one date to keep");
    composer.sees("x en.md, line 3: this is not TOML");
}

#[test]
fn an_issue_whose_text_could_not_be_saved_meanwhile_is_not_replaced_by_its_files() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("Enter Home");
    composer.type_text("Mine ");
    composer.press("Esc Esc Enter");
    let why = Unwritten { place: "English, subject".into(), why: "no".into(), what: Lacks::Words };
    composer.tell(Event::NotSaved(vec![why]));
    composer.tell(Event::Opened(Box::new(opened())));
    composer.press("Esc Down Enter");
    composer.sees("Mine 43 good practices");
}

#[test]
fn keep_it_leads_to_the_kept_text_of_an_issue_that_is_open_already() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("Esc");
    let spot = Spot::Body(section_id("ward"));
    let (issue, text) = (opened().issue.id, "Festett falak".to_owned());
    let kept =
        Recovered { issue, lang: lang("hu"), spot, text, over: None, at: start_of_time(), there: None };
    composer.tell(Event::Recovered(vec![kept]));
    composer.press("Enter");
    composer.sees("[HU");
    composer.sees("Festett falak");
    composer.type_text("Itt: ");
    composer.sees("Itt: Festett");
}
