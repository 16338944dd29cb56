//! The relay as the settings describe it, with its password fetched from where they say it is.

use std::path::Path;

use super::send::Error;
use crate::domain::settings::{PasswordSource, Relay};
use crate::mail::smtp::{Allowed, Credentials, SmtpTransport, Tokens};
use crate::workspace;

/// Ready to open connections. Reads certificates and may run the program that prints the password, so it blocks.
pub fn transport(relay: &Relay, root: &Path, allowed: Allowed) -> Result<SmtpTransport, Error> {
    let credentials = match (&relay.username, &relay.password) {
        (Some(username), Some(source)) => {
            let password = workspace::password(source, root).map_err(workspace::Error::from)?;
            Some(Credentials::new(username.clone(), password))
        }
        _ => None,
    };
    let transport = SmtpTransport::new(relay, credentials, root, allowed)?;
    let (Some(username), Some(command)) = (&relay.username, &relay.token_command) else {
        return Ok(transport);
    };
    let (source, root) = (PasswordSource::Command(command.clone()), root.to_owned());
    let fetch = move || workspace::password(&source, &root).map_err(|error| error.to_string());
    Ok(transport.with_tokens(Tokens::new(username.clone(), fetch)))
}
