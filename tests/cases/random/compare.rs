//! Whether the accounts say what the model says.

use {
    crate::{
        act::terms_of,
        stage::{Stage, mints},
    },
    anchor_lang::prelude::Pubkey,
    mosaic_audit::arithmetic::{q64, worth},
    mosaic_client::{
        rules,
        state::{self, Asks, Asset, Auction, Bid, License, Pool, Proposal, Stake, Vault as VaultAccount, Vote},
    },
    mosaic_model::{BUYER, Mint, Person, Place, Status, Token, Vault, random::NFTS},
    std::{collections::BTreeMap, fmt::Debug},
};

pub type Same = Result<(), String>;

pub fn same<T: Debug + PartialEq>(what: impl Debug, bank: T, model: T) -> Same {
    if bank == model { Ok(()) } else { Err(format!("{what:?} is {bank:?} on the bank, {model:?} in the model")) }
}

/// The first difference, if there is one.
pub fn compare(stage: &Stage, model: &Vault) -> Same {
    let compared = Compared { stage, model };
    compared.balances()?;
    compared.vault()?;
    compared.offerings()?;
    compared.auction()?;
    compared.bids()?;
    compared.pool()?;
    compared.stakes()?;
    compared.asks()?;
    compared.proposals()?;
    compared.votes()?;
    compared.licenses()
}

pub struct Compared<'a> {
    pub stage: &'a Stage,
    pub model: &'a Vault,
}

impl Compared<'_> {
    fn is_open(&self) -> bool {
        !matches!(self.model.status, Status::Unborn | Status::Closed)
    }

    fn key(&self, who: Option<Person>) -> Pubkey {
        who.map_or(Pubkey::default(), |who| self.stage.key(who))
    }

    pub fn person(&self, key: &Pubkey) -> Person {
        (0..=BUYER).find(|who| self.stage.key(*who) == *key).expect("one of the people")
    }

    fn only<T: state::AccountType>(&self, there: bool) -> Result<Option<T>, String> {
        let mut found: Vec<T> = self.stage.world.seen();
        same(format!("the number of accounts {}", T::NAME), found.len(), usize::from(there))?;
        Ok(found.pop())
    }

    fn balances(&self) -> Same {
        let wallets = (0..=BUYER).map(Place::Wallet);
        let vaults = [Place::Custody, Place::Cash, Place::Fractions, Place::Staked].into_iter();
        let incomes = mints().map(Place::Income);
        let tokens = [Token::Fraction].into_iter().chain(mints().map(Token::Of)).chain((0..NFTS).map(Token::Nft));
        let tokens: Vec<_> = tokens.collect();
        let numbers = 0..self.model.next_offering;
        let offerings = numbers.flat_map(|number| [Place::Offered(number), Place::Raised(number)]);
        for place in wallets.chain(vaults).chain(incomes).chain(offerings) {
            for token in &tokens {
                let there = match (place, token) {
                    (Place::Wallet(_), _) | (Place::Custody, Token::Nft(_)) => true,
                    (Place::Fractions | Place::Staked | Place::Offered(_), token) => *token == Token::Fraction,
                    (Place::Raised(_), token) => *token == Token::Of(0),
                    (place, Token::Of(mint)) => place == Place::Income(*mint) || place == Place::Cash && *mint == 0,
                    _ => false,
                };
                if there {
                    let account = self.stage.account_of(place, *token);
                    let bank = u128::from(self.stage.world.seen_tokens(&account));
                    same((place, token), bank, self.model.bank.of(place, *token))?;
                }
            }
        }
        let supply = self.stage.world.seen_supply(&self.stage.vault.fraction_mint);
        same("the supply", u128::from(supply), self.model.supply())
    }

    fn vault(&self) -> Same {
        let model = self.model;
        let Some(vault) = self.only::<VaultAccount>(self.is_open())? else { return Ok(()) };
        let status = match model.status {
            Status::Draft => rules::Status::Draft,
            Status::Active => rules::Status::Active,
            Status::Auction => rules::Status::Auction,
            Status::Sold => rules::Status::Sold,
            _ => rules::Status::Reclaimed,
        };
        same("the status", vault.status().ok(), Some(status))?;
        same("the creator", vault.creator, self.key(Some(model.creator)))?;
        same("the curator", vault.curator, self.key(Some(model.curator)))?;
        same("the recipient", vault.recipient, self.key(model.recipient))?;
        let terms = rules::Terms { curator_fee_bps: model.curator_fee_bps, ..terms_of(&model.terms) };
        same("the terms", vault.terms(), terms)?;
        same("the cap of the fee", vault.curator_fee_cap_bps, model.terms.curator_fee_bps)?;
        same("what is minted", vault.minted, model.terms.supply)?;
        same("proposals made", vault.proposals, model.next_proposal)?;
        same("the end of licences", vault.licensed_until, model.licensed_until)?;
        same("the end of exclusive ones", vault.exclusive_until, model.exclusive_until)?;
        let flags = [vault.described, vault.staking, vault.asks, vault.auction].map(|flag| flag == 1);
        same("what is open", flags, [model.described, model.pool.is_some(), model.book, model.escrows])?;
        same("records", vault.records as usize, model.proposals.len() + model.ballots.len())?;
        let held = model.assets.values().filter(|asset| asset.held).count();
        same("assets", [vault.assets, vault.assets_held].map(usize::from), [model.assets.len(), held])?;
        let open = model.assets.keys().filter(|nft| model.asset_open(**nft)).count();
        same("assets open", (usize::from(vault.assets_open), self.stage.world.seen::<Asset>().len()), (open, open))
    }

    fn auction(&self) -> Same {
        let model = self.model;
        let Some(account) = self.only::<Auction>(self.is_open() && model.escrows)? else { return Ok(()) };
        let sum = |part: fn(&mosaic_model::Bid) -> u128| model.bids.values().map(part).sum::<u128>();
        same("cash of bids", u128::from(account.bids_cash), sum(|bid| bid.cash))?;
        same("fractions of bids", u128::from(account.fractions), sum(|bid| bid.fractions))?;
        same("open bids", account.open_bids, model.bids.len() as u64)?;
        let Some(auction) = &model.auction else {
            // A vault that was reclaimed has no offers; what stood last is still written there.
            if model.status != Status::Active {
                return Ok(());
            }
            let offer = model.offer;
            same("who offers", account.leader, self.key(offer.map(|offer| offer.bidder)))?;
            same("the price offered", u128::from(account.price), offer.map_or(0, |offer| offer.price))?;
            let Some(offer) = offer else { return Ok(()) };
            same("the supply of the offer", u128::from(account.supply), offer.supply)?;
            same("the end of the window", account.ends_at, offer.ends_at)?;
            return same("licences accepted", account.licensed_until, offer.max_licensed_until);
        };
        same("who leads", account.leader, self.key(Some(auction.leader)))?;
        let numbers = [account.price, account.supply, account.reserve, account.consenting].map(u128::from);
        let expected = [auction.price, auction.supply, auction.reserve, auction.consenting];
        same("price, supply, reserve, consenting", numbers, expected)?;
        same("start and end", [account.started_at, account.ends_at], [auction.started_at, auction.ends_at])?;
        let parts = [account.winning_cash, account.royalties, account.curator_fee, account.proceeds].map(u128::from);
        let cash = auction.split.map_or(0, |split| split.cash);
        same("the sale", parts, [cash, auction.royalties, auction.curator_fee, auction.proceeds])
    }

    fn bids(&self) -> Same {
        let bank = self.stage.world.seen::<Bid>();
        let bank = bank.into_iter().map(|bid| (self.person(&bid.bidder), [bid.price, bid.cash, bid.fractions]));
        let bank: BTreeMap<_, _> = bank.map(|(who, bid)| (who, bid.map(u128::from))).collect();
        let model = self.model.bids.iter().map(|(who, bid)| (*who, [bid.price, bid.cash, bid.fractions]));
        same("the bids", bank, model.collect())
    }

    fn mint(&self, key: &Pubkey) -> Mint {
        mints().find(|mint| self.stage.mint(*mint) == *key).expect("a mint of the model")
    }

    fn pool(&self) -> Same {
        let Some(account) = self.only::<Pool>(self.is_open() && self.model.pool.is_some())? else { return Ok(()) };
        let Some(pool) = &self.model.pool else { return Ok(()) };
        same("what is staked", u128::from(account.staked), pool.staked())?;
        same("open stakes", account.stakes, pool.stakes.len() as u64)?;
        same("up to when income was released", account.updated_at, pool.streamed_until)?;
        let open = account.income.iter().filter(|income| income.is_open());
        let bank = open.map(|income| {
            let times = [income.secs, income.elapsed].map(u64::from);
            let amounts = [income.balance, income.amount, income.released].map(u128::from);
            (self.mint(&income.mint), (times, amounts, q64(income.rest)))
        });
        let model = pool.incomes.iter().map(|(mint, income)| {
            let amounts = [self.model.income_left(*mint), income.amount, income.released()];
            (*mint, ([income.secs, income.elapsed], amounts, income.rest))
        });
        same("the incomes", bank.collect::<BTreeMap<_, _>>(), model.collect())
    }

    fn stakes(&self) -> Same {
        let accounts = self.stage.world.seen::<Stake>();
        let Some(pool) = self.model.pool.as_ref().filter(|_| self.is_open()) else {
            return same("the number of stakes", accounts.len(), 0);
        };
        let incomes = self.stage.world.seen::<Pool>().pop().expect("a pool").income;
        let bank = accounts.iter().map(|stake| {
            let owed = incomes.iter().zip(&stake.shares).filter(|(income, _)| income.is_open());
            let owed = owed.map(|(income, share)| {
                (self.mint(&income.mint), worth(income, stake.amount, share).expect("less than all there can be"))
            });
            let owed: BTreeMap<_, _> = owed.filter(|(_, owed)| *owed > 0).collect();
            let delegate = (stake.delegate != Pubkey::default()).then(|| self.person(&stake.delegate));
            (self.person(&stake.holder), (u128::from(stake.amount), stake.level(), delegate, stake.locked_until, owed))
        });
        let model = pool.stakes.iter().map(|(who, stake)| {
            let owed = stake.owed.iter().filter(|(mint, owed)| **owed > 0 && pool.incomes.contains_key(*mint));
            let owed = owed.map(|(mint, owed)| (*mint, *owed)).collect();
            (*who, (stake.amount, stake.level, stake.delegate, stake.locked_until, owed))
        });
        same("the stakes", bank.collect::<BTreeMap<_, _>>(), model.collect())
    }

    fn asks(&self) -> Same {
        let Some(asks) = self.only::<Asks>(self.is_open() && self.model.book)? else { return Ok(()) };
        let mut weights = vec![0; asks.weights.len()];
        self.model.asks().for_each(|(level, weight)| weights[usize::from(level)] += weight);
        same("what asks", u128::from(asks.asking), weights.iter().sum())?;
        same("the book", asks.weights.map(u128::from).to_vec(), weights)
    }

    fn proposals(&self) -> Same {
        let accounts = self.stage.world.seen::<Proposal>();
        same("the number of proposals", accounts.len(), self.model.proposals.len())?;
        for account in accounts {
            let number = account.number;
            let proposal =
                self.model.proposals.get(&number).ok_or(format!("proposal {number} is closed in the model"))?;
            let decision = self.stage.decision(&proposal.decision);
            same((number, "its decision"), account.action().ok(), Some(decision))?;
            let votes = [account.yes, account.no, account.supply].map(u128::from);
            same((number, "yes, no, supply"), votes, [proposal.yes, proposal.no, proposal.supply])?;
            let parts = [account.quorum_bps, account.threshold_bps];
            same((number, "quorum, threshold"), parts, [proposal.quorum_bps, proposal.threshold_bps])?;
            let times = [account.ends_at, account.executable_at, account.expires_at];
            same((number, "times"), times, [proposal.ends_at, proposal.executable_at, proposal.expires_at])?;
            same((number, "executed"), account.executed == 1, proposal.executed)?;
        }
        Ok(())
    }

    fn votes(&self) -> Same {
        let numbers: BTreeMap<_, _> =
            (0..self.model.next_proposal).map(|number| (self.stage.proposal(number), number)).collect();
        let bank = self.stage.world.seen::<Vote>().into_iter().map(|vote| {
            let number = numbers[&vote.proposal];
            ((number, self.person(&vote.holder)), (u128::from(vote.weight), vote.yes == 1, vote.ends_at))
        });
        let model = self.model.ballots.iter().map(|(whose, vote)| (*whose, (vote.weight, vote.yes, vote.ends_at)));
        same("the votes", bank.collect::<BTreeMap<_, _>>(), model.collect())
    }

    fn licenses(&self) -> Same {
        let bank = self.stage.world.seen::<License>().into_iter().map(|license| {
            let until = (license.from > 0).then_some(license.until);
            let flags = [license.exclusive, license.ended].map(|flag| flag == 1);
            let times = (license.offered_until, until, i64::from(license.term_secs));
            (license.number, (self.person(&license.licensee), u128::from(license.fee), times, flags))
        });
        let model = self.model.licenses.iter().map(|(number, license)| {
            let flags = [license.exclusive, license.ended];
            let times = (license.offered_until, license.until, license.term_secs);
            (*number, (license.licensee, license.fee, times, flags))
        });
        same("the licences", bank.collect::<BTreeMap<_, _>>(), model.collect())
    }
}
