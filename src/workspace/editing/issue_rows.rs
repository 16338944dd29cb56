//! The tables below a section that there may be several of: `[[section.deadline]]`, `[[section.contact]]`, `[[section.picture]]`.

use std::ops::Range;

use toml_edit::{ArrayOfTables, Document, Item, Table, Value};

use super::fact::same;
use super::issue_file::{IssueFile, change, index, parse};
use super::issue_parts::{above_comments, line_after, next_header, sections};
use super::{EditError, Fact, line_end};
use crate::domain::SectionId;

/// One of them: its keys in their order, and what stands behind each; what is none leaves the table.
pub type Row = Vec<(&'static str, Option<Fact>)>;

impl IssueFile {
    /// Makes the tables `key` of a section say this. What they say already stays as it is written, with its comments.
    pub fn set_rows(&mut self, section: &SectionId, key: &str, rows: &[Row]) -> Result<(), EditError> {
        while let Some(cut) = self.one_too_many(section, key, rows)? {
            let text = self.text();
            let new = [&text[..cut.start], &text[cut.end..]].concat();
            self.replace(new)?;
        }
        let there = self.with_rows(section, key, |_, _, tables| Ok(tables.map_or(0, ArrayOfTables::len)))?;
        for (at, row) in rows.iter().enumerate() {
            if at >= there {
                self.add_row(section, key, row)?;
                continue;
            }
            for (name, fact) in row {
                let found = self.with_rows(section, key, |text, document, tables| {
                    let Some(table) = tables.and_then(|tables| tables.get(at)) else { return Ok(None) };
                    let first = table.span().map_or(text.len(), |span| line_after(text, span.start));
                    change(text, document, table, name, fact.as_ref(), first)
                })?;
                self.apply(found)?;
            }
        }
        Ok(())
    }

    fn with_rows<T>(
        &self,
        section: &SectionId,
        key: &str,
        look: impl FnOnce(&str, &Document<&str>, Option<&ArrayOfTables>) -> Result<T, EditError>,
    ) -> Result<T, EditError> {
        let text = self.text();
        let document = parse(text)?;
        let at = index(&sections(text, &document)?, section)?;
        let tables = document.get("section").and_then(Item::as_array_of_tables);
        let table = tables.and_then(|tables| tables.get(at));
        match table.and_then(|table| table.get(key)) {
            None | Some(Item::None) => look(text, &document, None),
            Some(Item::ArrayOfTables(rows)) => look(text, &document, Some(rows)),
            Some(_) => Err(EditError::Form(key.to_owned())),
        }
    }

    /// Where a table stands that is to go, while there are more of them than there are to be: the first that says something
    /// that none of them is to say.
    fn one_too_many(
        &self,
        section: &SectionId,
        key: &str,
        rows: &[Row],
    ) -> Result<Option<Range<usize>>, EditError> {
        self.with_rows(section, key, |text, document, tables| {
            let Some(tables) = tables.filter(|tables| tables.len() > rows.len()) else { return Ok(None) };
            let gone = tables.iter().find(|table| !rows.iter().any(|row| says(table, row)));
            let header = gone.or_else(|| tables.iter().last()).and_then(Table::span);
            let start = header.ok_or_else(|| EditError::Form(key.to_owned()))?.start;
            Ok(Some(above_comments(text, document, start)..after(text, document, start)))
        })
    }

    fn add_row(&mut self, section: &SectionId, key: &str, row: &Row) -> Result<(), EditError> {
        let text = self.text();
        let (end, document) = (line_end(text), parse(text)?);
        let mut parts = sections(text, &document)?;
        let part = parts.swap_remove(index(&parts, section)?);
        let last = self.with_rows(section, key, |_, _, tables| {
            Ok(tables.and_then(|tables| tables.iter().last()).and_then(Table::span).map(|span| span.start))
        })?;
        // Behind the last of its kind, else behind all that the section says.
        let place = match last {
            Some(start) => after(text, &document, start).min(part.core.end),
            None => part.core.end,
        };
        let place = text[..place].trim_end().len();
        let mut piece = format!("{end}{end}[[section.{key}]]");
        for (name, fact) in row.iter().filter_map(|(name, fact)| Some((name, fact.as_ref()?))) {
            piece.push_str(&format!("{end}{name} = {}", fact.to_value().to_string().trim()));
        }
        let new = [&text[..place], &piece, &text[place..]].concat();
        self.replace(new)
    }
}

/// Where the part of the text ends that belongs to the table whose header begins at `start`: what is below it included.
fn after(text: &str, document: &Document<&str>, start: usize) -> usize {
    let own = text[start..].split(']').next().unwrap_or_default().trim_start_matches('[').trim().to_owned();
    let mut at = next_header(text, document, Some(start));
    // `[section.contact.role]` is a part of the contact.
    while text[at..].trim_start().trim_start_matches('[').starts_with(&format!("{own}.")) {
        at = next_header(text, document, Some(at));
    }
    at
}

/// Whether a table says what a row is to say.
fn says(table: &Table, row: &Row) -> bool {
    row.iter().all(|(name, fact)| match (table.get(name), fact) {
        (None | Some(Item::None), None) => true,
        (Some(Item::Value(there)), Some(fact)) => same(there, &fact.to_value()),
        (Some(Item::Table(there)), Some(fact)) => {
            let there = Value::InlineTable(there.clone().into_inline_table());
            same(&there, &fact.to_value())
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::TextFile;
    use super::*;

    const FILE: &str = "title = \"T\"\n\n[[section]]\nid = \"two\"\nkind = \"save-the-date\"\nstarts = 2018-10-25 # sure\n\n\
        # the first one\n[[section.deadline]]\ndate = 2018-09-30 # agreed\nwhat = \"Register\"\n\n\
        [[section.deadline]]\ndate = 2018-10-01\nwhat = \"Pay\"\n\n[[section.contact]]\nname = \"Desk\"\n\n\
        # the next section\n[[section]]\nid = \"three\"\nkind = \"story\"\n";

    fn row(day: jiff::civil::Date, what: &str) -> Row {
        vec![("date", Some(Fact::Day(day))), ("what", Some(Fact::Text(what.into())))]
    }

    fn with(section: &str, key: &str, rows: &[Row]) -> String {
        let mut file = IssueFile::of_text(TextFile::of_text(FILE));
        file.set_rows(&SectionId::parse(section).expect("an id"), key, rows).expect("written");
        file.text().to_owned()
    }

    #[test]
    fn a_row_is_changed_added_or_taken_out_and_no_other_byte() {
        let (register, pay) = (row(date(2018, 9, 30), "Register"), row(date(2018, 10, 1), "Pay"));
        assert_eq!(with("two", "deadline", &[register.clone(), pay.clone()]), FILE);
        let later = with("two", "deadline", &[row(date(2018, 9, 15), "Register"), pay.clone()]);
        assert_eq!(later, FILE.replace("2018-09-30 # agreed", "2018-09-15 # agreed"));
        let first = with("two", "deadline", std::slice::from_ref(&register));
        assert_eq!(first, FILE.replace("[[section.deadline]]\ndate = 2018-10-01\nwhat = \"Pay\"\n\n", ""));
        let second = with("two", "deadline", std::slice::from_ref(&pay));
        let gone =
            "# the first one\n[[section.deadline]]\ndate = 2018-09-30 # agreed\nwhat = \"Register\"\n\n";
        assert_eq!(second, FILE.replace(gone, ""));
        let third = with("two", "deadline", &[register, pay, row(date(2018, 10, 2), "Come")]);
        let added = "what = \"Pay\"\n\n[[section.deadline]]\ndate = 2018-10-02\nwhat = \"Come\"\n";
        assert_eq!(third, FILE.replace("what = \"Pay\"\n", added));
        assert!(!with("two", "contact", &[]).contains("Desk"));
        let picture: Row = vec![("file", Some(Fact::Text("images/a.png".into()))), ("credit", None)];
        let last = with("three", "picture", &[picture]);
        assert_eq!(last, format!("{FILE}\n[[section.picture]]\nfile = \"images/a.png\"\n"));
    }

    #[test]
    fn lines_end_as_the_others_do_and_what_is_below_a_row_goes_with_it() {
        let text =
            FILE.replace("name = \"Desk\"\n", "name = \"Desk\"\n[section.contact.role]\nen = \"Office\"\n");
        let mut file = IssueFile::of_text(TextFile::of_text(&text.replace('\n', "\r\n")));
        let two = SectionId::parse("two").expect("an id");
        file.set_rows(&two, "contact", &[]).expect("written");
        assert!(!file.text().contains("Office") && file.text().contains("# the next section"));
        file.set_rows(&two, "contact", &[vec![("name", Some(Fact::Text("Anna".into())))]]).expect("written");
        assert!(
            file.text().contains("\r\n\r\n[[section.contact]]\r\nname = \"Anna\"\r\n"),
            "{}",
            file.text()
        );
        assert!(!file.text().replace("\r\n", "").contains('\n'));
    }
}
