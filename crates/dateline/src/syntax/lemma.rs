//! Lemmas by edit scripts: how many letters to strip from the end of a form, and which to add.

use std::collections::HashSet;

/// One script, such as `L:3:y` (lower case, strip three letters, add y: cities, city).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LemmaScript {
    keeps_case: bool,
    stripped: usize,
    added: String,
    endings: HashSet<String>,
}

/// Letters at the end of a form by which a script is for it or not.
const ENDING: usize = 4;
/// Scripts, the best first, among which one for the form is looked for.
const TRIED: usize = 8;

impl LemmaScript {
    /// Reads `case:stripped:added`, case being `L` (lower) or `K` (keep); `None` for anything else.
    pub fn parse(script: &str) -> Option<Self> {
        let mut parts = script.splitn(3, ':');
        let keeps_case = match parts.next()? {
            "K" => true,
            "L" => false,
            _ => return None,
        };
        Some(Self {
            keeps_case,
            stripped: parts.next()?.parse().ok()?,
            added: parts.next()?.to_owned(),
            endings: HashSet::new(),
        })
    }

    /// Whether it is for forms with this ending.
    fn is_for(&self, ending: &str) -> bool {
        self.endings.is_empty() || self.endings.contains(ending)
    }

    /// The lemma of a form, or `None` where the form is too short for the script.
    pub fn apply(&self, form: &str) -> Option<String> {
        let base = if self.keeps_case {
            form.to_owned()
        } else {
            form.to_lowercase()
        };
        let letters = base.chars().count();
        let kept: String = base
            .chars()
            .take(letters.checked_sub(self.stripped)?)
            .collect();
        let lemma = kept + &self.added;
        (!lemma.is_empty()).then_some(lemma)
    }
}

/// All scripts of a model.
#[derive(Debug, Clone)]
pub struct Scripts(Vec<Option<LemmaScript>>);

impl Scripts {
    /// Reads the scripts of `model.json` with the endings of the forms that each is for; one that cannot be read is never
    /// applied, one without endings is for all.
    pub fn new(scripts: &[String], endings: &[Vec<String>]) -> Self {
        let endings = endings.iter().map(Some).chain(std::iter::repeat(None));
        let script = |(script, endings): (&String, Option<&Vec<String>>)| {
            let mut script = LemmaScript::parse(script)?;
            script.endings = endings.into_iter().flatten().cloned().collect();
            Some(script)
        };
        Self(scripts.iter().zip(endings).map(script).collect())
    }

    /// The lemma by the best-scored script that is for forms like this one, else by the best that can be applied; the form in
    /// lower case if none can.
    pub fn lemma(&self, form: &str, scores: &[f32]) -> String {
        let mut order: Vec<usize> = (0..scores.len().min(self.0.len())).collect();
        let most = order.len().min(TRIED);
        if most > 0 && most < order.len() {
            order.select_nth_unstable_by(most - 1, |a, b| {
                scores[*b].total_cmp(&scores[*a]).then(a.cmp(b))
            });
        }
        order.truncate(most);
        order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]).then(a.cmp(b)));
        let best: Vec<&LemmaScript> = order.iter().filter_map(|i| self.0[*i].as_ref()).collect();
        let low = form.to_lowercase();
        let before = low.chars().count().saturating_sub(ENDING);
        let ending: String = low.chars().skip(before).collect();
        let fitting = best.iter().filter(|script| script.is_for(&ending));
        let lemma = fitting.chain(&best).find_map(|script| script.apply(form));
        lemma.unwrap_or(low)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_turn_forms_into_lemmas() {
        let lemma =
            |script: &str, form: &str| LemmaScript::parse(script).and_then(|s| s.apply(form));
        assert_eq!(lemma("L:3:y", "Cities").as_deref(), Some("city"));
        assert_eq!(lemma("L:3:be", "was").as_deref(), Some("be"));
        assert_eq!(lemma("K:1:", "Yemenis").as_deref(), Some("Yemeni"));
        assert_eq!(lemma("L:5:x", "was"), None);
        assert_eq!(lemma("L:3:", "was"), None, "a lemma is never empty");
        assert_eq!(lemma("Q:1:", "was"), None);
    }

    #[test]
    fn a_script_that_is_for_other_forms_comes_last() {
        let endings = |all: &[&str]| all.iter().map(|e| (*e).to_owned()).collect::<Vec<_>>();
        let scripts = Scripts::new(
            &["L:2:be".into(), "L:2:".into(), "L:3:y".into()],
            &[endings(&["'re"]), endings(&["lled"]), endings(&["nied"])],
        );
        assert_eq!(scripts.lemma("called", &[3.0, 2.0, 1.0]), "call");
        assert_eq!(scripts.lemma("Denied", &[1.0, 3.0, 2.0]), "deny");
        assert_eq!(
            scripts.lemma("wanted", &[1.0, 2.0, 0.0]),
            "want",
            "no script is for it"
        );
    }

    #[test]
    fn the_best_script_that_fits_wins() {
        let scripts = Scripts::new(&["L:0:".into(), "L:9:".into(), "L:1:".into()], &[]);
        assert_eq!(scripts.lemma("Troops", &[0.0, 9.0, 5.0]), "troop");
        assert_eq!(scripts.lemma("Troops", &[]), "troops");
    }
}
