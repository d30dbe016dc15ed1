//! The invariants (design, section 11).

use crate::{Place, Purchase, QUOTE, Status, Token, Vault, next_price};

/// The invariant that does not hold, and how.
pub type Broken = String;

fn equal(id: &str, what: &str, is: u128, should: u128) -> Result<(), Broken> {
    if is == should { Ok(()) } else { Err(format!("{id}: {what} is {is}, not {should}")) }
}

fn holds(id: &str, what: &str, holds: bool) -> Result<(), Broken> {
    if holds { Ok(()) } else { Err(format!("{id}: {what}")) }
}

impl Vault {
    /// Checks what holds at every moment.
    pub fn check(&self, now: i64) -> Result<(), Broken> {
        self.check_assets()?;
        self.check_escrows()?;
        self.check_offerings()?;
        self.check_sale()?;
        self.check_asks()?;
        self.check_income()?;
        self.check_votes(now)
    }

    fn check_assets(&self) -> Result<(), Broken> {
        for (nft, asset) in &self.assets {
            equal("INV-01", "an NFT in custody", self.bank.of(Place::Custody, Token::Nft(*nft)), asset.held.into())?;
            equal("INV-01", "an NFT anywhere", self.bank.total(Token::Nft(*nft)), 1)?;
        }
        equal("INV-02", "the supply", self.supply() + self.burned, self.minted)
    }

    fn gift(&self, place: Place, token: Token) -> u128 {
        self.gifts.get(&(place, token)).copied().unwrap_or(0)
    }

    fn check_escrows(&self) -> Result<(), Broken> {
        let of_sale = self.auction.as_ref().map_or(0, |sale| sale.royalties + sale.curator_fee + sale.proceeds);
        let bids: u128 = self.bids.values().map(|bid| bid.cash).sum();
        let cash = bids + of_sale + self.gift(Place::Cash, Token::Of(QUOTE));
        equal("INV-03", "the cash escrow", self.bank.of(Place::Cash, Token::Of(QUOTE)), cash)?;
        let fractions = self.bids.values().map(|bid| bid.fractions).sum::<u128>();
        let fractions = fractions + self.gift(Place::Fractions, Token::Fraction);
        equal("INV-04", "the fraction escrow", self.bank.of(Place::Fractions, Token::Fraction), fractions)?;
        let staked = self.pool.as_ref().map_or(0, |pool| pool.staked());
        let staked = staked + self.gift(Place::Staked, Token::Fraction);
        equal("INV-04", "what is staked", self.bank.of(Place::Staked, Token::Fraction), staked)
    }

    fn check_offerings(&self) -> Result<(), Broken> {
        for (number, offering) in &self.offerings {
            let accounts = [
                (Place::Offered(*number), Token::Fraction, offering.fractions_held()),
                (Place::Raised(*number), Token::Of(QUOTE), offering.cash_held()),
            ];
            for (place, token, held) in accounts {
                let expected = held + self.gift(place, token);
                equal("INV-13", &format!("what is in {place:?}"), self.bank.of(place, token), expected)?;
            }
            let of = |part: fn(&Purchase) -> u128| offering.purchases.values().map(part).sum::<u128>();
            holds("INV-13", "more is bought than sold", of(|purchase| purchase.fractions) <= offering.sold)?;
            holds("INV-13", "more was paid than raised", of(|purchase| purchase.cost) <= offering.raised)?;
            holds("INV-13", "more is sold than offered", offering.sold <= offering.terms.amount.into())?;
            let limit = u128::from(offering.terms.wallet_limit);
            let within = offering.purchases.values().all(|purchase| (1..=limit).contains(&purchase.fractions));
            holds("INV-13", "somebody has more than its limit", within)?;
            holds("INV-13", "a success is forgotten", self.offered || !offering.is_certain())?;
        }
        let succeeded = self.offerings.values().filter(|offering| offering.is_certain()).count();
        holds("INV-13", "two offerings have succeeded", succeeded <= 1)
    }

    fn check_sale(&self) -> Result<(), Broken> {
        let Some(split) = self.auction.as_ref().and_then(|auction| auction.split) else { return Ok(()) };
        let parts = split.royalties + split.curator_fee + split.proceeds;
        equal("INV-08", "the sum of the parts", parts, split.cash)?;
        let left = self.auction.as_ref().map_or(0, |auction| auction.proceeds);
        holds("INV-06", "more is left than was there", left <= split.proceeds)?;
        let unpaid: u128 = self.unpaid_royalties().map(|(_, amount)| amount).sum();
        let royalties = self.auction.as_ref().map_or(0, |auction| auction.royalties);
        holds("INV-03", "royalties are not covered", unpaid <= royalties)
    }

    fn check_asks(&self) -> Result<(), Broken> {
        let asking: u128 = self.asks().map(|(_, weight)| weight).sum();
        let staked = self.pool.as_ref().map_or(0, |pool| pool.staked());
        holds("INV-05", "more asks than is staked", asking <= staked)?;
        holds("INV-05", "more is staked than there is", staked <= self.supply())
    }

    fn check_income(&self) -> Result<(), Broken> {
        let incomes = self.pool.iter().flat_map(|pool| &pool.incomes);
        for (mint, income) in incomes {
            let (place, token) = (Place::Income(*mint), Token::Of(*mint));
            let tracked = self.bank.of(place, token) - self.gift(place, token);
            let parts = (income.waiting() << 64) + self.owed_parts(*mint);
            equal("INV-07", "income in parts of a unit", tracked << 64, parts)?;
        }
        Ok(())
    }

    fn check_votes(&self, now: i64) -> Result<(), Broken> {
        if self.is_over() {
            return Ok(());
        }
        for ((number, holder), ballot) in self.ballots.iter().filter(|(_, ballot)| now < ballot.ends_at) {
            let stake = self.pool.as_ref().and_then(|pool| pool.stakes.get(holder));
            let there = stake.is_some_and(|stake| stake.amount >= ballot.weight && self.locked(stake, now));
            holds("INV-10", &format!("the stake of {holder} that voted on {number} can leave"), there)?;
        }
        for (number, proposal) in self.proposals.iter().filter(|(_, proposal)| now < proposal.ends_at) {
            let side = |yes: bool| -> u128 {
                let of = self.ballots.iter().filter(|((of, _), ballot)| of == number && ballot.yes == yes);
                of.map(|(_, ballot)| ballot.weight).sum()
            };
            equal("INV-10", "votes for", proposal.yes, side(true))?;
            equal("INV-10", "votes against", proposal.no, side(false))?;
        }
        Ok(())
    }

    /// Checks what holds from a moment to the next.
    pub fn check_step(&self, next: &Self) -> Result<(), Broken> {
        use Status::{Active, Auction, Closed, Draft, Reclaimed, Sold, Unborn};
        let statuses = (self.status, next.status);
        let known = matches!(
            statuses,
            (Unborn, Draft)
                | (Draft, Active | Reclaimed)
                | (Active, Auction | Reclaimed)
                | (Auction, Sold)
                | (Sold | Reclaimed, Closed)
        );
        holds("INV-11", &format!("{statuses:?}"), self.status == next.status || known)?;
        for (number, before) in &self.offerings {
            let Some(after) = next.offerings.get(number) else { continue };
            let kept = before.terms == after.terms && before.supply == after.supply && (!before.closed || after.closed);
            let grown = before.sold <= after.sold && before.raised <= after.raised;
            holds("INV-13", "an offering took something back", kept && grown)?;
        }
        holds("INV-13", "a success was taken back", !self.offered || next.offered)?;
        if let (Auction, Some(before), Some(after)) = (self.status, &self.auction, &next.auction) {
            let least = next_price(before.price, self.terms.step_bps);
            holds("INV-09", "the price rose by less than a step", after.price == before.price || after.price >= least)?;
        }
        Ok(())
    }
}
