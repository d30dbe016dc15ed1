//! `mosaic`: the command line of Mosaic.

mod demo;

use {
    clap::{Parser, Subcommand},
    std::process::ExitCode,
};

/// Mosaic: NFTs owned by many.
#[derive(Debug, Parser)]
#[command(name = "mosaic", version, arg_required_else_help = true)]
struct Cli {
    #[command(flatten)]
    color: colorchoice_clap::Color,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Demo(demo::DemoArgs),
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    cli.color.write_global();
    match cli.command {
        Command::Demo(args) => demo::run(&args).await,
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
