//! Asks a name server: the system's own, or the one that `config.toml` names.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use hickory_resolver::config::{NameServerConfig, ResolveHosts, ResolverConfig};
use hickory_resolver::net::NetError;
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::proto::rr::{Name, RData, RecordType};
use hickory_resolver::{Resolver, TokioResolver};

use super::{Answer, Question};

/// How long one attempt may take; there are two.
const PATIENCE: Duration = Duration::from_secs(4);

/// Cheap to clone. Answers are kept as long as they may be.
#[derive(Clone)]
pub struct NameServer(TokioResolver);

/// Why nothing can be asked.
#[derive(Debug, thiserror::Error)]
#[error("no name server can be asked: {0}")]
pub struct NoNameServer(NetError);

impl std::fmt::Debug for NameServer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NameServer")
    }
}

impl NameServer {
    /// The one at this address, or those that the system asks.
    pub fn new(at: Option<SocketAddr>) -> Result<Self, NoNameServer> {
        let builder = match at {
            None => Resolver::builder_tokio().map(|mut builder| {
                builder.options_mut().use_hosts_file = ResolveHosts::Auto;
                builder
            }),
            Some(at) => {
                let mut server = NameServerConfig::udp_and_tcp(at.ip());
                for connection in &mut server.connections {
                    connection.port = at.port();
                }
                let config = ResolverConfig::from_name_servers(vec![server]);
                let mut builder = Resolver::builder_with_config(config, TokioRuntimeProvider::default());
                builder.options_mut().use_hosts_file = ResolveHosts::Never;
                Ok(builder)
            }
        };
        let mut builder = builder.map_err(NoNameServer)?;
        builder.options_mut().timeout = PATIENCE;
        builder.build().map(Self).map_err(NoNameServer)
    }

    pub async fn ask(&self, question: &Question) -> Answer {
        match question {
            Question::Text(name) => self.records(name, RecordType::TXT).await,
            Question::Mail(name) => self.records(name, RecordType::MX).await,
            Question::Pointer(address) => {
                self.records(&Name::from(*address).to_ascii(), RecordType::PTR).await
            }
            Question::Address(name) => {
                let (four, six) =
                    tokio::join!(self.records(name, RecordType::A), self.records(name, RecordType::AAAA));
                match (four, six) {
                    (Answer::Found(mut four), Answer::Found(six)) => {
                        four.extend(six);
                        Answer::Found(four)
                    }
                    (Answer::Found(found), _) | (_, Answer::Found(found)) => Answer::Found(found),
                    (Answer::Unknown(why), _) | (_, Answer::Unknown(why)) => Answer::Unknown(why),
                    (Answer::Nothing, Answer::Nothing) => Answer::Nothing,
                }
            }
        }
    }

    async fn records(&self, name: &str, kind: RecordType) -> Answer {
        let Ok(mut name) = Name::from_ascii(name) else { return Answer::Nothing };
        // Nothing is searched for in the system's own domains.
        name.set_fqdn(true);
        let lookup = match self.0.lookup(name, kind).await {
            Ok(lookup) => lookup,
            Err(error) if error.is_no_records_found() => return Answer::Nothing,
            Err(error) => return Answer::Unknown(error.to_string()),
        };
        let mut found: Vec<(u16, String)> = Vec::new();
        for record in lookup.answers() {
            match &record.data {
                RData::TXT(text) => {
                    let whole = text.txt_data.concat();
                    found.push((0, String::from_utf8_lossy(&whole).into_owned()));
                }
                RData::MX(mail) => found.push((mail.preference, bare(&mail.exchange))),
                RData::A(address) => found.push((0, IpAddr::from(address.0).to_string())),
                RData::AAAA(address) => found.push((0, IpAddr::from(address.0).to_string())),
                RData::PTR(host) => found.push((0, bare(&host.0))),
                _ => {}
            }
        }
        found.sort();
        if found.is_empty() {
            return Answer::Nothing;
        }
        Answer::Found(found.into_iter().map(|(_, text)| text).collect())
    }
}

fn bare(name: &Name) -> String {
    name.to_ascii().trim_end_matches('.').to_lowercase()
}
