//! The stage of events: each on its own, then what they give to one another.

use std::ops::Range;

use crate::encode::frames::Frames;
use crate::encode::{EncodeError, Scores};
use crate::engine::Engine;
use crate::entities::{Reference, References};
use crate::events::taught::prefer_taught;
use crate::events::{
    Compared, Dates, Elsewhere, EventType, Scenes, Told, anchors, arguments, carry_places,
    carry_times, code, complete, time_elsewhere,
};
use crate::times::TimeExpression;
use crate::voices::{Saying, innermost};

/// What the stages before tell of the report that events stand in.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    /// The model's scores.
    pub scores: &'a Scores,
    /// The sayings.
    pub sayings: &'a [Saying],
    /// The time expressions.
    pub times: &'a [TimeExpression],
    /// The words of the headline.
    pub headline: Option<&'a Range<usize>>,
    /// The place of the dateline.
    pub dateline: Option<&'a Reference>,
}

/// The events that the sentences of `told` tell.
///
/// # Errors
/// Only if the encoder fails to run on what a user taught.
pub(super) fn events(
    engine: &Engine,
    told: &[Range<usize>],
    references: &mut References<'_>,
    around: Around<'_>,
) -> Result<Vec<Told>, EncodeError> {
    let Around {
        scores,
        sayings,
        times,
        ..
    } = around;
    let pack = engine.pack();
    let (Some(matrix), Some(frames)) = (
        scores.get("event"),
        Frames::new("event", &pack.pairs, scores),
    ) else {
        return Ok(Vec::new());
    };
    let taught = engine.taught().anchors(
        pack,
        references,
        scores,
        told,
        pack.labels.event_types.len(),
    )?;
    let telling = crate::events::once(
        prefer_taught(anchors(matrix, told), taught),
        references.syntax,
    );
    let mut told: Vec<Told> = telling
        .iter()
        .cloned()
        .filter_map(|anchor| {
            let name = engine.event_types().get(anchor.event_type)?;
            let coding = code(
                &anchor,
                name,
                scores,
                &pack.labels,
                references.syntax,
                engine.denials(),
            );
            let saying = innermost(sayings, anchor.words.start).map(|s| &sayings[s]);
            let source = saying.and_then(|s| s.source.as_ref());
            let speaker = source.map(|r| r.entity);
            let mut arguments = arguments(
                &anchor,
                frames,
                &pack.labels,
                engine.number_words(),
                references,
                speaker,
            );
            complete(
                &mut arguments,
                &anchor,
                name,
                engine.argument_words(),
                references,
                source,
            );
            let grounded = is_grounded(engine, anchor.event_type);
            let dates = Dates {
                times,
                circumstances: engine.circumstances(),
                anchors: &telling,
                cue: saying.filter(|_| !grounded).and_then(|s| s.cue.as_ref()),
                sayings,
            };
            let time = crate::events::time(&anchor, &arguments, references, dates);
            let place = crate::events::place(
                &anchor,
                &arguments,
                references,
                engine.circumstances(),
                &telling,
                grounded,
            );
            let speech = event_type(engine, anchor.event_type).is_some_and(|t| t.speech);
            let (voice, voice_why) =
                crate::events::voice(&anchor, &arguments, speech, sayings, references);
            Some(Told {
                anchor,
                coding,
                arguments,
                time,
                place,
                voice,
                voice_why,
                happening: None,
            })
        })
        .collect();
    crate::events::contexts(
        &mut told,
        engine.event_types(),
        engine.ontology(),
        scores,
        &pack.labels,
        references.syntax,
    );
    crate::events::quantify(
        &mut told,
        engine.event_types(),
        engine.quantity_words(),
        engine.number_words(),
        references,
        times,
    );
    Ok(told)
}

/// Links what tells the same happening, then gives times and places to events whose own sentences name none. Gives the pairs
/// that were compared.
pub(super) fn link_and_carry(
    engine: &Engine,
    events: &mut [Told],
    references: &References<'_>,
    around: Around<'_>,
) -> Vec<Compared> {
    let tellings = crate::events::happenings(
        events,
        references,
        engine.circumstances(),
        engine.likeness(),
    );
    let pack = engine.pack();
    let elsewhere = Frames::new("event", &pack.pairs, around.scores)
        .map(|frames| Elsewhere::new(frames, &pack.labels));
    let dates = Dates {
        times: around.times,
        circumstances: engine.circumstances(),
        anchors: &[],
        cue: None,
        sayings: around.sayings,
    };
    carry_times(events, references.syntax, around.headline, &|anchor| {
        time_elsewhere(anchor, references, dates, elsewhere?)
    });
    let scenes = Scenes {
        circumstances: engine.circumstances(),
        grounded: &|event_type| is_grounded(engine, event_type),
        voiced: &|word| innermost(around.sayings, word).is_some(),
        headline: around.headline,
        dateline: around.dateline,
        elsewhere,
    };
    carry_places(events, references, scenes);
    tellings
}

/// What the ontology says of an event type.
fn event_type(engine: &Engine, event_type: usize) -> Option<&EventType> {
    let name = engine.event_types().get(event_type)?;
    engine.ontology().get(name)
}

/// Whether events of a type happen on the ground.
fn is_grounded(engine: &Engine, of: usize) -> bool {
    event_type(engine, of).is_some_and(|t| t.grounded)
}
