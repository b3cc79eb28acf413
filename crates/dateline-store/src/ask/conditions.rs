//! What an event must satisfy, as SQL: as a test of one event, and as the set of all events that pass it.

use rusqlite::types::Value;

use super::words;
use crate::days::Days;

pub use super::map::Area;

/// One thing that an event must satisfy.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// Takes part under a name in which all these words occur.
    Participant(Side, String),
    /// Has one of these codes.
    Code(Code, Vec<String>),
    /// Is of one of these types.
    Type(Vec<String>),
    /// Has one of these statuses.
    Status(Vec<String>),
    /// Happened within these days, as far as its time is known.
    Happened(Days),
    /// Was told by a report published within these days.
    Published(Days),
    /// Happened at a place in whose name all these words occur.
    PlaceName(String),
    /// Happened at a place in this area.
    Within(Area),
    /// Is told in this voice.
    Voice(VoiceAsked),
    /// Stands in a report with these words.
    Words(String),
    /// Stands in the report of this id, address or hash.
    Report(String),
    /// Stands in a report of the story of this number.
    Story(i64),
    /// Stands in a report that is a copy of no other.
    Original,
    /// Is told as news, not as background.
    News,
    /// The engine is at least so sure of it.
    Confidence(f64),
}

/// Which side of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Who did it.
    Actor,
    /// To whom.
    Recipient,
    /// Either.
    Any,
}

/// The codes of an event and those of who takes part in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// PLOVER mode.
    Mode,
    /// PLOVER context.
    Context,
    /// Country of a participant.
    Country(Side),
    /// Sector of a participant.
    Sector(Side),
    /// Country where it happened.
    PlaceCountry,
}

/// In whose voice a fact stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VoiceAsked {
    /// The reporter's own.
    Reporter,
    /// Anybody's but the reporter's.
    Others,
    /// That of somebody in whose name all these words occur, at any depth.
    Named(String),
}

impl Code {
    /// As in the column `kind` of `event_codes`.
    fn kind(self) -> &'static str {
        match self {
            Code::Mode => "mode",
            Code::Context => "context",
            Code::Country(Side::Actor) => "actor_country",
            Code::Country(Side::Recipient) => "recipient_country",
            Code::Country(Side::Any) => "country",
            Code::Sector(Side::Actor) => "actor_sector",
            Code::Sector(Side::Recipient) => "recipient_sector",
            Code::Sector(Side::Any) => "sector",
            Code::PlaceCountry => "place_country",
        }
    }
}

impl Side {
    /// A condition on the column `role` of `participants`.
    fn role(self) -> &'static str {
        match self {
            Side::Actor => " AND p.role = 'actor'",
            Side::Recipient => " AND p.role = 'recipient'",
            Side::Any => "",
        }
    }
}

/// Where an answer can begin.
pub(super) enum Start {
    /// At an index that is in the order of days: what stands after FROM, the condition, day and number of the event.
    InOrder {
        from: &'static str,
        condition: String,
        day: &'static str,
        event: &'static str,
    },
    /// At a set of events: a query that gives day and number of each, out of indexes alone.
    Set(String),
}

/// The values of a query's `?`, in their order.
pub(super) type Values = Vec<Value>;

/// The numbers of names in which all the words occur.
pub(super) const NAMES: &str = "(SELECT rowid FROM names_words WHERE names_words MATCH ?)";

/// A query that matches nothing, where nobody wrote a word.
const NOTHING: &str = "\"\"";

/// The words as a value for [`NAMES`] and its like.
pub(super) fn matching(written: &str) -> Value {
    Value::Text(words::query(written).unwrap_or_else(|| NOTHING.to_owned()))
}

fn one_of(column: &str, values: &[String], into: &mut Values) -> String {
    into.extend(values.iter().cloned().map(Value::Text));
    let marks = vec!["?"; values.len()].join(", ");
    format!("{column} IN ({marks})")
}

/// `first` and `last` are columns with the days of something; it must lie within. What is not known lies nowhere.
pub(super) fn within(days: Days, first: &str, last: &str, into: &mut Values) -> String {
    let mut parts = Vec::new();
    if let Some(day) = days.first {
        into.push(Value::Integer(day));
        parts.push(format!("{first} >= ?"));
    }
    if let Some(day) = days.last {
        into.push(Value::Integer(day));
        parts.push(format!("{last} <= ?"));
    }
    // Follows from the others, and an index of first days ends there.
    if let (Some(_), Some(day)) = (days.first, days.last) {
        into.push(Value::Integer(day));
        parts.push(format!("{first} <= ?"));
    }
    parts.join(" AND ")
}

fn report_named(alias: &str, name: &str, into: &mut Values) -> String {
    into.extend([name, name].map(|name| Value::Text(name.to_owned())));
    into.push(Value::Blob(bytes_of_hexadecimal(name)));
    format!("({alias}.name = ? OR {alias}.url = ? OR {alias}.hash = ?)")
}

/// Empty for what is not hexadecimal.
fn bytes_of_hexadecimal(written: &str) -> Vec<u8> {
    let digits: Option<Vec<u8>> = written
        .chars()
        .map(|c| c.to_digit(16).map(|digit| digit as u8))
        .collect();
    digits
        .unwrap_or_default()
        .chunks_exact(2)
        .map(|pair| pair[0] * 16 + pair[1])
        .collect()
}

impl Condition {
    /// The condition as a test of the event `e` of the report `r`.
    pub(super) fn test(&self, places: &str, into: &mut Values) -> String {
        match self {
            Condition::Participant(side, name) => {
                into.push(matching(name));
                format!(
                    "EXISTS (SELECT 1 FROM participants p WHERE p.event = e.id{} AND p.name IN {NAMES})",
                    side.role()
                )
            }
            Condition::Code(code, codes) => {
                let one_of = one_of("c.code", codes, into);
                format!(
                    "EXISTS (SELECT 1 FROM event_codes c WHERE c.kind = '{}' AND {one_of} AND c.day = e.day
                     AND c.event = e.id)",
                    code.kind()
                )
            }
            Condition::Type(types) => one_of("e.type", types, into),
            Condition::Status(statuses) => one_of("e.status", statuses, into),
            Condition::Happened(days) => within(*days, "e.first_day", "e.last_day", into),
            Condition::Published(days) => within(*days, "r.first_day", "r.last_day", into),
            Condition::PlaceName(name) => {
                into.push(matching(name));
                format!("e.place_name IN {NAMES}")
            }
            Condition::Within(_) => {
                into.push(Value::Text(places.to_owned()));
                "e.place IN (SELECT value FROM json_each(?))".to_owned()
            }
            Condition::Voice(VoiceAsked::Reporter) => "NOT e.voiced".to_owned(),
            Condition::Voice(VoiceAsked::Others) => "e.voiced".to_owned(),
            Condition::Voice(VoiceAsked::Named(name)) => {
                into.push(matching(name));
                format!(
                    "EXISTS (SELECT 1 FROM voices v
                     JOIN attributions a ON a.record = v.record AND a.number = v.attribution
                     WHERE v.record = e.record AND v.fact = 'event' AND v.number = e.number
                     AND a.speaker IN {NAMES})"
                )
            }
            Condition::Words(written) => {
                into.push(matching(written));
                // The sign keeps SQLite from going through the whole list for each event.
                "+r.id IN (SELECT rowid FROM words WHERE words MATCH ?)".to_owned()
            }
            Condition::Report(name) => report_named("r", name, into),
            Condition::Story(story) => {
                into.push(Value::Integer(*story));
                "EXISTS (SELECT 1 FROM placements p WHERE p.report = r.id AND p.story = ?)"
                    .to_owned()
            }
            Condition::Original => "NOT EXISTS (SELECT 1 FROM placements p WHERE p.report = r.id
                 AND p.original IS NOT NULL)"
                .to_owned(),
            Condition::News => "NOT e.historical".to_owned(),
            Condition::Confidence(least) => {
                into.push(Value::Real(*least));
                "e.confidence >= ?".to_owned()
            }
        }
    }

    /// What counting those that pass costs, by rank: those that an index knows first, those of other tables last.
    pub(super) fn cost_to_count(&self) -> u8 {
        match self {
            Condition::Report(_)
            | Condition::Story(_)
            | Condition::Within(_)
            | Condition::PlaceName(_) => 0,
            Condition::Code(..) | Condition::Type(_) | Condition::Happened(_) => 1,
            Condition::Participant(..) => 2,
            _ => 3,
        }
    }

    /// The condition as a place to begin at, if there is an index for it.
    pub(super) fn start(&self, places: &str, into: &mut Values) -> Option<Start> {
        let set = |query: String| Some(Start::Set(query));
        match self {
            Condition::Participant(side, name) => {
                into.push(matching(name));
                set(format!(
                    "SELECT p.day, p.event FROM participants p WHERE p.name IN {NAMES}{}",
                    side.role()
                ))
            }
            Condition::Code(code, codes) => {
                let one_of = one_of("c.code", codes, into);
                let condition = format!("c.kind = '{}' AND {one_of}", code.kind());
                match codes.len() {
                    1 => Some(Start::InOrder {
                        from: "event_codes c CROSS JOIN events e ON e.id = c.event",
                        condition,
                        day: "c.day",
                        event: "c.event",
                    }),
                    _ => set(format!(
                        "SELECT c.day, c.event FROM event_codes c WHERE {condition}"
                    )),
                }
            }
            Condition::Type(types) => {
                let condition = one_of("e.type", types, into);
                match types.len() {
                    1 => Some(Start::InOrder {
                        from: "events e INDEXED BY events_type",
                        condition,
                        day: "e.day",
                        event: "e.id",
                    }),
                    _ => set(format!(
                        "SELECT e.day, e.id FROM events e WHERE {condition}"
                    )),
                }
            }
            Condition::Happened(days) => {
                // The day of an event whose time is known is its first, or its last where the beginning is open.
                let ends = [(days.first, ">="), (days.last, "<=")];
                let mut condition = vec!["e.day > 0".to_owned()];
                for (day, sign) in ends {
                    if let Some(day) = day {
                        into.push(Value::Integer(day));
                        condition.push(format!("e.day {sign} ?"));
                    }
                }
                Some(Start::InOrder {
                    from: "events e INDEXED BY events_day",
                    condition: condition.join(" AND "),
                    day: "e.day",
                    event: "e.id",
                })
            }
            Condition::Published(days) => {
                let condition = within(*days, "s.first_day", "s.last_day", into);
                set(format!(
                    "SELECT t.day, t.id FROM reports s CROSS JOIN events t ON t.record = s.record WHERE {condition}"
                ))
            }
            Condition::PlaceName(name) => {
                into.push(matching(name));
                set(format!(
                    "SELECT t.day, t.id FROM events t WHERE t.place_name IN {NAMES}"
                ))
            }
            Condition::Within(_) => {
                into.push(Value::Text(places.to_owned()));
                set(
                    "SELECT t.day, t.id FROM events t WHERE t.place IN (SELECT value FROM json_each(?))"
                        .to_owned(),
                )
            }
            Condition::Voice(VoiceAsked::Named(name)) => {
                into.push(matching(name));
                set(format!(
                    "SELECT t.day, t.id FROM attributions a
                     CROSS JOIN voices v ON v.record = a.record AND v.attribution = a.number AND v.fact = 'event'
                     CROSS JOIN events t ON t.record = v.record AND t.number = v.number
                     WHERE a.speaker IN {NAMES}"
                ))
            }
            Condition::Words(written) => {
                into.push(matching(written));
                set(
                    "SELECT t.day, t.id FROM words w CROSS JOIN reports s ON s.id = w.rowid
                     CROSS JOIN events t ON t.record = s.record WHERE w.words MATCH ?"
                        .to_owned(),
                )
            }
            Condition::Report(name) => {
                let condition = report_named("s", name, into);
                set(format!(
                    "SELECT t.day, t.id FROM reports s CROSS JOIN events t ON t.record = s.record WHERE {condition}"
                ))
            }
            Condition::Story(story) => {
                into.push(Value::Integer(*story));
                set(
                    "SELECT t.day, t.id FROM placements q CROSS JOIN reports s ON s.id = q.report
                     CROSS JOIN events t ON t.record = s.record WHERE q.story = ?"
                        .to_owned(),
                )
            }
            Condition::Status(_)
            | Condition::Voice(VoiceAsked::Reporter | VoiceAsked::Others)
            | Condition::Original
            | Condition::News
            | Condition::Confidence(_) => None,
        }
    }
}
