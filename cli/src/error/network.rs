//! What an RPC server, or the way to it, refuses.

use {
    super::{CliError, Failure},
    solana_rpc_client::api::{
        client_error::{Error as RpcError, ErrorKind},
        request::{RpcError as Refusal, RpcResponseErrorData},
    },
};

impl From<RpcError> for CliError {
    fn from(error: RpcError) -> Self {
        match error.kind() {
            ErrorKind::Reqwest(error) => unreachable_server(error),
            ErrorKind::TransactionError(error) => Failure::new(error.clone(), Vec::new()).into(),
            ErrorKind::RpcError(Refusal::RpcResponseError { code, message, data }) => match data {
                RpcResponseErrorData::SendTransactionPreflightFailure(simulated) => match simulated.err.clone() {
                    Some(error) => Failure::new(error.into(), simulated.logs.clone().unwrap_or_default()).into(),
                    None => refused(*code, message),
                },
                RpcResponseErrorData::NodeUnhealthy { .. } => {
                    Self::new("the RPC server is behind the network", "Try again later, or choose another with --url.")
                }
                RpcResponseErrorData::Empty => refused(*code, message),
            },
            ErrorKind::RpcError(Refusal::RpcRequestError(message) | Refusal::ForUser(message)) => Self::new(
                format!("the RPC server refuses: {}", one_line(message)),
                "Compare --url with the network you mean.",
            ),
            ErrorKind::RpcError(Refusal::ParseError(_)) | ErrorKind::SerdeJson(_) => Self::new(
                "the server's answer is none of a Solana RPC server",
                "Compare --url with the address of an RPC server.",
            ),
            ErrorKind::SigningError(error) => Self::new(
                format!("the transaction cannot be signed: {error}"),
                "Name the key that has to sign with --keypair.",
            ),
            ErrorKind::Io(error) => Self::new(
                format!("the RPC server cannot be reached: {}", super::reason(error)),
                "Compare --url with the network you mean, and whether it runs.",
            ),
            ErrorKind::Middleware(error) => Self::new(
                format!("the RPC server cannot be reached: {}", one_line(&error.to_string())),
                "Compare --url with the network you mean, and whether it runs.",
            ),
            ErrorKind::Custom(message) => Self::new(
                format!("the RPC server's answer makes no sense: {}", one_line(message)),
                "Try again, or choose another with --url.",
            ),
        }
    }
}

fn unreachable_server(error: &solana_rpc_client::api::client_error::reqwest::Error) -> CliError {
    let server = error.url().map_or_else(
        || "the RPC server".to_owned(),
        |url| {
            // The rest of an address may be a key.
            let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
            format!("the RPC server at {}{port}", url.host_str().unwrap_or_default())
        },
    );
    if error.is_timeout() {
        return CliError::new(format!("{server} does not answer in time"), "Try again, or choose another with --url.");
    }
    if let Some(status) = error.status() {
        let hint = match status.as_u16() {
            401 | 403 => "This server wants a key of its own, or does not serve you: choose another with --url.",
            429 => "You asked too often: wait, or choose another server with --url.",
            _ => "Compare --url with the address of an RPC server.",
        };
        return CliError::new(format!("{server} refuses with status {status}"), hint);
    }
    if error.is_decode() {
        return CliError::new(
            format!("the answer of {server} is none of a Solana RPC server"),
            "Compare --url with the address of an RPC server.",
        );
    }
    let mut innermost: &dyn std::error::Error = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    let why = one_line(innermost.to_string().split(" (os error").next().unwrap_or_default()).to_lowercase();
    CliError::new(
        format!("{server} cannot be reached: {why}"),
        "Compare --url with the network you mean, and whether it runs; mosaic localnet starts a local one.",
    )
}

fn refused(code: i64, message: &str) -> CliError {
    let hint = if message.to_lowercase().contains("blockhash") {
        "The transaction was too old when it arrived: send it again."
    } else {
        "Compare --url with the network you mean; another server may allow it."
    };
    CliError::new(format!("the RPC server refuses: {} ({code})", one_line(message)), hint)
}

fn one_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().trim().to_owned()
}
