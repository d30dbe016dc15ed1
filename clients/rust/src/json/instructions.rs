//! What instructions are built from.

use anchor_lang::solana_program::instruction::{AccountMeta, Instruction};
use serde_json::Value;

use super::{Members, ToJson, Wide, structs};
use crate::{
    actions::Action,
    instructions::{
        AcceptOffer, Activate, AddIncomeMint, BuyFractions, BuyFractionsArgs, Cancel, ClaimAsset, ClaimCuratorFee,
        ClaimIncome, ClaimPurchase, ClaimRoyalty, CloseIncome, CloseLicense, CloseOffering, CloseProposal,
        CloseStaking, CloseVault, CreateVault, CreateVaultArgs, DepositIncome, DepositIncomeArgs, DepositNft,
        DescribeFraction, DescribeFractionArgs, ExecuteProposal, LowerCuratorFee, LowerCuratorFeeArgs, NftKind,
        OpenAsks, OpenOffering, OpenOfferingArgs, OpenStaking, PlaceBid, PlaceBidArgs, Propose, ProposeArgs,
        QuoteVault, Reclaim, Redeem, RedeemArgs, SetAsk, SetAskArgs, SetDelegate, SetDelegateArgs, Settle, Stake,
        StakeArgs, TakeLicense, Unstake, UnstakeArgs, Vote, VoteArgs, WithdrawBid, WithdrawVote,
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
    LowerCuratorFeeArgs { fee_bps }
    RedeemArgs { amount, min_payout }
    SetAskArgs { level }
    SetDelegateArgs { delegate }
    StakeArgs { amount }
    UnstakeArgs { amount }
    ProposeArgs { action }
    VoteArgs { yes }
    OpenOfferingArgs { amount, start_price, end_price, starts_at, ends_at, wallet_limit, minimum }
    BuyFractionsArgs { amount, max_cost }
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
    LowerCuratorFee { curator, vault, args }
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
    OpenOffering { creator, vault, quote_mint, number, fraction_source, args }
    BuyFractions { buyer, vault, number, cash_source, args }
    ClaimPurchase { buyer, signed, vault, number, fraction_destination, cash_destination }
    CloseOffering {
        creator, creator_signed, vault, number, fraction_destination, cash_destination, curator,
        curator_signed, surplus_destination,
    }
    DepositNft { creator, vault, nft_mint, source, kind }
    ClaimAsset { payer, vault, creator, recipient, signed, nft_mint, destination, kind }
}

impl ToJson for NftKind {
    fn to_json(&self, wide: Wide) -> Value {
        match self {
            Self::Plain => Members::kind("Plain", wide).done(),
            Self::Programmable { rule_set } => Members::kind("Programmable", wide).with("rule_set", rule_set).done(),
            Self::Token2022 => Members::kind("Token2022", wide).done(),
        }
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
