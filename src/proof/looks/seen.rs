//! A letter as it is seen on each screen: worked out once for all rules.

use super::runs::{Run, runs};
use super::sheet::{Sheet, View};
use crate::proof::page::Page;

/// The text of a letter on each screen.
#[derive(Debug)]
pub struct Seen<'p> {
    bare: Vec<Run<'p>>,
    light: Vec<Run<'p>>,
    /// None where the style in the head says nothing of dark screens.
    dark: Option<Vec<Run<'p>>>,
}

impl<'p> Seen<'p> {
    pub fn of(page: &'p Page) -> Self {
        let sheet = Sheet::of(page);
        Self {
            bare: runs(page, &sheet, View::Bare),
            light: runs(page, &sheet, View::Light),
            dark: sheet.has_dark().then(|| runs(page, &sheet, View::Dark)),
        }
    }

    /// Where the style in the head is thrown away.
    pub(super) fn bare(&self) -> &[Run<'p>] {
        &self.bare
    }

    /// On light screens.
    pub(super) fn light(&self) -> &[Run<'p>] {
        &self.light
    }

    /// On every screen.
    pub(super) fn views(&self) -> impl Iterator<Item = (View, &[Run<'p>])> {
        let dark = self.dark.as_deref().map(|runs| (View::Dark, runs));
        [(View::Bare, self.bare()), (View::Light, self.light())].into_iter().chain(dark)
    }
}
