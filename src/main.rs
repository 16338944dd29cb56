//! The program: reads the arguments and opens the face that they ask for.

use std::io::IsTerminal as _;
use std::process::ExitCode;

use courant::cli::{self, Exit, Failure, Session};
use courant::desk::work::{Place, told_by_signals};
use courant::ledger;
use courant::locale;
use courant::tui;
use courant::web::{self, PreviewServer, ServeError};

fn main() -> ExitCode {
    keep_memory_private();
    locale::speak(&locale::chosen(|name| std::env::var(name).ok()));
    match cli::run(std::env::args_os()) {
        cli::Next::Done(exit) => exit.into(),
        cli::Next::Serve(session) => exit_of(&session, serve(&session)).into(),
        cli::Next::Preview(session, served) => exit_of(&session, preview(&session, &served)).into(),
        cli::Next::Composer(session, only)
            if std::io::stdin().is_terminal() && std::io::stdout().is_terminal() =>
        {
            let composed = tui::run::run(&session.start, session.clock, session.plain, only).map_err(|why| {
                let exit = if why.is_about_the_workspace() { Exit::Workspace } else { Exit::Unexpected };
                Failure::new(exit, why.to_string(), why.remedy())
            });
            match composed {
                Ok(tui::run::End::Quit) => Exit::Ok,
                Ok(tui::run::End::Told) => Exit::Interrupted,
                Err(failure) => session.fail(&failure),
            }
            .into()
        }
        cli::Next::Composer(..) => {
            cli::print_help();
            Exit::Usage.into()
        }
    }
}

/// Keys and passwords are in it. No core dump is written of this process and no other program of the same user may look
/// into it, a debugger neither. What it starts is not concerned.
fn keep_memory_private() {
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        // Where it can't be done the program is as good as others are.
        _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    }
}

fn serve(session: &Session) -> Result<(), Failure> {
    session.log();
    let up = |address| session.tell(&format!("answers at http://{address}"));
    let place = |place| match place {
        Place::Sends => session.tell("sends what is due"),
        Place::Waits(holder) => {
            session.tell(&format!("does not send yet: {holder} does; sends what is due when that ends"));
        }
        Place::Stands(why) => {
            session.tell(&format!("does not send: {why}; it tries again by itself, and answers meanwhile"));
        }
    };
    let stands = |why: &ledger::Error| {
        session.tell(&format!(
            "does not send: {why}; it tries again by itself, and until then whoever comes to its pages is asked to come again"
        ));
    };
    let opened = session.runtime()?.block_on(web::opened(&session.start, stands)).map_err(not_served)?;
    let runtime = session.runtime_of_a_sender(&opened.settings)?;
    runtime.block_on(web::serve(opened, session.clock, up, place)).map_err(not_served)
}

/// Until Ctrl+C, which is how it ends: nothing is lost with it.
fn preview(session: &Session, served: &cli::Served) -> Result<(), Failure> {
    session.runtime()?.block_on(async {
        let pages =
            PreviewServer::bind(served.workspace.clone(), served.issue.clone()).await.map_err(|error| {
                Failure::new(
                    Exit::Unexpected,
                    error.to_string(),
                    "end other programs of this user, or raise its limit (ulimit -n)",
                )
            })?;
        let mut told = told_by_signals()?;
        let (url, port) = (pages.url(), pages.port());
        let answers = tokio::spawn(pages.run());
        tokio::task::block_in_place(|| served.up(&url, port, session));
        _ = told.wait_for(|told| *told).await;
        answers.abort();
        Ok(())
    })
}

fn not_served(error: ServeError) -> Failure {
    let what = error.to_string();
    match error {
        ServeError::Send(error) => error.into(),
        ServeError::Listen(_) => {
            let remedy = "another program has this address: change `listen` under [web] in config.toml";
            Failure::new(Exit::Network, what, remedy)
        }
        ServeError::Second { .. } => Failure::new(
            Exit::Refused,
            what,
            "one `courant serve` is enough: it answers and sends. If it is another program that has the address, change \
             `listen` under [web] in config.toml",
        ),
        ServeError::NoWeb => {
            let remedy = "add [web] with public_url, where readers reach this machine, and listen";
            Failure::new(Exit::Workspace, what, remedy)
        }
        ServeError::Templates(problems) => {
            let remedy = "mend what is named above; `courant doctor` looks again";
            Failure::new(Exit::Workspace, what, remedy).with_problems(problems)
        }
    }
}

fn exit_of(session: &Session, done: Result<(), Failure>) -> Exit {
    match done {
        Ok(()) => Exit::Ok,
        Err(failure) => session.fail(&failure),
    }
}
