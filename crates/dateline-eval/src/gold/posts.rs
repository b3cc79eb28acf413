//! Posts and memberships of a record against those of an annotated report.

use dateline_record::RelationType;

use super::comparison::Comparison;
use super::names::plain_words;
use super::reliability::Reliability;
use crate::counts::{Counts, Tally};

/// What was counted of posts.
#[derive(Debug, Clone, Default)]
pub(super) struct PostScore {
    pub(super) found: Counts,
    pub(super) organization: Tally,
    pub(super) reliability: Reliability,
}

impl PostScore {
    /// Counts the report of this number. A post is found by a relation of the same person whose title shares a
    /// word; the first one in the record's order is taken.
    /// A membership without a title ("X belongs to Y") is no post by the guide, and is not annotated: it is not judged.
    pub(super) fn add(&mut self, report: usize, both: &Comparison) {
        let given: Vec<_> = both
            .record
            .relations
            .iter()
            .filter(|relation| {
                relation.title.is_some()
                    && matches!(
                        relation.relation_type,
                        RelationType::HoldsPost
                            | RelationType::MemberOf
                            | RelationType::DeputyOf
                            | RelationType::Represents
                    )
            })
            .collect();
        let titles: Vec<Vec<String>> = given
            .iter()
            .map(|relation| plain_words(relation.title.as_deref().unwrap_or_default()))
            .collect();
        let mut taken = vec![false; given.len()];
        for post in &both.gold.posts {
            let title = plain_words(&post.title);
            let hit = (0..given.len()).find(|&index| {
                !taken[index]
                    && both.same_entity(&post.person, given[index].subject)
                    && titles[index].iter().any(|word| title.contains(word))
            });
            let Some(hit) = hit else { continue };
            taken[hit] = true;
            let right = match (&post.organization, given[hit].object) {
                (None, _) => true,
                (Some(gold), Some(object)) => both.same_entity(gold, object),
                (Some(_), None) => false,
            };
            self.organization.add(right);
        }
        for (relation, right) in given.iter().zip(&taken) {
            let confidence = relation.confidence.get();
            self.reliability.add(report, confidence, *right);
        }
        let correct = taken.iter().filter(|&&taken| taken).count();
        self.found += Counts::new(correct, both.gold.posts.len(), given.len());
    }
}
