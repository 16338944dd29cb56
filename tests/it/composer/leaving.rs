//! Leaving: nobody goes without knowing that their text is not in its files, and Esc decides nothing.

use courant::tui::effect::Effect;
use courant::tui::event::{Event, Lacks, Recovered, Spot, Unwritten};

use crate::props::composer::{Composer, FULL, lang, opened, section_id, start_of_time};

fn typed() -> Composer {
    let mut composer = Composer::in_the_issue(80, 24, FULL);
    composer.press("Down Enter");
    composer.type_text("x");
    composer.effects.clear();
    composer
}

#[test]
fn the_end_comes_once_the_files_hold_the_text() {
    let mut composer = typed();
    composer.press("F10");
    composer.expect_effect("save", |effect| matches!(effect, Effect::Save(_)));
    assert!(!composer.app.ended());
    composer.tell(Event::Saved { revision: 1, at: composer.now });
    assert!(composer.app.ended());
}

#[test]
fn who_quits_while_a_file_cant_be_written_is_told_and_may_stay() {
    let mut composer = typed();
    composer.press("F10");
    let (place, why) = ("en.md".to_owned(), "permission denied".to_owned());
    composer.tell(Event::NotSaved(vec![Unwritten { place, why, what: Lacks::Words }]));
    composer.sees("Your text can't be written");
    composer.sees("permission denied");
    composer.press("Esc");
    assert!(!composer.app.ended());
    composer.press("F10");
    composer.sees("Your text is not in its files");
    composer.sees("x en.md: permission denied");
    composer.press("Tab Enter");
    assert!(composer.app.ended());
}

#[test]
fn escape_leaves_kept_text_and_files_as_they_are() {
    let mut composer = Composer::on_the_shelf(80, 24, FULL);
    let (issue, spot) = (opened().issue.id, Spot::Body(section_id("ward")));
    let text = "Festett falak".to_owned();
    let kept =
        Recovered { issue, lang: lang("hu"), spot, text, over: None, at: start_of_time(), there: None };
    composer.tell(Event::Recovered(vec![kept]));
    composer.press("Esc");
    composer.sees("offered again at the next start");
    composer.press("Enter");
    composer.tell(Event::Opened(Box::new(opened())));
    let touched =
        |effect: &Effect| matches!(effect, Effect::DropRecovered | Effect::Journal(_) | Effect::Save(_));
    assert!(!composer.effects.iter().any(touched), "{:?}", composer.effects);
}
