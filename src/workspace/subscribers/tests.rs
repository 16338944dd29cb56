//! Lists as people keep them: every fault with its line, and the good rows as they are.

use crate::domain::Lang;
use crate::workspace::tests::folder;

use super::*;

fn read_bytes(csv: &[u8], toml: &str) -> (Vec<Subscriber>, Vec<Problem>) {
    let root = folder(&[("config.toml", "[newsletter]"), ("subscribers/press.toml", toml)]);
    super::super::save::atomically(&root.path().join("subscribers/press.csv"), csv).expect("saved");
    let workspace = Workspace::open(root.path()).expect("a workspace");
    let mut readers = Vec::new();
    let name = ListName::parse("press").expect("a name");
    let problems = workspace.read_subscribers(&name, &mut |reader| readers.push(reader)).expect("readable");
    (readers, problems)
}

fn read(csv: &str) -> (Vec<Subscriber>, Vec<Problem>) {
    read_bytes(csv.as_bytes(), "")
}

fn lang(tag: &str) -> Option<Lang> {
    Lang::parse(tag).ok()
}

#[test]
fn rows_are_read_in_any_order_of_columns_with_further_ones_as_fields() {
    let (readers, problems) = read(
        "Country;Nyelv;E-mail cím;Név\nHU;hu;anna@example.hu;\"Kovács; Anna\"\n;;\n\nNL;;bo@example.nl\n",
    );
    assert_eq!(problems, []);
    let [anna, bo] = readers.as_slice() else { panic!("{readers:?}") };
    assert_eq!((anna.address.as_str(), anna.name.as_deref()), ("anna@example.hu", Some("Kovács; Anna")));
    assert_eq!(anna.language, lang("hu"));
    assert_eq!(anna.fields.get("Country").map(String::as_str), Some("HU"));
    assert_eq!((bo.name.as_deref(), &bo.language), (None, &None));
}

#[test]
fn a_row_without_a_language_has_that_of_the_list() {
    let csv = "email,language\na@example.hu,\nb@example.no,NB\n";
    let (readers, problems) = read_bytes(csv.as_bytes(), "language = \"hu\"");
    assert_eq!(problems, []);
    assert_eq!(
        readers.iter().map(|reader| (reader.language.clone(), reader.names_language)).collect::<Vec<_>>(),
        [(lang("hu"), false), (lang("nb"), true)]
    );
}

#[rustfmt::skip]
const BAD: &[(&str, &str)] = &[
    ("b.example.hu,B,hu", "no @"),
    ("b@exa mple.hu,B,hu", "domain"),
    ("\"b@example.hu\r\nRCPT TO:<x@example.hu>\",B,hu", "line break"),
    (",B,hu", "no e-mail"),
    ("b@example.hu,B,Magyar nyelv", "not a language"),
    ("b@example.hu,\"B\u{1b}[2J\",hu", "U+001B"),
    ("b@example.hu,B\u{202e},hu", "U+202E"),
    ("b@example.hu,B\u{85}b,hu", "U+0085"),
    ("b@example.hu,B\u{2028}b,hu", "U+2028"),
    ("b@example.hu,B\u{0}b,hu", "U+0000"),
    ("b@example.hu,B\u{fffd},hu", "could not be read"),
    ("b@example.hu,B,hu,more", "4 fields"),
    ("A@example.hu,B,hu", "second time"),
];

#[test]
fn a_bad_row_is_told_with_its_line_and_the_others_are_read() {
    for (row, word) in BAD {
        let (readers, problems) =
            read(&format!("email,name,language\na@example.hu,A,hu\n{row}\nc@example.hu,C,hu\n"));
        assert_eq!(readers.len(), 2, "{row:?}: {readers:?}");
        let [problem] = problems.as_slice() else { panic!("{row:?}: {problems:#?}") };
        assert_eq!((problem.severity, problem.place.line), (Severity::ShouldFix, Some(3)), "{row:?}");
        assert!(problem.what.contains(word), "{row:?}: {problem:?}");
        assert!(!format!("{problem:?}").contains('\u{1b}'), "{row:?}");
    }
}

#[test]
fn what_only_looks_bad_is_read() {
    for (row, name) in [
        ("b@example.hu,=cmd|'/c calc'!A0,hu", "=cmd|'/c calc'!A0"),
        ("b@example.hu,'=SUM(A1),hu", "=SUM(A1)"),
        ("b@example.hu,'+36,hu", "+36"),
        ("b@example.hu,'t Hart,nl", "'t Hart"),
        ("b@example.hu,'＝1,hu", "＝1"),
        ("b@example.hu,\"Said \"\"B\"\"\",hu", "Said \"B\""),
        (" b@example.hu , B ,hu,,", "B"),
        ("b+tag@example.hu,Őri Ű,hu", "Őri Ű"),
    ] {
        let (readers, problems) = read(&format!("email,name,language\na@example.hu,A,hu\n{row}\n"));
        assert_eq!(problems, [], "{row}");
        assert_eq!(readers[1].name.as_deref(), Some(name), "{row}");
    }
}

#[test]
fn a_list_in_windows_1250_says_how_it_was_read_and_keeps_line_numbers() {
    let text = "sep=;\r\nNév;E-mail\r\nTűri Őr;a@example.hu\r\nrossz;nincs\r\n";
    let (bytes, _, _) = encoding_rs::WINDOWS_1250.encode(text);
    let (readers, problems) = read_bytes(&bytes, "");
    assert_eq!(readers[0].name.as_deref(), Some("Tűri Őr"));
    assert_eq!(
        problems.iter().map(|p| (p.rule, p.place.line)).collect::<Vec<_>>(),
        [("SUB006", None), ("SUB008", Some(4))]
    );
    assert!(problems[0].what.contains("Windows-1250"));
}

#[test]
fn lines_may_end_in_any_way_and_are_counted_as_they_are_seen() {
    let lines = ["email,name", "a@example.hu,A", "b.example.hu,B", "c@example.hu,\"C\"", ""];
    for end in ["\n", "\r\n", "\r"] {
        let csv = lines.join(end);
        for bytes in [csv.clone().into_bytes(), csv.encode_utf16().flat_map(u16::to_le_bytes).collect()] {
            let (readers, problems) = read_bytes(&bytes, "");
            let names: Vec<_> = readers.iter().filter_map(|reader| reader.name.as_deref()).collect();
            assert_eq!(names, ["A", "C"], "{end:?}");
            assert_eq!(problems.iter().map(|one| one.place.line).collect::<Vec<_>>(), [Some(3)], "{end:?}");
        }
    }
}

#[test]
fn a_file_without_a_column_of_addresses_gives_nobody_and_says_so() {
    for csv in ["a@example.hu,Anna\nb@example.hu,Bo\n", "", "name,language\nA,hu\n"] {
        let (readers, problems) = read(csv);
        assert!(readers.is_empty(), "{csv:?}");
        assert_eq!(
            problems.iter().map(|p| (p.rule, p.severity)).collect::<Vec<_>>(),
            [("SUB007", Severity::MustFix)]
        );
    }
    let (readers, problems) = read("email,mail\na@example.hu,b@example.hu\n");
    assert_eq!((readers.len(), problems[0].rule), (1, "SUB010"));
}

#[rustfmt::skip]
const OPEN: &[(&str, usize, &str, &str)] = &[
    // Never closed: with other rows behind it, with nothing, and in the names of the columns.
    ("email,name\na@example.hu,A\nb@example.hu,\"B\nc@example.hu,C\n", 3, "lines 3 to 4", "2 addresses"),
    ("email,name\na@example.hu,A\nb@example.hu,\"B\n", 3, "the quotation mark in line 3", "1 address lies"),
    ("email,name\na@example.hu,A\nb@example.hu,\"B", 3, "the quotation mark in line 3", "1 address lies"),
    ("email,\"name\na@example.hu,A\nb@example.hu,B\n", 1, "lines 1 to 3", "2 addresses"),
    ("email\na@example.hu\n\"b@example.hu\nc@example.hu\n", 3, "lines 3 to 4", "2 addresses"),
    // Up to the next one, wherever that stands.
    ("email,name\nb@example.hu,\"B\nc@example.hu,C\n\nd@example.hu,\"D, E\"\na@example.hu,A\n", 2, "lines 2 to 5", "3 addresses"),
    ("name;email\n\"B;b@example.hu\nC;c@example.hu\n\"D\";d@example.hu\nA;a@example.hu\n", 2, "lines 2 to 4", "3 addresses"),
    ("\"email\",\"name\"\n\"b@example.hu\",\"B\n\"c@example.hu\",\"C\"\n\"a@example.hu\",\"A\"\n", 2, "lines 2 to 3", "2 addresses"),
    ("email,place,name\nb@example.hu,\"x\ny\",\"B\nc@example.hu,z,C\n", 3, "lines 2 to 4", "2 addresses"),
];

#[test]
fn a_quotation_mark_that_is_not_closed_stops_a_send_and_says_which_lines_it_took() {
    for (csv, line, lines, addresses) in OPEN {
        for csv in [(*csv).to_owned(), csv.replace('\n', "\r\n")] {
            let (readers, problems) = read(&csv);
            assert!(readers.iter().all(|one| one.address.as_str() == "a@example.hu"), "{csv:?}: {readers:?}");
            let [problem] = problems.as_slice() else { panic!("{csv:?}: {problems:#?}") };
            assert_eq!((problem.rule, problem.place.line), (OPEN_MARK, Some(*line)), "{csv:?}");
            assert!(problem.blocks() && problem.what.contains(lines), "{csv:?}: {problem:?}");
            assert!(problem.why.contains(addresses), "{csv:?}: {problem:?}");
        }
    }
}

#[test]
fn a_field_of_several_lines_takes_no_other_row_with_it() {
    for field in [
        "Main street 1\n1000 Town",
        "Main street 1\n\noffice@example.hu",
        "office@example.hu\n\"\"x\"\", y@example.hu, z",
        "write to\nb@example.hu, or c@example.hu",
    ] {
        let csv = format!("email,place,name\na@example.hu,\"{field}\",A\nb@example.hu,x,B\n");
        let (readers, problems) = read(&csv);
        assert_eq!(readers.len(), 1, "{csv:?}: {problems:#?}");
        assert_eq!(
            problems.iter().map(|one| (one.rule, one.place.line)).collect::<Vec<_>>(),
            [(BAD_ROW, Some(2))]
        );
    }
}

#[test]
fn rows_below_empty_lines_and_long_fields_are_named_by_their_own_line() {
    let (_, problems) =
        read("\n\nemail,place\n\na.example.hu,x\nb@example.hu,\"x\ny\"\n\n\nc.example.hu,x\n");
    assert_eq!(problems.iter().map(|one| one.place.line).collect::<Vec<_>>(), [Some(5), Some(6), Some(10)]);
}

#[test]
fn a_byte_that_is_not_utf8_takes_its_row_alone() {
    let rows = |names: &[&str]| {
        let mut csv = b"email,name\n".to_vec();
        for (at, name) in names.iter().enumerate() {
            csv.extend(format!("r{at}@example.hu,{name}\n").as_bytes());
        }
        csv
    };
    let mut csv = rows(&["Varga Előd", "Őri", "Tűri"]);
    csv.extend(b"s@example.hu,Ren\xe9\n");
    for csv in [csv.clone(), [&b"\xef\xbb\xbf"[..], &csv].concat()] {
        let (readers, problems) = read_bytes(&csv, "");
        assert_eq!(
            readers.iter().filter_map(|one| one.name.as_deref()).collect::<Vec<_>>(),
            ["Varga Előd", "Őri", "Tűri"]
        );
        let [problem] = problems.as_slice() else { panic!("{problems:#?}") };
        assert_eq!((problem.rule, problem.place.line), (BAD_ROW, Some(5)));
        assert!(problem.what.contains("\"name\"") && problem.what.contains("E9"), "{problem:?}");
        assert!(problem.remedy.contains("UTF-8"), "{problem:?}");
    }
    let (_, problems) = read_bytes(&[&b"email,n\xe9v\n"[..], &csv[11..]].concat(), "");
    let [problem] = problems.as_slice() else { panic!("{problems:#?}") };
    assert!(problem.blocks() && problem.what.contains("E9"), "{problem:?}");
    assert_eq!(problem.place.line, Some(1));
    // As many of the one as of the other: nothing says that it is UTF-8.
    let (readers, problems) = read_bytes(b"email,name\na@example.hu,\xc3\xa9\nb@example.hu,\xe9\n", "");
    assert_eq!((readers.len(), problems[0].rule), (2, "SUB006"));
}

#[test]
fn a_list_of_nobody_says_so() {
    for csv in ["email,name\n", "email,name", "\nemail,name\n,\n\n  \n"] {
        let (_, problems) = read(csv);
        assert_eq!(
            problems.iter().map(|one| (one.rule, one.severity)).collect::<Vec<_>>(),
            [("SUB016", Severity::ShouldFix)]
        );
    }
    assert!(read("email,name\nx,\n").1.iter().all(|one| one.rule == BAD_ROW));
}

#[test]
fn facts_of_a_list_are_read_and_their_faults_told() {
    let read =
        |toml: &str| list_table::read(&ListName::parse("press").expect("a name"), Path::new("l.toml"), toml);
    let (list, problems) =
        read("title = { hu = \"Sajtó\" }\nbasis = \"consent\"\npublic = true\nlanguage = \"hu\"\n");
    assert_eq!(problems, []);
    assert!(list.public && list.language == lang("hu"));
    for (toml, rule, word) in [
        ("title = ", "SUB001", "not TOML"),
        ("titel = \"x\"", "SUB002", "did you mean \"title\"?"),
        ("public = \"yes\"", "SUB003", "true or false"),
        ("language = \"magyar\"", "SUB005", "language tag"),
        ("basis = \"consnt\"", "SUB005", "did you mean \"consent\"?"),
    ] {
        let (_, problems) = read(toml);
        let [problem] = problems.as_slice() else { panic!("{toml}: {problems:#?}") };
        assert_eq!((problem.rule, problem.place.line), (rule, Some(1)), "{toml}");
        assert!(format!("{} {}", problem.what, problem.remedy).contains(word), "{toml}: {problem:?}");
    }
}

#[test]
fn a_list_that_is_not_there_is_an_error_that_says_so() {
    let root = folder(&[("config.toml", "[newsletter]")]);
    let workspace = Workspace::open(root.path()).expect("a workspace");
    let name = ListName::parse("press").expect("a name");
    assert!(workspace.list(&name).expect_err("none").is_not_found());
    assert!(workspace.read_subscribers(&name, &mut |_| ()).expect_err("none").is_not_found());
}
