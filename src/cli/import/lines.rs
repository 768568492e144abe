//! The lines of an export, read one by one; errors name the line.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Read, Seek, Write};
use std::path::{Path, PathBuf};

use super::numbers::Numbers;
use crate::domain::exported::CaseLine;
use crate::domain::incoming::storable;
use crate::error::{Error, Result};

/// The longest line of a case, in bytes.
const LONGEST: u64 = 4 * 1024 * 1024;

/// A file that is read twice: to check all of it, and to import it.
pub(super) struct Source {
    file: File,
    name: PathBuf,
}

impl Source {
    /// Opens a file. `-` is stdin, which is copied to a nameless temporary file first.
    pub(super) fn open(path: &Path) -> Result<Self> {
        let wrong = |error: std::io::Error| {
            Error::Config(format!(
                "I can't read {} ({error}); name a file of cases, or - for stdin.",
                path.display()
            ))
        };
        if path == Path::new("-") {
            let mut file = tempfile::tempfile().map_err(wrong)?;
            std::io::copy(&mut std::io::stdin().lock(), &mut file).map_err(wrong)?;
            return Ok(Self { file, name: "stdin".into() });
        }
        let file = File::open(path).map_err(wrong)?;
        let kind = file.metadata().map_err(wrong)?;
        if !kind.is_file() {
            return Err(wrong(std::io::Error::other("it is no file")));
        }
        Ok(Self { file, name: path.to_owned() })
    }

    /// Makes a source of cases that another bot recorded. `name` is the file's.
    pub(super) fn of(lines: &[CaseLine], name: &Path) -> Result<Self> {
        let mut file = BufWriter::new(tempfile::tempfile().map_err(Error::broken)?);
        for line in lines {
            serde_json::to_writer(&mut file, line).map_err(Error::broken)?;
            file.write_all(b"\n").map_err(Error::broken)?;
        }
        let file = file.into_inner().map_err(Error::broken)?;
        Ok(Self { file, name: name.to_owned() })
    }

    /// Reads the whole file.
    ///
    /// # Errors
    /// Fails if it is larger than `limit` bytes.
    pub(super) fn whole(&mut self, limit: u64) -> Result<Vec<u8>> {
        let wrong =
            |what: &str| Error::refused(format!("{}: {what}. Nothing was imported.", self.name.display()));
        let mut bytes = Vec::new();
        (&self.file).rewind().map_err(|error| wrong(&error.to_string()))?;
        let read = (&self.file).take(limit + 1).read_to_end(&mut bytes);
        read.map_err(|error| wrong(&error.to_string()))?;
        if bytes.len() as u64 > limit {
            return Err(wrong(&format!("it is larger than {} MiB", limit / (1024 * 1024))));
        }
        Ok(bytes)
    }

    pub(super) fn name(&self) -> &Path {
        &self.name
    }

    /// Reads the cases from the start.
    pub(super) fn cases(&mut self) -> Result<Cases<'_>> {
        let mut cases = Cases { read: BufReader::new(&self.file), name: &self.name, line: 0 };
        cases.read.rewind().map_err(|error| cases.wrong(&error.to_string()))?;
        Ok(cases)
    }

    /// Checks the whole file, and fails if anything is wrong. Returns the case numbers.
    pub(super) fn check(&mut self) -> Result<Numbers> {
        let mut numbers = Numbers::default();
        let mut cases = self.cases()?;
        while let Some(case) = cases.next()? {
            let problem = if let Some(problem) = case.problem() {
                problem.to_owned()
            } else if let Some(parent) = case.parent.filter(|parent| !numbers.has(*parent)) {
                format!("case #{} follows from case #{parent}, which no line before it has", case.number)
            } else if numbers.add(case.number) {
                continue;
            } else {
                format!(
                    "case #{} comes after case #{}, but an export is in order and has each case once",
                    case.number,
                    numbers.last()
                )
            };
            return Err(cases.wrong(&problem));
        }
        Ok(numbers)
    }
}

/// The cases of a file, in its order.
pub(super) struct Cases<'a> {
    read: BufReader<&'a File>,
    name: &'a Path,
    line: u64,
}

impl Cases<'_> {
    /// Returns the next case; skips empty lines.
    pub(super) fn next(&mut self) -> Result<Option<CaseLine>> {
        let mut text = Vec::new();
        loop {
            text.clear();
            self.line += 1;
            let read = self.read.by_ref().take(LONGEST).read_until(b'\n', &mut text);
            if read.map_err(|error| self.wrong(&error.to_string()))? == 0 {
                return Ok(None);
            }
            if text.len() as u64 == LONGEST && text.last() != Some(&b'\n') {
                return Err(self.wrong("it is longer than any case"));
            }
            if !text.trim_ascii().is_empty() {
                return serde_json::from_slice(&storable(&text))
                    .map(Some)
                    .map_err(|error| self.wrong(&reason(&error)));
            }
        }
    }

    /// Returns an error about the line read last.
    fn wrong(&self, what: &str) -> Error {
        Error::refused(format!("{}, line {}: {what}. Nothing was imported.", self.name.display(), self.line))
    }
}

/// Returns serde's message without its own line number, which is always 1.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let column = error.column();
    text.strip_suffix(&format!(" at line {} column {column}", error.line()))
        .map_or(text.clone(), |text| format!("{text} (column {column})"))
}
