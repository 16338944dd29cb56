//! The shelf says "ready" of a language only once the checks have found nothing in it that must be fixed.

use courant::domain::{IssueId, Place, Problem};
use courant::tui::event::Event;

use crate::props::composer::{Composer, FULL, cards, lang};

fn checked(composer: &mut Composer, must_fix: Vec<Problem>) {
    let issue = IssueId::parse("2018-06-summer").expect("a name");
    composer.tell(Event::ShelfChecked { issue, must_fix });
}

#[test]
fn an_issue_whose_outline_cant_be_read_says_what_to_do_about_it() {
    let mut composer = Composer::on_the_shelf(80, 24, FULL);
    let mut cards = cards();
    (cards[0].languages, cards[0].unread) = (Vec::new(), Some("issue.toml, line 7".into()));
    composer.tell(Event::Shelf(cards));
    composer.sees("issue.toml, line 7 can't be read: mend it in an editor");
    composer.does_not_see("F5 says why");
}

#[test]
fn a_language_that_is_written_is_ready_once_the_checks_say_so() {
    let mut composer = Composer::on_the_shelf(80, 24, FULL);
    let mut cards = cards();
    cards[1].must_fix = None;
    composer.tell(Event::Shelf(cards));
    composer.press("End");
    composer.sees("EN? HU? SV? NB? NL?");
    composer.sees("the checks are running");
    let place = Place::file("issues/2018-06-summer/hu.md").in_language(&lang("hu"));
    let in_hungarian = Problem::must("OPS002", place, "It still says TODO.");
    checked(&mut composer, vec![in_hungarian.clone()]);
    composer.sees("EN✓ HU! SV✓ NB✓ NL✓");
    composer.sees("Mend 1 finding (F5)");
    let of_all = Problem::must("EVT001", Place::file("issues/2018-06-summer/issue.toml"), "It has no date.");
    checked(&mut composer, vec![in_hungarian, of_all]);
    composer.sees("EN! HU! SV! NB! NL!");
    checked(&mut composer, Vec::new());
    composer.sees("EN✓ HU✓ SV✓ NB✓ NL✓");
}
