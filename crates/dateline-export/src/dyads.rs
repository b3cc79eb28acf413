//! Events with any number of actors and recipients as pairs, for formats that know two sides and no more.

use dateline_record::{Event, Participant};

use crate::codes::event_type;

/// Who stands on which side of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sides {
    /// An actor and a recipient.
    Both,
    /// Two actors who do it with each other.
    Mutual,
    /// An actor alone.
    Actor,
    /// A recipient alone.
    Recipient,
    /// Nobody.
    Nobody,
}

/// Two sides of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dyad<'e> {
    /// Who does it.
    pub from: Option<&'e Participant>,
    /// To whom, or with whom.
    pub to: Option<&'e Participant>,
    /// Who they are.
    pub sides: Sides,
}

impl Sides {
    /// The word for it in a column.
    pub fn word(self) -> &'static str {
        match self {
            Sides::Both => "actor-recipient",
            Sides::Mutual => "mutual",
            Sides::Actor => "actor",
            Sides::Recipient => "recipient",
            Sides::Nobody => "nobody",
        }
    }
}

/// The pairs of an event, of which there is at least one: each actor with each recipient; where there is no recipient, each
/// two actors of a mutual type, or each actor alone; where there is no actor, each recipient alone.
pub fn dyads(event: &Event) -> Vec<Dyad<'_>> {
    let (actors, recipients) = (&event.actors, &event.recipients);
    let dyad = |from, to, sides| Dyad { from, to, sides };
    let mutual = event_type(&event.event_type).is_some_and(|code| code.mutual);
    match (actors.len(), recipients.len()) {
        (0, 0) => vec![dyad(None, None, Sides::Nobody)],
        (0, _) => recipients
            .iter()
            .map(|recipient| dyad(None, Some(recipient), Sides::Recipient))
            .collect(),
        (2.., 0) if mutual => actors
            .iter()
            .enumerate()
            .flat_map(|(place, one)| {
                actors[place + 1..]
                    .iter()
                    .map(move |other| dyad(Some(one), Some(other), Sides::Mutual))
            })
            .collect(),
        (_, 0) => actors
            .iter()
            .map(|actor| dyad(Some(actor), None, Sides::Actor))
            .collect(),
        _ => actors
            .iter()
            .flat_map(|actor| {
                recipients
                    .iter()
                    .map(move |recipient| dyad(Some(actor), Some(recipient), Sides::Both))
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use dateline_record::{EntityId, EventId, Text, Voice};

    use super::*;

    fn pairs(event_type: &str, actors: usize, recipients: usize) -> String {
        let text = Text::new("met").expect("short");
        let span = text.whole();
        let id = EventId::from_index(0);
        let mut event = Event::new(id, event_type, span, span, Voice::reporter());
        let side = |from: usize, count: usize| {
            (from..from + count)
                .map(|index| Participant {
                    entity: EntityId::from_index(index),
                    span,
                })
                .collect()
        };
        event.actors = side(0, actors);
        event.recipients = side(5, recipients);
        let name = |side: Option<&Participant>| side.map_or("-".into(), |p| p.entity.to_string());
        dyads(&event)
            .iter()
            .map(|dyad| format!("{}>{}", name(dyad.from), name(dyad.to)))
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn sides_multiply() {
        assert_eq!(pairs("ASSAULT", 1, 1), "e1>e6");
        assert_eq!(pairs("ASSAULT", 2, 2), "e1>e6 e1>e7 e2>e6 e2>e7");
        assert_eq!(pairs("ASSAULT", 0, 2), "->e6 ->e7");
        assert_eq!(pairs("ASSAULT", 0, 0), "->-");
    }

    #[test]
    fn several_actors_meet_each_other_but_protest_side_by_side() {
        assert_eq!(pairs("CONSULT", 3, 0), "e1>e2 e1>e3 e2>e3");
        assert_eq!(pairs("CONSULT", 1, 0), "e1>-");
        assert_eq!(pairs("PROTEST", 2, 0), "e1>- e2>-");
        assert_eq!(pairs("CONSULT", 2, 1), "e1>e6 e2>e6");
    }
}
