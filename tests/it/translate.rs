//! `courant translate`: what a translation was made from is written down, and what changed since stops a send.

use std::fs;

use serde_json::Value;

use crate::send_command::Demo;

const ENGLISH: &str = "issues/2018-06-summer/en.md";
const HUNGARIAN: &str = "issues/2018-06-summer/hu.md";

fn change_in(demo: &Demo, file: &str, from: &str, to: &str) {
    let text = fs::read_to_string(demo.path(file)).unwrap();
    assert!(text.contains(from), "{from}");
    fs::write(demo.path(file), text.replacen(from, to, 1)).unwrap();
}

fn done(demo: &Demo, words: &[&str]) -> Option<i32> {
    demo.exits(&[&["translate", "done", "2018"], words].concat())
}

/// The state of a section in a language.
fn state(demo: &Demo, section: &str, lang: &str) -> Value {
    cell(demo, section, lang)["state"].clone()
}

fn cell(demo: &Demo, section: &str, lang: &str) -> Value {
    let status = demo.json(&["-o", "json", "translate", "status", "2018", "--lang", lang]);
    let sections = status["sections"].as_array().unwrap();
    let of = sections.iter().find(|one| one["section"] == section).unwrap();
    of["languages"][0].clone()
}

/// What the checks say of TRN001: how grave, where, and the sentence.
fn found(demo: &Demo) -> Vec<(String, String, String)> {
    let problems = demo.json(&["-o", "json", "check", "2018"])["problems"].clone();
    let of_rule = problems.as_array().unwrap().iter().filter(|problem| problem["rule"] == "TRN001").cloned();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    of_rule
        .map(|one| {
            let place = &one["place"];
            let at = format!("{}:{} {}", text(&place["file"]), place["line"], text(&place["section"]));
            (text(&one["severity"]), at, text(&one["what"]))
        })
        .collect()
}

#[test]
fn an_issue_of_which_nobody_said_anything_is_not_recorded_and_no_finding() {
    let demo = Demo::new();
    assert_eq!(state(&demo, "where-we-stand", "hu"), "not-recorded");
    assert_eq!(state(&demo, "child-emergency", "hu"), "original");
    assert_eq!(found(&demo), []);
    assert!(!demo.path("issues/2018-06-summer/translations.toml").exists(), "looking writes nothing");
    let table = String::from_utf8(demo.run(&["translate", "status", "2027"]).stdout).unwrap();
    assert!(
        table.contains("plans-at-work     original  missing       missing       missing  missing"),
        "{table}"
    );
}

#[test]
fn one_number_in_the_source_makes_exactly_the_sections_made_from_it_stale_and_stops_a_send() {
    let demo = Demo::new();
    let people = demo.json(&["-o", "json", "send", "2018", "--dry-run"])["readers"].to_string();
    for words in [["hu"].as_slice(), &["nl", "--from", "hu", "living-lab-event"], &["nb", "where-we-stand"]] {
        assert_eq!(done(&demo, words), Some(0), "{words:?}");
    }
    assert_eq!(found(&demo), []);
    change_in(&demo, ENGLISH, "On 25 October 2018 you", "On 26 October 2018 you");
    let what = "The English text now says 26 October where it said 25 October when this was translated.";
    let at = |lang: &str| format!("issues/2018-06-summer/{lang}.md:20 living-lab-event");
    let stale = found(&demo);
    let graves: Vec<_> = stale.iter().map(|(severity, at, _)| (severity.as_str(), at.clone())).collect();
    assert_eq!(graves, [("must-fix", at("hu")), ("must-fix", at("nl"))]);
    assert_eq!(stale[0].2, what);
    let through = "in Nederlands was made from it through Magyar.";
    assert!(stale[1].2.starts_with(what) && stale[1].2.ends_with(through), "{}", stale[1].2);
    assert_eq!(cell(&demo, "living-lab-event", "nl")["changed"]["through"][0], "hu");
    assert_eq!(demo.exits(&["send", "2018", "--now", "--confirm", &people]), Some(3));

    let diff = String::from_utf8(demo.run(&["translate", "status", "2018", "--diff"]).stdout).unwrap();
    assert!(diff.contains("stale in facts through hu"), "{diff}");
    assert!(diff.contains("\nliving-lab-event, hu: what changed in English since 2"), "{diff}");
    assert!(diff.contains("\n  + … labs in Eindhoven On 26 October 2018 you are …\n"), "{diff}");

    change_in(&demo, HUNGARIAN, "október 25-én várjuk", "október 26-án várjuk");
    assert_eq!(done(&demo, &["hu", "living-lab-event"]), Some(0));
    let left = found(&demo);
    assert_eq!((left.len(), left[0].1.clone()), (1, at("nl")));
    assert!(left[0].2.starts_with("The Magyar text now says"), "{}", left[0].2);
}

#[test]
fn words_that_changed_and_what_a_machine_made_should_be_looked_at_and_punctuation_carries_over() {
    let demo = Demo::new();
    assert_eq!(done(&demo, &["hu"]), Some(0));
    assert_eq!(done(&demo, &["sv", "good-practices", "--machine"]), Some(0));
    assert_eq!(done(&demo, &["nl", "good-practices", "--adapted"]), Some(0));
    change_in(&demo, ENGLISH, "you are welcome in Eindhoven. The", "you are *welcome* in Eindhoven! The");
    assert_eq!(state(&demo, "living-lab-event", "hu"), "reviewed");
    change_in(&demo, ENGLISH, "asked to find 40 good practices", "invited to find 40 good practices");
    assert_eq!(state(&demo, "good-practices", "nl"), "adapted", "a text of its own follows facts alone");
    let found = found(&demo);
    let graves: Vec<_> = found.iter().map(|(severity, ..)| severity.as_str()).collect();
    assert_eq!(graves, ["should-fix"; 2]);
    let says = "The English text of \"43 jó gyakorlat 40 helyett\" has changed since the Magyar one was made from it.";
    assert_eq!(found[0].2, says);
    assert_eq!(state(&demo, "good-practices", "sv"), "stale", "what a machine made of an old text is stale");
    assert_eq!(done(&demo, &["sv", "good-practices", "--machine"]), Some(0));
    assert_eq!(state(&demo, "good-practices", "sv"), "machine");
}

#[test]
fn what_cannot_be_marked_is_refused_by_name_and_nothing_is_written() {
    let demo = Demo::new();
    let says = |words: &[&str]| {
        let output = demo.run(&[&["translate", "done", "2018"], words].concat());
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    for (words, exit, sentence) in [
        (["en", "where-we-stand"].as_slice(), 3, "it was written in English first"),
        (&["hu", "where-we-stand", "child-emergency"], 3, "child-emergency: it was written in Magyar first"),
        (&["nl", "where-we-stand", "--same"], 3, "its text is not the same as in English"),
        (&["da"], 2, "da is not a language of this issue"),
        (
            &["nl", "where-we-stood"],
            2,
            "there is no section \"where-we-stood\"; there are _head, where-we-stand",
        ),
        (&["nl", "--from", "nl"], 2, "nl can't be made from itself"),
        (&["nl", "--same", "--adapted"], 2, "cannot be used with"),
    ] {
        let (code, said) = says(words);
        assert_eq!(code, Some(exit), "{words:?}: {said}");
        assert!(said.contains(sentence), "{words:?}: {said}");
    }
    let file = demo.path("issues/2018-06-summer/translations.toml");
    assert!(!file.exists());

    let english = fs::read_to_string(demo.path(ENGLISH)).unwrap();
    fs::write(demo.path("issues/2018-06-summer/nl.md"), &english).unwrap();
    let (code, said) = says(&["nl"]);
    assert_eq!(code, Some(0));
    assert!(
        said.contains("where-we-stand: it still is the English text; --same says that it is to be"),
        "{said}"
    );
    assert_eq!(done(&demo, &["nl", "where-we-stand", "--same"]), Some(0));
    assert_eq!(state(&demo, "where-we-stand", "nl"), "same-by-intent");
    assert_eq!(state(&demo, "good-practices", "nl"), "not-started");

    fs::write(&file, "[where-we-stand.nl]\nfrom = \"en\"\n<<<<<<< ours\n").unwrap();
    for words in
        [["translate", "done", "2018", "hu"].as_slice(), &["translate", "status", "2018"], &["check", "2018"]]
    {
        let output = demo.run(words);
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8(said).unwrap();
        assert_eq!(output.status.code(), Some(3), "{words:?}: {said}");
        assert!(said.contains("translations.toml:3"), "{words:?}: {said}");
    }
    let checked = demo.json(&["-o", "json", "check", "2018"]);
    let not_checked = checked["not_checked"].as_array().unwrap();
    assert!(not_checked.iter().any(|one| one["rule"] == "TRN001"), "what is not known has not passed");
    assert!(fs::read_to_string(&file).unwrap().ends_with("<<<<<<< ours\n"));
}
