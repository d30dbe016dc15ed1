//! The engine: finding or building it, starting it, ending it.

use {
    super::{LocalnetArgs, checkout, error::LocalnetError},
    serde_json::Value,
    std::{
        env,
        net::{Ipv4Addr, TcpListener},
        path::{Path, PathBuf},
        process::Stdio,
        time::Duration,
    },
    tokio::{
        io::{AsyncBufReadExt, BufReader},
        process::{Child, ChildStdin, ChildStdout, Command},
        time::timeout,
    },
};

/// Name of the engine's program.
const NAME: &str = "mosaic-localnet";
/// Names an engine to be used.
const VARIABLE: &str = "MOSAIC_LOCALNET_ENGINE";
/// How long the engine may take until it is ready.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running engine. It ends when this is dropped, and with this process in any case.
pub struct Engine {
    child: Child,
    /// Kept apart from the child, which closes it where it is waited for.
    stdin: Option<ChildStdin>,
}

impl Engine {
    /// Finds the engine, builds it if need be, and starts it with its clock at a time in Unix seconds.
    ///
    /// # Errors
    /// [`LocalnetError::Port`], [`LocalnetError::NoEngine`], [`LocalnetError::Build`], [`LocalnetError::Engine`],
    /// [`LocalnetError::Ended`], [`LocalnetError::NotReady`]
    pub async fn start(args: &LocalnetArgs, start_time: i64) -> Result<Self, LocalnetError> {
        check_port(args.port, "--port")?;
        check_port(args.ws_port, "--ws-port")?;
        let path = find().await?;
        let mut command = Command::new(&path);
        command
            .args(["--port", &args.port.to_string(), "--ws-port", &args.ws_port.to_string()])
            .args(["--clock-speed", &args.clock_speed.to_string(), "--start-time", &start_time.to_string()])
            // We never write to it: it ends with us, however we end.
            .arg("--until-stdin-closes")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // Ctrl-C is for us: we end it then.
            .process_group(0)
            .kill_on_drop(true);
        let mut child = command.spawn().map_err(|reason| LocalnetError::Engine { path, reason })?;
        let ready = match child.stdout.take() {
            Some(stdout) => timeout(PATIENCE, says_ready(stdout)).await,
            None => Ok(false),
        };
        match ready {
            Ok(true) => Ok(Self { stdin: child.stdin.take(), child }),
            Ok(false) => Err(LocalnetError::Ended { status: child.wait().await.ok() }),
            Err(_) => Err(LocalnetError::NotReady { seconds: PATIENCE.as_secs() }),
        }
    }

    /// Waits until the engine ends by itself, and says how.
    pub async fn ended(&mut self) -> LocalnetError {
        LocalnetError::Ended { status: self.child.wait().await.ok() }
    }

    /// Ends it and waits until its ports are free.
    pub async fn end(mut self) {
        drop(self.stdin.take());
        if timeout(Duration::from_secs(2), self.child.wait()).await.is_err() {
            // Nothing is lost: the network is not kept.
            let _ = self.child.kill().await;
        }
    }
}

/// Waits for the line that says so; false if the engine's output ends without it.
async fn says_ready(stdout: ChildStdout) -> bool {
    let mut lines = BufReader::new(stdout).lines();
    while let Ok(Some(line)) = lines.next_line().await {
        let said: Option<Value> = serde_json::from_str(&line).ok();
        if said.is_some_and(|said| said["ready"] == true) {
            return true;
        }
    }
    false
}

async fn find() -> Result<PathBuf, LocalnetError> {
    if let Some(path) = env::var_os(VARIABLE).map(PathBuf::from) {
        return if path.is_file() { Ok(path) } else { Err(LocalnetError::NoEngine { at: Some(path) }) };
    }
    let file = format!("{NAME}{}", env::consts::EXE_SUFFIX);
    let beside = env::current_exe().ok().and_then(|own| Some(own.parent()?.join(&file)));
    if let Some(path) = beside.filter(|path| path.is_file()) {
        return Ok(path);
    }
    let root = checkout::root().ok_or(LocalnetError::NoEngine { at: None })?;
    build(&root).await?;
    Ok(root.join("target/localnet/debug").join(file))
}

/// Builds the engine where it is not up to date.
async fn build(root: &Path) -> Result<(), LocalnetError> {
    let manifest = "localnet/Cargo.toml";
    if !root.join("target/localnet").is_dir() {
        eprintln!("Building the engine of the local network: once, for several minutes.");
    }
    let arguments = ["build", "--locked", "--manifest-path", manifest, "--target-dir", "target/localnet"];
    checkout::cargo(root, &arguments).await
}

fn check_port(port: u16, argument: &'static str) -> Result<(), LocalnetError> {
    let bound = TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    bound.map(drop).map_err(|reason| LocalnetError::Port { port, argument, reason })
}
