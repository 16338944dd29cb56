//! The dialect, as a table of what is written and what comes out.

use proptest::prelude::*;

use super::*;
use crate::domain::prose::plain_text;

/// Blocks in a short notation, so that a table can be read.
fn show(blocks: &[Block]) -> String {
    let shown: Vec<String> = blocks.iter().map(show_block).collect();
    shown.join(" / ")
}

fn show_block(block: &Block) -> String {
    match block {
        Block::Paragraph { content, .. } => format!("p {}", line(content)),
        Block::Heading { level, content, .. } => format!("h{level} {}", line(content)),
        Block::List { ordered, items, .. } => {
            let items: Vec<String> = items.iter().map(|item| show(&item.blocks)).collect();
            format!("{} [{}]", if *ordered { "ol" } else { "ul" }, items.join("; "))
        }
        Block::Quote(quote) => {
            let by = quote.attribution.as_ref().map(|by| format!(" by {}", line(by)));
            format!("quote ({}){}", show(&quote.blocks), by.unwrap_or_default())
        }
        Block::Table(table) => {
            let cells =
                |row: &Vec<Vec<Inline>>| row.iter().map(|cell| line(cell)).collect::<Vec<_>>().join(",");
            let rows: Vec<String> = table.rows.iter().map(cells).collect();
            format!("table {} | {}", cells(&table.head), rows.join(" | "))
        }
        Block::Picture(picture) => {
            let caption = picture.caption.as_ref().map(|words| format!(" _{}_", line(words)));
            let mark = if picture.decorative { "decorative " } else { "" };
            format!("{mark}picture {} \"{}\"{}", picture.file, picture.alt, caption.unwrap_or_default())
        }
        Block::Button { label, target, .. } => format!("button {} -> {target}", line(label)),
    }
}

fn line(content: &[Inline]) -> String {
    content
        .iter()
        .map(|inline| match inline {
            Inline::Text(text) => text.clone(),
            Inline::Emphasis(inner) => format!("_{}_", line(inner)),
            Inline::Strong(inner) => format!("*{}*", line(inner)),
            Inline::Link { target, content } => format!("<{}|{target}>", line(content)),
            Inline::Phrase { lang, content } => format!("<{}|in {lang}>", line(content)),
            Inline::Field { name, fallback } => format!("{{{name}|{fallback}}}"),
            Inline::Break => "⏎".to_owned(),
        })
        .collect()
}

#[test]
fn the_dialect_is_markdown_without_its_traps() {
    let table: &[(&str, &str)] = &[
        ("One\ntwo.\n\nThree.", "p One two. / p Three."),
        ("2018. október 25-én találkozunk.", "p 2018. október 25-én találkozunk."),
        ("6. mars kl. 10", "p 6. mars kl. 10"),
        ("1. mars er frist.\n\n2. mars er for sent.", "p 1. mars er frist. / p 2. mars er for sent."),
        ("1. one\n2. two\nmore", "ol [p one; p two more]"),
        ("1. alone", "p 1. alone"),
        ("2. two\n3. three", "p 2. two 3. three"),
        ("- Hej, sa hon.", "p - Hej, sa hon."),
        ("– Hej, sa hon.\n\n– Hej.", "p – Hej, sa hon. / p – Hej."),
        ("We need:\n- one\n- two", "p We need: / ul [p one; p two]"),
        ("- one\n\n- two", "p - one / p - two"),
        ("+ a\n+ b\n* c", "p + a + b * c"),
        ("    set in\n\n\tby a tab", "p set in / p by a tab"),
        ("Title\n=====\n\nOther\n---", "p Title ===== / p Other ---"),
        ("```\nx `y`\n```", "p ``` x `y` ```"),
        ("a\\\nb", "p a⏎b"),
        ("a  \nb", "p a b"),
        ("*a* __b__ **c _d_**", "p _a_ *b* *c _d_*"),
        ("*Whole* line", "p _Whole_ line"),
        ("_Whole_ line", "p _Whole_ line"),
        ("### Where\n#hashtag", "h3 Where / p #hashtag"),
        (
            "See https://example.eu/a_b_c?x=1&y=2.",
            "p See <https://example.eu/a_b_c?x=1&y=2|https://example.eu/a_b_c?x=1&y=2>.",
        ),
        ("Write to info@example.eu, please", "p Write to <info@example.eu|mailto:info@example.eu>, please"),
        ("<https://example.eu>", "p <https://example.eu|https://example.eu>"),
        ("[Nära vård](lang:sv) means", "p <Nära vård|in sv> means"),
        ("[See it](link)", "button See it -> link"),
        ("[See *it*](https://example.eu)", "button See _it_ -> https://example.eu"),
        ("Do [see it](link)", "p Do <see it|link>"),
        (
            "![A ward](images/w.jpg)\n*The ward, [today](link)*",
            "picture images/w.jpg \"A ward\" _The ward, <today|link>_",
        ),
        ("![](decorative:images/w.jpg)", "decorative picture images/w.jpg \"\""),
        ("![A](images/w.jpg)\nText", "picture images/w.jpg \"A\" / p Text"),
        ("> Words\n\n> — Anna", "quote (p Words) by Anna"),
        ("> Words\n>\n> — Anna", "quote (p Words) by Anna"),
        ("> It *works*.\n> — Ada, doctor", "quote (p It _works_.) by Ada, doctor"),
        ("> – Hej", "quote (p – Hej)"),
        ("Dear {{ name | dear reader }},", "p Dear {name|dear reader},"),
        ("**{{name|you}}**", "p *{name|you}*"),
        ("| a | b |\n|---|:-:|\n| {{x|1}} | c\\|d |\n| e |", "table a,b | {x|1},c|d | e,"),
        ("[foo]: https://example.eu", "p [foo]: <https://example.eu|https://example.eu>"),
        ("a < b & c &amp; d", "p a < b & c & d"),
    ];
    for (written, expected) in table {
        let (blocks, problems) = parse(written);
        assert_eq!(show(&blocks), *expected, "{written:?}");
        // Marks of another Markdown are text, with a tip.
        let wrong: Vec<_> = problems.iter().filter(|problem| problem.rule() != "STR012").collect();
        assert!(wrong.is_empty(), "{written:?}: {wrong:?}");
    }
}

#[test]
fn what_is_wrong_is_told_with_its_place_and_the_words_stay() {
    let table: &[(&str, &str, &str, &str)] = &[
        ("Dear {{name}}, hi", "FLD001", "{{name}}", "Dear , hi"),
        ("a {{name|} b {{org|y}} c", "FLD002", "{{name|} b", "a {{name|} b y c"),
        ("Dear {{name|x, hi", "FLD002", "{{name|x, hi", "Dear {{name|x, hi"),
        ("Ö [a](https://x.eu/{{name|b}}) b", "FLD003", "[a](https://x.eu/{{name|b}})", "Ö a b"),
        ("ő <b>hi</b>", "HTM010", "<b>", "ő <b>hi</b>"),
        ("<script>x</script>", "HTM010", "<script>", "<script>x</script>"),
        ("a [b](javascript:alert) c", "LNK001", "[b](javascript:alert)", "a b c"),
        ("[b](JaVa&#115;cript:x) c", "LNK001", "[b](JaVa&#115;cript:x)", "b c"),
        ("[b](Data:text/html,x) c", "LNK001", "[b](Data:text/html,x)", "b c"),
        ("[b](/rel) c", "LNK001", "[b](/rel)", "b c"),
        ("[b](mailto:nobody) c", "LNK001", "[b](mailto:nobody)", "b c"),
        ("[b](lang:swedish) c", "LNK001", "[b](lang:swedish)", "b c"),
        ("a ![b](images/x.jpg) c", "IMG010", "![b](images/x.jpg)", "a b c"),
        ("![b](https://x.eu/t.gif)", "IMG010", "![b](https://x.eu/t.gif)", "b"),
        ("![b](images/../../x.jpg)", "IMG010", "![b](images/../../x.jpg)", "b"),
        ("a [](https://x.eu) c", "A11Y04", "[](https://x.eu)", "a  c"),
        ("a\u{e000}b", "TXT001", "\u{e000}", "a\u{fffd}b"),
        ("## Two", "STR010", "## Two", "Two"),
    ];
    for (written, rule, place, words) in table {
        let (blocks, problems) = parse(written);
        let first = problems.first().expect("a problem");
        assert_eq!((first.rule(), &written[first.span.clone()]), (*rule, *place), "{written:?}");
        let shown = match &blocks[0] {
            Block::Paragraph { content, .. } | Block::Heading { content, .. } => plain_text(content),
            other => panic!("{other:?}"),
        };
        assert_eq!(shown, *words, "{written:?}");
    }
}

#[test]
fn a_coded_private_character_can_not_pass_for_a_field() {
    let (blocks, _) = parse("{{name|you}} &#xE000; [x](https://x.eu/&#xE000;)");
    assert_eq!(show(&blocks), "p {name|you} \u{fffd} x");
}

#[test]
fn only_fields_mean_something_in_a_subject() {
    let (words, problems) = parse_words("{{name|You}}: *43* <good> practices");
    assert_eq!((line(&words), problems), ("{name|You}: *43* <good> practices".to_owned(), vec![]));
}

proptest! {
    #[test]
    fn no_text_brings_the_parser_down(text in "[ -~\n\t\r{}|>*_`\\[\\]()<&;#!\\\\é–—\u{a0}\u{e000}\u{200b}-]{0,200}") {
        let (blocks, problems) = parse(&text);
        let _ = show(&blocks);
        for problem in problems {
            prop_assert!(text.get(problem.span.clone()).is_some(), "{problem:?}");
        }
    }

    #[test]
    fn prose_with_dates_comes_out_as_it_went_in(
        parts in proptest::collection::vec(
            prop_oneof![
                "[a-zåäöőű]{1,8}",
                (1u32..32, "mars|október|juni").prop_map(|(day, month)| format!("{day}. {month}")),
                (2000u32..2030).prop_map(|year| format!("{year}.")),
                Just("– ja".to_owned()),
                Just("kl. 10".to_owned()),
            ],
            1..30,
        ),
        breaks in proptest::collection::vec(0usize..4, 30),
    ) {
        // Each part may stand at the beginning of a paragraph.
        let mut text = String::new();
        for (number, part) in parts.iter().enumerate() {
            if number > 0 {
                text.push_str(if breaks[number] == 0 { "\n\n" } else { " " });
            }
            text.push_str(part);
        }
        let (blocks, problems) = parse(&text);
        prop_assert_eq!(problems, vec![]);
        let shown: Vec<String> = blocks.iter().map(|block| match block {
            Block::Paragraph { content, .. } => line(content),
            other => format!("{other:?}"),
        }).collect();
        prop_assert_eq!(shown.join("\n\n"), text);
    }

    #[test]
    fn every_word_survives(text in "[a-z0-9 .,:;!?>*_`\\[\\]()#\n-]{0,120}") {
        prop_assume!(!text.contains("]("));
        let (blocks, _) = parse(&text);
        let written: String = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
        // The numbers of lists go, so only letters are compared.
        let letters = |text: &str| text.chars().filter(char::is_ascii_lowercase).collect::<String>();
        let mut found = String::new();
        for block in &blocks {
            found.push_str(&words_of(block));
        }
        prop_assert_eq!(letters(&found), letters(&written));
    }
}

/// The words of a block without any notation.
fn words_of(block: &Block) -> String {
    match block {
        Block::Paragraph { content, .. } | Block::Heading { content, .. } => plain_text(content),
        Block::Button { label, .. } => plain_text(label),
        Block::List { items, .. } => items.iter().flat_map(|item| &item.blocks).map(words_of).collect(),
        Block::Quote(quote) => {
            let inside: String = quote.blocks.iter().map(words_of).collect();
            inside + &quote.attribution.as_deref().map(plain_text).unwrap_or_default()
        }
        Block::Table(table) => {
            table.head.iter().chain(table.rows.iter().flatten()).map(|cell| plain_text(cell)).collect()
        }
        Block::Picture(picture) => picture.alt.clone(),
    }
}
