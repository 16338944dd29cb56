//! Reads and verifies the signatures of a message: the tool's own proof, beside the one by others' programs.

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::signature::{ED25519, RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::fields::{self, Field};
use super::{Algorithm, OVER_SIGNED, SIGNED, VerifyError, canonical, tags};

/// A DKIM-Signature field that could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    pub algorithm: Algorithm,
    pub domain: String,
    pub selector: String,
    /// `h=`, in small letters.
    pub headers: Vec<String>,
    /// `c=` as it stands there.
    pub canonicalization: String,
    /// Whether there is an `l=`.
    pub has_length: bool,
    body_hash: Vec<u8>,
    signature: Vec<u8>,
    /// The field in canonical form, `b=` emptied.
    own: Vec<u8>,
}

/// All signatures of `message`, top first.
pub fn signatures(message: &[u8]) -> Vec<Result<Signature, VerifyError>> {
    let (fields, _) = fields::split(message);
    fields.iter().filter(|field| field.is("DKIM-Signature")).map(read).collect()
}

fn read(field: &Field<'_>) -> Result<Signature, VerifyError> {
    let syntax = VerifyError::Syntax;
    let value = std::str::from_utf8(field.value()).map_err(|_| syntax("it is not ASCII"))?;
    let tags = tags::read(value).ok_or(syntax("it is no list of tags"))?;
    let tag = |name: &str| tags.iter().find(|(other, _)| *other == name).map(|(_, value)| *value);
    let octets =
        |name, why| tag(name).and_then(|value| STANDARD.decode(tags::compact(value)).ok()).ok_or(syntax(why));
    if tag("v") != Some("1") {
        return Err(syntax("v= is not 1"));
    }
    let mut own = Vec::new();
    let emptied = without_signature(field.raw);
    fields::split(&emptied).0.iter().for_each(|field| canonical::header(field, &mut own));
    Ok(Signature {
        algorithm: tag("a").and_then(Algorithm::from_tag).ok_or(syntax("a= names no algorithm in use"))?,
        domain: tag("d").ok_or(syntax("d= is missing"))?.to_ascii_lowercase(),
        selector: tag("s").ok_or(syntax("s= is missing"))?.to_owned(),
        headers: tags::compact(tag("h").ok_or(syntax("h= is missing"))?)
            .split(':')
            .map(str::to_ascii_lowercase)
            .collect(),
        canonicalization: tag("c").unwrap_or("simple/simple").to_owned(),
        has_length: tag("l").is_some(),
        body_hash: octets("bh", "bh= is missing or not base64")?,
        signature: octets("b", "b= is missing or not base64")?,
        own,
    })
}

/// The field with the value of its `b=` taken out, everything else as it stands.
fn without_signature(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len());
    let colon = raw.iter().position(|b| *b == b':').map_or(0, |colon| colon + 1);
    out.extend_from_slice(&raw[..colon]);
    for (at, tag) in raw[colon..].split(|b| *b == b';').enumerate() {
        if at > 0 {
            out.push(b';');
        }
        let equals = tag.iter().position(|b| *b == b'=');
        match equals {
            Some(equals) if tag[..equals].trim_ascii() == b"b" => out.extend_from_slice(&tag[..=equals]),
            _ => out.extend_from_slice(tag),
        }
    }
    out
}

impl Signature {
    /// Where its key stands in the DNS.
    pub fn record_name(&self) -> String {
        format!("{}._domainkey.{}", self.selector, self.domain)
    }

    /// The headers of `message` that should be covered and are not, or that could be added unseen.
    pub fn uncovered(&self, message: &[u8]) -> Vec<&'static str> {
        let (fields, _) = fields::split(message);
        let named = |name: &str| self.headers.iter().filter(|other| *other == name).count();
        let there = |name: &str| fields.iter().filter(|field| field.is(name)).count();
        let over = OVER_SIGNED.into_iter().filter(|name| named(name) <= there(name));
        let once = SIGNED.into_iter().filter(|name| named(name) < there(name));
        over.chain(once).collect()
    }

    /// Whether it is a signature of `message` by the key in `record`, the value of the TXT record with its
    /// strings joined. Only relaxed/relaxed over the whole body is looked at.
    pub fn verify(&self, message: &[u8], record: &str) -> Result<(), VerifyError> {
        if self.canonicalization != "relaxed/relaxed" {
            return Err(VerifyError::NotRelaxed);
        }
        if self.has_length {
            return Err(VerifyError::PartOfBody);
        }
        if !self.headers.iter().any(|name| name == "from") {
            return Err(VerifyError::FromNotSigned);
        }
        let (fields, body) = fields::split(message);
        if canonical::body_hash(body) != *self.body_hash {
            return Err(VerifyError::Body);
        }
        let mut data = Vec::new();
        for field in fields::chosen(&fields, &self.headers) {
            canonical::header(field, &mut data);
            data.extend_from_slice(b"\r\n");
        }
        data.extend_from_slice(&self.own);
        let key = self.public_key(record)?;
        match self.algorithm {
            Algorithm::Rsa => {
                UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, key).verify(&data, &self.signature)
            }
            Algorithm::Ed25519 => {
                let hash = digest(&SHA256, &data);
                UnparsedPublicKey::new(&ED25519, key).verify(hash.as_ref(), &self.signature)
            }
        }
        .map_err(|_| VerifyError::Headers)
    }

    fn public_key(&self, record: &str) -> Result<Vec<u8>, VerifyError> {
        let key = VerifyError::Key;
        let tags = tags::read(record).ok_or(key("it is no list of tags"))?;
        let tag = |name: &str| tags.iter().find(|(other, _)| *other == name).map(|(_, value)| *value);
        if tag("v").is_some_and(|version| version != "DKIM1") {
            return Err(key("v= is not DKIM1"));
        }
        if tag("k").unwrap_or("rsa") != self.algorithm.key_type() {
            return Err(key("it is of another kind than the signature"));
        }
        let public = tags::compact(tag("p").ok_or(key("p= is missing"))?);
        if public.is_empty() {
            return Err(key("it has been revoked"));
        }
        STANDARD.decode(public).map_err(|_| key("p= is not base64"))
    }
}
