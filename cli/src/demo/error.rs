//! Why the demo ends early.

use {
    super::amount::Amount,
    mosaic_client::{AccountReader, ActionError, ClientError, MosaicError, state::DecodeError},
    mosaic_harness::{Bank, Failure, StartError},
    std::io,
    thiserror::Error,
};

/// Why the demo ends early.
#[derive(Debug, Error)]
pub enum DemoError {
    /// A program that the bank runs cannot be read.
    #[error(transparent)]
    Start(#[from] StartError),
    /// An amount is not what the design says.
    #[error("an amount is off in step {step}: {label} should be {expected}, but is {actual}")]
    AmountOff {
        /// Number of the step.
        step: usize,
        /// What the amount is.
        label: String,
        /// What it should be.
        expected: Amount,
        /// What the bank says.
        actual: Amount,
    },
    /// A transaction failed that should go through.
    #[error("step {step} should go through, but was refused: {failure}")]
    Refused {
        /// Number of the step.
        step: usize,
        /// Why it failed.
        failure: Box<Failure>,
    },
    /// A transaction went through that should be refused.
    #[error("step {step} should be refused with {expected:?}, but went through")]
    NotRefused {
        /// Number of the step.
        step: usize,
        /// The refusal that should have come.
        expected: MosaicError,
    },
    /// A transaction was refused for another reason.
    #[error("step {step} should be refused with {expected:?}, but failed otherwise: {failure}")]
    RefusedOtherwise {
        /// Number of the step.
        step: usize,
        /// The refusal that should have come.
        expected: MosaicError,
        /// The one that came.
        failure: Box<Failure>,
    },
    /// The client cannot do what the story wants.
    #[error("the client refuses an action: {0}")]
    Client(#[from] ActionError<<Bank as AccountReader>::Error>),
    /// The accounts of a vault do not fit together.
    #[error(transparent)]
    Accounts(#[from] ClientError),
    /// An account of the program has another form than the client knows.
    #[error(transparent)]
    Decode(#[from] DecodeError),
    /// The report cannot be written.
    #[error("the report cannot be written: {0}")]
    Output(#[from] io::Error),
}
