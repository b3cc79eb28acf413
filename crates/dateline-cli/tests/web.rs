//! Feeds as a user meets them: what they list goes into a store once, and watching ends when it is asked to.
#![cfg(feature = "fetch")]

mod program;
#[path = "../../dateline-fetch/tests/server/mod.rs"]
mod server;

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use dateline_store::Store;
use program::{command, dateline, folder, text};
use server::{Server, feed, page, reply};

const DAY: &str = "Mon, 03 Mar 2031 12:00:00 +0000";

/// A paper with two pages and a feed of them.
fn paper() -> Server {
    Server::start(|asked| match asked.path.as_str() {
        "/feed" if asked.fields.contains_key("if-none-match") => reply(304, ""),
        "/feed" => reply(200, feed(&[("/1", DAY), ("/2", DAY)])).with("ETag: \"one\""),
        "/1" => page("the market"),
        "/2" => page("the bridge"),
        _ => reply(404, ""),
    })
}

fn reports(store: &Path) -> i64 {
    let store = Store::open(store).expect("the store");
    store.figures().expect("figures").reports
}

#[test]
fn a_feed_goes_into_a_store_once() {
    let server = paper();
    let folder = folder("fetched-once", &[]);
    let path = folder.join("news.db");
    let store = path.to_str().expect("UTF-8");
    let address = server.at("/feed");
    let ingest = || dateline(&["ingest", &address, "--into", store, "--pause", "0"]);
    let first = ingest();
    assert_eq!(first.status.code(), Some(0), "{}", text(&first.stderr));
    assert!(
        text(&first.stderr).contains("2 new"),
        "{}",
        text(&first.stderr)
    );
    assert_eq!(server.paths(), ["/robots.txt", "/feed", "/1", "/2"]);
    let second = ingest();
    assert!(
        text(&second.stderr).contains("0 new"),
        "{}",
        text(&second.stderr)
    );
    assert_eq!(server.paths(), ["/robots.txt", "/feed"]);
    assert_eq!(reports(&path), 2);
}

#[test]
fn a_saved_sitemap_is_followed_and_never_by_reading() {
    let server = paper();
    let sitemap = format!("<urlset><url><loc>{}</loc></url></urlset>", server.at("/1"));
    let folder = folder("followed", &[("map.xml", &sitemap)]);
    let (store, map) = (folder.join("news.db"), folder.join("map.xml"));
    let (store, map) = (store.to_str().expect("UTF-8"), map.to_str().expect("UTF-8"));
    let read = dateline(&["read", map]);
    assert_eq!(read.status.code(), Some(1));
    assert!(
        text(&read.stderr).contains("--follow"),
        "{}",
        text(&read.stderr)
    );
    assert!(server.paths().is_empty());
    let followed = dateline(&["ingest", "--follow", map, "--into", store, "--pause", "0"]);
    assert!(
        text(&followed.stderr).contains("1 new"),
        "{}",
        text(&followed.stderr)
    );
    assert_eq!(server.paths(), ["/robots.txt", "/1"]);
}

#[test]
fn watching_once_tells_what_failed() {
    let server = paper();
    let plan = format!(
        "pause = \"0s\"\n[[feed]]\nurl = \"{}\"\npublisher = \"The Watcher\"\n[[feed]]\nurl = \"{}\"\n",
        server.at("/feed"),
        server.at("/gone")
    );
    let folder = folder("watched-once", &[("feeds.toml", &plan)]);
    let (path, plan) = (folder.join("news.db"), folder.join("feeds.toml"));
    let (store, plan) = (path.to_str().expect("UTF-8"), plan.to_str().expect("UTF-8"));
    let watched = dateline(&["watch", plan, "--into", store, "--once"]);
    assert_eq!(watched.status.code(), Some(1));
    let told = text(&watched.stderr);
    assert!(
        told.contains("/gone: the server answers 404") && told.contains("2 new"),
        "{told}"
    );
    let publisher = Store::open(&path).and_then(|store| store.record(1));
    let publisher = publisher.expect("a record").report.publisher;
    assert_eq!(publisher.as_deref(), Some("The Watcher"));
    fs::write(plan, "[[feed]]\nurl = 7\n").expect("our file");
    let wrong = dateline(&["watch", plan, "--into", store]);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(
        text(&wrong.stderr).contains("line 2"),
        "{}",
        text(&wrong.stderr)
    );
}

#[cfg(unix)]
#[test]
fn watching_ends_cleanly_when_it_is_asked_to() {
    let server = paper();
    let plan = format!(
        "pause = \"0s\"\n[[feed]]\nurl = \"{}\"\n",
        server.at("/feed")
    );
    let folder = folder("watched", &[("feeds.toml", &plan)]);
    let (path, plan) = (folder.join("news.db"), folder.join("feeds.toml"));
    let (store, plan) = (path.to_str().expect("UTF-8"), plan.to_str().expect("UTF-8"));
    for (expected, asked) in [(2, 4), (0, 0)] {
        let mut program = command(&["watch", plan, "--into", store, "--list"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let lines = BufReader::new(program.stdout.take().expect("it is piped")).lines();
        let told = lines.take(expected).map_while(Result::ok);
        assert_eq!(
            told.filter(|line| line.starts_with("new\t")).count(),
            expected
        );
        if expected == 0 {
            // Long enough for a request, if it made one.
            std::thread::sleep(std::time::Duration::from_secs(3));
        }
        let kill = Command::new("kill")
            .args(["-TERM", &program.id().to_string()])
            .status();
        assert!(kill.expect("kill starts").success());
        let output = program.wait_with_output().expect("it is ours");
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        assert!(text(&output.stderr).contains(&format!("{expected} new")));
        assert_eq!(server.paths().len(), asked, "the feed is not due again yet");
    }
    assert_eq!(reports(&path), 2);
}
