pub mod encode;
pub mod lexicon;
pub mod times;
pub mod words;
