//! What one given stretch of a text does to another.

use dateline::Engine;
use dateline_record::{Report, Span, Text};

/// The event types between the first occurrences of some words, likeliest first, with their probabilities.
fn between(engine: &Engine, text: &str, source: &str, target: &str) -> Vec<(String, f32)> {
    let report = Report::new("test", Text::new(text).unwrap());
    let span = |words: &str| -> Vec<Span> { report.text.find_span(words).into_iter().collect() };
    let found = engine
        .between(&report, &span(source), &span(target))
        .unwrap();
    let types = found.into_iter();
    types.map(|t| (t.event_type, t.probability)).collect()
}

#[test]
fn the_pair_decides_which_event_of_a_sentence_is_meant() {
    let engine = Engine::load().unwrap();
    let two = "Norland condemned the Sefu air force after it bombed the port of Ulmar.";
    for (text, source, target, expected) in [
        (
            "Police in Kisumu arrested 14 protesters on Monday.",
            "Police in Kisumu",
            "14 protesters",
            "COERCE",
        ),
        (
            "Norland's foreign minister met his Sefu counterpart in Geneva.",
            "Norland's foreign minister",
            "Sefu counterpart",
            "CONSULT",
        ),
        (two, "Norland", "the Sefu air force", "ACCUSE"),
        (two, "it", "the port of Ulmar", "ASSAULT"),
    ] {
        let types = between(&engine, text, source, target);
        assert_eq!(types[0].0, expected, "{source} → {target}: {types:?}");
    }
}

#[test]
fn all_types_of_plover_share_one() {
    let engine = Engine::load().unwrap();
    for (text, source, target) in [
        (
            "Gunmen killed two farmers near Ulmar.",
            "Gunmen",
            "two farmers",
        ),
        ("Gunmen killed two farmers near Ulmar.", "", "two farmers"),
        (
            "Gunmen killed two farmers.\n\nThe army said nothing.",
            "army",
            "farmers",
        ),
        ("Norland", "Norland", "Norland"),
        ("", "", ""),
    ] {
        let types = between(&engine, text, source, target);
        let sum: f32 = types.iter().map(|(_, p)| p).sum();
        assert_eq!(types.len(), 16, "{types:?}");
        assert!((sum - 1.0).abs() < 1e-4, "{text:?}: {sum}");
    }
}
