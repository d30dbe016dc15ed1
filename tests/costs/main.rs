//! Measures the bytecode and writes, or checks, the generated part of `docs/costs.md`.

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Parser;
use mosaic_client::instructions::RULES_PROGRAM_ID;
use mosaic_harness::{Bank, TokenProgram, rule_sets};

mod measure;
mod table;

/// Runs of every story, each with fresh keys: addresses, and so compute units, differ from run to run.
const RUNS: u64 = 12;

/// Measures what every instruction costs on the bytecode.
#[derive(Parser)]
struct Arguments {
    /// The compiled program.
    #[arg(long, default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/deploy/mosaic.so"))]
    program: PathBuf,
    /// Write the table into docs/costs.md instead of comparing it.
    #[arg(long)]
    write: bool,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(&Arguments::parse()).await {
        Ok(summary) => {
            println!("{summary}");
            ExitCode::SUCCESS
        }
        Err(problems) => {
            eprintln!("{problems}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: &Arguments) -> Result<String, String> {
    let program = &arguments.program;
    let elf = fs::read(program)
        .map_err(|error| format!("{}: {error}; build it with `cargo sbf build` first", program.display()))?;
    let rules = rule_sets::bytecode()?;
    let mut report = table::Report::of(&elf);
    for token_program in [TokenProgram::PToken, TokenProgram::Classic] {
        let options = Bank::options().token_program(token_program).mosaic_bytecode(elf.clone());
        let options = options.bytecode(RULES_PROGRAM_ID, rules.clone());
        let mut bank = options.start().await.map_err(|error| error.to_string())?;
        let samples = if token_program == TokenProgram::PToken { &mut report.p_token } else { &mut report.classic };
        for run in 0..RUNS {
            measure::run(&mut bank, samples, run * 100).await;
        }
        measure::run_under_rules(&mut bank, samples, (RUNS..2 * RUNS).map(|run| run * 100)).await;
        measure::run_offerings(&mut bank, samples, (2 * RUNS..3 * RUNS).map(|run| run * 100)).await;
    }
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
    let read = |name: &str| fs::read_to_string(docs.join(name)).map_err(|error| format!("docs/{name}: {error}"));
    let ceilings = table::Ceilings::parse(&read("cost-ceilings.toml")?)?;
    let (page, file) = (read("costs.md")?, docs.join("costs.md"));
    let fresh = table::replace_generated(&page, &report.render(&ceilings)?)?;
    if arguments.write {
        fs::write(&file, &fresh).map_err(|error| format!("docs/costs.md: {error}"))?;
    }
    let mut problems = report.problems(&ceilings);
    if !arguments.write && fresh != page {
        problems.push("docs/costs.md is stale: run `cargo costs --write` and look at what changed".into());
    }
    if problems.is_empty() {
        Ok(format!("{} rows, every one at or below its ceiling; docs/costs.md is up to date", report.p_token.len()))
    } else {
        Err(problems.join("\n"))
    }
}
