//! What is still to be fetched, by hosts.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use dateline_ingest::Listed;
use url::Url;

use crate::visit::host;

/// Something to be fetched.
pub(crate) struct Task {
    pub url: Url,
    /// The feed of the plan to which it belongs.
    pub feed: usize,
    /// The listing that named it.
    pub listing: Option<u64>,
    /// What that listing told of it.
    pub listed: Listed,
    pub sort: Sort,
    /// How often it was tried.
    pub tries: u32,
}

/// What an address should hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    Page,
    /// A feed or a sitemap, below so many others.
    Listing(usize),
}

#[derive(Default)]
pub(crate) struct Queue(BTreeMap<String, VecDeque<Task>>);

impl Queue {
    pub fn push(&mut self, task: Task) {
        self.0.entry(host(&task.url)).or_default().push_back(task);
    }

    /// The next task of the host that is free first.
    pub fn pop(&mut self, wait: impl Fn(&str) -> Duration) -> Option<Task> {
        let host = self.0.keys().min_by_key(|host| wait(host))?.clone();
        let tasks = self.0.get_mut(&host)?;
        let task = tasks.pop_front();
        if tasks.is_empty() {
            self.0.remove(&host);
        }
        task
    }
}
