//! A writer that is killed at any moment loses nothing that it has acknowledged and damages nothing.

#[allow(dead_code, reason = "no store of an earlier form is made here")]
mod made_up;

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;
use std::{env, io};

use dateline_store::Store;
use made_up::{CLASH, entry, report};
use tempfile::tempdir;

/// Names the store to the writer.
const STORE: &str = "DATELINE_TEST_STORE";

/// More reports than are written before the last kill.
const REPORTS: usize = 20_000;

/// The writer: puts in reports in batches of 1 to 5 and acknowledges each with a line.
#[test]
#[ignore = "a process of its own for the tests below"]
fn write_until_killed() {
    let path = env::var_os(STORE).expect("the test that starts it names the store");
    let mut store = Store::create(Path::new(&path)).expect("the store");
    let mut batch = Vec::new();
    for number in 0..REPORTS {
        let url = format!("https://northline.example/{}", number / 2);
        // Every second one is a corrected version of the one before.
        let report = report("a", Some(&url), "2031-03-04", &format!("{CLASH} {number}"));
        batch.push(entry(&report, "1"));
        if batch.len() > number % 5 {
            store.add(&batch).expect("room");
            let mut out = io::stdout().lock();
            for entry in batch.drain(..) {
                writeln!(out, "\nstored {}", entry.hash()).expect("somebody listens");
            }
            out.flush().expect("somebody listens");
        }
    }
}

/// Starts a writer, kills it after `wait`, and gives what it acknowledged.
fn acknowledged_before_the_kill(path: &Path, wait: Duration) -> Vec<String> {
    let mut writer = Command::new(env::current_exe().expect("this test"))
        .args(["write_until_killed", "--exact", "--ignored", "--nocapture"])
        .env(STORE, path)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the writer starts");
    let out = BufReader::new(writer.stdout.take().expect("it is piped"));
    let listener = thread::spawn(move || {
        out.lines()
            .map_while(Result::ok)
            // The last line may be cut.
            .filter_map(|line| line.strip_prefix("stored ").map(str::to_owned))
            .filter(|hash| hash.len() == 64)
            .collect()
    });
    thread::sleep(wait);
    writer.kill().expect("it is ours");
    writer.wait().expect("it is ours");
    listener.join().expect("the listener ends with the writer")
}

/// Kills a writer so many times at moments that the seed decides, always over the same store.
fn kill(times: usize, mut seed: u64) {
    let folder = tempdir().expect("a folder");
    let path = folder.path().join("news.db");
    let mut acknowledged = BTreeSet::new();
    for round in 0..times {
        // Marsaglia's xorshift.
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        let wait = Duration::from_micros(seed % 150_000);
        acknowledged.extend(acknowledged_before_the_kill(&path, wait));
        if !path.exists() {
            continue;
        }
        let store = Store::create(&path).expect("the store opens");
        store
            .check()
            .unwrap_or_else(|damage| panic!("round {round}: {damage}"));
        let held: BTreeSet<String> = store.hashes().expect("an answer").into_iter().collect();
        let lost = acknowledged.difference(&held).count();
        assert_eq!(lost, 0, "lost in round {round} of {}", acknowledged.len());
    }
    assert!(!acknowledged.is_empty(), "no writer came to write anything");
}

#[test]
fn a_kill_at_any_moment_loses_nothing_acknowledged() {
    kill(6, 0x5eed);
}

#[test]
#[ignore = "takes a while"]
fn a_hundred_kills_lose_nothing_acknowledged() {
    kill(100, 0xda7e);
}
