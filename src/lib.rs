//! Courant: a terminal newsletter composer and mailer for projects that speak several languages.
//!
//! One package, six floors. A module uses only floors below its own, and neighbours stay apart
//! (`tests/it/tidy.rs` keeps it so):
//!
//! ```text
//! 5  tui  cli  web                             faces: show things, take orders
//! 4  desk                                      deeds, one file each: check, preview, plan, send …
//! 3  proof                                     the checks: what is wrong with an issue, in words
//! 2  workspace render mail net ledger spelling crafts: each touches one part of the outside world
//! 1  locale                                    languages: negotiation, catalogues, dates and numbers
//! 0  domain                                    the words of the trade and their rules
//! ```

pub mod cli;
pub mod desk;
pub mod domain;
pub mod ledger;
pub mod locale;
pub mod mail;
pub mod net;
pub mod proof;
pub mod render;
pub mod spelling;
pub mod tui;
pub mod web;
pub mod workspace;
