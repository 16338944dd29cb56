//! What holds for the bytes of every message, and how its headers are read.

pub fn header<'a>(message: &'a mail_parser::Message<'_>, name: &str) -> Vec<&'a str> {
    message.headers_raw().filter(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.trim()).collect()
}

/// Line ends, lengths, ASCII; header lines beyond 78 only where there is no place to fold.
pub fn assert_wire_rules(bytes: &[u8]) {
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    assert!(text.is_ascii() && text.ends_with("\r\n"));
    let lines: Vec<&str> = text.split("\r\n").collect();
    for line in &lines {
        assert!(!line.contains(['\r', '\n']), "a bare line end in {line:?}");
        assert!(line.len() <= 998, "{} octets", line.len());
    }
    let end_of_head = lines.iter().position(|line| line.is_empty()).expect("an empty line");
    for line in &lines[..end_of_head] {
        let single = !line.trim_start().contains(' ') || line.starts_with("List-Unsubscribe: <");
        assert!(line.len() <= 78 || single, "{line}");
        assert!(!line.trim().is_empty() && !line.ends_with(' '), "{line:?}");
    }
    for line in &lines[end_of_head..] {
        assert!(line.len() <= 78, "{line}");
    }
}
