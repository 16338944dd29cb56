//! The tables around the letters: `[look]`, `[[funding]]`, `[[partner]]`, `[[dkim]]`, `[web]`, `[store]`.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use super::super::WorkspacePath;
use super::super::reading::{Node, Readable as _, Table, WebAddress};
use super::relay;
use super::sender::domain;
use super::{COMBINATION, RULES, file_below, file_of, path_of};
use crate::domain::settings::{DkimIdentity, Funding, Look, Partner, PostgresStore, StoreSettings, Web};
use crate::domain::{Localized, Problem};
use crate::locale::say;

const ACCENT: &str = "#0a5c9e";
const LISTEN: &str = "127.0.0.1:8484";
pub(super) const LEDGER: &str = ".courant/ledger.db";

pub(super) fn look(root: &Path, file: &Table<'_>) -> Option<Look> {
    let plain = Look { logo: None, accent: ACCENT.to_owned() };
    let Some(node) = file.get("look") else { return Some(plain) };
    let table = node.as_table().or_else(|| node.wrong_type(say!("reading-wanted-table")))?;
    let logo = file_of(root, &table, "logo");
    let accent = table.get("accent").map_or(Some(plain.accent), |node| colour(&node));
    table.finish();
    Some(Look { logo, accent: accent? })
}

fn colour(node: &Node<'_>) -> Option<String> {
    let text = String::read(node)?;
    let digits = text.strip_prefix('#').unwrap_or_default();
    if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return node.wrong("it is not a colour", "write six hexadecimal digits, like \"#0a5c9e\"");
    }
    Some(text.to_ascii_lowercase())
}

pub(super) fn funding(root: &Path, file: &Table<'_>) -> Vec<Funding> {
    file.tables("funding").iter().filter_map(|table| one_funding(root, table)).collect()
}

fn one_funding(root: &Path, table: &Table<'_>) -> Option<Funding> {
    let periods = [("2014-2020", "2014-2020"), ("2021-2027", "2021-2027")];
    let period = table.demand("period", "\"2021-2027\"").and_then(|node| node.one_of(&periods));
    let programme = table.optional::<Localized>("programme");
    let statement = table.optional::<Localized>("statement");
    let logo = table.get("logo").and_then(|node| {
        let texts = Localized::read(&node)?;
        for (_, path) in texts.iter() {
            file_below(root, &node, path)?;
        }
        Some(texts)
    });
    let carries = table.optional::<bool>("logo_carries_statement").unwrap_or(false);
    let disclaimer = table.optional::<Localized>("disclaimer");
    table.finish();
    if carries && logo.is_none() {
        table.wrong(
            COMBINATION,
            "logo_carries_statement is true, and there is no logo to carry it",
            "name the logo, or take logo_carries_statement out",
        );
    }
    let period = period?.to_owned();
    Some(Funding { period, programme, statement, logo, logo_carries_statement: carries, disclaimer })
}

pub(super) fn partners(root: &Path, file: &Table<'_>) -> Vec<Partner> {
    let partner = |table: &Table<'_>| {
        let name = table.required::<Localized>("name", "\"Our partner\"");
        let url = web_address(table, "url").map(|address| address.text);
        let logo = file_of(root, table, "logo");
        table.finish();
        Some(Partner { name: name?, url, logo })
    };
    file.tables("partner").iter().filter_map(partner).collect()
}

fn web_address(table: &Table<'_>, key: &'static str) -> Option<WebAddress> {
    table.parsed(key, "write a whole address like \"https://example.eu\"", WebAddress::parse)
}

pub(super) fn dkim(root: &Path, file: &Table<'_>) -> Vec<DkimIdentity> {
    let identity = |table: &Table<'_>| {
        let domain = table.demand("domain", "\"example.eu\"").and_then(|node| domain(&node));
        let selector = table.demand("selector", "\"s2026a\"").and_then(|node| selector(&node));
        let there = table.get("key_file").is_some();
        let key_file = path_of(root, table, "key_file");
        if !there {
            table.wrong(
                RULES.missing,
                "[dkim] has no \"key_file\"",
                "`courant dkim new` makes the key and prints the lines",
            );
        }
        table.finish();
        Some(DkimIdentity { domain: domain?, selector: selector?, key_file: key_file? })
    };
    file.tables("dkim").iter().filter_map(identity).collect()
}

/// RFC 6376 3.1: labels as in a domain name.
fn selector(node: &Node<'_>) -> Option<String> {
    let text = String::read(node)?;
    let label = |label: &str| {
        !label.is_empty()
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    if text.len() > 63 || !text.split('.').all(label) {
        return node.wrong("it is not a selector", "write letters and digits, like \"s2026a\"");
    }
    Some(text)
}

/// None where `[web]` can't be read, `Some(None)` where there is none.
pub(super) fn web(file: &Table<'_>) -> Option<Option<Web>> {
    let Some(node) = file.get("web") else { return Some(None) };
    let table = node.as_table().or_else(|| node.wrong_type(say!("reading-wanted-table")))?;
    let public_url =
        table.demand("public_url", "\"https://news.example.eu\"").and_then(|node| public_url(&node));
    let listen = match table.get("listen") {
        Some(node) => String::read(&node).and_then(|text| {
            text.parse().ok().or_else(|| {
                node.wrong("it is not an IP address and a port", format!("write it like \"{LISTEN}\""))
            })
        }),
        None => LISTEN.parse::<SocketAddr>().ok(),
    };
    table.finish();
    Some(Some(Web { public_url: public_url?, listen: listen? }))
}

/// Links in letters begin with it, so it has no slash at the end, and is https unless it is this machine.
fn public_url(node: &Node<'_>) -> Option<String> {
    let text = String::read(node)?;
    let address = match WebAddress::parse(&text) {
        Ok(address) => address,
        Err(error) => return node.wrong(error, "write a whole address like \"https://news.example.eu\""),
    };
    if address.has_query {
        return node.wrong("it has a ? or a #", "write only host and path");
    }
    if !address.https && !address.loopback {
        let problem = Problem::must(
            COMBINATION,
            node.reading.place(&node.span),
            format!("\"{}\" is http, and not this machine", node.key),
        );
        let why = "unsubscribe links must be https for mail programs to offer one click (RFC 8058)";
        node.reading
            .report(problem.because(why).remedy("write https://, and give the address a certificate"));
        return None;
    }
    Some(address.text.trim_end_matches('/').to_owned())
}

/// The ledger's file, and the database if it is in one.
pub(super) fn store(root: &Path, file: &Table<'_>) -> Option<(PathBuf, StoreSettings)> {
    let Some(node) = file.get("store") else { return Some((LEDGER.into(), StoreSettings::default())) };
    let table = node.as_table().or_else(|| node.wrong_type(say!("reading-wanted-table")))?;
    let url = table.get("url");
    let password = relay::password(&table);
    let ca_file = table.get("ca_file").and_then(|node| relay::ca_file(root, &node));
    table.finish();
    let mut store = StoreSettings { database: None, password, ca_file };
    let Some(node) = url else { return Some((LEDGER.into(), store)) };
    match store_url(&String::read(&node)?) {
        Ok(StoreUrl::File(path)) => Some((path, store)),
        Ok(StoreUrl::Database(database)) => {
            store.database = Some(database);
            Some((LEDGER.into(), store))
        }
        Err((what, remedy)) => node.wrong(what, remedy),
    }
}

/// What a store's URL names.
pub(super) enum StoreUrl {
    /// Relative to the workspace.
    File(PathBuf),
    Database(PostgresStore),
}

/// Reads a store's URL; the error is what is wrong with it, and the remedy.
pub(super) fn store_url(text: &str) -> Result<StoreUrl, (String, &'static str)> {
    if let Some(path) = text.strip_prefix("sqlite:") {
        return match WorkspacePath::parse(path) {
            Ok(path) => Ok(StoreUrl::File(path.as_str().into())),
            Err(error) => {
                Err((error.to_string(), "write a path below the workspace, \"sqlite:.courant/ledger.db\""))
            }
        };
    }
    if text.starts_with("postgres") {
        let read = PostgresStore::parse(text).map(StoreUrl::Database);
        return read.map_err(|error| (error.to_string(), error.remedy()));
    }
    let remedy = "write \"sqlite:.courant/ledger.db\" or \"postgres://courant@db.example.eu/courant\"";
    Err(("it is not a store".to_owned(), remedy))
}
