//! What time it is, and waiting.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

/// A clock that can be waited by.
pub trait Clock: Send {
    /// The time.
    fn now(&self) -> SystemTime;

    /// Waits. Returns early when everything is to stop.
    fn wait(&self, time: Duration);

    /// Whether everything is to stop.
    fn stopped(&self) -> bool;
}

/// Tells clocks in other threads to stop.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<(Mutex<bool>, Condvar)>);

impl Stop {
    /// Ends all waiting, now and from now on.
    pub fn stop(&self) {
        let (stopped, bell) = &*self.0;
        *stopped.lock().unwrap_or_else(PoisonError::into_inner) = true;
        bell.notify_all();
    }

    /// Whether it was told.
    pub fn is_stopped(&self) -> bool {
        let (stopped, _) = &*self.0;
        *stopped.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The clock of the machine.
#[derive(Clone, Debug, Default)]
pub struct WallClock {
    /// What ends its waiting.
    pub stop: Stop,
}

impl Clock for WallClock {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn wait(&self, time: Duration) {
        let (stopped, bell) = &*self.stop.0;
        let guard = stopped.lock().unwrap_or_else(PoisonError::into_inner);
        // A waiter that panicked leaves nothing that this one needs.
        drop(bell.wait_timeout_while(guard, time, |stopped| !*stopped));
    }

    fn stopped(&self) -> bool {
        self.stop.is_stopped()
    }
}
