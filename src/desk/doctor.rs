//! Looks whether everything that sending needs is there: terminal, workspace, ledger, relay.

use std::path::Path;

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub what: &'static str,
    pub health: Health,
    pub detail: String,
    pub remedy: Option<String>,
}

/// How it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Health {
    Good,
    Remark,
    Bad,
    /// Not looked at, and why; never "good".
    NotChecked,
}

impl Finding {
    fn new(what: &'static str, health: Health, detail: impl Into<String>) -> Self {
        Self { what, health, detail: detail.into(), remedy: None }
    }

    fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }
}

/// Everything there is to say, in the order in which it is mended.
pub fn examine(_start: &Path) -> Vec<Finding> {
    vec![letters_of_the_terminal()]
}

fn letters_of_the_terminal() -> Finding {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty())
        .unwrap_or_default();
    let utf8 = locale.to_lowercase().replace('-', "").contains("utf8");
    if utf8 {
        Finding::new("Letters", Health::Good, format!("{locale}: ő å ø can be shown"))
    } else {
        Finding::new("Letters", Health::Remark, "the locale is not UTF-8: plain signs are used")
            .remedy("set LANG to en_GB.UTF-8 or a like one")
    }
}
