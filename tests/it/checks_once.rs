//! Findings in their order, and what follows from a fault is none of its own.

use std::fs;

use courant::domain::Severity;
use courant::proof::Gate;

use crate::checks::{change, copied, courant, findings, rules};

#[test]
fn what_should_be_fixed_in_a_list_stands_above_the_tips() {
    let folder = copied();
    let list = folder.path().join("subscribers/partners.csv");
    let rows = fs::read_to_string(&list).expect("a list");
    fs::write(list, format!("{rows}nobody\n")).expect("written");
    let heading = "{#where-we-stand}\n";
    change(folder.path(), "issues/2018-06-summer/en.md", heading, &format!("{heading}\nTwo  spaces.\n"));
    let findings = findings(folder.path(), "2018", Gate::Writing);
    assert!(findings.count(Severity::Tip) > 0 && rules(&findings).iter().any(|rule| rule.starts_with("SUB")));
    assert!(findings.problems.is_sorted_by_key(|problem| problem.severity), "{:#?}", findings.problems);
}

#[test]
fn front_matter_that_nothing_closes_is_told_once() {
    let folder = copied();
    let root = folder.path().to_str().expect("a path");
    assert!(courant(&["-C", root, "translate", "done", "2018", "hu", "_head"]).status.success());
    let before = findings(folder.path(), "2018", Gate::Writing).problems;
    let en = folder.path().join("issues/2018-06-summer/en.md");
    let text = fs::read_to_string(&en).expect("an edition");
    fs::write(&en, text.replacen("\n+++\n", "\n", 1)).expect("written");
    let mut found = findings(folder.path(), "2018", Gate::Writing).problems;
    found.retain(|problem| {
        before.iter().all(|known| (known.rule, &known.what) != (problem.rule, &problem.what))
    });
    let [problem] = found.as_slice() else { panic!("{found:#?}") };
    assert_eq!((problem.rule, problem.place.line), ("EDN012", Some(1)));
    assert!(problem.what.contains("nothing closes it") && problem.remedy.contains("+++"), "{problem:?}");
    assert!(!problem.why.is_empty());
}
