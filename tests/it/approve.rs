//! Where somebody has to say yes before an issue goes out, it goes out as they saw it.

use serde_json::Value;

use crate::checks::change;
use crate::send_command::Demo;

/// What the checks say about approval and test.
fn told(demo: &Demo) -> Vec<String> {
    let found = demo.json(&["-o", "json", "check", "2018"]);
    let problems = found["problems"].as_array().unwrap().iter();
    let of_rule = problems.filter(|problem| problem["rule"] == "OPS001");
    of_rule.map(|problem| problem["what"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn an_issue_goes_out_only_as_everybody_approved_it_and_as_it_was_tested() {
    let demo = Demo::new();
    for name in ["Anna de Wit", "Márta Kelemen"] {
        let (from, to) = (format!("name = \"{name}\""), "does = [\"test\", \"approve\"]");
        change(&demo.path(""), "config.toml", &from, &format!("{from}\n{to}"));
    }
    let config = std::fs::read_to_string(demo.path("config.toml")).unwrap();
    let once =
        config.replacen("languages = [\"en\", \"nl\"]\ndoes = [\"test\"]", "languages = [\"en\", \"nl\"]", 1);
    let once = once.replacen("languages = [\"hu\"]\ndoes = [\"test\"]", "languages = [\"hu\"]", 1);
    std::fs::write(demo.path("config.toml"), once).unwrap();
    assert_eq!(told(&demo).len(), 3, "two people and no test: {:?}", told(&demo));
    assert_eq!(demo.exits(&["test", "2018"]), Some(0));
    assert_eq!(
        told(&demo),
        ["Anna de Wit has not approved the issue.", "Márta Kelemen has not approved the issue."]
    );
    let readers = demo.json(&["-o", "json", "send", "2018", "--dry-run"])["readers"].to_string();
    let send = ["send", "2018", "--now", "--confirm", &readers];
    let approve = |who: &str| demo.json(&["-o", "json", "approve", "2018", "--by", who]);
    assert_eq!(demo.exits(&send), Some(3));
    assert_eq!(approve("anna@helium.example.eu")["waiting"][0], "marta@helium.example.hu");
    assert_eq!(demo.exits(&send), Some(3), "one of two");
    let last = approve("Marta@helium.example.hu");
    assert_eq!(last["waiting"], Value::Array(vec![]));
    let keys: Vec<&String> = last.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["by", "issue", "schema_version", "waiting"]);
    assert_eq!(told(&demo), [""; 0]);

    change(&demo.path(""), "issues/2018-06-summer/en.md", "\n\n", "\n\nOne more word. ");
    let changed = "The issue was changed since its last test was sent.";
    assert_eq!(told(&demo).last().map(String::as_str), Some(changed), "{:?}", told(&demo));
    assert_eq!(demo.exits(&send), Some(3));
    change(&demo.path(""), "issues/2018-06-summer/en.md", "\n\nOne more word. ", "\n\n");
    assert_eq!(told(&demo), [""; 0], "it is the text that was approved once more");
    assert_eq!(demo.exits(&send), Some(0));
    assert_eq!(demo.exits(&["approve", "2018", "--by", "ingrid@helium.example.no"]), Some(5));
}
