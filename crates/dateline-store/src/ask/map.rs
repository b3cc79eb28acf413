//! Areas of the map.

/// An area of the map, in degrees north and east.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Area {
    /// Between two parallels and two meridians; one whose west lies east of its east goes over the date line.
    Box {
        /// Southern edge.
        south: f64,
        /// Western edge.
        west: f64,
        /// Northern edge.
        north: f64,
        /// Eastern edge.
        east: f64,
    },
    /// Not farther from a point than so many kilometres.
    Circle {
        /// The point's latitude.
        lat: f64,
        /// The point's longitude.
        lon: f64,
        /// The radius.
        km: f64,
    },
}

const EARTH_KM: f64 = 6371.0;

impl Area {
    /// Whether a point lies in it.
    pub(super) fn holds(&self, lat: f64, lon: f64) -> bool {
        match *self {
            Area::Box {
                south,
                west,
                north,
                east,
            } => {
                let between = if west <= east {
                    (west..=east).contains(&lon)
                } else {
                    lon >= west || lon <= east
                };
                between && (south..=north).contains(&lat)
            }
            Area::Circle {
                lat: centre_lat,
                lon: centre_lon,
                km,
            } => distance(centre_lat, centre_lon, lat, lon) <= km,
        }
    }
}

/// Kilometres over the sphere (haversine formula).
fn distance(lat: f64, lon: f64, other_lat: f64, other_lon: f64) -> f64 {
    let half = |a: f64, b: f64| ((b - a).to_radians() / 2.0).sin().powi(2);
    let h = half(lat, other_lat)
        + lat.to_radians().cos() * other_lat.to_radians().cos() * half(lon, other_lon);
    2.0 * EARTH_KM * h.sqrt().min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_those_of_the_globe() {
        // A degree of the equator, and the same over the date line.
        assert!((distance(0.0, 0.0, 0.0, 1.0) - 111.19).abs() < 0.1);
        assert!((distance(0.0, 179.5, 0.0, -179.5) - 111.19).abs() < 0.1);
        let pole = distance(90.0, 0.0, 90.0, 120.0);
        assert!(pole < 0.001, "all meridians meet there: {pole}");
    }

    #[test]
    fn a_box_may_go_over_the_date_line() {
        let area = Area::Box {
            south: -20.0,
            west: 175.0,
            north: -10.0,
            east: -175.0,
        };
        assert!(area.holds(-15.0, 179.0));
        assert!(area.holds(-15.0, -179.0));
        assert!(!area.holds(-15.0, 0.0));
        assert!(!area.holds(15.0, 179.0));
    }
}
