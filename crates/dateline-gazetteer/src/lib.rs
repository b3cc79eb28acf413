//! Places of the world by name.
//!
//! The data is GeoNames' (CC BY 4.0, see `README.md`), compiled into the library in a form that is searched where it lies:
//! nothing is unpacked when a [`Gazetteer`] is made, and a look-up touches a few pages of it. Users add places of their
//! own from a table.

mod atlas;
mod compile;
mod distance;
mod gazetteer;
mod kind;
mod layout;
mod normal;
mod own;

pub use compile::{Compiler, Entry, Parent};
pub use distance::kilometres;
pub use gazetteer::{Gazetteer, GazetteerError, Place, PlaceId};
pub use kind::Kind;
pub use normal::normal;
pub use own::{OwnPlaces, OwnPlacesError};
