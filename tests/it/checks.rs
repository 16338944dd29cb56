//! `check` on whole workspaces: the demo as it stands, and the demo with one thing broken.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output};

use courant::desk::check::{Error, check};
use courant::domain::Severity;
use courant::mail::dkim::{Algorithm, new_key};
use courant::proof::{Check, Findings, Gate};
use courant::workspace::Workspace;
use jiff::Timestamp;
use secrecy::ExposeSecret as _;

pub fn demo() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn now() -> Timestamp {
    "2026-11-21T10:00:00Z".parse().expect("a moment")
}

pub fn findings(root: &Path, issue: &str, gate: Gate) -> Findings {
    let workspace = Workspace::open(root).expect("a workspace");
    let issue = workspace.find_issue(issue).expect("the issue");
    check(&workspace, &issue, gate, now()).expect("findings")
}

pub fn rules(findings: &Findings) -> Vec<&str> {
    let mut rules: Vec<&str> = findings.problems.iter().map(|problem| problem.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    rules
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("copied");
        }
    }
}

/// The demo in a folder of its own; its templates are those that are compiled in.
pub fn copied() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["issues", "templates/images", "subscribers"] {
        copy(&demo().join(name), &folder.path().join(name));
    }
    fs::copy(demo().join("config.toml"), folder.path().join("config.toml")).expect("copied");
    folder
}

pub fn change(root: &Path, file: &str, from: &str, to: &str) {
    let path = root.join(file);
    let text = fs::read_to_string(&path).expect("a text");
    assert!(text.contains(from), "{from} is not in {file}");
    fs::write(path, text.replacen(from, to, 1)).expect("written");
}

fn of_the_network(rule: &&str) -> bool {
    matches!(courant::proof::rules::find(rule).expect("a rule").check, Check::Network)
}

pub fn courant(arguments: &[&str]) -> Output {
    courant_in("en", arguments)
}

/// The program as somebody runs it whose computer speaks this language.
fn courant_in(language: &str, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_courant"))
        .args(arguments)
        .env("LC_ALL", format!("{language}_XX.UTF-8"))
        .env_remove("LANGUAGE")
        .output()
        .expect("the program runs")
}

#[test]
fn a_finding_is_the_same_in_every_language_but_for_its_words() {
    let folder = copied();
    let en = "issues/2018-06-summer/en.md";
    let broken = "{#where-we-stand}\n\nDear {{name}}, see <b>[the site](http://link)</b>, [](https://a.example.eu) and TODO.\n";
    change(folder.path(), en, "{#where-we-stand}\n", broken);
    change(folder.path(), "issues/2018-06-summer/issue.toml", "number = ", "numbr = ");
    let root = folder.path().display().to_string();
    for (issue, least) in [("2018", 6), ("2027", 3)] {
        let found = |language: &str| {
            let json = courant_in(language, &["-C", &root, "check", issue, "-o", "json"]).stdout;
            let json: serde_json::Value = serde_json::from_slice(&json).expect("JSON");
            json["problems"].as_array().expect("a list").clone()
        };
        let english = found("en");
        assert!(english.len() >= least, "{english:#?}");
        for language in ["hu", "sv", "nb", "nl"] {
            let own = found(language);
            assert_eq!(own.len(), english.len(), "{language}: {own:#?}");
            for (own, english) in own.iter().zip(&english) {
                let is = ["rule", "severity", "place"].map(|key| (&own[key], &english[key]));
                assert!(is.iter().all(|(own, english)| own == english), "{language}: {own} is {english}");
                for key in ["what", "why", "remedy"].into_iter().filter(|key| english[key] != "") {
                    assert_ne!(own[key], english[key], "{language}: {own}");
                }
            }
        }
    }
}

#[test]
fn the_checks_speak_the_language_of_the_computer() {
    let root = demo().display().to_string();
    for (language, sums, title, why) in [
        ("hu", "javítani kell: 0", "Minden nyelvi változat teljes és naprakész", "  ok:      Az adott nyelv"),
        ("sv", "0 måste rättas", "Varje språk är komplett och aktuellt", "  varför:  Läsarna på"),
        ("nb", "0 må rettes", "Hvert språk er komplett og oppdatert", "  hvorfor:  Leserne på"),
        ("nl", "0 te verbeteren", "Elke taal is volledig en bijgewerkt", "  waarom:   Lezers van"),
        ("en", "0 must fix", "Every language is whole and up to date", "  why:  Readers of"),
        ("ja", "0 must fix", "Every language is whole and up to date", "  why:  Readers of"),
    ] {
        let said =
            |arguments: &[&str]| String::from_utf8(courant_in(language, arguments).stdout).expect("UTF-8");
        let checked = said(&["-C", &root, "check", "2018"]);
        assert!(checked.contains(sums), "{language}: {checked}");
        let explained = said(&["check", "--explain", "TRN001"]);
        assert!(explained.contains(title) && explained.contains(why), "{language}: {explained}");
        let json = said(&["check", "--explain", "TRN001", "-o", "json"]);
        let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        let keys = ["rule", "severity", "stage", "title"].map(|key| json[key].as_str().expect("a text"));
        assert_eq!(keys, ["TRN001", "must-fix", "text", title]);
    }
}

#[test]
fn the_summer_issue_of_the_demo_passes_with_a_warning_about_the_past_event() {
    for gate in [Gate::Writing, Gate::Sending { due: now() }] {
        let findings = findings(demo(), "2018", gate);
        assert_eq!(rules(&findings), ["EVT001"], "{:#?}", findings.problems);
        assert_eq!(findings.count(Severity::ShouldFix), 1);
        let unasked: Vec<_> = findings.not_checked.iter().map(|one| one.rule).collect();
        let (network, unasked): (Vec<_>, Vec<_>) = unasked.into_iter().partition(of_the_network);
        assert_eq!(unasked, ["OPS001", "LST003", "DKM001"], "nobody approves, and the relay signs");
        assert!(!network.is_empty(), "what was not asked has not passed");
        assert!(findings.passed.contains(&"HTM002") && findings.passed.contains(&"MIM002"));
    }
}

#[test]
fn the_unfinished_issue_of_the_demo_says_what_is_missing_and_where() {
    let findings = findings(demo(), "2027", Gate::Writing);
    assert_eq!(rules(&findings), ["ISS012", "OPS002", "TRN001"], "{:#?}", findings.problems);
    let todo = findings.problems.iter().find(|problem| problem.rule == "OPS002").expect("a finding");
    let line = todo.place.line.expect("a line");
    let text = fs::read_to_string(demo().join(todo.place.file.as_ref().expect("a file"))).expect("a text");
    assert!(text.lines().nth(line - 1).expect("the line").contains("TODO"));
    assert!(findings.blocks());
    assert!(!findings.passed.contains(&"HTM001"), "two letters could not be looked at");
}

#[test]
fn whatever_is_broken_in_a_workspace_is_found_by_its_rule() {
    let en = "issues/2018-06-summer/en.md";
    let heading = "{#where-we-stand}\n";
    for (rule, file, from, to) in [
        ("LNK001", en, heading, "{#where-we-stand}\n\nSee [the site](http://link) first.\n"),
        ("LNK001", en, heading, "{#where-we-stand}\n\nSee [it](https://staging.helium.example.eu/) first.\n"),
        ("HTM010", en, heading, "{#where-we-stand}\n\nThis is <b>bold</b>.\n"),
        ("FLD001", en, heading, "{#where-we-stand}\n\nDear {{name}}!\n"),
        ("OPS002", en, heading, "{#where-we-stand}\n\nLorem ipsum dolor.\n"),
        ("LEG001", "config.toml", "nl = \"https://helium.example.eu/nl/privacy\"", ""),
        ("TRN001", en, heading, "{#where-we-stood}\n"),
    ] {
        let folder = copied();
        change(folder.path(), file, from, to);
        let findings = findings(folder.path(), "2018", Gate::Writing);
        assert!(rules(&findings).contains(&rule), "{rule}: {to}: {:#?}", findings.problems);
    }
}

#[test]
fn a_template_that_leaves_out_or_adds_what_it_must_not_is_found() {
    let bye = "<p lang=\"{{lang}}\" dir=\"{{dir}}\">Bye</p>\n";
    let kinds: [(&str, &str, &[&str]); 4] = [
        ("partials/footer.html.hbs", bye, &["EVT001", "LEG001", "LST006"]),
        ("partials/funding.html.hbs", "", &["EVT001", "LEG002", "MIM003"]),
        (
            "partials/funding.html.hbs",
            "{{> partials/partners}}<tr><td><script>x()</script></td></tr>",
            &["EVT001", "HTM003", "LEG002", "MIM003"],
        ),
        (
            "partials/partners.html.hbs",
            "<tr><td><a href=\"https://a.example.eu\"></a></td></tr>",
            &["A11Y04", "EVT001", "MIM002", "MIM003"],
        ),
    ];
    for (file, text, expected) in kinds {
        let folder = copied();
        fs::create_dir_all(folder.path().join("templates/partials")).expect("a folder");
        fs::write(folder.path().join("templates").join(file), text).expect("written");
        let findings = findings(folder.path(), "2018", Gate::Writing);
        assert_eq!(rules(&findings), expected, "{file} {text}: {:#?}", findings.problems);
    }
}

#[test]
fn nothing_passes_that_was_not_looked_at() {
    let issue = "issues/2018-06-summer/issue.toml";
    for text in [Some("title = "), Some("title = \"T\"\n"), None] {
        let folder = copied();
        let path = folder.path().join(issue);
        match text {
            Some(text) => fs::write(path, text).expect("written"),
            None => fs::remove_file(path).expect("removed"),
        }
        let findings = findings(folder.path(), "2018", Gate::Writing);
        assert_eq!(findings.passed, Vec::<&str>::new(), "{text:?}");
        let unasked = findings.not_checked.iter().find(|one| one.rule == "OPS002").expect("the rule");
        assert!(unasked.reason.contains("issue.toml"), "{unasked:?}");
        assert_eq!(findings.problems.len(), 1, "{:#?}", findings.problems);
    }
    let folder = copied();
    change(folder.path(), issue, "starts = \"2018-10-25\"", "starts = \"25 October\"");
    let findings = findings(folder.path(), "2018", Gate::Writing);
    assert!(!findings.passed.contains(&"EVT001") && findings.passed.contains(&"HTM001"));
    assert!(findings.not_checked.iter().any(|one| one.rule == "EVT001"));
}

#[test]
fn a_picture_that_was_cut_off_is_told_once_and_stops_the_issue() {
    let folder = copied();
    let ward = folder.path().join("issues/2018-06-summer/images/ward.png");
    let bytes = fs::read(&ward).expect("a picture");
    fs::write(&ward, &bytes[..500]).expect("written");
    let findings = findings(folder.path(), "2018", Gate::Writing);
    let of_pictures: Vec<_> = findings.problems.iter().filter(|one| one.rule == "IMG002").collect();
    let [problem] = of_pictures.as_slice() else { panic!("{of_pictures:#?}") };
    assert!(problem.blocks() && problem.what.contains("images/ward.png is damaged"), "{problem:?}");
}

#[test]
fn names_that_mean_nothing_are_told_with_what_was_meant() {
    let issue = "issues/2018-06-summer/issue.toml";
    let en = "issues/2018-06-summer/en.md";
    let kind = "kind = \"progress\"\n";
    for (rule, file, from, to, said) in [
        ("ISS013", issue, kind, "kind = \"progress\"\ncolour = \"red\"\n", "colour"),
        ("EDN018", en, "{{name|reader}}", "{{organisatoin|reader}}", "Did you mean \"organisation\""),
        (
            "EDN018",
            en,
            "{{name|reader}}",
            "{{shoe size|reader}}",
            "of theirs: name, country, organisation, medium; or",
        ),
    ] {
        let folder = copied();
        change(folder.path(), file, from, to);
        let findings = findings(folder.path(), "2018", Gate::Writing);
        let problem = findings.problems.iter().find(|one| one.rule == rule).expect(rule);
        assert!(problem.place.line.is_some() && !problem.blocks(), "{problem:?}");
        assert!(format!("{} {}", problem.what, problem.remedy).contains(said), "{problem:?}");
    }
}

#[test]
fn an_acceptance_that_accepts_nothing_is_told_with_its_line() {
    let section = "section = \"living-lab-event\"";
    for (accept, said) in [
        (format!("rule = \"EVT009\"\n{section}"), Some("no EVT009")),
        ("rule = \"EVT001\"\nsection = \"lab\"".to_owned(), Some("no lab")),
        (format!("rule = \"EVT001\"\n{section}"), Some("must be named")),
        (format!("rule = \"EVT001\"\n{section}\nvalue = \"20\""), Some("Nothing is found")),
        (format!("rule = \"EVT001\"\n{section}\nvalue = \"2018-10-25\""), None),
    ] {
        let folder = copied();
        let path = folder.path().join("issues/2018-06-summer/issue.toml");
        let text = fs::read_to_string(&path).expect("a text");
        let line = text.lines().count() + 2;
        let accept = format!("{text}\n[[accept]]\n{accept}\nreason = \"an old issue\"\nby = \"anna\"\n");
        fs::write(&path, &accept).expect("written");
        let findings = findings(folder.path(), "2018", Gate::Writing);
        let idle: Vec<_> = findings.problems.iter().filter(|one| one.rule == "ISS014").collect();
        match said {
            Some(said) => {
                assert!(idle.len() == 1 && idle[0].what.contains(said), "{accept}: {idle:#?}");
                assert_eq!(idle[0].place.line, Some(line));
            }
            None => assert_eq!((idle.len(), findings.accepted.len()), (0, 1)),
        }
    }
}

#[test]
fn a_letter_that_we_sign_has_its_signature_checked() {
    let folder = copied();
    let keys = folder.path().join(".courant/keys");
    fs::create_dir_all(&keys).expect("a folder");
    let key = new_key(Algorithm::Ed25519).expect("a key");
    fs::write(keys.join("s1.pem"), key.expose_secret()).expect("written");
    fs::set_permissions(keys.join("s1.pem"), fs::Permissions::from_mode(0o600)).expect("a mode");
    let config =
        "[[dkim]]\ndomain = \"helium.example.eu\"\nselector = \"s1\"\nkey_file = \".courant/keys/s1.pem\"";
    change(folder.path(), "config.toml", "[web]", &format!("{config}\n\n[web]"));
    let findings = findings(folder.path(), "2018", Gate::Writing);
    assert_eq!(rules(&findings), ["EVT001"], "{:#?}", findings.problems);
    assert!(findings.passed.contains(&"DKM001") && findings.passed.contains(&"LST003"));
    let nobodys = |rule: &&str| of_the_network(rule) || *rule == "OPS001";
    assert!(findings.not_checked.iter().all(|one| nobodys(&one.rule)), "{:?}", findings.not_checked);

    fs::set_permissions(keys.join("s1.pem"), fs::Permissions::from_mode(0o644)).expect("a mode");
    let findings = self::findings(folder.path(), "2018", Gate::Writing);
    let told =
        findings.problems.iter().find(|problem| problem.rule == "DKM001").expect("a key that all can read");
    assert!(told.blocks() && told.why.contains("chmod 600 .courant/keys/s1.pem"), "{told:?}");
}

#[test]
fn without_a_web_address_there_is_no_way_out_and_that_is_said_once() {
    let folder = copied();
    change(
        folder.path(),
        "config.toml",
        "[web]\npublic_url = \"http://127.0.0.1:8484\"\nlisten = \"127.0.0.1:8484\"",
        "",
    );
    let findings = findings(folder.path(), "2018", Gate::Writing);
    let must: Vec<_> = findings.problems.iter().filter(|problem| problem.blocks()).collect();
    assert_eq!(must.len(), 1, "{must:#?}");
    assert_eq!(must[0].place.file.as_deref(), Some("config.toml".as_ref()));
}

#[test]
fn a_broken_config_is_no_finding_but_in_the_way() {
    let folder = copied();
    change(folder.path(), "config.toml", "format = 1", "format = 1\ncolour = \"red\"");
    let workspace = Workspace::open(folder.path()).expect("a workspace");
    let issue = workspace.find_issue("2018").expect("the issue");
    let error = check(&workspace, &issue, Gate::Writing, now()).expect_err("broken");
    assert!(matches!(&error, Error::Broken(problems) if problems.iter().any(|p| p.rule.starts_with("CFG"))));
    let root = folder.path().to_str().expect("a path");
    assert_eq!(courant(&["-C", root, "check", "2018"]).status.code(), Some(4));
}

#[test]
fn the_command_ends_with_3_only_for_what_must_be_fixed_and_prints_a_document() {
    let root = demo().to_str().expect("a path");
    for (issue, code) in [("2018-06-summer", 0), ("2027-03-spring", 3)] {
        let output = courant(&["-C", root, "check", issue, "-o", "json"]);
        assert_eq!(output.status.code(), Some(code), "{issue}");
        let document: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert_eq!(document["schema_version"], 1);
        assert_eq!(document["issue"], issue);
        assert_eq!(document["blocks"], code == 3);
        let problems = document["problems"].as_array().expect("a list");
        let must = problems.iter().filter(|problem| problem["severity"] == "must-fix").count();
        assert_eq!(document["must_fix"], must);
        assert!(problems.iter().all(|problem| problem["place"].is_object() && problem["remedy"].is_string()));
        let lines = courant(&["-C", root, "check", issue, "-o", "ndjson"]).stdout;
        assert_eq!(String::from_utf8(lines).expect("text").lines().count(), problems.len());
    }
    assert_eq!(courant(&["-C", root, "check", "1999"]).status.code(), Some(2));
    assert_eq!(courant(&["check"]).status.code(), Some(2));
    assert_eq!(courant(&["check", "--explain", "HTM001"]).status.code(), Some(0));
    assert_eq!(courant(&["check", "--explain", "HTM999"]).status.code(), Some(2));
}
