//! Holds the facts of two texts against each other: what is said exactly first, then what may stand for it, and of what
//! stays the pairs that contradict each other.

use super::fact::{Fact, Grade};
use super::what::{Closeness, NAMES, What};
use super::{Difference, Text, links};

/// What one text says and the other does not, in the order of the target, then of the source.
pub fn differences(source: &Text, target: &Text) -> Vec<Difference> {
    let mut comparison = Comparison::new(source, target);
    for (closeness, grade) in [
        (Closeness::Same, Grade::Hard),
        (Closeness::Same, Grade::Weak),
        (Closeness::Near, Grade::Hard),
        (Closeness::Near, Grade::Weak),
    ] {
        comparison.match_up(closeness, grade);
    }
    comparison.contradictions();
    comparison.missing();
    let mut found = comparison.found;
    let place = |one: &Difference| {
        let of = |fact: &Option<Fact>| fact.as_ref().map_or(usize::MAX, |fact| fact.span.start);
        (of(&one.target), of(&one.source))
    };
    found.sort_by_key(place);
    found.dedup_by(|a, b| span(&a.source) == span(&b.source) && span(&a.target) == span(&b.target));
    found
}

fn span(fact: &Option<Fact>) -> Option<std::ops::Range<usize>> {
    fact.as_ref().map(|fact| fact.span.clone())
}

struct Comparison<'a> {
    source: &'a Text,
    target: &'a Text,
    matched_source: Vec<bool>,
    matched_target: Vec<bool>,
    found: Vec<Difference>,
}

impl<'a> Comparison<'a> {
    fn new(source: &'a Text, target: &'a Text) -> Self {
        let matched_source = vec![false; source.facts.len()];
        let matched_target = vec![false; target.facts.len()];
        Self { source, target, matched_source, matched_target, found: Vec::new() }
    }

    fn closeness(&self, a: &Fact, b: &Fact) -> Option<Closeness> {
        if let (What::Link(a), What::Link(b)) = (&a.what, &b.what) {
            if links::same(a, b) {
                return Some(Closeness::Same);
            }
            let translated = links::numbers(a) == links::numbers(b)
                && links::speaks(a, self.source.plain())
                && links::speaks(b, self.target.plain());
            return translated.then_some(Closeness::Near);
        }
        a.what.closeness(&b.what)
    }

    /// How many sentences lie between the places of two facts, the texts laid side by side.
    fn distance(&self, a: &Fact, b: &Fact) -> f64 {
        let at = |text: &Text, fact: &Fact| {
            let count = |number: usize| u32::try_from(number).map_or(f64::MAX, f64::from);
            (count(text.sentence_of(fact.span.start)), count(text.sentences().max(1)))
        };
        let ((a, of_a), (b, of_b)) = (at(self.source, a), at(self.target, b));
        ((a + 0.5) / of_a - (b + 0.5) / of_b).abs() * of_a.max(of_b)
    }

    /// Matches facts that are at least so close, both at least so strong; those nearest to each other first, so that of
    /// a number that is said three times the right one stays.
    fn match_up(&mut self, closeness: Closeness, grade: Grade) {
        let mut pairs = Vec::new();
        for (s, fact) in self.source.facts.iter().enumerate() {
            if self.matched_source[s] || fact.grade < grade {
                continue;
            }
            for (t, other) in self.target.facts.iter().enumerate() {
                let open = !self.matched_target[t] && other.grade >= grade;
                if open && self.closeness(fact, other).is_some_and(|found| found >= closeness) {
                    pairs.push((self.distance(fact, other), s, t));
                }
            }
        }
        pairs.sort_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        for (_, s, t) in pairs {
            if !self.matched_source[s] && !self.matched_target[t] {
                self.matched_source[s] = true;
                self.matched_target[t] = true;
            }
        }
    }

    /// How strongly an unmatched fact is still asked for: what the other side says elsewhere is only said once more.
    fn left(&self, fact: &Fact, is_source: bool) -> Grade {
        let (own, across) = if is_source { (self.source, self.target) } else { (self.target, self.source) };
        let independent =
            matches!(fact.what, What::Mail(_) | What::Link(_) | What::Picture(_) | What::Name(_));
        if !(independent || own.is_known() && across.is_known()) && said_in_digits(own, across, fact) {
            return Grade::Weak;
        }
        let other = &across.facts;
        let said = other.iter().any(|other| {
            let (a, b) = if is_source { (fact, other) } else { (other, fact) };
            self.closeness(a, b).is_some() || echoes(&fact.what, &other.what)
        });
        let in_parts = matches!(&fact.what, What::Date(day) if day.day.is_some() && {
            let says = |what: &dyn Fn(&What) -> bool| other.iter().any(|other| what(&other.what));
            let day_alone = says(&|what| matches!(what, What::Number { value, .. } if Some(*value) == day.day.map(f64::from)));
            day_alone && says(&|what| matches!(what, What::Date(other) if other.month == day.month && other.day.is_none()))
        });
        if said || in_parts { fact.grade.min(Grade::Soft) } else { fact.grade }
    }

    fn unmatched(&self, is_source: bool) -> Vec<(usize, &'a Fact, Grade)> {
        let (facts, matched) = if is_source {
            (&self.source.facts, &self.matched_source)
        } else {
            (&self.target.facts, &self.matched_target)
        };
        let open = facts.iter().enumerate().filter(|(at, _)| !matched[*at]);
        open.map(|(at, fact)| (at, fact, self.left(fact, is_source)))
            .filter(|(_, _, grade)| *grade >= Grade::Soft)
            .collect()
    }

    /// Pairs what is left: facts of one kind, in sentences that lie beside each other. One of the two is wrong.
    fn contradictions(&mut self) {
        let (sources, targets) = (self.unmatched(true), self.unmatched(false));
        let reach = 0.15
            * f64::from(u32::try_from(self.source.sentences().max(self.target.sentences())).unwrap_or(0));
        let mut pairs = Vec::new();
        for (s, a, of_a) in &sources {
            for (t, b, of_b) in &targets {
                let distance = self.distance(a, b);
                let strong = *of_a.max(of_b) >= Grade::Spelled;
                if strong && may_be_a_slip(&a.what, &b.what) && distance <= reach.max(1.01) {
                    let unlike = std::mem::discriminant(&a.what) != std::mem::discriminant(&b.what);
                    let weaker = std::cmp::Reverse(*of_a.min(of_b));
                    pairs.push(((weaker, unlike), distance, (*s, *t), (*a, *b)));
                }
            }
        }
        pairs.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
        for (_, _, (s, t), (a, b)) in pairs {
            if self.matched_source[s] || self.matched_target[t] {
                continue;
            }
            self.matched_source[s] = true;
            self.matched_target[t] = true;
            let (mut source, mut target) = (Some(a.clone()), Some(b.clone()));
            if let (What::Date(day), What::Date(other)) = (&a.what, &b.what)
                && day.agrees(*other)
            {
                // One says less of the same date: only the other has something that is missing.
                if day.day.is_none() {
                    source = None;
                } else {
                    target = None;
                }
            }
            self.found.push(Difference { source, target });
        }
    }

    /// What nothing stands beside. A weekday may be left out.
    fn missing(&mut self) {
        let asked = |(_, fact, grade): &(usize, &Fact, Grade)| {
            *grade >= Grade::Spelled && !matches!(fact.what, What::Weekday(_))
        };
        let sources = self.unmatched(true).into_iter().filter(asked);
        let sources = sources.map(|(_, fact, _)| Difference { source: Some(fact.clone()), target: None });
        let targets = self.unmatched(false).into_iter().filter(asked);
        let targets = targets.map(|(_, fact, _)| Difference { source: None, target: Some(fact.clone()) });
        let missing: Vec<_> = sources.chain(targets).collect();
        self.found.extend(missing);
    }
}

/// Where one language is not known, its words for months or millions are not, either: only digits are compared.
fn said_in_digits(own: &Text, across: &Text, fact: &Fact) -> bool {
    match (own.digits(Some(fact)), across.digits(None)) {
        (Some(runs), Some(all)) => runs.iter().all(|run| all.contains(run)),
        _ => true,
    }
}

/// Whether a fact is part of what the other side says: a year, a day or a month of one of its dates.
fn echoes(what: &What, other: &What) -> bool {
    match (what, other) {
        (What::Number { value, .. }, What::Date(day)) => {
            let is = |part: Option<u16>| part.is_some_and(|part| (f64::from(part) - value).abs() < 1e-9);
            is(day.year) || is(day.day.map(u16::from))
        }
        (What::Date(day), What::Date(other)) => day.day.is_none() && day.agrees(*other),
        _ => false,
    }
}

/// Whether one may have been written for the other by mistake.
fn may_be_a_slip(a: &What, b: &What) -> bool {
    let (a, b) = (a.family(), b.family());
    a == b && a != NAMES || a.min(b) == 0 && a.max(b) == 3
}
