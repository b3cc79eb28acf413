//! Which place is meant, on texts that a reader can judge.

use dateline_gazetteer::OwnPlaces;

use super::*;
use crate::world::Countries;

/// The places of some names in a text, each the first occurrence behind the last: "name, division, country".
fn places(text: &str, names: &[&str], address: &[&str], rules: &PlaceRules) -> Vec<String> {
    let mut from = 0;
    let spans: Vec<_> = names
        .iter()
        .map(|name| {
            let start = from + text[from..].find(name).unwrap();
            from = start + name.len();
            start..from
        })
        .collect();
    let ground = Ground {
        address: address.to_vec(),
        dateline: None,
    };
    let countries = Countries::bundled().unwrap();
    let told = |located: Located| {
        let geo = located.geo;
        let parts = [geo.admin1, geo.country, geo.kind];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    };
    locate_given(text, &spans, &ground, rules, &countries)
        .into_iter()
        .map(|located| located.map_or("-".to_owned(), told))
        .collect()
}

#[test]
fn the_text_tells_which_place_of_a_name_is_meant() {
    let rules = PlaceRules::english().unwrap();
    for (text, names, expected) in [
        (
            "Police in Oxford, Mississippi, arrested two students.",
            vec!["Oxford", "Mississippi"],
            vec!["Mississippi USA city", "Mississippi USA admin1"],
        ),
        (
            "A storm hit Oxford and Tupelo. The governor of Mississippi sent help to Jackson.",
            vec!["Oxford", "Tupelo", "Mississippi", "Jackson"],
            vec![
                "Mississippi USA city",
                "Mississippi USA city",
                "Mississippi USA admin1",
                "Mississippi USA city",
            ],
        ),
        (
            "The dons of Oxford took the train to London.",
            vec!["Oxford", "London"],
            vec!["England GBR city", "England GBR capital"],
        ),
        (
            "A fire in Geneva, Ill., closed the road to Batavia and St. Charles.",
            vec!["Geneva", "Ill.", "Batavia", "St. Charles"],
            vec![
                "Illinois USA city",
                "Illinois USA admin1",
                "Illinois USA city",
                "Illinois USA city",
            ],
        ),
        (
            "Delegates met in Geneva before they flew to Bern.",
            vec!["Geneva", "Bern"],
            vec!["Genève CHE city", "Berne CHE capital"],
        ),
        (
            "He moved from Paris, Texas, to Paris, France.",
            vec!["Paris", "Texas", "Paris", "France"],
            vec![
                "Texas USA city",
                "Texas USA admin1",
                "Île-de-France FRA capital",
                "FRA country",
            ],
        ),
    ] {
        assert_eq!(places(text, &names, &[], &rules), expected, "{text}");
    }
}

#[test]
fn a_demonym_tells_its_country_and_supports_other_names() {
    let rules = PlaceRules::english().unwrap();
    let text = "Syrian soldiers left Tripoli, the Lebanese army said in Beirut.";
    let found = places(
        text,
        &["Syrian", "Tripoli", "Lebanese", "Beirut"],
        &[],
        &rules,
    );
    assert_eq!(found[0], "SYR country");
    assert!(found[1].ends_with("LBN city"), "{found:?}");
}

#[test]
fn the_address_of_a_report_counts() {
    let rules = PlaceRules::english().unwrap();
    let hamilton = |address: &[&str]| {
        places("A man died in Hamilton.", &["Hamilton"], address, &rules).remove(0)
    };
    assert!(hamilton(&["NZL"]).contains("NZL"), "{}", hamilton(&["NZL"]));
    assert!(hamilton(&["CAN"]).contains("CAN"), "{}", hamilton(&["CAN"]));
}

#[test]
fn what_no_table_knows_is_no_place_and_nothing_panics() {
    let rules = PlaceRules::english().unwrap();
    let text = "Qwrtzpol (Nowherish [North]) ((, ) met ’s.";
    let names = ["Qwrtzpol", "(Nowherish [North])", "((", ")", "’s"];
    assert_eq!(places(text, &names, &[], &rules), ["-"; 5]);
    assert_eq!(places("", &[], &[], &rules), Vec::<String>::new());
}

#[test]
fn a_users_own_place_goes_before_others_of_its_name() {
    let mut rules = PlaceRules::english().unwrap();
    let table = "name,lat,lon,country,kind\nParis,9.5,30.25,SSD,site";
    rules.gazetteer = rules
        .gazetteer
        .with(OwnPlaces::parse("my.csv", table).unwrap());
    let found = places("They reached Paris on foot.", &["Paris"], &[], &rules);
    assert_eq!(found, ["SSD site"]);
}

#[test]
fn one_place_of_a_report_lies_in_another() {
    let rules = PlaceRules::english().unwrap();
    let countries = Countries::bundled().unwrap();
    let text = "Oxford, Mississippi";
    let found = locate_given(text, &[0..6, 8..19], &Ground::default(), &rules, &countries);
    let [Some(town), Some(state)] = found.as_slice() else {
        panic!("{found:?}");
    };
    assert!(town.inside(state));
    assert!(!state.inside(town));
    assert!(!town.inside(town));
}

#[test]
fn a_mistake_in_a_table_is_named() {
    let error = Containers::parse("c.tsv", "in\tbehind\nof\tabove").expect_err("no side");
    assert_eq!(
        error.to_string(),
        "c.tsv:2: `before`, `behind` or `list` expected, not `above`"
    );
    let error = Weights::parse("w.tsv", "population\tmuch\tx").expect_err("no number");
    assert_eq!(error.to_string(), "w.tsv:1: `population` has no number");
    let error = PlaceWords::parse("p.tsv", "USA\tOhio").expect_err("two columns");
    assert_eq!(
        error.to_string(),
        "p.tsv:1: three columns divided by tabs expected"
    );
}

#[test]
fn every_word_for_a_place_finds_one() {
    let rules = PlaceRules::english().unwrap();
    for line in include_str!("../../lexicon/world/place-words.tsv").lines() {
        if let [country, name, words] = line.split('\t').collect::<Vec<_>>()[..] {
            for word in words.split(';') {
                let places = rules.words.places(word, true, &rules.gazetteer);
                assert!(!places.is_empty(), "{word}: no {name} in {country}");
            }
        }
    }
}
