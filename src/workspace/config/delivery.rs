//! `[delivery]`: how, how fast and for how long letters leave.

use std::ops::Range;
use std::path::Path;

use jiff::SignedDuration;

use super::super::reading::{Node, Readable as _, Table};
use super::COMBINATION;
use super::relay::{positive, relay};
use crate::domain::Address;
use crate::domain::settings::{
    DeliverySettings, DomainLimit, Pipelining, Quota, Rate, RatePer, Relay, TransportKind, Window,
};
use crate::locale::say;

const LATE_START: SignedDuration = SignedDuration::from_hours(2);
/// What one connection claims at a time.
const MOST_IN_FLIGHT: u16 = 64;
const RETRY_FOR: SignedDuration = SignedDuration::from_hours(48);

pub(super) fn delivery(root: &Path, file: &Table<'_>) -> Option<DeliverySettings> {
    let plain = DeliverySettings {
        transport: TransportKind::Files,
        rate: None,
        late_start: LATE_START,
        retry_for: RETRY_FOR,
        pipelining: Pipelining::Envelope,
        domains: Vec::new(),
        window: None,
        relays: Vec::new(),
    };
    let Some(node) = file.get("delivery") else { return Some(plain) };
    let table = node.as_table().or_else(|| node.wrong_type(say!("reading-wanted-table")))?;
    let transport = match table.get("transport") {
        Some(node) => node.one_of(&[("files", TransportKind::Files), ("smtp", TransportKind::Smtp)]),
        None => Some(TransportKind::Files),
    };
    let rate = table.get("rate").map_or(Some(None), |node| rate(&node).map(Some));
    let late_start = table.get("late_start").map_or(Some(LATE_START), |node| duration(&node));
    let retry_for = table.get("retry_for").map_or(Some(RETRY_FOR), |node| duration(&node));
    let pipelining = pipelining(&table);
    let window = table.get("window").map_or(Some(None), |node| window(&node).map(Some));
    let domains = table.table("domain").map_or(Some(Vec::new()), |table| domains(&table));
    let tables = table.tables("relay");
    let relays = relays(root, &tables);
    table.finish();
    if transport == Some(TransportKind::Smtp) && tables.is_empty() {
        table.wrong(
            COMBINATION,
            "transport is \"smtp\", and there is no mail server to hand letters to",
            "add [[delivery.relay]] with host, or write transport = \"files\"",
        );
    }
    Some(DeliverySettings {
        transport: transport?,
        rate: rate?,
        late_start: late_start?,
        retry_for: retry_for?,
        pipelining: pipelining?,
        domains: domains?,
        window: window?,
        relays: relays?,
    })
}

/// All of them, or none: with one that can't be read the config can't be used.
fn relays(root: &Path, tables: &[Table<'_>]) -> Option<Vec<Relay>> {
    let read: Vec<_> = tables.iter().map(|table| relay(root, table)).collect();
    let mut names: Vec<&str> = Vec::new();
    for (table, relay) in tables.iter().zip(&read) {
        let Some(relay) = relay else { continue };
        if names.contains(&relay.name.as_str()) {
            table.wrong(
                COMBINATION,
                format!("another mail server is called {} too", relay.name),
                "give each a name = \"…\" of its own",
            );
        }
        names.push(&relay.name);
    }
    let weighed = |table: &&Table<'_>| table.get("weight").is_some();
    if tables.iter().any(|table| weighed(&table))
        && let Some(table) = tables.iter().find(|table| !weighed(table))
    {
        table.wrong(
            COMBINATION,
            "another mail server has a weight, and this one has none",
            "give each a weight, or none of them: then each takes what it can",
        );
    }
    read.into_iter().collect()
}

/// `pipelining = "deep"`, and with it `in_flight = 8`.
fn pipelining(table: &Table<'_>) -> Option<Pipelining> {
    let deep = match table.get("pipelining") {
        Some(node) => node.one_of(&[("envelope", false), ("deep", true)])?,
        None => false,
    };
    let Some(node) = table.get("in_flight") else {
        return Some(if deep { Pipelining::Deep { in_flight: 1 } } else { Pipelining::Envelope });
    };
    if !deep {
        return node.wrong(
            "only with pipelining = \"deep\" may more than one letter be on its way",
            "add pipelining = \"deep\", or take in_flight out",
        );
    }
    let in_flight = u16::read(&node)?;
    if !(1..=MOST_IN_FLIGHT).contains(&in_flight) {
        return node.wrong("it is not between 1 and 64", "write 8: a relay far away gains little from more");
    }
    Some(Pipelining::Deep { in_flight })
}

/// Every domain under its own name, as addresses have it.
fn domains(table: &Table<'_>) -> Option<Vec<DomainLimit>> {
    let read = |(key, span, node): (String, Range<usize>, Node<'_>)| {
        let Ok(address) = Address::parse(&format!("x@{key}")) else {
            return node
                .at(span)
                .wrong("it is not a domain", "write it like [delivery.domain.\"gmail.com\"]");
        };
        let limits = node.as_table().or_else(|| node.wrong_type(say!("reading-wanted-table")))?;
        let rate = limits.get("rate").map_or(Some(None), |node| rate(&node).map(Some));
        let connections = limits.get("connections").map_or(Some(None), |node| positive(&node).map(Some));
        limits.finish();
        let limit =
            DomainLimit { domain: address.domain().to_owned(), rate: rate?, connections: connections? };
        if limit.rate.is_none() && limit.connections.is_none() {
            return node
                .at(span)
                .wrong("nothing is said of it", "add rate = \"60/minute\" or connections = 2");
        }
        Some(limit)
    };
    table.entries().into_iter().map(read).collect()
}

/// `07:00-20:00`.
fn window(node: &Node<'_>) -> Option<Window> {
    let text = String::read(node)?;
    let read = || {
        let (from, to) = text.split_once('-')?;
        let window = Window { from: from.trim().parse().ok()?, to: to.trim().parse().ok()? };
        (window.from != window.to).then_some(window)
    };
    read().or_else(|| node.wrong("these are not two times of day", "write it like \"07:00-20:00\""))
}

/// `10000/24h`.
pub(super) fn quota(node: &Node<'_>) -> Option<Quota> {
    let text = String::read(node)?;
    let read = || {
        let (count, per) = text.split_once('/')?;
        let count = count.trim().parse().ok().filter(|count| *count > 0)?;
        let per = match per.trim() {
            "hour" => SignedDuration::from_hours(1),
            "day" => SignedDuration::from_hours(24),
            length => length.parse().ok().filter(|length: &SignedDuration| length.is_positive())?,
        };
        Some(Quota { count, per })
    };
    read().or_else(|| node.wrong("it is not a quota", "write it like \"10000/24h\""))
}

/// `300/minute`.
pub(super) fn rate(node: &Node<'_>) -> Option<Rate> {
    let text = String::read(node)?;
    let read = || {
        let (count, per) = text.split_once('/')?;
        let count: u32 = count.trim().parse().ok().filter(|count| *count > 0)?;
        let per = match per.trim() {
            "s" | "sec" | "second" => RatePer::Second,
            "min" | "minute" => RatePer::Minute,
            "h" | "hour" => RatePer::Hour,
            "d" | "day" => RatePer::Day,
            _ => return None,
        };
        Some(Rate { count, per })
    };
    read().or_else(|| {
        node.wrong("it is not a rate", "write it like \"300/minute\" (second, minute, hour or day)")
    })
}

/// `48h`, `90m`, `2h 30m`; longer than nothing.
fn duration(node: &Node<'_>) -> Option<SignedDuration> {
    let text = String::read(node)?;
    let read = text.parse::<SignedDuration>().ok().filter(|length| length.is_positive());
    read.or_else(|| node.wrong("it is not a length of time", "write it like \"48h\" or \"90m\""))
}
