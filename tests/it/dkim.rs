//! Signatures: they hold for what was signed and for nothing else. The letters that are signed here are also
//! laid down for a verifier that is not ours (`.ci/verify_dkim.py`).

use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use courant::mail::dkim::{Algorithm, DnsRecord, Error, Signer, VerifyError, new_key, sign, signatures};
use courant::mail::{Purpose, dkim};
use secrecy::ExposeSecret as _;

use crate::props::letters::{composed, letter, now, picture, stencil};

const DOMAIN: &str = "helium.example.eu";

fn signer(algorithm: Algorithm, selector: &str) -> Signer {
    let pem = new_key(algorithm).expect("a key");
    Signer::new(DOMAIN, selector, pem.expose_secret()).expect("a signer")
}

fn message(pictures: usize) -> Vec<u8> {
    let pictures = (0..pictures).map(|n| picture(&format!("p-{n}"), &[0xab; 3000])).collect();
    composed(&stencil(&letter(pictures)), "pal@pelda.example.hu", "Takács Pál", Purpose::Live)
        .expect("composed")
}

fn signed(signers: &[Signer], mut message: Vec<u8>) -> Vec<u8> {
    sign(signers, &mut message, now(0)).expect("signed");
    message
}

/// What each signature says of `message`, top first.
fn verdicts(message: &[u8], records: &[DnsRecord]) -> Vec<Result<(), VerifyError>> {
    signatures(message)
        .into_iter()
        .map(|signature| {
            let signature = signature?;
            let record = records.iter().find(|record| record.name == signature.record_name());
            signature.verify(message, &record.expect("a record").value)
        })
        .collect()
}

#[test]
fn both_kinds_of_key_sign_what_verifies_and_cover_all_that_matters() {
    let signers = [signer(Algorithm::Rsa, "s2026a"), signer(Algorithm::Ed25519, "e2026a")];
    let records = [signers[0].record().expect("a record"), signers[1].record().expect("a record")];
    for pictures in [0, 2] {
        let message = signed(&signers, message(pictures));
        assert_eq!(verdicts(&message, &records), [Ok(()), Ok(())]);
        for signature in signatures(&message) {
            let signature = signature.expect("read");
            assert_eq!(signature.uncovered(&message), Vec::<&str>::new());
            assert_eq!(signature.canonicalization, "relaxed/relaxed");
            assert!(!signature.has_length);
            assert!(!signature.headers.iter().any(|name| name == "list-help"), "it is not there");
        }
        let head = message.split(|b| *b == b'\n').take_while(|line| line.len() > 1);
        assert!(head.into_iter().all(|line| line.len() <= 112), "only the link is longer than 78");
    }
}

#[test]
fn a_second_copy_of_a_header_that_readers_act_on_breaks_every_signature() {
    let signers = [signer(Algorithm::Rsa, "s2026a"), signer(Algorithm::Ed25519, "e2026a")];
    let records = [signers[0].record().expect("a record"), signers[1].record().expect("a record")];
    let message = signed(&signers, message(1));
    for name in dkim::OVER_SIGNED {
        let mut forged = format!("{name}: somebody <evil@example.com>\r\n").into_bytes();
        forged.extend_from_slice(&message);
        assert_eq!(
            verdicts(&forged, &records),
            [Err(VerifyError::Headers), Err(VerifyError::Headers)],
            "{name}"
        );
    }
}

#[test]
fn a_change_of_a_word_breaks_it_and_what_relays_do_to_white_space_does_not() {
    let signers = [signer(Algorithm::Ed25519, "e2026a")];
    let records = [signers[0].record().expect("a record")];
    let message = String::from_utf8(signed(&signers, message(0))).expect("ASCII");
    let verdict = |text: &str| verdicts(text.as_bytes(), &records).remove(0);
    for (from, to, expected) in [
        ("t=C5=B1r", "t=C5=B2r", Err(VerifyError::Body)),
        ("--\r\n", "--\r\nmore\r\n", Err(VerifyError::Body)),
        ("Precedence: bulk", "Precedence: list", Ok(())),
        ("List-Unsubscribe: <https", "List-Unsubscribe: <http", Err(VerifyError::Headers)),
        ("One-Click", "One-Clock", Err(VerifyError::Headers)),
        ("List-Id: ", "List-ID:   ", Ok(())),
        ("Reply-To: ", "Reply-To:\r\n\t", Ok(())),
        ("charset=utf-8\r\n", "charset=utf-8  \r\n", Ok(())),
    ] {
        assert!(message.contains(from), "{from}");
        assert_eq!(verdict(&message.replacen(from, to, 1)), expected, "{from} -> {to}");
    }
    assert_eq!(verdict(&format!("{message}\r\n\r\n")), Ok(()));
}

#[test]
fn another_key_a_revoked_one_and_a_record_of_another_kind_are_told_apart() {
    let signers = [signer(Algorithm::Rsa, "s2026a")];
    let message = signed(&signers, message(0));
    let signature = signatures(&message).remove(0).expect("read");
    let other = signer(Algorithm::Rsa, "s2026a").record().expect("a record").value;
    let ed25519 = signer(Algorithm::Ed25519, "s2026a").record().expect("a record").value;
    let key = |why| Err(VerifyError::Key(why));
    for (record, verdict) in [
        (other.as_str(), Err(VerifyError::Headers)),
        ("v=DKIM1; k=rsa; p=", key("it has been revoked")),
        (&ed25519, key("it is of another kind than the signature")),
        ("v=DKIM1", key("p= is missing")),
        ("nonsense", key("it is no list of tags")),
    ] {
        assert_eq!(signature.verify(&message, record), verdict, "{record}");
    }
}

#[test]
fn keys_are_read_in_both_forms_and_the_record_comes_out_of_the_file_again() {
    let pem = new_key(Algorithm::Rsa).expect("a key");
    let pkcs8 = Signer::new(DOMAIN, "s", pem.expose_secret()).expect("PKCS#8");
    let body: String = pem.expose_secret().lines().filter(|line| !line.starts_with('-')).collect();
    // A key of 2048 bits stands behind 26 octets of PKCS#8.
    let der = STANDARD.decode(body).expect("base64").split_off(26);
    let pkcs1 =
        format!("-----BEGIN RSA PRIVATE KEY-----\n{}\n-----END RSA PRIVATE KEY-----\n", STANDARD.encode(der));
    let pkcs1 = Signer::new(DOMAIN, "s", &pkcs1).expect("PKCS#1");
    let record = pkcs8.record().expect("a record");
    assert_eq!(pkcs1.record(), Ok(record.clone()));
    assert_eq!(record.name, "s._domainkey.helium.example.eu");
    assert_eq!(record.strings().concat(), record.value);
    assert!(record.strings().len() == 2 && record.strings().iter().all(|string| string.len() <= 255));
    assert!(!format!("{pkcs8:?}").contains(&body_of(pem.expose_secret())));
}

fn body_of(pem: &str) -> String {
    pem.lines().nth(1).expect("a line").to_owned()
}

#[test]
fn what_is_no_key_no_domain_or_no_selector_is_refused_with_its_reason() {
    let pem = new_key(Algorithm::Ed25519).expect("a key");
    let pem = pem.expose_secret();
    let encrypted = pem.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY");
    let broken = pem.replacen("MC4", "MC5", 1);
    for (domain, selector, pem, why) in [
        (DOMAIN, "s", "", Error::NotPem),
        (DOMAIN, "s", encrypted.as_str(), Error::Encrypted),
        (DOMAIN, "s", broken.as_str(), Error::NotAKey),
        (DOMAIN, "S 1", pem, Error::Selector("S 1".to_owned())),
        (DOMAIN, "s;l=0", pem, Error::Selector("s;l=0".to_owned())),
        ("nodots", "s", pem, Error::Domain("nodots".to_owned())),
        ("a\r\n.eu", "s", pem, Error::Domain("a\r\n.eu".to_owned())),
    ] {
        assert_eq!(Signer::new(domain, selector, pem).err(), Some(why), "{domain} {selector}");
    }
}

/// `.ci/verify_dkim.py target/tmp/dkim` reads what this leaves.
#[test]
fn signed_letters_lie_ready_for_the_outside_verifier() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("dkim");
    fs::create_dir_all(&folder).expect("a folder");
    let signers = [signer(Algorithm::Rsa, "s2026a"), signer(Algorithm::Ed25519, "e2026a")];
    let answers: String = signers
        .iter()
        .map(|signer| signer.record().expect("a record"))
        .map(|record| format!("{}\t{}\n", record.name, record.value))
        .collect();
    fs::write(folder.join("dns.txt"), answers).expect("written");
    for pictures in [0, 2] {
        let message = signed(&signers, message(pictures));
        assert_eq!(signatures(&message).len(), 2);
        fs::write(folder.join(format!("pictures-{pictures}.eml")), message).expect("written");
    }
}
