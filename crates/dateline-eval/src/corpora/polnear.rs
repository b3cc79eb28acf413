//! PolNeAR: who says what, in news on an election.

use std::ops::AddAssign;
use std::path::Path;

use serde::Deserialize;

use super::{Corpus, Folder, Scorer, Table, foreign_span, judge_all, read};
use crate::characters::{CharSet, check_span, from_pair};
use crate::counts::{Counts, Tally};
use crate::error::EvalError;
use crate::json_lines::{self, Checked};
use crate::matching::match_by_overlap;
use crate::report::Metric;
use crate::system::System;

pub(super) const CORPUS: Corpus = Corpus {
    name: "polnear",
    folder: Folder::Data,
    path: "attribution/polnear/PART.jsonl",
    what: "attributions: content matched one to one by shared characters, then source and cue",
    run: Scorer::OfPart(run),
};

/// The least intersection over union for a loose and for a close match of contents.
const LOOSE: f64 = 0.3;
const CLOSE: f64 = 0.8;

/// Classes of content length in words: name and greatest length.
const LENGTHS: [(&str, usize); 4] = [
    ("1 to 5 words", 5),
    ("6 to 15 words", 15),
    ("16 to 30 words", 30),
    ("over 30 words", usize::MAX),
];

#[derive(Debug, Deserialize)]
struct Document {
    id: String,
    #[serde(default)]
    date: Option<String>,
    text: String,
    attributions: Vec<Attribution>,
    #[serde(default)]
    discard: Vec<[u32; 2]>,
    #[serde(default)]
    discuss: Vec<[u32; 2]>,
}

#[derive(Debug, Deserialize)]
struct Attribution {
    source: Vec<[u32; 2]>,
    cue: Vec<[u32; 2]>,
    content: Vec<[u32; 2]>,
}

impl Checked for Document {
    fn check(&self) -> Result<(), String> {
        let length = self.text.chars().count();
        let parts = self
            .attributions
            .iter()
            .flat_map(|a| [&a.source, &a.cue, &a.content])
            .chain([&self.discard, &self.discuss]);
        let mut spans = parts.flatten().copied().map(from_pair);
        spans.try_for_each(|span| check_span(span, length))
    }
}

/// The three parts of an attribution as sets of characters.
struct Parts {
    source: CharSet,
    cue: CharSet,
    content: CharSet,
}

#[derive(Debug, Clone, Copy, Default)]
struct Judgement {
    loose: Counts,
    close: Counts,
    source_exact: Tally,
    source_overlap: Tally,
    cue_exact: Tally,
    cue_overlap: Tally,
    found_by_length: [Tally; LENGTHS.len()],
}

impl AddAssign for Judgement {
    fn add_assign(&mut self, other: Judgement) {
        self.loose += other.loose;
        self.close += other.close;
        self.source_exact += other.source_exact;
        self.source_overlap += other.source_overlap;
        self.cue_exact += other.cue_exact;
        self.cue_overlap += other.cue_overlap;
        for (mine, others) in self.found_by_length.iter_mut().zip(other.found_by_length) {
            *mine += others;
        }
    }
}

fn run(path: &Path, system: &dyn System) -> Result<Vec<Table>, EvalError> {
    let documents: Vec<Document> = json_lines::read(path)?;
    let mut total = Judgement::default();
    for judgement in judge_all(&documents, |document| judge(document, system))? {
        total += judgement;
    }
    let main = vec![
        Metric::f1("content at 0.3", total.loose),
        Metric::f1("content at 0.8", total.close),
        Metric::share("source exact", total.source_exact),
        Metric::share("source overlap", total.source_overlap),
        Metric::share("cue exact", total.cue_exact),
        Metric::share("cue overlap", total.cue_overlap),
    ];
    let by_length = LENGTHS
        .iter()
        .zip(total.found_by_length)
        .map(|(&(name, _), found)| Metric::share(name, found))
        .collect();
    Ok(vec![
        Table::new("all", documents.len(), main),
        Table::new("recall at 0.3 by length", documents.len(), by_length),
    ])
}

/// Judges one document. Attributions without content, and those whose content lies mostly in a
/// stretch that the annotators set aside, count on neither side.
fn judge(document: &Document, system: &dyn System) -> Result<Judgement, EvalError> {
    let reading = read(
        system,
        &document.id,
        &document.text,
        document.date.as_deref(),
    )?;
    let set = |pieces: &[[u32; 2]]| CharSet::new(pieces.iter().copied().map(from_pair));
    let aside = CharSet::new(
        document
            .discard
            .iter()
            .chain(&document.discuss)
            .copied()
            .map(from_pair),
    );
    let counts = |parts: &Parts| !parts.content.is_empty() && !parts.content.lies_mostly_in(&aside);
    let record = reading.layers.record.to_outer();
    let record = record.map_err(|_| foreign_span(&document.id))?;
    let gold: Vec<Parts> = document
        .attributions
        .iter()
        .map(|attribution| Parts {
            source: set(&attribution.source),
            cue: set(&attribution.cue),
            content: set(&attribution.content),
        })
        .filter(counts)
        .collect();
    let given: Vec<Parts> = record
        .attributions
        .iter()
        .map(|attribution| Parts {
            source: CharSet::new(attribution.source_span),
            cue: CharSet::new(attribution.cue),
            content: CharSet::new(attribution.content.iter().copied()),
        })
        .filter(counts)
        .collect();
    let text: Vec<char> = document.text.chars().collect();
    Ok(compare(&text, gold, given))
}

fn compare(text: &[char], gold: Vec<Parts>, given: Vec<Parts>) -> Judgement {
    let contents =
        |parts: &[Parts]| -> Vec<CharSet> { parts.iter().map(|p| p.content.clone()).collect() };
    let (gold_contents, given_contents) = (contents(&gold), contents(&given));
    let partners = |least| match_by_overlap(&gold_contents, &given_contents, least);
    let found = |partners: &[Option<usize>]| {
        Counts::new(partners.iter().flatten().count(), gold.len(), given.len())
    };
    let loose = partners(LOOSE);
    let mut judgement = Judgement {
        loose: found(&loose),
        close: found(&partners(CLOSE)),
        ..Judgement::default()
    };
    for (parts, partner) in gold.iter().zip(&loose) {
        let words = words_in(text, &parts.content);
        let lengths = LENGTHS.iter().zip(&mut judgement.found_by_length);
        for (_, tally) in lengths.filter(|((_, most), _)| words <= *most).take(1) {
            tally.add(partner.is_some());
        }
        let Some(other) = partner.map(|index| &given[index]) else {
            continue;
        };
        let overlap = |a: &CharSet, b: &CharSet| (a.is_empty() && b.is_empty()) || a.shared(b) > 0;
        judgement.source_exact.add(parts.source == other.source);
        judgement
            .source_overlap
            .add(overlap(&parts.source, &other.source));
        judgement.cue_exact.add(parts.cue == other.cue);
        judgement.cue_overlap.add(overlap(&parts.cue, &other.cue));
    }
    judgement
}

/// How many words, divided by white space, the pieces of `content` hold.
fn words_in(text: &[char], content: &CharSet) -> usize {
    let mut words = 0;
    for (start, end) in content.ranges() {
        let piece = text.get(start..end).unwrap_or_default();
        words += piece
            .split(|character| character.is_whitespace())
            .filter(|word| !word.is_empty())
            .count();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::SystemReading;
    use crate::testing::{Fake, file, find};
    use dateline_record::{Attribution, AttributionId, Pieces, QuotationKind, Report, Voice};

    /// A document of four attributions, the last of them set aside.
    const TEXT: &str = "“We won,” Ana Ruiz said. Voters think taxes are too high. \
                        It is believed he left. Aides said hush.";

    fn document() -> String {
        let span = |words: &str| {
            let start = TEXT[..TEXT.find(words).unwrap()].chars().count();
            format!("[[{start}, {}]]", start + words.chars().count())
        };
        let attribution = |source: &str, cue: &str, content: &str| {
            let source = if source.is_empty() {
                "[]".into()
            } else {
                span(source)
            };
            let (cue, content) = (span(cue), span(content));
            format!(r#"{{"id": "E", "source": {source}, "cue": {cue}, "content": {content}}}"#)
        };
        format!(
            r#"{{"id": "p", "date": "2016-09-12", "text": "{TEXT}", "attributions": [{}, {}, {}, {}],
                "discard": {}, "discuss": []}}"#,
            attribution("Ana Ruiz", "said", "We won"),
            attribution("Voters", "think", "taxes are too high"),
            attribution("", "is believed", "he left"),
            attribution("Aides", "said hush", "hush"),
            span("Aides said hush."),
        )
        .replace('\n', " ")
    }

    #[test]
    fn contents_are_matched_and_their_parts_compared() {
        let path = file("polnear.jsonl", &document());
        let system = Fake(|report: &Report, reading: &mut SystemReading| {
            assert_eq!(report.published.as_deref(), Some("2016-09-12"));
            for (index, (source, cue, content)) in [
                // All right.
                ("Ana Ruiz", "said", "We won"),
                // Content loose but not close; source right, no cue.
                ("Voters", "", "too high."),
                // Content right; a source where there is none.
                ("he", "believed", "he left"),
                // Inside a stretch set aside: counts for nothing.
                ("Aides", "said", "hush"),
                // Wrong.
                ("he", "left", "It is"),
            ]
            .into_iter()
            .enumerate()
            {
                let mut attribution = Attribution::new(
                    AttributionId::from_index(index),
                    QuotationKind::Indirect,
                    Pieces::one(find(&report.text, content)),
                    Voice::reporter(),
                );
                attribution.source_span = Some(find(&report.text, source));
                attribution.cue = (!cue.is_empty()).then(|| find(&report.text, cue));
                reading.record.attributions.push(attribution);
            }
        });
        let tables = run(&path, &system).unwrap();
        assert_eq!(
            tables[0].metrics,
            [
                // "too high." shares 8 of 19 characters with the gold: 0.42.
                Metric::f1("content at 0.3", Counts::new(3, 3, 4)),
                Metric::f1("content at 0.8", Counts::new(2, 3, 4)),
                Metric::share("source exact", Tally { right: 2, of: 3 }),
                Metric::share("source overlap", Tally { right: 2, of: 3 }),
                Metric::share("cue exact", Tally { right: 1, of: 3 }),
                Metric::share("cue overlap", Tally { right: 2, of: 3 }),
            ]
        );
        // "We won" and "he left" have two words, "taxes are too high" four.
        let found: Vec<_> = tables[1]
            .metrics
            .iter()
            .map(|m| (m.value, m.gold))
            .collect();
        assert_eq!(found[0], (Some(1.0), Some(3)));
        assert_eq!(found[1], (Some(0.0), Some(0)));
    }
}
