//! GDELT 2.0: a folder with the events (`dateline.export.CSV`) and their mentions (`dateline.mentions.CSV`), both between
//! tabs and without a head, as GDELT has them; one row a pair of actors.
//!
//! Events have no column for voice and status. Mentions carry both in `Extras`, which the codebook keeps for additions.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

use dateline_record::{Entity, GeoPlace, Participant, Record, Span};

use crate::cells::{distinct, one_line};
use crate::codes;
use crate::dyads::dyads;
use crate::error::ExportError;
use crate::export::{Exporter, Opened};
use crate::formats::folder;
use crate::numbers::number;
use crate::row::{Column, Row};
use crate::selection::Selection;
use crate::source::{Source, country_of, edtf, word};
use crate::tabs::TabWriter;
use crate::when::{Day, When};

/// What GDELT writes where a side of the event is not in the text.
const NOWHERE: &str = "-1";

/// The columns of the events in their order.
const EVENTS: [Column; 61] = [
    ("GLOBALEVENTID", |row| row.number.to_string()),
    ("SQLDATE", |row| {
        row.when.first.map(compact).unwrap_or_default()
    }),
    ("MonthYear", |row| {
        row.when
            .month
            .map(|(year, month)| format!("{year:04}{month:02}"))
            .unwrap_or_default()
    }),
    ("Year", |row| {
        row.when
            .year
            .map(|year| format!("{year:04}"))
            .unwrap_or_default()
    }),
    ("FractionDate", |row| {
        row.when.first.map(fraction).unwrap_or_default()
    }),
    ("Actor1Code", |row| whole_code(row, row.dyad.from)),
    ("Actor1Name", |row| name(row, row.dyad.from)),
    ("Actor1CountryCode", |row| country_code(row, row.dyad.from)),
    ("Actor1KnownGroupCode", |row| group(row, row.dyad.from)),
    ("Actor1EthnicCode", unknown),
    ("Actor1Religion1Code", unknown),
    ("Actor1Religion2Code", unknown),
    ("Actor1Type1Code", |row| role(row, row.dyad.from, 0)),
    ("Actor1Type2Code", |row| role(row, row.dyad.from, 1)),
    ("Actor1Type3Code", |row| role(row, row.dyad.from, 2)),
    ("Actor2Code", |row| whole_code(row, row.dyad.to)),
    ("Actor2Name", |row| name(row, row.dyad.to)),
    ("Actor2CountryCode", |row| country_code(row, row.dyad.to)),
    ("Actor2KnownGroupCode", |row| group(row, row.dyad.to)),
    ("Actor2EthnicCode", unknown),
    ("Actor2Religion1Code", unknown),
    ("Actor2Religion2Code", unknown),
    ("Actor2Type1Code", |row| role(row, row.dyad.to, 0)),
    ("Actor2Type2Code", |row| role(row, row.dyad.to, 1)),
    ("Actor2Type3Code", |row| role(row, row.dyad.to, 2)),
    ("IsRootEvent", |row| u8::from(is_in_lead(row)).to_string()),
    ("EventCode", |row| cameo(row, 4)),
    ("EventBaseCode", |row| cameo(row, 3)),
    ("EventRootCode", |row| cameo(row, 2)),
    ("QuadClass", |row| {
        codes::class(&row.event.event_type)
            .map(|class| class.to_string())
            .unwrap_or_default()
    }),
    ("GoldsteinScale", |row| row.score()),
    ("NumMentions", |_| "1".to_owned()),
    ("NumSources", |_| "1".to_owned()),
    ("NumArticles", |_| "1".to_owned()),
    ("AvgTone", unknown),
    ("Actor1Geo_Type", |row| {
        geo_type(actor_place(row, row.dyad.from))
    }),
    ("Actor1Geo_FullName", |row| {
        full_name(row, actor_place(row, row.dyad.from))
    }),
    ("Actor1Geo_CountryCode", |row| {
        fips(actor_place(row, row.dyad.from))
    }),
    ("Actor1Geo_ADM1Code", unknown),
    ("Actor1Geo_ADM2Code", unknown),
    ("Actor1Geo_Lat", |row| {
        degrees(actor_place(row, row.dyad.from), |place| place.lat)
    }),
    ("Actor1Geo_Long", |row| {
        degrees(actor_place(row, row.dyad.from), |place| place.lon)
    }),
    ("Actor1Geo_FeatureID", unknown),
    ("Actor2Geo_Type", |row| {
        geo_type(actor_place(row, row.dyad.to))
    }),
    ("Actor2Geo_FullName", |row| {
        full_name(row, actor_place(row, row.dyad.to))
    }),
    ("Actor2Geo_CountryCode", |row| {
        fips(actor_place(row, row.dyad.to))
    }),
    ("Actor2Geo_ADM1Code", unknown),
    ("Actor2Geo_ADM2Code", unknown),
    ("Actor2Geo_Lat", |row| {
        degrees(actor_place(row, row.dyad.to), |place| place.lat)
    }),
    ("Actor2Geo_Long", |row| {
        degrees(actor_place(row, row.dyad.to), |place| place.lon)
    }),
    ("Actor2Geo_FeatureID", unknown),
    ("ActionGeo_Type", |row| geo_type(row.place)),
    ("ActionGeo_FullName", |row| full_name(row, row.place)),
    ("ActionGeo_CountryCode", |row| fips(row.place)),
    ("ActionGeo_ADM1Code", unknown),
    ("ActionGeo_ADM2Code", unknown),
    ("ActionGeo_Lat", |row| degrees(row.place, |place| place.lat)),
    ("ActionGeo_Long", |row| {
        degrees(row.place, |place| place.lon)
    }),
    ("ActionGeo_FeatureID", unknown),
    ("DATEADDED", published),
    ("SOURCEURL", citation),
];

/// The columns of the mentions in their order.
const MENTIONS: [Column; 16] = [
    ("GLOBALEVENTID", |row| row.number.to_string()),
    ("EventTimeDate", published),
    ("MentionTimeDate", published),
    // 1 is a web page, 2 a source that can only be cited.
    ("MentionType", |row| {
        let on_the_web = row.source.record.report.url.is_some();
        if on_the_web { "1" } else { "2" }.to_owned()
    }),
    ("MentionSourceName", |row| {
        let report = &row.source.record.report;
        let host = report.url.as_deref().and_then(host);
        host.or(report.publisher.as_deref())
            .unwrap_or_default()
            .to_owned()
    }),
    ("MentionIdentifier", citation),
    ("SentenceID", |row| row.sentence()),
    ("Actor1CharOffset", |row| {
        offset(row, row.dyad.from.map(|who| who.span))
    }),
    ("Actor2CharOffset", |row| {
        offset(row, row.dyad.to.map(|who| who.span))
    }),
    ("ActionCharOffset", |row| {
        offset(row, Some(row.event.anchor))
    }),
    ("InRawText", |_| "1".to_owned()),
    ("Confidence", |row| {
        format!("{:.0}", row.event.confidence.get() * 100.0)
    }),
    ("MentionDocLen", |row| {
        row.source.record.text.chars().count().to_string()
    }),
    ("MentionDocTone", unknown),
    ("MentionDocTranslationInfo", unknown),
    ("Extras", |row| {
        let cell = |words: &str| one_line(words).replace([';', '='], ",");
        format!(
            "status={};historical={};voice={};time={};report={};event={}",
            word(row.event.status),
            row.event.historical,
            cell(&row.source.voice(&row.event.voice)),
            edtf(row.event).unwrap_or_default(),
            cell(&row.source.record.report.id),
            row.event.id,
        )
    }),
];

/// The names of the columns of the events, in their order.
pub fn gdelt_event_columns() -> impl Iterator<Item = &'static str> {
    EVENTS.iter().map(|(name, _)| *name)
}

/// The names of the columns of the mentions, in their order.
pub fn gdelt_mention_columns() -> impl Iterator<Item = &'static str> {
    MENTIONS.iter().map(|(name, _)| *name)
}

struct Gdelt {
    events: TabWriter<BufWriter<File>>,
    mentions: TabWriter<BufWriter<File>>,
}

/// Begins the two files in a folder.
pub fn open(folder: &Path, _: Selection) -> Opened {
    Ok(Box::new(Gdelt {
        events: TabWriter::new(folder::create(folder, "dateline.export.CSV")?),
        mentions: TabWriter::new(folder::create(folder, "dateline.mentions.CSV")?),
    }))
}

impl Exporter for Gdelt {
    fn write(&mut self, record: &Record) -> Result<(), ExportError> {
        let source = Source::of(record);
        for event in &record.events {
            for (pair, dyad) in dyads(event).into_iter().enumerate() {
                let row = Row {
                    dyad,
                    number: number(record, &format!("{} {pair}", event.id)),
                    ..Row::of(&source, event)
                };
                self.events.row(EVENTS.iter().map(|(_, cell)| cell(&row)))?;
                self.mentions
                    .row(MENTIONS.iter().map(|(_, cell)| cell(&row)))?;
            }
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<usize, ExportError> {
        self.events.finish()?;
        self.mentions.finish()?;
        Ok(0)
    }
}

fn unknown(_: &Row<'_>) -> String {
    String::new()
}

fn compact(day: Day) -> String {
    day.to_string().replace('-', "")
}

/// The year and its part that has gone by, as the codebook reckons it.
fn fraction(day: Day) -> String {
    let part = (f64::from(day.month) * 30.0 + f64::from(day.day)) / 365.0;
    format!("{:.4}", f64::from(day.year) + part.min(0.9999))
}

fn entity<'r>(row: &Row<'r>, side: Option<&Participant>) -> Option<&'r Entity> {
    row.source.record.entity(side?.entity)
}

fn name(row: &Row<'_>, side: Option<&Participant>) -> String {
    side.map(|who| row.source.participant(who).to_uppercase())
        .unwrap_or_default()
}

/// The code of a state; what is no state has its code among the groups and roles.
fn country_code(row: &Row<'_>, side: Option<&Participant>) -> String {
    let code = entity(row, side).and_then(|entity| entity.country.as_deref());
    code.filter(|code| codes::country(code).is_some())
        .unwrap_or_default()
        .to_owned()
}

fn group(row: &Row<'_>, side: Option<&Participant>) -> String {
    let code = entity(row, side).and_then(|entity| entity.country.as_deref());
    let group = code.and_then(codes::actor).and_then(|code| code.group);
    group.unwrap_or_default().to_owned()
}

fn roles(row: &Row<'_>, side: Option<&Participant>) -> Vec<&'static str> {
    let Some(entity) = entity(row, side) else {
        return Vec::new();
    };
    let codes = entity.country.iter().chain(&entity.sector);
    distinct(codes.filter_map(|code| codes::actor(code)?.role))
}

fn role(row: &Row<'_>, side: Option<&Participant>, place: usize) -> String {
    roles(row, side)
        .get(place)
        .copied()
        .unwrap_or_default()
        .to_owned()
}

fn whole_code(row: &Row<'_>, side: Option<&Participant>) -> String {
    let roles = roles(row, side);
    let roles = roles.into_iter().take(3).collect::<String>();
    country_code(row, side) + &group(row, side) + &roles
}

/// The first digits of the CAMEO code.
fn cameo(row: &Row<'_>, digits: usize) -> String {
    let code = row.event.cameo.as_deref().unwrap_or_default();
    code.chars().take(digits).collect()
}

/// Whether the event stands in the first paragraph that is not the headline.
fn is_in_lead(row: &Row<'_>) -> bool {
    let record = row.source.record;
    let bare = |words: &str| {
        words
            .trim_matches(|c: char| !c.is_alphanumeric())
            .to_owned()
    };
    let headline = record.report.title.as_deref().map(bare);
    let mut paragraphs = record
        .text
        .split("\n\n")
        .filter(|words| !words.trim().is_empty());
    let lead = paragraphs.find(|words| headline.as_ref() != Some(&bare(words)));
    let lead = lead.and_then(|words| record.text.span_of(words));
    lead.is_some_and(|lead| row.event.anchor.start() < lead.end())
}

/// The place that an actor itself is, such as a state.
fn actor_place<'r>(row: &Row<'r>, side: Option<&Participant>) -> Option<&'r Entity> {
    entity(row, side).filter(|entity| entity.place.is_some())
}

fn on_map(place: Option<&Entity>) -> Option<&GeoPlace> {
    place?.place.as_ref()
}

fn geo_type(place: Option<&Entity>) -> String {
    let in_usa = place.and_then(country_of) == Some("USA");
    let kind = on_map(place).and_then(|place| place.kind.as_deref());
    let code = kind.and_then(codes::place);
    let code = code.and_then(|code| if in_usa { code.gdelt_usa } else { code.gdelt });
    code.map(|code| code.to_string()).unwrap_or_default()
}

/// `City, State, Country`, as far as each is known and says something new.
fn full_name(row: &Row<'_>, place: Option<&Entity>) -> String {
    let Some(place) = place else {
        return String::new();
    };
    let division = on_map(Some(place)).and_then(|place| place.admin1.clone());
    let country = country_of(place).and_then(codes::country);
    let country = country.map(|country| country.name.to_owned());
    let parts = [Some(row.source.name(place.id)), division, country];
    distinct(parts.into_iter().flatten()).join(", ")
}

fn fips(place: Option<&Entity>) -> String {
    let country = place.and_then(country_of).and_then(codes::country);
    country
        .and_then(|country| country.fips)
        .unwrap_or_default()
        .to_owned()
}

fn degrees(place: Option<&Entity>, which: fn(&GeoPlace) -> f64) -> String {
    on_map(place)
        .map(|place| which(place).to_string())
        .unwrap_or_default()
}

/// The day the report came out, at midnight: a record knows no clock.
fn published(row: &Row<'_>) -> String {
    let published = row.source.record.report.published.as_deref();
    let day = published.map(When::of).and_then(|when| when.first);
    day.map(|day| compact(day) + "000000").unwrap_or_default()
}

/// The address of the report, else its publisher and headline, else its id.
fn citation(row: &Row<'_>) -> String {
    let report = &row.source.record.report;
    if let Some(url) = &report.url {
        return url.clone();
    }
    match (&report.publisher, &report.title) {
        (Some(publisher), Some(title)) => format!("{publisher}: {title}"),
        _ => report.id.clone(),
    }
}

/// The host of an address, without `www.`.
fn host(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    Some(host.trim_start_matches("www.")).filter(|host| !host.is_empty())
}

fn offset(row: &Row<'_>, span: Option<Span>) -> String {
    let start = span
        .and_then(|span| row.source.code_points(span))
        .map(|span| span.start);
    start.map_or(NOWHERE.to_owned(), |start| start.to_string())
}
