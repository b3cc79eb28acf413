//! GeoWebNews: world news with names of places of every use, sites and demonyms included.

use super::toponym_lines::score;
use super::{Corpus, Folder, Scorer};

pub(super) const CORPUS: Corpus = Corpus {
    name: "geowebnews",
    folder: Folder::Data,
    path: "places/geowebnews.jsonl",
    what: "names of places in world news: found, and within 161 km of the right place",
    run: Scorer::OfHalf(score),
};
