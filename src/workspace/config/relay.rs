//! `[[delivery.relay]]`: the mail server, how the line to it is encrypted, and where its password is.

use std::path::{Path, PathBuf};

use super::super::reading::{Node, Readable as _, Table, is_host, is_loopback};
use super::delivery::{quota, rate};
use super::network::addresses;
use super::preset::{PRESETS, relay_of};
use super::{COMBINATION, PASSWORD};
use crate::domain::Problem;
use crate::domain::settings::{PasswordSource, Preset, Relay, Tls};

/// Where a password may be instead of in the file.
const INSTEAD: &str = "write password_command = [\"pass\", \"show\", \"…\"], password_env or password_file";

const PASSWORD_KEYS: [&str; 5] =
    ["password", "token_command", "password_command", "password_env", "password_file"];

pub(super) fn relay(root: &Path, table: &Table<'_>) -> Option<Relay> {
    let preset = table.get("preset").map_or(Some(Preset::Own), |node| node.one_of(PRESETS));
    let set = preset.and_then(relay_of);
    let host = match &set {
        Some(set) => table.get("host").map_or(Some(set.host.clone()), |node| host(&node)),
        None => table.demand("host", "\"smtp.example.eu\"").and_then(|node| host(&node)),
    };
    let own = Relay::at(host.as_deref().unwrap_or_default(), 0, Tls::Implicit);
    let set = set.unwrap_or(own);
    let tls = match table.get("tls") {
        Some(node) => {
            node.one_of(&[("implicit", Tls::Implicit), ("starttls", Tls::StartTls), ("none", Tls::None)])
        }
        None => Some(set.tls),
    };
    let port = match (table.get("port"), tls) {
        (Some(node), _) => positive::<u16>(&node),
        (None, Some(Tls::StartTls)) => Some(587),
        (None, Some(Tls::None)) => Some(25),
        (None, Some(Tls::Implicit) | None) => Some(465),
    };
    let username = table.optional::<String>("username");
    let password = password(table);
    let token_command = token_command(table, password.is_some());
    let ca_file = table.get("ca_file").and_then(|node| ca_file(root, &node));
    let connections = table.get("connections").map_or(Some(set.connections), |node| positive(&node));
    let messages = table
        .get("messages_per_connection")
        .map_or(Some(set.messages_per_connection), |node| positive(&node));
    let weight = table.get("weight").map_or(Some(None), |node| positive(&node).map(Some));
    let rate = table.get("rate").map_or(Some(set.rate), |node| rate(&node).map(Some));
    let name = table.get("name").map_or(Some(None), |node| name(&node).map(Some));
    let quota = table.get("quota").map_or(Some(set.quota), |node| quota(&node).map(Some));
    let sends_from = table.get("sends_from").map_or(Some(Vec::new()), |node| addresses(&node));
    table.finish();
    signed_in(table, preset);
    encryption(table, host.as_deref(), tls);
    let host = host?;
    Some(Relay {
        preset: preset?,
        name: name?.unwrap_or_else(|| host.clone()),
        host,
        port: port?,
        tls: tls?,
        username,
        password,
        token_command,
        ca_file,
        connections: connections?,
        messages_per_connection: messages?,
        weight: weight?,
        rate: rate?,
        quota: quota?,
        sends_from: sends_from?,
    })
}

/// A name without a password, or the other way round; and who wants neither where it is always wanted.
fn signed_in(table: &Table<'_>, preset: Option<Preset>) {
    let with_password = PASSWORD_KEYS.iter().any(|key| table.get(key).is_some());
    let with_name = table.get("username").is_some();
    if with_name != with_password {
        let (there, not) =
            if with_password { ("a password", "username") } else { ("a username", "password_command") };
        table.wrong(COMBINATION, format!("the relay has {there} and no \"{not}\""), format!("add \"{not}\""));
    } else if !with_name && matches!(preset, Some(Preset::Microsoft365 | Preset::Google)) {
        table.wrong(
            COMBINATION,
            "this server wants a sign-in",
            "add username, the account's address, and token_command = [\"…\"]",
        );
    }
}

/// A program that prints a token; not beside a password.
fn token_command(table: &Table<'_>, with_password: bool) -> Option<Vec<String>> {
    let node = table.get("token_command")?;
    let words = command(&node)?;
    if with_password {
        let place = node.reading.place(&node.span);
        let problem = Problem::must(COMBINATION, place, "a token and a password are two ways to sign in");
        node.reading.report(problem.remedy("keep one of them"));
        return None;
    }
    Some(words)
}

fn host(node: &Node<'_>) -> Option<String> {
    let text = String::read(node)?.trim().to_owned();
    if is_host(&text) {
        Some(text)
    } else {
        node.wrong("it is not the name of a host", "write it like \"smtp.example.eu\"")
    }
}

fn name(node: &Node<'_>) -> Option<String> {
    let text = String::read(node)?.trim().to_owned();
    if text.is_empty() {
        node.wrong("it is empty", "write a word that people know it by")
    } else {
        Some(text)
    }
}

pub(super) fn positive<T>(node: &Node<'_>) -> Option<T>
where
    T: super::super::reading::Readable + From<u8> + PartialEq,
{
    let number = T::read(node)?;
    if number == T::from(0) { node.wrong("0 is too few", "write 1 or more") } else { Some(number) }
}

fn encryption(table: &Table<'_>, host: Option<&str>, tls: Option<Tls>) {
    if let (Some(host), Some(Tls::None)) = (host, tls)
        && !is_loopback(host)
        && let Some(node) = table.get("tls")
    {
        let problem = Problem::must(
            COMBINATION,
            node.reading.place(&node.span),
            format!("\"{}\" is \"none\", and {host} is another machine", node.key),
        );
        let why = "letters, addresses and the password would go over the network for all to read";
        node.reading.report(
            problem.because(why).remedy("write tls = \"implicit\" (port 465) or \"starttls\" (port 587)"),
        );
    }
}

/// At most one of the places where a password may be; the password itself is refused.
pub(super) fn password(table: &Table<'_>) -> Option<PasswordSource> {
    if let Some(node) = table.get("password") {
        // The place has no excerpt: the line is the secret.
        let mut place = node.reading.place(&node.span);
        place.excerpt = None;
        let problem = Problem::must(PASSWORD, place, "a password stands in the file");
        let why = "the file is made to be shared and kept in git; count the password as known and change it";
        node.reading.report(problem.because(why).remedy(INSTEAD));
    }
    let command =
        table.get("password_command").map(|node| (command(&node).map(PasswordSource::Command), node));
    let env = table.get("password_env").map(|node| (variable(&node), node));
    let file = table.get("password_file").map(|node| (password_file(&node), node));
    let mut given: Vec<_> = [command, env, file].into_iter().flatten().collect();
    for (_, node) in given.iter().skip(1) {
        let place = node.reading.place(&node.span);
        let problem =
            Problem::must(COMBINATION, place, format!("\"{}\" is a second place for the password", node.key));
        node.reading.report(problem.remedy("keep one of them"));
    }
    if given.is_empty() { None } else { given.swap_remove(0).0 }
}

fn command(node: &Node<'_>) -> Option<Vec<String>> {
    argv(node, "[\"pass\", \"show\", \"…\"]")
}

/// A program and its arguments.
pub(super) fn argv(node: &Node<'_>, example: &str) -> Option<Vec<String>> {
    if node.as_str().is_some() {
        let what = "it is one text; it is run without a shell";
        return node.wrong(what, format!("write a list: {example}"));
    }
    let words = Vec::<String>::read(node)?;
    if words.first().is_none_or(String::is_empty) {
        return node.wrong("it is empty", format!("write {example}"));
    }
    Some(words)
}

fn variable(node: &Node<'_>) -> Option<PasswordSource> {
    const VARIABLE: &str = PasswordSource::VARIABLE;
    let name = String::read(node)?;
    let rest = name.strip_prefix(VARIABLE).unwrap_or_default();
    if rest.is_empty() || !rest.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
        return node.wrong(
            format_args!("the variable's name does not begin with {VARIABLE}"),
            format!("call it {VARIABLE}SMTP, here and where it is set"),
        );
    }
    Some(PasswordSource::Env(name))
}

/// May lie anywhere on the machine, like the system's own.
pub(super) fn ca_file(root: &Path, node: &Node<'_>) -> Option<PathBuf> {
    let path = PathBuf::from(String::read(node)?);
    if !root.join(&path).is_file() {
        let what = format!("{} is not there", path.display());
        return node.wrong(what, "name a file with the authority's certificate in PEM form");
    }
    Some(path)
}

/// May lie anywhere on the machine: it belongs to the machine, not to the workspace.
fn password_file(node: &Node<'_>) -> Option<PasswordSource> {
    String::read(node).map(|path| PasswordSource::File(PathBuf::from(path)))
}
