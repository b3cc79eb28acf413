//! What is fetched, and how the servers are treated.

mod server;

use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use dateline_fetch::{Clock, Feed, Gathered, Gathering, Manners, Memory};
use dateline_ingest::{Listed, Listing, Options};
use flate2::Compression;
use flate2::write::GzEncoder;
use server::{Reply, Server, feed, page, reply};

/// A clock that stands still unless it is waited by, and stops everything after so many waits.
#[derive(Clone)]
struct Still(Arc<Mutex<State>>);

struct State {
    now: SystemTime,
    waits: Vec<u64>,
    left: usize,
}

impl Still {
    fn new(waits: usize) -> Still {
        Still(Arc::new(Mutex::new(State {
            now: UNIX_EPOCH + Duration::from_secs(1_930_818_672),
            waits: Vec::new(),
            left: waits,
        })))
    }

    fn with<T>(&self, f: impl FnOnce(&mut State) -> T) -> T {
        f(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The waits so far, in seconds.
    fn waits(&self) -> Vec<u64> {
        self.with(|state| std::mem::take(&mut state.waits))
    }
}

impl Clock for Still {
    fn now(&self) -> SystemTime {
        self.with(|state| state.now)
    }

    fn wait(&self, time: Duration) {
        self.with(|state| {
            state.waits.push(time.as_secs());
            state.left = state.left.saturating_sub(1);
            // Whoever is stopped does not wait to the end.
            if state.left > 0 {
                state.now += time;
            }
        });
    }

    fn stopped(&self) -> bool {
        self.with(|state| state.left == 0)
    }
}

const MONDAY: &str = "Mon, 03 Mar 2031 23:30:00 -0500";
const TUESDAY: &str = "Tue, 04 Mar 2031 12:00:00 +0000";

fn manners() -> Manners {
    Manners {
        timeout: Duration::from_secs(5),
        ..Manners::default()
    }
}

/// Gathers from these addresses and keeps what is to be remembered.
fn gather(urls: &[String], memory: &Memory, clock: &Still) -> Vec<Gathered> {
    let feeds = urls.iter().map(Feed::new).collect();
    let options = Options::default();
    let all = Gathering::once(feeds, manners(), memory.clone(), &options, clock.clone());
    all.inspect(|gathered| {
        if let Some(mark) = &gathered.mark {
            memory.keep(mark).expect("it has no file");
        }
    })
    .collect()
}

/// The address of each report, and the sentence of each failure without the address of the server.
fn told(gathered: &[Gathered], server: &Server) -> Vec<String> {
    gathered
        .iter()
        .filter_map(|gathered| gathered.outcome.as_ref())
        .map(|outcome| match outcome {
            Ok(report) => report.url.clone().unwrap_or_default(),
            Err(error) => error.to_string(),
        })
        .map(|told| told.replace(&server.url, ""))
        .collect()
}

fn fetched(server: &Server, path: &str) -> Vec<String> {
    let gathered = gather(&[server.at(path)], &Memory::fleeting(), &Still::new(99));
    told(&gathered, server)
}

#[test]
fn a_feed_gives_its_pages_once() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/feed"
            if asked
                .fields
                .get("if-none-match")
                .is_some_and(|tag| tag == "\"one\"") =>
        {
            reply(304, "")
        }
        "/feed" => reply(200, feed(&[("/1", MONDAY), ("/2#top", TUESDAY)])).with("ETag: \"one\""),
        "/1" => page("the market"),
        "/2" => page("the bridge"),
        _ => reply(404, ""),
    });
    let (memory, clock) = (Memory::fleeting(), Still::new(99));
    let first = gather(&[server.at("/feed")], &memory, &clock);
    assert_eq!(told(&first, &server), ["/1", "/2"]);
    let reports: Vec<_> = first
        .iter()
        .filter_map(|gathered| gathered.outcome.as_ref()?.as_ref().ok())
        .collect();
    assert_eq!(
        reports[0].published.as_deref(),
        Some("2031-03-03"),
        "as the feed tells"
    );
    assert_eq!(
        reports[0].retrieved.as_deref(),
        Some("2031-03-09T10:31:14Z")
    );
    let asked = server.asked();
    let paths: Vec<&str> = asked.iter().map(|asked| asked.path.as_str()).collect();
    assert_eq!(paths, ["/robots.txt", "/feed", "/1", "/2"]);
    assert!(
        asked
            .iter()
            .all(|asked| asked.fields["user-agent"].starts_with("dateline/"))
    );
    assert_eq!(
        clock.waits(),
        [1, 1, 1],
        "a pause before each request but the first"
    );
    let second = gather(&[server.at("/feed")], &memory, &clock);
    assert!(told(&second, &server).is_empty());
    assert_eq!(server.paths(), ["/robots.txt", "/feed"]);
}

#[test]
fn what_was_not_made_safe_is_fetched_again() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/feed" => reply(200, feed(&[("/1", MONDAY), ("/2", MONDAY)])).with("ETag: \"one\""),
        "/1" => page("the market"),
        "/2" => page("the bridge"),
        _ => reply(404, ""),
    });
    let memory = Memory::fleeting();
    let feeds = vec![Feed::new(server.at("/feed"))];
    let options = Options::default();
    let gathering = Gathering::once(feeds, manners(), memory.clone(), &options, Still::new(99));
    let first = gathering.into_iter().next().expect("a report");
    memory
        .keep(&first.mark.expect("it can be remembered"))
        .expect("it has no file");
    server.asked();
    let rest = gather(&[server.at("/feed")], &memory, &Still::new(99));
    assert_eq!(told(&rest, &server), ["/2"]);
    let asked = server.asked();
    let again = asked
        .iter()
        .find(|asked| asked.path == "/feed")
        .expect("it was asked");
    assert!(
        !again.fields.contains_key("if-none-match"),
        "the feed had not been dealt with"
    );
}

#[test]
fn a_page_that_changed_is_asked_for_again() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/monday" => reply(200, feed(&[("/1", MONDAY)])),
        "/tuesday" => reply(200, feed(&[("/1", TUESDAY)])),
        "/1" if asked.fields.contains_key("if-modified-since") => page("the school"),
        "/1" => page("the market").with("Last-Modified: Mon, 03 Mar 2031 08:00:00 GMT"),
        _ => reply(404, ""),
    });
    let (memory, clock) = (Memory::fleeting(), Still::new(99));
    for (path, pages) in [
        ("/monday", 1),
        ("/monday", 0),
        ("/tuesday", 1),
        ("/tuesday", 0),
        ("/monday", 0),
    ] {
        let gathered = gather(&[server.at(path)], &memory, &clock);
        assert_eq!(told(&gathered, &server).len(), pages, "{path}");
    }
}

#[test]
fn robots_are_obeyed() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/robots.txt" => reply(
            200,
            "User-agent: *\nDisallow: /\n\nUser-agent: Dateline\nDisallow: /private\nCrawl-delay: 7\n",
        ),
        "/feed" => reply(200, feed(&[("/private/1", MONDAY), ("/2", MONDAY)])),
        _ => page("the market"),
    });
    let clock = Still::new(99);
    let memory = Memory::fleeting();
    let gathered = gather(&[server.at("/feed")], &memory, &clock);
    assert_eq!(
        told(&gathered, &server),
        [
            "/private/1: its robots.txt asks that it not be fetched",
            "/2"
        ]
    );
    assert_eq!(server.paths(), ["/robots.txt", "/feed", "/2"]);
    assert_eq!(
        clock.waits(),
        [1, 7],
        "what it asks for, once that is known"
    );
    assert!(
        gather(&[server.at("/feed")], &memory, &clock)
            .iter()
            .all(|g| g.outcome.is_none())
    );
}

#[test]
fn without_an_answer_about_robots_nothing_is_fetched() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/robots.txt" => reply(500, ""),
        _ => page("the market"),
    });
    let told = fetched(&server, "/1");
    assert!(
        told[0].contains("the robots.txt of its host cannot be had"),
        "{told:?}"
    );
    assert_eq!(server.paths(), ["/robots.txt"]);
}

#[test]
fn a_busy_server_is_left_alone_as_long_as_it_asks() {
    let tries = Mutex::new(0);
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/feed" => reply(200, feed(&[("/1", MONDAY)])),
        "/1" => {
            let mut tries = tries.lock().unwrap_or_else(PoisonError::into_inner);
            *tries += 1;
            match *tries {
                1 => reply(429, "").with("Retry-After: 30"),
                _ => page("the market"),
            }
        }
        _ => reply(404, ""),
    });
    let clock = Still::new(99);
    let gathered = gather(&[server.at("/feed")], &Memory::fleeting(), &clock);
    assert_eq!(told(&gathered, &server), ["/1"]);
    assert_eq!(clock.waits(), [1, 1, 30]);
}

#[test]
fn who_is_busy_for_long_is_asked_in_the_next_round() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/feed" => reply(200, feed(&[("/1", MONDAY), ("/2", MONDAY)])).with("ETag: \"one\""),
        "/1" | "/2" => reply(503, "").with("Retry-After: 5000"),
        _ => reply(404, ""),
    });
    let (memory, clock) = (Memory::fleeting(), Still::new(99));
    let gathered = gather(&[server.at("/feed")], &memory, &clock);
    assert_eq!(
        told(&gathered, &server),
        [
            "/1: its host is left alone for 5000 more seconds",
            "/2: its host is left alone for 5000 more seconds"
        ]
    );
    assert!(
        gathered.iter().all(|gathered| gathered.mark.is_none()),
        "nothing is remembered"
    );
    assert_eq!(server.paths(), ["/robots.txt", "/feed", "/1"]);
}

#[test]
fn redirections_are_followed_so_far_and_to_the_web_only() {
    let other = Server::start(|asked| match asked.path.as_str() {
        "/robots.txt" => reply(200, "User-agent: *\nDisallow: /closed\n"),
        _ => page("the bridge"),
    });
    let there = other.url.clone();
    let to = |target: &str| reply(301, "").with(format!("Location: {target}"));
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/moved" => to("/here"),
        "/here" => page("the market"),
        "/away" => to(&format!("{there}/open")),
        "/closed" => to(&format!("{there}/closed")),
        "/circle" => to("/circle"),
        "/file" => to("file:///etc/passwd"),
        _ => reply(404, ""),
    });
    assert_eq!(fetched(&server, "/moved"), ["/here"]);
    assert_eq!(fetched(&server, "/away"), [other.at("/open")]);
    let closed = fetched(&server, "/closed");
    assert_eq!(
        closed,
        ["/closed: its robots.txt asks that it not be fetched"]
    );
    assert_eq!(other.paths(), ["/robots.txt", "/open", "/robots.txt"]);
    assert_eq!(
        fetched(&server, "/circle"),
        ["/circle: redirected more than 5 times"]
    );
    assert_eq!(
        fetched(&server, "/file"),
        ["/file: no address of the web: file:///etc/passwd"]
    );
}

#[test]
fn what_is_broken_gone_or_no_report_is_named_and_the_rest_is_read() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/torn" => reply(200, "<rss version=\"2.0\"><channel><item></chan"),
        "/feed" => reply(
            200,
            feed(&[("/gone", MONDAY), ("/photo", MONDAY), ("/3", MONDAY)]),
        ),
        "/photo" => reply(200, b"\xff\xd8\xff\xe0".as_slice()).with("Content-Type: image/jpeg"),
        "/3" => page("the market"),
        _ => reply(404, ""),
    });
    let urls = [
        server.at("/torn"),
        "ftp://herald.example/".to_owned(),
        server.at("/feed"),
    ];
    let memory = Memory::fleeting();
    let gathered = gather(&urls, &memory, &Still::new(99));
    let all = told(&gathered, &server);
    assert_eq!(
        all[0],
        "ftp://herald.example/: no address of the web: ftp://herald.example/"
    );
    assert!(all[1].starts_with("/torn: a broken feed: "), "{all:?}");
    assert_eq!(
        all[2..],
        [
            "/gone: the server answers 404",
            "/photo: this is not text but a JPEG image",
            "/3"
        ]
    );
    server.asked();
    gather(&[server.at("/feed")], &memory, &Still::new(99));
    assert_eq!(
        server.paths(),
        ["/robots.txt", "/feed"],
        "what will not change is remembered"
    );
}

#[test]
fn bodies_are_bounded() {
    let endless = Reply {
        endless: true,
        ..page("the market")
    };
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/endless" => endless.clone(),
        "/huge" => page("the bridge").with("Content-Length: 99999999999"),
        _ => reply(404, ""),
    });
    for path in ["/endless", "/huge"] {
        let told = fetched(&server, path);
        assert_eq!(
            told,
            [format!("{path}: longer than the limit of 52428800 bytes")]
        );
    }
}

#[test]
fn a_server_that_takes_too_long_is_given_up() {
    let slow = Reply {
        after: Duration::from_secs(20),
        ..page("the market")
    };
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/slow" => slow.clone(),
        "/quick" => page("the bridge"),
        _ => reply(404, ""),
    });
    let feeds = ["/slow", "/quick"].map(|path| Feed::new(server.at(path)));
    let manners = Manners {
        timeout: Duration::from_millis(500),
        ..Manners::default()
    };
    let options = Options::default();
    let gathering = Gathering::once(
        feeds.into(),
        manners,
        Memory::fleeting(),
        &options,
        Still::new(99),
    );
    let gathered: Vec<Gathered> = gathering.collect();
    let told = told(&gathered, &server);
    assert!(told[0].starts_with("/slow: cannot be had: "), "{told:?}");
    assert_eq!(told[1], "/quick");
    assert!(gathered[0].mark.is_none(), "it may be quicker next time");
}

#[test]
fn sitemaps_list_sitemaps_and_pages() {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed
        .write_all(b"<urlset><url><loc>/relative</loc></url></urlset>")
        .expect("in memory");
    let packed = packed.finish().expect("in memory");
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/index.xml" => reply(
            200,
            "<sitemapindex><sitemap><loc>{here}/news.xml</loc><lastmod>2031-03-04</lastmod></sitemap>\
             <sitemap><loc>{here}/old.xml.gz</loc></sitemap></sitemapindex>",
        ),
        "/news.xml" => reply(
            200,
            "<urlset><url><loc>{here}/1</loc><news><publication_date>2031-03-04</publication_date></news></url></urlset>",
        ),
        "/old.xml.gz" => reply(200, packed.clone()),
        "/1" => page("the market"),
        "/relative" => page("the bridge"),
        _ => reply(404, ""),
    });
    let memory = Memory::fleeting();
    let gathered = gather(&[server.at("/index.xml")], &memory, &Still::new(99));
    assert_eq!(told(&gathered, &server), ["/1", "/relative"]);
    let report = gathered[0]
        .outcome
        .as_ref()
        .and_then(|outcome| outcome.as_ref().ok());
    assert_eq!(
        report.and_then(|report| report.published.as_deref()),
        Some("2031-03-04")
    );
    server.asked();
    gather(&[server.at("/index.xml")], &memory, &Still::new(99));
    assert_eq!(server.paths(), ["/robots.txt", "/index.xml", "/old.xml.gz"]);
}

#[test]
fn a_listing_at_hand_is_followed() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/1" => page("the market"),
        _ => reply(404, ""),
    });
    let listing = Listing {
        pages: vec![Listed {
            url: server.at("/1"),
            ..Listed::default()
        }],
        listings: Vec::new(),
    };
    let memory = Memory::fleeting();
    let options = Options::default();
    let mut gathering = Gathering::once(Vec::new(), manners(), memory, &options, Still::new(99));
    gathering.follow("saved.xml", listing);
    assert_eq!(told(&gathering.collect::<Vec<_>>(), &server), ["/1"]);
}

#[test]
fn feeds_are_watched_at_their_intervals_until_all_stops() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/robots.txt" => reply(404, ""),
        path => reply(200, feed(&[])).with(format!("ETag: \"{path}\"")),
    });
    let every = |path: &str, minutes: u64| Feed {
        every: Duration::from_secs(60 * minutes),
        ..Feed::new(server.at(path))
    };
    let feeds = vec![every("/often", 10), every("/seldom", 25)];
    let (memory, clock) = (Memory::fleeting(), Still::new(8));
    let options = Options::default();
    let watch = |clock: Still| {
        let gathering =
            Gathering::endless(feeds.clone(), manners(), memory.clone(), &options, clock);
        for gathered in gathering {
            memory
                .keep(&gathered.mark.expect("a mark"))
                .expect("it has no file");
        }
        server.paths()
    };
    let seen = watch(clock.clone());
    assert_eq!(
        seen,
        [
            "/robots.txt",
            "/often",
            "/seldom",
            "/often",
            "/often",
            "/seldom",
            "/often",
            "/often"
        ]
    );
    // Started again it goes on where it was.
    clock.with(|state| state.left = 1);
    assert_eq!(watch(clock.clone()), Vec::<String>::new());
    assert!(
        clock.waits().last().is_some_and(|wait| *wait > 60),
        "nothing was due"
    );
}
