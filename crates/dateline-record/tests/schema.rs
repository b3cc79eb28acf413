//! The published JSON Schema is the one the types make, and real records satisfy it.

mod sample;

use std::path::Path;

use dateline_record::record_schema;
use serde_json::Value;

/// Set this variable to write the schema instead of comparing it.
const UPDATE: &str = "UPDATE_SCHEMA";

#[test]
fn the_checked_in_schema_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schema/record.schema.json");
    let made = serde_json::to_string_pretty(&record_schema()).unwrap() + "\n";
    if std::env::var_os(UPDATE).is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &made).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == made,
        "{} is out of date; run with {UPDATE}=1",
        path.display()
    );
}

#[test]
fn a_full_record_satisfies_the_schema() {
    let validator = jsonschema::validator_for(record_schema().as_value()).unwrap();
    let json = sample::funeral().to_json().unwrap();
    let value: Value = serde_json::from_str(&json).unwrap();
    let faults: Vec<String> = validator
        .iter_errors(&value)
        .map(|e| format!("{} at {}", e, e.instance_path()))
        .collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn the_schema_refuses_what_a_record_may_not_be() {
    let validator = jsonschema::validator_for(record_schema().as_value()).unwrap();
    let good: Value = serde_json::from_str(&sample::funeral().to_json().unwrap()).unwrap();
    let spoilt = [
        ("/events/0/evidence", serde_json::json!([])),
        ("/events/0/voice", Value::Null),
        ("/events/0/status", serde_json::json!("perhaps")),
        ("/events/0/confidence", serde_json::json!(1.2)),
        ("/entities/0/id", serde_json::json!("v1")),
        ("/times/0/anchor", serde_json::json!("yesterday")),
        ("/sentences/0/start", serde_json::json!(-1)),
    ];
    for (place, value) in spoilt {
        let mut record = good.clone();
        *record.pointer_mut(place).unwrap() = value;
        assert!(!validator.is_valid(&record), "{place} should be refused");
    }
}
