//! The form of a picture: its file, its words, whose it is; and the list of what lacks words or an address.

use courant::tui::effect::{Effect, SaveOrder};
use courant::tui::event::Event;
use insta::assert_snapshot;

use crate::props::composer::{Composer, FULL, lang, section_id};

fn in_a_text(width: u16, height: u16) -> Composer {
    let mut composer = Composer::in_the_issue(width, height, FULL);
    composer.press("Down Enter Ctrl+A Del");
    composer
}

/// The form, with the pictures of the issue known.
fn in_the_form(width: u16, height: u16) -> Composer {
    let mut composer = in_a_text(width, height);
    composer.type_text("Words.");
    composer.press("Alt+P");
    composer.expect_effect("look", |effect| matches!(effect, Effect::LookForPictures(_)));
    composer.tell(Event::Pictures(vec!["images/practices.png".into(), "images/ward.jpg".into()]));
    composer
}

fn saved(composer: &mut Composer) -> SaveOrder {
    let order = composer.expect_effect("save", |effect| matches!(effect, Effect::Save(_)));
    let Effect::Save(order) = order else { unreachable!("expected") };
    *order
}

fn text(order: &SaveOrder) -> String {
    let edition = &order.issue.editions[&lang("en")];
    edition.section(&section_id("where-we-stand")).expect("the section").markdown.clone()
}

#[test]
fn a_picture_of_the_issue_is_chosen_and_put_in_with_its_words_and_whose_it_is() {
    let mut composer = in_the_form(80, 24);
    composer.press("Down Down");
    assert_snapshot!("picture_form", composer.screen());
    composer.press("Tab");
    composer.type_text("A ward [new]");
    composer.press("Tab Tab");
    composer.type_text("The new ward");
    composer.press("Tab");
    composer.type_text("HELIUM");
    composer.press("Tab Tab Enter");
    let order = saved(&mut composer);
    assert_eq!(text(&order), "Words.\n\n![A ward \\[new\\]](images/ward.jpg)\n*The new ward*");
    let pictures = &order.issue.sections[0].pictures;
    assert_eq!(
        (pictures[0].file.as_str(), pictures[0].credit.as_deref()),
        ("images/ward.jpg", Some("HELIUM"))
    );
    composer.press("Ctrl+Z");
    let order = saved(&mut composer);
    assert_eq!(
        (text(&order).as_str(), order.issue.sections[0].pictures.len()),
        ("Words.", 0),
        "one step takes back both"
    );
    composer.press("Ctrl+Y");
    let order = saved(&mut composer);
    assert!(text(&order).contains("images/ward.jpg") && order.issue.sections[0].pictures.len() == 1);
}

#[test]
fn what_lacks_its_words_is_said_and_what_only_decorates_needs_none() {
    let mut composer = in_the_form(80, 24);
    composer.press("Ctrl+S");
    composer.sees("! which file?");
    composer.sees("! say what it shows");
    composer.press("Down Tab Tab Tab");
    composer.type_text("one * two*");
    composer.press("Ctrl+S");
    composer.sees("! say what it shows");
    composer.press("Tab Space Ctrl+S");
    composer.sees("! stars in it");
    composer.press("Ctrl+U Ctrl+S");
    assert_eq!(text(&saved(&mut composer)), "Words.\n\n![](decorative:images/practices.png)");
}

#[test]
fn a_file_from_elsewhere_is_copied_first_and_asked_for_again_if_it_wont_do() {
    let mut composer = in_the_form(80, 24);
    composer.tell(Event::Paste("/home/anna/My ward.jpg".into()));
    composer.sees("it is copied into the issue's images/");
    composer.press("Tab");
    composer.type_text("A ward");
    for taken in [Err("words.png is no picture"), Ok("images/my-ward.jpg")] {
        composer.press("Ctrl+S");
        let order = composer.expect_effect("copy", |effect| matches!(effect, Effect::TakePicture { .. }));
        assert!(matches!(order, Effect::TakePicture { path, .. } if path == "/home/anna/My ward.jpg"));
        composer.tell(Event::PictureTaken(taken.map(str::to_owned).map_err(str::to_owned)));
        if taken.is_err() {
            composer.sees("! words.png is no picture");
            composer.sees("A ward");
        }
    }
    assert_eq!(text(&saved(&mut composer)), "Words.\n\n![A ward](images/my-ward.jpg)");
}

#[test]
fn enter_on_a_picture_opens_it_as_it_is_and_changes_that_one() {
    let mut composer = in_a_text(80, 24);
    composer.tell(Event::Paste("![A ward](images/ward.jpg)\n*New*\n\nWords.".into()));
    composer.press("Up Up Up Home Right Enter");
    composer.sees("Picture");
    composer.sees("images/ward.jpg");
    composer.press("Tab");
    composer.type_text(" of ours");
    composer.press("Ctrl+S");
    assert_eq!(text(&saved(&mut composer)), "![A ward of ours](images/ward.jpg)\n*New*\n\nWords.");
    composer.press("Ctrl+Z");
    composer.press("Esc");
    assert_eq!(text(&saved(&mut composer)), "![A ward](images/ward.jpg)\n*New*\n\nWords.");
}

#[test]
fn it_fits_a_small_window_and_a_slash_offers_it() {
    let mut composer = in_a_text(60, 18);
    composer.type_text("/");
    composer.press("End Enter");
    composer.sees("It shows");
    composer.sees("[ Put it in ]");
    composer.does_not_see("/ ");
    composer.wait(1);
    composer.click("[ ] only decoration");
    composer.sees("[x] only decoration");
    composer.click("[ Leave it as it was ]");
    composer.does_not_see("It shows");
}

#[test]
fn what_lacks_words_or_an_address_is_listed_in_every_language_and_one_goes_there() {
    let mut composer = in_a_text(80, 24);
    composer.type_text("Words.");
    composer.press("Alt+M");
    composer.sees("Every picture says what it shows");
    composer.press("Alt+L Ctrl+A Del");
    composer.tell(Event::Paste("Szavak.\n\n![](images/ward.jpg)\n\n[A terv]()".into()));
    composer.press("Alt+L Alt+L Alt+M");
    composer.sees("HU  picture without words:");
    composer.sees("HU  link without an address:");
    composer.press("Down Enter");
    composer.sees("[HU");
    composer.type_text("Lásd: ");
    composer.sees("Lásd: [A terv]()");
}
