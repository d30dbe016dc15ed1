//! A local network for tests: `mosaic localnet` as a process.

use {
    serde_json::{Deserializer, Value},
    solana_commitment_config::CommitmentConfig,
    solana_rpc_client::nonblocking::rpc_client::RpcClient,
    std::{
        fs,
        net::TcpListener,
        os::unix::process::CommandExt,
        path::{Path, PathBuf},
        process::{Child, Command, Stdio},
    },
};

/// A running network. It ends when this is dropped.
pub struct Network {
    /// The process.
    pub process: Child,
    /// localnet.json.
    pub description: Value,
    /// Its folder.
    pub folder: PathBuf,
}

impl Network {
    /// Starts a network in a folder of that name, on ports nobody uses.
    ///
    /// # Panics
    /// If it does not start; what it printed says why.
    pub fn start(name: &str, arguments: &[&str]) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("localnet").join(name);
        let _ = fs::remove_dir_all(&folder);
        let (port, ws_port) = free_ports();
        let mut process = command(port, ws_port, &folder)
            .arg("--json")
            .args(arguments)
            .stdout(Stdio::piped())
            .process_group(0)
            .spawn()
            .unwrap_or_else(|error| panic!("cannot run mosaic: {error}"));
        let stdout = process.stdout.take().expect("is piped");
        let description = Deserializer::from_reader(stdout).into_iter().next();
        let description = description.expect("the network ended early").expect("localnet.json");
        Self { process, description, folder }
    }

    /// A text of localnet.json.
    pub fn text(&self, pointer: &str) -> &str {
        let found = self.description.pointer(pointer).and_then(Value::as_str);
        found.unwrap_or_else(|| panic!("no text at {pointer}"))
    }

    /// Reads what was executed last.
    pub fn rpc(&self) -> RpcClient {
        RpcClient::new_with_commitment(self.text("/rpcUrl").to_owned(), CommitmentConfig::processed())
    }
}

impl Drop for Network {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// `mosaic localnet` on these ports.
pub fn command(port: u16, ws_port: u16, folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mosaic"));
    command.args(["localnet", "--port", &port.to_string(), "--ws-port", &ws_port.to_string(), "--dir"]).arg(folder);
    command
}

/// Two ports nobody listens at.
pub fn free_ports() -> (u16, u16) {
    let listeners = [(); 2].map(|()| TcpListener::bind("127.0.0.1:0").expect("a free port"));
    let [port, ws_port] = listeners.map(|listener| listener.local_addr().expect("a bound port").port());
    (port, ws_port)
}
