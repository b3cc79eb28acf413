//! What is known of words: families of forms, senses that words share, words that tell nothing.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use rust_stemmers::{Algorithm, Stemmer};

use crate::data::{DataError, lines};

/// A word as it is compared, as a number: of the stem of its family's name, or its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Key(u64);

impl Key {
    /// Of letters as they stand. Two strings have one number by chance once in 10^19.
    pub fn of(letters: &str) -> Key {
        let mut hasher = DefaultHasher::new();
        letters.hash(&mut hasher);
        Key(hasher.finish())
    }
}

/// Letters that words must share at their beginning to show it.
const BEGINNING: usize = 4;

/// The words that tell deeds.
pub(crate) struct Lexicon {
    stemmer: Stemmer,
    family_of: HashMap<&'static str, &'static str>,
    senses: HashMap<Key, BTreeSet<usize>>,
    light: HashSet<&'static str>,
}

impl Lexicon {
    /// The lists that come with dateline.
    ///
    /// # Errors
    /// Names file and line of a malformed family and of a word in two of them.
    pub fn bundled() -> Result<Lexicon, DataError> {
        Lexicon::parse(
            include_str!("../lexicon/families.tsv"),
            include_str!("../lexicon/senses.txt"),
            include_str!("../lexicon/light.txt"),
        )
    }

    fn parse(
        families: &'static str,
        senses: &'static str,
        light: &'static str,
    ) -> Result<Lexicon, DataError> {
        const FAMILIES: &str = "lexicon/families.tsv";
        let mut family_of = HashMap::new();
        for (line, family) in lines(families) {
            let Some((name, words)) = family.split_once('\t') else {
                return Err(DataError::new(FAMILIES, line, "no tab behind the name"));
            };
            for word in words.split_whitespace() {
                if family_of.insert(word, name).is_some() {
                    let problem = format!("`{word}` stands in two families");
                    return Err(DataError::new(FAMILIES, line, problem));
                }
            }
        }
        let mut lexicon = Lexicon {
            stemmer: Stemmer::create(Algorithm::English),
            family_of,
            senses: HashMap::new(),
            light: lines(light).map(|(_, word)| word).collect(),
        };
        for (line, words) in lines(senses) {
            for word in words.split_whitespace() {
                let key = lexicon.key(word);
                lexicon.senses.entry(key).or_default().insert(line);
            }
        }
        Ok(lexicon)
    }

    /// The word as it is compared.
    pub fn key(&self, word: &str) -> Key {
        Key::of(&self.stem(word))
    }

    /// The first letters of the word as it is compared; `None` if it has fewer.
    pub fn beginning(&self, word: &str) -> Option<Key> {
        let stem = self.stem(word);
        let (last, letter) = stem.char_indices().nth(BEGINNING - 1)?;
        stem.get(..last + letter.len_utf8()).map(Key::of)
    }

    fn stem(&self, word: &str) -> String {
        let lower = word.to_lowercase();
        let family = self.family_of.get(lower.as_str()).copied();
        self.stemmer.stem(family.unwrap_or(&lower)).into_owned()
    }

    /// The senses of a key, by number.
    pub fn senses(&self, key: Key) -> BTreeSet<usize> {
        self.senses.get(&key).cloned().unwrap_or_default()
    }

    /// Whether a word tells nothing of what a sentence is about.
    pub fn is_light(&self, word: &str) -> bool {
        self.light.contains(word.to_lowercase().as_str())
    }
}

/// The words of many reports, each looked up once.
pub(crate) struct KnownWords<'l> {
    lexicon: &'l Lexicon,
    known: HashMap<String, (Key, bool)>,
}

impl<'l> KnownWords<'l> {
    pub fn new(lexicon: &'l Lexicon) -> Self {
        Self {
            lexicon,
            known: HashMap::new(),
        }
    }

    /// The word as it is compared, and whether it tells nothing of what a sentence is about.
    pub fn look_up(&mut self, word: &str) -> (Key, bool) {
        if let Some(known) = self.known.get(word) {
            return *known;
        }
        let found = (self.lexicon.key(word), self.lexicon.is_light(word));
        self.known.insert(word.to_owned(), found);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_family_and_regular_endings_have_one_key() {
        let lexicon = Lexicon::bundled().unwrap();
        for (one, other) in [
            ("struck", "Strikes"),
            ("died", "death"),
            ("shelling", "shelled"),
            ("marches", "marched"),
        ] {
            assert_eq!(lexicon.key(one), lexicon.key(other), "{one}, {other}");
        }
        assert_ne!(lexicon.key("killed"), lexicon.key("injured"));
    }

    #[test]
    fn words_of_one_beginning_are_known_by_it() {
        let lexicon = Lexicon::bundled().unwrap();
        assert_eq!(lexicon.beginning("émigré"), lexicon.beginning("ÉMIGRATION"));
        assert_ne!(lexicon.beginning("harbour"), lexicon.beginning("market"));
        assert_eq!(lexicon.beginning("oil"), None);
    }

    #[test]
    fn words_of_one_sense_keep_their_own_keys() {
        let lexicon = Lexicon::bundled().unwrap();
        let senses = |word: &str| lexicon.senses(lexicon.key(word));
        assert!(!senses("murdered").is_disjoint(&senses("killing")));
        assert!(senses("murdered").is_disjoint(&senses("elected")));
        assert_ne!(lexicon.key("murdered"), lexicon.key("killing"));
    }

    #[test]
    fn a_word_of_two_families_is_an_error_with_its_line() {
        let error = |families| Lexicon::parse(families, "", "").err().unwrap().to_string();
        assert!(error("# head\na\tx y\nb\ty").contains("families.tsv:3"));
        assert!(error("a x y").contains("no tab"));
    }
}
