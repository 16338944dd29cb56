//! Commands and options that are decided on and not built yet: who asks for one is told so, and what to do instead.

use clap::error::{ContextKind, ContextValue};

use super::{Exit, Failure};

/// As they are written, and what to do until they are there.
const COMMANDS: &[(&str, &str)] = &[
    ("import", "put the text into the edition's file in issues/, or paste it into the composer"),
    ("subscribers", "change the tables in subscribers/; who has left stays out whatever they say"),
    ("consents", "keep them in a column of the table in subscribers/"),
    ("bounces", "read the mailbox of the sender's address; take dead addresses out of the tables"),
    ("templates", "a file of the same name below templates/ takes the place of a built-in one"),
    ("store", "the ledger is .courant/ledger.db, and is brought up to date when it is opened"),
    ("report", "`courant status MAILING -o json` has the numbers"),
    ("completions", "`courant --help` and `courant COMMAND --help` say what there is"),
    ("man", "`courant --help` and `courant COMMAND --help` say what there is"),
];
const OPTIONS: &[(&str, &str)] =
    &[("--terminal", "`courant doctor` without it says whether all letters can be shown")];

/// What to say instead of "unexpected", if that is why the arguments could not be read.
pub(super) fn answer(wrong: &clap::Error) -> Option<Failure> {
    let asked = |kind, known: &'static [(&str, &str)]| {
        let Some(ContextValue::String(written)) = wrong.get(kind) else { return None };
        known.iter().find(|(name, _)| name == written)
    };
    let (name, instead) = asked(ContextKind::InvalidSubcommand, COMMANDS)
        .or_else(|| asked(ContextKind::InvalidArg, OPTIONS))?;
    let what = if name.starts_with('-') { (*name).to_owned() } else { format!("`courant {name}`") };
    Some(Failure::new(Exit::Usage, format!("{what} is not in this version"), *instead))
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::super::Arguments;
    use super::*;

    #[test]
    fn what_is_not_built_yet_is_said_to_be_so_and_a_slip_is_not() {
        let said = |words: &str| {
            let read = Arguments::try_parse_from(words.split(' '));
            answer(&read.err()?).map(|failure| (failure.what, !failure.remedy.is_empty(), failure.exit))
        };
        for (words, named) in [
            ("courant doctor --terminal", "--terminal"),
            ("courant subscribers import a.csv", "`courant subscribers`"),
            ("courant report", "`courant report`"),
        ] {
            let what = format!("{named} is not in this version");
            assert_eq!(said(words), Some((what, true, Exit::Usage)), "{words}");
        }
        for words in [
            "courant preview 2018 --sreve",
            "courant preview --serve",
            "courant chekc",
            "courant --help",
            "courant doctor --smtp --dns",
        ] {
            assert_eq!(said(words), None, "{words}");
        }
    }
}
