//! The files of the open issue while it is written. A save takes them as they are by then and writes what the person
//! changed, field by field; what others changed stays, and only where both changed the same is somebody asked.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::edition_merge::EditionMerge;
use super::outline_merge::{self, OutlineMerge};
use crate::domain::{Issue, IssueId, Lang, Localized, Problem, SectionId, Spot};
use crate::tui::effect::{Recovered, SaveOrder};
use crate::tui::event::{Lacks, Unread, Unwritten};
use crate::tui::screens::{facts, spots};
use crate::workspace::{self, EditionFile, Workspace, journal, same_text};

pub const OUTLINE: &str = "issue.toml";

/// What was written here, until the composer knows of it.
#[derive(Debug)]
pub struct Held {
    pub id: IssueId,
    /// Into each field, by the order of which revision.
    wrote: BTreeMap<(Lang, Spot), (u64, String)>,
    /// Into `issue.toml`.
    outlined: Option<(u64, Issue)>,
    /// The facts of sections that were taken out, as they stood there: they come back as they were.
    taken_out: BTreeMap<SectionId, String>,
}

/// Why a save did not happen, or not as a whole.
#[derive(Debug)]
pub enum NotWritten {
    /// These were changed here and by hand: nothing was written.
    ByHand(Vec<String>),
    /// These texts are not in their files; everything else is.
    Texts(Vec<Unwritten>),
}

/// What stays behind while the rest is written.
#[derive(Debug, Default)]
pub struct Behind {
    by_hand: Vec<String>,
    pub texts: Vec<Unwritten>,
}

impl Behind {
    pub fn text(&mut self, place: impl Into<String>, why: &dyn std::fmt::Display) {
        self.texts.push(Unwritten { place: place.into(), why: why.to_string(), what: Lacks::Words });
    }

    fn edition(&mut self, issue: &IssueId, lang: &Lang, why: &workspace::Error) {
        if why.is_conflict() {
            self.by_hand.push(format!("{lang}.md"));
        } else {
            let line = why.line().map_or(String::new(), |line| format!(", line {line}"));
            self.text(format!("issues/{issue}/{lang}.md{line}"), &why.words());
        }
    }
}

impl Held {
    pub fn new(id: &IssueId) -> Self {
        let (wrote, outlined, taken_out) = (BTreeMap::new(), None, BTreeMap::new());
        Self { id: id.clone(), wrote, outlined, taken_out }
    }

    /// Writes what an order changes; what can't be written keeps nothing else from its file. Nothing at all is written
    /// where anything was changed by hand as well, unless the order is to go over it. `issue.toml` comes first: while it
    /// can't have the sections of the order, those of the editions stay as they are, and only their words change. Gives the
    /// dates and places of the order that no file can have: others took their sections out.
    pub fn write(&mut self, workspace: &Workspace, order: &SaveOrder) -> Result<BTreeSet<Spot>, NotWritten> {
        let mut behind = Behind::default();
        let mut outline = self.outline(workspace, order, &mut behind);
        let mut stands = behind.texts.is_empty();
        let mut editions: Vec<EditionMerge> = order
            .editions
            .iter()
            .filter_map(|lang| self.edition(workspace, order, lang, stands, &mut behind))
            .collect();
        let by_outline = outline.iter().flat_map(|outline| &outline.collisions);
        let collisions = by_outline.chain(editions.iter().flat_map(|edition| &edition.collisions));
        let collisions: Vec<String> = collisions.cloned().collect();
        if !collisions.is_empty() && !order.over {
            return Err(NotWritten::ByHand(collisions));
        }
        if let Some(outline) = &mut outline {
            stands = self.write_outline(workspace, order, outline, &mut behind);
        }
        for edition in &mut editions {
            if !stands {
                edition.keep_sections(self.base(order));
            }
            let written = edition.apply(order, &mut behind);
            match edition.save(workspace, &self.id) {
                Ok(()) => {
                    let entries = written.into_iter();
                    let entries =
                        entries.map(|(spot, text)| ((edition.lang.clone(), spot), (order.revision, text)));
                    self.wrote.extend(entries);
                }
                Err(why) => behind.edition(&self.id, &edition.lang, &why),
            }
        }
        match behind {
            Behind { by_hand, .. } if !by_hand.is_empty() => Err(NotWritten::ByHand(by_hand)),
            Behind { texts, .. } if !texts.is_empty() => Err(NotWritten::Texts(texts)),
            _ => Ok(outline.map_or_else(BTreeSet::new, |outline| outline.homeless)),
        }
    }

    /// What the sections and facts of an order are held against: what was written here last, or was read.
    fn base<'a>(&'a self, order: &'a SaveOrder) -> &'a Issue {
        let newer = self.outlined.as_ref().filter(|(revision, _)| *revision > order.since);
        newer.map_or(&order.ground, |(_, issue)| issue)
    }

    /// What the person did to an edition, beside what its file says by now; none if nothing. Of sections that came or
    /// went only where `issue.toml` can have them.
    fn edition(
        &self,
        workspace: &Workspace,
        order: &SaveOrder,
        lang: &Lang,
        stands: bool,
        behind: &mut Behind,
    ) -> Option<EditionMerge> {
        let known = |spot: &Spot| {
            let newer = self.wrote.get(&(lang.clone(), spot.clone()));
            newer.filter(|(revision, _)| *revision > order.since).map(|(_, text)| text.clone())
        };
        let mut touched = EditionMerge::touched(order, lang, &known);
        if !stands {
            touched.keep_sections(self.base(order));
        }
        if touched.is_nothing() {
            return None;
        }
        match EditionFile::open(workspace, &self.id, lang) {
            Ok(file) => Some(EditionMerge::new(order, file, touched, known)),
            Err(why) => {
                behind.edition(&self.id, lang, &why);
                None
            }
        }
    }

    fn outline(&self, workspace: &Workspace, order: &SaveOrder, behind: &mut Behind) -> Option<OutlineMerge> {
        if !order.outline {
            return None;
        }
        match OutlineMerge::new(workspace, order, self.base(order)) {
            Ok(outline) => outline,
            Err(unwritten) => {
                behind.texts.push(unwritten);
                None
            }
        }
    }

    /// Whether `issue.toml` has it by now.
    fn write_outline(
        &mut self,
        workspace: &Workspace,
        order: &SaveOrder,
        outline: &mut OutlineMerge,
        behind: &mut Behind,
    ) -> bool {
        let done = outline.apply(&order.issue, &mut self.taken_out).map_err(workspace::Error::from);
        match done.and_then(|()| outline.save(workspace, &self.id, &self.taken_out)) {
            Ok(()) => {
                self.outlined = Some((order.revision, order.issue.clone()));
                return true;
            }
            Err(why) if why.is_conflict() => behind.by_hand.push(OUTLINE.to_owned()),
            Err(why) => behind.texts.push(outline_merge::unwritten(&self.id, &why)),
        }
        false
    }
}

/// Whether both changed a field, and not to the same: `base` is what was written here last, if the order can't know it.
pub fn collides(order: &SaveOrder, lang: &Lang, spot: &Spot, base: Option<&str>, there: &str) -> bool {
    let mine = spots::text(&order.issue, lang, spot);
    if same_text(spot, &mine, there) {
        return false;
    }
    match (base, order.kept.get(&(lang.clone(), spot.clone()))) {
        (Some(base), _) => !same_text(spot, base, there),
        (None, Some(over)) => over.as_ref().is_none_or(|over| *over != journal::mark(there)),
        (None, None) => !same_text(spot, &spots::text(&order.ground, lang, spot), there),
    }
}

/// The editions of an order that had words when they were read, and of which no file has any by now.
pub fn emptied(workspace: &Workspace, order: &SaveOrder) -> BTreeSet<Lang> {
    let empty =
        |lang: &&Lang| EditionFile::open(workspace, &order.issue.id, lang).is_ok_and(|file| file.is_empty());
    order.ground.editions.keys().filter(empty).cloned().collect()
}

/// The texts of an order that the files did not say when they were read, as they would be kept; of what was `emptied`
/// since, all.
pub fn lacking(order: &SaveOrder, emptied: &BTreeSet<Lang>, at: Timestamp) -> Vec<Recovered> {
    let mut fields: Vec<(&Lang, Spot)> = Vec::new();
    for lang in order.editions.union(emptied) {
        fields.extend(spots::of_edition(&order.issue, lang).into_iter().map(|spot| (lang, spot)));
    }
    for spot in &order.facts {
        let place = spots::section_of(spot).and_then(|id| order.issue.section(id)).and_then(facts::place);
        let each = matches!((spot, place), (Spot::Place(_), Some(Localized::Each(_))));
        // A date is the same in all languages, and so is many a place.
        let languages = if each { usize::MAX } else { 1 };
        fields.extend(order.issue.languages.iter().take(languages).map(|lang| (lang, spot.clone())));
    }
    let is_fact = |spot: &Spot| matches!(spot, Spot::When(_) | Spot::Place(_));
    fields.retain(|(lang, spot)| {
        let changed = spots::text(&order.issue, lang, spot) != spots::text(&order.ground, lang, spot);
        changed || (emptied.contains(*lang) && !is_fact(spot))
    });
    let kept = |(lang, spot): (&Lang, Spot)| Recovered {
        issue: order.issue.id.clone(),
        lang: lang.clone(),
        text: spots::text(&order.issue, lang, &spot).into_owned(),
        spot,
        over: None,
        at,
        there: None,
    };
    fields.into_iter().map(kept).collect()
}

/// The fields of the issue whose words are not known as the files stand.
pub fn unread(workspace: &Workspace, issue: &Issue, problems: &[Problem]) -> Unread {
    let mut unread = Unread::new();
    for lang in issue.languages.iter().chain(issue.editions.keys()) {
        let whole = match EditionFile::open(workspace, &issue.id, lang) {
            Ok(file) => {
                let head = [Spot::Title, Spot::Subject, Spot::InboxLine].into_iter();
                let found = head.filter_map(|spot| Some(((lang.clone(), spot.clone()), file.unread(&spot)?)));
                unread.extend(found);
                continue;
            }
            Err(_) => problems.iter().find(|one| {
                let file = one.place.file.as_ref().and_then(|file| file.file_name());
                file.is_some_and(|file| *file == *format!("{lang}.md"))
            }),
        };
        let fields = spots::of_issue(issue).into_iter();
        unread.extend(
            whole.into_iter().flat_map(|why| fields.clone().map(|spot| ((lang.clone(), spot), why.clone()))),
        );
    }
    unread
}
