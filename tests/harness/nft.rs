//! NFTs made through Token Metadata itself.

use {
    crate::{
        bank::Bank,
        receipt::{Failure, Receipt},
        tokens::valid,
    },
    anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction},
    anchor_spl::{
        associated_token::{
            get_associated_token_address,
            spl_associated_token_account::instruction::create_associated_token_account_idempotent,
        },
        metadata::mpl_token_metadata::{
            ID,
            accounts::{EditionMarkerV2, MasterEdition, Metadata, TokenRecord},
            instructions::{
                CreateV1Builder, DelegateSaleV1Builder, DelegateUtilityV1Builder, FreezeDelegatedAccountBuilder,
                LockV1Builder, MintV1Builder, PrintV1Builder, ThawDelegatedAccountBuilder, TransferV1Builder,
                UnlockV1Builder, VerifyCreatorV1Builder,
            },
            types::{Creator, PrintSupply, TokenStandard},
        },
        token::spl_token,
    },
    solana_compute_budget_interface::ComputeBudgetInstruction,
    solana_keypair::Keypair,
    solana_signer::Signer,
};

/// The number a printed edition gets.
const EDITION_NUMBER: u64 = 1;

/// What kind of token Token Metadata is to make.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standard {
    /// A plain NFT with a master edition.
    #[default]
    NonFungible,
    /// A plain NFT from before token standards: its metadata names none.
    Unlabelled,
    /// Number 1 of a master edition, which the bank keeps.
    PrintedEdition,
    /// A programmable NFT.
    Programmable,
    /// Programmable, number 1 of a programmable master edition, which the bank keeps.
    ProgrammablePrintedEdition,
    /// Not an NFT: so many raw units without decimals.
    FungibleAsset(u64),
}

impl Standard {
    /// Whether it moves through Token Metadata's `TransferV1` only.
    #[must_use]
    pub fn is_programmable(self) -> bool {
        matches!(self, Self::Programmable | Self::ProgrammablePrintedEdition)
    }

    fn is_printed(self) -> bool {
        matches!(self, Self::PrintedEdition | Self::ProgrammablePrintedEdition)
    }
}

/// A creator in an NFT's metadata.
#[derive(Debug)]
pub struct NftCreator {
    /// Its address.
    pub address: Pubkey,
    /// Its share in percent.
    pub share: u8,
    /// The key pair it confirms itself with; unverified without.
    pub verified_by: Option<Keypair>,
}

impl NftCreator {
    /// A creator that has confirmed the NFT as its own.
    #[must_use]
    pub fn verified(keypair: &Keypair, share: u8) -> Self {
        Self { address: keypair.pubkey(), share, verified_by: Some(keypair.insecure_clone()) }
    }

    /// A creator that was merely named.
    #[must_use]
    pub fn unverified(address: Pubkey, share: u8) -> Self {
        Self { address, share, verified_by: None }
    }
}

/// What an NFT is to be like.
#[derive(Debug)]
pub struct NftSpec {
    /// Its kind.
    pub standard: Standard,
    /// Its name, at most 32 bytes.
    pub name: String,
    /// Its symbol, at most 10 bytes.
    pub symbol: String,
    /// Where its description is, at most 200 bytes.
    pub uri: String,
    /// The royalty, in basis points.
    pub seller_fee_bps: u16,
    /// Who gets the royalty; at most 5, shares 100 in sum. None: the metadata names no creators.
    pub creators: Vec<NftCreator>,
    /// The rule set of a programmable NFT.
    pub rule_set: Option<Pubkey>,
}

impl Default for NftSpec {
    fn default() -> Self {
        Self {
            standard: Standard::default(),
            name: "Still life".to_owned(),
            symbol: "STILL".to_owned(),
            uri: "https://example.com/still-life.json".to_owned(),
            seller_fee_bps: 500,
            creators: Vec::new(),
            rule_set: None,
        }
    }
}

impl From<Standard> for NftSpec {
    fn from(standard: Standard) -> Self {
        Self { standard, ..Self::default() }
    }
}

/// An NFT and the accounts that belong to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nft {
    /// Its kind.
    pub standard: Standard,
    /// Its mint.
    pub mint: Pubkey,
    /// Its first owner.
    pub owner: Pubkey,
    /// The associated token account of the first owner.
    pub token: Pubkey,
    /// Its metadata.
    pub metadata: Pubkey,
    /// Its master edition or edition; none for what is not an NFT.
    pub edition: Option<Pubkey>,
    /// The token record of [`Self::token`], of a programmable NFT.
    pub token_record: Option<Pubkey>,
}

impl Nft {
    fn of(standard: Standard, mint: Pubkey, owner: Pubkey) -> Self {
        let token = get_associated_token_address(&owner, &mint);
        Self {
            standard,
            mint,
            owner,
            token,
            metadata: Metadata::find_pda(&mint).0,
            edition: (!matches!(standard, Standard::FungibleAsset(_))).then(|| MasterEdition::find_pda(&mint).0),
            token_record: standard.is_programmable().then(|| TokenRecord::find_pda(&mint, &token).0),
        }
    }

    /// The NFT of this mint as its first owner will hold it, and what makes it; of a printed edition the master. `authority`
    /// pays and becomes the update authority; it signs, and so does the mint.
    #[must_use]
    pub fn creation(spec: &NftSpec, mint: &Pubkey, owner: &Pubkey, authority: &Pubkey) -> (Self, Vec<Instruction>) {
        let standard = match spec.standard {
            Standard::PrintedEdition => Standard::NonFungible,
            Standard::ProgrammablePrintedEdition => Standard::Programmable,
            standard => standard,
        };
        let nft = Self::of(standard, *mint, *owner);
        let creators = spec.creators.iter();
        let creators: Vec<_> =
            creators.map(|c| Creator { address: c.address, verified: false, share: c.share }).collect();
        let mut create = CreateV1Builder::new();
        create
            .metadata(nft.metadata)
            .master_edition(nft.edition)
            .mint(nft.mint, true)
            .authority(*authority)
            .payer(*authority)
            .update_authority(*authority, true)
            .spl_token_program(Some(spl_token::ID))
            .name(spec.name.clone())
            .symbol(spec.symbol.clone())
            .uri(spec.uri.clone())
            .seller_fee_basis_points(spec.seller_fee_bps)
            .is_mutable(true);
        if !creators.is_empty() {
            create.creators(creators);
        }
        if let Some(rule_set) = spec.rule_set {
            create.rule_set(rule_set);
        }
        let amount = match standard {
            Standard::FungibleAsset(amount) => {
                create.token_standard(TokenStandard::FungibleAsset).decimals(0);
                amount
            }
            standard => {
                let label = if standard.is_programmable() {
                    TokenStandard::ProgrammableNonFungible
                } else {
                    TokenStandard::NonFungible
                };
                create.token_standard(label).print_supply(PrintSupply::Limited(10));
                1
            }
        };
        let mint_one = MintV1Builder::new()
            .token(nft.token)
            .token_owner(Some(*owner))
            .metadata(nft.metadata)
            .master_edition(nft.edition)
            .token_record(nft.token_record)
            .mint(nft.mint)
            .authority(*authority)
            .payer(*authority)
            .amount(amount)
            .instruction();
        (nft, vec![compute_unit_limit(800_000), create.instruction(), mint_one])
    }

    /// What confirms a creator named in the metadata, who signs.
    #[must_use]
    pub fn verify_creator(&self, creator: &Pubkey) -> Instruction {
        VerifyCreatorV1Builder::new().authority(*creator).metadata(self.metadata).instruction()
    }

    /// The same NFT as another owner would hold it, in its associated token account.
    #[must_use]
    pub fn held_by(&self, owner: &Pubkey) -> Self {
        Self::of(self.standard, self.mint, *owner)
    }

    /// The same NFT in a token account at any address.
    #[must_use]
    pub fn at(&self, owner: &Pubkey, token: &Pubkey) -> Self {
        Self {
            owner: *owner,
            token: *token,
            token_record: self.token_record.map(|_| TokenRecord::find_pda(&self.mint, token).0),
            ..self.clone()
        }
    }

    /// What moves the NFT to the associated token account of another owner, which is made if it is not there.
    /// [`Self::owner`] signs, `payer` pays for what is opened.
    #[must_use]
    pub fn transfer(&self, to: &Pubkey, payer: &Pubkey) -> Vec<Instruction> {
        let open = if self.standard.is_programmable() {
            // Token Metadata opens the account itself, but needs more than the default for it.
            compute_unit_limit(400_000)
        } else {
            create_associated_token_account_idempotent(payer, to, &self.mint, &spl_token::ID)
        };
        vec![open, self.transfer_to(&self.held_by(to), payer)]
    }

    /// The instruction that moves the NFT from here to there, by the rules of its standard. [`Self::owner`] signs,
    /// `payer` pays for the token record of a programmable one.
    #[must_use]
    pub fn transfer_to(&self, there: &Self, payer: &Pubkey) -> Instruction {
        if !self.standard.is_programmable() {
            let (id, owner) = (&spl_token::ID, &self.owner);
            let transfer = spl_token::instruction::transfer_checked;
            return valid(transfer(id, &self.token, &self.mint, &there.token, owner, &[], 1, 0));
        }
        TransferV1Builder::new()
            .token(self.token)
            .token_owner(self.owner)
            .destination_token(there.token)
            .destination_owner(there.owner)
            .mint(self.mint)
            .metadata(self.metadata)
            .edition(self.edition)
            .token_record(self.token_record)
            .destination_token_record(there.token_record)
            .authority(self.owner)
            .payer(*payer)
            .amount(1)
            .instruction()
    }
}

/// The instruction that sets how many compute units the transaction may use.
#[must_use]
pub fn compute_unit_limit(units: u32) -> Instruction {
    ComputeBudgetInstruction::set_compute_unit_limit(units)
}

impl Bank {
    /// Makes an NFT and gives it to `owner`. The bank's payer is its update authority.
    ///
    /// # Panics
    /// If Token Metadata refuses the description.
    pub async fn mint_nft(&mut self, owner: &Pubkey, spec: impl Into<NftSpec>) -> Nft {
        let spec = spec.into();
        let payer = self.payer();
        let nft = if spec.standard.is_printed() {
            let master = self.mint_first(&payer.pubkey(), &spec).await;
            self.print(&master, spec.standard, owner).await
        } else {
            self.mint_first(owner, &spec).await
        };
        for creator in spec.creators.iter().filter_map(|creator| creator.verified_by.as_ref()) {
            self.must(&[nft.verify_creator(&creator.pubkey())], &[creator]).await;
        }
        if spec.standard == Standard::Unlabelled {
            self.drop_token_standard(&nft.metadata).await;
        }
        nft
    }

    async fn mint_first(&mut self, owner: &Pubkey, spec: &NftSpec) -> Nft {
        let (payer, mint) = (self.payer(), self.new_keypair());
        let (nft, create) = Nft::creation(spec, &mint.pubkey(), owner, &payer.pubkey());
        self.must(&create, &[&payer, &mint]).await;
        nft
    }

    async fn print(&mut self, master: &Nft, standard: Standard, owner: &Pubkey) -> Nft {
        let (payer, mint) = (self.payer(), self.new_keypair());
        let nft = Nft::of(standard, mint.pubkey(), *owner);
        let (edition, master_edition) = (edition_of(&nft), edition_of(master));
        let marker = if standard.is_programmable() {
            EditionMarkerV2::find_pda(&master.mint).0
        } else {
            // One marker account counts 248 editions; this is the address of the first.
            let seeds = [&b"metadata"[..], ID.as_ref(), master.mint.as_ref(), b"edition", b"0"];
            Pubkey::find_program_address(&seeds, &ID).0
        };
        let print = PrintV1Builder::new()
            .edition_metadata(nft.metadata)
            .edition(edition)
            .edition_mint(nft.mint, true)
            .edition_token_account_owner(*owner)
            .edition_token_account(nft.token)
            .edition_mint_authority(payer.pubkey())
            .edition_token_record(nft.token_record)
            .master_edition(master_edition)
            .edition_marker_pda(marker)
            .payer(payer.pubkey())
            .master_token_account_owner(payer.pubkey())
            .master_token_account(master.token)
            .master_metadata(master.metadata)
            .update_authority(payer.pubkey())
            .edition_number(EDITION_NUMBER)
            .instruction();
        self.must(&[compute_unit_limit(800_000), print], &[&payer, &mint]).await;
        nft
    }

    /// Makes the metadata look as Token Metadata wrote it before token standards were named.
    async fn drop_token_standard(&mut self, metadata: &Pubkey) {
        let mut account = self.account(metadata).await.expect("just made");
        let decoded = Metadata::safe_deserialize(&account.data).expect("just made");
        let creators = decoded.creators.as_ref().map_or(0, |creators| 4 + creators.len() * 34);
        // Key, update authority, mint, three strings, royalty, creators, two flags, edition nonce.
        let offset = 1 + 32 + 32 + 3 * 4 + decoded.name.len() + decoded.symbol.len() + decoded.uri.len() + 2;
        let offset = offset + 1 + creators + 2 + decoded.edition_nonce.map_or(1, |_| 2);
        account.data[offset..].fill(0);
        self.set_account(*metadata, account);
    }

    /// Moves an NFT from its owner, who signs, to another.
    ///
    /// # Errors
    /// What Token Metadata or the token program refuses it with.
    pub async fn transfer_nft(&mut self, nft: &Nft, owner: &Keypair, to: &Pubkey) -> Result<Receipt, Failure> {
        let payer = self.payer();
        self.send(&nft.transfer(to, &payer.pubkey()), &[&payer, owner]).await
    }

    /// The token record of a programmable NFT.
    ///
    /// # Panics
    /// If there is none.
    pub async fn token_record(&self, nft: &Nft) -> TokenRecord {
        let account = self.account(&nft.token_record.expect("a programmable NFT")).await;
        TokenRecord::safe_deserialize(&account.expect("there is no token record").data).expect("a token record")
    }

    /// Names a delegate: for a programmable NFT one that may lock it (Token Metadata's utility delegate), else the token
    /// program's delegate.
    pub async fn delegate_nft(&mut self, nft: &Nft, owner: &Keypair, delegate: &Pubkey) {
        let payer = self.payer();
        let delegate = if nft.standard.is_programmable() {
            DelegateUtilityV1Builder::new()
                .delegate(*delegate)
                .metadata(nft.metadata)
                .master_edition(nft.edition)
                .token_record(nft.token_record)
                .mint(nft.mint)
                .token(nft.token)
                .authority(owner.pubkey())
                .payer(payer.pubkey())
                .spl_token_program(Some(spl_token::ID))
                .amount(1)
                .instruction()
        } else {
            let owner = owner.pubkey();
            valid(spl_token::instruction::approve(&spl_token::ID, &nft.token, delegate, &owner, &[], 1))
        };
        self.must(&[delegate], &[&payer, owner]).await;
    }

    /// Lists a programmable NFT for sale: names a sale delegate, by which the owner may no longer move it.
    pub async fn list_nft(&mut self, nft: &Nft, owner: &Keypair, delegate: &Pubkey) {
        let payer = self.payer();
        let delegate = DelegateSaleV1Builder::new()
            .delegate(*delegate)
            .metadata(nft.metadata)
            .master_edition(nft.edition)
            .token_record(nft.token_record)
            .mint(nft.mint)
            .token(nft.token)
            .authority(owner.pubkey())
            .payer(payer.pubkey())
            .spl_token_program(Some(spl_token::ID))
            .amount(1)
            .instruction();
        self.must(&[delegate], &[&payer, owner]).await;
    }

    /// Locks an NFT in its owner's account, by a delegate named with [`Self::delegate_nft`]: `LockV1` for a programmable
    /// one, `FreezeDelegatedAccount` for a plain one.
    pub async fn lock_nft(&mut self, nft: &Nft, delegate: &Keypair) {
        let payer = self.payer();
        let lock = if nft.standard.is_programmable() {
            LockV1Builder::new()
                .authority(delegate.pubkey())
                .token_owner(Some(nft.owner))
                .token(nft.token)
                .mint(nft.mint)
                .metadata(nft.metadata)
                .edition(nft.edition)
                .token_record(nft.token_record)
                .payer(payer.pubkey())
                .spl_token_program(Some(spl_token::ID))
                .instruction()
        } else {
            FreezeDelegatedAccountBuilder::new()
                .delegate(delegate.pubkey())
                .token_account(nft.token)
                .edition(edition_of(nft))
                .mint(nft.mint)
                .instruction()
        };
        self.must(&[lock], &[&payer, delegate]).await;
    }

    /// Undoes [`Self::lock_nft`].
    pub async fn unlock_nft(&mut self, nft: &Nft, delegate: &Keypair) {
        let payer = self.payer();
        let unlock = if nft.standard.is_programmable() {
            UnlockV1Builder::new()
                .authority(delegate.pubkey())
                .token_owner(Some(nft.owner))
                .token(nft.token)
                .mint(nft.mint)
                .metadata(nft.metadata)
                .edition(nft.edition)
                .token_record(nft.token_record)
                .payer(payer.pubkey())
                .spl_token_program(Some(spl_token::ID))
                .instruction()
        } else {
            ThawDelegatedAccountBuilder::new()
                .delegate(delegate.pubkey())
                .token_account(nft.token)
                .edition(edition_of(nft))
                .mint(nft.mint)
                .instruction()
        };
        self.must(&[unlock], &[&payer, delegate]).await;
    }
}

fn edition_of(nft: &Nft) -> Pubkey {
    nft.edition.expect("an NFT has an edition")
}
