//! A frame that knows what was drawn where, for whoever clicks on it.

use std::ops::{Deref, DerefMut};

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use crate::tui::keys::{Id, Key};

/// What a place of the screen stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    Command(Id),
    /// A key that the hint line of a dialog names.
    Key(Key),
    /// A row that can be chosen, from 0.
    Row(usize),
    /// A button of a dialog.
    Button(usize),
    /// A word of the menu bar.
    Menu(usize),
    /// A language of the issue, from 0.
    Language(usize),
    /// A field of what is written, from 0.
    Field(usize),
    /// A dialog lies here: what is below is not meant.
    Dialog,
}

/// What was drawn where, the last on top.
pub type Targets = Vec<(Rect, Target)>;

/// The frame, and what its places stand for.
#[derive(Debug)]
pub struct Canvas<'f, 'b> {
    frame: &'f mut Frame<'b>,
    targets: Targets,
}

impl<'f, 'b> Canvas<'f, 'b> {
    pub fn new(frame: &'f mut Frame<'b>) -> Self {
        Self { frame, targets: Vec::new() }
    }

    /// From now on this area stands for something.
    pub fn stands_for(&mut self, area: Rect, target: Target) {
        self.targets.push((area, target));
    }

    /// What was drawn, once all is.
    pub fn into_targets(self) -> Targets {
        self.targets
    }
}

impl<'b> Deref for Canvas<'_, 'b> {
    type Target = Frame<'b>;

    fn deref(&self) -> &Self::Target {
        self.frame
    }
}

impl DerefMut for Canvas<'_, '_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        self.frame
    }
}

/// What lies on top at a place, and the area that it has.
pub fn at(targets: &Targets, place: Position) -> Option<&(Rect, Target)> {
    targets.iter().rev().find(|(area, _)| area.contains(place))
}
