//! Measures Gavel beside a floor: the least that a server of Discord's interactions must do. Ratios are the result, for
//! they hold on other machines too.
//!
//! `bench run GAVEL COMMIT PAGE` measures, and writes its table into the page. `bench door GAVEL ROUNDS` only compares
//! processor times, for work on the door. `bench scale GAVEL COMMIT PAGE CASES TIMERS` compares an empty database with a full
//! one. `bench floor PORT KEY` is the floor.

mod floor;
mod load;
mod program;
mod report;
mod requests;
mod rounds;
mod scale;
mod start;

use std::process::ExitCode;

/// An error that ends the measurement.
type Error = Box<dyn std::error::Error + Send + Sync>;

/// The text that says how to call this program.
const USAGE: &str = "bench run GAVEL COMMIT PAGE | bench door GAVEL ROUNDS | bench scale GAVEL COMMIT PAGE CASES TIMERS | bench floor PORT KEY; scripts/bench does it all";

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["floor", port, key] => floor::serve(port, key).await,
        ["door", gavel, number] => door(gavel, number).await,
        ["scale", gavel, commit, page, sizes @ ..] => scale(gavel, commit, page, sizes).await,
        ["run", gavel, commit, page] => run(gavel, commit, page).await,
        _ => Err(USAGE.into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report::say(&format!("bench: {error}"));
            ExitCode::FAILURE
        }
    }
}

async fn door(gavel: &str, number: &str) -> Result<(), Error> {
    rounds::compare(gavel, number.parse()?).await
}

async fn scale(gavel: &str, commit: &str, page: &str, sizes: &[&str]) -> Result<(), Error> {
    let [cases, timers] = sizes else { return Err(USAGE.into()) };
    let size = scale::Size { cases: cases.parse()?, timers: timers.parse()? };
    scale::write(page, commit, &scale::measure(gavel, size).await?, size)
}

async fn run(gavel: &str, commit: &str, page: &str) -> Result<(), Error> {
    let measured = (rounds::measure(gavel).await?, start::measure(gavel).await?);
    report::write(page, commit, &measured.0, &measured.1)
}
