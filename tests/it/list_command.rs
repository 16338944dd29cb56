//! `courant list`: what is ready is written, checked, and has nothing that must be fixed.

use serde_json::Value;

use crate::send_command::Demo;

fn languages(demo: &Demo) -> Vec<(Value, Value)> {
    let listed = demo.json(&["-o", "json", "list"]);
    let summer = listed["issues"].as_array().unwrap().iter().find(|issue| issue["id"] == "2018-06-summer");
    let languages = summer.unwrap()["languages"].as_array().unwrap().clone();
    languages.into_iter().map(|one| (one["complete"].clone(), one["ready"].clone())).collect()
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
