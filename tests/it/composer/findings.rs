//! From a finding to where it is mended: the text where it stands, or an editor for what no field holds.

use courant::domain::{Place, Problem};
use courant::tui::event::Event;

use crate::props::composer::{Composer, FULL, lang, section_id};

fn on_checks(findings: Vec<Problem>) -> Composer {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("F5");
    composer.tell(Event::Checked(findings));
    composer
}

#[test]
fn enter_on_what_no_field_holds_names_the_file_and_the_line() {
    for (place, words) in [
        (Place::line("subscribers/press.csv", 3), "subscribers/press.csv, line 3: mend it in an editor"),
        (Place::file("subscribers/press.csv"), "subscribers/press.csv: mend it in an editor, then press F5."),
        (Place::line("config.toml", 12), "config.toml, line 12: mend it in an editor"),
        (
            Place::line("templates/letter.html.hbs", 2),
            "templates/letter.html.hbs, line 2: mend it in an editor",
        ),
    ] {
        let mut composer = on_checks(vec![Problem::should("SUB001", place, "an address that is none")]);
        composer.press("Enter");
        composer.sees(words);
        composer.sees("[Checks");
    }
    let gone = Place::line("issues/2018-06-summer/en.md", 9).in_language(&lang("en"));
    let gone = gone.in_section(&section_id("boats"));
    let mut composer = on_checks(vec![Problem::must("EDN015", gone, "no such section")]);
    composer.press("Enter");
    composer.sees("issues/2018-06-summer/en.md, line 9: mend it in an editor");
    let subject = Place::file("issues/2018-06-summer/en.md");
    let mut composer = on_checks(vec![Problem::must("OPS002", subject, "empty")]);
    composer.press("Enter");
    composer.sees("[Write");
}

#[test]
fn a_finding_of_a_file_that_is_no_edition_is_named_by_its_file() {
    for (place, words) in [
        (Place::line("subscribers/press.csv", 3), "press.csv, line 3   an address"),
        (Place::file("subscribers/press.csv"), "press.csv           an address"),
        (Place::file("config.toml"), "config.toml         an address"),
    ] {
        let mut composer = on_checks(vec![Problem::should("SUB001", place, "an address that is none")]);
        composer.sees(words);
        composer.does_not_see("whole issue");
    }
    let whole = Place::file("issues/2018-06-summer/en.md");
    on_checks(vec![Problem::should("TRN001", whole, "an address that is none")]).sees("whole issue");
}

/// What is to be seen of a finding only while the mark is on it.
const REMEDY: &str = "mend this one";

fn finding(must: bool, what: &str, line: usize) -> Problem {
    let place = Place::line("issues/2018-06-summer/en.md", line).in_language(&lang("en"));
    let of = if must { Problem::must } else { Problem::should };
    of("OPS002", place, what)
}

#[test]
fn whoever_has_gone_nowhere_is_shown_the_first_finding_that_must_be_fixed_as_soon_as_there_is_one() {
    let marked = |problem: Problem| problem.remedy(REMEDY);
    let mut composer = on_checks(vec![finding(false, "old", 9), finding(false, "older", 10)]);
    composer.tell(Event::Checked(vec![
        marked(finding(true, "new", 12)),
        finding(false, "old", 9),
        finding(false, "older", 10),
    ]));
    composer.sees(REMEDY);
    // So it is when the screen is opened once more, wherever one was before.
    composer.press("Down Down F2 F5");
    composer.sees(REMEDY);
    let sorted_otherwise = vec![finding(false, "old", 9), marked(finding(true, "new", 12))];
    on_checks(sorted_otherwise).sees(REMEDY);
}

#[test]
fn whoever_went_to_a_finding_stays_on_it_whatever_comes_above_it() {
    let marked = |problem: Problem| problem.remedy(REMEDY);
    let mut composer = on_checks(vec![finding(false, "old", 9), finding(false, "older", 10)]);
    composer.press("Down F5");
    for now in [
        // It is on another line, or says another number, or is as it was.
        vec![finding(true, "new", 3), finding(false, "old", 11), marked(finding(false, "older", 12))],
        vec![finding(true, "new", 3), finding(false, "old", 9), marked(finding(false, "older", 10))],
        vec![finding(true, "new", 3), marked(finding(false, "older: 2", 10))],
    ] {
        composer.tell(Event::Checked(now));
        composer.sees(REMEDY);
    }
    // It is mended: the mark stays where it was.
    composer
        .tell(Event::Checked(vec![finding(true, "new", 3), finding(false, "last", 20).remedy("the next")]));
    composer.sees("the next");
}
