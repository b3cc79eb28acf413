//! Takes reports through the engine to the output, in order, whatever single reports do.

use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use anyhow::bail;
use dateline_record::Report;

use crate::batch::in_order;
use crate::output::{Format, Writer, render};
use crate::page::Look;
use crate::reader::Reader;
use crate::threshold;

/// What is done with every report.
#[derive(Clone, Copy)]
pub struct Settings {
    pub format: Format,
    pub look: Look,
    /// Facts below are left out.
    pub min_confidence: f32,
    /// Whether more than one report is to be expected.
    pub many: bool,
}

/// How a batch went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub read: usize,
    pub failed: usize,
}

/// Reads every report that `reports` gives and writes the readings to `out` in the same order.
///
/// `told` hears of every report, with a message if it failed. Only a failure to write ends the batch
/// early; whoever takes the output may hang up, which ends it without an error.
pub fn read_all<Reports, Refusal>(
    readers: Vec<impl Reader>,
    reports: impl FnOnce() -> Reports + Send,
    settings: Settings,
    out: impl Write,
    mut told: impl FnMut(Option<&str>),
) -> io::Result<Tally>
where
    Reports: Iterator<Item = Result<Report, Refusal>>,
    Refusal: std::error::Error + Send,
{
    let mut writer = Writer::new(out, settings.format, settings.look, settings.many);
    let mut tally = Tally::default();
    let workers = readers
        .into_iter()
        .map(|mut reader| {
            move |report: Result<Report, Refusal>| match report {
                Ok(report) => read_one(&mut reader, &report, settings),
                Err(refusal) => Err(with_causes(&refusal)),
            }
        })
        .collect();
    let written = in_order(workers, reports, |outcome| {
        match outcome {
            Ok(rendered) => {
                tally.read += 1;
                writer.write(rendered)?;
                told(None);
            }
            Err(message) => {
                tally.failed += 1;
                told(Some(&message));
            }
        }
        Ok(())
    });
    match written.and_then(|()| writer.finish().map(drop)) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
        _ => Ok(tally),
    }
}

fn read_one(
    reader: &mut impl Reader,
    report: &Report,
    settings: Settings,
) -> Result<String, String> {
    guarded(report, || {
        let mut reading = reader.read(report)?;
        threshold::apply(&mut reading.record, settings.min_confidence);
        Ok(render(&reading, settings.format, settings.look)?)
    })
}

/// Does something with a report; a fault in the engine costs this report and not the batch.
pub fn guarded<T>(report: &Report, work: impl FnOnce() -> anyhow::Result<T>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| bail!("a fault of the engine, please report it"))
        .map_err(|error| format!("{}: {error:#}", report.id))
}

/// What an error says, with the errors behind it.
pub fn with_causes(error: &dyn std::error::Error) -> String {
    let mut message = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let told = error.to_string();
        // Some errors repeat their cause in their own words.
        if !message.contains(&told) {
            message.push_str(": ");
            message.push_str(&told);
        }
        cause = error.source();
    }
    message
}

#[cfg(test)]
mod tests {
    use std::fmt;

    use dateline_record::{Event, EventId, Record, Text, Voice};

    use super::*;
    use crate::reader::Reading;

    /// Finds an ASSAULT in every "killed", and is broken by "earthquake".
    struct Fake;

    impl Reader for Fake {
        fn read(&mut self, report: &Report) -> anyhow::Result<Reading> {
            assert!(
                !report.text.contains("earthquake"),
                "a fault made on purpose"
            );
            let mut record = Record::new(report, "fake", None);
            record.sentences = vec![report.text.whole()];
            if let Some(anchor) = report.text.find_span("killed") {
                let id = EventId::from_index(0);
                let event = Event::new(id, "ASSAULT", anchor, anchor, Voice::reporter());
                record.events.push(event);
            }
            Ok(Reading {
                record,
                sentences: Vec::new(),
            })
        }
    }

    #[derive(Debug)]
    struct Refused(&'static str);

    impl fmt::Display for Refused {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }
    }

    impl std::error::Error for Refused {}

    type Source = Result<Report, Refused>;

    fn report(id: usize, text: &str) -> Source {
        Ok(Report::new(id.to_string(), Text::new(text).expect("short")))
    }

    fn settings(format: Format) -> Settings {
        Settings {
            format,
            look: Look {
                columns: 80,
                colour: false,
                explain: false,
            },
            min_confidence: 0.0,
            many: true,
        }
    }

    fn read(reports: Vec<Source>, format: Format) -> (Tally, String, Vec<String>) {
        let mut out = Vec::new();
        let mut messages = Vec::new();
        let tally = read_all(
            vec![Fake, Fake, Fake],
            || reports.into_iter(),
            settings(format),
            &mut out,
            |failure| messages.extend(failure.map(str::to_owned)),
        );
        let out = String::from_utf8(out).expect("only text is written");
        (tally.expect("a vector takes everything"), out, messages)
    }

    fn ids(lines: &str) -> Vec<String> {
        lines
            .lines()
            .map(|line| {
                Record::from_json(line)
                    .expect("each line is a record")
                    .report
                    .id
            })
            .collect()
    }

    #[test]
    fn a_batch_gives_its_records_in_order() {
        let reports = (0..50).map(|id| report(id, "Gunmen killed two.")).collect();
        let (tally, out, messages) = read(reports, Format::Jsonl);
        assert_eq!(
            tally,
            Tally {
                read: 50,
                failed: 0
            }
        );
        assert_eq!(
            ids(&out),
            (0..50).map(|id| id.to_string()).collect::<Vec<_>>()
        );
        assert!(messages.is_empty());
    }

    #[test]
    fn a_report_that_cannot_be_had_costs_only_itself() {
        let reports = vec![
            report(1, "Gunmen killed two."),
            Err(Refused("wire.jsonl:17: not JSON")),
            report(3, "Talks went on."),
        ];
        let (tally, out, messages) = read(reports, Format::Jsonl);
        assert_eq!(tally, Tally { read: 2, failed: 1 });
        assert_eq!(ids(&out), ["1", "3"]);
        assert_eq!(messages, ["wire.jsonl:17: not JSON"]);
    }

    #[test]
    fn a_fault_of_the_engine_costs_one_report() {
        let reports = vec![
            report(1, "Gunmen killed two."),
            report(2, "An earthquake struck."),
            report(3, "Talks went on."),
        ];
        let (tally, out, messages) = read(reports, Format::Jsonl);
        assert_eq!(tally, Tally { read: 2, failed: 1 });
        assert_eq!(ids(&out), ["1", "3"]);
        assert_eq!(messages, ["2: a fault of the engine, please report it"]);
    }

    #[test]
    fn who_hangs_up_ends_an_endless_batch_quietly() {
        struct HangsUp(usize);
        impl Write for HangsUp {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                if self.0 == 0 {
                    return Err(io::ErrorKind::BrokenPipe.into());
                }
                Ok(bytes.len())
            }
            fn flush(&mut self) -> io::Result<()> {
                self.0 = self.0.saturating_sub(1);
                Ok(())
            }
        }
        let tally = read_all(
            vec![Fake, Fake, Fake],
            || (0..).map(|id| report(id, "Gunmen killed two.")),
            settings(Format::Jsonl),
            HangsUp(5),
            |_| {},
        );
        assert_eq!(tally.expect("hanging up is no error").failed, 0);
    }

    #[test]
    fn a_full_disk_is_an_error() {
        struct Full;
        impl Write for Full {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::StorageFull.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let reports = vec![report(1, "Gunmen killed two.")];
        let tally = read_all(
            vec![Fake, Fake, Fake],
            || reports.into_iter(),
            settings(Format::Json),
            Full,
            |_| {},
        );
        assert_eq!(
            tally.expect_err("nothing could be written").kind(),
            io::ErrorKind::StorageFull
        );
    }

    #[test]
    fn the_order_of_events_and_pages_is_that_of_the_input() {
        let reports = vec![report(1, "Gunmen killed two."), report(2, "Talks went on.")];
        let (_, out, _) = read(reports, Format::Page);
        let first = out
            .find("ASSAULT")
            .expect("the first page tells of an assault");
        let second = out.find("═").expect("the pages are kept apart");
        assert!(first < second, "{out}");
    }
}
