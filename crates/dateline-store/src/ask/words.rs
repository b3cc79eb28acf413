//! What a user writes to look for words or names, in the language of SQLite's full-text search.

/// All the words must occur, in any order; those within quotation marks as they stand beside each other; a word that ends
/// with `*` stands for all that begin so. `None` if there is no word in it.
pub(super) fn query(written: &str) -> Option<String> {
    let mut terms = Vec::new();
    for (index, part) in written.split('"').enumerate() {
        // Every second part stands within quotation marks.
        if index % 2 == 1 {
            terms.extend(term(part));
        } else {
            terms.extend(part.split_whitespace().filter_map(term));
        }
    }
    (!terms.is_empty()).then(|| terms.join(" "))
}

fn term(words: &str) -> Option<String> {
    let prefix = words.ends_with('*');
    let words = words.trim_matches(|c: char| !c.is_alphanumeric());
    // A NUL would end the string for SQLite.
    (!words.is_empty() && !words.contains('\0'))
        .then(|| format!("\"{words}\"{}", if prefix { "*" } else { "" }))
}

#[cfg(test)]
mod tests {
    use super::query;

    #[test]
    fn words_are_looked_for_as_they_are() {
        for (written, expected) in [
            ("flood", Some("\"flood\"")),
            ("flood relief", Some("\"flood\" \"relief\"")),
            ("\"flood relief\" Sable", Some("\"flood relief\" \"Sable\"")),
            ("flood*", Some("\"flood\"*")),
            ("O'Dell AND (NOT", Some("\"O'Dell\" \"AND\" \"NOT\"")),
            ("\"an open end", Some("\"an open end\"")),
            ("- * \"\"", None),
            ("", None),
        ] {
            assert_eq!(query(written).as_deref(), expected, "{written}");
        }
    }
}
