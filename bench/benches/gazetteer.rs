//! Names looked up among the world's places: `cargo bench -p dateline-bench --bench gazetteer`.

use dateline_gazetteer::Gazetteer;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// One place, a few, hundreds, none.
const NAMES: [&str; 4] = ["Antananarivo", "Oxford", "San Antonio", "Qarzobrel"];

#[divan::bench(args = NAMES)]
fn candidates(bencher: Bencher, name: &str) {
    let gazetteer = Gazetteer::bundled().unwrap_or_else(|error| panic!("{error}"));
    bencher.bench_local(|| gazetteer.candidates(black_box(name)).len());
}

#[divan::bench]
fn load() -> bool {
    Gazetteer::bundled().is_ok()
}
