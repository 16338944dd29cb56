//! The composer: screens, keys and what they do. Elm at the root, plain structs at the leaves:
//! `event effect keys theme < widgets < screens < app, perform < run`.

pub mod app;
mod console;
pub mod effect;
pub mod event;
mod input;
pub mod keys;
mod perform;
pub mod run;
pub mod screens;
mod signals;
pub mod steps;
pub mod terminal;
pub mod theme;
pub mod widgets;
