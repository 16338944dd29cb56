//! How a document looks, and the parts of it that are always the same.

use std::fmt::Write as _;

use super::WORDS;
use crate::domain::Lang;

pub(super) const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// Behind the names of sections.
pub(super) const SHADE: &str = "E7EEF4";
/// Dark enough to be read on white.
const GREY: &str = "737373";

pub(super) const CONTENT_TYPES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
<Default Extension=\"xml\" ContentType=\"application/xml\"/>\
<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
<Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>\
<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
</Types>";

pub(super) const TOP_RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>\
<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>\
</Relationships>";

pub(super) const RELATIONS_OF_DOCUMENT: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/>\
</Relationships>";

/// How a paragraph, or the table, looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Title,
    How,
    Column,
    Section,
    Grey,
    Source,
    Target,
    Remarks,
    Table,
}

impl Style {
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "Heading1",
            Self::How => "How",
            Self::Column => "Column",
            Self::Section => "Heading2",
            Self::Grey => "Grey",
            Self::Source => "Source",
            Self::Target => "Translation",
            Self::Remarks => "Remarks",
            Self::Table => "Texts",
        }
    }
}

/// Nothing in the table's first row is kept with what follows: LibreOffice would begin the table on a page of its own. The
/// spelling of each column is looked at in its own language.
pub(super) fn styles(source: &Lang, target: &Lang) -> String {
    let mut out = format!(
        "{HEAD}<w:styles xmlns:w=\"{WORDS}\"><w:docDefaults><w:rPrDefault><w:rPr>\
         <w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\" w:eastAsia=\"Calibri\" w:cs=\"Calibri\"/>\
         <w:sz w:val=\"22\"/><w:szCs w:val=\"22\"/>{}</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>\
         <w:spacing w:before=\"0\" w:after=\"100\"/></w:pPr></w:pPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>",
        spoken(target)
    );
    let bold = |size: u32| format!("<w:b/><w:bCs/><w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>");
    let grey = format!("<w:noProof/><w:color w:val=\"{GREY}\"/><w:sz w:val=\"12\"/><w:szCs w:val=\"12\"/>");
    let outline = |level: u32| format!("<w:keepNext/><w:outlineLvl w:val=\"{level}\"/>");
    for (style, name, paragraph, look) in [
        (Style::Title, "heading 1", outline(0), bold(30)),
        (Style::How, "How", "<w:spacing w:after=\"200\"/>".to_owned(), String::new()),
        (Style::Column, "Column", String::new(), bold(22)),
        (Style::Section, "heading 2", outline(1), bold(22)),
        (Style::Grey, "Grey", "<w:spacing w:after=\"0\"/>".to_owned(), grey),
        (Style::Source, "Source", String::new(), spoken(source)),
        (Style::Target, "Translation", String::new(), spoken(target)),
        (Style::Remarks, "Remarks", String::new(), "<w:i/><w:iCs/>".to_owned()),
    ] {
        // Writing into a text can't fail.
        _ = write!(
            out,
            "<w:style w:type=\"paragraph\" w:styleId=\"{}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/>\
             <w:pPr>{paragraph}</w:pPr><w:rPr>{look}</w:rPr></w:style>",
            style.name()
        );
    }
    let lines: String = ["top", "left", "bottom", "right", "insideH", "insideV"]
        .map(|side| format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"BFBFBF\"/>"))
        .concat();
    _ = write!(
        out,
        "<w:style w:type=\"table\" w:styleId=\"{}\"><w:name w:val=\"Texts\"/><w:tblPr><w:tblBorders>{lines}</w:tblBorders>\
         <w:tblCellMar><w:top w:w=\"60\" w:type=\"dxa\"/><w:left w:w=\"100\" w:type=\"dxa\"/>\
         <w:bottom w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"100\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style></w:styles>",
        Style::Table.name()
    );
    out
}

fn spoken(lang: &Lang) -> String {
    format!("<w:lang w:val=\"{lang}\" w:eastAsia=\"{lang}\" w:bidi=\"{lang}\"/>")
}

/// What the document says of itself. `title` is XML.
pub(super) fn core(title: &str, lang: &Lang) -> String {
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{title}</dc:title><dc:language>{lang}</dc:language></cp:coreProperties>"
    )
}
