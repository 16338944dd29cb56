//! A file locked with a passphrase: the age format, version 1 (age-encryption.org/v1), with its scrypt recipient alone,
//! so that `age -d` opens what is written here, and what `age -p` writes is opened here.

use std::fmt;
use std::io::{self, BufRead, Read, Write};

use aws_lc_rs::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use aws_lc_rs::error::Unspecified;
use aws_lc_rs::{hkdf, hmac, rand};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD as BASE64;
use secrecy::{ExposeSecret as _, SecretString};

#[cfg(test)]
mod tests;

const VERSION: &str = "age-encryption.org/v1";
const LABEL: &[u8] = b"age-encryption.org/v1/scrypt";
/// Octets that are sealed together; only the last piece may have fewer.
const CHUNK: usize = 64 * 1024;
const TAG: usize = 16;
const SEALED: usize = CHUNK + TAG;
/// No line of a header that is opened here is longer.
const LINE: u64 = 128;

/// The work that `age` asks for, as the power of two: about a second, and 256 MB of memory while it lasts.
pub const WORK: u8 = 18;
/// As much as `age` does for a file that asks for more: 4 GB of memory.
const MOST_WORK: u8 = 22;

/// Why it can't be opened. While its contents are read it comes as an [`io::Error`] of the kind `InvalidData`.
#[derive(Debug, thiserror::Error)]
pub enum AgeError {
    #[error("it can't be read: {0}")]
    Io(#[from] io::Error),
    #[error("the passphrase does not fit")]
    WrongPassphrase,
    #[error("it is encrypted for a key, not with a passphrase")]
    NotByPassphrase,
    #[error("it was cut off or changed")]
    Damaged,
}

/// Whether what follows is such a file; takes nothing of it.
pub fn is_locked(from: &mut impl BufRead) -> io::Result<bool> {
    Ok(from.fill_buf()?.starts_with(VERSION.as_bytes()))
}

fn refused(_: Unspecified) -> io::Error {
    io::Error::other("the library for encryption refused its work")
}

fn damaged() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, AgeError::Damaged)
}

/// What keys of the file are made of.
type FileKey = [u8; 16];

/// Which octets of the contents a piece holds, and whether it is the last one: none is taken for another.
fn nonce_of(piece: u64, last: bool) -> Nonce {
    let mut nonce = [0; NONCE_LEN];
    nonce[3..11].copy_from_slice(&piece.to_be_bytes());
    nonce[11] = u8::from(last);
    Nonce::assume_unique_for_key(nonce)
}

fn key_of_contents(file: &FileKey, nonce: &[u8; 16]) -> io::Result<LessSafeKey> {
    let made = hkdf::Salt::new(hkdf::HKDF_SHA256, nonce).extract(file);
    let key = made.expand(&[b"payload"], &CHACHA20_POLY1305).map_err(refused)?;
    Ok(LessSafeKey::new(UnboundKey::from(key)))
}

fn key_of_header(file: &FileKey) -> io::Result<hmac::Key> {
    let made = hkdf::Salt::new(hkdf::HKDF_SHA256, &[]).extract(file);
    Ok(hmac::Key::from(made.expand(&[b"header"], hmac::HMAC_SHA256).map_err(refused)?))
}

/// What the key of the file is wrapped in. Takes a moment on purpose.
fn key_of_passphrase(passphrase: &SecretString, salt: &[u8; 16], work: u8) -> io::Result<LessSafeKey> {
    let mut key = [0; 32];
    let params = scrypt::Params::new(work, 8, 1).map_err(io::Error::other)?;
    let salt = [LABEL, salt].concat();
    scrypt::scrypt(passphrase.expose_secret().as_bytes(), &salt, &params, &mut key)
        .map_err(io::Error::other)?;
    Ok(LessSafeKey::new(UnboundKey::new(&CHACHA20_POLY1305, &key).map_err(refused)?))
}

/// Writes such a file. What is not finished is known to be cut off.
pub struct AgeWriter<W> {
    out: W,
    key: LessSafeKey,
    piece: u64,
    open: Vec<u8>,
}

impl<W> fmt::Debug for AgeWriter<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AgeWriter")
    }
}

impl<W: Write> AgeWriter<W> {
    /// `work` is [`WORK`] but in tests.
    pub fn new(mut out: W, passphrase: &SecretString, work: u8) -> io::Result<Self> {
        let (mut file, mut salt, mut nonce) = ([0; 16], [0; 16], [0; 16]);
        for random in [&mut file, &mut salt, &mut nonce] {
            rand::fill(random).map_err(refused)?;
        }
        let mut wrapped = file.to_vec();
        key_of_passphrase(passphrase, &salt, work)?
            .seal_in_place_append_tag(nonce_of(0, false), Aad::empty(), &mut wrapped)
            .map_err(refused)?;
        let (salt, wrapped) = (BASE64.encode(salt), BASE64.encode(wrapped));
        let header = format!("{VERSION}\n-> scrypt {salt} {work}\n{wrapped}\n---");
        let mac = hmac::sign(&key_of_header(&file)?, header.as_bytes());
        out.write_all(format!("{header} {}\n", BASE64.encode(mac)).as_bytes())?;
        out.write_all(&nonce)?;
        Ok(Self { out, key: key_of_contents(&file, &nonce)?, piece: 0, open: Vec::with_capacity(SEALED) })
    }

    /// Seals what is left. Whoever forgets it has written nothing that can be opened.
    pub fn finish(mut self) -> io::Result<W> {
        self.seal(true)?;
        Ok(self.out)
    }

    fn seal(&mut self, last: bool) -> io::Result<()> {
        let nonce = nonce_of(self.piece, last);
        self.key.seal_in_place_append_tag(nonce, Aad::empty(), &mut self.open).map_err(refused)?;
        self.out.write_all(&self.open)?;
        self.open.clear();
        self.piece += 1;
        Ok(())
    }
}

impl<W: Write> Write for AgeWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // A full piece waits: it may be the last one.
        if self.open.len() == CHUNK {
            self.seal(false)?;
        }
        let taken = bytes.len().min(CHUNK - self.open.len());
        self.open.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    /// What is sealed already; the last piece is sealed by [`Self::finish`] alone.
    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Reads such a file. Nothing comes out that was not written with the passphrase; that it is whole is known when its
/// end was read.
pub struct AgeReader<R> {
    from: R,
    key: LessSafeKey,
    piece: u64,
    sealed: Vec<u8>,
    open: Vec<u8>,
    /// How much of `open` was given.
    given: usize,
    /// Whether `open` is the last piece.
    last: bool,
}

impl<R> fmt::Debug for AgeReader<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AgeReader")
    }
}

impl<R: BufRead> AgeReader<R> {
    pub fn open(mut from: R, passphrase: &SecretString) -> Result<Self, AgeError> {
        let mut header = Vec::new();
        if line(&mut from, &mut header)? != VERSION {
            return Err(AgeError::Damaged);
        }
        let recipient = line(&mut from, &mut header)?;
        let words: Vec<&str> = recipient.split(' ').collect();
        let (salt, work) = match words[..] {
            ["->", "scrypt", salt, work] => (decode(salt)?, work_of(work)?),
            ["->", kind, ..] if kind != "scrypt" => return Err(AgeError::NotByPassphrase),
            _ => return Err(AgeError::Damaged),
        };
        let mut wrapped: [u8; 32] = decode(&line(&mut from, &mut header)?)?;
        let signed = header.len() + "---".len();
        let end = line(&mut from, &mut header)?;
        let mac: [u8; 32] = decode(end.strip_prefix("--- ").ok_or(AgeError::Damaged)?)?;
        let file = key_of_passphrase(passphrase, &salt, work)?
            .open_in_place(nonce_of(0, false), Aad::empty(), &mut wrapped)
            .map_err(|_| AgeError::WrongPassphrase)?;
        let file = FileKey::try_from(&*file).map_err(|_| AgeError::Damaged)?;
        hmac::verify(&key_of_header(&file)?, &header[..signed], &mac).map_err(|_| AgeError::Damaged)?;
        Self::contents(from, &file)
    }

    /// What stands behind the header.
    fn contents(mut from: R, file: &FileKey) -> Result<Self, AgeError> {
        let mut nonce = [0; 16];
        from.read_exact(&mut nonce).map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => AgeError::Damaged,
            _ => error.into(),
        })?;
        let key = key_of_contents(file, &nonce)?;
        Ok(Self { from, key, piece: 0, sealed: Vec::new(), open: Vec::new(), given: 0, last: false })
    }

    fn next_piece(&mut self) -> io::Result<()> {
        self.sealed.clear();
        let read = (&mut self.from).take(SEALED as u64).read_to_end(&mut self.sealed)?;
        let (text, tag) = self.sealed.split_at(read.checked_sub(TAG).ok_or_else(damaged)?);
        self.open.resize(text.len(), 0);
        let mut opens = |last| {
            let nonce = nonce_of(self.piece, last);
            self.key.open_separate_gather(nonce, Aad::empty(), text, tag, &mut self.open).is_ok()
        };
        // A full one may be either.
        let last = !(read == SEALED && opens(false));
        if last && !opens(true) || self.open.is_empty() && self.piece > 0 {
            self.open.clear();
            return Err(damaged());
        }
        (self.given, self.last) = (0, last);
        self.piece += 1;
        Ok(())
    }
}

impl<R: BufRead> Read for AgeReader<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.given == self.open.len() {
            if !self.last {
                self.next_piece()?;
            } else if !self.from.fill_buf()?.is_empty() {
                return Err(damaged());
            }
        }
        let given = (&self.open[self.given..]).read(into)?;
        self.given += given;
        Ok(given)
    }
}

/// The next line of a header, without its end, which is kept in `header` with it.
fn line(from: &mut impl BufRead, header: &mut Vec<u8>) -> Result<String, AgeError> {
    let begins = header.len();
    from.take(LINE).read_until(b'\n', header)?;
    let line = header[begins..].strip_suffix(b"\n").ok_or(AgeError::Damaged)?;
    String::from_utf8(line.to_vec()).map_err(|_| AgeError::Damaged)
}

fn decode<const N: usize>(text: &str) -> Result<[u8; N], AgeError> {
    BASE64.decode(text).ok().and_then(|octets| octets.try_into().ok()).ok_or(AgeError::Damaged)
}

fn work_of(text: &str) -> Result<u8, AgeError> {
    let plain = text.bytes().all(|digit| digit.is_ascii_digit()) && !text.starts_with('0');
    text.parse().ok().filter(|work| plain && *work <= MOST_WORK).ok_or(AgeError::Damaged)
}
