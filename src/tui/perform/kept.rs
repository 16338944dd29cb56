//! Text that composers which broke off have left. What fits its place is offered; all else that the files do not
//! say is put aside and named. A journal goes only once everything in it is somewhere else; one with text of an issue
//! whose `issue.toml` can't be read waits for that as it is.

use super::edition_merge::named;
use super::held::unread;
use crate::domain::Spot;
use crate::tui::event::Recovered;
use crate::tui::screens::{place_in_file, spots};
use crate::tui::widgets::plural;
use crate::workspace::journal::{self, Abandoned};
use crate::workspace::{Error, There, Workspace};

/// What was found at the start.
#[derive(Debug, Default)]
pub struct Found {
    /// The newest first.
    pub offered: Vec<Recovered>,
    /// The journals, if they are needed still.
    pub journals: Vec<Abandoned>,
    /// In words, each text that is not offered: where it is now, and why.
    pub aside: Vec<String>,
    /// In words, what each journal that was left as it is waits for.
    pub waiting: Vec<String>,
}

/// Where a kept text can go.
enum Fit {
    /// The files say it already.
    Said,
    Offered(There),
    Nowhere(String),
    /// Nobody knows while this file, named with its line, can't be read.
    Unknown(String),
}

pub fn look(workspace: &Workspace) -> Found {
    let (mut found, mut safe) = (Found::default(), true);
    let (mut journals, mut kept) = (Vec::new(), Vec::new());
    for mut journal in journal::left_behind(workspace.root()) {
        let fits: Vec<(Recovered, Fit)> = std::mem::take(&mut journal.kept)
            .into_iter()
            .map(|one| {
                let fit = fit(workspace, &one);
                (one, fit)
            })
            .collect();
        match waits_for(&fits) {
            // Let go of, so that whoever starts next looks again.
            Some(words) => found.waiting.push(words),
            None => {
                kept.extend(fits);
                journals.push(journal);
            }
        }
    }
    kept.sort_by_key(|(one, _)| std::cmp::Reverse(one.at));
    let mut newer: Vec<&Recovered> = Vec::new();
    for (one, fit) in &kept {
        let fit = match fit {
            Fit::Offered(_) if newer.iter().any(|known| known.is_of(one) && known.text == one.text) => {
                &Fit::Said
            }
            Fit::Offered(_) if newer.iter().any(|known| known.is_of(one)) => {
                &Fit::Nowhere("another composer left a newer text of it".into())
            }
            fit => fit,
        };
        newer.push(one);
        match fit {
            Fit::Said | Fit::Unknown(_) => {}
            Fit::Offered(there) => {
                found.offered.push(Recovered { there: Some(there.clone()), ..one.clone() });
            }
            Fit::Nowhere(why) => safe &= put_aside(workspace, one, why, &mut found.aside),
        }
    }
    for journal in &journals {
        let path = workspace.put_aside_without_issue("journal.jsonl", &journal.unread);
        safe &= tell("lines of the journal", path, "they can't be read", &mut found.aside);
    }
    if found.offered.is_empty() && safe {
        journals.into_iter().for_each(Abandoned::remove);
    } else {
        found.journals = journals;
    }
    found
}

/// In words, the file that the texts of a journal wait for.
fn waits_for(fits: &[(Recovered, Fit)]) -> Option<String> {
    let file = fits.iter().find_map(|(_, fit)| match fit {
        Fit::Unknown(file) => Some(file),
        _ => None,
    })?;
    let texts = plural(fits.len() as u64, "text", "texts");
    Some(format!("{file} can't be read: {texts} in the journal, offered at the next start once it is mended"))
}

/// Keeps it beside the issue, and says where in `told`; false if that can't be done.
pub fn put_aside(workspace: &Workspace, kept: &Recovered, why: &str, told: &mut Vec<String>) -> bool {
    tell(&format!("{}, {}", kept.issue, kept.file_name()), workspace.put_kept_aside(kept), why, told)
}

fn tell(
    what: &str,
    path: Result<Option<std::path::PathBuf>, Error>,
    why: &str,
    told: &mut Vec<String>,
) -> bool {
    match path {
        Ok(None) => return true,
        Ok(Some(path)) => told.push(format!("{}: {why}", path.display())),
        Err(failed) => {
            told.push(format!(
                "! {what}: {why}. It stays in the journal, for it can't be put aside: {failed}"
            ));
            return false;
        }
    }
    true
}

fn fit(workspace: &Workspace, kept: &Recovered) -> Fit {
    let (issue, problems) = match workspace.issue(&kept.issue) {
        Ok(read) => read,
        Err(Error::NoIssue { .. }) => return Fit::Nowhere("there is no such issue any more".into()),
        Err(why) => return Fit::Nowhere(why.to_string()),
    };
    let there = spots::text(&issue, &kept.lang, &kept.spot);
    // What can't be read is not known to be empty.
    let known = !unread(workspace, &issue, &problems).contains_key(&(kept.lang.clone(), kept.spot.clone()));
    if known && there.trim() == kept.text.trim() && spots::has_place(&issue, &kept.spot) {
        return Fit::Said;
    }
    if let Some(problem) = spots::outline_unread(&problems) {
        return Fit::Unknown(place_in_file(problem));
    }
    if !spots::has_place(&issue, &kept.spot) {
        return Fit::Nowhere("its section is no longer in the issue".into());
    }
    let is_shared = matches!(kept.spot, Spot::When(_) | Spot::Place(_));
    if !is_shared && !issue.languages.contains(&kept.lang) {
        return Fit::Nowhere(format!("the issue has no {} edition", kept.lang));
    }
    let place = named(&issue, &kept.lang, &kept.spot);
    Fit::Offered(There { place, text: there.into_owned() })
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::domain::{IssueId, Lang, SectionId};
    use crate::workspace::{Journal, JournalEntry, save};

    const CONFIG: &str = "format = 1\n[newsletter]\nname = \"Harbour News\"\nlanguages = [\"en\", \"hu\"]\n";
    const ISSUE: &str = "title = \"Summer\"\nlanguages = [\"en\", \"hu\"]\n\n[[section]]\nid = \"tides\"\n\
kind = \"story\"\n\n[[section]]\nid = \"fair\"\nkind = \"story\"\n";
    const ENGLISH: &str = "+++\nsubject = \"High water\"\n+++\n\n## The tides {#tides}\n\nThey come and go.\n\n\
## The fair {#fair}\n\nIt comes.\n";
    const TOML: &str = "issues/summer/issue.toml";

    fn write(root: &Path, name: &str, text: &str) {
        let path = root.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        save::atomically(&path, text.as_bytes()).expect("a file");
    }

    fn workspace() -> (tempfile::TempDir, Workspace) {
        let root = tempfile::tempdir().expect("a folder");
        for (name, text) in [("config.toml", CONFIG), (TOML, ISSUE), ("issues/summer/en.md", ENGLISH)] {
            write(root.path(), name, text);
        }
        let workspace = Workspace::open(root.path()).expect("a workspace");
        (root, workspace)
    }

    fn body(section: &str) -> Spot {
        Spot::Body(SectionId::parse(section).expect("a name"))
    }

    /// A composer types this at that second, and breaks off.
    fn break_off(workspace: &Workspace, second: i64, typed: &[(Spot, &str, &str)]) {
        let entries: Vec<JournalEntry> = typed
            .iter()
            .map(|(spot, lang, text)| JournalEntry {
                issue: IssueId::parse("summer").expect("a name"),
                lang: Lang::parse(lang).expect("a tag"),
                spot: spot.clone(),
                text: (*text).to_owned(),
                over: None,
            })
            .collect();
        let now = jiff::Timestamp::from_second(second).expect("a moment");
        Journal::new(workspace.root()).append(&entries, now).expect("written");
    }

    fn journals(workspace: &Workspace) -> usize {
        fs::read_dir(workspace.root().join(".courant/journal")).expect("a folder").count()
    }

    fn texts(found: &Found) -> Vec<&str> {
        found.offered.iter().map(|one| one.text.as_str()).collect()
    }

    #[test]
    fn kept_text_that_has_no_place_any_more_is_put_aside_and_named_before_its_journal_goes() {
        type Change = fn(&Path);
        let renamed: Change = |root| {
            fs::rename(root.join("issues/summer"), root.join("issues/autumn")).expect("another name");
        };
        let taken_out: Change = |root| {
            write(root, TOML, &ISSUE.replace("[[section]]\nid = \"tides\"\nkind = \"story\"\n\n", ""));
        };
        let beside = "issues/summer/aside/tides.body.en.md";
        for (change, place, why) in [
            (renamed, ".courant/aside/summer.tides.body.en.md", "there is no such issue any more"),
            (taken_out, beside, "its section is no longer in the issue"),
        ] {
            let (root, workspace) = workspace();
            break_off(&workspace, 1, &[(body("tides"), "en", "They stay.")]);
            change(root.path());
            let found = look(&workspace);
            assert_eq!(found.aside, [format!("{place}: {why}")]);
            assert_eq!(fs::read_to_string(root.path().join(place)).expect(place), "They stay.");
            assert!(found.offered.is_empty());
            assert_eq!(journals(&workspace), 0, "{why}");
        }
    }

    #[test]
    fn kept_text_waits_in_its_journal_until_issue_toml_can_be_read_and_is_offered_then() {
        for (broken, line) in [
            (format!("<<<<<<< HEAD\n{ISSUE}"), 1),
            (ISSUE.replace("id = \"tides\"\n", ""), 4),
            (ISSUE.replace("id = \"fair\"", "id = \"tides\""), 9),
        ] {
            let (root, workspace) = workspace();
            break_off(&workspace, 1, &[(body("tides"), "en", "They stay."), (Spot::Subject, "en", "Low")]);
            break_off(&workspace, 2, &[(body("fair"), "en", "It goes.")]);
            write(root.path(), TOML, &broken);
            for start in ["first", "second"] {
                let found = look(&workspace);
                assert!(found.offered.is_empty() && found.aside.is_empty(), "{start}: {found:?}");
                let place = format!("{TOML}, line {line} can't be read: ");
                assert!(found.waiting.iter().all(|words| words.starts_with(&place)), "{start}: {found:?}");
                assert!(found.waiting.iter().any(|words| words.contains(": 2 texts in ")), "{found:?}");
                assert_eq!((found.waiting.len(), journals(&workspace)), (2, 2), "{start}");
                found.journals.into_iter().for_each(Abandoned::remove);
            }
            assert!(!root.path().join("issues/summer/aside").exists());
            write(root.path(), TOML, ISSUE);
            let found = look(&workspace);
            assert_eq!(texts(&found).len(), 3, "{found:?}");
            assert_eq!((texts(&found)[0], found.waiting.len()), ("It goes.", 0));
        }
    }

    #[test]
    fn of_two_fields_the_one_that_fits_is_offered_and_the_other_put_aside_once() {
        let (root, workspace) = workspace();
        break_off(&workspace, 1, &[(body("boats"), "en", "They sail."), (Spot::Subject, "en", "Low water")]);
        for start in ["first", "second"] {
            let found = look(&workspace);
            assert_eq!(texts(&found), ["Low water"], "{start}");
            let why = "its section is no longer in the issue";
            assert_eq!(found.aside, [format!("issues/summer/aside/boats.body.en.md: {why}")]);
            assert_eq!(journals(&workspace), 1, "nobody has answered yet");
            assert!(look(&workspace).offered.is_empty(), "another composer offers it already");
        }
        assert_eq!(fs::read_dir(root.path().join("issues/summer/aside")).expect("a folder").count(), 1);
        look(&workspace).journals.into_iter().for_each(Abandoned::remove);
        assert_eq!(journals(&workspace), 0);
    }

    #[test]
    fn what_the_files_say_already_goes_with_its_journal_and_without_a_word() {
        let (root, workspace) = workspace();
        break_off(
            &workspace,
            1,
            &[(body("tides"), "en", "They come and go."), (body("fair"), "en", "It comes.")],
        );
        let found = look(&workspace);
        assert!(found.offered.is_empty() && found.aside.is_empty(), "{found:?}");
        assert_eq!(journals(&workspace), 0);
        assert!(!root.path().join("issues/summer/aside").exists());
    }

    #[test]
    fn of_two_composers_that_broke_off_the_newer_text_is_offered_and_the_older_put_aside() {
        let (root, workspace) = workspace();
        break_off(&workspace, 2, &[(Spot::Subject, "en", "Low water")]);
        break_off(&workspace, 1, &[(Spot::Subject, "en", "No water")]);
        assert_eq!(texts(&look(&workspace)), ["Low water"]);
        let older = root.path().join("issues/summer/aside/subject.en.md");
        assert_eq!(fs::read_to_string(older).expect("the older one"), "No water");
    }

    #[test]
    fn a_language_that_left_the_issue_and_lines_that_cant_be_read_are_put_aside_too() {
        let (root, workspace) = workspace();
        break_off(&workspace, 1, &[(Spot::Subject, "sv", "Lågvatten")]);
        write(root.path(), ".courant/journal/7.jsonl", "{\"issue\":\"summ");
        let found = look(&workspace);
        assert_eq!(found.aside.len(), 2, "{found:?}");
        let text = |name: &str| fs::read_to_string(root.path().join(name)).expect(name);
        assert_eq!(text("issues/summer/aside/subject.sv.md"), "Lågvatten");
        assert_eq!(text(".courant/aside/journal.jsonl"), "{\"issue\":\"summ\n");
    }

    #[test]
    fn what_cant_be_put_aside_stays_in_its_journal_and_that_is_said() {
        let (root, workspace) = workspace();
        break_off(&workspace, 1, &[(body("boats"), "en", "They sail.")]);
        write(root.path(), "issues/summer/aside", "a file where the folder would be");
        let found = look(&workspace);
        assert!(found.aside[0].contains("It stays in the journal"), "{:?}", found.aside);
        assert_eq!(journals(&workspace), 1);
    }
}
