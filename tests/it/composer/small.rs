//! Small terminals: what matters most is on the screen, whatever else has to give way.

use courant::domain::{MailingState, Place, Problem};
use courant::tui::event::Event;

use crate::props::composer::{Composer, FULL, audience, mailing, problems, progress, start_of_time};

fn small() -> Composer {
    Composer::in_the_issue(60, 18, FULL)
}

#[test]
fn the_field_for_the_number_is_there_with_all_that_is_said_before_it() {
    let mut composer = small();
    composer.press("F8");
    composer.tell(Event::Audience(Box::new(audience())));
    composer.checks_find(vec![problems().remove(1)]);
    composer.press("End Enter");
    composer.type_text("48");
    for words in ["Readers ", "Left out  520", "Subject ", "From ", "1 finding left open"] {
        composer.sees(words);
    }
    composer.sees("Type the number of readers to go on: 48");
    composer.sees("60 seconds to stop it");
}

#[test]
fn before_sending_what_stands_in_the_way_comes_first() {
    let mut composer = small();
    composer.press("F8");
    composer.tell(Event::Audience(Box::new(audience())));
    composer.checks_find(problems());
    composer.sees("x \"A ward that children like\" is missing in Magyar.");
    composer.sees("! 2 rows of subscribers/partners.csv can't be read");
    composer.sees("more lines: PgDn");
    composer.sees("Send now");
}

#[test]
fn the_marked_finding_is_there_to_its_last_word() {
    let mut composer = small();
    composer.press("F5");
    let place = Place::line("issues/2018-06-summer/issue.toml", 13);
    let long =
        Problem::must("EVT001", place, "The event is over: it was on the 25th of October in the year 2018.")
            .because("Readers would come on the wrong day, or read an invitation to something that is over.")
            .remedy(
                "Mend the dates in issue.toml, set its status, or take the section out of all languages.",
            );
    composer.checks_find(vec![long]);
    composer.sees("languages.");
    composer.sees("▸x");
}

#[test]
fn every_language_is_counted_and_a_mailing_shows_what_needs_attention() {
    let mut composer = small();
    composer.press("F6");
    composer.tell(Event::Audience(Box::new(audience())));
    composer.sees("English 3 626, of them Deutsch 212, no language 503");
    composer.sees("Magyar 1 204, of them Magyar (hu-RO) 4");
    composer.sees("402  unsubscribed");
    composer.tell(Event::Mailing(Box::new(mailing(MailingState::Sending, start_of_time()))));
    composer.tell(Event::Progress(Box::new(progress(MailingState::Sending))));
    composer.sees("mailbox does not exist");
    composer.sees("2 not certain");
}

#[test]
fn the_shelf_says_all_of_the_marked_issue() {
    let mut composer = Composer::on_the_shelf(60, 18, FULL);
    composer.sees("Next step");
    composer.sees("Folder      issues/2018-12-winter");
}

#[test]
fn a_window_that_is_too_small_says_how_large_it_has_to_be_however_narrow_it_is() {
    for width in [12, 20, 30, 39] {
        let screen = Composer::in_the_issue(width, 12, FULL).screen();
        let words: Vec<&str> = screen.split_whitespace().collect();
        assert_eq!(words.join(" "), "Make the window larger: 60 x 18 at least.", "{width}");
    }
}
