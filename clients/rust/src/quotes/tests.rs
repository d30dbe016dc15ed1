//! The worked example of the design, and the edges around it.

mod income;
mod offers;
mod stakes;
mod votes;

use bytemuck::Zeroable;
use mosaic::state::{Royalty, Standard};
use mosaic_core::{
    RuleError, Status, Terms,
    auction::{Escrowed, Move},
    reserve::reserve,
};

use super::*;
use crate::views::{NftView, VaultView};

const SUPPLY: u64 = 10_000_000_000;
const NOW: i64 = 1_800_000_000;
const CLEO: Pubkey = Pubkey::new_from_array([3; 32]);
const PAINTER: Pubkey = Pubkey::new_from_array([4; 32]);
const CURATOR: Pubkey = Pubkey::new_from_array([5; 32]);

fn terms() -> Terms {
    Terms { curator_fee_bps: 200, ..Terms::with_opening_price(1_000_000_000) }
}

fn view(status: Status) -> VaultView {
    let terms = terms();
    let vault = Vault {
        status: status as u8,
        curator: CURATOR,
        minted: SUPPLY,
        decimals: 6,
        opening_price: terms.opening_price,
        auction_secs: terms.auction_secs,
        extension_secs: terms.extension_secs,
        step_bps: terms.step_bps,
        curator_fee_bps: terms.curator_fee_bps,
        floor_bps: terms.floor_bps,
        consent_bps: terms.consent_bps,
        stake_lock_secs: terms.stake_lock_secs,
        drip_secs: terms.drip_secs,
        assets: 1,
        assets_held: 1,
        assets_open: 1,
        royalty_weight: 50_000,
        royalty_claims: 2,
        ..Vault::zeroed()
    };
    let address = Pubkey::new_from_array([1; 32]);
    let reserve = reserve(&terms, None, SUPPLY).unwrap();
    let (asks, pool, auction) = (None, None, None);
    VaultView { address, vault, status, supply: SUPPLY, quote_decimals: 6, reserve, asks, pool, auction, now: NOW }
}

fn in_auction(price: u64, ends_at: i64) -> VaultView {
    let auction = Auction { leader: CLEO, supply: SUPPLY, reserve: 1_000_000_000, price, ends_at, ..Auction::zeroed() };
    VaultView { auction: Some(auction), ..view(Status::Auction) }
}

fn sold() -> VaultView {
    let mut sold = in_auction(1_000_000_000, NOW);
    sold.status = Status::Sold;
    sold.vault.status = Status::Sold as u8;
    sold.vault.recipient = CLEO;
    sold.supply = 7_500_000_000;
    sold.auction = sold.auction.map(|auction| Auction {
        winning_cash: 750_000_000,
        proceeds: 697_500_000,
        royalties: 37_500_000,
        curator_fee: 15_000_000,
        ..auction
    });
    sold
}

fn rent() -> Rent {
    Rent::default()
}

#[test]
fn a_first_bid_with_fractions() {
    let quote = bid(&view(Status::Active), &CLEO, None, (1_000_000_000, SUPPLY / 4), None, &rent()).unwrap();
    assert_eq!(quote.escrowed, Escrowed { cash: 750_000_000, fractions: SUPPLY / 4 });
    assert_eq!((quote.cash, quote.fractions), (Move::In(750_000_000), Move::In(SUPPLY / 4)));
    assert_eq!((quote.max_cash, quote.worst_case), (750_000_000, 750_000_000));
    assert_eq!(quote.ends_at, NOW + 3 * 86_400);
    let kinds: Vec<_> = quote.accounts.iter().map(|account| account.kind).collect();
    assert_eq!(kinds, [AccountKind::Auction, AccountKind::CashEscrow, AccountKind::FractionEscrow, AccountKind::Bid]);
    assert_eq!((quote.rent, returned_rent(&quote.accounts)), (total_rent(&quote.accounts), quote.rent));
}

#[test]
fn a_raise_moves_the_difference_and_extends_at_the_end() {
    let view = in_auction(945_000_000, NOW + 899);
    let held = Some(Escrowed { cash: 675_000_000, fractions: SUPPLY / 4 });
    let quote = bid(&view, &CLEO, held, (1_000_000_000, SUPPLY / 4), Some(800_000_000), &rent()).unwrap();
    assert_eq!((quote.cash, quote.fractions), (Move::In(75_000_000), Move::In(0)));
    assert_eq!((quote.max_cash, quote.worst_case), (800_000_000, 125_000_000));
    assert_eq!((quote.ends_at, quote.starts_auction, quote.rent), (NOW + 900, false, 0));
    let low = bid(&view, &CLEO, held, (992_249_999, 0), None, &rent());
    assert_eq!(low, Err(RuleError::BidBelowStep));
    assert_eq!(view.least_price(), Ok(992_250_000));
}

#[test]
fn the_settlement() {
    let view = in_auction(1_000_000_000, NOW);
    let quote = settle(&view, Escrowed { cash: 750_000_000, fractions: SUPPLY / 4 }).unwrap();
    let split = quote.split;
    assert_eq!((split.royalties, split.curator_fee, split.proceeds), (37_500_000, 15_000_000, 697_500_000));
    assert_eq!((quote.supply, quote.refund, quote.value_of_token), (7_500_000_000, 0, 93_000));
    assert_eq!(settle(&in_auction(1, NOW + 1), Escrowed::default()), Err(RuleError::AuctionNotEnded));
}

#[test]
fn without_a_fraction_left_the_proceeds_are_the_winners() {
    let view = VaultView { supply: 0, ..in_auction(1_000_000_000, NOW) };
    let quote = settle(&view, Escrowed { cash: 1_000_000_000, fractions: 0 }).unwrap();
    assert_eq!((quote.refund, quote.value_of_token), (quote.split.proceeds, 0));
}

#[test]
fn each_leaves_with_its_part() {
    let royalty = |payee, weight| Royalty { payee, weight };
    let mut asset = Asset { nft_mint: Pubkey::new_from_array([9; 32]), held: 1, ..Asset::zeroed() };
    asset.royalties[0] = royalty(PAINTER, 35_000);
    asset.royalties[1] = royalty(CURATOR, 15_000);
    let leave = |wallet, fractions, bid| {
        exit(&sold(), &Holdings { wallet, bid, fractions, assets: vec![asset], ..Holdings::default() }).unwrap()
    };
    let ana = leave(Pubkey::new_from_array([6; 32]), 4_000_000_000, None);
    assert_eq!(ana.claims, [Claim::Redemption { fractions: 4_000_000_000, payout: 372_000_000 }]);
    let painter = leave(PAINTER, 0, None);
    assert_eq!((painter.cash, painter.claims.len()), (26_250_000, 1));
    let curator = leave(CURATOR, 0, None);
    assert_eq!(curator.cash, 11_250_000 + 15_000_000);
    let outbid = Bid { cash: 5, fractions: 1_000_000, ..Bid::zeroed() };
    let dan = leave(Pubkey::new_from_array([7; 32]), 1_000_000, Some(outbid));
    assert_eq!((dan.cash, dan.burned, dan.fractions), (5 + 186_000, 2_000_000, 0));
    let cleo = leave(CLEO, 0, Some(Bid::zeroed()));
    assert_eq!((cleo.assets, cleo.cash), (vec![asset.nft_mint], 0));
    assert_eq!(leave(Pubkey::new_from_array([8; 32]), 0, None), ExitQuote::default());
}

#[test]
fn who_leads_keeps_its_bid_in_until_the_end() {
    let view = in_auction(1_000_000_000, NOW + 1);
    let holdings = |wallet| Holdings { wallet, bid: Some(Bid::zeroed()), fractions: 7, ..Holdings::default() };
    assert_eq!(exit(&view, &holdings(CLEO)).unwrap().claims, []);
    let outbid = exit(&view, &holdings(PAINTER)).unwrap();
    assert_eq!(outbid.claims, [Claim::Bid { cash: 0, fractions: 0 }]);
}

#[test]
fn opening_one_programmable_nft() {
    let nft = NftView {
        mint: CLEO,
        owner: PAINTER,
        token: CURATOR,
        name: String::new(),
        symbol: String::new(),
        uri: String::new(),
        seller_fee_bps: 500,
        creators: Vec::new(),
        collection: None,
        rule_set: None,
        deposit: Ok(Standard::Programmable),
        royalties: vec![Royalty { payee: PAINTER, weight: 35_001 }],
    };
    let terms = terms();
    let opening = Opening {
        creator: PAINTER,
        id: 0,
        supply: SUPPLY,
        decimals: 6,
        terms: &terms,
        nfts: std::slice::from_ref(&nft),
        describe: true,
        draft: None,
        has_fraction_account: false,
    };
    let quote = open(&opening, &rent()).unwrap();
    assert_eq!((quote.price_per_token, quote.royalty_bps, quote.assets), (Some(100_000), 351, 1));
    assert_eq!(quote.accounts.len(), 6);
    assert_eq!(quote.rent, total_rent(&quote.accounts));
    let dear = Terms { opening_price: u64::MAX, ..terms };
    let dear = open(&Opening { terms: &dear, supply: 1, ..opening }, &rent()).unwrap();
    assert_eq!(dear.price_per_token, None);
    assert_eq!(open(&Opening { supply: 0, ..opening }, &rent()), Err(RuleError::ZeroSupply));
}
