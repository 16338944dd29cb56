//! One file that holds many: a tar archive (POSIX.1-2001), so that any machine can look into it.

use std::io::{self, Read, Write};

use aws_lc_rs::digest::{Context, SHA256};

const BLOCK: usize = 512;
/// The longest name that a plain header holds.
const NAME: usize = 100;
/// The largest size that one holds: eleven octal digits.
const SIZE: u64 = 0o777_7777_7777;

/// Why it can't be read.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    #[error("{0}")]
    Io(#[from] io::Error),
    #[error("it is no backup of this program, or was cut off or changed")]
    Damaged,
}

/// Puts files in, one after the other.
#[derive(Debug)]
pub struct ArchiveWriter<W>(W);

impl<W: Write> ArchiveWriter<W> {
    pub fn new(out: W) -> Self {
        Self(out)
    }

    /// Puts in `length` octets of `from` under the name `path`; gives their SHA-256 in hexadecimal digits. An error if
    /// there are fewer.
    pub fn file(&mut self, path: &str, mode: u32, length: u64, from: &mut dyn Read) -> io::Result<String> {
        if path.len() > NAME || length > SIZE {
            let records = [record("path", path), record("size", &length.to_string())].concat();
            let size = records.len();
            self.0.write_all(&header("@", 0o600, u64::try_from(size).unwrap_or(0), b'x'))?;
            self.0.write_all(records.as_bytes())?;
            self.0.write_all(&vec![0; padding(size)])?;
        }
        self.0.write_all(&header(path, mode, length.min(SIZE), b'0'))?;
        let mut from = Hashing { from: from.take(length), hash: Context::new(&SHA256) };
        let copied = io::copy(&mut from, &mut self.0)?;
        if copied != length {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, format!("{path} became shorter")));
        }
        self.0.write_all(&vec![0; padding(usize::try_from(length % 512).unwrap_or(0))])?;
        Ok(from.digits())
    }

    pub fn finish(mut self) -> io::Result<W> {
        self.0.write_all(&[0; 2 * BLOCK])?;
        Ok(self.0)
    }
}

fn padding(size: usize) -> usize {
    size.next_multiple_of(BLOCK) - size
}

/// `17 path=some/file\n`: the number counts itself.
fn record(key: &str, value: &str) -> String {
    let rest = format!(" {key}={value}\n");
    let mut length = rest.len();
    while length != rest.len() + length.to_string().len() {
        length = rest.len() + length.to_string().len();
    }
    format!("{length}{rest}")
}

fn header(path: &str, mode: u32, size: u64, kind: u8) -> [u8; BLOCK] {
    let mut block = [0; BLOCK];
    let mut put = |at: usize, text: &[u8]| block[at..at + text.len()].copy_from_slice(text);
    put(0, &path.as_bytes()[..path.len().min(NAME)]);
    put(100, format!("{mode:07o}\0").as_bytes());
    put(108, b"0000000\0");
    put(116, b"0000000\0");
    put(124, format!("{size:011o}\0").as_bytes());
    put(136, b"00000000000\0");
    put(148, b"        ");
    put(156, &[kind]);
    put(257, b"ustar\x0000");
    let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
    block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    block
}

/// What stands before a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub path: String,
    pub mode: u32,
    pub size: u64,
}

/// Takes files out, in the order in which they were put in.
#[derive(Debug)]
pub struct ArchiveReader<R> {
    from: R,
    /// Octets of the present file, and of what fills its last block, that were not read.
    left: u64,
    fill: u64,
}

impl<R: Read> ArchiveReader<R> {
    pub fn new(from: R) -> Self {
        Self { from, left: 0, fill: 0 }
    }

    /// The next file, of which nothing has been read; none at the end.
    pub fn next_file(&mut self) -> Result<Option<Entry>, ArchiveError> {
        let (mut path, mut size) = (None, None);
        loop {
            self.skip()?;
            let mut block = [0; BLOCK];
            self.from.read_exact(&mut block).map_err(cut_off)?;
            if block.iter().all(|byte| *byte == 0) {
                return Ok(None);
            }
            let entry = read_header(&block).ok_or(ArchiveError::Damaged)?;
            self.set(entry.size);
            match block[156] {
                b'x' if entry.size < 1 << 20 => {
                    let mut records = Vec::new();
                    self.contents().read_to_end(&mut records).map_err(cut_off)?;
                    path = value(&records, "path");
                    size = value(&records, "size").and_then(|size| size.parse().ok());
                }
                b'0' | 0 => {
                    let entry = Entry {
                        path: path.unwrap_or(entry.path),
                        size: size.unwrap_or(entry.size),
                        mode: entry.mode,
                    };
                    self.set(entry.size);
                    return Ok(Some(entry));
                }
                _ => return Err(ArchiveError::Damaged),
            }
        }
    }

    /// Copies the present file to `to`; gives its SHA-256 in hexadecimal digits.
    pub fn copy(&mut self, to: &mut dyn Write) -> Result<String, ArchiveError> {
        let expected = self.left;
        let mut contents = Hashing { from: self.contents(), hash: Context::new(&SHA256) };
        let copied = io::copy(&mut contents, to)?;
        let digits = contents.digits();
        if copied == expected { Ok(digits) } else { Err(ArchiveError::Damaged) }
    }

    fn set(&mut self, size: u64) {
        self.left = size;
        self.fill = (512 - size % 512) % 512;
    }

    fn contents(&mut self) -> impl Read {
        let left = std::mem::take(&mut self.left);
        (&mut self.from).take(left)
    }

    fn skip(&mut self) -> Result<(), ArchiveError> {
        let all = std::mem::take(&mut self.left) + std::mem::take(&mut self.fill);
        let skipped = io::copy(&mut (&mut self.from).take(all), &mut io::sink())?;
        if skipped == all { Ok(()) } else { Err(ArchiveError::Damaged) }
    }
}

fn cut_off(error: io::Error) -> ArchiveError {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => ArchiveError::Damaged,
        _ => error.into(),
    }
}

fn read_header(block: &[u8; BLOCK]) -> Option<Entry> {
    let octal = |at: usize, length: usize| {
        let text = std::str::from_utf8(&block[at..at + length]).ok()?;
        u64::from_str_radix(text.trim_matches(['\0', ' ']), 8).ok()
    };
    let sum: u64 = block[..148].iter().chain(&block[156..]).map(|byte| u64::from(*byte)).sum();
    if octal(148, 8)? != sum + 8 * 32 {
        return None;
    }
    let name = block[..NAME].split(|byte| *byte == 0).next()?;
    // A long one is cut off anywhere; it stands in a record of its own.
    let path = String::from_utf8_lossy(name).into_owned();
    Some(Entry { path, mode: u32::try_from(octal(100, 8)?).ok()?, size: octal(124, 12)? })
}

fn value(records: &[u8], key: &str) -> Option<String> {
    let text = std::str::from_utf8(records).ok()?;
    let found = text.lines().filter_map(|line| line.split_once(' ')?.1.split_once('='));
    found.filter(|(name, _)| *name == key).map(|(_, value)| value.to_owned()).next_back()
}

struct Hashing<R> {
    from: R,
    hash: Context,
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(into)?;
        self.hash.update(&into[..read]);
        Ok(read)
    }
}

impl<R> Hashing<R> {
    fn digits(self) -> String {
        self.hash.finish().as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn packed(files: &[(String, Vec<u8>)]) -> (Vec<u8>, Vec<String>) {
        let mut archive = ArchiveWriter::new(Vec::new());
        let sums = files.iter().map(|(path, bytes)| {
            archive.file(path, 0o640, bytes.len() as u64, &mut bytes.as_slice()).unwrap()
        });
        let sums = sums.collect();
        (archive.finish().unwrap(), sums)
    }

    proptest! {
        #[test]
        fn what_is_put_in_comes_out(files in proptest::collection::vec(
            ("[a-zé/=0-9]{1,140}", proptest::collection::vec(any::<u8>(), 0..1500)), 0..6,
        )) {
            let (bytes, sums) = packed(&files);
            let mut reader = ArchiveReader::new(bytes.as_slice());
            for ((path, contents), sum) in files.iter().zip(&sums) {
                let entry = reader.next_file().unwrap().unwrap();
                prop_assert_eq!((&entry.path, entry.mode, entry.size), (path, 0o640, contents.len() as u64));
                let mut out = Vec::new();
                prop_assert_eq!(&reader.copy(&mut out).unwrap(), sum);
                prop_assert_eq!(&out, contents);
            }
            prop_assert!(reader.next_file().unwrap().is_none());
        }

        #[test]
        fn what_is_cut_off_is_never_taken_for_whole(cut in 0_usize..3000) {
            let (bytes, _) = packed(&[("a".to_owned(), vec![7; 700]), ("b".repeat(120), vec![8; 10])]);
            let cut = cut.min(bytes.len() - 1024);
            let mut reader = ArchiveReader::new(&bytes[..cut]);
            let read = loop {
                match reader.next_file() {
                    Ok(Some(_)) => if let Err(error) = reader.copy(&mut Vec::new()) { break Err(error) },
                    Ok(None) => break Ok(()),
                    Err(error) => break Err(error),
                }
            };
            prop_assert!(read.is_err());
        }
    }
}
