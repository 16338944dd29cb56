//! Reads tags as they are written, without mending them as a browser would: what is open must be closed, in order.

/// Elements that have no end tag.
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// Elements whose content is text whatever it looks like.
const RAW: &[&str] = &["script", "style", "textarea", "title", "xmp"];

/// Whether a browser adds this element by itself.
pub fn is_implied(name: &str) -> bool {
    matches!(name, "html" | "head" | "body" | "tbody" | "colgroup")
}

/// What a scan of the source meets.
#[derive(Debug, PartialEq, Eq)]
enum Tag {
    Start {
        name: String,
        closed: bool,
    },
    End(String),
    Comment(String),
    /// `<!…>` that is no comment.
    Declaration(String),
    Unfinished,
}

/// The names of the start tags outside comments, in order.
pub fn start_tags(html: &str) -> Vec<String> {
    scan(html)
        .into_iter()
        .filter_map(|tag| match tag {
            Tag::Start { name, .. } => Some(name),
            _ => None,
        })
        .collect()
}

/// Everything that is not well-formed, in sentences.
pub fn faults(html: &str) -> Vec<String> {
    let tags = scan(html);
    let mut faults = unbalanced(&tags, "");
    let mut outlook = String::new();
    let mut revealed = 0_usize;
    for tag in &tags {
        match tag {
            Tag::Unfinished => faults.push("A tag or comment is opened and never closed.".to_owned()),
            Tag::Declaration(text) if text.starts_with("<![if") || text.starts_with("<![endif") => {
                faults.push(format!(
                    "{text} is a form of conditional comment that not every program understands."
                ));
            }
            Tag::Comment(text) => match conditional(text) {
                Conditional::None => {}
                Conditional::Whole(inner) => outlook.push_str(inner),
                Conditional::Opens => revealed += 1,
                Conditional::Closes if revealed > 0 => revealed -= 1,
                Conditional::Closes => faults.push("A conditional comment ends that never began.".to_owned()),
                Conditional::Broken => faults.push("A conditional comment has no <![endif].".to_owned()),
            },
            _ => {}
        }
    }
    if revealed > 0 {
        faults.push("A conditional comment begins and never ends.".to_owned());
    }
    faults.extend(unbalanced(&scan(&outlook), " in the parts for Outlook"));
    faults
}

enum Conditional<'a> {
    None,
    /// `[if mso]>…<![endif]`
    Whole(&'a str),
    /// `[if !mso]><!`
    Opens,
    /// `<![endif]`
    Closes,
    Broken,
}

/// Reads what stands between `<!--` and `-->`.
fn conditional(comment: &str) -> Conditional<'_> {
    if comment.trim() == "<![endif]" {
        return Conditional::Closes;
    }
    let Some(rest) = comment.trim_start().strip_prefix("[if") else {
        return if comment.contains("<![endif]") { Conditional::Broken } else { Conditional::None };
    };
    let Some((_, inner)) = rest.split_once("]>") else { return Conditional::Broken };
    if inner.trim() == "<!" {
        return Conditional::Opens;
    }
    inner.trim_end().strip_suffix("<![endif]").map_or(Conditional::Broken, Conditional::Whole)
}

fn unbalanced(tags: &[Tag], place: &str) -> Vec<String> {
    let mut open: Vec<&str> = Vec::new();
    let mut faults = Vec::new();
    for tag in tags {
        match tag {
            Tag::Start { name, closed } if !closed && !VOID.contains(&name.as_str()) => open.push(name),
            Tag::End(name) => match open.iter().rposition(|other| other == name) {
                Some(at) => {
                    faults.extend(
                        open.drain(at..).skip(1).map(|name| format!("<{name}> is never closed{place}.")),
                    );
                }
                None => faults.push(format!("</{name}> closes nothing{place}.")),
            },
            _ => {}
        }
    }
    faults.extend(open.iter().map(|name| format!("<{name}> is never closed{place}.")));
    faults
}

fn scan(html: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        let (tag, length) = if let Some(comment) = rest.strip_prefix("<!--") {
            match comment.find("-->") {
                Some(end) => (Tag::Comment(comment[..end].to_owned()), end + 7),
                None => (Tag::Unfinished, rest.len()),
            }
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            match rest.find('>') {
                Some(end) => (Tag::Declaration(rest[..=end].to_owned()), end + 1),
                None => (Tag::Unfinished, rest.len()),
            }
        } else if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') {
            element(rest)
        } else {
            rest = &rest[1..];
            continue;
        };
        rest = &rest[length..];
        if let Tag::Start { name, closed: false } = &tag
            && RAW.contains(&name.as_str())
        {
            let end = format!("</{name}");
            let lower = rest.to_ascii_lowercase();
            rest = &rest[lower.find(&end).unwrap_or(rest.len())..];
        }
        tags.push(tag);
    }
    tags
}

/// Reads one start or end tag at the beginning of `text`, and how long it is.
fn element(text: &str) -> (Tag, usize) {
    let mut quote = None;
    let end = text.char_indices().skip(1).find(|(_, c)| match (quote, c) {
        (None, '>') => true,
        (None, '"' | '\'') => {
            quote = Some(*c);
            false
        }
        (Some(open), c) if open == *c => {
            quote = None;
            false
        }
        _ => false,
    });
    let Some((end, _)) = end else { return (Tag::Unfinished, text.len()) };
    let inside = &text[1..end];
    let name = |from: &str| {
        let stop = from.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(from.len());
        from[..stop].to_ascii_lowercase()
    };
    let tag = match inside.strip_prefix('/') {
        Some(closing) => Tag::End(name(closing)),
        None => Tag::Start { name: name(inside), closed: inside.ends_with('/') },
    };
    (tag, end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_open_must_be_closed_in_order() {
        for (html, faults_expected) in [
            ("<p>a<br>b<img src=\"x>y\"></p>", 0),
            ("<p>a", 1),
            ("<p><b>a</p></b>", 2),
            ("a</p>", 1),
            ("a < b and <p title='a>b'>c</p>", 0),
            ("<style>p > b { }</style>", 0),
            ("<p", 1),
        ] {
            assert_eq!(faults(html).len(), faults_expected, "{html}: {:?}", faults(html));
        }
    }

    #[test]
    fn conditional_comments_are_balanced_and_of_the_two_known_forms() {
        for (html, faults_expected) in [
            ("<!--[if mso]><table><tr><td><![endif]-->x<!--[if mso]></td></tr></table><![endif]-->", 0),
            ("<!--[if mso]><table><tr><td><![endif]-->x<!--[if mso]></td></tr><![endif]-->", 1),
            ("<!--[if !mso]><!--><p>x</p><!--<![endif]-->", 0),
            ("<!--[if !mso]><!--><p>x</p>", 1),
            ("<p>x</p><!--<![endif]-->", 1),
            ("<![if !mso]><p>x</p><![endif]>", 2),
            ("<!--[if mso]><p>x</p>-->", 1),
            ("<!-- an ordinary one -->", 0),
        ] {
            assert_eq!(faults(html).len(), faults_expected, "{html}: {:?}", faults(html));
        }
    }
}
