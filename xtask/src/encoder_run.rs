use std::collections::HashMap;
use std::fs;
use std::io::{BufRead, stdin};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use dateline::encode::{Batch, Encoder, Heads, RtenEncoder, Vocabulary, shape};
use serde::Deserialize;

/// Inputs of one batch and what another engine made of them.
#[derive(Deserialize)]
struct Reference {
    ids: Vec<Vec<i32>>,
    shapes: Vec<Vec<i32>>,
    mask: Vec<Vec<i32>>,
    word_index: Vec<i32>,
    out: HashMap<String, Vec<Vec<f32>>>,
}

/// Loads a model, compares it with a reference if one is named, and times it on one thread.
pub fn run(args: Vec<String>) -> Result<()> {
    let [model, heads, reference @ ..] = args.as_slice() else {
        bail!("encoder: MODEL.onnx and model.json expected");
    };
    let text = fs::read_to_string(heads).with_context(|| format!("reading {heads}"))?;
    let heads = Heads::parse(heads, &text)?;
    let bytes = fs::read(model).with_context(|| format!("reading {model}"))?;
    let start = Instant::now();
    let encoder = RtenEncoder::load(bytes, heads)?;
    println!("loaded in {:.0} ms", start.elapsed().as_secs_f64() * 1e3);
    for file in reference {
        compare(&encoder, file)?;
    }
    for (rows, columns) in [(1, 64), (1, 128), (8, 64), (4, 128), (4, 192), (1, 384)] {
        let batch = Batch {
            rows,
            columns,
            ids: (0..rows * columns)
                .map(|i| 1000 + (i * 7919 % 20000) as i32)
                .collect(),
            shapes: vec![1; rows * columns],
            mask: vec![1; rows * columns],
            word_index: (0..rows * columns).step_by(2).map(|i| i as i32).collect(),
        };
        encoder.encode(&batch)?;
        let mut best = f64::INFINITY;
        for _ in 0..8 {
            let start = Instant::now();
            encoder.encode(&batch)?;
            best = best.min(start.elapsed().as_secs_f64());
        }
        println!(
            "{rows} x {columns}: {:.0} subwords/s",
            (rows * columns) as f64 / best
        );
    }
    Ok(())
}

fn compare(encoder: &RtenEncoder, file: &str) -> Result<()> {
    let text = fs::read_to_string(file).with_context(|| format!("reading {file}"))?;
    let reference: Reference =
        serde_json::from_str(&text).with_context(|| format!("reading {file}"))?;
    let batch = Batch {
        rows: reference.ids.len(),
        columns: reference.ids.first().map_or(0, Vec::len),
        ids: reference.ids.concat(),
        shapes: reference.shapes.concat(),
        mask: reference.mask.concat(),
        word_index: reference.word_index,
    };
    for (head, matrix) in encoder.heads().iter().zip(encoder.encode(&batch)?) {
        let wanted = reference
            .out
            .get(&head.name)
            .with_context(|| format!("{file}: no output {}", head.name))?;
        let (mut worst, mut squares, mut count) = (0f32, 0f64, 0usize);
        for (i, row) in wanted.iter().enumerate() {
            for (a, b) in row.iter().zip(matrix.row(i)) {
                worst = worst.max((a - b).abs());
                squares += f64::from((a - b).powi(2));
                count += 1;
            }
        }
        let mean = (squares / count.max(1) as f64).sqrt();
        println!(
            "{}: largest difference {worst:.6}, root mean square {mean:.6}",
            head.name
        );
    }
    Ok(())
}

/// Cuts every line of stdin, taken as one word, with the vocabulary named; prints its form and piece ids.
pub fn pieces(args: Vec<String>) -> Result<()> {
    let [file] = args.as_slice() else {
        bail!("pieces: a vocabulary expected")
    };
    let text = fs::read_to_string(file).with_context(|| format!("reading {file}"))?;
    let vocabulary = Vocabulary::parse(file, &text)?;
    for line in stdin().lock().lines() {
        let mut ids = Vec::new();
        let word = line.context("reading stdin")?;
        vocabulary.pieces(&word, &mut ids);
        println!("{} {ids:?}", shape::form(&word));
    }
    Ok(())
}
