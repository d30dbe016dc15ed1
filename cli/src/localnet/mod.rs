//! `mosaic localnet`: a local network with everything on it that a wallet, an app or a test needs.
//!
//! The network itself is a program of its own ([`engine`], in the folder `localnet` of the repository), because it is
//! built on another release of the runtime. Here it is started, given its programs ([`programs`]), people ([`wallets`])
//! and vaults ([`scene`]), and described ([`description`]).

mod chain;
mod checkout;
mod description;
mod engine;
mod error;
mod programs;
mod scene;
mod wallets;

use {
    crate::show::spinner,
    chain::Chain,
    clap::Args,
    description::Description,
    engine::Engine,
    error::LocalnetError,
    scene::Scene,
    solana_signer::Signer,
    std::{
        future::pending,
        io::{self, Write},
        path::{Path, PathBuf},
        process::ExitCode,
        time::{SystemTime, UNIX_EPOCH},
    },
    tokio::signal::unix::{Signal, SignalKind, signal},
    wallets::Wallets,
};

/// Runs a local network with the program, funded wallets, sample NFTs and a vault in each status.
///
/// Nothing is downloaded and nothing is kept. It runs until Ctrl-C. What is on it is described in the file
/// localnet.json of its folder, where the wallets are too.
#[derive(Debug, Args)]
pub struct LocalnetArgs {
    /// Port of JSON-RPC.
    #[arg(long, default_value_t = 8899)]
    port: u16,
    /// Port of the websocket.
    #[arg(long, default_value_t = 8900)]
    ws_port: u16,
    /// Seconds of the network's clock in a second: 1 is real time, 3600 an hour a second.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=86_400))]
    clock_speed: u32,
    /// Folder for the wallets and localnet.json.
    #[arg(long, default_value = ".mosaic/localnet")]
    dir: PathBuf,
    /// Bytecode of the program; without it, that of the checkout, which is built if need be.
    #[arg(long, env = "MOSAIC_PROGRAM_SO")]
    program_so: Option<PathBuf>,
    /// Print localnet.json instead of the summary once the network is ready.
    #[arg(long)]
    json: bool,
    /// Make no vaults: only programs, wallets, USDC and the two sample NFTs.
    #[arg(long)]
    empty: bool,
}

impl LocalnetArgs {
    fn rpc_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    fn ws_url(&self) -> String {
        format!("ws://127.0.0.1:{}", self.ws_port)
    }
}

/// Runs the network until it is ended.
pub async fn run(args: &LocalnetArgs) -> ExitCode {
    match serve(args).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            if let Some(hint) = error.hint() {
                eprintln!("hint: {hint}");
            }
            ExitCode::FAILURE
        }
    }
}

async fn serve(args: &LocalnetArgs) -> Result<(), LocalnetError> {
    let mut signals = Signals::watch()?;
    let folder =
        std::path::absolute(&args.dir).map_err(|reason| LocalnetError::File { path: args.dir.clone(), reason })?;
    let started = async {
        let bytecode = programs::bytecode(args.program_so.as_deref()).await?;
        let lead = if args.empty { 0 } else { scene::SECONDS };
        Ok::<_, LocalnetError>((bytecode, Engine::start(args, real_time() - lead).await?))
    };
    let (bytecode, mut engine) = tokio::select! {
        started = started => started?,
        () = signals.received() => return Ok(()),
    };
    let ready = async {
        description::remove(&folder)?;
        let description = prepare(args, &folder, &bytecode).await?;
        publish(args, &folder, &description)?;
        pending::<Result<(), LocalnetError>>().await
    };
    let outcome = tokio::select! {
        outcome = ready => outcome,
        () = signals.received() => Ok(()),
        error = engine.ended() => Err(error),
    };
    engine.end().await;
    description::remove(&folder)?;
    outcome
}

/// Puts everything on the network.
async fn prepare(args: &LocalnetArgs, folder: &Path, bytecode: &[u8]) -> Result<Description, LocalnetError> {
    let progress = spinner();
    let (chain, wallets) = (Chain::at(&args.rpc_url()), Wallets::new());
    wallets.write(folder)?;
    progress.set_message("installing the programs");
    chain.pause().await?;
    programs::install(&chain, bytecode, &wallets.deployer.pubkey()).await?;
    progress.set_message("making wallets, USDC and NFTs");
    let scene = Scene::set(&chain, &wallets).await?;
    let mut description = Description::new(args, folder, &wallets);
    description.add_usdc(&scene.usdc);
    description.lookup_table = scene.lookup_table().await?.to_string();
    description.nfts = scene.free_nfts().await?;
    if !args.empty {
        progress.set_message("making a vault in each status");
        description.vaults = Some(scene.play(real_time()).await?);
    }
    chain.resume().await?;
    progress.finish_and_clear();
    Ok(description)
}

/// Tells that the network is ready.
fn publish(args: &LocalnetArgs, folder: &Path, description: &Description) -> Result<(), LocalnetError> {
    description.write(folder)?;
    let text = if args.json { description.json()? } else { description.text(folder) };
    let mut stdout = io::stdout();
    writeln!(stdout, "{text}").and_then(|()| stdout.flush()).map_err(LocalnetError::Output)
}

/// Unix seconds.
fn real_time() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

/// What ends the network: Ctrl-C, SIGTERM, and the end of the terminal.
struct Signals([Signal; 3]);

impl Signals {
    fn watch() -> Result<Self, LocalnetError> {
        let watch = |kind| signal(kind).map_err(LocalnetError::Signals);
        Ok(Self([watch(SignalKind::interrupt())?, watch(SignalKind::terminate())?, watch(SignalKind::hangup())?]))
    }

    async fn received(&mut self) {
        let [interrupt, terminate, hangup] = &mut self.0;
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
            _ = hangup.recv() => {}
        }
    }
}
