//! A small piece of XML as a tree: to write it with other prefixes, and to tell whether two mean the same.

use super::outline::escaped;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

/// An element with what is in it; texts between elements are left out, as styles have none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tree {
    /// Its name, without a prefix.
    pub(super) name: String,
    /// Its attributes without those that declare namespaces, in the order in which they stand.
    pub(super) attributes: Vec<(String, String)>,
    /// The elements in it.
    pub(super) children: Vec<Tree>,
}

impl Tree {
    /// Reads markup that is known to be well-formed.
    pub(super) fn read(markup: &str) -> Self {
        let mut reader = quick_xml::Reader::from_str(markup);
        let mut open = vec![Self::default()];
        loop {
            match reader.read_event() {
                Ok(Event::Start(tag)) => open.push(Self::of(&tag)),
                Ok(Event::Empty(tag)) => adopt(&mut open, Self::of(&tag)),
                Ok(Event::End(_)) => {
                    if let Some(element) = open.pop() {
                        adopt(&mut open, element);
                    }
                }
                Ok(Event::Eof) | Err(_) => break,
                Ok(_) => {}
            }
        }
        let root = open.into_iter().next().unwrap_or_default();
        root.children.into_iter().next().unwrap_or_default()
    }

    fn of(tag: &BytesStart<'_>) -> Self {
        let mut attributes = tag.attributes();
        let attributes = attributes.with_checks(false).flatten().filter_map(|attribute| {
            let name = attribute.key.as_ref();
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
            let is_namespace = name == "xmlns" || name.starts_with("xmlns:");
            (!is_namespace).then(|| (name.to_owned(), value.into_owned()))
        });
        Self {
            name: tag.local_name().as_ref().to_owned(),
            attributes: attributes.collect(),
            children: Vec::new(),
        }
    }

    /// Looks at it and at everything in it.
    pub(super) fn visit(&self, see: &mut impl FnMut(&Self)) {
        see(self);
        for child in &self.children {
            child.visit(see);
        }
    }

    /// Returns an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Returns the number in an attribute.
    pub(super) fn number(&self, name: &str) -> Option<u32> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// Changes an attribute that is there.
    pub(super) fn set(&mut self, name: &str, value: u32) {
        if let Some((_, known)) = self.attributes.iter_mut().find(|(known, _)| known == name) {
            *known = value.to_string();
        }
    }

    /// Takes an attribute away.
    pub(super) fn unset(&mut self, name: &str) {
        self.attributes.retain(|(known, _)| known != name);
    }

    /// Writes it with a prefix (with its colon) before the name of each element.
    pub(super) fn write(&self, prefix: &str) -> String {
        let mut out = String::new();
        self.write_to(prefix, &mut out);
        out
    }

    fn write_to(&self, prefix: &str, out: &mut String) {
        for part in ["<", prefix, &self.name] {
            out.push_str(part);
        }
        for (name, value) in &self.attributes {
            for part in [" ", name, "=\"", &escaped(value), "\""] {
                out.push_str(part);
            }
        }
        if self.children.is_empty() {
            return out.push_str("/>");
        }
        out.push('>');
        for child in &self.children {
            child.write_to(prefix, out);
        }
        for part in ["</", prefix, &self.name, ">"] {
            out.push_str(part);
        }
    }

    /// Writes it so that two that mean the same are equal, whatever the order of their attributes.
    pub(super) fn canonical(&self) -> String {
        let mut sorted = self.clone();
        sorted.sort();
        sorted.write("")
    }

    fn sort(&mut self) {
        self.attributes.sort();
        self.children.iter_mut().for_each(Self::sort);
    }
}

fn adopt(open: &mut [Tree], child: Tree) {
    if let Some(parent) = open.last_mut() {
        parent.children.push(child);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_attributes_and_prefixes_makes_no_difference() {
        let one = Tree::read(
            "<x:font xmlns:x=\"m\"><x:sz val='11'/><x:name val=\"A &amp; B\"/></x:font>",
        );
        let other = Tree::read("<font>\n<sz val=\"11\"></sz> <name val=\"A &amp; B\"/></font>");
        assert_eq!(one.canonical(), other.canonical());
        assert_eq!(
            one.write("y:"),
            "<y:font><y:sz val=\"11\"/><y:name val=\"A &amp; B\"/></y:font>"
        );
        assert_eq!(
            Tree::read("<a b='1' c='2'/>").canonical(),
            Tree::read("<a c='2' b='1'/>").canonical()
        );
    }
}
