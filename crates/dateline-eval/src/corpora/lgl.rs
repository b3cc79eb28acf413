//! LGL: local newspapers, many names that most people know of another place.

use std::path::Path;

use dateline_record::CharSpan;
use serde::Deserialize;

use super::toponyms::{Document, Half, Toponym, run};
use super::{Corpus, Folder, Scorer, Table};
use crate::characters::check_span;
use crate::error::EvalError;
use crate::json_lines::{self, Checked};
use crate::system::System;

pub(super) const CORPUS: Corpus = Corpus {
    name: "lgl",
    folder: Folder::Data,
    path: "places/lgl.jsonl",
    what: "names of places in local news: found, and within 161 km of the right place",
    run: Scorer::OfHalf(score),
};

#[derive(Debug, Deserialize)]
struct Line {
    id: String,
    text: String,
    url: Option<String>,
    date: Option<String>,
    toponyms: Vec<LineToponym>,
}

#[derive(Debug, Deserialize)]
pub(super) struct LineToponym {
    #[serde(flatten)]
    span: CharSpan,
    lat: Option<f64>,
    lon: Option<f64>,
    geonames_id: Option<String>,
}

impl LineToponym {
    pub(super) fn check(&self, length: usize) -> Result<(), String> {
        check_span(self.span, length)?;
        match self.geonames_id.as_deref().map(str::parse::<u32>) {
            Some(Err(_)) => Err("a GeoNames id is no number".to_owned()),
            _ => Ok(()),
        }
    }
}

impl From<LineToponym> for Toponym {
    fn from(line: LineToponym) -> Self {
        Toponym {
            span: line.span,
            point: line.lat.zip(line.lon),
            geonames: line.geonames_id.and_then(|id| id.parse().ok()),
        }
    }
}

impl Checked for Line {
    fn check(&self) -> Result<(), String> {
        let length = self.text.chars().count();
        self.toponyms.iter().try_for_each(|t| t.check(length))
    }
}

fn score(path: &Path, half: Half, system: &dyn System) -> Result<Vec<Table>, EvalError> {
    let lines: Vec<Line> = json_lines::read(path)?;
    let documents: Vec<Document> = lines
        .into_iter()
        .filter(|line| half.has(&line.id))
        .map(|line| Document {
            id: line.id,
            text: line.text,
            url: line.url,
            published: line.date,
            toponyms: line.toponyms.into_iter().map(Toponym::from).collect(),
        })
        .collect();
    run(&documents, system)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::counts::{Counts, Tally};
    use crate::report::Metric;
    use crate::system::{LocatedName, SystemReading};
    use crate::testing::{Fake, file, find};
    use dateline_record::{GeoPlace, Report};

    /// The first is found and right, the second found and far, the third missed; the fourth has no coordinates.
    const LINE: &str = r#"{"id": "l", "text": "Ada in Ohio, Lima, Perry and Zog met Troy.", "url": null, "date": null,
        "toponyms": [
            {"start": 0, "end": 3, "lat": 40.0, "lon": -83.0, "geonames_id": "1"},
            {"start": 13, "end": 17, "lat": 40.7, "lon": -84.1, "geonames_id": "2"},
            {"start": 19, "end": 24, "lat": 41.0, "lon": -83.0, "geonames_id": null},
            {"start": 29, "end": 32, "lat": null, "lon": null, "geonames_id": null}]}"#;

    fn place(geonames: u32, lat: f64, lon: f64) -> GeoPlace {
        GeoPlace {
            geonames: Some(geonames),
            lat,
            lon,
            country: None,
            admin1: None,
            kind: None,
        }
    }

    #[test]
    fn a_name_is_right_if_its_place_is_near_the_gold_one() {
        let path = file("lgl.jsonl", &LINE.replace('\n', " "));
        let system = Fake(|report: &Report, reading: &mut SystemReading| {
            for (words, place) in [
                ("Ada", place(1, 40.1, -83.1)),
                ("Lima", place(9, -12.0, -77.0)),
                ("Zog", place(8, 0.0, 0.0)),
                ("Troy", place(7, 40.0, -84.2)),
            ] {
                let span = find(&report.text, words);
                reading.toponyms.push(LocatedName { span, place });
            }
        });
        let half = [Half::Train, Half::Dev]
            .into_iter()
            .find(|h| h.has("l"))
            .unwrap();
        let tables = score(&path, half, &system).unwrap();
        // "Zog" overlaps a name without coordinates and counts on neither side; "Troy" is no name of the gold.
        assert_eq!(
            tables[0].metrics,
            [
                Metric::share("found and within 161 km", Tally { right: 1, of: 3 }),
                Metric::share("found", Tally { right: 2, of: 3 }),
                Metric::share("given ones within 161 km", Tally { right: 1, of: 3 }),
                Metric::f1("both", Counts::new(1, 3, 3)),
            ]
        );
        // The fake answers no given span.
        assert_eq!(
            tables[1].metrics[2],
            Metric::share("answered", Tally { right: 0, of: 3 })
        );
        assert_eq!(
            tables[1].metrics[3],
            Metric::value("area under the curve", 1.0, 3)
        );
    }

    #[test]
    fn every_document_is_in_one_half() {
        let ids: Vec<String> = (0..200).map(|n| format!("lgl/{n}")).collect();
        let train = ids.iter().filter(|id| Half::Train.has(id)).count();
        let dev = ids.iter().filter(|id| Half::Dev.has(id)).count();
        assert_eq!(train + dev, 200);
        assert!((70..130).contains(&train), "{train}");
    }
}
