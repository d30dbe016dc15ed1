//! A vault as a whole, and its assets.

use anchor_lang::prelude::*;

use super::EventHeader;

/// A vault was created, in Draft.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct VaultCreated {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Who created it; also its first curator.
    pub creator: Pubkey,
    /// Mint of all prices and payments.
    pub quote_mint: Pubkey,
    /// Fractions to be minted at activation, in raw units.
    pub supply: u64,
    /// Price of the whole vault in raw quote units that every fraction asks which asks nothing else.
    pub opening_price: u64,
}

/// An NFT was taken into custody.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct NftDeposited {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Mint of the NFT.
    pub nft_mint: Pubkey,
    /// Number of a `Standard`.
    pub standard: u8,
    /// Assets in the vault afterwards, as a count.
    pub assets: u8,
    /// The asset's royalty weight: basis points times per cent of its verified creators.
    pub royalty_weight: u32,
}

/// The fraction got its metadata.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct FractionDescribed {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Token Metadata's account of the fraction mint.
    pub metadata: Pubkey,
}

/// A draft was given up; its creator takes the assets back.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct VaultCancelled {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Assets that can be claimed back, as a count.
    pub assets: u8,
}

/// The fractions were minted and the mint's authority removed.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct VaultActivated {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Fractions minted, in raw units.
    pub supply: u64,
    /// Assets in the vault, as a count.
    pub assets: u8,
}

/// The curator lowered its fee.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct CuratorFeeLowered {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Whose fee it is.
    pub curator: Pubkey,
    /// The fee before, in basis points of the winning cash.
    pub previous_bps: u16,
    /// The fee afterwards, in basis points of the winning cash.
    pub fee_bps: u16,
}

/// A holder of the whole supply burned it and takes the assets.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct VaultReclaimed {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Who it was.
    pub holder: Pubkey,
    /// Fractions burned, in raw units.
    pub burned: u64,
}

/// An NFT left the vault.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct AssetClaimed {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Mint of the NFT.
    pub nft_mint: Pubkey,
    /// Who got it.
    pub recipient: Pubkey,
    /// Assets still in custody, as a count.
    pub assets_held: u8,
}

/// The vault was closed: its last event.
#[event]
#[derive(Debug, PartialEq, Eq)]
pub struct VaultClosed {
    /// Vault, sequence number, slot.
    pub header: EventHeader,
    /// Cash nobody was owed, sent to the curator, in raw quote units.
    pub surplus_cash: u64,
    /// Fractions nobody was owed, burned, in raw units.
    pub surplus_fractions: u64,
}
