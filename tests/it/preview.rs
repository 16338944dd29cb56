//! `preview`: letters as files that a browser shows without any server.

use std::fs;
use std::path::Path;

use courant::desk::preview::preview;
use courant::domain::Lang;
use courant::workspace::Workspace;
use scraper::{Html, Selector};

fn demo() -> Workspace {
    Workspace::open(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the demo workspace")
}

#[test]
fn every_edition_lies_ready_with_its_pictures_beside_it() {
    let workspace = demo();
    let issue = workspace.find_issue("2018-06").expect("the issue");
    let folder = tempfile::tempdir().expect("a folder");
    let made = preview(&workspace, &issue, None, folder.path()).expect("a preview");
    let tags: Vec<String> = made.editions.iter().map(|edition| edition.lang.to_string()).collect();
    assert_eq!(tags, ["en", "hu", "nb", "nl", "sv"]);
    let index = fs::read_to_string(&made.index).expect("the index");
    for edition in &made.editions {
        assert!(index.contains(&format!("{}.html", edition.lang)));
        assert!(!fs::read_to_string(&edition.text).expect("the text").contains('\u{e000}'));
        let html = fs::read_to_string(&edition.html).expect("the page");
        let page = Html::parse_document(&html);
        for image in page.select(&Selector::parse("img").expect("a selector")) {
            let file = image.value().attr("src").expect("a source");
            assert!(folder.path().join(file).is_file(), "{file}");
        }
    }
}

#[test]
fn one_edition_can_be_asked_for() {
    let workspace = demo();
    let issue = workspace.find_issue("2018-06").expect("the issue");
    let folder = tempfile::tempdir().expect("a folder");
    let lang = Lang::parse("hu").expect("a tag");
    let made = preview(&workspace, &issue, Some(&lang), folder.path()).expect("a preview");
    assert_eq!(made.editions.len(), 1);
    assert!(!folder.path().join("en.html").exists());
    let all = preview(&workspace, &issue, None, folder.path()).expect("a preview").index;
    let before = fs::read(&all).expect("the page of all");
    let one = preview(&workspace, &issue, Some(&lang), folder.path()).expect("a preview").index;
    assert_eq!(one, folder.path().join("hu.html"));
    assert_eq!(fs::read(&all).expect("the page of all"), before);
}

#[test]
fn an_unfinished_issue_is_shown_as_far_as_it_goes() {
    let workspace = demo();
    let issue = workspace.find_issue("2027-03").expect("the issue");
    let folder = tempfile::tempdir().expect("a folder");
    let made = preview(&workspace, &issue, None, folder.path()).expect("a preview");
    assert!(!made.editions.is_empty());
    assert!(!made.problems.is_empty());
}

#[test]
fn a_file_that_no_preview_wrote_is_not_written_over() {
    let workspace = demo();
    let issue = workspace.find_issue("2018-06").expect("the issue");
    for theirs in ["index.html", "hu.html", "nl.txt"] {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join(theirs), "<h1>Our own page</h1>\n").expect("written");
        let refused = preview(&workspace, &issue, None, folder.path()).expect_err(theirs).to_string();
        assert!(refused.contains(theirs), "{refused}");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1, "nothing is written at all");
    }
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("notes.txt"), "ours").expect("written");
    for _ in 0..2 {
        preview(&workspace, &issue, None, folder.path()).expect("a preview, once more over itself");
    }
}
