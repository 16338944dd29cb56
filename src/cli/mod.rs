//! The command line: arguments in, data on standard output, words on standard error, one exit code.

use std::path::PathBuf;

use clap::Parser as _;

use crate::desk::person::introduce;
use crate::domain::{Clock, Lang};
use crate::workspace::Workspace;

mod commands;
mod exit;
mod failure;
mod fold;
mod format;
mod later;
mod log_format;
mod passphrase;
mod print;
mod refusal;
mod session;
mod table;
mod told;

pub use commands::Served;
pub use exit::Exit;
pub use failure::Failure;
pub use format::Format;
pub use log_format::LogFormat;
pub use print::Print;
pub use session::Session;
pub use table::Table;

/// Compose, check and send newsletters in several languages.
#[derive(Debug, clap::Parser)]
#[command(name = "courant", version, about, max_term_width = 100, disable_help_subcommand = true)]
struct Arguments {
    /// The workspace, or a folder inside it
    #[arg(short = 'C', long = "directory", global = true, value_name = "DIR", default_value = ".")]
    directory: PathBuf,
    /// How data is printed: table or json; list, status and missing know ndjson and csv too, check ndjson
    #[arg(short = 'o', long = "output", global = true, value_name = "FORMAT", default_value = "table")]
    #[arg(hide_possible_values = true)]
    output: Format,
    /// Never ask a question
    #[arg(long, global = true)]
    no_input: bool,
    /// No colours, no drawing
    #[arg(long, global = true)]
    plain: bool,
    #[command(subcommand)]
    order: Option<Order>,
}

/// What is done here, and what another face does.
#[derive(Debug, clap::Subcommand)]
enum Order {
    #[command(flatten)]
    Deed(commands::Command),
    /// Answer unsubscribe links, and send what is due: the service to keep running
    Serve {
        /// How what happens is told on standard error: text or json
        #[arg(long, value_name = "FORMAT", default_value = "text", hide_possible_values = true)]
        log: LogFormat,
    },
}

/// What the program is to do after the arguments were read.
#[derive(Debug)]
pub enum Next {
    /// The command has run.
    Done(Exit),
    /// Open the composer; with a language, for whoever translates into that one and does nothing else.
    Composer(Session, Option<Lang>),
    /// Answer and send until told to end.
    Serve(Session),
    /// Answer with the pages of a preview until told to end.
    Preview(Session, Served),
}

/// Reads the arguments and runs the command that they name.
pub fn run(arguments: impl Iterator<Item = std::ffi::OsString>) -> Next {
    let arguments: Vec<_> = arguments.collect();
    let given = match Arguments::try_parse_from(&arguments) {
        Ok(given) => given,
        Err(wrong) => return Next::Done(not_understood(&wrong, &arguments)),
    };
    let session = Session {
        start: given.directory,
        format: given.output,
        print: Print::new(given.plain),
        clock: Clock::System,
        no_input: given.no_input,
        plain: given.plain,
        log: LogFormat::default(),
    };
    let called = match &given.order {
        Some(Order::Deed(command)) => command.called(),
        _ => None,
    };
    introduce(Workspace::find(&session.start).ok().as_ref(), called);
    match given.order {
        None => Next::Composer(session, None),
        Some(Order::Serve { log }) => Next::Serve(Session { log, ..session }),
        Some(Order::Deed(command)) => {
            face(&command, &session).unwrap_or_else(|failure| Next::Done(session.fail(&failure)))
        }
    }
}

/// What a command does here, or the face that it asks for.
fn face(command: &commands::Command, session: &Session) -> Result<Next, Failure> {
    if let Some(served) = command.served(session) {
        return Ok(Next::Preview(session.clone(), served?));
    }
    if let Some(only) = command.only(session) {
        return Ok(Next::Composer(session.clone(), Some(only?)));
    }
    command.run(session).map(Next::Done)
}

/// Help and version go to standard output and are no error; to whoever asked for JSON an error is a document.
fn not_understood(wrong: &clap::Error, arguments: &[std::ffi::OsString]) -> Exit {
    let later = later::answer(wrong);
    match &later {
        Some(failure) => Print::new(true).failure(failure),
        None => _ = wrong.print(),
    }
    if !wrong.use_stderr() {
        return Exit::Ok;
    }
    let words: Vec<_> = arguments.iter().map(|word| word.to_string_lossy()).collect();
    let apart = words.windows(2).any(|two| ["-o", "--output"].contains(&two[0].as_ref()) && two[1] == "json");
    if apart || words.iter().any(|word| ["-ojson", "-o=json", "--output=json"].contains(&word.as_ref())) {
        let text = wrong.to_string();
        let what = text.lines().next().unwrap_or_default().trim_start_matches("error: ");
        let help = "`courant --help` and `courant COMMAND --help` say what there is";
        let failure = later.unwrap_or_else(|| Failure::new(Exit::Usage, what, help));
        Print::new(true).json(&failure.document());
    }
    Exit::Usage
}

/// Prints the help, for when there is no terminal to open the composer on.
pub fn print_help() {
    _ = <Arguments as clap::CommandFactory>::command().print_help();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_consistent() {
        <Arguments as clap::CommandFactory>::command().debug_assert();
    }
}
