//! What is made from an issue as it stands in its files: the preview, the page for the browser, the checks.

use std::path::Path;

use super::Place;
use crate::desk::awkward::{AsReader, awkward_readers};
use crate::desk::browser::{self, Shown};
use crate::desk::invented::Invented;
use crate::desk::opened::Opened;
use crate::desk::reader_copy::{ReaderCopy, line_for, reader_copy};
use crate::desk::{check, frozen, press, preview};
use crate::domain::{self, IssueId, Lang, Problem, Slots};
use crate::proof::Gate;
use crate::tui::event::{Event, Told};
use crate::tui::screens::spots::finding_words;
use crate::workspace::{self, Workspace};

/// One letter as whoever has these words in its gaps sees it.
pub fn show(place: &Place, workspace: &Workspace, id: &IssueId, lang: &Lang, slots: &Slots) {
    let told = |copy: Option<ReaderCopy>, inbox_line, problems| {
        let (subject, html, text) =
            copy.map_or_else(Default::default, |copy| (copy.subject, copy.html, copy.text));
        place.tell(Event::Preview { lang: lang.clone(), subject, inbox_line, html, text, problems });
    };
    let pressed = match press::press(workspace, id, Some(lang)) {
        Ok(pressed) => pressed,
        Err(why) => return told(None, String::new(), vec![unread(id, &why)]),
    };
    let edition = pressed.issue.editions.get(lang);
    let inbox_line = edition.map_or(String::new(), |edition| line_for(&edition.preheader, slots));
    let copy = match (pressed.letters.get(lang), &pressed.settings, &pressed.templates) {
        (Some(letter), Some(settings), Some(templates)) => {
            Some(reader_copy(letter, settings, templates, slots))
        }
        _ => None,
    };
    let mut problems = pressed.problems;
    problems.retain(|problem| problem.is_of(lang));
    told(copy, inbox_line, problems);
}

/// As whom an edition is worth looking at: readers of its lists where they can be read, and some who are invented.
pub fn readers(place: &Place, workspace: &Workspace, id: &IssueId, lang: &Lang) {
    let of_lists = Opened::of(workspace.clone())
        .ok()
        .and_then(|opened| place.runtime.block_on(awkward_readers(&opened, id, lang)).ok());
    let mut readers = of_lists.unwrap_or_default();
    readers.extend([Invented::LongName, Invented::RightToLeft].map(AsReader::from));
    place.tell(Event::Readers { lang: lang.clone(), readers });
}

/// Writes the true page and opens it; without a display it says where the page is.
pub fn browse(place: &Place, workspace: &Workspace, id: &IssueId, lang: &Lang) {
    let into = preview::default_folder(workspace, id);
    let made = match preview::preview(workspace, id, Some(lang), &into) {
        Ok(made) => made,
        Err(why) => return place.failed("The page can't be made", &why),
    };
    let Some(edition) = made.editions.first() else {
        let mut more: Vec<String> = made
            .problems
            .iter()
            .filter(|one| one.is_of(lang))
            .map(|one| format!("x {}", finding_words(one)))
            .collect();
        more.truncate(8);
        return place.tell(Event::Failed(Told { what: "The page can't be made yet".into(), more }));
    };
    let (at, file, id) = (place.clone(), edition.html.clone(), id.clone());
    // Whether it opens is known only after a while, and orders wait behind this one.
    std::thread::spawn(move || at.tell(Event::Page(shown(&browser::open(file.as_os_str()), &file, &id))));
}

fn shown(shown: &Shown, file: &Path, id: &IssueId) -> Told {
    let Some(remedy) = shown.remedy() else { return Told::new(shown.in_words()) };
    let mut more = vec![shown.in_words(), remedy.into(), String::new(), browser::path(file)];
    // Over SSH a page that is answered with is nearer than a file.
    if *shown == Shown::NoDisplay && browser::tunnel(0, |name| std::env::var(name).ok()).is_some() {
        let follows = "Or see it in your own browser, and follow what you write: type in another window here"
            .to_owned();
        more.extend([String::new(), follows, format!("courant preview --serve {id}")]);
    }
    Told { what: "The page is made".into(), more }
}

/// Tells whether a mailing of the issue waits with another text than its files have; gives whether any waits.
pub fn compare(place: &Place, workspace: &Workspace, id: &IssueId) -> bool {
    let mut waiting = super::post::mailings(place, workspace);
    waiting.retain(|mailing| mailing.issue == *id && mailing.state.waits());
    let words = frozen::old_texts(workspace, &waiting);
    place.tell(Event::OldText { issue: id.clone(), words });
    !waiting.is_empty()
}

/// Tells what the checks find that were ordered for the `nth` time.
pub fn check(place: &Place, workspace: &Workspace, id: &IssueId, nth: u64) {
    compare(place, workspace, id);
    let problems = match check::check(workspace, id, Gate::Writing, place.clock.now()) {
        Ok(findings) => findings.problems,
        Err(check::Error::Broken(problems)) => problems,
        Err(check::Error::Workspace(why)) => vec![unread(id, &why)],
    };
    place.tell(Event::Checked { nth, problems });
}

/// Why nothing can be made of an issue at all: what looks by itself says it where its answer would stand.
fn unread(id: &IssueId, why: &workspace::Error) -> Problem {
    Problem::must("", domain::Place::file(format!("issues/{id}")), why.to_string())
        .remedy("`courant doctor` looks further")
}
