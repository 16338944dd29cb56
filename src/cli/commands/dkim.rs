//! `courant dkim new` and `courant dkim show`: keys that letters are signed with, and their DNS records.

use serde_json::json;

use crate::cli::refusal::MEND;
use crate::cli::{Exit, Failure, Format, Session};
use crate::desk::dkim_new::{self, Error, Made};
use crate::domain::settings::Settings;
use crate::mail::dkim::Algorithm;
use crate::workspace::Workspace;

/// Arguments of `courant dkim`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    deed: Deed,
}

#[derive(Debug, clap::Subcommand)]
enum Deed {
    /// Make a key and print its DNS record and the lines for config.toml
    New(New),
    /// Print the DNS records of the keys that config.toml names
    Show,
}

#[derive(Debug, clap::Args)]
struct New {
    /// The domain that signs [default: the sender's]
    #[arg(long)]
    domain: Option<String>,
    /// The key's name in the DNS [default: s and the year for RSA, e for Ed25519, then a letter]
    #[arg(long)]
    selector: Option<String>,
    /// rsa is read by everybody; ed25519 only goes beside it
    #[arg(long, value_name = "KIND", default_value = "rsa")]
    kind: Kind,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Kind {
    Rsa,
    Ed25519,
}

pub fn run(args: &Args, session: &Session) -> Result<Exit, Failure> {
    let workspace = Workspace::find(&session.start)?;
    let root = workspace.root();
    let made = match &args.deed {
        Deed::New(new) => {
            let algorithm = match new.kind {
                Kind::Rsa => Algorithm::Rsa,
                Kind::Ed25519 => Algorithm::Ed25519,
            };
            let domain = match &new.domain {
                Some(domain) => domain.clone(),
                None => settings(&workspace)?.sender.address.domain().to_owned(),
            };
            let selector = new.selector.clone().unwrap_or_else(|| {
                let year = session.clock.now().to_zoned(jiff::tz::TimeZone::UTC).year();
                dkim_new::free_selector(root, algorithm, year)
            });
            vec![dkim_new::make(root, &domain, &selector, algorithm).map_err(|error| failure(&error))?]
        }
        Deed::Show => settings(&workspace)?
            .dkim
            .iter()
            .map(|identity| dkim_new::read(root, identity).map_err(|error| failure(&error)))
            .collect::<Result<_, _>>()?,
    };
    if made.is_empty() {
        let remedy = "make one with: courant dkim new; the lines that it prints go into config.toml";
        return Err(Failure::new(Exit::Workspace, "config.toml names no key to sign with", remedy));
    }
    print(&made, matches!(args.deed, Deed::New(_)), session);
    Ok(Exit::Ok)
}

fn settings(workspace: &Workspace) -> Result<Settings, Failure> {
    let (settings, problems) = workspace.settings();
    settings.ok_or_else(|| {
        Failure::new(Exit::Workspace, "config.toml can't be used", MEND).with_problems(problems)
    })
}

fn failure(error: &Error) -> Failure {
    let (exit, remedy) = match error {
        Error::Exists(_) => (Exit::Refused, "choose another --selector"),
        Error::Dkim(_) => (Exit::Usage, "a domain is written example.eu, a selector s2026a"),
        Error::File { .. } => {
            (Exit::Workspace, "the file must be readable by the user who sends, and by no one else")
        }
    };
    Failure::new(exit, error.to_string(), remedy)
}

fn print(made: &[Made], new: bool, session: &Session) {
    if session.format != Format::Table {
        let keys: Vec<_> = made
            .iter()
            .map(|made| {
                json!({
                    "domain": made.identity.domain,
                    "selector": made.identity.selector,
                    "key_file": made.identity.key_file,
                    "record": {"name": made.record.name, "type": "TXT", "value": made.record.value,
                               "strings": made.record.strings()},
                })
            })
            .collect();
        session.print.json(&json!({"schema_version": 1, "keys": keys}));
        return;
    }
    for made in made {
        session.print.line(&format!("Name:  {}", made.record.name));
        session.print.line("Type:  TXT");
        session.print.line(&format!("Value: {}", made.record.value));
        session.print.line(&format!("\nThe same as a line of a zone file:\n{}", made.record.zone_line()));
        if new {
            session
                .print
                .line(&format!("\nFor config.toml, once the record can be found:\n{}", made.config()));
        }
    }
}
