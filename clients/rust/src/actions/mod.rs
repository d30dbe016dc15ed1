//! What people do with a vault, each as one call: it reads the accounts, checks what the program would check, and
//! returns the instructions with a quote of what they will do. Nothing is sent.
//!
//! The instructions are in the order in which they must land; [`transactions`](crate::transactions::transactions) puts
//! them into as few transactions as they fit in. An action that takes several can be built again after some of them
//! landed: it then returns what is left to do.

use anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction};

use crate::transactions::{compute_units, with_compute_budget};

mod ask;
mod bid;
mod claim_purchase;
mod close;
mod close_offering;
mod close_staking;
mod close_votes;
mod curator;
mod exit;
mod income;
mod licenses;
mod offering;
mod offers;
mod open;
mod settle;
mod stake;
mod take_back;
pub(crate) mod tokens;
mod votes;

pub use ask::{SetAsk, StakeAndAsk, set_ask, stake_and_ask};
pub use bid::{PlaceBid, bid};
pub use claim_purchase::{ClaimPurchase, claim_purchase};
pub use close::{close, close_with_voters};
pub use close_offering::{CloseOffering, close_offering};
pub use close_votes::{CloseVotes, close_votes};
pub use curator::{LowerCuratorFee, lower_curator_fee};
pub use exit::{Exit, exit};
pub use income::{AddIncomeMint, ClaimIncome, DepositIncome, add_income_mint, claim_income, deposit_income};
pub use licenses::{TakeLicense, accept_license, close_license, renew_license};
pub use offering::{BuyFractions, OpenOffering, buy_fractions, open_offering};
pub use offers::{WithdrawOffer, accept_offer, make_offer, withdraw_offer};
pub use open::{HeldNft, OpenVault, free_vault_id, open_vault};
pub use settle::settle;
pub use stake::{SetDelegate, Stake, Unstake, set_delegate, stake, unstake};
pub use take_back::{cancel, reclaim};
pub use tokens::WrappedSol;
pub use votes::{ExecuteProposal, Propose, Vote, WithdrawVote, execute_proposal, propose, vote, withdraw_vote};

pub use crate::{quotes::Ask, views::Proposals};

/// Instructions, and what they will do.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Action<Q> {
    /// The instructions, in their order, without a compute budget.
    pub instructions: Vec<Instruction>,
    /// What they will do.
    pub quote: Q,
    /// Most compute units they use in sum.
    pub compute_units: u32,
}

impl<Q> Action<Q> {
    pub(crate) fn new(instructions: Vec<Instruction>, quote: Q) -> Self {
        let compute_units = compute_units(&instructions);
        Self { instructions, quote, compute_units }
    }

    /// The action, its transaction limited to the compute units it needs, at a price in micro-lamports per unit (0: no
    /// priority fee). For an action that fits one transaction; those of
    /// [`transactions`](crate::transactions::transactions) get a budget each by
    /// [`Packing::price_per_unit`](crate::transactions::Packing::price_per_unit).
    pub fn with_compute_budget(mut self, price_per_unit: u64) -> Self {
        self.instructions = with_compute_budget(self.instructions, price_per_unit);
        self
    }

    /// Who has to sign, besides the payer of the fee.
    #[must_use]
    pub fn signers(&self) -> Vec<Pubkey> {
        let metas = self.instructions.iter().flat_map(|instruction| &instruction.accounts);
        let mut signers: Vec<_> = metas.filter(|meta| meta.is_signer).map(|meta| meta.pubkey).collect();
        signers.sort();
        signers.dedup();
        signers
    }
}
