//! `courant list`: what is ready is written, checked, and has nothing that must be fixed; what is sent stands in the
//! words of `status`.

use courant::domain::MailingState;
use serde_json::Value;

use crate::send_command::Demo;

fn languages(demo: &Demo) -> Vec<(Value, Value)> {
    let listed = demo.json(&["-o", "json", "list"]);
    let summer = listed["issues"].as_array().unwrap().iter().find(|issue| issue["id"] == "2018-06-summer");
    let languages = summer.unwrap()["languages"].as_array().unwrap().clone();
    languages.into_iter().map(|one| (one["complete"].clone(), one["ready"].clone())).collect()
}

#[test]
fn the_help_says_what_each_state_means() {
    let help = String::from_utf8(Demo::new().run(&["list", "--help"]).stdout).unwrap();
    for state in MailingState::ALL.into_iter().filter(|state| *state != MailingState::Draft) {
        assert!(help.contains(&format!("  {:<9}  ", state.as_str())), "{state:?}: {help}");
    }
}

#[test]
fn a_language_is_ready_only_if_the_checks_find_nothing_in_it_that_must_be_fixed() {
    let demo = Demo::new();
    let yes = || (Value::Bool(true), Value::Bool(true));
    assert_eq!(languages(&demo), vec![yes(); 5]);
    let file = demo.path("issues/2018-06-summer/hu.md");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text + "\nTODO\n").unwrap();
    let written = (Value::Bool(true), Value::Bool(false));
    assert_eq!(languages(&demo), [yes(), written.clone(), yes(), yes(), yes()]);
    let table = String::from_utf8(demo.run(&["list"]).stdout).unwrap();
    assert!(table.contains("en ✓  hu 5/5  sv ✓"), "{table}");
    crate::signals::change(&demo, "mode = \"test\"", "mode = \"tset\"");
    assert!(languages(&demo).iter().all(|one| *one == written), "nothing could be checked");
}

#[test]
fn an_issue_says_whether_it_waits_or_is_sent_in_the_words_of_status() {
    let demo = Demo::new();
    let said = |args: &[&str]| String::from_utf8(demo.run(args).stdout).unwrap();
    let line =
        |table: String| table.lines().find(|line| line.starts_with("2018-06-summer")).unwrap().to_owned();
    assert!(said(&["-o", "csv", "list"]).starts_with("issue,no,date,title,languages,to_mend,state,due\n"));
    assert!(line(said(&["-o", "csv", "list"])).ends_with(",,,"), "nothing of it was sent");
    assert!(!demo.path(".courant/ledger.db").exists(), "looking makes no ledger");

    let readers = demo.json(&["-o", "json", "send", "2018", "--dry-run"])["readers"].to_string();
    assert_eq!(demo.exits(&["send", "2018", "--now", "--confirm", &readers]), Some(0));
    let sent = line(said(&["list"]));
    assert!(sent.contains("  in files  20"), "{sent}");

    let at = ["send", "2018", "--at", "2099-12-04 09:00", "--confirm", &readers];
    assert_eq!(demo.exits(&at), Some(0));
    demo.stop_sender();
    let words = "scheduled (files): no sender is running";
    for (table, ends) in [
        (said(&["list"]), format!("{words}  2099-12-04 09:00")),
        (said(&["-o", "csv", "list"]), format!("{words},2099-12-04 09:00")),
    ] {
        assert!(line(table.clone()).ends_with(&ends), "what comes next counts: {table}");
    }
    assert!(said(&["status"]).contains(words));
    let listed = demo.json(&["-o", "json", "list"]);
    let summer = listed["issues"].as_array().unwrap().iter().find(|issue| issue["id"] == "2018-06-summer");
    let mailings = summer.unwrap()["mailings"].as_array().unwrap();
    let names: Vec<_> = mailings.iter().map(|one| format!("{} {}", one["mailing"], one["state"])).collect();
    assert_eq!(names, ["\"2018-06-summer.2\" \"scheduled\"", "\"2018-06-summer\" \"sent\""]);
    assert_eq!(mailings[0]["sender_alive"], false);
    assert_eq!(demo.exits(&["cancel", "2018-06-summer.2"]), Some(0));
    let sent = line(said(&["list"]));
    assert!(sent.contains("  in files  20"), "what was cancelled since takes nothing back: {sent}");
}

#[test]
fn a_mailing_names_its_zone_in_every_table_where_it_is_not_the_newsletters() {
    let demo = Demo::new();
    let readers = demo.json(&["-o", "json", "send", "2018", "--dry-run"])["readers"].to_string();
    let at = "2099-12-04 09:00[Europe/Helsinki]";
    assert_eq!(demo.exits(&["send", "2018", "--at", at, "--confirm", &readers]), Some(0));
    demo.stop_sender();
    for overview in ["list", "status"] {
        for format in ["table", "csv"] {
            let said = String::from_utf8(demo.run(&["-o", format, overview]).stdout).unwrap();
            assert!(said.contains("2099-12-04 09:00 Europe/Helsinki"), "{overview} {format}: {said}");
        }
    }
}
