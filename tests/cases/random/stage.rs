//! Everybody and everything of a life, on the bank.

use {
    anchor_lang::prelude::Pubkey,
    mosaic_client::pda,
    mosaic_harness::{Actor, Bank, NftCreator, NftSpec, Standard, VaultCookie, VaultSpec, World, WorldOptions},
    mosaic_model::{
        Action, BUYER, Mint, Nft, Person, Place, QUOTE, Step, Token,
        random::{MINTS, NFTS, money},
    },
    std::{cell::RefCell, collections::BTreeMap},
};

/// The people of the model, in its order; the last two of those who act have royalties.
const NAMES: [&str; BUYER as usize + 1] = ["creator", "Ana", "Ben", "Cleo", "Dan", "painter", "framer", "buyer"];
/// The NFT that is of Token-2022.
const OF_TOKEN_2022: u8 = 1;

/// A bank with the people and tokens of a model's world.
pub struct Stage {
    pub world: World,
    pub vault: VaultCookie,
    pub people: Vec<Actor>,
    /// Pays the rent of what anyone can open.
    pub keeper: Actor,
    /// The mints of the model, in its order.
    pub mints: Vec<Pubkey>,
    /// Who makes the proposal of each number, also in a transaction that is not sent yet.
    pub proposers: BTreeMap<u64, Person>,
    /// Who pays for a vote that the transaction being made opens, by proposal and holder; nobody for one that it closes.
    pub votes: BTreeMap<(u64, Person), Option<Pubkey>>,
    accounts: RefCell<BTreeMap<(Place, Token), Pubkey>>,
    /// Proposals by number.
    proposals: RefCell<Vec<Pubkey>>,
    /// Lamports of everybody before the life.
    lamports: Vec<u64>,
}

impl Stage {
    /// The stage of a life that begins with these steps: they say what the NFTs are like.
    pub async fn of(steps: &[Step]) -> Self {
        let options = WorldOptions { cash: 0, ..WorldOptions::default() };
        let mut world = World::on(Bank::options().report_violations(), options).await;
        let mut people = Vec::new();
        for name in NAMES {
            people.push(world.actor(name).await);
        }
        let keeper = world.actor("keeper").await;
        let nfts = (0..NFTS).map(|id| spec(id, steps, &people)).collect();
        let mut vault = world.prepare(VaultSpec { nfts, ..VaultSpec::default() }).await;
        vault.payer = keeper.pubkey();
        let mut mints = vec![vault.quote_mint];
        for _ in 1..MINTS {
            mints.push(world.bank.create_mint(9, None).await);
        }
        for (who, person) in (0..).zip(&people) {
            for (mint, address) in (0..).zip(&mints) {
                world.bank.put_tokens(&person.pubkey(), address, money(who, mint)).await;
            }
        }
        let (proposers, votes, accounts, proposals) = Default::default();
        let mut stage =
            Self { world, vault, people, keeper, mints, proposers, votes, accounts, proposals, lamports: Vec::new() };
        stage.lamports = stage.count_lamports().await;
        stage
    }

    pub fn key(&self, who: Person) -> Pubkey {
        self.people[who as usize].pubkey()
    }

    /// The address of a proposal: searched once.
    pub fn proposal(&self, number: u64) -> Pubkey {
        let mut known = self.proposals.borrow_mut();
        while known.len() as u64 <= number {
            let next = pda::proposal(&self.vault.address, known.len() as u64);
            known.push(next);
        }
        known[number as usize]
    }

    pub fn mint(&self, mint: Mint) -> Pubkey {
        self.mints[usize::from(mint)]
    }

    /// The mint of a token.
    pub fn mint_of(&self, token: Token) -> Pubkey {
        match token {
            Token::Fraction => self.vault.fraction_mint,
            Token::Of(mint) => self.mint(mint),
            Token::Nft(nft) => self.vault.nfts[usize::from(nft)].mint,
        }
    }

    /// The token account where the model says that a token is: searched once.
    pub fn account_of(&self, place: Place, token: Token) -> Pubkey {
        *self.accounts.borrow_mut().entry((place, token)).or_insert_with(|| self.find_account_of(place, token))
    }

    fn find_account_of(&self, place: Place, token: Token) -> Pubkey {
        let vault = &self.vault.address;
        match (place, token) {
            (Place::Wallet(who), Token::Nft(nft)) => self.vault.nfts[usize::from(nft)].held_by(&self.key(who)).token,
            (Place::Wallet(who), token) => pda::associated_token(&self.key(who), &self.mint_of(token)),
            (_, Token::Nft(nft)) => self.vault.custody(&self.vault.nfts[usize::from(nft)]),
            (Place::Cash | Place::Custody, _) => pda::cash_escrow(vault),
            (Place::Fractions, _) => pda::fraction_escrow(vault),
            (Place::Staked, _) => pda::staked_fractions(vault),
            (Place::Income(mint), _) => pda::income_account(vault, &self.mint(mint)),
            (Place::Offered(number), _) => pda::offered_fractions(&pda::offering(vault, number)),
            (Place::Raised(number), _) => pda::raised_cash(&pda::offering(vault, number)),
        }
    }

    /// Opens everybody's account for fractions, once there are any.
    pub async fn open_fraction_accounts(&mut self) {
        for who in 0..=BUYER {
            self.world.bank.put_tokens(&self.key(who), &self.vault.fraction_mint, 0).await;
        }
    }

    async fn count_lamports(&self) -> Vec<u64> {
        let mut lamports = Vec::new();
        for actor in self.people.iter().chain([&self.keeper]) {
            lamports.push(self.world.bank.lamports(&actor.pubkey()).await);
        }
        lamports
    }

    /// Nothing of the program is left, and all rent is back but that of the mint of the fractions and of what describes it,
    /// which nobody can close.
    pub async fn check_the_end(&self) -> Result<(), String> {
        let left = self.world.bank.accounts_of(&mosaic_client::PROGRAM_ID).await;
        if let Some((address, _)) = left.first() {
            return Err(format!("INV-12: {} accounts of the program are left, {address} among them", left.len()));
        }
        let mut expected = self.lamports.clone();
        for lasting in [self.vault.fraction_mint, pda::metadata(&self.vault.fraction_mint)] {
            expected[0] -= self.world.bank.lamports(&lasting).await;
        }
        let found = self.count_lamports().await;
        if found == expected { Ok(()) } else { Err(format!("INV-12: lamports are {found:?}, not {expected:?}")) }
    }
}

/// An NFT as the first deposit of it among the steps describes it.
fn spec(id: u8, steps: &[Step], people: &[Actor]) -> NftSpec {
    let things = steps.iter().flat_map(|step| match step {
        Step::Do(things) => &things[..],
        Step::Wait(_) => &[],
    });
    let described = things.into_iter().find_map(|(_, action)| match action {
        Action::DepositNft(nft) if nft.id == id => Some(nft.clone()),
        _ => None,
    });
    let Nft { seller_fee_bps, creators, .. } =
        described.unwrap_or_else(|| Nft { id, seller_fee_bps: 0, creators: Vec::new() });
    let creator = |creator: mosaic_model::Creator| {
        let person = &people[creator.person as usize];
        if creator.verified {
            NftCreator::verified(&person.keypair, creator.share)
        } else {
            NftCreator::unverified(person.pubkey(), creator.share)
        }
    };
    let standard = if id == OF_TOKEN_2022 { Standard::Token2022 } else { Standard::NonFungible };
    NftSpec { standard, seller_fee_bps, creators: creators.into_iter().map(creator).collect(), ..NftSpec::default() }
}

/// The mints of the model.
pub fn mints() -> impl Iterator<Item = Mint> {
    QUOTE..MINTS
}
