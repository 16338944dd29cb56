//! The ZIP file that a document is. It comes from outside: nothing of it is ever put on the disk, and no more of it is
//! unpacked than a document can need.

use std::io::{Cursor, Read as _};

use roxmltree::Document;
use zip::ZipArchive;

use super::{DocxError, RELATIONS};
use crate::domain::quotable;
use crate::workspace::bitext::xml;

pub(super) const MOST_ENTRIES: usize = 200;
pub(super) const MOST_BYTES: u64 = 64 << 20;
pub(super) const MOST_RATIO: u64 = 100;

const ZIP: &[u8] = b"PK";
/// A compound file: documents of Word until 2003, and those with a password.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// The parts of a document that say something to us.
#[derive(Debug)]
pub(super) struct Package {
    pub document: Part,
    pub relations: Option<Part>,
    pub comments: Option<Part>,
    pub numbering: Option<Part>,
}

/// One file of it.
#[derive(Debug)]
pub(super) struct Part {
    pub name: String,
    pub text: String,
}

impl Part {
    pub fn parse(&self) -> Result<Document<'_>, DocxError> {
        let text = self.text.trim_start_matches('\u{feff}');
        xml::parse(text).map_err(|why| DocxError::Damaged { part: quotable(&self.name), why })
    }
}

/// Whether a file is, or once was, a document of this kind, whatever its name.
pub fn is_one(bytes: &[u8]) -> bool {
    bytes.starts_with(ZIP) || bytes.starts_with(COMPOUND)
}

pub(super) fn open(bytes: &[u8]) -> Result<Package, DocxError> {
    if bytes.starts_with(COMPOUND) {
        let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let is_encrypted = bytes.windows(name.len()).any(|part| part == name);
        return Err(if is_encrypted { DocxError::Encrypted } else { DocxError::OldWord });
    }
    if !bytes.starts_with(ZIP) {
        return Err(DocxError::NotZip);
    }
    // Counted before they are read: each takes memory.
    if bytes.windows(4).filter(|part| *part == b"PK\x01\x02").count() > MOST_ENTRIES {
        return Err(DocxError::ManyEntries);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| DocxError::CutOff)?;
    look_over(&mut archive)?;
    let mut left = MOST_BYTES;
    let mut take = |name: &str| part(&mut archive, name, &mut left);
    let top = take("_rels/.rels")?;
    let main = top.as_ref().and_then(|top| related(top, "", "/officeDocument"));
    let main = main.unwrap_or_else(|| "word/document.xml".to_owned());
    let Some(document) = take(&main)? else {
        let odt = take("content.xml")?.map(|_| "one of LibreOffice (.odt)");
        let what = odt.unwrap_or("a ZIP file with something else in it");
        return Err(DocxError::AnotherKind(what.to_owned()));
    };
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", &main));
    let relations = take(&within(folder, &format!("_rels/{file}.rels")))?;
    let mut other = |kind: &str| {
        let name = relations.as_ref().and_then(|relations| related(relations, folder, kind));
        name.map_or(Ok(None), |name| take(&name))
    };
    let (comments, numbering) = (other("/comments")?, other("/numbering")?);
    Ok(Package { document, relations, comments, numbering })
}

/// What the entries say of themselves.
fn look_over(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<(), DocxError> {
    if archive.len() > MOST_ENTRIES {
        return Err(DocxError::ManyEntries);
    }
    let mut whole = 0_u64;
    for at in 0..archive.len() {
        let entry = archive.by_index_raw(at).map_err(|_| DocxError::CutOff)?;
        if entry.encrypted() {
            return Err(DocxError::Encrypted);
        }
        whole = whole.saturating_add(entry.size());
        if whole > MOST_BYTES || entry.size() > entry.compressed_size().saturating_mul(MOST_RATIO) {
            return Err(DocxError::Swollen { part: quotable(entry.name()) });
        }
    }
    Ok(())
}

/// An entry, unpacked no further than it may be, whatever it says of its size. `left` is for all of them.
fn part(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    name: &str,
    left: &mut u64,
) -> Result<Option<Part>, DocxError> {
    let Some(at) = archive.index_for_name(name) else { return Ok(None) };
    let damaged = |why: &str| DocxError::Damaged { part: quotable(name), why: why.to_owned() };
    let entry = archive.by_index(at).map_err(|_| damaged("it can't be unpacked"))?;
    let most = entry.compressed_size().saturating_mul(MOST_RATIO).min(*left);
    let mut bytes = Vec::new();
    let read = entry.take(most + 1).read_to_end(&mut bytes);
    if bytes.len() as u64 > most {
        return Err(DocxError::Swollen { part: quotable(name) });
    }
    read.map_err(|_| damaged("it can't be unpacked"))?;
    *left -= bytes.len() as u64;
    let text = String::from_utf8(bytes).map_err(|_| damaged("it is not written in UTF-8"))?;
    Ok(Some(Part { name: name.to_owned(), text }))
}

/// The part that `relations` name for this use, if it lies in the same package: what lies elsewhere is never followed.
fn related(relations: &Part, folder: &str, kind: &str) -> Option<String> {
    let document = relations.parse().ok()?;
    let mut all =
        document.root_element().children().filter(|node| node.has_tag_name((PACKAGE, "Relationship")));
    let relation = all.find(|node| {
        node.attribute("Type").is_some_and(|name| name.ends_with(kind))
            && node.attribute("TargetMode") != Some("External")
    })?;
    let target = relation.attribute("Target")?;
    Some(target.strip_prefix('/').map_or_else(|| within(folder, target), str::to_owned))
}

fn within(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// The addresses of links by their names: what the document says, not what is there.
pub(super) fn links(relations: &Document<'_>) -> std::collections::BTreeMap<String, String> {
    let all = relations.root_element().children().filter(|node| node.has_tag_name((PACKAGE, "Relationship")));
    let of_link = all.filter(|node| node.attribute("Type").is_some_and(|name| name.ends_with("/hyperlink")));
    of_link
        .filter_map(|node| Some((node.attribute("Id")?.to_owned(), node.attribute("Target")?.to_owned())))
        .collect()
}

/// The name of the link that an element refers to.
pub(super) fn link_of<'a>(node: roxmltree::Node<'a, '_>) -> Option<&'a str> {
    const STRICT: &str = "http://purl.oclc.org/ooxml/officeDocument/relationships";
    node.attribute((RELATIONS, "id")).or_else(|| node.attribute((STRICT, "id")))
}
