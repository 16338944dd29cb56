//! F7 and the marks of wrong words.

use std::collections::BTreeMap;

use courant::domain::{Glossary, Lang};
use courant::tui::effect::Effect;
use courant::tui::event::{Event, Spelled};
use courant::tui::theme::Theme;
use ratatui::style::{Color, Modifier};

use crate::props::composer::{Composer, FULL, lang};

/// Wrong are these words, each in its language alone.
fn dictionary(lang: &Lang, word: &str) -> bool {
    !matches!(
        (lang.as_str(), word),
        (
            "en",
            "Sxi"
                | "wrod"
                | "hosptials"
                | "well-wrod"
                | "well-known"
                | "well-bieng"
                | "bieng"
                | "vård"
                | "teh"
                | "mozgalmas"
        ) | ("hu", "hibássan" | "sixx")
    )
}

/// In the text of the first section, with dictionaries, and with these words at its beginning.
fn writing(words: &str, theme: Theme) -> Composer {
    let mut composer = Composer::in_the_issue(80, 24, theme);
    composer.dictionary = Some(dictionary);
    composer.press("Down Enter");
    composer.type_text(words);
    composer
}

fn wrong(composer: &mut Composer, words: &str) -> bool {
    composer.style_of(words).add_modifier.contains(Modifier::UNDERLINED)
}

/// F7 asked what was meant by a word, and is told.
fn suggests(composer: &mut Composer, tag: &str, word: &str, suggestions: &[&str]) {
    composer.expect_effect("suggestions", |effect| {
        matches!(effect, Effect::Suggest { lang, word: asked } if lang.as_str() == tag && asked == word)
    });
    let suggestions = suggestions.iter().map(|one| (*one).to_owned()).collect();
    composer.tell(Event::Spelled(Spelled::Meant { lang: lang(tag), word: word.to_owned(), suggestions }));
}

#[test]
fn wrong_words_are_marked_once_their_dictionary_has_answered_and_not_while_they_are_typed() {
    let mut composer = writing("wrod", FULL);
    assert!(!wrong(&mut composer, "wrod"));
    composer.sees("words · 0 spelling · line 1");
    composer.type_text(" ");
    assert!(wrong(&mut composer, "wrod") && !wrong(&mut composer, "Six"));
    assert_eq!(composer.style_of("wrod").fg, Some(Color::Red));
    composer.sees("words · 1 spelling · line 1");
    composer.press("Left");
    assert!(!wrong(&mut composer, "wrod"), "the cursor stands at its end again");
    let mut plain = writing("wrod ", Theme::PLAIN);
    assert!(plain.style_of("wrod").add_modifier.contains(Modifier::UNDERLINED | Modifier::BOLD));
    let mut silent = writing("", FULL);
    silent.dictionary = None;
    silent.type_text("hosptials ");
    assert!(!wrong(&mut silent, "hosptials"), "nothing has answered for it");
}

#[test]
fn what_is_not_spelt_in_this_language_is_not_marked() {
    let text = "[vård wrod](lang:hu) [wrod](https://example.org/teh) {{name|wrod}} teh@example.org TEH teh2 ";
    let mut composer = Composer::in_the_issue(120, 40, FULL);
    composer.dictionary = Some(dictionary);
    composer.press("Down Enter");
    composer.tell(Event::Paste(text.to_owned()));
    composer.sees("1 spelling");
    let mut hungarian = Composer::in_the_issue(80, 24, FULL);
    hungarian.dictionary = Some(dictionary);
    hungarian.press("Alt+L Down Enter");
    hungarian.type_text("hibássan wrod ");
    hungarian.sees("1 spelling");
    assert!(wrong(&mut hungarian, "hibássan") && !wrong(&mut hungarian, "mozgalmas"));
}

#[test]
fn f7_goes_from_wrong_word_to_wrong_word_round_the_fields_of_a_section_and_puts_in_what_was_meant() {
    let mut composer = writing("teh wrod ", FULL);
    composer.press("Tab Tab");
    composer.type_text(" hosptials");
    composer.sees("2 spelling");
    composer.press("F7");
    suggests(&mut composer, "en", "hosptials", &["hospitals", "hostels"]);
    composer.sees("Spelling: \"hosptials\" (English)");
    composer.press("Enter");
    composer.sees("Where do we stand? hospitals");
    composer.sees("2 spelling");
    composer.press("F7");
    suggests(&mut composer, "en", "teh", &["the"]);
    composer.press("Esc");
    composer.sees("teh wrod Six");
    composer.press("F7");
    suggests(&mut composer, "en", "wrod", &["word", "world"]);
    composer.wait(1);
    composer.click("world");
    composer.sees("teh world Six");
    composer.press("Ctrl+Z");
    composer.sees("teh wrod Six");
    composer.press("Ctrl+Y F7");
    suggests(&mut composer, "en", "teh", &["the"]);
    composer.press("Enter");
    composer.sees("the world Six");
    composer.press("F7");
    composer.sees("No more spelling problems in this section.");
    composer.sees("0 spelling");
}

#[test]
fn a_word_can_be_ignored_or_added_to_the_projects_words() {
    let mut composer = writing("teh wrod teh ", FULL);
    composer.press("Ctrl+A Left F7");
    suggests(&mut composer, "en", "teh", &[]);
    composer.sees("Leave it as it is (nothing is like it)");
    composer.press("Down Enter");
    composer.sees("1 spelling");
    composer.press("F7");
    suggests(&mut composer, "en", "wrod", &["word"]);
    composer.press("End Enter");
    composer.expect_effect(
        "the word",
        |effect| matches!(effect, Effect::KeepWord { lang, word } if lang.as_str() == "en" && word == "wrod"),
    );
    let words = BTreeMap::from([(lang("en"), vec!["wrod".to_owned()])]);
    composer.tell(Event::Spelled(Spelled::Kept(Box::new(Glossary { words, ..Glossary::default() }))));
    composer.sees("0 spelling");
    composer.sees("teh wrod teh Six");
}

#[test]
fn a_compound_of_right_words_is_right_and_what_was_answered_too_late_asks_nothing() {
    let mut composer = writing("well-wrod well-known well-bieng ", FULL);
    composer.sees("2 spelling");
    composer.press("F7");
    composer.expect_effect("suggestions", |effect| matches!(effect, Effect::Suggest { .. }));
    composer.press("Right");
    let suggestions = vec!["word".to_owned()];
    composer.tell(Event::Spelled(Spelled::Meant {
        lang: lang("en"),
        word: "well-wrod".to_owned(),
        suggestions,
    }));
    composer.does_not_see("Spelling: ");
}

#[test]
fn without_a_dictionary_f7_says_what_to_install_and_looks_for_it_again() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("Down Enter F7");
    composer.sees("Reading the dictionary");
    let why = "No dictionary for English here: install hunspell-en-gb (Debian, Ubuntu).";
    composer.tell(Event::Spelled(Spelled::NoDictionary { lang: lang("en"), why: why.to_owned() }));
    composer.sees(why);
    composer.does_not_see("spelling ·");
    composer.press("Down");
    composer.does_not_see(why);
    composer.dictionary = Some(dictionary);
    composer.press("F7");
    composer.sees("No more spelling problems in this section.");
    composer.press("F5 F7");
    composer.sees("Spelling is looked at in the texts: F2, then F7.");
}

#[test]
fn a_translation_beside_its_source_is_spelt_in_its_own_language() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.dictionary = Some(dictionary);
    composer.press("F3 Down Enter");
    composer.type_text("sixx ");
    assert!(wrong(&mut composer, "sixx"));
    composer.sees("1 spelling");
}
