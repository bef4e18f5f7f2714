//! The container of older workbooks and of encrypted ones (OLE2, MS-CFB): what is in it, and whether its chains end.

use super::Error;

/// The smallest number that stands for no sector: end of chain, free, table.
const NO_SECTOR: u32 = 0xffff_fffa;
/// Streams shorter than this stand in the chain of small sectors.
const SMALL_STREAM: u64 = 4096;
/// The bytes of a directory entry.
const ENTRY: usize = 128;

/// What a container holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// A workbook of Excel 97 to 2003.
    Workbook,
    /// An encrypted workbook.
    Encrypted,
    /// Something else: a letter, a mail, an installer.
    Other,
}

/// Looks into a container and checks that every chain of sectors ends, as calamine follows them for ever.
pub(super) fn inspect(bytes: &[u8]) -> Result<Content, Error> {
    let cut_off = || Error::Incomplete("the file ends in the middle".to_owned());
    let large = u16_at(bytes, 30).ok_or_else(cut_off)? == 12;
    let sectors = Sectors { bytes, size: if large { 4096 } else { 512 } };
    let fat = sectors.allocation_table().ok_or_else(cut_off)?;
    let chain = |start: u32| follow(&fat, start);
    let start = |at| u32_at(bytes, at).ok_or_else(cut_off);
    let mut directory = Vec::new();
    for sector in chain(start(48)?)? {
        directory.extend_from_slice(sectors.get(sector).ok_or_else(cut_off)?);
    }
    let mut small_fat = Vec::new();
    for sector in chain(start(60)?)? {
        small_fat.extend(words(sectors.get(sector).ok_or_else(cut_off)?));
    }
    let mut content = Content::Other;
    for (at, entry) in directory.chunks_exact(ENTRY).enumerate() {
        let name = name(entry);
        match name.to_lowercase().as_str() {
            "encryptedpackage" => return Ok(Content::Encrypted),
            "workbook" | "book" => content = Content::Workbook,
            "" => continue,
            _ => {}
        }
        let (first, length) = (u32_at(entry, 116), u32_at(entry, 120));
        let (first, length) = (first.unwrap_or(NO_SECTOR), u64::from(length.unwrap_or(0)));
        if at == 0 || length >= SMALL_STREAM {
            chain(first)?;
        } else if length > 0 && !small_fat.is_empty() {
            follow(&small_fat, first)?;
        }
    }
    Ok(content)
}

struct Sectors<'a> {
    bytes: &'a [u8],
    size: usize,
}

impl<'a> Sectors<'a> {
    fn get(&self, sector: u32) -> Option<&'a [u8]> {
        let start = (sector as usize).checked_add(1)?.checked_mul(self.size)?;
        let end = self.bytes.len().min(start.checked_add(self.size)?);
        self.bytes.get(start..end)
    }

    /// Puts together the table that says of each sector which one comes next.
    fn allocation_table(&self) -> Option<Vec<u32>> {
        let mut parts: Vec<u32> = words(self.bytes.get(76..512)?).collect();
        let mut next = u32_at(self.bytes, 68)?;
        let mut left = self.bytes.len() / self.size + 1;
        while next < NO_SECTOR && left > 0 {
            parts.extend(words(self.get(next)?));
            next = parts.pop()?;
            left -= 1;
        }
        let mut table = Vec::new();
        for sector in parts.into_iter().filter(|sector| *sector < NO_SECTOR) {
            table.extend(words(self.get(sector)?));
        }
        Some(table)
    }
}

/// Returns the sectors of a chain; one that is longer than the table goes round.
fn follow(table: &[u32], start: u32) -> Result<Vec<u32>, Error> {
    let mut sectors = Vec::new();
    let mut sector = start;
    while sector < NO_SECTOR {
        if sectors.len() > table.len() {
            return Err(Error::damaged("xls", "a chain of sectors goes round"));
        }
        sectors.push(sector);
        let next = table.get(sector as usize);
        sector = *next.ok_or_else(|| Error::damaged("xls", "a chain of sectors leads nowhere"))?;
    }
    Ok(sectors)
}

fn name(entry: &[u8]) -> String {
    let units = entry[..64].chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    let units: Vec<u16> = units.take_while(|unit| *unit != 0).collect();
    String::from_utf16_lossy(&units)
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    bytes.chunks_exact(4).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2).map(|two| u16::from_le_bytes([two[0], two[1]]))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    words(bytes.get(at..at + 4)?).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_that_goes_round_is_an_error_and_no_endless_loop() {
        assert!(matches!(follow(&[1, 2, 0], 0), Err(Error::Damaged { .. })));
        assert!(matches!(follow(&[1, 9], 0), Err(Error::Damaged { .. })));
        assert_eq!(follow(&[1, 2, NO_SECTOR + 4], 0).unwrap(), [0, 1, 2]);
        assert!(follow(&[], NO_SECTOR + 4).unwrap().is_empty());
    }
}
