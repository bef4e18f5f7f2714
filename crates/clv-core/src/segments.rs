//! Ten groups by the ledger's own rhythm: each customer is in exactly one.

/// A group of customers.
///
/// The order is that of the rules: the first that fits wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Segment {
    /// Net value at or below nothing.
    NetNegative,
    /// A subscription that goes on.
    Subscriber,
    /// A subscription that ended, and no purchase since.
    Ended,
    /// Among the top 20 % by value, came back, and in rhythm.
    Top,
    /// Three purchases or more, and in rhythm.
    Regular,
    /// Two purchases, and in rhythm.
    Growing,
    /// One purchase, not long ago.
    New,
    /// Worth something, and later than three out of four.
    Slipping,
    /// One purchase, and quiet since.
    OneOffQuiet,
    /// Silent for more than twice what nine out of ten take.
    Dormant,
}

impl Segment {
    /// All groups in the order of their rules.
    pub const ALL: [Self; 10] = [
        Self::NetNegative,
        Self::Subscriber,
        Self::Ended,
        Self::Top,
        Self::Regular,
        Self::Growing,
        Self::New,
        Self::Slipping,
        Self::OneOffQuiet,
        Self::Dormant,
    ];

    /// Returns the id in JSON; the name is the Fluent message `segment-<id>`, there with `-` for `_`.
    pub fn id(self) -> &'static str {
        match self {
            Self::NetNegative => "net_negative",
            Self::Subscriber => "subscriber",
            Self::Ended => "ended",
            Self::Top => "top",
            Self::Regular => "regular",
            Self::Growing => "growing",
            Self::New => "new",
            Self::Slipping => "slipping",
            Self::OneOffQuiet => "one_off_quiet",
            Self::Dormant => "dormant",
        }
    }

    /// Returns its place in [`Self::ALL`].
    pub fn index(self) -> usize {
        self as usize
    }
}
