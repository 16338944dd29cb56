//! From a finding to where it is mended: the text where it stands, or an editor for what no field holds.

use courant::domain::{IssueId, Place, Problem};
use courant::tui::event::{Event, OpenedIssue};

use crate::props::composer::{Composer, FULL, lang, opened, section_id};

fn on_checks(findings: Vec<Problem>) -> Composer {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("F5");
    composer.checks_find(findings);
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
    composer.checks_find(vec![
        marked(finding(true, "new", 12)),
        finding(false, "old", 9),
        finding(false, "older", 10),
    ]);
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
        vec![
            finding(true, "new", 3),
            marked(finding(false, "older: 2", 10)),
            finding(false, "last", 20),
            finding(false, "very last", 21),
        ],
    ] {
        composer.checks_find(now);
        composer.sees(REMEDY);
    }
    // It is mended: the mark stays where it was.
    composer.checks_find(vec![finding(true, "new", 3), finding(false, "last", 20).remedy("the next")]);
    composer.sees("the next");
}

/// The files once somebody has emptied the Hungarian edition.
fn emptied() -> (Event, Problem) {
    let mut fresh: OpenedIssue = opened();
    fresh.issue.editions.remove(&lang("hu"));
    let place = Place::file("issues/2018-06-summer/hu.md").in_language(&lang("hu"));
    let empty = Problem::must("EDN006", place, "it is empty now");
    fresh.problems = vec![empty.clone()];
    (Event::Reread(Box::new(fresh)), empty)
}

#[test]
fn checks_that_were_ordered_before_a_change_say_nothing_of_what_is_there_now() {
    for screen in ["F5", "F8"] {
        let mut composer = Composer::in_the_issue(80, 24, FULL);
        composer.press(screen);
        let before = composer.checks;
        let (change, empty) = emptied();
        composer.tell(change);
        assert!(composer.checks > before, "they are ordered anew");
        for nth in 1..=before {
            composer.tell(Event::Checked { nth, problems: Vec::new() });
        }
        composer.does_not_see("Nothing to mend");
        composer.does_not_see("Nothing that must be mended");
        composer.sees("running …");
        composer.checks_find(vec![empty]);
        composer.sees("it is empty now");
        composer.does_not_see("running …");
    }
}

#[test]
fn nothing_is_said_to_be_ready_by_checks_of_a_text_that_was_another_one() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    let before = composer.checks;
    composer.press("Down Enter");
    composer.type_text("x");
    composer.press("Esc Ctrl+S");
    composer.tell(Event::Saved { revision: 1, at: composer.now });
    composer.tell(Event::Checked { nth: before, problems: Vec::new() });
    composer.sees("1 Where do we stan… ?");
    composer.checks_find(Vec::new());
    composer.sees("1 Where do we stan… ✓");
}

#[test]
fn what_was_found_in_one_issue_is_not_told_of_the_next_that_is_opened() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    let before = composer.checks;
    composer.press("Esc Down Enter");
    let mut other = opened();
    other.issue.id = IssueId::parse("2018-12-winter").expect("a name");
    composer.tell(Event::Opened(Box::new(other)));
    composer.press("F5");
    composer.tell(Event::Checked { nth: before, problems: vec![finding(true, "of the first", 3)] });
    composer.does_not_see("of the first");
    composer.sees("running …");
}

/// A finding about words of the Hungarian text, and what one key would write for them.
fn offering(words: &str, fix: &str) -> Problem {
    let edition = &opened().issue.editions[&lang("hu")];
    let section = &edition.sections[0];
    let at = section.markdown.find(words).unwrap_or(0);
    let mut place = Place::span(&edition.file, &section.markdown, at, at + words.len());
    place.line = place.line.map(|line| line + section.body_line - 1);
    let place = place.in_language(&lang("hu")).in_section(&section.id);
    Problem::should("TRN005", place, "a slip").remedy("Mend the slip.").mended_by(fix)
}

#[test]
fn space_writes_what_a_finding_offers_and_checks_again_and_ctrl_z_takes_it_back_in_one_step() {
    let mut composer = on_checks(vec![offering("mozgalmas hónap", "nehéz év"), finding(false, "old", 9)]);
    composer.sees("Space mends it.");
    let before = composer.checks;
    composer.press("Space");
    composer.sees("Mended. Ctrl+Z in the text takes it back.");
    composer.sees("[Checks");
    assert!(composer.checks > before, "they are ordered anew");
    composer.checks_find(vec![offering("hat", "hét")]);
    composer.press("Enter");
    composer.sees("Hat nehéz év áll mögöttünk.");
    composer.press("Ctrl+Z");
    composer.sees("Hat mozgalmas hónap áll mögöttünk.");
}

#[test]
fn space_changes_nothing_where_nothing_is_offered_or_the_text_is_another_one() {
    let mut composer = on_checks(vec![finding(false, "old", 9)]);
    composer.does_not_see("Space mends it.");
    composer.press("Space");
    composer.sees("This one needs a person: Enter goes to the place.");
    let mut late = offering("mozgalmas hónap", "nehéz év");
    let line = "Hat borongós hónap áll mögöttünk.".to_owned();
    late.place.excerpt = Some(courant::domain::Excerpt { line, width: 15 });
    let mut composer = on_checks(vec![late]);
    composer.press("Space");
    composer.sees("The text is another one by now");
    composer.press("Enter");
    composer.sees("Hat mozgalmas hónap áll mögöttünk.");
}
