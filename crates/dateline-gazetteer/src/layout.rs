//! The bytes of compiled data.
//!
//! `MAGIC`, the lengths of the sections as `u32`, then the sections: codes of countries, names, entries, postings, and the
//! finite-state map of normal names. All numbers are little-endian. A name is a byte with its length and the name. An
//! entry is a row of [`ENTRY`] bytes; entries stand in the order of their GeoNames ids. A posting is a list of variable-length
//! numbers: how many, then for each the number of the entry, doubled, plus one if the name is the entry's first.

/// What compiled data begins with.
pub(crate) const MAGIC: &[u8; 8] = b"dlplace1";

/// How many sections there are.
pub(crate) const SECTIONS: usize = 5;

/// Bytes of an entry: id 3, latitude 3, longitude 3, place of the name 3, number of the parent 3, country 1, kind 1,
/// population 2.
pub(crate) const ENTRY: usize = 19;

/// Bytes of a country: alpha-3 code, number of its entry.
pub(crate) const COUNTRY: usize = 6;

/// The number that stands for none.
pub(crate) const NONE24: u32 = 0xFF_FFFF;

/// The country that stands for none.
pub(crate) const NO_COUNTRY: u8 = 0xFF;

/// Writes a number below 2^24.
pub(crate) fn put24(out: &mut Vec<u8>, n: u32) {
    out.extend_from_slice(&n.to_le_bytes()[..3]);
}

/// Reads a number of three bytes.
pub(crate) fn get24(bytes: &[u8], at: usize) -> Option<u32> {
    let &[a, b, c] = bytes.get(at..at + 3)? else {
        return None;
    };
    Some(u32::from_le_bytes([a, b, c, 0]))
}

/// Writes a number in groups of seven bits, the lowest first.
pub(crate) fn put_varint(out: &mut Vec<u8>, mut n: u32) {
    while n >= 0x80 {
        out.push((n & 0x7F) as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

/// Reads such a number and moves on behind it.
pub(crate) fn get_varint(bytes: &[u8], at: &mut usize) -> Option<u32> {
    let mut n = 0u32;
    for shift in (0..35).step_by(7) {
        let byte = *bytes.get(*at)?;
        *at += 1;
        n |= u32::from(byte & 0x7F).checked_shl(shift)?;
        if byte < 0x80 {
            return Some(n);
        }
    }
    None
}

/// A coordinate in 24 bits: `half` is 90 for latitudes and 180 for longitudes. Exact to about a metre.
pub(crate) fn pack_degrees(degrees: f64, half: f64) -> u32 {
    let share = ((degrees + half) / (2.0 * half)).clamp(0.0, 1.0);
    (share * f64::from(NONE24)).round() as u32
}

/// The coordinate again, to five decimals.
pub(crate) fn unpack_degrees(packed: u32, half: f64) -> f64 {
    let degrees = f64::from(packed) / f64::from(NONE24) * 2.0 * half - half;
    (degrees * 1e5).round() / 1e5
}

/// A population in 16 bits: eleven of the number, five of how far it is shifted.
pub(crate) fn pack_population(n: u32) -> u16 {
    let shift = (32 - n.leading_zeros()).saturating_sub(11);
    ((n >> shift) as u16) | ((shift as u16) << 11)
}

/// The population again, rounded down to three or four digits.
pub(crate) fn unpack_population(packed: u16) -> u32 {
    u32::from(packed & 0x7FF) << (packed >> 11)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_come_back(n in any::<u32>()) {
            let mut bytes = Vec::new();
            put_varint(&mut bytes, n);
            put24(&mut bytes, n & NONE24);
            let mut at = 0;
            prop_assert_eq!(get_varint(&bytes, &mut at), Some(n));
            prop_assert_eq!(get24(&bytes, at), Some(n & NONE24));
        }

        #[test]
        fn populations_come_back_to_a_thousandth(n in any::<u32>()) {
            let back = unpack_population(pack_population(n));
            prop_assert!(back <= n && n - back <= n / 1000);
        }

        #[test]
        fn coordinates_come_back_to_some_metres(degrees in -180.0f64..=180.0) {
            let back = unpack_degrees(pack_degrees(degrees, 180.0), 180.0);
            prop_assert!((back - degrees).abs() < 3e-5);
        }
    }
}
