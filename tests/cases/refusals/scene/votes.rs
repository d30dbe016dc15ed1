//! The instructions of proposals, votes, licences and offers, with the accounts and signers of the stages.

use {
    super::{FIRST_FRACTIONS, LEADING_FRACTIONS, Lot},
    anchor_lang::prelude::Pubkey,
    mosaic_client::{
        instructions::{
            AcceptOffer, CloseLicense, CloseProposal, ExecuteProposal, PlaceBid, Propose, ProposeArgs, TakeLicense,
            Vote, VoteArgs, WithdrawVote,
        },
        pda,
        state::Action,
    },
};

/// Number of the holder's proposal to grant the leader a licence.
pub const GRANT: u64 = 0;
/// Number of the proposal to end that licence.
pub const END: u64 = 1;
/// Number of the proposal to make the stranger the curator.
pub const CURATOR: u64 = 2;
/// Number of the proposal to change the terms of the auction.
pub const TERMS: u64 = 3;
/// Number of the proposal to take gold as income.
pub const INCOME_MINT: u64 = 4;
/// Number of the proposal to record a decision.
pub const DECISION: u64 = 5;
/// Every proposal of [`Stage::Proposed`](super::Stage::Proposed), one of each kind.
pub const PROPOSALS: [u64; 6] = [GRANT, END, CURATOR, TERMS, INCOME_MINT, DECISION];

/// Seconds of a vote.
pub const VOTING_SECS: i64 = 3 * 86_400;
/// Seconds between a vote and what it decided.
pub const DELAY_SECS: i64 = 86_400;
/// Seconds in which what was decided can be executed, and a licence be accepted.
pub const EXECUTION_SECS: i64 = 14 * 86_400;
/// Least stake that may propose: one per cent of the supply.
pub const PROPOSAL_STAKE: u64 = 10_000;
/// Fee of the licence for each term, in raw quote units.
pub const FEE: u64 = 70_000;
/// Seconds of a term of the licence.
pub const TERM_SECS: u32 = 30 * 86_400;
/// Price of the first offer, which is exceeded.
pub const OFFER: u64 = 800_000;
/// Price of the better offer.
pub const BETTER_OFFER: u64 = 900_000;
/// Seconds for which an offer is open.
pub const OFFER_WINDOW_SECS: i64 = 14 * 86_400;

impl Lot<'_> {
    /// The licence that executing the proposal of that number grants.
    pub fn license(&self, number: u64) -> Pubkey {
        pda::license(&self.vault, number)
    }

    /// A licence for the leader.
    pub fn grant(&self, fee: u64, term_secs: u32, exclusive: bool) -> Action {
        Action::GrantLicense {
            licensee: self.cast.leader.pubkey(),
            terms_uri: "https://example.com/terms".to_owned(),
            terms_hash: [1; 32],
            fee,
            term_secs,
            exclusive,
        }
    }

    /// What the proposal of that number does, of [`PROPOSALS`].
    pub fn action(&self, number: u64) -> Action {
        match number {
            GRANT => self.grant(FEE, TERM_SECS, false),
            END => Action::EndLicense { license: self.license(GRANT) },
            CURATOR => Action::SetCurator { curator: self.cast.stranger.pubkey(), fee_bps: 200 },
            TERMS => Action::SetAuctionTerms { auction_secs: 86_400, extension_secs: 86_400, step_bps: 100 },
            INCOME_MINT => Action::AddIncomeMint { mint: self.cast.gold },
            _ => Action::Resolve { uri: "https://example.com/decision".to_owned(), hash: [2; 32] },
        }
    }

    /// By the holder, as are the next two.
    pub fn propose(&self, number: u64, action: Action) -> Propose {
        let proposer = self.cast.holder.pubkey();
        Propose { proposer, vault: self.vault, number, args: ProposeArgs { action } }
    }

    pub fn vote(&self, number: u64, yes: bool) -> Vote {
        let holder = self.cast.holder.pubkey();
        Vote { authority: holder, holder, vault: self.vault, number, args: VoteArgs { yes } }
    }

    pub fn withdraw_vote(&self, number: u64) -> WithdrawVote {
        let holder = self.cast.holder.pubkey();
        WithdrawVote { authority: holder, holder, vault: self.vault, number, payer: holder }
    }

    /// Of one of [`PROPOSALS`], by the stranger.
    pub fn execute(&self, number: u64) -> ExecuteProposal {
        self.execute_action(number, &self.action(number))
    }

    /// With the accounts that the action needs, by the stranger.
    pub fn execute_action(&self, number: u64, action: &Action) -> ExecuteProposal {
        let license = match action {
            Action::GrantLicense { .. } => Some(self.license(number)),
            Action::EndLicense { license } => Some(*license),
            _ => None,
        };
        let income_mint = if let Action::AddIncomeMint { mint } = action { Some(*mint) } else { None };
        let executor = self.cast.stranger.pubkey();
        ExecuteProposal { executor, vault: self.vault, number, license, income_mint }
    }

    pub fn close_proposal(&self, number: u64) -> CloseProposal {
        CloseProposal { vault: self.vault, number, proposer: self.cast.holder.pubkey() }
    }

    /// By the leader.
    pub fn take_license(&self, number: u64) -> TakeLicense {
        let licensee = &self.cast.leader;
        TakeLicense {
            licensee: licensee.pubkey(),
            vault: self.vault,
            number,
            quote_mint: self.cast.quote,
            cash_source: self.cast.cash(licensee),
        }
    }

    pub fn close_license(&self, number: u64) -> CloseLicense {
        CloseLicense { vault: self.vault, number, opener: self.cast.stranger.pubkey() }
    }

    /// By the opener.
    pub fn first_offer(&self) -> PlaceBid {
        self.bid(&self.cast.opener, OFFER, FIRST_FRACTIONS)
    }

    /// By the leader.
    pub fn better_offer(&self) -> PlaceBid {
        self.bid(&self.cast.leader, BETTER_OFFER, LEADING_FRACTIONS)
    }

    pub fn accept_offer(&self) -> AcceptOffer {
        AcceptOffer { vault: self.vault, with_asks: self.stage.has_asks() }
    }
}
