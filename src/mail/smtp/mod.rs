//! A mail client for one job: to hand letters to a relay and to know, for each, whether that happened.
//!
//! `Session` is the protocol without a socket, `Connection` puts it on TCP and TLS with a timer for every wait,
//! `SmtpTransport` opens connections and keeps test mode, `classify` says what a refusal means. `flight` and `flying`
//! are the same two for letters that travel together.
//! What is absent on purpose: a pool, retries, more than one recipient in a transaction, encryption "if possible".

mod allowed;
mod classify;
mod connection;
mod credentials;
mod envelope;
mod event;
mod fault;
mod flight;
mod flying;
mod form;
mod handover;
mod hidden;
mod landed;
mod link_error;
mod meaning;
mod offers;
mod parcel;
mod phase;
mod reply_reader;
mod rules;
mod session;
mod setup_error;
mod smtp_transport;
mod state;
mod stream;
mod terms;
mod timers;
mod tls;
mod tokens;
mod unanswered;
mod verdict;
mod violation;
mod wire;

pub use allowed::Allowed;
pub use classify::classify;
pub use connection::Connection;
pub use credentials::Credentials;
pub use envelope::{Envelope, Unsendable};
pub use event::Event;
pub use fault::Fault;
pub use form::Form;
pub use handover::Handover;
pub use landed::Landed;
pub use link_error::{LinkError, LinkFault};
pub use meaning::{Blame, Meaning};
pub use offers::Offers;
pub use parcel::Parcel;
pub use phase::Phase;
pub use reply_reader::ReplyReader;
pub use session::Session;
pub use setup_error::SetupError;
pub use smtp_transport::SmtpTransport;
pub use terms::Terms;
pub use timers::Timers;
pub use tokens::Tokens;
pub use unanswered::Unanswered;
pub use verdict::{Everybody, Verdict, VerdictKind};
pub use violation::Violation;
pub use wire::{NulFound, on_the_wire};
