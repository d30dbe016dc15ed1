//! What happens on the network: one vault is traded, another one is opened, reclaimed and closed.

use {
    super::network::Network,
    anchor_lang::prelude::Pubkey,
    mosaic_client::{
        events::{
            AskSet, AssetClaimed, BidPlaced, EventHeader, FractionsStaked, IncomeClaimed, IncomeDeposited,
            LicenseTaken, OfferMade, StakingOpened, VaultActivated, VaultClosed, VaultCreated, VaultReclaimed,
        },
        pda,
        state::{Bid, Offering, Purchase, Stake, Status, Vault},
    },
};

pub const SUPPLY: u64 = 10_000;
pub const OPENING_PRICE: u64 = 1_000_000_000;

pub fn key(byte: u8) -> Pubkey {
    Pubkey::new_from_array([byte; 32])
}

/// The people: a creator, two holders, two bidders.
pub const ANA: u8 = 1;
pub const BEN: u8 = 2;
pub const CLEO: u8 = 3;
pub const DAN: u8 = 4;
pub const USDC: u8 = 5;

pub fn traded() -> Pubkey {
    pda::vault(&key(ANA), 0)
}

pub fn reclaimed() -> Pubkey {
    pda::vault(&key(ANA), 1)
}

pub fn header(vault: Pubkey, sequence: u64) -> EventHeader {
    EventHeader { vault, sequence, slot: 0 }
}

pub fn created(vault: Pubkey) -> VaultCreated {
    let header = header(vault, 0);
    VaultCreated { header, creator: key(ANA), quote_mint: key(USDC), supply: SUPPLY, opening_price: OPENING_PRICE }
}

pub fn bid(sequence: u64, bidder: u8, price: u64) -> BidPlaced {
    BidPlaced {
        header: header(traded(), sequence),
        bidder: key(bidder),
        price,
        cash: price,
        fractions: 0,
        reserve: 822_702_474,
        consenting: 5_100,
        supply: SUPPLY,
        ends_at: 0,
        escrow_cash: 0,
        escrow_fractions: 0,
    }
}

pub fn deposit(sequence: u64, amount: u64) -> IncomeDeposited {
    IncomeDeposited {
        header: header(traded(), sequence),
        depositor: key(DAN),
        mint: key(USDC),
        amount,
        waiting: amount,
        secs: 3_600,
        balance: amount,
    }
}

pub fn ask(sequence: u64, level: Option<u8>) -> AskSet {
    let header = header(traded(), sequence);
    let (holder, authority) = (key(ANA), key(ANA));
    AskSet { header, holder, authority, level, weight: 4_000, asking: 4_000, locked_until: 0 }
}

/// The network when all of it has happened.
pub fn network() -> Network {
    let mut network = Network::new();
    let (first, second) = (traded(), reclaimed());
    network.lands(&[&created(first), &VaultActivated { header: header(first, 1), supply: SUPPLY, assets: 1 }]);
    network.lands(&[&created(second), &VaultActivated { header: header(second, 1), supply: SUPPLY, assets: 1 }]);
    network.lands(&[]).failed = true;
    network.lands(&[
        &StakingOpened { header: header(first, 2), opener: key(ANA) },
        &FractionsStaked {
            header: header(first, 3),
            holder: key(ANA),
            amount: 4_000,
            stake: 4_000,
            staked: 4_000,
            level: None,
            locked_until: 0,
        },
        &ask(4, Some(90)),
    ]);
    // A program that calls Mosaic for two vaults at once.
    network.lands(&[&deposit(5, 700), &VaultReclaimed { header: header(second, 2), holder: key(ANA), burned: SUPPLY }]);
    network.lands(&[&OfferMade {
        header: header(first, 6),
        bidder: key(DAN),
        price: 600_000_000,
        cash: 600_000_000,
        fractions: 0,
        supply: SUPPLY,
        acceptable_at: 0,
        max_licensed_until: 0,
        escrow_cash: 0,
        escrow_fractions: 0,
    }]);
    network.lands(&[&AssetClaimed {
        header: header(second, 3),
        nft_mint: key(9),
        recipient: key(ANA),
        assets_held: 0,
    }]);
    network.lands(&[&VaultClosed { header: header(second, 4), surplus_cash: 0, surplus_fractions: 0 }]);
    network.lands(&[&LicenseTaken {
        header: header(first, 7),
        number: 0,
        licensee: key(DAN),
        fee: 300,
        from: 0,
        until: 9,
    }]);
    network.lands(&[&IncomeClaimed {
        header: header(first, 8),
        holder: key(ANA),
        mint: key(USDC),
        amount: 250,
        balance: 750,
        closed: false,
    }]);
    network.lands(&[&ask(9, None)]);
    network.lands(&[&bid(10, DAN, 900_000_000)]);
    network.lands(&[&bid(11, CLEO, 1_000_000_000)]);
    put_accounts(&mut network);
    network
}

/// The vault that is still open, and whose its fractions are.
fn put_accounts(network: &mut Network) {
    let vault: Vault = bytemuck::Zeroable::zeroed();
    let (address, mint) = (traded(), pda::fraction_mint(&traded()));
    let vault = Vault {
        creator: key(ANA),
        curator: key(ANA),
        quote_mint: key(USDC),
        fraction_mint: mint,
        opening_price: OPENING_PRICE,
        minted: SUPPLY,
        status: Status::Auction as u8,
        ..vault
    };
    network.put_vault(address, vault, 12);
    let stake: Stake = bytemuck::Zeroable::zeroed();
    network.put(pda::stake(&address, &key(ANA)), &Stake { vault: address, holder: key(ANA), amount: 4_000, ..stake });
    let bid: Bid = bytemuck::Zeroable::zeroed();
    network.put(pda::bid(&address, &key(CLEO)), &Bid { vault: address, bidder: key(CLEO), fractions: 2_500, ..bid });
    network.put_mint(mint, SUPPLY);
    network.put_mint(key(USDC), u64::MAX);
    network.put_tokens(mint, key(ANA), 1_000);
    network.put_tokens(mint, key(BEN), 2_400);
    // Stakes, the bid, and what somebody sent there uninvited.
    network.put_tokens(mint, address, 4_000 + 2_500 + 100);
}

/// An offering: 1,000 of Ana's fractions, 600 of them sold to Ben, who has fetched 50. It has succeeded if so much was
/// raised as was asked for.
pub fn put_offering(network: &mut Network, raised: u64) {
    let (vault, number) = (traded(), 0);
    let offering: Offering = bytemuck::Zeroable::zeroed();
    let offering =
        Offering { vault, number, supply: SUPPLY, amount: 1_000, sold: 600, raised, minimum: 80, ..offering };
    let certain = raised >= offering.minimum;
    let delivered = if certain { 50 } else { 0 };
    let at = pda::offering(&vault, number);
    network.put(at, &Offering { delivered, purchases_open: 1, ..offering });
    let purchase = Purchase { vault, offering: at, buyer: key(BEN), fractions: 600, delivered, cost: raised };
    network.put(pda::purchase(&at, &key(BEN)), &purchase);
    let mint = pda::fraction_mint(&vault);
    network.put_mint(mint, SUPPLY + 1_000 - delivered);
    network.put_tokens(mint, vault, 4_000 + 2_500 + 100 + 1_000 - delivered);
}
