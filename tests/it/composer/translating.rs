//! Translations in the composer: what is to be looked over has no tick, and one key says that it is done.

use courant::desk::recall::{Earlier, Recalled};
use courant::domain::translation::{How, Made, Passage, Record, TextHash, Translations};
use courant::domain::{Glossary, Place, Problem, Term};
use courant::tui::effect::Effect;
use courant::tui::event::{Event, OpenedIssue};

use crate::props::composer::{Composer, FULL, issue, lang, opened, section_id};

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

/// A translation of this section of this text into Hungarian, done by Anna.
fn done(section: &str, of: &str) -> Translations {
    let hash = TextHash::of(of);
    let made = Made {
        from: lang("en"),
        of: hash.clone(),
        how: How::Reviewed,
        by: "Anna".into(),
        on: jiff::civil::date(2018, 6, 12),
    };
    let key = (Passage::Section(section_id(section)), lang("hu"));
    Translations {
        records: [(key, Record { made: Some(made), remarks: vec!["The name is kept.".into()] })].into(),
        texts: [(hash, of.to_owned())].into(),
    }
}

const EVENT: &str = "Save the date\n\nAn open event in Eindhoven.";

#[test]
fn two_languages_stand_side_by_side_and_what_is_typed_goes_into_the_translation() {
    for (wide, high) in [(60, 18), (80, 24), (120, 40)] {
        let mut composer = Composer::in_the_issue(wide, high, FULL);
        composer.press("Down F3");
        composer.sees("[Translate]");
        composer.sees("1 of 3 · Progress");
        composer.sees("Where do we stand?");
        composer.press("Down Enter");
        composer.type_text("Új. ");
        composer.sees("Új. Nyílt rendezvény");
        if wide > 60 {
            composer.sees("An open event in Eindhoven.");
        }
        composer.press("F3");
        composer.sees("Svenska");
        composer.press("F3");
        composer.sees("Új. Nyílt rendezvény");
        composer.press("F2");
        composer.sees("[HU");
    }
}

#[test]
fn what_changed_since_stands_below_and_one_key_says_that_it_is_done_and_goes_to_the_next() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    let translations = done("open-event", "Save the date\n\nAn open event in the town of Eindhoven.");
    composer.tell(Event::Opened(Box::new(OpenedIssue { translations, ..opened() })));
    composer.press("F3 Down Down");
    composer.sees("~ English changed");
    composer.sees("What changed in English since 12 Jun 2018 (Anna)");
    composer.sees("- … An open event in the town of Eindhoven.");
    composer.sees("+ … An open event in Eindhoven.");
    composer.sees("A translator said: The name is kept.");
    composer.press("Ctrl+D");
    composer.expect_effect("the mark", |one| matches!(one, Effect::TranslationDone { .. }));
    composer.sees("3 of 3 · Story");
    composer.sees("– not started");
    let translations = Box::new(done("open-event", EVENT));
    composer.tell(Event::Translations { issue: issue().id, translations });
    composer.press("Up");
    composer.sees("✓ done");
    composer.sees("✓ Numbers, dates, links and names are the same in both.");
}

#[test]
fn a_number_that_is_changed_in_the_first_text_marks_at_once_what_was_made_from_it_and_nothing_else() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    let translations = done("open-event", EVENT);
    composer.tell(Event::Opened(Box::new(OpenedIssue { translations, ..opened() })));
    composer.checks_find(Vec::new());
    composer.press("Down Down Enter");
    composer.press("Ctrl+End");
    composer.type_text(" 70 seats.");
    composer.press("Esc Alt+L");
    composer.sees("▸2 Mentse el a dátu… !");
    composer.sees("1 Hol tartunk?      ?");
    composer.press("F3");
    composer.sees("x facts changed in English");
    composer.sees("x 70 is new");
    composer.press("Alt+L Alt+L F2 Down Up Enter Ctrl+End");
    for _ in " 70 seats.".chars() {
        composer.press("Backspace");
    }
    composer.press("Esc Alt+L");
    composer.sees("▸2 Mentse el a dátu… ?");
}

#[test]
fn terms_of_the_glossary_stand_below_with_what_they_are_called_and_one_language_has_nothing_to_translate() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    let term = Term {
        term: "open event".into(),
        forms: [(lang("hu"), vec!["nyílt rendezvény".into(), "nyílt nap".into()])].into(),
        avoid: [].into(),
        language: None,
        explanation: None,
    };
    let glossary = Glossary { terms: vec![term], ..Glossary::default() };
    composer.tell(Event::Opened(Box::new(OpenedIssue { glossary, ..opened() })));
    composer.press("F3 Down Down");
    composer.sees("open event → nyílt rendezvény / nyílt nap");
    composer.press("Up");
    composer.does_not_see("open event →");
    let mut alone = opened();
    alone.issue.languages = vec![lang("en")];
    composer.tell(Event::Opened(Box::new(alone)));
    composer.press("F2 F3");
    composer.sees("There is nothing to translate: the issue has one language.");
}

#[test]
fn a_term_is_put_where_it_was_begun_and_its_explanation_where_the_cursor_stands() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("Alt+L Down Alt+G");
    assert!(!composer.effects.iter().any(|one| matches!(one, Effect::Recall(_))), "in a text alone");
    composer.press("Enter");
    composer.type_text("Az él");
    composer.press("Alt+G");
    let Effect::Recall(asked) = composer.expect_effect("a look", |one| matches!(one, Effect::Recall(_)))
    else {
        return;
    };
    assert_eq!((asked.typed.as_str(), asked.source.as_str(), asked.lang.as_str()), ("él", "en", "hu"));
    assert!(asked.words.contains("43 good practices"), "{}", asked.words);
    let term = |form: &str| Recalled {
        term: "living lab".into(),
        form: form.into(),
        explanation: Some("hely, ahol új dolgokat próbálunk ki".into()),
        earlier: vec![Earlier {
            issue: issue().id,
            source: "See our living lab.".into(),
            here: "Nézze meg az élő laborunkat.".into(),
        }],
    };
    let tell = |composer: &mut Composer| {
        let terms = vec![term("élő labor"), term("kísérleti műhely")];
        composer.tell(Event::Recalled { asked: asked.clone(), terms });
    };
    tell(&mut composer);
    composer.sees("living lab → élő labor");
    composer.sees("E: hely, ahol új dolgokat próbálunk ki");
    composer.sees("→ Nézze meg az élő laborunkat.");
    composer.press("Enter");
    composer.sees("Az élő laborHat mozgalmas");
    composer.press("Ctrl+Z");
    composer.sees("Az élHat mozgalmas");
    tell(&mut composer);
    composer.press("Down E");
    composer.sees("Az élhely, ahol");
    composer.press("Esc");
    tell(&mut composer);
    composer.does_not_see("living lab →");
}
