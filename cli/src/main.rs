//! `mosaic`: the command line of Mosaic.

mod amount;
mod app;
mod commands;
mod demo;
mod error;
mod localnet;
mod network;
mod options;
mod show;
mod time;
mod vault;

use {
    app::App,
    clap::{CommandFactory, Parser, Subcommand},
    commands::{Commands, Completions},
    error::CliError,
    options::{Options, Output},
    std::process::ExitCode,
};

/// Mosaic: NFTs owned by many.
#[derive(Debug, Parser)]
#[command(name = "mosaic", version, arg_required_else_help = true)]
struct Cli {
    #[command(flatten)]
    color: colorchoice_clap::Color,
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    #[command(flatten)]
    Action(Commands),
    Demo(demo::DemoArgs),
    Localnet(localnet::LocalnetArgs),
    Completions(Completions),
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    cli.color.write_global();
    match cli.command {
        Command::Demo(args) => demo::run(&args).await,
        Command::Localnet(args) => localnet::run(&args).await,
        Command::Completions(args) => told(args.print(Cli::command()).map_err(CliError::from), Output::Table),
        Command::Action(command) => {
            let output = cli.options.output;
            told(act(command, cli.options).await, output)
        }
    }
}

async fn act(command: Commands, options: Options) -> Result<(), CliError> {
    command.run(&App::new(options)?).await
}

/// 0, or after an error that was told 1; 2 is for wrong arguments.
fn told(result: Result<(), CliError>, output: Output) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.is_closed_pipe() => ExitCode::SUCCESS,
        Err(error) => {
            anstream::eprintln!("{error}");
            if output == Output::Json {
                anstream::println!("{:#}", serde_json::json!({ "error": error }));
            }
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use {super::*, clap::CommandFactory};

    #[test]
    fn the_arguments_do_not_contradict_each_other() {
        Cli::command().debug_assert();
    }
}
