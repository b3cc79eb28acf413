//! The order of the stages, on one screen.
//!
//! Each stage is a function of the layers before it, so one that is run too early does not compile.

use std::ops::Range;

use dateline_record::{GeoPlace, Record, Report, SentenceSyntax, Span, Text};

use crate::assemble::{EventTables, Layers, assemble};
use crate::encode::frames::Frames;
use crate::encode::windows::Limits;
use crate::encode::{EncodeError, Scores, Subwords, score};
use crate::engine::Engine;
use crate::entities::{
    Circumstance, Mention, NameTables, Reference, References, agree, chains, code_actors, deeds,
    heard, keys, link, mentions, phrase, posts, tell_genders, ties,
};
use crate::events::taught::{Marked, Sample, Seen, prefer_taught};
use crate::events::{
    Between, Compared, Dates, EventType, Heard, Scenes, Sides, Told, anchors, arguments, between,
    code, complete,
};
use crate::pack::WORD_VECTORS;
use crate::places::{self, Ground, Places, Usage};
use crate::structure::{Boundary, Dateline, Structure};
use crate::syntax::{Syntax, sentences};
use crate::times::{self, Anchor, TimeExpression};
use crate::voices::{self, Saying, innermost, name_speakers, quotations, sayings};
use crate::words::{WordSpan, touching};
use crate::world::whole_day;

/// Everything that was read of one report: the record, and the layers that it leaves out.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The record.
    pub record: Record,
    /// Words with tags, lemmas and trees.
    pub sentences: Vec<SentenceSyntax>,
    /// Mentions with the entity classes of the model, dates and money included.
    pub mentions: Vec<ClassifiedMention>,
    /// Time expressions, the vague ones included.
    pub times: Vec<TimeExpression>,
    /// Coreference chains over all nouns and pronouns, singletons included.
    pub chains: Vec<Vec<ChainMention>>,
    /// Pairs of the record's events that were compared to find what tells the same happening.
    pub tellings: Vec<Compared>,
    /// Names that mean a place of the map, those in other names and demonyms included.
    pub toponyms: Vec<LocatedName>,
}

/// A name and the place of the map that it means.
#[derive(Debug, Clone, PartialEq)]
pub struct LocatedName {
    /// The words.
    pub span: Span,
    /// How they are used.
    pub usage: Usage,
    /// The place.
    pub place: GeoPlace,
}

/// A mention of a coreference chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChainMention {
    /// The whole phrase.
    pub span: Span,
    /// Its head word.
    pub head: Span,
}

/// A mention as the model classes it.
#[derive(Debug, Clone, PartialEq)]
pub struct ClassifiedMention {
    /// The words.
    pub span: dateline_record::Span,
    /// `Person`, `Organization`, `Location`, `Facility`, `NORP`, `Date`, `Money`, `Product` or `Misc`.
    pub class: String,
    /// Mean probability of its tags.
    pub confidence: f32,
}

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
    let mut cast = link(
        text,
        &words,
        &syntax,
        &mentions,
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

    let dateline_date = structure
        .dateline
        .as_ref()
        .and_then(|d| date_of(d, text, report.published.as_deref()));
    let anchor = Anchor::from_edtf(report.published.as_deref(), dateline_date.as_deref());
    let times = match dateline_date.as_deref().filter(|d| d.starts_with("XXXX-")) {
        Some(day) if anchor.today().is_none() => times::find_in_some_year(text, day),
        _ => times::find(text, &anchor),
    };

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

    let mut events = events(engine, &scores, &told, &mut references, &sayings, &times)?;
    let tellings = crate::events::happenings(
        &mut events,
        &references,
        engine.circumstances(),
        engine.likeness(),
    );
    let headline = structure.headline.map(|h| words_in(&words, h));
    let dateline_place = structure.dateline.as_ref().and_then(|d| {
        let mut place = words_in(&words, d.place?);
        let (entity, words) = place.find_map(|w| references.cast.at(w))?;
        Some(Reference { entity, words })
    });
    crate::events::carry_times(&mut events, &syntax, headline.as_ref());
    let scenes = Scenes {
        circumstances: engine.circumstances(),
        grounded: &|event_type| is_grounded(engine, event_type),
        voiced: &|word| innermost(&sayings, word).is_some(),
        headline: headline.as_ref(),
        dateline: dateline_place.as_ref(),
    };
    crate::events::carry_places(&mut events, &references, scenes);

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

/// A text with its words, its parts, the model's scores and its trees.
struct Parsed {
    words: Vec<WordSpan>,
    structure: Structure,
    scores: Scores,
    syntax: Syntax,
}

fn parse(engine: &Engine, text: &Text, title: Option<&str>) -> Result<Parsed, EncodeError> {
    let pack = engine.pack();
    let words = engine.word_rules().words(text);
    let structure = engine.structure_rules().find(text, title);
    let boundaries = engine
        .structure_rules()
        .boundaries(text, &words, &structure);

    let subwords = Subwords::new(&pack.vocabulary, text, &words);
    let scores = score(
        &pack.encoder,
        &pack.vocabulary,
        &subwords,
        &sure_starts(&boundaries),
        &Limits::default(),
    )?;

    let sentences = sentences(&boundaries, scores.get("sentence"));
    let syntax = Syntax::parse(
        text,
        &words,
        sentences,
        &scores,
        &pack.pairs,
        &pack.labels,
        engine.scripts(),
    );
    Ok(Parsed {
        words,
        structure,
        scores,
        syntax,
    })
}

/// The event types that may hold between two stretches of a report, likeliest first.
///
/// # Errors
/// Only if the encoder fails to run.
pub(crate) fn relate(
    engine: &Engine,
    report: &Report,
    source: &[Span],
    target: &[Span],
) -> Result<Vec<Between>, EncodeError> {
    let Parsed {
        words,
        scores,
        syntax,
        ..
    } = parse(engine, &report.text, report.title.as_deref())?;
    let pack = engine.pack();
    let side = |spans: &[Span]| {
        let runs = spans.iter().map(|s| touching(&words, s.start()..s.end()));
        runs.filter(|r| !r.is_empty()).collect()
    };
    let sides = Sides {
        source: side(source),
        target: side(target),
    };
    let types: Vec<&str> = engine
        .ontology()
        .iter()
        .filter(|t| t.class.quad().is_some() && pack.labels.event_types.contains(&t.name))
        .map(|t| t.name.as_str())
        .collect();
    let heard = Heard {
        scores: &scores,
        pairs: &pack.pairs,
        labels: &pack.labels,
        syntax: &syntax,
    };
    Ok(between(&sides, &types, heard))
}

/// Reads an example sentence of a taught type.
///
/// # Errors
/// If the encoder fails to run.
pub(crate) fn see(engine: &Engine, example: &Marked) -> Result<Sample, EncodeError> {
    // An example is a line of a file, far below the length that a text cannot have.
    let Ok(text) = Text::new(example.text.as_str()) else {
        return Ok(Sample::default());
    };
    let Parsed {
        words,
        scores,
        syntax,
        ..
    } = parse(engine, &text, None)?;
    let Some(vectors) = scores.get(WORD_VECTORS) else {
        return Ok(Sample::default());
    };
    let meanings = engine.pack().meanings(words.iter().map(|w| w.of(&text)))?;
    let seen = Seen {
        syntax: &syntax,
        vectors,
        events: scores.get("event"),
        meanings: &meanings,
    };
    let marked = example
        .start
        .and_then(|start| words.iter().position(|w| w.start as usize == start));
    Ok(Sample::new(&seen, 0..words.len(), marked))
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

fn located_names(places: &Places, text: &Text, words: &[WordSpan]) -> Vec<LocatedName> {
    let named = places.toponyms.iter().filter_map(|t| {
        let first = words.get(t.words.start)?;
        let last = words.get(t.words.end.checked_sub(1)?)?;
        Some(LocatedName {
            span: text.span(first.start as usize, last.end as usize)?,
            usage: t.usage,
            place: t.place.geo.clone(),
        })
    });
    named.collect()
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

/// Words where windows may be cut.
fn sure_starts(boundaries: &[Boundary]) -> Vec<usize> {
    (0..boundaries.len())
        .filter(|i| boundaries[*i] == Boundary::Sure)
        .collect()
}

fn events(
    engine: &Engine,
    scores: &Scores,
    told: &[Range<usize>],
    references: &mut References<'_>,
    sayings: &[Saying],
    times: &[TimeExpression],
) -> Result<Vec<Told>, EncodeError> {
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

/// What the ontology says of an event type.
fn event_type(engine: &Engine, event_type: usize) -> Option<&EventType> {
    let name = engine.event_types().get(event_type)?;
    engine.ontology().get(name)
}

/// Whether events of a type happen on the ground.
fn is_grounded(engine: &Engine, of: usize) -> bool {
    event_type(engine, of).is_some_and(|t| t.grounded)
}

fn chain_mentions(references: &References<'_>, text: &Text) -> Vec<Vec<ChainMention>> {
    let span = |words: Range<usize>| {
        let (first, last) = (
            references.words.get(words.start)?,
            references.words.get(words.end.checked_sub(1)?)?,
        );
        text.span(first.start as usize, last.end as usize)
    };
    let mention = |head: usize| {
        Some(ChainMention {
            span: span(phrase(references.syntax, head))?,
            head: span(head..head + 1)?,
        })
    };
    references
        .chains
        .iter()
        .map(|heads| heads.iter().filter_map(|h| mention(*h)).collect())
        .collect()
}

fn classified(
    mentions: &[Mention],
    text: &Text,
    words: &[WordSpan],
    classes: &[String],
) -> Vec<ClassifiedMention> {
    mentions
        .iter()
        .filter_map(|m| {
            Some(ClassifiedMention {
                span: m.span(text, words)?,
                class: classes.get(m.class)?.clone(),
                confidence: m.confidence,
            })
        })
        .collect()
}
