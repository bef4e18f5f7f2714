//! A part read in pieces that end where a row or a string begins, so that none is cut in two.

use super::{Error, limits};
use encoding_rs::{Encoding, UTF_8};
use memchr::memmem;
use std::io::Read;

/// How many bytes are inflated at a time.
const CHUNK: usize = 256 << 10;
/// The most bytes of one row or string.
const LONGEST: usize = 64 << 20;

/// The pieces of a part; reading them all also checks its checksum.
pub(super) struct Chunks<'a, R> {
    source: R,
    part: &'a str,
    mark: &'static [u8],
    buffer: Vec<u8>,
    used: usize,
    total: u64,
    ended: bool,
}

impl<'a, R: Read> Chunks<'a, R> {
    /// Reads a part in pieces that end before `mark` (such as `<row`), the last one where the part ends.
    pub(super) fn new(source: R, part: &'a str, mark: &'static [u8]) -> Result<Self, Error> {
        let buffer = Vec::with_capacity(2 * CHUNK);
        let mut chunks = Self { source, part, mark, buffer, used: 0, total: 0, ended: false };
        chunks.fill(CHUNK)?;
        let encoding = declared_encoding(&chunks.buffer);
        if encoding != UTF_8 {
            chunks.fill(LONGEST)?;
            chunks.buffer = encoding.decode(&chunks.buffer).0.into_owned().into_bytes();
        }
        Ok(chunks)
    }

    /// Returns the next piece; none when the part is read to its end.
    pub(super) fn next(&mut self) -> Result<Option<&[u8]>, Error> {
        self.buffer.drain(..self.used);
        self.used = 0;
        let mut goal = CHUNK;
        while self.used == 0 {
            self.fill(goal)?;
            if self.ended {
                self.used = self.buffer.len();
                break;
            }
            self.used = memmem::rfind(&self.buffer, self.mark).unwrap_or(0);
            goal *= 2;
            limits::check("bytes in one row", goal as u64, LONGEST as u64)?;
        }
        Ok(Some(&self.buffer[..self.used]).filter(|chunk| !chunk.is_empty()))
    }

    fn fill(&mut self, goal: usize) -> Result<(), Error> {
        let wanted = goal.saturating_sub(self.buffer.len());
        if self.ended || wanted == 0 {
            return Ok(());
        }
        let mut limited = self.source.by_ref().take(wanted as u64);
        let read = limited.read_to_end(&mut self.buffer);
        let read = read.map_err(|e| Error::Incomplete(format!("part `{}`: {e}", self.part)))?;
        self.ended = read < wanted;
        self.total += read as u64;
        limits::check("bytes in one part", self.total, limits::PART)
    }
}

/// Returns the encoding that the first bytes of an XML part declare.
fn declared_encoding(start: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(start) {
        return encoding;
    }
    let line = &start[..memchr::memchr(b'>', start).unwrap_or(0)];
    let label = memmem::find(line, b"encoding=").and_then(|at| {
        let value = line.get(at + 10..)?;
        value.split(|byte| matches!(byte, b'"' | b'\'')).next()
    });
    label.and_then(Encoding::for_label).unwrap_or(UTF_8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(xml: &[u8]) -> Vec<Vec<u8>> {
        let mut chunks = Chunks::new(xml, "test", b"<row").unwrap();
        let mut pieces = Vec::new();
        while let Some(piece) = chunks.next().unwrap() {
            pieces.push(piece.to_vec());
        }
        pieces
    }

    #[test]
    fn no_row_is_cut_in_two_and_no_byte_is_lost() {
        let row = format!("<row>{}</row>", "x".repeat(1000));
        let xml = format!("<sheetData>{}</sheetData>", row.repeat(1000));
        let pieces = pieces(xml.as_bytes());
        assert!(pieces.len() > 2);
        assert!(pieces[1..].iter().all(|piece| piece.starts_with(b"<row>")));
        assert_eq!(pieces.concat(), xml.as_bytes());
    }

    #[test]
    fn a_row_longer_than_a_piece_is_still_one_piece() {
        let xml = format!("<row>{}</row><row/>", "x".repeat(3 * CHUNK));
        assert_eq!(pieces(xml.as_bytes()).concat(), xml.as_bytes());
    }

    #[test]
    fn other_encodings_become_utf_8() {
        let xml = b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><row>\xe9</row>";
        let text = String::from_utf8(pieces(xml).concat()).unwrap();
        assert!(text.ends_with("<row>é</row>"));
    }
}
