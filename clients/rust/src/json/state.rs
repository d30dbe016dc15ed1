//! Accounts of the program, without what only fills them up.

use crate::state::{
    Action, ActionKind, Asks, Asset, Auction, Bid, Income, License, Offering, Pool, Proposal, Purchase, Royalty, Share,
    Stake, Standard, Uri, Vault, VaultQuote, Vote,
};

use super::{enums, structs, texts};

texts! { ActionKind Standard }

enums! {
    Action {
        GrantLicense { licensee, terms_uri, terms_hash, fee, term_secs, exclusive },
        EndLicense { license },
        SetCurator { curator, fee_bps },
        SetAuctionTerms { auction_secs, extension_secs, step_bps },
        AddIncomeMint { mint },
        Resolve { uri, hash },
    }
}

structs! {
    Asks { vault, opener, asking, weights }
    Royalty { payee, weight }
    Asset { vault, nft_mint, custody, royalties, standard, held; .. }
    Auction {
        vault, opener, leader, cash_escrow, fraction_escrow, supply, reserve, consenting, price, started_at,
        ends_at, winning_cash, cash, bids_cash, proceeds, royalties, curator_fee, fractions, open_bids,
        licensed_until,
    }
    Bid { vault, bidder, price, cash, fractions }
    License {
        vault, licensee, opener, terms_hash, terms_uri, number, fee, offered_until, from, until, term_secs,
        exclusive, ended; ..
    }
    Income { mint, account, opener, per_fraction, rest, balance, amount, released, secs, elapsed }
    Pool { vault, opener, fractions, income, staked, stakes, updated_at }
    Uri { bytes }
    Proposal {
        vault, proposer, subject, hash, uri, number, fee, yes, no, supply, ends_at, executable_at, expires_at,
        term_secs, auction_secs, extension_secs, step_bps, fee_bps, quorum_bps, threshold_bps, kind, exclusive,
        executed; ..
    }
    Share { entry, owed }
    Stake { vault, holder, delegate, shares, votes, amount, locked_until, asks, level; .. }
    Vault {
        creator, curator, quote_mint, fraction_mint, recipient, id, minted, opening_price, entered_at, events,
        proposals, licensed_until, exclusive_until, offerings, offering_price, offering_ends_at, royalty_weight,
        auction_secs, extension_secs, stake_lock_secs, drip_secs, voting_secs, delay_secs, offer_window_secs,
        records, offerings_open, royalty_claims,
        step_bps, curator_fee_bps, curator_fee_cap_bps, floor_bps, consent_bps, quorum_bps, threshold_bps,
        proposal_stake_bps, veto_bps, status, bump, assets, assets_held, assets_open, decimals, described,
        staking, asks, auction, offered; ..
    }
    Offering {
        vault, offered_fractions, raised_cash, number, supply, amount, start_price, end_price, starts_at,
        ends_at, wallet_limit, minimum, sold, raised, highest_price, delivered, refunded, purchases_open, closed; ..
    }
    Purchase { vault, offering, buyer, fractions, delivered, cost }
    Vote { vault, proposal, holder, payer, weight, ends_at, yes, placed; .. }
    VaultQuote {
        status, firm, price, reserve, consenting, leading_price, ends_at, offer_price, licensed_until, supply,
        value_per_fraction,
    }
}
