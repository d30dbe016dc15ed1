//! What the program says happened.

use serde_json::Value;

use super::{Members, ToJson, Wide, enums, structs};
use crate::events::{Event, EventError, EventHeader};

macro_rules! events {
    ($($name:ident { $($field:ident),* $(,)? })*) => {
        impl ToJson for Event {
            fn to_json(&self, wide: Wide) -> Value {
                match self {
                    $(Self::$name(crate::events::$name { $($field),* }) => {
                        Members::kind(stringify!($name), wide)$(.with(stringify!($field), $field))*.done()
                    })*
                }
            }
        }
    };
}

events! {
    VaultCreated { header, creator, quote_mint, supply, opening_price }
    NftDeposited { header, nft_mint, standard, assets, royalty_weight }
    FractionDescribed { header, metadata }
    VaultCancelled { header, assets }
    VaultActivated { header, supply, assets }
    CuratorFeeLowered { header, curator, previous_bps, fee_bps }
    VaultReclaimed { header, holder, burned }
    AssetClaimed { header, nft_mint, recipient, assets_held }
    VaultClosed { header, surplus_cash, surplus_fractions }
    BidPlaced {
        header, bidder, price, cash, fractions, reserve, consenting, supply, ends_at, escrow_cash,
        escrow_fractions,
    }
    BidWithdrawn { header, bidder, cash, fractions, escrow_cash, escrow_fractions }
    VaultSold { header, winner, price, cash, royalties, curator_fee, proceeds, burned, supply }
    RoyaltyClaimed { header, nft_mint, payee, amount, royalties_left }
    CuratorFeeClaimed { header, curator, amount }
    FractionsRedeemed { header, holder, amount, payout, supply, proceeds_left }
    OfferMade {
        header, bidder, price, cash, fractions, supply, acceptable_at, max_licensed_until, escrow_cash,
        escrow_fractions,
    }
    OfferAccepted { header, bidder, price, reserve, vetoing, supply, ends_at }
    OfferingOpened {
        header, number, supply, amount, start_price, end_price, starts_at, ends_at, wallet_limit, minimum,
    }
    FractionsBought { header, number, buyer, amount, price, cost, sold, raised, certain }
    PurchaseClaimed { header, number, buyer, fractions, refund, delivered, refunded, closed }
    OfferingClosed { header, number, cash, fractions, surplus_cash, surplus_fractions, closed }
    StakingOpened { header, opener }
    FractionsStaked { header, holder, amount, stake, staked, level, locked_until }
    FractionsUnstaked { header, holder, amount, stake, staked, closed }
    AsksOpened { header, opener }
    AskSet { header, holder, authority, level, weight, asking, locked_until }
    DelegateSet { header, holder, delegate }
    StakingClosed { header, surplus_fractions }
    ProposalMade { header, number, proposer, action, supply, ends_at, executable_at, expires_at }
    VoteCast { header, number, holder, yes, weight, all_yes, all_no }
    VoteWithdrawn { header, proposal, holder, weight, counted }
    ProposalExecuted { header, number, kind }
    ProposalClosed { header, number, executed }
    LicenseTaken { header, number, licensee, fee, from, until }
    IncomeMintAdded { header, mint, place }
    IncomeDeposited { header, depositor, mint, amount, waiting, secs, balance }
    IncomeClaimed { header, holder, mint, amount, balance, closed }
    IncomeClosed { header, mint, unearned, surplus, closed }
}

structs! {
    EventHeader { vault, sequence, slot }
}

enums! {
    EventError {
        NotBase64,
        Unknown { discriminator },
        Malformed { name },
        Truncated,
    }
}
