//! Changing an issue's facts: what is meant changes, and no other byte.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

const FILE: &str = "# The summer issue\ntitle = 'Summer'  # working title\ndate = 2018-06-28\nlanguages = [\"en\",\n  \"hu\"] # two\n\n\
    [[section]]\nid = \"one\"\nkind = \"story\" # first\n\n# About the event,\n# as agreed\n[[section]]\nid = \"two\"\nkind = \"save-the-date\"\n\
    starts = \"2018-10\"\n\n[section.link] # per language\nen = \"https://example.eu\"\n\n[[section.contact]]\nname = \"Desk\"\n\n\
    [[accept]]\nrule = \"X\"\n";

fn opened(text: &str) -> IssueFile {
    IssueFile { held: TextFile::of_text(text) }
}

fn id(name: &str) -> SectionId {
    SectionId::parse(name).expect("an id")
}

fn kind(name: &str) -> Kind {
    Kind::parse(name).expect("a kind")
}

fn text(words: &str) -> Fact {
    Fact::Text(words.to_owned())
}

fn each() -> Fact {
    let texts =
        [("en", "E"), ("hu", "H")].map(|(tag, text)| (Lang::parse(tag).expect("a tag"), text.to_owned()));
    Fact::Each(BTreeMap::from(texts))
}

type Case = (fn(&mut IssueFile) -> Result<(), EditError>, &'static str, &'static str);

#[rustfmt::skip]
const CASES: &[Case] = &[
    (|file| file.set_title("Nyár"), "'Summer'", "\"Nyár\""),
    (|file| file.set_title("Summer"), "", ""),
    (|file| file.set_date(Some(jiff::civil::date(2018, 7, 1))), "2018-06-28", "2018-07-01"),
    (|file| file.set_date(Some(jiff::civil::date(2018, 6, 28))), "", ""),
    (|file| file.set_date(None), "date = 2018-06-28\n", ""),
    (|file| file.set_number(Some(4)), "# two\n", "# two\nnumber = 4\n"),
    (|file| file.set_number(None), "", ""),
    (|file| file.set_languages(&[Lang::parse("en").expect("a tag"), Lang::parse("hu").expect("a tag")]), "", ""),
    (|file| file.set_languages(&[Lang::parse("sv").expect("a tag")]), "[\"en\",\n  \"hu\"]", "[\"sv\"]"),
    (|file| file.set_lists(&[ListName::parse("press").expect("a name")]), "# two\n", "# two\nlists = [\"press\"]\n"),
    (|file| file.set_fact(&id("two"), "starts", Some(&text("2018-11"))), "\"2018-10\"", "\"2018-11\""),
    (|file| file.set_fact(&id("two"), "starts", None), "starts = \"2018-10\"\n", ""),
    (|file| file.set_fact(&id("two"), "place", Some(&each())), "\"2018-10\"\n", "\"2018-10\"\nplace = { en = \"E\", hu = \"H\" }\n"),
    (|file| file.set_fact(&id("two"), "link", Some(&text("https://x.eu"))), "\n[section.link] # per language\nen = \"https://example.eu\"\n\n", "link = \"https://x.eu\"\n\n"),
    (|file| file.set_fact(&id("two"), "link", None), "[section.link] # per language\nen = \"https://example.eu\"\n\n", ""),
    (|file| file.set_fact(&id("one"), "source", Some(&text("hu"))), "# first\n", "# first\nsource = \"hu\"\n"),
    (|file| file.insert_section(1, &id("new"), &kind("story")), "# About", "[[section]]\nid = \"new\"\nkind = \"story\"\n\n# About"),
    (|file| file.insert_section(2, &id("new"), &kind("story")), "\"Desk\"\n", "\"Desk\"\n\n[[section]]\nid = \"new\"\nkind = \"story\"\n"),
    (|file| file.remove_section(&id("one")).map(drop), "[[section]]\nid = \"one\"\nkind = \"story\" # first\n\n", ""),
];

#[test]
fn only_what_is_meant_changes() {
    for (line_end, case) in ["\n", "\r\n"].iter().flat_map(|end| CASES.iter().map(move |case| (end, case))) {
        let (change, from, to) = case;
        let as_there = |text: &str| text.replace('\n', line_end);
        let mut file = opened(&as_there(FILE));
        change(&mut file).expect("it can be done");
        let wanted = if from.is_empty() { FILE.to_owned() } else { FILE.replacen(from, to, 1) };
        assert_eq!(file.text(), as_there(&wanted), "{from:?} -> {to:?}");
        assert_eq!(file.is_changed(), !from.is_empty());
    }
}

#[test]
fn a_section_takes_its_comments_and_tables_along_and_back() {
    let mut file = opened(FILE);
    file.move_section(&id("two"), 0).expect("moved");
    let two = file.text().find("# About the event").expect("there");
    let one = file.text().find("id = \"one\"").expect("there");
    let desk = file.text().find("\"Desk\"").expect("there");
    assert!(two < desk && desk < one, "{}", file.text());
    file.move_section(&id("two"), 1).expect("moved");
    assert_eq!(file.text(), FILE);
}

#[test]
fn the_first_section_and_the_first_key_find_their_place() {
    for (there, wanted) in [
        ("", "title = \"T\"\n\n[[section]]\nid = \"a\"\nkind = \"story\"\n"),
        ("[[accept]]\n", "title = \"T\"\n\n[[section]]\nid = \"a\"\nkind = \"story\"\n\n[[accept]]\n"),
        ("number = 1", "number = 1\ntitle = \"T\"\n\n[[section]]\nid = \"a\"\nkind = \"story\"\n"),
    ] {
        let mut file = opened(there);
        file.set_title("T").expect("set");
        file.insert_section(0, &id("a"), &kind("story")).expect("inserted");
        assert_eq!(file.text(), wanted);
    }
}

#[test]
fn what_can_not_be_changed_here_is_refused_and_changes_nothing() {
    for (there, change, wanted) in [
        ("a = ", (|file| file.set_title("T")) as fn(&mut IssueFile) -> Result<(), EditError>, None),
        (
            "section = [{ id = \"a\" }]",
            |file| file.remove_section(&id("a")).map(drop),
            Some(EditError::Form("section".to_owned())),
        ),
        (
            "[[section]]\nid = \"a\"\n",
            |file| file.insert_section(0, &id("a"), &kind("story")),
            Some(EditError::SectionExists(id("a"))),
        ),
        (
            "[[section]]\nid = \"a\"\n",
            |file| file.remove_section(&id("b")).map(drop),
            Some(EditError::NoSection(id("b"))),
        ),
        (
            "[[section]]\nid = \"a\"\n[[accept]]\n[section.link]\nen = \"x\"\n",
            |file| file.remove_section(&id("a")).map(drop),
            Some(EditError::Form("section".to_owned())),
        ),
        (
            "[[section]]\nid = \"a\"\nlink.en = \"x\"\n",
            |file| file.set_fact(&id("a"), "link", None),
            Some(EditError::Form("link".to_owned())),
        ),
        (
            "title = \"T\"\n",
            |file| file.set_title("a\nb"),
            Some(EditError::Text(crate::workspace::TextFault::LineBreak)),
        ),
    ] {
        let mut file = opened(there);
        let error = change(&mut file).expect_err(there);
        match wanted {
            Some(wanted) => assert_eq!(error, wanted, "{there}"),
            None => assert!(matches!(error, EditError::NotUnderstood(_)), "{there}"),
        }
        assert_eq!(file.text(), there);
    }
}

fn any_issue() -> impl Strategy<Value = String> {
    let parts = vec![
        "# comment",
        "# more",
        "",
        "",
        "[[section]]\nid = \"a\"\nkind = 'x' # k",
        "[[section]]\nid = \"b\"",
        "[[section]]\nid = \"c\"\n\n[section.link]\nen = \"e\"",
        "[[accept]]\nrule = \"\"\"\n# r\"\"\"",
    ];
    let parts = proptest::sample::subsequence(parts, 0..=8).prop_shuffle();
    (parts, prop_oneof![Just("\n"), Just("\r\n")], any::<bool>()).prop_map(|(parts, end, closed)| {
        let text = format!("title = \"T\"\n{}", parts.join("\n")) + if closed { "\n" } else { "" };
        text.replace('\n', end)
    })
}

#[test]
fn texts_keep_the_order_in_which_somebody_wrote_them() {
    let place = "place = { hu = \"H\", sv = \"S\", en = \"Eindhoven\" }";
    let mut file = opened(&format!("[[section]]\nid = \"two\"\nkind = \"story\"\n{place}\n"));
    let Fact::Each(mut texts) = each() else { unreachable!() };
    texts.insert(Lang::parse("nb").expect("a tag"), "N".to_owned());
    file.set_fact(&id("two"), "place", Some(&Fact::Each(texts))).expect("set");
    let line = file.text().lines().last().expect("a line");
    assert_eq!(line, "place = { hu = \"H\", en = \"E\", nb = \"N\" }");
}

proptest! {
    #[test]
    fn moving_there_and_back_gives_the_same_bytes(text in any_issue(), from in 0_usize..3, to in 0_usize..3) {
        let mut file = opened(&text);
        let ids: Vec<_> = text.lines().filter_map(|line| line.strip_prefix("id = \"")?.strip_suffix('"')).map(id).collect();
        if !ids.is_empty() {
            let (from, to) = (from % ids.len(), to % ids.len());
            file.move_section(&ids[from], to).expect("moved");
            file.move_section(&ids[from], from).expect("moved");
        }
        prop_assert_eq!(file.text(), text);
    }

    #[test]
    fn a_section_that_is_added_and_removed_leaves_the_others_alone(text in any_issue(), at in 0_usize..4) {
        let mut file = opened(&text);
        file.insert_section(at, &id("new"), &kind("story")).expect("inserted");
        prop_assert!(file.text().len() > text.len());
        file.set_fact(&id("new"), "source", Some(&Fact::Text("hu".to_owned()))).expect("set");
        file.remove_section(&id("new")).expect("removed");
        let words = |text: &str| text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect::<Vec<_>>();
        prop_assert_eq!(words(file.text()), words(&text));
    }
}
