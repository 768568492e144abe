//! The door: Gavel and the floor in turn, each kept on one core, with the same requests.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::sleep;

use crate::Error;
use crate::load::{Latencies, closed, open};
use crate::program::{Program, Records};
use crate::report::{median, say};
use crate::requests::{Request, about};

const ROUNDS: usize = 5;
/// The requests of a round.
const REQUESTS: u64 = 30_000;
const CONNECTIONS: usize = 16;
/// The good requests a second of the open loop, and its length.
const EACH_SECOND: u32 = 2_000;
const SECONDS: u32 = 5;

/// The figures of one program; each is a median of the rounds.
pub(super) struct Door {
    /// Seconds of the processor for 10,000 requests.
    pub processor: f64,
    /// Seconds of the processor for 10,000 forged requests.
    pub forged: f64,
    /// Requests a second on one core.
    pub rate: f64,
    /// The latencies of good requests in an open loop: half of them, and 99 of a hundred, were answered within it.
    pub half: Duration,
    pub most: Duration,
    /// The latency within which 99 of a hundred good requests are answered, with as many forged ones beside them.
    pub most_among_forged: Duration,
}

#[derive(Default)]
struct Rounds {
    processor: Vec<f64>,
    forged: Vec<f64>,
    rate: Vec<f64>,
    open: Vec<Latencies>,
    among_forged: Vec<Latencies>,
}

/// Returns the floor's figures and Gavel's.
pub(super) async fn measure(gavel: &str) -> Result<[Door; 2], Error> {
    let directory = tempfile::tempdir()?;
    let (data, log) = (directory.path().join("data"), directory.path().join("log"));
    let floor = Program::floor(18_081).await?;
    let (gavel, _) = Program::gavel(gavel, 18_082, Records::Private(&data), &log, true).await?;
    let mut rounds = [Rounds::default(), Rounds::default()];
    for nth in 0..=ROUNDS {
        for (program, rounds) in [&floor, &gavel].into_iter().zip(&mut rounds) {
            // The first round warms up.
            let mut warm = Rounds::default();
            round(program, if nth == 0 { &mut warm } else { rounds }).await?;
        }
        if let [Some(floor), Some(gavel)] = rounds.each_ref().map(|rounds| rounds.processor.last()) {
            say(&format!("round {nth}: floor {floor:.3} s, gavel {gavel:.3} s, {:.2}", gavel / floor));
        }
    }
    gavel.end().await?;
    Ok(rounds.map(|rounds| Door {
        processor: median(rounds.processor),
        forged: median(rounds.forged),
        rate: median(rounds.rate),
        half: median(rounds.open.iter().map(|all| all.at(0.5))),
        most: median(rounds.open.iter().map(|all| all.at(0.99))),
        most_among_forged: median(rounds.among_forged.iter().map(|all| all.at(0.99))),
    }))
}

/// Shows the processor time of the floor and of Gavel, round by round, good requests and forged ones.
pub(super) async fn compare(gavel: &str, number: usize) -> Result<(), Error> {
    let directory = tempfile::tempdir()?;
    let (data, log) = (directory.path().join("data"), directory.path().join("log"));
    let floor = Program::floor(18_081).await?;
    let (gavel, _) = Program::gavel(gavel, 18_082, Records::Private(&data), &log, true).await?;
    let (mut good, mut forged) = (vec![], vec![]);
    for nth in 0..=number {
        let mut spent_by = [[0.0; 2]; 2];
        for (program, spent_by) in [&floor, &gavel].into_iter().zip(&mut spent_by) {
            *spent_by = [
                spent(program, about(REQUESTS / 3, 0)).await?.0,
                spent(program, about(REQUESTS / 3, 100)).await?.0,
            ];
        }
        let [floor, gavel] = spent_by;
        say(&format!("round {nth}: floor {floor:.3?} s, gavel {gavel:.3?} s"));
        // The first round warms up.
        if nth > 0 {
            good.push(gavel[0] / floor[0]);
            forged.push(gavel[1] / floor[1]);
        }
    }
    say(&format!("ratio {:.3}, all forged {:.3}", median(good), median(forged)));
    gavel.end().await
}

async fn round(program: &Program, rounds: &mut Rounds) -> Result<(), Error> {
    let (processor, rate) = spent(program, about(REQUESTS, 0)).await?;
    rounds.processor.push(processor);
    rounds.rate.push(rate);
    rounds.forged.push(spent(program, about(REQUESTS / 2, 100)).await?.0);
    let good = Arc::new(about(u64::from(EACH_SECOND * SECONDS), 0));
    rounds.open.push(open(program.port, CONNECTIONS, EACH_SECOND, &good).await?);
    let mixed = Arc::new(about(u64::from(2 * EACH_SECOND * SECONDS), 50));
    rounds.among_forged.push(open(program.port, CONNECTIONS, 2 * EACH_SECOND, &mixed).await?);
    Ok(())
}

/// Returns the seconds of the processor for 10,000 of these requests in a closed loop, and the requests a second.
async fn spent(program: &Program, requests: Vec<Request>) -> Result<(f64, f64), Error> {
    #[expect(clippy::cast_precision_loss, reason = "the number of requests is small")]
    let count = requests.len() as f64;
    let before = program.processor()?;
    let rate = closed(program.port, CONNECTIONS, &requests)?;
    // What the last request leaves behind is part of its price.
    sleep(Duration::from_millis(100)).await;
    Ok(((program.processor()? - before).as_secs_f64() / count * 10_000.0, rate))
}
