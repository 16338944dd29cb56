//! A look at the files while an issue is open: what others wrote or mended comes onto the screen, what they broke is told.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::theirs::{Known, Mine, Taken};
use super::typing::Typing;
use super::writing::recovered;
use super::{App, Open, Screen};
use crate::domain::{Issue, Problem, SectionId};
use crate::tui::effect::{Effect, JournalEntry};
use crate::tui::event::{OpenedIssue, Spot};
use crate::tui::screens::spots;
use crate::workspace::FILE_UNREAD;

const CHANGED: &str = "The issue's files were changed: look at what they say now, and choose again.";

impl App {
    /// What others wrote comes onto the screen, field by field and fact by fact, wherever nothing was changed here.
    pub(super) fn reread(&mut self, mut fresh: OpenedIssue) -> Vec<Effect> {
        let now = self.now;
        let here = |open: &&mut Open| open.work.issue.id == fresh.issue.id;
        let Some(open) = self.open.as_mut().filter(here) else { return Vec::new() };
        open.work.ever.extend(fresh.ever.iter().cloned());
        let (lists, languages) = (open.work.issue.lists.clone(), open.work.issue.languages.clone());
        // Where nothing of issue.toml can be read, what it says is not known, and not nothing.
        let known = spots::outline_unread(&fresh.problems).is_none();
        if let Some((ground, _)) = open.changes.known() {
            open.work.uncountable = keep_misread(&mut fresh, ground);
        }
        let typing = Typing::in_field_of(open);
        let (mut taken, homeless) =
            if known { take_facts(open, &fresh.issue, now) } else { Default::default() };
        let aside = put_aside(open, homeless, now);
        taken |= take_texts(open, &fresh);
        let work = &mut open.work;
        let broken = work.read_problems != fresh.problems || work.unread != fresh.unread;
        (work.unread, work.read_problems) = (fresh.unread, fresh.problems);
        work.take_lists(fresh.lists);
        work.take_languages(fresh.translations, Some(fresh.glossary));
        let lost = typing.filter(|typing| !open.write.stay_in(work, &typing.lang, &typing.spot));
        let lost = lost.map(|typing| typing.lost(&work.issue, &fresh.issue));
        open.write.prepare(work);
        work.unchecked |= taken || broken;
        if work.issue.lists != lists || work.issue.languages != languages {
            work.audience = None;
            work.uncounted.clear();
        }
        if broken {
            self.notice = self.broken_words().or(self.notice.take());
        }
        if taken && self.dialog.take_if(|dialog| dialog.is_about_sending()).is_some() {
            self.notice = Some(CHANGED.to_owned());
        }
        if let Some(ask) = lost {
            self.notice = self.dialog.as_ref().map(|_| ask.title().to_owned()).or(self.notice.take());
            self.lost = Some(ask);
            self.tell_what_waits();
        }
        let counts = taken && matches!(self.screen, Screen::People | Screen::Send);
        let count = if counts { self.count() } else { None };
        let check = if taken || broken { self.check(false) } else { None };
        aside.into_iter().chain(check).chain(count).collect()
    }

    /// What is to be said of an issue whose facts, or an edition of which as a whole, can't be read as they stand.
    pub(super) fn broken_words(&self) -> Option<String> {
        let problems = &self.open.as_ref()?.work.read_problems;
        let of_facts = |problem: &&Problem| {
            problem.blocks() && problem.place.file.as_ref().is_some_and(|file| file.ends_with("issue.toml"))
        };
        let whole = |problem: &&Problem| problem.blocks() && FILE_UNREAD.contains(&problem.rule);
        let problem = problems.iter().find(of_facts).or_else(|| problems.iter().find(whole))?;
        Some(format!("x {} (F5)", spots::unread_words(problem)))
    }
}

/// The words of every edition.
fn take_texts(open: &mut Open, fresh: &OpenedIssue) -> bool {
    let mut taken = false;
    for (lang, edition) in &fresh.issue.editions {
        for spot in spots::of_issue(&open.work.issue) {
            if fresh.unread.contains_key(&(lang.clone(), spot.clone())) {
                continue;
            }
            let theirs = spots::text(&fresh.issue, lang, &spot);
            if open.changes.take_theirs(&mut open.work.issue, lang, &spot, &theirs) {
                open.write.forget_field(lang, &spot);
                taken = true;
            }
        }
        // A finding leads to its line by these.
        let here = open.work.issue.editions.get_mut(lang).into_iter().flat_map(|here| &mut here.sections);
        for text in here {
            if let Some(there) = edition.section(&text.id) {
                (text.heading_line, text.body_line) = (there.heading_line, there.body_line);
            }
        }
    }
    taken
}

/// What stands in `issue.toml` and can't be read there is not known, and not nothing: it stays as it was `known`. Gives
/// what is wrong where that is so of lists or languages.
fn keep_misread(fresh: &mut OpenedIssue, known: &Issue) -> Vec<Problem> {
    let OpenedIssue { issue, problems, .. } = fresh;
    let misread = |of: Option<&SectionId>| {
        let of = of.cloned();
        problems.iter().filter(move |one| spots::is_misread(one) && one.place.section == of)
    };
    for section in issue.sections.iter_mut().filter(|section| misread(Some(&section.id)).next().is_some()) {
        let event = known.section(&section.id).and_then(|known| known.event.clone());
        section.event = section.event.take().or(event);
    }
    if misread(None).next().is_none() {
        return Vec::new();
    }
    if issue.title == issue.id.as_str() {
        issue.title.clone_from(&known.title);
    }
    (issue.number, issue.date) = (issue.number.or(known.number), issue.date.or(known.date));
    let languages = known.languages.iter().any(|lang| !issue.languages.contains(lang));
    if languages {
        issue.languages.clone_from(&known.languages);
    }
    let lists = known.lists.iter().any(|list| !issue.lists.contains(list));
    if lists {
        issue.lists.clone_from(&known.lists);
    }
    if languages || lists { misread(None).cloned().collect() } else { Vec::new() }
}

/// Puts by what was typed in the dates of sections that are gone. It is in the journal first: aside it may not get.
fn put_aside(open: &mut Open, homeless: Vec<JournalEntry>, now: Timestamp) -> Vec<Effect> {
    if homeless.is_empty() {
        return Vec::new();
    }
    let journal = open.changes.journal(&open.work.issue);
    let kept = homeless.into_iter().map(|one| recovered(one, now)).collect();
    journal.into_iter().chain([Effect::PutAside(kept)]).collect()
}

/// What `issue.toml` says; gives whether that is something new, and what is typed in dates of sections that it took along.
fn take_facts(open: &mut Open, fresh: &Issue, now: Timestamp) -> (bool, Vec<JournalEntry>) {
    let marked = open.write.section(&open.work).map(|section| section.id.clone());
    let mine = typed(open);
    let work = &mut open.work;
    let mut gone: BTreeSet<SectionId> = work.issue.sections.iter().map(|one| one.id.clone()).collect();
    let Some((ground, ordered)) = open.changes.known() else { return (false, Vec::new()) };
    let Taken { any, sections } = Known { here: &mut work.issue, ground, ordered }.take(fresh, &mine);
    gone.retain(|id| work.issue.section(id).is_none());
    if any {
        work.know_zones();
        if !work.issue.languages.contains(&work.lang)
            && let Some(source) = work.issue.source()
        {
            work.lang = source.clone();
        }
        open.write.forget_facts(|id| mine.facts.contains(id) && !gone.contains(id));
    }
    if sections {
        // Steps are counted in places that are other ones by now.
        (open.undo, open.redo) = (Vec::new(), Vec::new());
        let at = marked.and_then(|id| open.work.issue.sections.iter().position(|section| section.id == id));
        let last = open.work.issue.sections.len() + 1;
        open.write.at = at.map_or(open.write.at.min(last), |at| at + 1);
    }
    open.work.misread.retain(|id, _| !gone.contains(id));
    open.work.agreed.retain(|id, _| !gone.contains(id));
    (any, open.changes.let_go(&open.work.issue, &gone, now))
}

/// The sections of which something is typed here and in no file. What is typed of a date and is none keeps it from being
/// replaced, but no section in the issue: it could never be written.
fn typed(open: &Open) -> Mine {
    let issue = &open.work.issue;
    let all = || issue.sections.iter().map(|section| section.id.clone());
    let dated = |id: &SectionId| {
        open.work.misread.contains_key(id)
            || open.work.agreed.contains_key(id)
            || open.changes.is_unfinished(id)
    };
    let facts: std::collections::BTreeSet<SectionId> = all().filter(dated).collect();
    let worded = |id: &SectionId| {
        let spots = [
            Spot::Heading(id.clone()),
            Spot::Body(id.clone()),
            Spot::When(id.clone()),
            Spot::Place(id.clone()),
        ];
        let touched =
            |spot: &Spot| issue.editions.keys().any(|lang| open.changes.is_touched(issue, lang, spot));
        spots.iter().any(touched)
    };
    Mine { sections: all().filter(worded).collect(), facts }
}
