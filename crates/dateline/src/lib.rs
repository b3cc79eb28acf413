pub mod times;
