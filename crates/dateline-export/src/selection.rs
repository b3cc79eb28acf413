//! Which facts are written.

use std::borrow::Cow;

use dateline_record::{Event, Record, Status, Voice, merged};

/// Whose facts are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voices {
    /// Everybody's.
    All,
    /// Those that the reporter tells in his own name.
    Reporter,
}

/// Events of which status are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Statuses {
    /// Of any.
    All,
    /// Those that are told as having happened.
    Actual,
}

/// Which facts are written: events by voice and status, posts and labels by voice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    /// Whose.
    pub voices: Voices,
    /// Of which status.
    pub statuses: Statuses,
}

impl Selection {
    /// All facts.
    pub const EVERYTHING: Selection = Selection {
        voices: Voices::All,
        statuses: Statuses::All,
    };
    /// What the field's own data sets hold: the reporter's word on what happened.
    pub const FIELD: Selection = Selection {
        voices: Voices::Reporter,
        statuses: Statuses::Actual,
    };

    /// Whether every event that is taken has the same voice and status, so that nothing is lost where a row does not
    /// repeat them.
    pub fn is_uniform(self) -> bool {
        self == Selection::FIELD
    }

    fn hears(self, voice: &Voice) -> bool {
        self.voices == Voices::All || voice.is_reporter()
    }

    fn takes(self, event: &Event) -> bool {
        self.hears(&event.voice)
            && (self.statuses == Statuses::All || event.status == Status::Actual)
    }

    /// The record with the selected facts alone. Who says what stays whole: the attributions are the voices themselves.
    pub fn of(self, record: &Record) -> Cow<'_, Record> {
        if self == Selection::EVERYTHING {
            return Cow::Borrowed(record);
        }
        let mut selected = record.clone();
        selected.events.retain(|event| self.takes(event));
        selected.happenings = merged(&selected.events);
        selected.relations.retain(|tie| self.hears(&tie.voice));
        for entity in &mut selected.entities {
            entity.labels.retain(|label| self.hears(&label.voice));
        }
        Cow::Owned(selected)
    }
}
