//! The composer, driven by keys on a test terminal.

mod alone;
mod aside;
mod beginning;
mod beside;
mod by_hand;
mod collisions;
mod config;
mod dates;
mod kept;
mod late;
mod leaving;
mod marks;
pub mod pty;
mod readers;
mod screens;
mod sending;
mod shelf;
mod shown;
mod small;
mod story;
mod translating;
mod under_way;
mod unread;
mod unsaved;
mod whole_job;
mod widths;
mod zones;
