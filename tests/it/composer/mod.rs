//! The composer, driven by keys on a test terminal.

mod pty;
mod screens;
mod story;
mod widths;
