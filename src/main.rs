//! The program: reads the arguments and opens the face that they ask for.

use std::process::ExitCode;

use courant::cli;

fn main() -> ExitCode {
    match cli::run(std::env::args_os()) {
        cli::Next::Done(exit) => exit.into(),
        cli::Next::Composer(_) => {
            cli::print_help();
            cli::Exit::Usage.into()
        }
    }
}
