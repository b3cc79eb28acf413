pub mod lexicon;
pub mod times;
pub mod words;
