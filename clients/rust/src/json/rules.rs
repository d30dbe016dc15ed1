//! What the rules take and return.

use mosaic_core::{
    Ledger, RuleError, Status, Terms,
    asks::Ask,
    auction::{Escrowed, Move, Order, Placed, Round},
    income::{Share, Stream},
    license::{License, Rights},
    offering::{Bought, Claimed, Closed, Offering, Plan, Purchase},
    reserve::Reserve,
    split::Split,
    votes::{Ballot, Phase, Poll},
};

use super::{enums, structs, texts};

texts! { Phase RuleError Status }

enums! {
    Move {
        In(value),
        Out(value),
    }
}

structs! {
    Ask { level, weight }
    Escrowed { cash, fractions }
    Order { price, fractions, max_cash }
    Round { status, supply, reserve, leading_price, ends_at }
    Placed { escrowed, cash, fractions, ends_at }
    Stream { balance, amount, released, secs, elapsed, per_fraction, rest }
    Share { entry, owed }
    Ledger { cash, bids_cash, proceeds, royalties, curator_fee, fractions }
    License { fee, term_secs, exclusive, ended, offered_until, from, until }
    Rights { licensed_until, exclusive_until }
    Reserve { price, level, consenting }
    Split { royalties, curator_fee, proceeds }
    Terms {
        opening_price, auction_secs, extension_secs, step_bps, curator_fee_bps, floor_bps, consent_bps,
        stake_lock_secs, drip_secs, quorum_bps, threshold_bps, proposal_stake_bps, veto_bps, voting_secs,
        delay_secs, offer_window_secs,
    }
    Plan { supply, amount, start_price, end_price, starts_at, ends_at, wallet_limit, minimum }
    Offering { plan, sold, raised, highest_price, delivered, refunded, closed }
    Purchase { fractions, delivered, cost }
    Bought { price, cost, purchase, offering }
    Claimed { fractions, refund, closes, purchase, offering }
    Closed { fractions, cash, offering }
    Ballot { yes, weight }
    Poll { yes, no, supply, quorum_bps, threshold_bps, ends_at, executable_at, expires_at }
}
