//! Events of a record against those of an annotated report.

use std::collections::{BTreeMap, BTreeSet};

use dateline_record::{CharSpan, Event};

use super::annotation::GoldEvent;
use super::attributions::{AttributionMap, same_voice};
use super::comparison::{Comparison, plain_name};
use super::reliability::Reliability;
use crate::characters::overlap;
use crate::counts::{Counts, Tally};

/// The types of PLOVER; the others are this project's extensions.
pub(super) const PLOVER_TYPES: [&str; 16] = [
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
];

/// What was counted of events: all but the counts by type are of PLOVER types only.
#[derive(Debug, Clone, Default)]
pub(super) struct EventScore {
    pub(super) found: Counts,
    pub(super) untyped: Counts,
    pub(super) by_type: BTreeMap<String, Counts>,
    pub(super) fields: FieldScore,
    pub(super) same_happening: Counts,
    pub(super) status_by_gold: BTreeMap<String, Tally>,
    pub(super) voice_errors: BTreeMap<&'static str, usize>,
    pub(super) by_mode: BTreeMap<String, Counts>,
    pub(super) by_context: BTreeMap<String, Counts>,
    pub(super) contexts: Counts,
    pub(super) reliability: Reliability,
}

/// How far the fields of the events found are right.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct FieldScore {
    pub(super) actors: Counts,
    pub(super) recipients: Counts,
    pub(super) modes: Counts,
    pub(super) quantities: Counts,
    pub(super) place: Tally,
    pub(super) time: Tally,
    pub(super) status: Tally,
    pub(super) voice: Tally,
    pub(super) voice_or_none: Tally,
    pub(super) facts: usize,
}

/// A pair of events that may tell the same.
struct Candidate {
    same_type: bool,
    anchors_overlap: bool,
    gold: usize,
    given: usize,
}

impl EventScore {
    /// Counts the report of this number.
    pub(super) fn add(&mut self, report: usize, both: &Comparison, attributions: &AttributionMap) {
        let in_plover = |kind: &str| PLOVER_TYPES.contains(&kind);
        let (gold, extension_gold): (Vec<&GoldEvent>, Vec<_>) = both
            .gold
            .events
            .iter()
            .partition(|event| in_plover(&event.kind));
        let (given, extension_given): (Vec<&Event<CharSpan>>, Vec<_>) = both
            .record
            .events
            .iter()
            .partition(|event| in_plover(&event.event_type));

        let candidates = candidates(&gold, &given, both);
        let typed = pair_up(&candidates, gold.len(), given.len(), |pair| pair.same_type);
        let untyped = pair_up(&candidates, gold.len(), given.len(), |pair| {
            pair.same_type || pair.anchors_overlap
        });
        self.found += found(&gold, given.len(), &typed);
        self.untyped += found(&gold, given.len(), &untyped);
        self.add_types(&gold, &given, &typed);
        self.same_happening += same_happening(&gold, &given, &typed);
        self.add_confidences(report, &given, &typed);
        for (event, partner) in gold.iter().zip(&typed) {
            if let Some(other) = partner.and_then(|index| given.get(index)) {
                self.add_fields(event, other, both, attributions);
            }
        }

        let candidates = self::candidates(&extension_gold, &extension_given, both);
        let typed = pair_up(
            &candidates,
            extension_gold.len(),
            extension_given.len(),
            |pair| pair.same_type,
        );
        self.add_types(&extension_gold, &extension_given, &typed);
        self.add_confidences(report, &extension_given, &typed);
    }

    fn add_confidences(
        &mut self,
        report: usize,
        given: &[&Event<CharSpan>],
        partners: &[Option<usize>],
    ) {
        for (index, event) in given.iter().enumerate() {
            let right = partners.contains(&Some(index));
            let confidence = event.confidence.get();
            self.reliability.add(report, confidence, right);
        }
    }

    /// Counts events by type: a happening told several times is missed only if no telling of any
    /// type is found, as in the counts over all types.
    fn add_types(
        &mut self,
        gold: &[&GoldEvent],
        given: &[&Event<CharSpan>],
        partners: &[Option<usize>],
    ) {
        for (event, due) in gold.iter().zip(due(gold, partners)) {
            self.by_type.entry(event.kind.clone()).or_default().gold += usize::from(due);
        }
        for event in given {
            let counts = self.by_type.entry(event.event_type.clone()).or_default();
            counts.predicted += 1;
        }
        for (event, partner) in gold.iter().zip(partners) {
            let counts = self.by_type.entry(event.kind.clone()).or_default();
            counts.correct += usize::from(partner.is_some());
        }
    }

    fn add_fields(
        &mut self,
        gold: &GoldEvent,
        given: &Event<CharSpan>,
        both: &Comparison,
        attributions: &AttributionMap,
    ) {
        let fields = &mut self.fields;
        let mut arguments_right = true;
        for (counts, gold, given) in [
            (&mut fields.actors, &gold.actors, &given.actors),
            (&mut fields.recipients, &gold.recipients, &given.recipients),
        ] {
            let in_given = |id: &&String| given.iter().any(|p| both.same_entity(id, p.entity));
            let hits = gold.iter().filter(in_given).count();
            let backed = given
                .iter()
                .filter(|p| gold.iter().any(|id| both.same_entity(id, p.entity)))
                .count();
            // Two names of one side may be the same as one of the other, so right answers are
            // counted from the gold and wrong ones from the record.
            *counts += Counts::new(hits, gold.len(), hits + given.len() - backed);
            arguments_right &= hits == gold.len() && backed == given.len();
        }

        match (&gold.place, given.place.as_ref().map(|place| place.entity)) {
            (None, None) => {}
            (Some(gold), Some(place)) => fields.place.add(both.same_entity(gold, place)),
            _ => fields.place.add(false),
        }
        let time = given.time.as_ref().and_then(|time| time.value.as_deref());
        if gold.time.is_some() || time.is_some() {
            fields.time.add(same_date(gold.time.as_deref(), time));
        }

        let status_right = gold.status == plain_name(&given.status);
        fields.status.add(status_right);
        let by_gold = self.status_by_gold.entry(gold.status.clone()).or_default();
        by_gold.add(status_right);

        let voice = given.voice.innermost();
        let told_by = voice.and_then(|attribution| attributions.get(&attribution).copied());
        let voice_right = same_voice(&gold.voice, &given.voice, attributions);
        fields.voice.add(voice_right);
        fields
            .voice_or_none
            .add(gold.voice.is_empty() == voice.is_none());
        if !voice_right {
            let error = match (gold.voice.is_empty(), voice, told_by) {
                (true, _, _) => "given where the reporter speaks",
                (false, None, _) => "none given",
                (false, Some(_), None) => "an attribution that is no annotated one",
                (false, Some(_), Some(_)) => "another attribution",
            };
            *self.voice_errors.entry(error).or_default() += 1;
        }

        let names = |all: &[String]| all.iter().cloned().collect::<BTreeSet<_>>();
        let (gold_modes, given_modes) = (names(&gold.modes), names(&given.modes));
        fields.modes += shared(&gold_modes, &given_modes);
        for (counts, name) in of_each(&gold_modes, &given_modes) {
            let entry = self.by_mode.entry(format!("{}:{name}", gold.kind));
            *entry.or_default() += counts;
        }
        let (gold_contexts, given_contexts) = (names(&gold.contexts), names(&given.contexts));
        self.contexts += shared(&gold_contexts, &given_contexts);
        for (counts, name) in of_each(&gold_contexts, &given_contexts) {
            *self.by_context.entry(name.clone()).or_default() += counts;
        }
        // Numbers are compared by value; their bits give them an order.
        let gold_quantities = gold
            .quantities
            .iter()
            .map(|quantity| (quantity.kind.clone(), quantity.low.map(f64::to_bits)));
        let given_quantities = given.quantities.iter().map(|quantity| {
            let low = quantity.low.map(|low| (low as f64).to_bits());
            (plain_name(&quantity.kind), low)
        });
        fields.quantities += shared(&gold_quantities.collect(), &given_quantities.collect());

        fields.facts += usize::from(arguments_right && status_right && voice_right);
    }
}

/// The pairs whose anchors overlap or stand in the same sentence, best first: same type and
/// overlapping anchors, same type, overlapping anchors, neither; then in text order.
fn candidates(
    gold: &[&GoldEvent],
    given: &[&Event<CharSpan>],
    both: &Comparison,
) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for (i, event) in gold.iter().enumerate() {
        for (j, other) in given.iter().enumerate() {
            let anchors_overlap = overlap(event.span, other.anchor);
            let same_sentence =
                both.sentence_at(event.span.start) == both.sentence_at(other.anchor.start);
            if anchors_overlap || same_sentence {
                candidates.push(Candidate {
                    same_type: event.kind == other.event_type,
                    anchors_overlap,
                    gold: i,
                    given: j,
                });
            }
        }
    }
    candidates.sort_by_key(|pair| {
        (
            !pair.same_type,
            !pair.anchors_overlap,
            pair.gold,
            pair.given,
        )
    });
    candidates
}

/// Takes every candidate that fits and whose two events are still free. Gives the partner of every
/// gold event.
fn pair_up(
    candidates: &[Candidate],
    gold: usize,
    given: usize,
    fits: fn(&Candidate) -> bool,
) -> Vec<Option<usize>> {
    let mut partners = vec![None; gold];
    let mut taken = vec![false; given];
    for pair in candidates.iter().filter(|pair| fits(pair)) {
        if partners[pair.gold].is_none() && !taken[pair.given] {
            partners[pair.gold] = Some(pair.given);
            taken[pair.given] = true;
        }
    }
    partners
}

/// Whether each gold event counts: it does not if it is not found itself but another telling of
/// the same happening is.
fn due(gold: &[&GoldEvent], partners: &[Option<usize>]) -> Vec<bool> {
    let told: BTreeSet<i64> = gold
        .iter()
        .zip(partners)
        .filter(|(_, partner)| partner.is_some())
        .filter_map(|(event, _)| event.happening)
        .collect();
    gold.iter()
        .zip(partners)
        .map(|(event, partner)| {
            partner.is_some() || !event.happening.is_some_and(|number| told.contains(&number))
        })
        .collect()
}

/// Of the pairs of events that were both found, those told as one happening.
fn same_happening(
    gold: &[&GoldEvent],
    given: &[&Event<CharSpan>],
    partners: &[Option<usize>],
) -> Counts {
    let both: Vec<(Option<i64>, Option<u32>)> = gold
        .iter()
        .zip(partners)
        .filter_map(|(event, partner)| {
            let other = given.get((*partner)?)?;
            Some((event.happening, other.happening))
        })
        .collect();
    let mut counts = Counts::default();
    for (i, (gold, given)) in both.iter().enumerate() {
        for (other_gold, other_given) in &both[..i] {
            let in_gold = gold.is_some() && gold == other_gold;
            let in_given = given.is_some() && given == other_given;
            counts += Counts::new(
                usize::from(in_gold && in_given),
                usize::from(in_gold),
                usize::from(in_given),
            );
        }
    }
    counts
}

fn found(gold: &[&GoldEvent], given: usize, partners: &[Option<usize>]) -> Counts {
    let due = due(gold, partners).into_iter().filter(|&due| due).count();
    Counts::new(partners.iter().flatten().count(), due, given)
}

fn shared<T: Ord>(gold: &BTreeSet<T>, given: &BTreeSet<T>) -> Counts {
    Counts::new(gold.intersection(given).count(), gold.len(), given.len())
}

/// Counts of each name that one side has.
fn of_each<'a>(
    gold: &'a BTreeSet<String>,
    given: &'a BTreeSet<String>,
) -> impl Iterator<Item = (Counts, &'a String)> {
    let has = |side: &BTreeSet<String>, name| usize::from(side.contains(name));
    gold.union(given).map(move |name| {
        let (in_gold, in_given) = (has(gold, name), has(given, name));
        (Counts::new(in_gold * in_given, in_gold, in_given), name)
    })
}

/// Whether two EDTF dates agree: equal but for marks of doubt, or one of month or day precision
/// and the other the same with more or less precision.
fn same_date(gold: Option<&str>, given: Option<&str>) -> bool {
    let (Some(gold), Some(given)) = (gold, given) else {
        return gold.is_none() && given.is_none();
    };
    let certain = |date| str::trim_end_matches(date, ['~', '?']);
    let (a, b) = (certain(gold), certain(given));
    let refines = |fine: &str, coarse: &str| {
        fine.len() > coarse.len() && fine.starts_with(coarse) && coarse.len() >= MONTH_LENGTH
    };
    a == b || (!a.contains('/') && !b.contains('/') && (refines(a, b) || refines(b, a)))
}

/// Length of `2020-01`.
const MONTH_LENGTH: usize = 7;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_may_differ_in_precision_down_to_the_month() {
        assert!(same_date(Some("2020-01-03"), Some("2020-01")));
        assert!(same_date(Some("2020-01-03~"), Some("2020-01-03")));
        assert!(!same_date(Some("2020-01-03"), Some("2020")));
        assert!(!same_date(Some("2020-01-03"), Some("2020-02")));
        assert!(!same_date(
            Some("2020-01-03/2020-01-05"),
            Some("2020-01-03")
        ));
        assert!(!same_date(Some("2020-01-03"), None));
    }
}
