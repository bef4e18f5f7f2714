//! Members of numbered groups in two flat lists, where a list per group would take ten times the room.

/// The members of each group, in the order in which they came.
#[derive(Clone, Debug, Default)]
pub(crate) struct Grouped {
    /// Where the members of each group end.
    ends: Vec<u32>,
    members: Vec<u32>,
}

impl Grouped {
    /// Groups members; each comes with the number of its group. They are walked through twice.
    pub(crate) fn new(pairs: impl Iterator<Item = (u32, u32)> + Clone) -> Self {
        let mut ends: Vec<u32> = Vec::new();
        for (group, _) in pairs.clone() {
            let group = group as usize;
            if ends.len() <= group {
                ends.resize(group + 1, 0);
            }
            ends[group] += 1;
        }
        // From counts to starts; putting the members in moves each start to its end.
        let mut n_members = 0;
        for count in &mut ends {
            let start = n_members;
            n_members += *count;
            *count = start;
        }
        let mut members = vec![0; n_members as usize];
        for (group, member) in pairs {
            let end = &mut ends[group as usize];
            members[*end as usize] = member;
            *end += 1;
        }
        Self { ends, members }
    }

    /// Returns the members of one group; nothing beyond the last group that has any.
    pub(crate) fn of(&self, group: usize) -> &[u32] {
        let end =
            |group: usize| self.ends.get(group).map_or(self.members.len(), |end| *end as usize);
        let start = group.checked_sub(1).map_or(0, end);
        &self.members[start..end(group)]
    }

    /// Returns the members of every group up to the last that has any.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &[u32]> {
        let mut start = 0;
        self.ends.iter().map(move |&end| {
            let members = &self.members[start as usize..end as usize];
            start = end;
            members
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_keep_their_order_and_groups_may_be_empty() {
        let grouped = Grouped::new([(2, 10), (0, 11), (2, 12)].into_iter());
        let groups: Vec<&[u32]> = grouped.iter().collect();
        assert_eq!(groups, [&[11][..], &[], &[10, 12]]);
        let one_by_one: Vec<&[u32]> = (0..5).map(|group| grouped.of(group)).collect();
        assert_eq!(one_by_one, [&[11][..], &[], &[10, 12], &[], &[]]);
        assert_eq!(Grouped::new(std::iter::empty()).iter().count(), 0);
    }
}
