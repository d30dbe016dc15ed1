//! What can be done with a vault next.

use mosaic_core::{Status, votes::least_stake};

use crate::views::{LicenseState, LicenseView, OfferingView, ProposalPhase, ProposalView, VaultView};

#[cfg(test)]
mod tests;

/// Who can do something with a vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Party {
    /// Anybody.
    Anyone,
    /// The vault's creator.
    Creator,
    /// Who holds fractions.
    Holder,
    /// Who has a stake.
    Staker,
    /// Who holds every fraction.
    WholeHolder,
    /// Who placed a bid that does not lead, or once sold any bid.
    Bidder,
    /// The winner, or who reclaimed or cancelled.
    Recipient,
    /// A verified creator of an NFT in the vault.
    RoyaltyPayee,
    /// The curator.
    Curator,
    /// Who bought in an offering.
    Buyer,
    /// Who may take a licence, or has one.
    Licensee,
}

/// What can be done with a vault next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Deposit a further NFT.
    Deposit,
    /// Describe the fraction.
    Describe,
    /// Activate.
    Activate,
    /// Give the draft up.
    Cancel,
    /// Bid at least this price of the whole vault, in raw quote units.
    Bid {
        /// The least price.
        least_price: u64,
    },
    /// Stake fractions, to ask and to earn.
    Stake,
    /// Set at which price a stake would sell the whole vault.
    SetAsk,
    /// Take fractions out of a stake once its lock is over.
    Unstake,
    /// Pay income in, to be streamed to the stakes.
    DepositIncome,
    /// Take what a stake has earned.
    ClaimIncome,
    /// Burn the whole supply and take the assets.
    Reclaim,
    /// Offer at least this price of the whole vault, below the reserve, in raw quote units.
    MakeOffer {
        /// The least price.
        least_price: u64,
    },
    /// Take the offer that stands back, once its window is over.
    WithdrawOffer,
    /// Offer fractions to all.
    OpenOffering,
    /// Buy fractions of an offering.
    BuyFractions {
        /// Its number.
        number: u64,
        /// Price of the whole vault now, in raw quote units.
        price: u64,
    },
    /// Take what was bought in an offering, or the cash back.
    ClaimPurchase {
        /// Its number.
        number: u64,
    },
    /// Pay the creator of an offering that is over, or close its accounts.
    CloseOffering {
        /// Its number.
        number: u64,
    },
    /// Call an offering off in which nothing is sold.
    CallOffOffering {
        /// Its number.
        number: u64,
    },
    /// Start the auction with the offer that stands.
    AcceptOffer,
    /// Propose something to the holders.
    Propose {
        /// What has to be staked, in raw units.
        least_stake: u64,
    },
    /// Vote on a proposal.
    Vote {
        /// Its number.
        number: u64,
    },
    /// Carry out what a proposal decided.
    ExecuteProposal {
        /// Its number.
        number: u64,
    },
    /// Close records of proposals and votes that are over.
    CloseVotes,
    /// Take a licence that was granted.
    AcceptLicense {
        /// Its number.
        number: u64,
    },
    /// Renew a licence by a term.
    RenewLicense {
        /// Its number.
        number: u64,
    },
    /// Close a licence that is over.
    CloseLicense {
        /// Its number.
        number: u64,
    },
    /// Take a bid back.
    WithdrawBid,
    /// Settle the auction.
    Settle,
    /// Redeem fractions.
    Redeem,
    /// Take the assets.
    ClaimAssets,
    /// Take a royalty.
    ClaimRoyalty,
    /// Take the curator's fee.
    ClaimCuratorFee,
    /// Close the vault, with its stakes and its income.
    Close,
}

impl VaultView {
    /// What can be done next, and by whom, as far as the vault tells; [`Self::offering_next_steps`],
    /// [`ProposalView::next_steps`] and [`LicenseView::next_steps`] tell it of offerings, a proposal and a licence.
    #[must_use]
    pub fn next_steps(&self) -> Vec<(Party, Step)> {
        let vault = &self.vault;
        let mut steps = Vec::new();
        let mut add = |when: bool, party: Party, step: Step| steps.extend(when.then_some((party, step)));
        let draft = self.status.is_being_filled();
        add(draft && vault.assets < mosaic_core::terms::MAX_ASSETS, Party::Creator, Step::Deposit);
        add(draft && vault.described == 0, Party::Creator, Step::Describe);
        add(draft && vault.assets > 0, Party::Creator, Step::Activate);
        add(draft, Party::Creator, Step::Cancel);
        add(self.status.allows_reclaim() && self.supply > 0, Party::WholeHolder, Step::Reclaim);
        // Accounts that do not fit together have no income to offer.
        let incomes = self.incomes().unwrap_or_default();
        let (waits, staked) = (incomes.iter().any(|income| income.waiting > 0), self.staked());
        // Once asks count no more, staking is for the income that is still to be released.
        let worthwhile = self.status.accepts_asks() || waits;
        add(self.status.accepts_stakes() && worthwhile && self.supply > staked, Party::Holder, Step::Stake);
        add(self.status.accepts_asks() && staked > 0, Party::Staker, Step::SetAsk);
        add(staked > 0, Party::Staker, Step::Unstake);
        add(self.status.accepts_income(), Party::Anyone, Step::DepositIncome);
        let earned = incomes.iter().any(|income| income.earned() > 0);
        let stakes = self.pool.as_ref().map_or(0, |pool| pool.stakes);
        add(earned && stakes > 0, Party::Staker, Step::ClaimIncome);
        if let Ok(least_price) = self.least_price() {
            add(true, Party::Anyone, Step::Bid { least_price });
        }
        if let Ok(least_price) = self.least_offer() {
            add(true, Party::Anyone, Step::MakeOffer { least_price });
        }
        // Accounts that do not fit together have no offer either.
        let offer = self.offer().unwrap_or_default();
        add(offer.is_some_and(|offer| offer.withdrawable), Party::Bidder, Step::WithdrawOffer);
        add(offer.is_some_and(|offer| offer.acceptable), Party::Anyone, Step::AcceptOffer);
        if let Ok(least_stake) = least_stake(&vault.terms(), self.supply) {
            add(self.status.accepts_proposals() && staked >= least_stake, Party::Staker, Step::Propose { least_stake });
        }
        add(self.status.is_past_votes() && vault.records > 0, Party::Anyone, Step::CloseVotes);
        add(self.ends_in() == Some(0), Party::Anyone, Step::Settle);
        let auction = self.auction.as_ref();
        let leading = u64::from(self.status == Status::Auction || offer.is_some());
        add(auction.is_some_and(|auction| auction.open_bids > leading), Party::Bidder, Step::WithdrawBid);
        let sold = self.status.pays_out();
        let proceeds = auction.is_some_and(|auction| auction.proceeds > 0);
        add(sold && proceeds && self.supply > 0, Party::Holder, Step::Redeem);
        add(self.status.releases_assets() && vault.assets_held > 0, Party::Recipient, Step::ClaimAssets);
        add(sold && vault.royalty_claims > 0, Party::RoyaltyPayee, Step::ClaimRoyalty);
        add(sold && auction.is_some_and(|auction| auction.curator_fee > 0), Party::Curator, Step::ClaimCuratorFee);
        add(self.status.allows_closing() && self.owing().is_none(), Party::Anyone, Step::Close);
        steps
    }

    /// What can be done about the offerings of the vault next, those of it that are not closed, and by whom.
    #[must_use]
    pub fn offering_next_steps(&self, offerings: &[OfferingView]) -> Vec<(Party, Step)> {
        let opening = self.can_offer().then_some((Party::Creator, Step::OpenOffering));
        opening.into_iter().chain(offerings.iter().flat_map(steps_of_offering)).collect()
    }
}

fn steps_of_offering(view: &OfferingView) -> Vec<(Party, Step)> {
    let OfferingView { number, price, offering, .. } = *view;
    let over = view.is_over();
    // Until it is over, a purchase that is delivered stays: it counts for the limit of its buyer.
    let claims = if over { offering.purchases_open > 0 } else { view.certain && offering.sold > offering.delivered };
    let mut steps = Vec::new();
    let mut add = |when: bool, party: Party, step: Step| steps.extend(when.then_some((party, step)));
    add(view.is_selling(), Party::Anyone, Step::BuyFractions { number, price });
    add(claims, Party::Buyer, Step::ClaimPurchase { number });
    add(view.closable, Party::Anyone, Step::CloseOffering { number });
    add(!over && offering.sold == 0, Party::Creator, Step::CallOffOffering { number });
    steps
}

impl ProposalView {
    /// What can be done with the proposal next, and by whom.
    #[must_use]
    pub fn next_steps(&self) -> Vec<(Party, Step)> {
        let number = self.number;
        let mut steps = Vec::new();
        let mut add = |when: bool, party: Party, step: Step| steps.extend(when.then_some((party, step)));
        add(self.phase == ProposalPhase::Voting, Party::Staker, Step::Vote { number });
        let executable = self.phase == ProposalPhase::Executable && self.allowed;
        add(executable, Party::Anyone, Step::ExecuteProposal { number });
        add(self.closable, Party::Anyone, Step::CloseVotes);
        steps
    }
}

impl LicenseView {
    /// What can be done with the licence next, and by whom, as long as its vault is Active; to close it needs no vault.
    #[must_use]
    pub fn next_steps(&self, now: i64) -> Vec<(Party, Step)> {
        let number = self.number;
        let mut steps = Vec::new();
        let mut add = |when: bool, party: Party, step: Step| steps.extend(when.then_some((party, step)));
        let offered = matches!(self.state, LicenseState::Offered { .. });
        add(offered, Party::Licensee, Step::AcceptLicense { number });
        let renewable = self.renewable_from.is_some_and(|from| from <= now);
        add(renewable, Party::Licensee, Step::RenewLicense { number });
        add(self.closable, Party::Anyone, Step::CloseLicense { number });
        steps
    }
}
