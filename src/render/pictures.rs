//! The pictures that travel with a letter: measured, named, and referred to as `cid:`.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::assets::Assets;
use super::measure::Measured;
use crate::domain::{InlinePicture, Place, Problem};
use crate::locale::say;

const KB: usize = 1000;

/// Pixels of a picture that nobody has looked at.
const OUTLINE: (usize, usize) = (1200, 800);

/// Collects the pictures of one letter; each file travels once.
#[derive(Debug)]
pub struct Pictures<'a> {
    assets: &'a Assets,
    /// The domain behind the `@` of a Content-ID (RFC 2392).
    domain: &'a str,
    outlined: bool,
    known: BTreeMap<String, Option<Shown>>,
    parts: Vec<InlinePicture>,
    pub problems: Vec<Problem>,
}

/// A picture as the letter shows it.
#[derive(Debug, Clone)]
pub struct Shown {
    pub src: String,
    /// Pixels of the file.
    natural: (usize, usize),
    /// Pixels on the page.
    pub width: usize,
    pub height: usize,
}

impl Shown {
    /// The same picture at most so wide and so high; files are drawn for twice the pixels they fill, and are
    /// never blown up.
    fn within(mut self, width: usize, height: usize) -> Self {
        let (natural_width, natural_height) = (self.natural.0.max(1), self.natural.1.max(1));
        self.width = width.min(natural_width).min(height * natural_width / natural_height).max(1);
        self.height = (self.width * natural_height / natural_width).max(1);
        self
    }

    /// For a template.
    pub fn to_json(&self, alt: &str) -> Value {
        json!({ "src": self.src, "width": self.width, "height": self.height, "alt": alt })
    }
}

impl<'a> Pictures<'a> {
    pub fn new(assets: &'a Assets, domain: &'a str) -> Self {
        let (known, parts, problems) = (BTreeMap::new(), Vec::new(), Vec::new());
        Self { assets, domain, outlined: false, known, parts, problems }
    }

    /// No file is opened: each picture has its place, as large as it may become.
    pub fn outlined(assets: &'a Assets) -> Self {
        Self { outlined: true, ..Self::new(assets, "") }
    }

    /// The picture at `path`, within so many pixels. `place` is where it is asked for; a picture that can't
    /// be used is a problem once.
    pub fn show(&mut self, path: &str, width: usize, height: usize, place: &Place) -> Option<Shown> {
        if !self.known.contains_key(path) {
            let shown = self.read(path, place);
            self.known.insert(path.to_owned(), shown);
        }
        self.known.get(path).cloned().flatten().map(|shown| shown.within(width, height))
    }

    fn read(&mut self, path: &str, place: &Place) -> Option<Shown> {
        if self.outlined {
            let (width, height) = OUTLINE;
            return Some(Shown { src: String::new(), natural: OUTLINE, width, height });
        }
        let Some(asset) = self.assets.get(path) else {
            // What the text of an issue names is looked for, and missed, when the issue is read.
            if !path.starts_with("issues/") {
                let what = say!("IMG002-missing", picture = path);
                let problem = Problem::must("IMG002", place.clone(), what);
                self.problems.push(problem.remedy(say!("IMG002-missing-remedy")));
            }
            return None;
        };
        let bytes = asset.bytes.clone();
        let Measured { mime, ending, width, height } = match asset.measured() {
            Ok(measured) => measured,
            Err(fault) => {
                // The file is what must be mended, and it is the same for all languages.
                let problem = Problem::must("IMG002", Place::file(path), fault.what(path));
                self.problems.push(problem.remedy(fault.remedy()));
                return None;
            }
        };
        let cid = format!("{}-{:08x}", stem(path), hash(&bytes));
        let shown =
            Shown { src: format!("cid:{cid}@{}", self.domain), natural: (width, height), width, height };
        if !self.parts.iter().any(|part| part.cid == cid) {
            let file_name = format!("{}.{ending}", stem(path));
            self.parts.push(InlinePicture { cid, file_name, mime: mime.to_owned(), bytes });
        }
        Some(shown)
    }

    /// The parts, and whether they are too heavy together.
    pub fn finish(mut self, letter: Place) -> (Vec<InlinePicture>, Vec<Problem>) {
        let bytes: usize = self.parts.iter().map(|part| part.bytes.len()).sum();
        let what = say!("IMG002-heavy", size = bytes / KB);
        let remedy = say!("MIM003-large-remedy");
        if bytes > 1000 * KB {
            self.problems.push(
                Problem::must("IMG002", letter, what).because(say!("IMG002-too-heavy-why")).remedy(remedy),
            );
        } else if bytes > 300 * KB {
            self.problems.push(
                Problem::should("IMG002", letter, what).because(say!("IMG002-heavy-why")).remedy(remedy),
            );
        }
        (self.parts, self.problems)
    }
}

/// The file's name as letters, digits and hyphens.
fn stem(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let plain: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' })
        .take(40)
        .collect();
    if plain.chars().all(|c| c == '-') { "picture".to_owned() } else { plain }
}

/// FNV-1a: names differ when bytes do; nothing depends on it being hard to forge.
fn hash(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |hash, &byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A PNG of this size, made to weigh so much by a comment.
    fn png(width: u32, height: u32, weight: usize) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, width, height);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.add_text_chunk("Comment".into(), "x".repeat(weight)).expect("a comment");
        let mut writer = encoder.write_header().expect("a header");
        let rows = vec![0; usize::try_from(width * height).expect("a size")];
        writer.write_image_data(&rows).expect("the rows");
        drop(writer);
        bytes
    }

    fn shown(files: &[(&str, Vec<u8>)]) -> (Vec<Option<Shown>>, Vec<InlinePicture>, Vec<Problem>) {
        let mut assets = Assets::default();
        for (path, bytes) in files {
            assets.insert(*path, bytes.clone());
        }
        let mut pictures = Pictures::new(&assets, "example.eu");
        let place = Place::file("en.md");
        let shown = files.iter().map(|(path, _)| pictures.show(path, 520, 800, &place)).collect();
        let (parts, problems) = pictures.finish(place);
        (shown, parts, problems)
    }

    #[test]
    fn a_picture_fills_half_its_pixels_or_the_column_and_is_never_blown_up() {
        let table = [
            ((1040, 600), (520, 300)),
            ((200, 100), (200, 100)),
            ((100, 4000), (20, 800)),
            ((9000, 1), (520, 1)),
        ];
        for ((width, height), expected) in table {
            let (found, parts, problems) = shown(&[("images/a.png", png(width, height, 0))]);
            let found = found[0].as_ref().expect("a picture");
            assert_eq!((found.width, found.height), expected);
            assert_eq!(found.src, format!("cid:{}@example.eu", parts[0].cid));
            assert_eq!((parts[0].mime.as_str(), parts[0].file_name.as_str()), ("image/png", "a.png"));
            assert_eq!(problems, []);
        }
    }

    #[test]
    fn what_is_no_picture_is_named() {
        let table: &[(&[u8], &str)] = &[
            (b"no picture at all", "no picture that every mail program"),
            (b"RIFF\x24\0\0\0WEBPVP8 ", "no picture that every mail program"),
            (&png(300, 200, 0)[..120], "damaged"),
            (b"", "no picture"),
        ];
        for (bytes, said) in table {
            let (found, parts, problems) = shown(&[("images/a.png", bytes.to_vec())]);
            assert!(found[0].is_none() && parts.is_empty());
            assert!(problems[0].blocks() && problems[0].what.contains(said), "{:?}", problems[0]);
            assert_eq!(problems[0].place, Place::file("images/a.png"), "the file, for all languages at once");
        }
        let assets = Assets::default();
        let mut pictures = Pictures::new(&assets, "example.eu");
        assert!(pictures.show("images/none.png", 9, 9, &Place::default()).is_none());
        assert!(pictures.problems[0].what.contains("is not there"));
    }

    #[test]
    fn weight_warns_before_it_stops_and_one_file_travels_once() {
        let weight = |one: usize, other: usize| {
            let (_, parts, problems) =
                shown(&[("a.png", png(9, 9, one)), ("b.png", png(8, 8, other)), ("a.png", png(9, 9, one))]);
            (parts.len(), problems.iter().map(Problem::blocks).collect::<Vec<_>>())
        };
        assert_eq!(weight(140_000, 150_000), (2, vec![]));
        assert_eq!(weight(140_000, 170_000), (2, vec![false]));
        assert_eq!(weight(600_000, 500_000), (2, vec![true]));
    }
}
