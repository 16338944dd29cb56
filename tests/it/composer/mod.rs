//! The composer, driven by keys on a test terminal.

mod screens;
mod story;
mod widths;
