//! Entities of a record against those of an annotated report.

use std::collections::BTreeMap;

use super::annotation::GoldEntity;
use super::comparison::{Comparison, plain_name};
use crate::counts::{Counts, Tally};

/// What was counted of entities.
#[derive(Debug, Clone, Default)]
pub(super) struct EntityScore {
    pub(super) found: Counts,
    /// Named persons and organizations, found and of the right type.
    pub(super) named: Counts,
    pub(super) kind: Tally,
    pub(super) country: Tally,
    pub(super) sector: Tally,
    pub(super) any_sector: Tally,
    pub(super) country_left_out: Tally,
    pub(super) found_by_kind: BTreeMap<String, Tally>,
}

impl EntityScore {
    /// Counts one report: every annotated entity takes the first entity of the record that is
    /// called the same and is still free, one of the same type first. Countries and sectors are judged where the annotation has one.
    pub(super) fn add(&mut self, both: &Comparison) {
        let given = &both.record.entities;
        let mut taken = vec![false; given.len()];
        for annotated in &both.gold.entities {
            let called =
                |&index: &usize| !taken[index] && both.same_entity(&annotated.id, given[index].id);
            let same_kind =
                |index: &usize| annotated.kind == plain_name(&given[*index].entity_type);
            let hit = (0..given.len())
                .find(|index| called(index) && same_kind(index))
                .or_else(|| (0..given.len()).find(called));
            self.found_by_kind
                .entry(annotated.kind.clone())
                .or_default()
                .add(hit.is_some());
            let Some(hit) = hit else { continue };
            taken[hit] = true;
            self.kind
                .add(annotated.kind == plain_name(&given[hit].entity_type));
            if annotated.country.is_some() {
                self.country.add(annotated.country == given[hit].country);
            } else {
                self.country_left_out.add(given[hit].country.is_none());
            }
            if let Some(primary) = annotated.sector.first() {
                let own = &given[hit].sector;
                self.sector.add(own.first() == Some(primary));
                self.any_sector
                    .add(own.iter().any(|code| annotated.sector.contains(code)));
            }
        }
        self.add_named(both);
        let correct = taken.iter().filter(|&&taken| taken).count();
        self.found += Counts::new(correct, both.gold.entities.len(), given.len());
    }

    /// Counts named persons and organizations alone: one is found if an entity of the record has its type and is called
    /// the same, by name or by description ("Kerala police"). Of the record's unnamed ones those that are found count.
    fn add_named(&mut self, both: &Comparison) {
        let judged = |kind: &str| matches!(kind, "person" | "organization");
        let given: Vec<_> = both
            .record
            .entities
            .iter()
            .filter(|e| judged(&plain_name(&e.entity_type)))
            .collect();
        let mut taken = vec![false; given.len()];
        let named = |e: &&GoldEntity| e.name.is_some() && judged(&e.kind);
        let gold: Vec<_> = both.gold.entities.iter().filter(named).collect();
        for annotated in &gold {
            let fits = |&index: &usize| {
                !taken[index]
                    && annotated.kind == plain_name(&given[index].entity_type)
                    && both.same_entity(&annotated.id, given[index].id)
            };
            let by_name = (0..given.len()).find(|i| given[*i].name.is_some() && fits(i));
            if let Some(hit) = by_name.or_else(|| (0..given.len()).find(fits)) {
                taken[hit] = true;
            }
        }
        let correct = taken.iter().filter(|&&taken| taken).count();
        let counted = given.iter().zip(&taken);
        let judged = counted.filter(|(e, taken)| e.name.is_some() || **taken);
        self.named += Counts::new(correct, gold.len(), judged.count());
    }
}
