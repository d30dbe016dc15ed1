//! What somebody does next.

use proptest::{prelude::RngExt, test_runner::TestRng};

use super::{MINTS, NFTS, PEOPLE};
use crate::{
    Action, DAY, Decision, HOUR, License, Mint, Order, Person, Place, Proposal, QUOTE, START, Stake, Status, Token,
    Vault, next_price,
};

macro_rules! kinds {
    ($($kind:ident $weight:literal)*) => {
        /// A kind of action: an instruction of the program, or what can be done without it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[allow(missing_docs)] // the actions of those names
        pub enum Kind { $($kind),* }

        impl Kind {
            /// All of them.
            pub const ALL: &[Kind] = &[$(Kind::$kind),*];
            /// How often each is chosen, in proportion.
            const WEIGHTS: &[u32] = &[$($weight),*];

            /// The kind of an action.
            pub fn of(action: &Action) -> Self {
                match action { $(Action::$kind { .. } => Self::$kind),* }
            }
        }
    };
}
kinds! {
    CreateVault 1 DepositNft 1 DescribeFraction 1 Cancel 1 Activate 1 LowerCuratorFee 3 Reclaim 1 ClaimAsset 2
    CloseVault 1
    PlaceBid 3 WithdrawBid 8 Settle 6 Redeem 6 ClaimRoyalty 3 ClaimCuratorFee 2
    MakeOffer 8 WithdrawOffer 4 AcceptOffer 4 QuoteVault 4
    OpenOffering 8 BuyFractions 24 ClaimPurchase 10 CloseOffering 4
    OpenStaking 2 OpenAsks 3 Stake 20 Unstake 12 SetAsk 12 SetDelegate 3 CloseStaking 1
    AddIncomeMint 4 DepositIncome 8 ClaimIncome 10 CloseIncome 2
    Propose 12 Vote 44 WithdrawVote 6 ExecuteProposal 14 CloseProposal 8
    AcceptLicense 10 RenewLicense 6 CloseLicense 4
    Send 8 Burn 3
}

impl Kind {
    /// Whether it can go through in a draft.
    fn is_of_drafts(self) -> bool {
        use Kind::{Activate, Cancel, DepositNft, DescribeFraction, LowerCuratorFee, QuoteVault};
        matches!(self, DepositNft | DescribeFraction | Cancel | Activate | LowerCuratorFee | QuoteVault)
    }

    /// Whether it can go through once the vault is over.
    fn is_of_the_end(self) -> bool {
        use Kind::{
            Burn, ClaimAsset, ClaimCuratorFee, ClaimIncome, ClaimPurchase, ClaimRoyalty, CloseIncome, CloseLicense,
            CloseOffering, CloseProposal, CloseStaking, CloseVault, QuoteVault, Redeem, Send, Stake, Unstake,
            WithdrawBid, WithdrawVote,
        };
        matches!(self, ClaimAsset | CloseVault | WithdrawBid | Redeem | ClaimRoyalty | ClaimCuratorFee | QuoteVault)
            || matches!(self, Stake | Unstake | CloseStaking | ClaimIncome | CloseIncome | WithdrawVote)
            || matches!(self, CloseProposal | CloseLicense | ClaimPurchase | CloseOffering | Send | Burn)
    }

    /// Whether it can go through while the vault is neither.
    fn is_of_life(self) -> bool {
        use Kind::{Activate, Cancel, ClaimAsset, ClaimCuratorFee, ClaimRoyalty, CloseIncome};
        use Kind::{CreateVault, DepositNft, DescribeFraction};
        !matches!(self, CreateVault | DepositNft | DescribeFraction | Cancel | Activate | ClaimAsset | CloseIncome)
            && !matches!(self, ClaimRoyalty | ClaimCuratorFee | Self::CloseStaking | Self::CloseVault | Self::Redeem)
    }

    /// Whether there is something to do it with.
    fn has_an_object(self, vault: &Vault, now: i64) -> bool {
        let licenses = || vault.licenses.values();
        match self {
            Self::Vote => vault.proposals.values().any(|proposal| now < proposal.ends_at),
            Self::WithdrawVote => !vault.ballots.is_empty(),
            Self::ExecuteProposal => vault.proposals.values().any(|proposal| is_due(proposal, now)),
            Self::CloseProposal => vault.proposals.values().any(|proposal| now >= proposal.ends_at),
            Self::AcceptLicense => licenses().any(|license| license.until.is_none()),
            Self::RenewLicense => licenses().any(|license| license.until.is_some_and(|until| now < until)),
            Self::CloseLicense => licenses().any(|license| license.until.is_none_or(|until| now >= until)),
            Self::WithdrawBid => !vault.bids.is_empty(),
            Self::WithdrawOffer | Self::AcceptOffer => vault.offer.is_some(),
            Self::OpenOffering => {
                !vault.offered && vault.offerings.values().all(|offering| vault.is_offering_over(offering, now))
            }
            Self::BuyFractions => vault
                .offerings
                .values()
                .any(|offering| now >= offering.terms.starts_at && !vault.is_offering_over(offering, now)),
            Self::ClaimPurchase => vault.offerings.values().any(|offering| !offering.purchases.is_empty()),
            Self::CloseOffering => !vault.offerings.is_empty(),
            Self::Settle => vault.status == Status::Auction,
            // A sale is the end of all else.
            Self::PlaceBid => vault.status == Status::Auction,
            Self::SetAsk => vault.book,
            Self::OpenStaking => vault.pool.is_none(),
            Self::OpenAsks => !vault.book,
            _ => true,
        }
    }

    fn random(vault: &Vault, now: i64, rng: &mut TestRng) -> Self {
        let fits = |kind: Self| match vault.status {
            Status::Draft => kind.is_of_drafts(),
            Status::Active | Status::Auction => kind.is_of_life(),
            _ => kind.is_of_the_end(),
        };
        // Now and then what cannot be.
        let (any, without) = (rng.random_bool(0.05), rng.random_bool(0.15));
        let can_be = |kind: Self| any || fits(kind) && (without || kind.has_an_object(vault, now));
        let weights = Self::ALL.iter().zip(Self::WEIGHTS).filter(|(kind, _)| can_be(**kind));
        let mut ticket = rng.random_range(0..weights.clone().map(|(_, weight)| weight).sum());
        for (kind, weight) in weights {
            if ticket < *weight {
                return *kind;
            }
            ticket -= weight;
        }
        Self::QuoteVault
    }
}

/// Whether a proposal can be executed.
fn is_due(proposal: &Proposal, now: i64) -> bool {
    proposal.passes() && !proposal.executed && (proposal.executable_at..proposal.expires_at).contains(&now)
}

/// What somebody does next, and who.
pub fn thing(vault: &Vault, now: i64, rng: &mut TestRng) -> (Person, Action) {
    Choice { vault, now, rng }.thing()
}

pub(super) struct Choice<'a> {
    pub(super) vault: &'a Vault,
    pub(super) now: i64,
    pub(super) rng: &'a mut TestRng,
}

impl Choice<'_> {
    fn thing(&mut self) -> (Person, Action) {
        use Kind::{
            AcceptLicense, AddIncomeMint, Burn, ClaimIncome, CloseIncome, CloseLicense, CloseProposal, CloseStaking,
            DepositIncome, ExecuteProposal, OpenAsks, OpenStaking, Propose, RenewLicense, SetAsk, SetDelegate, Stake,
            Unstake, Vote, WithdrawVote,
        };
        let (who, action) = match Kind::random(self.vault, self.now, self.rng) {
            kind @ (OpenStaking | OpenAsks | Stake | Unstake | SetAsk | SetDelegate | CloseStaking) => {
                self.staking(kind)
            }
            kind @ (AddIncomeMint | DepositIncome | ClaimIncome | CloseIncome) => self.income(kind),
            kind @ (Propose | Vote | WithdrawVote | ExecuteProposal | CloseProposal) => self.voting(kind),
            kind @ (AcceptLicense | RenewLicense | CloseLicense) => self.licensing(kind),
            kind @ (Kind::PlaceBid | Kind::MakeOffer | Kind::WithdrawBid | Kind::WithdrawOffer) => self.bidding(kind),
            kind @ (Kind::OpenOffering | Kind::BuyFractions | Kind::ClaimPurchase | Kind::CloseOffering) => {
                self.offering(kind)
            }
            kind @ (Kind::Send | Burn) => self.moving(kind),
            kind => self.rest(kind),
        };
        // Now and then somebody does what is somebody else's.
        let swapped = self.rng.random_bool(0.04) && Kind::of(&action) != Kind::CreateVault;
        if swapped { (self.person(), action) } else { (who, action) }
    }

    pub(super) fn person(&mut self) -> Person {
        self.rng.random_range(0..PEOPLE)
    }

    pub(super) fn one_of<T: Copy>(&mut self, all: &[T]) -> Option<T> {
        if all.is_empty() { None } else { Some(all[self.rng.random_range(0..all.len())]) }
    }

    /// A part of an amount or all of it, now and then nothing or one unit too much.
    pub(super) fn part(&mut self, whole: u128) -> u64 {
        let whole = u64::try_from(whole).expect("an amount of a token");
        match self.rng.random_range(0..40) {
            0 => 0,
            1 => whole.saturating_add(1),
            2..12 => whole,
            12..20 => self.rng.random_range(0..=whole.min(10)),
            _ => self.rng.random_range(0..=whole),
        }
    }

    pub(super) fn fractions_of(&self, who: Person) -> u128 {
        self.vault.bank.of(Place::Wallet(who), Token::Fraction)
    }

    /// Somebody with fractions in hand, if anybody has some.
    fn holder(&mut self) -> Person {
        let holders: Vec<_> = (0..PEOPLE).filter(|who| self.fractions_of(*who) > 0).collect();
        self.one_of(&holders).unwrap_or(0)
    }

    /// Somebody with a stake, if anybody has one.
    fn staker(&mut self) -> Person {
        let stakes = self.vault.pool.iter().flat_map(|pool| pool.stakes.keys().copied());
        let stakers: Vec<_> = stakes.collect();
        self.one_of(&stakers).unwrap_or(0)
    }

    fn stake_of(&self, who: Person) -> Option<&Stake> {
        self.vault.pool.as_ref().and_then(|pool| pool.stakes.get(&who))
    }

    /// The holder of a stake or its delegate.
    fn authority(&mut self, holder: Person) -> Person {
        let delegate = self.stake_of(holder).and_then(|stake| stake.delegate);
        delegate.filter(|_| self.rng.random_bool(0.5)).unwrap_or(holder)
    }

    fn staking(&mut self, kind: Kind) -> (Person, Action) {
        match kind {
            Kind::OpenStaking => (self.person(), Action::OpenStaking),
            Kind::OpenAsks => (self.person(), Action::OpenAsks),
            Kind::CloseStaking => (self.person(), Action::CloseStaking),
            Kind::Stake => {
                let who = self.holder();
                (who, Action::Stake { amount: self.part(self.fractions_of(who)) })
            }
            Kind::Unstake => {
                let who = self.staker();
                let staked = self.stake_of(who).map_or(0, |stake| stake.amount);
                (who, Action::Unstake { amount: self.part(staked) })
            }
            Kind::SetAsk => {
                let holder = self.staker();
                let level = match self.rng.random_range(0..20) {
                    0 | 1 => None,
                    2 => Some(self.rng.random_range(0..=u8::MAX)),
                    _ => Some(self.rng.random_range(80..110)),
                };
                (self.authority(holder), Action::SetAsk { holder, level })
            }
            _ => {
                let delegate = self.rng.random_bool(0.8).then(|| self.person());
                (self.staker(), Action::SetDelegate { delegate })
            }
        }
    }

    /// A mint, mostly one that brings income.
    fn mint(&mut self) -> Mint {
        let known: Vec<_> = self.vault.pool.iter().flat_map(|pool| pool.incomes.keys().copied()).collect();
        match self.one_of(&known) {
            Some(mint) if self.rng.random_bool(0.9) => mint,
            _ => self.rng.random_range(0..MINTS),
        }
    }

    fn income(&mut self, kind: Kind) -> (Person, Action) {
        let mint = self.mint();
        match kind {
            Kind::AddIncomeMint => {
                let mint = if self.rng.random_bool(0.5) { QUOTE } else { self.rng.random_range(0..MINTS) };
                let token = if self.rng.random_bool(0.05) { Token::Fraction } else { Token::Of(mint) };
                (self.vault.curator, Action::AddIncomeMint { token })
            }
            Kind::DepositIncome => {
                let who = self.person();
                let amount = if self.rng.random_bool(0.1) {
                    self.part(self.vault.bank.of(Place::Wallet(who), Token::Of(mint)))
                } else {
                    self.rng.random_range(0..1_000_000)
                };
                (who, Action::DepositIncome { mint, amount })
            }
            Kind::ClaimIncome => (self.person(), Action::ClaimIncome { holder: self.staker(), mint }),
            _ => (self.person(), Action::CloseIncome { mint, curator_named: self.rng.random_bool(0.8) }),
        }
    }

    fn decision(&mut self) -> Decision {
        let uri = match self.rng.random_range(0..40) {
            0 => "x".repeat(129),
            1 => "\0".to_owned(),
            _ => "https://example.com/terms.txt".to_owned(),
        };
        match self.rng.random_range(0..10) {
            0..4 => Decision::GrantLicense {
                licensee: self.person(),
                uri,
                fee: self.rng.random_range(0..10_000),
                term_secs: self.rng.random_range(HOUR as u32 - 5..5 * DAY as u32),
                exclusive: self.rng.random_bool(0.4),
            },
            4 => Decision::EndLicense { number: self.license(|_, _| true) },
            5 => {
                let fee_bps = self.rng.random_range(0..=self.vault.terms.curator_fee_bps + 1);
                Decision::SetCurator { curator: self.person(), fee_bps }
            }
            6 => Decision::SetAuctionTerms {
                auction_secs: self.rng.random_range(DAY as u32 - 100..3 * DAY as u32),
                extension_secs: self.rng.random_range(0..DAY as u32),
                step_bps: self.rng.random_range(95..1_000),
            },
            7 => Decision::AddIncomeMint { token: Token::Of(self.rng.random_range(0..MINTS)) },
            _ => Decision::Resolve { uri },
        }
    }

    /// The number of a proposal of which that holds, if there is one; now and then of any that was ever made, or of none.
    fn proposal(&mut self, wanted: impl Fn(&Proposal, i64) -> bool) -> u64 {
        let proposals = self.vault.proposals.iter().filter(|(_, proposal)| wanted(proposal, self.now));
        let found: Vec<_> = proposals.map(|(number, _)| *number).collect();
        self.number(&found)
    }

    fn license(&mut self, wanted: impl Fn(&License, i64) -> bool) -> u64 {
        let licenses = self.vault.licenses.iter().filter(|(_, license)| wanted(license, self.now));
        let found: Vec<_> = licenses.map(|(number, _)| *number).collect();
        self.number(&found)
    }

    fn number(&mut self, found: &[u64]) -> u64 {
        match self.one_of(found) {
            Some(number) if self.rng.random_bool(0.95) => number,
            _ => self.rng.random_range(0..=self.vault.next_proposal),
        }
    }

    fn voting(&mut self, kind: Kind) -> (Person, Action) {
        match kind {
            Kind::Propose => (self.staker(), Action::Propose(self.decision())),
            Kind::Vote => {
                let (number, holder) = (self.proposal(|proposal, now| now < proposal.ends_at), self.staker());
                // Mostly yes, or little would ever be decided.
                (self.authority(holder), Action::Vote { number, holder, yes: self.rng.random_bool(0.8) })
            }
            Kind::WithdrawVote => {
                let ballots: Vec<_> = self.vault.ballots.keys().copied().collect();
                let (number, holder) = self.one_of(&ballots).unwrap_or((0, 0));
                (self.authority(holder), Action::WithdrawVote { number, holder })
            }
            Kind::ExecuteProposal => (self.person(), Action::ExecuteProposal { number: self.proposal(is_due) }),
            _ => (
                self.person(),
                Action::CloseProposal { number: self.proposal(|proposal, now| now >= proposal.ends_at) },
            ),
        }
    }

    fn licensing(&mut self, kind: Kind) -> (Person, Action) {
        let (number, action) = match kind {
            Kind::AcceptLicense => {
                let number = self.license(|license, _| license.until.is_none());
                (number, Action::AcceptLicense { number })
            }
            Kind::RenewLicense => {
                let number = self.license(|license, now| license.until.is_some_and(|until| now < until));
                (number, Action::RenewLicense { number })
            }
            _ => {
                let over = |license: &License, now| now >= license.until.unwrap_or(license.offered_until);
                let number = self.license(over);
                return (self.person(), Action::CloseLicense { number });
            }
        };
        let licensee = self.vault.licenses.get(&number).map_or(0, |license| license.licensee);
        (licensee, action)
    }

    /// The least price of a bid or an offer that leads, or one around it.
    fn price(&mut self, kind: Kind) -> u64 {
        let reserve = self.vault.reserve(self.now).price;
        let leading = match self.vault.status {
            Status::Auction => self.vault.auction.as_ref().map(|auction| auction.price),
            _ => self.vault.standing_offer().map(|offer| offer.price),
        };
        let step = leading.map_or(0, |price| next_price(price, self.vault.terms.step_bps));
        let least =
            if kind == Kind::PlaceBid && self.vault.status == Status::Active { reserve.max(step) } else { step };
        let price = match self.rng.random_range(0..20) {
            0 => least.saturating_sub(1),
            1 => reserve,
            2..10 => least,
            10..15 => least + least / 10,
            _ => u128::from(self.vault.terms.opening_price) * self.rng.random_range(10..110) / 100,
        };
        u64::try_from(price).unwrap_or(u64::MAX)
    }

    fn bidding(&mut self, kind: Kind) -> (Person, Action) {
        let leader = match self.vault.status {
            Status::Auction => self.vault.auction.as_ref().map(|auction| auction.leader),
            _ => self.vault.offer.map(|offer| offer.bidder),
        };
        match kind {
            Kind::WithdrawOffer => (leader.unwrap_or(0), Action::WithdrawOffer),
            Kind::WithdrawBid => {
                let bidders: Vec<_> = self.vault.bids.keys().copied().collect();
                (self.person(), Action::WithdrawBid { bidder: self.one_of(&bidders).unwrap_or(0) })
            }
            _ => {
                let who = if self.rng.random_bool(0.5) { self.holder() } else { self.person() };
                let there = self.fractions_of(who) + self.vault.owed(who).bid_fractions;
                let price = self.price(kind);
                let fractions = if self.rng.random_bool(0.5) { 0 } else { self.part(there) };
                let max_cash = if self.rng.random_bool(0.05) { price / 2 } else { u64::MAX };
                let latest = [i64::MAX, self.vault.licensed_until, START];
                let max_licensed_until =
                    if self.rng.random_bool(0.8) { i64::MAX } else { self.one_of(&latest).unwrap_or(0) };
                let order = Order { price, fractions, max_cash, max_licensed_until };
                (who, if kind == Kind::PlaceBid { Action::PlaceBid(order) } else { Action::MakeOffer(order) })
            }
        }
    }

    /// Tokens move outside of the program.
    fn moving(&mut self, kind: Kind) -> (Person, Action) {
        let who = self.holder();
        let has = self.fractions_of(who);
        if kind == Kind::Burn {
            return (who, Action::Burn { amount: self.part(has / 4) });
        }
        let (to, token, amount) = match self.rng.random_range(0..30) {
            0 => (Place::Cash, Token::Of(QUOTE), self.rng.random_range(1..40)),
            1 => (Place::Fractions, Token::Fraction, self.part(has.min(40))),
            2 => (Place::Staked, Token::Fraction, self.part(has.min(40))),
            3 => {
                let mint = self.mint();
                (Place::Income(mint), Token::Of(mint), self.rng.random_range(1..40))
            }
            4 => (Place::Wallet(self.person()), Token::Of(QUOTE), self.rng.random_range(1..1_000_000)),
            5 => (Place::Offered(self.open_offering()), Token::Fraction, self.part(has.min(40))),
            6 => (Place::Raised(self.open_offering()), Token::Of(QUOTE), self.rng.random_range(1..40)),
            _ => (Place::Wallet(self.person()), Token::Fraction, self.part(has)),
        };
        (who, Action::Send { to, token, amount })
    }

    fn rest(&mut self, kind: Kind) -> (Person, Action) {
        let creator = self.vault.creator;
        let nft = self.rng.random_range(0..NFTS);
        match kind {
            Kind::CreateVault => (creator, Action::CreateVault(self.vault.terms.clone())),
            Kind::DepositNft => {
                let creators = Vec::new();
                (creator, Action::DepositNft(crate::Nft { id: nft, seller_fee_bps: 0, creators }))
            }
            Kind::DescribeFraction => (creator, Action::DescribeFraction),
            Kind::Cancel => (creator, Action::Cancel),
            Kind::Activate => (creator, Action::Activate),
            Kind::LowerCuratorFee => {
                // Mostly by little, so that it can be lowered again.
                let fee_bps = self.vault.curator_fee_bps.saturating_sub(self.rng.random_range(0..20));
                (self.vault.curator, Action::LowerCuratorFee { fee_bps })
            }
            Kind::Reclaim => (self.holder(), Action::Reclaim),
            Kind::ClaimAsset => (self.person(), Action::ClaimAsset { nft }),
            Kind::CloseVault => (self.person(), Action::CloseVault { curator_named: self.rng.random_bool(0.8) }),
            Kind::Settle => (self.person(), Action::Settle),
            Kind::Redeem => {
                let who = self.holder();
                let amount = self.part(self.fractions_of(who));
                let payout = u64::try_from(self.vault.owed(who).redemption).unwrap_or(u64::MAX);
                let min_payout = if self.rng.random_bool(0.8) { 0 } else { payout };
                (who, Action::Redeem { amount, min_payout })
            }
            Kind::ClaimRoyalty => {
                (self.person(), Action::ClaimRoyalty { nft, payee: self.rng.random_range(5..PEOPLE) })
            }
            Kind::ClaimCuratorFee => (self.person(), Action::ClaimCuratorFee),
            Kind::AcceptOffer => (self.person(), Action::AcceptOffer),
            _ => (self.person(), Action::QuoteVault),
        }
    }
}
