//! What `glossary.toml` does to letters and findings of the demo.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use courant::desk::press::{Pressed, press};
use courant::desk::recall::{Asked, Recalled, recall};
use courant::domain::{IssueId, Lang, SlotWhat};
use courant::proof::Gate;
use courant::workspace::Workspace;
use scraper::{ElementRef, Html, Node, Selector};

use crate::checks::{change, copied, demo, findings};

const NAMES: &str = r#"
[[term]]
term = "Eindhoven"
language = "nl"

[[term]]
term = "Joost van Dalen"
language = "nl"

[[term]]
term = "Semmelweis University"
forms = { hu = "Semmelweis Egyetem", sv = "Semmelweisuniversitetet", nb = "Semmelweis-universitetet" }
language = "hu"
"#;

fn pressed(root: &Path) -> Pressed {
    let workspace = Workspace::open(root).expect("a workspace");
    press(&workspace, &workspace.find_issue("2018").expect("the issue"), None).expect("readable files")
}

const TERMS: &str = r#"
[[term]]
term = "living lab"
forms = { hu = "élő labor", sv = "levande labb", nb = "levende laboratorium" }

[[term]]
term = "Thomas More Kempen"

[[term]]
term = "Alder Hey"

[[term]]
term = "HELIUM"
"#;

/// The letter's HTML; fields and the link are plain.
fn page(pressed: &Pressed, lang: &str) -> Html {
    let letter = pressed.letters.iter().find(|(known, _)| known.as_str() == lang).expect("a letter").1;
    let html = letter.html.fill(|slot| match &slot.what {
        SlotWhat::Field { fallback, .. } => fallback.clone(),
        SlotWhat::Unsubscribe => "https://news.example.org/u/1".to_owned(),
        SlotWhat::Reason => "You asked for it.".to_owned(),
    });
    Html::parse_document(&html)
}

/// The language that a screen reader takes each of the words for that name `name`, styles and the title aside.
fn read_as(page: &Html, name: &str) -> Vec<String> {
    let texts = page.tree.root().descendants().filter(|node| match node.value() {
        Node::Text(text) => text.contains(name),
        _ => false,
    });
    texts
        .filter_map(|node| {
            let above: Vec<ElementRef<'_>> = node.ancestors().filter_map(ElementRef::wrap).collect();
            let quiet = above.iter().any(|one| matches!(one.value().name(), "title" | "style"));
            let said = above.iter().find_map(|one| one.attr("lang")).filter(|_| !quiet)?;
            Some(said.to_owned())
        })
        .collect()
}

fn words(page: &Html) -> String {
    page.root_element().text().collect()
}

#[test]
fn a_name_is_read_in_its_own_language_wherever_it_stands_in_a_letter_and_nothing_else_changes() {
    let folder = copied();
    fs::write(folder.path().join("glossary.toml"), NAMES).expect("the glossary");
    let (before, after) = (pressed(demo()), pressed(folder.path()));
    for lang in ["en", "hu", "sv", "nb", "nl"] {
        let page = page(&after, lang);
        for (name, least) in [("Eindhoven", 4), ("Joost van Dalen", 1)] {
            let read = read_as(&page, name);
            assert!(read.len() >= least, "{lang} {name}: {read:?}");
            assert_eq!(BTreeSet::from_iter(read), BTreeSet::from(["nl".to_owned()]), "{lang}: {name}");
        }
        // In English the university has an English name.
        assert!(read_as(&page, "Semmelweis University").iter().all(|read| read == lang), "{lang}");
        assert_eq!(words(&page), words(&self::page(&before, lang)), "{lang}");
        let spans = Selector::parse("span[lang=nl]").expect("a selector");
        for span in page.select(&spans).map(|span| span.text().collect::<String>()) {
            let said = ["Eindhoven", "Joost van Dalen"].iter().find_map(|name| span.strip_prefix(name));
            assert!(said.is_some_and(|ending| ending.chars().all(char::is_lowercase)), "{lang}: {span}");
        }
        let heading = Selector::parse("h2 span[lang=nl]").expect("a selector");
        assert_eq!(page.select(&heading).count(), usize::from(lang != "nl"), "{lang}");
        let (was, is) = (&before.letters, &after.letters);
        let of = |pressed: &std::collections::BTreeMap<_, courant::domain::Letter>| {
            let letter = pressed.values().find(|letter| letter.lang.as_str() == lang).expect("a letter");
            (letter.text.clone(), letter.subject.clone(), letter.html.slots().cloned().collect::<Vec<_>>())
        };
        assert_eq!(of(was), of(is), "{lang}");
    }
}

#[test]
fn letters_with_marked_names_pass_every_check_that_they_passed_without() {
    let folder = copied();
    fs::write(folder.path().join("glossary.toml"), NAMES).expect("the glossary");
    let told = |root: &Path| -> BTreeSet<String> {
        let findings = findings(root, "2018", Gate::Writing);
        findings
            .problems
            .iter()
            .map(|one| format!("{} {} {:?}", one.rule, one.what, one.place.language))
            .collect()
    };
    let (before, after) = (told(demo()), told(folder.path()));
    assert_eq!(before.symmetric_difference(&after).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn a_name_that_one_edition_leaves_out_is_worth_a_look_with_both_sentences_and_can_be_accepted() {
    let folder = copied();
    let root = folder.path();
    fs::write(root.join("glossary.toml"), TERMS).expect("the glossary");
    let found = || {
        let mut found = findings(root, "2018", Gate::Writing).problems;
        found.retain(|problem| problem.rule == "TRN002");
        found
    };
    assert_eq!(found(), Vec::new());
    change(
        root,
        "issues/2018-06-summer/sv.md",
        "Thomas More Kempen, vår rådgivande partner",
        "Vår rådgivande partner",
    );
    change(root, "issues/2018-06-summer/hu.md", "az „élő labor” jobb", "a „műhely” jobb");
    change(root, "issues/2018-06-summer/hu.md", "élő laborok Eindhovenben", "műhelyek Eindhovenben");
    change(root, "issues/2018-06-summer/hu.md", "kíváncsi az élő laborokra", "kíváncsi a műhelyekre");
    let told = found();
    let [lab, more] = told.as_slice() else { panic!("{told:#?}") };
    assert!(!lab.blocks() && !more.blocks());
    assert!(lab.what.starts_with("\"living lab\" in English is not in Hungarian. en: "), "{}", lab.what);
    assert!(lab.what.contains("/ hu: ") && lab.what.contains("műhely"), "{}", lab.what);
    assert!(lab.remedy.starts_with("Say \"élő labor\" in hu.md"), "{}", lab.remedy);
    assert!(
        more.what.starts_with("\"Thomas More Kempen\" in English is not in Swedish. en: "),
        "{}",
        more.what
    );
    assert!(more.what.contains("/ sv: Vår rådgivande partner"), "{}", more.what);
    let accept = "\n[[accept]]\nrule = \"TRN002\"\nsection = \"good-practices\"\nlanguage = \"sv\"\n\
                  value = \"Thomas More Kempen\"\nreason = \"named above\"\nby = \"anna\"\n";
    let path = root.join("issues/2018-06-summer/issue.toml");
    let issue = fs::read_to_string(&path).expect("a text");
    fs::write(&path, issue + accept).expect("written");
    assert_eq!(found().iter().collect::<Vec<_>>(), [lab]);
}

const LIVING_LAB: &str = "[[term]]\nterm = \"living lab\"\nforms = { hu = [\"élő labor\"] }\n\
    explanation = { en = \"a place to try new things\", hu = \"hely, ahol új dolgokat próbálunk ki\" }\n\
    [[term]]\nterm = \"ship yard\"\n[[term]]\nterm = \"action plan\"\nforms = { hu = \"cselekvési terv\" }\n";

/// What is recalled for a text of the later issue of the demo, from English into Hungarian.
fn recalled(root: &Path, words: &str, typed: &str) -> Vec<Recalled> {
    let lang = |tag| Lang::parse(tag).expect("a tag");
    let asked = Asked {
        issue: IssueId::parse("2027-03-spring").expect("a name"),
        source: lang("en"),
        words: words.to_owned(),
        lang: lang("hu"),
        typed: typed.to_owned(),
    };
    recall(&Workspace::open(root).expect("a workspace"), &asked).expect("readable")
}

#[test]
fn a_term_is_recalled_with_its_explanation_and_how_an_earlier_issue_said_it() {
    let folder = copied();
    let root = folder.path();
    fs::write(root.join("glossary.toml"), LIVING_LAB).expect("the glossary");
    let found = recalled(root, "Workshops on living labs in May.", "");
    let [lab] = found.as_slice() else { panic!("{found:#?}") };
    assert_eq!((lab.term.as_str(), lab.form.as_str()), ("living lab", "élő labor"));
    assert_eq!(lab.explanation.as_deref(), Some("hely, ahol új dolgokat próbálunk ki"));
    let said: Vec<&str> = lab.earlier.iter().map(|one| one.issue.as_str()).collect();
    assert_eq!(said, ["2018-06-summer"; 2], "two of its sentences, and none of the issue itself");
    assert!(lab.earlier[0].source.contains("living labs"), "{lab:#?}");
    assert!(lab.earlier[0].here.contains("élő laborok"), "{lab:#?}");

    let begun: Vec<String> =
        recalled(root, "Workshops on living labs in May.", "cs").into_iter().map(|one| one.form).collect();
    assert_eq!(begun, ["cselekvési terv", "élő labor"], "what is begun first");
    assert_eq!(recalled(root, "Nothing of it.", "c"), [], "one letter says nothing");
    change(root, "issues/2018-06-summer/issue.toml", "date = 2018-06-28", "date = 2027-06-28");
    assert_eq!(recalled(root, "Workshops on living labs in May.", "")[0].earlier, [], "a later one");
}
