//! Private keys: read from PEM files, made anew, never shown.

use std::fmt;

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::encoding::{AsDer as _, Pkcs8V1Der, PublicKeyX509Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair as RsaKeyPair, KeySize};
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _, RSA_PKCS1_SHA256};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use secrecy::SecretString;

use super::{Algorithm, Error};

pub(super) enum SigningKey {
    Rsa(Box<RsaKeyPair>),
    Ed25519(Box<Ed25519KeyPair>),
}

/// A new private key in PEM form (PKCS#8). RSA has 2048 bits: longer ones do not fit everywhere in the DNS.
pub fn new_key(algorithm: Algorithm) -> Result<SecretString, Error> {
    let library = |_| Error::Library;
    let der = match algorithm {
        Algorithm::Rsa => {
            let pair = RsaKeyPair::generate(KeySize::Rsa2048).map_err(library)?;
            let der: Pkcs8V1Der<'_> = pair.as_der().map_err(library)?;
            STANDARD.encode(der.as_ref())
        }
        Algorithm::Ed25519 => {
            let pair = Ed25519KeyPair::generate().map_err(library)?;
            STANDARD.encode(pair.to_pkcs8v1().map_err(library)?.as_ref())
        }
    };
    let mut pem = String::from("-----BEGIN PRIVATE KEY-----\n");
    let mut rest = der.as_str();
    while !rest.is_empty() {
        let (line, after) = rest.split_at(rest.len().min(64));
        pem.push_str(line);
        pem.push('\n');
        rest = after;
    }
    pem.push_str("-----END PRIVATE KEY-----\n");
    Ok(pem.into())
}

impl SigningKey {
    /// Reads `PRIVATE KEY` (PKCS#8, RSA or Ed25519) and `RSA PRIVATE KEY` (PKCS#1).
    pub(super) fn from_pem(pem: &str) -> Result<Self, Error> {
        let (_, rest) = pem.split_once("-----BEGIN ").ok_or(Error::NotPem)?;
        let (label, rest) = rest.split_once("-----").ok_or(Error::NotPem)?;
        let (inside, _) = rest.split_once("-----END ").ok_or(Error::NotPem)?;
        if label.contains("ENCRYPTED") || inside.contains("ENCRYPTED") {
            return Err(Error::Encrypted);
        }
        let text: String = inside.chars().filter(|c| !c.is_ascii_whitespace()).collect();
        let der = STANDARD.decode(text).map_err(|_| Error::NotPem)?;
        match label {
            "RSA PRIVATE KEY" => RsaKeyPair::from_der(&der).ok().map(Self::rsa),
            "PRIVATE KEY" => RsaKeyPair::from_pkcs8(&der)
                .map(Self::rsa)
                .or_else(|_| Ed25519KeyPair::from_pkcs8(&der).map(|pair| Self::Ed25519(Box::new(pair))))
                .ok(),
            _ => return Err(Error::NotPem),
        }
        .ok_or(Error::NotAKey)
    }

    fn rsa(pair: RsaKeyPair) -> Self {
        Self::Rsa(Box::new(pair))
    }

    pub(super) fn algorithm(&self) -> Algorithm {
        match self {
            Self::Rsa(_) => Algorithm::Rsa,
            Self::Ed25519(_) => Algorithm::Ed25519,
        }
    }

    /// The `p=` of the key record: SubjectPublicKeyInfo for RSA, the bare key for Ed25519 (RFC 8463, 4).
    pub(super) fn public(&self) -> Result<String, Error> {
        match self {
            Self::Rsa(pair) => {
                let der: PublicKeyX509Der<'_> = pair.public_key().as_der().map_err(|_| Error::Library)?;
                Ok(STANDARD.encode(der.as_ref()))
            }
            Self::Ed25519(pair) => Ok(STANDARD.encode(pair.public_key().as_ref())),
        }
    }

    /// The signature of `data` in base64. Ed25519 signs the hash (RFC 8463, 3).
    pub(super) fn sign(&self, data: &[u8]) -> Result<String, Error> {
        let library = |_| Error::Library;
        match self {
            Self::Rsa(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), data, &mut signature).map_err(library)?;
                Ok(STANDARD.encode(signature))
            }
            Self::Ed25519(pair) => {
                let signature = pair.try_sign(digest(&SHA256, data).as_ref()).map_err(library)?;
                Ok(STANDARD.encode(signature))
            }
        }
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}(***)", self.algorithm().key_type())
    }
}
