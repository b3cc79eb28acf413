//! The order of the stages, on one screen.
//!
//! Each stage is a function of the layers before it, so one that is run too early does not compile.

mod events;
mod parsed;
mod partial;
mod reading;

use std::ops::Range;

use dateline_record::{EntityType, Report, Span, Text};

use self::events::{Around, events, link_and_carry};
use self::parsed::{Parsed, parse};
use self::reading::{chain_mentions, classified, located_names};
use crate::assemble::{EventTables, Layers, assemble};
use crate::encode::EncodeError;
use crate::encode::frames::Frames;
use crate::engine::Engine;
use crate::entities::{
    Circumstance, Mention, NameTables, Reference, References, agree, chains, code_actors, deeds,
    entity_type, heard, is_known_body, join_known, keys, link, mentions, posts, tell_genders, ties,
};
use crate::events::Told;
use crate::places::{self, Ground};
use crate::structure::{Dateline, Structure};
use crate::times::{self, Anchor};
use crate::voices::{self, Saying, name_speakers, quotations, sayings};
use crate::words::{WordSpan, touching};
use crate::world::whole_day;

pub(crate) use self::partial::{relate, see};
pub use self::reading::{ChainMention, ClassifiedMention, LocatedName, Reading};

/// How far a name's scores move towards those of its other occurrences; chosen on dev.
const HEARD: f32 = 0.4;

/// Reads a report.
///
/// # Errors
/// Only if the encoder fails to run.
pub fn read(engine: &Engine, report: &Report) -> Result<Reading, EncodeError> {
    let text = &report.text;
    let pack = engine.pack();

    let Parsed {
        words,
        structure,
        scores,
        syntax,
    } = parse(engine, text, report.title.as_deref())?;

    let mut mentions = scores
        .get("entity")
        .map(|m| {
            mentions(
                &heard(m, text, &words, HEARD),
                &syntax.sentences,
                pack.labels.entity_classes.len(),
            )
        })
        .unwrap_or_default();
    agree(&mut mentions, text, &words, &pack.labels.entity_classes);
    let mut classes = pack.labels.entity_classes.iter();
    if let Some(organization) = classes.position(|c| c == "Organization") {
        join_known(
            &mut mentions,
            text,
            &words,
            &syntax.sentences,
            organization,
            |name| is_known_body(name, engine.countries(), engine.actor_tables()),
        );
    }
    let dateline_date = structure
        .dateline
        .as_ref()
        .and_then(|d| date_of(d, text, report.published.as_deref()));
    let anchor = Anchor::from_edtf(report.published.as_deref(), dateline_date.as_deref());
    let times = match dateline_date.as_deref().filter(|d| d.starts_with("XXXX-")) {
        Some(day) if anchor.today().is_none() => times::find_in_some_year(text, day),
        _ => times::find(text, &anchor),
    };
    let dates: Vec<Range<usize>> = times
        .iter()
        .map(|t| touching(&words, t.span.clone()))
        .collect();
    // "Tuesday" names nobody and nothing.
    let is_date = |m: &&Mention| {
        let class = pack.labels.entity_classes.get(m.class);
        let other = class.and_then(|c| entity_type(c)) == Some(EntityType::Other);
        let within = |d: &Range<usize>| d.start <= m.words.start && m.words.end <= d.end;
        other && dates.iter().any(within)
    };
    let names: Vec<Mention> = mentions.iter().filter(|m| !is_date(m)).cloned().collect();
    let mut cast = link(
        text,
        &words,
        &syntax,
        &names,
        &pack.labels.entity_classes,
        NameTables {
            lexicon: engine.entity_words(),
            countries: engine.countries(),
            actors: engine.actor_tables(),
        },
    );
    tell_genders(&mut cast, text, &words, &syntax, engine.entity_words());
    let antecedents = Frames::new("antecedent", &pack.pairs, &scores);
    let mut references = References {
        text,
        words: &words,
        syntax: &syntax,
        lexicon: engine.entity_words(),
        countries: engine.countries(),
        dates,
        chains: chains(
            |word, before| match antecedents {
                Some(frames) => frames.among(word, before),
                None => vec![0.0; before.len()],
            },
            &syntax,
            &cast,
            |w| {
                let form = words.get(w).map_or("", |s| s.of(text));
                engine.entity_words().gender(form)
            },
        ),
        cast,
    };

    let located = places::locate(
        &references,
        &mentions,
        &pack.labels.entity_classes,
        &Ground::of(
            report,
            &structure,
            engine.actor_tables(),
            engine.countries(),
        ),
        engine.place_rules(),
    );

    let told = told_sentences(&syntax.sentences, &words, &structure);
    let mut posts = posts(
        &scores,
        Frames::new("post", &pack.pairs, &scores),
        &pack.labels,
        &told,
        &mut references,
    );

    let sayings = {
        let sources = voices::Sources {
            text,
            words: &words,
            syntax: &syntax,
            scores: &scores,
            labels: &pack.labels,
            lexicon: engine.voice_words(),
            told: &told,
        };
        let quotations = quotations(text, &structure.blocks());
        let mut found = sayings(
            sources,
            Frames::new("attribution", &pack.pairs, &scores),
            voices::Edges::new(Frames::new("edge", &pack.pairs, &scores), &pack.labels),
            &quotations,
        );
        name_speakers(&mut found, &mut references);
        found
    };

    let headline = structure.headline.map(|h| words_in(&words, h));
    let dateline_place = structure.dateline.as_ref().and_then(|d| {
        let mut place = words_in(&words, d.place?);
        let (entity, words) = place.find_map(|w| references.cast.at(w))?;
        Some(Reference { entity, words })
    });
    let around = Around {
        scores: &scores,
        sayings: &sayings,
        times: &times,
        headline: headline.as_ref(),
        dateline: dateline_place.as_ref(),
    };
    let mut events = events(engine, &told, &mut references, around)?;
    let tellings = link_and_carry(engine, &mut events, &references, around);

    // After the events: those who are called something may be known as their actors only.
    let labels = voices::labels(
        &mut references,
        engine.voice_words().labels(),
        &sayings,
        &posts,
        &told,
    );
    let anonymous = voices::anonymous(&references, engine.voice_words().anonymity(), &sayings);

    let dateline_words = structure
        .dateline
        .as_ref()
        .and_then(|d| d.place.map(|p| words_in(&words, p)));
    // Last: sayings and events bring unnamed actors into the cast.
    let ties = ties(&mut references, &told);
    let last_day = engine.actor_tables().holders.last_day().unwrap_or_default();
    let told_day = times::latest_told(&times, last_day);
    let day = whole_day(report.published.as_deref())
        .or(whole_day(dateline_date.as_deref()))
        .or(told_day.as_deref());
    let active = active(&references, &sayings, &events);
    let deeds = deeds(
        engine.actor_tables(),
        engine.event_types(),
        &references,
        &events,
    );
    let codes = code_actors(
        &mut references,
        &mut posts,
        &ties,
        engine.actor_tables(),
        Circumstance {
            dateline: dateline_words.clone(),
            address: report.url.as_deref(),
            day,
            deeds,
            active,
            located: &located,
        },
    );
    let keys = keys(
        &references,
        &posts,
        &ties,
        &codes,
        engine.actor_tables(),
        day,
    );

    let layers = Layers {
        report,
        words: &words,
        sentences: &syntax.sentences,
        lemmas: &syntax.lemmas,
        cast: &references.cast,
        codes: &codes,
        keys: &keys,
        places: &located,
        posts: &posts,
        ties: &ties,
        times: &times,
        sayings: &sayings,
        anonymous: &anonymous,
        labels: &labels,
        events: &events,
        dateline: structure
            .dateline
            .as_ref()
            .map(|_| (dateline_words, dateline_date)),
    };
    let record = assemble(
        &layers,
        &EventTables {
            names: engine.event_types(),
            ontology: engine.ontology(),
            cameo: engine.cameo(),
            taught_from: pack.labels.event_types.len(),
            explain: engine.explains(),
        },
        engine.voice_words(),
        engine.calibration(),
        crate::VERSION,
        &pack.sha256,
    );
    Ok(Reading {
        record,
        sentences: syntax.layer(text, &words),
        mentions: classified(&mentions, text, &words, &pack.labels.entity_classes),
        times,
        chains: chain_mentions(&references, text),
        tellings,
        toponyms: located_names(&located, text, &words),
    })
}

/// For each entity of the cast whether it speaks or acts.
fn active(references: &References<'_>, sayings: &[Saying], events: &[Told]) -> Vec<bool> {
    let mut active = vec![false; references.cast.iter().count()];
    let speakers = sayings
        .iter()
        .filter_map(|s| Some(s.source.as_ref()?.entity));
    let actors = events.iter().flat_map(|e| &e.arguments.actors);
    for entity in speakers.chain(actors.map(|a| a.entity)) {
        if let Some(place) = active.get_mut(entity) {
            *place = true;
        }
    }
    active
}

/// The sentences that tell something: those of headline and body.
fn told_sentences(
    sentences: &[Range<usize>],
    words: &[WordSpan],
    structure: &Structure,
) -> Vec<Range<usize>> {
    let parts: Vec<Range<usize>> = structure
        .headline
        .iter()
        .chain(&structure.body)
        .map(|p| words_in(words, *p))
        .collect();
    sentences
        .iter()
        .filter(|s| parts.iter().any(|p| p.contains(&s.start)))
        .cloned()
        .collect()
}

/// The words that lie in a span.
fn words_in(words: &[WordSpan], span: Span) -> Range<usize> {
    let first = words.partition_point(|w| (w.start as usize) < span.start());
    let end = words.partition_point(|w| (w.end as usize) <= span.end());
    first..end.max(first)
}

/// The day of a dateline, in EDTF; its year may have to come from the day of publication, or stay unknown.
fn date_of(dateline: &Dateline, text: &Text, published: Option<&str>) -> Option<String> {
    let found = times::find(
        text.get(dateline.date?)?,
        &Anchor::from_edtf(published, None),
    );
    found.into_iter().find_map(|t| {
        t.value.filter(|v| {
            let year = v.strip_prefix("XXXX").unwrap_or(v);
            v.len() == 10 && year.bytes().all(|b| b.is_ascii_digit() || b == b'-')
        })
    })
}
