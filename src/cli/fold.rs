//! Lines for a terminal, broken between words: a word in two halves can't be read, and an address or a command in two
//! can't be copied.

use unicode_width::UnicodeWidthStr as _;

/// `text` in lines of at most `room` columns; a word that is longer has a line of its own. What goes on stands `indent`
/// columns in, or as far as its line begins, if that is further. Without `room` nothing is broken.
pub fn folded(text: &str, room: Option<usize>, indent: usize) -> String {
    let Some(room) = room else { return text.to_owned() };
    text.split('\n').map(|line| one(line, room, indent)).collect::<Vec<_>>().join("\n")
}

fn one(line: &str, room: usize, indent: usize) -> String {
    if line.width() <= room {
        return line.to_owned();
    }
    let begins = line.len() - line.trim_start_matches(' ').len();
    let further = format!("\n{}", " ".repeat(indent.max(begins).min(room / 2)));
    let mut out = line[..begins].to_owned();
    let (mut used, mut fresh) = (begins, true);
    for (at, word) in line[begins..].split(' ').enumerate() {
        let wide = word.width();
        if at > 0 && !fresh && used + 1 + wide > room {
            out.truncate(out.trim_end_matches(' ').len());
            out.push_str(&further);
            (used, fresh) = (further.len() - 1, true);
        } else if at > 0 {
            out.push(' ');
            used += 1;
        }
        out.push_str(word);
        used += wide;
        fresh &= word.is_empty();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_for_a_terminal_is_broken_between_words_and_goes_on_below_where_it_began() {
        let said = "  do:  mend the line; `courant doctor` names it";
        assert_eq!(
            folded(said, Some(24), 7),
            "  do:  mend the line;\n       `courant doctor`\n       names it"
        );
        assert_eq!(folded("one two\nthree four five", Some(11), 0), "one two\nthree four\nfive");
        assert_eq!(folded(said, None, 7), said);
        let path = "see /home/anna/newsletters/.courant/sender.log there";
        let lines = "see\n/home/anna/newsletters/.courant/sender.log\nthere";
        assert_eq!(folded(path, Some(20), 0), lines);
    }
}
