//! Words that tie two entities: `lexicon/en/entities/ties.tsv`.

use std::collections::HashMap;

use dateline_record::RelationType;

use crate::lexicon::{LexiconError, entries};

const FILE: &str = "en/entities/ties.tsv";

/// What a noun or verb ties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TieWord {
    /// The relation.
    pub relation: RelationType,
    /// Prepositions that the other end stands behind.
    pub prepositions: Vec<&'static str>,
    /// Of a verb, whether its objects are the members of its subject ("the delegation included X").
    pub of_members: bool,
}

/// Words that tie two entities, by lemma.
#[derive(Debug, Clone, Default)]
pub struct TieWords(HashMap<&'static str, TieWord>);

impl TieWords {
    /// The words for English.
    ///
    /// # Errors
    /// Names file and line of a malformed entry.
    pub fn english() -> Result<Self, LexiconError> {
        Self::parse(FILE, include_str!("../../lexicon/en/entities/ties.tsv"))
    }

    /// Reads a table of three columns: lemma, relation, prepositions.
    ///
    /// # Errors
    /// Names the first line with a wrong number of columns, another relation, or a lemma that an earlier line has.
    pub fn parse(file: &str, text: &'static str) -> Result<Self, LexiconError> {
        let mut words = HashMap::new();
        for (line, entry) in entries(text) {
            let columns: Vec<&'static str> = entry.split('\t').collect();
            let wrong = |problem: String| LexiconError::new(file, line, problem);
            let &[lemma, relation, prepositions] = columns.as_slice() else {
                return Err(wrong("three columns divided by tabs expected".to_owned()));
            };
            let of_members = relation == "members";
            let relation = match relation {
                "related_to" => RelationType::RelatedTo,
                "deputy_of" => RelationType::DeputyOf,
                "represents" => RelationType::Represents,
                "part_of" => RelationType::PartOf,
                "leads" => RelationType::Leads,
                "based_in" => RelationType::BasedIn,
                "member_of" | "members" => RelationType::MemberOf,
                other => return Err(wrong(format!("`{other}` is no relation of ties"))),
            };
            let word = TieWord {
                relation,
                prepositions: prepositions.split(';').filter(|p| *p != "-").collect(),
                of_members,
            };
            if words.insert(lemma, word).is_some() {
                return Err(wrong(format!("`{lemma}` is listed twice")));
            }
        }
        Ok(Self(words))
    }

    /// What a lemma ties.
    pub fn get(&self, lemma: &str) -> Option<&TieWord> {
        self.0.get(lemma)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_and_verbs_tie() {
        let words = TieWords::english().unwrap();
        assert_eq!(words.get("son").unwrap().relation, RelationType::RelatedTo);
        assert_eq!(words.get("deputy").unwrap().prepositions, ["of", "to"]);
        assert_eq!(words.get("minister"), None);
    }

    #[test]
    fn a_mistake_is_named_with_its_line() {
        for (table, expected) in [
            (
                "son\trelated_to",
                "t.tsv:1: three columns divided by tabs expected",
            ),
            ("son\tkin\tof", "t.tsv:1: `kin` is no relation of ties"),
            (
                "son\tpart_of\tof\nson\tpart_of\tof",
                "t.tsv:2: `son` is listed twice",
            ),
        ] {
            let error = TieWords::parse("t.tsv", table).expect_err(table);
            assert_eq!(error.to_string(), expected);
        }
    }
}
