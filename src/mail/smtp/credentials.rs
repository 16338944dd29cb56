//! A name for the relay, and a password or a token.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use secrecy::{ExposeSecret as _, SecretString};

/// `Debug` shows neither.
pub struct Credentials {
    username: SecretString,
    password: SecretString,
    is_token: bool,
}

impl Credentials {
    pub fn new(username: String, password: SecretString) -> Self {
        Self { username: username.into(), password, is_token: false }
    }

    /// An OAuth access token instead of a password.
    pub fn with_token(username: String, token: SecretString) -> Self {
        Self { is_token: true, ..Self::new(username, token) }
    }

    pub(super) fn is_token(&self) -> bool {
        self.is_token
    }

    /// The initial response of AUTH XOAUTH2, as Google and Microsoft describe it.
    pub(super) fn xoauth2(&self) -> String {
        let (user, token) = (self.username.expose_secret(), self.password.expose_secret());
        STANDARD.encode(format!("user={user}\u{1}auth=Bearer {token}\u{1}\u{1}"))
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
    fn a_token_is_sent_as_google_and_microsoft_describe_it() {
        let credentials = Credentials::with_token("someuser@example.com".to_owned(), "ya29.vF9".into());
        let wanted = "dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LnZGOQEB";
        assert_eq!(credentials.xoauth2(), wanted);
    }

    #[test]
    fn debug_shows_neither_name_nor_password() {
        let shown = format!("{:?}", Credentials::new("anna".to_owned(), "secret".into()));
        assert!(!shown.contains("anna") && !shown.contains("secret"), "{shown}");
    }
}
