//! What the stages noted of an event, as the record tells it.

use dateline_record::{Decision, Explanation, Reason, Score};

use super::{Rule, Told, Why};

/// Why an event is coded as it is. `taught` is one whose type the user taught.
pub fn explain(told: &Told, taught: bool) -> Explanation {
    let Told {
        coding, arguments, ..
    } = told;
    let heads = &coding.heads;
    let by_type = if taught {
        Rule::Examples
    } else {
        Rule::EventHead
    };
    let historical = [("historical".to_owned(), heads.historical)];
    Explanation {
        event_type: decision(by_type, &heads.types),
        probability: told.anchor.confidence,
        modes: decision(Rule::ModeHead, &heads.modes),
        contexts: coding.contexts_why.iter().map(reason).collect(),
        status: decision(coding.status_by, &heads.statuses),
        historical: decision(Rule::HistoricalHead, &historical),
        actors: arguments.actors.iter().map(|f| reason(&f.why)).collect(),
        recipients: arguments
            .recipients
            .iter()
            .map(|f| reason(&f.why))
            .collect(),
        quantities: arguments.counts.iter().map(|c| reason(&c.why)).collect(),
        place: told.place.as_ref().map(|p| reason(&p.why)),
        time: told.time.as_ref().map(|t| reason(&t.why)),
        voice: reason(&told.voice_why),
    }
}

fn reason(why: &Why) -> Reason {
    Reason {
        rule: why.rule.name().to_owned(),
        probability: why.probability,
    }
}

fn decision(rule: Rule, scores: &[(String, f32)]) -> Decision {
    let scores = scores.iter().map(|(name, probability)| Score {
        name: name.clone(),
        probability: *probability,
    });
    Decision {
        rule: rule.name().to_owned(),
        scores: scores.collect(),
    }
}
