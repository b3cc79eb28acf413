//! Which signs any two event mentions of ECB+ show, for the fit of their weights.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};

use anyhow::{Context, Result, bail};
use dateline_merge::{Merger, Words, sign_names};
use dateline_record::{CharSpan, Record};
use serde::Deserialize;
use serde_json::json;

/// A document of ECB+, as far as it is needed.
#[derive(Deserialize)]
struct Document {
    id: String,
    topic: u32,
    subtopic: String,
    mentions: Vec<Mention>,
}

#[derive(Deserialize)]
struct Mention {
    #[serde(flatten)]
    span: CharSpan,
    head: String,
    cluster: String,
}

/// Writes the names of the signs, then a line for each two mentions of a subtopic.
pub fn run(arguments: &[String]) -> Result<()> {
    let [records, mentions] = arguments else {
        bail!("incident-signs wants the records of the documents and their mentions");
    };
    let mut record_of = HashMap::new();
    for (number, line) in lines(records)? {
        let record = Record::from_json(&line?).with_context(|| format!("{records}:{number}"))?;
        record_of.insert(record.report.id.clone(), record);
    }
    let mut stories: BTreeMap<String, Vec<Document>> = BTreeMap::new();
    for (number, line) in lines(mentions)? {
        let document: Document =
            serde_json::from_str(&line?).with_context(|| format!("{mentions}:{number}"))?;
        stories
            .entry(document.subtopic.clone())
            .or_default()
            .push(document);
    }
    let merger = Merger::bundled()?;
    let mut out = BufWriter::new(io::stdout().lock());
    writeln!(out, "{}", json!(sign_names().collect::<Vec<_>>()))?;
    for documents in stories.values() {
        let (mut words, mut clusters, mut topic) = (Vec::new(), Vec::new(), 0);
        for document in documents {
            let record = record_of
                .get(&document.id)
                .with_context(|| format!("{records}: no record of {}", document.id))?;
            topic = document.topic;
            for mention in &document.mentions {
                words.push(told(record, mention).with_context(|| {
                    format!(
                        "{mentions}: a mention of {} is not in its record",
                        document.id
                    )
                })?);
                clusters.push(mention.cluster.as_str());
            }
        }
        let pairs = merger.signs(&words);
        let pairs: Vec<_> = pairs
            .into_iter()
            .map(|(first, second, signs)| json!([first, second, signs.as_slice()]))
            .collect();
        writeln!(
            out,
            "{}",
            json!({"topic": topic, "subtopic": documents[0].subtopic, "clusters": clusters, "pairs": pairs})
        )?;
    }
    Ok(out.flush()?)
}

fn lines(path: &str) -> Result<impl Iterator<Item = (usize, io::Result<String>)>> {
    let file = File::open(path).with_context(|| path.to_owned())?;
    Ok((1..).zip(BufReader::new(file).lines()))
}

fn told<'a>(record: &'a Record, mention: &Mention) -> Option<Words<'a>> {
    let span = record.text.code_points().inner(mention.span)?;
    let start = record.text.get(span)?.rfind(&mention.head);
    let head = start.and_then(|start| {
        let start = span.start() + start;
        record.text.span(start, start + mention.head.len())
    });
    Some(Words {
        record,
        span,
        head: head.unwrap_or(span),
    })
}
