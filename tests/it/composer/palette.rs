//! Ctrl+P in the composer.

use crate::props::composer::{Composer, FULL};

#[test]
fn a_command_is_done_by_its_name_and_one_that_can_not_be_done_says_why() {
    for (wide, high) in [(60, 18), (80, 24), (120, 40)] {
        let mut composer = Composer::in_the_issue(wide, high, FULL);
        composer.press("Down Enter Ctrl+P");
        composer.sees("Find a command");
        composer.type_text("bold");
        composer.sees("Makes what is marked bold");
        composer.press("Enter");
        composer.sees("****Six busy");
        composer.press("Ctrl+Z Ctrl+P");
        composer.type_text("spelling");
        composer.sees("Goes to the next word of this section");
        composer.press("Esc F5 Ctrl+P");
        composer.type_text("spelling");
        composer.sees("Not now. Spelling is looked at in the texts");
        composer.press("Enter");
        composer.sees("Spelling is looked at in the texts: F2, then F7.");
        composer.press("F2 Ctrl+P");
        composer.type_text("zzz");
        composer.sees("No command has such a word.");
        composer.press("Enter Esc");
        composer.does_not_see("Find a command");
        composer.sees("Six busy");
        composer.press("Ctrl+P");
        composer.type_text("peop");
        composer.press("Enter");
        composer.sees("[People]");
    }
}
