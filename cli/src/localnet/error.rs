//! Why there is no local network.

use {
    mosaic_client::{ActionError, ClientError},
    mosaic_harness::fixtures::FixtureError,
    solana_rpc_client::api::client_error::Error as RpcError,
    std::{io, path::PathBuf, process::ExitStatus},
    thiserror::Error,
};

/// Why the local network did not start, or ended.
#[derive(Debug, Error)]
pub enum LocalnetError {
    /// Something else listens at a port.
    #[error("port {port} cannot be used: {reason}")]
    Port {
        /// The port.
        port: u16,
        /// The argument that chooses another.
        argument: &'static str,
        /// What the system said.
        reason: io::Error,
    },
    /// There is no engine, and nothing to build one from.
    #[error("the engine of the local network was not found{}", .at.as_ref().map_or(String::new(), |at| format!(" at {}", at.display())))]
    NoEngine {
        /// Where it was said to be.
        at: Option<PathBuf>,
    },
    /// The engine cannot be run.
    #[error("{} cannot be run: {reason}", .path.display())]
    Engine {
        /// The engine.
        path: PathBuf,
        /// What the system said.
        reason: io::Error,
    },
    /// The engine ended by itself.
    #[error("the engine of the local network ended{}", .status.map_or(String::new(), |status| format!(": {status}")))]
    Ended {
        /// How.
        status: Option<ExitStatus>,
    },
    /// The engine does not say that it is ready.
    #[error("the engine of the local network was not ready within {seconds} seconds")]
    NotReady {
        /// How long it was waited for.
        seconds: u64,
    },
    /// Cargo could not build something.
    #[error("`{command}` failed: {reason}")]
    Build {
        /// What was run.
        command: String,
        /// What came of it.
        reason: String,
    },
    /// There is no bytecode of the program, and nothing to build it from.
    #[error("there is no bytecode of the program")]
    NoProgram,
    /// A file cannot be read or written.
    #[error("{} cannot be used: {reason}", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: io::Error,
    },
    /// The bytecode of a program the network needs cannot be had.
    #[error(transparent)]
    Fixture(#[from] FixtureError),
    /// The engine does not answer as it should.
    #[error("the local network does not answer: {0}")]
    Rpc(#[from] Box<RpcError>),
    /// A transaction of the scene, or a call of the engine, was refused.
    #[error("{step} was refused: {reason}")]
    Refused {
        /// What it was to do.
        step: String,
        /// What the network said.
        reason: String,
    },
    /// The client refuses an action of the scene.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// The signals that end the network cannot be watched.
    #[error("signals cannot be watched: {0}")]
    Signals(io::Error),
    /// The description cannot be printed.
    #[error("the description of the network cannot be printed: {0}")]
    Output(io::Error),
}

impl LocalnetError {
    /// What to do about it.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Port { argument, .. } => format!("end what listens there, or choose another port with {argument}"),
            Self::NoEngine { .. } => {
                "run mosaic from a checkout of the repository, which builds the engine, or name an engine built there \
                 (`cargo build --manifest-path localnet/Cargo.toml`) in the variable MOSAIC_LOCALNET_ENGINE"
                    .to_owned()
            }
            Self::Build { .. } => "the lines above say why; the engine needs a C compiler, make and perl".to_owned(),
            Self::NoProgram => "name it with --program-so, or in the variable MOSAIC_PROGRAM_SO".to_owned(),
            Self::NotReady { .. } | Self::Ended { .. } => {
                "what the engine printed above says why; if nothing does, start it again".to_owned()
            }
            _ => return None,
        };
        Some(hint)
    }
}

impl From<RpcError> for LocalnetError {
    fn from(error: RpcError) -> Self {
        Self::Rpc(Box::new(error))
    }
}

impl From<ActionError<RpcError>> for LocalnetError {
    fn from(error: ActionError<RpcError>) -> Self {
        match error {
            ActionError::Read(error) => error.into(),
            ActionError::Client(error) => error.into(),
        }
    }
}
