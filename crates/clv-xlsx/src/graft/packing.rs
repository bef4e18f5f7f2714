//! Parts as they are packed for a container, and the records that stand before them and in its directory.

use super::Refusal;
use super::package::{CENTRAL, LOCAL};
use super::written::{Written, are};
use clv_core::parallel;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use std::cell::Cell;
use std::io::Write;
use std::panic::resume_unwind;
use std::sync::mpsc::sync_channel;
use std::thread::scope;

/// Beyond so many bytes a part is packed by a thread of its own.
const WORTH_A_THREAD: u64 = 256 << 10;
/// How well parts are packed. The quickest level takes hardly less time, and an eighth more room on disk and in memory.
const LEVEL: Compression = Compression::new(2);
/// How many pieces may wait to be packed.
const MOST_WAITING: usize = 4;
/// 1980-01-01, the earliest day that a zip file knows: the same input gives the same bytes.
const DAY: u16 = 0x21;

/// The packed bytes of a part that is written anew.
#[derive(Debug)]
pub(super) struct Packed {
    pub(super) crc: u32,
    size: u32,
    /// How many packed bytes there are.
    length: u32,
    /// In pieces, one after another.
    data: Vec<Vec<u8>>,
}

impl Packed {
    /// Packs what the work writes, about so many bytes; of a larger part while the work goes on.
    pub(super) fn while_written<T>(
        about: u64,
        work: impl FnOnce(&mut dyn FnMut(&[u8])) -> Result<T, Refusal>,
    ) -> Result<(T, Self), Refusal> {
        let mut packer = Packer::new();
        if about <= WORTH_A_THREAD {
            let done = work(&mut |piece| packer.write(piece))?;
            return Ok((done, packer.finish()?));
        }
        let (sender, pieces) = sync_channel::<Vec<u8>>(MOST_WAITING);
        scope(|scope| {
            let packing = scope.spawn(move || {
                for piece in pieces {
                    packer.write(&piece);
                }
                packer.finish()
            });
            // It ends before the work only by a fault of its own, which is passed on below.
            let done = work(&mut |piece| sender.send(piece.to_vec()).unwrap_or_default());
            drop(sender);
            let packed = packing.join().unwrap_or_else(|fault| resume_unwind(fault));
            Ok((done?, packed?))
        })
    }

    /// Packs a part that is written in pieces, by all processors; the same pieces give the same bytes.
    pub(super) fn in_pieces(
        n_pieces: usize,
        write: impl Fn(usize, &mut Vec<u8>) + Sync,
    ) -> Result<Self, Refusal> {
        let places: Vec<usize> = (0..n_pieces).collect();
        let pieces = parallel::map(&places, |&at| {
            let mut content = Vec::new();
            write(at, &mut content);
            let mut packer = Packer::new();
            packer.write(&content);
            packer.into_piece(at + 1 == n_pieces)
        });
        let mut crc = crc32fast::Hasher::new();
        let mut size = 0;
        for piece in &pieces {
            crc.combine(&piece.crc);
            size += piece.size;
        }
        Self::new(crc, size, pieces.into_iter().map(|piece| piece.data).collect())
    }

    fn new(crc: crc32fast::Hasher, size: u64, data: Vec<Vec<u8>>) -> Result<Self, Refusal> {
        let length = data.iter().map(|piece| piece.len() as u64).sum();
        Ok(Self { crc: crc.finalize(), size: checked(size)?, length: checked(length)?, data })
    }

    /// Returns whether these are the packed bytes.
    pub(super) fn is(&self, bytes: &[u8]) -> bool {
        are(self.data.iter().map(Vec::as_slice), bytes)
    }

    /// Packs the content of a part.
    pub(super) fn of(content: &[u8]) -> Result<Self, Refusal> {
        let mut packer = Packer::new();
        packer.write(content);
        packer.finish()
    }

    /// Writes the record that stands before the directory, and lets the packed bytes go.
    pub(super) fn write_record(&mut self, name: &[u8], flags: u16, out: &mut Written<'_>) {
        let mut header = LOCAL.to_vec();
        self.write_fields(name, flags, &mut header);
        header.extend_from_slice(&0u16.to_le_bytes());
        header.extend_from_slice(name);
        out.add(header);
        for piece in std::mem::take(&mut self.data) {
            out.add(piece);
        }
    }

    /// Writes the record in the directory.
    pub(super) fn write_central(&self, name: &[u8], flags: u16, offset: u32, out: &mut Vec<u8>) {
        out.extend_from_slice(CENTRAL);
        out.extend_from_slice(&20u16.to_le_bytes());
        self.write_fields(name, flags, out);
        // No extra field, no comment, first disk, no attributes.
        out.extend_from_slice(&[0; 12]);
        out.extend_from_slice(&offset.to_le_bytes());
        out.extend_from_slice(name);
    }

    /// Writes what the local header and the directory have in common.
    fn write_fields(&self, name: &[u8], flags: u16, out: &mut Vec<u8>) {
        for field in [20, flags, 8, 0, DAY] {
            out.extend_from_slice(&field.to_le_bytes());
        }
        for field in [self.crc, self.length, self.size] {
            out.extend_from_slice(&field.to_le_bytes());
        }
        let length = u16::try_from(name.len()).unwrap_or(u16::MAX);
        out.extend_from_slice(&length.to_le_bytes());
    }
}

/// What packs a part into a vector.
type Encoder = DeflateEncoder<Vec<u8>>;

thread_local! {
    /// The encoder that was used last: making its tables takes longer than packing most parts.
    static USED: Cell<Option<Encoder>> = const { Cell::new(None) };
}

/// Packs a part piece by piece.
struct Packer {
    encoder: Encoder,
    crc: crc32fast::Hasher,
    size: u64,
}

impl Packer {
    /// Begins a part.
    fn new() -> Self {
        let encoder = USED.take().unwrap_or_else(|| Encoder::new(Vec::new(), LEVEL));
        Self { encoder, crc: crc32fast::Hasher::new(), size: 0 }
    }

    /// Adds content.
    fn write(&mut self, content: &[u8]) {
        self.crc.update(content);
        self.size += content.len() as u64;
        self.encoder.write_all(content).expect("a vector takes every byte");
    }

    /// Ends the part.
    fn finish(self) -> Result<Packed, Refusal> {
        let Piece { crc, size, data } = self.into_piece(true);
        Packed::new(crc, size, vec![data])
    }

    /// Ends a piece: of a part, if it is the last one, or at a whole byte, so that another one can follow.
    fn into_piece(self, is_last: bool) -> Piece {
        let Self { mut encoder, crc, size } = self;
        let mut whole = Vec::new();
        if !is_last {
            encoder.flush().expect("a vector takes every byte");
            std::mem::swap(encoder.get_mut(), &mut whole);
        }
        let ended = encoder.reset(Vec::new()).expect("a vector takes every byte");
        USED.set(Some(encoder));
        let mut data = if is_last { ended } else { whole };
        data.shrink_to_fit();
        Piece { crc, size, data }
    }
}

/// A piece of a part, packed by itself.
struct Piece {
    crc: crc32fast::Hasher,
    size: u64,
    data: Vec<u8>,
}

/// Returns a size as a container can say it.
fn checked(size: u64) -> Result<u32, Refusal> {
    let size = u32::try_from(size).ok().filter(|size| *size != u32::MAX);
    size.ok_or(Refusal::TooLarge("bytes in a sheet of the report"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn pieces_that_are_packed_side_by_side_are_one_part() {
        let pieces: Vec<Vec<u8>> = (0..5).map(|at| vec![at; 50_000 * usize::from(at)]).collect();
        let write = |at: usize, out: &mut Vec<u8>| out.extend_from_slice(&pieces[at]);
        let packed = Packed::in_pieces(pieces.len(), write).unwrap();
        let whole = pieces.concat();
        let mut content = Vec::new();
        flate2::read::DeflateDecoder::new(&packed.data.concat()[..])
            .read_to_end(&mut content)
            .unwrap();
        assert!(content == whole);
        assert_eq!((packed.crc, packed.size), (crc32fast::hash(&whole), 500_000));
    }

    #[test]
    fn a_large_part_is_packed_as_a_small_one_is() {
        let pieces: Vec<Vec<u8>> = (0..40).map(|n| vec![n; 200_000]).collect();
        let write = |write: &mut dyn FnMut(&[u8])| {
            for piece in &pieces {
                write(piece);
            }
            Ok(7)
        };
        let about = 8_000_000;
        let (done, packed) = Packed::while_written(about, write).unwrap();
        let whole = Packed::of(&pieces.concat()).unwrap();
        assert_eq!((done, packed.crc, packed.size), (7, whole.crc, 8_000_000));
        let mut content = Vec::new();
        flate2::read::DeflateDecoder::new(&packed.data.concat()[..])
            .read_to_end(&mut content)
            .unwrap();
        assert!(content == pieces.concat());
        assert!(Packed::while_written(about, |_| Err::<(), _>(Refusal::Password)).is_err());
    }
}
