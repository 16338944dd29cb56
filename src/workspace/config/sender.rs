//! `[sender]` and `[[team]]`: who the letters are from, and who works on them.

use super::super::reading::{Node, Readable as _, Table, WebAddress, is_host, words_only};
use super::newsletter::{header_text, languages};
use super::{COMBINATION, RULES};
use crate::domain::settings::{Duty, Sender, Teammate};
use crate::domain::{Address, Localized, Mailbox, Problem};
use crate::locale::say;

pub(super) fn sender(file: &Table<'_>) -> Option<Sender> {
    let node = file.demand("sender", "… under a line [sender]")?;
    let table = node.as_table().or_else(|| node.wrong_type(say!("reading-wanted-table")))?;
    let from = table.demand("from", "\"Our news <news@example.eu>\"").and_then(|node| from(&node));
    let reply_to = table.optional::<Mailbox>("reply_to");
    let bounces = table.get("bounces").and_then(|node| domain(&node));
    let organisation =
        table.demand("organisation", "\"Our organisation\"").and_then(|node| header_text(&node));
    let postal =
        table.demand("address", "[\"Street 1\", \"1000 Town\", \"Country\"]").and_then(|node| lines(&node));
    let website = table.get("website").and_then(|node| addresses(&node));
    let privacy = table.get("privacy").and_then(|node| addresses(&node));
    table.finish();
    let (name, address) = from?;
    Some(Sender {
        name,
        address,
        reply_to,
        bounces,
        organisation: organisation?,
        postal: postal?,
        website,
        privacy,
    })
}

/// `Name <address>`, one or per language; the address is the same in all of them.
fn from(node: &Node<'_>) -> Option<(Localized, Address)> {
    let written = header_text(node)?;
    let mut address: Option<Address> = None;
    let mut names = Vec::new();
    for (lang, text) in written.iter() {
        let mailbox = match Mailbox::parse(text) {
            Ok(mailbox) => mailbox,
            Err(error) => return node.wrong(error, "write \"Our news <news@example.eu>\""),
        };
        let Some(name) = mailbox.name else {
            return node.wrong("there is no name before the address", "write \"Our news <news@example.eu>\"");
        };
        names.push((lang.cloned(), name));
        let first = address.get_or_insert_with(|| mailbox.address.clone());
        if *first != mailbox.address {
            let problem = Problem::must(
                COMBINATION,
                node.reading.place(&node.span),
                format!("\"{}\" has different addresses in different languages", node.key),
            );
            let why = "reputation, bounces and the signature belong to one address";
            node.reading.report(
                problem.because(why).remedy("give every language the same address; only the name may differ"),
            );
            return None;
        }
    }
    let name = match names.as_slice() {
        [(None, name)] => Localized::One(name.clone()),
        _ => Localized::Each(names.into_iter().filter_map(|(lang, name)| Some((lang?, name))).collect()),
    };
    Some((name, address?))
}

/// A domain name in A-labels.
pub(super) fn domain(node: &Node<'_>) -> Option<String> {
    let text = String::read(node)?;
    let ascii =
        idna::domain_to_ascii_strict(text.trim()).ok().filter(|name| name.contains('.') && is_host(name));
    ascii.or_else(|| node.wrong("it is not a domain name", "write it like \"bounce.example.eu\""))
}

fn lines(node: &Node<'_>) -> Option<Vec<String>> {
    let lines = Vec::<String>::read(node)?;
    if lines.is_empty() {
        return node.wrong("it has no lines", "write the postal address, one line per text");
    }
    match lines.iter().find_map(|line| words_only(line).err()) {
        Some(fault) => node.wrong(fault, "write one line per text"),
        None => Some(lines),
    }
}

/// A web address, one or per language.
pub(super) fn addresses(node: &Node<'_>) -> Option<Localized> {
    let texts = Localized::read(node)?;
    for (_, text) in texts.iter() {
        if let Err(error) = WebAddress::parse(text) {
            return node.wrong(error, "write a whole address like \"https://example.eu/privacy\"");
        }
    }
    Some(texts)
}

pub(super) fn team(file: &Table<'_>) -> Vec<Teammate> {
    let tables = file.tables("team");
    let team: Vec<_> = tables.iter().filter_map(teammate).collect();
    let whole = tables.len() == team.len();
    for (at, person) in team.iter().enumerate().filter(|_| whole) {
        if team[..at].iter().any(|other| other.address.normalised() == person.address.normalised())
            && let Some(table) = tables.get(at)
        {
            table.wrong(
                RULES.value,
                format!("{} has the same address as a colleague above", person.name),
                "make one [[team]] of the two",
            );
        }
        if person.login.is_some()
            && team[..at].iter().any(|other| other.login == person.login)
            && let Some(table) = tables.get(at)
        {
            table.wrong(
                RULES.value,
                format!("{} has the same login as a colleague above", person.name),
                "an account is one person's: take it off one of the two",
            );
        }
    }
    team
}

fn teammate(table: &Table<'_>) -> Option<Teammate> {
    let name = table.required::<String>("name", "\"Anna\"");
    let address = table.required::<Address>("email", "\"anna@example.eu\"");
    let login = table.optional::<String>("login");
    let wants = match table.get("languages") {
        Some(node) => languages(&node),
        None => Some(Vec::new()),
    };
    let does = table.get("does").map_or(Some(Vec::new()), |node| duties(&node));
    table.finish();
    Some(Teammate { name: name?, login, address: address?, languages: wants?, does: does? })
}

fn duties(node: &Node<'_>) -> Option<Vec<Duty>> {
    let Some(members) = node.members() else { return node.wrong_type(say!("reading-wanted-list")) };
    let read: Vec<_> = members
        .iter()
        .filter_map(|member| {
            member.one_of(&[("test", Duty::Test), ("alert", Duty::Alert), ("approve", Duty::Approve)])
        })
        .collect();
    (read.len() == members.len()).then_some(read)
}
