//! The stages in reading order, then the whole chain, on one thread.
//!
//! `cargo bench -p dateline-bench`, or `cargo bench -p dateline-bench -- encoder` for one of them.

use anyhow::Result;
use dateline::Engine;
use dateline::encode::windows::Limits;
use dateline::encode::{Scores, Subwords, score};
use dateline::entities::{NameTables, link, mentions};
use dateline::structure::Boundary;
use dateline::syntax::{Syntax, sentences};
use dateline::times::{self, Anchor};
use dateline::words::WordSpan;
use dateline_record::Report;
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// A report and the layers that stages start from.
struct Bench {
    engine: Engine,
    report: Report,
    words: Vec<WordSpan>,
}

impl Bench {
    fn new() -> Result<Self> {
        let engine = Engine::load()?;
        let report = dateline_bench::report()?;
        let words = engine.word_rules().words(&report.text);
        Ok(Self {
            engine,
            report,
            words,
        })
    }

    fn boundaries(&self) -> Vec<Boundary> {
        let rules = self.engine.structure_rules();
        let structure = rules.find(&self.report.text, None);
        rules.boundaries(&self.report.text, &self.words, &structure)
    }

    fn subwords(&self) -> Subwords {
        Subwords::new(
            &self.engine.pack().vocabulary,
            &self.report.text,
            &self.words,
        )
    }

    fn scores(&self, subwords: &Subwords, boundaries: &[Boundary]) -> Result<Scores> {
        let starts: Vec<usize> = (0..boundaries.len())
            .filter(|word| boundaries[*word] == Boundary::Sure)
            .collect();
        let pack = self.engine.pack();
        Ok(score(
            &pack.encoder,
            &pack.vocabulary,
            subwords,
            &starts,
            &Limits::default(),
        )?)
    }

    fn syntax(&self, boundaries: &[Boundary], scores: &Scores) -> Syntax {
        let pack = self.engine.pack();
        Syntax::parse(
            &self.report.text,
            &self.words,
            sentences(boundaries, scores.get("sentence")),
            scores,
            &pack.pairs,
            &pack.labels,
            self.engine.scripts(),
        )
    }

    fn counter(&self) -> ItemsCount {
        ItemsCount::new(self.words.len())
    }
}

/// A benchmark that cannot be set up must not pass for a fast one.
fn prepared<T>(outcome: Result<T>) -> T {
    outcome.unwrap_or_else(|error| panic!("{error:#}"))
}

#[divan::bench]
fn words(bencher: Bencher) {
    let bench = prepared(Bench::new());
    bencher.counter(bench.counter()).bench_local(|| {
        bench
            .engine
            .word_rules()
            .words(black_box(&bench.report.text))
    });
}

#[divan::bench]
fn structure(bencher: Bencher) {
    let bench = prepared(Bench::new());
    bencher
        .counter(bench.counter())
        .bench_local(|| black_box(&bench).boundaries());
}

#[divan::bench]
fn wordpiece(bencher: Bencher) {
    let bench = prepared(Bench::new());
    bencher
        .counter(bench.counter())
        .bench_local(|| black_box(&bench).subwords());
}

#[divan::bench(sample_count = 20)]
fn encoder(bencher: Bencher) {
    let bench = prepared(Bench::new());
    let (subwords, boundaries) = (bench.subwords(), bench.boundaries());
    bencher
        .counter(bench.counter())
        .bench_local(|| bench.scores(black_box(&subwords), &boundaries));
}

#[divan::bench(sample_count = 50)]
fn syntax(bencher: Bencher) {
    let bench = prepared(Bench::new());
    let boundaries = bench.boundaries();
    let scores = prepared(bench.scores(&bench.subwords(), &boundaries));
    bencher
        .counter(bench.counter())
        .bench_local(|| bench.syntax(&boundaries, black_box(&scores)));
}

#[divan::bench(sample_count = 50)]
fn entities(bencher: Bencher) {
    let bench = prepared(Bench::new());
    let boundaries = bench.boundaries();
    let scores = prepared(bench.scores(&bench.subwords(), &boundaries));
    let syntax = bench.syntax(&boundaries, &scores);
    let classes = &bench.engine.pack().labels.entity_classes;
    bencher.counter(bench.counter()).bench_local(|| {
        let tags = scores.get("entity")?;
        let found = mentions(black_box(tags), &syntax.sentences, classes.len());
        Some(link(
            &bench.report.text,
            &bench.words,
            &syntax,
            &found,
            classes,
            NameTables {
                lexicon: bench.engine.entity_words(),
                countries: bench.engine.countries(),
                actors: bench.engine.actor_tables(),
            },
        ))
    });
}

#[divan::bench]
fn dates(bencher: Bencher) {
    let bench = prepared(Bench::new());
    let anchor = Anchor::from_edtf(bench.report.published.as_deref(), None);
    bencher
        .counter(bench.counter())
        .bench_local(|| times::find(black_box(&bench.report.text), &anchor));
}

#[divan::bench(sample_count = 20)]
fn whole_chain(bencher: Bencher) {
    let bench = prepared(Bench::new());
    bencher
        .counter(bench.counter())
        .bench_local(|| bench.engine.read(black_box(&bench.report)));
}

#[divan::bench(sample_count = 5)]
fn load() -> Result<Engine, dateline::LoadError> {
    Engine::load()
}
