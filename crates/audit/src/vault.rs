//! What holds at every moment.

use {
    crate::{
        Broken, Moment, arithmetic::status, bids, broken, demand, income, licenses, offerings, royalties, stakes, votes,
    },
    anchor_lang::{prelude::Pubkey, solana_program::program_option::COption},
    mosaic_client::state::{Auction, Vault},
};

impl Moment {
    /// The first invariant of one vault that is broken, if there is one.
    ///
    /// # Errors
    /// [`Broken`]; where the vault is not there, of nothing.
    pub fn check_vault(&self, vault: &Pubkey) -> Result<(), Broken> {
        let Some(found) = self.vaults.get(vault) else { return Ok(()) };
        check(self, vault, found).map_err(|broken| broken.of(vault))
    }

    /// Nothing outlives the vault that owes it.
    ///
    /// # Errors
    /// [`Broken`]
    pub fn check_orphans(&self) -> Result<(), Broken> {
        let open = |vault: &&Pubkey| !self.vaults.contains_key(*vault);
        if let Some(vault) = self.auctions.keys().find(open) {
            return Err(broken!(INV_03, "the auction of {vault} has no vault"));
        }
        if let Some(vault) = self.bids.keys().find(|vault| !self.auctions.contains_key(*vault)) {
            return Err(broken!(INV_03, "a bid for {vault} has no auction"));
        }
        if let Some(vault) = self.assets.keys().find(open) {
            return Err(broken!(INV_01, "an asset of {vault} has no vault"));
        }
        if let Some(vault) = self.pools.keys().find(open) {
            return Err(broken!(INV_04, "the pool of {vault} has no vault"));
        }
        if let Some(vault) = self.stakes.keys().find(|vault| !self.pools.contains_key(*vault)) {
            return Err(broken!(INV_04, "a stake in {vault} has no pool"));
        }
        if let Some(vault) = self.asks.keys().find(|vault| !self.pools.contains_key(*vault)) {
            return Err(broken!(INV_05, "the book of asks of {vault} has no pool"));
        }
        if let Some(vault) = self.proposals.keys().chain(self.votes.keys()).find(open) {
            return Err(broken!(INV_12, "the records of votes of {vault} have no vault"));
        }
        if let Some(vault) = self.offerings.keys().find(open) {
            return Err(broken!(INV_13, "an offering of {vault} has no vault"));
        }
        if let Some(vault) = self.purchases.keys().find(|vault| !self.offerings.contains_key(*vault)) {
            return Err(broken!(INV_13, "a purchase of {vault} has no offering"));
        }
        Ok(())
    }
}

fn check(moment: &Moment, address: &Pubkey, vault: &Vault) -> Result<(), Broken> {
    inv_01_custody(moment, address, vault)?;
    stakes::check(moment, address, vault)?;
    inv_02_mint(moment, address, vault)?;
    inv_11_status(moment, address, vault)?;
    income::check(moment, address, vault)?;
    votes::check(moment, address, vault)?;
    licenses::check(moment, address, vault)?;
    offerings::check(moment, address, vault)?;
    if let Some(auction) = moment.auctions.get(address) {
        inv_03_cash(moment, address, vault, auction)?;
        inv_04_fractions(moment, address, vault, auction)?;
        inv_08_split(moment, address, vault, auction)?;
        bids::check(moment, address, vault, auction)?;
    }
    royalties::check(moment, address, vault)
}

fn inv_01_custody(moment: &Moment, address: &Pubkey, vault: &Vault) -> Result<(), Broken> {
    let assets = moment.assets_of(address);
    let held = assets.iter().filter(|asset| asset.held == 1).count();
    demand(usize::from(vault.assets_held) == held && usize::from(vault.assets_open) == assets.len(), || {
        broken!(INV_01, "{address} counts {} of {} assets, there are {held}", vault.assets_held, vault.assets_open)
    })?;
    for asset in assets {
        let (nft, custody) = (asset.nft_mint, moment.tokens.get(&asset.custody));
        if asset.held == 0 {
            demand(custody.is_none(), || broken!(INV_01, "{nft} has left, its custody has not"))?;
            continue;
        }
        let custody = custody.ok_or_else(|| broken!(INV_01, "the custody of {nft} is gone"))?;
        demand(custody.mint == nft && custody.amount == 1, || {
            broken!(INV_01, "the custody of {nft} does not hold it")
        })?;
        demand(custody.owner == *address, || broken!(INV_01, "the custody of {nft} is not the vault's"))?;
        demand(custody.delegate == COption::None, || broken!(INV_01, "the custody of {nft} has a delegate"))?;
        demand(custody.close_authority == COption::None, || {
            broken!(INV_01, "somebody else may close the custody of {nft}")
        })?;
    }
    Ok(())
}

fn inv_02_mint(moment: &Moment, address: &Pubkey, vault: &Vault) -> Result<(), Broken> {
    let mint = moment.mints.get(&vault.fraction_mint);
    let mint = mint.ok_or_else(|| broken!(INV_02, "the fraction mint of {address} is gone"))?;
    demand(mint.freeze_authority == COption::None, || broken!(INV_02, "fractions of {address} can be frozen"))?;
    demand(mint.decimals == vault.decimals, || broken!(INV_02, "{address} records other decimals than its mint has"))?;
    if vault.status == status::DRAFT {
        demand(mint.mint_authority == COption::Some(*address), || {
            broken!(INV_02, "the draft {address} is not the authority of its mint")
        })?;
        demand(mint.supply == 0, || broken!(INV_02, "fractions of the draft {address} are out"))?;
    } else {
        demand(mint.mint_authority == COption::None, || broken!(INV_02, "fractions of {address} can still be minted"))?;
    }
    demand(mint.supply <= vault.minted, || {
        broken!(INV_02, "{address} has {} fractions, {} were minted", mint.supply, vault.minted)
    })?;
    if vault.status == status::RECLAIMED {
        demand(mint.supply == 0, || broken!(INV_02, "{address} was reclaimed, but fractions are left"))?;
    }
    let holdings = moment.tokens.values().filter(|token| token.mint == vault.fraction_mint);
    let sum: u128 = holdings.map(|token| u128::from(token.amount)).sum();
    demand(sum == u128::from(mint.supply), || {
        broken!(INV_02, "fractions of {address}: {sum} are held, the supply is {}", mint.supply)
    })
}

fn inv_03_cash(moment: &Moment, address: &Pubkey, vault: &Vault, auction: &Auction) -> Result<(), Broken> {
    let bids: u128 = moment.bids_of(address).iter().map(|bid| u128::from(bid.cash)).sum();
    demand(bids == u128::from(auction.bids_cash), || {
        broken!(INV_03, "bids for {address} have {bids} of cash, {} are tracked", auction.bids_cash)
    })?;
    let owed = [auction.proceeds, auction.royalties, auction.curator_fee];
    let owed = bids + owed.into_iter().map(u128::from).sum::<u128>();
    demand(owed == u128::from(auction.cash), || {
        broken!(INV_03, "{address} owes {owed}, {} of cash are tracked", auction.cash)
    })?;
    let escrow = moment.tokens.get(&auction.cash_escrow);
    let escrow = escrow.ok_or_else(|| broken!(INV_03, "the cash escrow of {address} is gone"))?;
    demand(escrow.owner == *address && escrow.mint == vault.quote_mint, || {
        broken!(INV_03, "the cash escrow of {address} is of another owner or mint")
    })?;
    demand(u128::from(escrow.amount) >= owed, || {
        broken!(INV_03, "{address} owes {owed}, its cash escrow holds {}", escrow.amount)
    })
}

fn inv_04_fractions(moment: &Moment, address: &Pubkey, vault: &Vault, auction: &Auction) -> Result<(), Broken> {
    let bids: u128 = moment.bids_of(address).iter().map(|bid| u128::from(bid.fractions)).sum();
    demand(bids == u128::from(auction.fractions), || {
        broken!(INV_04, "bids for {address} have {bids} fractions, {} are tracked", auction.fractions)
    })?;
    let escrow = moment.tokens.get(&auction.fraction_escrow);
    let escrow = escrow.ok_or_else(|| broken!(INV_04, "the fraction escrow of {address} is gone"))?;
    demand(escrow.owner == *address && escrow.mint == vault.fraction_mint, || {
        broken!(INV_04, "the fraction escrow of {address} is of another owner or mint")
    })?;
    demand(u128::from(escrow.amount) >= bids, || {
        broken!(INV_04, "bids for {address} have {bids} fractions, the escrow holds {}", escrow.amount)
    })
}

/// What a sold vault still owes of its price is no more than the winner paid (INV-08), and so are redemptions
/// (INV-06); of the curator no more than its cap.
fn inv_08_split(moment: &Moment, address: &Pubkey, vault: &Vault, auction: &Auction) -> Result<(), Broken> {
    if vault.status != status::SOLD {
        return Ok(());
    }
    let winner = moment.bids_of(address).iter().find(|bid| bid.bidder == auction.leader);
    let returned = winner.map_or(0, |bid| bid.cash);
    let parts = [auction.royalties, auction.curator_fee, auction.proceeds, returned].map(u128::from);
    let (owed, paid) = (parts.into_iter().sum::<u128>(), u128::from(auction.winning_cash));
    demand(owed <= paid, || broken!(INV_08, "the winner of {address} paid {paid}, {owed} of it are owed"))?;
    let (fee, cap) = (u128::from(auction.curator_fee), (paid * u128::from(vault.curator_fee_cap_bps)).div_ceil(10_000));
    demand(fee <= cap, || broken!(INV_08, "the curator of {address} is owed {fee} of {paid}, at most {cap}"))
}

/// The parts of a vault that its status is about.
fn inv_11_status(moment: &Moment, address: &Pubkey, vault: &Vault) -> Result<(), Broken> {
    let number = vault.status;
    demand(number <= status::RECLAIMED, || broken!(INV_11, "{address} has the unknown status {number}"))?;
    let auction = moment.auctions.get(address);
    demand(vault.auction == u8::from(auction.is_some()), || {
        broken!(INV_11, "{address} says {} about having an auction account", vault.auction)
    })?;
    // Before its start the account holds offers, and no draft takes any.
    demand(number != status::DRAFT || auction.is_none(), || broken!(INV_11, "the draft {address} takes offers"))?;
    let auctioned = matches!(number, status::AUCTION | status::SOLD);
    demand(auction.is_some_and(|auction| auction.started_at != 0) == auctioned, || {
        broken!(INV_11, "{address} has an auction, or none, against its status {number}")
    })?;
    let released = matches!(number, status::SOLD | status::RECLAIMED);
    demand(released == (vault.recipient != Pubkey::default()), || {
        broken!(INV_11, "{address} names a recipient, or none, against its status {number}")
    })?;
    demand(released || vault.assets_held == vault.assets, || {
        broken!(INV_11, "an asset of {address} has left in status {number}")
    })?;
    demand(number != status::ACTIVE || vault.assets > 0, || broken!(INV_11, "{address} is active without an asset"))
}
