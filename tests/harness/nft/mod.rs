//! NFTs made through Token Metadata or Token-2022 itself.

mod bank;

use {
    crate::tokens::valid,
    anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction},
    anchor_spl::{
        associated_token::spl_associated_token_account::instruction::create_associated_token_account_idempotent,
        metadata::mpl_token_metadata::{
            accounts::{MasterEdition, Metadata, TokenRecord},
            instructions::{
                CreateV1Builder, MintV1Builder, TransferV1Builder, VerifyCollectionV1Builder, VerifyCreatorV1Builder,
            },
            types::{Collection, Creator, PrintSupply, TokenStandard},
        },
        token::spl_token,
        token_2022::spl_token_2022,
    },
    mosaic_client::instructions::{NftKind, RULES_PROGRAM_ID},
    solana_compute_budget_interface::ComputeBudgetInstruction,
    solana_keypair::Keypair,
    solana_signer::Signer,
};

/// What kind of token is to be made.
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
    /// Of Token-2022, with metadata and the creators' shares in the mint.
    Token2022,
    /// Of Token-2022, without metadata and so without royalties.
    BareToken2022,
}

impl Standard {
    /// Whether it moves through Token Metadata's `TransferV1` only.
    #[must_use]
    pub fn is_programmable(self) -> bool {
        matches!(self, Self::Programmable | Self::ProgrammablePrintedEdition)
    }

    /// Whether its mint is of Token-2022.
    #[must_use]
    pub fn is_token_2022(self) -> bool {
        matches!(self, Self::Token2022 | Self::BareToken2022)
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
    /// How many prints its master edition may have. Only one without any can be a collection.
    pub prints: u64,
    /// The collection it claims to be of; nobody has verified that.
    pub collection: Option<Pubkey>,
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
            prints: 10,
            collection: None,
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
    /// Its metadata; of Token-2022 the mint itself.
    pub metadata: Pubkey,
    /// Its master edition or edition; none for what is not an NFT, or of Token-2022.
    pub edition: Option<Pubkey>,
    /// The token record of [`Self::token`], of a programmable NFT.
    pub token_record: Option<Pubkey>,
    /// The rule set of a programmable NFT.
    pub rule_set: Option<Pubkey>,
}

impl Nft {
    pub(crate) fn of(standard: Standard, mint: Pubkey, owner: Pubkey, rule_set: Option<Pubkey>) -> Self {
        let token = kind(standard, rule_set).associated_token(&owner, &mint);
        let of_token_2022 = standard.is_token_2022();
        let has_edition = !of_token_2022 && !matches!(standard, Standard::FungibleAsset(_));
        Self {
            standard,
            mint,
            owner,
            token,
            metadata: if of_token_2022 { mint } else { Metadata::find_pda(&mint).0 },
            edition: has_edition.then(|| MasterEdition::find_pda(&mint).0),
            token_record: standard.is_programmable().then(|| TokenRecord::find_pda(&mint, &token).0),
            rule_set,
        }
    }

    /// How it moves, as builders of instructions ask.
    #[must_use]
    pub fn kind(&self) -> NftKind {
        kind(self.standard, self.rule_set)
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
        let nft = Self::of(standard, *mint, *owner, spec.rule_set);
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
        if let Some(key) = spec.collection {
            create.collection(Collection { verified: false, key });
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
                let prints = if spec.prints == 0 { PrintSupply::Zero } else { PrintSupply::Limited(spec.prints) };
                create.token_standard(label).print_supply(prints);
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

    /// What confirms that it is of a collection, whose update authority signs.
    #[must_use]
    pub fn verify_collection(&self, collection: &Self, authority: &Pubkey) -> Instruction {
        VerifyCollectionV1Builder::new()
            .authority(*authority)
            .metadata(self.metadata)
            .collection_mint(collection.mint)
            .collection_metadata(Some(collection.metadata))
            .collection_master_edition(collection.edition)
            .instruction()
    }

    /// The same NFT as another owner would hold it, in its associated token account.
    #[must_use]
    pub fn held_by(&self, owner: &Pubkey) -> Self {
        Self::of(self.standard, self.mint, *owner, self.rule_set)
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
            create_associated_token_account_idempotent(payer, to, &self.mint, &self.kind().token_program())
        };
        vec![open, self.transfer_to(&self.held_by(to), payer)]
    }

    /// The instruction that moves the NFT from here to there, by the rules of its standard. [`Self::owner`] signs,
    /// `payer` pays for the token record of a programmable one.
    #[must_use]
    pub fn transfer_to(&self, there: &Self, payer: &Pubkey) -> Instruction {
        if !self.standard.is_programmable() {
            let (id, owner) = (self.kind().token_program(), &self.owner);
            let transfer = spl_token_2022::instruction::transfer_checked;
            return valid(transfer(&id, &self.token, &self.mint, &there.token, owner, &[], 1, 0));
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
            .authorization_rules(self.rule_set)
            .authorization_rules_program(self.rule_set.map(|_| RULES_PROGRAM_ID))
            .amount(1)
            .instruction()
    }
}

fn kind(standard: Standard, rule_set: Option<Pubkey>) -> NftKind {
    match standard {
        Standard::Token2022 | Standard::BareToken2022 => NftKind::Token2022,
        Standard::Programmable | Standard::ProgrammablePrintedEdition => NftKind::Programmable { rule_set },
        _ => NftKind::Plain,
    }
}

/// The instruction that sets how many compute units the transaction may use.
#[must_use]
pub fn compute_unit_limit(units: u32) -> Instruction {
    ComputeBudgetInstruction::set_compute_unit_limit(units)
}

fn edition_of(nft: &Nft) -> Pubkey {
    nft.edition.expect("an NFT of Token Metadata has an edition")
}
