//! A name and a password for the relay.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use secrecy::{ExposeSecret as _, SecretString};

/// `Debug` shows neither.
pub struct Credentials {
    username: SecretString,
    password: SecretString,
}

impl Credentials {
    pub fn new(username: String, password: SecretString) -> Self {
        Self { username: username.into(), password }
    }

    /// The initial response of AUTH PLAIN (RFC 4616).
    pub(super) fn plain(&self) -> String {
        let message = format!("\0{}\0{}", self.username.expose_secret(), self.password.expose_secret());
        STANDARD.encode(message)
    }

    pub(super) fn login_username(&self) -> String {
        STANDARD.encode(self.username.expose_secret())
    }

    pub(super) fn login_password(&self) -> String {
        STANDARD.encode(self.password.expose_secret())
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_neither_name_nor_password() {
        let shown = format!("{:?}", Credentials::new("anna".to_owned(), "secret".into()));
        assert!(!shown.contains("anna") && !shown.contains("secret"), "{shown}");
    }
}
