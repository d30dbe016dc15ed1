//! # A multisig
//!
//! The shape that multisigs on Solana share: members and a threshold, and a treasury, which is an address without data that the program
//! signs for. A member proposes a transaction, a list of calls; when enough members have approved it, any member executes it, and the
//! program makes the calls with the treasury's signature.
//!
//! It is here for what a vault sees of it: a party that is an address of another program. The treasury holds SOL, tokens and NFTs, and can
//! be everything a wallet can be: creator, curator, bidder, holder. The account of the multisig itself can be none of these, since it has
//! data and pays for nothing.
//!
//! What a real one adds is left out: changing the members, time locks, spending limits, several treasuries.

mod instructions;
mod state;

use anchor_lang::prelude::*;

pub use instructions::*;
pub use state::*;

declare_id!("MsigExamp1e11111111111111111111111111111111");

/// Seeds of the addresses of the program.
pub mod seeds {
    /// `["multisig", create_key]`: a multisig.
    pub const MULTISIG: &[u8] = b"multisig";
    /// `["treasury", multisig]`: its treasury, which holds what it owns and signs.
    pub const TREASURY: &[u8] = b"treasury";
    /// `["transaction", multisig, number]`: a transaction of it.
    pub const TRANSACTION: &[u8] = b"transaction";
}

/// Why the program refuses.
#[error_code]
#[derive(PartialEq, Eq)]
pub enum MultisigError {
    /// No members, too many, or one of them twice.
    #[msg("A multisig has 1 to 10 members, all different")]
    WrongMembers,
    /// A threshold that nobody or everybody reaches.
    #[msg("The threshold is at least 1 and at most the number of members")]
    WrongThreshold,
    /// The signer is not a member.
    #[msg("Only a member may do this")]
    NotAMember,
    /// A transaction without calls.
    #[msg("A transaction has at least one call")]
    NoCalls,
    /// A call of the multisig by itself.
    #[msg("A transaction cannot call the multisig itself")]
    CallsItself,
    /// The member has approved already.
    #[msg("A member approves a transaction once")]
    ApprovedAlready,
    /// The transaction was executed before.
    #[msg("A transaction is executed once")]
    ExecutedAlready,
    /// The transaction was not executed.
    #[msg("The transaction was not executed yet")]
    NotExecuted,
    /// Too few members have approved.
    #[msg("The transaction needs more approvals")]
    NotApproved,
    /// The transaction is of another multisig.
    #[msg("The transaction must be of the multisig")]
    TransactionOfAnotherMultisig,
    /// The rent goes to who paid it.
    #[msg("The rent of a transaction goes to the member who proposed it")]
    NotTheProposer,
    /// A count is at its end.
    #[msg("A number is too large")]
    Overflow,
}

/// The instructions.
#[program]
pub mod multisig {
    use super::*;

    /// Makes a multisig; anyone may.
    pub fn create_multisig<'info>(ctx: Context<'info, CreateMultisig<'info>>, args: CreateMultisigArgs) -> Result<()> {
        CreateMultisig::handle(ctx, args)
    }

    /// Proposes a list of calls; by a member, who pays for its account.
    pub fn propose<'info>(ctx: Context<'info, Propose<'info>>, calls: Vec<Call>) -> Result<()> {
        Propose::handle(ctx, calls)
    }

    /// Approves a transaction; by a member.
    pub fn approve<'info>(ctx: Context<'info, Approve<'info>>) -> Result<()> {
        Approve::handle(ctx)
    }

    /// Makes the calls of a transaction that enough members have approved, with the treasury's signature; by a member.
    pub fn execute<'info>(ctx: Context<'info, Execute<'info>>) -> Result<()> {
        Execute::handle(ctx)
    }

    /// Closes a transaction that was executed: its rent goes to who proposed it; by anyone.
    pub fn close_transaction<'info>(ctx: Context<'info, CloseTransaction<'info>>) -> Result<()> {
        CloseTransaction::handle(ctx)
    }
}
