//! Parses the arguments, runs one subcommand, and ends with its exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    gavel::cli::main()
}
