//! The shared strings of a workbook, each copied once into our table of texts.

use super::chunks::Chunks;
use super::markup::{Odd, after_end, attributes, is_name, position, rich_text};
use super::text::capped;
use clv_core::grid::{TextId, Texts};
use memchr::memchr;
use std::io::Read;

/// Stands for the empty text, which is no value.
pub(super) const NO_TEXT: TextId = TextId(u32::MAX);
/// The bytes of the shortest entry, `<si/>`: what is declared beyond the size of the part is not believed.
pub(super) const SHORTEST: u64 = 5;

/// Reads the shared strings; returns the text of each of their indexes.
pub(super) fn read<R: Read>(
    mut chunks: Chunks<'_, R>,
    part_size: u64,
    texts: &mut Texts,
) -> Result<Vec<TextId>, Odd> {
    let mut ids = Vec::new();
    let mut text = String::new();
    while let Some(xml) = chunks.next()? {
        let mut at = 0;
        while let Some(open) = memchr(b'<', &xml[at..]) {
            at += open + 1;
            let tag = &xml[at..];
            if is_name(tag, b"si") {
                text.clear();
                let end = attributes(xml, at + 2, |_, _| {})?;
                at = end.at;
                if !end.is_empty {
                    at = rich_text(xml, at, b"/si", &mut text)?;
                }
                let id = if text.is_empty() { NO_TEXT } else { texts.intern(capped(&text)) };
                ids.push(id);
            } else if is_name(tag, b"sst") {
                let mut declared = 0;
                let end = attributes(xml, at + 3, |name, value| {
                    if name == b"uniqueCount" {
                        declared = str::from_utf8(value).map_or(0, |n| n.parse().unwrap_or(0));
                    }
                })?;
                let most = usize::try_from(part_size / SHORTEST).unwrap_or(0);
                ids.reserve_exact(declared.min(most));
                texts.reserve(declared.min(most));
                at = end.at;
            } else if is_name(tag, b"/sst") || tag.starts_with(b"?xml") {
                at += position(b'>', tag)?;
            } else if is_name(tag, b"extLst") {
                at = after_end(xml, at, b"/extLst")?;
            } else {
                return Err(Odd::Outside);
            }
        }
    }
    Ok(ids)
}
