//! Event types taught by example sentences, on sentences that were written before there was a coder: `tests/taught/`.

use dateline::Engine;
use dateline::events::Ontology;
use dateline_record::{Report, Text};

const TYPES: [(&str, &str, &str); 3] = [
    (
        "WATER_DAMAGE",
        include_str!("taught/WATER_DAMAGE.toml"),
        include_str!("taught/WATER_DAMAGE.tsv"),
    ),
    (
        "PRESS_VIOLATION",
        include_str!("taught/PRESS_VIOLATION.toml"),
        include_str!("taught/PRESS_VIOLATION.tsv"),
    ),
    (
        "CATTLE_RAID",
        include_str!("taught/CATTLE_RAID.toml"),
        include_str!("taught/CATTLE_RAID.tsv"),
    ),
];

/// Of the sentences that tell a type, the least share to be found.
const RECALL: f32 = 0.8;
/// Of the sentences found, the least share that tell it, of all types together and of each; most of the others differ from
/// one that does by a word or two.
const PRECISION: (f32, f32) = (0.6, 0.5);

/// An engine with the type of that name, or with all.
fn taught(name: Option<&str>) -> Engine {
    let ontology = TYPES
        .iter()
        .filter(|(own, ..)| name.is_none_or(|name| name == *own))
        .fold(Ontology::bundled().unwrap(), |all, (name, toml, _)| {
            all.with(&format!("{name}.toml"), toml).unwrap()
        });
    Engine::load().unwrap().with_ontology(ontology).unwrap()
}

#[test]
fn taught_types_are_found_in_sentences_that_were_not_seen() {
    let engine = taught(None);
    let (mut all_found, mut all_given) = (0, 0);
    for (name, _, sentences) in TYPES {
        let (mut wanted, mut found, mut given) = (0, 0, 0);
        for line in sentences.lines() {
            let Some((mark, sentence)) = line.split_once('\t') else {
                continue;
            };
            let report = Report::new(name, Text::new(sentence.replace('*', "")).unwrap());
            let record = engine.read(&report).unwrap().record;
            record.check().unwrap();
            let told = record.events.iter().any(|e| e.event_type == name);
            wanted += u32::from(mark == "+");
            found += u32::from(mark == "+" && told);
            given += u32::from(told);
        }
        let (recall, precision) = (found as f32 / wanted as f32, found as f32 / given as f32);
        assert!(recall >= RECALL, "{name}: {found} of {wanted} found");
        assert!(precision >= PRECISION.1, "{name}: {found} of {given} right");
        (all_found, all_given) = (all_found + found, all_given + given);
    }
    let precision = all_found as f32 / all_given as f32;
    assert!(precision >= PRECISION.0, "{all_found} of {all_given} right");
}

#[test]
fn a_taught_event_has_arguments_status_and_voice_and_takes_the_place_of_a_built_in_one() {
    let text = "Gunmen stole 300 cows from a camp near Lodu, a herder said.";
    let report = Report::new("raid", Text::new(text).unwrap());
    let record = taught(Some("CATTLE_RAID")).read(&report).unwrap().record;
    let raids: Vec<_> = record
        .events
        .iter()
        .filter(|e| e.event_type == "CATTLE_RAID")
        .collect();
    let [raid] = raids[..] else {
        panic!("one raid, not {}", raids.len());
    };
    assert_eq!(record.text.slice(raid.anchor), "stole");
    let actor = raid
        .actors
        .first()
        .and_then(|a| record.entity(a.entity))
        .unwrap();
    assert_eq!(actor.display_name(), "Gunmen");
    assert_eq!(raid.voice.chain().len(), 1);
    assert_eq!(raid.score, Some(-8.0));
    let at_anchor = record.events.iter().filter(|e| e.anchor == raid.anchor);
    assert_eq!(at_anchor.count(), 1);
}

#[test]
fn what_cannot_be_taught_is_told_with_its_reason() {
    let refusal = |toml: &str| {
        let ontology = Ontology::bundled().unwrap().with("mine.toml", toml);
        match ontology {
            Err(error) => error.to_string(),
            Ok(ontology) => {
                let engine = Engine::load().unwrap().with_ontology(ontology);
                engine.err().map(|e| e.to_string()).unwrap_or_default()
            }
        }
    };
    let head = "name = \"X\"\nclass = \"material conflict\"\ndefinition = \"Y.\"\n";
    assert!(refusal(head).contains("X: 0 example sentences"));
    let wrong = refusal(&format!("{head}colour = \"red\"\n"));
    assert!(wrong.contains("mine.toml:4"), "{wrong}");
    assert!(refusal("name = \"X\"\nclass = \"bad\"\ndefinition = \"Y.\"").contains("mine.toml:2"));
}

#[test]
fn without_taught_types_nothing_changes() {
    let text = "Police arrested three students in Lima, a lawyer said.";
    let report = Report::new("plain", Text::new(text).unwrap());
    let plain = Engine::load().unwrap();
    let again = Engine::load()
        .unwrap()
        .with_ontology(Ontology::bundled().unwrap())
        .unwrap();
    assert_eq!(
        plain.read(&report).unwrap().record.to_json().unwrap(),
        again.read(&report).unwrap().record.to_json().unwrap()
    );
}
