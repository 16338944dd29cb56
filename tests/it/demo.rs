//! The newsletter at the root of the repository: what a newcomer sees first has nothing wrong with it.

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
