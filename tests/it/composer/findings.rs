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
