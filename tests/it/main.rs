//! The integration tests: one binary, a module per feature.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a test stops at the first surprise and says so"
)]

mod adopt;
mod advice;
mod agreement;
mod alerts;
mod approve;
mod backup;
mod backup_encrypted;
mod beside_a_writer;
mod broken_config;
mod browser;
mod calendar;
mod checks;
mod checks_once;
mod composer;
mod correction;
mod demo;
mod dkim;
mod doctor;
mod expiry;
mod fallback;
mod faults;
mod fuzz;
mod glossary;
mod interface;
mod into_files;
mod json;
mod kills;
mod languages;
mod languages_peers;
mod late_readers;
mod late_start;
mod ledger;
mod letter;
mod links;
mod list_command;
mod manual;
mod message;
mod message_props;
mod moved_rules;
mod network;
mod nonsense;
mod off_the_lists;
mod one_click;
mod one_click_slow;
mod orders_command;
mod pace;
mod parity;
mod person;
mod plain_tables;
mod preflight;
mod preview;
mod preview_served;
mod promises;
mod props;
mod put_off;
mod quiet_log;
mod reconcile;
mod refusals;
mod remedies;
mod renamed;
mod resumed_late;
mod rules;
mod same_bytes;
mod scheduled_twice;
mod send;
mod send_bounces;
mod send_command;
mod send_crash;
mod send_edited;
mod send_fifty;
mod send_flights;
mod send_hours;
mod send_ledger;
mod send_limits;
mod send_orders;
mod send_pauses;
mod send_people;
mod send_props;
mod send_races;
mod send_refusals;
mod send_relays;
mod send_rounds;
mod send_sessions;
mod send_sign_in;
mod send_signals;
mod send_silence;
mod serve_command;
mod short_log;
mod signals;
#[path = "../../examples/sink/talk.rs"]
mod sink;
mod smtp;
mod smtp_faults;
mod smtp_flights;
mod smtp_memory;
mod smtp_session;
mod smtp_smuggling;
mod smtp_tls;
mod smtp_tokens;
mod standing;
mod stop_page;
#[path = "../story/mod.rs"]
mod story;
mod templates;
mod tidy;
mod told_once;
mod translate;
mod translate_docx;
mod two_editions;
mod uncertain_command;
mod unsubscribe_command;
mod unsubscribe_pages;
mod verify_command;
mod watch;
mod web;
mod web_slow;
