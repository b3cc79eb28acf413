//! What words say, on trees made by hand.

use std::ops::Range;

use dateline_record::GroundKind;

use super::wording::{Told, appositions, before, country_in, sector_in, sector_of_group};
use crate::entities::{Cast, Chains, EntityWords, References};
use crate::syntax::hand_parsed::Hand;
use crate::world::{ActorTables, Countries};

/// Lets a test ask what the words of a hand-made text say.
fn reading<T>(rows: &str, ask: impl Fn(&References<'_>, &ActorTables) -> T) -> T {
    let hand = Hand::parse(rows);
    let lexicon = EntityWords::english().unwrap();
    let countries = Countries::bundled().unwrap();
    let references = References {
        text: &hand.text,
        words: &hand.words,
        syntax: &hand.syntax,
        lexicon: &lexicon,
        countries: &countries,
        chains: Chains::default(),
        dates: Vec::new(),
        cast: Cast::default(),
    };
    ask(&references, &ActorTables::bundled().unwrap())
}

fn told_country(
    references: &References<'_>,
    tables: &ActorTables,
    run: Range<usize>,
) -> Option<&'static str> {
    country_in(references, tables, run).map(|c| c.code)
}

fn sure(told: &Told) -> Vec<&'static str> {
    told.sure.clone().map_or(Vec::new(), |s| s.code)
}

const CHIEF: &str = "Omar|Omar|PROPN|9|nsubj ,|,|PUNCT|6|punct Kenya|Kenya|PROPN|6|nmod:poss 's|'s|PART|3|case \
    army|army|NOUN|6|compound chief|chief|NOUN|1|appos ,|,|PUNCT|6|punct then|then|ADV|9|advmod left|leave|VERB|0|root";

#[test]
fn an_apposition_tells_country_and_sector() {
    let (country, sector) = reading(CHIEF, |references, tables| {
        let run = appositions(references, &(0..1)).next().unwrap();
        let told = sector_of_group(references, tables, &run, GroundKind::Title);
        (told_country(references, tables, run), sure(&told))
    });
    assert_eq!((country, sector), (Some("KEN"), vec!["MIL"]));
}

#[test]
fn titles_before_a_name_end_at_the_verb() {
    let rows = "Paris|Paris|PROPN|2|nsubj told|tell|VERB|0|root Iranian|iranian|ADJ|4|amod \
        general|general|NOUN|5|nmod:desc Rastani|Rastani|PROPN|2|obj";
    let titles = reading(rows, |references, _| before(references, &(4..5)));
    assert_eq!(titles, 2..4);
}

#[test]
fn a_word_that_yields_gives_way_to_one_that_does_not() {
    let rows = "police|police|NOUN|2|compound officials|official|NOUN|0|root";
    let told = reading(rows, |references, tables| {
        sector_in(references, tables, 0..2, GroundKind::Title)
    });
    assert_eq!(sure(&told), ["COP"]);
    let rows = "senior|senior|ADJ|2|amod officials|official|NOUN|0|root";
    let told = reading(rows, |references, tables| {
        sector_in(references, tables, 0..2, GroundKind::Title)
    });
    assert_eq!(told.sure, None);
    assert_eq!(told.any().unwrap().code, ["GOV"]);
}

#[test]
fn the_name_of_a_country_may_have_several_words() {
    let rows = "South|South|PROPN|2|compound Korean|korean|ADJ|3|amod police|police|NOUN|0|root";
    let country = reading(rows, |references, tables| {
        told_country(references, tables, 0..3)
    });
    assert_eq!(country, Some("KOR"));
    // No capital letter, no country.
    let rows = "turkey|turkey|NOUN|2|compound farm|farm|NOUN|0|root";
    let country = reading(rows, |references, tables| {
        told_country(references, tables, 0..2)
    });
    assert_eq!(country, None);
}
