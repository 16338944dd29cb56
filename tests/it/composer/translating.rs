//! Translations in the composer: what is to be looked over has no tick, and one key says that it is done.

use courant::domain::translation::Passage;
use courant::domain::{Place, Problem};
use courant::tui::effect::Effect;

use crate::props::composer::{Composer, FULL, lang, section_id};

fn stale(section: Option<&str>) -> Problem {
    let place = Place::file("issues/2018-06-summer/hu.md").in_language(&lang("hu"));
    let place = section.map_or(place.clone(), |id| place.in_section(&section_id(id)));
    Problem::should("TRN001", place, "The English text has changed since.")
}

#[test]
fn a_translation_that_is_to_be_looked_over_has_its_own_sign_in_its_language_alone() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.sees("~ to look over");
    composer.checks_find(vec![stale(Some("where-we-stand")), stale(None)]);
    composer.sees("Subject, inbox line ✓");
    composer.sees("1 Where do we stan… ✓");
    composer.press("Alt+L");
    composer.sees("Subject, inbox line ~");
    composer.sees("1 Hol tartunk?      ~");
    let must = Problem { severity: courant::domain::Severity::MustFix, ..stale(Some("where-we-stand")) };
    composer.checks_find(vec![must]);
    composer.sees("1 Hol tartunk?      !");
}

#[test]
fn one_key_saves_marks_what_is_shown_and_asks_the_checks_and_an_original_has_nothing_to_mark() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("Down Ctrl+D");
    composer.sees("was written in English first: there is nothing to mark.");
    assert!(!composer.effects.iter().any(|one| matches!(one, Effect::TranslationDone { .. })));
    composer.press("Alt+L Enter");
    composer.type_text("x");
    composer.press("Ctrl+D");
    let at = |wanted: fn(&Effect) -> bool| composer.effects.iter().position(wanted);
    let order = [
        at(|one| matches!(one, Effect::Save(_))),
        at(|one| matches!(one, Effect::TranslationDone { .. })),
        at(|one| matches!(one, Effect::Check { .. })),
    ];
    assert!(order[0].is_some() && order.is_sorted(), "{order:?}");
    let marked = composer.expect_effect("the mark", |one| matches!(one, Effect::TranslationDone { .. }));
    let Effect::TranslationDone { lang: marked_in, passage, .. } = marked else { return };
    assert_eq!((marked_in, passage), (lang("hu"), Passage::Section(section_id("where-we-stand"))));
}
