//! Whoever is let in to translate writes one language and can do nothing else, whatever they press or click.

use courant::tui::app::Screen;
use courant::tui::effect::Effect;
use courant::tui::keys::TABLE;

use crate::props::composer::{Composer, lang};

fn translator() -> Composer {
    Composer::of_a_translator(80, 24, "hu")
}

/// In the text of the section that the mark is on.
fn in_a_text() -> Composer {
    let mut composer = translator();
    composer.press("Down Enter");
    composer
}

#[test]
fn an_issue_opens_in_their_language_and_a_save_writes_nothing_else() {
    let mut composer = translator();
    composer.sees("Translate");
    composer.sees("Magyar");
    for hidden in ["Checks", "People", "Send"] {
        assert!(
            !composer.screen().lines().nth(1).is_some_and(|line| line.contains(hidden)),
            "{hidden} is offered"
        );
    }
    composer.press("Down Enter");
    composer.type_text("Szia ");
    composer.press("Ctrl+S");
    composer.expect_effect("save", |effect| match effect {
        Effect::Save(order) => !order.outline && order.editions.iter().eq([&lang("hu")]),
        _ => false,
    });
}

#[test]
fn no_key_leads_to_readers_to_lists_to_another_language_or_to_a_program_of_the_machine() {
    for command in TABLE {
        for key in command.keys {
            for mut composer in [translator(), in_a_text()] {
                composer.press_key(*key);
                composer.press("Enter");
                let screen = composer.app.screen();
                assert!(
                    matches!(screen, Screen::Shelf | Screen::Write | Screen::Preview),
                    "{}: {screen:?}",
                    key.label()
                );
                for effect in &composer.effects {
                    let theirs = match effect {
                        Effect::LoadShelf
                        | Effect::OpenIssue(_)
                        | Effect::LookAgain(_)
                        | Effect::ReadSettings
                        | Effect::KeepSteps { .. }
                        | Effect::Check { .. }
                        | Effect::Recall(_)
                        | Effect::Spell { .. }
                        | Effect::Suggest { .. }
                        | Effect::Copy(_)
                        | Effect::Quit => true,
                        Effect::Preview { lang: one, .. } | Effect::TranslationDone { lang: one, .. } => {
                            *one == lang("hu")
                        }
                        Effect::Journal(entries) => entries.iter().all(|entry| entry.lang == lang("hu")),
                        Effect::Save(order) => {
                            !order.outline && order.editions.iter().all(|one| *one == lang("hu"))
                        }
                        _ => false,
                    };
                    assert!(theirs, "{}: {effect:?}", key.label());
                }
            }
        }
    }
}

#[test]
fn what_is_not_theirs_says_so() {
    for keys in ["F5", "F6", "F8", "Alt+L", "Ctrl+O"] {
        let mut composer = translator();
        composer.press(keys);
        composer.sees("this window is for translating only");
    }
    let mut composer = in_a_text();
    composer.press("Ctrl+E");
    composer.sees("this window is for translating only");
}

#[test]
fn the_date_that_all_languages_share_stays_as_it_is() {
    let mut composer = translator();
    composer.press("Down Down Enter Tab Tab Tab");
    composer.type_text("2031");
    composer.sees("its owners set it");
    composer.press("Ctrl+S");
    assert!(
        !composer.effects.iter().any(|effect| matches!(effect, Effect::Save(_))),
        "{:?}",
        composer.effects
    );
}

#[test]
fn the_facts_of_events_and_pictures_are_not_filled_in_by_whoever_translates() {
    for keys in ["Alt+E", "Alt+P", "Alt+M"] {
        let mut composer = in_a_text();
        composer.press(keys);
        composer.sees("this window is for translating only");
    }
    let mut composer = in_a_text();
    composer.press("Ins");
    composer.sees("Numbered list");
    composer.does_not_see("Event");
    composer.does_not_see("Picture");
    composer.press("Esc Ctrl+A Del");
    composer.type_text("![A ward](images/ward.jpg)");
    composer.press("Home Enter");
    composer.does_not_see("It shows");
}
