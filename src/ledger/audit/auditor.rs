//! Goes through a mailing, reader by reader, and sums up.

use std::collections::BTreeMap;

use super::replay::replay;
use super::{Audit, Finding, History, Invariant, Past, share};
use crate::domain::{AddrKey, Address, Counts, Keys};

/// Of each kind of finding so many are kept; all are counted.
const KEPT: u64 = 100;

pub struct Auditor<'a> {
    past: Past,
    keys: &'a Keys,
    audit: Audit,
    strangers: u64,
    sum: i64,
}

impl<'a> Auditor<'a> {
    pub fn new(past: Past, keys: &'a Keys) -> Self {
        let audit = Audit {
            mailing: past.mailing.clone(),
            planned: past.planned_rows,
            counts: Counts::default(),
            left_out: BTreeMap::new(),
            found: BTreeMap::new(),
            findings: Vec::new(),
        };
        let mut auditor = Self { past, keys, audit, strangers: 0, sum: 0 };
        for (invariant, what) in auditor.past.faults() {
            auditor.whole(invariant, what);
        }
        auditor
    }

    fn find(&mut self, finding: Finding) {
        let found = self.audit.found.entry(finding.invariant).or_default();
        *found += 1;
        if *found <= KEPT {
            self.audit.findings.push(finding);
        }
    }

    /// Something about the mailing as a whole, or about the store.
    pub fn whole(&mut self, invariant: Invariant, what: String) {
        self.find(Finding { invariant, key: None, address: None, what });
    }

    /// They have the issue from another mailing as well, and nobody said that they should.
    pub fn twice(&mut self, key: AddrKey, address: Option<Address>, other: &str) {
        let what = format!("they have the issue from {other} as well");
        self.find(Finding { invariant: Invariant::OncePerIssue, key: Some(key), address, what });
    }

    /// The next reader.
    pub fn reader(&mut self, history: &History) {
        let address = history.row.as_ref().and_then(|row| row.address.clone());
        let mut found = replay(history, &self.past);
        if address.as_ref().is_some_and(|address| self.keys.addr_key(address) != history.key) {
            found.push((Invariant::Unique, "the address is not the one that the row's key names".to_owned()));
        }
        if let Some(row) = &history.row {
            self.sum += share(history.key, &row.lang);
            match row.state() {
                Some(state) => *self.audit.counts.by_state.entry(state).or_default() += 1,
                None => self.strangers += 1,
            }
            if let Some(reason) = row.skipped() {
                *self.audit.left_out.entry(reason).or_default() += 1;
            }
        }
        for (invariant, what) in found {
            self.find(Finding { invariant, key: Some(history.key), address: address.clone(), what });
        }
    }

    /// That was the last one.
    pub fn finish(mut self) -> Audit {
        let rows = self.audit.counts.rows() + self.strangers;
        if let Some(planned) = self.audit.planned.filter(|planned| *planned != rows) {
            self.whole(Invariant::Conservation, format!("{planned} were planned, and {rows} rows are there"));
        } else if self.past.plan_sum.is_some_and(|sum| sum != self.sum) {
            let what = "the readers or their languages are not those that were planned";
            self.whole(Invariant::Conservation, what.to_owned());
        }
        let wrong: Vec<_> =
            self.audit.counts.by_state.iter().filter(|(state, _)| !self.past.may_hold(**state)).collect();
        let wrong: Vec<String> =
            wrong.into_iter().map(|(state, rows)| format!("{rows} {}", state.as_str())).collect();
        if !wrong.is_empty() {
            let stands = self.audit.mailing.state.as_str();
            let what =
                format!("the mailing is {stands}, and has rows that are not over: {}", wrong.join(", "));
            self.whole(Invariant::Conservation, what);
        }
        self.audit
    }
}
