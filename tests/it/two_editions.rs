//! An issue as staff get it from two offices: each kind of slip that is known from real ones is found, and nothing else.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use courant::domain::Severity;
use courant::proof::{Findings, Gate};

use crate::checks::{change, copied, findings};

const ISSUE: &str = r#"
title = "Mills"
date = 2027-02-25
languages = ["en", "hu"]
lists = ["partners"]

[[section]]
id = "mills"
kind = "story"
link = "https://mills.example.eu/stories"

[[section]]
id = "meeting"
kind = "save-the-date"
starts = "2027-05-12"
place = "Győr"
link = "https://mills.example.eu/meeting"

[[section]]
id = "school"
kind = "story"
link = "https://mills.example.eu/school"

[[section]]
id = "who-writes"
kind = "story"
"#;

const ENGLISH: &str = r#"+++
subject = "12 mills, and a day to keep in May"
preheader = "What the partners saw along the river in spring, and where they meet next."
+++
## More mills than we thought {#mills}

In the past six months we set out to visit 10 mills and have seen 12 of them. All 12 get a plan of their own after the summer.

[The stories of the mills](link)

## Keep the day free {#meeting}

On the 12th of May we meet in Győr. Everybody is welcome who looks after a river.

[About the meeting in Győr](link)

## A school at the weir {#school}

Two teachers from Tata were at the weir of Delft between 20 and 22 June, 2026, and brought home a plan for lessons by the water.

[About the school at the weir](link)

## Who writes to you {#who-writes}

The mill office, Harbour Street 11, 5611 Delft. Here is [what we do with your data](https://mills.example.eu/privacy). The project is paid by the European Regional Development Fund.
"#;

const HUNGARIAN: &str = r#"+++
subject = "12 malom és egy fontos nap májusban"
preheader = "Mit láttak a partnerek a folyó mentén tavasszal, és hol találkoznak legközelebb."
+++
## Több malom, mint gondoltuk {#mills}

Az elmúlt hat hónapban 10 malmot akartunk meglátogatni, és 12 lett belőlük. A nyár után mind a 12 saját tervet kap.

[Read more](link)

## Jegyezze fel! Save the date {#meeting}

2027. május 12-én Győrben találkozunk. Szívesen látunk mindenkit, aki egy folyóra vigyáz. További részletek a kék mezőre kattintva érhetőek el.

[Read more](link)

## Iskola a gátnál {#school}

Két tatai tanár 2026.06.20-22. között a delfti gátnál járt, és tervet hozott haza a vízparti tanórákhoz.

[Read more](link)
"#;

const MENDED: [(&str, &str); 5] = [
    ("[Read more](link)", "[A malmok történetei](link)"),
    ("[Read more](link)", "[A győri találkozóról](link)"),
    (
        "[Read more](link)",
        "[A gátnál járt iskoláról](link)\n\n## Ki ír Önnek {#who-writes}\n\nA malomiroda, Harbour Street 11, 5611 Delft. Itt olvashatja, [mit teszünk az adataival](https://mills.example.eu/hu/privacy). A projektet az Európai Regionális Fejlesztési Alap fizeti.",
    ),
    ("Jegyezze fel! Save the date", "Jegyezze fel a napot"),
    (" További részletek a kék mezőre kattintva érhetőek el.", ""),
];

fn assembled() -> tempfile::TempDir {
    let folder = copied();
    let issue = folder.path().join("issues/2027-02-mills");
    fs::create_dir_all(&issue).expect("a folder");
    for (name, text) in [("issue.toml", ISSUE), ("en.md", ENGLISH), ("hu.md", HUNGARIAN)] {
        fs::write(issue.join(name), text).expect("written");
    }
    folder
}

fn of_mills(root: &Path) -> Findings {
    findings(root, "2027-02", Gate::Writing)
}

#[test]
fn each_slip_that_is_known_from_real_issues_is_found_and_nothing_else() {
    let folder = assembled();
    let findings = of_mills(folder.path());
    let mut found: BTreeMap<(&str, &str, Severity), Vec<&str>> = BTreeMap::new();
    for problem in &findings.problems {
        let lang = problem.place.language.as_ref().map_or("", |lang| lang.as_str());
        found.entry((problem.rule, lang, problem.severity)).or_default().push(&problem.what);
    }
    let counts: Vec<_> = found.iter().map(|(of, said)| (*of, said.len())).collect();
    let expected = [
        // The second and the third of three links with the same words lead elsewhere.
        (("A11Y05", "hu", Severity::ShouldFix), 2),
        (("A11Y09", "hu", Severity::ShouldFix), 1),
        (("TRN001", "hu", Severity::MustFix), 1),
        (("TRN002", "en", Severity::Tip), 1),
        (("TRN003", "hu", Severity::MustFix), 4),
    ];
    assert_eq!(counts, expected, "{:#?}", findings.problems);
    let says = |rule: &str, words: &str| {
        let of_rule = findings.problems.iter().filter(|problem| problem.rule == rule);
        of_rule.filter(|problem| problem.what.contains(words)).count()
    };
    assert_eq!(says("TRN003", "\"Read more\" is in English"), 3);
    assert_eq!(says("TRN003", "\"Save the date\" is in English"), 1);
    assert_eq!(says("A11Y09", "\"kék mezőre\""), 1);
    assert_eq!(
        says("TRN001", "\"Who writes to you\" is missing in Hungarian"),
        1,
        "address, privacy, funding"
    );
    assert_eq!(says("TRN002", "\"12th of May\" in English has no year"), 1);
}

#[test]
fn once_they_are_mended_the_issue_is_clean() {
    let folder = assembled();
    for (from, to) in MENDED {
        change(folder.path(), "issues/2027-02-mills/hu.md", from, to);
    }
    change(folder.path(), "issues/2027-02-mills/en.md", "12th of May", "12th of May 2027");
    let findings = of_mills(folder.path());
    assert_eq!(findings.problems, [], "{:#?}", findings.problems);
}
