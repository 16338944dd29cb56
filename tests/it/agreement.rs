//! What happens when one edition of the demo says another fact than the others.

use std::collections::BTreeSet;
use std::fs;

use courant::domain::Problem;
use courant::proof::{Findings, Gate};

use crate::checks::{change, copied, findings};

const TEXTS: &str = "issues/2018-06-summer";

fn of_facts(findings: &Findings) -> Vec<&Problem> {
    findings.problems.iter().filter(|problem| problem.rule == "TRN002").collect()
}

fn languages(problems: &[&Problem]) -> BTreeSet<String> {
    problems.iter().filter_map(|problem| problem.place.language.as_ref()).map(ToString::to_string).collect()
}

#[test]
fn a_number_that_is_edited_in_the_source_marks_that_section_in_every_other_language_and_stops_a_send() {
    for (from, to, here, there, section) in [
        ("We found **43**", "We found **44**", "\"44\"", "\"43\"", "good-practices"),
        ("find 40 good", "find 50 good", "\"50\"", "\"40\"", "good-practices"),
        ("on 20–22 June 2018", "on 20–23 June 2018", "20–23 June 2018", "22", "ehma-poster"),
        ("In November 2017", "In November 2016", "November 2016", "2017", "where-we-stand"),
    ] {
        let folder = copied();
        // The poster was written in Hungarian: there the source is another.
        let file = if section == "ehma-poster" { "hu.md" } else { "en.md" };
        let (from, to, here) = match file {
            "hu.md" => ("június 20–22-én", "június 20–23-án", "június 20–23-án"),
            _ => (from, to, here),
        };
        change(folder.path(), &format!("{TEXTS}/{file}"), from, to);
        let now = "2026-11-21T10:00:00Z".parse().expect("a moment");
        let findings = findings(folder.path(), "2018", Gate::Sending { due: now });
        let found = of_facts(&findings);
        let mut others = BTreeSet::from(["en", "hu", "nb", "nl", "sv"].map(str::to_owned));
        others.remove(file.trim_end_matches(".md"));
        assert_eq!(languages(&found), others, "{to}: {found:#?}");
        assert_eq!(found.len(), 4, "{to}: {found:#?}");
        assert!(findings.blocks());
        for problem in found {
            assert!(problem.blocks(), "{problem:#?}");
            assert_eq!(problem.place.section.as_ref().map(|id| id.as_str()), Some(section), "{problem:#?}");
            assert!(problem.what.contains(here) && problem.what.contains(there), "{problem:#?}");
            let text = fs::read_to_string(folder.path().join(problem.place.file.as_ref().expect("a file")));
            let line = problem.place.line.expect("a line");
            let text = text.expect("a text");
            let line = text.lines().nth(line - 1).expect("the line");
            let bare = there.trim_matches('"');
            assert!(line.contains(bare), "{bare}: {line}");
        }
    }
}

#[test]
fn a_slip_in_one_translation_marks_that_one_with_both_sentences() {
    let folder = copied();
    change(folder.path(), &format!("{TEXTS}/hu.md"), "Végül **43** lett", "Végül **34** lett");
    let findings = findings(folder.path(), "2018", Gate::Writing);
    let found = of_facts(&findings);
    let [problem] = found.as_slice() else { panic!("{found:#?}") };
    assert!(problem.blocks());
    assert_eq!(
        problem.what,
        "\"43\" in English is \"34\" in Hungarian. en: We found 43. / hu: Végül 34 lett belőlük."
    );
    assert!(problem.remedy.contains("hu.md") && problem.remedy.contains("en.md"), "{}", problem.remedy);
}

#[test]
fn what_only_one_edition_says_is_accepted_by_name_until_it_changes() {
    let added = "Vi var 9 personer på plats.";
    for (value, text, accepted) in [
        ("9", added, true),
        ("9", "Vi var 8 personer på plats.", false),
        ("Vi var 9 personer på plats", added, true),
        ("Vi var 9 personer på plats", "Vi var 9 personer där.", false),
        ("", added, false),
    ] {
        let folder = copied();
        change(
            folder.path(),
            &format!("{TEXTS}/sv.md"),
            "Resorna gick till:",
            &format!("{text}\n\nResorna gick till:"),
        );
        let path = folder.path().join(TEXTS).join("issue.toml");
        let issue = fs::read_to_string(&path).expect("a text");
        let value = if value.is_empty() { String::new() } else { format!("value = \"{value}\"\n") };
        let accept = format!(
            "{issue}\n[[accept]]\nrule = \"TRN002\"\nsection = \"where-we-stand\"\nlanguage = \"sv\"\n{value}reason = \"theirs\"\nby = \"anna\"\n"
        );
        fs::write(&path, accept).expect("written");
        let findings = findings(folder.path(), "2018", Gate::Writing);
        let found = of_facts(&findings);
        assert_eq!(found.is_empty(), accepted, "{value} {text}: {found:#?}");
        assert!(found.iter().all(|problem| !problem.blocks()), "{found:#?}");
        assert_eq!(findings.accepted.len(), usize::from(accepted));
        let idle = findings.problems.iter().any(|problem| problem.rule == "ISS014");
        assert_eq!(idle, !accepted);
    }
}
