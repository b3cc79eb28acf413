//! One-to-one matching of stretches of text.

use crate::characters::CharSet;

/// Pairs each of `gold` with at most one of `given` whose intersection over union with it is at
/// least `least`, best pairs first; of equally good pairs the later ones first. Gives the index in
/// `given` for every one of `gold`.
pub(crate) fn match_by_overlap(
    gold: &[CharSet],
    given: &[CharSet],
    least: f64,
) -> Vec<Option<usize>> {
    let mut pairs = Vec::new();
    for (i, a) in gold.iter().enumerate() {
        for (j, b) in given.iter().enumerate() {
            let overlap = a.intersection_over_union(b);
            if overlap > 0.0 && overlap >= least {
                pairs.push((overlap, i, j));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((b.1, b.2).cmp(&(a.1, a.2))));
    let mut partner = vec![None; gold.len()];
    let mut taken = vec![false; given.len()];
    for (_, i, j) in pairs {
        if partner[i].is_none() && !taken[j] {
            partner[i] = Some(j);
            taken[j] = true;
        }
    }
    partner
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::characters::from_pair;

    fn sets(spans: &[[u32; 2]]) -> Vec<CharSet> {
        spans
            .iter()
            .map(|&span| CharSet::new([from_pair(span)]))
            .collect()
    }

    #[test]
    fn the_best_pair_goes_first_and_each_is_used_once() {
        // 0..10 fits 0..8 with 0.8 and 0..10 with 1.0; 0..8 is left for 2..10, with 6/10.
        let partner = match_by_overlap(&sets(&[[2, 10], [0, 10]]), &sets(&[[0, 8], [0, 10]]), 0.5);
        assert_eq!(partner, [Some(0), Some(1)]);
    }

    #[test]
    fn too_small_an_overlap_is_no_match() {
        // 1 shared of 4.
        let (gold, given) = (sets(&[[0, 2]]), sets(&[[1, 4]]));
        assert_eq!(match_by_overlap(&gold, &given, 0.25), [Some(0)]);
        assert_eq!(match_by_overlap(&gold, &given, 0.26), [None]);
    }
}
