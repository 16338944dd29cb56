//! The screens: each draws itself from what it is shown and says in its own words what was chosen.

mod checks;
mod delivery;
pub mod dialog;
pub mod event_words;
pub mod facts;
pub mod lacking;
mod marks;
mod people;
pub mod picture_text;
mod preview;
mod reach;
mod scene;
pub mod section_facts;
mod send;
mod shelf;
pub mod spots;
mod standings;
mod tested;
mod work;
pub mod write;

pub use checks::{Checks, place_in_file};
pub use delivery::{Delivery, countdown, ends, late_words, mailing_words, moves};
pub use dialog::{Choice, Dialog};
pub use people::{People, reason_words, uncounted_words};
pub use preview::{Letter, Preview};
pub use scene::Scene;
pub use send::{Deed, Send, stopped, stopped_whoever_gets_it, unsaved_date};
pub use shelf::{Ground, Shelf, state_word, stepped};
pub use standings::Standings;
pub use tested::Tested;
pub use work::{JUST_NOW, Work};
pub use write::Write;
