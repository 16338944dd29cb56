//! The pages behind the unsubscribe link: whole, in the reader's language, and loading nothing.

use std::collections::BTreeMap;
use std::path::Path;

use courant::domain::Lang;
use courant::render::{Page, Templates, page};
use courant::workspace::Workspace;
use scraper::{Html, Selector};

#[test]
fn every_page_is_whole_in_every_language_and_only_the_question_asks_for_anything() {
    let workspace = Workspace::open(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the demo workspace");
    let settings = workspace.settings().0.expect("sound settings");
    let templates = Templates::compile(&BTreeMap::new()).0.expect("templates");
    for lang in &settings.newsletter.languages {
        for which in [Page::Unsubscribe, Page::Done, Page::Test, Page::Unknown, Page::Failed] {
            let html = page(&templates, &settings, lang, which).expect("a page");
            let document = Html::parse_document(&html);
            let count = |css: &str| document.select(&Selector::parse(css).expect("a selector")).count();
            assert_eq!(count("html[lang][dir] h1"), 1, "{lang} {which:?}");
            assert_eq!(
                count("form[method=post]"),
                usize::from(which == Page::Unsubscribe),
                "{lang} {which:?}"
            );
            assert_eq!(count("script, img, link, iframe, a"), 0, "{lang} {which:?}");
            assert!(html.contains(&format!("lang=\"{lang}\"")));
        }
    }
    let icelandic =
        page(&templates, &settings, &Lang::parse("is").expect("a tag"), Page::Done).expect("a page");
    assert!(icelandic.contains("lang=\"en\""), "a language without strings gets the newsletter's own");
}
