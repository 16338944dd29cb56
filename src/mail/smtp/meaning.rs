//! What a refusal may mean: whose fault it is, what becomes of the letter, who else is hit, and the words for people.
//!
//! `rules` says which reply means what; the words of the classes are in the ledger, so one is never renamed.

use super::{Everybody, VerdictKind};

/// Where the fault is. Only what speaks against an address or a mailbox may ever be held against a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blame {
    Address,
    Mailbox,
    Content,
    /// Our account, our sender, our reputation, our program.
    Us,
    /// The server of the reader or one on the way, at this moment.
    Destination,
    /// The line to the relay.
    Link,
}

/// One class of refusals.
#[derive(Debug, PartialEq, Eq)]
pub struct Meaning {
    /// In the ledger and in JSON.
    pub class: &'static str,
    pub blame: Blame,
    pub kind: VerdictKind,
    pub hits: Option<Everybody>,
    /// For people, where they stand before the server's own.
    pub words: &'static str,
}

use Blame::{Address, Content, Destination, Link, Mailbox, Us};
use VerdictKind::{Deferred, Failed, Released};

const fn one(class: &'static str, blame: Blame, kind: VerdictKind, words: &'static str) -> Meaning {
    Meaning { class, blame, kind, hits: None, words }
}

const fn all(
    class: &'static str,
    blame: Blame,
    kind: VerdictKind,
    whom: Everybody,
    words: &'static str,
) -> Meaning {
    Meaning { class, blame, kind, hits: Some(whom), words }
}

macro_rules! meanings {
    ($($name:ident = $meaning:expr;)*) => {
        $(pub(super) static $name: Meaning = $meaning;)*

        /// All of them.
        pub(super) static MEANINGS: &[&Meaning] = &[$(&$name),*];
    };
}

meanings! {
    ADDRESS_INVALID = one("address-invalid", Address, Failed, "there is no such address");
    DOMAIN_DEAD = one("domain-dead", Address, Failed, "their domain takes no mail");
    MAILBOX_DISABLED = one("mailbox-disabled", Mailbox, Failed, "their mailbox is switched off");
    MAILBOX_FULL = one("mailbox-full", Mailbox, Failed, "their mailbox is full");
    MAILBOX_FULL_NOW = one("mailbox-full", Mailbox, Deferred, "their mailbox is full");
    MAILBOX_BUSY = one("mailbox-busy", Destination, Deferred, "their mailbox gets too much mail at once");
    GREYLIST = one("greylist", Destination, Deferred, "their mail server wants to be asked again later");
    TEMPORARY = one("temporary", Destination, Deferred, "a mail server refuses for now");
    NOT_NOW = one("temporary", Destination, Released, "a mail server refuses for now");
    THROTTLE = one("throttle", Destination, Released, "a mail server asks for fewer letters");
    UNDETERMINED = one("undetermined", Destination, Failed, "refused, and the mail server does not say why");
    POLICY = all("policy", Us, Failed, Everybody::Policy, "refused for policy");
    CONTENT = all("content", Content, Failed, Everybody::Content, "the letter is refused for its content");
    AUTH = all("auth", Us, Released, Everybody::Auth, "the mail server wants another sign-in");
    SENDER_REFUSED = all("sender-refused", Us, Released, Everybody::SenderRefused, "the sender is refused");
    OWN_LIMIT = all("own-limit", Us, Released, Everybody::OwnLimit, "our account has sent as much as it may");
    RELAY_DENIED = all("relay-denied", Us, Released, Everybody::RelayDenied, "the mail server passes nothing on");
    REFUSED = all("refused", Link, Released, Everybody::Refused, "the mail server refuses the connection");
    PROTOCOL = all("protocol", Us, Released, Everybody::Protocol, "the mail server does not understand us");
    PROTOCOL_OF_ONE = all("protocol", Us, Failed, Everybody::Protocol, "the mail server does not understand us");
}

impl Meaning {
    /// The words for people of a class that stands in the ledger.
    pub fn words_of(class: &str) -> Option<&'static str> {
        MEANINGS.iter().find(|meaning| meaning.class == class).map(|meaning| meaning.words)
    }
}
