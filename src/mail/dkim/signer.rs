//! Puts signatures before a finished message.

use std::io::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;

use super::fields::{self, Field};
use super::key::SigningKey;
use super::{DnsRecord, Error, OVER_SIGNED, SIGNED, canonical};

/// One key under one name: `[[dkim]]`.
#[derive(Debug)]
pub struct Signer {
    domain: String,
    selector: String,
    key: SigningKey,
}

impl Signer {
    /// `pem` is the text of the key file: PKCS#8 or PKCS#1.
    pub fn new(domain: &str, selector: &str, pem: &str) -> Result<Self, Error> {
        let ascii = idna::domain_to_ascii_strict(domain).map_err(|_| Error::Domain(domain.to_owned()))?;
        if !ascii.contains('.') {
            return Err(Error::Domain(domain.to_owned()));
        }
        let label = |label: &str| {
            let plain = label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
            plain && (1..=63).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-')
        };
        if selector.len() > 120 || !selector.split('.').all(label) {
            return Err(Error::Selector(selector.to_owned()));
        }
        Ok(Self { domain: ascii, selector: selector.to_owned(), key: SigningKey::from_pem(pem)? })
    }

    /// `d=`, in A-labels.
    pub fn domain(&self) -> &str {
        &self.domain
    }

    /// What is to stand in the DNS for others to verify by.
    pub fn record(&self) -> Result<DnsRecord, Error> {
        let public = self.key.public()?;
        Ok(DnsRecord::new(&self.selector, &self.domain, self.key.algorithm(), &public))
    }
}

/// Signs the finished `message` with every signer and puts the signatures at its top, the last one first.
///
/// The message must be final: CRLF line ends, not dot-stuffed.
pub fn sign(signers: &[Signer], message: &mut Vec<u8>, now: Timestamp) -> Result<(), Error> {
    if signers.is_empty() {
        return Ok(());
    }
    let mut top = Vec::with_capacity(1024 * signers.len());
    let (fields, body) = fields::split(message);
    if fields.is_empty() {
        return Err(Error::NoHeader);
    }
    let body_hash = STANDARD.encode(canonical::body_hash(body));
    let names = names_to_sign(&fields);
    let mut data = Vec::with_capacity(4096);
    for field in fields::chosen(&fields, &names) {
        canonical::header(field, &mut data);
        data.extend_from_slice(b"\r\n");
    }
    let signed = data.len();
    for signer in signers.iter().rev() {
        let start = top.len();
        write_unsigned(signer, &names, &body_hash, now, &mut top);
        let (own, _) = fields::split(&top[start..]);
        data.truncate(signed);
        own.iter().for_each(|field| canonical::header(field, &mut data));
        let mut signature = signer.key.sign(&data)?;
        while !signature.is_empty() {
            let after = signature.split_off(signature.len().min(72));
            top.extend_from_slice(signature.as_bytes());
            top.extend_from_slice(if after.is_empty() { b"\r\n" } else { b"\r\n  " });
            signature = after;
        }
    }
    message.splice(..0, top);
    Ok(())
}

fn names_to_sign(fields: &[Field<'_>]) -> Vec<&'static str> {
    let there = |name: &&str| fields.iter().any(|field| field.is(name));
    OVER_SIGNED.into_iter().flat_map(|name| [name, name]).chain(SIGNED.into_iter().filter(there)).collect()
}

/// The field up to and including `b=`.
fn write_unsigned(signer: &Signer, names: &[&str], body_hash: &str, now: Timestamp, out: &mut Vec<u8>) {
    let Signer { domain, selector, key } = signer;
    let (tag, seconds) = (key.algorithm().tag(), now.as_second());
    // Writing into a Vec does not fail.
    let _ = write!(out, "DKIM-Signature: v=1; a={tag}; c=relaxed/relaxed; t={seconds};\r\n");
    let _ = write!(out, " d={domain};\r\n s={selector};\r\n h=");
    let mut column = 3;
    for (at, name) in names.iter().enumerate() {
        let last = at + 1 == names.len();
        if column + name.len() + 1 > 76 {
            out.extend_from_slice(b"\r\n  ");
            column = 2;
        }
        out.extend_from_slice(name.as_bytes());
        out.push(if last { b';' } else { b':' });
        column += name.len() + 1;
    }
    let _ = write!(out, "\r\n bh={body_hash};\r\n b=");
}
