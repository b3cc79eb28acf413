//! PLV: sentences with two actors and the PLOVER type of what one does to the other.

use std::collections::BTreeMap;
use std::path::Path;

use dateline_record::{CharSpan, Event, Participant, Report, Span};
use serde::Deserialize;

use super::{Corpus, Folder, Half, Scorer, Table, foreign_span, judge_all, read};
use crate::characters::{CharSet, check_span, from_pair};
use crate::counts::{Counts, Tally};
use crate::error::EvalError;
use crate::json_lines::{self, Checked};
use crate::report::Metric;
use crate::system::System;

pub(super) const CORPUS: Corpus = Corpus {
    name: "plv",
    folder: Folder::Data,
    path: "events/plv/plv_train.jsonl",
    what: "events: the type of what one marked actor does to another, in single sentences",
    run: Scorer::OfHalf(run),
};

/// One of so many records is of the dev part, by the number in its id; `training/` can leave out the same ones.
const HELD_OUT: u32 = 5;

/// Types of PLV and PLOVER's quad class of each, where 1 and 2 are cooperation, 3 and 4 conflict, 1 and 3 verbal. PLV was
/// coded by an older PLOVER: there is a type that later versions divided.
const ROOTS: [(&str, u8); 15] = [
    ("AGREE", 1),
    ("CONSULT", 1),
    ("SUPPORT", 1),
    ("COOPERATE", 2),
    ("AID", 2),
    ("YIELD", 2),
    ("REQUEST", 3),
    ("ACCUSE", 3),
    ("REJECT", 3),
    ("THREATEN", 3),
    ("PROTEST", 4),
    ("SANCTION", 4),
    ("MOBILIZE", 4),
    ("COERCE", 4),
    ("ASSAULT", 4),
];

/// PLV's types that later versions of PLOVER divided.
const DIVIDED: [(&str, [&str; 2]); 1] = [("YIELD", ["CONCEDE", "RETREAT"])];

#[derive(Debug, Deserialize)]
struct Sentence {
    id: String,
    text: String,
    source_actor: Actor,
    target_actor: Actor,
    gold_root: String,
    gold_penta: u8,
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

/// What the system says of the sentence.
struct Judgement {
    /// The type that it gives when it is told who the two are.
    given: Option<&'static str>,
    /// The record has an event of the type, whoever takes part.
    type_recorded: bool,
    /// It has an event between the two.
    pair_recorded: bool,
    /// It has an event of the type between the two.
    recorded: bool,
}

fn run(path: &Path, half: Half, system: &dyn System) -> Result<Vec<Table>, EvalError> {
    let mut sentences: Vec<Sentence> = json_lines::read(path)?;
    sentences.retain(|sentence| half_of(&sentence.id) == half);
    let judgements = judge_all(&sentences, |sentence| judge(sentence, system))?;
    let judged = || sentences.iter().zip(&judgements);
    let table = |name, metrics| Table::new(name, sentences.len(), metrics);

    let roots = by_class(judged().map(|(s, j)| (s.gold_root.as_str(), j.given)));
    let quads = by_class(judged().map(|(s, j)| (s.gold_penta, j.given.and_then(quad))));
    let main = vec![
        Metric::value("root macro-F1", macro_f1(&roots), sentences.len()),
        Metric::share("root accuracy", accuracy(&roots)),
        Metric::value("quad macro-F1", macro_f1(&quads), sentences.len()),
        Metric::share("quad accuracy", accuracy(&quads)),
    ];
    let f1 = |(class, counts): (String, Counts)| Metric::f1(class, counts);
    let by_root = roots
        .into_iter()
        .map(|(class, c)| f1((class.to_owned(), c)));
    let by_quad = quads
        .into_iter()
        .map(|(class, c)| f1((class.to_string(), c)));

    let (mut of_type, mut of_pair, mut right) =
        (Tally::default(), Tally::default(), Counts::default());
    for judgement in &judgements {
        of_type.add(judgement.type_recorded);
        of_pair.add(judgement.pair_recorded);
        right += Counts::new(
            usize::from(judgement.recorded),
            1,
            usize::from(judgement.pair_recorded),
        );
    }
    let record = vec![
        Metric::f1("type of the pair", right),
        Metric::share("an event of the type", of_type),
        Metric::share("an event of the pair", of_pair),
    ];
    Ok(vec![
        table("all", main),
        table("by root", by_root.collect()),
        table("by quad class", by_quad.collect()),
        table("from the record", record),
    ])
}

/// The part of a record: dev, if the number at the end of its id can be divided by [`HELD_OUT`].
fn half_of(id: &str) -> Half {
    let number = id.rsplit('-').next().and_then(|n| n.parse::<u32>().ok());
    match number {
        Some(n) if n.is_multiple_of(HELD_OUT) => Half::Dev,
        _ => Half::Train,
    }
}

/// Right, gold and given ones of each class, from pairs of gold and given.
fn by_class<C: Copy + Ord>(answers: impl Iterator<Item = (C, Option<C>)>) -> BTreeMap<C, Counts> {
    let mut classes: BTreeMap<C, Counts> = BTreeMap::new();
    for (gold, given) in answers {
        *classes.entry(gold).or_default() += Counts::new(usize::from(given == Some(gold)), 1, 0);
        if let Some(given) = given {
            *classes.entry(given).or_default() += Counts::new(0, 0, 1);
        }
    }
    classes
}

/// The mean of the classes' F1, those counted that the gold has.
fn macro_f1<C>(classes: &BTreeMap<C, Counts>) -> f64 {
    let of_gold: Vec<f64> = classes
        .values()
        .filter(|counts| counts.gold > 0)
        .map(Counts::f1)
        .collect();
    of_gold.iter().sum::<f64>() / of_gold.len().max(1) as f64
}

fn accuracy<C>(classes: &BTreeMap<C, Counts>) -> Tally {
    classes
        .values()
        .fold(Tally::default(), |sum, counts| Tally {
            right: sum.right + counts.correct,
            of: sum.of + counts.gold,
        })
}

fn judge(sentence: &Sentence, system: &dyn System) -> Result<Judgement, EvalError> {
    let reading = read(system, &sentence.id, &sentence.text, None)?;
    let record = reading.layers.record.to_outer();
    let record = record.map_err(|_| foreign_span(&sentence.id))?;
    let source = Side::new(&sentence.source_actor);
    let target = Side::new(&sentence.target_actor);
    let of_type =
        |event: &&Event<CharSpan>| root(&event.event_type) == Some(sentence.gold_root.as_str());
    let of_pair = |event: &&Event<CharSpan>| {
        // Events of two equal sides put both among the actors.
        let takers: Vec<_> = event.actors.iter().chain(&event.recipients).collect();
        source.is_among(event.actors.iter()) && target.is_among(takers.into_iter())
    };
    let events = || record.events.iter();
    let points = reading.text.code_points();
    let inner = |actor: &Actor| -> Option<Vec<Span>> {
        let spans = actor.spans.iter().copied().map(from_pair);
        spans.map(|span| points.inner(span)).collect()
    };
    let (Some(of_source), Some(of_target)) =
        (inner(&sentence.source_actor), inner(&sentence.target_actor))
    else {
        return Err(foreign_span(&sentence.id));
    };
    let report = Report::new(sentence.id.as_str(), reading.text.clone());
    Ok(Judgement {
        given: likeliest(&system.between(&report, &of_source, &of_target)),
        type_recorded: events().any(|event| of_type(&event)),
        pair_recorded: events().any(|event| of_pair(&event)),
        recorded: events().any(|event| of_type(&event) && of_pair(&event)),
    })
}

/// PLV's type of the greatest probability; types that it has as one are added up.
fn likeliest(types: &[(String, f32)]) -> Option<&'static str> {
    let mut sums: BTreeMap<&'static str, f32> = BTreeMap::new();
    for (name, probability) in types {
        if let Some(name) = root(name) {
            *sums.entry(name).or_default() += probability;
        }
    }
    let best = sums.into_iter().max_by(|a, b| a.1.total_cmp(&b.1));
    best.map(|(name, _)| name)
}

/// PLV's type for one of today's; `None` for types outside PLOVER.
fn root(event_type: &str) -> Option<&'static str> {
    let divided = DIVIDED
        .iter()
        .find(|(_, parts)| parts.contains(&event_type));
    let name = divided.map_or(event_type, |(whole, _)| whole);
    ROOTS.iter().map(|(root, _)| *root).find(|r| *r == name)
}

fn quad(root: &str) -> Option<u8> {
    ROOTS
        .iter()
        .find(|(r, _)| *r == root)
        .map(|(_, quad)| *quad)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::SystemReading;
    use crate::testing::{Fake, file, find};
    use dateline_record::{EntityId, EventId, Record, Voice};

    const LINE: &str = r#"{"id": "s-10", "text": "Marland freed two Ostian pilots.",
        "source_actor": {"spans": [[0, 7]]}, "target_actor": {"spans": [[14, 31]]},
        "gold_root": "YIELD", "gold_penta": 2}"#;

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
        let mut tables = run(&path, Half::Dev, &system).unwrap();
        tables.remove(3).metrics
    }

    #[test]
    fn type_and_both_sides_of_a_recorded_event_must_fit() {
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

    /// Answers the same for every pair.
    struct Certain(&'static [(&'static str, f32)]);

    impl System for Certain {
        fn read(&self, report: &Report) -> SystemReading {
            SystemReading::new(Record::new(report, "certain", None))
        }

        fn between(&self, _: &Report, source: &[Span], target: &[Span]) -> Vec<(String, f32)> {
            assert_eq!((source.len(), target.len()), (1, 1));
            let types = self.0.iter().map(|(name, p)| ((*name).to_owned(), *p));
            types.collect()
        }
    }

    #[test]
    fn macro_f1_of_given_pairs_is_the_mean_over_the_types_of_the_part() {
        let attack = LINE.replace("s-10", "s-15").replace("YIELD", "ASSAULT");
        let lines = [LINE.to_owned(), attack.replace(": 2}", ": 4}")];
        // The third one is of the other part.
        let other = LINE.replace("s-10", "s-16");
        let text = lines.map(|l| l.replace('\n', " ")).join("\n");
        let path = file(
            "plv-pairs.jsonl",
            &format!("{text}\n{}", other.replace('\n', " ")),
        );
        let system = Certain(&[
            ("ASSAULT", 0.4),
            ("CONCEDE", 0.3),
            ("RETREAT", 0.25),
            ("JUDGE", 0.9),
        ]);
        let tables = run(&path, Half::Dev, &system).unwrap();
        // YIELD (0.55) is answered twice: F1 of 2/3 for it and 0 for ASSAULT.
        let metric = |name: &str| {
            let found = tables[0].metrics.iter().find(|m| m.name == name);
            found.and_then(|m| m.value).unwrap()
        };
        assert_eq!(tables[0].documents, 2);
        assert!((metric("root macro-F1") - 1.0 / 3.0).abs() < 1e-9);
        assert!((metric("root accuracy") - 0.5).abs() < 1e-9);
        assert!((metric("quad macro-F1") - 1.0 / 3.0).abs() < 1e-9);
    }
}
