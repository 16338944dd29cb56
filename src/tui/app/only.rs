//! Translating and nothing else: whoever is let in for one language writes that one, and sees no reader and no list.

use super::{App, Screen};
use crate::desk::list::concerns;
use crate::domain::{Lang, Problem, Reach, Spot};
use crate::tui::effect::Effect;
use crate::tui::event::IssueCard;
use crate::tui::screens::write::Layout;

impl App {
    /// A composer for whoever translates into this language.
    #[must_use]
    pub fn only(mut self, lang: Option<Lang>) -> Self {
        self.only = lang;
        self
    }

    /// The issues that have the language.
    pub(super) fn with_the_language(&self, mut cards: Vec<IssueCard>) -> Vec<IssueCard> {
        if let Some(only) = &self.only {
            for card in &mut cards {
                card.languages.retain(|(lang, _)| lang == only);
                (card.mailing, card.old_text, card.reach) = (None, None, Reach::default());
            }
            cards.retain(|card| !card.languages.is_empty());
        }
        cards
    }

    /// The findings that concern the language.
    pub(super) fn of_the_language(&self, mut problems: Vec<Problem>) -> Vec<Problem> {
        if let Some(only) = &self.only {
            problems.retain(|problem| concerns(problem, only));
        }
        problems
    }

    /// Shows an issue that was opened in the language, beside what it is made from.
    pub(super) fn turn_to_the_language(&mut self) {
        let Some(only) = self.only.clone() else { return };
        self.with_open(|open| {
            let first = open.work.issue.source() == Some(&only);
            open.write.layout = if first { Layout::Outline } else { Layout::Beside };
            open.work.lang = only;
            open.write.prepare(&open.work);
        });
    }

    /// Why a field is not theirs to change.
    pub(super) fn not_theirs(&self, spot: &Spot) -> Option<&'static str> {
        let common = matches!(spot, Spot::When(_));
        (self.only.is_some() && common)
            .then_some("The date is the same in every language: its owners set it.")
    }

    /// What may be done, whatever asked for it: nothing in another language, and nothing to do with readers.
    pub(super) fn allowed(&self, effects: Vec<Effect>) -> Vec<Effect> {
        let Some(only) = &self.only else { return effects };
        effects.into_iter().filter(|effect| allows(only, effect)).collect()
    }

    /// Where they can be.
    pub(super) fn is_theirs(&self, screen: Screen) -> bool {
        self.only.is_none() || matches!(screen, Screen::Shelf | Screen::Write | Screen::Preview)
    }
}

fn allows(only: &Lang, effect: &Effect) -> bool {
    match effect {
        Effect::LoadShelf
        | Effect::ReadSettings
        | Effect::OpenIssue(_)
        | Effect::LookAgain(_)
        | Effect::KeepSteps { .. }
        | Effect::DropRecovered
        | Effect::PutBy(_)
        | Effect::PutAside(_)
        | Effect::Check { .. }
        | Effect::Recall(_)
        | Effect::Spell { .. }
        | Effect::Suggest { .. }
        | Effect::Copy(_)
        | Effect::Quit => true,
        Effect::Preview { lang, .. }
        | Effect::TranslationDone { lang, .. }
        | Effect::KeepWord { lang, .. } => lang == only,
        Effect::Journal(entries) => entries.iter().all(|entry| entry.lang == *only),
        Effect::Save(order) | Effect::TakeTheirs(order) => {
            let common = order.facts.iter().any(|spot| matches!(spot, Spot::When(_)));
            !order.outline
                && !common
                && order.details.is_empty()
                && order.editions.iter().all(|lang| lang == only)
        }
        _ => false,
    }
}
