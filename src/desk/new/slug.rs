//! The folder's name of an issue: year, month, and its title in small letters.

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization as _;

use crate::domain::{IssueId, NameError};

/// The longest title in a folder's name; the rest is cut.
const LONGEST: usize = 48;

/// `2018-06-summer` for "Summer 2018" in June 2018; with a number from the second attempt on.
pub(super) fn folder_name(title: &str, today: Date, attempt: u32) -> Result<IssueId, NameError> {
    let year = today.year().to_string();
    let words: Vec<String> = slug(title).split('-').filter(|word| *word != year).map(str::to_owned).collect();
    let mut words = words.join("-");
    words.truncate(LONGEST);
    let words = if words.trim_matches('-').is_empty() { "issue" } else { words.trim_matches('-') };
    let number = if attempt > 1 { format!("-{attempt}") } else { String::new() };
    let name = format!("{}-{:02}-{words}{number}", today.year(), today.month());
    IssueId::parse(&name)
}

/// Small letters and digits without accents, a hyphen for everything else.
fn slug(title: &str) -> String {
    let mut out = String::new();
    for c in title.to_lowercase().nfd() {
        match c {
            'a'..='z' | '0'..='9' => out.push(c),
            'ø' => out.push('o'),
            'æ' => out.push_str("ae"),
            'ß' => out.push_str("ss"),
            'ł' => out.push('l'),
            'đ' | 'ð' => out.push('d'),
            'þ' => out.push_str("th"),
            '\u{300}'..='\u{36f}' => {}
            _ if !out.is_empty() && !out.ends_with('-') => out.push('-'),
            _ => {}
        }
    }
    out.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_become_names_that_every_disk_takes() {
        let today = Date::constant(2018, 6, 3);
        for (title, name) in [
            ("Summer 2018", "2018-06-summer"),
            ("Nyári hírek: őszi tervek!", "2018-06-nyari-hirek-oszi-tervek"),
            ("Smörgås & Ærø", "2018-06-smorgas-aero"),
            ("../../etc/passwd", "2018-06-etc-passwd"),
            ("Νέα", "2018-06-issue"),
            ("2018", "2018-06-issue"),
        ] {
            assert_eq!(folder_name(title, today, 1).expect("a name").as_str(), name);
        }
        assert_eq!(folder_name("A", today, 2).expect("a name").as_str(), "2018-06-a-2");
        let long = folder_name(&"word ".repeat(60), today, 12).expect("a name");
        assert!(long.as_str().len() <= 80 && long.as_str().ends_with("-12"));
    }
}
