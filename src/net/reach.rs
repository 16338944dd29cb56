//! Which machines may be spoken to.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A link in a letter must not make this program ask the printer next door, or the cloud's own service for passwords.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Only what every reader could reach.
    Public,
    /// Also machines nearby and this one: what `config.toml` names itself.
    Anywhere,
}

impl Reach {
    pub fn allows(self, address: IpAddr) -> bool {
        self == Self::Anywhere || is_public(address)
    }
}

fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(four) => is_public_four(four),
        IpAddr::V6(six) => match six.to_ipv4_mapped().or_else(|| within(six)) {
            Some(four) => is_public_four(four),
            None => {
                !(six.is_loopback()
                    || six.is_unspecified()
                    || six.is_multicast()
                    || six.is_unique_local()
                    || six.is_unicast_link_local())
            }
        },
    }
}

/// The address of the old kind behind a translator's (64:ff9b::/96, RFC 6052) or a tunnel's (2002::/16).
fn within(six: Ipv6Addr) -> Option<Ipv4Addr> {
    let octets = six.octets();
    if octets[..12] == [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0] {
        return Some(Ipv4Addr::new(octets[12], octets[13], octets[14], octets[15]));
    }
    (octets[..2] == [0x20, 0x02]).then(|| Ipv4Addr::new(octets[2], octets[3], octets[4], octets[5]))
}

fn is_public_four(four: Ipv4Addr) -> bool {
    let [first, second, ..] = four.octets();
    let shared = first == 100 && (64..128).contains(&second);
    let trials = first == 198 && (18..20).contains(&second);
    !(four.is_private()
        || four.is_loopback()
        || four.is_link_local()
        || four.is_broadcast()
        || four.is_multicast()
        || first == 0
        || first >= 240
        || shared
        || trials)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_nearby_is_known_in_every_way_that_it_can_be_written() {
        for (written, public) in [
            ("8.8.8.8", true),
            ("172.32.0.1", true),
            ("100.128.0.1", true),
            ("2001:4860::8888", true),
            ("127.0.0.1", false),
            ("127.9.9.9", false),
            ("10.1.2.3", false),
            ("172.16.0.1", false),
            ("192.168.1.1", false),
            ("169.254.169.254", false),
            ("100.64.0.1", false),
            ("0.0.0.0", false),
            ("0.1.2.3", false),
            ("224.0.0.1", false),
            ("255.255.255.255", false),
            ("240.0.0.1", false),
            ("::1", false),
            ("::", false),
            ("fe80::1", false),
            ("fd00::1", false),
            ("ff02::1", false),
            ("::ffff:127.0.0.1", false),
            ("::ffff:8.8.8.8", true),
            ("64:ff9b::a00:1", false),
            ("2002:7f00:1::", false),
        ] {
            let address: IpAddr = written.parse().expect("an address");
            assert_eq!(Reach::Public.allows(address), public, "{written}");
            assert!(Reach::Anywhere.allows(address));
        }
    }
}
