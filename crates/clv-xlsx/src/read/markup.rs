//! The little XML that the cells of a sheet are written in, read without building anything.
//!
//! What is legal XML but not written by any spreadsheet program here (comments, CDATA, name prefixes) is [`Odd::Outside`]:
//! then calamine reads the sheet.

use super::Error;
use memchr::{memchr, memchr3};
use std::borrow::Cow;

/// Why the scan stops.
#[derive(Debug)]
pub(crate) enum Odd {
    /// Something that the scan does not know; calamine shall read it.
    Outside,
    /// An error for the owner.
    Failed(Error),
}

impl From<Error> for Odd {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

/// Where a start tag ends.
#[derive(Clone, Copy)]
pub(crate) struct TagEnd {
    /// The first byte after it.
    pub(crate) at: usize,
    /// Whether it is an empty element, such as `<c/>`.
    pub(crate) is_empty: bool,
}

/// Calls `see` with each attribute of a start tag whose name has just been read; values are as they stand.
#[inline]
pub(crate) fn attributes<'a>(
    xml: &'a [u8],
    mut at: usize,
    mut see: impl FnMut(&'a [u8], &'a [u8]),
) -> Result<TagEnd, Odd> {
    loop {
        match xml.get(at) {
            Some(b' ' | b'\n' | b'\r' | b'\t') => at += 1,
            Some(b'>') => return Ok(TagEnd { at: at + 1, is_empty: false }),
            Some(b'/') if xml.get(at + 1) == Some(&b'>') => {
                return Ok(TagEnd { at: at + 2, is_empty: true });
            }
            Some(_) => {
                let start = at;
                while !matches!(xml.get(at), Some(b'=' | b'>' | b'<') | None) {
                    at += 1;
                }
                let name = &xml[start..at];
                let (b'=', quote @ (b'"' | b'\'')) =
                    (*xml.get(at).unwrap_or(&0), *xml.get(at + 1).unwrap_or(&0))
                else {
                    return Err(Odd::Outside);
                };
                at += 2;
                let length = position(quote, &xml[at..])?;
                see(name, &xml[at..at + length]);
                at += length + 1;
            }
            None => return Err(Odd::Outside),
        }
    }
}

/// Returns how far the next such byte is, quickest if it is near.
#[inline]
pub(super) fn position(byte: u8, bytes: &[u8]) -> Result<usize, Odd> {
    let near = bytes.iter().take(16).position(|b| *b == byte);
    match near.or_else(|| memchr(byte, bytes)) {
        Some(found) => Ok(found),
        None => Err(Odd::Outside),
    }
}

/// Returns whether the bytes begin with the name of an element, and nothing longer.
#[inline]
pub(super) fn is_name(bytes: &[u8], name: &[u8]) -> bool {
    bytes.starts_with(name)
        && matches!(bytes.get(name.len()), Some(b' ' | b'>' | b'/' | b'\n' | b'\r' | b'\t'))
}

/// Returns the first byte after an element's end tag, looking from inside the element.
pub(super) fn after_end(xml: &[u8], mut at: usize, end_tag: &[u8]) -> Result<usize, Odd> {
    loop {
        at += position(b'<', &xml[at..])? + 1;
        if is_name(&xml[at..], end_tag) {
            return Ok(at + position(b'>', &xml[at..])? + 1);
        }
    }
}

/// Adds up the texts (`<t>`) of a shared or inline string, its runs but not its reading aids (`<rPh>`).
///
/// Returns the first byte after the end tag.
pub(super) fn rich_text(
    xml: &[u8],
    mut at: usize,
    end_tag: &[u8],
    out: &mut String,
) -> Result<usize, Odd> {
    loop {
        at += position(b'<', &xml[at..])? + 1;
        let tag = &xml[at..];
        if is_name(tag, b"t") {
            let mut keeps_space = false;
            let end = attributes(xml, at + 1, |name, value| {
                keeps_space |= name == b"xml:space" && value == b"preserve";
            })?;
            at = end.at;
            if !end.is_empty {
                let length = position(b'<', &xml[at..])?;
                let text = decoded(&xml[at..at + length])?;
                let plain = text.trim_matches([' ', '\t', '\r', '\n']);
                out.push_str(&unescaped(if keeps_space { &text } else { plain }));
                at += length;
            }
        } else if is_name(tag, end_tag) {
            return Ok(at + position(b'>', tag)? + 1);
        } else if is_name(tag, b"rPh") {
            at = after_end(xml, at, b"/rPh")?;
        } else if matches!(tag.first(), Some(b'!' | b'?')) {
            return Err(Odd::Outside);
        } else {
            at += position(b'>', tag)? + 1;
        }
    }
}

/// Resolves the entities and line ends of XML.
pub(super) fn decoded(raw: &[u8]) -> Result<Cow<'_, str>, Odd> {
    let text = std::str::from_utf8(raw).map_err(|_| Odd::Outside)?;
    if memchr3(b'&', b'\r', b'\n', raw).is_none() {
        return Ok(Cow::Borrowed(text));
    }
    let text: Cow<'_, str> = if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n").into()
    } else {
        text.into()
    };
    match quick_xml::escape::unescape(&text) {
        Ok(Cow::Borrowed(_)) => Ok(text),
        Ok(Cow::Owned(plain)) => Ok(plain.into()),
        Err(_) => Err(Odd::Outside),
    }
}

/// Resolves the escapes with which Excel writes what XML cannot hold: `_x000D_` is a carriage return.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut units = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        units.extend(rest[..at].encode_utf16());
        let digits =
            rest.get(at + 2..at + 6).filter(|_| rest.as_bytes().get(at + 6) == Some(&b'_'));
        let digits = digits.filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let (unit, length) = match digits.map(|digits| u16::from_str_radix(digits, 16)) {
            Some(Ok(unit)) => (unit, 7),
            _ => (u16::from(b'_'), 1),
        };
        units.push(unit);
        rest = &rest[at + length..];
    }
    units.extend(rest.encode_utf16());
    Cow::Owned(String::from_utf16_lossy(&units))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(xml: &str) -> String {
        let mut out = String::new();
        rich_text(format!("{xml}</si>").as_bytes(), 0, b"/si", &mut out).unwrap();
        out
    }

    #[test]
    fn texts_are_put_together_from_their_runs() {
        assert_eq!(text("<t>Caf&#233; &amp; bar</t>"), "Café & bar");
        assert_eq!(
            text("<r><rPr><b/></rPr><t>Jan</t></r><r><t xml:space=\"preserve\"> B</t></r>"),
            "Jan B"
        );
        assert_eq!(text("<t>東京</t><rPh sb=\"0\" eb=\"2\"><t>とうきょう</t></rPh>"), "東京");
        assert_eq!(text("<t/>"), "");
        assert_eq!(text("<t>  a\r\nb </t>"), "a\nb");
    }

    #[test]
    fn escapes_of_excel_are_resolved() {
        let cases = [
            ("a_x000D_b", "a\rb"),
            ("_x005F_x000D_", "_x000D_"),
            ("_xD83D__xDE00_", "😀"),
            ("art_x12", "art_x12"),
            ("_x00é0_", "_x00é0_"),
        ];
        for (from, to) in cases {
            assert_eq!(unescaped(from), to);
        }
    }

    #[test]
    fn what_the_scan_does_not_know_is_left_to_calamine() {
        for xml in ["<t><![CDATA[a]]></t>", "<!-- a --><t>b</t>", "<t>&unknown;</t>", "<t>a</t>"] {
            let read = rich_text(xml.as_bytes(), 0, b"/si", &mut String::new());
            assert!(read.is_err(), "{xml}");
        }
    }
}
