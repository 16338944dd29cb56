//! `[network]`: whom the checks ask; and where a mail server sends from, which they look up.

use std::net::{IpAddr, SocketAddr};

use super::super::reading::{Node, Readable as _, Table};
use crate::domain::settings::Network;
use crate::locale::say;

pub(super) fn network(file: &Table<'_>) -> Option<Network> {
    let Some(node) = file.get("network") else { return Some(Network::default()) };
    let table = node.as_table().or_else(|| node.wrong_type(say!("reading-wanted-table")))?;
    let name_server = table.get("name_server").map_or(Some(None), |node| name_server(&node).map(Some));
    table.finish();
    Some(Network { name_server: name_server? })
}

/// An address, with a port where it is another one than 53.
fn name_server(node: &Node<'_>) -> Option<SocketAddr> {
    let text = String::read(node)?;
    let alone = text.parse::<IpAddr>().map(|address| SocketAddr::new(address, 53));
    alone.or_else(|_| text.parse()).ok().or_else(|| {
        node.wrong("it is not an IP address", "write it like \"192.0.2.53\" or \"192.0.2.53:5300\"")
    })
}

/// A list of IP addresses.
pub(super) fn addresses(node: &Node<'_>) -> Option<Vec<IpAddr>> {
    let read: Result<Vec<IpAddr>, _> = Vec::<String>::read(node)?.iter().map(|text| text.parse()).collect();
    read.ok().or_else(|| node.wrong("it is not a list of IP addresses", "write it like [\"192.0.2.25\"]"))
}
