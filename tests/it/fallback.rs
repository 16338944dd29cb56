//! Readers whose language an issue lacks, by what their list says: another edition, or nothing at all.

use std::collections::BTreeMap;
use std::fs;

use courant::desk::audience::Counted;
use courant::desk::control;
use courant::desk::opened::Opened;
use courant::desk::send::order;
use courant::domain::{AddrKey, Address, IssueId, Letter, MailingKind, Severity, SkipReason};
use courant::ledger::NewMailing;
use courant::proof::Gate;

use crate::checks::findings;
use crate::send_command::Demo;
use crate::send_props::now;
use crate::story::props::{letter, list, new_mailing};

/// The demo, whose partners get nothing rather than another language; one of them reads German, another German of the
/// list, and there is an edition for neither.
fn holding() -> Demo {
    let demo = Demo::new();
    let facts = demo.path("subscribers/partners.toml");
    let text = fs::read_to_string(&facts).unwrap();
    fs::write(&facts, format!("fallback = \"hold\"\n{text}")).unwrap();
    let list = demo.path("subscribers/partners.csv");
    let text = fs::read_to_string(&list).unwrap();
    let text = text.replace(
        "emma.clarke@hospital.example.org,Emma Clarke,en",
        "emma.clarke@hospital.example.org,Emma Clarke,de",
    );
    fs::write(&list, format!("{}\njan@amt.example.org,Jan,de-AT,AT,\n", text.trim_end())).unwrap();
    demo
}

/// The words of an output, wherever its lines end.
fn run_on(output: &[u8]) -> String {
    String::from_utf8_lossy(output).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_list_that_holds_sends_no_other_language_and_says_how_many_get_nothing() {
    let demo = holding();
    let whole = Demo::new().json(&["-o", "json", "send", "2018", "--dry-run"])["readers"].as_u64().unwrap();
    let output = demo.run(&["send", "2018", "--dry-run"]);
    let said = run_on(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "it stops nothing: {said}");
    // Emma is on the other list as well, which sends what there is; Mette's Danish falls back nowhere.
    assert!(
        said.contains("left out: 2 (no edition in their language: held: Dansk 1, Deutsch (de-AT) 1)"),
        "{said}"
    );
    let told = run_on(&output.stderr);
    assert!(told.contains("SUB014") && told.contains("2 readers of partners get nothing"), "{told}");
    let dry = demo.json(&["-o", "json", "send", "2018", "--dry-run"]);
    assert_eq!(dry["readers"], whole - 1, "Jan is new, and he and Mette are held");
    assert_eq!((&dry["left_out"]["no-edition"], &dry["no_edition"]["da"]), (&2.into(), &1.into()));
    let table = fs::read_to_string(demo.path("outbox/dry-run/2018-06-summer/recipients.csv")).unwrap();
    let row = |who: &str| table.lines().find(|line| line.starts_with(who)).unwrap().to_owned();
    assert!(row("mette.").ends_with(",partners,da,,held,no-edition"), "{table}");
    assert!(row("linnea").ends_with(",partners,sv-FI,sv,region-stripped,"), "{table}");
    assert!(row("rui.").ends_with(",partners,,en,unspecified,"), "nobody knows what he reads: {table}");
    assert!(row("emma.").contains(",press,en,en,exact,"), "{table}");
}

#[test]
fn the_code_of_a_country_for_a_language_is_asked_about_where_the_issue_has_that_language() {
    let demo = Demo::new();
    let list = demo.path("subscribers/partners.csv");
    let text = fs::read_to_string(&list).unwrap();
    let rows = ["sven@x.example.org,Sven,SE", "siri@x.example.org,Siri,se", "gwen@x.example.org,Gwen,GB"];
    // The issue has no Danish edition, and hu is a language as well.
    let others = ["dag@x.example.org,Dag,DK", "huba@x.example.org,Huba,HU", "sara@x.example.org,Sara,sv"];
    let text = [text.trim_end(), &rows.join("\n"), &others.join("\n"), ""].join("\n");
    fs::write(&list, text).unwrap();
    let found = findings(&demo.path(""), "2018", Gate::Writing);
    let hints: Vec<_> = found.problems.iter().filter(|one| one.rule == "SUB017").collect();
    let [english, swedish] = hints.as_slice() else { panic!("{hints:#?}") };
    assert!(
        english.what.contains("1 reader has gb") && english.what.contains("en (English)"),
        "{english:#?}"
    );
    assert!(
        swedish.what.contains("2 readers have se") && swedish.what.contains("sv (Svenska)"),
        "{swedish:#?}"
    );
    assert!(hints.iter().all(|one| one.severity == Severity::Tip), "{hints:#?}");
}

#[test]
fn what_a_holding_list_keeps_back_is_found_by_the_checks_and_told_of_each_reader() {
    let demo = holding();
    let found = findings(&demo.path(""), "2018", Gate::Writing);
    let held: Vec<_> = found.problems.iter().filter(|one| one.rule == "SUB014").collect();
    let [held] = held.as_slice() else { panic!("{:#?}", found.problems) };
    assert!(
        held.what.contains("Dansk 1, Deutsch 1, Deutsch (de-AT) 1"),
        "as the list has them: {}",
        held.what
    );
    assert!(!held.blocks() && held.remedy.contains("subscribers/partners.toml"), "{held:#?}");

    let readers = demo.json(&["-o", "json", "send", "2018", "--dry-run"])["readers"].to_string();
    let output = demo.run(&["send", "2018", "--now", "--confirm", &readers]);
    let said = run_on(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains("2 readers of partners get nothing"), "{said}");
    assert_eq!(
        demo.json(&["-o", "json", "verify", "2018-06-summer"])["findings"].as_array().map(Vec::len),
        Some(0)
    );
    let status = demo.json(&["-o", "json", "status", "2018"]);
    assert_eq!(status["mailings"][0]["left_out"]["no-edition"], 2, "{status}");
    let why = String::from_utf8(demo.run(&["why", "mette.friis@sundhed.example.org"]).stdout).unwrap();
    assert!(why.contains("da by partners: left out: no edition in their language: held"), "{why}");
    assert!(
        why.contains("nothing: it has no Dansk edition, and partners holds rather than sending another one"),
        "{why}"
    );
    let missing = demo.json(&["-o", "json", "missing", "2018"])["missing"].clone();
    let missing: Vec<_> = missing.as_array().unwrap().iter().map(|row| row["reason"].clone()).collect();
    assert_eq!(missing, ["no-edition", "no-edition"]);
    assert_eq!(
        demo.exits(&["missing", "2018", "--send", "--confirm", "2"]),
        Some(5),
        "there is still no letter for them"
    );
}

#[test]
fn a_policy_that_is_not_known_is_told_with_what_there_is() {
    let demo = Demo::new();
    let facts = demo.path("subscribers/partners.toml");
    let text = fs::read_to_string(&facts).unwrap();
    fs::write(&facts, format!("fallback = \"hald\"\nfalback = 1\n{text}")).unwrap();
    let found = findings(&demo.path(""), "2018", Gate::Writing);
    let blocking = found.problems.iter().filter(|one| one.blocks());
    let said: BTreeMap<&str, &str> = blocking.map(|one| (one.rule, one.remedy.as_str())).collect();
    let expected = [("SUB002", "did you mean \"fallback\"?"), ("SUB005", "did you mean \"hold\"?")];
    assert_eq!(said, expected.into());
}

/// Why somebody on the lists gets nothing.
fn skipped(counted: &Counted, key: AddrKey) -> Option<SkipReason> {
    let mut found = None;
    let read = counted.readers.each(|one| {
        found = if one.key == key { Some(one) } else { found.take() };
        Ok::<_, courant::ledger::Error>(())
    });
    read.unwrap();
    found.expect("somebody on the lists").skipped
}

#[tokio::test]
async fn a_mailing_that_waits_and_would_hold_a_reader_keeps_no_other_one_from_them() {
    let demo = holding();
    let opened = Opened::at(&demo.path("")).unwrap();
    let issue = IssueId::parse("2018-06-summer").unwrap();
    let of = async |name: &str| {
        let counted = order::readers(&opened, &issue, &[list(name)]).await.unwrap();
        let emma = Address::parse("emma.clarke@hospital.example.org").unwrap();
        let key = opened.ledger.keys().addr_key(&emma);
        (counted.audience.readers(), skipped(&counted, key))
    };
    let before = of("press").await;
    assert_eq!(before.1, None);
    let waits = async |name: &str| {
        let (kind, lists) = (MailingKind::Live, vec![list(name)]);
        let new = NewMailing { kind, lists, ..new_mailing("2018-06-summer") };
        opened.ledger.create_mailing(new, now()).await.unwrap().name
    };
    // It has an English letter alone, and those of its readers who read English are its own.
    let first = waits("partners").await;
    assert_eq!(of("press").await, before, "she reads German by that list, and is held there");
    control::cancel(&opened.ledger, &first, now()).await.unwrap();
    assert_eq!(of("partners").await.1, Some(SkipReason::NoEdition));
    waits("press").await;
    assert_eq!(of("partners").await.1, Some(SkipReason::AlreadyScheduled), "by the list that does not hold");
}

/// The demo, whose lists say so, and whose Hungarian edition lacks a section.
fn in_part(lists: &[&str]) -> Demo {
    let demo = Demo::new();
    for list in lists {
        let facts = demo.path(&format!("subscribers/{list}.toml"));
        let text = fs::read_to_string(&facts).unwrap();
        fs::write(&facts, format!("fallback = \"sections\"\n{text}")).unwrap();
    }
    let edition = demo.path("issues/2018-06-summer/hu.md");
    let text = fs::read_to_string(&edition).unwrap();
    let begin = text.find("## 43 jó gyakorlat").unwrap();
    let end = text.find("## Poszter arról").unwrap();
    fs::write(&edition, format!("{}{}", &text[..begin], &text[end..])).unwrap();
    demo
}

#[test]
fn a_section_that_an_edition_lacks_stands_in_its_letter_in_another_language_and_marked_if_the_lists_want_it_so()
 {
    let demo = in_part(&["partners", "press"]);
    let output = demo.run(&["send", "2018", "--dry-run"]);
    let (said, told) = (run_on(&output.stdout), run_on(&output.stderr));
    assert_eq!(output.status.code(), Some(0), "it stops nothing: {told}");
    assert!(said.contains("Magyar: 1 section missing, marked (1 in English), for"), "{said}");
    assert!(told.contains("should fix TRN001"), "{told}");
    let checked = run_on(&demo.run(&["check", "2018"]).stdout);
    assert!(checked.contains("is missing in Hungarian: its readers get it in English, marked"), "{checked}");
    let dry = demo.json(&["-o", "json", "send", "2018", "--dry-run"]);
    assert_eq!(dry["lent"], serde_json::json!({ "hu": ["en"] }), "{dry}");

    let folder = demo.path("outbox/dry-run/2018-06-summer");
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    let (page, text) = (read("hu.html"), read("hu.txt"));
    let line = "Ez a rész más nyelven olvasható:";
    let (before, lent) = page.split_once("<div lang=\"en\" dir=\"ltr\">").expect(&page);
    assert!(
        before.contains(line) && before.contains("<span lang=\"en\" dir=\"ltr\">English</span>"),
        "{page}"
    );
    let lent = lent.split_once("</div>").expect(&page).0;
    assert!(lent.contains("good practices") && !lent.contains("Poszter"), "{lent}");
    assert!(text.contains(&format!("{line} English\n\n")), "{text}");
    assert!(!read("sv.html").contains("lang=\"en\" dir=\"ltr\""), "a whole edition is as it was");
}

#[test]
fn a_letter_with_marked_sections_is_frozen_as_such_and_told_of_each_reader() {
    let demo = in_part(&["partners", "press"]);
    let readers = demo.json(&["-o", "json", "send", "2018", "--dry-run"])["readers"].to_string();
    let output = demo.run(&["send", "2018", "--now", "--confirm", &readers]);
    assert_eq!(output.status.code(), Some(0), "{}", run_on(&output.stderr));
    let of = |who: &str| run_on(&demo.run(&["why", who]).stdout);
    let hungarian = of("szerkesztoseg@hirek.example.hu");
    assert!(hungarian.contains("1 section of it in English, marked: the edition lacks it"), "{hungarian}");
    let dutch = of("tips@zorgkrant.example.nl");
    assert!(!dutch.contains("marked"), "{dutch}");
    let told = demo.json(&["-o", "json", "why", "szerkesztoseg@hirek.example.hu"]);
    assert_eq!(told["mailings"][0]["lent"], serde_json::json!(["en"]), "{told}");
}

#[test]
fn an_edition_that_lacks_a_section_stops_a_send_unless_every_list_takes_marked_sections() {
    let demo = in_part(&["partners"]);
    let output = demo.run(&["send", "2018", "--dry-run"]);
    let told = run_on(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{told}");
    let page = fs::read_to_string(demo.path("outbox/dry-run/2018-06-summer/hu.html")).unwrap();
    assert!(!page.contains("olvasható:"), "nothing is lent");

    let issue = demo.path("issues/2018-06-summer/issue.toml");
    let text = fs::read_to_string(&issue).unwrap();
    fs::write(&issue, text.replace("lists = [\"partners\", \"press\"]", "lists = [\"partners\"]")).unwrap();
    let output = demo.run(&["send", "2018", "--dry-run", "--to", "partners,press"]);
    assert_eq!(output.status.code(), Some(0), "{}", run_on(&output.stderr));
    let table = fs::read_to_string(demo.path("outbox/dry-run/2018-06-summer/recipients.csv")).unwrap();
    let of = |list: &str| {
        let row = |line: &&str| line.contains(&format!(",{list},hu,"));
        table.lines().find(row).unwrap_or_else(|| panic!("{table}")).to_owned()
    };
    assert!(of("partners").ends_with(",partners,hu,hu,exact,"), "{table}");
    assert!(of("press").ends_with(",press,hu,en,source,"), "it takes only a whole issue: {table}");
}

#[tokio::test]
async fn a_list_that_holds_keeps_its_readers_from_a_letter_that_waits_with_marked_sections() {
    let demo = holding();
    let who = "redactie@dagblad.example.nl";
    let partners = demo.path("subscribers/partners.csv");
    let text = fs::read_to_string(&partners).unwrap();
    fs::write(&partners, format!("{}\n{who},Femke Bakker,nl,NL,\n", text.trim_end())).unwrap();
    let opened = Opened::at(&demo.path("")).unwrap();
    let issue = IssueId::parse("2018-06-summer").unwrap();
    let key = opened.ledger.keys().addr_key(&Address::parse(who).unwrap());
    let waits = async |letter: Letter| {
        let (kind, lists) = (MailingKind::Live, vec![list("partners")]);
        let new = NewMailing { kind, lists, letters: vec![letter], ..new_mailing("2018-06-summer") };
        let waiting = opened.ledger.create_mailing(new, now()).await.unwrap();
        let counted = order::readers(&opened, &issue, &[list("press")]).await.unwrap();
        control::cancel(&opened.ledger, &waiting.name, now()).await.unwrap();
        skipped(&counted, key)
    };
    let whole = Letter { lent: BTreeMap::new(), ..letter("nl") };
    assert_eq!(waits(whole).await, Some(SkipReason::AlreadyScheduled));
    assert_eq!(waits(letter("nl")).await, None, "it is not for them");
    let new = NewMailing { lists: vec![list("partners")], ..new_mailing("2018-06-summer") };
    let new = NewMailing { kind: MailingKind::Live, letters: vec![letter("nl")], ..new };
    opened.ledger.create_mailing(new, now()).await.unwrap();
    let why = run_on(&demo.run(&["why", who]).stdout);
    assert!(why.contains("nothing, as it stands: it has no Nederlands edition, and partners holds"), "{why}");
}
