//! Reads many things in parallel and hands the results on in the order of the input.

use std::thread;
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded};

/// How many items may wait or be in work for each worker: enough to keep every core busy behind one
/// long report, little enough that a batch of any size needs the memory of a few reports.
const WAITING_PER_WORKER: usize = 4;

/// Applies the workers, each on a thread of its own, to every item, and calls `consume` with the
/// results in the order of the items, on the calling thread.
///
/// At most [`WAITING_PER_WORKER`] items a worker are held at a time. When `consume` returns `Err`
/// nothing more is read and the error is returned. A panic in a worker is passed on to the caller.
pub fn in_order<Items, Item, Outcome, Stop>(
    workers: Vec<impl FnMut(Item) -> Outcome + Send>,
    items: impl FnOnce() -> Items + Send,
    mut consume: impl FnMut(Outcome) -> Result<(), Stop>,
) -> Result<(), Stop>
where
    Items: Iterator<Item = Item>,
    Item: Send,
    Outcome: Send,
{
    const NEVER: Duration = Duration::from_secs(3600);
    in_order_with_pauses(workers, items, NEVER, |outcome| {
        outcome.map_or(Ok(()), &mut consume)
    })
}

/// As [`in_order`], and calls `consume` with `None` whenever no result has come for as long as `pause`.
pub fn in_order_with_pauses<Items, Item, Outcome, Stop>(
    workers: Vec<impl FnMut(Item) -> Outcome + Send>,
    items: impl FnOnce() -> Items + Send,
    pause: Duration,
    mut consume: impl FnMut(Option<Outcome>) -> Result<(), Stop>,
) -> Result<(), Stop>
where
    Items: Iterator<Item = Item>,
    Item: Send,
    Outcome: Send,
{
    let jobs = workers.len().max(1);
    let (work_sender, work_receiver) = bounded::<(Item, Sender<Outcome>)>(jobs);
    let (order_sender, order_receiver) = bounded::<Receiver<Outcome>>(jobs * WAITING_PER_WORKER);
    thread::scope(|scope| {
        for mut work in workers {
            let queue = work_receiver.clone();
            scope.spawn(move || {
                for (item, answer) in queue {
                    // Nobody waits any more once the consumer has stopped.
                    let _ = answer.send(work(item));
                }
            });
        }
        drop(work_receiver);
        scope.spawn(move || {
            for item in items() {
                let (answer, outcome) = bounded(1);
                if order_sender.send(outcome).is_err() || work_sender.send((item, answer)).is_err()
                {
                    break;
                }
            }
        });
        // Moved in, so that an early return closes the channel and with it the threads above.
        let order = order_receiver;
        let mut awaited = None;
        loop {
            let outcome = match &awaited {
                None => order.recv_timeout(pause).map(|next| {
                    awaited = Some(next);
                    None
                }),
                Some(next) => Receiver::recv_timeout(next, pause).map(Some),
            };
            match outcome {
                Ok(None) => {}
                Ok(outcome) => {
                    awaited = None;
                    consume(outcome)?;
                }
                Err(RecvTimeoutError::Timeout) => consume(None)?,
                // The end; or a worker that panicked and left without an answer, which the scope passes on.
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn workers<Item, Outcome>(
        count: usize,
        work: impl Fn(Item) -> Outcome + Clone + Send,
    ) -> Vec<impl FnMut(Item) -> Outcome + Send> {
        vec![work; count]
    }

    #[test]
    fn results_keep_the_order_of_the_input() {
        let mut seen = Vec::new();
        let end: Result<(), Infallible> = in_order(
            workers(4, |number: u64| {
                // Early items take longest, so that they would come last if order were not kept.
                thread::sleep(Duration::from_millis(10 - (number / 10)));
                number * number
            }),
            || 0..100_u64,
            |square| {
                seen.push(square);
                Ok(())
            },
        );
        assert!(end.is_ok());
        assert_eq!(seen, (0..100).map(|n| n * n).collect::<Vec<_>>());
    }

    #[test]
    fn input_is_not_drawn_far_ahead_of_the_output() {
        let drawn = AtomicUsize::new(0);
        let written = AtomicUsize::new(0);
        let mut furthest = 0;
        let end: Result<(), Infallible> = in_order(
            workers(2, |number: u64| number),
            || {
                (0..200).inspect(|_| {
                    drawn.fetch_add(1, Ordering::SeqCst);
                })
            },
            |_| {
                let ahead = drawn.load(Ordering::SeqCst) - written.fetch_add(1, Ordering::SeqCst);
                furthest = furthest.max(ahead);
                Ok(())
            },
        );
        assert!(end.is_ok());
        assert_eq!(drawn.load(Ordering::SeqCst), 200);
        let allowed = 2 * WAITING_PER_WORKER + 2;
        assert!(furthest <= allowed, "{furthest} items held, not {allowed}");
    }

    #[test]
    fn a_consumer_that_stops_ends_an_endless_input() {
        let mut seen = 0;
        let end = in_order(
            workers(2, |number: u64| number),
            || 0..,
            |_| {
                seen += 1;
                if seen == 10 { Err("enough") } else { Ok(()) }
            },
        );
        assert_eq!(end, Err("enough"));
    }

    #[test]
    fn a_pause_is_told_while_the_input_hesitates() {
        let (sender, receiver) = bounded(1);
        let mut sender = Some(sender);
        let mut told = Vec::new();
        let end = in_order_with_pauses(
            workers(2, |number: u64| number),
            || std::iter::once(1).chain(receiver),
            Duration::from_millis(5),
            |outcome| {
                // The second item comes only after a pause.
                if outcome.is_none()
                    && let Some(sender) = sender.take()
                {
                    sender.send(2).expect("the input waits for it");
                }
                told.push(outcome);
                if outcome == Some(2) {
                    Err("enough")
                } else {
                    Ok(())
                }
            },
        );
        assert_eq!(end, Err("enough"));
        told.dedup();
        assert_eq!(told, [Some(1), None, Some(2)]);
    }
}
