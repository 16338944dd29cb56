//! Where a link may lead: http, https, mailto and the section's own address; nothing else.

use crate::domain::{Address, Lang};

/// What the address part of a link means.
#[derive(Debug, PartialEq, Eq)]
pub enum Target {
    Link(String),
    Phrase(Lang),
}

/// Reads the address of a link, after the parser has decoded it. Unknown schemes are refused, not
/// recognised, so no spelling of `javascript:` or `data:` has to be thought of. The error says why, and what
/// to do.
pub fn read(address: &str) -> Result<Target, (String, String)> {
    if address == "link" {
        return Ok(Target::Link(address.to_owned()));
    }
    if let Some(tag) = address.strip_prefix("lang:") {
        return Lang::parse(tag)
            .map(Target::Phrase)
            .map_err(|wrong| (wrong.to_string(), "Write for example [Nära vård](lang:sv).".to_owned()));
    }
    if address.chars().any(|c| c.is_whitespace() || super::fields::is_refused(c) || c == '\\') {
        return Err((
            "The address of this link holds a space or another character that no address has.".to_owned(),
            "Copy the address from the browser once more.".to_owned(),
        ));
    }
    let (scheme, rest) = address.split_once(':').unwrap_or(("", address));
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" if has_host(rest) => Ok(Target::Link(address.to_owned())),
        "mailto" => {
            let mailbox = rest.split('?').next().unwrap_or(rest);
            Address::parse(mailbox).map(|_| Target::Link(address.to_owned())).map_err(|why| {
                (format!("This is not an e-mail address: {why}."), "Write mailto:info@example.eu.".to_owned())
            })
        }
        _ => Err((
            "This link leads to nothing that can be opened from a letter.".to_owned(),
            "Begin the address with https://, http:// or mailto:, or write \"link\" for the section's own."
                .to_owned(),
        )),
    }
}

fn has_host(rest: &str) -> bool {
    let Some(rest) = rest.strip_prefix("//") else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    authority.chars().any(char::is_alphanumeric) && !authority.contains('@')
}

/// The file of a picture below the folder, and whether it is only decoration.
pub fn picture(address: &str) -> Result<(String, bool), (String, String)> {
    let (file, decorative) = match address.strip_prefix("decorative:") {
        Some(file) => (file, true),
        None => (address, false),
    };
    let inside = !file.is_empty()
        && !file.starts_with('/')
        && !file.contains([':', '\\', '?', '#'])
        && !file.chars().any(super::fields::is_refused)
        && file.split('/').all(|part| !part.is_empty() && part != ".." && part != ".");
    if inside {
        return Ok((file.to_owned(), decorative));
    }
    Err((
        "A picture is a file in the issue's own folder.".to_owned(),
        "Copy it into images/ and write ![what it shows](images/name.jpg).".to_owned(),
    ))
}
