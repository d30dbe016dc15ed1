//! What somebody does, as an instruction.

use {
    crate::stage::Stage,
    anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction},
    anchor_spl::token::spl_token,
    mosaic_client::{
        instructions::{
            AddIncomeMint, ClaimCuratorFee, CloseIncome, CloseVault, CreateVaultArgs, DepositNft, LowerCuratorFee,
            PlaceBid, PlaceBidArgs, Redeem, RedeemArgs, SetAsk, SetAskArgs, Vote, VoteArgs, WithdrawVote,
        },
        pda, rules,
        state::{self, Pool, Vote as VoteAccount},
    },
    mosaic_model::{Action, Decision, Order, Person, Place, Terms, Token, Vault},
};

/// What else than was asked is done: a fault, to see whether it is found.
pub type Fault = fn(Action) -> Action;

/// No fault.
pub fn as_asked(action: Action) -> Action {
    action
}

/// A fault.
pub fn one_unit_less_is_unstaked(action: Action) -> Action {
    match action {
        Action::Unstake { amount } if amount > 1 => Action::Unstake { amount: amount - 1 },
        other => other,
    }
}

/// The terms as the client knows them.
pub fn terms_of(terms: &Terms) -> rules::Terms {
    rules::Terms {
        opening_price: terms.opening_price,
        auction_secs: terms.auction_secs,
        extension_secs: terms.extension_secs,
        step_bps: terms.step_bps,
        curator_fee_bps: terms.curator_fee_bps,
        floor_bps: terms.floor_bps,
        consent_bps: terms.consent_bps,
        stake_lock_secs: terms.stake_lock_secs,
        drip_secs: terms.drip_secs,
        quorum_bps: terms.quorum_bps,
        threshold_bps: terms.threshold_bps,
        proposal_stake_bps: terms.proposal_stake_bps,
        veto_bps: terms.veto_bps,
        voting_secs: terms.voting_secs,
        delay_secs: terms.delay_secs,
        offer_window_secs: terms.offer_window_secs,
    }
}

impl Stage {
    /// The instruction of an action, by the accounts that the model, and the payer of rent that the bank, knows.
    pub async fn instruction(&mut self, model: &Vault, who: Person, action: &Action) -> Instruction {
        use Action as A;
        match action {
            A::Send { .. } | A::Burn { .. } => self.without_the_program(who, action),
            A::Propose(_) | A::Vote { .. } | A::WithdrawVote { .. } => self.of_votes(model, who, action).await,
            A::ExecuteProposal { .. } | A::CloseProposal { .. } => self.of_votes(model, who, action).await,
            A::AcceptLicense { .. } | A::RenewLicense { .. } | A::CloseLicense { .. } => {
                self.of_licenses(who, action).await
            }
            A::OpenStaking | A::OpenAsks | A::Stake { .. } | A::Unstake { .. } | A::SetAsk { .. } => {
                self.of_stakes(model, who, action)
            }
            A::SetDelegate { .. } | A::CloseStaking => self.of_stakes(model, who, action),
            A::AddIncomeMint { .. } | A::DepositIncome { .. } => self.of_income(model, who, action).await,
            A::ClaimIncome { .. } | A::CloseIncome { .. } => self.of_income(model, who, action).await,
            A::PlaceBid(_) | A::WithdrawBid { .. } | A::MakeOffer(_) | A::WithdrawOffer | A::AcceptOffer => {
                self.of_bids(who, action)
            }
            A::Settle | A::Redeem { .. } | A::ClaimRoyalty { .. } | A::ClaimCuratorFee | A::QuoteVault => {
                self.of_the_sale(model, who, action)
            }
            A::OpenOffering(_) | A::BuyFractions { .. } | A::ClaimPurchase { .. } | A::CloseOffering { .. } => {
                self.of_offerings(model, who, action)
            }
            _ => self.of_the_life(model, who, action).await,
        }
    }

    fn without_the_program(&self, who: Person, action: &Action) -> Instruction {
        let (owner, program) = (self.key(who), &spl_token::ID);
        let instruction = match action {
            Action::Send { to, token, amount } => {
                let (from, to) = (self.account_of(Place::Wallet(who), *token), self.account_of(*to, *token));
                spl_token::instruction::transfer(program, &from, &to, &owner, &[], *amount)
            }
            Action::Burn { amount } => {
                let from = self.account_of(Place::Wallet(who), Token::Fraction);
                spl_token::instruction::burn(program, &from, &self.vault.fraction_mint, &owner, &[], *amount)
            }
            other => unreachable!("{other:?} is of the program"),
        };
        instruction.expect("an instruction of the token program")
    }

    async fn of_the_life(&mut self, model: &Vault, who: Person, action: &Action) -> Instruction {
        let (vault, key) = (&self.vault, self.key(who));
        match action {
            Action::CreateVault(terms) => {
                let args = CreateVaultArgs::new(vault.id, terms.supply, terms.decimals, &terms_of(terms));
                let mut create = vault.create_vault();
                (create.creator, create.args) = (key, args);
                create.instruction()
            }
            Action::DepositNft(nft) => {
                let deposit = vault.deposit_nft(&vault.nfts[usize::from(nft.id)]);
                DepositNft { creator: key, ..deposit }.instruction()
            }
            Action::DescribeFraction => {
                let mut describe = vault.describe_fraction();
                describe.creator = key;
                describe.instruction()
            }
            Action::Activate => {
                let mut activate = vault.activate();
                (activate.creator, activate.destination) = (key, vault.fraction_account(&key));
                activate.instruction()
            }
            Action::Cancel => {
                let mut cancel = vault.cancel();
                cancel.creator = key;
                cancel.instruction()
            }
            Action::LowerCuratorFee { fee_bps } => {
                LowerCuratorFee { curator: key, ..vault.lower_curator_fee(*fee_bps) }.instruction()
            }
            Action::Reclaim => vault.reclaim(&key).instruction(),
            Action::ClaimAsset { nft } => {
                let nft = vault.nfts[usize::from(*nft)].clone();
                let recipient = model.recipient.map_or(Pubkey::default(), |recipient| self.key(recipient));
                if model.recipient.is_some() {
                    self.world.bank.create_ata(&recipient, &nft.mint).await;
                }
                self.vault.claim_asset(&nft, &recipient).instruction()
            }
            Action::CloseVault { curator_named } => {
                let (vault, curator) = (&self.vault, self.key(model.curator));
                let opener = self.world.auction_if_any(vault).await.map(|auction| auction.opener);
                let named = *curator_named && opener.is_some();
                let surplus_destination = named.then(|| vault.cash_account(&curator));
                CloseVault { curator, surplus_destination, ..vault.close_vault(opener) }.instruction()
            }
            other => unreachable!("{other:?} is built elsewhere"),
        }
    }

    fn bid_of(&self, who: Person, order: &Order) -> PlaceBid {
        let Order { price, fractions, max_cash, max_licensed_until } = *order;
        let args = PlaceBidArgs { price, fractions, max_cash, max_licensed_until };
        PlaceBid { args, ..self.vault.place_bid(&self.key(who), price, fractions) }
    }

    fn of_bids(&self, who: Person, action: &Action) -> Instruction {
        match action {
            Action::PlaceBid(order) => self.bid_of(who, order).instruction(),
            Action::MakeOffer(order) => self.bid_of(who, order).offer(),
            Action::WithdrawBid { bidder } => self.vault.withdraw_bid(&self.key(*bidder)).instruction(),
            Action::WithdrawOffer => self.vault.withdraw_bid(&self.key(who)).offer(),
            _ => self.vault.accept_offer().instruction(),
        }
    }

    fn of_the_sale(&self, model: &Vault, who: Person, action: &Action) -> Instruction {
        let (vault, key) = (&self.vault, self.key(who));
        match action {
            Action::Settle => {
                let leader = model.auction.as_ref().map_or(who, |auction| auction.leader);
                vault.settle(&self.key(leader)).instruction()
            }
            Action::Redeem { amount, min_payout } => {
                let args = RedeemArgs { amount: *amount, min_payout: *min_payout };
                Redeem { args, ..vault.redeem(&key, *amount) }.instruction()
            }
            Action::ClaimRoyalty { nft, payee } => {
                vault.claim_royalty(&vault.nfts[usize::from(*nft)], &self.key(*payee)).instruction()
            }
            Action::ClaimCuratorFee => {
                let curator = self.key(model.curator);
                let cash_destination = vault.cash_account(&curator);
                ClaimCuratorFee { curator, cash_destination, ..vault.claim_curator_fee() }.instruction()
            }
            _ => vault.quote_vault(model.book, model.escrows).instruction(),
        }
    }

    fn of_stakes(&self, model: &Vault, who: Person, action: &Action) -> Instruction {
        let (vault, key) = (&self.vault, self.key(who));
        match action {
            Action::OpenStaking => vault.open_staking().instruction(),
            Action::OpenAsks => vault.open_asks().instruction(),
            Action::Stake { amount } => vault.stake(&key, *amount).instruction(),
            Action::Unstake { amount } => vault.unstake(&key, *amount).instruction(),
            Action::SetAsk { holder, level } => {
                let args = SetAskArgs { level: *level };
                SetAsk { authority: key, args, ..vault.set_ask(&self.key(*holder), *level) }.instruction()
            }
            Action::SetDelegate { delegate } => {
                vault.set_delegate(&key, delegate.map(|delegate| self.key(delegate))).instruction()
            }
            _ => vault.close_staking(model.book).instruction(),
        }
    }

    async fn of_income(&self, model: &Vault, who: Person, action: &Action) -> Instruction {
        let (vault, key) = (&self.vault, self.key(who));
        match action {
            Action::AddIncomeMint { token } => {
                let add = vault.add_income_mint(&self.mint_of(*token));
                AddIncomeMint { payer: key, ..add }.instruction()
            }
            Action::DepositIncome { mint, amount } => {
                vault.deposit_income(&key, &self.mint(*mint), *amount).instruction()
            }
            Action::ClaimIncome { holder, mint } => {
                vault.claim_income(&self.key(*holder), &self.mint(*mint)).instruction()
            }
            Action::CloseIncome { mint, curator_named } => {
                let (mint, curator) = (self.mint(*mint), self.key(model.curator));
                let pool = self.world.read::<Pool>(&pda::pool(&vault.address)).await;
                let mut incomes = pool.iter().flat_map(|pool| &pool.income);
                let opener = incomes.find(|income| income.mint == mint).map_or(curator, |income| income.opener);
                let recipient = self.key(model.recipient.unwrap_or(who));
                let surplus_destination = curator_named.then(|| pda::associated_token(&curator, &mint));
                let close = vault.close_income(&mint, &recipient, model.escrows);
                CloseIncome { opener, curator, surplus_destination, ..close }.instruction()
            }
            other => unreachable!("{other:?} is built elsewhere"),
        }
    }

    async fn of_votes(&mut self, model: &Vault, who: Person, action: &Action) -> Instruction {
        let key = self.key(who);
        match action {
            Action::Propose(decision) => {
                self.proposers.insert(model.next_proposal, who);
                self.vault.propose(&key, model.next_proposal, self.decision(decision)).instruction()
            }
            Action::Vote { number, holder, yes } => {
                if self.payer_of_vote(*number, *holder).await.is_none() {
                    self.votes.insert((*number, *holder), Some(key));
                }
                let vote = self.vault.vote(&self.key(*holder), *number, *yes);
                Vote { authority: key, args: VoteArgs { yes: *yes }, ..vote }.instruction()
            }
            Action::WithdrawVote { number, holder } => {
                let withdraw = self.vault.withdraw_vote(&self.key(*holder), *number);
                let payer = self.payer_of_vote(*number, *holder).await.unwrap_or(key);
                self.votes.insert((*number, *holder), None);
                WithdrawVote { authority: key, payer, ..withdraw }.instruction()
            }
            Action::ExecuteProposal { number } => {
                let nothing = Decision::Resolve { uri: String::new() };
                let decision = model.proposals.get(number).map_or(nothing, |proposal| proposal.decision.clone());
                self.vault.execute(*number, &self.decision(&decision)).instruction()
            }
            Action::CloseProposal { number } => {
                let proposer = self.key(self.proposers.get(number).copied().unwrap_or(who));
                self.vault.close_proposal(*number, &proposer).instruction()
            }
            other => unreachable!("{other:?} is built elsewhere"),
        }
    }

    /// Who has paid for the account of a vote, if there is one when the next instruction comes.
    async fn payer_of_vote(&self, number: u64, holder: Person) -> Option<Pubkey> {
        if let Some(payer) = self.votes.get(&(number, holder)) {
            return *payer;
        }
        let address = pda::vote(&self.proposal(number), &self.key(holder));
        self.world.read::<VoteAccount>(&address).await.map(|vote| vote.payer)
    }

    /// A decision as the program knows it.
    pub fn decision(&self, decision: &Decision) -> state::Action {
        let hash = [7; 32];
        match decision {
            Decision::GrantLicense { licensee, uri, fee, term_secs, exclusive } => state::Action::GrantLicense {
                licensee: self.key(*licensee),
                terms_uri: uri.clone(),
                terms_hash: hash,
                fee: *fee,
                term_secs: *term_secs,
                exclusive: *exclusive,
            },
            Decision::EndLicense { number } => {
                state::Action::EndLicense { license: pda::license(&self.vault.address, *number) }
            }
            Decision::SetCurator { curator, fee_bps } => {
                state::Action::SetCurator { curator: self.key(*curator), fee_bps: *fee_bps }
            }
            Decision::SetAuctionTerms { auction_secs, extension_secs, step_bps } => state::Action::SetAuctionTerms {
                auction_secs: *auction_secs,
                extension_secs: *extension_secs,
                step_bps: *step_bps,
            },
            Decision::AddIncomeMint { token } => state::Action::AddIncomeMint { mint: self.mint_of(*token) },
            Decision::Resolve { uri } => state::Action::Resolve { uri: uri.clone(), hash },
        }
    }

    async fn of_licenses(&self, who: Person, action: &Action) -> Instruction {
        let (vault, key) = (&self.vault, self.key(who));
        match action {
            Action::AcceptLicense { number } => vault.take_license(&key, *number).accept(),
            Action::RenewLicense { number } => vault.take_license(&key, *number).renew(),
            Action::CloseLicense { number } => vault.close_license(*number).instruction(),
            other => unreachable!("{other:?} is built elsewhere"),
        }
    }
}
