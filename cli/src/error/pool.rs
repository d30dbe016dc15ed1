//! What a pool does not allow.

use {super::CliError, mosaic_client::pools::PoolError};

impl From<PoolError> for CliError {
    fn from(error: PoolError) -> Self {
        let debug = format!("{error:?}");
        let name: String = debug.chars().take_while(char::is_ascii_alphanumeric).collect();
        Self::new(error.to_string(), hint(&error)).named(name)
    }
}

fn hint(error: &PoolError) -> &'static str {
    match error {
        PoolError::NoPool { .. } => "Compare --url with the network you mean, or make one: mosaic pool create.",
        PoolError::UnknownExchange { .. } | PoolError::Malformed { .. } | PoolError::OtherCurve { .. } => {
            "Name a pool of constant product at Token Swap or Raydium CP-Swap, by the pool's own address."
        }
        PoolError::OtherMints { .. } => "Compare the pool with the mints that mosaic vault show prints.",
        PoolError::PoolExists { .. } => "Add liquidity to it: mosaic pool add.",
        PoolError::NoConfig { .. } => "Name another one with --config, and compare --url with the network you mean.",
        PoolError::Closed { .. } => "Wait, or ask who runs the exchange; what is in the pool stays there.",
        PoolError::Empty => "Make another pool: mosaic pool create.",
        PoolError::TooSmall => "Name more.",
        PoolError::TooLarge => "Name less.",
        PoolError::FeeTooLarge { .. } => "Pools take 0.3% or so.",
        PoolError::SlippageTooLarge { .. } => "Name what you would accept, such as 0.5%.",
        PoolError::NotEnoughShares { .. } => {
            "Give back at most what the wallet has; leave the amount out for all of it."
        }
    }
}
