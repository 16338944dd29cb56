//! The composer by mouse: what a click, a drag and the wheel do.

use courant::tui::effect::Effect;
use courant::tui::event::Event;
use courant::tui::keys::Gesture;

use crate::props::canned::opened;
use crate::props::composer::{Composer, FULL, audience};

#[test]
fn steps_rows_fields_and_hints_are_clicked() {
    for (wide, high) in [(80, 24), (120, 40)] {
        let mut composer = Composer::on_the_shelf(wide, high, FULL);
        composer.click("5 Winter");
        composer.wait(1);
        composer.click("4 Summer");
        composer.click("4 Summer");
        composer.expect_effect(
            "opened",
            |effect| matches!(effect, Effect::OpenIssue(id) if id.as_str().contains("summer")),
        );
        composer.tell(Event::Opened(Box::new(opened())));
        composer.click("1 Where do we");
        composer.sees("Six busy");
        composer.click("busy months");
        composer.type_text("very ");
        composer.sees("Six very busy months");
        composer.click("Esc sections");
        composer.click("Checks");
        composer.sees("[Checks");
        composer.click("People");
        composer.tell(Event::Audience(Box::new(audience())));
        composer.click("partners");
        composer.sees("[ ] partners");
        composer.click("Quit");
        composer.sees("Quit");
    }
}

#[test]
fn words_are_marked_by_a_double_click_or_a_drag_and_what_was_dragged_over_is_copied() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("Down Enter");
    composer.click("months lie");
    composer.click("months lie");
    composer.type_text("weeks");
    composer.sees("Six busy weeks lie");
    let (from, to) = (composer.place_of("busy"), composer.place_of(" lie"));
    composer.wait(1);
    composer.gesture(from, Gesture::Press);
    composer.gesture(to, Gesture::Drag);
    composer.gesture(to, Gesture::Release);
    composer.expect_effect("copied", |effect| *effect == Effect::Copy("busy weeks".into()));
    composer.type_text("days");
    composer.sees("Six days lie");
}

#[test]
fn a_section_is_dragged_to_its_place_and_a_language_clicked() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    let (from, to) = (composer.place_of("1 Where do we"), composer.place_of("3 A ward"));
    composer.gesture(from, Gesture::Press);
    composer.gesture(to, Gesture::Release);
    composer.sees("3 Where do we");
    composer.click("HU");
    composer.sees("[HU");
}

#[test]
fn a_dialog_takes_no_click_at_once_then_on_its_buttons_and_is_left_by_one_beside_it() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("Down Del");
    composer.sees("Put it aside");
    composer.click("Put it aside");
    composer.sees("Put it aside");
    composer.wait(1);
    composer.click("Courant");
    composer.does_not_see("Put it aside");
    composer.sees("1 Where do we");
    composer.press("Del");
    composer.wait(1);
    composer.click("Put it aside");
    composer.does_not_see("1 Where do we");
    composer.click("Menu");
    composer.wait(1);
    composer.click("Edit");
    composer.click("Undo");
    composer.sees("1 Where do we");
}

#[test]
fn the_wheel_goes_through_lists_and_texts() {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    let at = composer.place_of("Sections");
    composer.gesture(at, Gesture::WheelDown);
    composer.sees("▸3 A ward");
    composer.gesture(at, Gesture::WheelUp);
    composer.sees("▸Subject");
}
