//! Leaves out of a record what the engine is less sure of than the user wants.

use std::collections::HashSet;

use dateline_record::{AttributionId, Record, Voice, merged};

/// Drops relations, events and attributions below `least`.
///
/// An attribution stays, however unsure, while a fact that stays stands inside it: no fact loses its
/// voice. Ids do not change.
pub fn apply(record: &mut Record, least: f32) {
    record
        .relations
        .retain(|relation| relation.confidence.get() >= least);
    record
        .events
        .retain(|event| event.confidence.get() >= least);
    record.happenings = merged(&record.events);
    let sure = record
        .attributions
        .iter()
        .filter(|attribution| attribution.confidence.get() >= least);
    let mut needed: HashSet<AttributionId> = sure.clone().map(|sure| sure.id).collect();
    let voices = (record.relations.iter().map(|relation| &relation.voice))
        .chain(record.events.iter().map(|event| &event.voice))
        .chain(sure.map(|attribution| &attribution.voice))
        .chain(
            record
                .entities
                .iter()
                .flat_map(|entity| entity.labels.iter().map(|label| &label.voice)),
        );
    needed.extend(voices.flat_map(Voice::chain).copied());
    record
        .attributions
        .retain(|attribution| needed.contains(&attribution.id));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example;

    #[test]
    fn unsure_facts_go_and_the_voices_of_the_others_stay() {
        let mut record = example::record();
        let events = record.events.len();
        for attribution in &mut record.attributions {
            attribution.confidence = dateline_record::Confidence::new(0.3);
        }
        apply(&mut record, 0.5);
        // Only the payment was below, and with it goes the suspect who told of it.
        assert_eq!(record.events.len(), events - 1);
        assert!(record.events.iter().all(|event| event.event_type != "AID"));
        let kept: Vec<String> = record
            .attributions
            .iter()
            .map(|a| a.id.to_string())
            .collect();
        assert_eq!(kept, ["a1", "a5"]);
        record.check().expect("what is left hangs together");
    }

    #[test]
    fn without_a_threshold_everything_stays() {
        let mut record = example::record();
        apply(&mut record, 0.0);
        assert_eq!(record, example::record());
    }
}
