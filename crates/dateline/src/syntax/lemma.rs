//! Lemmas by edit scripts: how many letters to strip from the end of a form, and which to add.

/// One script, such as `L:3:y` (lower case, strip three letters, add y: cities, city).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LemmaScript {
    keeps_case: bool,
    stripped: usize,
    added: String,
}

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
        })
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
    /// Reads the scripts of `model.json`; one that cannot be read is never applied.
    pub fn new(scripts: &[String]) -> Self {
        Self(scripts.iter().map(|s| LemmaScript::parse(s)).collect())
    }

    /// The lemma by the best-scored script that fits the form; the form in lower case if none does.
    pub fn lemma(&self, form: &str, scores: &[f32]) -> String {
        let mut order: Vec<usize> = (0..scores.len().min(self.0.len())).collect();
        let most = order.len().min(4);
        if most > 0 && most < order.len() {
            order.select_nth_unstable_by(most - 1, |a, b| {
                scores[*b].total_cmp(&scores[*a]).then(a.cmp(b))
            });
        }
        order.truncate(most);
        order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]).then(a.cmp(b)));
        order
            .into_iter()
            .find_map(|i| self.0[i].as_ref().and_then(|s| s.apply(form)))
            .unwrap_or_else(|| form.to_lowercase())
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
    fn the_best_script_that_fits_wins() {
        let scripts = Scripts::new(&["L:0:".into(), "L:9:".into(), "L:1:".into()]);
        assert_eq!(scripts.lemma("Troops", &[0.0, 9.0, 5.0]), "troop");
        assert_eq!(scripts.lemma("Troops", &[]), "troops");
    }
}
