//! What kind of file system a file lies on: some can't be trusted with a ledger.

use std::path::Path;

/// Numbers of Linux: `statfs(2)`.
#[cfg(target_os = "linux")]
mod magic {
    pub const OVER_A_NETWORK: &[(u64, &str)] = &[
        (0x6969, "NFS"),
        (0x517b, "SMB"),
        (0xff53_4d42, "CIFS"),
        (0xfe53_4d42, "SMB"),
        (0x6573_5546, "FUSE"),
        (0x0102_1997, "9P"),
        (0x5346_414f, "AFS"),
        (0x6b41_4653, "AFS"),
        (0x7375_7245, "Coda"),
        (0x00c3_6400, "Ceph"),
        (0x0bd0_0bd0, "Lustre"),
    ];
    /// FAT and exFAT number files anew with every mount.
    pub const NEW_INODES: &[u64] = &[0x4d44, 0x2011_bab0];
}

#[cfg(target_os = "linux")]
fn kind(path: &Path) -> Option<u64> {
    let read = rustix::fs::statfs(path).ok()?;
    // Some platforms give it with a sign.
    Some(u64::from(u32::try_from(read.f_type & 0xffff_ffff).ok()?))
}

/// The name of a file system that is shared with other machines, or made by a program: its locks do not hold for
/// everybody, and a ledger needs locks.
pub(super) fn shared(path: &Path) -> Option<&'static str> {
    #[cfg(target_os = "linux")]
    {
        shared_kind(kind(path)?)
    }
    #[cfg(not(target_os = "linux"))]
    {
        _ = path;
        None
    }
}

#[cfg(target_os = "linux")]
fn shared_kind(kind: u64) -> Option<&'static str> {
    magic::OVER_A_NETWORK.iter().find(|(number, _)| *number == kind).map(|(_, name)| *name)
}

/// Whether a file has the same number tomorrow.
pub(super) fn keeps_inodes(path: &Path) -> bool {
    #[cfg(target_os = "linux")]
    {
        kind(path).is_none_or(|kind| !magic::NEW_INODES.contains(&kind))
    }
    #[cfg(not(target_os = "linux"))]
    {
        _ = path;
        true
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn disks_of_networks_and_programs_are_told_from_those_of_this_machine() {
        // proc (0x9fa0) stands for any other.
        assert_eq!((shared(Path::new("/proc")), kind(Path::new("/proc"))), (None, Some(0x9fa0)));
        for (number, name) in [(0x6969, "NFS"), (0xff53_4d42, "CIFS"), (0x6573_5546, "FUSE")] {
            assert_eq!(shared_kind(number), Some(name));
        }
    }
}
