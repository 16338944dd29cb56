//! What one key mends: what it writes leaves nothing to tell, and where a person has to choose nothing is offered.

use super::*;

/// The good issue whose first section ends with this.
fn saying(text: &str) -> Case {
    let mut case = Case::good();
    case.glossary.terms.push(Term {
        forms: BTreeMap::from([(lang("hu"), vec!["élő labor".into()])]),
        avoid: BTreeMap::from([(lang("hu"), vec!["élőlabor".into()])]),
        ..term("living lab")
    });
    let markdown = &mut case.edition().sections[0].markdown;
    markdown.push_str("\n\n");
    markdown.push_str(text);
    case
}

/// The section's text with what every finding offers, one after the other, as somebody would press the key.
fn mended(mut case: Case) -> (String, Vec<Problem>) {
    for _ in 0..9 {
        let problems = case.findings().problems;
        let Some(one) = problems.iter().find(|one| one.fix.is_some()) else { break };
        let (place, fix) = (&one.place, one.fix.as_deref().expect("a fix"));
        let text = &mut case.edition().sections[0];
        let mut lines: Vec<String> = text.markdown.split('\n').map(str::to_owned).collect();
        let line = &mut lines[place.line.expect("a line") - text.body_line];
        let (column, words) = (place.column.expect("a column") - 1, place.words().expect("words"));
        let at: usize = line.chars().take(column).map(char::len_utf8).sum();
        assert!(line[at..].starts_with(&words), "{line}: {words}");
        line.replace_range(at..at + words.len(), fix);
        text.markdown = lines.join("\n");
    }
    let said = case.edition().sections[0].markdown.rsplit("\n\n").next().expect("a paragraph").to_owned();
    (said, case.findings().problems)
}

#[test]
fn what_one_key_writes_leaves_nothing_to_tell() {
    for (text, becomes) in [
        ("A terv  kész.", "A terv kész."),
        ("A közös terv terv kész.", "A közös terv kész."),
        ("Ez jó\u{200b} hír.", "Ez jó hír."),
        ("Ez jó\u{202e} hír.", "Ez jó hír."),
        ("A partnerek találkoztak.Most írnak.", "A partnerek találkoztak. Most írnak."),
        ("A terv kész , mondták.", "A terv kész, mondták."),
        ("Ez 10 000 forint.", "Ez 10\u{a0}000 forint."),
        ("Innen 12 km az út.", "Innen 12\u{a0}km az út."),
        ("A \"terv\" kész, a \"másik\" nem.", "A „terv” kész, a „másik” nem."),
        ("Ez egy élőlabor.", "Ez egy élő labor."),
        ("* alma\n* körte", "- alma\n- körte"),
        (
            "Megjelent a „The future of our villages” című kötet.",
            "Megjelent a „[The future of our villages](lang:en)” című kötet.",
        ),
        // Two faults in one line.
        ("A  \"terv\" kész.", "A „terv” kész."),
    ] {
        let (said, left) = mended(saying(text));
        assert_eq!((said.as_str(), &left[..]), (becomes, &[][..]), "{text}");
    }
}

#[test]
fn nothing_is_offered_where_a_person_has_to_choose() {
    for text in [
        // An ending, a mark without its other, marks around a link, words that stand elsewhere as well.
        "Az élőlaborban jártunk.",
        "A \"terv kész.",
        "A \"**terv**\" kész.",
        "[Itt](https://helium.example.eu/hu/10%20000) is: 10 000 forint, és ott is 10 000 forint.",
        "Kész a terv? [Itt](https://helium.example.eu/hu/x).",
    ] {
        let problems = saying(text).findings().problems;
        assert!(!problems.is_empty(), "{text}");
        let offered: Vec<_> = problems.iter().filter_map(|one| one.fix.as_deref()).collect();
        assert!(
            offered.iter().all(|fix| text.contains("10 000") && fix.contains('\u{a0}')),
            "{text}: {offered:?}"
        );
    }
}
