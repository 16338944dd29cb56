//! What other newsletter programs got wrong with languages, each as its users reported it, played on this one.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::process::Command;

use courant::domain::{DeliveryState as S, HoldReason, MailingState as M, SkipReason};
use mail_parser::{Message, MessageParser};
use scraper::{Html, Selector};

use crate::props::relay::{server, start};
use crate::props::server::Act;
use crate::send_command::Demo;
use crate::send_props::Stage;

const ISSUE: &str = "issues/2018-06-summer";

/// The messages of a folder as their readers' programs have them, by address.
fn messages(demo: &Demo, folder: &str) -> BTreeMap<String, Vec<Message<'static>>> {
    let mut by_reader: BTreeMap<String, Vec<Message<'static>>> = BTreeMap::new();
    for entry in fs::read_dir(demo.path(folder)).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "eml") {
            let message = MessageParser::new().parse(&fs::read(&path).unwrap()).unwrap().into_owned();
            let to = message.to().unwrap().first().unwrap().address().unwrap().to_owned();
            by_reader.entry(to).or_default().push(message);
        }
    }
    by_reader
}

fn language(message: &Message<'_>) -> String {
    message.header_raw("Content-Language").unwrap().trim().to_owned()
}

/// The headings and the subject of an edition of the demo, as it is written.
fn words(demo: &Demo, lang: &str) -> (String, BTreeSet<String>) {
    let text = fs::read_to_string(demo.path(&format!("{ISSUE}/{lang}.md"))).unwrap();
    let subject = text.lines().find_map(|line| line.strip_prefix("subject = \"")).unwrap();
    let heading = |line: &str| Some(line.strip_prefix("## ")?.rsplit_once(" {#")?.0.to_owned());
    (subject.trim_end_matches('"').to_owned(), text.lines().filter_map(heading).collect())
}

/// The words of a text, whatever is between them.
fn run_on(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn send(demo: &Demo) {
    let readers = demo.json(&["-o", "json", "send", "2018", "--dry-run"])["readers"].to_string();
    let output = demo.run(&["send", "2018", "--now", "--confirm", &readers]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}

/// mautic/mautic#10762: a contact who prefers "en" got the "en_ZA" translation, the first that the language has, because
/// the parent edition stood in no list of its own translations.
#[test]
fn who_reads_english_gets_the_english_edition_and_not_the_first_regional_one() {
    let demo = Demo::new();
    let outline = demo.path(&format!("{ISSUE}/issue.toml"));
    let text = fs::read_to_string(&outline).unwrap();
    let five = "languages = [\"en\", \"hu\", \"sv\", \"nb\", \"nl\"]";
    assert!(text.contains(five));
    // The parent stands last.
    fs::write(&outline, text.replace(five, "languages = [\"en-ZA\", \"en-AU\", \"de-DE\", \"hu\", \"en\"]"))
        .unwrap();
    let english = fs::read_to_string(demo.path(&format!("{ISSUE}/en.md"))).unwrap();
    for tag in ["en-ZA", "en-AU", "de-DE"] {
        let subject = format!("subject = \"{tag}: ");
        fs::write(demo.path(&format!("{ISSUE}/{tag}.md")), english.replace("subject = \"", &subject))
            .unwrap();
    }
    let mut rows = String::from("email,name,language\n");
    let table = [
        ("parent", "en", "en"),
        ("south", "en-ZA", "en-ZA"),
        ("down", "en-AU", "en-AU"),
        ("britain", "en-GB", "en"),
        ("germany", "de-DE", "de-DE"),
        ("german", "de", "de-DE"),
        ("austria", "de-AT", "de-DE"),
        ("budapest", "hu-HU", "hu"),
    ];
    for (who, wants, _) in table {
        writeln!(rows, "{who}@example.eu,{who},{wants}").unwrap();
    }
    fs::write(demo.path("subscribers/press.csv"), rows).unwrap();
    let output = demo.run(&["send", "2018", "--dry-run", "--every", "--to", "press"]);
    let letters = messages(&demo, "outbox/dry-run/2018-06-summer/eml");
    assert_eq!(letters.len(), table.len(), "{}", String::from_utf8_lossy(&output.stderr));
    for (who, wants, gets) in table {
        let [letter] = &letters[&format!("{who}@example.eu")][..] else { panic!("{who}: not one letter") };
        assert_eq!(language(letter), gets, "who wants {wants}");
        let own = letter.subject().unwrap().starts_with(&format!("{gets}: "));
        assert_eq!(own, gets.contains('-'), "{wants}: {:?}", letter.subject());
    }
}

/// mautic/mautic#16491: each translation of a segment mail was broadcast by itself as well, to everybody on the list,
/// whatever they read; which language one got was a race between the two.
#[test]
fn the_editions_of_an_issue_are_one_mailing_and_each_reader_gets_the_one_of_their_language() {
    let demo = Demo::new();
    send(&demo);
    let status = demo.json(&["-o", "json", "status"]);
    assert_eq!(status["mailings"].as_array().map(Vec::len), Some(1), "{status}");
    let letters = messages(&demo, "outbox/sent/2018-06-summer");
    let mut expected: BTreeMap<String, String> = BTreeMap::new();
    for list in ["partners", "press"] {
        for row in fs::read_to_string(demo.path(&format!("subscribers/{list}.csv"))).unwrap().lines().skip(1)
        {
            // The name of one of them holds a comma in quotation marks.
            let row = row.split('"').step_by(2).collect::<Vec<_>>().concat();
            let cells: Vec<&str> = row.split(',').collect();
            let edition = match cells[2] {
                "" => "en",
                "nn" | "no" | "da" => "nb",
                tag => tag.split('-').next().unwrap(),
            };
            expected.insert(cells[0].to_owned(), edition.to_owned());
        }
    }
    let got: BTreeMap<String, String> = letters
        .iter()
        .map(|(who, letters)| (who.clone(), letters.iter().map(language).collect::<Vec<_>>().join(" and ")))
        .collect();
    assert_eq!(got, expected);
    assert!(expected.values().collect::<BTreeSet<_>>().len() == 5, "the demo has readers of all five");
}

/// mautic/mautic#14758: the addresses of imprint and privacy statement, translated in the theme, came in the language of
/// the editor's profile, and the unsubscribe page in that of the installation.
#[test]
fn the_fixed_words_of_a_letter_are_in_its_language_and_not_in_the_editor_s() {
    let demo = Demo::new();
    let preview = |locale: &str, into: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_courant"));
        command.env("XDG_STATE_HOME", demo.path(".state"));
        for name in ["LANG", "LC_ALL", "LC_MESSAGES", "LANGUAGE"] {
            command.env(name, locale);
        }
        let words = ["--no-input", "preview", "2018", "--into"];
        let output = command.arg("-C").arg(demo.path("")).args(words).arg(demo.path(into)).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    preview("hu_HU.UTF-8", "hungarian");
    preview("sv_SE.UTF-8", "swedish");
    let fixed = [
        ("en", "https://helium.example.eu/privacy", "unsubscribe"),
        ("hu", "https://helium.example.eu/hu/adatkezeles", "leiratkoz"),
        ("sv", "https://helium.example.eu/sv/personuppgifter", "avsluta prenumerationen"),
    ];
    for (lang, ..) in fixed {
        for ending in ["html", "txt"] {
            let [one, other] = ["hungarian", "swedish"].map(|editor| {
                fs::read_to_string(demo.path(editor).join(format!("{lang}.{ending}"))).unwrap()
            });
            assert!(one == other, "{lang}.{ending} depends on who made it");
            let lower = one.to_lowercase();
            for (of, address, word) in fixed {
                assert_eq!(
                    one.contains(address),
                    of == lang,
                    "{lang}.{ending}: the privacy statement of {of}"
                );
                assert_eq!(lower.contains(word), of == lang, "{lang}.{ending}: {word}");
            }
        }
    }
}

/// mautic/mautic#11586: a mail that is to reach everybody once did so for readers of the parent language only; who had
/// got a translation got it again from the next campaign.
#[tokio::test]
async fn nobody_gets_an_issue_a_second_time_in_whatever_language_they_had_it() {
    let relay = start(server(|_| Act::Comply)).await;
    let stage = Stage::new(&relay, 10, "");
    let first = stage.mailing(10).await;
    stage.send().await;
    assert_eq!(stage.ledger.counts(first.id).await.unwrap().of(S::Accepted), 10);
    let list = stage.root().join("subscribers/partners.csv");
    let same = fs::read_to_string(&list).unwrap();
    // The second time each of them reads the language that their neighbour read.
    let columns = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
    let rows: Vec<Vec<String>> = same.lines().skip(1).map(columns).collect();
    let other = rows.iter().zip(rows.iter().cycle().skip(1)).map(|(row, next)| {
        assert_ne!(row[2], next[2]);
        format!("{},{},{}\n", row[0], row[1], next[2])
    });
    let other = format!("email,name,language\n{}", other.collect::<String>());
    for text in [same, other] {
        fs::write(&list, text).unwrap();
        let again = stage.mailing(10).await;
        stage.send().await;
        let again = stage.ledger.mailing(again.id).await.unwrap();
        assert_eq!((again.state, again.held), (M::Held, Some(HoldReason::NobodyLeft { confirmed: 10 })));
        let rows = stage.ledger.missing(again.id).await.unwrap();
        let has_it = rows.iter().filter(|row| row.reason == SkipReason::AlreadyHasIt.as_str());
        assert_eq!(has_it.count(), 10, "in every language");
        courant::desk::control::cancel(&stage.ledger, &again.name, crate::send_props::now()).await.unwrap();
    }
    assert_eq!(relay.truth.accepted().len(), 10);
}

/// mautic/mautic#10562: the subject came in the reader's language and the body in the main one, for the editor kept the
/// text in a second place that the translation did not reach.
#[test]
fn subject_page_and_text_of_a_letter_are_of_one_edition() {
    let demo = Demo::new();
    send(&demo);
    let languages = ["en", "hu", "sv", "nb", "nl"];
    let editions: BTreeMap<&str, (String, BTreeSet<String>)> =
        languages.into_iter().map(|lang| (lang, words(&demo, lang))).collect();
    let root = Selector::parse("html").unwrap();
    let heads = Selector::parse("h2").unwrap();
    let mut seen = BTreeSet::new();
    for (who, letters) in messages(&demo, "outbox/sent/2018-06-summer") {
        let letter = &letters[0];
        let lang = language(letter);
        let (subject, _) = &editions[lang.as_str()];
        assert_eq!(letter.subject(), Some(subject.as_str()), "{who}: {lang}");
        let page = letter.body_html(0).unwrap().into_owned();
        let page = Html::parse_document(&page);
        let of_page = page.select(&root).next().unwrap().value().attr("lang");
        assert_eq!(of_page, Some(lang.as_str()), "{who}");
        let shown: BTreeSet<String> =
            page.select(&heads).map(|head| run_on(&head.text().collect::<String>())).collect();
        let text = run_on(&letter.body_text(0).unwrap());
        for (of, (_, headings)) in &editions {
            let in_text = headings.iter().all(|heading| text.contains(heading.as_str()));
            let in_page = headings.is_subset(&shown);
            assert_eq!((in_text, in_page), (*of == lang, *of == lang), "{who}: {lang}, the headings of {of}");
        }
        seen.insert(lang);
    }
    assert_eq!(seen.len(), languages.len());
}
