//! Words that are looked for in a text, whether in capitals or not.

use std::ops::Range;

use super::{TextArea, borders};

impl TextArea {
    /// Marks the next place of the words behind what is marked, or the one before; from the end it begins anew. Which of how
    /// many it is, from 1.
    pub fn mark_found(&mut self, words: &str, backward: bool) -> Option<(usize, usize)> {
        let all = places(&self.text, words);
        let here = self.marked().unwrap_or(self.cursor..self.cursor);
        let nth = if backward {
            all.iter().rposition(|place| place.start < here.start).or(all.len().checked_sub(1))
        } else {
            let from = if here.is_empty() { here.start } else { here.start + 1 };
            all.iter().position(|place| place.start >= from).or(Some(0))
        }?;
        self.mark_range(all.get(nth)?.clone());
        Some((nth + 1, all.len()))
    }

    /// Marks a place whose words were read in this very text.
    pub fn mark_range(&mut self, place: Range<usize>) {
        self.stand(place.end);
        self.anchor = Some(borders::at_or_after(&self.text, place.start));
        self.history.close();
    }

    /// Puts others in the place of the words, if they are what is marked.
    pub fn replace_found(&mut self, words: &str, by: &str) -> bool {
        let marked = self.marked().filter(|range| places(&self.text, words).contains(range));
        marked.is_some_and(|range| self.replace_range(range, by))
    }

    /// Puts others in the place of the words wherever they stand, as one step to undo; says how often.
    pub fn replace_all(&mut self, words: &str, by: &str) -> usize {
        let all = places(&self.text, words);
        let mut text = self.text.clone();
        for place in all.iter().rev() {
            text.replace_range(place.clone(), by);
        }
        self.replace_range(0..self.text.len(), &text);
        all.len()
    }
}

/// Where the words stand: whole letters, none of them twice.
fn places(text: &str, words: &str) -> Vec<Range<usize>> {
    let wanted: Vec<char> = words.chars().flat_map(char::to_lowercase).collect();
    let there: Vec<(Range<usize>, char)> = text
        .char_indices()
        .flat_map(|(at, letter)| letter.to_lowercase().map(move |small| (at..at + letter.len_utf8(), small)))
        .collect();
    let mut places: Vec<Range<usize>> = Vec::new();
    if wanted.is_empty() {
        return places;
    }
    for piece in there.windows(wanted.len()) {
        let place = piece[0].0.start..piece[piece.len() - 1].0.end;
        let whole = |at: usize| borders::at_or_after(text, at) == at;
        let free = places.last().is_none_or(|last| last.end <= place.start);
        if free
            && piece.iter().map(|(_, letter)| letter).eq(&wanted)
            && whole(place.start)
            && whole(place.end)
        {
            places.push(place);
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_letters_and_only_as_whole_ones() {
        for (text, words, wanted) in [
            ("Nyár és NYÁR", "nyár", vec!["Nyár", "NYÁR"]),
            ("aaaa", "aa", vec!["aa", "aa"]),
            ("re\u{301}gi e", "e", vec!["e"]),
            ("İzmir", "i", vec!["İ", "i"]),
            ("anything", "", vec![]),
            ("x", "longer", vec![]),
        ] {
            let found: Vec<&str> = places(text, words).into_iter().map(|place| &text[place]).collect();
            assert_eq!(found, wanted, "{words} in {text}");
        }
    }

    #[test]
    fn one_goes_from_place_to_place_and_round_and_replaces_one_or_all() {
        let mut area = TextArea::new("one two one two one");
        assert_eq!(area.mark_found("one", false), Some((1, 3)));
        assert_eq!(area.mark_found("ONE", false), Some((2, 3)));
        assert_eq!(area.mark_found("one", true), Some((1, 3)));
        assert_eq!(area.mark_found("one", true), Some((3, 3)), "round the beginning");
        assert!(area.replace_found("one", "three"));
        assert_eq!(area.text(), "one two one two three");
        assert_eq!(area.mark_found("one", false), Some((1, 2)), "round the end");
        assert!(!area.replace_found("two", "x"), "another word is marked");
        assert_eq!(area.replace_all("two", "2"), 2);
        assert_eq!(area.text(), "one 2 one 2 three");
        assert!(area.undo());
        assert_eq!(area.text(), "one two one two three");
        assert_eq!(area.mark_found("four", false), None);
    }
}
