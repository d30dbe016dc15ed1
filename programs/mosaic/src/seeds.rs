//! Every address the program derives, in one place for the program, the client and the tests.

use anchor_lang::prelude::*;
use anchor_spl::{
    associated_token::ID as ASSOCIATED_TOKEN_ID, metadata::ID as TOKEN_METADATA_ID, token::ID as TOKEN_ID,
};

use crate::error::{MosaicError, ensure};

/// Prefix of [`vault`].
pub const VAULT: &[u8] = b"vault";
/// Prefix of [`fraction_mint`].
pub const FRACTION: &[u8] = b"fraction";
/// Prefix of [`asset`].
pub const ASSET: &[u8] = b"asset";
/// Prefix of [`custody`].
pub const CUSTODY: &[u8] = b"custody";
/// Prefix of [`auction`].
pub const AUCTION: &[u8] = b"auction";
/// Prefix of [`bid`].
pub const BID: &[u8] = b"bid";
/// Prefix of [`cash_escrow`].
pub const CASH: &[u8] = b"cash";
/// Prefix of [`fraction_escrow`].
pub const FRACTIONS: &[u8] = b"fractions";
/// Prefix of [`pool`].
pub const POOL: &[u8] = b"pool";
/// Prefix of [`staked_fractions`].
pub const STAKED: &[u8] = b"staked";
/// Prefix of [`stake`].
pub const STAKE: &[u8] = b"stake";
/// Prefix of [`asks`].
pub const ASKS: &[u8] = b"asks";
/// Prefix of [`proposal`].
pub const PROPOSAL: &[u8] = b"proposal";
/// Prefix of [`vote`].
pub const VOTE: &[u8] = b"vote";
/// Prefix of [`license`].
pub const LICENSE: &[u8] = b"license";
/// Prefix of [`income_account`].
pub const INCOME: &[u8] = b"income";
/// Prefix of [`offering`].
pub const OFFERING: &[u8] = b"offering";
/// Prefix of [`offered_fractions`].
pub const OFFERED: &[u8] = b"offered";
/// Prefix of [`raised_cash`].
pub const RAISED: &[u8] = b"raised";
/// Prefix of [`purchase`].
pub const PURCHASE: &[u8] = b"purchase";

const METADATA: &[u8] = b"metadata";
const EDITION: &[u8] = b"edition";
const TOKEN_RECORD: &[u8] = b"token_record";

/// The vault of a creator with this number.
pub fn vault(creator: &Pubkey, id: u64) -> (Pubkey, u8) {
    find(&[VAULT, creator.as_ref(), &id.to_le_bytes()])
}

/// The fraction mint of a vault.
pub fn fraction_mint(vault: &Pubkey) -> (Pubkey, u8) {
    find(&[FRACTION, vault.as_ref()])
}

/// The record of an escrowed NFT.
pub fn asset(vault: &Pubkey, nft_mint: &Pubkey) -> (Pubkey, u8) {
    find(&[ASSET, vault.as_ref(), nft_mint.as_ref()])
}

/// The token account that holds an escrowed NFT, unless its standard demands the associated one.
pub fn custody(vault: &Pubkey, nft_mint: &Pubkey) -> (Pubkey, u8) {
    find(&[CUSTODY, vault.as_ref(), nft_mint.as_ref()])
}

/// The one auction of a vault.
pub fn auction(vault: &Pubkey) -> (Pubkey, u8) {
    find(&[AUCTION, vault.as_ref()])
}

/// The bid of a bidder.
pub fn bid(vault: &Pubkey, bidder: &Pubkey) -> (Pubkey, u8) {
    find(&[BID, vault.as_ref(), bidder.as_ref()])
}

/// The token account that holds the cash of an auction.
pub fn cash_escrow(vault: &Pubkey) -> (Pubkey, u8) {
    find(&[CASH, vault.as_ref()])
}

/// The token account that holds the fractions of bids.
pub fn fraction_escrow(vault: &Pubkey) -> (Pubkey, u8) {
    find(&[FRACTIONS, vault.as_ref()])
}

/// The one pool of stakes of a vault.
pub fn pool(vault: &Pubkey) -> (Pubkey, u8) {
    find(&[POOL, vault.as_ref()])
}

/// The token account that holds the staked fractions.
pub fn staked_fractions(vault: &Pubkey) -> (Pubkey, u8) {
    find(&[STAKED, vault.as_ref()])
}

/// The stake of a holder.
pub fn stake(vault: &Pubkey, holder: &Pubkey) -> (Pubkey, u8) {
    find(&[STAKE, vault.as_ref(), holder.as_ref()])
}

/// The one book of asks of a vault.
pub fn asks(vault: &Pubkey) -> (Pubkey, u8) {
    find(&[ASKS, vault.as_ref()])
}

/// The token account that holds the income of a mint.
pub fn income_account(vault: &Pubkey, mint: &Pubkey) -> (Pubkey, u8) {
    find(&[INCOME, vault.as_ref(), mint.as_ref()])
}

/// The proposal of a vault with this number.
pub fn proposal(vault: &Pubkey, number: u64) -> (Pubkey, u8) {
    find(&[PROPOSAL, vault.as_ref(), &number.to_le_bytes()])
}

/// The vote of a holder on a proposal.
pub fn vote(proposal: &Pubkey, holder: &Pubkey) -> (Pubkey, u8) {
    find(&[VOTE, proposal.as_ref(), holder.as_ref()])
}

/// The licence granted by the proposal with this number.
pub fn license(vault: &Pubkey, number: u64) -> (Pubkey, u8) {
    find(&[LICENSE, vault.as_ref(), &number.to_le_bytes()])
}

/// The offering of a vault with this number.
pub fn offering(vault: &Pubkey, number: u64) -> (Pubkey, u8) {
    find(&[OFFERING, vault.as_ref(), &number.to_le_bytes()])
}

/// The token account that holds the fractions of an offering.
pub fn offered_fractions(offering: &Pubkey) -> (Pubkey, u8) {
    find(&[OFFERED, offering.as_ref()])
}

/// The token account that holds the cash of an offering.
pub fn raised_cash(offering: &Pubkey) -> (Pubkey, u8) {
    find(&[RAISED, offering.as_ref()])
}

/// The purchase of a buyer in an offering.
pub fn purchase(offering: &Pubkey, buyer: &Pubkey) -> (Pubkey, u8) {
    find(&[PURCHASE, offering.as_ref(), buyer.as_ref()])
}

/// The associated token account of `owner` for a mint of the classic token program.
pub fn associated_token(owner: &Pubkey, mint: &Pubkey) -> Pubkey {
    associated_token_of(owner, mint, &TOKEN_ID)
}

/// The associated token account of `owner` for a mint of that token program.
pub fn associated_token_of(owner: &Pubkey, mint: &Pubkey, token_program: &Pubkey) -> Pubkey {
    find_of(&ASSOCIATED_TOKEN_ID, &[owner.as_ref(), token_program.as_ref(), mint.as_ref()]).0
}

/// Token Metadata's metadata account of a mint.
pub fn metadata(mint: &Pubkey) -> Pubkey {
    find_of(&TOKEN_METADATA_ID, &[METADATA, TOKEN_METADATA_ID.as_ref(), mint.as_ref()]).0
}

/// Token Metadata's edition account (master or print) of a mint.
pub fn edition(mint: &Pubkey) -> Pubkey {
    find_of(&TOKEN_METADATA_ID, &[METADATA, TOKEN_METADATA_ID.as_ref(), mint.as_ref(), EDITION]).0
}

/// Token Metadata's record of a token account that holds a programmable NFT.
pub fn token_record(mint: &Pubkey, token: &Pubkey) -> Pubkey {
    let seeds = [METADATA, TOKEN_METADATA_ID.as_ref(), mint.as_ref(), TOKEN_RECORD, token.as_ref()];
    find_of(&TOKEN_METADATA_ID, &seeds).0
}

/// The canonical bump, if `info` is at the derived `address`.
pub(crate) fn expect(info: &AccountInfo, (address, bump): (Pubkey, u8), error: MosaicError) -> Result<u8> {
    ensure(*info.key == address, error)?;
    Ok(bump)
}

fn find(seeds: &[&[u8]]) -> (Pubkey, u8) {
    find_of(&crate::ID, seeds)
}

#[cfg(not(target_os = "solana"))]
fn find_of(program: &Pubkey, seeds: &[&[u8]]) -> (Pubkey, u8) {
    Pubkey::find_program_address(seeds, program)
}

/// What `find_program_address` returns, at a third of its price: that syscall charges 1,500 compute units for every
/// bump it tries, the two it is made of come to about 470.
#[cfg(target_os = "solana")]
fn find_of(program: &Pubkey, seeds: &[&[u8]]) -> (Pubkey, u8) {
    use solana_curve25519::edwards::{PodEdwardsPoint, validate_edwards};
    use solana_sha256_hasher::hashv;

    for bump in (0..=u8::MAX).rev() {
        let bump_seed = [bump];
        let tail: [&[u8]; 3] = [&bump_seed, program.as_ref(), b"ProgramDerivedAddress"];
        let address = hashv(&[seeds, &tail].concat()).to_bytes();
        // An address on the curve could have a private key.
        if !validate_edwards(&PodEdwardsPoint(address)) {
            return (Pubkey::new_from_array(address), bump);
        }
    }
    // 256 hashes on the curve in a row have never been seen (one chance in 2^256); no account is at this address.
    (Pubkey::default(), 0)
}

/// The seeds with which the program signs as a vault.
pub struct VaultSigner {
    creator: Pubkey,
    id: [u8; 8],
    bump: [u8; 1],
}

impl VaultSigner {
    pub(crate) fn new(creator: Pubkey, id: u64, bump: u8) -> Self {
        Self { creator, id: id.to_le_bytes(), bump: [bump] }
    }

    pub(crate) fn seeds(&self) -> [&[u8]; 4] {
        [VAULT, self.creator.as_ref(), &self.id, &self.bump]
    }
}
