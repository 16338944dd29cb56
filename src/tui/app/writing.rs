//! Typing: keys and pastes into fields, and what follows from a changed text.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::meant::Before;
use super::outline::Step;
use super::{App, Open, Screen};
use crate::domain::Lang;
use crate::locale::read_when;
use crate::proof::quotation_marks;
use crate::tui::effect::{Effect, JournalEntry};
use crate::tui::event::{Recovered, Spot};
use crate::tui::keys::Key;
use crate::tui::screens::write::Focus;
use crate::tui::screens::{facts, spots};
use crate::tui::widgets::TextArea;
use crossterm::event::KeyCode;

/// Takes a date or a place into the issue. A date that is none stays in its field, which says so.
fn take_fact(
    open: &mut Open,
    lang: &Lang,
    spot: &Spot,
    typed: &str,
    zone: &TimeZone,
    now: Timestamp,
) -> bool {
    let issue = &mut open.work.issue;
    match spot {
        Spot::When(id) => {
            let dated = issue.section(id).is_some_and(|section| section.event.is_some());
            let standing = issue.section(id).and_then(|section| section.event.as_ref());
            let standing = standing.map(|event| event.starts.clone());
            let before = open.work.agreed.entry(id.clone()).or_insert(standing).clone();
            open.work.misread.remove(id);
            if typed.trim().is_empty() && !dated {
                open.changes.settled(spot);
                return false;
            }
            let from = issue.date.unwrap_or_else(|| zone.to_datetime(now).date());
            match read_when(typed, open.work.zones.get(id).unwrap_or(zone), from) {
                Ok(when) => facts::set_when(issue, id, when),
                Err(why) => {
                    open.work.misread.insert(id.clone(), facts::misread_words(why, typed));
                    // On the way here the text may have been a date by accident: that one is not meant.
                    if facts::put_back(issue, id, before) {
                        open.changes.put_back(spot, now);
                    }
                    return false;
                }
            }
        }
        Spot::Place(id) => facts::set_place(issue, id, lang, typed),
        _ => return false,
    }
    open.changes.facts(spot, now);
    true
}

/// Takes a date or a place back; what is no fact yet goes into its field as it was typed.
fn restore_fact(open: &mut Open, kept: &Recovered, zone: &TimeZone, now: Timestamp) {
    open.changes.typed(&kept.lang, &kept.spot, kept.text.clone(), now);
    if !take_fact(open, &kept.lang, &kept.spot, &kept.text, zone, now) {
        open.write.put(&kept.lang, &kept.spot, &kept.text);
    }
}

/// What only the journal has, as it would be given back.
pub(super) fn recovered(entry: JournalEntry, at: Timestamp) -> Recovered {
    let JournalEntry { issue, lang, spot, text, over } = entry;
    Recovered { issue, lang, spot, text, over, at, there: None }
}

/// What has a place in the open issue, and what has none any more.
fn with_a_place(open: &Open, kept: Vec<Recovered>) -> (Vec<Recovered>, Vec<Recovered>) {
    kept.into_iter().partition(|one| spots::has_place(&open.work.issue, &one.spot))
}

impl App {
    /// Whoever leaves the field of a date means the one that stands in it.
    pub(super) fn agree_to_dates(&mut self) {
        let writing = self.screen == Screen::Write;
        let Some(open) = &mut self.open else { return };
        let here = open.write.spot(&open.work).filter(|_| writing);
        open.work
            .agreed
            .retain(|id, _| here == Some(Spot::When(id.clone())) || open.work.misread.contains_key(id));
    }

    /// A key that is no command: it goes into the field that has the keys.
    pub(super) fn type_key(&mut self, key: Key) -> Vec<Effect> {
        if key.code == KeyCode::Enter && self.place() == crate::tui::keys::Where::Line {
            return self.turn(true);
        }
        if key.code == KeyCode::Enter && self.place() == crate::tui::keys::Where::Text && self.is_in_picture()
        {
            return self.fill_in_picture();
        }
        if self.screen == Screen::Write && !self.is_typing() && matches!(key.code, KeyCode::Char(_)) {
            return self.say("Nothing was written: go into a text first (Enter).");
        }
        self.before = Some(Before::Typed(self.now)).filter(|_| self.is_typing());
        let asks = key == Key::char('/')
            && self.place() == crate::tui::keys::Where::Text
            && self.field().is_some_and(TextArea::is_on_blank_line);
        let marks = self.open.as_ref().and_then(|open| quotation_marks(&open.work.lang));
        let mut effects = self.edit(|field| {
            let changed = field.on_key(key);
            if let (true, Some(marks)) = (changed, marks) {
                field.set_typed_sign(marks);
            }
            changed
        });
        if asks && self.notice.is_none() {
            effects.extend(self.ask_what_to_insert("/"));
        }
        effects
    }

    /// The field that has the keys.
    pub(super) fn field(&self) -> Option<&TextArea> {
        let open = self.open.as_ref().filter(|_| self.screen == Screen::Write)?;
        open.write.focused(&open.work)
    }

    /// Whether a field has the keys.
    fn is_typing(&self) -> bool {
        let open = self.open.as_ref().filter(|_| self.screen == Screen::Write);
        open.is_some_and(|open| open.write.spot(&open.work).is_some())
    }

    pub(super) fn type_paste(&mut self, text: &str) -> Vec<Effect> {
        if !self.is_typing() {
            return self.say("Nothing was pasted: go into a text first (Enter).");
        }
        self.edit(|field| field.paste(text))
    }

    /// Changes the field that has the keys; `change` says whether its text is another now.
    pub(super) fn edit(&mut self, change: impl FnOnce(&mut TextArea) -> bool) -> Vec<Effect> {
        if self.screen != Screen::Write {
            return Vec::new();
        }
        let spot = self.open.as_ref().and_then(|open| open.write.spot(&open.work));
        spot.map_or_else(Vec::new, |spot| self.change(&spot, change))
    }

    /// Changes a field, whichever screen is shown.
    pub(super) fn change(&mut self, spot: &Spot, change: impl FnOnce(&mut TextArea) -> bool) -> Vec<Effect> {
        let now = self.now;
        let Some(open) = &mut self.open else { return Vec::new() };
        if let Some(problem) = open.work.unread(spot) {
            let words = format!("Not yet: {}. Mend it in an editor, then F2.", spots::unread_words(problem));
            return self.say(words);
        }
        if let Some(why) = self.not_theirs(spot) {
            return self.say(why);
        }
        let Some(open) = &mut self.open else { return Vec::new() };
        let field = open.write.field(&open.work, spot);
        let before = field.text().to_owned();
        change(field);
        let text = field.text().to_owned();
        if text == before {
            return Vec::new();
        }
        (open.work.unchecked, open.facts_last) = (true, false);
        if let Spot::When(_) | Spot::Place(_) = spot {
            let zone = self.zone();
            let Some(open) = &mut self.open else { return Vec::new() };
            let (lang, _) = crate::tui::screens::write::key(&open.work, spot);
            open.changes.typed(&lang, spot, text.clone(), now);
            take_fact(open, &lang, spot, &text, &zone, now);
            return Vec::new();
        }
        let lang = open.work.lang.clone();
        spots::set(&mut open.work.issue, &lang, spot, text);
        open.changes.text(&lang, spot, now);
        Vec::new()
    }

    /// Takes kept text back into the issue that is open.
    pub(super) fn restore(&mut self) -> Vec<Effect> {
        let (now, zone) = (self.now, self.zone());
        let Some(open) = &mut self.open else { return Vec::new() };
        let id = open.work.issue.id.clone();
        let (mine, others): (Vec<Recovered>, Vec<Recovered>) =
            std::mem::take(&mut self.recovered).into_iter().partition(|kept| kept.issue == id);
        self.recovered = others;
        open.write.forget();
        let (mine, lost) = with_a_place(open, mine);
        // What was typed here since stays.
        let typed_since = |one: &Recovered| open.changes.is_touched(&open.work.issue, &one.lang, &one.spot);
        let (older, mine): (Vec<Recovered>, Vec<Recovered>) = mine.into_iter().partition(typed_since);
        for kept in mine {
            open.changes.take_up(&kept.lang, &kept.spot, kept.over.clone());
            if let Spot::When(_) | Spot::Place(_) = &kept.spot {
                restore_fact(open, &kept, &zone, now);
            } else {
                spots::set(&mut open.work.issue, &kept.lang, &kept.spot, kept.text);
                open.changes.text(&kept.lang, &kept.spot, now);
            }
        }
        open.write.prepare(&open.work);
        // It is in our own journal before the old one goes, with what it was typed over.
        let journal = open.changes.journal(&open.work.issue);
        let mut effects: Vec<Effect> = journal.into_iter().collect();
        effects.extend((!lost.is_empty()).then_some(Effect::PutAside(lost)));
        effects.extend((!older.is_empty()).then_some(Effect::PutBy(older)));
        if self.recovered.is_empty() && !effects.is_empty() {
            effects.push(Effect::DropRecovered);
        }
        effects
    }

    /// Brings back what was typed and no file could hold when its issue was left.
    pub(super) fn restore_half_typed(&mut self) -> Option<Effect> {
        let (now, zone) = (self.now, self.zone());
        let open = self.open.as_mut()?;
        let id = &open.work.issue.id;
        let (mine, others): (Vec<Recovered>, Vec<Recovered>) =
            std::mem::take(&mut self.half_typed).into_iter().partition(|kept| kept.issue == *id);
        self.half_typed = others;
        let (mine, lost) = with_a_place(open, mine);
        for kept in mine {
            if kept.over.is_some() {
                open.changes.take_up(&kept.lang, &kept.spot, kept.over.clone());
            }
            restore_fact(open, &kept, &zone, now);
        }
        open.write.prepare(&open.work);
        (!lost.is_empty()).then_some(Effect::PutAside(lost))
    }

    /// Keeps it while another issue is open.
    pub(super) fn keep_half_typed(&mut self) {
        let Some(open) = &self.open else { return };
        let at = self.now;
        let kept = open.changes.unfinished(&open.work.issue).into_iter();
        self.half_typed.extend(kept.map(|one| recovered(one, at)));
    }

    /// What was half typed in issues that are not open: each save begins the journal anew, and this belongs to none.
    pub(super) fn journal_half_typed(&self) -> Option<Effect> {
        let entry = |one: &Recovered| JournalEntry {
            issue: one.issue.clone(),
            lang: one.lang.clone(),
            spot: one.spot.clone(),
            text: one.text.clone(),
            over: one.over.clone(),
        };
        let entries: Vec<JournalEntry> = self.half_typed.iter().map(entry).collect();
        (!entries.is_empty()).then_some(Effect::Journal(entries))
    }

    /// To the next field, or the one before; leaving the text of a section writes the files.
    pub(super) fn turn(&mut self, forward: bool) -> Vec<Effect> {
        let Some(open) = &mut self.open else { return Vec::new() };
        open.write.prepare(&open.work);
        open.write.turn(&open.work, forward);
        if open.write.focus == Focus::Sections { self.save_now() } else { Vec::new() }
    }

    /// Journal and files, now; nothing if nothing changed.
    pub(super) fn save_now(&mut self) -> Vec<Effect> {
        let Some(open) = &mut self.open else { return Vec::new() };
        let mut effects: Vec<Effect> = open.changes.journal(&open.work.issue).into_iter().collect();
        if !open.changes.contested {
            effects.extend(open.changes.save(&open.work.issue, false));
        }
        effects
    }

    pub(super) fn on_tick(&mut self, now: Timestamp) -> Vec<Effect> {
        self.now = now;
        let mut effects = match &mut self.open {
            Some(open) => open.changes.due(&open.work.issue, now),
            None => Vec::new(),
        };
        effects.extend(self.look_beside());
        effects
    }

    /// Bold or italic around what is marked.
    pub(super) fn surround(&mut self, mark: &str) -> Vec<Effect> {
        self.edit(|field| {
            field.surround(mark);
            true
        })
    }

    /// For whoever opens the issue next.
    pub(super) fn keep_steps(&self) -> Option<Effect> {
        let open = self.open.as_ref()?;
        Some(Effect::KeepSteps { issue: open.work.issue.id.clone(), steps: open.write.steps() })
    }

    /// Undo or redo: of letters in a text, of structure in the list of sections; anywhere, of what a form has just changed.
    pub(super) fn undo(&mut self, again: bool) -> Vec<Effect> {
        let Some(open) = &self.open else { return Vec::new() };
        let step = if again { open.redo.last() } else { open.undo.last() };
        let form = step.filter(|step| open.facts_last && step.is_facts());
        let (by_form, text) = (form.is_some(), form.and_then(Step::text).cloned());
        let in_text = open.write.spot(&open.work).is_some();
        if by_form {
            let turn = |field: &mut TextArea| if again { field.redo() } else { field.undo() };
            let mut effects = text.map_or_else(Vec::new, |spot| self.change(&spot, turn));
            effects.extend(self.step_back(again));
            return effects;
        }
        if in_text {
            self.edit(|field| if again { field.redo() } else { field.undo() })
        } else {
            self.step_back(again)
        }
    }

    /// Goes to a place in the text.
    pub(super) fn go_to(&mut self, spot: &Spot, line: Option<usize>) -> Vec<Effect> {
        let Some(open) = &mut self.open else { return Vec::new() };
        open.write.at = spots::section_of(spot)
            .and_then(|id| open.work.issue.sections.iter().position(|section| section.id == *id))
            .map_or(0, |at| at + 1);
        open.write.prepare(&open.work);
        let at = open.write.spots(&open.work).iter().position(|known| known == spot).unwrap_or(0);
        open.write.focus = Focus::Field(at);
        if let Some(line) = line {
            open.write.field(&open.work, spot).go_to_line(line);
        }
        self.screen = Screen::Write;
        Vec::new()
    }
}
