//! Token-2022 mints and NFTs with extensions, harmless and harmful.

use {
    crate::{bank::Bank, tokens::valid},
    anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction},
    anchor_spl::token_2022::spl_token_2022::{
        self,
        extension::{
            ExtensionType, confidential_transfer, default_account_state, group_member_pointer, group_pointer,
            interest_bearing_mint, metadata_pointer, pausable, scaled_ui_amount, transfer_fee, transfer_hook,
        },
        instruction::AuthorityType,
        state::AccountState,
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
        })
    }
}

/// What is to be left open on a Token-2022 NFT.
#[derive(Clone, Debug, Default)]
pub struct Nft2022Spec {
    /// Its extensions.
    pub extensions: Vec<MintExtension>,
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
}

/// A Token-2022 NFT.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nft2022 {
    /// Its mint.
    pub mint: Pubkey,
    /// Its first owner.
    pub owner: Pubkey,
    /// The associated token account of the first owner.
    pub token: Pubkey,
}

impl Bank {
    /// Makes a Token-2022 NFT and gives it to `owner`: one unit, no decimals.
    pub async fn mint_nft_2022(&mut self, owner: &Pubkey, spec: &Nft2022Spec) -> Nft2022 {
        let payer = self.payer();
        let mint = self.create_mint_2022(0, spec.freeze_authority.as_ref(), &spec.extensions).await;
        let token = self.create_ata(owner, &mint).await;
        if spec.extensions.contains(&MintExtension::DefaultFrozen) {
            self.thaw(&token, &mint, &payer).await;
        }
        self.mint_to(&mint, &token, 1).await;
        if !spec.keep_mint_authority {
            let drop = spl_token_2022::instruction::set_authority(
                &ID,
                &mint,
                None,
                AuthorityType::MintTokens,
                &payer.pubkey(),
                &[],
            );
            self.must(&[valid(drop)], &[&payer]).await;
        }
        Nft2022 { mint, owner: *owner, token }
    }
}
