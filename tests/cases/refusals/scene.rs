//! Vaults side by side: what the refusals are tried on.

use {
    anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction},
    anchor_spl::token::spl_token,
    mosaic_client::{
        MosaicError,
        instructions::{
            Activate, Cancel, ClaimAsset, ClaimCuratorFee, ClaimRoyalty, CloseVault, CreateVault, CreateVaultArgs,
            DepositNft, DescribeFraction, DescribeFractionArgs, PlaceBid, PlaceBidArgs, Reclaim, Redeem, RedeemArgs,
            Settle, WithdrawBid,
        },
        pda,
    },
    mosaic_harness::{
        Actor, Bank, Failure, Nft, NftCreator, NftSpec, Receipt, Standard, invariants::Checker,
        nft::compute_unit_limit, world::COMPUTE_UNITS,
    },
    solana_keypair::Keypair,
    solana_signer::Signer,
    std::panic::Location,
};

/// Fractions of every vault here.
pub const SUPPLY: u64 = 1_000_000;
/// Opening price of every vault here, in raw quote units.
pub const OPENING_PRICE: u64 = 1_000_000;
/// Price of the first bid, which is outbid.
pub const FIRST_PRICE: u64 = OPENING_PRICE;
/// Fractions in the first bid.
pub const FIRST_FRACTIONS: u64 = 100_000;
/// Price of the leading bid.
pub const LEADING_PRICE: u64 = 1_100_000;
/// Fractions in the leading bid.
pub const LEADING_FRACTIONS: u64 = 200_000;
/// Fractions of the holder, which are redeemed.
pub const HELD: u64 = 300_000;

/// The people around one or more vaults, and what they pay with.
#[derive(Clone)]
pub struct Cast {
    /// Makes the vaults and is their curator.
    pub creator: Actor,
    /// Verified creator of the NFTs, with the whole royalty.
    pub artist: Actor,
    /// Places the first bid and is outbid.
    pub opener: Actor,
    /// Places the leading bid.
    pub leader: Actor,
    /// Holds fractions and redeems them.
    pub holder: Actor,
    /// Has no part in anything.
    pub stranger: Actor,
    /// The quote mint.
    pub quote: Pubkey,
}

impl Cast {
    /// People of these names, each with quote tokens.
    pub async fn hire(bank: &mut Bank, names: [&'static str; 6]) -> Self {
        let quote = bank.create_mint(6, Some(&freezer().pubkey())).await;
        let mut people = Vec::new();
        for name in names {
            let actor = bank.actor(name).await;
            bank.fund(&actor.pubkey(), &quote, 100 * OPENING_PRICE).await;
            people.push(actor);
        }
        let [creator, artist, opener, leader, holder, stranger] = people.try_into().expect("as many as names");
        Self { creator, artist, opener, leader, holder, stranger, quote }
    }

    /// The first cast.
    pub async fn ours(bank: &mut Bank) -> Self {
        Self::hire(bank, ["Ana", "Aldo", "Amir", "Anke", "Abel", "Alma"]).await
    }

    /// Another cast, with another quote mint.
    pub async fn others(bank: &mut Bank) -> Self {
        Self::hire(bank, ["Ben", "Bela", "Bice", "Boris", "Britt", "Bruno"]).await
    }

    /// Everybody's key pairs.
    pub fn keys(&self) -> Vec<Keypair> {
        let everybody = [&self.creator, &self.artist, &self.opener, &self.leader, &self.holder, &self.stranger];
        everybody.map(|actor| actor.keypair.insecure_clone()).into()
    }

    /// The token account of an actor for quote tokens.
    pub fn cash(&self, actor: &Actor) -> Pubkey {
        pda::associated_token(&actor.pubkey(), &self.quote)
    }
}

/// A bank that checks every invariant after each transaction.
pub async fn checked_bank() -> Bank {
    let checker = Checker::default();
    let bank = Bank::options().after_each(move |accounts| checker.check(accounts));
    bank.start().await.unwrap_or_else(|error| panic!("{error}"))
}

/// The freeze authority of quote mints.
pub fn freezer() -> Keypair {
    Keypair::new_from_array([7; 32])
}

/// How far a vault has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
}

/// What a sold vault owes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// The opener's cash and fractions.
    OutbidBid,
    /// The rent of the leader's bid.
    WinningBid,
    /// The artist's.
    Royalty,
    /// The creator's.
    CuratorFee,
    /// Proceeds of the fractions that [`Claim::OutbidBid`] returns.
    ReturnedFractions,
    /// Proceeds of the holder's fractions.
    HeldFractions,
    /// Proceeds of what the creator kept.
    CreatorsFractions,
    /// The NFT.
    Asset,
}

/// A vault and everything around it.
pub struct Lot<'a> {
    /// Its people.
    pub cast: &'a Cast,
    /// Its arguments.
    pub args: CreateVaultArgs,
    /// Its address.
    pub vault: Pubkey,
    /// What it is of.
    pub nft: Nft,
    /// How far it has come.
    pub stage: Stage,
}

/// The terms of every vault here.
pub fn create_args(id: u64) -> CreateVaultArgs {
    CreateVaultArgs {
        id,
        supply: SUPPLY,
        decimals: 6,
        opening_price: OPENING_PRICE,
        auction_secs: 259_200,
        extension_secs: 900,
        step_bps: 500,
        curator_fee_bps: 200,
    }
}

impl<'a> Lot<'a> {
    /// A vault that does not exist yet, of a new NFT.
    pub async fn plan(bank: &mut Bank, cast: &'a Cast, id: u64, standard: Standard) -> Self {
        let creators = vec![NftCreator::verified(&cast.artist.keypair, 100)];
        let spec = NftSpec { standard, creators, ..NftSpec::default() };
        let nft = bank.mint_nft(&cast.creator.pubkey(), spec).await;
        let vault = pda::vault(&cast.creator.pubkey(), id);
        Self { cast, args: create_args(id), vault, nft, stage: Stage::Planned }
    }

    /// A vault at that stage, of a new plain NFT.
    pub async fn at(bank: &mut Bank, cast: &'a Cast, id: u64, stage: Stage) -> Self {
        let mut lot = Self::plan(bank, cast, id, Standard::NonFungible).await;
        reach(bank, &mut [&mut lot], stage).await;
        lot
    }

    /// The token account of an actor for fractions.
    pub fn fractions(&self, actor: &Actor) -> Pubkey {
        pda::associated_token(&actor.pubkey(), &pda::fraction_mint(&self.vault))
    }

    fn programmable(&self) -> Option<Option<Pubkey>> {
        self.nft.standard.is_programmable().then_some(None)
    }

    pub fn create(&self) -> CreateVault {
        CreateVault { creator: self.cast.creator.pubkey(), quote_mint: self.cast.quote, args: self.args }
    }

    pub fn deposit(&self) -> DepositNft {
        let (creator, source) = (self.nft.owner, self.nft.token);
        let programmable = self.programmable();
        DepositNft { creator, vault: self.vault, nft_mint: self.nft.mint, source, programmable }
    }

    pub fn describe(&self) -> DescribeFraction {
        let args = DescribeFractionArgs {
            name: "Still life, fraction".to_owned(),
            symbol: "fSTILL".to_owned(),
            uri: "https://example.com/fraction.json".to_owned(),
        };
        DescribeFraction { creator: self.cast.creator.pubkey(), vault: self.vault, args }
    }

    pub fn activate(&self) -> Activate {
        let creator = &self.cast.creator;
        Activate { creator: creator.pubkey(), vault: self.vault, destination: self.fractions(creator) }
    }

    pub fn cancel(&self) -> Cancel {
        Cancel { creator: self.cast.creator.pubkey(), vault: self.vault }
    }

    pub fn reclaim(&self) -> Reclaim {
        let holder = &self.cast.creator;
        Reclaim { holder: holder.pubkey(), vault: self.vault, fraction_source: self.fractions(holder) }
    }

    pub fn bid(&self, bidder: &Actor, price: u64, fractions: u64) -> PlaceBid {
        PlaceBid {
            bidder: bidder.pubkey(),
            vault: self.vault,
            quote_mint: self.cast.quote,
            cash_account: self.cast.cash(bidder),
            fraction_account: (fractions > 0).then(|| self.fractions(bidder)),
            args: PlaceBidArgs { price, fractions, max_cash: u64::MAX },
        }
    }

    pub fn first_bid(&self) -> PlaceBid {
        self.bid(&self.cast.opener, FIRST_PRICE, FIRST_FRACTIONS)
    }

    pub fn leading_bid(&self) -> PlaceBid {
        self.bid(&self.cast.leader, LEADING_PRICE, LEADING_FRACTIONS)
    }

    pub fn withdraw(&self, bidder: &Actor) -> WithdrawBid {
        WithdrawBid {
            bidder: bidder.pubkey(),
            signed: false,
            vault: self.vault,
            cash_destination: self.cast.cash(bidder),
            fraction_destination: Some(self.fractions(bidder)),
        }
    }

    pub fn settle(&self) -> Settle {
        Settle { vault: self.vault, leader: self.cast.leader.pubkey() }
    }

    /// The NFT goes to the leader, as once sold.
    pub fn claim_asset(&self) -> ClaimAsset {
        let recipient = self.cast.leader.pubkey();
        ClaimAsset {
            payer: self.cast.stranger.pubkey(),
            vault: self.vault,
            creator: self.cast.creator.pubkey(),
            recipient,
            signed: false,
            nft_mint: self.nft.mint,
            destination: self.nft.held_by(&recipient).token,
            programmable: self.programmable(),
        }
    }

    pub fn claim_royalty(&self) -> ClaimRoyalty {
        ClaimRoyalty {
            payee: self.cast.artist.pubkey(),
            signed: false,
            vault: self.vault,
            creator: self.cast.creator.pubkey(),
            nft_mint: self.nft.mint,
            cash_destination: self.cast.cash(&self.cast.artist),
        }
    }

    pub fn claim_curator_fee(&self) -> ClaimCuratorFee {
        let curator = &self.cast.creator;
        let cash_destination = self.cast.cash(curator);
        ClaimCuratorFee { curator: curator.pubkey(), signed: false, vault: self.vault, cash_destination }
    }

    pub fn redeem(&self, holder: &Actor, amount: u64) -> Redeem {
        Redeem {
            holder: holder.pubkey(),
            vault: self.vault,
            fraction_source: self.fractions(holder),
            cash_destination: self.cast.cash(holder),
            args: RedeemArgs { amount, min_payout: 0 },
        }
    }

    /// Every claim of a sold vault, in an order that works.
    pub fn claims(&self) -> Vec<(Claim, Instruction)> {
        let Cast { creator, opener, leader, holder, .. } = self.cast;
        let rest = SUPPLY - LEADING_FRACTIONS - FIRST_FRACTIONS - HELD;
        vec![
            (Claim::OutbidBid, self.withdraw(opener).instruction()),
            (Claim::WinningBid, self.withdraw(leader).instruction()),
            (Claim::Royalty, self.claim_royalty().instruction()),
            (Claim::CuratorFee, self.claim_curator_fee().instruction()),
            (Claim::ReturnedFractions, self.redeem(opener, FIRST_FRACTIONS).instruction()),
            (Claim::HeldFractions, self.redeem(holder, HELD).instruction()),
            (Claim::CreatorsFractions, self.redeem(creator, rest).instruction()),
            (Claim::Asset, self.claim_asset().instruction()),
        ]
    }

    /// As for a sold vault.
    pub fn close(&self) -> CloseVault {
        let curator = &self.cast.creator;
        CloseVault {
            creator: curator.pubkey(),
            vault: self.vault,
            curator: curator.pubkey(),
            curator_signed: false,
            opener: Some(self.cast.opener.pubkey()),
            surplus_destination: Some(self.cast.cash(curator)),
        }
    }

    /// Sends a transaction signed by any of the cast.
    pub async fn send(&self, bank: &mut Bank, instructions: &[Instruction]) -> Result<Receipt, Failure> {
        let keys = self.cast.keys();
        bank.send(&with_limit(instructions), &keys.iter().collect::<Vec<_>>()).await
    }

    /// Demands that a transaction goes through.
    #[track_caller]
    pub fn must(&self, bank: &mut Bank, instructions: &[Instruction]) -> impl Future<Output = ()> {
        let caller = Location::caller();
        async move {
            let result = self.send(bank, instructions).await;
            result.unwrap_or_else(|failure| panic!("at {caller}: {failure}"));
        }
    }

    /// Demands that the program refuses an instruction with that error.
    #[track_caller]
    pub fn refuses(&self, bank: &Bank, instruction: &Instruction, error: MosaicError) -> impl Future<Output = ()> {
        self.fails(bank, std::slice::from_ref(instruction), error.name())
    }

    /// Demands that a transaction fails with an error of that name.
    #[track_caller]
    pub fn fails(&self, bank: &Bank, instructions: &[Instruction], error: String) -> impl Future<Output = ()> {
        let caller = Location::caller();
        async move {
            let keys = self.cast.keys();
            let result = bank.simulate(&with_limit(instructions), &keys.iter().collect::<Vec<_>>()).await;
            match result {
                Err(failure) if failure.is(&error) => {}
                other => panic!("at {caller}: expected {error}, got {other:?}"),
            }
        }
    }

    async fn step(&mut self, bank: &mut Bank, next: Stage) {
        let Cast { creator, opener, leader, holder, .. } = self.cast;
        let instructions = match next {
            Stage::Planned | Stage::Ended => Vec::new(),
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
            Stage::Sold => {
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
        };
        if !instructions.is_empty() {
            self.must(bank, &instructions).await;
        }
        self.stage = next;
    }

    fn give(&self, to: &Actor, amount: u64) -> Instruction {
        let creator = &self.cast.creator;
        let (from, to) = (self.fractions(creator), self.fractions(to));
        transfer(&from, &to, &creator.pubkey(), amount)
    }
}

fn with_limit(instructions: &[Instruction]) -> Vec<Instruction> {
    let mut all = vec![compute_unit_limit(COMPUTE_UNITS)];
    all.extend_from_slice(instructions);
    all
}

/// Moves classic tokens.
pub fn transfer(from: &Pubkey, to: &Pubkey, authority: &Pubkey, amount: u64) -> Instruction {
    spl_token::instruction::transfer(&spl_token::ID, from, to, authority, &[], amount)
        .expect("the token program's own id")
}

/// The stages on the way to one, itself included.
fn way(stage: Stage) -> Vec<Stage> {
    use Stage::*;
    if stage == Cancelled {
        return vec![Created, Filled, Cancelled];
    }
    let all = [Created, Filled, Active, Spread, Opened, Outbid, Ended, Sold, Paid, Overpaid];
    all.into_iter().filter(|next| *next <= stage).collect()
}

/// Brings vaults to a stage side by side: the clock moves once for all of them.
pub async fn reach(bank: &mut Bank, lots: &mut [&mut Lot<'_>], stage: Stage) {
    for next in way(stage) {
        if next == Stage::Ended && lots.iter().any(|lot| lot.stage < next) {
            bank.advance(259_200).await;
        }
        for lot in lots.iter_mut().filter(|lot| lot.stage < next) {
            lot.step(bank, next).await;
        }
    }
}
