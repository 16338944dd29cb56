//! What a hand does with the mouse, as the program sees it.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

/// One movement of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gesture {
    Press,
    /// The right button.
    AskForMenu,
    Drag,
    Release,
    WheelUp,
    WheelDown,
}

/// A gesture, and the cell where it was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mouse {
    pub at: Position,
    pub gesture: Gesture,
}

impl Mouse {
    /// What the terminal reported; none for what means nothing here. With Shift the terminal keeps it to itself.
    pub fn from_event(event: MouseEvent) -> Option<Self> {
        let gesture = match event.kind {
            MouseEventKind::Down(MouseButton::Left) => Gesture::Press,
            MouseEventKind::Down(MouseButton::Right) => Gesture::AskForMenu,
            MouseEventKind::Drag(MouseButton::Left) => Gesture::Drag,
            MouseEventKind::Up(MouseButton::Left) => Gesture::Release,
            MouseEventKind::ScrollUp => Gesture::WheelUp,
            MouseEventKind::ScrollDown => Gesture::WheelDown,
            _ => return None,
        };
        Some(Self { at: Position { x: event.column, y: event.row }, gesture })
    }
}
