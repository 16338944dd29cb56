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
    let what =
        "The English text now says 26 October 2018 where it said 25 October 2018 when this was translated.";
    let at = |lang: &str| format!("issues/2018-06-summer/{lang}.md:20 living-lab-event");
    let stale = found(&demo);
    let graves: Vec<_> = stale.iter().map(|(severity, at, _)| (severity.as_str(), at.clone())).collect();
    assert_eq!(graves, [("must-fix", at("hu")), ("must-fix", at("nl"))]);
    assert_eq!(stale[0].2, what);
    let through = "in Dutch was made from it through Hungarian.";
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
    assert!(left[0].2.starts_with("The Hungarian text now says"), "{}", left[0].2);
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
    let says = "The English text of \"43 jó gyakorlat 40 helyett\" has changed since the Hungarian one was made from it.";
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
    assert!(said.contains("where-we-stand: it still is the English text"), "{said}");
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

/// Sends the texts out and takes in what `translate` made of the file.
fn round(demo: &Demo, lang: &str, translate: impl Fn(String) -> String) -> (Option<i32>, String) {
    let file = demo.path("out.xlf");
    let into = file.to_str().unwrap();
    assert_eq!(demo.exits(&["translate", "export", "2018", "--lang", lang, "--into", into]), Some(0));
    fs::write(&file, translate(fs::read_to_string(&file).unwrap())).unwrap();
    let output = demo.run(&["translate", "import", into, "--by", "Joost"]);
    (output.status.code(), String::from_utf8([output.stdout, output.stderr].concat()).unwrap())
}

/// Every segment is said to be reviewed, as a tool would: our own word beside the state goes.
fn reviewed(text: &str) -> String {
    let mut out = text.to_owned();
    for more in ["not-recorded", "stale", "stale-in-facts", "machine"] {
        out = out.replace(&format!("state=\"translated\" subState=\"courant:{more}\""), "state=\"reviewed\"");
    }
    out
}

const DUTCH: &str = "issues/2018-06-summer/nl.md";

#[test]
fn what_a_translator_sends_back_is_taken_in_and_marked_and_remarks_stay_with_their_section() {
    let demo = Demo::new();
    let before = fs::read_to_string(demo.path(DUTCH)).unwrap();
    let (exit, said) = round(&demo, "nl", |text| text);
    assert_eq!((exit, fs::read_to_string(demo.path(DUTCH)).unwrap()), (Some(0), before.clone()), "{said}");
    assert!(said.contains("good-practices: as it went out"), "{said}");
    assert!(said.contains("0 of 4 taken into Nederlands"), "{said}");

    let (exit, said) = round(&demo, "nl", |text| {
        let text = reviewed(&text).replace("Zo ver zijn we", "Zo ver zijn wij &amp; zij");
        text.replace(
            "<unit id=\"where-we-stand.body\">",
            "<unit id=\"where-we-stand.body\"><notes><note>Is \"road\" meant?</note></notes>",
        )
    });
    assert_eq!(exit, Some(0), "{said}");
    let after = fs::read_to_string(demo.path(DUTCH)).unwrap();
    assert_eq!(after, before.replace("Zo ver zijn we", "Zo ver zijn wij & zij"), "and not a byte else");
    let cell = cell(&demo, "where-we-stand", "nl");
    assert_eq!((cell["state"].as_str(), cell["by"].as_str()), (Some("reviewed"), Some("Joost")));
    assert_eq!(cell["remarks"][0], "Is \"road\" meant?");
    let (exit, said) = round(&demo, "nl", |text| {
        assert!(text.contains("<note id=\"n1\">Is &quot;road&quot; meant?</note>"), "{text}");
        text
    });
    assert_eq!(exit, Some(0));
    assert!(said.contains("where-we-stand: as it went out"), "{said}");
    assert_eq!(state(&demo, "child-emergency", "nl"), "not-recorded", "it is translated from Hungarian");
}

#[test]
fn what_changed_here_since_is_not_written_over_and_a_source_that_changed_makes_it_stale() {
    let demo = Demo::new();
    let (exit, said) = round(&demo, "nl", |text| {
        change_in(&demo, DUTCH, "Zo ver zijn we", "Zover zijn we gekomen");
        change_in(&demo, ENGLISH, "On 25 October 2018 you", "On 26 October 2018 you");
        let text = reviewed(&text).replace("Zo ver zijn we", "Hier staan we");
        text.replace("good-practices.body", "best-practices.text")
    });
    assert_eq!(exit, Some(3), "{said}");
    for line in [
        "where-we-stand: not taken: it was changed here since it was sent out; what came is in issues/2018-06-summer/aside/nl.imported.md",
        "living-lab-event: taken; the text it was made from has changed since it was sent out",
        "the unit \"best-practices.text\" is not of this issue",
    ] {
        assert!(said.contains(line), "{line} in {said}");
    }
    let dutch = fs::read_to_string(demo.path(DUTCH)).unwrap();
    assert!(dutch.contains("Zover zijn we gekomen") && !dutch.contains("Hier staan we"));
    let aside = fs::read_to_string(demo.path("issues/2018-06-summer/aside/nl.imported.md")).unwrap();
    assert!(aside.starts_with("## Hier staan we {#where-we-stand}\n\nBeste {{name|lezer}},\n\n"), "{aside}");
    assert_eq!(state(&demo, "living-lab-event", "nl"), "stale-in-facts");
    assert_eq!(state(&demo, "where-we-stand", "nl"), "not-recorded");
    let facts = &cell(&demo, "living-lab-event", "nl")["changed"]["facts"];
    assert_eq!(facts[0]["is"], "26 October 2018", "the text that was sent out is kept: {facts}");
}

#[test]
fn a_language_that_is_begun_comes_in_where_the_issue_has_it_and_half_a_section_is_not_marked() {
    let demo = Demo::new();
    let file = demo.path("spring.xlf");
    let into = file.to_str().unwrap();
    assert_eq!(demo.exits(&["translate", "export", "2027", "--lang", "sv", "--into", into]), Some(0));
    let text = fs::read_to_string(&file).unwrap();
    let translated = |source: &str, target: &str| {
        (format!("{source}</source>"), format!("{source}</source><target>{target}</target>"))
    };
    let mut out = text;
    for (from, to) in [
        translated("The action plans at work", "Handlingsplanerna i praktiken"),
        translated(
            "[The action plans, region by region](https://helium.example.eu/action-plans)",
            "[Läs mer](https://helium.example.eu/action-plans)",
        ),
        translated("Come to our final conference", "Kom till slutkonferensen"),
    ] {
        assert!(out.contains(&from), "{from}");
        out = out.replace(&from, &to);
    }
    let todo = "TODO: two sentences from each region, and a picture from Porto.</source>";
    out = out.replace(todo, &format!("{todo}<target>Två meningar.</target>"));
    out = out.replace("<segment id=\"s1\" state=\"initial\">", "<segment id=\"s1\" state=\"final\">");
    out = out.replace("<segment id=\"s2\" state=\"initial\">", "<segment id=\"s2\" state=\"translated\">");
    fs::write(&file, out).unwrap();
    let output = demo.run(&["translate", "import", into]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(3), "half a section is to be looked at: {said}");
    assert!(said.contains("final-conference: taken as far as it is translated, and not marked"), "{said}");
    assert!(
        said.contains("plans-at-work: taken\n") && said.contains("last-stretch: as it went out"),
        "{said}"
    );
    let swedish = fs::read_to_string(demo.path("issues/2027-03-spring/sv.md")).unwrap();
    let sections: Vec<_> = swedish.lines().filter(|line| line.starts_with("## ")).collect();
    let heads = [
        "## Sista etappen {#last-stretch}",
        "## Kom till slutkonferensen {#final-conference}",
        "## Handlingsplanerna i praktiken {#plans-at-work}",
    ];
    assert_eq!(sections, heads);
    let end = "Två meningar.\n\n[Läs mer](https://helium.example.eu/action-plans)\n";
    assert!(swedish.ends_with(end), "{swedish}");
    let status = demo.json(&["-o", "json", "translate", "status", "2027", "--lang", "sv"]);
    let states: Vec<_> = status["sections"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["languages"][0]["state"].clone())
        .collect();
    assert_eq!(
        states,
        ["not-recorded", "not-recorded", "not-started", "translated"],
        "the least of the segments counts"
    );
}

#[test]
fn a_file_that_is_no_xliff_is_refused_and_changes_nothing() {
    let demo = Demo::new();
    let before = fs::read_to_string(demo.path(DUTCH)).unwrap();
    for (spoil, said) in [
        ("<xliff version=\"1.2\"/>", "it is not XLIFF 2.0 but <xliff> 1.2"),
        ("<!DOCTYPE a [<!ENTITY b \"c\">]><a/>", "it is not XML"),
        ("", "it is not XML"),
    ] {
        let (exit, told) = round(&demo, "nl", |_| spoil.to_owned());
        assert_eq!(exit, Some(3), "{told}");
        assert!(told.contains(said) && told.contains("  do:  "), "{told}");
    }
    assert_eq!(demo.exits(&["translate", "import", "there-is-none.xlf"]), Some(2));
    assert_eq!(fs::read_to_string(demo.path(DUTCH)).unwrap(), before);
}
