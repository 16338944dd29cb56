//! The newsletter at the root of the repository: what a newcomer sees first has nothing wrong with it.

use std::collections::BTreeSet;
use std::path::Path;

use courant::workspace::Workspace;

fn demo() -> Workspace {
    Workspace::open(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the demo workspace")
}

/// Width and height as the header of a PNG says (RFC 2083, 4.1.1).
fn size(png: &[u8]) -> (u32, u32) {
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().expect("four bytes"));
    (number(16), number(20))
}

#[test]
fn the_demo_configuration_leaves_nothing_to_mend() {
    let (settings, problems) = demo().settings();
    assert_eq!(problems, []);
    assert!(settings.is_some());
}

#[test]
fn the_demo_logos_are_of_equal_height_and_lower_than_the_emblem() {
    let (settings, _) = demo().settings();
    let logos: Vec<_> = settings.expect("settings").partners.into_iter().filter_map(|it| it.logo).collect();
    let heights: Vec<_> = logos.iter().map(|logo| size(&demo().asset(logo).expect(logo)).1).collect();
    assert!(heights.len() > 1 && heights.iter().all(|height| *height == heights[0]), "{heights:?}");
    let (width, height) = size(&demo().asset("templates/images/eu-emblem.png").expect("the emblem"));
    assert_eq!(width * 2, height * 3, "the emblem is three to two");
    assert!(height > heights[0]);
}

#[test]
fn the_demo_summer_issue_is_complete_in_every_language() {
    let workspace = demo();
    let id = workspace.find_issue("2018").expect("the summer issue");
    let (issue, problems) = workspace.issue(&id).expect("readable");
    assert_eq!(problems, []);
    assert_eq!(issue.languages.len(), 5);
    for lang in &issue.languages {
        let edition = &issue.editions[lang];
        let written: Vec<_> = edition.sections.iter().map(|section| &section.id).collect();
        let wanted: Vec<_> = issue.sections_for(lang).map(|section| &section.id).collect();
        assert_eq!(written, wanted, "{lang}");
        let inbox_line = edition.preheader.chars().count();
        assert!((40..=130).contains(&inbox_line) && edition.preheader != edition.subject, "{lang}");
    }
}

#[test]
fn the_demo_lists_hold_thirty_readers_and_no_row_is_refused() {
    let workspace = demo();
    let mut rows = Vec::new();
    for name in workspace.lists().expect("lists") {
        let (_, problems) = workspace.list(&name).expect("readable");
        assert_eq!(problems, [], "{name:?}");
        let refused = workspace.read_subscribers(&name, &mut |row| rows.push(row)).expect("readable");
        assert_eq!(refused, [], "{name:?}");
    }
    let readers: BTreeSet<_> = rows.iter().map(|row| row.address.normalised()).collect();
    assert_eq!((rows.len(), readers.len()), (31, 30), "one reader is on both lists");
    assert!(rows.iter().any(|row| row.name.is_none()), "one reader has no name");
    let longest = rows.iter().filter_map(|row| row.name.as_deref()).map(|name| name.chars().count()).max();
    assert!(longest > Some(100), "{longest:?}");
}
