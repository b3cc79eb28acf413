//! Regular forms of English words, for words whose lemma the model may have wrong.

/// The forms of a regular verb with "-s", "-ed" and "-ing"; the last consonant once and twice, as which of them is right
/// depends on the stress and on the side of the ocean.
pub fn regular_forms(lemma: &str) -> impl Iterator<Item = String> {
    let (stem, third, past) = if let Some(stem) = lemma.strip_suffix('e') {
        (stem, "es", "ed")
    } else if let Some(stem) = lemma
        .strip_suffix('y')
        .filter(|s| !s.ends_with(['a', 'e', 'o', 'u']))
    {
        (stem, "ies", "ied")
    } else if lemma.ends_with(['s', 'x', 'z']) || lemma.ends_with("ch") || lemma.ends_with("sh") {
        (lemma, "es", "ed")
    } else {
        (lemma, "s", "ed")
    };
    let participle = format!("{}ing", lemma.strip_suffix('e').unwrap_or(lemma));
    let last = lemma.chars().next_back().unwrap_or_default();
    [
        format!("{stem}{third}"),
        format!("{stem}{past}"),
        participle,
        format!("{lemma}{last}ed"),
        format!("{lemma}{last}ing"),
    ]
    .into_iter()
}

/// Whether a verb's form ends like a gerund or present participle.
pub fn is_gerund(form: &str) -> bool {
    form.to_lowercase().ends_with("ing")
}

/// Whether a verb's form, beside its lemma, is one of the past or a past participle. Forms that equal the lemma ("cut") are
/// not told.
pub fn is_past(form: &str, lemma: &str) -> bool {
    let form = form.to_lowercase();
    form != lemma.to_lowercase() && !form.ends_with('s') && !is_gerund(&form)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn past_forms_are_told_from_present_ones() {
        for (form, lemma) in [("urged", "urge"), ("held", "hold"), ("Went", "go")] {
            assert!(is_past(form, lemma), "{form}");
        }
        for (form, lemma) in [
            ("urge", "urge"),
            ("urges", "urge"),
            ("urging", "urge"),
            ("cut", "cut"),
        ] {
            assert!(!is_past(form, lemma), "{form}");
        }
    }
}
