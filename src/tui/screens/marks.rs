//! The marks beside sections and languages: how far each is, as its words and the checks say.

use super::standings::Beside;
use super::{Work, spots};
use crate::domain::translation::Passage;
use crate::domain::{Lang, Problem, SectionId};
use crate::proof::rules;
use crate::tui::event::{Readiness, Spot};

impl Work {
    /// Whether the findings are not, or not yet, of this text.
    pub fn checks_are_old(&self) -> bool {
        self.unchecked || self.awaited
    }

    /// Whether `issue.toml` can't be read, as the files or the checks said last: no text of the issue is ready then.
    pub fn outline_is_broken(&self) -> bool {
        self.outline_unread().is_some() || spots::outline_unread(self.problems()).is_some()
    }

    /// The sign of a section: what is written is ready once the checks of this very text have said so.
    pub fn section_sign(&self, lang: &Lang, id: &SectionId) -> &'static str {
        let sign = self.sign(self.section_written(lang, id), self.section_readiness(lang, id));
        self.looked_over(lang, Some(id), sign)
    }

    /// The sign of the subject and its companions.
    pub fn head_sign(&self, lang: &Lang) -> &'static str {
        let sign = self.sign(self.head_written(lang), self.head_readiness(lang));
        self.looked_over(lang, None, sign)
    }

    /// No tick for a translation of a text that has changed since, that says other facts, or that no person has looked
    /// over. The first two are known before the checks have said so.
    fn looked_over(&self, lang: &Lang, id: Option<&SectionId>, sign: &'static str) -> &'static str {
        let passage = id.map_or(Passage::Head, |id| Passage::Section(id.clone()));
        let sign = self.beside(self.standings.of(&passage, lang).into_iter(), sign);
        let here = |problem: &&Problem| {
            problem.place.section.as_ref() == id && problem.place.language.as_ref() == Some(lang)
        };
        let outdated = |problem: &Problem| problem.rule == rules::TRN001.id;
        let ready = sign == spots::sign(Readiness::Ready);
        if ready && self.problems().iter().filter(here).any(outdated) { "~" } else { sign }
    }

    /// The sign of a whole edition.
    pub fn edition_sign(&self, lang: &Lang) -> &'static str {
        let head = self.head_written(lang);
        let written = spots::edition_readiness(&self.issue, lang, head, |id| self.section_written(lang, id));
        self.beside(self.standings.of_edition(lang), self.sign(written, self.readiness(lang)))
    }

    /// The sign of what is ready, or would be: whether these texts still say what those say that they were made from.
    fn beside<'s>(&self, texts: impl Iterator<Item = &'s Beside>, sign: &'static str) -> &'static str {
        if sign != "?" && sign != spots::sign(Readiness::Ready) {
            return sign;
        }
        let (mut blocks, mut stale) = (false, false);
        for text in texts {
            blocks |= text.blocks();
            stale |= text.state.is_stale();
        }
        match (blocks, stale) {
            (true, _) => spots::sign(Readiness::NeedsWork),
            (false, true) => "~",
            (false, false) => sign,
        }
    }

    /// While `issue.toml` can't be read, nothing of what is written can be checked.
    fn sign(&self, written: Readiness, checked: Readiness) -> &'static str {
        let unknown = self.checks_are_old() || self.outline_is_broken();
        if written == Readiness::Ready && unknown { "?" } else { spots::sign(checked) }
    }

    /// How far the words of a section are, whatever the checks say.
    fn section_written(&self, lang: &Lang, id: &SectionId) -> Readiness {
        if self.unread.contains_key(&(lang.clone(), Spot::Body(id.clone()))) {
            return Readiness::NeedsWork;
        }
        let Some(text) = self.issue.editions.get(lang).and_then(|edition| edition.section(id)) else {
            return Readiness::NotStarted;
        };
        // A new issue brings headings along: they alone are no text.
        let dated = self.issue.section(id).is_some_and(|section| section.event.is_some());
        let misread = self.misread.contains_key(id);
        match (text.heading.trim().is_empty(), text.markdown.trim().is_empty()) {
            (_, true) if !dated && !misread => Readiness::NotStarted,
            (true, true) => Readiness::NotStarted,
            (false, false) if !misread => Readiness::Ready,
            _ => Readiness::NeedsWork,
        }
    }

    /// How far the words of the head are.
    fn head_written(&self, lang: &Lang) -> Readiness {
        let head = [Spot::Subject, Spot::InboxLine, Spot::Title];
        if head.into_iter().any(|spot| self.unread.contains_key(&(lang.clone(), spot))) {
            return Readiness::NeedsWork;
        }
        spots::head_readiness(&self.issue, lang)
    }

    /// How far one section is in one language.
    pub fn section_readiness(&self, lang: &Lang, id: &SectionId) -> Readiness {
        let faulty = self.outline_is_broken()
            || self.problems().iter().any(|problem| {
                problem.blocks()
                    && problem.place.section.as_ref() == Some(id)
                    && problem.place.language.as_ref().is_none_or(|of| of == lang)
            });
        match self.section_written(lang, id) {
            Readiness::Ready if faulty => Readiness::NeedsWork,
            readiness => readiness,
        }
    }

    /// How far the subject and its companions are.
    pub fn head_readiness(&self, lang: &Lang) -> Readiness {
        let faulty = self.outline_is_broken()
            || self.problems().iter().any(|problem| {
                problem.blocks()
                    && problem.place.section.is_none()
                    && problem.place.language.as_ref() == Some(lang)
            });
        match self.head_written(lang) {
            Readiness::Ready if faulty => Readiness::NeedsWork,
            readiness => readiness,
        }
    }

    /// How far a whole edition is.
    pub fn readiness(&self, lang: &Lang) -> Readiness {
        let head = self.head_readiness(lang);
        spots::edition_readiness(&self.issue, lang, head, |id| self.section_readiness(lang, id))
    }
}
