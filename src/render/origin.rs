//! Which template a fault of a letter's HTML comes from. What people write for an issue can't hold tags, so it is one
//! of the files below `templates/`.

use super::built_in::built_in_templates;
use super::markup::{self, MarkupFault};
use super::templates::Templates;
use crate::domain::{Place, Problem};

impl Templates {
    /// Where `needle` was written, small letters or capitals: in a template of the letter or in the style, the workspace's
    /// own first.
    pub fn origin(&self, needle: &str) -> Option<Place> {
        let needle = needle.to_ascii_lowercase();
        self.of_letters().into_iter().find_map(|(path, source)| {
            let at = source.to_ascii_lowercase().find(&needle)?;
            Some(Place::span(format!("templates/{path}"), source, at, at + needle.len()))
        })
    }

    /// What to add to a sentence about a template that nobody has changed; nothing, if it is the workspace's own.
    pub fn whose(&self, place: &Place) -> &'static str {
        let path = place.file.as_ref().and_then(|file| file.strip_prefix("templates").ok()?.to_str());
        let ours = path.is_some_and(|path| self.source(path) == built_in_templates().get(path).copied());
        if ours { " The template is as it comes with the program." } else { "" }
    }

    /// The faults of a finished page, told of the templates that have them by themselves: one tag too many makes many
    /// others wrong behind it. If none has, the first is told of the template that has such a tag.
    pub(super) fn told(&self, faults: &[MarkupFault]) -> Vec<Problem> {
        let Some(first) = faults.first() else { return Vec::new() };
        let name = |fault: &MarkupFault| fault.tag.trim_start_matches(['<', '/']).to_owned();
        let names: Vec<String> = faults.iter().map(name).collect();
        for (path, source) in self.of_letters() {
            let mut alone = markup::faults(&without_expressions(source));
            alone.retain(|fault| names.contains(&name(fault)));
            if !alone.is_empty() {
                let place = |fault: &MarkupFault| {
                    Place::span(format!("templates/{path}"), source, fault.at, fault.at + fault.tag.len())
                };
                return alone.iter().map(|fault| self.problem_at(&place(fault), &fault.what)).collect();
            }
        }
        let place = self.origin(&first.tag).unwrap_or_else(|| Place::file("templates/letter.html.hbs"));
        vec![self.problem_at(&place, &first.what)]
    }

    fn problem_at(&self, place: &Place, what: &str) -> Problem {
        Problem::must("HTM002", place.clone(), format!("{what}{}", self.whose(place)))
            .because("Mail programs mend broken HTML each in their own way, and parts may vanish.")
            .remedy("Close what the template opens, in order; or compare it with the one that comes with the program.")
    }

    /// Path and text of what letters are made with; those that are not as they come with the program are first.
    fn of_letters(&self) -> Vec<(&str, &str)> {
        let mut files: Vec<_> = self
            .sources()
            .filter(|(path, _)| path.ends_with(".html.hbs") || path.ends_with(".css"))
            .filter(|(path, _)| !path.starts_with("pages/") && *path != "partials/page-head.html.hbs")
            .collect();
        let built_in = built_in_templates();
        files.sort_by_key(|(path, source)| built_in.get(path) == Some(source));
        files
    }
}

/// The template with spaces for everything between braces, so that every tag stays where it is.
fn without_expressions(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(at) = rest.find("{{") {
        let inside = &rest[at..];
        let end = if inside.starts_with("{{!--") || inside.starts_with("{{~!--") { "--}}" } else { "}}" };
        let mut length = inside.find(end).map_or(inside.len(), |found| found + end.len());
        length += usize::from(inside[length..].starts_with('}'));
        out.push_str(&rest[..at]);
        out.extend(inside[..length].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        rest = &inside[length..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_between_braces_is_no_tag_and_everything_else_stays_in_its_place() {
        let source = "<p {{#if a}}x{{/if}}>{{!-- <b> }} --}}\n{{{á}}}<i>{{t \"<u>\"}}</i>";
        let plain = without_expressions(source);
        assert_eq!(plain.len(), source.len());
        assert_eq!(plain.find("<i>"), source.find("<i>"));
        assert!(!plain.contains("<b>") && !plain.contains("<u>") && plain.contains('\n'), "{plain:?}");
    }
}
