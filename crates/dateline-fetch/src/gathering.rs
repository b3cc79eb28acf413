//! From the addresses of feeds, sitemaps and pages to reports.

use std::collections::{HashMap, HashSet, VecDeque};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use dateline_ingest::{
    Listed, Listing, MAX_LISTING_BYTES, MAX_PAGE_BYTES, Options, WebPage, from_page, listing,
};
use dateline_record::Report;
use jiff::Timestamp;
use url::Url;

use crate::clock::Clock;
use crate::error::{FetchError, Why};
use crate::manners::Manners;
use crate::memory::{Mark, Memory, Validators};
use crate::plan::Feed;
use crate::queue::{Queue, Sort, Task};
use crate::visit::{Visit, Visitor, address};

/// How deep sitemaps may list sitemaps.
const DEPTH: usize = 3;

/// How often something is tried when a server is busy.
const TRIES: u32 = 3;

/// Something that was fetched, or could not be.
#[derive(Debug)]
pub struct Gathered {
    /// A report, or what was wrong; `None` where only something is to be remembered.
    pub outcome: Option<Result<Report, FetchError>>,
    /// To be kept in the [`Memory`] once the report, and all that came before it, is safe.
    pub mark: Option<Mark>,
}

/// An iterator over what is listed at some addresses; see the crate's head.
///
/// What is still missing is fetched when the next item is asked for, and only then.
pub struct Gathering<C> {
    visitor: Visitor<C>,
    memory: Memory,
    feeds: Vec<Feed>,
    options: Options,
    queue: Queue,
    /// What was found and not given yet.
    ready: VecDeque<Gathered>,
    /// Listings of which some pages have not been fetched yet.
    open: HashMap<u64, Open>,
    listings: u64,
    /// Addresses that were put into the queue in this round.
    asked: HashSet<Url>,
    /// When each feed is to be looked at again; empty if each is looked at once.
    due: Vec<SystemTime>,
}

/// A listing and what is left of it.
struct Open {
    /// Kept when all that it lists has been dealt with; not if it lists other listings, which may change without it.
    mark: Option<Mark>,
    left: usize,
    /// Whether something could not be had that may be had later.
    failed: bool,
    listing: Option<u64>,
}

impl<C: Clock> Gathering<C> {
    /// What is listed at each of the addresses, once.
    pub fn once(
        feeds: Vec<Feed>,
        manners: Manners,
        memory: Memory,
        options: &Options,
        clock: C,
    ) -> Gathering<C> {
        let mut gathering = Gathering {
            visitor: Visitor::new(manners, clock),
            memory,
            feeds,
            options: options.clone(),
            queue: Queue::default(),
            ready: VecDeque::new(),
            open: HashMap::new(),
            listings: 0,
            asked: HashSet::new(),
            due: Vec::new(),
        };
        for feed in 0..gathering.feeds.len() {
            gathering.begin(feed);
        }
        gathering
    }

    /// What is listed at each of the addresses, again and again until the clock stops: each at its interval, counted from
    /// when it was last looked at.
    pub fn endless(
        feeds: Vec<Feed>,
        manners: Manners,
        memory: Memory,
        options: &Options,
        clock: C,
    ) -> Gathering<C> {
        let mut gathering = Gathering::once(Vec::new(), manners, memory, options, clock);
        let now = gathering.visitor.clock.now();
        let due = feeds.iter().map(|feed| {
            let url = address(&feed.url).map_or(feed.url.clone(), String::from);
            let last = gathering.memory.get(&url);
            last.map_or(now, |last| last.time() + feed.every)
                .min(now + feed.every)
        });
        gathering.due = due.collect();
        gathering.feeds = feeds;
        gathering
    }

    /// Fetches what is listed in a listing that is at hand as the file `name`.
    pub fn follow(&mut self, name: &str, listing: Listing) {
        let feed = self.feeds.len();
        self.feeds.push(Feed::new(name));
        self.open_listing(feed, 0, None, None, None, listing);
    }

    /// Puts a feed of the plan into the queue.
    fn begin(&mut self, feed: usize) {
        let written = self.feeds[feed].url.clone();
        match address(&written) {
            Ok(url) => self.queue.push(Task {
                url,
                feed,
                listing: None,
                listed: Listed::default(),
                sort: Sort::Listing(0),
                tries: 0,
            }),
            Err(why) => self.tell(written, Err(why), None),
        }
    }

    /// Begins a round of every feed that is due, after waiting for the first one if there is nothing else to do.
    /// `false` if there is nothing to do any more.
    fn wait_for_round(&mut self) -> bool {
        let Some(first) = self.due.iter().min().copied() else {
            return false;
        };
        let now = self.visitor.clock.now();
        if let Ok(wait) = first.duration_since(now)
            && !wait.is_zero()
        {
            self.visitor.clock.wait(wait);
        }
        self.asked.clear();
        self.begin_due();
        !self.visitor.clock.stopped()
    }

    fn begin_due(&mut self) {
        let now = self.visitor.clock.now();
        for feed in 0..self.due.len() {
            if self.due[feed] <= now {
                self.due[feed] = now + self.feeds[feed].every;
                self.begin(feed);
            }
        }
    }

    fn tell(&mut self, url: String, outcome: Result<Report, Why>, mark: Option<Mark>) {
        self.ready.push_back(Gathered {
            outcome: Some(outcome.map_err(|why| FetchError { url, why })),
            mark,
        });
    }

    fn mark(&self, url: &Url, validators: Validators, stamp: Option<String>) -> Mark {
        let now = self.visitor.clock.now().duration_since(UNIX_EPOCH);
        Mark {
            url: url.to_string(),
            at: now.unwrap_or(Duration::ZERO).as_secs(),
            validators,
            stamps: stamp.into_iter().collect(),
        }
    }

    /// Fetches one thing and puts what it gives on the list.
    fn fetch(&mut self, mut task: Task) {
        let before = self.memory.get(task.url.as_str());
        let known = before.map(|mark| mark.validators).unwrap_or_default();
        let limit = match task.sort {
            Sort::Page => MAX_PAGE_BYTES,
            Sort::Listing(_) => MAX_LISTING_BYTES,
        };
        task.tries += 1;
        match self.visitor.visit(&task.url, &known, limit) {
            Err(Why::Stopped) => {}
            Err(Why::Busy(seconds)) if self.visitor.is_patient(seconds) && task.tries < TRIES => {
                self.queue.push(task);
            }
            Err(why) => self.fail(task, why),
            Ok(visit) if visit.answer.status == 304 => {
                let mark = self.mark(&task.url, known, task.listed.stamp);
                self.ready.push_back(Gathered {
                    outcome: None,
                    mark: Some(mark),
                });
                self.settle(task.listing, false);
            }
            Ok(visit) => match task.sort {
                Sort::Page => self.page(task, visit),
                Sort::Listing(depth) => self.listing(task, visit, depth),
            },
        }
    }

    /// Tells that something could not be had; what will never be had is remembered.
    fn fail(&mut self, task: Task, why: Why) {
        let passing = why.is_passing();
        let lasting = !passing && task.sort == Sort::Page;
        let mark =
            lasting.then(|| self.mark(&task.url, Validators::default(), task.listed.stamp.clone()));
        if passing {
            // The next round may ask again.
            self.asked.remove(&task.url);
        }
        self.tell(task.url.to_string(), Err(why), mark);
        self.settle(task.listing, passing);
    }

    fn page(&mut self, task: Task, visit: Visit) {
        let mark = self.mark(
            &task.url,
            visit.answer.validators(),
            task.listed.stamp.clone(),
        );
        let mut options = self.options.clone();
        let publisher = &mut options.overrides.publisher;
        if publisher.is_none() {
            publisher.clone_from(&self.feeds[task.feed].publisher);
        }
        let page = WebPage {
            url: visit.url.to_string(),
            content_type: visit.answer.field("content-type").map(str::to_owned),
            bytes: visit.answer.bytes,
            retrieved: Timestamp::try_from(self.visitor.clock.now())
                .map(|now| now.to_string())
                .unwrap_or_default(),
            listed: task.listed,
        };
        let report = from_page(page, &options).map_err(Why::Content);
        self.tell(task.url.to_string(), report, Some(mark));
        self.settle(task.listing, false);
    }

    fn listing(&mut self, task: Task, visit: Visit, depth: usize) {
        match listing(visit.url.as_str(), &visit.answer.bytes) {
            // The address that was given may be that of a page.
            None if depth == 0 => self.page(task, visit),
            None => self.fail(task, Why::NoListing),
            Some(Err(error)) => self.fail(task, Why::Content(error)),
            Some(Ok(found)) => {
                let validators = match found.listings.is_empty() {
                    true => visit.answer.validators(),
                    // They may change without it.
                    false => Validators::default(),
                };
                let mark = self.mark(&task.url, validators, task.listed.stamp);
                let (feed, listing) = (task.feed, task.listing);
                self.open_listing(feed, depth, listing, Some(&visit.url), Some(mark), found);
            }
        }
    }

    /// Puts what a listing lists into the queue, as far as it is not known.
    fn open_listing(
        &mut self,
        feed: usize,
        depth: usize,
        listing: Option<u64>,
        base: Option<&Url>,
        mark: Option<Mark>,
        found: Listing,
    ) {
        self.listings += 1;
        let number = self.listings;
        let mut left = 0;
        let pages = found.pages.into_iter().map(|listed| (Sort::Page, listed));
        let below = Sort::Listing(depth + 1);
        let listings = found.listings.into_iter().map(|listed| (below, listed));
        let listings = listings.take_while(|_| depth + 1 < DEPTH);
        for (sort, listed) in pages.chain(listings) {
            let whole = base.and_then(|base| base.join(&listed.url).ok());
            let url = match address(whole.as_ref().map_or(&listed.url, Url::as_str)) {
                Ok(url) => url,
                Err(why) => {
                    self.tell(listed.url, Err(why), None);
                    continue;
                }
            };
            if self.is_known(&url, sort, &listed) || !self.asked.insert(url.clone()) {
                continue;
            }
            left += 1;
            self.queue.push(Task {
                url,
                feed,
                listing: Some(number),
                listed,
                sort,
                tries: 0,
            });
        }
        // One more, for the listing itself.
        left += 1;
        let open = Open {
            mark,
            left,
            failed: false,
            listing,
        };
        self.open.insert(number, open);
        self.settle(Some(number), false);
    }

    /// Whether a page was fetched already, as it was when its listing saw it last. What other listings list changes without
    /// them, unless they tell when.
    fn is_known(&self, url: &Url, sort: Sort, listed: &Listed) -> bool {
        let Some(mark) = self.memory.get(url.as_str()) else {
            return false;
        };
        match &listed.stamp {
            Some(stamp) => mark.stamps.contains(stamp),
            None => sort == Sort::Page,
        }
    }

    /// One thing of a listing has been dealt with.
    fn settle(&mut self, listing: Option<u64>, failed: bool) {
        let (mut next, mut failed) = (listing, failed);
        while let Some(number) = next {
            let Some(open) = self.open.get_mut(&number) else {
                return;
            };
            open.left -= 1;
            open.failed |= failed;
            if open.left > 0 {
                return;
            }
            failed = open.failed;
            next = open.listing;
            let mark = self.open.remove(&number).and_then(|open| open.mark);
            if let Some(mark) = mark
                && !failed
            {
                self.ready.push_back(Gathered {
                    outcome: None,
                    mark: Some(mark),
                });
            }
        }
    }
}

impl<C: Clock> Iterator for Gathering<C> {
    type Item = Gathered;

    fn next(&mut self) -> Option<Gathered> {
        loop {
            if let Some(ready) = self.ready.pop_front() {
                return Some(ready);
            }
            if self.visitor.clock.stopped() {
                return None;
            }
            self.begin_due();
            let visitor = &self.visitor;
            match self.queue.pop(|host| visitor.wait(host)) {
                Some(task) => self.fetch(task),
                None if self.wait_for_round() => {}
                None => return None,
            }
        }
    }
}
