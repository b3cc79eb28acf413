//! Why a part of an event is as it is: stages note it where they decide.

/// The rule that decided a part of an event.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Why {
    /// The rule.
    pub rule: Rule,
    /// The model's probability, where the rule asks the model.
    pub probability: Option<f32>,
}

impl Why {
    /// A rule that found something by itself.
    pub fn by(rule: Rule) -> Self {
        Self {
            rule,
            probability: None,
        }
    }

    /// A rule that follows the model.
    pub fn likely(rule: Rule, probability: f32) -> Self {
        Self {
            rule,
            probability: Some(probability),
        }
    }
}

macro_rules! rules {
    ($($(#[$doc:meta])* $rule:ident = $name:literal,)*) => {
        /// Rules by which parts of events are decided; docs/events.md tells of each.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Rule {
            $($(#[$doc])* $rule,)*
        }

        impl Rule {
            /// All rules.
            pub const ALL: &[Rule] = &[$(Rule::$rule,)*];

            /// The name by which records and documents call it; does not change.
            pub fn name(self) -> &'static str {
                match self {
                    $(Rule::$rule => $name,)*
                }
            }
        }
    };
}

rules! {
    /// The likeliest type at the word.
    EventHead = "event-head",
    /// The examples of a type that a user taught.
    Examples = "taught-examples",
    /// The modes that are likely at the word.
    ModeHead = "mode-head",
    /// The context is likely at the word.
    ContextHead = "context-head",
    /// It is less likely, and a word of the sentence speaks for it.
    ContextWord = "context-word",
    /// It is less likely, and the events of the report are about it.
    ContextReport = "context-report",
    /// A mode brings it by definition.
    ModeImplies = "mode-implies",
    /// The likeliest status at the word.
    StatusHead = "status-head",
    /// A verb denies what the clause of the word tells.
    Denied = "denied",
    /// The likelihood of background at the word.
    HistoricalHead = "historical-head",

    /// A run of words plays the role in the event's frame.
    Frame = "frame",
    /// A single word is the likeliest to play it, where no run is likely enough.
    FrameWord = "frame-word",
    /// The frame's word is a relative pronoun that stands for a list.
    FrameList = "frame-list",
    /// The subject of the verb, also one that it shares.
    Subject = "subject",
    /// The subject of a verb in the passive.
    PassiveSubject = "passive-subject",
    /// "by" after a verb in the passive.
    Agent = "by-agent",
    /// The object of the verb.
    Object = "object",
    /// "of" after a noun whose owner suffers it.
    OfPhrase = "of-phrase",
    /// The possessive before a noun.
    Possessive = "possessive",
    /// A name before a noun.
    NameBefore = "name-before-noun",
    /// The adjective of a state before a noun.
    StateBefore = "state-adjective",
    /// The subject of the verb that a noun is the object of.
    LightVerb = "light-verb-subject",
    /// A preposition that tells the role.
    Preposition = "preposition",
    /// The speaker of what somebody is told to do.
    Asker = "speaker-asks",
    /// Whoever is told to do something.
    Asked = "asked",
    /// The guest of a host.
    Guest = "guest",
    /// A place that is visited.
    Visited = "visited-place",

    /// A word near the number tells what is counted.
    Counted = "counted-word",
    /// The number counts the actors.
    CountedActors = "counted-actors",
    /// The number counts something else that the event is about.
    CountedOther = "counted-other",
    /// One person to whom it happened.
    SinglePatient = "single-patient",
    /// The recipients are counted.
    CountedRecipients = "counted-recipients",

    /// It hangs on the event's word, on its verb or on what takes part.
    HangsOnEvent = "hangs-on-event",
    /// The only time of a sentence that tells nothing else.
    OnlyTime = "only-time",
    /// A place that opens the sentence.
    OpensSentence = "opens-sentence",
    /// The event's frame reaches to it from another sentence.
    FrameElsewhere = "frame-elsewhere",
    /// Another telling of the same happening.
    SameHappening = "same-happening",
    /// The lead that a headline sums up.
    HeadlineLead = "headline-lead",
    /// What the same people did before.
    SamePeople = "same-people",
    /// The only time that the report tells of.
    OneDay = "one-day",
    /// The scene of the events just told.
    Scene = "scene",
    /// The event is told as one known already.
    NamedAgain = "named-again",
    /// The only scene of the report.
    OnlyScene = "only-scene",
    /// The dateline's place.
    Dateline = "dateline",

    /// No saying holds the event's word.
    Reporter = "reporter",
    /// Sayings hold it.
    InsideSaying = "inside-saying",
    /// The event is the saying itself.
    OwnSaying = "own-saying",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_a_name_of_its_own_and_is_documented() {
        let documented = include_str!("../../../../docs/events.md");
        for (i, rule) in Rule::ALL.iter().enumerate() {
            let name = rule.name();
            let same = Rule::ALL[..i].iter().find(|r| r.name() == name);
            assert_eq!(same, None, "{name}");
            assert!(
                documented.contains(&format!("| `{name}` |")),
                "docs/events.md has no row for {name}"
            );
        }
    }
}
