//! Token-2022 mints and NFTs with extensions, harmless and harmful.

use {
    crate::{
        bank::Bank,
        nft::{Nft, NftSpec, Standard},
        tokens::{making_mint, valid},
    },
    anchor_lang::{
        prelude::Pubkey,
        solana_program::{instruction::Instruction, system_instruction},
    },
    anchor_spl::{
        associated_token::spl_associated_token_account::instruction::create_associated_token_account_idempotent,
        token_2022::spl_token_2022::{
            self,
            extension::{
                ExtensionType, confidential_mint_burn, confidential_transfer, confidential_transfer_fee,
                default_account_state, group_member_pointer, group_pointer, interest_bearing_mint, metadata_pointer,
                pausable, scaled_ui_amount, transfer_fee, transfer_hook,
            },
            instruction::AuthorityType,
            state::AccountState,
        },
        token_2022_extensions::spl_token_metadata_interface::{self, state::Field},
    },
    solana_signer::Signer,
};

const ID: Pubkey = spl_token_2022::ID;

/// An extension of a Token-2022 mint, of fixed size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MintExtension {
    /// Says that the metadata is in the mint itself. No authority.
    MetadataPointer,
    /// Says that the group is in the mint itself. No authority.
    GroupPointer,
    /// Says that the membership of a group is in the mint itself. No authority.
    GroupMemberPointer,
    /// Whether somebody may close the mint once nothing of it is left.
    MintCloseAuthority(Option<Pubkey>),
    /// Somebody who may move or burn any holding.
    PermanentDelegate(Pubkey),
    /// A fee on every transfer, in basis points; its authorities may raise it and collect it.
    TransferFee {
        /// Who may change the fee and collect it.
        authority: Pubkey,
        /// The fee, in basis points of the amount.
        bps: u16,
    },
    /// A program called on every transfer; the authority may change it.
    TransferHook {
        /// Who may set the program.
        authority: Option<Pubkey>,
        /// The program called; none yet.
        program: Option<Pubkey>,
    },
    /// Cannot be transferred at all.
    NonTransferable,
    /// New token accounts start frozen.
    DefaultFrozen,
    /// Somebody who may stop all transfers.
    Pausable(Pubkey),
    /// Shows amounts with interest; the authority may set the rate.
    InterestBearing(Option<Pubkey>),
    /// Shows amounts multiplied; the authority may set the factor.
    ScaledUiAmount(Option<Pubkey>),
    /// Allows hidden balances.
    ConfidentialTransfer(Option<Pubkey>),
    /// Takes fees of hidden transfers. Only together with [`Self::ConfidentialTransfer`] and [`Self::TransferFee`].
    ConfidentialTransferFee(Option<Pubkey>),
    /// Hides the supply. Only together with [`Self::ConfidentialTransfer`].
    ConfidentialMintBurn,
}

impl MintExtension {
    /// Its type, as the token program numbers it.
    #[must_use]
    pub fn kind(self) -> ExtensionType {
        match self {
            Self::MetadataPointer => ExtensionType::MetadataPointer,
            Self::GroupPointer => ExtensionType::GroupPointer,
            Self::GroupMemberPointer => ExtensionType::GroupMemberPointer,
            Self::MintCloseAuthority(_) => ExtensionType::MintCloseAuthority,
            Self::PermanentDelegate(_) => ExtensionType::PermanentDelegate,
            Self::TransferFee { .. } => ExtensionType::TransferFeeConfig,
            Self::TransferHook { .. } => ExtensionType::TransferHook,
            Self::NonTransferable => ExtensionType::NonTransferable,
            Self::DefaultFrozen => ExtensionType::DefaultAccountState,
            Self::Pausable(_) => ExtensionType::Pausable,
            Self::InterestBearing(_) => ExtensionType::InterestBearingConfig,
            Self::ScaledUiAmount(_) => ExtensionType::ScaledUiAmount,
            Self::ConfidentialTransfer(_) => ExtensionType::ConfidentialTransferMint,
            Self::ConfidentialTransferFee(_) => ExtensionType::ConfidentialTransferFeeConfig,
            Self::ConfidentialMintBurn => ExtensionType::ConfidentialMintBurn,
        }
    }

    /// The instruction that sets it up, to be sent before the mint is initialised.
    #[must_use]
    pub fn initialize(self, mint: &Pubkey) -> Instruction {
        use spl_token_2022::instruction as token;
        valid(match self {
            Self::MetadataPointer => metadata_pointer::instruction::initialize(&ID, mint, None, Some(*mint)),
            Self::GroupPointer => group_pointer::instruction::initialize(&ID, mint, None, Some(*mint)),
            Self::GroupMemberPointer => group_member_pointer::instruction::initialize(&ID, mint, None, Some(*mint)),
            Self::MintCloseAuthority(who) => token::initialize_mint_close_authority(&ID, mint, who.as_ref()),
            Self::PermanentDelegate(who) => token::initialize_permanent_delegate(&ID, mint, &who),
            Self::TransferFee { authority, bps } => transfer_fee::instruction::initialize_transfer_fee_config(
                &ID,
                mint,
                Some(&authority),
                Some(&authority),
                bps,
                u64::MAX,
            ),
            Self::TransferHook { authority, program } => {
                transfer_hook::instruction::initialize(&ID, mint, authority, program)
            }
            Self::NonTransferable => token::initialize_non_transferable_mint(&ID, mint),
            Self::DefaultFrozen => {
                default_account_state::instruction::initialize_default_account_state(&ID, mint, &AccountState::Frozen)
            }
            Self::Pausable(who) => pausable::instruction::initialize(&ID, mint, &who),
            Self::InterestBearing(who) => interest_bearing_mint::instruction::initialize(&ID, mint, who, 100),
            Self::ScaledUiAmount(who) => scaled_ui_amount::instruction::initialize(&ID, mint, who, 2.0),
            Self::ConfidentialTransfer(who) => {
                confidential_transfer::instruction::initialize_mint(&ID, mint, who, true, None)
            }
            // Nobody ever hides an amount in these tests, so that the keys are those of nobody.
            Self::ConfidentialTransferFee(who) => {
                confidential_transfer_fee::instruction::initialize_confidential_transfer_fee_config(
                    &ID,
                    mint,
                    who,
                    &Default::default(),
                )
            }
            Self::ConfidentialMintBurn => confidential_mint_burn::instruction::initialize_mint(
                &ID,
                mint,
                &Default::default(),
                &Default::default(),
            ),
        })
    }
}

/// The metadata that a mint carries in itself.
#[derive(Clone, Debug, Default)]
pub struct MintTexts {
    /// Its name.
    pub name: String,
    /// Its symbol.
    pub symbol: String,
    /// Where its description is.
    pub uri: String,
    /// Further fields, by key and value.
    pub fields: Vec<(String, String)>,
}

/// What a Token-2022 NFT is to be like.
#[derive(Clone, Debug, Default)]
pub struct Nft2022Spec {
    /// Its extensions, in the order in which the mint lists them.
    pub extensions: Vec<MintExtension>,
    /// Its metadata; needs [`MintExtension::MetadataPointer`].
    pub metadata: Option<MintTexts>,
    /// Makes it a group itself; needs [`MintExtension::GroupPointer`].
    pub is_group: bool,
    /// The group it is put into, of which the bank's payer is the authority; needs
    /// [`MintExtension::GroupMemberPointer`].
    pub group: Option<Pubkey>,
    /// Who may freeze it. With [`MintExtension::DefaultFrozen`] the bank's payer must be it.
    pub freeze_authority: Option<Pubkey>,
    /// Leaves the mint authority in place, so that more could be minted.
    pub keep_mint_authority: bool,
}

impl Nft2022Spec {
    /// One with these extensions and nothing else.
    #[must_use]
    pub fn with(extensions: &[MintExtension]) -> Self {
        Self { extensions: extensions.to_vec(), ..Self::default() }
    }

    /// One with metadata that has these further fields.
    #[must_use]
    pub fn with_fields<K: ToString, V: ToString>(fields: &[(K, V)]) -> Self {
        let fields = fields.iter().map(|(key, value)| (key.to_string(), value.to_string()));
        let metadata = MintTexts { name: "Still life".to_owned(), fields: fields.collect(), ..MintTexts::default() };
        Self { metadata: Some(metadata), ..Self::with(&[MintExtension::MetadataPointer]) }
    }

    /// The NFT of this mint as `owner` will hold it; what makes the mint; and what names the NFT and gives it away.
    /// `authority` pays, signs both and stays the authority of the metadata; the mint signs the first too.
    #[must_use]
    pub fn creation(&self, mint: &Pubkey, owner: &Pubkey, authority: &Pubkey) -> (Nft, [Vec<Instruction>; 2]) {
        let make = making_mint(&ID, mint, authority, 0, self.freeze_authority.as_ref(), &self.extensions);
        let nft = self.nft(*mint, owner);
        let mut give = vec![system_instruction::transfer(authority, mint, RENT_OF_ADDITIONS)];
        give.extend(self.additions(mint, authority));
        give.push(create_associated_token_account_idempotent(authority, owner, mint, &ID));
        give.push(valid(spl_token_2022::instruction::mint_to(&ID, mint, &nft.token, authority, &[], 1)));
        if !self.keep_mint_authority {
            give.push(drop_mint_authority(mint, authority));
        }
        (nft, [make, give])
    }

    fn nft(&self, mint: Pubkey, owner: &Pubkey) -> Nft {
        let standard = if self.metadata.is_some() { Standard::Token2022 } else { Standard::BareToken2022 };
        Nft::of(standard, mint, *owner, None)
    }

    /// What the mint authority adds to a mint that is there: metadata and its place in a group.
    fn additions(&self, mint: &Pubkey, authority: &Pubkey) -> Vec<Instruction> {
        let mut additions = Vec::new();
        if let Some(MintTexts { name, symbol, uri, fields }) = self.metadata.clone() {
            let initialize = spl_token_metadata_interface::instruction::initialize;
            additions.push(initialize(&ID, mint, authority, mint, authority, name, symbol, uri));
            additions.extend(fields.into_iter().map(|(key, value)| {
                spl_token_metadata_interface::instruction::update_field(&ID, mint, authority, Field::Key(key), value)
            }));
        }
        if self.is_group {
            let initialize = spl_token_group_interface::instruction::initialize_group;
            additions.push(initialize(&ID, mint, mint, authority, Some(*authority), 100));
        }
        if let Some(group) = self.group {
            let initialize = spl_token_group_interface::instruction::initialize_member;
            additions.push(initialize(&ID, mint, mint, authority, &group, authority));
        }
        additions
    }
}

impl From<&NftSpec> for Nft2022Spec {
    /// The royalty and the creators' shares are fields of the metadata; nobody confirms them.
    fn from(spec: &NftSpec) -> Self {
        if spec.standard == Standard::BareToken2022 {
            return Self::default();
        }
        let mut fields = vec![("royalty_basis_points".to_owned(), spec.seller_fee_bps.to_string())];
        fields.extend(spec.creators.iter().map(|creator| (creator.address.to_string(), creator.share.to_string())));
        let (name, symbol, uri) = (spec.name.clone(), spec.symbol.clone(), spec.uri.clone());
        let metadata = MintTexts { name, symbol, uri, fields };
        Self { metadata: Some(metadata), ..Self::with(&[MintExtension::MetadataPointer]) }
    }
}

/// Room for what is added to a mint once it is there: the token program takes no lamports for it itself.
const RENT_OF_ADDITIONS: u64 = 50_000_000;

impl Bank {
    /// Makes a Token-2022 NFT and gives it to `owner`: one unit, no decimals. The bank's payer is the authority of its
    /// metadata.
    ///
    /// # Panics
    /// If the token program refuses the description.
    pub async fn mint_nft_2022(&mut self, owner: &Pubkey, spec: &Nft2022Spec) -> Nft {
        let payer = self.payer();
        let mint = self.create_mint_2022(0, spec.freeze_authority.as_ref(), &spec.extensions).await;
        self.add_to_mint(&mint, spec).await;
        let token = self.create_ata(owner, &mint).await;
        if spec.extensions.contains(&MintExtension::DefaultFrozen) {
            self.thaw(&token, &mint, &payer).await;
        }
        self.mint_to(&mint, &token, 1).await;
        if !spec.keep_mint_authority {
            let drop = drop_mint_authority(&mint, &payer.pubkey());
            self.must(&[drop], &[&payer]).await;
        }
        spec.nft(mint, owner)
    }

    /// Adds to a mint of the bank's payer what is not there from the beginning.
    async fn add_to_mint(&mut self, mint: &Pubkey, spec: &Nft2022Spec) {
        let payer = self.payer();
        let additions = spec.additions(mint, &payer.pubkey());
        if !additions.is_empty() {
            self.airdrop(mint, RENT_OF_ADDITIONS).await;
            self.must(&additions, &[&payer]).await;
        }
    }
}

/// What leaves a mint without a mint authority, who signs.
fn drop_mint_authority(mint: &Pubkey, authority: &Pubkey) -> Instruction {
    let set_authority = spl_token_2022::instruction::set_authority;
    valid(set_authority(&ID, mint, None, AuthorityType::MintTokens, authority, &[]))
}
