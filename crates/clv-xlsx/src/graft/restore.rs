//! How the styles were before ours came: by that they are taken out again, as long as nobody else changed them.

use super::outline::{Edit, Element, Outline};

/// The sections that we put something into.
const SECTIONS: [&str; 6] = ["numFmts", "fonts", "fills", "borders", "cellXfs", "dxfs"];

/// Says how many entries each section has: `-` for no section, `/` behind the count of an empty element.
pub(super) fn counts(styles: &Outline) -> String {
    let count = |name: &str| {
        let Some(section) = styles.child(styles.root(), name) else { return "-".to_owned() };
        let slash = if section.tag == section.whole { "/" } else { "" };
        format!("{}{slash}", styles.entries(section).count())
    };
    SECTIONS.map(count).join(",")
}

/// Takes away what stands behind so many entries of each section.
pub(super) fn cut_back(styles: &Outline, counts: &str) -> String {
    let mut edits = Vec::new();
    for (name, count) in SECTIONS.iter().zip(counts.split(',')) {
        if let Some(section) = styles.child(styles.root(), name) {
            cut_section(styles, section, count, &mut edits);
        }
    }
    let root = styles.root();
    let is_all =
        edits.iter().map(|edit| edit.place.len()).sum::<usize>() == root.close - root.tag.end;
    if is_all && !edits.is_empty() && counts.split(',').all(|count| count == "-") {
        edits = vec![Edit { place: root.tag.end - 1..root.whole.end, text: "/>".to_owned() }];
    }
    styles.edited(&edits)
}

fn cut_section(styles: &Outline, section: &Element, count: &str, edits: &mut Vec<Edit>) {
    if count == "-" {
        return edits.push(Edit::remove(section.whole.clone()));
    }
    let Ok(n) = count.trim_end_matches('/').parse::<usize>() else { return };
    let mut extra = styles.entries(section).skip(n);
    let Some(first) = extra.next() else { return };
    if let Some(place) = styles.value_place(section, "count") {
        edits.push(Edit { place, text: n.to_string() });
    }
    let start = first.whole.start;
    edits.push(if count.ends_with('/') {
        Edit { place: section.tag.end - 1..section.whole.end, text: "/>".to_owned() }
    } else {
        let last = extra.last().unwrap_or(first);
        Edit::remove(start..last.whole.end)
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_are_cut_back_to_what_they_were() {
        let read = |text: &str| Outline::read(text.as_bytes().to_vec(), "styles").unwrap();
        let before = "<s><fonts count=\"1\"><font/> </fonts><dxfs count=\"0\" /></s>";
        let counts = counts(&read(before));
        assert_eq!(counts, "-,1,-,-,-,0/");
        let after = "<s><numFmts count=\"1\"><numFmt/></numFmts><fonts count=\"3\"><font/> <font/><font/></fonts>\
            <dxfs count=\"1\" ><dxf><font/></dxf></dxfs></s>";
        let cut = cut_back(&read(after), &counts);
        assert_eq!(cut, before);
    }
}
