//! Which column of a list is what, by the names that people give them in five languages.

/// What the columns of a file mean.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Columns {
    pub email: Option<usize>,
    pub name: Option<usize>,
    pub language: Option<usize>,
    /// Further columns with a name of their own.
    pub fields: Vec<(usize, String)>,
    /// Names that stand more than once.
    pub twice: Vec<String>,
    pub count: usize,
}

const EMAIL: &[&str] = &[
    "email",
    "mail",
    "emailaddress",
    "mailaddress",
    "epost",
    "epostadress",
    "epostadresse",
    "emailcím",
    "emailcim",
    "mailcím",
    "emailadres",
    "mailadres",
    "emailadresse",
    "mailadresse",
];
const NAME: &[&str] =
    &["name", "fullname", "név", "nev", "teljesnév", "namn", "navn", "naam", "volledigenaam"];
const LANGUAGE: &[&str] = &["language", "lang", "nyelv", "språk", "sprak", "taal", "locale"];

impl Columns {
    pub fn of<'h>(header: impl Iterator<Item = &'h str>) -> Self {
        let mut columns =
            Self { email: None, name: None, language: None, fields: Vec::new(), twice: Vec::new(), count: 0 };
        for (at, written) in header.enumerate() {
            columns.count = at + 1;
            let written = written.trim();
            let plain: String = written.to_lowercase().chars().filter(|c| !" -_.".contains(*c)).collect();
            let place = match plain.as_str() {
                "" => continue,
                word if EMAIL.contains(&word) => &mut columns.email,
                word if NAME.contains(&word) => &mut columns.name,
                word if LANGUAGE.contains(&word) => &mut columns.language,
                _ => {
                    if columns.fields.iter().any(|(_, name)| name == written) {
                        columns.twice.push(written.to_owned());
                    } else {
                        columns.fields.push((at, written.to_owned()));
                    }
                    continue;
                }
            };
            if place.is_some() {
                columns.twice.push(written.to_owned());
            } else {
                *place = Some(at);
            }
        }
        columns
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_in_five_languages_and_any_order() {
        for header in [
            ["email", "name", "language"],
            ["E-mail cím", "Név", "Nyelv"],
            ["E-post", "Namn", "Språk"],
            ["E-postadresse", "Navn", "Språk"],
            ["E-mailadres", "Naam", "Taal"],
        ] {
            let columns = Columns::of(header.into_iter());
            assert_eq!(
                (columns.email, columns.name, columns.language),
                (Some(0), Some(1), Some(2)),
                "{header:?}"
            );
            let columns = Columns::of(header.into_iter().rev());
            assert_eq!(
                (columns.email, columns.name, columns.language),
                (Some(2), Some(1), Some(0)),
                "{header:?}"
            );
        }
    }

    #[test]
    fn other_columns_are_fields_and_the_first_of_two_counts() {
        let columns = Columns::of(["Country", "mail", "", "e-mail", "Country"].into_iter());
        assert_eq!(columns.email, Some(1));
        assert_eq!(columns.fields, [(0, "Country".to_owned())]);
        assert_eq!(columns.twice, ["e-mail", "Country"]);
        assert_eq!(columns.count, 5);
    }
}
