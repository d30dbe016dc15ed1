//! The end of a life: everybody takes out what is owed, and everything is closed (INV-12).

use {
    crate::{
        life::{Life, Tally},
        people::wealth,
    },
    anchor_lang::solana_program::instruction::Instruction,
    mosaic_client::{
        PROGRAM_ID,
        instructions::{ClaimCuratorFee, CloseIncome, CloseVault, WithdrawVote},
        pda,
        state::{Bid, License, Proposal, Stake, Status, Vote, decode},
    },
    mosaic_harness::Actor,
    proptest::prelude::RngExt,
};

impl Life {
    /// Sells the vault, if nobody has, or lets a holder reclaim it; pays everybody; closes everything; and counts.
    pub async fn unwind(mut self) -> Tally {
        self.sell().await;
        self.close_records().await;
        self.unstake().await;
        self.pay_out().await;
        self.close().await;
        self.count().await;
        self.tally
    }

    async fn must(&mut self, instruction: Instruction, signers: &[&Actor]) {
        let mut signers = signers.to_vec();
        let keeper = self.people.keeper.clone();
        signers.push(&keeper);
        if let Err(failure) = self.world.send(&[instruction], &signers).await {
            panic!("INV-12: somebody does not get out what is owed: {failure}");
        }
    }

    async fn status(&self) -> Status {
        self.world.vault(&self.vault).await.status().expect("a status")
    }

    async fn sell(&mut self) {
        if self.status().await == Status::Active {
            // The locks, and every window in which a vote can have an effect, are over.
            self.world.bank.advance(40 * 86_400).await;
            // Of a supply that was burned outside nobody is the holder.
            let held = self.world.supply(&self.vault).await > 0;
            if held && self.rng.random_bool(0.3) {
                return self.reclaim().await;
            }
            let reserve = self.world.quote(&self.vault).await.reserve;
            let standing = self.world.auction_if_any(&self.vault).await.map_or(0, |auction| auction.price);
            let price = reserve.max(standing + standing / 10 + 1);
            let buyer = self.people.buyer.clone();
            self.must(self.vault.place_bid(&buyer.pubkey(), price, 0).instruction(), &[&buyer]).await;
        }
        if self.status().await == Status::Auction {
            let auction = self.world.auction(&self.vault).await;
            let now = self.world.bank.now().await;
            self.world.bank.set_clock(auction.ends_at.max(now)).await;
            self.must(self.vault.settle(&auction.leader).instruction(), &[]).await;
        }
    }

    /// One of the holders gets every fraction, and reclaims. Offers that are cash alone are left as they are.
    async fn reclaim(&mut self) {
        let (vault, standing) = (self.vault.clone(), self.world.auction_if_any(&self.vault).await);
        for Stake { holder, amount, .. } in self.stakes().await.into_iter().filter(|stake| stake.amount > 0) {
            let holder = self.people.of(&holder).clone();
            self.must(vault.unstake(&holder.pubkey(), amount).instruction(), &[&holder]).await;
        }
        for bid in self.bids().await.into_iter().filter(|bid| bid.fractions > 0) {
            let stands = standing.is_some_and(|auction| auction.leader == bid.bidder);
            let (bidder, withdraw) = (self.people.of(&bid.bidder).clone(), vault.withdraw_bid(&bid.bidder));
            self.must(if stands { withdraw.offer() } else { withdraw.instruction() }, &[&bidder]).await;
        }
        let holder = self.people.holders[1].clone();
        for other in self.people.holders.clone().into_iter().filter(|other| other.pubkey() != holder.pubkey()) {
            let amount = self.world.fractions_of(&vault, &other).await;
            if amount > 0 {
                self.world.give_fractions(&vault, &other, &holder.pubkey(), amount).await;
            }
        }
        self.must(vault.reclaim(&holder.pubkey()).instruction(), &[&holder]).await;
    }

    /// Anybody closes what is left of votes: here the keeper, who was in none.
    async fn close_records(&mut self) {
        for (address, account) in self.world.bank.accounts_of(&PROGRAM_ID).await {
            let close = if let Ok(vote) = decode::<Vote>(&account.data) {
                let proposals = 0..self.world.vault(&self.vault).await.proposals;
                let mut numbers =
                    proposals.filter(|number| pda::proposal(&self.vault.address, *number) == vote.proposal);
                let number = numbers.next().expect("the number of a proposal");
                let authority = self.people.keeper.pubkey();
                let withdraw = self.vault.withdraw_vote(&vote.holder, number);
                WithdrawVote { authority, payer: vote.payer, ..withdraw }.instruction()
            } else if let Ok(proposal) = decode::<Proposal>(&account.data) {
                self.vault.close_proposal(proposal.number, &proposal.proposer).instruction()
            } else {
                continue;
            };
            self.must(close, &[]).await;
            assert_eq!(self.world.bank.lamports(&address).await, 0);
        }
        assert_eq!(self.world.vault(&self.vault).await.records, 0);
    }

    async fn stakes(&self) -> Vec<Stake> {
        let accounts = self.world.bank.accounts_of(&PROGRAM_ID).await.into_iter();
        accounts.filter_map(|(_, account)| decode::<Stake>(&account.data).ok()).collect()
    }

    async fn bids(&self) -> Vec<Bid> {
        let accounts = self.world.bank.accounts_of(&PROGRAM_ID).await.into_iter();
        accounts.filter_map(|(_, account)| decode::<Bid>(&account.data).ok()).collect()
    }

    async fn unstake(&mut self) {
        for Stake { holder, amount, .. } in self.stakes().await {
            let holder = self.people.of(&holder).clone();
            if amount > 0 {
                self.must(self.vault.unstake(&holder.pubkey(), amount).instruction(), &[&holder]).await;
            }
        }
        for Stake { holder, .. } in self.stakes().await {
            for (place, income) in self.world.pool(&self.vault).await.income.into_iter().enumerate() {
                let stake = self.world.stake_of(&self.vault, self.people.of(&holder)).await;
                if stake.is_some_and(|stake| stake.shares[place].share().claimable() > 0) {
                    self.must(self.vault.claim_income(&holder, &income.mint).instruction(), &[]).await;
                }
            }
        }
        assert!(self.stakes().await.is_empty(), "a stake is owed nothing and is still there");
    }

    async fn pay_out(&mut self) {
        let (vault, nft) = (self.vault.clone(), self.vault.nfts[0].clone());
        let state = self.world.vault(&vault).await;
        if self.world.asset_of(&vault, &nft).await.is_some_and(|asset| asset.held == 1) {
            self.must(vault.claim_asset(&nft, &state.recipient).instruction(), &[]).await;
        }
        assert!(self.world.holds(&state.recipient, &nft).await);
        for payee in self.people.payees.clone() {
            let asset = self.world.asset_of(&vault, &nft).await;
            if asset.is_some_and(|asset| asset.royalty_of(&payee.pubkey()).is_ok()) {
                self.must(vault.claim_royalty(&nft, &payee.pubkey()).instruction(), &[]).await;
            }
        }
        let auction = self.world.auction_if_any(&vault).await;
        if auction.is_some_and(|auction| auction.curator_fee > 0) {
            let (curator, cash_destination) = (state.curator, vault.cash_account(&state.curator));
            let claim = ClaimCuratorFee { curator, cash_destination, ..vault.claim_curator_fee() };
            self.must(claim.instruction(), &[]).await;
        }
        for bid in self.bids().await {
            self.must(vault.withdraw_bid(&bid.bidder).instruction(), &[]).await;
        }
        let holders: Vec<Actor> = self.people.all().cloned().collect();
        for holder in holders {
            let amount = self.world.fractions_of(&vault, &holder).await;
            if amount > 0 {
                self.must(vault.redeem(&holder.pubkey(), amount).instruction(), &[&holder]).await;
            }
        }
        assert_eq!(self.world.supply(&vault).await, 0);
    }

    async fn close(&mut self) {
        let vault = self.vault.clone();
        let state = self.world.vault(&vault).await;
        let opener = self.world.auction_if_any(&vault).await.map(|auction| auction.opener);
        if state.staking == 1 {
            for income in self.world.pool(&vault).await.income.into_iter().filter(|income| income.is_open()) {
                let close = CloseIncome {
                    opener: income.opener,
                    curator: state.curator,
                    surplus_destination: Some(pda::associated_token(&state.curator, &income.mint)),
                    ..vault.close_income(&income.mint, &state.recipient, opener.is_some())
                };
                self.must(close.instruction(), &[]).await;
            }
            self.must(vault.close_staking(state.asks == 1).instruction(), &[]).await;
        }
        let surplus_destination = opener.map(|_| vault.cash_account(&state.curator));
        let close = CloseVault { curator: state.curator, surplus_destination, ..vault.close_vault(opener) };
        self.must(close.instruction(), &[]).await;
        // Licences run on without their vault, and end.
        for (_, account) in self.world.bank.accounts_of(&PROGRAM_ID).await {
            let license = decode::<License>(&account.data).expect("only licences outlive a vault");
            let now = self.world.bank.now().await;
            self.world.bank.set_clock(now.max(license.until).max(license.offered_until)).await;
            self.must(vault.close_license(license.number).instruction(), &[]).await;
        }
    }

    /// Every lamport and every unit is somebody's again.
    async fn count(&self) {
        assert!(self.world.bank.accounts_of(&PROGRAM_ID).await.is_empty());
        let mut expected = self.lamports.clone();
        // The creator is the first of all.
        expected[0] += self.rent;
        assert_eq!(self.count_lamports().await, expected, "the rent that was paid is not the rent that came back");
        let mints = [self.vault.quote_mint, self.other_mint];
        for (mint, before) in mints.iter().zip(self.wealth) {
            assert_eq!(wealth(&self.world, &self.people, mint).await, before, "units of {mint} are nobody's");
        }
    }
}
