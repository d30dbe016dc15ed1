//! People who run `mosaic`.

use {
    crate::network::Network,
    serde_json::{Value, json},
    solana_rpc_client::api::request::RpcRequest,
    std::process::{Command, Output, Stdio},
};

/// Somebody with a wallet on a local network.
#[derive(Clone, Copy)]
pub struct Person<'a> {
    network: &'a Network,
    name: &'a str,
}

/// What came of a command.
pub struct Ran {
    /// Exit code.
    pub code: Option<i32>,
    /// What it printed.
    pub out: String,
    /// What it complained of.
    pub errors: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Self { code: output.status.code(), out: text(output.stdout), errors: text(output.stderr) }
    }
}

impl<'a> Person<'a> {
    /// The owner of a wallet of the network.
    pub fn new(network: &'a Network, name: &'a str) -> Self {
        Self { network, name }
    }

    /// Its address.
    pub fn address(&self) -> &'a str {
        self.network.text(&format!("/wallets/{}/address", self.name))
    }

    /// Runs a command with its key.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        let key = self.network.text(&format!("/wallets/{}/keypair", self.name));
        let mut all = arguments.to_vec();
        all.extend(["--keypair", key]);
        run(self.network, &all)
    }

    /// Runs what has to succeed; what it printed.
    pub fn does(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_eq!(ran.code, Some(0), "{} {arguments:?}: {}{}", self.name, ran.out, ran.errors);
        assert_eq!(ran.errors, "", "{} {arguments:?}", self.name);
        ran.out
    }

    /// Runs what has to succeed, for a document.
    pub fn gets(&self, arguments: &[&str]) -> Value {
        let mut all = arguments.to_vec();
        all.extend(["--output", "json"]);
        document(&self.does(&all))
    }

    /// Runs what has to fail: one sentence, a hint, no trace of our insides.
    pub fn is_refused(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_refused(&ran, arguments);
        ran.errors
    }
}

/// Runs a command on the network.
pub fn run(network: &Network, arguments: &[&str]) -> Ran {
    let mut mosaic = Command::new(env!("CARGO_BIN_EXE_mosaic"));
    mosaic.args(arguments).args(["--url", network.text("/rpcUrl")]);
    mosaic.env("HOME", &network.folder).env("RUST_BACKTRACE", "1").env_remove("MOSAIC_KEYPAIR").stdin(Stdio::null());
    mosaic.output().unwrap_or_else(|error| panic!("cannot run mosaic: {error}")).into()
}

/// A command was refused as commands are.
pub fn assert_refused(ran: &Ran, arguments: &[&str]) {
    assert_eq!(ran.code, Some(1), "{arguments:?}: {}{}", ran.out, ran.errors);
    let lines: Vec<_> = ran.errors.lines().collect();
    assert!(lines.len() > 1 && lines[0].starts_with("error: ") && lines[1].starts_with("hint: "), "{}", ran.errors);
    for inside in ["panicked", "backtrace", "RpcError", "Error {", "InstructionError"] {
        assert!(!ran.errors.contains(inside), "{}", ran.errors);
    }
}

/// A document that was printed.
pub fn document(printed: &str) -> Value {
    serde_json::from_str(printed).unwrap_or_else(|error| panic!("{error}: {printed}"))
}

/// A text in a document.
pub fn text<'a>(document: &'a Value, pointer: &str) -> &'a str {
    document.pointer(pointer).and_then(Value::as_str).unwrap_or_else(|| panic!("no text at {pointer} of {document:#}"))
}

/// The address of a vault of the scene.
pub fn vault<'a>(network: &'a Network, name: &str) -> &'a str {
    network.text(&format!("/vaults/{name}/address"))
}

/// Moves the network's clock to a time in Unix seconds.
pub fn travel_to(network: &Network, time: i64) {
    call(network, "surfnet_timeTravel", json!([{ "absoluteTimestamp": time * 1_000 }]));
}

/// Calls a method that only the engine of the local network has.
pub fn call(network: &Network, method: &'static str, parameters: Value) {
    let request = RpcRequest::Custom { method };
    wait(async { network.rpc().send::<Value>(request, parameters).await }).unwrap();
}

/// Waits for an answer of the network.
pub fn wait<T>(answer: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(answer)
}

/// The time on the network's clock, as a vault's view has it.
pub fn now(somebody: Person, vault: &str) -> i64 {
    text(&somebody.gets(&["vault", "show", vault]), "/vault/now").parse().unwrap()
}

/// Moves the network's clock on by so many seconds.
pub fn pass(somebody: Person, vault: &str, seconds: i64) {
    travel_to(somebody.network, now(somebody, vault) + seconds);
}
