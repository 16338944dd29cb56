//! A mailbox for trying things out: takes every letter that reaches it and keeps it in a folder.
//!
//! It listens on this machine only, needs no account and no configuration, and sends nothing on.

mod maildir;
mod server;

use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use clap::Parser;
use tokio::net::TcpListener;

use maildir::Maildir;
use server::{Letter, Server};

/// Takes every letter sent to it and keeps it in a folder, so that there is somewhere to send while trying things out.
///
/// Name it as the relay in config.toml:  host = "localhost", port = 2525, tls = "none".
/// Any mail program that reads a Maildir shows what has come; so does a text editor. Ctrl+C ends it.
#[derive(Parser)]
#[command(name = "courant-mailbox")]
struct Args {
    /// Where to listen; only addresses of this machine
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:2525")]
    listen: SocketAddr,
    /// The folder for the letters (a Maildir; they arrive in its new/)
    #[arg(long, value_name = "FOLDER", default_value = "mailbox")]
    into: PathBuf,
    /// Keep nothing, only count: for measuring
    #[arg(long)]
    discard: bool,
}

fn main() -> ExitCode {
    let args = Args::parse();
    match run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            drop(writeln!(io::stderr(), "courant-mailbox: {error}"));
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> io::Result<()> {
    if !args.listen.ip().is_loopback() {
        return Err(io::Error::other(format!(
            "{} is not an address of this machine alone: anybody could send here. Use 127.0.0.1 or [::1]",
            args.listen
        )));
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind(args.listen).await.map_err(|error| {
            let hint = "is another mailbox running? --listen 127.0.0.1:2526 takes another port";
            io::Error::other(format!("can't listen on {}: {error} ({hint})", args.listen))
        })?;
        let address = listener.local_addr()?;
        let mut server = Server { offers: vec!["PIPELINING".to_owned()], ..Server::default() };
        let taken = Arc::clone(&server.taken);
        if args.discard {
            writeln!(io::stdout(), "listening on {address}, keeping nothing; Ctrl+C ends it")?;
        } else {
            server.offers.extend(["SIZE 52428800".to_owned(), "SMTPUTF8".to_owned()]);
            // Milliseconds since 1970 are new each time.
            let now = courant::domain::Clock::System.now().as_millisecond();
            let maildir = Maildir::open(&args.into, now.unsigned_abs())?;
            writeln!(
                io::stdout(),
                "listening on {address}, letters go into {}; Ctrl+C ends it",
                args.into.display()
            )?;
            server.deliver = Some(Arc::new(move |letter| keep(&maildir, letter)));
        }
        tokio::select! {
            result = server.run(listener) => result?,
            result = tokio::signal::ctrl_c() => result?,
        }
        writeln!(io::stdout(), "\n{} letters taken", taken.load(Ordering::Relaxed))
    })?;
    runtime.shutdown_timeout(Duration::from_secs(1));
    Ok(())
}

/// Writes the letter and says so in a line; who it is for stays in the file.
fn keep(maildir: &Maildir, letter: &Letter) -> bool {
    let subject = courant::proof::subject(&letter.message).unwrap_or_else(|| "(no subject)".to_owned());
    let subject: String = subject.chars().filter(|c| !c.is_control()).take(100).collect();
    let domain = letter.to.first().and_then(|to| to.rsplit_once('@')).map_or("?", |(_, domain)| domain);
    match maildir.keep(&letter.message) {
        Ok(_) => {
            let size = letter.message.len().div_ceil(1000);
            drop(writeln!(io::stdout(), "for …@{domain}  {size} kB  {subject}"));
            true
        }
        Err(error) => {
            drop(writeln!(io::stderr(), "courant-mailbox: a letter can't be written: {error}"));
            false
        }
    }
}
