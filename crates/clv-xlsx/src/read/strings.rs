//! The shared strings of a workbook, each copied once into our table of texts.

use super::ahead;
use super::chunks::Chunks;
use super::markup::{Odd, after_end, attributes, is_name, position, rich_text};
use super::text::capped;
use clv_core::grid::{TextId, Texts};
use memchr::memchr;
use std::io::Read;
use std::sync::mpsc::sync_channel;
use std::thread::scope;

/// Stands for the empty text, which is no value.
pub(super) const NO_TEXT: TextId = TextId(u32::MAX);
/// The bytes of the shortest entry, `<si/>`: what is declared beyond the size of the part is not believed.
pub(super) const SHORTEST: u64 = 5;

/// Strings in the order of their indexes, as a piece of the part tells them.
#[derive(Default)]
struct Told {
    /// How many there are in all, where the piece says so.
    declared: usize,
    /// All of them, one after another.
    letters: String,
    /// Where each ends.
    ends: Vec<usize>,
}

impl Told {
    /// Stores the texts and adds that of each index.
    fn intern(&self, texts: &mut Texts, ids: &mut Vec<TextId>) {
        ids.reserve_exact(self.declared);
        texts.reserve(self.declared);
        let mut start = 0;
        for &end in &self.ends {
            let text = &self.letters[start..end];
            ids.push(if text.is_empty() { NO_TEXT } else { texts.intern(capped(text)) });
            start = end;
        }
    }
}

/// Reads the shared strings; returns the text of each of their indexes. Those of a large part are stored while the next are
/// read.
pub(super) fn read<R: Read>(
    chunks: Chunks<'_, R>,
    part_size: u64,
    texts: &mut Texts,
) -> Result<Vec<TextId>, Odd> {
    let mut ids = Vec::new();
    if part_size < ahead::WORTH_IT {
        parse(chunks, part_size, |told| told.intern(texts, &mut ids))?;
        return Ok(ids);
    }
    let (give, given) = sync_channel::<Told>(ahead::MOST_AHEAD);
    scope(|scope| {
        scope.spawn(|| given.into_iter().for_each(|told| told.intern(texts, &mut ids)));
        // A thread that is gone has failed, and the scope passes that on.
        parse(chunks, part_size, move |told| give.send(told).unwrap_or_default())
    })?;
    Ok(ids)
}

/// Reads the part piece by piece, and gives on what each tells.
fn parse<R: Read>(
    mut chunks: Chunks<'_, R>,
    part_size: u64,
    mut give: impl FnMut(Told),
) -> Result<(), Odd> {
    while let Some(xml) = chunks.next()? {
        let mut told = Told::default();
        let mut at = 0;
        while let Some(open) = memchr(b'<', &xml[at..]) {
            at += open + 1;
            let tag = &xml[at..];
            if is_name(tag, b"si") {
                let end = attributes(xml, at + 2, |_, _| {})?;
                at = end.at;
                if !end.is_empty {
                    at = rich_text(xml, at, b"/si", &mut told.letters)?;
                }
                told.ends.push(told.letters.len());
            } else if is_name(tag, b"sst") {
                let mut declared = 0;
                let end = attributes(xml, at + 3, |name, value| {
                    if name == b"uniqueCount" {
                        declared = str::from_utf8(value).map_or(0, |n| n.parse().unwrap_or(0));
                    }
                })?;
                told.declared = declared.min(usize::try_from(part_size / SHORTEST).unwrap_or(0));
                at = end.at;
            } else if is_name(tag, b"/sst") || tag.starts_with(b"?xml") {
                at += position(b'>', tag)?;
            } else if is_name(tag, b"extLst") {
                at = after_end(xml, at, b"/extLst")?;
            } else {
                return Err(Odd::Outside);
            }
        }
        give(told);
    }
    Ok(())
}
