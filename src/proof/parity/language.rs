//! How a language writes numbers, dates and times: one table of `languages.toml`.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use super::lexicon::{Ends, Lexicon};
use crate::domain::Lang;

/// The order of day and month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Order {
    #[default]
    Dmy,
    Ymd,
    Any,
}

/// What a language's table says, as it is looked up.
#[derive(Debug, Default)]
pub(super) struct Language {
    /// None where nobody has written a table: then nobody knows.
    pub point: Option<char>,
    pub order: Order,
    pub capitals: bool,
    pub doubtful: Vec<String>,
    pub short_dates: bool,
    pub homonyms: Vec<String>,
    pub months: Lexicon<u8>,
    pub short_months: Lexicon<u8>,
    /// From Monday, 0.
    pub weekdays: Lexicon<u8>,
    pub joins: Lexicon<()>,
    pub fillers: Lexicon<()>,
    pub day_tails: Vec<String>,
    pub before: Lexicon<()>,
    pub clock: Lexicon<()>,
    pub hours: Lexicon<()>,
    pub from_tails: Vec<String>,
    pub after: Lexicon<()>,
    /// Hours to add before noon.
    pub halves: Lexicon<u8>,
    pub later: Lexicon<()>,
    pub half_past: Lexicon<()>,
    pub half_to: Lexicon<()>,
    pub part: Lexicon<i16>,
    pub named: Lexicon<u8>,
    pub percent: Lexicon<()>,
    pub scales: Lexicon<f64>,
    pub currencies: Lexicon<&'static str>,
    pub decades: Lexicon<()>,
    pub decades_before: Lexicon<()>,
    pub centuries: Lexicon<()>,
    pub phones: Lexicon<()>,
    pub spaced: bool,
    pub joiners: Vec<String>,
    pub tails: Vec<String>,
    pub compounds: Vec<String>,
    pub add: Vec<(String, f64)>,
    pub times: Vec<(String, f64)>,
    pub ordinals: Vec<(String, f64)>,
    pub weak: Lexicon<f64>,
    pub shares: Lexicon<f64>,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    point: char,
    order: Order,
    #[serde(default)]
    inflects: bool,
    #[serde(default)]
    capitals: bool,
    #[serde(default)]
    homonyms: Vec<String>,
    #[serde(default)]
    short_dates: bool,
    #[serde(default)]
    doubtful: Vec<String>,
    months: Vec<String>,
    short: Vec<String>,
    weekdays: Vec<String>,
    joins: Vec<String>,
    fillers: Vec<String>,
    day_tails: Vec<String>,
    before: Vec<String>,
    clock: Vec<String>,
    hours: Vec<String>,
    from_tails: Vec<String>,
    after: Vec<String>,
    am: Vec<String>,
    pm: Vec<String>,
    later: Vec<String>,
    half_past: Vec<String>,
    half_to: Vec<String>,
    part: Vec<(String, i16)>,
    named: BTreeMap<String, u8>,
    percent: Vec<String>,
    scales: BTreeMap<String, f64>,
    currencies: BTreeMap<String, String>,
    decades: Vec<String>,
    #[serde(default)]
    decades_before: Vec<String>,
    centuries: Vec<String>,
    phones: Vec<String>,
    spaced: bool,
    joiners: Vec<String>,
    tails: Vec<String>,
    compounds: Vec<String>,
    add: BTreeMap<String, f64>,
    times: BTreeMap<String, f64>,
    ordinals: BTreeMap<String, f64>,
    weak: BTreeMap<String, f64>,
    shares: BTreeMap<String, f64>,
}

impl Language {
    /// The table of a language, or of the same without its region; an empty one if there is none.
    pub fn of(lang: &Lang) -> &'static Self {
        static NONE: LazyLock<Language> = LazyLock::new(Language::default);
        let primary = match lang.primary() {
            "no" | "nn" => "nb",
            primary => primary,
        };
        languages().get(primary).unwrap_or_else(|| LazyLock::force(&NONE))
    }

    /// Whether anything is known of it.
    pub fn is_known(&self) -> bool {
        self.point.is_some()
    }
}

/// The tags that have a table.
pub(super) fn known() -> impl Iterator<Item = &'static str> {
    languages().keys().map(String::as_str)
}

#[expect(clippy::expect_used, reason = "the file is part of the program, and every test of parity reads it")]
fn languages() -> &'static HashMap<String, Language> {
    static LANGUAGES: LazyLock<HashMap<String, Language>> = LazyLock::new(|| {
        let tables: HashMap<String, Table> =
            toml::from_str(include_str!("languages.toml")).expect("languages.toml");
        tables.into_iter().map(|(tag, table)| (tag, Language::from(table))).collect()
    });
    &LANGUAGES
}

impl From<Table> for Language {
    fn from(table: Table) -> Self {
        let tails = &table.tails;
        let anyhow = if table.inflects { Ends::Anyhow } else { Ends::Exactly };
        let with_tail = if table.inflects { Ends::WithTail } else { Ends::Exactly };
        let words =
            |list: Vec<String>, ends| Lexicon::new(list.into_iter().map(|word| (word, ())), ends, tails);
        let values = |map: BTreeMap<String, f64>, ends| Lexicon::new(map, ends, tails);
        let halves =
            table.am.into_iter().map(|word| (word, 0)).chain(table.pm.into_iter().map(|word| (word, 12)));
        // Read once and kept for ever: three letters each.
        let currencies = table.currencies.into_iter().map(|(word, code)| (word, &*code.leak()));
        Self {
            point: Some(table.point),
            order: table.order,
            capitals: table.capitals,
            doubtful: table.doubtful,
            short_dates: table.short_dates,
            homonyms: table.homonyms,
            months: numbered(table.months, 1, anyhow),
            short_months: numbered(table.short, 1, Ends::Exactly),
            weekdays: numbered(table.weekdays, 0, Ends::Anyhow),
            joins: words(table.joins, Ends::Exactly),
            fillers: words(table.fillers, Ends::Exactly),
            before: words(table.before, Ends::Exactly),
            clock: words(table.clock, Ends::Exactly),
            hours: words(table.hours, Ends::Exactly),
            from_tails: table.from_tails,
            after: words(table.after, anyhow),
            halves: Lexicon::new(halves, Ends::Exactly, tails),
            later: words(table.later, Ends::Exactly),
            half_past: words(table.half_past, Ends::Exactly),
            half_to: words(table.half_to, Ends::Exactly),
            part: Lexicon::new(table.part, Ends::Exactly, tails),
            named: Lexicon::new(table.named, Ends::Exactly, tails),
            percent: words(table.percent, anyhow),
            scales: values(table.scales, anyhow),
            currencies: Lexicon::new(currencies, anyhow, tails),
            decades: words(table.decades, anyhow),
            decades_before: words(table.decades_before, Ends::Exactly),
            centuries: words(table.centuries, anyhow),
            phones: words(table.phones, anyhow),
            weak: values(table.weak, with_tail),
            shares: values(table.shares, with_tail),
            day_tails: table.day_tails,
            spaced: table.spaced,
            joiners: table.joiners,
            compounds: table.compounds,
            add: longest_first(table.add),
            times: longest_first(table.times),
            ordinals: longest_first(table.ordinals),
            tails: table.tails,
        }
    }
}

/// Names in their order, alternatives behind a bar.
fn numbered(names: Vec<String>, first: u8, ends: Ends) -> Lexicon<u8> {
    let forms = names.into_iter().zip(first..).flat_map(|(forms, number)| {
        forms.split('|').map(|form| (form.to_owned(), number)).collect::<Vec<_>>()
    });
    Lexicon::new(forms, ends, &[])
}

fn longest_first(words: BTreeMap<String, f64>) -> Vec<(String, f64)> {
    let mut words: Vec<_> = words.into_iter().collect();
    words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    words
}
