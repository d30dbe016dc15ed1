//! The way out: by what steps everybody gets what is owed, from any moment of a vault's life (INV-12).

use crate::{Action, DAY, Order, Person, Place, Status, Step, Token, Vault};

/// Who buys when nobody else does, and takes part in nothing before.
pub const BUYER: Person = 7;
/// No way out takes so many steps.
pub const MAX_STEPS_OUT: usize = 2_000;
/// By whom is done what anyone can do.
const ANYONE: Person = 6;
/// Who reclaims.
const RECLAIMER: Person = 1;

/// How a vault ends that is not sold yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Somebody pays what is asked.
    Sale,
    /// A holder gathers every fraction, where that can be.
    Reclaim,
}

/// The next step on the way out: one that nothing may refuse. `None` at its end: the vault is closed, and every licence of it.
pub fn way_out(vault: &Vault, now: i64, end: End) -> Option<Step> {
    match vault.status {
        Status::Unborn => None,
        Status::Closed => end_of_licenses(vault, now),
        Status::Draft => Some(Step::one(vault.creator, Action::Cancel)),
        Status::Active if end == End::Reclaim && can_be_gathered(vault) => Some(gather(vault, now)),
        Status::Active => Some(buy(vault, now)),
        Status::Auction => {
            let ends_at = vault.auction.as_ref().map_or(now, |auction| auction.ends_at);
            Some(if now < ends_at { Step::Wait(ends_at - now) } else { Step::one(ANYONE, Action::Settle) })
        }
        Status::Sold | Status::Reclaimed => Some(empty(vault, now)),
    }
}

/// Whether somebody could hold all: nothing was sent to an account of the vault uninvited, from where it does not come back.
fn can_be_gathered(vault: &Vault) -> bool {
    vault.supply() > 0 && !vault.gifts.keys().any(|(_, token)| *token == Token::Fraction)
}

fn gather(vault: &Vault, now: i64) -> Step {
    if let Some(step) = end_of_offerings(vault, now) {
        return step;
    }
    if let Some((holder, stake)) = vault.pool.iter().flat_map(|pool| &pool.stakes).find(|(_, stake)| stake.amount > 0) {
        if vault.locked(stake, now) {
            return Step::Wait(DAY);
        }
        return Step::one(*holder, Action::Unstake { amount: whole(stake.amount) });
    }
    if let Some((bidder, _)) = vault.bids.iter().find(|(_, bid)| bid.fractions > 0) {
        let Some(offer) = vault.offer.filter(|offer| offer.bidder == *bidder) else {
            return Step::one(ANYONE, Action::WithdrawBid { bidder: *bidder });
        };
        if vault.standing_offer().is_some() && now < offer.ends_at {
            return Step::Wait(offer.ends_at - now);
        }
        return Step::one(*bidder, Action::WithdrawOffer);
    }
    let others = holders(vault).find(|(holder, _)| *holder != RECLAIMER);
    others.map_or(Step::one(RECLAIMER, Action::Reclaim), |(holder, amount)| {
        let to = Place::Wallet(RECLAIMER);
        Step::one(holder, Action::Send { to, token: Token::Fraction, amount })
    })
}

/// Whoever wants it all and pays what is asked gets it, whatever offer stands.
fn buy(vault: &Vault, now: i64) -> Step {
    let standing = vault.standing_offer().map_or(0, |offer| offer.price * 2);
    let price = whole(vault.reserve(now).price.max(standing));
    let order = Order { price, fractions: 0, max_cash: u64::MAX, max_licensed_until: i64::MAX };
    Step::one(BUYER, Action::PlaceBid(order))
}

/// Everybody takes out what is owed, then everything is closed.
fn empty(vault: &Vault, now: i64) -> Step {
    let anyone = |action| Step::one(ANYONE, action);
    if let Some(step) = end_of_offerings(vault, now) {
        return step;
    }
    if let Some(bidder) = vault.bids.keys().next() {
        return anyone(Action::WithdrawBid { bidder: *bidder });
    }
    if let Some((number, holder)) = vault.ballots.keys().next() {
        return anyone(Action::WithdrawVote { number: *number, holder: *holder });
    }
    if let Some(number) = vault.proposals.keys().next() {
        return anyone(Action::CloseProposal { number: *number });
    }
    let mut stakes = vault.pool.iter().flat_map(|pool| &pool.stakes);
    if let Some((holder, stake)) = stakes.clone().find(|(_, stake)| stake.amount > 0) {
        return Step::one(*holder, Action::Unstake { amount: whole(stake.amount) });
    }
    if let Some((holder, _)) = stakes.next() {
        let owed = vault.owed(*holder).income;
        let mint = *owed.keys().next().expect("a stake of which nothing is left is closed");
        return anyone(Action::ClaimIncome { holder: *holder, mint });
    }
    if let Some((holder, amount)) = holders(vault).next() {
        let min_payout = whole(vault.owed(holder).redemption);
        return Step::one(holder, Action::Redeem { amount, min_payout });
    }
    if let Some(((nft, payee), _)) = vault.unpaid_royalties().next() {
        return anyone(Action::ClaimRoyalty { nft, payee });
    }
    if vault.auction.as_ref().is_some_and(|auction| auction.curator_fee > 0) {
        return anyone(Action::ClaimCuratorFee);
    }
    if let Some((nft, _)) = vault.assets.iter().find(|(_, asset)| asset.held) {
        return anyone(Action::ClaimAsset { nft: *nft });
    }
    if let Some(mint) = vault.pool.iter().flat_map(|pool| pool.incomes.keys()).next() {
        return anyone(Action::CloseIncome { mint: *mint, curator_named: true });
    }
    if vault.pool.is_some() {
        return anyone(Action::CloseStaking);
    }
    anyone(Action::CloseVault { curator_named: true })
}

/// Every purchase is claimed and every offering closed, once it is over or nothing was sold in it.
fn end_of_offerings(vault: &Vault, now: i64) -> Option<Step> {
    let (number, offering) = vault.offerings.iter().next()?;
    let number = *number;
    Some(match offering.purchases.keys().next() {
        Some(_) if !vault.is_offering_over(offering, now) => Step::Wait(offering.terms.ends_at - now),
        Some(buyer) => Step::one(ANYONE, Action::ClaimPurchase { number, buyer: *buyer }),
        None if offering.sold == 0 => Step::one(vault.creator, Action::CloseOffering { number, curator_named: true }),
        None if !vault.is_offering_over(offering, now) => Step::Wait(offering.terms.ends_at - now),
        None => Step::one(ANYONE, Action::CloseOffering { number, curator_named: true }),
    })
}

/// Licences run on without their vault, and end.
fn end_of_licenses(vault: &Vault, now: i64) -> Option<Step> {
    let (number, license) = vault.licenses.iter().next()?;
    let ends = license.until.unwrap_or(if license.ended { now } else { license.offered_until });
    Some(if now < ends { Step::Wait(ends - now) } else { Step::one(ANYONE, Action::CloseLicense { number: *number }) })
}

/// Who has fractions in hand, and how many.
fn holders(vault: &Vault) -> impl Iterator<Item = (Person, u64)> {
    (0..=BUYER)
        .map(|person| (person, whole(vault.bank.of(Place::Wallet(person), Token::Fraction))))
        .filter(|(_, amount)| *amount > 0)
}

/// An amount that one instruction can name.
fn whole(amount: u128) -> u64 {
    u64::try_from(amount).expect("an amount of a token")
}
