//! What the engine knows of the world: states, the names of their people and their capitals.
//!
//! The tables lie under `lexicon/world/`; each says where it comes from and of what date it is.

mod countries;

pub use countries::{Countries, Country};
