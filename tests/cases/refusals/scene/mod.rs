//! Vaults side by side: what the refusals are tried on.

mod every;
mod offering;
mod sale;
mod stage;
mod staking;
mod votes;

pub use offering::*;
pub use sale::Claim;
pub use stage::{Stage, reach};
pub use votes::*;

use {
    anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction},
    anchor_spl::token::spl_token,
    mosaic_client::{MosaicError, instructions::CreateVaultArgs, pda, rules::Terms},
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
/// Of them, those the holder stakes.
pub const STAKED: u64 = 200_000;
/// The level the holder asks.
pub const LEVEL: u8 = 90;
/// For how long staking and asking lock a stake, in seconds.
pub const STAKE_LOCK_SECS: i64 = 86_400;
/// Income deposited, in raw units: a week's, so that a seventh is released every day.
pub const INCOME: u64 = 700_000;
/// Income the holder is owed two days later.
pub const EARNED: u64 = 200_000;

/// The people around one or more vaults, and what they pay with.
#[derive(Clone)]
pub struct Cast {
    /// Makes the vaults and is their curator.
    pub creator: Actor,
    /// Verified creator of the NFTs, with the whole royalty.
    pub artist: Actor,
    /// Places the first bid and is outbid.
    pub opener: Actor,
    /// Places the leading bid; is granted a licence.
    pub leader: Actor,
    /// Holds fractions, stakes some of them, proposes and votes, and redeems them.
    pub holder: Actor,
    /// Has no part in the sale; deposits income, and is the holder's delegate.
    pub stranger: Actor,
    /// The quote mint.
    pub quote: Pubkey,
    /// Another mint of income.
    pub gold: Pubkey,
}

impl Cast {
    /// People of these names, each with quote tokens.
    pub async fn hire(bank: &mut Bank, names: [&'static str; 6]) -> Self {
        let quote = bank.create_mint(6, Some(&freezer().pubkey())).await;
        let gold = bank.create_mint(9, Some(&freezer().pubkey())).await;
        let mut people = Vec::new();
        for name in names {
            let actor = bank.actor(name).await;
            bank.fund(&actor.pubkey(), &quote, 100 * OPENING_PRICE).await;
            people.push(actor);
        }
        let [creator, artist, opener, leader, holder, stranger] = people.try_into().expect("as many as names");
        Self { creator, artist, opener, leader, holder, stranger, quote, gold }
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

    /// The token account of an actor for the other mint of income.
    pub fn gold(&self, actor: &Actor) -> Pubkey {
        pda::associated_token(&actor.pubkey(), &self.gold)
    }
}

/// A bank that checks every invariant after each transaction.
pub async fn checked_bank() -> Bank {
    let checker = Checker::default();
    let bank = Bank::options().after_each(move |accounts| checker.check(accounts));
    bank.start().await.unwrap_or_else(|error| panic!("{error}"))
}

/// The freeze authority of the mints of prices and income.
pub fn freezer() -> Keypair {
    Keypair::new_from_array([7; 32])
}

/// The terms of every vault here.
pub fn create_args(id: u64) -> CreateVaultArgs {
    let terms = Terms { curator_fee_bps: 200, ..Terms::with_opening_price(OPENING_PRICE) };
    CreateVaultArgs::new(id, SUPPLY, 6, &terms)
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
