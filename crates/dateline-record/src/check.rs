//! Whether a record hangs together: what every record must satisfy.

use std::collections::HashSet;
use std::fmt;
use std::hash::Hash;

use crate::{AttributionId, EntityId, Record, Span, TimeAnchor, TimeId, Voice, merged};

/// Something in a record that points nowhere.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {reason}")]
pub struct Fault {
    /// Which part of the record: `event v3 actor`.
    pub place: String,
    /// What is wrong with it.
    pub reason: String,
}

struct Checker<'a> {
    record: &'a Record,
    entities: HashSet<EntityId>,
    times: HashSet<TimeId>,
    attributions: HashSet<AttributionId>,
    faults: Vec<Fault>,
}

impl Record {
    /// Verifies that every span slices the text on character boundaries, every id
    /// is unique and resolves, every voice is a chain of attributions that exist
    /// (each standing in the voice of those before it), no anonymous source has a name,
    /// the happenings are those that the events tell, and the sentences are in order. Gives all faults found.
    pub fn check(&self) -> Result<(), Vec<Fault>> {
        let mut checker = Checker {
            record: self,
            entities: HashSet::new(),
            times: HashSet::new(),
            attributions: HashSet::new(),
            faults: Vec::new(),
        };
        checker.ids();
        checker.sentences();
        checker.entities();
        checker.times();
        checker.relations();
        checker.attributions();
        checker.events();
        checker.happenings();
        if checker.faults.is_empty() {
            Ok(())
        } else {
            Err(checker.faults)
        }
    }
}

impl Checker<'_> {
    fn fault(&mut self, place: impl fmt::Display, reason: impl fmt::Display) {
        self.faults.push(Fault {
            place: place.to_string(),
            reason: reason.to_string(),
        });
    }

    fn ids(&mut self) {
        let record = self.record;
        self.entities = self.unique(record.entities.iter().map(|entity| entity.id));
        self.times = self.unique(record.times.iter().map(|time| time.id));
        self.attributions = self.unique(record.attributions.iter().map(|a| a.id));
        self.unique(record.relations.iter().map(|relation| relation.id));
        self.unique(record.events.iter().map(|event| event.id));
    }

    fn unique<I: Copy + Eq + Hash + fmt::Display>(
        &mut self,
        ids: impl Iterator<Item = I>,
    ) -> HashSet<I> {
        let mut seen = HashSet::new();
        for id in ids {
            if !seen.insert(id) {
                self.fault(id, "used twice");
            }
        }
        seen
    }

    fn span(&mut self, place: impl fmt::Display, span: Span) {
        match self.record.text.get(span) {
            None => self.fault(place, format_args!("{span:?} is not one of the text")),
            Some("") => self.fault(place, format_args!("{span:?} is empty")),
            Some(_) => {}
        }
    }

    fn entity(&mut self, place: impl fmt::Display, id: EntityId) {
        if !self.entities.contains(&id) {
            self.fault(place, format_args!("there is no {id}"));
        }
    }

    fn time(&mut self, place: impl fmt::Display, id: TimeId) {
        if !self.times.contains(&id) {
            self.fault(place, format_args!("there is no {id}"));
        }
    }

    fn voice(&mut self, place: impl fmt::Display, voice: &Voice) {
        let chain = voice.chain();
        for (depth, id) in chain.iter().enumerate() {
            match self.record.attribution(*id) {
                None => self.fault(&place, format_args!("voice {id} does not exist")),
                Some(attribution) if attribution.voice.chain() != &chain[..depth] => self.fault(
                    &place,
                    format_args!("voice {id} does not stand inside those before it"),
                ),
                Some(_) => {}
            }
        }
    }

    fn sentences(&mut self) {
        let record = self.record;
        let mut before = 0;
        for (number, sentence) in record.sentences.iter().enumerate() {
            self.span(format_args!("sentence {number}"), *sentence);
            if sentence.start() < before {
                self.fault(
                    format_args!("sentence {number}"),
                    "begins before the last one ends",
                );
            }
            before = sentence.end();
        }
        if let Some(place) = record.report.dateline.as_ref().and_then(|d| d.place) {
            self.entity("dateline", place);
        }
    }

    fn entities(&mut self) {
        for entity in &self.record.entities {
            let id = entity.id;
            for mention in &entity.mentions {
                self.span(format_args!("mention of {id}"), mention.span);
            }
            for label in &entity.labels {
                self.span(format_args!("label of {id}"), label.span);
                self.voice(format_args!("label of {id}"), &label.voice);
            }
            let coding = &entity.coding;
            for ground in [&coding.country, &coding.sector].into_iter().flatten() {
                if let Some(span) = ground.span {
                    self.span(format_args!("coding of {id}"), span);
                }
                if let Some(other) = ground.entity {
                    self.entity(format_args!("coding of {id}"), other);
                }
            }
            for member in &entity.members {
                self.entity(format_args!("member of {id}"), *member);
                if *member == id {
                    self.fault(id, "is a member of itself");
                }
            }
        }
    }

    fn times(&mut self) {
        for time in &self.record.times {
            self.span(time.id, time.span);
            if let Some(TimeAnchor::Time(anchor)) = time.anchor {
                self.time(format_args!("anchor of {}", time.id), anchor);
            }
        }
    }

    fn relations(&mut self) {
        for relation in &self.record.relations {
            let id = relation.id;
            self.entity(format_args!("subject of {id}"), relation.subject);
            if let Some(object) = relation.object {
                self.entity(format_args!("object of {id}"), object);
            }
            for piece in &relation.evidence {
                self.span(format_args!("evidence of {id}"), *piece);
            }
            self.voice(id, &relation.voice);
        }
    }

    fn attributions(&mut self) {
        for attribution in &self.record.attributions {
            let id = attribution.id;
            if let Some(source) = attribution.source {
                self.entity(format_args!("source of {id}"), source);
                if attribution.anonymous
                    && self
                        .record
                        .entity(source)
                        .is_some_and(|entity| entity.name.is_some())
                {
                    self.fault(id, "is anonymous, and its source has a name");
                }
            }
            for span in attribution.source_span.iter().chain(&attribution.cue) {
                self.span(format_args!("source or cue of {id}"), *span);
            }
            for piece in &attribution.content {
                self.span(format_args!("content of {id}"), *piece);
            }
            if let Some(time) = attribution.time {
                self.time(format_args!("time of {id}"), time);
            }
            if let Some(place) = attribution.place {
                self.entity(format_args!("place of {id}"), place);
            }
            if attribution.voice.chain().contains(&id) {
                self.fault(id, "stands inside itself");
            }
            self.voice(id, &attribution.voice);
        }
    }

    fn events(&mut self) {
        for event in &self.record.events {
            let id = event.id;
            self.span(format_args!("anchor of {id}"), event.anchor);
            for (part, participants) in [("actor", &event.actors), ("recipient", &event.recipients)]
            {
                for participant in participants {
                    self.entity(format_args!("{part} of {id}"), participant.entity);
                    self.span(format_args!("{part} of {id}"), participant.span);
                }
            }
            if let Some(place) = &event.place {
                self.entity(format_args!("place of {id}"), place.entity);
                self.span(format_args!("place of {id}"), place.span);
            }
            if let Some(time) = event.time.as_ref().and_then(|time| time.id) {
                self.time(format_args!("time of {id}"), time);
            }
            for quantity in &event.quantities {
                self.span(format_args!("quantity of {id}"), quantity.span);
                if let (Some(low), Some(high)) = (quantity.low, quantity.high)
                    && low > high
                {
                    self.fault(
                        format_args!("quantity of {id}"),
                        format_args!("low {low} is above high {high}"),
                    );
                }
            }
            for piece in &event.evidence {
                self.span(format_args!("evidence of {id}"), *piece);
            }
            self.voice(id, &event.voice);
        }
    }

    fn happenings(&mut self) {
        if self.record.happenings != merged(&self.record.events) {
            self.fault("happenings", "are not those that the events tell");
        }
    }
}
