//! How far vaults have come, and the ways there.

use {
    super::{
        Cast, Claim, DELAY_SECS, FIRST_FRACTIONS, FIRST_PURCHASE, GRANT, HELD, INCOME, LEADING_FRACTIONS, LEVEL, Lot,
        OFFER_WINDOW_SECS, PROPOSALS, SALE, SALE_SECS, SECOND_PURCHASE, STAKED, SUPPLY, TERM_SECS, VOTING_SECS,
        sale_args, transfer,
    },
    anchor_lang::solana_program::instruction::Instruction,
    mosaic_client::{
        instructions::{ClaimAsset, CloseIncome},
        pda,
    },
    mosaic_harness::{Actor, Bank},
};

/// How far a vault has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The NFT exists, the vault does not.
    Planned,
    /// The vault exists and is empty.
    Created,
    /// It holds the NFT.
    Filled,
    /// Its creator holds every fraction.
    Active,
    /// The fractions are with the opener, the leader, the holder and the creator.
    Spread,
    /// The opener has bid.
    Opened,
    /// The leader has outbid the opener.
    Outbid,
    /// The auction has ended.
    Ended,
    /// It is settled.
    Sold,
    /// Everything was claimed.
    Paid,
    /// As [`Stage::Paid`], with cash in escrow that nobody is owed.
    Overpaid,
    /// Given up when it was filled, the NFT taken back.
    Cancelled,
    /// As [`Stage::Spread`], with a pool of stakes, which the opener opened.
    Pooled,
    /// The holder has staked.
    Staked,
    /// There is a book of asks, which the leader opened.
    Booked,
    /// The holder asks; the stranger is its delegate.
    Asked,
    /// The stranger added the quote mint as income, the curator gold, and the stranger deposited both.
    Funded,
    /// Two days later: the holder is owed both, and its stake is no longer locked.
    Earning,
    /// The opener and the leader have bid, as at [`Stage::Outbid`].
    Contested,
    /// It is settled; the holder's stake is as it was.
    Bought,
    /// Everything was unstaked and claimed. Left are income that nobody earned, a unit of gold sent uninvited, and a
    /// fraction sent to the escrow of bids.
    Left,
    /// The accounts of income are closed.
    Emptied,
    /// As [`Stage::Active`], with gold deposited that nobody earns.
    Waiting,
    /// The creator has reclaimed it.
    Regretted,
    /// The account of gold is closed.
    Cleared,
    /// As [`Stage::Staked`], with the stranger as the holder's delegate and a proposal of each kind by the holder.
    Proposed,
    /// The holder has voted for all of them: exactly the quorum.
    Voted,
    /// The votes are over and the delay too.
    Passed,
    /// The licence is granted, and the quote mint is an income, which the stranger added.
    Granted,
    /// The leader has accepted the licence.
    Licensed,
    /// Its term is over.
    Lapsed,
    /// As [`Stage::Spread`], with an offer of the opener.
    Offered,
    /// The leader has offered more.
    Exceeded,
    /// The window of that offer is over.
    Acceptable,
    /// As [`Stage::Asked`], with an offer of the opener, which the holder's ask does not veto.
    Awaited,
    /// Its window is over.
    Ripe,
    /// As [`Stage::Spread`], with an offering of the creator's, which runs.
    Listed,
    /// The holder has bought in it, for less than its minimum.
    Subscribed,
    /// It has ended below its minimum.
    Failed,
    /// As [`Stage::Subscribed`]; the leader has bought too, and the minimum is reached.
    Succeeded,
    /// It has ended.
    Concluded,
    /// The creator is paid and every purchase claimed but the holder's.
    Served,
    /// That too; a unit of cash was sent to the offering uninvited.
    Gifted,
}

impl Stage {
    /// Whether the vault has a book of asks.
    pub fn has_asks(self) -> bool {
        use Stage::*;
        let with = [Booked, Asked, Funded, Earning, Contested, Bought, Left, Emptied, Awaited, Ripe];
        with.contains(&self)
    }

    /// The stages on the way to this one, itself included.
    fn way(self) -> &'static [Self] {
        use Stage::*;
        const WAYS: [&[Stage]; 9] = [
            &[Created, Filled, Active, Spread, Opened, Outbid, Ended, Sold, Paid, Overpaid],
            &[
                Created, Filled, Active, Spread, Pooled, Staked, Booked, Asked, Funded, Earning, Contested, Bought,
                Left, Emptied,
            ],
            &[Created, Filled, Active, Waiting, Regretted, Cleared],
            &[Created, Filled, Cancelled],
            &[Created, Filled, Active, Spread, Pooled, Staked, Proposed, Voted, Passed, Granted, Licensed, Lapsed],
            &[Created, Filled, Active, Spread, Offered, Exceeded, Acceptable],
            &[Created, Filled, Active, Spread, Pooled, Staked, Booked, Asked, Awaited, Ripe],
            &[Created, Filled, Active, Spread, Listed, Subscribed, Failed],
            &[Created, Filled, Active, Spread, Listed, Subscribed, Succeeded, Concluded, Served, Gifted],
        ];
        let end = |way: &&[Stage]| way.iter().position(|stage| *stage == self);
        WAYS.iter().find_map(|way| end(way).map(|end| &way[..=end])).unwrap_or_default()
    }

    /// Seconds that pass before this stage.
    fn secs(self) -> i64 {
        match self {
            Self::Earning => 2 * 86_400,
            Self::Ended | Self::Bought => 259_200,
            Self::Passed => VOTING_SECS + DELAY_SECS,
            Self::Lapsed => TERM_SECS.into(),
            Self::Acceptable | Self::Ripe => OFFER_WINDOW_SECS,
            Self::Failed | Self::Concluded => SALE_SECS,
            _ => 0,
        }
    }
}

/// Brings vaults to a stage side by side: the clock moves once for all of them.
pub async fn reach(bank: &mut Bank, lots: &mut [&mut Lot<'_>], stage: Stage) {
    for (place, next) in stage.way().iter().enumerate() {
        let is_ahead = |lot: &Lot| stage.way().iter().position(|there| *there == lot.stage) < Some(place);
        if next.secs() > 0 && lots.iter().any(|lot| is_ahead(lot)) {
            bank.advance(next.secs()).await;
        }
        for lot in lots.iter_mut().filter(|lot| is_ahead(lot)) {
            lot.step(bank, *next).await;
        }
    }
}

impl Lot<'_> {
    async fn step(&mut self, bank: &mut Bank, next: Stage) {
        let Cast { creator, opener, leader, holder, stranger, .. } = self.cast;
        let instructions = match next {
            Stage::Planned | Stage::Ended | Stage::Earning => Vec::new(),
            Stage::Passed | Stage::Lapsed | Stage::Acceptable | Stage::Ripe => Vec::new(),
            Stage::Failed | Stage::Concluded => Vec::new(),
            Stage::Created => vec![self.create().instruction()],
            Stage::Filled => {
                let fraction_mint = pda::fraction_mint(&self.vault);
                for actor in [creator, opener, leader, holder] {
                    bank.create_ata(&actor.pubkey(), &fraction_mint).await;
                }
                vec![self.deposit().instruction()]
            }
            Stage::Active => vec![self.activate().instruction()],
            Stage::Spread => {
                vec![self.give(opener, FIRST_FRACTIONS), self.give(leader, LEADING_FRACTIONS), self.give(holder, HELD)]
            }
            Stage::Opened => vec![self.first_bid().instruction()],
            Stage::Outbid => vec![self.leading_bid().instruction()],
            Stage::Contested => vec![self.first_bid().instruction(), self.leading_bid().instruction()],
            Stage::Sold | Stage::Bought => {
                if !self.nft.standard.is_programmable() {
                    bank.create_ata(&leader.pubkey(), &self.nft.mint).await;
                }
                vec![self.settle().instruction()]
            }
            Stage::Paid => {
                for (_, claim) in self.claims() {
                    self.must(bank, &[claim]).await;
                }
                Vec::new()
            }
            Stage::Overpaid => {
                bank.mint_to(&self.cast.quote, &pda::cash_escrow(&self.vault), 1).await;
                Vec::new()
            }
            Stage::Cancelled => {
                let back =
                    ClaimAsset { recipient: creator.pubkey(), destination: self.nft.token, ..self.claim_asset() };
                vec![self.cancel().instruction(), back.instruction()]
            }
            Stage::Pooled => {
                self.open_gold(bank, &[creator, leader, holder]).await;
                vec![self.open_staking().instruction()]
            }
            Stage::Staked => vec![self.stake(STAKED).instruction()],
            Stage::Booked => vec![self.open_asks().instruction()],
            Stage::Asked => {
                let delegate = Some(stranger.pubkey());
                vec![self.set_ask(Some(LEVEL)).instruction(), self.set_delegate(delegate).instruction()]
            }
            Stage::Funded => {
                vec![
                    self.add_quote().instruction(),
                    self.add_gold().instruction(),
                    self.deposit_income(&self.cast.quote, INCOME).instruction(),
                    self.deposit_income(&self.cast.gold, INCOME).instruction(),
                ]
            }
            Stage::Left => {
                self.leave(bank).await;
                Vec::new()
            }
            Stage::Emptied => {
                let close = |mint| self.close_income(mint).instruction();
                vec![close(&self.cast.quote), close(&self.cast.gold)]
            }
            Stage::Waiting => {
                self.open_gold(bank, &[creator]).await;
                let pool = self.open_staking().instruction();
                let deposit = self.deposit_income(&self.cast.gold, INCOME).instruction();
                vec![pool, self.add_gold().instruction(), deposit]
            }
            Stage::Regretted => vec![self.reclaim().instruction()],
            Stage::Cleared => vec![self.close_reclaimed_income().instruction()],
            Stage::Proposed => {
                for number in PROPOSALS {
                    self.must(bank, &[self.propose(number, self.action(number)).instruction()]).await;
                }
                vec![self.set_delegate(Some(stranger.pubkey())).instruction()]
            }
            Stage::Voted => {
                for number in PROPOSALS {
                    self.must(bank, &[self.vote(number, true).instruction()]).await;
                }
                Vec::new()
            }
            Stage::Granted => vec![self.execute(GRANT).instruction(), self.add_quote().instruction()],
            Stage::Licensed => vec![self.take_license(GRANT).accept()],
            Stage::Offered | Stage::Awaited => vec![self.first_offer().offer()],
            Stage::Exceeded => vec![self.better_offer().offer()],
            Stage::Listed => vec![self.open_offering(sale_args(bank.now().await)).instruction()],
            Stage::Subscribed => vec![self.buy(holder, FIRST_PURCHASE).instruction()],
            Stage::Succeeded => vec![self.buy(leader, SECOND_PURCHASE).instruction()],
            Stage::Served => vec![self.claim_purchase(leader).instruction(), self.close_offering().instruction()],
            Stage::Gifted => {
                let raised = pda::raised_cash(&pda::offering(&self.vault, SALE));
                bank.mint_to(&self.cast.quote, &raised, 1).await;
                vec![self.claim_purchase(holder).instruction()]
            }
        };
        if !instructions.is_empty() {
            self.must(bank, &instructions).await;
        }
        self.stage = next;
    }

    /// Accounts for gold; the stranger's has some in it.
    async fn open_gold(&self, bank: &mut Bank, people: &[&Actor]) {
        for actor in people {
            bank.create_ata(&actor.pubkey(), &self.cast.gold).await;
        }
        bank.fund(&self.cast.stranger.pubkey(), &self.cast.gold, 10 * INCOME).await;
    }

    async fn leave(&self, bank: &mut Bank) {
        let Cast { creator, quote, gold, .. } = self.cast;
        let stray = transfer(&self.fractions(creator), &pda::fraction_escrow(&self.vault), &creator.pubkey(), 1);
        let claim = |mint| self.claim_income(mint).instruction();
        self.must(bank, &[stray, self.unstake(STAKED).instruction(), claim(quote), claim(gold)]).await;
        for (kind, claim) in self.claims() {
            let claim = match kind {
                Claim::CreatorsFractions => {
                    let rest = SUPPLY - LEADING_FRACTIONS - FIRST_FRACTIONS - HELD - 1;
                    self.redeem(creator, rest).instruction()
                }
                _ => claim,
            };
            self.must(bank, &[claim]).await;
        }
        bank.mint_to(gold, &pda::income_account(&self.vault, gold), 1).await;
    }

    /// `close_income` of gold at [`Stage::Regretted`].
    pub fn close_reclaimed_income(&self) -> CloseIncome {
        let creator = &self.cast.creator;
        CloseIncome {
            with_auction: false,
            recipient: creator.pubkey(),
            unearned_destination: Some(self.cast.gold(creator)),
            surplus_destination: None,
            ..self.close_income(&self.cast.gold)
        }
    }

    fn give(&self, to: &Actor, amount: u64) -> Instruction {
        let creator = &self.cast.creator;
        let (from, to) = (self.fractions(creator), self.fractions(to));
        transfer(&from, &to, &creator.pubkey(), amount)
    }
}
