//! Words with lemma, part of speech and dependency, as in Universal Dependencies.
//!
//! Syntax is a working layer and not part of the record's JSON.

use std::fmt;
use std::str::FromStr;

use crate::Span;

/// One sentence with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentenceSyntax<S = Span> {
    /// The sentence.
    pub span: S,
    /// Its words in text order.
    pub words: Vec<SyntaxWord<S>>,
}

/// One syntactic word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxWord<S = Span> {
    /// Where it stands. The parts of a split token ("don't") each have their own.
    pub span: S,
    /// Dictionary form.
    pub lemma: String,
    /// Universal part of speech.
    pub upos: Upos,
    /// The word it depends on, counted from 1 within the sentence; 0 for the root.
    pub head: u32,
    /// Universal dependency relation to the head: `nsubj`, `obl:agent`.
    pub deprel: String,
}

macro_rules! upos {
    ($($(#[$doc:meta])* $variant:ident = $tag:literal),* $(,)?) => {
        /// The 17 universal parts of speech.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Upos { $($(#[$doc])* $variant),* }

        impl Upos {
            /// All of them, in alphabetical order of their tags.
            pub const ALL: [Upos; 17] = [$(Upos::$variant),*];

            /// The tag: `ADJ`, `NOUN`, …
            pub fn as_str(self) -> &'static str {
                match self { $(Upos::$variant => $tag),* }
            }
        }

        impl FromStr for Upos {
            type Err = UnknownUpos;
            fn from_str(tag: &str) -> Result<Upos, UnknownUpos> {
                match tag {
                    $($tag => Ok(Upos::$variant),)*
                    _ => Err(UnknownUpos(tag.to_owned())),
                }
            }
        }
    };
}

upos! {
    /// Adjective.
    Adj = "ADJ",
    /// Adposition.
    Adp = "ADP",
    /// Adverb.
    Adv = "ADV",
    /// Auxiliary.
    Aux = "AUX",
    /// Coordinating conjunction.
    Cconj = "CCONJ",
    /// Determiner.
    Det = "DET",
    /// Interjection.
    Intj = "INTJ",
    /// Noun.
    Noun = "NOUN",
    /// Numeral.
    Num = "NUM",
    /// Particle.
    Part = "PART",
    /// Pronoun.
    Pron = "PRON",
    /// Proper noun.
    Propn = "PROPN",
    /// Punctuation.
    Punct = "PUNCT",
    /// Subordinating conjunction.
    Sconj = "SCONJ",
    /// Symbol.
    Sym = "SYM",
    /// Verb.
    Verb = "VERB",
    /// Other.
    X = "X",
}

/// A tag that is none of the 17.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a universal part of speech")]
pub struct UnknownUpos(pub String);

impl fmt::Display for Upos {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
