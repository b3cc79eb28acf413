//! What is known of each host: what it lets be fetched, and when it may be asked again.

use std::collections::HashMap;
use std::time::{Duration, SystemTime};

use texting_robots::Robot;

/// How long a `robots.txt` is taken for the present one.
const ROBOTS_LAST: Duration = Duration::from_secs(24 * 3600);

/// How long one that could not be had is not asked for again.
const UNKNOWN_LASTS: Duration = Duration::from_secs(600);

/// A longer delay than a day is asked by no host that wants to be read.
const LONGEST_DELAY: f32 = 86_400.0;

/// How often a host may fail in a row before it is left alone.
const FAILURES: u32 = 3;

/// What a host lets be fetched.
pub(crate) enum Rules {
    Everything,
    /// What its `robots.txt` says.
    Told(Box<Robot>),
    /// Its `robots.txt` could not be had, for this reason.
    Unknown(String),
}

/// The `robots.txt` of a host.
pub(crate) struct Robots {
    rules: Rules,
    learned: SystemTime,
}

impl Robots {
    pub fn new(rules: Rules, learned: SystemTime) -> Robots {
        Robots { rules, learned }
    }

    /// Whether an address may be fetched; or why nobody knows.
    pub fn allow(&self, url: &str) -> Result<bool, &str> {
        match &self.rules {
            Rules::Everything => Ok(true),
            Rules::Told(robot) => Ok(robot.allowed(url)),
            Rules::Unknown(why) => Err(why),
        }
    }

    fn lasts(&self) -> Duration {
        match self.rules {
            Rules::Unknown(_) => UNKNOWN_LASTS,
            _ => ROBOTS_LAST,
        }
    }

    /// How long it asks to be left alone between two requests.
    pub fn delay(&self) -> Duration {
        let Rules::Told(robot) = &self.rules else {
            return Duration::ZERO;
        };
        let delay = robot
            .delay
            .filter(|delay| delay.is_finite() && *delay > 0.0);
        Duration::from_secs_f32(delay.unwrap_or(0.0).min(LONGEST_DELAY))
    }
}

#[derive(Default)]
struct Host {
    robots: Option<Robots>,
    /// Before this it is not asked again.
    free_at: Option<SystemTime>,
    /// How often it has failed since it last answered.
    failures: u32,
}

/// All hosts, by scheme, name and port.
#[derive(Default)]
pub(crate) struct Hosts(HashMap<String, Host>);

impl Hosts {
    /// Its `robots.txt`, if it is known and not too old.
    pub fn robots(&self, host: &str, now: SystemTime) -> Option<&Robots> {
        let robots = self.0.get(host)?.robots.as_ref()?;
        let age = now.duration_since(robots.learned).unwrap_or_default();
        (age < robots.lasts()).then_some(robots)
    }

    pub fn learn(&mut self, host: &str, robots: Robots) {
        self.0.entry(host.to_owned()).or_default().robots = Some(robots);
    }

    /// How long it must be left alone yet.
    pub fn wait(&self, host: &str, now: SystemTime) -> Duration {
        let free_at = self.0.get(host).and_then(|host| host.free_at);
        free_at.map_or(Duration::ZERO, |at| {
            at.duration_since(now).unwrap_or_default()
        })
    }

    /// Leaves it alone for so long, and longer if that was decided already.
    pub fn leave(&mut self, host: &str, now: SystemTime, time: Duration) {
        let Some(until) = now.checked_add(time) else {
            return;
        };
        let host = self.0.entry(host.to_owned()).or_default();
        host.free_at = Some(host.free_at.map_or(until, |at| at.max(until)));
    }

    /// It has answered.
    pub fn answered(&mut self, host: &str) {
        self.0.entry(host.to_owned()).or_default().failures = 0;
    }

    /// It could not be reached; one that fails again and again is left alone for some minutes.
    pub fn failed(&mut self, host: &str, now: SystemTime) {
        let entry = self.0.entry(host.to_owned()).or_default();
        entry.failures += 1;
        if entry.failures >= FAILURES {
            entry.failures = 0;
            self.leave(host, now, UNKNOWN_LASTS);
        }
    }
}
