//! Asks our own unsubscribe address with the link of a test, which changes nothing whoever opens it.

use url::Url;

use super::not_asked::NotAsked;
use crate::desk::opened::ledger_if_any;
use crate::domain::MailingId;
use crate::domain::settings::Settings;
use crate::mail::token;
use crate::net::{Form, Visitor};
use crate::proof::Endpoint;
use crate::workspace::Workspace;

/// RFC 8058, 3.2.
const WISH: (&str, &str) = ("List-Unsubscribe", "One-Click");
const BOUNDARY: &str = "courant-self-test";

/// What it answered, or why it was not asked.
pub(super) async fn ask(
    workspace: &Workspace,
    settings: &Settings,
    visitor: &Visitor,
) -> Result<Endpoint, NotAsked> {
    let Some(web) = &settings.web else { return Err(NotAsked("config.toml has no [web]".to_owned())) };
    let ledger = ledger_if_any(workspace, settings).map_err(|error| NotAsked::because(&error))?;
    let Some(ledger) = ledger else {
        let none = "there is no ledger yet, whose key makes the links; `courant serve` makes it";
        return Err(NotAsked(none.to_owned()));
    };
    let link = token::inert(ledger.keys(), settings.newsletter.source(), MailingId([0; 8]));
    let link = link.map_err(|error| NotAsked::because(&error))?;
    let url =
        Url::parse(&format!("{}/u/{link}", web.public_url)).map_err(|error| NotAsked::because(&error))?;
    let (name, value) = WISH;
    let form =
        Form { media_type: "application/x-www-form-urlencoded".to_owned(), body: format!("{name}={value}") };
    let parts = Form {
        media_type: format!("multipart/form-data; boundary={BOUNDARY}"),
        body: format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n--{BOUNDARY}--\r\n"
        ),
    };
    Ok(Endpoint {
        url: web.public_url.clone(),
        get: visitor.get(&url).await,
        form: visitor.post(&url, &form).await,
        multipart: visitor.post(&url, &parts).await,
    })
}
