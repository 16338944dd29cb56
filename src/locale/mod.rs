//! Languages: which edition a reader gets, the fixed strings, dates and numbers as each language writes them.

mod catalogue;
mod countries;
mod dates;
mod interface;
mod names;
mod negotiate;
mod numbers;
mod read_when;

pub use catalogue::{Catalogue, built_in_languages, built_in_strings};
pub use countries::language_of_country;
pub use dates::{format_date, format_range, format_time, format_when, has_data, weekday};
pub(crate) use interface::say;
pub use interface::{
    Value, Words, chosen, interface_languages, language_name, said_of_prose, severity_heading, severity_word,
    speak, spoken, words,
};
pub use names::own_name;
pub use negotiate::{negotiate, own_edition};
pub use numbers::format_number;
pub use read_when::{Misread, Span, read_end, read_schedule, read_span, read_when, read_zone};
