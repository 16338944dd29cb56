//! A letter and a recipient become bytes, and the bytes reach the wire.

mod addressee;
mod base32;
pub mod calendar;
mod compose_error;
pub mod dkim;
mod encoded_word;
pub mod files;
mod head;
mod header;
mod header_text;
pub mod maillog;
pub mod message_id;
mod mime;
pub mod note;
mod quoted_printable;
pub mod smtp;
mod stencil;
pub mod token;
pub mod transport;
pub mod verp;

pub use addressee::Addressee;
pub use compose_error::ComposeError;
pub use head::LetterHead;
pub use header_text::{HeaderText, HeaderTextError};
pub use stencil::{Purpose, Stencil};
