//! The relay as the settings describe it, with its password fetched from where they say it is.

use std::path::Path;

use super::send::Error;
use crate::domain::settings::{PasswordSource, Relay};
use crate::mail::smtp::{Allowed, Credentials, LinkError, SmtpTransport, Tokens};
use crate::workspace;

/// Why no letter goes over it just now: one that has answered can be reached, and does not take them all the same.
pub fn out_of_use(called: &str, error: &LinkError) -> String {
    let how = if error.has_answered() { "is there, but takes no letters now" } else { "can't be reached" };
    format!("{called} {how}: {error}")
}

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::smtp::{LinkFault, Phase};

    #[test]
    fn of_a_server_that_has_answered_it_is_not_said_that_it_cant_be_reached() {
        for (phase, there) in [
            (Phase::Connect, false),
            (Phase::Banner, false),
            (Phase::Ehlo, true),
            (Phase::Auth, true),
            (Phase::Mail, true),
        ] {
            let words = out_of_use("the mail server", &LinkError { phase, fault: LinkFault::HungUp });
            assert_eq!(words.contains("is there, but takes no letters now: "), there, "{words}");
            assert_eq!(words.contains("can't be reached: "), !there, "{words}");
        }
    }
}
