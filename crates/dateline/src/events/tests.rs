//! Quantities and participants that trees made by hand show.

use dateline_record::{EntityType, MentionForm, QuantityKind, Status};

use super::{
    Anchor, ArgumentWords, Arguments, Coding, NumberWords, QuantityWords, Told, complete, quantify,
};
use crate::entities::{Cast, Chains, EntityWords, Member, References};
use crate::syntax::hand_parsed::Hand;
use crate::world::Countries;

struct World {
    hand: Hand,
    lexicon: EntityWords,
    countries: Countries,
}

impl World {
    fn new(rows: &str) -> Self {
        Self {
            hand: Hand::parse(rows),
            lexicon: EntityWords::english().unwrap(),
            countries: Countries::bundled().unwrap(),
        }
    }

    /// References in which each of some single words names a person.
    fn references(&self, people: &[usize]) -> References<'_> {
        let mut cast = Cast::default();
        for word in people {
            cast.add(Member {
                entity_type: EntityType::Person,
                name: Some(self.hand.of(&(*word..*word + 1))),
                description: None,
                mentions: vec![(*word..*word + 1, MentionForm::Name)],
                country: None,
                gender: None,
                members: Vec::new(),
            });
        }
        References {
            text: &self.hand.text,
            words: &self.hand.words,
            syntax: &self.hand.syntax,
            lexicon: &self.lexicon,
            countries: &self.countries,
            chains: Chains::default(),
            dates: Vec::new(),
            cast,
        }
    }

    /// Kind, least number and words of what is counted for one event told by `anchor`.
    fn counted(
        &self,
        event_type: &str,
        anchor: usize,
        people: &[usize],
    ) -> Vec<(QuantityKind, Option<u64>, String)> {
        let references = self.references(people);
        let mut told = [Told {
            anchor: at(anchor),
            coding: Coding {
                modes: Vec::new(),
                contexts: Vec::new(),
                status: Status::Actual,
                status_by: super::Rule::StatusHead,
                historical: false,
                contexts_why: Vec::new(),
                heads: super::HeadScores::default(),
            },
            arguments: Arguments::default(),
            time: None,
            place: None,
            voice: Vec::new(),
            voice_why: super::Why::by(super::Rule::Reporter),
            happening: None,
        }];
        quantify(
            &mut told,
            &[event_type.to_owned()],
            &QuantityWords::english().unwrap(),
            &NumberWords::english().unwrap(),
            &references,
            &[],
        );
        let counts = &told[0].arguments.counts;
        counts
            .iter()
            .map(|c| (c.kind, c.amount.low, self.hand.of(&c.words)))
            .collect()
    }

    /// Names of actors and recipients that the tree shows for an event told by `anchor`.
    fn completed(
        &self,
        event_type: &str,
        anchor: usize,
        people: &[usize],
    ) -> (Vec<String>, Vec<String>) {
        let mut references = self.references(people);
        let mut arguments = Arguments::default();
        complete(
            &mut arguments,
            &at(anchor),
            event_type,
            &ArgumentWords::english().unwrap(),
            &mut references,
            None,
        );
        let names = |fillers: &[super::Filler]| {
            fillers
                .iter()
                .filter_map(|f| references.cast.get(f.entity)?.name.clone())
                .collect()
        };
        (names(&arguments.actors), names(&arguments.recipients))
    }
}

fn at(word: usize) -> Anchor {
    Anchor {
        words: word..word + 1,
        event_type: 0,
        confidence: 0.9,
    }
}

const BLAST: &str = "The|the|DET|2|det blast|blast|NOUN|3|nsubj killed|kill|VERB|0|root \
    at|at|ADP|5|case least|least|ADJ|6|nmod 12|12|NUM|7|nummod miners|miner|NOUN|3|obj and|and|CCONJ|9|cc \
    wounded|wound|VERB|3|conj 30|30|NUM|9|obj .|.|PUNCT|3|punct";

#[test]
fn the_dead_and_the_wounded_are_told_apart() {
    let found = World::new(BLAST).counted("ASSAULT", 1, &[]);
    assert_eq!(
        found,
        [
            (QuantityKind::Killed, Some(12), "at least 12".to_owned()),
            (QuantityKind::Injured, Some(30), "30".to_owned())
        ]
    );
}

#[test]
fn an_event_of_another_kind_has_no_dead() {
    assert_eq!(World::new(BLAST).counted("AID", 1, &[]), []);
}

#[test]
fn one_person_killed_in_a_strike_counts_as_one_and_an_age_as_none() {
    let world = World::new(
        "Odeh|Odeh|PROPN|6|nsubj:pass ,|,|PUNCT|3|punct 41|41|NUM|1|appos ,|,|PUNCT|3|punct was|be|AUX|6|aux:pass \
         killed|kill|VERB|0|root in|in|ADP|9|case a|a|DET|9|det strike|strike|NOUN|6|obl .|.|PUNCT|6|punct",
    );
    assert_eq!(
        world.counted("ASSAULT", 8, &[0]),
        [(QuantityKind::Killed, Some(1), "Odeh".to_owned())]
    );
}

#[test]
fn the_subject_of_a_passive_suffers_and_the_by_phrase_acts() {
    let world = World::new(
        "Odeh|Odeh|PROPN|3|nsubj:pass was|be|AUX|3|aux:pass detained|detain|VERB|0|root by|by|ADP|5|case \
         Soran|Soran|PROPN|3|obl:agent .|.|PUNCT|3|punct",
    );
    let (actors, recipients) = world.completed("COERCE", 2, &[0, 4]);
    assert_eq!(
        (actors, recipients),
        (vec!["Soran".into()], vec!["Odeh".into()])
    );
}

#[test]
fn agentless_stays_agentless() {
    let world = World::new(
        "Odeh|Odeh|PROPN|3|nsubj:pass was|be|AUX|3|aux:pass detained|detain|VERB|0|root .|.|PUNCT|3|punct",
    );
    let (actors, recipients) = world.completed("COERCE", 2, &[0]);
    assert_eq!((actors, recipients), (vec![], vec!["Odeh".into()]));
}

#[test]
fn who_holds_talks_with_somebody_meets_them() {
    let world = World::new(
        "Soran|Soran|PROPN|2|nsubj held|hold|VERB|0|root talks|talk|NOUN|2|obj with|with|ADP|5|case \
         Odeh|Odeh|PROPN|2|obl .|.|PUNCT|2|punct",
    );
    let (actors, recipients) = world.completed("CONSULT", 2, &[0, 4]);
    assert_eq!(actors, ["Soran", "Odeh"]);
    assert!(recipients.is_empty());
}

#[test]
fn a_host_is_visited() {
    let world = World::new(
        "Soran|Soran|PROPN|2|nsubj received|receive|VERB|0|root Odeh|Odeh|PROPN|2|obj .|.|PUNCT|2|punct",
    );
    let (actors, recipients) = world.completed("CONSULT", 1, &[0, 2]);
    assert_eq!(
        (actors, recipients),
        (vec!["Odeh".into()], vec!["Soran".into()])
    );
}

#[test]
fn an_act_shares_the_subject_of_the_verb_it_hangs_on() {
    let world = World::new(
        "Soran|Soran|PROPN|2|nsubj tried|try|VERB|0|root to|to|PART|4|mark arrest|arrest|VERB|2|xcomp \
         Odeh|Odeh|PROPN|4|obj .|.|PUNCT|2|punct",
    );
    let (actors, recipients) = world.completed("COERCE", 3, &[0, 4]);
    assert_eq!(
        (actors, recipients),
        (vec!["Soran".into()], vec!["Odeh".into()])
    );
}

#[test]
fn what_somebody_should_do_is_asked_of_them() {
    let world = World::new(
        "Soran|Soran|PROPN|3|nsubj should|should|AUX|3|aux resign|resign|VERB|0|root .|.|PUNCT|3|punct",
    );
    let (actors, recipients) = world.completed("REQUEST", 2, &[0]);
    assert_eq!((actors, recipients), (vec![], vec!["Soran".into()]));
}

#[test]
fn a_preposition_is_no_part_of_a_description_unless_its_number_needs_it() {
    let described = |rows: &str, run: std::ops::Range<usize>| {
        let world = World::new(rows);
        let found = world.references(&[]).resolve(run, None);
        found.map(|r| world.hand.of(&r.words))
    };
    let stores = "attacks|attack|NOUN|0|root on|on|ADP|3|case stores|store|NOUN|1|nmod";
    assert_eq!(described(stores, 1..3).as_deref(), Some("stores"));
    let miners = "killed|kill|VERB|0|root at|at|ADP|3|case least|least|ADJ|4|nmod \
        12|12|NUM|5|nummod miners|miner|NOUN|1|obj";
    assert_eq!(
        described(miners, 1..5).as_deref(),
        Some("at least 12 miners")
    );
    let men = "held|hold|VERB|0|root by|by|ADP|5|case heavily|heavily|ADV|4|advmod \
        armed|armed|ADJ|5|amod men|man|NOUN|1|obl";
    assert_eq!(described(men, 1..5).as_deref(), Some("heavily armed men"));
}

#[test]
fn a_day_is_nobody_and_no_part_of_a_description() {
    let rows = "according|accord|VERB|4|case to|to|ADP|1|fixed state|state|NOUN|4|compound \
        television|television|NOUN|0|root on|on|ADP|6|case Friday|Friday|PROPN|4|nmod";
    let world = World::new(rows);
    let mut references = world.references(&[]);
    references.dates.push(5..6);
    let mut described = |run| {
        references
            .resolve(run, None)
            .map(|r| world.hand.of(&r.words))
    };
    assert_eq!(described(2..6).as_deref(), Some("state television"));
    assert_eq!(described(5..6), None);
}
