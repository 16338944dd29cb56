//! What a person changed in `issue.toml`, put into it as it is by now: sections in, out and in order, dates, places
//! and lists, each for itself.

use std::collections::{BTreeMap, BTreeSet};

use super::details;
use super::edition_merge::named;
use super::held::{OUTLINE, collides};
use crate::domain::{Issue, IssueId, ListName, Localized, Section, SectionId, Spot};
use crate::tui::effect::SaveOrder;
use crate::tui::event::{Lacks, Unwritten};
use crate::tui::screens::facts::{place, when_fact};
use crate::tui::screens::{place_in_file, spots};
use crate::workspace::{self, EditError, Fact, IssueFile, Row, Workspace};

/// `issue.toml` on its way to what the person made of it.
#[derive(Debug)]
pub struct OutlineMerge {
    file: IssueFile,
    there: Vec<SectionId>,
    /// The sections as they are to be.
    target: Vec<SectionId>,
    lists: Option<Vec<ListName>>,
    facts: Vec<(SectionId, &'static str, Written)>,
    /// What both changed, in words.
    pub collisions: Vec<String>,
    /// Dates and places that were changed here, of sections that others have taken out.
    pub homeless: BTreeSet<Spot>,
    theirs: String,
}

/// What is to stand behind a key of a section.
#[derive(Debug)]
pub enum Written {
    Fact(Option<Fact>),
    /// The tables below it of that name.
    Rows(Vec<Row>),
}

fn ids(issue: &Issue) -> Vec<SectionId> {
    issue.sections.iter().map(|section| section.id.clone()).collect()
}

/// Why nothing of it can be in `issue.toml`.
pub fn unwritten(issue: &IssueId, why: &workspace::Error) -> Unwritten {
    let line = why.line().map_or(String::new(), |line| format!(", line {line}"));
    Unwritten { place: format!("issues/{issue}/{OUTLINE}{line}"), why: why.words(), what: Lacks::Outline }
}

/// The members of `all` that `other` has as well.
fn shared(all: &[SectionId], other: &[SectionId]) -> Vec<SectionId> {
    all.iter().filter(|id| other.contains(id)).cloned().collect()
}

/// Puts `id` behind whatever stands before it in `like`; what nothing follows there comes last.
fn put_in(target: &mut Vec<SectionId>, id: &SectionId, like: &[SectionId]) {
    let mut after = like.iter().skip_while(|known| *known != id).skip(1);
    if !after.any(|known| target.contains(known)) {
        return target.push(id.clone());
    }
    let before = like.iter().take_while(|known| *known != id);
    let at = before.filter_map(|known| target.iter().position(|there| there == known)).last();
    target.insert(at.map_or(0, |at| at + 1), id.clone());
}

impl OutlineMerge {
    /// None where the person changed nothing of it after all.
    pub fn new(workspace: &Workspace, order: &SaveOrder, base: &Issue) -> Result<Option<Self>, Unwritten> {
        let id = &order.issue.id;
        if changes_nothing(order, base) {
            return Ok(None);
        }
        // The file is opened first: what is changed before it is read is seen when it is saved.
        let opened = IssueFile::open(workspace, id).and_then(|file| Ok((file, workspace.issue(id)?)));
        let (file, (there, problems)) = opened.map_err(|why| unwritten(id, &why))?;
        if let Some(problem) = spots::outline_unread(&problems) {
            let why = format!("{}; {}", problem.what, problem.remedy);
            return Err(Unwritten { place: place_in_file(problem), why, what: Lacks::Outline });
        }
        let mut collisions = Vec::new();
        let target = target(order, base, &there, &mut collisions);
        let mine = &order.issue.lists;
        let lists = (*mine != base.lists && *mine != there.lists).then(|| mine.clone());
        if lists.is_some() && there.lists != base.lists {
            collisions.push(format!("the lists in {OUTLINE}"));
        }
        let (mut facts, mut homeless) = (Vec::new(), BTreeSet::new());
        for spot in &order.facts {
            if spots::section_of(spot).is_some_and(|id| target.contains(id)) {
                facts.extend(fact(order, base, &there, spot, &mut collisions));
            } else if !same_fact(spot, &order.issue, base) {
                homeless.insert(spot.clone());
            }
        }
        for id in order.details.iter().filter(|id| target.contains(id)) {
            facts.extend(details::written(order, base, &there, id, &mut collisions));
        }
        let (there, theirs) = (ids(&there), file.text().to_owned());
        let same = target == there && lists.is_none() && facts.is_empty();
        let nothing = same && collisions.is_empty() && homeless.is_empty();
        Ok((!nothing).then_some(Self { file, there, target, lists, facts, collisions, homeless, theirs }))
    }

    /// Changes the text of the file; `taken_out` gets what leaves it, and gives back what returns.
    pub fn apply(
        &mut self,
        issue: &Issue,
        taken_out: &mut BTreeMap<SectionId, String>,
    ) -> Result<(), EditError> {
        for id in self.there.clone() {
            if !self.target.contains(&id) {
                let text = self.file.remove_section(&id)?;
                taken_out.insert(id.clone(), text);
                self.there.retain(|known| *known != id);
            }
        }
        for (at, id) in self.target.iter().enumerate() {
            match (self.there.iter().position(|known| known == id), taken_out.get(id), issue.section(id)) {
                (None, Some(text), _) => {
                    self.file.bring_back(at, id, text)?;
                    self.there.insert(at, id.clone());
                }
                (None, None, Some(section)) => {
                    self.file.insert_section(at, id, &section.kind)?;
                    self.there.insert(at, id.clone());
                }
                (Some(from), ..) if from != at => {
                    self.file.move_section(id, at)?;
                    let id = self.there.remove(from);
                    self.there.insert(at, id);
                }
                _ => {}
            }
        }
        for (id, key, fact) in &self.facts {
            match fact {
                Written::Fact(fact) => self.file.set_fact(id, key, fact.as_ref())?,
                Written::Rows(rows) => self.file.set_rows(id, key, rows)?,
            }
        }
        if let Some(lists) = &self.lists {
            self.file.set_lists(lists)?;
        }
        Ok(())
    }

    /// What is written over, and the facts that leave, are kept aside first.
    pub fn save(
        &mut self,
        workspace: &Workspace,
        issue: &IssueId,
        taken_out: &BTreeMap<SectionId, String>,
    ) -> Result<(), workspace::Error> {
        if !self.collisions.is_empty() {
            workspace.put_aside(issue, "issue.theirs.toml", &self.theirs)?;
        }
        // More than its header, id and kind.
        let gone = taken_out.iter().filter(|(id, text)| !self.there.contains(id) && text.lines().count() > 3);
        for (id, text) in gone {
            workspace.put_aside(issue, &format!("{id}.toml"), &format!("{text}\n"))?;
        }
        self.file.save()
    }
}

/// Whether the order has nothing that `issue.toml` had not: what was done was undone again.
fn changes_nothing(order: &SaveOrder, base: &Issue) -> bool {
    let mine = &order.issue;
    let same = |spot: &Spot| {
        let known = spots::section_of(spot).is_some_and(|id| mine.section(id).is_some());
        known && same_fact(spot, mine, base)
    };
    let same_details = |id| details::same(id, mine, base);
    ids(mine) == ids(base)
        && mine.lists == base.lists
        && order.facts.iter().all(same)
        && order.details.iter().all(same_details)
}

/// Whether a date or a place is as it was.
fn same_fact(spot: &Spot, mine: &Issue, base: &Issue) -> bool {
    let Some(id) = spots::section_of(spot) else { return true };
    let (own, old) = (mine.section(id), base.section(id));
    match spot {
        Spot::When(_) => starts(own) == starts(old),
        _ => own.and_then(place) == old.and_then(place),
    }
}

/// The sections with what the person did to them: theirs where nobody here touched them.
fn target(order: &SaveOrder, base: &Issue, there: &Issue, collisions: &mut Vec<String>) -> Vec<SectionId> {
    let (mine, before, now) = (ids(&order.issue), ids(base), ids(there));
    for id in before.iter().filter(|id| !mine.contains(id)) {
        let changed = there.section(id).is_some_and(|section| Some(section) != base.section(id));
        if changed {
            collisions.push(format!("{} in {OUTLINE}", section_words(base, id)));
        }
    }
    let kept: Vec<SectionId> =
        now.iter().filter(|id| mine.contains(id) || !before.contains(id)).cloned().collect();
    let moved_here = shared(&mine, &before) != shared(&before, &mine);
    let mut target = if moved_here { shared(&mine, &kept) } else { kept.clone() };
    if moved_here {
        let moved_there = shared(&now, &before) != shared(&before, &now);
        if moved_there && shared(&mine, &now) != shared(&now, &mine) {
            collisions.push(format!("the order of sections in {OUTLINE}"));
        }
        for id in kept.iter().filter(|id| !mine.contains(id)) {
            put_in(&mut target, id, &kept);
        }
    }
    for id in mine.iter().filter(|id| !before.contains(id)) {
        if !target.contains(id) {
            put_in(&mut target, id, &mine);
        }
    }
    target
}

fn section_words(issue: &Issue, id: &SectionId) -> String {
    let named = |lang| named(issue, lang, &Spot::Body(id.clone()));
    issue.source().map_or_else(|| format!("section \"{id}\""), named)
}

/// A date or a place as it is to be written; none where the person did not change it, or it stands there.
fn fact(
    order: &SaveOrder,
    base: &Issue,
    there: &Issue,
    spot: &Spot,
    collisions: &mut Vec<String>,
) -> Option<(SectionId, &'static str, Written)> {
    let id = spots::section_of(spot)?;
    let mine = order.issue.section(id)?;
    let (before, now) = (base.section(id), there.section(id));
    let (key, fact, both) = match spot {
        Spot::When(_) => {
            let (own, old, new) = (starts(Some(mine)), starts(before), starts(now));
            if own == old || own == new {
                return None;
            }
            ("starts", own.map(Fact::Text), old != new)
        }
        Spot::Place(_) => {
            let (own, old, new) = (place(mine), before.and_then(place), now.and_then(place));
            if own == old || own == new {
                return None;
            }
            let (text, both) = joined(own, old, new);
            ("place", text.map(place_fact), both)
        }
        _ => return None,
    };
    let kept = order.kept.keys().find(|(_, of)| of == spot);
    let both = match kept {
        Some((lang, _)) => collides(order, lang, spot, None, &spots::text(there, lang, spot)),
        None => both,
    };
    if both {
        let lang = order.issue.source()?;
        collisions.push(format!("{} in {OUTLINE}", named(&order.issue, lang, spot)));
    }
    Some((id.clone(), key, Written::Fact(fact)))
}

fn starts(section: Option<&Section>) -> Option<String> {
    section.and_then(|section| section.event.as_ref()).map(|event| when_fact(&event.starts))
}

/// A place with what was changed here, language by language where it has them; and whether both changed the same.
fn joined(
    mine: Option<&Localized>,
    before: Option<&Localized>,
    now: Option<&Localized>,
) -> (Option<Localized>, bool) {
    if let (Some(Localized::Each(mine)), Some(Localized::Each(before)), Some(Localized::Each(now))) =
        (mine, before, now)
    {
        let mut texts = now.clone();
        let mut both = false;
        for (lang, text) in mine.iter().filter(|(lang, text)| before.get(*lang) != Some(*text)) {
            both |= now.get(lang) != before.get(lang) && now.get(lang) != Some(text);
            texts.insert(lang.clone(), text.clone());
        }
        return (Some(Localized::Each(texts)), both);
    }
    (mine.cloned(), before != now)
}

fn place_fact(place: Localized) -> Fact {
    match place {
        Localized::One(text) => Fact::Text(text),
        Localized::Each(texts) => Fact::Each(texts),
    }
}
