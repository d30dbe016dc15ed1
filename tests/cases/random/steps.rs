//! What can happen to a vault in one step, with random arguments.

use {
    crate::life::Life,
    anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction},
    anchor_spl::token::spl_token,
    mosaic_client::{
        instructions::{ClaimCuratorFee, Vote, VoteArgs, WithdrawVote},
        pda,
        state::{Action, License, Proposal, Status, Vote as VoteAccount},
    },
    mosaic_harness::Actor,
    proptest::prelude::RngExt,
};

macro_rules! kinds {
    ($($kind:ident $weight:literal)*) => {
        /// A kind of step.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Kind { $($kind),* }

        impl Kind {
            /// All of them.
            pub const ALL: [Kind; [$($weight),*].len()] = [$(Kind::$kind),*];
            /// How often each is chosen, in proportion.
            const WEIGHTS: [u32; Self::ALL.len()] = [$($weight),*];
        }
    };
}
kinds! {
    Stake 20 Unstake 12 SetAsk 10 SetDelegate 3
    Propose 12 Vote 48 WithdrawVote 6 Execute 16 CloseProposal 8
    AcceptLicense 10 RenewLicense 6 CloseLicense 4
    Offer 8 WithdrawOffer 4 AcceptOffer 4 Bid 2 WithdrawBid 8 Settle 8
    AddIncomeMint 4 DepositIncome 8 ClaimIncome 10
    Transfer 4 Burn 3
    Redeem 4 ClaimAsset 1 ClaimRoyalty 2 ClaimCuratorFee 2
}

impl Kind {
    /// Whether it is an instruction of the program, not of the token program.
    pub fn is_of_the_program(self) -> bool {
        !matches!(self, Kind::Transfer | Kind::Burn)
    }

    /// Whether it can go through once the vault was sold.
    fn is_after_the_sale(self) -> bool {
        use Kind::{
            Burn, ClaimAsset, ClaimCuratorFee, ClaimIncome, ClaimRoyalty, CloseLicense, CloseProposal, Redeem, Stake,
            Transfer, Unstake, WithdrawBid, WithdrawVote,
        };
        matches!(self, Redeem | ClaimAsset | ClaimRoyalty | ClaimCuratorFee | ClaimIncome | Stake | Unstake | Transfer)
            || matches!(self, Burn | WithdrawBid | WithdrawVote | CloseProposal | CloseLicense)
    }
}

/// Among how many of the last proposals one is sought that a step can do something with.
const SOUGHT: u64 = 8;

/// A transaction to be.
pub struct Step {
    pub kind: Kind,
    pub instructions: Vec<Instruction>,
    /// Who signs besides the keeper.
    pub signers: Vec<Actor>,
}

impl Life {
    fn holder(&mut self) -> Actor {
        let holders = &self.people.holders;
        holders[self.rng.random_range(0..holders.len())].clone()
    }

    /// Somebody who has staked something, mostly.
    async fn staker(&mut self) -> Actor {
        for _ in 0..4 {
            let holder = self.holder();
            if self.world.stake_of(&self.vault, &holder).await.is_some_and(|stake| stake.amount > 0) {
                return holder;
            }
        }
        self.holder()
    }

    /// The number of a proposal, most often one of the last.
    pub async fn number(&mut self) -> u64 {
        let made = self.world.vault(&self.vault).await.proposals;
        let first = if self.rng.random_bool(0.8) { made.saturating_sub(5) } else { 0 };
        if made == 0 { 0 } else { self.rng.random_range(first..made) }
    }

    /// The number of a proposal of which that holds, if there is one among the last; now and then of any other.
    pub async fn proposal(&mut self, wanted: impl Fn(&Proposal, i64) -> bool) -> u64 {
        let (made, now) = (self.world.vault(&self.vault).await.proposals, self.world.bank.now().await);
        let mut found = Vec::new();
        for number in made.saturating_sub(SOUGHT)..made {
            let proposal = self.world.read::<Proposal>(&pda::proposal(&self.vault.address, number)).await;
            found.extend(proposal.filter(|proposal| wanted(proposal, now)).map(|_| number));
        }
        self.one_of(&found).await
    }

    /// As [`Self::proposal`], of licences.
    async fn license(&mut self, wanted: impl Fn(&License, i64) -> bool) -> u64 {
        let (made, now) = (self.world.vault(&self.vault).await.proposals, self.world.bank.now().await);
        let mut found = Vec::new();
        for number in made.saturating_sub(2 * SOUGHT)..made {
            let license = self.world.license(&self.vault, number).await;
            found.extend(license.filter(|license| wanted(license, now)).map(|_| number));
        }
        self.one_of(&found).await
    }

    async fn one_of(&mut self, found: &[u64]) -> u64 {
        if found.is_empty() || self.rng.random_bool(0.15) {
            return self.number().await;
        }
        found[self.rng.random_range(0..found.len())]
    }

    /// A part of an amount, or all of it; at least one.
    fn part(&mut self, whole: u64) -> u64 {
        match self.rng.random_range(0..4) {
            0 => whole.max(1),
            1 => self.rng.random_range(1..=whole.clamp(1, 10)),
            _ => self.rng.random_range(1..=whole.max(1)),
        }
    }

    /// A price around the opening price, or the least after the one that leads.
    async fn price(&mut self) -> u64 {
        let opening = u128::from(self.vault.terms.opening_price);
        let leading = self.world.auction_if_any(&self.vault).await.map_or(0, |auction| auction.price);
        if leading > 0 && self.rng.random_bool(0.7) {
            return leading + (leading / 8).max(1);
        }
        let percent = self.rng.random_range(10..110);
        u64::try_from((opening * percent / 100).max(1)).expect("a price")
    }

    async fn fractions_of(&self, holder: &Actor) -> u64 {
        self.world.fractions_of(&self.vault, holder).await
    }

    fn kind(&mut self, over: bool) -> Kind {
        // Once it is over there is little else to do.
        let fits = |kind: Kind| !over || kind.is_after_the_sale();
        let any = self.rng.random_bool(0.3);
        loop {
            let mut ticket = self.rng.random_range(0..Kind::WEIGHTS.iter().sum());
            let mut kinds = Kind::ALL.into_iter().zip(Kind::WEIGHTS);
            let found = kinds.find_map(|(kind, weight)| {
                let found = ticket < weight;
                ticket = ticket.saturating_sub(weight);
                found.then_some(kind)
            });
            if let Some(kind) = found.filter(|kind| any || fits(*kind)) {
                return kind;
            }
        }
    }

    /// A random step. Reclaiming and closing end lives: see [`Life::unwind`].
    pub async fn choose(&mut self) -> Step {
        let status = self.world.vault(&self.vault).await.status().expect("a status");
        let kind = self.kind(matches!(status, Status::Sold | Status::Reclaimed));
        let (instructions, signers) = match kind {
            Kind::Redeem | Kind::ClaimAsset | Kind::ClaimRoyalty | Kind::ClaimCuratorFee => self.payout(kind).await,
            Kind::Offer | Kind::WithdrawOffer | Kind::AcceptOffer | Kind::Bid | Kind::WithdrawBid | Kind::Settle => {
                self.bidding(kind).await
            }
            Kind::Propose | Kind::Vote | Kind::WithdrawVote | Kind::Execute | Kind::CloseProposal => {
                self.voting(kind).await
            }
            Kind::AcceptLicense | Kind::RenewLicense | Kind::CloseLicense => self.licensing(kind).await,
            _ => self.staking(kind).await,
        };
        Step { kind, instructions, signers }
    }

    async fn staking(&mut self, kind: Kind) -> (Vec<Instruction>, Vec<Actor>) {
        let of_a_stake = matches!(kind, Kind::Unstake | Kind::SetAsk | Kind::SetDelegate | Kind::ClaimIncome);
        let holder = if of_a_stake { self.staker().await } else { self.holder() };
        let (key, vault) = (holder.pubkey(), self.vault.clone());
        let mint = if self.rng.random_bool(0.7) { vault.quote_mint } else { self.other_mint };
        let instruction = match kind {
            Kind::Stake => {
                let there = self.fractions_of(&holder).await;
                let amount = self.part(there);
                let open = vault.open_staking().instruction();
                let stake = vault.stake(&key, amount).instruction();
                let first = self.world.vault(&vault).await.staking == 0;
                return (if first { vec![open, stake] } else { vec![stake] }, vec![holder]);
            }
            Kind::Unstake => {
                let staked = self.world.stake_of(&vault, &holder).await.map_or(0, |stake| stake.amount);
                let amount = self.part(staked);
                vault.unstake(&key, amount).instruction()
            }
            Kind::SetAsk => {
                let level = self.rng.random_bool(0.9).then(|| self.rng.random_range(80..110));
                let set = vault.set_ask(&key, level).instruction();
                let first = self.world.vault(&vault).await.asks == 0;
                return (if first { vec![vault.open_asks().instruction(), set] } else { vec![set] }, vec![holder]);
            }
            Kind::SetDelegate => {
                let delegate = self.rng.random_bool(0.8).then(|| self.holder().pubkey());
                vault.set_delegate(&key, delegate).instruction()
            }
            Kind::AddIncomeMint => vault.add_income_mint(&mint).instruction(),
            Kind::DepositIncome => {
                let amount = self.rng.random_range(1..1_000_000);
                vault.deposit_income(&key, &mint, amount).instruction()
            }
            Kind::Transfer | Kind::Burn => return self.moving(kind, holder).await,
            _ => vault.claim_income(&key, &mint).instruction(),
        };
        let creator = vault.creator.clone();
        (vec![instruction], vec![holder, creator])
    }

    /// Fractions move or are burned outside of the vault; without any it is a step that does nothing.
    async fn moving(&mut self, kind: Kind, holder: Actor) -> (Vec<Instruction>, Vec<Actor>) {
        let (key, there) = (holder.pubkey(), self.fractions_of(&holder).await);
        let (source, mint) = (self.vault.fraction_account(&key), self.vault.fraction_mint);
        let instruction = if kind == Kind::Transfer {
            let payee = self.holder().pubkey();
            let to = self.vault.fraction_account(&payee);
            let amount = self.rng.random_range(0..=there);
            spl_token::instruction::transfer(&spl_token::ID, &source, &to, &key, &[], amount)
        } else {
            let amount = self.rng.random_range(0..=there / 4);
            spl_token::instruction::burn(&spl_token::ID, &source, &mint, &key, &[], amount)
        };
        (vec![instruction.expect("an instruction")], vec![holder])
    }

    async fn action(&mut self) -> Action {
        let text = "https://example.com/terms.txt".to_owned();
        let person = self.holder().pubkey();
        match self.rng.random_range(0..10) {
            0..4 => Action::GrantLicense {
                licensee: person,
                terms_uri: text,
                terms_hash: [3; 32],
                fee: self.rng.random_range(0..10_000),
                term_secs: self.rng.random_range(3_600..5 * 86_400),
                exclusive: self.rng.random_bool(0.4),
            },
            4 => {
                let number = self.license(|license, now| now < license.until).await;
                Action::EndLicense { license: pda::license(&self.vault.address, number) }
            }
            5 => Action::SetCurator {
                curator: person,
                fee_bps: self.rng.random_range(0..=self.vault.terms.curator_fee_bps),
            },
            6 => Action::SetAuctionTerms {
                auction_secs: self.rng.random_range(86_400..3 * 86_400),
                extension_secs: self.rng.random_range(0..86_400),
                step_bps: self.rng.random_range(100..1_000),
            },
            7 => Action::AddIncomeMint { mint: self.other_mint },
            _ => Action::Resolve { uri: text, hash: [7; 32] },
        }
    }

    async fn voting(&mut self, kind: Kind) -> (Vec<Instruction>, Vec<Actor>) {
        let (mut holder, vault) = (self.staker().await, self.vault.clone());
        let number = match kind {
            Kind::Vote | Kind::WithdrawVote => self.proposal(|proposal, now| now < proposal.ends_at).await,
            Kind::Execute => {
                let due = |p: &Proposal, now| p.executed == 0 && (p.executable_at..p.expires_at).contains(&now);
                self.proposal(|proposal, now| due(proposal, now) && proposal.yes > proposal.no).await
            }
            Kind::CloseProposal => self.proposal(|proposal, now| now >= proposal.ends_at).await,
            _ => 0,
        };
        if kind == Kind::WithdrawVote {
            for other in self.people.holders.clone() {
                if self.rng.random_bool(0.7) && self.world.vote_of(&vault, &other, number).await.is_some() {
                    holder = other;
                }
            }
        }
        let key = holder.pubkey();
        let found = self.world.read::<Proposal>(&pda::proposal(&vault.address, number)).await;
        let instruction = match kind {
            Kind::Propose => {
                let next = self.world.vault(&vault).await.proposals;
                vault.propose(&key, next, self.action().await).instruction()
            }
            Kind::Vote => {
                // Mostly yes, or little would ever be executed.
                let args = VoteArgs { yes: self.rng.random_bool(0.8) };
                let delegate = self.world.stake_of(&vault, &holder).await.map(|stake| stake.delegate);
                let delegate = delegate.filter(|key| *key != Pubkey::default() && self.rng.random_bool(0.5));
                let authority = delegate.map_or(holder, |key| self.people.of(&key).clone());
                let vote = Vote { authority: authority.pubkey(), args, ..vault.vote(&key, number, args.yes) };
                return (vec![vote.instruction()], vec![authority]);
            }
            Kind::WithdrawVote => {
                let vote = pda::vote(&pda::proposal(&vault.address, number), &key);
                let payer = self.world.read::<VoteAccount>(&vote).await.map_or(key, |vote| vote.payer);
                let authority = if self.rng.random_bool(0.2) { self.holder() } else { holder };
                let withdraw =
                    WithdrawVote { authority: authority.pubkey(), payer, ..vault.withdraw_vote(&key, number) };
                return (vec![withdraw.instruction()], vec![authority]);
            }
            Kind::Execute => {
                let action = found.map(|proposal| proposal.action().expect("an action"));
                let action = action.unwrap_or(Action::Resolve { uri: String::new(), hash: [0; 32] });
                vault.execute(number, &action).instruction()
            }
            _ => vault.close_proposal(number, &found.map_or(key, |found| found.proposer)).instruction(),
        };
        (vec![instruction], vec![holder])
    }

    async fn licensing(&mut self, kind: Kind) -> (Vec<Instruction>, Vec<Actor>) {
        let vault = self.vault.clone();
        let number = match kind {
            Kind::AcceptLicense => self.license(|license, _| license.from == 0).await,
            Kind::RenewLicense => self.license(|license, now| now < license.until && license.ended == 0).await,
            _ => self.license(|license, now| now >= license.until.max(license.offered_until)).await,
        };
        let license = self.world.license(&vault, number).await;
        let licensee =
            license.map_or_else(|| self.people.holders[0].clone(), |found| self.people.of(&found.licensee).clone());
        let take = vault.take_license(&licensee.pubkey(), number);
        let instruction = match kind {
            Kind::AcceptLicense => take.accept(),
            Kind::RenewLicense => take.renew(),
            _ => vault.close_license(number).instruction(),
        };
        (vec![instruction], vec![licensee])
    }

    async fn bidding(&mut self, kind: Kind) -> (Vec<Instruction>, Vec<Actor>) {
        let (mut holder, vault) = (self.holder(), self.vault.clone());
        let leader = self.world.auction_if_any(&vault).await.map(|auction| auction.leader);
        let leader = leader.filter(|leader| *leader != Pubkey::default());
        let instruction = match kind {
            Kind::Offer | Kind::Bid => {
                let price = self.price().await;
                let there = self.fractions_of(&holder).await;
                let fractions = if self.rng.random_bool(0.5) { 0 } else { self.part(there).min(there) };
                let bid = vault.place_bid(&holder.pubkey(), price, fractions);
                if kind == Kind::Bid { bid.instruction() } else { bid.offer() }
            }
            Kind::WithdrawOffer => {
                holder = leader.map_or(holder, |leader| self.people.of(&leader).clone());
                vault.withdraw_bid(&holder.pubkey()).offer()
            }
            Kind::AcceptOffer => vault.accept_offer().instruction(),
            Kind::WithdrawBid => vault.withdraw_bid(&holder.pubkey()).instruction(),
            _ => vault.settle(&leader.unwrap_or_else(|| holder.pubkey())).instruction(),
        };
        (vec![instruction], vec![holder])
    }

    async fn payout(&mut self, kind: Kind) -> (Vec<Instruction>, Vec<Actor>) {
        let (holder, vault) = (self.holder(), self.vault.clone());
        let (state, nft) = (self.world.vault(&vault).await, &vault.nfts[0]);
        let instruction = match kind {
            Kind::Redeem => {
                let there = self.fractions_of(&holder).await;
                let amount = self.part(there);
                vault.redeem(&holder.pubkey(), amount).instruction()
            }
            Kind::ClaimAsset => vault.claim_asset(nft, &state.recipient).instruction(),
            Kind::ClaimRoyalty => {
                let payee = &self.people.payees[self.rng.random_range(0..self.people.payees.len())];
                vault.claim_royalty(nft, &payee.pubkey()).instruction()
            }
            _ => {
                let curator = state.curator;
                let cash_destination = vault.cash_account(&curator);
                ClaimCuratorFee { curator, cash_destination, ..vault.claim_curator_fee() }.instruction()
            }
        };
        (vec![instruction], vec![holder])
    }
}
