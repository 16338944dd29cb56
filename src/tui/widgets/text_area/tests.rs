//! What keys do to a text, and what no series of them does.

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation as _;

use super::*;

fn press(area: &mut TextArea, keys: &[Key]) {
    keys.iter().for_each(|key| _ = area.on_key(*key));
}

fn plain(code: KeyCode) -> Key {
    Key::plain(code)
}

fn typed(area: &mut TextArea, text: &str) {
    text.chars().for_each(|letter| _ = area.on_key(Key::char(letter)));
}

fn shift(key: Key) -> Key {
    Key { shift: true, ..key }
}

#[test]
fn a_paste_is_kept_whole_and_loses_what_a_terminal_obeys() {
    let mut area = TextArea::new("");
    area.paste("one\r\ntwo\rthree\u{1b}[31m\u{7}\u{202e}\tfour");
    assert_eq!(area.text(), "one\ntwo\nthree four");
    assert!(area.undo());
    assert_eq!(area.text(), "");
}

#[test]
fn ctrl_end_and_ctrl_home_go_to_the_very_end_and_the_very_beginning() {
    let mut area = TextArea::new("one\ntwo\nthree and more");
    press(&mut area, &[plain(KeyCode::Right), Key::with_ctrl(KeyCode::End)]);
    assert_eq!(area.cursor, area.text.len());
    press(&mut area, &[Key::with_ctrl(KeyCode::Home)]);
    assert_eq!(area.cursor, 0);
}

#[test]
fn a_field_never_gets_a_second_line() {
    let mut field = TextArea::one_line("43 good practices");
    assert!(!field.on_key(plain(KeyCode::Enter)));
    field.paste("\nand one date\n");
    assert_eq!(field.text(), "43 good practicesand one date");
}

#[test]
fn what_is_marked_or_the_word_one_is_in_becomes_bold_and_is_not_by_the_same_key_again() {
    let mut area = TextArea::new("an open event");
    press(&mut area, &[shift(Key::with_ctrl(KeyCode::Right))]);
    area.surround("**");
    assert_eq!(area.text(), "**an** open event", "stars beside a blank make nothing bold");
    area.surround("*");
    assert_eq!(area.text(), "***an*** open event");
    area.surround("**");
    assert_eq!(area.text(), "*an* open event");
    area.surround("*");
    assert_eq!(area.text(), "an open event");
    press(&mut area, &[plain(KeyCode::End), plain(KeyCode::Left), plain(KeyCode::Left)]);
    area.surround("**");
    assert_eq!(area.text(), "an open **event**");
    let mut empty = TextArea::new("");
    empty.surround("*");
    typed(&mut empty, "x");
    assert_eq!(empty.text(), "*x*");
}

#[test]
fn a_letter_of_several_characters_is_passed_and_rubbed_out_as_one() {
    let family = "👨\u{200d}👩\u{200d}👧";
    let mut area = TextArea::new(&format!("e\u{301}{family}x"));
    press(&mut area, &[plain(KeyCode::Right), plain(KeyCode::Right), plain(KeyCode::Backspace)]);
    assert_eq!(area.text(), "e\u{301}x");
    press(&mut area, &[plain(KeyCode::Left), plain(KeyCode::Delete)]);
    assert_eq!(area.text(), "x");
}

#[test]
fn an_accent_that_is_typed_behind_its_letter_makes_one_of_both() {
    let mut area = TextArea::new("");
    typed(&mut area, "re\u{301}gi");
    area.paste(" o\u{30b}");
    assert_eq!(area.text(), "régi ő");
}

#[test]
fn up_and_down_go_by_rows_and_keep_to_their_cell() {
    let mut area = TextArea::new("one two three\nx\nfour five");
    area.room.set((8, 10));
    press(&mut area, &[plain(KeyCode::Right); 5]);
    press(&mut area, &[plain(KeyCode::Down)]);
    assert_eq!(area.cursor, 13, "the second row of the first line is shorter");
    press(&mut area, &[plain(KeyCode::Down)]);
    assert_eq!(area.cursor, 15);
    press(&mut area, &[plain(KeyCode::Down), plain(KeyCode::Home)]);
    assert_eq!(area.cursor, 16);
    press(&mut area, &[plain(KeyCode::End)]);
    assert_eq!(area.cursor, 20, "the end of the row, not of the line");
}

#[test]
fn going_up_to_a_line_stays_on_its_last_row_though_its_signs_show_there() {
    let mut area = TextArea::new("**one** **two** x\nlast");
    area.room.set((10, 10));
    press(&mut area, &[Key::with_ctrl(KeyCode::End), plain(KeyCode::Up)]);
    assert_eq!(&area.text[area.cursor..], "o** x\nlast", "the row below is `**two** x`");
}

#[test]
fn words_are_taken_back_one_by_one_and_made_again() {
    let mut area = TextArea::new("");
    typed(&mut area, "Save the date");
    for wanted in ["Save the ", "Save ", ""] {
        assert!(area.undo());
        assert_eq!(area.text(), wanted);
    }
    assert!(!area.undo());
    while area.redo() {}
    assert_eq!(area.text(), "Save the date");
    press(&mut area, &[plain(KeyCode::Backspace); 6]);
    assert_eq!(area.text(), "Save th");
    area.undo();
    assert_eq!(area.text(), "Save the", "first the word that was rubbed out last");
    area.undo();
    assert_eq!(area.text(), "Save the date");
}

#[test]
fn what_is_typed_elsewhere_is_a_step_of_its_own() {
    let mut area = TextArea::new("");
    typed(&mut area, "ab");
    press(&mut area, &[plain(KeyCode::Left), plain(KeyCode::Right)]);
    typed(&mut area, "cd");
    area.undo();
    assert_eq!((area.text(), area.cursor), ("ab", 2));
}

#[test]
fn enter_begins_a_paragraph_the_next_point_or_ends_a_list() {
    for (text, keys, wanted) in [
        ("A paragraph", 1, "A paragraph\n\n"),
        ("- a point", 1, "- a point\n- "),
        ("- a point", 2, "- a point\n"),
        ("  9. a point", 1, "  9. a point\n  10. "),
        ("> a quote", 1, "> a quote\n> "),
        ("![A ward](images/ward.jpg)", 1, "![A ward](images/ward.jpg)\n"),
        ("| a | b |", 1, "| a | b |\n"),
    ] {
        let mut area = TextArea::new(text);
        press(&mut area, &[plain(KeyCode::End)]);
        press(&mut area, &vec![plain(KeyCode::Enter); keys]);
        assert_eq!(area.text(), wanted, "{text}");
        while area.undo() {}
        assert_eq!(area.text(), text);
    }
}

#[test]
fn the_end_of_a_paragraph_is_rubbed_out_as_one_letter() {
    for (key, back) in [(KeyCode::Backspace, false), (KeyCode::Delete, true)] {
        let mut area = TextArea::new("");
        typed(&mut area, "one");
        press(&mut area, &[plain(KeyCode::Enter)]);
        typed(&mut area, "two");
        press(&mut area, &[plain(KeyCode::Home)]);
        if back {
            press(&mut area, &[plain(KeyCode::Left), plain(KeyCode::Left)]);
        }
        press(&mut area, &[plain(key)]);
        assert_eq!(area.text(), "onetwo");
    }
}

#[test]
fn words_are_replaced_where_they_stand_as_one_step_and_others_are_left_alone() {
    let mut area = TextArea::new("Egy\nA \"terv\" kész.");
    assert!(area.replace(1, 2, "\"terv\"", "„terv”"));
    assert_eq!(area.text(), "Egy\nA „terv” kész.");
    assert!(!area.replace(1, 2, "\"terv\"", "x") && !area.replace(7, 0, "E", "x"));
    assert!(area.replace(0, 0, "Egy", ""));
    area.undo();
    assert_eq!(area.text(), "Egy\nA „terv” kész.");
    area.undo();
    assert_eq!(area.text(), "Egy\nA \"terv\" kész.");
}

#[test]
fn from_what_is_marked_one_goes_to_its_end() {
    let mut area = TextArea::new("one two");
    press(&mut area, &[shift(Key::with_ctrl(KeyCode::Right)), plain(KeyCode::Left)]);
    assert_eq!(area.cursor, 0);
    press(&mut area, &[shift(Key::with_ctrl(KeyCode::Right)), plain(KeyCode::Right)]);
    assert_eq!(area.cursor, 4);
    assert_eq!(area.marked(), None);
}

/// Something that is typed, pasted or pressed.
#[derive(Debug, Clone)]
enum Deed {
    Type(char),
    Paste(String),
    Press(Key),
    Surround(&'static str),
    Undo,
    Redo,
}

/// Hungarian, marks that combine, families, flags, Chinese, Korean, Hebrew, Arabic, and what means something in prose.
const LETTERS: &[char] = &[
    'a', 'ő', 'Ű', ' ', ' ', '.', '*', '_', '[', ']', '(', ')', '#', '-', '>', '\u{301}', '\u{308}',
    '\u{200d}', '👩', '👧', '🇭', '🇺', '\u{fe0f}', '❤', '漢', '字', '한', 'ᄒ', 'ש', 'ל', 'م', 'ر', '\u{64e}',
    'ก', 'ำ', '\u{e000}',
];

fn deed() -> impl Strategy<Value = Deed> {
    let codes = [
        KeyCode::Left,
        KeyCode::Right,
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::Home,
        KeyCode::End,
        KeyCode::PageUp,
        KeyCode::PageDown,
        KeyCode::Enter,
        KeyCode::Backspace,
        KeyCode::Delete,
    ];
    let press = (prop::sample::select(codes.to_vec()), any::<bool>(), any::<bool>())
        .prop_map(|(code, ctrl, shift)| Deed::Press(Key { code, ctrl, alt: false, shift }));
    prop_oneof![
        8 => prop::sample::select(LETTERS.to_vec()).prop_map(Deed::Type),
        1 => prop::collection::vec(prop::sample::select(LETTERS.to_vec()), 0..12)
            .prop_map(|letters| Deed::Paste(letters.into_iter().collect())),
        6 => press,
        1 => prop::sample::select(vec!["*", "**"]).prop_map(Deed::Surround),
        1 => Just(Deed::Undo),
        1 => Just(Deed::Redo),
    ]
}

fn is_border(text: &str, at: usize) -> bool {
    at == text.len() || text.grapheme_indices(true).any(|(border, _)| border == at)
}

proptest! {
    // 80 times up to 250 deeds: some ten thousand.
    #![proptest_config(ProptestConfig::with_cases(80))]
    #[test]
    fn whatever_is_done_the_cursor_stands_between_letters_and_all_can_be_taken_back(
        begun in "[a-ző\u{301} \n*-]{0,40}",
        deeds in prop::collection::vec(deed(), 1..250),
        room in 2usize..40,
    ) {
        let mut area = TextArea::new(&begun);
        area.room.set((room, 7));
        for deed in deeds {
            match deed {
                Deed::Type(letter) => _ = area.on_key(Key::char(letter)),
                Deed::Paste(text) => _ = area.paste(&text),
                Deed::Press(key) => _ = area.on_key(key),
                Deed::Surround(mark) => area.surround(mark),
                Deed::Undo => _ = area.undo(),
                Deed::Redo => _ = area.redo(),
            }
            let text = area.text();
            prop_assert!(is_border(text, area.cursor), "cursor {} in {text:?}", area.cursor);
            if let Some(marked) = area.marked() {
                prop_assert!(is_border(text, marked.start) && is_border(text, marked.end), "{marked:?} in {text:?}");
            }
            let rows = area.rows_for_tests();
            prop_assert_eq!(rows.join(""), text.replace('\n', ""), "every letter is on one row");
            let before = area.text().to_owned();
            if area.undo() {
                area.redo();
                prop_assert_eq!(area.text(), &before, "undo, then redo, is nothing");
            }
        }
        while area.redo() {}
        let last = area.text().to_owned();
        while area.undo() {}
        prop_assert_eq!(area.text(), &cleaned(&begun), "all is taken back");
        while area.redo() {}
        prop_assert_eq!(area.text(), &last, "and made again");
    }
}
