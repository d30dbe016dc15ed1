//! What instructions are built from.

use anchor_lang::{
    prelude::Pubkey,
    solana_program::instruction::{AccountMeta, Instruction},
};
use serde_json::Value;

use super::{Members, ToJson, Wide, structs};
use crate::{
    actions::Action,
    instructions::{
        AcceptOffer, Activate, AddIncomeMint, Cancel, ClaimAsset, ClaimCuratorFee, ClaimIncome, ClaimRoyalty,
        CloseIncome, CloseLicense, CloseProposal, CloseStaking, CloseVault, CreateVault, CreateVaultArgs,
        DepositIncome, DepositIncomeArgs, DepositNft, DescribeFraction, DescribeFractionArgs, ExecuteProposal,
        OpenAsks, OpenStaking, PlaceBid, PlaceBidArgs, Propose, ProposeArgs, QuoteVault, Reclaim, Redeem, RedeemArgs,
        SetAsk, SetAskArgs, SetDelegate, SetDelegateArgs, Settle, Stake, StakeArgs, TakeLicense, Unstake, UnstakeArgs,
        Vote, VoteArgs, WithdrawBid, WithdrawVote,
    },
};

structs! {
    PlaceBidArgs { price, fractions, max_cash, max_licensed_until }
    DepositIncomeArgs { amount }
    CreateVaultArgs {
        id, supply, decimals, opening_price, auction_secs, extension_secs, step_bps, curator_fee_bps, floor_bps,
        consent_bps, stake_lock_secs, drip_secs, quorum_bps, threshold_bps, proposal_stake_bps, veto_bps,
        voting_secs, delay_secs, offer_window_secs,
    }
    DescribeFractionArgs { name, symbol, uri }
    RedeemArgs { amount, min_payout }
    SetAskArgs { level }
    SetDelegateArgs { delegate }
    StakeArgs { amount }
    UnstakeArgs { amount }
    ProposeArgs { action }
    VoteArgs { yes }
    PlaceBid { bidder, vault, quote_mint, cash_account, fraction_account, with_asks, args }
    AcceptOffer { vault, with_asks }
    WithdrawBid { bidder, signed, vault, cash_destination, fraction_destination }
    Settle { vault, leader }
    AddIncomeMint { payer, vault, mint }
    DepositIncome { depositor, vault, mint, source, args }
    ClaimIncome { holder, signed, vault, mint, destination }
    CloseIncome {
        vault, mint, opener, with_auction, recipient, recipient_signed, unearned_destination, curator,
        curator_signed, surplus_destination,
    }
    CreateVault { creator, quote_mint, args }
    DescribeFraction { creator, vault, args }
    Activate { creator, vault, destination }
    Cancel { creator, vault }
    Reclaim { holder, vault, fraction_source }
    CloseVault { creator, vault, curator, curator_signed, opener, surplus_destination }
    Redeem { holder, vault, fraction_source, cash_destination, args }
    ClaimRoyalty { payee, signed, vault, creator, nft_mint, cash_destination }
    ClaimCuratorFee { curator, signed, vault, cash_destination }
    OpenStaking { payer, vault }
    Stake { holder, vault, fraction_source, with_asks, args }
    Unstake { holder, vault, fraction_destination, with_asks, args }
    OpenAsks { payer, vault }
    SetAsk { authority, holder, vault, args }
    SetDelegate { holder, vault, args }
    CloseStaking { vault, pool_opener, asks_opener }
    QuoteVault { vault, with_asks, with_auction }
    Propose { proposer, vault, number, args }
    Vote { authority, holder, vault, number, args }
    WithdrawVote { authority, holder, vault, number, payer }
    ExecuteProposal { executor, vault, number, license, income_mint }
    CloseProposal { vault, number, proposer }
    TakeLicense { licensee, vault, number, quote_mint, cash_source }
    CloseLicense { vault, number, opener }
}

/// How a programmable NFT moves: its rule set, if it has one.
struct Programmable<'a>(&'a Option<Pubkey>);

impl ToJson for Programmable<'_> {
    fn to_json(&self, wide: Wide) -> Value {
        Members::new(wide).with("rule_set", self.0).done()
    }
}

impl ToJson for DepositNft {
    fn to_json(&self, wide: Wide) -> Value {
        let Self { creator, vault, nft_mint, source, programmable } = self;
        Members::new(wide)
            .with("creator", creator)
            .with("vault", vault)
            .with("nft_mint", nft_mint)
            .with("source", source)
            .with("programmable", &programmable.as_ref().map(Programmable))
            .done()
    }
}

impl ToJson for ClaimAsset {
    fn to_json(&self, wide: Wide) -> Value {
        let Self { payer, vault, creator, recipient, signed, nft_mint, destination, programmable } = self;
        Members::new(wide)
            .with("payer", payer)
            .with("vault", vault)
            .with("creator", creator)
            .with("recipient", recipient)
            .with("signed", signed)
            .with("nft_mint", nft_mint)
            .with("destination", destination)
            .with("programmable", &programmable.as_ref().map(Programmable))
            .done()
    }
}

/// As `@solana/kit` has it: `role` is 1 for a writable account, 2 more for a signer.
impl ToJson for AccountMeta {
    fn to_json(&self, wide: Wide) -> Value {
        let role = u8::from(self.is_writable) + 2 * u8::from(self.is_signer);
        Members::new(wide).with("address", &self.pubkey).with("role", &role).done()
    }
}

/// As `@solana/kit` has it.
impl ToJson for Instruction {
    fn to_json(&self, wide: Wide) -> Value {
        let Self { program_id, accounts, data } = self;
        Members::new(wide).with("program_address", program_id).with("accounts", accounts).with("data", data).done()
    }
}

impl<Q: ToJson> ToJson for Action<Q> {
    fn to_json(&self, wide: Wide) -> Value {
        let Self { instructions, quote, compute_units } = self;
        Members::new(wide)
            .with("instructions", instructions)
            .with("quote", quote)
            .with("compute_units", compute_units)
            .done()
    }
}
