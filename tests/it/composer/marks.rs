//! The marks beside sections and languages: a tick is of the text on the screen, or it is none.

use courant::domain::{Place, Problem};
use courant::tui::effect::Effect;
use courant::tui::event::Event;

use crate::props::composer::{Composer, FULL, lang, opened, section_id};

/// What must be mended in the first section, in English.
fn fault() -> Problem {
    let place = Place::file("issues/2018-06-summer/en.md");
    let place = place.in_section(&section_id("where-we-stand")).in_language(&lang("en"));
    Problem::must("OPS002", place, "It still says TODO.")
}

#[test]
fn what_is_written_is_being_checked_until_the_checks_of_this_very_text_have_answered() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.sees("[EN?] HU! SV–");
    composer.sees("1 Where do we stan… ?");
    composer.checks_find(vec![fault()]);
    composer.sees("[EN!] HU! SV–");
    composer.sees("1 Where do we stan… !");
    composer.sees("2 Save the date     ✓");
    composer.press("Down Enter");
    composer.type_text("x");
    composer.sees("1 Where do we stan… ?");
    composer.sees("[EN?]");
    composer.press("Esc");
    composer.tell(Event::Saved { revision: 1, at: composer.now });
    composer.expect_effect("the checks", |effect| matches!(effect, Effect::Check { .. }));
    composer.sees("1 Where do we stan… ?");
    composer.checks_find(Vec::new());
    composer.sees("1 Where do we stan… ✓");
    composer.sees("[EN✓]");
}

#[test]
fn an_answer_about_an_older_text_is_no_tick() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("Down Enter");
    composer.type_text("x");
    composer.checks_find(Vec::new());
    composer.sees("[EN?]");
    composer.press("Esc Alt+L");
    composer.sees("1 Hol tartunk?      ?");
    composer.sees("3 A ward that chil… –");
}

#[test]
fn a_heading_that_a_new_issue_brings_along_is_nothing_written_yet() {
    let mut new = opened();
    for edition in new.issue.editions.values_mut() {
        (edition.subject, edition.preheader) = (String::new(), String::new());
        edition.sections.iter_mut().for_each(|section| section.markdown.clear());
    }
    new.issue.sections.iter_mut().for_each(|section| section.event = None);
    let mut composer = Composer::on_the_shelf(80, 24, FULL);
    composer.press("Enter");
    composer.tell(Event::Opened(Box::new(new)));
    composer.checks_find(vec![fault()]);
    composer.sees("1 Where do we stan… –");
    composer.sees("2 Save the date     –");
    composer.sees("[EN–] HU– SV–");
    composer.press("Down Enter");
    composer.type_text("x");
    composer.sees("1 Where do we stan… ?");
    composer.sees("[EN!]");
}

#[test]
fn writing_is_not_done_beside_what_must_be_mended_nor_where_the_languages_cant_be_read() {
    let mut english = opened();
    english.issue.languages.truncate(1);
    let mut composer = Composer::on_the_shelf(80, 24, FULL);
    composer.press("Enter");
    composer.tell(Event::Opened(Box::new(english.clone())));
    composer.checks_find(Vec::new());
    composer.sees("Write ✓");
    let outline = || Place::file("issues/2018-06-summer/issue.toml");
    let undated = Problem::must("EVT001", outline(), "It has no date.");
    composer.checks_find(vec![undated]);
    composer.sees("Checks x1");
    composer.does_not_see("Write ✓");
    let misread = Problem::must("ISS003", Place { line: Some(2), ..outline() }, "\"languages\" is a text");
    let mut broken = english;
    broken.issue.languages.clear();
    broken.problems = vec![misread.clone()];
    composer.press("F8");
    composer.tell(Event::Reread(Box::new(broken)));
    composer.checks_find(vec![misread]);
    composer.does_not_see("Write ✓");
    composer.does_not_see("✓ Complete in");
    composer.sees("How far the languages are is not known");
}
