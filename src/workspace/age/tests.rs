//! The test vectors of the format's authors (C2SP CCTV, 0BSD) in `tests/data/age`: those of the scrypt recipient whole,
//! those of the contents with the file's key that stands in them.

use std::fs;
use std::path::Path;

use aws_lc_rs::digest::{SHA256, digest};
use flate2::read::ZlibDecoder;
use proptest::prelude::*;

use super::*;

/// A vector: what stands before the file, and the file.
struct Vector {
    name: String,
    said: String,
    file: Vec<u8>,
}

impl Vector {
    fn all(beginning: &str) -> Vec<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/age");
        let files = fs::read_dir(folder).expect("vectors").map(|file| file.expect("a vector").path());
        let named = |path: &Path| path.file_name().expect("a name").to_string_lossy().into_owned();
        let files = files.filter(|path| named(path).starts_with(beginning));
        files.map(|path| Self::read(named(&path), &fs::read(&path).expect("a vector"))).collect()
    }

    fn read(name: String, bytes: &[u8]) -> Self {
        let end = bytes.windows(2).position(|two| two == b"\n\n").expect("an empty line");
        let said = String::from_utf8(bytes[..end].to_vec()).expect("text");
        let mut vector = Self { name, said, file: bytes[end + 2..].to_vec() };
        if vector.says("compressed").is_some() {
            let packed = std::mem::take(&mut vector.file);
            ZlibDecoder::new(packed.as_slice()).read_to_end(&mut vector.file).expect("zlib");
        }
        vector
    }

    fn says(&self, key: &str) -> Option<&str> {
        self.said.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(": "))
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// All that comes out, and how it ended.
fn read_out(mut reader: AgeReader<&[u8]>) -> (Vec<u8>, io::Result<usize>) {
    let mut out = Vec::new();
    let ended = reader.read_to_end(&mut out);
    (out, ended)
}

#[test]
fn the_vectors_of_the_format_for_passphrases_are_opened_or_refused_as_they_say() {
    let vectors = Vector::all("scrypt");
    assert_eq!(vectors.len(), 25);
    for vector in vectors {
        let passphrase = SecretString::from(vector.says("passphrase").unwrap_or_default());
        let opened = AgeReader::open(vector.file.as_slice(), &passphrase);
        let as_said = match (vector.says("expect"), opened) {
            (Some("success"), Ok(reader)) => {
                let (out, ended) = read_out(reader);
                ended.is_ok() && Some(&*hex(digest(&SHA256, &out).as_ref())) == vector.says("payload")
            }
            (Some("header failure"), Err(AgeError::Damaged)) => true,
            // Its first recipient is a key, and nothing is read behind that.
            (Some("header failure"), Err(AgeError::NotByPassphrase)) => vector.name == "scrypt_and_x25519",
            (Some("no match"), Err(error)) => {
                matches!(error, AgeError::WrongPassphrase | AgeError::NotByPassphrase)
            }
            _ => false,
        };
        assert!(as_said, "{}: {}", vector.name, vector.said);
    }
}

#[test]
fn the_vectors_of_the_format_for_contents_give_what_they_say_and_no_octet_more() {
    let vectors = Vector::all("stream");
    assert_eq!(vectors.len(), 28);
    for vector in vectors {
        let key = vector.says("file key").expect("a key");
        let key: Vec<u8> = key
            .as_bytes()
            .chunks(2)
            .map(|two| u8::from_str_radix(std::str::from_utf8(two).unwrap(), 16).unwrap())
            .collect();
        let header = vector.file.windows(5).position(|five| five == b"\n--- ").expect("a header") + 1;
        let end = header + vector.file[header..].iter().position(|byte| *byte == b'\n').expect("its end") + 1;
        let opened = AgeReader::contents(&vector.file[end..], &key.try_into().expect("16 octets"));
        let expected = vector.says("expect").expect("an end");
        let Ok(reader) = opened else {
            assert_eq!(expected, "header failure", "{}", vector.name);
            continue;
        };
        let (out, ended) = read_out(reader);
        assert_eq!(ended.is_ok(), expected == "success", "{}: {ended:?}", vector.name);
        assert_eq!(Some(&*hex(digest(&SHA256, &out).as_ref())), vector.says("payload"), "{}", vector.name);
    }
}

fn locked(contents: &[u8], passphrase: &SecretString) -> Vec<u8> {
    let mut writer = AgeWriter::new(Vec::new(), passphrase, 1).expect("a writer");
    writer.write_all(contents).expect("written");
    writer.finish().expect("finished")
}

proptest! {
    #[test]
    fn what_is_locked_comes_out_and_what_is_cut_off_or_changed_does_not(
        size in prop_oneof![0..300_usize, CHUNK - 2..CHUNK + 2, 2 * CHUNK - 2..2 * CHUNK + 2], at: prop::sample::Index,
    ) {
        let contents: Vec<u8> = (0..size).map(|n| u8::try_from(n % 251).unwrap_or(0)).collect();
        let passphrase = SecretString::from("árvíztűrő tükörfúrógép");
        let whole = locked(&contents, &passphrase);
        prop_assert!(is_locked(&mut whole.as_slice()).unwrap());
        let out = |file: &[u8]| read_out(AgeReader::open(file, &passphrase).ok()?).1.ok();
        let (same, ended) = read_out(AgeReader::open(whole.as_slice(), &passphrase).unwrap());
        prop_assert_eq!((ended.unwrap(), &same), (size, &contents));
        let at = at.index(whole.len());
        prop_assert!(out(&whole[..at]).is_none(), "cut off at {}", at);
        let mut changed = whole.clone();
        changed[at] ^= 1;
        prop_assert!(out(&changed).is_none(), "changed at {}", at);
        changed = whole;
        changed.push(0);
        prop_assert!(out(&changed).is_none(), "something behind it");
    }
}

#[test]
fn another_passphrase_is_said_to_be_wrong_and_no_two_files_are_alike() {
    let passphrase = SecretString::from("one");
    let (a, b) = (locked(b"words", &passphrase), locked(b"words", &passphrase));
    assert_ne!(a, b);
    let wrong = AgeReader::open(a.as_slice(), &SecretString::from("One"));
    assert!(matches!(wrong, Err(AgeError::WrongPassphrase)));
}
