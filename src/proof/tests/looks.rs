//! What breaks the rules about looks, and what comes close and must not.

use super::*;

/// A style in the head, instead of the one that is there.
fn in_the_head(case: &mut Case, css: &str) {
    case.html("a > b { color: #000000; }", css);
}

const TEXT_STYLE: &str = "font-family: Arial; font-size: 16px; color: #222222; background-color: #ffffff";

pub const BROKEN: &[Change] = &[
    ("HTM004", "a flexible box", |case| case.html("<p>2018", "<p style=\"display: flex\">2018")),
    ("HTM004", "a slip", |case| case.html("<p>2018", "<p style=\"colour: #aabbcc\">2018")),
    ("HTM004", "a sum", |case| case.html("<p>2018", "<p style=\"width: calc(9em - 8px)\">2018")),
    ("HTM004", "a font from elsewhere", |case| in_the_head(case, "@font-face { font-family: x; }")),
    ("HTM004", "a selector", |case| in_the_head(case, "p:has(b) { color: #000000; }")),
    ("HTM004", "moved in the head", |case| in_the_head(case, "p { transform: none; }")),
    ("HTM005", "no font", |case| case.html("font-family: Arial; ", "")),
    ("HTM005", "its colour in the head", |case| {
        case.html("color: #222222; ", "");
        in_the_head(case, "td { color: #222222; }");
    }),
    ("IMG002", "no width", |case| case.html(" width=\"600\"", "")),
    ("IMG002", "a form that Outlook does not show", |case| {
        case.html("cid:ward@example.eu", "https://helium.example.eu/ward.webp");
    }),
    ("IMG002", "not https", |case| case.html("cid:ward@example.eu", "http://helium.example.eu/ward.png")),
    ("IMG003", "one pixel", |case| case.html("width=\"600\" height=\"300\"", "width=\"1\" height=\"1\"")),
    ("IMG003", "hidden", |case| {
        case.html("width=\"600\"", "style=\"display: none\" width=\"600\"");
    }),
    ("IMG003", "inside of what is hidden", |case| {
        case.html("Előnézet", "<img src=\"cid:x\" alt=\"\" width=\"9\">");
    }),
    ("IMG003", "another address for each reader", |case| {
        case.html("cid:ward@example.eu", "https://helium.example.eu/%NAME%/ward.png");
    }),
    ("IMG003", "a question for each reader", |case| {
        case.html("cid:ward@example.eu", "https://helium.example.eu/ward.png?of=2018&by=%NAME%");
    }),
    ("IMG003", "no height", |case| case.html("height=\"300\"", "height=\"0\"")),
    ("IMG003", "another ground for each reader", |case| {
        case.html("<p>2018", "<p style=\"background: url(https://helium.example.eu/%NAME%.png)\">2018");
    }),
    ("A11Y06", "grey on white", |case| case.html("<p>2018", "<p style=\"color: #999999\">2018")),
    ("A11Y06", "large and too pale all the same", |case| {
        case.html("<p>2018", "<p style=\"color: #cccccc; font-size: 32px\">2018");
    }),
    ("A11Y06", "a dark ground of an old attribute", |case| {
        case.html("<tr><td>Eindhoven", "<tr><td bgcolor=\"#333333\">Eindhoven");
    }),
    ("A11Y06", "on dark screens", |case| {
        in_the_head(
            case,
            "@media (prefers-color-scheme: dark) { td { background-color: #202020 !important; } }",
        );
    }),
    ("A11Y06", "a link in the browser's blue on a dark ground", |case| {
        case.html(
            "<p>2018. október 25.",
            "<p style=\"background-color: #101010; color: #ffffff\">2018 <a href=\"https://helium.example.eu/x\">Hol</a>",
        );
    }),
    ("A11Y07", "a link that looks like the text", |case| {
        case.html(
            "<a href=\"https://helium.example.eu/hu\"",
            "<a style=\"text-decoration: none; color: #222222\" href=\"https://helium.example.eu/hu\"",
        );
    }),
    ("A11Y07", "a link that is almost so dark", |case| {
        case.html(
            "<a href=\"https://helium.example.eu/hu\"",
            "<a style=\"text-decoration: none; color: #0a5c9e\" href=\"https://helium.example.eu/hu\"",
        );
    }),
    ("A11Y11", "small", |case| case.html("<p>2018", "<p style=\"font-size: 13px\">2018")),
    ("A11Y11", "small, in points", |case| case.html("<p>2018", "<p style=\"font-size: 9pt\">2018")),
    ("A11Y11", "justified", |case| case.html("<p>2018", "<p style=\"text-align: justify\">2018")),
    ("A11Y11", "a low link", |case| {
        case.html("<p>2018", "<p><a href=\"https://helium.example.eu/x\">Program</a></p><p>2018");
    }),
    ("A11Y11", "a low picture", |case| {
        case.html(
            "<p>2018",
            "<a href=\"https://helium.example.eu/x\"><img src=\"cid:x\" alt=\"HELIUM\" width=\"90\" height=\"20\"></a><p>2018",
        );
    }),
    ("LEG003", "no basis", |case| case.lists[0].basis = None),
    ("LEG003", "consent without a record", |case| case.lists[0].source = None),
];

#[test]
fn rules_about_looks_find_what_is_wrong() {
    breaks(BROKEN);
}

pub const NEAR: &[Change] = &[
    ("HTM004", "rounded", |case| case.html("<p>2018", "<p style=\"border-radius: 6px\">2018")),
    ("HTM004", "for Outlook alone", |case| {
        case.html("<p>2018", "<p style=\"mso-line-height-rule: exactly; line-height: 26px\">2018");
    }),
    ("HTM004", "on telephones", |case| {
        in_the_head(case, "@media (max-width: 620px) { td { padding: 0 !important; } }");
    }),
    ("HTM005", "around it", |case| {
        case.html(TEXT_STYLE, "background-color: #ffffff");
        case.html("<table lang=", "<table style=\"font: 16px/26px Arial, sans-serif; color: #222222\" lang=");
    }),
    ("IMG002", "https", |case| case.html("cid:ward@example.eu", "https://helium.example.eu/ward.png?v=2")),
    ("IMG003", "a thin line that is a picture", |case| case.html("height=\"300\"", "height=\"2\"")),
    ("IMG003", "words of each reader's own beside it", |case| {
        case.html("alt=\"Két ápoló", "alt=\"%NAME% &amp; két ápoló");
    }),
    ("IMG003", "a thin line", |case| {
        case.html("<p>2018", "<p style=\"height: 1px; line-height: 1px\">&nbsp;</p><p>2018");
    }),
    ("IMG003", "a link of each reader's own", |case| {
        case.html("%REASON%", "<a href=\"%UNSUB%\">ki</a> %REASON%");
    }),
    ("A11Y06", "just enough", |case| case.html("<p>2018", "<p style=\"color: #767676\">2018")),
    ("A11Y06", "large", |case| {
        case.html("<p>2018", "<p style=\"color: #888888; font-size: 24px\">2018");
    }),
    ("A11Y06", "bold and nearly as large", |case| {
        case.html("<p>2018", "<p style=\"color: #888888; font-size: 19px; font-weight: bold\">2018");
    }),
    ("A11Y06", "hidden", |case| {
        case.html("<p>2018", "<p style=\"color: #fefefe; display: none\">x</p><p>2018");
    }),
    ("A11Y06", "a dot", |case| case.html("<p>2018", "<p style=\"color: #dddddd\">·</p><p>2018")),
    ("A11Y06", "light on dark, on dark screens", |case| {
        in_the_head(
            case,
            "@media (prefers-color-scheme: dark) { td { background-color: #202020 !important; color: #eeeeee !important; } a { color: #9ec5ff !important; } }",
        );
    }),
    ("A11Y07", "another colour", |case| {
        case.html(
            "<a href=\"https://helium.example.eu/hu\"",
            "<a style=\"text-decoration: none; color: #bc4b00\" href=\"https://helium.example.eu/hu\"",
        );
    }),
    ("A11Y07", "a button", |case| {
        case.html("<a href=\"https://helium.example.eu/hu\"", "<a style=\"text-decoration: none; background-color: #ffd34d; color: #222222\" href=\"https://helium.example.eu/hu\"");
    }),
    ("A11Y07", "alone", |case| {
        case.html(
            "<p>2018",
            "<p style=\"line-height: 26px\"><a style=\"text-decoration: none; color: #222222\" href=\"https://helium.example.eu/x\">Program</a></p><p>2018",
        );
    }),
    ("A11Y11", "just large enough", |case| {
        case.html("<p>2018", "<p style=\"font-size: 14px; text-align: right\">2018");
    }),
    ("A11Y11", "a low link with room around it", |case| {
        case.html(
            "<p>2018",
            "<p><a style=\"padding: 3px 0\" href=\"https://helium.example.eu/x\">Program</a></p><p>2018",
        );
    }),
    ("LEG003", "another basis", |case| case.lists[0].basis = Some("public task".into())),
];

#[test]
fn rules_about_looks_leave_alone_what_only_looks_wrong() {
    leaves_whole(NEAR);
}

#[test]
fn the_colours_are_named_with_their_contrast_never_rounded_up() {
    let mut case = Case::good();
    case.html("<p>2018", "<p class=\"date\" style=\"color: #777777\">2018");
    let found = case.findings().problems;
    let expected =
        "The text in <p class=\"date\"> is #777777 on #ffffff: a contrast of 4.47 to 1, and it wants 4.5.";
    assert_eq!(found.iter().map(|one| one.what.as_str()).collect::<Vec<_>>(), [expected]);
}

#[test]
fn a_picture_with_fewer_pixels_than_sharp_screens_want_is_a_tip() {
    let png = include_bytes!("../../../templates/images/helium.png");
    for (width, told) in [("224", false), ("300", true)] {
        let mut case = Case::good();
        case.pictures.push(InlinePicture {
            cid: "ward".into(),
            file_name: "ward.png".into(),
            mime: "image/png".into(),
            bytes: png.as_slice().into(),
        });
        case.html("width=\"600\"", &format!("width=\"{width}\""));
        let expected: &[_] = if told { &[("IMG002", Severity::Tip)] } else { &[] };
        assert_eq!(case.wrong(), expected, "{width}");
    }
}
