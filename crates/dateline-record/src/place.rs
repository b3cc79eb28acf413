//! Where on the map an entity is.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A place of the gazetteer that a name was resolved to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GeoPlace {
    /// GeoNames id; `None` for a place of the user's own without one.
    pub geonames: Option<u32>,
    /// Latitude in degrees north (WGS 84).
    pub lat: f64,
    /// Longitude in degrees east (WGS 84).
    pub lon: f64,
    /// ISO 3166-1 alpha-3 code.
    pub country: Option<String>,
    /// Name of the first-level division (state, province).
    pub admin1: Option<String>,
    /// What sort of place: `country`, `capital`, `city`, `admin1`, `river`, …
    pub kind: Option<String>,
}
