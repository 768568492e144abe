//! The table: ratios first, then the figures that they come from.

use std::fs;
use std::io::Write as _;
use std::time::Duration;

use crate::Error;
use crate::rounds::Door;
use crate::start::Start;

/// The lines of the page between which the table stands.
const MARKS: [&str; 2] = ["<!-- scripts/bench writes from here -->\n", "<!-- to here -->\n"];

/// Writes a line to standard output.
pub(super) fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Returns the value in the middle; all must be comparable.
pub(super) fn median<T: PartialOrd + Copy + Default>(values: impl IntoIterator<Item = T>) -> T {
    let mut values: Vec<T> = values.into_iter().collect();
    values.sort_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// Shows the table, and puts it into the page.
pub(super) fn write(page: &str, stamp: &str, [floor, gavel]: &[Door; 2], start: &Start) -> Result<(), Error> {
    let ms = |time: Duration| format!("{:.1} ms", time.as_secs_f64() * 1_000.0);
    let s = |seconds: f64| format!("{seconds:.3} s");
    let row = |what: &str, floor: String, gavel: String, ratio: f64| {
        format!("| {what} | {floor} | {gavel} | **{ratio:.2}** |\n")
    };
    let time = |what: &str, floor: Duration, gavel: Duration| {
        row(what, ms(floor), ms(gavel), gavel.as_secs_f64() / floor.as_secs_f64())
    };
    let rate = |it: &Door| format!("{:.0}", it.rate);
    let alone = |what: &str, value: String| format!("| {what} | | {value} | |\n");
    let table = [
        format!("{stamp}; {}.\n\n", machine()),
        "| `/about` | the floor | Gavel | ratio |\n|---|---|---|---|\n".to_owned(),
        row(
            "processor time for 10,000",
            s(floor.processor),
            s(gavel.processor),
            gavel.processor / floor.processor,
        ),
        row("… all forged", s(floor.forged), s(gavel.forged), gavel.forged / floor.forged),
        row("requests a second on one core", rate(floor), rate(gavel), gavel.rate / floor.rate),
        time("median latency, 2,000 a second", floor.half, gavel.half),
        time("99 % within", floor.most, gavel.most),
        time("… with 2,000 forged a second beside", floor.most_among_forged, gavel.most_among_forged),
        alone("exec to the first right answer, database there", ms(start.there)),
        alone("exec to the first right answer, private cluster", ms(start.private)),
        alone(
            "resident memory at rest",
            format!("{:.1} MiB", f64::from(u32::try_from(start.memory)?) / 1024.0),
        ),
    ]
    .concat();
    say(&table);
    let text = fs::read_to_string(page)?;
    let wrong = || format!("{page} has no place for the table");
    let (before, rest) = text.split_once(MARKS[0]).ok_or_else(wrong)?;
    let (_, after) = rest.split_once(MARKS[1]).ok_or_else(wrong)?;
    fs::write(page, [before, MARKS[0], "\n", &table, "\n", MARKS[1], after].concat())?;
    Ok(())
}

/// Returns the kind of machine: processor, cores, memory.
fn machine() -> String {
    let read = |path: &str, name: &str| {
        let text = fs::read_to_string(path).unwrap_or_default();
        let line = text.lines().find(|line| line.starts_with(name)).map(str::to_owned);
        line.and_then(|line| Some(line.split_once(':')?.1.trim().to_owned())).unwrap_or_default()
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let memory = read("/proc/meminfo", "MemTotal").replace(" kB", "").parse::<u64>().unwrap_or_default();
    let processor = read("/proc/cpuinfo", "model name").replace("(R)", "");
    format!("{processor}, cores for the load: {cores}, {} GiB", memory.div_ceil(1024 * 1024))
}
