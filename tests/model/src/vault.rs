//! The vault, and what happens to it.

use std::collections::BTreeMap;

use crate::{
    Action, Auction, Ballot, Bank, Bid, License, Offer, Offering, Person, Place, Pool, Proposal, Refused, Terms, Token,
};

/// Where a vault is in its life (design, section 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the design's own words
pub enum Status {
    /// There is none yet.
    Unborn,
    Draft,
    Active,
    Auction,
    Sold,
    Reclaimed,
    /// There is none any more.
    Closed,
}

/// An NFT of a vault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// Whether the vault still has it.
    pub held: bool,
    /// Who gets what weight of the sale, in basis points times per cent.
    pub royalties: BTreeMap<Person, u32>,
    /// Who of them was paid.
    pub paid: Vec<Person>,
}

/// A vault, its people and all their tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vault {
    /// Where it is in its life.
    pub status: Status,
    /// Who has what.
    pub bank: Bank,
    /// What was sent to accounts of the vault uninvited.
    pub gifts: BTreeMap<(Place, Token), u128>,
    /// Who made it.
    pub creator: Person,
    /// Who gets the curator's fee.
    pub curator: Person,
    /// The present fee.
    pub curator_fee_bps: u16,
    /// Who the assets go to.
    pub recipient: Option<Person>,
    /// Its terms; a vote can change those of the auction.
    pub terms: Terms,
    /// Whether the fraction has its metadata.
    pub described: bool,
    /// Fractions minted so far.
    pub minted: u128,
    /// Fractions burned so far.
    pub burned: u128,
    /// The NFTs.
    pub assets: BTreeMap<u8, Asset>,
    /// Whether the account of the auction and its escrows is there: from the first bid or offer on.
    pub escrows: bool,
    /// Bids and offers in escrow.
    pub bids: BTreeMap<Person, Bid>,
    /// The offer that stands.
    pub offer: Option<Offer>,
    /// The auction, once it started.
    pub auction: Option<Auction>,
    /// Offerings whose accounts are open, by number.
    pub offerings: BTreeMap<u64, Offering>,
    /// The number of the next one.
    pub next_offering: u64,
    /// Whether one has succeeded.
    pub offered: bool,
    /// Stakes and income, once opened.
    pub pool: Option<Pool>,
    /// Whether the book of asks is open.
    pub book: bool,
    /// Proposals by number.
    pub proposals: BTreeMap<u64, Proposal>,
    /// The number of the next one.
    pub next_proposal: u64,
    /// Votes by proposal and holder.
    pub ballots: BTreeMap<(u64, Person), Ballot>,
    /// Licences by number of their proposal.
    pub licenses: BTreeMap<u64, License>,
    /// Latest end of any licence ever taken.
    pub licensed_until: i64,
    /// Latest end of an exclusive one.
    pub exclusive_until: i64,
}

impl Vault {
    /// No vault yet, in a world with these tokens.
    pub fn unborn(bank: Bank) -> Self {
        Self {
            status: Status::Unborn,
            bank,
            gifts: BTreeMap::new(),
            creator: 0,
            curator: 0,
            curator_fee_bps: 0,
            recipient: None,
            terms: Terms::with(1, 1),
            described: false,
            minted: 0,
            burned: 0,
            assets: BTreeMap::new(),
            escrows: false,
            bids: BTreeMap::new(),
            offer: None,
            auction: None,
            offerings: BTreeMap::new(),
            next_offering: 0,
            offered: false,
            pool: None,
            book: false,
            proposals: BTreeMap::new(),
            next_proposal: 0,
            ballots: BTreeMap::new(),
            licenses: BTreeMap::new(),
            licensed_until: 0,
            exclusive_until: 0,
        }
    }

    /// Does what somebody does at a time, wholly or not at all.
    pub fn apply(&mut self, now: i64, actor: Person, action: &Action) -> Result<(), Refused> {
        self.apply_signed(now, &[actor], actor, action)
    }

    /// The same among other things done at once, by all of which these have signed: who signs one of them signs for all.
    pub fn apply_signed(
        &mut self,
        now: i64,
        signers: &[Person],
        actor: Person,
        action: &Action,
    ) -> Result<(), Refused> {
        let mut next = self.clone();
        next.act(now, signers, actor, action)?;
        *self = next;
        Ok(())
    }

    fn act(&mut self, now: i64, signers: &[Person], actor: Person, action: &Action) -> Result<(), Refused> {
        match action {
            Action::Send { to, token, amount } => return self.send(actor, *to, *token, (*amount).into()),
            Action::Burn { .. } if self.status == Status::Unborn => return Err(Refused::Missing),
            Action::Burn { amount } => return self.burn(Place::Wallet(actor), (*amount).into()),
            // A licence may outlive its vault.
            Action::CloseLicense { number } => return self.close_license(now, *number),
            Action::CreateVault(terms) => return self.create(actor, terms),
            _ => Refused::Missing.unless(!matches!(self.status, Status::Unborn | Status::Closed))?,
        }
        match action {
            Action::DepositNft(nft) => self.deposit_nft(actor, nft),
            Action::DescribeFraction => self.describe_fraction(actor),
            Action::Cancel => self.cancel(actor),
            Action::Activate => self.activate(actor),
            Action::LowerCuratorFee { fee_bps } => self.lower_curator_fee(actor, *fee_bps),
            Action::Reclaim => self.reclaim(actor),
            Action::ClaimAsset { nft } => self.claim_asset(*nft),
            Action::CloseVault { curator_named } => self.close_vault(*curator_named),

            Action::PlaceBid(order) => self.place_bid(now, actor, order),
            Action::WithdrawBid { bidder } => self.withdraw_bid(*bidder),
            Action::Settle => self.settle(now),
            Action::Redeem { amount, min_payout } => self.redeem(actor, (*amount).into(), (*min_payout).into()),
            Action::ClaimRoyalty { nft, payee } => self.claim_royalty(*nft, *payee),
            Action::ClaimCuratorFee => self.claim_curator_fee(),
            Action::MakeOffer(order) => self.make_offer(now, actor, order),
            Action::WithdrawOffer => self.withdraw_offer(now, actor),
            Action::AcceptOffer => self.accept_offer(now),
            Action::QuoteVault => Ok(()),

            Action::OpenOffering(terms) => self.open_offering(now, actor, terms),
            Action::BuyFractions { number, amount, max_cost } => {
                self.buy_fractions(now, actor, *number, (*amount).into(), (*max_cost).into())
            }
            Action::ClaimPurchase { number, buyer } => self.claim_purchase(now, *number, *buyer),
            Action::CloseOffering { number, curator_named } => {
                self.close_offering(now, signers, *number, *curator_named)
            }

            Action::OpenStaking => self.open_staking(),
            Action::OpenAsks => self.open_asks(),
            Action::Stake { amount } => self.stake(now, actor, (*amount).into()),
            Action::Unstake { amount } => self.unstake(now, actor, (*amount).into()),
            Action::SetAsk { holder, level } => self.set_ask(now, actor, *holder, *level),
            Action::SetDelegate { delegate } => self.set_delegate(actor, *delegate),
            Action::CloseStaking => self.close_staking(),

            Action::AddIncomeMint { token } => self.add_income_mint(actor, *token),
            Action::DepositIncome { mint, amount } => self.deposit_income(now, actor, *mint, (*amount).into()),
            Action::ClaimIncome { holder, mint } => self.claim_income(now, *holder, *mint),
            Action::CloseIncome { mint, curator_named } => self.close_income(*mint, *curator_named),

            Action::Propose(decision) => self.propose(now, actor, decision),
            Action::Vote { number, holder, yes } => self.vote(now, actor, *number, *holder, *yes),
            Action::WithdrawVote { number, holder } => self.withdraw_vote(now, actor, *number, *holder),
            Action::ExecuteProposal { number } => self.execute_proposal(now, *number),
            Action::CloseProposal { number } => self.close_proposal(now, *number),
            Action::AcceptLicense { number } => self.accept_license(now, actor, *number),
            Action::RenewLicense { number } => self.renew_license(now, actor, *number),

            Action::Send { .. } | Action::Burn { .. } | Action::CloseLicense { .. } | Action::CreateVault(_) => Ok(()),
        }
    }

    /// All fractions there are.
    pub fn supply(&self) -> u128 {
        self.bank.total(Token::Fraction)
    }

    /// Whether the vault is over as a vault: sold, or taken by one.
    pub(crate) fn is_over(&self) -> bool {
        matches!(self.status, Status::Sold | Status::Reclaimed)
    }

    pub(crate) fn burn(&mut self, place: Place, amount: u128) -> Result<(), Refused> {
        self.bank.burn(place, Token::Fraction, amount)?;
        self.burned += amount;
        Ok(())
    }

    /// Tokens sent without the program: to somebody, or to an account of the vault, where they are a gift.
    fn send(&mut self, from: Person, to: Place, token: Token, amount: u128) -> Result<(), Refused> {
        let there = match (to, token) {
            (Place::Wallet(_), Token::Fraction) => self.status != Status::Unborn,
            (Place::Wallet(_), _) => true,
            (Place::Cash, Token::Of(crate::QUOTE)) | (Place::Fractions, Token::Fraction) => self.escrows,
            (Place::Staked, Token::Fraction) => self.pool.is_some(),
            (Place::Income(of), Token::Of(mint)) => {
                of == mint && self.pool.as_ref().is_some_and(|pool| pool.incomes.contains_key(&mint))
            }
            (Place::Offered(number), Token::Fraction) | (Place::Raised(number), Token::Of(crate::QUOTE)) => {
                self.offerings.contains_key(&number)
            }
            _ => false,
        };
        Refused::Missing.unless(there)?;
        self.bank.transfer(Place::Wallet(from), to, token, amount)?;
        if !matches!(to, Place::Wallet(_)) {
            *self.gifts.entry((to, token)).or_default() += amount;
        }
        Ok(())
    }

    /// Empties an account of the vault of what nobody is owed: to the curator, who has to be named.
    pub(crate) fn surplus(&mut self, place: Place, token: Token, curator_named: bool) -> Result<(), Refused> {
        let amount = self.bank.of(place, token);
        Refused::SurplusDestinationMissing.unless(amount == 0 || curator_named)?;
        self.gifts.remove(&(place, token));
        self.bank.transfer(place, Place::Wallet(self.curator), token, amount)
    }
}
