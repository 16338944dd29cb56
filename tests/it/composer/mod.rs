//! The composer, driven by keys on a test terminal.

mod dates;
mod kept;
pub mod pty;
mod readers;
mod screens;
mod shown;
mod small;
mod story;
mod widths;
