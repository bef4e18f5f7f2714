//! How sheets of ours are known again: by a hidden name of their own, whatever they are called and wherever they stand.
//!
//! The name belongs to the sheet, so it stays with it when the sheet is renamed or moved, and goes with it. Its value is a
//! text such as `"clv1;customers;sid=7"`: the version, the key of the sheet, and the id that the sheet had in the workbook,
//! by which a copy that the owner made is told from the original.

/// The name.
pub(crate) const SHEET: &str = "_clv.sheet";
/// The name, local to a sheet of ours, of the cells that we wrote on it; Excel moves it along when rows are inserted.
///
/// It stays on a sheet that the owner took over, and on copies: what we wrote there is not read as sales.
pub(crate) const AREAS: &str = "_clv.area";

/// What the marker of a sheet says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marker {
    /// The key of the sheet, such as `customers`.
    pub(crate) key: String,
    /// The id that the sheet has in the workbook, unless it is a copy.
    pub(crate) sheet_id: u32,
    /// The checksum of the sheet as we wrote it.
    pub(crate) crc: Option<u32>,
    /// How many charts, pictures and shapes we put on it.
    pub(crate) n_drawn: u32,
    /// How many notes we put on it.
    pub(crate) n_notes: u32,
    /// The id of the sheet that this one stands beside, as the owner wrote on that one.
    pub(crate) beside: Option<u32>,
}

impl Marker {
    /// Reads the value of the name.
    pub(crate) fn read(value: &str) -> Option<Self> {
        let value = value.replace("&quot;", "\"");
        let text = value.trim().trim_start_matches('=').trim_matches('"');
        let mut words = text.split(';');
        // One text and nothing else: of what two markers have become it cannot be told whose sheet it marks.
        if words.next()? != "clv1" || text.contains('"') {
            return None;
        }
        let mut marker = Self { key: words.next()?.to_owned(), ..Self::default() };
        for (name, value) in words.filter_map(|word| word.split_once('=')) {
            let number = value.parse().ok();
            match name {
                "sid" => marker.sheet_id = number.unwrap_or(0),
                "crc" => marker.crc = u32::from_str_radix(value, 16).ok(),
                "drawn" => marker.n_drawn = number.unwrap_or(0),
                "notes" => marker.n_notes = number.unwrap_or(0),
                "beside" => marker.beside = number,
                _ => {}
            }
        }
        Some(marker)
    }

    /// Returns the id of the sheet that this one stands beside; none where another program numbered the sheets anew.
    pub(crate) fn beside_in(&self, sheet_id: u32) -> Option<u32> {
        self.beside.filter(|_| self.sheet_id == sheet_id)
    }

    /// Writes the value of the name.
    pub(crate) fn value(&self) -> String {
        let counted = |name: &str, count| (count > 0).then(|| format!("{name}={count}"));
        let words = [
            Some(format!("clv1;{};sid={}", self.key, self.sheet_id)),
            self.crc.map(|crc| format!("crc={crc:08x}")),
            counted("drawn", self.n_drawn),
            counted("notes", self.n_notes),
            self.beside.map(|id| format!("beside={id}")),
        ];
        format!("\"{}\"", words.into_iter().flatten().collect::<Vec<_>>().join(";"))
    }
}

/// A sheet that may be ours.
pub(crate) struct Candidate<'a> {
    /// The name on the tab.
    pub(crate) name: &'a str,
    /// Its id in the workbook.
    pub(crate) sheet_id: u32,
    /// What its marker says, if it has one.
    pub(crate) marker: Option<&'a Marker>,
}

/// Says of each sheet, in the order of the tabs, whether it is ours and no copy.
///
/// Excel gives a copy another id, so the marker that came along with it no longer agrees. LibreOffice and openpyxl give all
/// sheets new ids, from 1 on in the order of the tabs: then the ids say nothing, and the one whose name is not that of a
/// copy is ours.
pub(crate) fn ours(sheets: &[Candidate<'_>]) -> Vec<bool> {
    let renumbered = (1u32..).zip(sheets).all(|(id, sheet)| id == sheet.sheet_id);
    let mut ours = vec![false; sheets.len()];
    for (at, sheet) in sheets.iter().enumerate() {
        let Some(marker) = sheet.marker else { continue };
        let same: Vec<usize> = (0..sheets.len())
            .filter(|other| sheets[*other].marker.is_some_and(|other| other.key == marker.key))
            .collect();
        let agrees =
            |at: &usize| sheets[*at].marker.is_some_and(|m| m.sheet_id == sheets[*at].sheet_id);
        let chosen = if same.len() == 1 && renumbered {
            Some(at)
        } else {
            let original = |at: &usize| !is_name_of_copy(sheets[*at].name);
            let agreeing: Vec<usize> = same.iter().copied().filter(agrees).collect();
            let from = if agreeing.len() == 1 || !renumbered { agreeing } else { same };
            from.iter().copied().find(original).or_else(|| from.first().copied())
        };
        ours[at] = chosen == Some(at);
    }
    ours
}

/// Returns whether a name ends like that of a copy: `CLV (2)`, `CLV_2`.
fn is_name_of_copy(name: &str) -> bool {
    let name = name.strip_suffix(')').unwrap_or(name);
    let start = name.trim_end_matches(|letter: char| letter.is_ascii_digit());
    start.len() < name.len() && start.ends_with([' ', '_', '('])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(sheets: &[(&str, u32, Option<u32>)]) -> Vec<bool> {
        let markers: Vec<Option<Marker>> = sheets
            .iter()
            .map(|(_, _, marked)| {
                marked.map(|sheet_id| Marker { key: "k".to_owned(), sheet_id, ..Marker::default() })
            })
            .collect();
        let candidates: Vec<Candidate<'_>> = sheets
            .iter()
            .zip(&markers)
            .map(|((name, sheet_id, _), marker)| Candidate {
                name,
                sheet_id: *sheet_id,
                marker: marker.as_ref(),
            })
            .collect();
        ours(&candidates)
    }

    #[test]
    fn what_a_marker_says_is_read_back() {
        let marker = Marker {
            key: "summary".to_owned(),
            sheet_id: 7,
            crc: Some(0xab),
            n_drawn: 2,
            n_notes: 0,
            beside: Some(3),
        };
        assert_eq!(marker.value(), "\"clv1;summary;sid=7;crc=000000ab;drawn=2;beside=3\"");
        assert_eq!(Marker::read(&marker.value()), Some(marker));
        assert_eq!(Marker::read("\"something else\""), None);
        assert_eq!(Marker::read("\"clv1;list;sid=3;n=\"1\">\"clv1;summary;sid=2\""), None);
    }

    #[test]
    fn a_copy_that_excel_made_is_not_ours() {
        assert_eq!(
            found(&[("A", 1, None), ("CLV", 5, Some(5)), ("CLV (2)", 9, Some(5))]),
            [false, true, false]
        );
        assert_eq!(found(&[("A", 1, None), ("CLV (2)", 9, Some(5))]), [false, false]);
    }

    #[test]
    fn ids_that_another_program_gave_anew_say_nothing() {
        assert_eq!(found(&[("A", 1, None), ("CLV", 2, Some(5))]), [false, true]);
        assert_eq!(
            found(&[("CLV_2", 1, Some(5)), ("B", 2, None), ("CLV", 3, Some(5))]),
            [false, false, true]
        );
    }
}
