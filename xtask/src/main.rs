//! Chores of the workspace: `cargo run -p xtask -- CHORE`.

mod arrows;
mod bench_process;

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let chore = arguments.next();
    let rest: Vec<String> = arguments.collect();
    let outcome = match chore.as_deref() {
        Some("arrows") => arrows::run(),
        Some("bench-process") => bench_process::run(&rest),
        _ => {
            eprintln!("usage: cargo run -p xtask -- arrows|bench-process");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}
