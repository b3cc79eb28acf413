//! The best tree over scored arcs: Chu–Liu/Edmonds, with exactly one root.

/// Head of every word (`None` for the root) in the tree of greatest total score with one root.
///
/// `arcs` has `n` rows of `n + 1` columns: in row `d`, column 0 scores word `d` as the root, column `h + 1` word `h` as
/// its head. Y. J. Chu and T. H. Liu (1965), J. Edmonds (1967); one root is enforced by trying the likeliest words as
/// the root when the unrestricted tree has several.
///
/// # Panics
/// Never; rows that are missing count as zeros.
pub fn maximum_tree(arcs: &[f32], n: usize) -> Vec<Option<usize>> {
    if n == 0 {
        return Vec::new();
    }
    let score = |d: usize, h: usize| arcs.get(d * (n + 1) + h).copied().unwrap_or(0.0);
    // Node 0 is the root, node i + 1 word i.
    let mut weights = vec![vec![f32::NEG_INFINITY; n + 1]; n + 1];
    for (d, row) in weights.iter_mut().skip(1).enumerate() {
        for (h, weight) in row.iter_mut().enumerate().filter(|(h, _)| *h != d + 1) {
            *weight = score(d, h);
        }
    }
    let heads = arborescence(&weights);
    let roots: Vec<usize> = (1..=n).filter(|d| heads[*d] == 0).collect();
    if roots.len() == 1 {
        return outer(&heads);
    }
    let mut best: Option<(f32, Vec<usize>)> = None;
    for root in roots {
        let mut one = weights.clone();
        for (d, row) in one.iter_mut().enumerate().skip(1) {
            if d != root {
                row[0] = f32::NEG_INFINITY;
            } else {
                row[1..].fill(f32::NEG_INFINITY);
            }
        }
        let heads = arborescence(&one);
        let total: f32 = (1..=n).map(|d| weights[d][heads[d]]).sum();
        if best.as_ref().is_none_or(|(t, _)| total > *t) {
            best = Some((total, heads));
        }
    }
    best.map_or_else(|| vec![None; n], |(_, heads)| outer(&heads))
}

fn outer(heads: &[usize]) -> Vec<Option<usize>> {
    heads[1..].iter().map(|h| h.checked_sub(1)).collect()
}

/// `weights[d][h]`: score of `h` as head of `d`; node 0 has no head.
fn arborescence(weights: &[Vec<f32>]) -> Vec<usize> {
    let n = weights.len();
    let mut heads = vec![0; n];
    for d in 1..n {
        heads[d] = (0..n)
            .filter(|h| *h != d)
            .max_by(|a, b| weights[d][*a].total_cmp(&weights[d][*b]).then(b.cmp(a)))
            .unwrap_or(0);
    }
    let Some(cycle) = cycle(&heads) else {
        return heads;
    };
    let inside = |v: usize| cycle.contains(&v);
    // Contract the cycle into one node, the last.
    let outside: Vec<usize> = (0..n).filter(|v| !inside(*v)).collect();
    let m = outside.len();
    let mut smaller = vec![vec![f32::NEG_INFINITY; m + 1]; m + 1];
    let mut enters = vec![0; m + 1];
    let mut leaves = vec![0; m + 1];
    for (i, &v) in outside.iter().enumerate() {
        for (j, &u) in outside.iter().enumerate() {
            if i != j {
                smaller[i][j] = weights[v][u];
            }
        }
        for &c in &cycle {
            // From the cycle to v.
            if weights[v][c] > smaller[i][m] {
                smaller[i][m] = weights[v][c];
                leaves[i] = c;
            }
            // From v into the cycle: what it gains over the arc that it breaks.
            let gain = weights[c][v] - weights[c][heads[c]];
            if gain > smaller[m][i] {
                smaller[m][i] = gain;
                enters[i] = c;
            }
        }
        if smaller[i][m] == f32::NEG_INFINITY {
            leaves[i] = cycle[0];
        }
    }
    let solved = arborescence(&smaller);
    let mut out = heads.clone();
    for (i, &v) in outside.iter().enumerate().skip(1) {
        out[v] = if solved[i] == m {
            leaves[i]
        } else {
            outside[solved[i]]
        };
    }
    let from = solved[m];
    let broken = if smaller[m][from] == f32::NEG_INFINITY {
        cycle[0]
    } else {
        enters[from]
    };
    out[broken] = outside[from];
    out
}

/// A cycle among the heads, if there is one.
fn cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let mut state = vec![0u8; heads.len()];
    state[0] = 2;
    for start in 1..heads.len() {
        let mut path = Vec::new();
        let mut v = start;
        while state[v] == 0 {
            state[v] = 1;
            path.push(v);
            v = heads[v];
        }
        if state[v] == 1 {
            let from = path.iter().position(|p| *p == v)?;
            return Some(path[from..].to_vec());
        }
        for p in path {
            state[p] = 2;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Best tree with one root by trying all assignments of heads.
    fn brute_force(arcs: &[f32], n: usize) -> f32 {
        let mut best = f32::NEG_INFINITY;
        let mut heads = vec![0usize; n];
        loop {
            let roots = heads.iter().filter(|h| **h == 0).count();
            let acyclic = (0..n).all(|d| {
                let (mut v, mut steps) = (d + 1, 0);
                while v != 0 && steps <= n {
                    v = heads[v - 1];
                    steps += 1;
                }
                v == 0
            });
            if roots == 1 && acyclic {
                best = best.max((0..n).map(|d| arcs[d * (n + 1) + heads[d]]).sum());
            }
            let mut i = 0;
            while i < n && heads[i] == n {
                heads[i] = 0;
                i += 1;
            }
            if i == n {
                return best;
            }
            heads[i] += 1;
        }
    }

    proptest! {
        #[test]
        fn the_tree_is_the_best_single_rooted_one(n in 1usize..5, arcs in prop::collection::vec(-50i32..50, 20)) {
            let arcs: Vec<f32> = arcs[..n * (n + 1)].iter().map(|a| *a as f32).collect();
            let heads = maximum_tree(&arcs, n);
            prop_assert_eq!(heads.iter().filter(|h| h.is_none()).count(), 1);
            let total: f32 = heads.iter().enumerate().map(|(d, h)| arcs[d * (n + 1) + h.map_or(0, |h| h + 1)]).sum();
            prop_assert_eq!(total, brute_force(&arcs, n));
        }

        #[test]
        fn long_sentences_make_trees(n in 1usize..40, seed in any::<u64>()) {
            let mut x = seed | 1;
            let arcs: Vec<f32> = (0..n * (n + 1)).map(|_| { x ^= x << 13; x ^= x >> 7; x ^= x << 17; (x % 1000) as f32 / 100.0 }).collect();
            let heads = maximum_tree(&arcs, n);
            for d in 0..n {
                let (mut v, mut steps) = (Some(d), 0);
                while let Some(w) = v {
                    v = heads[w];
                    steps += 1;
                    prop_assert!(steps <= n + 1, "cycle");
                }
            }
        }
    }
}
