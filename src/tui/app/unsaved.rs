//! What becomes of a save, and what waits for it: no deed takes another text than the one on the screen.

use jiff::Timestamp;

use super::{App, Screen};
use crate::tui::effect::Effect;
use crate::tui::event::{Lacks, Told, Unwritten};
use crate::tui::screens::dialog::Ask;
use crate::tui::screens::{Choice, Dialog, unsaved_date};
use crate::tui::widgets::plural;

/// A deed that is done as soon as the files hold the text that was on the screen when it was chosen.
#[derive(Debug)]
pub struct OnceSaved {
    revision: u64,
    busy: &'static str,
    effect: Effect,
}

/// The first few, and how many more there are.
fn listed(mut lines: Vec<String>) -> Vec<String> {
    const FEW: usize = 5;
    let more = lines.len().saturating_sub(FEW) as u64;
    lines.truncate(FEW);
    lines.extend((more > 0).then(|| format!("… and {} more", plural(more, "text", "texts"))));
    lines
}

fn named(unwritten: &[Unwritten]) -> Vec<String> {
    listed(unwritten.iter().map(|one| format!("x {one}")).collect())
}

/// Close, the way to the first of them whose field is known, and another try.
fn to_the_first(unwritten: &[Unwritten]) -> Vec<(&'static str, Choice)> {
    let there = unwritten.iter().find_map(|one| match one.what.clone() {
        Lacks::Field(lang, spot, line) => Some(("Go there", Choice::GoTo { lang, spot, line })),
        Lacks::Words | Lacks::Outline => None,
    });
    [("Close", Choice::Close)].into_iter().chain(there).chain([("Try again", Choice::SaveAgain)]).collect()
}

fn lacks_outline(unwritten: &[Unwritten]) -> bool {
    unwritten.iter().any(|one| one.what == Lacks::Outline)
}

impl App {
    /// Does a deed with the text that is on the screen: at once if the files hold it, else when they do.
    pub(super) fn once_saved(&mut self, busy: &'static str, effect: Effect) -> Vec<Effect> {
        let unsaved = self.open.as_mut().filter(|open| open.changes.unsaved());
        let Some(open) = unsaved else {
            self.busy = Some(busy);
            return vec![effect];
        };
        open.changes.contested = false;
        self.once_saved = Some(OnceSaved { revision: open.changes.revision(), busy, effect });
        self.busy = Some("Saving …");
        self.save_now()
    }

    pub(super) fn saved(&mut self, revision: u64, at: Timestamp) -> Vec<Effect> {
        if self.quitting {
            self.with_open(|open| open.changes.saved(revision, at));
            return self.leave();
        }
        let lacking = self.lacking().is_some();
        let journal = self.open.as_mut().and_then(|open| {
            open.changes.saved(revision, at);
            open.changes.journal(&open.work.issue)
        });
        let mut effects: Vec<Effect> =
            journal.into_iter().chain(self.journal_half_typed()).chain(self.compare()).collect();
        effects.extend(self.look_again(lacking));
        let all = self.open.as_ref().is_none_or(|open| !open.changes.unsaved());
        let settled = |dialog: &mut Dialog| all && dialog.offers(&Choice::SaveAgain);
        self.dialog.take_if(settled);
        if let Some(deed) = self.once_saved.take_if(|deed| deed.revision <= revision) {
            self.busy = Some(deed.busy);
            effects.push(deed.effect);
        }
        effects
    }

    /// The marks follow what was written, and so does a preview that lacked something of it.
    fn look_again(&mut self, lacking: bool) -> Vec<Effect> {
        if self.screen == Screen::Shelf || self.open.as_ref().is_none_or(|open| open.changes.unsaved()) {
            return Vec::new();
        }
        let page = if lacking && self.screen == Screen::Preview { self.render() } else { None };
        page.into_iter().chain(self.look_at_files()).chain(self.check(false)).collect()
    }

    pub(super) fn changed_by_hand(&mut self, files: &[String]) -> Vec<Effect> {
        let why = "somebody changed it outside this program, too";
        let what = Lacks::Words;
        let unwritten = files.iter().map(|file| Unwritten {
            place: file.clone(),
            why: why.to_owned(),
            what: what.clone(),
        });
        self.with_open(|open| {
            open.changes.not_saved(unwritten.collect(), true);
            open.work.unchecked = true;
        });
        self.quitting = false;
        let deed = self.drop_deed();
        let mut lines = vec!["Changed here, and by somebody outside this program:".to_owned()];
        lines.extend(listed(files.iter().map(|one| format!("! {one}")).collect()));
        lines.extend([
            String::new(),
            "Nothing was written over it. Your text is kept in the journal.".into(),
            "Keep mine writes your text there and puts theirs into aside/.".into(),
            "Take theirs puts your text into aside/.".into(),
        ]);
        lines.extend(deed);
        let buttons = vec![
            ("Not now", Choice::Close),
            ("Keep mine", Choice::KeepMine),
            ("Take theirs", Choice::TakeTheirs),
        ];
        self.ask(Dialog::Ask(Ask::new("The file is another by now", lines, buttons)))
    }

    /// Says what could not be written: once, unless somebody waits for it.
    pub(super) fn not_saved(&mut self, unwritten: Vec<Unwritten>) -> Vec<Effect> {
        let places = |all: &[Unwritten]| all.iter().map(|one| one.place.clone()).collect::<Vec<_>>();
        let known = self.open.as_ref().map(|open| places(open.changes.unwritten()));
        let known = known.is_some_and(|known| known == places(&unwritten));
        let asked = std::mem::take(&mut self.saved_by_hand);
        let deed = self.drop_deed();
        let quitting = std::mem::take(&mut self.quitting);
        let mut lines = named(&unwritten);
        let buttons = to_the_first(&unwritten);
        let outline = lacks_outline(&unwritten);
        self.with_open(|open| {
            open.changes.not_saved(unwritten, false);
            open.work.unchecked = true;
        });
        lines.push(String::new());
        lines.extend(if outline {
            vec![
                "Until then sections and lists as you have them now are on this screen alone.".to_owned(),
                "All other texts are in their files, and every word is in the journal.".to_owned(),
            ]
        } else {
            vec!["The rest is in its files; this is kept in the journal.".to_owned()]
        });
        lines.push("Mend it; Ctrl+S tries again.".into());
        if quitting {
            return self.ask_about_unsaved("Your text can't be written into its files");
        }
        if known && !asked && deed.is_none() {
            return self.look_at_files().into_iter().collect();
        }
        lines.extend(deed);
        _ = self.ask(Dialog::Ask(Ask::new("This can't be written as it stands", lines, buttons)));
        // The screen says which fields can't be read.
        self.look_at_files().into_iter().collect()
    }

    pub(super) fn not_journaled(&mut self, why: &str) -> Vec<Effect> {
        let lines = vec![format!("The journal can't be written: {why}"), "Ctrl+S writes the files.".into()];
        let buttons = vec![("Close", Choice::Close), ("Write the files", Choice::SaveAgain)];
        self.ask(Dialog::Ask(Ask::new("Your text is not in the journal", lines, buttons)))
    }

    /// The deed that waited for the text is not done; gives the words for it.
    fn drop_deed(&mut self) -> Option<String> {
        self.once_saved.take()?;
        self.busy = None;
        self.sent_now = false;
        Some("So nothing was made or sent: it would have been another text than this.".to_owned())
    }

    /// A deed is refused while the files lack text that can't be written.
    pub(super) fn refuse_unsaved(&mut self) -> Option<Vec<Effect>> {
        let open = self.open.as_ref().filter(|open| !open.changes.unwritten().is_empty())?;
        let mut lines = named(open.changes.unwritten());
        let buttons = to_the_first(open.changes.unwritten());
        lines.push(String::new());
        lines.push("What is made or sent now would have the text as last saved.".into());
        lines.push("Mend it; Ctrl+S tries again.".into());
        Some(self.ask(Dialog::Ask(Ask::new("Not now: your text is not saved", lines, buttons))))
    }

    pub(super) fn ask_about_unsaved(&mut self, title: &str) -> Vec<Effect> {
        self.busy = None;
        let unwritten = self.open.as_ref().map_or(&[][..], |open| open.changes.unwritten());
        let mut lines = named(unwritten);
        lines.push(String::new());
        lines.push("The journal keeps your text; it is offered again at the next start.".into());
        if lacks_outline(unwritten) {
            lines.push("Sections and lists as you have them now are lost then; what you wrote in new sections comes into aside/.".into());
        }
        let buttons = vec![("Stay", Choice::Close), ("Quit, the journal keeps it", Choice::QuitAnyway)];
        self.ask(Dialog::Ask(Ask::new(title, lines, buttons)))
    }

    pub(super) fn page(&mut self, mut told: Told) -> Vec<Effect> {
        if let Some(words) = self.as_last_saved() {
            told.more.push(words);
        }
        self.done(told)
    }

    /// On a screen of what is made of the files: which text of the screen they lack.
    pub(super) fn lacking(&self) -> Option<String> {
        matches!(self.screen, Screen::Preview | Screen::Checks).then(|| self.as_last_saved())?
    }

    fn as_last_saved(&self) -> Option<String> {
        let open = self.open.as_ref()?;
        match open.changes.unwritten().first() {
            Some(first) => Some(format!("This is the text as last saved; not in it: {first}")),
            None => unsaved_date(&open.work).map(|date| format!("This is the text as last saved. {date}")),
        }
    }
}
