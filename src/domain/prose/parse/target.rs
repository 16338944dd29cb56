//! Where a link may lead: http, https, mailto and the section's own address; nothing else.

use crate::domain::{Address, Lang};

/// What the address part of a link means.
#[derive(Debug, PartialEq, Eq)]
pub enum Target {
    Link(String),
    Phrase(Lang),
}

/// The sentence that says why not, by its key, and what fills its places.
pub type Refusal = (&'static str, Vec<(&'static str, String)>);

/// Reads the address of a link, after the parser has decoded it. Unknown schemes are refused, not
/// recognised, so no spelling of `javascript:` or `data:` has to be thought of.
pub fn read(address: &str) -> Result<Target, Refusal> {
    if address == "link" {
        return Ok(Target::Link(address.to_owned()));
    }
    if let Some(tag) = address.strip_prefix("lang:") {
        return Lang::parse(tag)
            .map(Target::Phrase)
            .map_err(|_| ("LNK001-no-tag", vec![("tag", tag.to_owned())]));
    }
    if address.chars().any(|c| c.is_whitespace() || super::fields::is_refused(c) || c == '\\') {
        return Err(("LNK001-space", Vec::new()));
    }
    let (scheme, rest) = address.split_once(':').unwrap_or(("", address));
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" if has_host(rest) => Ok(Target::Link(address.to_owned())),
        "mailto" => {
            let mailbox = rest.split('?').next().unwrap_or(rest);
            Address::parse(mailbox)
                .map(|_| Target::Link(address.to_owned()))
                .map_err(|_| ("LNK001-mailto", vec![("address", mailbox.to_owned())]))
        }
        _ => Err(("LNK001-not-to-open", Vec::new())),
    }
}

fn has_host(rest: &str) -> bool {
    let Some(rest) = rest.strip_prefix("//") else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    authority.chars().any(char::is_alphanumeric) && !authority.contains('@')
}

/// The file of a picture below the folder, and whether it is only decoration; none if it lies elsewhere.
pub fn picture(address: &str) -> Option<(String, bool)> {
    let (file, decorative) = match address.strip_prefix("decorative:") {
        Some(file) => (file, true),
        None => (address, false),
    };
    let inside = !file.is_empty()
        && !file.starts_with('/')
        && !file.contains([':', '\\', '?', '#'])
        && !file.chars().any(super::fields::is_refused)
        && file.split('/').all(|part| !part.is_empty() && part != ".." && part != ".");
    inside.then(|| (file.to_owned(), decorative))
}
