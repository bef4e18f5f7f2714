//! A workbook with sheets of ours in it, in pieces: what stays is not copied, and what is ours not put together.

use std::borrow::Cow;

/// The bytes of a workbook, one piece after another.
#[derive(Clone, Debug, Default)]
pub struct Written<'a> {
    pieces: Vec<Cow<'a, [u8]>>,
    len: usize,
}

impl<'a> Written<'a> {
    /// Returns the pieces in their order.
    pub fn pieces(&self) -> Vec<&[u8]> {
        self.pieces.iter().map(|piece| &**piece).collect()
    }

    /// Returns how many bytes there are.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Returns whether these are the bytes.
    pub fn is(&self, bytes: &[u8]) -> bool {
        are(self.pieces.iter().map(|piece| &**piece), bytes)
    }

    /// Puts the bytes together.
    pub fn into_vec(self) -> Vec<u8> {
        match <[Cow<'_, [u8]>; 1]>::try_from(self.pieces) {
            Ok([only]) => only.into_owned(),
            Err(pieces) => pieces.concat(),
        }
    }

    /// Goes on with bytes that stand in the workbook already.
    pub(super) fn keep(&mut self, bytes: &'a [u8]) {
        self.len += bytes.len();
        self.pieces.push(Cow::Borrowed(bytes));
    }

    /// Goes on with bytes of ours.
    pub(super) fn add(&mut self, bytes: Vec<u8>) {
        self.len += bytes.len();
        self.pieces.push(Cow::Owned(bytes));
    }
}

/// Returns whether pieces, one after another, are these bytes.
pub(super) fn are<'p>(mut pieces: impl Iterator<Item = &'p [u8]>, bytes: &[u8]) -> bool {
    let left = pieces.try_fold(bytes, |left, piece| left.strip_prefix(piece));
    left.is_some_and(<[u8]>::is_empty)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_the_bytes_one_after_another() {
        let mut written = Written::default();
        assert!(written.is(b"") && !written.is(b"a"));
        written.keep(b"ab");
        assert_eq!(written.clone().into_vec(), b"ab");
        written.add(b"c".to_vec());
        written.keep(b"");
        written.keep(b"de");
        assert!(written.is(b"abcde"));
        assert!(!written.is(b"abcd") && !written.is(b"abcdef") && !written.is(b"abxde"));
        assert_eq!((written.len(), written.into_vec()), (5, b"abcde".to_vec()));
    }
}
