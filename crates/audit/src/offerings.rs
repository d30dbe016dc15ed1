//! Offerings: each unit of fractions and cash is of a buyer or of the creator, and is there; one succeeds at most, and the
//! vault knows the highest price paid in it while it runs (INV-13).

use {
    crate::{Broken, Moment, broken, demand},
    anchor_lang::prelude::Pubkey,
    mosaic_client::state::{Offering, Purchase, Vault},
};

pub(crate) fn check(moment: &Moment, address: &Pubkey, vault: &Vault) -> Result<(), Broken> {
    let open = moment.offerings_of(address).count();
    demand(usize::try_from(vault.offerings_open) == Ok(open), || {
        broken!(INV_13, "{open} offerings of {address} are open, {} are counted", vault.offerings_open)
    })?;
    for offering in moment.offerings_of(address) {
        let number = offering.number;
        demand(number < vault.offerings, || {
            broken!(INV_13, "{address} has the offering {number} and counts {}", vault.offerings)
        })?;
        check_plan(offering, vault)?;
        let own = offering_address(offering);
        let purchases: Vec<_> = moment.purchases_of(address).filter(|purchase| purchase.offering == own).collect();
        check_purchases(offering, &purchases)?;
        check_accounts(moment, address, vault, offering)?;
    }
    for purchase in moment.purchases_of(address) {
        let known = moment.offerings_of(address).any(|offering| offering_address(offering) == purchase.offering);
        demand(known, || broken!(INV_13, "{} bought in an offering of {address} that is not there", purchase.buyer))?;
    }
    check_known(moment, address, vault)
}

fn offering_address(offering: &Offering) -> Pubkey {
    let number = offering.number.to_le_bytes();
    Pubkey::find_program_address(&[b"offering", offering.vault.as_ref(), &number], &mosaic_client::PROGRAM_ID).0
}

/// Whether the minimum is reached.
fn has_succeeded(offering: &Offering) -> bool {
    offering.sold > 0 && offering.raised >= offering.minimum
}

/// What is offered is possible, and no price was paid that was not asked.
fn check_plan(offering: &Offering, vault: &Vault) -> Result<(), Broken> {
    let Offering { number, supply, amount, start_price, end_price, wallet_limit, sold, .. } = *offering;
    let possible =
        0 < amount && amount <= supply && supply <= vault.minted && 0 < wallet_limit && wallet_limit <= amount;
    demand(possible && sold <= amount, || broken!(INV_13, "the offering {number} is of more than there is"))?;
    let secs = offering.ends_at.saturating_sub(offering.starts_at);
    demand((3_600..=30 * 86_400).contains(&secs), || broken!(INV_13, "the offering {number} lasts {secs} seconds"))?;
    let highest = offering.highest_price;
    let asked = if sold == 0 { highest == 0 } else { end_price <= highest && highest <= start_price };
    demand(0 < end_price && end_price <= start_price && asked, || {
        broken!(INV_13, "in the offering {number} {highest} was paid, asked were {start_price} to {end_price}")
    })?;
    let least = u128::from(sold) * u128::from(end_price);
    demand(u128::from(offering.raised) * u128::from(supply) >= least, || {
        broken!(INV_13, "the offering {number} sold {sold} for {}, too little", offering.raised)
    })
}

/// Purchases sum up to what the offering counts: in fractions to be delivered once it has succeeded, else in cash.
fn check_purchases(offering: &Offering, purchases: &[&Purchase]) -> Result<(), Broken> {
    let number = offering.number;
    demand(u64::try_from(purchases.len()) == Ok(offering.purchases_open), || {
        let (found, counted) = (purchases.len(), offering.purchases_open);
        broken!(INV_13, "{found} purchases in the offering {number} are open, {counted} are counted")
    })?;
    for Purchase { buyer, fractions, delivered, cost, .. } in purchases {
        let fits = delivered <= fractions && *fractions <= offering.wallet_limit;
        demand(fits, || broken!(INV_13, "{buyer} bought {fractions} in the offering {number}, {delivered} delivered"))?;
        let least = u128::from(*fractions) * u128::from(offering.end_price);
        demand(u128::from(*cost) * u128::from(offering.supply) >= least, || {
            broken!(INV_13, "{buyer} bought {fractions} in the offering {number} for {cost}, too little")
        })?;
    }
    let sum = |of: fn(&Purchase) -> u64| purchases.iter().map(|purchase| u128::from(of(purchase))).sum::<u128>();
    let (owed, counted) = if has_succeeded(offering) {
        let undelivered = sum(|purchase| purchase.fractions.saturating_sub(purchase.delivered));
        (undelivered + u128::from(offering.delivered), offering.sold)
    } else {
        (sum(|purchase| purchase.cost) + u128::from(offering.refunded), offering.raised)
    };
    demand(owed == u128::from(counted), || {
        broken!(INV_13, "of the offering {number} {owed} were or are due to buyers, counted are {counted}")
    })
}

/// Both accounts hold what is left: what was delivered, returned, paid back and paid has gone, and only that.
fn check_accounts(moment: &Moment, address: &Pubkey, vault: &Vault, offering: &Offering) -> Result<(), Broken> {
    let Offering { number, amount, sold, raised, delivered, refunded, .. } = *offering;
    demand(offering.closed <= 1, || broken!(INV_13, "the offering {number} of {address} is closed oddly"))?;
    let (fractions, cash) = match (has_succeeded(offering), offering.closed == 1) {
        (_, false) => (amount.checked_sub(delivered), raised.checked_sub(refunded)),
        (true, true) => (sold.checked_sub(delivered), 0u64.checked_sub(refunded)),
        (false, true) => (0u64.checked_sub(delivered), raised.checked_sub(refunded)),
    };
    let one_way = if has_succeeded(offering) { refunded == 0 } else { delivered == 0 };
    demand(one_way, || broken!(INV_13, "the offering {number} of {address} both delivered and paid back"))?;
    for (account, mint, tracked) in
        [(&offering.offered_fractions, vault.fraction_mint, fractions), (&offering.raised_cash, vault.quote_mint, cash)]
    {
        let there = moment.tokens.get(account);
        let there = there.ok_or_else(|| broken!(INV_13, "an account of the offering {number} of {address} is gone"))?;
        demand(there.owner == *address && there.mint == mint, || {
            broken!(INV_13, "an account of the offering {number} of {address} is of another owner or mint")
        })?;
        demand(tracked.is_some_and(|tracked| there.amount >= tracked), || {
            broken!(
                INV_13,
                "the offering {number} of {address} has to hold {tracked:?} of {mint}, has {}",
                there.amount
            )
        })?;
    }
    Ok(())
}

/// What the vault remembers: that one has succeeded, and of the last one its end and its highest price, as long as it can
/// be bought in.
fn check_known(moment: &Moment, address: &Pubkey, vault: &Vault) -> Result<(), Broken> {
    let succeeded = moment.offerings_of(address).filter(|offering| has_succeeded(offering)).count();
    demand(vault.offered <= 1 && succeeded <= usize::from(vault.offered), || {
        broken!(INV_13, "{succeeded} offerings of {address} have succeeded, it knows of {}", vault.offered)
    })?;
    let last = moment.offerings_of(address).find(|offering| offering.number.checked_add(1) == Some(vault.offerings));
    let last = last.filter(|offering| offering.closed == 0 && offering.sold < offering.amount);
    let price = |offering: &Offering| if has_succeeded(offering) { offering.highest_price } else { 0 };
    let expected = last.map_or((0, 0), |offering| (offering.ends_at, price(offering)));
    let known = (vault.offering_ends_at, vault.offering_price);
    demand(known == expected, || {
        broken!(INV_13, "{address} knows of an offering {known:?} (end, price), there is {expected:?}")
    })
}
