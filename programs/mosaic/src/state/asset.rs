use anchor_lang::prelude::*;

use crate::{
    constants::MAX_CREATORS,
    error::{MosaicError, OrError},
};

/// What an escrowed NFT is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::FromRepr)]
#[repr(u8)]
pub enum Standard {
    /// Token Metadata `NonFungible`: by a plain transfer, custody is a PDA token account.
    NonFungible = 0,
    /// Token Metadata `NonFungibleEdition` (a print): moves like the above.
    Edition = 1,
    /// Token Metadata `ProgrammableNonFungible`: by its `TransferV1`, custody is the associated token account.
    Programmable = 2,
    /// Of Token-2022: by its `TransferChecked`, custody is a PDA token account.
    Token2022 = 3,
    /// Token Metadata `ProgrammableNonFungibleEdition` (a print): moves like [`Self::Programmable`].
    ProgrammableEdition = 4,
}

/// By which instructions an NFT comes in and leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// `deposit_nft` and `claim_asset`.
    Plain,
    /// `deposit_programmable_nft` and `claim_programmable_asset`.
    Programmable,
    /// `deposit_token_2022_nft` and `claim_token_2022_asset`.
    Token2022,
}

impl Standard {
    /// How such an NFT moves.
    pub const fn way(self) -> Way {
        match self {
            Self::NonFungible | Self::Edition => Way::Plain,
            Self::Programmable | Self::ProgrammableEdition => Way::Programmable,
            Self::Token2022 => Way::Token2022,
        }
    }
}

/// What one creator gets of the sale for one asset.
#[zero_copy]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Royalty {
    /// The creator, as the metadata named it at deposit.
    pub payee: Pubkey,
    /// Basis points of the asset times per cent of the creator: 1,000,000 is all of the asset's part of the cash. 0
    /// where there is none or it was claimed.
    pub weight: u32,
}

/// An escrowed NFT. PDA `["asset", vault, nft_mint]`.
///
/// It stays open until the NFT has left and, after a sale, every royalty was claimed.
#[account(zero_copy)]
#[derive(Debug)]
pub struct Asset {
    /// The vault that owns it.
    pub vault: Pubkey,
    /// Mint of the NFT.
    pub nft_mint: Pubkey,
    /// The vault's token account that holds it.
    pub custody: Pubkey,
    /// The verified creators as they stood at deposit, those with a share; the other places have weight 0.
    pub royalties: [Royalty; MAX_CREATORS],
    /// Number of a [`Standard`].
    pub standard: u8,
    /// 1 while the NFT is in custody, 0 once it has left.
    pub held: u8,
    /// Always zero: fills up to a multiple of 4 bytes.
    pub padding: [u8; 2],
}

impl Asset {
    /// How the NFT moves; `None` for the number of no [`Standard`].
    pub fn way(&self) -> Option<Way> {
        Standard::from_repr(self.standard).map(Standard::way)
    }

    /// Whether nothing is left to claim of it once the vault was sold.
    pub fn is_spent(&self) -> bool {
        self.held == 0 && self.royalties.iter().all(|royalty| royalty.weight == 0)
    }

    /// The unclaimed royalty of `payee`.
    ///
    /// # Errors
    /// [`MosaicError::NoRoyaltyDue`]
    pub fn royalty_of(&self, payee: &Pubkey) -> Result<usize> {
        let due = |royalty: &Royalty| royalty.weight > 0 && royalty.payee == *payee;
        self.royalties.iter().position(due).or_error(MosaicError::NoRoyaltyDue)
    }
}
