//! Average-link clustering: what is likest comes together first.

/// Puts `count` things into groups: the two groups whose members are likest on average come together, again and again,
/// until no two are at least `least` alike. `likeness` says how alike two things are, `None` that they must stay apart, and
/// so must groups that hold them. Gives the members of each group, in their order; groups in the order of their first.
pub(crate) fn groups(
    count: usize,
    least: f64,
    likeness: impl Fn(usize, usize) -> Option<f64>,
) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = (0..count).map(|i| vec![i]).collect();
    // The sums of likeness between groups; a sum is divided only to be compared, so that rounding does not add up.
    let mut sums: Vec<Vec<Option<f64>>> = (0..count)
        .map(|i| (0..count).map(|j| likeness(i.min(j), i.max(j))).collect())
        .collect();
    loop {
        let mut best: Option<(f64, usize, usize)> = None;
        for first in 0..groups.len() {
            for second in first + 1..groups.len() {
                let pairs = groups[first].len() * groups[second].len();
                let Some(mean) = sums[first][second].map(|sum| sum / pairs as f64) else {
                    continue;
                };
                if mean >= least && best.is_none_or(|(b, ..)| mean > b) {
                    best = Some((mean, first, second));
                }
            }
        }
        let Some((_, first, second)) = best else {
            break;
        };
        let moved = groups.remove(second);
        groups[first].extend(moved);
        let row = sums.remove(second);
        for line in &mut sums {
            line.remove(second);
        }
        let row = row.into_iter().enumerate();
        let row: Vec<_> = row
            .filter(|(i, _)| *i != second)
            .map(|(_, sum)| sum)
            .collect();
        for (other, sum) in row.into_iter().enumerate() {
            if other != first {
                let joined = sums[first][other].zip(sum).map(|(a, b)| a + b);
                sums[first][other] = joined;
                sums[other][first] = joined;
            }
        }
    }
    for group in &mut groups {
        group.sort_unstable();
    }
    groups.sort();
    groups
}

/// The parts of `count` things that are joined by links, each in order; parts in the order of their first.
pub(crate) fn parts(count: usize, links: impl Iterator<Item = (usize, usize)>) -> Vec<Vec<usize>> {
    let mut part_of: Vec<usize> = (0..count).collect();
    fn first_of(part_of: &[usize], mut thing: usize) -> usize {
        while part_of[thing] != thing {
            thing = part_of[thing];
        }
        thing
    }
    for (one, other) in links {
        let (a, b) = (first_of(&part_of, one), first_of(&part_of, other));
        part_of[a.max(b)] = a.min(b);
    }
    let mut parts: Vec<Vec<usize>> = vec![Vec::new(); count];
    for thing in 0..count {
        parts[first_of(&part_of, thing)].push(thing);
    }
    parts.retain(|part| !part.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_likest_come_together_while_they_are_alike_on_average() {
        let alike = |i: usize, j: usize| {
            Some(match (i, j) {
                (0, 2) => 0.9,
                (0, 3) => 0.8,
                (2, 3) => 0.1,
                _ => 0.0,
            })
        };
        assert_eq!(groups(4, 0.4, alike), [vec![0, 2, 3], vec![1]]);
        assert_eq!(groups(4, 0.5, alike), [vec![0, 2], vec![1], vec![3]]);
        assert_eq!(groups(0, 0.5, alike), Vec::<Vec<usize>>::new());
    }

    #[test]
    fn what_must_stay_apart_keeps_its_groups_apart() {
        let alike = |i: usize, j: usize| match (i, j) {
            (0, 1) => Some(0.9),
            (1, 2) => Some(0.9),
            _ => None,
        };
        assert_eq!(groups(3, 0.1, alike), [vec![0, 1], vec![2]]);
    }

    #[test]
    fn parts_are_what_links_reach() {
        let links = [(3, 1), (1, 4)];
        let found = parts(5, links.into_iter());
        assert_eq!(found, [vec![0], vec![1, 3, 4], vec![2]]);
    }
}
