//! What somebody meant who wrote a name that nobody knows. Only near misses: a wrong guess is worse than none.

/// The one of `known` that differs from `written` by a slip: by a letter, more in a long word, or at its end.
pub fn did_you_mean<'k>(written: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let written = written.to_lowercase();
    known
        .into_iter()
        .map(|known| {
            let word = known.to_lowercase();
            let alike = strsim::jaro_winkler(&written, &word);
            (strsim::damerau_levenshtein(&written, &word), alike, known)
        })
        .filter(|(edits, alike, word)| *edits <= 1.max(word.len() / 4) || *alike >= 0.88)
        .min_by_key(|(edits, ..)| *edits)
        .map(|(.., word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_word_is_offered_and_a_far_one_is_not() {
        let known = ["name", "languages", "timezone", "list_id", "TRN001"];
        for (written, wanted) in [
            ("nam", Some("name")),
            ("Languages", Some("languages")),
            ("language", Some("languages")),
            ("time_zone", Some("timezone")),
            ("list-id", Some("list_id")),
            ("colour", None),
            ("x", None),
            ("", None),
            ("trn01", Some("TRN001")),
        ] {
            assert_eq!(did_you_mean(written, known), wanted, "{written}");
        }
    }
}
