//! Why a deed of sending was not done.

use super::PressError;
use crate::domain::Problem;
use crate::mail::files::FilesError;
use crate::mail::smtp::SetupError;
use crate::{ledger, workspace};

/// What the faces turn into words and exit codes.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Ledger(#[from] ledger::Error),
    #[error(transparent)]
    Workspace(#[from] workspace::Error),
    /// Config, templates or lists can't be used.
    #[error("the workspace has problems that must be mended first")]
    Broken(Vec<Problem>),
    /// `config.toml` can't be used, and without it the ledger is not known, or is not there.
    #[error("{what}")]
    NoLedger { what: String, problems: Vec<Problem> },
    /// The issue does not pass its checks.
    #[error("the issue has problems that must be mended before it can be sent")]
    Blocked(Vec<Problem>),
    #[error(transparent)]
    Press(#[from] PressError),
    #[error(transparent)]
    Relay(#[from] SetupError),
    #[error(transparent)]
    Files(#[from] FilesError),
    /// What was asked for must not be done, and why.
    #[error("{what}")]
    Refused { what: String, remedy: String },
    /// The mail server can't be reached, or broke off.
    #[error("the mail server can't be used: {what}")]
    Unreachable { what: String, remedy: &'static str },
    #[error("the program could not do its work: {0}")]
    Bug(String),
    /// The order is in the ledger, and nobody is there to carry it out.
    #[error("{mailing} is written down, but no sender could be started: {why}")]
    NoSender { mailing: String, why: Box<Self> },
    #[error("this backup can't be used: {0}")]
    BadBackup(String),
    #[error("{what}: {source}")]
    Io { what: String, source: std::io::Error },
}
