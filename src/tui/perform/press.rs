//! What is made from an issue as it stands in its files: the preview, the page for the browser, the checks.

use std::path::Path;

use super::Place;
use crate::desk::browser::{self, Shown};
use crate::desk::{check, frozen, press, preview};
use crate::domain::{self, Edition, IssueId, Lang, Problem, SlotWhat};
use crate::proof::Gate;
use crate::tui::event::{Event, Told};
use crate::tui::screens::spots::finding_words;
use crate::workspace::{self, Workspace};

/// The text part of one letter, with the words for readers whose name is not known.
pub fn show(place: &Place, workspace: &Workspace, id: &IssueId, lang: &Lang) {
    let pressed = match press::press(workspace, id, Some(lang)) {
        Ok(pressed) => pressed,
        Err(why) => {
            let (lang, problems) = (lang.clone(), vec![unread(id, &why)]);
            let [subject, inbox_line, text] = [const { String::new() }; 3];
            return place.tell(Event::Preview { lang, subject, inbox_line, text, problems });
        }
    };
    let edition = pressed.issue.editions.get(lang);
    let inbox_line = edition.map_or(String::new(), |edition: &Edition| edition.preheader.clone());
    let fill = |slot: &crate::domain::Slot| match &slot.what {
        SlotWhat::Field { fallback, .. } => fallback.clone(),
        SlotWhat::Unsubscribe => "https://example.org/u/preview".to_owned(),
        SlotWhat::Reason => String::new(),
    };
    let letter = pressed.letters.get(lang);
    let mut problems = pressed.problems;
    problems.retain(|problem| problem.is_of(lang));
    place.tell(Event::Preview {
        lang: lang.clone(),
        subject: letter.map_or(String::new(), |letter| letter.subject.fill(fill)),
        inbox_line,
        text: letter.map_or(String::new(), |letter| letter.text.fill(fill)),
        problems,
    });
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
    let (at, file) = (place.clone(), edition.html.clone());
    // Whether it opens is known only after a while, and orders wait behind this one.
    std::thread::spawn(move || at.tell(Event::Page(shown(&browser::open(file.as_os_str()), &file))));
}

fn shown(shown: &Shown, file: &Path) -> Told {
    let Some(remedy) = shown.remedy() else { return Told::new(shown.in_words()) };
    let more = vec![shown.in_words(), remedy.into(), String::new(), browser::path(file)];
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
