//! Parts of a record in words.

use dateline_record::{
    Act, Attribution, Entity, EntityId, Participant, Quantity, QuantityKind, Record, Span, Status,
    Voice,
};

use super::layout::Run;
use super::style;

/// Marks that may stand around a name in the text and add nothing on a page.
const EDGES: [char; 7] = ['"', '“', '”', '\'', ',', '(', ')'];

/// What to call an entity: its name, its description, or the first words that refer to it.
pub fn name(record: &Record, id: EntityId) -> String {
    record
        .entity(id)
        .map_or_else(|| id.to_string(), |entity| name_of(record, entity))
}

/// As [`name`], of an entity at hand.
pub fn name_of(record: &Record, entity: &Entity) -> String {
    let known = entity.display_name();
    if !known.is_empty() {
        return known.to_owned();
    }
    entity
        .mentions
        .first()
        .map(|mention| words(record, mention.span))
        .filter(|words| !words.is_empty())
        .unwrap_or_else(|| entity.id.to_string())
}

/// The words of a span on one line.
pub fn words(record: &Record, span: Span) -> String {
    record
        .text
        .get(span)
        .unwrap_or_default()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// `A`, `A and B`, `A, B and C`.
pub fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [start @ .., last] => format!("{} and {last}", start.join(", ")),
    }
}

/// Those who take part on one side of an event.
pub fn participants(record: &Record, side: &[Participant]) -> String {
    let names: Vec<String> = side
        .iter()
        .map(|participant| name(record, participant.entity))
        .collect();
    list(&names)
}

/// Whose words an attribution holds: the source's name, or else its words in the text.
pub fn source(record: &Record, attribution: &Attribution) -> Option<String> {
    attribution
        .source
        .map(|id| name(record, id))
        .or_else(|| attribution.source_span.map(|span| words(record, span)))
        .map(|source| source.trim_matches(EDGES).to_owned())
}

/// Who a fact is from: `Farouk said that one of them said`; nothing for the reporter's own voice.
pub fn voice(record: &Record, voice: &Voice) -> Option<String> {
    let told: Vec<String> = voice
        .chain()
        .iter()
        .map(|id| match record.attribution(*id) {
            Some(attribution) => match source(record, attribution) {
                Some(source) => format!("{source} {}", past(attribution.act)),
                None => format!("it was {}", participle(attribution.act)),
            },
            None => format!("{id} said"),
        })
        .collect();
    (!told.is_empty()).then(|| told.join(" that "))
}

/// The voice of a fact as a note behind it; nothing for the reporter's own voice.
pub fn voice_note(record: &Record, of: &Voice) -> Vec<Run> {
    voice(record, of).map_or_else(Vec::new, |told| {
        vec![
            Run::new(" ", style::PLAIN),
            Run::new(format!("({told})"), style::VOICE),
        ]
    })
}

fn past(act: Act) -> &'static str {
    match act {
        Act::Say => "said",
        Act::Write => "wrote",
        Act::Ask => "asked",
        Act::Chant => "chanted",
        Act::Think => "thought",
        Act::Know => "knew",
        Act::Want => "wanted",
        Act::Hope => "hoped",
        Act::Fear => "feared",
    }
}

fn participle(act: Act) -> &'static str {
    match act {
        Act::Write => "written",
        Act::Know => "known",
        other => past(other),
    }
}

/// Whether an event happened; nothing to say when it did.
pub fn status(status: Status) -> Option<&'static str> {
    match status {
        Status::Actual => None,
        Status::Ongoing => Some("ongoing"),
        Status::Future => Some("future"),
        Status::Hypothetical => Some("hypothetical"),
        Status::Negated => Some("negated"),
    }
}

/// `at least 9 killed`, `about 4,000 taking part`, `USD 30,000,000`.
pub fn quantity(record: &Record, quantity: &Quantity) -> String {
    let Some(number) = number(quantity) else {
        return format!(
            "{} (“{}”)",
            kind(quantity.kind),
            words(record, quantity.span)
        );
    };
    let unit = quantity.unit.as_deref();
    match (quantity.kind, unit) {
        (QuantityKind::Money, Some(currency)) => format!("{currency} {number}"),
        (QuantityKind::Other, Some(noun)) => format!("{number} {noun}"),
        (QuantityKind::Weapons, Some(noun)) => format!("{number} {noun}"),
        (QuantityKind::Other, None) => {
            format!("{number} (“{}”)", words(record, quantity.span))
        }
        (of, _) => format!("{number} {}", kind(of)),
    }
}

fn kind(kind: QuantityKind) -> &'static str {
    match kind {
        QuantityKind::Killed => "killed",
        QuantityKind::Injured => "injured",
        QuantityKind::Arrested => "arrested",
        QuantityKind::Abducted => "abducted",
        QuantityKind::Displaced => "displaced",
        QuantityKind::Participants => "taking part",
        QuantityKind::Money => "money",
        QuantityKind::Weapons => "weapons",
        QuantityKind::Other => "counted",
    }
}

fn number(quantity: &Quantity) -> Option<String> {
    let about = if quantity.approximate { "about " } else { "" };
    match (quantity.low, quantity.high) {
        (Some(low), Some(high)) if low == high => Some(format!("{about}{}", grouped(low))),
        (Some(low), Some(high)) => Some(format!("{about}{} to {}", grouped(low), grouped(high))),
        (Some(low), None) => Some(format!("at least {about}{}", grouped(low))),
        (None, Some(high)) => Some(format!("at most {about}{}", grouped(high))),
        (None, None) => None,
    }
}

fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_as_prose() {
        let items = ["Ghana", "Togo", "Benin"].map(String::from);
        assert_eq!(list(&items[..1]), "Ghana");
        assert_eq!(list(&items[..2]), "Ghana and Togo");
        assert_eq!(list(&items), "Ghana, Togo and Benin");
    }

    #[test]
    fn numbers_are_grouped_in_thousands() {
        assert_eq!(grouped(7), "7");
        assert_eq!(grouped(120), "120");
        assert_eq!(grouped(4_000), "4,000");
        assert_eq!(grouped(30_000_000), "30,000,000");
    }
}
