//! The log's way to stderr: a warning at once, anything else a moment later together with what else was logged by then. To
//! write each line by itself was a twentieth of a request's whole price.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread::{self, Thread};
use std::time::Duration;

use tracing::{Level, Metadata};
use tracing_subscriber::fmt::MakeWriter;

/// The longest that a line waits.
const MOMENT: Duration = Duration::from_millis(20);
/// The bytes of waiting lines that are not waited for any longer.
const MUCH: usize = 32 * 1024;

/// The lines of this process that wait, for its end.
static WAITING: OnceLock<Arc<Lines>> = OnceLock::new();

/// Lines that are not written yet, and the place where they are.
struct Lines {
    waiting: Mutex<Vec<u8>>,
    writer: Thread,
    to: fn(&[u8]),
}

impl Lines {
    fn waiting(&self) -> MutexGuard<'_, Vec<u8>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn add(&self, line: &[u8], is_urgent: bool) {
        let mut waiting = self.waiting();
        let is_first = waiting.is_empty();
        waiting.extend_from_slice(line);
        if is_urgent || waiting.len() >= MUCH {
            self.write(&mut waiting);
        } else if is_first {
            drop(waiting);
            self.writer.unpark();
        }
    }

    /// Writes what waits. The lock is held meanwhile, so that lines stay in their order.
    fn write(&self, waiting: &mut Vec<u8>) {
        if !waiting.is_empty() {
            (self.to)(waiting);
            waiting.clear();
        }
    }
}

/// The writer that the log's lines are given to.
#[derive(Clone)]
pub(super) struct Writer(Arc<Lines>);

impl Writer {
    /// Starts the thread that writes to stderr.
    ///
    /// # Errors
    /// Fails if the system can't start a thread.
    pub fn start() -> io::Result<Self> {
        let writer = Self::to(|lines| {
            // A log that nobody can read any more is no reason to stop.
            let _ = io::stderr().write_all(lines);
        })?;
        let _ = WAITING.set(Arc::clone(&writer.0));
        Ok(writer)
    }

    fn to(to: fn(&[u8])) -> io::Result<Self> {
        let (sender, given) = std::sync::mpsc::sync_channel::<Arc<Lines>>(1);
        let thread =
            thread::Builder::new().name("log".to_owned()).stack_size(64 * 1024).spawn(move || {
                let Ok(lines) = given.recv() else { return };
                loop {
                    thread::park();
                    thread::sleep(MOMENT);
                    lines.write(&mut lines.waiting());
                }
            })?;
        let lines = Arc::new(Lines { waiting: Mutex::default(), writer: thread.thread().clone(), to });
        let _ = sender.send(Arc::clone(&lines));
        Ok(Self(lines))
    }
}

impl<'a> MakeWriter<'a> for Writer {
    type Writer = Line<'a>;

    fn make_writer(&'a self) -> Line<'a> {
        Line { lines: &self.0, is_urgent: true }
    }

    fn make_writer_for(&'a self, of: &Metadata<'_>) -> Line<'a> {
        Line { lines: &self.0, is_urgent: *of.level() <= Level::WARN }
    }
}

/// A line on its way.
pub(super) struct Line<'a> {
    lines: &'a Lines,
    is_urgent: bool,
}

impl Write for Line<'_> {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.lines.add(line, self.is_urgent);
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes what waits, before the process ends.
pub(super) fn end() {
    if let Some(lines) = WAITING.get() {
        lines.write(&mut lines.waiting());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static WRITTEN: Mutex<Vec<String>> = Mutex::new(Vec::new());

    fn written() -> Vec<String> {
        WRITTEN.lock().unwrap().clone()
    }

    #[test]
    fn a_warning_is_there_at_once_with_all_before_it_and_the_rest_a_moment_later() {
        let writer = Writer::to(|lines| {
            WRITTEN.lock().unwrap().push(String::from_utf8_lossy(lines).into_owned());
        });
        let lines = writer.unwrap().0;
        lines.add(b"a\n", false);
        lines.add(b"b\n", true);
        assert_eq!(written().concat(), "a\nb\n");
        lines.add(b"c\n", false);
        lines.add(b"d\n", false);
        while written().concat() != "a\nb\nc\nd\n" {
            thread::sleep(Duration::from_millis(1));
        }
        lines.add(&[b'x'; MUCH], false);
        assert_eq!(written().concat().len(), 8 + MUCH);
    }
}
