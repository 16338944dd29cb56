//! F9 in the composer.

use crate::props::composer::{Composer, FULL};

#[test]
fn menus_hold_what_works_here_and_do_it_or_say_why_not() {
    for (wide, high) in [(60, 18), (80, 24), (120, 40)] {
        let mut composer = Composer::in_the_issue(wide, high, FULL);
        composer.press("Down Enter F9");
        composer.sees("Send, or watch the mailing");
        composer.sees("Issue");
        composer.press("Right");
        composer.sees("Find and replace");
        composer.press("Up");
        composer.sees("▸Spelling");
        composer.press("Enter");
        composer.does_not_see("Find and replace");
        composer.sees("Reading the dictionary");
        composer.press("F9 Right Up Up Enter");
        composer.sees("Six busy");
        composer.press("F9 Esc");
        composer.does_not_see("Send, or watch the mailing");
    }
}
