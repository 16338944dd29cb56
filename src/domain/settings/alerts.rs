//! `[alerts]`: how the team is told what becomes of a mailing, besides the mail to `[[team]] does = ["alert"]`.

use super::Relay;

/// Both may be absent: then alerts are mail by the relay of the letters.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Alerts {
    /// Program and arguments, no shell; gets each alert as JSON on its standard input.
    pub command: Option<Vec<String>>,
    /// A mail server for alerts alone.
    pub relay: Option<Relay>,
}
