use super::{chars, rules::WordRules};

/// Where inside a run of letters and apostrophes the word is divided, in bytes from its start; `None` if it is not.
///
/// `students'` never gets here with its last apostrophe: a run ends with a letter.
pub(super) fn division(rules: &WordRules, word: &str) -> Option<usize> {
    if word.is_ascii()
        && let Some(&at) = short(word).and_then(|w| rules.contractions.get(w.as_str()))
    {
        return Some(at);
    }
    let (at, mark) = word
        .char_indices()
        .rev()
        .take(5)
        .find(|(_, c)| chars::is_apostrophe(*c))?;
    if at == 0 {
        return None;
    }
    let ending = &word[at + mark.len_utf8()..];
    let before = &word[..at];
    if matches!(ending, "t" | "T") && before.len() > 1 && before.ends_with(['n', 'N']) {
        return Some(at - 1);
    }
    let decade =
        ending == "s" && before.ends_with("0") && before.bytes().all(|b| b.is_ascii_digit());
    (!decade && rules.apostrophe_endings.has_lower(ending)).then_some(at)
}

fn short(word: &str) -> Option<String> {
    (word.len() <= 12).then(|| word.to_ascii_lowercase())
}
