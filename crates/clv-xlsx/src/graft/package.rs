//! The zip container of the owner: its records found, read where need be, and copied as they stand.

use super::packing::Packed;
use super::refusal::damaged;
use super::{Refusal, Written};
use flate2::bufread::DeflateDecoder;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::Read;
use std::ops::Range;

/// The most bytes of a package.
const FILE: usize = 256 << 20;
/// The most entries of a package.
const ENTRIES: usize = 20_000;
/// The most bytes of a part that has to be understood, inflated.
const PART: u64 = 64 << 20;
/// The most bytes of all parts that have to be understood, inflated.
const TOTAL: u64 = 128 << 20;

/// Begins the record before a part.
pub(super) const LOCAL: &[u8; 4] = b"PK\x03\x04";
/// Begins a record of the directory.
pub(super) const CENTRAL: &[u8; 4] = b"PK\x01\x02";
const END: &[u8; 4] = b"PK\x05\x06";
/// The flag of names in UTF-8.
const UTF8_NAME: u16 = 1 << 11;

/// One entry of the container.
#[derive(Debug)]
pub(super) struct Entry {
    /// Its name as it stands in the container.
    pub(super) name: String,
    /// From its local header to the next record.
    record: Range<usize>,
    /// Its packed bytes.
    data: Range<usize>,
    /// Its record in the directory.
    central: Range<usize>,
    method: u16,
    is_encrypted: bool,
    crc: u32,
    size: u64,
}

/// A container whose directory is believable.
#[derive(Debug)]
pub(super) struct Package<'a> {
    bytes: &'a [u8],
    /// In the order of the directory.
    pub(super) entries: Vec<Entry>,
    by_name: BTreeMap<String, usize>,
    /// How many bytes stand before what the directory calls the first one.
    shift: usize,
    /// Where the end record begins.
    end: usize,
    inflated: Cell<u64>,
}

/// What becomes of an entry that is not copied as it stands.
#[derive(Debug)]
pub(super) enum Change {
    /// It gets other content.
    Replace(Packed),
    /// It is left out.
    Drop,
}

/// What is written other than it stands.
#[derive(Debug, Default)]
pub(super) struct Changes {
    /// By the index of the entry.
    pub(super) old: BTreeMap<usize, Change>,
    /// New parts, which follow the old ones.
    pub(super) new: Vec<(String, Packed)>,
}

impl<'a> Package<'a> {
    /// Reads the directory.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        if bytes.len() > FILE {
            return Err(Refusal::TooLarge("bytes in the file"));
        }
        let end = memchr::memmem::rfind(bytes, END).filter(|end| end + 22 <= bytes.len());
        let end = end.ok_or_else(|| damaged("the package", "it has no directory"))?;
        let (count, size, start) =
            (u16_at(bytes, end + 10), u32_at(bytes, end + 12), u32_at(bytes, end + 16));
        if count == 0xffff || size == u32::MAX || start == u32::MAX {
            return Err(Refusal::Unusual("a zip64 directory"));
        }
        if u16_at(bytes, end + 4) != 0 || u16_at(bytes, end + 8) != count {
            return Err(Refusal::Unusual("a package in several volumes"));
        }
        let shift = end.checked_sub(size as usize + start as usize);
        let shift = shift.ok_or_else(|| damaged("the package", "its directory is cut off"))?;
        if usize::from(count) > ENTRIES {
            return Err(Refusal::TooLarge("parts"));
        }
        let mut package = Self {
            bytes,
            entries: Vec::with_capacity(usize::from(count)),
            by_name: BTreeMap::new(),
            shift,
            end,
            inflated: Cell::new(0),
        };
        package.read_directory(start as usize + shift, usize::from(count))?;
        package.bound_records(start as usize + shift)?;
        Ok(package)
    }

    fn read_directory(&mut self, mut at: usize, count: usize) -> Result<(), Refusal> {
        let bytes = self.bytes;
        for _ in 0..count {
            if at + 46 > self.end || &bytes[at..at + 4] != CENTRAL {
                return Err(damaged("the package", "its directory is damaged"));
            }
            let lengths = [28, 30, 32].map(|field| usize::from(u16_at(bytes, at + field)));
            let after = at + 46 + lengths.iter().sum::<usize>();
            if after > self.end {
                return Err(damaged("the package", "its directory is cut off"));
            }
            let (packed, size) = (u32_at(bytes, at + 20), u32_at(bytes, at + 24));
            let offset = u32_at(bytes, at + 42);
            if [packed, size, offset].contains(&u32::MAX) {
                return Err(Refusal::Unusual("a zip64 record"));
            }
            let name = &bytes[at + 46..at + 46 + lengths[0]];
            let start = offset as usize + self.shift;
            let flags = u16_at(bytes, at + 8);
            self.entries.push(Entry {
                name: String::from_utf8_lossy(name).into_owned(),
                record: start..start,
                data: 0..packed as usize,
                central: at..after,
                method: u16_at(bytes, at + 10),
                is_encrypted: flags & 1 != 0,
                crc: u32_at(bytes, at + 16),
                size: u64::from(size),
            });
            at = after;
        }
        if at != self.end {
            return Err(Refusal::Unusual("bytes between the directory and its end"));
        }
        for (index, entry) in self.entries.iter().enumerate() {
            if entry.name.contains('\0') {
                return Err(damaged("the package", "a part has an impossible name"));
            }
            if entry.name.ends_with(['/', '\\']) {
                continue;
            }
            if self.by_name.insert(folded(&entry.name), index).is_some() {
                return Err(damaged("the package", "two parts have the same name"));
            }
        }
        Ok(())
    }

    /// Finds where each record ends: where the next one begins.
    fn bound_records(&mut self, directory: usize) -> Result<(), Refusal> {
        let mut starts: Vec<usize> = self.entries.iter().map(|entry| entry.record.start).collect();
        starts.sort_unstable();
        let wrong = || damaged("the package", "its records overlap or are cut off");
        if starts.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(wrong());
        }
        starts.push(directory);
        for entry in &mut self.entries {
            let start = entry.record.start;
            let next =
                starts[starts.partition_point(|other| *other <= start).min(starts.len() - 1)];
            if next > directory || start + 30 > next || &self.bytes[start..start + 4] != LOCAL {
                return Err(wrong());
            }
            let lengths = [26, 28].map(|field| usize::from(u16_at(self.bytes, start + field)));
            let data = start + 30 + lengths[0] + lengths[1];
            entry.record = start..next;
            entry.data = data..data + entry.data.end;
            if entry.data.end > next {
                return Err(wrong());
            }
        }
        Ok(())
    }

    /// Returns the index of a part; upper and lower case, slashes and a slash in front make no difference.
    pub(super) fn find(&self, part: &str) -> Option<usize> {
        self.by_name.get(&folded(part)).copied()
    }

    /// Returns the names of all parts, as [`folded`] writes them.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }

    /// Inflates a part as a stream, whatever its size; the reader's end checks nothing.
    pub(super) fn stream(&self, index: usize) -> Result<Box<dyn Read + '_>, Refusal> {
        let entry = &self.entries[index];
        let data = &self.bytes[entry.data.clone()];
        match entry.method {
            _ if entry.is_encrypted => Err(Refusal::Password),
            0 => Ok(Box::new(data)),
            8 => Ok(Box::new(DeflateDecoder::new(data))),
            _ => {
                Err(Refusal::Unusual("a kind of compression that spreadsheet programs do not use"))
            }
        }
    }

    /// Returns how many bytes a part says that it inflates to.
    pub(super) fn size(&self, index: usize) -> u64 {
        self.entries[index].size
    }

    /// Inflates a part that has to be understood, and checks it against its checksum.
    pub(super) fn read(&self, index: usize) -> Result<Vec<u8>, Refusal> {
        let entry = &self.entries[index];
        let most = PART.min(TOTAL - self.inflated.get());
        let mut bytes = Vec::new();
        let read = self.stream(index)?.take(most + 1).read_to_end(&mut bytes);
        if read.is_err() {
            return Err(damaged(&entry.name, "it cannot be inflated"));
        }
        let length = bytes.len() as u64;
        if length > most {
            return Err(Refusal::TooLarge("bytes in the parts that say how the workbook is made"));
        }
        self.inflated.set(self.inflated.get() + length);
        if crc32fast::hash(&bytes) != entry.crc {
            return Err(damaged(&entry.name, "its checksum is wrong"));
        }
        Ok(bytes)
    }

    /// Returns whether a part has these packed bytes already.
    pub(super) fn is_packed_as(&self, index: usize, packed: &Packed) -> bool {
        let entry = &self.entries[index];
        entry.method == 8 && entry.crc == packed.crc && packed.is(&self.bytes[entry.data.clone()])
    }

    /// Returns all of it.
    pub(super) fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// Returns the checksum of a part.
    pub(super) fn crc(&self, index: usize) -> u32 {
        self.entries[index].crc
    }

    /// Writes the container: what is not changed bit for bit as it stands, in the same order.
    pub(super) fn write(&self, mut changes: Changes) -> Result<Written<'a>, Refusal> {
        let mut out = Written::default();
        let mut offsets = vec![None; self.entries.len()];
        let mut order: Vec<usize> = (0..self.entries.len()).collect();
        order.sort_unstable_by_key(|index| self.entries[*index].record.start);
        let first = order.first().map_or(self.shift, |index| self.entries[*index].record.start);
        out.keep(&self.bytes[..first]);
        for index in order {
            let entry = &self.entries[index];
            let offset = out.len();
            match changes.old.get_mut(&index) {
                None => out.keep(&self.bytes[entry.record.clone()]),
                Some(Change::Drop) => continue,
                Some(Change::Replace(packed)) => {
                    packed.write_record(self.raw_name(entry), self.name_flag(entry), &mut out);
                }
            }
            offsets[index] = Some(offset);
        }
        let mut new_offsets = Vec::with_capacity(changes.new.len());
        for (name, packed) in &mut changes.new {
            new_offsets.push(out.len());
            packed.write_record(name.as_bytes(), flag_of(name), &mut out);
        }
        let mut directory = Vec::new();
        let mut count = 0u32;
        for (index, offset) in offsets.into_iter().enumerate() {
            let Some(offset) = offset else { continue };
            let (entry, offset) = (&self.entries[index], self.offset(offset)?);
            count += 1;
            if let Some(Change::Replace(packed)) = changes.old.get(&index) {
                let (name, flag) = (self.raw_name(entry), self.name_flag(entry));
                packed.write_central(name, flag, offset, &mut directory);
            } else {
                let start = directory.len();
                directory.extend_from_slice(&self.bytes[entry.central.clone()]);
                directory[start + 42..start + 46].copy_from_slice(&offset.to_le_bytes());
            }
        }
        for ((name, packed), offset) in changes.new.iter().zip(new_offsets) {
            count += 1;
            let offset = self.offset(offset)?;
            packed.write_central(name.as_bytes(), flag_of(name), offset, &mut directory);
        }
        self.write_end(out.len(), count, &mut directory)?;
        out.add(directory);
        Ok(out)
    }

    /// Ends the directory, which begins at a place in the file.
    fn write_end(&self, start: usize, count: u32, out: &mut Vec<u8>) -> Result<(), Refusal> {
        let size = self.offset(out.len() + self.shift)?;
        let start = self.offset(start)?;
        let count = u16::try_from(count).ok().filter(|count| *count != u16::MAX);
        let count = count.ok_or(Refusal::TooLarge("parts"))?;
        out.extend_from_slice(&self.bytes[self.end..self.end + 8]);
        out.extend_from_slice(&count.to_le_bytes());
        out.extend_from_slice(&count.to_le_bytes());
        out.extend_from_slice(&size.to_le_bytes());
        out.extend_from_slice(&start.to_le_bytes());
        out.extend_from_slice(&self.bytes[self.end + 20..]);
        Ok(())
    }

    /// Returns a place in the file as the directory counts it.
    fn offset(&self, at: usize) -> Result<u32, Refusal> {
        u32::try_from(at - self.shift).map_err(|_| Refusal::TooLarge("bytes in the file"))
    }

    fn raw_name(&self, entry: &Entry) -> &'a [u8] {
        let start = entry.central.start + 46;
        let length = usize::from(u16_at(self.bytes, entry.central.start + 28));
        &self.bytes[start..start + length]
    }

    fn name_flag(&self, entry: &Entry) -> u16 {
        u16_at(self.bytes, entry.central.start + 8) & UTF8_NAME
    }
}

/// Returns a name as names are compared.
pub(super) fn folded(name: &str) -> String {
    name.trim_start_matches(['/', '\\']).replace('\\', "/").to_lowercase()
}

fn flag_of(name: &str) -> u16 {
    if name.is_ascii() { 0 } else { UTF8_NAME }
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}
