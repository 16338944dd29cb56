//! Generated addresses in every shape, and replies that have none.

use proptest::prelude::*;

use super::*;
use crate::mail::smtp::ReplyReader;

/// What comes of a reply, from its bytes on.
fn told(recipient: &str, own: &[Address], reply: &str) -> String {
    let (_, read) = ReplyReader::default().read(reply.as_bytes()).expect("a reply");
    hide(recipient, own, read.expect("a whole one")).text
}

#[test]
fn no_address_that_a_server_repeats_or_tells_is_kept_but_the_newsletters_own() {
    let own = [Address::parse("news@example.eu").expect("an address")];
    for (said, kept) in [
        ("<Pal@example.hu>: no such user", "<(the recipient)>: no such user"),
        ("pal@example.hu moved to paul+new@example.org.", "(the recipient) moved to (an address)."),
        ("a@b@c, @ and \"j d\"@example.nl", "(an address), (an address) and \"j d\"(an address)"),
        ("no such user here", "no such user here"),
        (
            "<News@Example.eu>: not yours, ask canary@example.eu",
            "<News@Example.eu>: not yours, ask (an address)",
        ),
        ("xnews@example.eu, news@example.eu.org", "(an address), (an address)"),
        ("<b+aeaqc@bounce.example.eu>: rejected", "<(an address)>: rejected"),
        ("opal@example.hu is not pal at example.hu", "(an address) is not (the recipient)"),
        ("bounce+pal=example.hu@example.org", "(an address)"),
        ("mail to canary (at) example (dot) org", "mail to (an address)"),
        ("canary%40example.org canary=40example.org", "(an address) (an address)"),
        ("https://example.org/?u=canary%40example.org", "https:(an address)"),
    ] {
        assert_eq!(told("pal@example.hu", &own, &format!("550 {said}\r\n")), kept);
    }
    let kept = told("news@example.eu", &own, "550 <news@example.eu>: full\r\n");
    assert_eq!(kept, "<(the recipient)>: full", "who reads it is a reader");
    let kept = told("s@example.eu", &own, "550 <news@example.eu>: full\r\n");
    assert_eq!(kept, "<news@example.eu>: full", "another's end");
}

#[test]
fn what_servers_usually_say_is_told_word_for_word() {
    for said in [
        "try again at 12:00",
        "Greylisted, try again at 12:00:30 (see https://example.org/grey?id=4.7.1)",
        "Ok: queued as 4F2hT01xYzz9",
        "OK 1542969212 a1-20020a170902b58100b0 - gsmtp",
        "<DM5PR0101MB2963.example.org> [InternalId=38401] Queued mail for delivery",
        "Requested mail action okay, completed: id=1Mow7j-1fXyzt0Abc-00qZxq",
        "Message accepted for delivery",
        "Service unavailable; Client host [192.0.2.7] blocked using zen.example.org",
        "Blocked - see https://www.example.org/query/ip/192.0.2.7",
        "Client host blocked; look at www.example.org/lookup?ip=192.0.2.7",
        "SPF check failed: helo=mail.example.org; client-ip=192.0.2.7; identity=mailfrom",
        "DMARC policy of header.from=example.org (p=reject dis=none) refuses it",
        "Authentication-Results: dkim=fail d=example.org s=key1",
        "mailbox is full (quota=100%, used=102.4MB)",
        "Mailbox size limit exceeded: 40% over",
        "User unknown in virtual mailbox table",
        "No such user at example.org",
        "Recipient not found at mx1.example.org",
        "Message rejected at mail.example.org for its content",
        "more information at support.example.org",
        "Daily user sending limit exceeded. Details: https://example.org/a/answer/22839 a1sm40.7 - gsmtp",
        "The mail server [192.0.2.7] is temporarily deferred: code=421 state=40.3",
        "Too many connections from your host, at most 20 at a time",
        "Server busy at 2026-11-22T10:40:00Z, rate=40/min",
        "Your message was rejected for policy reasons (score=12.4, required=5.0)",
        "Access denied, banned sending IP [192.0.2.7]. AS(1430) status=404",
        "TLS required: use STARTTLS first",
        "Domain example.org has no MX at all",
        "Sender address rejected: Domain not found",
        "a%b=c (at) the door, e.g. at night etc. at. all",
        "relay=mail.example.org dsn=4.0.0 reason=greylisted",
    ] {
        for recipient in ["", "pal@example.hu", "r7@example.eu"] {
            assert_eq!(told(recipient, &[], &format!("451 4.7.1 {said}\r\n")), said);
        }
    }
}

fn address() -> impl Strategy<Value = String> {
    // Long enough that chance does not say it, and no word that anybody says.
    (
        "[a-z]{3}[a-z0-9]{2,9}",
        "([.+_-][a-z0-9]{2,6})?",
        "[a-z][a-z0-9-]{4,12}[a-z]",
        "(hu|org|co\\.uk|museum)",
    )
        .prop_map(|(user, more, domain, top)| format!("{user}{more}zq@{domain}.{top}"))
}

/// One way to write the address, and the reply that tells it.
fn shapes(address: &str, at: usize) -> Vec<(&'static str, String)> {
    let (user, domain) = address.split_once('@').expect("an address");
    let escape = |lead: &str| -> String { address.bytes().map(|byte| format!("{lead}{byte:02X}")).collect() };
    let (head, tail) = address.split_at(at % (address.len() - 1) + 1);
    let word = |before: &str| {
        let bytes = [before, address, "; x"].concat();
        format!("550 5.1.1 token=k{} refused\r\n", STANDARD_NO_PAD.encode(bytes))
    };
    let one = |written: String| format!("550 5.1.1 <{written}> unknown here\r\n");
    vec![
        ("plain", one(address.to_owned())),
        ("upper case", one(address.to_uppercase())),
        ("at", one(format!("{user} at {domain}"))),
        ("AT, DOT", one(format!("{user} AT {}", domain.replace('.', " DOT ")))),
        ("(at)", one(format!("{user} (at) {domain}"))),
        ("[at] [dot]", one(format!("{user}[at]{}", domain.replace('.', "[dot]")))),
        ("%40", one(format!("{user}%40{domain}"))),
        ("=40", one(format!("{user}=40{domain}"))),
        ("all escaped", one(escape("%"))),
        ("all quoted", one(escape("="))),
        ("return address", one(format!("{user}={domain}"))),
        ("return address with more", one(format!("b-12-{user}={domain}@example.eu"))),
        ("full width", one(address.replace('@', "\u{ff20}"))),
        ("entity", one(address.replace('@', "&#64;"))),
        ("base64", one(STANDARD_NO_PAD.encode(address))),
        ("base64, by one", word("x")),
        ("base64, by two", word("xx")),
        ("base64, by three", word("xxx")),
        (
            "base64 for addresses of pages",
            one(STANDARD_NO_PAD.encode(address).replace('+', "-").replace('/', "_")),
        ),
        ("two lines", format!("550-5.1.1 <{head}\r\n550 5.1.1 {tail}> unknown here\r\n")),
        ("zero width", one(format!("{head}\u{200b}{tail}"))),
        ("soft hyphen", one(format!("{head}\u{ad}{tail}"))),
        ("turned around", one(format!("{head}\u{202e}{tail}"))),
        ("word joiner", one(format!("{head}\u{2060}\u{feff}{tail}"))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_address_does_not_survive_in_any_shape(address in address(), at in 0_usize..60) {
        let (user, domain) = address.split_once('@').expect("an address");
        let encoded = STANDARD_NO_PAD.encode(&address);
        for (shape, reply) in shapes(&address, at) {
            let told = told(&address, &[], &reply);
            let bare: String = told.to_lowercase().split_whitespace().collect();
            for part in [user, domain, user.trim_end_matches("zq")] {
                prop_assert!(!bare.contains(part), "{shape}: {told}");
            }
            prop_assert!(!told.contains(&encoded[4..12]), "{shape}: {told}");
            prop_assert!(told.contains("unknown here") || told.contains("refused"), "{shape}: {told}");
        }
    }

    #[test]
    fn the_address_of_somebody_else_does_not_survive_in_the_shapes_that_addresses_have(
        address in address(), at in 0_usize..60
    ) {
        let (user, _) = address.split_once('@').expect("an address");
        let general = [
            "plain", "upper case", "at", "(at)", "[at] [dot]", "%40", "=40", "return address",
            "return address with more", "full width", "zero width", "soft hyphen", "turned around", "word joiner",
        ];
        for (shape, reply) in shapes(&address, at).into_iter().filter(|(shape, _)| general.contains(shape)) {
            let told = told("pal@example.hu", &[], &reply);
            prop_assert!(!told.to_lowercase().contains(user), "{shape}: {told}");
            prop_assert!(told.contains("unknown here"), "{shape}: {told}");
        }
    }
}
