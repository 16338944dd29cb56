//! An SPF record and all that it includes: how much a receiver must ask, what it stumbles over, whom it lets through.

use std::net::IpAddr;

use super::Known;
use super::spf_record::{SpfRecord, Unreadable, Who, is_spf, same_net};
use crate::net::Question;

/// What makes receivers give up, or should not be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// The domain that was asked has none.
    None,
    /// One that another one leads to has none.
    Nowhere {
        by: String,
        domain: String,
    },
    Several {
        domain: String,
        records: Vec<String>,
    },
    Unreadable {
        domain: String,
        term: String,
    },
    Pointer {
        domain: String,
    },
}

/// What was found on the way.
#[derive(Debug, Default)]
pub(super) struct Walk {
    pub faults: Vec<Fault>,
    /// Terms that make a receiver ask again (RFC 7208, 4.6.4).
    pub lookups: usize,
    /// Those of them that lead to nothing.
    pub voids: usize,
    /// The first record.
    pub own: Option<SpfRecord>,
    /// Every domain whose record was read.
    pub included: Vec<String>,
}

/// More than this is not walked: a record that includes itself has no end.
const ENOUGH: usize = 40;

impl Walk {
    pub fn of(domain: &str, known: &mut Known) -> Self {
        let mut walk = Self::default();
        walk.own = walk.record(domain, None, known);
        walk
    }

    fn record(&mut self, domain: &str, by: Option<&str>, known: &mut Known) -> Option<SpfRecord> {
        let records: Vec<String> = known.text(domain).into_iter().filter(|text| is_spf(text)).collect();
        let [text] = records.as_slice() else {
            self.faults.push(match (records.is_empty(), by) {
                (true, None) => Fault::None,
                (true, Some(by)) => Fault::Nowhere { by: by.to_owned(), domain: domain.to_owned() },
                (false, _) => Fault::Several { domain: domain.to_owned(), records },
            });
            return None;
        };
        self.included.push(domain.to_owned());
        let record = match SpfRecord::read(text) {
            Ok(record) => record,
            Err(Unreadable(term)) => {
                self.faults.push(Fault::Unreadable { domain: domain.to_owned(), term });
                return None;
            }
        };
        for term in &record.terms {
            match &term.who {
                Who::Include(other) => self.on(other, domain, known),
                Who::Address(other, _) => {
                    self.asks(Question::Address, other.as_deref().unwrap_or(domain), known);
                }
                Who::Mail(other, _) => self.asks(Question::Mail, other.as_deref().unwrap_or(domain), known),
                Who::Exists(_) => self.lookups += 1,
                Who::Pointer => {
                    self.lookups += 1;
                    self.faults.push(Fault::Pointer { domain: domain.to_owned() });
                }
                Who::All | Who::Net(..) => {}
            }
        }
        if let Some(other) = record.redirect.as_deref().filter(|_| record.rest().is_none()) {
            self.on(other, domain, known);
        }
        Some(record)
    }

    fn on(&mut self, other: &str, by: &str, known: &mut Known) {
        self.lookups += 1;
        if self.lookups < ENOUGH && !is_macro(other) {
            self.record(&name(other), Some(by), known);
        }
    }

    fn asks(&mut self, question: fn(String) -> Question, domain: &str, known: &mut Known) {
        self.lookups += 1;
        if self.lookups < ENOUGH && !is_macro(domain) && known.ask(question(name(domain))).is_empty() {
            self.voids += 1;
        }
    }
}

/// Whether letters from this address are let through for the domain: None where that depends on the letter itself. Only of
/// records that a walk found no fault with.
pub(super) fn lets_through(domain: &str, address: IpAddr, known: &mut Known) -> Option<bool> {
    judged(domain, address, known, 0).map(|qualifier| qualifier == '+')
}

/// The qualifier of the first term that means the address; `?` where none does.
fn judged(domain: &str, address: IpAddr, known: &mut Known, depth: usize) -> Option<char> {
    let text = known.text(domain).into_iter().find(|text| is_spf(text));
    let record = text.and_then(|text| SpfRecord::read(&text).ok()).filter(|_| depth <= 10)?;
    for term in &record.terms {
        let means = match &term.who {
            Who::All => true,
            Who::Net(net, bits) => {
                same_net(*net, address, super::spf_record::Bits { four: *bits, six: *bits })
            }
            Who::Include(other) if !is_macro(other) => {
                judged(&name(other), address, known, depth + 1)? == '+'
            }
            Who::Address(other, bits) if !other.as_deref().is_some_and(is_macro) => {
                let host = name(other.as_deref().unwrap_or(domain));
                known.ask(Question::Address(host)).iter().any(|found| is_in(found, address, *bits))
            }
            Who::Mail(other, bits) if !other.as_deref().is_some_and(is_macro) => {
                let hosts = known.ask(Question::Mail(name(other.as_deref().unwrap_or(domain))));
                hosts.into_iter().take(10).any(|host| {
                    known.ask(Question::Address(host)).iter().any(|found| is_in(found, address, *bits))
                })
            }
            // What these mean hangs on who writes to whom.
            Who::Include(_) | Who::Address(..) | Who::Mail(..) | Who::Exists(_) | Who::Pointer => {
                return None;
            }
        };
        if means {
            return Some(term.qualifier);
        }
    }
    match &record.redirect {
        Some(other) if is_macro(other) => None,
        Some(other) => judged(&name(other), address, known, depth + 1),
        None => Some('?'),
    }
}

fn is_in(found: &str, address: IpAddr, bits: super::spf_record::Bits) -> bool {
    found.parse().is_ok_and(|found| same_net(found, address, bits))
}

fn is_macro(domain: &str) -> bool {
    domain.contains('%')
}

fn name(domain: &str) -> String {
    domain.trim_end_matches('.').to_ascii_lowercase()
}
