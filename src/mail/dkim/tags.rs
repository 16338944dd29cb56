//! Tag lists (RFC 6376, 3.2): `v=1; a=rsa-sha256; …`, in signatures and key records.

/// The tags in order, white space around names and values taken off. `None` if it is no tag list.
pub fn read(list: &str) -> Option<Vec<(&str, &str)>> {
    let list = list.trim_end().strip_suffix(';').unwrap_or(list);
    let tags: Vec<_> = list
        .split(';')
        .map(|tag| tag.split_once('=').map(|(name, value)| (name.trim(), value.trim())))
        .collect::<Option<_>>()?;
    let twice = |(at, (name, _)): (usize, &(&str, &str))| tags[..at].iter().any(|(other, _)| other == name);
    (!tags.iter().enumerate().any(twice)).then_some(tags)
}

/// The value of a tag without any white space, as `b=`, `bh=`, `p=` and `h=` are to be read.
pub fn compact(value: &str) -> String {
    value.chars().filter(|c| !c.is_ascii_whitespace()).collect()
}
