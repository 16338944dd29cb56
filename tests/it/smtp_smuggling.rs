//! No ending that some server takes for the end of a letter lets a second letter out of the first.

use courant::mail::smtp::{NulFound, on_the_wire};

/// What servers have been found to take for the end, and what it must not end.
const ENDINGS: [&str; 10] = [
    "\n.\n",
    "\n.\r\n",
    "\r\n.\n",
    "\r.\r",
    "\r.\r\n",
    "\r\n.\r",
    "\r.\n",
    "\n.\r",
    "\r\n\0.\r\n",
    "\r\n.\0\r\n",
];

/// How a server splits lines.
#[derive(Debug, Clone, Copy)]
enum Reads {
    Strictly,
    LfToo,
    CrToo,
}

/// The letters that a server finds in what follows DATA, and what it then takes for commands.
fn letters(wire: &[u8], reads: Reads) -> (usize, Vec<u8>) {
    let text = String::from_utf8(wire.to_vec()).expect("UTF-8");
    // Line ends the server knows become one mark.
    let marked = match reads {
        Reads::Strictly => text.replace("\r\n", "\u{1}"),
        Reads::LfToo => text.replace("\r\n", "\u{1}").replace('\n', "\u{1}"),
        Reads::CrToo => text.replace("\r\n", "\u{1}").replace(['\r', '\n'], "\u{1}"),
    };
    let stream = format!("\u{1}{marked}");
    let ends: Vec<_> = stream.match_indices("\u{1}.\u{1}").map(|(at, _)| at).collect();
    let after = ends.first().map_or("", |at| &stream[at + 3..]);
    (ends.len(), after.as_bytes().to_vec())
}

#[test]
fn every_parser_sees_exactly_one_letter() {
    for ending in ENDINGS {
        let message = format!(
            "Subject: one\r\n\r\nfirst{ending}MAIL FROM:<boss@example.eu>\r\nRCPT TO:<k@example.hu>\r\nDATA\r\nSubject: two\r\n\r\nx{ending}"
        );
        let wire = match on_the_wire(message.as_bytes()) {
            Ok(wire) => [&wire[..], b".\r\n"].concat(),
            Err(NulFound) => {
                assert!(ending.contains('\0'), "{ending:?}");
                continue;
            }
        };
        assert!(!ending.contains('\0'), "{ending:?}");
        for reads in [Reads::Strictly, Reads::LfToo, Reads::CrToo] {
            assert_eq!(letters(&wire, reads), (1, vec![]), "{ending:?} {reads:?}");
        }
    }
}

#[test]
fn the_parsers_of_this_test_would_see_two_without_the_normaliser() {
    for (ending, reads) in [("\n.\n", Reads::LfToo), ("\r.\r", Reads::CrToo), ("\r\n.\r\n", Reads::Strictly)]
    {
        let wire = format!("first{ending}MAIL FROM:<boss@example.eu>\r\n.\r\n");
        assert_eq!(letters(wire.as_bytes(), reads).0, 2, "{reads:?}");
    }
}
