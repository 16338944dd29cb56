//! A letter as a parser that is not ours reads it.

use std::io::Write as _;
use std::process::{Command, Stdio};

/// Python's own e-mail parser: subject, languages, texts and defects, as JSON.
const READER: &str = r#"
import sys, json, email, email.policy
m = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
parts = list(m.walk())
text = m.get_body(("plain",)); html = m.get_body(("html",))
print(json.dumps({
    "subject": m["Subject"], "to": m["To"].addresses[0].addr_spec, "name": m["To"].addresses[0].display_name,
    "language": m["Content-Language"], "message_id": m["Message-ID"], "list_id": m["List-Id"],
    "unsubscribe": m["List-Unsubscribe"], "post": m["List-Unsubscribe-Post"],
    "signatures": len(m.get_all("DKIM-Signature") or []),
    "text": text.get_content(), "html": html.get_content(),
    "pictures": [p["Content-ID"] for p in parts if p.get_content_maintype() == "image"],
    "defects": [str(d) for p in parts for d in p.defects],
}))
"#;

/// What it says of these bytes.
pub fn read_letter(bytes: &[u8]) -> serde_json::Value {
    let mut python = Command::new("python3")
        .args(["-c", READER])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 runs");
    python.stdin.take().expect("a pipe").write_all(bytes).expect("written");
    let output = python.wait_with_output().expect("it ends");
    assert!(output.status.success(), "Python could not read the letter");
    serde_json::from_slice(&output.stdout).expect("JSON")
}
