//! The layouts, read by the program's own types.

use {
    super::Layout,
    anchor_lang::{AnchorDeserialize, AnchorSerialize, Discriminator},
    mosaic::{
        events::*,
        state::{Asks, Asset, Auction, Bid, License, Offering, Pool, Proposal, Purchase, Stake, Vault, Vote},
    },
    std::mem::offset_of,
};

/// Name, offset and bytes of each field, as in [`Layout::parts`].
type Parts = Vec<(String, usize, Vec<u8>)>;

/// Bytes of the discriminator before an account or event.
const BEFORE: usize = 8;

/// Where the fields of an account are in memory. A type whose fields are not all named does not compile.
macro_rules! accounts {
    ($($name:ident { $($field:ident),* $(,)? })*) => {
        fn account(name: &str, data: &[u8]) -> Parts {
            match name {
                $(stringify!($name) => {
                    let content = data.strip_prefix($name::DISCRIMINATOR).expect("its discriminator");
                    let account: $name = bytemuck::pod_read_unaligned(content);
                    let $name { $($field),* } = &account;
                    vec![$((
                        stringify!($field).to_owned(),
                        BEFORE + offset_of!($name, $field),
                        bytemuck::bytes_of($field).to_vec(),
                    )),*]
                })*
                _ => panic!("{name} is no account of the program"),
            }
        }
    };
}

/// Where the fields of an event are in what is logged, in the order they are named in: that of the type, or what is read
/// differs from the layout.
macro_rules! events {
    ($($name:ident { $($field:ident),* $(,)? })*) => {
        fn event(name: &str, data: &[u8]) -> Parts {
            match name {
                $(stringify!($name) => {
                    let content = data.strip_prefix($name::DISCRIMINATOR).expect("its discriminator");
                    let event = $name::try_from_slice(content).expect("its content");
                    assert_eq!(written(&event), content);
                    let $name { $($field),* } = &event;
                    behind_each_other(vec![$((stringify!($field), written($field))),*])
                })*
                _ => panic!("{name} is no event of the program"),
            }
        }
    };
}

fn written(value: &impl AnchorSerialize) -> Vec<u8> {
    let mut bytes = Vec::new();
    value.serialize(&mut bytes).expect("memory takes it");
    bytes
}

fn behind_each_other(fields: Vec<(&str, Vec<u8>)>) -> Parts {
    let mut offset = BEFORE;
    let place = |(name, bytes): (&str, Vec<u8>)| {
        let part = (name.to_owned(), offset, bytes);
        offset += part.2.len();
        part
    };
    fields.into_iter().map(place).collect()
}

accounts! {
    Vault {
        creator, curator, quote_mint, fraction_mint, recipient, id, minted, opening_price, entered_at, events,
        proposals, licensed_until, exclusive_until, offerings, offering_price, offering_ends_at, royalty_weight,
        auction_secs, extension_secs, stake_lock_secs, drip_secs, voting_secs, delay_secs, offer_window_secs, records,
        offerings_open, royalty_claims, step_bps, curator_fee_bps, curator_fee_cap_bps, floor_bps, consent_bps,
        quorum_bps, threshold_bps, proposal_stake_bps, veto_bps, status, bump, assets, assets_held, assets_open,
        decimals, described, staking, asks, auction, offered, padding,
    }
    Asset { vault, nft_mint, custody, royalties, standard, held, padding }
    Auction {
        vault, opener, leader, cash_escrow, fraction_escrow, supply, reserve, consenting, price, started_at, ends_at,
        winning_cash, cash, bids_cash, proceeds, royalties, curator_fee, fractions, open_bids, licensed_until,
    }
    Bid { vault, bidder, price, cash, fractions }
    Pool { vault, opener, fractions, income, staked, stakes, updated_at }
    Stake { vault, holder, delegate, shares, votes, amount, locked_until, asks, level, padding }
    Asks { vault, opener, asking, weights }
    Proposal {
        vault, proposer, subject, hash, uri, number, fee, yes, no, supply, ends_at, executable_at, expires_at,
        term_secs, auction_secs, extension_secs, step_bps, fee_bps, quorum_bps, threshold_bps, kind, exclusive,
        executed, padding,
    }
    Vote { vault, proposal, holder, payer, weight, ends_at, yes, placed, padding }
    License {
        vault, licensee, opener, terms_hash, terms_uri, number, fee, offered_until, from, until, term_secs, exclusive,
        ended, padding,
    }
    Offering {
        vault, offered_fractions, raised_cash, number, supply, amount, start_price, end_price, starts_at, ends_at,
        wallet_limit, minimum, sold, raised, highest_price, delivered, refunded, purchases_open, closed, padding,
    }
    Purchase { vault, offering, buyer, fractions, delivered, cost }
}

events! {
    AskSet { header, holder, authority, level, weight, asking, locked_until }
    AsksOpened { header, opener }
    AssetClaimed { header, nft_mint, recipient, assets_held }
    BidPlaced {
        header, bidder, price, cash, fractions, reserve, consenting, supply, ends_at, escrow_cash, escrow_fractions,
    }
    BidWithdrawn { header, bidder, cash, fractions, escrow_cash, escrow_fractions }
    CuratorFeeClaimed { header, curator, amount }
    CuratorFeeLowered { header, curator, previous_bps, fee_bps }
    DelegateSet { header, holder, delegate }
    FractionDescribed { header, metadata }
    FractionsBought { header, number, buyer, amount, price, cost, sold, raised, certain }
    FractionsRedeemed { header, holder, amount, payout, supply, proceeds_left }
    FractionsStaked { header, holder, amount, stake, staked, level, locked_until }
    FractionsUnstaked { header, holder, amount, stake, staked, closed }
    IncomeClaimed { header, holder, mint, amount, balance, closed }
    IncomeClosed { header, mint, unearned, surplus, closed }
    IncomeDeposited { header, depositor, mint, amount, waiting, secs, balance }
    IncomeMintAdded { header, mint, place }
    LicenseTaken { header, number, licensee, fee, from, until }
    NftDeposited { header, nft_mint, standard, assets, royalty_weight }
    OfferAccepted { header, bidder, price, reserve, vetoing, supply, ends_at }
    OfferMade {
        header, bidder, price, cash, fractions, supply, acceptable_at, max_licensed_until, escrow_cash,
        escrow_fractions,
    }
    OfferingClosed { header, number, cash, fractions, surplus_cash, surplus_fractions, closed }
    OfferingOpened {
        header, number, supply, amount, start_price, end_price, starts_at, ends_at, wallet_limit, minimum,
    }
    ProposalClosed { header, number, executed }
    ProposalExecuted { header, number, kind }
    ProposalMade { header, number, proposer, action, supply, ends_at, executable_at, expires_at }
    PurchaseClaimed { header, number, buyer, fractions, refund, delivered, refunded, closed }
    RoyaltyClaimed { header, nft_mint, payee, amount, royalties_left }
    StakingClosed { header, surplus_fractions }
    StakingOpened { header, opener }
    VaultActivated { header, supply, assets }
    VaultCancelled { header, assets }
    VaultClosed { header, surplus_cash, surplus_fractions }
    VaultCreated { header, creator, quote_mint, supply, opening_price }
    VaultReclaimed { header, holder, burned }
    VaultSold { header, winner, price, cash, royalties, curator_fee, proceeds, burned, supply }
    VoteCast { header, number, holder, yes, weight, all_yes, all_no }
    VoteWithdrawn { header, proposal, holder, weight, counted }
}

#[test]
fn the_program_reads_every_layout() {
    for layout in Layout::all() {
        let read = if layout.is_account { account } else { event };
        let parts = read(&layout.name, &layout.data);
        assert_eq!(parts, layout.parts(), "{}", layout.name);
    }
}
