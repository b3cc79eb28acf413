//! Scores records written earlier against annotated reports: `score_records GOLD_DIR
//! RECORDS.jsonl` writes the tables as JSON. `eval/compare_gold_scores.py` holds it against an
//! independent scorer.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use dateline_eval::gold::{RecordScore, annotation::read_folder};
use dateline_record::{CharSpan, Record};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [gold, records] = arguments.as_slice() else {
        return Err("usage: score_records GOLD_DIR RECORDS.jsonl".into());
    };
    let mut by_report: BTreeMap<String, Record<CharSpan>> = BTreeMap::new();
    let lines = std::fs::read_to_string(records)?;
    for (number, line) in lines.split('\n').enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let record = Record::from_json(line).and_then(|record| record.to_outer());
        let record = record.map_err(|error| format!("{records}:{}: {error}", number + 1))?;
        by_report.insert(record.report.id.clone(), record);
    }
    let mut score = RecordScore::default();
    for report in read_folder(Path::new(gold))? {
        score.add(&report, by_report.get(&report.id));
    }
    let tables: BTreeMap<String, _> = score
        .tables()
        .into_iter()
        .map(|table| (table.name, table.metrics))
        .collect();
    println!("{}", serde_json::to_string_pretty(&tables)?);
    Ok(())
}
