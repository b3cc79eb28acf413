use crate::atlas::Atlas;
use crate::kind::Kind;
use crate::normal::normal;
use crate::own::OwnPlaces;

/// GeoNames' places, made by `cargo run -p xtask -- gazetteer`.
static BUNDLED: &[u8] = include_bytes!("../data/places.bin");

/// The number of a place in a gazetteer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PlaceId(u32);

/// Numbers of a user's own places begin here.
const OWN: u32 = 1 << 31;

/// A place of a gazetteer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place<'g> {
    /// Its number in the gazetteer.
    pub id: PlaceId,
    /// GeoNames id; `None` for a user's own place without one.
    pub geonames: Option<u32>,
    /// Its name.
    pub name: &'g str,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// What it is.
    pub kind: Kind,
    /// Alpha-3 code of its country.
    pub country: Option<&'g str>,
    /// How many people live there, to three digits; 0 if unknown.
    pub population: u32,
    /// Whether it was found by its first name, not by another one.
    pub by_first_name: bool,
}

/// What is wrong with compiled data.
#[derive(Debug, thiserror::Error)]
pub enum GazetteerError {
    /// It does not have the layout.
    #[error("the compiled places are damaged")]
    Damaged,
    /// Its map of names is none.
    #[error("the compiled places are damaged: {0}")]
    Map(#[from] fst::Error),
    /// Something does not fit into the layout.
    #[error("too many {0} for the layout of compiled places")]
    TooMuch(&'static str),
}

/// Places by name: GeoNames' and a user's own.
#[derive(Clone)]
pub struct Gazetteer {
    atlas: Atlas<'static>,
    own: OwnPlaces,
}

impl Gazetteer {
    /// The places that the library carries.
    ///
    /// # Errors
    /// None in a library built from its own repository.
    pub fn bundled() -> Result<Self, GazetteerError> {
        Self::from_static(BUNDLED)
    }

    /// Places from compiled data.
    ///
    /// # Errors
    /// If it does not have the layout.
    pub fn from_static(data: &'static [u8]) -> Result<Self, GazetteerError> {
        Ok(Self {
            atlas: Atlas::new(data)?,
            own: OwnPlaces::default(),
        })
    }

    /// The same with the places of a table. They go before others of the same name.
    #[must_use]
    pub fn with(mut self, own: OwnPlaces) -> Self {
        self.own.add_all(own);
        self
    }

    /// Every place that has a name, in whatever case or spelling; a user's own first, then by GeoNames id.
    pub fn candidates(&self, name: &str) -> Vec<Place<'_>> {
        let normal = normal(name);
        let own = self.own.find(&normal).filter_map(|n| self.own_place(n));
        let bundled = self
            .atlas
            .find(&normal)
            .into_iter()
            .filter_map(|(n, first)| {
                let place = self.bundled_place(n)?;
                Some(Place {
                    by_first_name: first,
                    ..place
                })
            });
        own.chain(bundled).collect()
    }

    /// A place by its number.
    pub fn get(&self, id: PlaceId) -> Option<Place<'_>> {
        match id.0.checked_sub(OWN) {
            Some(own) => self.own_place(own),
            None => self.bundled_place(id.0),
        }
    }

    /// A place by its GeoNames id.
    pub fn by_geonames(&self, id: u32) -> Option<Place<'_>> {
        self.bundled_place(self.atlas.by_geonames(id)?)
    }

    /// A country by its alpha-3 code.
    pub fn country(&self, code: &str) -> Option<Place<'_>> {
        self.bundled_place(self.atlas.by_country(code)?)
    }

    /// The places that a place lies in, the smallest first: district, province, country.
    pub fn around(&self, id: PlaceId) -> impl Iterator<Item = Place<'_>> {
        // Three levels, and a guard against damaged data that goes in circles.
        const LEVELS: usize = 4;
        std::iter::successors(self.parent(id), |p| self.parent(*p))
            .take(LEVELS)
            .filter_map(|p| self.get(p))
    }

    /// The first-level division that a place lies in; a division of that level lies in itself.
    pub fn admin1(&self, id: PlaceId) -> Option<Place<'_>> {
        let itself = self.get(id).into_iter();
        itself
            .chain(self.around(id))
            .find(|p| p.kind == Kind::Admin1)
    }

    /// Whether one place lies in another, by their administrative divisions; no place lies in itself.
    pub fn inside(&self, inner: PlaceId, outer: PlaceId) -> bool {
        inner != outer && self.around(inner).any(|p| p.id == outer)
    }

    fn parent(&self, id: PlaceId) -> Option<PlaceId> {
        match id.0.checked_sub(OWN) {
            Some(own) => {
                let own = self.own.get(own)?;
                let country = own
                    .country
                    .as_deref()
                    .and_then(|c| self.atlas.by_country(c))?;
                let division = own.admin1.as_deref().and_then(|name| {
                    let mut named = self.atlas.find(&normal(name)).into_iter().map(|(n, _)| n);
                    named.find(|n| {
                        let row = self.atlas.row(*n);
                        row.is_some_and(|r| r.kind == Kind::Admin1 && r.parent == Some(country))
                    })
                });
                Some(PlaceId(division.unwrap_or(country)))
            }
            None => self.atlas.parent(id.0).map(PlaceId),
        }
    }

    fn own_place(&self, number: u32) -> Option<Place<'_>> {
        let own = self.own.get(number)?;
        Some(Place {
            id: PlaceId(OWN.checked_add(number)?),
            geonames: own.geonames,
            name: &own.name,
            lat: own.lat,
            lon: own.lon,
            kind: own.kind,
            country: own.country.as_deref(),
            population: own.population,
            by_first_name: true,
        })
    }

    fn bundled_place(&self, number: u32) -> Option<Place<'_>> {
        let row = self.atlas.row(number)?;
        Some(Place {
            id: PlaceId(number),
            geonames: Some(row.geonames),
            name: row.name,
            lat: row.lat,
            lon: row.lon,
            kind: row.kind,
            country: row.country,
            population: row.population,
            by_first_name: true,
        })
    }
}

impl PlaceId {
    /// Whether the place is a user's own.
    pub fn is_own(self) -> bool {
        self.0 >= OWN
    }
}
