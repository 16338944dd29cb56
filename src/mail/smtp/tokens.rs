//! Where the token of a sign-in comes from (XOAUTH2): made anew for every connection, for it is good for an hour or so.

use std::fmt;
use std::sync::Arc;

use secrecy::SecretString;

use super::{Credentials, LinkError, LinkFault, Phase};

type Fetch = dyn Fn() -> Result<SecretString, String> + Send + Sync;

/// The account, and how a token for it is had.
#[derive(Clone)]
pub struct Tokens {
    username: String,
    fetch: Arc<Fetch>,
}

impl Tokens {
    /// `fetch` may block. What it says when it fails is shown: no token may be in it.
    pub fn new(
        username: String,
        fetch: impl Fn() -> Result<SecretString, String> + Send + Sync + 'static,
    ) -> Self {
        Self { username, fetch: Arc::new(fetch) }
    }

    pub(super) async fn credentials(&self) -> Result<Credentials, LinkError> {
        let fetch = Arc::clone(&self.fetch);
        let none = |why| LinkError::new(Phase::Auth, LinkFault::NoToken(why));
        let fetched = tokio::task::spawn_blocking(move || fetch()).await;
        let token = fetched.map_err(|error| none(error.to_string()))?.map_err(none)?;
        Ok(Credentials::with_token(self.username.clone(), token))
    }
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tokens(***)")
    }
}
