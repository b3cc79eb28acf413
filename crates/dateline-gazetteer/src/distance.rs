/// Mean radius of the earth in kilometres.
const RADIUS: f64 = 6371.0;

/// Kilometres between two points along a great circle; each point is latitude and longitude in degrees.
pub fn kilometres(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (north, east) = ((b.0 - a.0).to_radians(), (b.1 - a.1).to_radians());
    let chord = (north / 2.0).sin().powi(2)
        + a.0.to_radians().cos() * b.0.to_radians().cos() * (east / 2.0).sin().powi(2);
    2.0 * RADIUS * chord.sqrt().min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_those_of_a_globe() {
        for (a, b, expected) in [
            ((0.0, 0.0), (0.0, 0.0), 0.0),
            // A degree of latitude, the same across the date line, and pole to pole.
            ((10.0, 20.0), (11.0, 20.0), 111.2),
            ((0.0, 179.5), (0.0, -179.5), 111.2),
            ((90.0, 0.0), (-90.0, 0.0), 20015.1),
        ] {
            let found = kilometres(a, b);
            assert!((found - expected).abs() < 0.1, "{a:?} {b:?}: {found}");
        }
    }
}
