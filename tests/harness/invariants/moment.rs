//! What holds at every moment.

use {
    super::{Scene, bids, demand, income, licenses, stakes, status, votes},
    anchor_lang::{prelude::Pubkey, solana_program::program_option::COption},
    mosaic_client::state::{Auction, Vault},
};

pub(super) fn check(scene: &Scene) -> Result<(), String> {
    check_nothing_is_orphaned(scene)?;
    for (address, vault) in &scene.vaults {
        inv_01_custody(scene, address, vault)?;
        stakes::check_moment(scene, address, vault)?;
        inv_02_mint(scene, address, vault)?;
        inv_11_status(scene, address, vault)?;
        income::check_moment(scene, address, vault)?;
        votes::check_moment(scene, address, vault)?;
        licenses::check_moment(scene, address, vault)?;
        if let Some(auction) = scene.auctions.get(address) {
            inv_03_cash(scene, address, vault, auction)?;
            inv_04_fractions(scene, address, vault, auction)?;
            bids::check_moment(scene, address, vault, auction)?;
        }
    }
    Ok(())
}

/// Nothing outlives the vault that owes it.
fn check_nothing_is_orphaned(scene: &Scene) -> Result<(), String> {
    let open = |vault: &&Pubkey| !scene.vaults.contains_key(*vault);
    if let Some(vault) = scene.auctions.keys().find(open) {
        return Err(format!("INV-03: the auction of {vault} has no vault"));
    }
    if let Some(vault) = scene.bids.keys().find(|vault| !scene.auctions.contains_key(*vault)) {
        return Err(format!("INV-03: a bid for {vault} has no auction"));
    }
    if let Some(vault) = scene.assets.keys().find(open) {
        return Err(format!("INV-01: an asset of {vault} has no vault"));
    }
    if let Some(vault) = scene.pools.keys().find(open) {
        return Err(format!("INV-04: the pool of {vault} has no vault"));
    }
    if let Some(vault) = scene.stakes.keys().find(|vault| !scene.pools.contains_key(*vault)) {
        return Err(format!("INV-04: a stake in {vault} has no pool"));
    }
    if let Some(vault) = scene.asks.keys().find(|vault| !scene.pools.contains_key(*vault)) {
        return Err(format!("INV-05: the book of asks of {vault} has no pool"));
    }
    if let Some(vault) = scene.proposals.keys().chain(scene.votes.keys()).find(open) {
        return Err(format!("INV-12: the records of votes of {vault} have no vault"));
    }
    Ok(())
}

fn inv_01_custody(scene: &Scene, address: &Pubkey, vault: &Vault) -> Result<(), String> {
    let assets = scene.assets_of(address);
    let held = assets.iter().filter(|asset| asset.held == 1).count();
    demand(usize::from(vault.assets_held) == held && usize::from(vault.assets_open) == assets.len(), || {
        format!("INV-01: {address} counts {} of {} assets, there are {held}", vault.assets_held, vault.assets_open)
    })?;
    for asset in assets {
        let (nft, custody) = (asset.nft_mint, scene.tokens.get(&asset.custody));
        if asset.held == 0 {
            demand(custody.is_none(), || format!("INV-01: {nft} has left, its custody has not"))?;
            continue;
        }
        let custody = custody.ok_or_else(|| format!("INV-01: the custody of {nft} is gone"))?;
        demand(custody.mint == nft && custody.amount == 1, || {
            format!("INV-01: the custody of {nft} does not hold it")
        })?;
        demand(custody.owner == *address, || format!("INV-01: the custody of {nft} is not the vault's"))?;
        demand(custody.delegate == COption::None, || format!("INV-01: the custody of {nft} has a delegate"))?;
        demand(custody.close_authority == COption::None, || {
            format!("INV-01: somebody else may close the custody of {nft}")
        })?;
    }
    Ok(())
}

fn inv_02_mint(scene: &Scene, address: &Pubkey, vault: &Vault) -> Result<(), String> {
    let mint = scene.mints.get(&vault.fraction_mint);
    let mint = mint.ok_or_else(|| format!("INV-02: the fraction mint of {address} is gone"))?;
    demand(mint.freeze_authority == COption::None, || format!("INV-02: fractions of {address} can be frozen"))?;
    demand(mint.decimals == vault.decimals, || format!("INV-02: {address} records other decimals than its mint has"))?;
    if vault.status == status::DRAFT {
        demand(mint.mint_authority == COption::Some(*address), || {
            format!("INV-02: the draft {address} is not the authority of its mint")
        })?;
        demand(mint.supply == 0, || format!("INV-02: fractions of the draft {address} are out"))?;
    } else {
        demand(mint.mint_authority == COption::None, || format!("INV-02: fractions of {address} can still be minted"))?;
    }
    demand(mint.supply <= vault.minted, || {
        format!("INV-02: {address} has {} fractions, {} were minted", mint.supply, vault.minted)
    })?;
    if vault.status == status::RECLAIMED {
        demand(mint.supply == 0, || format!("INV-02: {address} was reclaimed, but fractions are left"))?;
    }
    let holdings = scene.tokens.values().filter(|token| token.mint == vault.fraction_mint);
    let sum: u128 = holdings.map(|token| u128::from(token.amount)).sum();
    demand(sum == u128::from(mint.supply), || {
        format!("INV-02: fractions of {address}: {sum} are held, the supply is {}", mint.supply)
    })
}

fn inv_03_cash(scene: &Scene, address: &Pubkey, vault: &Vault, auction: &Auction) -> Result<(), String> {
    let bids: u128 = scene.bids_of(address).iter().map(|bid| u128::from(bid.cash)).sum();
    demand(bids == u128::from(auction.bids_cash), || {
        format!("INV-03: bids for {address} have {bids} of cash, {} are tracked", auction.bids_cash)
    })?;
    let owed = [auction.proceeds, auction.royalties, auction.curator_fee];
    let owed = bids + owed.into_iter().map(u128::from).sum::<u128>();
    demand(owed == u128::from(auction.cash), || {
        format!("INV-03: {address} owes {owed}, {} of cash are tracked", auction.cash)
    })?;
    let escrow = scene.tokens.get(&auction.cash_escrow);
    let escrow = escrow.ok_or_else(|| format!("INV-03: the cash escrow of {address} is gone"))?;
    demand(escrow.owner == *address && escrow.mint == vault.quote_mint, || {
        format!("INV-03: the cash escrow of {address} is of another owner or mint")
    })?;
    demand(u128::from(escrow.amount) >= owed, || {
        format!("INV-03: {address} owes {owed}, its cash escrow holds {}", escrow.amount)
    })
}

fn inv_04_fractions(scene: &Scene, address: &Pubkey, vault: &Vault, auction: &Auction) -> Result<(), String> {
    let bids: u128 = scene.bids_of(address).iter().map(|bid| u128::from(bid.fractions)).sum();
    demand(bids == u128::from(auction.fractions), || {
        format!("INV-04: bids for {address} have {bids} fractions, {} are tracked", auction.fractions)
    })?;
    let escrow = scene.tokens.get(&auction.fraction_escrow);
    let escrow = escrow.ok_or_else(|| format!("INV-04: the fraction escrow of {address} is gone"))?;
    demand(escrow.owner == *address && escrow.mint == vault.fraction_mint, || {
        format!("INV-04: the fraction escrow of {address} is of another owner or mint")
    })?;
    demand(u128::from(escrow.amount) >= bids, || {
        format!("INV-04: bids for {address} have {bids} fractions, the escrow holds {}", escrow.amount)
    })
}

/// The parts of a vault that its status is about.
fn inv_11_status(scene: &Scene, address: &Pubkey, vault: &Vault) -> Result<(), String> {
    let number = vault.status;
    demand(number <= status::RECLAIMED, || format!("INV-11: {address} has the unknown status {number}"))?;
    let auction = scene.auctions.get(address);
    demand(vault.auction == u8::from(auction.is_some()), || {
        format!("INV-11: {address} says {} about having an auction account", vault.auction)
    })?;
    // Before its start the account holds offers, and no draft takes any.
    demand(number != status::DRAFT || auction.is_none(), || format!("INV-11: the draft {address} takes offers"))?;
    let auctioned = matches!(number, status::AUCTION | status::SOLD);
    demand(auction.is_some_and(|auction| auction.started_at != 0) == auctioned, || {
        format!("INV-11: {address} has an auction, or none, against its status {number}")
    })?;
    let released = matches!(number, status::SOLD | status::RECLAIMED);
    demand(released == (vault.recipient != Pubkey::default()), || {
        format!("INV-11: {address} names a recipient, or none, against its status {number}")
    })?;
    demand(released || vault.assets_held == vault.assets, || {
        format!("INV-11: an asset of {address} has left in status {number}")
    })?;
    demand(number != status::ACTIVE || vault.assets > 0, || format!("INV-11: {address} is active without an asset"))
}
