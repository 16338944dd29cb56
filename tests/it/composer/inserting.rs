//! What commands put into a text, and what they find in it.

use courant::tui::effect::Effect;

use crate::props::composer::{Composer, FULL};

fn in_a_text() -> Composer {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("Down Enter Ctrl+A Del");
    composer
}

#[test]
fn a_link_is_made_of_the_word_one_is_in_and_a_wrong_address_is_asked_for_again() {
    let mut composer = in_a_text();
    composer.type_text("The plan");
    composer.press("Left Ctrl+K");
    composer.sees("Where does it lead?");
    composer.type_text("no address");
    composer.press("Enter");
    composer.sees("An address has no spaces.");
    composer.type_text("www.example.org/plan");
    composer.press("Enter");
    composer.sees("The [plan](https://www.example.org/plan)");
    composer.press("Ctrl+Z");
    composer.sees("The plan");
    composer.does_not_see("www.example.org");
}

#[test]
fn a_slash_on_an_empty_line_offers_what_can_be_put_in_and_stays_if_nothing_is_taken() {
    let mut composer = in_a_text();
    composer.type_text("/");
    composer.sees("Numbered list");
    composer.press("Down Down Enter");
    composer.type_text("a point");
    composer.press("Enter");
    composer.type_text("and one");
    composer.sees("- a point");
    composer.sees("- and one");
    composer.press("Enter Enter");
    composer.type_text("/");
    composer.press("Esc");
    composer.type_text("etc");
    composer.sees("/etc");
    composer.type_text(" 1/2");
    composer.does_not_see("Numbered list");
}

#[test]
fn words_are_found_one_after_the_other_and_replaced_and_the_text_stays_in_sight() {
    let mut composer = in_a_text();
    composer.type_text("one two one two one");
    composer.press("Ctrl+F");
    composer.type_text("ONE");
    composer.press("Enter");
    composer.sees("1 of 3");
    composer.sees("one two one two one");
    composer.press("Tab");
    composer.type_text("three");
    composer.press("Enter");
    composer.sees("three two one two one");
    composer.sees("1 of 2");
    composer.press("Alt+A");
    composer.sees("three two three two three");
    composer.sees("2 places replaced");
    composer.press("Esc Ctrl+Z");
    composer.sees("three two one two one");
}

#[test]
fn what_is_copied_goes_into_other_texts_and_to_the_computer() {
    let mut composer = in_a_text();
    composer.type_text("kept");
    composer.press("Ctrl+C");
    composer.sees("Nothing is marked");
    composer.press("Ctrl+A Ctrl+X");
    composer.expect_effect("copied", |effect| *effect == Effect::Copy("kept".into()));
    composer.press("Esc Down Enter Ctrl+A Ctrl+V");
    composer.sees("kept");
}

#[test]
fn quotation_marks_are_set_as_the_language_sets_them_and_one_step_back_is_what_was_typed() {
    let mut composer = in_a_text();
    composer.type_text("\"It's open\"");
    composer.sees("“It’s open”");
    composer.press("Ctrl+Z");
    composer.sees("“It’s open\"");
}
