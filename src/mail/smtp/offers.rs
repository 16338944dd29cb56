//! What a server offers in its answer to EHLO (RFC 5321 4.1.1.1).

/// The extensions that matter here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Offers {
    /// RFC 2920.
    pub pipelining: bool,
    /// RFC 1870: the largest letter in octets; 0 where the server names none.
    pub size: Option<u64>,
    /// RFC 6531.
    pub smtputf8: bool,
    /// RFC 3207.
    pub starttls: bool,
    /// RFC 3030.
    pub chunking: bool,
    pub auth_plain: bool,
    pub auth_login: bool,
    pub auth_xoauth2: bool,
}

impl Offers {
    /// Reads the lines of the answer; the first is the server's name.
    pub fn parse(lines: &[u8]) -> Self {
        let mut offers = Self::default();
        for line in lines.split(|byte| *byte == b'\n').skip(1) {
            offers.add(&String::from_utf8_lossy(line));
        }
        offers
    }

    fn add(&mut self, line: &str) {
        // "AUTH=LOGIN PLAIN" is how servers of the nineties write it, and some still do.
        let line = line.trim().to_ascii_uppercase().replacen("AUTH=", "AUTH ", 1);
        let mut words = line.split_ascii_whitespace();
        match words.next() {
            Some("PIPELINING") => self.pipelining = true,
            Some("SIZE") => self.size = Some(words.next().and_then(|n| n.parse().ok()).unwrap_or(0)),
            Some("SMTPUTF8") => self.smtputf8 = true,
            Some("STARTTLS") => self.starttls = true,
            Some("CHUNKING") => self.chunking = true,
            Some("AUTH") => {
                for mechanism in words {
                    self.auth_plain |= mechanism == "PLAIN";
                    self.auth_login |= mechanism == "LOGIN";
                    self.auth_xoauth2 |= mechanism == "XOAUTH2";
                }
            }
            _ => {}
        }
    }

    /// Whether a letter of `octets` is more than the server takes.
    pub fn too_big(&self, octets: usize) -> Option<u64> {
        self.size.filter(|&limit| limit > 0 && octets as u64 > limit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_read_in_any_case_and_unknown_ones_are_left() {
        let said =
            b"mail.example.eu\npipelining\nSIZE 1000\nAUTH=login\nAuth PLAIN XOAUTH2\nstarttls\nXYZZY 1";
        let offers = Offers::parse(said);
        assert!(offers.pipelining && offers.starttls && offers.auth_plain && offers.auth_login);
        assert!(offers.auth_xoauth2);
        assert!(!offers.smtputf8 && !offers.chunking);
        assert_eq!(offers.too_big(1001), Some(1000));
        assert_eq!(offers.too_big(1000), None);
    }

    #[test]
    fn the_server_s_own_name_is_no_offer() {
        assert_eq!(Offers::parse(b"STARTTLS"), Offers::default());
    }

    #[test]
    fn a_size_without_a_number_is_no_limit() {
        assert_eq!(Offers::parse(b"x\nSIZE").too_big(usize::MAX), None);
    }
}
