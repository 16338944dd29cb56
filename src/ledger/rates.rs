//! How fast the letters of a mailing are taken: by language and by domain, from the attempts of the last minute.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use crate::domain::Lang;

/// A domain to which fewer letters went may say who a reader is.
const FEW: u64 = 5;
/// All such domains together; no domain is called so.
const OTHER: &str = "other";

/// Letters a minute, counted over the last one or since it began or went on or its sender was started; nothing in the
/// first seconds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rates {
    pub by_language: BTreeMap<Lang, u64>,
    pub by_domain: BTreeMap<String, u64>,
    /// When the last of those who were put off is tried again.
    pub last_retry: Option<Timestamp>,
}

impl Rates {
    /// Counts a letter that was taken. Of a reader who is forgotten there is no address.
    pub(super) fn add(&mut self, lang: Option<Lang>, address: Option<&str>) {
        if let Some(lang) = lang {
            *self.by_language.entry(lang).or_default() += 1;
        }
        let domain = address.and_then(|address| address.rsplit_once('@')).map_or(OTHER, |(_, domain)| domain);
        match self.by_domain.get_mut(domain) {
            Some(letters) => *letters += 1,
            None => _ = self.by_domain.insert(domain.to_owned(), 1),
        }
    }

    /// Where nobody sends, nothing goes to anybody, however it was a moment ago.
    #[must_use]
    pub fn of_nobody(self) -> Self {
        Self { last_retry: self.last_retry, ..Self::default() }
    }

    /// What was counted in the time that it has been `going`, as letters a minute.
    pub(super) fn a_minute(mut self, going: SignedDuration) -> Self {
        let few = |domain: &String, letters: &mut u64| *letters < FEW && domain != OTHER;
        let elsewhere: u64 = self.by_domain.extract_if(.., few).map(|(_, letters)| letters).sum();
        if elsewhere > 0 {
            *self.by_domain.entry(OTHER.to_owned()).or_default() += elsewhere;
        }
        let seconds = going.as_secs().unsigned_abs().max(1);
        let each = self.by_language.values_mut().chain(self.by_domain.values_mut());
        each.for_each(|letters| *letters = *letters * 60 / seconds);
        self
    }
}
