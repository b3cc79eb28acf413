//! A small gazetteer made on the spot, and the one the library carries.

use dateline_gazetteer::{Compiler, Entry, Gazetteer, Kind, OwnPlaces, Parent, Place};

fn entry(geonames: u32, name: &str, kind: Kind, parent: Parent) -> Entry {
    Entry {
        geonames,
        name: name.to_owned(),
        other_names: Vec::new(),
        lat: 10.0,
        lon: 20.0,
        kind,
        country: Some("AAA".to_owned()),
        parent,
        population: 1000,
    }
}

/// A country with one province, in which lie a town and another of the same name as the province.
fn small() -> Vec<Entry> {
    let mut town = entry(40, "Saint Zoë", Kind::City, Parent::Entry(20));
    town.other_names = vec!["Zoë-Ville".to_owned(), "Saint Zoë".to_owned()];
    vec![
        entry(10, "Ruritania", Kind::Country, Parent::None),
        entry(20, "Arland", Kind::Admin1, Parent::Entry(10)),
        entry(30, "Arland", Kind::City, Parent::Entry(20)),
        town,
    ]
}

fn gazetteer(entries: Vec<Entry>) -> Gazetteer {
    let mut compiler = Compiler::default();
    entries.into_iter().for_each(|e| compiler.add(e));
    Gazetteer::from_static(compiler.compile().unwrap().leak()).unwrap()
}

fn ids(places: &[Place]) -> Vec<Option<u32>> {
    places.iter().map(|p| p.geonames).collect()
}

#[test]
fn names_are_found_however_they_are_written() {
    let gazetteer = gazetteer(small());
    for (name, expected) in [
        ("Arland", vec![Some(20), Some(30)]),
        ("ARLAND", vec![Some(20), Some(30)]),
        ("St. Zoe", vec![Some(40)]),
        ("Zoe Ville", vec![Some(40)]),
        ("the Ruritania", vec![Some(10)]),
        ("Arl", vec![]),
        ("", vec![]),
        ("(Arland", vec![Some(20), Some(30)]),
        ("[*]+?", vec![]),
    ] {
        assert_eq!(ids(&gazetteer.candidates(name)), expected, "{name}");
    }
    assert!(gazetteer.candidates("St. Zoe")[0].by_first_name);
    assert!(!gazetteer.candidates("Zoe Ville")[0].by_first_name);
}

#[test]
fn places_lie_in_their_divisions() {
    let gazetteer = gazetteer(small());
    let id = |geonames| gazetteer.by_geonames(geonames).unwrap().id;
    let around: Vec<Place> = gazetteer.around(id(40)).collect();
    assert_eq!(ids(&around), [Some(20), Some(10)]);
    assert!(gazetteer.inside(id(40), id(10)));
    assert!(!gazetteer.inside(id(10), id(40)));
    assert!(!gazetteer.inside(id(40), id(40)));
    assert!(!gazetteer.inside(id(40), id(30)));
    assert_eq!(gazetteer.admin1(id(40)).unwrap().name, "Arland");
    assert_eq!(gazetteer.admin1(id(10)), None);
    assert_eq!(gazetteer.country("AAA").unwrap().geonames, Some(10));
    assert_eq!(gazetteer.country("BBB"), None);
    assert_eq!(gazetteer.by_geonames(11), None);
}

#[test]
fn the_same_entries_give_the_same_bytes_in_whatever_order() {
    let compile = |entries: Vec<Entry>| {
        let mut compiler = Compiler::default();
        entries.into_iter().for_each(|e| compiler.add(e));
        compiler.compile().unwrap()
    };
    let reversed = small().into_iter().rev().collect();
    assert_eq!(compile(small()), compile(reversed));
}

#[test]
fn damaged_data_is_refused_or_gives_nothing() {
    let mut compiler = Compiler::default();
    small().into_iter().for_each(|e| compiler.add(e));
    let data = compiler.compile().unwrap();
    for cut in 0..data.len() {
        let cut: &'static [u8] = data[..cut].to_vec().leak();
        assert!(Gazetteer::from_static(cut).is_err());
    }
    // A byte changed before the map of names must not make a look-up panic; the map's own reader expects sound data.
    let map = u32::from_le_bytes(data[24..28].try_into().unwrap()) as usize;
    for at in 0..data.len() - map {
        let mut changed = data.clone();
        changed[at] ^= 0xFF;
        if let Ok(gazetteer) = Gazetteer::from_static(changed.leak()) {
            for place in gazetteer.candidates("Arland") {
                let _ = gazetteer.around(place.id).count();
            }
        }
    }
}

#[test]
fn a_users_places_go_first_and_lie_in_known_ones() {
    let table = "name,lat,lon,country,admin1,kind,population,other_names,geonames\n\
                 Arland,1.5,-2.5,AAA,Arland,section,70,Old Arland; Arlandy,\n\
                 \"Kibo, Upper\",3,4,,,,,,99\n";
    let own = OwnPlaces::parse("my.csv", table).unwrap();
    assert_eq!(own.len(), 2);
    let gazetteer = gazetteer(small()).with(own);
    let found = gazetteer.candidates("ARLAND");
    assert_eq!(ids(&found), [None, Some(20), Some(30)]);
    assert!(found[0].id.is_own());
    assert_eq!((found[0].lat, found[0].kind), (1.5, Kind::Section));
    assert_eq!(ids(&gazetteer.candidates("arlandy")), [None]);
    assert_eq!(ids(&gazetteer.candidates("Kibo Upper")), [Some(99)]);
    let province = gazetteer.by_geonames(20).unwrap().id;
    assert!(gazetteer.inside(found[0].id, province));
}

#[test]
fn a_mistake_in_a_users_table_is_named_with_its_line() {
    for (table, expected) in [
        ("name,lat\nX,1", "my.csv:1: the column `lon` is missing"),
        (
            "name,lat,lon,lat\nX,1,2,3",
            "my.csv:1: the column `lat` stands there twice",
        ),
        (
            "name,lat,lon,height\nX,1,2,3",
            "my.csv:1: no column is called `height`; known are name, lat, lon, country, admin1, kind, population, \
             other_names, geonames",
        ),
        (
            "name,lat,lon\nX,1,2\nY,north,2",
            "my.csv:3: `north` is no lat from -90 to 90",
        ),
        (
            "name,lat,lon\nX,1,200",
            "my.csv:2: `200` is no lon from -180 to 180",
        ),
        (
            "name,lat,lon\nX,1,NaN",
            "my.csv:2: `NaN` is no lon from -180 to 180",
        ),
        ("name,lat,lon\n,1,2", "my.csv:2: `name` is empty"),
        ("name,lat,lon\n--,1,2", "my.csv:2: `--` is no name"),
        ("name,lat,lon\nX,1", "my.csv:2: 3 columns expected, found 2"),
        (
            "name,lat,lon,country\nX,1,2,Kenya",
            "my.csv:2: `Kenya` is not a code of three capital letters",
        ),
        (
            "name,lat,lon,kind\nX,1,2,hamlet",
            "my.csv:2: `hamlet` is no kind of place",
        ),
        (
            "name,lat,lon,population\nX,1,2,many",
            "my.csv:2: `many` is no population",
        ),
    ] {
        let error = OwnPlaces::parse("my.csv", table).expect_err(table);
        assert_eq!(error.to_string(), expected);
    }
}

#[test]
fn the_library_knows_the_world() {
    let gazetteer = Gazetteer::bundled().unwrap();
    for (name, country, division) in [
        ("Oxford", "USA", "Mississippi"),
        ("Geneva", "USA", "Illinois"),
        ("Paris", "USA", "Texas"),
        ("Paris", "FRA", "Île-de-France"),
        ("Kharkov", "UKR", "Kharkivska oblast"),
        ("al-Hasakah", "SYR", "Al Ḩasakah"),
        ("Saint Louis", "USA", "Missouri"),
    ] {
        let places = gazetteer.candidates(name);
        let found = places.iter().any(|p| {
            let admin1 = gazetteer.admin1(p.id);
            p.country == Some(country) && admin1.is_some_and(|a| a.name == division)
        });
        let all: Vec<_> = places
            .iter()
            .map(|p| (p.country, gazetteer.admin1(p.id).map(|a| a.name)))
            .collect();
        assert!(found, "{name} in {division}: {all:?}");
    }
    assert_eq!(gazetteer.country("KEN").unwrap().name, "Kenya");
    assert_eq!(gazetteer.by_geonames(2_643_743).unwrap().name, "London");
}
