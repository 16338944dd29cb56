//! One file per command: its arguments, and what it does with them.

use super::{Exit, Failure, Format, Session};
use crate::domain::{Address, Lang, quotable};

mod adopt;
mod approve;
mod backup;
mod check;
mod control;
mod decide;
mod dkim;
mod doctor;
mod init;
mod list;
mod missing;
mod new;
mod preview;
mod reconcile;
mod restore;
mod send;
mod status;
mod store;
mod test;
mod translate;
mod unsubscribe;
mod verify;
mod why;
mod work;

pub use preview::Served;

/// What can be asked for. `courant` alone opens the composer.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Make a workspace
    Init(init::Args),
    /// Begin an issue
    New(new::Args),
    /// Show the issues and how far each language is
    List(list::Args),
    /// Keys that letters are signed with
    Dkim(dkim::Args),
    /// Say what is wrong with an issue, why, and what to do
    Check(check::Args),
    /// Look whether everything that is needed is there
    Doctor(doctor::Args),
    /// Say how far each language is, and what has changed since
    Translate(translate::Args),
    /// Send the letters to the team, marked as a test
    Test(test::Args),
    /// Say yes to an issue as it stands, where somebody has to
    Approve(approve::Args),
    /// Send an issue to its lists, or write into files what would be sent
    Send(send::Args),
    /// Say how mailings stand
    Status(status::Args),
    /// Stop handing over letters; those in flight still land
    Pause(control::Args),
    /// Go on with a paused or held mailing
    Resume(control::ResumeArgs),
    /// Whoever has not got it yet gets nothing
    Cancel(control::Args),
    /// Name everybody whom a mailing did not reach, with the reason
    Missing(missing::Args),
    /// Note that somebody wants no more mail; it counts at once, also in a mailing that is under way
    Unsubscribe(unsubscribe::Args),
    /// Say what becomes of a letter that may have arrived or not
    Decide(decide::Args),
    /// Keep everything that can't be made again in one file
    Backup(backup::Args),
    /// Make a workspace out of a backup, in an empty folder or over another
    Restore(restore::Args),
    /// After a move, a copy or a restore: let this ledger count, and what it holds go on
    Adopt(adopt::Args),
    /// Settle letters that are not certain by the mail server's log
    Reconcile(reconcile::Args),
    /// Say whether what the ledger says of a mailing follows from what happened
    Verify(verify::Args),
    /// Say everything that is known of one reader
    Why(why::Args),
    /// Where the ledger is kept
    Store(store::Args),
    /// Send what is due, until told to end
    Work(work::Args),
    /// Show the letters of an issue as readers will see them
    Preview(preview::Args),
}

impl Command {
    /// The pages to answer with, where it asks for that instead of a deed.
    pub fn served(&self, session: &Session) -> Option<Result<Served, Failure>> {
        let Self::Preview(args) = self else { return None };
        args.served(session).map(|served| self.printable(session).and(served))
    }

    /// The name of whoever uses it, where it is said.
    pub fn called(&self) -> Option<&str> {
        let Self::Translate(args) = self else { return None };
        args.called()
    }

    /// The one language for which it opens the composer, if that is what it does.
    pub fn only(&self, session: &Session) -> Option<Result<Lang, Failure>> {
        let Self::Translate(args) = self else { return None };
        args.language(session)
    }

    /// Whether it has the output format that is asked for.
    fn printable(&self, session: &Session) -> Result<(), Failure> {
        let formats = self.formats();
        if formats.contains(&session.format) {
            return Ok(());
        }
        let known: Vec<_> = formats.iter().map(|format| format!("-o {}", format.as_str())).collect();
        let what = format!("this command does not print {}", session.format.as_str());
        Err(Failure::new(Exit::Usage, what, format!("it knows {}", known.join(", "))))
    }

    /// Does it; exit 2 if it has no such output format.
    pub fn run(&self, session: &Session) -> Result<Exit, Failure> {
        self.printable(session)?;
        match self {
            Self::Init(args) => init::run(args, session),
            Self::New(args) => new::run(args, session),
            Self::List(args) => list::run(args, session),
            Self::Dkim(args) => dkim::run(args, session),
            Self::Check(args) => check::run(args, session),
            Self::Doctor(args) => doctor::run(args, session),
            Self::Translate(args) => translate::run(args, session),
            Self::Test(args) => test::run(args, session),
            Self::Approve(args) => approve::run(args, session),
            Self::Send(args) => send::run(args, session),
            Self::Status(args) => status::run(args, session),
            Self::Pause(args) => control::run(control::Order::Pause, args, session),
            Self::Resume(args) => control::resume(args, session),
            Self::Cancel(args) => control::run(control::Order::Cancel, args, session),
            Self::Missing(args) => missing::run(args, session),
            Self::Unsubscribe(args) => unsubscribe::run(args, session),
            Self::Decide(args) => decide::run(args, session),
            Self::Backup(args) => backup::run(args, session),
            Self::Restore(args) => restore::run(args, session),
            Self::Adopt(args) => adopt::run(args, session),
            Self::Reconcile(args) => reconcile::run(args, session),
            Self::Verify(args) => verify::run(args, session),
            Self::Why(args) => why::run(args, session),
            Self::Store(args) => store::run(args, session),
            Self::Work(args) => work::run(args, session),
            Self::Preview(args) => preview::run(args, session),
        }
    }

    /// The formats that its data can have.
    fn formats(&self) -> &'static [Format] {
        match self {
            Self::Check(_) => &[Format::Table, Format::Json, Format::Ndjson],
            Self::List(_) | Self::Status(_) | Self::Missing(_) => {
                &[Format::Table, Format::Json, Format::Ndjson, Format::Csv]
            }
            _ => &[Format::Table, Format::Json],
        }
    }
}

/// An address that was written as an argument.
fn address(written: &str) -> Result<Address, Failure> {
    Address::parse(written).map_err(|why| {
        let what = format!("\"{}\" is not an address: {why}", quotable(written));
        Failure::new(Exit::Usage, what, "write it like anna@example.eu")
    })
}
