//! The program: reads the arguments and opens the face that they ask for.

use std::io::IsTerminal as _;
use std::process::ExitCode;

use courant::{cli, tui};

fn main() -> ExitCode {
    match cli::run(std::env::args_os()) {
        cli::Next::Done(exit) => exit.into(),
        cli::Next::Composer(session) if std::io::stdin().is_terminal() && std::io::stdout().is_terminal() => {
            match tui::run::run(&session.start, session.clock) {
                Ok(()) => cli::Exit::Ok.into(),
                Err(why) => {
                    session.print.failure(&cli::Failure::new(cli::Exit::Unexpected, why.to_string()));
                    cli::Exit::Unexpected.into()
                }
            }
        }
        cli::Next::Composer(_) => {
            cli::print_help();
            cli::Exit::Usage.into()
        }
    }
}
