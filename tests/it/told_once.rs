//! One cause is told once, with a reason and a remedy that fit it.

use serde_json::Value;

use crate::send_command::Demo;

/// Changes a file of the demo.
fn change(demo: &Demo, file: &str, from: &str, to: &str) {
    let path = demo.path(file);
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file} has no {from}");
    std::fs::write(path, text.replace(from, to)).unwrap();
}

/// What the checks say of the demo's issue by this rule.
fn found(demo: &Demo, rule: &str) -> Vec<Value> {
    let checked = demo.json(&["-o", "json", "check", "2018"]);
    let problems = checked["problems"].as_array().unwrap().iter();
    problems.filter(|problem| problem["rule"] == rule).cloned().collect()
}

#[test]
fn a_colour_of_the_templates_is_told_once_and_not_for_each_language() {
    let demo = Demo::new();
    change(&demo, "templates/style.css", "background-color: #eef1f4", "background-color: #eef");
    let told = found(&demo, "HTM007");
    assert_eq!(told.len(), 1, "{told:#?}");
}

#[test]
fn a_link_that_a_letter_lacks_is_not_missed_in_its_message_once_more() {
    let demo = Demo::new();
    change(&demo, "templates/partials/footer.html.hbs", "{{url unsubscribe}}", "https://example.eu");
    let told = found(&demo, "LST006");
    let mut languages: Vec<_> = told.iter().map(|one| one["place"]["language"].as_str()).collect();
    let all = languages.len();
    languages.dedup();
    assert_eq!((all, languages.len()), (5, 5), "{told:#?}");
}

#[test]
fn a_button_to_nowhere_says_why_that_matters() {
    let demo = Demo::new();
    change(&demo, "issues/2018-06-summer/en.md", "(https://helium.example.eu/good-practices)", "(link)");
    let told = found(&demo, "LNK004");
    assert_eq!(told[0]["why"], "The button would lead nowhere.", "{told:#?}");
}

#[test]
fn every_kind_that_is_none_is_told_at_once_with_the_one_that_may_be_meant() {
    let demo = Demo::new();
    let facts = "issues/2018-06-summer/issue.toml";
    change(&demo, facts, "kind = \"story\"", "kind = \"stroy\"");
    change(&demo, facts, "kind = \"progress\"", "kind = \"rhubarb\"");
    let told = found(&demo, "TPL007");
    assert_eq!(told.len(), 4, "each section once: {told:#?}");
    let remedy = |kind: &str| {
        let one = told.iter().find(|one| one["what"].as_str().unwrap().contains(kind)).unwrap();
        one["remedy"].as_str().unwrap().to_owned()
    };
    assert!(remedy("stroy").starts_with("Did you mean \"story\"? There are "), "{told:#?}");
    assert!(remedy("rhubarb").starts_with("There are "), "{told:#?}");
}

#[test]
fn a_section_without_an_id_or_a_date_is_told_what_it_needs() {
    let demo = Demo::new();
    let facts = "issues/2018-06-summer/issue.toml";
    change(&demo, facts, "starts = \"2018-10-25\"\nplace = \"Eindhoven\"\n", "");
    change(&demo, facts, "organiser =", "# organiser =");
    change(&demo, facts, "[[section.contact]]", "[[section.nobody]]");
    let told = found(&demo, "EVT001");
    assert!(
        told.iter().any(|one| one["why"].as_str().unwrap().contains("asked to save a date")),
        "{told:#?}"
    );
    change(&demo, facts, "id = \"where-we-stand\"\n", "");
    let told = found(&demo, "ISS015");
    assert!(told[0]["remedy"].as_str().unwrap().contains("the id in {#…} behind its heading"), "{told:#?}");
}

#[test]
fn a_test_that_no_mail_server_takes_names_it_and_says_what_to_do() {
    let demo = Demo::new();
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let smtp = format!(
        "transport = \"smtp\"\n[[delivery.relay]]\nname = \"north\"\nhost = \"127.0.0.1\"\nport = {closed}\ntls = \"none\""
    );
    change(&demo, "config.toml", "\nrate = ", "\n# ");
    change(&demo, "config.toml", "transport = \"files\"", &smtp);
    let told = demo.json(&["-o", "json", "test", "2018"]);
    let (what, remedy) = (told["error"].to_string(), told["remedy"].to_string());
    assert!(what.contains(&format!("north at 127.0.0.1:{closed}: nothing answers there")), "{told}");
    assert!(!what.contains("os error") && remedy.contains("host and port"), "{told}");
}
