//! Who gives the orders: a colleague by name, or whoever the system knows.

use std::sync::OnceLock;

use crate::workspace::Workspace;

/// A process is used by one person.
static CALLED: OnceLock<String> = OnceLock::new();

/// What is written down of whoever gives the orders at this process: the name that they were introduced by, else that of
/// their account.
pub fn person() -> String {
    CALLED.get().cloned().unwrap_or_else(account)
}

/// Introduces whoever uses this process by `name`, if that is one, else as `[[team]]` calls the one with their account. The
/// first time counts.
pub fn introduce(workspace: Option<&Workspace>, name: Option<&str>) {
    let named = name.map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned);
    if let Some(name) = named.or_else(|| of_the_team(workspace?, &account())) {
        CALLED.get_or_init(|| name);
    }
}

fn of_the_team(workspace: &Workspace, account: &str) -> Option<String> {
    let team = workspace.settings().0?.team;
    team.into_iter().find(|one| one.login.as_deref() == Some(account)).map(|one| one.name)
}

/// The name that the system knows them by.
fn account() -> String {
    named(|name| std::env::var(name).ok(), || whoami::username().ok())
}

fn named(variable: impl Fn(&str) -> Option<String>, in_database: impl Fn() -> Option<String>) -> String {
    // A service has no such variable; its user has a name all the same, as a rule.
    let names = [variable("USER"), variable("LOGNAME")].into_iter().chain(std::iter::once_with(in_database));
    let nameless = || format!("user id {} (no name)", rustix::process::geteuid().as_raw());
    names.flatten().find(|name| !name.is_empty()).unwrap_or_else(nameless)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_gives_an_order_is_called_by_a_name_if_the_system_knows_one() {
        let name = |user: &str, logname: &str, database: Option<&str>| {
            let variable = |name: &str| Some(if name == "USER" { user } else { logname }.to_owned());
            named(variable, || database.map(str::to_owned))
        };
        assert_eq!(name("anna", "bence", Some("courant")), "anna");
        assert_eq!(name("", "bence", Some("courant")), "bence");
        assert_eq!(name("", "", Some("courant")), "courant");
        let nameless = name("", "", None);
        assert!(nameless.starts_with("user id ") && nameless.ends_with(" (no name)"), "{nameless}");
    }
}
