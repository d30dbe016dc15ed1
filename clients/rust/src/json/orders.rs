//! What actions are asked for.

use crate::actions::{
    AddIncomeMint, BuyFractions, ClaimIncome, ClaimPurchase, CloseOffering, CloseVotes, DepositIncome, ExecuteProposal,
    Exit, HeldNft, LowerCuratorFee, OpenOffering, OpenVault, PlaceBid, Propose, SetAsk, SetDelegate, Stake,
    StakeAndAsk, TakeLicense, Unstake, Vote, WithdrawOffer, WithdrawVote, WrappedSol,
};

use super::{structs, texts};

texts! { WrappedSol }

structs! {
    SetAsk { vault, authority, holder, ask }
    StakeAndAsk { stake, ask }
    PlaceBid { vault, bidder, price, fractions, max_cash, sol }
    CloseVotes { vault, authority, proposals, voters }
    Exit { vault, wallet, nft_mints, sol, proposals }
    LowerCuratorFee { vault, curator, fee_bps }
    AddIncomeMint { vault, payer, mint }
    DepositIncome { vault, depositor, mint, amount, sol }
    ClaimIncome { vault, holder, payer, mints, sol }
    TakeLicense { vault, number, licensee, sol }
    WithdrawOffer { vault, bidder, sol }
    OpenOffering {
        vault, creator, amount, start_price, end_price, starts_at, ends_at, wallet_limit, minimum,
    }
    BuyFractions { vault, number, buyer, amount, max_cost, sol }
    ClaimPurchase { vault, number, buyer, payer, sol }
    CloseOffering { vault, number, payer }
    HeldNft { mint, token }
    OpenVault { creator, id, quote_mint, supply, decimals, terms, nfts, description }
    Stake { vault, holder, amount }
    Unstake { vault, holder, amount }
    SetDelegate { vault, holder, delegate }
    Propose { vault, proposer, action }
    Vote { vault, number, authority, holder, yes }
    WithdrawVote { vault, number, authority, holder }
    ExecuteProposal { vault, number, executor }
}
