//! PLV: sentences with two actors and the PLOVER type of what one does to the other.

use std::collections::BTreeMap;
use std::path::Path;

use dateline_record::{CharSpan, Event, Participant};
use serde::Deserialize;

use super::{Corpus, Folder, Scorer, Table, foreign_span, judge_all, read};
use crate::characters::{CharSet, check_span, from_pair};
use crate::counts::{Counts, Tally};
use crate::error::EvalError;
use crate::json_lines::{self, Checked};
use crate::report::Metric;
use crate::system::System;

pub(super) const CORPUS: Corpus = Corpus {
    name: "plv",
    folder: Folder::Data,
    path: "events/plv/plv_PART.jsonl",
    what: "events: the type of what one marked actor does to another, in single sentences",
    run: Scorer::OfPart(run),
};

/// PLV's types that later versions of PLOVER divided.
const DIVIDED: [(&str, [&str; 2]); 1] = [("YIELD", ["CONCEDE", "RETREAT"])];

#[derive(Debug, Deserialize)]
struct Sentence {
    id: String,
    text: String,
    source_actor: Actor,
    target_actor: Actor,
    gold_root: String,
}

#[derive(Debug, Deserialize)]
struct Actor {
    spans: Vec<[u32; 2]>,
}

impl Checked for Sentence {
    fn check(&self) -> Result<(), String> {
        let length = self.text.chars().count();
        let actors = [&self.source_actor, &self.target_actor];
        let mut spans = actors.into_iter().flat_map(|actor| &actor.spans);
        spans.try_for_each(|&span| check_span(from_pair(span), length))
    }
}

/// What the record says of the sentence.
struct Judgement {
    /// An event of the type is there, whoever takes part.
    type_given: bool,
    /// An event between the two is there.
    pair_given: bool,
    /// An event of the type between the two is there.
    right: bool,
}

fn run(path: &Path, system: &dyn System) -> Result<Vec<Table>, EvalError> {
    let sentences: Vec<Sentence> = json_lines::read(path)?;
    let judgements = judge_all(&sentences, |sentence| judge(sentence, system))?;
    let (mut type_given, mut pair_given, mut right) =
        (Tally::default(), Tally::default(), Counts::default());
    let mut by_type: BTreeMap<&str, Tally> = BTreeMap::new();
    for (sentence, judgement) in sentences.iter().zip(&judgements) {
        type_given.add(judgement.type_given);
        pair_given.add(judgement.pair_given);
        right += Counts::new(
            usize::from(judgement.right),
            1,
            usize::from(judgement.pair_given),
        );
        let of_type = by_type.entry(&sentence.gold_root).or_default();
        of_type.add(judgement.right);
    }
    let by_type = by_type
        .into_iter()
        .map(|(kind, tally)| Metric::share(kind, tally))
        .collect();
    let main = vec![
        Metric::f1("type of the pair", right),
        Metric::share("an event of the type", type_given),
        Metric::share("an event of the pair", pair_given),
    ];
    Ok(vec![
        Table::new("all", sentences.len(), main),
        Table::new("recall by type", sentences.len(), by_type),
    ])
}

fn judge(sentence: &Sentence, system: &dyn System) -> Result<Judgement, EvalError> {
    let reading = read(system, &sentence.id, &sentence.text, None)?;
    let record = reading.layers.record.to_outer();
    let record = record.map_err(|_| foreign_span(&sentence.id))?;
    let source = Side::new(&sentence.source_actor);
    let target = Side::new(&sentence.target_actor);
    let of_type = |event: &&Event<CharSpan>| same_type(&sentence.gold_root, &event.event_type);
    let of_pair = |event: &&Event<CharSpan>| {
        // Events of two equal sides put both among the actors.
        let takers: Vec<_> = event.actors.iter().chain(&event.recipients).collect();
        source.is_among(event.actors.iter()) && target.is_among(takers.into_iter())
    };
    let events = || record.events.iter();
    Ok(Judgement {
        type_given: events().any(|event| of_type(&event)),
        pair_given: events().any(|event| of_pair(&event)),
        right: events().any(|event| of_type(&event) && of_pair(&event)),
    })
}

/// An actor of the sentence. One that the text does not name fits everything.
struct Side(CharSet);

impl Side {
    fn new(actor: &Actor) -> Self {
        Side(CharSet::new(actor.spans.iter().copied().map(from_pair)))
    }

    fn is_among<'a>(
        &self,
        mut participants: impl Iterator<Item = &'a Participant<CharSpan>>,
    ) -> bool {
        self.0.is_empty() || participants.any(|p| self.0.shared(&CharSet::new([p.span])) > 0)
    }
}

fn same_type(gold: &str, given: &str) -> bool {
    let mut divided = DIVIDED.iter().filter(|(whole, _)| *whole == gold);
    gold == given || divided.any(|(_, parts)| parts.contains(&given))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::SystemReading;
    use crate::testing::{Fake, file, find};
    use dateline_record::{EntityId, EventId, Report, Voice};

    const LINE: &str = r#"{"id": "s", "text": "Marland freed two Ostian pilots.",
        "source_actor": {"spans": [[0, 7]]}, "target_actor": {"spans": [[14, 31]]},
        "gold_root": "YIELD"}"#;

    fn score(kind: &str, actor: &str, recipient: &str) -> Vec<Metric> {
        let name = format!("plv-{kind}-{recipient}.jsonl");
        let path = file(&name, &LINE.replace('\n', " "));
        let system = Fake(|report: &Report, reading: &mut SystemReading| {
            let anchor = find(&report.text, "freed");
            let id = EventId::from_index(0);
            let mut event = Event::new(id, kind, anchor, anchor, Voice::reporter());
            let side = |words| Participant {
                entity: EntityId::from_index(0),
                span: find(&report.text, words),
            };
            event.actors.push(side(actor));
            event.recipients.push(side(recipient));
            reading.record.events.push(event);
        });
        run(&path, &system).unwrap().remove(0).metrics
    }

    #[test]
    fn type_and_both_sides_must_fit() {
        let main = |right, given, of_type, of_pair| {
            let tally = |right| Tally { right, of: 1 };
            [
                Metric::f1("type of the pair", Counts::new(right, 1, given)),
                Metric::share("an event of the type", tally(of_type)),
                Metric::share("an event of the pair", tally(of_pair)),
            ]
        };
        // YIELD became CONCEDE and RETREAT.
        assert_eq!(score("RETREAT", "Marland", "pilots"), main(1, 1, 1, 1));
        assert_eq!(score("ASSAULT", "Marland", "pilots"), main(0, 1, 0, 1));
        assert_eq!(score("RETREAT", "Marland", "freed"), main(0, 0, 1, 0));
    }
}
