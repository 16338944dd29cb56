//! What the network says of the sender and of links: the DNS asked, web servers visited. Nothing is judged here.
//!
//! Only who was told to ask asks: nothing in this craft is used by writing, rendering or sending.

mod answer;
mod name_server;
mod question;
mod reach;
mod trust;
mod visit;
mod visitor;

pub use answer::Answer;
pub use name_server::{NameServer, NoNameServer};
pub use question::Question;
pub use reach::Reach;
pub use trust::NoTrust;
pub use visit::{Fault, Reply, Visit};
pub use visitor::{Form, Visitor};
