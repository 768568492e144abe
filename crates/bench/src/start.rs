//! The start, from exec to the first right answer, and the memory of a server that rests.

use std::time::Duration;

use tokio::time::sleep;

use crate::Error;
use crate::program::{Program, Records};
use crate::report::median;

const STARTS: u16 = 11;
/// The time after which a server rests.
const REST: Duration = Duration::from_secs(3);

/// The figures of starts; each is a median.
pub(super) struct Start {
    /// With a database that is there.
    pub there: Duration,
    /// With a private cluster that was made before.
    pub private: Duration,
    /// Resident memory at rest in KiB, with a database that is there.
    pub memory: u64,
}

/// Measures starts.
pub(super) async fn measure(gavel: &str) -> Result<Start, Error> {
    let directory = tempfile::tempdir()?;
    let (data, log) = (directory.path().join("data"), directory.path().join("log"));
    let (mut there, mut private, mut memory) = (vec![], vec![], vec![]);
    Program::gavel(gavel, 18_090, Records::Private(&data), &log, false).await?.0.end().await?;
    for port in 18_091..18_091 + STARTS {
        let (program, took) = Program::gavel(gavel, port, Records::Private(&data), &log, false).await?;
        private.push(took);
        program.end().await?;
    }
    let (owner, _) = Program::gavel(gavel, 18_090, Records::Private(&data), &log, false).await?;
    let log = directory.path().join("log of the second");
    for port in 18_110..18_110 + STARTS {
        let (program, took) = Program::gavel(gavel, port, Records::There(&data), &log, false).await?;
        there.push(took);
        sleep(REST).await;
        memory.push(program.memory()?);
        program.end().await?;
    }
    owner.end().await?;
    Ok(Start { there: median(there), private: median(private), memory: median(memory) })
}
