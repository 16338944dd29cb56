//! The pictures of a letter as bytes, by their path in the workspace: whoever reads disks hands them in.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::domain::prose::{Block, parse};
use crate::domain::settings::Settings;
use crate::domain::{Issue, Lang};

use super::measure::{Measured, Unusable, measure};

/// The emblem of the Union, where the workspace does not bring its own file of this name.
pub const EMBLEM: &str = "templates/images/eu-emblem.png";
const EMBLEM_BYTES: &[u8] = include_bytes!("../../templates/images/eu-emblem.png");

/// Path from the workspace's root (`issues/2018-06-summer/images/ward.jpg`) → bytes.
#[derive(Debug, Clone)]
pub struct Assets(BTreeMap<String, Asset>);

/// The bytes of a file. A picture is decoded when it is first asked for, not once for each language.
#[derive(Debug, Clone)]
pub struct Asset {
    pub bytes: Arc<[u8]>,
    measured: OnceLock<Result<Measured, Unusable>>,
}

impl Asset {
    fn new(bytes: Arc<[u8]>) -> Self {
        Self { bytes, measured: OnceLock::new() }
    }

    pub fn measured(&self) -> Result<Measured, Unusable> {
        *self.measured.get_or_init(|| measure(&self.bytes))
    }
}

impl Default for Assets {
    /// The emblem is there in any case.
    fn default() -> Self {
        Self(BTreeMap::from([(EMBLEM.to_owned(), Asset::new(EMBLEM_BYTES.into()))]))
    }
}

impl Assets {
    pub fn insert(&mut self, path: impl Into<String>, bytes: impl Into<Arc<[u8]>>) {
        self.0.insert(path.into(), Asset::new(bytes.into()));
    }

    pub fn get(&self, path: &str) -> Option<&Asset> {
        self.0.get(path)
    }
}

/// Every file that the letters of an issue show: logos, and the pictures in the text of all editions.
pub fn wanted_assets(settings: &Settings, issue: &Issue) -> Vec<String> {
    let mut wanted: Vec<String> = settings.look.logo.iter().cloned().collect();
    wanted.extend(settings.partners.iter().filter_map(|partner| partner.logo.clone()));
    for logo in settings.funding.iter().filter_map(|funding| funding.logo.as_ref()) {
        wanted.extend(logo.iter().map(|(_, path)| path.to_owned()));
    }
    wanted.push(EMBLEM.to_owned());
    for edition in issue.editions.values() {
        for section in &edition.sections {
            let (blocks, _) = parse(&section.markdown);
            wanted.extend(blocks.iter().filter_map(|block| match block {
                Block::Picture(picture) => Some(in_issue(issue, &picture.file)),
                _ => None,
            }));
        }
    }
    wanted.sort();
    wanted.dedup();
    wanted
}

/// The path of a picture that the text of an issue names.
pub fn in_issue(issue: &Issue, file: &str) -> String {
    format!("issues/{}/{file}", issue.id)
}

/// The logo of a programme: one for all, or the language's.
pub fn logo_for(logo: &crate::domain::Localized, lang: &Lang, source: &Lang) -> String {
    logo.get_or_source(lang, source).to_owned()
}
