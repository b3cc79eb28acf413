//! LGL: local newspapers, many names that most people know of another place.

use super::toponym_lines::score;
use super::{Corpus, Folder, Scorer};

pub(super) const CORPUS: Corpus = Corpus {
    name: "lgl",
    folder: Folder::Data,
    path: "places/lgl.jsonl",
    what: "names of places in local news: found, and within 161 km of the right place",
    run: Scorer::OfHalf(score),
};

#[cfg(test)]
mod tests {
    use super::super::toponyms::Half;
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
