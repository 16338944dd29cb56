//! The preview: the letter at two widths, as text, without pictures, and as readers see it.

use courant::desk::awkward::AsReader;
use courant::domain::Slots;
use courant::tui::effect::Effect;
use courant::tui::event::Event;
use insta::assert_snapshot;

use crate::props::composer::{Composer, FULL, lang};

pub const PAGE: &str = "<html><head><title>x</title></head><body><h1>HELIUM News</h1><h2>Where do we stand?</h2>\
    <p>Six busy months lie behind us. The partners visited <b>seven hospitals</b>, wrote down 43 good practices and argued \
    about every one of them.</p><ul><li>12 of them are about <a href='https://example.eu'>elderly care</a></li></ul>\
    <div class='picture'><img src='a' alt='A ward that children painted' width='520'></div>\
    <a class='button' href='https://example.eu'>Read more</a></body></html>";

/// F4, and the letter is there.
fn shown(width: u16, height: u16, page: &str) -> Composer {
    let mut composer = Composer::in_the_issue(width, height, FULL);
    composer.press("F4");
    letter(&mut composer, page);
    composer
}

fn letter(composer: &mut Composer, page: &str) {
    composer.tell(Event::Preview {
        lang: lang("en"),
        subject: "43 good practices and one date to keep".into(),
        inbox_line: "What the partners found on their visits.".into(),
        html: page.into(),
        text: "HELIUM NEWS\n\nWHERE DO WE STAND?\n\nSix busy months.".into(),
        problems: Vec::new(),
    });
}

#[test]
fn a_telephone_shows_the_letter_with_a_place_for_each_picture() {
    assert_snapshot!("preview", shown(80, 24, PAGE).screen());
}

#[test]
fn a_wide_window_shows_a_telephone_and_a_desktop_side_by_side() {
    assert_snapshot!("preview_wide", shown(120, 40, PAGE).screen());
}

#[test]
fn tab_goes_from_telephone_to_desktop_to_text_and_space_takes_the_pictures_away() {
    let mut composer = shown(80, 24, PAGE);
    composer.sees("(•) Phone");
    composer.press("Tab");
    composer.sees("(•) Desktop");
    composer.sees("Desktop 640");
    composer.sees("│ picture: A ward that children painted");
    composer.press("Space");
    composer.sees("[ ] pictures");
    composer.sees(" A ward that children painted");
    composer.does_not_see("picture: A ward");
    composer.press("Tab");
    composer.sees("(•) Text");
    composer.sees("WHERE DO WE STAND?");
    composer.press("Tab Space End");
    composer.sees("(•) Phone");
    composer.sees("picture: A ward");
    composer.click("[•] pictures");
    composer.does_not_see("picture: A ward");
    let mut wide = shown(120, 40, PAGE);
    wide.press("Tab");
    wide.sees("(•) Text part");
    wide.press("Tab");
    wide.sees("(•) Phone + desktop");
}

#[test]
fn n_shows_the_letter_as_whoever_may_look_wrong_and_at_last_as_nobody_in_particular() {
    let mut composer = shown(80, 24, PAGE);
    composer.sees("as: anybody");
    composer.press("n");
    composer.expect_effect("readers", |effect| matches!(effect, Effect::LookForReaders { .. }));
    let named = |words: &str| {
        let slots = Slots([("name".to_owned(), words.to_owned())].into());
        AsReader { words: words.to_owned(), slots }
    };
    composer.tell(Event::Readers { lang: lang("en"), readers: vec![named("Anna"), named("Bence")] });
    for name in ["Anna", "Bence"] {
        let of_them = |slots: &Slots| slots.0.get("name").is_some_and(|known| known == name);
        composer
            .expect_effect(name, |effect| matches!(effect, Effect::Preview { slots, .. } if of_them(slots)));
        composer.sees(&format!("as: {name}"));
        composer.press("n");
    }
    composer.expect_effect(
        "nobody",
        |effect| matches!(effect, Effect::Preview { slots, .. } if slots.0.is_empty()),
    );
    composer.sees("as: anybody");
    composer.press("n Right");
    composer.sees("as: anybody");
}

#[test]
fn the_end_of_a_long_letter_is_not_scrolled_past() {
    let long: String = (1..=99).map(|number| format!("<p>Paragraph {number}</p>")).collect();
    let mut composer = shown(80, 24, &long);
    composer.sees("1/");
    composer.press("End Down Down");
    composer.sees("Paragraph 99");
    composer.press("Up");
    composer.does_not_see("Paragraph 99");
    composer.press("Home");
    composer.sees("Paragraph 1 ");
}
