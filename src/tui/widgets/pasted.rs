//! What comes from outside into a text: without anything that a terminal would obey.

use super::cells::turns_direction;

/// Without what a terminal would obey: `ESC [ … letter`, and `ESC ] … BEL` or `ESC ] … ESC \\`.
fn without_orders(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match (letter, letters.peek()) {
            ('\u{1b}', Some('[')) => {
                letters.next();
                while letters.next_if(|c| (' '..='?').contains(c)).is_some() {}
                letters.next_if(|c| ('@'..='~').contains(c));
            }
            ('\u{1b}', Some(']')) => {
                while let Some(c) = letters.next_if(|c| *c != '\n') {
                    if c == '\u{7}' || c == '\u{1b}' && letters.next_if_eq(&'\\').is_some() {
                        break;
                    }
                }
            }
            _ => kept.push(letter),
        }
    }
    kept
}

/// What may not stand in a text: control characters and what turns its direction. `\r\n` and a lone `\r`
/// (terminals paste it) are line breaks.
pub fn cleaned(text: &str) -> String {
    let text = without_orders(text).replace("\r\n", "\n").replace('\r', "\n");
    text.chars()
        .filter(|letter| *letter == '\n' || *letter == '\t' || !letter.is_control())
        .filter(|letter| !turns_direction(*letter))
        .map(|letter| if letter == '\t' { ' ' } else { letter })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_obeys_is_taken_out_whole_and_no_line_is_lost_with_it() {
        for (pasted, kept) in [
            ("\u{1b}[31mred\u{1b}[0m ink", "red ink"),
            ("\u{1b}]0;title\u{7}text", "text"),
            ("\u{1b}]8;;https://example.eu\u{1b}\\link", "link"),
            ("half \u{1b}[31\nnext", "half \nnext"),
            ("half \u{1b}]0;a\nnext", "half \nnext"),
            ("[31m stays", "[31m stays"),
        ] {
            assert_eq!(cleaned(pasted), kept, "{pasted:?}");
        }
    }
}
