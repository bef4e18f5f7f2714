//! The strict edition of the standard, which calls the same namespaces by other addresses.

use std::borrow::Cow;

/// The addresses of the two editions.
const ADDRESSES: [(&str, &str); 5] = [
    (
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
    ),
    (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
    (
        "http://schemas.openxmlformats.org/drawingml/2006/main",
        "http://purl.oclc.org/ooxml/drawingml/main",
    ),
    (
        "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "http://purl.oclc.org/ooxml/drawingml/chart",
    ),
    (
        "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
        "http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing",
    ),
];

/// Returns markup with the addresses of the strict edition.
pub(super) fn translated(xml: &[u8]) -> Cow<'_, [u8]> {
    let Ok(text) = std::str::from_utf8(xml) else { return Cow::Borrowed(xml) };
    let mut text = Cow::Borrowed(text);
    for (from, to) in ADDRESSES {
        let whole = [format!("\"{from}\""), format!("\"{to}\"")];
        if text.contains(&whole[0]) {
            text = Cow::Owned(text.replace(&whole[0], &whole[1]));
        }
    }
    Cow::Owned(text.into_owned().into_bytes())
}

/// Returns the kind of a relationship in the strict edition.
pub(super) fn translated_kind(kind: &str) -> String {
    let [_, (from, to), ..] = ADDRESSES;
    kind.strip_prefix(from).map_or_else(|| kind.to_owned(), |rest| format!("{to}{rest}"))
}
