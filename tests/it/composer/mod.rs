//! The composer, driven by keys on a test terminal.

mod kept;
pub mod pty;
mod readers;
mod screens;
mod small;
mod story;
mod widths;
