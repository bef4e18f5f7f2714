//! Where the elements of a part begin and end, so that text can be put between them and nothing else moves.

use super::Refusal;
use super::refusal::damaged;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;
use std::ops::Range;

/// How deep elements are kept; below that they only have to be well-formed.
const DEEPEST_KEPT: usize = 3;
/// How deep elements may be.
const DEEPEST: usize = 256;
/// The most elements that are kept of one part.
const ELEMENTS: usize = 1_000_000;

/// An element of a part, by where it stands in the text.
#[derive(Clone, Debug)]
pub(super) struct Element {
    /// Its start tag; for an empty element all of it.
    pub(super) tag: Range<usize>,
    /// All of it.
    pub(super) whole: Range<usize>,
    /// Where its end tag begins; for an empty element where it ends.
    pub(super) close: usize,
    /// How deep it is; the root is 0.
    pub(super) depth: usize,
    parent: usize,
    /// Whether it is in the same namespace as the root.
    is_native: bool,
}

/// A part as text with the places of its elements.
#[derive(Debug)]
pub(super) struct Outline {
    /// The whole text, its byte order mark included.
    pub(super) text: String,
    /// The namespace of the root.
    pub(super) namespace: String,
    elements: Vec<Element>,
}

impl Outline {
    /// Reads a part: one root, well-formed, in UTF-8, without a document type.
    pub(super) fn read(bytes: Vec<u8>, part: &str) -> Result<Self, Refusal> {
        if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
            return Err(Refusal::Unusual("a part in UTF-16"));
        }
        let text =
            String::from_utf8(bytes).map_err(|_| Refusal::Unusual("a part that is not UTF-8"))?;
        let mut outline = Self { text, namespace: String::new(), elements: Vec::new() };
        outline.find_elements(part)?;
        Ok(outline)
    }

    fn find_elements(&mut self, part: &str) -> Result<(), Refusal> {
        // The reader does not count a byte order mark: it is taken off here, and every place moved by it.
        let mark = if self.text.starts_with('\u{feff}') { 3 } else { 0 };
        let mut reader = NsReader::from_str(&self.text[mark..]);
        let place = |reader: &NsReader<&[u8]>| {
            mark + usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX - mark)
        };
        let mut open: Vec<usize> = Vec::new();
        let mut depth = 0;
        loop {
            let start = place(&reader);
            let event = reader.read_event().map_err(|error| damaged(part, error))?;
            let end = place(&reader);
            match &event {
                Event::Start(tag) | Event::Empty(tag) => {
                    if self.text[start + 1..end].contains('<') {
                        return Err(damaged(part, "a tag within a tag"));
                    }
                    check_attributes(tag, part)?;
                    let namespace = match reader.resolver().resolve_element(tag.name()).0 {
                        ResolveResult::Bound(namespace) => namespace.0,
                        ResolveResult::Unbound => "",
                        ResolveResult::Unknown(_) => {
                            return Err(damaged(part, "a prefix that means nothing"));
                        }
                    };
                    if depth == 0 {
                        if !self.elements.is_empty() {
                            return Err(damaged(part, "it has two roots"));
                        }
                        namespace.clone_into(&mut self.namespace);
                    }
                    if depth <= DEEPEST_KEPT {
                        if self.elements.len() == ELEMENTS {
                            return Err(Refusal::TooLarge("elements in one part"));
                        }
                        let element = Element {
                            tag: start..end,
                            whole: start..end,
                            close: end,
                            depth,
                            parent: open.last().copied().unwrap_or(0),
                            is_native: namespace == self.namespace,
                        };
                        self.elements.push(element);
                    }
                    if matches!(event, Event::Start(_)) {
                        if depth <= DEEPEST_KEPT {
                            open.push(self.elements.len() - 1);
                        }
                        depth += 1;
                        if depth > DEEPEST {
                            return Err(Refusal::TooLarge("elements within each other"));
                        }
                    }
                }
                Event::End(_) => {
                    depth -= 1;
                    if depth <= DEEPEST_KEPT
                        && let Some(index) = open.pop()
                    {
                        self.elements[index].close = start;
                        self.elements[index].whole.end = end;
                    }
                }
                Event::DocType(_) => return Err(Refusal::Unusual("a part with a document type")),
                Event::Decl(declaration) => {
                    if let Some(Ok(encoding)) = declaration.encoding()
                        && !["utf-8", "utf8", "us-ascii"]
                            .contains(&encoding.to_lowercase().as_str())
                        && !self.text.is_ascii()
                    {
                        return Err(Refusal::Unusual("a part that is not UTF-8"));
                    }
                }
                Event::Text(text) if depth == 0 && !text.as_ref().trim().is_empty() => {
                    return Err(damaged(part, "it has text outside its root"));
                }
                Event::Eof => break,
                _ => {}
            }
        }
        if depth > 0 || self.elements.is_empty() {
            return Err(damaged(part, "it is cut off"));
        }
        Ok(())
    }

    /// Returns the root.
    pub(super) fn root(&self) -> &Element {
        &self.elements[0]
    }

    /// Returns the elements directly in another one, in its namespace.
    pub(super) fn children<'a>(&'a self, of: &'a Element) -> impl Iterator<Item = &'a Element> {
        self.within(of).filter(|element| element.is_native)
    }

    fn within<'a>(&'a self, of: &'a Element) -> impl Iterator<Item = &'a Element> {
        let first = self.elements.partition_point(|element| element.tag.start <= of.tag.start);
        self.elements[first..].iter().take_while(|element| element.tag.start < of.whole.end).filter(
            |element| {
                element.depth == of.depth + 1
                    && self.elements[element.parent].tag.start == of.tag.start
            },
        )
    }

    /// Returns the entries of a list: its elements, and those that are given in several versions, of which one counts.
    pub(super) fn entries<'a>(&'a self, of: &'a Element) -> impl Iterator<Item = &'a Element> {
        self.within(of).filter(|element| {
            element.is_native || self.full_name(element).ends_with(":AlternateContent")
        })
    }

    /// Counts the elements directly in another one, in whatever namespace.
    pub(super) fn count_children(&self, of: &Element) -> usize {
        self.within(of).count()
    }

    /// Returns the first element of that name directly in another one.
    pub(super) fn child<'a>(&'a self, of: &'a Element, name: &str) -> Option<&'a Element> {
        self.children(of).find(|element| self.name(element) == name)
    }

    /// Returns the name of an element, without its prefix.
    pub(super) fn name(&self, element: &Element) -> &str {
        let name = self.full_name(element);
        name.split_once(':').map_or(name, |(_, name)| name)
    }

    /// Returns the prefix of an element with its colon, or nothing.
    pub(super) fn prefix(&self, element: &Element) -> &str {
        let name = self.full_name(element);
        name.split_once(':').map_or("", |(prefix, _)| &name[..=prefix.len()])
    }

    fn full_name(&self, element: &Element) -> &str {
        let tag = &self.text[element.tag.start + 1..element.tag.end];
        let end = tag.find(|letter: char| letter.is_ascii_whitespace() || "/>".contains(letter));
        &tag[..end.unwrap_or(tag.len())]
    }

    fn start<'a>(&'a self, element: &Element) -> BytesStart<'a> {
        let tag = &self.text[element.tag.start + 1..element.tag.end - 1];
        let tag = tag.strip_suffix('/').unwrap_or(tag);
        BytesStart::from_content(tag, self.full_name(element).len())
    }

    /// Returns the value of an attribute by its name without a prefix.
    pub(super) fn attribute(&self, element: &Element, name: &str) -> Option<String> {
        let start = self.start(element);
        let mut attributes = start.attributes();
        let found = attributes.with_checks(false).flatten().find(|attribute| {
            attribute.key.local_name().as_ref() == name
                && attribute.key.as_namespace_binding().is_none()
        })?;
        Some(found.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
    }

    /// Returns the number in an attribute.
    pub(super) fn number(&self, element: &Element, name: &str) -> Option<u32> {
        self.attribute(element, name)?.trim().parse().ok()
    }

    /// Returns whether an attribute says yes.
    pub(super) fn flag(&self, element: &Element, name: &str) -> bool {
        self.attribute(element, name)
            .is_some_and(|value| ["1", "true", "on"].contains(&value.as_str()))
    }

    /// Returns where the value of an attribute without a prefix stands, between its quotes.
    pub(super) fn value_place(&self, element: &Element, name: &str) -> Option<Range<usize>> {
        let start = self.start(element);
        let mut attributes = start.attributes();
        let found = attributes
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.as_ref() == name)?;
        let value: &str = &found.value;
        // The value is a piece of the text: how far it is from the beginning of the text is its place.
        let at = (value.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize)?;
        let place = at..at + value.len();
        (self.text.get(place.clone()) == Some(value)).then_some(place)
    }

    /// Returns the text in an element, with its entities resolved.
    pub(super) fn content(&self, element: &Element) -> String {
        let inside = &self.text[element.tag.end.min(element.close)..element.close];
        quick_xml::escape::unescape(inside)
            .map_or_else(|_| inside.to_owned(), std::borrow::Cow::into_owned)
    }

    /// Returns the text of a whole element.
    pub(super) fn markup(&self, element: &Element) -> &str {
        &self.text[element.whole.clone()]
    }

    /// Returns the prefix, with its colon, that the root binds to a namespace.
    pub(super) fn bound_prefix(&self, namespace: &str) -> Option<String> {
        let start = self.start(self.root());
        let mut attributes = start.attributes();
        attributes.with_checks(false).flatten().find_map(|attribute| {
            let prefix = attribute.key.as_ref().strip_prefix("xmlns:")?;
            (&*attribute.value == namespace).then(|| format!("{prefix}:"))
        })
    }

    /// Returns the edit that puts markup at the end of an element.
    pub(super) fn append(&self, element: &Element, markup: &str) -> Edit {
        if element.tag == element.whole {
            let slash = self.text[..element.tag.end].rfind('/').unwrap_or(element.tag.end - 1);
            let name = self.full_name(element);
            Edit { place: slash..element.tag.end, text: format!(">{markup}</{name}>") }
        } else {
            Edit { place: element.close..element.close, text: markup.to_owned() }
        }
    }

    /// Returns the text with edits made; those at the same place in the order in which they are given.
    pub(super) fn edited(&self, edits: &[Edit]) -> String {
        let mut sorted: Vec<&Edit> = edits.iter().collect();
        sorted.sort_by_key(|edit| (edit.place.start, edit.place.end));
        let mut text = String::with_capacity(self.text.len() + 1024);
        let mut at = 0;
        for edit in sorted {
            text.push_str(&self.text[at..edit.place.start]);
            text.push_str(&edit.text);
            at = edit.place.end;
        }
        text.push_str(&self.text[at..]);
        text
    }
}

fn check_attributes(tag: &BytesStart<'_>, part: &str) -> Result<(), Refusal> {
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|error| damaged(part, error))?;
        let name = attribute.key.as_ref();
        if name.matches(':').count() > 1 || name.starts_with(':') || name.ends_with(':') {
            return Err(damaged(part, "a colon out of place in a name"));
        }
    }
    Ok(())
}

/// A piece of text that another one takes the place of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    /// What goes.
    pub(super) place: Range<usize>,
    /// What comes.
    pub(super) text: String,
}

impl Edit {
    /// Puts text somewhere.
    pub(super) fn insert(at: usize, text: String) -> Self {
        Self { place: at..at, text }
    }

    /// Takes text away.
    pub(super) fn remove(place: Range<usize>) -> Self {
        Self { place, text: String::new() }
    }
}

/// Writes a text so that it can stand in an attribute or between tags.
pub(super) fn escaped(text: &str) -> String {
    quick_xml::escape::escape(text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Outline, Refusal> {
        Outline::read(text.as_bytes().to_vec(), "test")
    }

    #[test]
    fn a_byte_order_mark_moves_no_place() {
        let outline = read("\u{feff}<?xml version=\"1.0\"?><a><b n='1'/><c>x</c></a>").unwrap();
        let b = outline.child(outline.root(), "b").unwrap();
        assert_eq!(outline.markup(b), "<b n='1'/>");
        let edits = [outline.append(b, "<d/>"), outline.append(outline.root(), "<e/>")];
        let text = outline.edited(&edits);
        assert_eq!(text, "\u{feff}<?xml version=\"1.0\"?><a><b n='1'><d/></b><c>x</c><e/></a>");
    }

    #[test]
    fn values_are_found_where_they_stand() {
        let outline = read("<a><x count = '12' r:count=\"3\" xmlns:r=\"r\"/></a>").unwrap();
        let x = outline.child(outline.root(), "x").unwrap();
        assert_eq!(&outline.text[outline.value_place(x, "count").unwrap()], "12");
        assert_eq!(outline.number(x, "count"), Some(12));
    }

    #[test]
    fn what_is_not_well_formed_is_refused() {
        for (text, code) in [
            ("<a><b></a>", "damaged"),
            ("<a/><b/>", "damaged"),
            ("<a>", "damaged"),
            ("", "damaged"),
            ("<x:a/>", "damaged"),
            ("<a n=1/>", "damaged"),
            ("<a xmlns:r:=\"r\"/>", "damaged"),
            ("<a><b<c/></a>", "damaged"),
            ("<!DOCTYPE a><a/>", "unusual"),
            ("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>é</a>", "unusual"),
        ] {
            assert_eq!(read(text).unwrap_err().code(), code, "{text}");
        }
        let utf16: Vec<u8> = "\u{feff}<a/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(Outline::read(utf16, "test").unwrap_err().code(), "unusual");
    }

    #[test]
    fn elements_of_other_namespaces_are_looked_past() {
        let outline =
            read("<a xmlns='m' xmlns:o='o'><o:b/><o:g><b/></o:g><b n='own'/></a>").unwrap();
        let b = outline.child(outline.root(), "b").unwrap();
        assert_eq!(outline.attribute(b, "n").as_deref(), Some("own"));
    }
}
