//! What others wrote in `issue.toml`, put into the issue as it is here: part by part, wherever nothing was changed here.

use std::collections::BTreeSet;

use crate::domain::{Issue, SectionId};

/// The issue on the screen, and everything that remembers what the files said of it.
#[derive(Debug)]
pub struct Known<'a> {
    pub here: &'a mut Issue,
    pub ground: &'a mut Issue,
    /// Of orders that nobody has answered yet.
    pub ordered: Vec<&'a mut Issue>,
}

/// What must stay, whatever the file says by now.
#[derive(Debug, Default)]
pub struct Mine {
    /// Sections whose date or place is being typed.
    pub facts: BTreeSet<SectionId>,
    /// Sections in which anything was typed that is in no file, and can be.
    pub sections: BTreeSet<SectionId>,
}

/// What is another than it was.
#[derive(Debug, Default, Clone, Copy)]
pub struct Taken {
    pub any: bool,
    /// Sections came, went or changed places.
    pub sections: bool,
}

fn ids(issue: &Issue) -> Vec<SectionId> {
    issue.sections.iter().map(|section| section.id.clone()).collect()
}

impl Known<'_> {
    pub fn take(&mut self, fresh: &Issue, mine: &Mine) -> Taken {
        let mut any = self.part(fresh, |issue| &issue.title, |issue| &mut issue.title);
        any |= self.part(fresh, |issue| &issue.number, |issue| &mut issue.number);
        any |= self.part(fresh, |issue| &issue.date, |issue| &mut issue.date);
        any |= self.part(fresh, |issue| &issue.languages, |issue| &mut issue.languages);
        any |= self.part(fresh, |issue| &issue.lists, |issue| &mut issue.lists);
        any |= self.part(fresh, |issue| &issue.accepted, |issue| &mut issue.accepted);
        for id in ids(fresh) {
            any |= !mine.facts.contains(&id) && self.section(fresh, &id);
        }
        let sections = self.order(fresh, &mine.sections);
        Taken { any: any || sections, sections }
    }

    /// Whether `same` is so of the screen and of every order that is on its way.
    fn untouched(&self, same: impl Fn(&Issue) -> bool) -> bool {
        same(self.here) && self.ordered.iter().all(|issue| same(issue))
    }

    fn each(&mut self) -> impl Iterator<Item = &mut Issue> {
        [&mut *self.here, &mut *self.ground]
            .into_iter()
            .chain(self.ordered.iter_mut().map(|issue| &mut **issue))
    }

    fn part<T: PartialEq + Clone>(
        &mut self,
        fresh: &Issue,
        part: impl Fn(&Issue) -> &T,
        of: impl Fn(&mut Issue) -> &mut T,
    ) -> bool {
        let (theirs, before) = (part(fresh), part(self.ground));
        if theirs == before || !self.untouched(|issue| part(issue) == before) {
            return false;
        }
        self.each().for_each(|issue| of(issue).clone_from(theirs));
        true
    }

    /// The facts of a section that is here and there.
    fn section(&mut self, fresh: &Issue, id: &SectionId) -> bool {
        let (Some(theirs), Some(before)) = (fresh.section(id), self.ground.section(id)) else { return false };
        let same = |issue: &Issue| issue.section(id).is_none_or(|section| section == before);
        if theirs == before || self.here.section(id).is_none() || !self.untouched(same) {
            return false;
        }
        for issue in self.each() {
            if let Some(section) = issue.sections.iter_mut().find(|section| section.id == *id) {
                section.clone_from(theirs);
            }
        }
        true
    }

    /// Which sections there are, and in which order; one that something was typed in stays behind the one before it.
    fn order(&mut self, fresh: &Issue, keep: &BTreeSet<SectionId>) -> bool {
        let before = ids(self.ground);
        if !self.untouched(|issue| ids(issue) == before) {
            return false;
        }
        let mut after = ids(fresh);
        for (at, id) in before.iter().enumerate() {
            if keep.contains(id) && !after.contains(id) {
                let known = before[..at].iter().rev().find_map(|one| after.iter().position(|id| id == one));
                after.insert(known.map_or(0, |at| at + 1), id.clone());
            }
        }
        if after == before {
            return false;
        }
        for issue in self.each() {
            let sections = after.iter().filter_map(|id| issue.section(id).or_else(|| fresh.section(id)));
            issue.sections = sections.cloned().collect();
        }
        true
    }
}
