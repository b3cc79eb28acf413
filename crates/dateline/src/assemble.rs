//! The record: layers with word numbers become facts with spans and ids.

use std::ops::Range;

use dateline_record::{
    Attribution, AttributionId, CodingGround, Confidence, Dateline, Entity, EntityId, Event,
    EventId, EventPlace, EventTime, Label, Mention, Participant, Pieces, PublishedSource, Quantity,
    Record, Relation, RelationId, RelationType, Report, Span, Text, TimeAnchor, TimeExpression,
    TimeId, TimeType, Voice, merged,
};

use crate::calibration::Calibration;
use crate::entities::{ActorCode, Cast, Ground, Post, Reference, Tie};
use crate::events::{Cameo, Filler, Ontology, Told, explain};
use crate::places::Places;
use crate::times::{AnchoredOn, TimeExpression as Found, TimeKind};
use crate::voices::{Called, Saying, VoiceWords, voice_of_saying, voice_of_word};
use crate::words::WordSpan;

/// All that was read of a report.
pub struct Layers<'a> {
    /// The report.
    pub report: &'a Report,
    /// Its words.
    pub words: &'a [WordSpan],
    /// Sentences, in words.
    pub sentences: &'a [Range<usize>],
    /// Lemma of each word.
    pub lemmas: &'a [String],
    /// Entities.
    pub cast: &'a Cast,
    /// Country and sectors of each entity of the cast.
    pub codes: &'a [ActorCode],
    /// What each entity of the cast is called across reports.
    pub keys: &'a [Option<String>],
    /// Where entities of the cast lie.
    pub places: &'a Places,
    /// Posts.
    pub posts: &'a [Post],
    /// Ties between two entities.
    pub ties: &'a [Tie],
    /// Time expressions.
    pub times: &'a [Found],
    /// Sayings in text order.
    pub sayings: &'a [Saying],
    /// For each saying, whether its speaker asked not to be named.
    pub anonymous: &'a [bool],
    /// What entities are called, in text order.
    pub labels: &'a [Called],
    /// Events in text order.
    pub events: &'a [Told],
    /// What the report opens with: words of the place, date in EDTF.
    pub dateline: Option<(Option<Range<usize>>, Option<String>)>,
}

/// What is known of event types.
pub struct EventTables<'a> {
    /// Their names, by the numbers that anchors have.
    pub names: &'a [String],
    /// Scores and classes.
    pub ontology: &'a Ontology,
    /// CAMEO codes.
    pub cameo: &'a Cameo,
    /// The number of the first type that the user taught.
    pub taught_from: usize,
    /// Whether events get explanations.
    pub explain: bool,
}

/// Builds the record. `engine` and `model` name what read the report.
pub fn assemble(
    layers: &Layers<'_>,
    types: &EventTables<'_>,
    lexicon: &VoiceWords,
    calibration: &Calibration,
    engine: &str,
    model: &str,
) -> Record {
    let mut record = Record::new(layers.report, engine, Some(model.to_owned()));
    let text = &layers.report.text;
    let ids = layers.cast.ids();
    let by_time = times(layers, text, &mut record);
    record.sentences = layers
        .sentences
        .iter()
        .filter_map(|s| layers.span(s))
        .collect();
    entities(layers, &ids, &mut record);
    if let Some((place, date)) = &layers.dateline {
        let entity = place
            .clone()
            .and_then(|mut p| p.find_map(|w| layers.cast.at(w)))
            .and_then(|(e, _)| ids.get(e).copied());
        record.report.dateline = Some(Dateline {
            place: entity,
            date: date.clone(),
        });
        if record.report.published.is_none() && date.as_ref().is_some_and(|d| !d.contains('X')) {
            record.report.published.clone_from(date);
            record.report.published_source = Some(PublishedSource::Text);
        }
    }
    attributions(layers, &ids, lexicon, calibration, &mut record);
    relations(layers, &ids, calibration, &mut record);
    events(layers, &ids, &by_time, types, calibration, &mut record);
    record.happenings = merged(&record.events);
    record
}

impl Layers<'_> {
    /// The stretch of text that words cover.
    fn span(&self, words: &Range<usize>) -> Option<Span> {
        let (first, last) = (
            self.words.get(words.start)?,
            self.words.get(words.end.checked_sub(1)?)?,
        );
        self.report
            .text
            .span(first.start as usize, last.end as usize)
    }

    fn voice(&self, word: usize) -> Voice {
        inside(voice_of_word(self.sayings, word))
    }

    /// The sentence that holds a word.
    fn sentence(&self, word: usize) -> Option<Span> {
        let i = self.sentences.partition_point(|s| s.end <= word);
        self.sentences.get(i).and_then(|s| self.span(s))
    }
}

/// The voice inside some sayings, outermost first.
fn inside(sayings: impl IntoIterator<Item = usize>) -> Voice {
    Voice::inside(sayings.into_iter().map(AttributionId::from_index))
}

/// Adds the times that name something; gives for each found one its id.
fn times(layers: &Layers<'_>, text: &Text, record: &mut Record) -> Vec<Option<TimeId>> {
    layers
        .times
        .iter()
        .map(|found| {
            if found.vague {
                return None;
            }
            let span = text.span(found.span.start, found.span.end)?;
            let id = TimeId::from_index(record.times.len());
            record.times.push(TimeExpression {
                id,
                span,
                time_type: time_type(found.kind),
                value: found.value.clone(),
                anchor: (found.anchor == AnchoredOn::Published).then_some(TimeAnchor::Published),
            });
            Some(id)
        })
        .collect()
}

/// The record's name of a kind of time.
pub fn time_type(kind: TimeKind) -> TimeType {
    match kind {
        TimeKind::Date => TimeType::Date,
        TimeKind::Time => TimeType::Time,
        TimeKind::Duration => TimeType::Duration,
        TimeKind::Set => TimeType::Set,
    }
}

fn entities(layers: &Layers<'_>, ids: &[EntityId], record: &mut Record) {
    let mut out: Vec<Entity> = layers
        .cast
        .iter()
        .filter_map(|(i, member)| {
            let mut entity = Entity::new(*ids.get(i)?, member.entity_type);
            entity.name.clone_from(&member.name);
            entity.description.clone_from(&member.description);
            if let Some(code) = layers.codes.get(i) {
                let ground = |g: &Ground| CodingGround {
                    ground: g.kind,
                    source: g.source.as_ref().map(ToString::to_string),
                    span: g.words.as_ref().and_then(|w| layers.span(w)),
                    entity: g.entity.and_then(|e| ids.get(e).copied()),
                };
                if let Some(country) = &code.country {
                    entity.country = Some(country.code.to_owned());
                    entity.coding.country = Some(ground(&country.ground));
                }
                if let Some(sectors) = &code.sectors {
                    entity.sector = sectors.code.iter().map(|s| (*s).to_owned()).collect();
                    entity.coding.sector = Some(ground(&sectors.ground));
                }
            }
            entity.key = layers.keys.get(i).cloned().flatten();
            entity.members = member
                .members
                .iter()
                .filter_map(|m| ids.get(*m).copied())
                .collect();
            let mut mentions: Vec<Mention> = member
                .mentions
                .iter()
                .filter_map(|(words, form)| {
                    Some(Mention {
                        span: layers.span(words)?,
                        form: *form,
                    })
                })
                .collect();
            mentions.sort_by_key(|m| (m.span.start(), m.span.end()));
            entity.mentions = mentions;
            entity.place = layers.places.of(i).map(|l| l.geo.clone());
            entity.labels = labels(layers, i);
            Some(entity)
        })
        .collect();
    out.sort_by_key(|e| e.id);
    record.entities = out;
}

/// What an entity of the cast is called.
fn labels(layers: &Layers<'_>, entity: usize) -> Vec<Label> {
    layers
        .labels
        .iter()
        .filter(|called| called.entity == entity)
        .filter_map(|called| {
            let span = layers.span(&called.words)?;
            Some(Label {
                text: layers.report.text.slice(span).to_owned(),
                span,
                voice: inside(called.voice.iter().copied()),
            })
        })
        .collect()
}

fn attributions(
    layers: &Layers<'_>,
    ids: &[EntityId],
    lexicon: &VoiceWords,
    calibration: &Calibration,
    record: &mut Record,
) {
    for (i, saying) in layers.sayings.iter().enumerate() {
        let pieces: Vec<Span> = saying
            .content
            .iter()
            .filter_map(|c| layers.span(c))
            .collect();
        // Ids are places in the list of sayings, and no saying is without content, so none is ever skipped here.
        let Ok(content) = Pieces::try_from(pieces) else {
            continue;
        };
        let voice = inside(voice_of_saying(layers.sayings, i));
        let mut attribution =
            Attribution::new(AttributionId::from_index(i), saying.kind, content, voice);
        attribution.source = saying
            .source
            .as_ref()
            .and_then(|r| ids.get(r.entity).copied());
        attribution.source_span = saying.source_words.as_ref().and_then(|w| layers.span(w));
        attribution.anonymous = layers.anonymous.get(i).copied().unwrap_or(false);
        attribution.cue = saying.cue.as_ref().and_then(|c| layers.span(c));
        if let Some(cue) = &saying.cue {
            attribution.act = lexicon.act(
                cue.clone()
                    .filter_map(|w| layers.lemmas.get(w))
                    .map(String::as_str),
            );
        }
        attribution.confidence = calibration.attributions.confidence(saying.confidence);
        record.attributions.push(attribution);
    }
}

fn relations(
    layers: &Layers<'_>,
    ids: &[EntityId],
    calibration: &Calibration,
    record: &mut Record,
) {
    for post in layers.posts {
        let (Some(subject), Some(title)) = (ids.get(post.person), layers.span(&post.title)) else {
            continue;
        };
        let evidence = layers.sentence(post.title.start).unwrap_or(title);
        // "Keller's lawyer" is whom she speaks for, where no firm or court is named.
        let served = (layers.ties.iter())
            .find(|tie| post.organization.is_none() && tells_the_post(tie, post));
        let (relation_type, object) = match served {
            Some(tie) => (tie.relation, Some(tie.object)),
            None => (RelationType::HoldsPost, post.organization),
        };
        let mut relation = Relation::new(
            RelationId::from_index(record.relations.len()),
            relation_type,
            *subject,
            object.and_then(|o| ids.get(o).copied()),
            evidence,
            layers.voice(post.title.start),
        );
        relation.title = layers
            .report
            .text
            .get(title)
            .map(|t| t.split_whitespace().collect::<Vec<_>>().join(" "));
        relation.former = post.former;
        relation.confidence = calibration.posts.confidence(post.confidence);
        record.relations.push(relation);
    }
    for tie in layers.ties {
        if layers.posts.iter().any(|post| tells_the_post(tie, post)) {
            continue;
        }
        let (Some(subject), Some(object), Some(title)) = (
            ids.get(tie.subject),
            ids.get(tie.object),
            layers.span(&tie.title),
        ) else {
            continue;
        };
        let mut relation = Relation::new(
            RelationId::from_index(record.relations.len()),
            tie.relation,
            *subject,
            Some(*object),
            layers.sentence(tie.title.start).unwrap_or(title),
            layers.voice(tie.title.start),
        );
        relation.title = tie
            .titled
            .then(|| layers.report.text.slice(title).to_owned());
        relation.former = tie.former;
        relation.confidence = Confidence::new(tie.confidence);
        record.relations.push(relation);
    }
}

/// Whether a tie says what a post says: the same of the same person, with the same body if the post has one.
fn tells_the_post(tie: &Tie, post: &Post) -> bool {
    tie.titled
        && tie.relation != RelationType::RelatedTo
        && post.organization.is_none_or(|o| o == tie.object)
        && post.person == tie.subject
        && post.title.contains(&tie.title.start)
}

fn events(
    layers: &Layers<'_>,
    ids: &[EntityId],
    by_time: &[Option<TimeId>],
    EventTables {
        names,
        ontology,
        cameo,
        taught_from,
        explain: explained,
    }: &EventTables<'_>,
    calibration: &Calibration,
    record: &mut Record,
) {
    let participant = |entity: usize, words: &Range<usize>| {
        Some(Participant {
            entity: *ids.get(entity)?,
            span: layers.span(words)?,
        })
    };
    let filler = |f: &Filler| participant(f.entity, &f.words);
    for told in layers.events {
        let anchor = &told.anchor.words;
        let (Some(span), Some(name)) = (layers.span(anchor), names.get(told.anchor.event_type))
        else {
            continue;
        };
        let evidence = layers.sentence(anchor.start).unwrap_or(span);
        let id = EventId::from_index(record.events.len());
        let mut event = Event::new(
            id,
            name.as_str(),
            span,
            evidence,
            inside(told.voice.iter().copied()),
        );
        let arguments = &told.arguments;
        event.actors = arguments.actors.iter().filter_map(filler).collect();
        event.recipients = arguments.recipients.iter().filter_map(filler).collect();
        event.place = told.place.as_ref().and_then(|place| {
            let Reference { entity, words } = &place.filler;
            participant(*entity, words).map(|p| EventPlace {
                entity: p.entity,
                span: p.span,
                inferred: place.inferred,
            })
        });
        event.time = told.time.as_ref().map(|time| EventTime {
            id: by_time.get(time.expression).copied().flatten(),
            value: time.value.clone(),
            inferred: time.inferred,
        });
        event.quantities = arguments
            .counts
            .iter()
            .filter_map(|c| {
                Some(Quantity {
                    kind: c.kind,
                    low: c.amount.low,
                    high: c.amount.high,
                    approximate: c.amount.approximate,
                    unit: None,
                    span: layers.span(&c.words)?,
                })
            })
            .collect();
        event.cameo = cameo.code(name, &told.coding, ontology).map(str::to_owned);
        event.quad = ontology.get(name).and_then(|t| t.class.quad());
        event.score = ontology.score(name, &told.coding.modes);
        event.modes.clone_from(&told.coding.modes);
        event.contexts.clone_from(&told.coding.contexts);
        event.status = told.coding.status;
        event.historical = told.coding.historical;
        event.happening = told.happening;
        let probability = told.anchor.confidence;
        // No annotated reports could calibrate a type that the user taught.
        let taught = told.anchor.event_type >= *taught_from;
        event.confidence = if taught {
            Confidence::new(probability)
        } else {
            calibration.events.confidence(probability)
        };
        event.explanation = explained.then(|| Box::new(explain(told, taught)));
        record.events.push(event);
    }
}
