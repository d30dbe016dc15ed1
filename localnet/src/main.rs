//! The engine of `mosaic localnet`: a Solana network of one node on surfpool, offline and in memory, whose clock runs
//! at any speed.
//!
//! It knows nothing of Mosaic: `mosaic localnet` starts it, installs the programs over RPC and lives as long as it does.

mod clock;
mod end;
mod network;

use {
    clap::Parser,
    clock::MAX_SPEED,
    end::End,
    serde_json::json,
    std::{net::IpAddr, process::ExitCode},
};

/// Runs a local Solana network: JSON-RPC and websocket, nothing downloaded, nothing kept.
#[derive(Debug, Parser)]
#[command(version)]
pub struct Args {
    /// Address to listen at.
    #[arg(long, default_value = "127.0.0.1")]
    host: IpAddr,
    /// Port of JSON-RPC.
    #[arg(long, default_value_t = 8899)]
    port: u16,
    /// Port of the websocket.
    #[arg(long, default_value_t = 8900)]
    ws_port: u16,
    /// Seconds of the network's clock in a second: 1 is real time, 3600 an hour a second.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=MAX_SPEED))]
    clock_speed: u32,
    /// Where the network's clock starts, in Unix seconds: now, if it is not given.
    #[arg(long)]
    start_time: Option<u32>,
    /// Ends when the standard input does, so that it never outlives who started it.
    #[arg(long)]
    until_stdin_closes: bool,
}

fn main() -> ExitCode {
    let args = Args::parse();
    match end::watch(args.until_stdin_closes).and_then(|ends| run(&args, &ends)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Starts the network and serves it until it is told to end.
fn run(args: &Args, ends: &crossbeam_channel::Receiver<End>) -> Result<(), String> {
    let rpc_url = format!("http://{}:{}", bracketed(args.host), args.port);
    let ws_url = format!("ws://{}:{}", bracketed(args.host), args.ws_port);
    let network = network::start(args)?;
    let ready = || println!("{}", json!({ "ready": true, "rpcUrl": rpc_url, "wsUrl": ws_url }));
    network.serve(ends, ready)
}

/// A host as it stands in URLs and socket addresses.
fn bracketed(host: IpAddr) -> String {
    match host {
        IpAddr::V4(host) => host.to_string(),
        IpAddr::V6(host) => format!("[{host}]"),
    }
}
