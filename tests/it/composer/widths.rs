//! Every screen fits its terminal: widths, closed borders, nothing outside ASCII where that is all there is.

use courant::domain::MailingState;
use courant::tui::event::Event;
use courant::tui::theme::Theme;
use unicode_width::UnicodeWidthStr as _;

use crate::props::composer::{
    Composer, FULL, audience, lang, mailing, not_certain, problems, progress, start_of_time,
};

const SIZES: [(u16, u16); 4] = [(80, 24), (120, 40), (60, 18), (200, 60)];

/// Every screen there is, with its name.
fn screens(width: u16, height: u16, theme: Theme) -> Vec<(&'static str, String)> {
    let mut all = Vec::new();
    let mut composer = Composer::on_the_shelf(width, height, theme);
    all.push(("shelf", composer.screen()));
    composer.tell(Event::Shelf(Vec::new()));
    all.push(("empty shelf", composer.screen()));
    let mut composer = Composer::in_the_issue(width, height, theme);
    all.push(("sections", composer.screen()));
    composer.press("Enter");
    all.push(("head", composer.screen()));
    composer.press("Esc Down Down Enter");
    all.push(("text", composer.screen()));
    composer.press("Esc Ins");
    all.push(("kinds", composer.screen()));
    composer.press("Esc Del");
    all.push(("put aside", composer.screen()));
    composer.press("Esc F1");
    all.push(("help", composer.screen()));
    composer.press("Esc F4");
    let text = "A long line of words that goes on and on, past any width there is. ".repeat(12);
    composer.tell(Event::Preview {
        lang: lang("en"),
        subject: "43 good practices".into(),
        inbox_line: String::new(),
        html: format!("<h2>{text}</h2><ul><li>{text}</li></ul><img alt='{text}'>"),
        text,
        problems: Vec::new(),
    });
    all.push(("preview", composer.screen()));
    composer.press("F5");
    composer.checks_find(problems());
    all.push(("checks", composer.screen()));
    composer.press("F6");
    composer.tell(Event::Audience(Box::new(audience())));
    all.push(("people", composer.screen()));
    composer.press("F8");
    composer.checks_find(Vec::new());
    all.push(("send", composer.screen()));
    composer.press("Home Down Down Enter");
    all.push(("schedule", composer.screen()));
    composer.press("Esc Down Enter");
    all.push(("number", composer.screen()));
    composer.press("Esc");
    composer.tell(Event::ChangedByHand { files: vec!["issues/2018-06-summer/en.md".into()] });
    all.push(("changed by hand", composer.screen()));
    composer.press("Esc");
    composer.tell(Event::Mailing(Box::new(mailing(MailingState::Sending, start_of_time()))));
    composer.tell(Event::Progress(Box::new(progress(MailingState::Sending))));
    all.push(("delivery", composer.screen()));
    composer.tell(Event::Uncertain { mailing: "2018-06-summer".into(), rows: not_certain() });
    all.push(("not certain", composer.screen()));
    all
}

#[test]
fn every_screen_has_exactly_the_rows_and_cells_of_its_terminal() {
    for (width, height) in SIZES {
        for theme in [FULL, Theme { colour: false, unicode: true }] {
            for (name, screen) in screens(width, height, theme) {
                assert_eq!(screen.lines().count(), usize::from(height), "{name} {width}x{height}\n{screen}");
                for line in screen.lines() {
                    assert!(
                        line.width() <= usize::from(width),
                        "{name} {width}x{height}: {line:?}\n{screen}"
                    );
                }
            }
        }
    }
}

#[test]
fn every_border_that_opens_closes_and_bars_stand_below_each_other() {
    for (width, height) in SIZES {
        for (name, screen) in screens(width, height, FULL) {
            let covered =
                ["kinds", "put aside", "help", "schedule", "number", "changed by hand", "not certain"]
                    .contains(&name);
            let count = |sign: char| screen.chars().filter(|c| *c == sign).count();
            let (open, close) = (count('┌') + count('└'), count('┐') + count('┘'));
            assert!(covered || open == close, "{name} {width}x{height}\n{screen}");
            let body: Vec<&str> = screen.lines().skip(2).take(usize::from(height) - 4).collect();
            for line in body.iter().filter(|line| !line.trim().is_empty()) {
                let (first, last) = (line.trim().chars().next(), line.trim_end().chars().last());
                assert!(
                    first.is_some_and(|c| "┌└│├".contains(c)),
                    "{name} {width}x{height}: {line}\n{screen}"
                );
                assert!(
                    last.is_some_and(|c| "┐┘│┤".contains(c)),
                    "{name} {width}x{height}: {line}\n{screen}"
                );
            }
        }
    }
}

#[test]
fn an_ascii_terminal_gets_nothing_but_ascii_from_the_program() {
    for (width, height) in SIZES {
        for (name, screen) in screens(width, height, Theme { colour: true, unicode: false }) {
            assert!(screen.is_ascii(), "{name} {width}x{height}\n{screen}");
        }
    }
}

#[test]
fn hints_and_f_keys_are_never_cut() {
    for (width, height) in SIZES {
        for (name, screen) in screens(width, height, FULL) {
            let last: Vec<&str> = screen.lines().skip(usize::from(height) - 2).collect();
            assert!(last.iter().all(|line| !line.contains('…')), "{name} {width}x{height}\n{screen}");
            assert!(last[1].contains("Quit"), "{name} {width}x{height}\n{screen}");
        }
    }
}
