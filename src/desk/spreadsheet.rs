//! Cells for files that people open in a spreadsheet: what looks like a formula is only looked at.

/// One cell of a CSV file (RFC 4180), quoted where it must be. A text that a spreadsheet would take for a formula gets a
/// `'` before it.
pub fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\0', '＝', '＋', '－', '＠']);
    let text = if formula { format!("'{text}") } else { text.to_owned() };
    if formula || text.contains([',', '"', '\n', '\r', ';']) {
        return format!("\"{}\"", text.replace('"', "\"\""));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_becomes_text_and_separators_stay_inside_their_cell() {
        for (text, written) in [
            ("Kati", "Kati"),
            ("=cmd|'/c calc'!A0", "\"'=cmd|'/c calc'!A0\""),
            ("+36 1 234", "\"'+36 1 234\""),
            ("Kiss, \"Kati\"", "\"Kiss, \"\"Kati\"\"\""),
        ] {
            assert_eq!(cell(text), written);
        }
    }
}
