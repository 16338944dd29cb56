//! Pieces that screens are drawn with.

mod bar;
mod canvas;
mod cells;
mod page;
mod pane;
mod pasted;
mod rows;
mod text_area;
mod words;
mod wrapping;

pub use bar::bar;
pub use canvas::{Canvas, Target, Targets, at};
pub use cells::{clean, cut, pad, width, wrap};
pub use page::{draw_page, page_lines};
pub use pane::{Pane, put, put_right};
pub use rows::Rows;
pub use text_area::{History, TextArea};
pub use words::{
    day, due, due_elsewhere, due_with_zone, end_beside, end_moment, moment, moment_beside, number, plural,
};
