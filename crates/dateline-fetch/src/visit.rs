//! Fetching one address as its host wants it.

use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use texting_robots::Robot;
use url::Url;

use crate::clock::Clock;
use crate::error::Why;
use crate::hosts::{Hosts, Robots, Rules};
use crate::manners::Manners;
use crate::memory::Validators;
use crate::wire::{Answer, Wire};

/// How often a request may be sent on to another address.
const REDIRECTS: usize = 5;

/// Largest `robots.txt` that is read, in bytes: as much as its standard asks for.
const ROBOTS_BYTES: u64 = 500 << 10;

/// How long a server that is too busy and does not say until when is left alone.
const BUSY: Duration = Duration::from_secs(60);

/// Who goes from host to host.
pub(crate) struct Visitor<C> {
    wire: Wire,
    hosts: Hosts,
    manners: Manners,
    pub clock: C,
}

/// What was found at an address.
pub(crate) struct Visit {
    /// Where the redirections ended.
    pub url: Url,
    pub answer: Answer,
}

/// The name of a host with scheme and port.
pub(crate) fn host(url: &Url) -> String {
    url.origin().ascii_serialization()
}

impl<C: Clock> Visitor<C> {
    pub fn new(manners: Manners, clock: C) -> Visitor<C> {
        Visitor {
            wire: Wire::new(&manners),
            hosts: Hosts::default(),
            manners,
            clock,
        }
    }

    /// How long a host must be left alone yet.
    pub fn wait(&self, host: &str) -> Duration {
        self.hosts.wait(host, self.clock.now())
    }

    /// Whether a host that wants to be left alone for so long is waited for.
    pub fn is_patient(&self, seconds: u64) -> bool {
        Duration::from_secs(seconds) <= self.manners.patience
    }

    /// Fetches an address: the answer has the status 200, or 304 if nothing has changed.
    pub fn visit(&mut self, url: &Url, known: &Validators, limit: u64) -> Result<Visit, Why> {
        let mut url = url.clone();
        for _ in 0..=REDIRECTS {
            let host = host(&url);
            let delay = self.leave_given(&host, &url)?;
            let answer = self.ask(&host, &url, known, limit, delay)?;
            match answer.status {
                200 | 304 => return Ok(Visit { url, answer }),
                301 | 302 | 303 | 307 | 308 => url = target(&url, &answer)?,
                status => return Err(Why::Status(status)),
            }
        }
        Err(Why::Redirects(REDIRECTS))
    }

    /// Whether the host lets the address be fetched, and how long it wants to be left alone afterwards.
    fn leave_given(&mut self, host: &str, url: &Url) -> Result<Duration, Why> {
        if self.hosts.robots(host, self.clock.now()).is_none() {
            let rules = match self.rules(host) {
                Ok(rules) => rules,
                Err(why @ (Why::Stopped | Why::Busy(_))) => return Err(why),
                Err(why) => Rules::Unknown(why.to_string()),
            };
            let robots = Robots::new(rules, self.clock.now());
            self.hosts.learn(host, robots);
        }
        let Some(robots) = self.hosts.robots(host, self.clock.now()) else {
            return Ok(Duration::ZERO);
        };
        match robots.allow(url.as_str()) {
            Ok(true) => Ok(robots.delay()),
            Ok(false) => Err(Why::Robots),
            Err(why) => Err(Why::NoRobots(why.to_owned())),
        }
    }

    /// What the `robots.txt` of a host says.
    fn rules(&mut self, host: &str) -> Result<Rules, Why> {
        let mut url = address(&format!("{host}/robots.txt"))?;
        for _ in 0..=REDIRECTS {
            let asked = self::host(&url);
            let unknown = Validators::default();
            let answer = self.ask(&asked, &url, &unknown, ROBOTS_BYTES, Duration::ZERO)?;
            match answer.status {
                200 => {
                    // What cannot be understood forbids nothing.
                    let robot = Robot::new(Manners::NAME, &answer.bytes).ok();
                    return Ok(
                        robot.map_or(Rules::Everything, |robot| Rules::Told(Box::new(robot)))
                    );
                }
                301 | 302 | 303 | 307 | 308 => url = target(&url, &answer)?,
                400..500 => return Ok(Rules::Everything),
                status => return Err(Why::Status(status)),
            }
        }
        Err(Why::Redirects(REDIRECTS))
    }

    /// One request, as soon as the host may be asked.
    fn ask(
        &mut self,
        host: &str,
        url: &Url,
        known: &Validators,
        limit: u64,
        delay: Duration,
    ) -> Result<Answer, Why> {
        let wait = self.wait(host);
        if wait > self.manners.patience {
            return Err(Why::Busy(wait.as_secs()));
        }
        if !wait.is_zero() {
            self.clock.wait(wait);
        }
        if self.clock.stopped() {
            return Err(Why::Stopped);
        }
        let answer = self.wire.get(url.as_str(), known, limit);
        let now = self.clock.now();
        self.hosts.leave(host, now, self.manners.pause.max(delay));
        match &answer {
            Err(Why::Connection(_)) => self.hosts.failed(host, now),
            _ => self.hosts.answered(host),
        }
        let answer = answer?;
        if matches!(answer.status, 429 | 503) {
            let time = answer
                .field("retry-after")
                .and_then(|written| retry_after(written, now));
            if let Some(time) = time.or((answer.status == 429).then_some(BUSY)) {
                self.hosts.leave(host, now, time);
                return Err(Why::Busy(time.as_secs()));
            }
        }
        Ok(answer)
    }
}

/// An address that can be fetched.
pub(crate) fn address(written: &str) -> Result<Url, Why> {
    checked(Url::parse(written.trim()), written)
}

fn checked(url: Result<Url, url::ParseError>, written: &str) -> Result<Url, Why> {
    match url {
        Ok(mut url) if matches!(url.scheme(), "http" | "https") && url.has_host() => {
            url.set_fragment(None);
            Ok(url)
        }
        _ => Err(Why::Address(written.to_owned())),
    }
}

/// Where an answer sends on to.
fn target(url: &Url, answer: &Answer) -> Result<Url, Why> {
    let location = answer.field("location").unwrap_or_default();
    checked(url.join(location), location)
}

/// For how long a server wants to be left alone: it says so in seconds, or until when.
fn retry_after(written: &str, now: SystemTime) -> Option<Duration> {
    if let Ok(seconds) = written.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until: Timestamp = rfc2822::parse(written.trim()).ok()?.timestamp();
    let until = SystemTime::from(until);
    Some(until.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::{address, retry_after};

    #[test]
    fn addresses_are_of_the_web() {
        let of = |written| address(written).ok().map(String::from);
        assert_eq!(
            of(" https://a.example/x#y "),
            Some("https://a.example/x".into())
        );
        for wrong in [
            "file:///etc/passwd",
            "mailto:a@b.example",
            "a.example/x",
            "",
            "https://",
        ] {
            assert_eq!(of(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_server_says_until_when_it_is_busy() {
        let now = UNIX_EPOCH + Duration::from_secs(1_445_412_470);
        let wait = |written| retry_after(written, now).map(|time| time.as_secs());
        assert_eq!(wait("120"), Some(120));
        assert_eq!(wait("Wed, 21 Oct 2015 07:28:00 GMT"), Some(10));
        assert_eq!(wait("Fri, 21 Oct 2005 07:28:00 GMT"), Some(0));
        assert_eq!(wait("soon"), None);
    }
}
