/// What sort of place an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// One of the seven continents.
    Continent,
    /// A state, or a territory with a country code of its own.
    Country,
    /// A first-level division: state, province, governorate.
    Admin1,
    /// A second-level division: county, district.
    Admin2,
    /// The capital of a country.
    Capital,
    /// A city, town or village.
    City,
    /// One that is the seat of a first-level division's government.
    Seat,
    /// A part of a town.
    Section,
    /// A region without borders of its own: the Sahel, the Midwest.
    Region,
    /// A sea, a strait or a gulf.
    Sea,
    /// A lake.
    Lake,
    /// A river.
    River,
    /// A mountain or a range.
    Mountains,
    /// An island or a group of them.
    Island,
    /// A building, a camp, a crossing.
    Site,
    /// Anything else.
    Other,
}

impl Kind {
    /// All kinds; their order is that of the numbers in compiled data.
    pub const ALL: [Kind; 16] = [
        Kind::Continent,
        Kind::Country,
        Kind::Admin1,
        Kind::Admin2,
        Kind::Capital,
        Kind::City,
        Kind::Seat,
        Kind::Section,
        Kind::Region,
        Kind::Sea,
        Kind::Lake,
        Kind::River,
        Kind::Mountains,
        Kind::Island,
        Kind::Site,
        Kind::Other,
    ];

    /// The word that a record has for it; the seat of a division is a city like others.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Continent => "continent",
            Kind::Country => "country",
            Kind::Admin1 => "admin1",
            Kind::Admin2 => "admin2",
            Kind::Capital => "capital",
            Kind::Seat | Kind::City => "city",
            Kind::Section => "section",
            Kind::Region => "region",
            Kind::Sea => "sea",
            Kind::Lake => "lake",
            Kind::River => "river",
            Kind::Mountains => "mountains",
            Kind::Island => "island",
            Kind::Site => "site",
            Kind::Other => "other",
        }
    }

    /// The kind that a record has this word for.
    pub fn of_word(word: &str) -> Option<Kind> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// Whether it reaches so far that one point of the map does not tell where it is: an area, water, mountains.
    pub fn is_wide(self) -> bool {
        let nature = matches!(
            self,
            Kind::Region | Kind::Sea | Kind::Lake | Kind::River | Kind::Mountains | Kind::Island
        );
        nature || self.is_area()
    }

    /// Whether other places lie in it: it is an area and no settlement.
    pub fn is_area(self) -> bool {
        matches!(
            self,
            Kind::Continent | Kind::Country | Kind::Admin1 | Kind::Admin2
        )
    }
}
