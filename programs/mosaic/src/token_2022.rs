//! What makes a token of Token-2022 an NFT that can be escrowed.
//!
//! Extensions are allowed by name, all others are refused: by one of those somebody else could pull, freeze, tax or stop
//! the NFT, now or by a later version of the token program.

use anchor_lang::prelude::*;
use anchor_spl::token_2022::{ID as TOKEN_2022_ID, spl_token_2022::pod::PodMint};
use mosaic_core::split::royalty_weight;

use crate::{
    constants::MAX_CREATORS,
    error::{MosaicError, ensure, refuse},
    extensions::{Extensions, Kind, MintMetadata, number, split},
    nft::Screened,
    state::{Royalty, Standard},
    token::{ACCOUNT_BYTES, MINT_BYTES},
};

/// The key under which the metadata of a mint names its royalty, in basis points of a sale.
pub const ROYALTY_KEY: &[u8] = b"royalty_basis_points";

/// Lengths of an address as text.
const ADDRESS_TEXT: core::ops::RangeInclusive<usize> = 32..=44;

/// Screens the mint of an NFT.
pub fn screen(nft_mint: &AccountInfo) -> Result<Screened> {
    ensure(*nft_mint.owner == TOKEN_2022_ID, MosaicError::NftMintNotToken2022)?;
    let royalties = screen_mint(&nft_mint.try_borrow_data()?).map_err(refuse)?;
    Ok(Screened { standard: Standard::Token2022, royalties, rule_set: None })
}

/// Screens the data of a mint; what the creators that it names get of a sale.
///
/// # Errors
/// Why a vault does not take it. Of several extensions it is the first one listed.
pub fn screen_mint(data: &[u8]) -> core::result::Result<[Royalty; MAX_CREATORS], MosaicError> {
    let (base, extensions) = split(data, MINT_BYTES, Kind::Mint).ok_or(MosaicError::NftMintNotToken2022)?;
    let mint: &PodMint = bytemuck::try_from_bytes(base).map_err(|_| MosaicError::NftMintNotToken2022)?;
    expect(bool::from(mint.is_initialized), MosaicError::NftMintNotToken2022)?;
    expect(u64::from(mint.supply) == 1 && mint.decimals == 0, MosaicError::NotAnNft)?;
    // Without it no extension can be added either: the few that a mint may get later are all signed for by it.
    expect(mint.mint_authority.is_none(), MosaicError::MintAuthorityNotNone)?;
    expect(mint.freeze_authority.is_none(), MosaicError::FreezeAuthorityNotNone)?;
    match screen_extensions(extensions)? {
        Some(metadata) => royalties(&metadata),
        None => Ok(Default::default()),
    }
}

fn expect(condition: bool, error: MosaicError) -> core::result::Result<(), MosaicError> {
    if condition { Ok(()) } else { Err(error) }
}

/// Screens the extensions of a mint; the metadata that is one of them.
fn screen_extensions(extensions: Extensions) -> core::result::Result<Option<MintMetadata>, MosaicError> {
    let mut metadata = None;
    for extension in extensions {
        let extension = extension.ok_or(MosaicError::ExtensionsMalformed)?;
        match extension.number {
            number::METADATA_POINTER
            | number::GROUP_POINTER
            | number::TOKEN_GROUP
            | number::GROUP_MEMBER_POINTER
            | number::TOKEN_GROUP_MEMBER => (),
            number::TOKEN_METADATA => {
                let read = MintMetadata::read(extension.value).filter(|_| metadata.is_none());
                metadata = Some(read.ok_or(MosaicError::ExtensionsMalformed)?);
            }
            number::MINT_CLOSE_AUTHORITY => {
                let none = [0; 32];
                expect(extension.value.len() == none.len(), MosaicError::ExtensionsMalformed)?;
                expect(extension.value == none, MosaicError::MintCloseAuthorityNotNone)?;
            }
            other => return Err(refusal_of(other)),
        }
    }
    Ok(metadata)
}

/// The refusal of an extension that no NFT in a vault may have.
fn refusal_of(extension: u16) -> MosaicError {
    match extension {
        number::TRANSFER_FEE_CONFIG => MosaicError::HasTransferFee,
        number::CONFIDENTIAL_TRANSFER_MINT => MosaicError::HasConfidentialTransfer,
        number::CONFIDENTIAL_TRANSFER_FEE_CONFIG => MosaicError::HasConfidentialTransferFee,
        number::DEFAULT_ACCOUNT_STATE => MosaicError::HasDefaultAccountState,
        number::NON_TRANSFERABLE => MosaicError::IsNonTransferable,
        number::INTEREST_BEARING_CONFIG => MosaicError::HasInterest,
        number::PERMANENT_DELEGATE => MosaicError::HasPermanentDelegate,
        number::TRANSFER_HOOK => MosaicError::HasTransferHook,
        number::CONFIDENTIAL_MINT_BURN => MosaicError::HasConfidentialMintBurn,
        number::SCALED_UI_AMOUNT => MosaicError::HasScaledAmount,
        number::PAUSABLE => MosaicError::IsPausable,
        number::PERMISSIONED_BURN => MosaicError::HasPermissionedBurn,
        _ => MosaicError::UnknownExtension,
    }
}

/// A creator that the metadata of a mint names: nobody confirmed it but who may write the metadata.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MintCreator {
    /// Who it is.
    pub address: Pubkey,
    /// Its share of the royalty, in per cent; at least 1.
    pub share: u8,
}

/// The royalty that the metadata of a mint names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MintRoyalty {
    /// In basis points of a sale.
    pub bps: u16,
    /// Who it is for; the other places are empty.
    pub creators: [Option<MintCreator>; MAX_CREATORS],
}

impl MintRoyalty {
    /// Reads the royalty: a field `royalty_basis_points`, and a field of each creator with its address as the key and
    /// its share in per cent as the value. Any other field is an attribute.
    ///
    /// # Errors
    /// - [`MosaicError::ExtensionsMalformed`] where a field cannot be read
    /// - [`MosaicError::RoyaltiesMalformed`] for a royalty that is no number up to 10,000 or named twice, more than five
    ///   creators, or shares of more than 100 per cent
    pub fn read(metadata: &MintMetadata) -> core::result::Result<Self, MosaicError> {
        let mut royalty = None;
        for field in metadata.fields() {
            let (key, value) = field.ok_or(MosaicError::ExtensionsMalformed)?;
            if key == ROYALTY_KEY {
                let bps = decimal(value, 10_000).filter(|_| royalty.is_none());
                royalty = Some(bps.ok_or(MosaicError::RoyaltiesMalformed)?);
            }
        }
        let Some(bps) = royalty else { return Ok(Self::default()) };
        let mut creators = [None; MAX_CREATORS];
        let (mut free, mut left) = (creators.iter_mut(), 100u8);
        for creator in metadata.fields().flatten().filter_map(creator) {
            left = left.checked_sub(creator.share).ok_or(MosaicError::RoyaltiesMalformed)?;
            *free.next().ok_or(MosaicError::RoyaltiesMalformed)? = Some(creator);
        }
        Ok(Self { bps, creators })
    }
}

/// A field that names a creator with a share.
fn creator((key, value): (&[u8], &[u8])) -> Option<MintCreator> {
    // The value first: decoding an address takes a thousand times as long.
    let share = decimal(value, 100).filter(|share| *share > 0)?;
    let text = core::str::from_utf8(key).ok().filter(|text| ADDRESS_TEXT.contains(&text.len()))?;
    Some(MintCreator { address: text.parse().ok()?, share: share.try_into().ok()? })
}

/// A whole number up to `most` in decimal digits.
fn decimal(text: &[u8], most: u16) -> Option<u16> {
    let digits = text.iter().all(u8::is_ascii_digit);
    let number = core::str::from_utf8(text).ok().filter(|_| digits)?.parse().ok()?;
    (number <= most).then_some(number)
}

/// What each creator gets of a sale.
fn royalties(metadata: &MintMetadata) -> core::result::Result<[Royalty; MAX_CREATORS], MosaicError> {
    let MintRoyalty { bps, creators } = MintRoyalty::read(metadata)?;
    let mut royalties = [Royalty::default(); MAX_CREATORS];
    let mut free = royalties.iter_mut();
    for creator in creators.iter().flatten() {
        let weight = royalty_weight(bps, creator.share)?;
        if weight > 0 {
            *free.next().ok_or(MosaicError::RoyaltiesMalformed)? = Royalty { payee: creator.address, weight };
        }
    }
    Ok(royalties)
}

/// Refuses a token account from which a program cannot take anything, even if its owner signs.
pub fn check_unguarded(source: &AccountInfo) -> Result<()> {
    let data = source.try_borrow_data()?;
    let (_, extensions) =
        split(&data, ACCOUNT_BYTES, Kind::Account).ok_or_else(|| refuse(MosaicError::SourceNotAToken))?;
    for extension in extensions {
        let extension = extension.ok_or_else(|| refuse(MosaicError::ExtensionsMalformed))?;
        let guarded = extension.number == number::CPI_GUARD && extension.value != [0];
        ensure(!guarded, MosaicError::SourceHasCpiGuard)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use anchor_spl::token_2022::spl_token_2022::extension::{AccountType, ExtensionType};
    use proptest::{collection::vec, prelude::*};
    use spl_token_metadata_interface::state::TokenMetadata;

    use super::*;

    /// A mint of an NFT with one extension.
    fn mint_with(number: u16, value: &[u8]) -> Vec<u8> {
        let mut data = vec![0; ACCOUNT_BYTES];
        (data[36], data[45]) = (1, 1);
        data.push(Kind::Mint as u8);
        data.extend_from_slice(&number.to_le_bytes());
        data.extend_from_slice(&(value.len() as u16).to_le_bytes());
        data.extend_from_slice(value);
        // As the token program does, which keeps this length to multisignatures.
        if data.len() == 355 {
            data.extend_from_slice(&[0, 0]);
        }
        data
    }

    fn metadata(fields: &[(String, String)]) -> Vec<u8> {
        let additional_metadata = fields.to_vec();
        borsh::to_vec(&TokenMetadata { additional_metadata, ..TokenMetadata::default() }).unwrap()
    }

    #[test]
    fn every_extension_is_allowed_or_refused_by_its_name() {
        let mut refusals = Vec::new();
        let mut allowed = Vec::new();
        for number in 1..=u16::MAX {
            let value = if number == number::TOKEN_METADATA { metadata(&[]) } else { vec![0; 32] };
            match screen_mint(&mint_with(number, &value)) {
                Ok(_) => allowed.push(number),
                Err(MosaicError::UnknownExtension) => {
                    let kind = ExtensionType::try_from(number).ok().map(|kind| kind.get_account_type());
                    assert_ne!(kind, Some(AccountType::Mint), "{number} is known of mints");
                }
                Err(refusal) => refusals.push(refusal as u32),
            }
        }
        assert_eq!(allowed, [3, 18, 19, 20, 21, 22, 23]);
        assert_eq!(refusals.len(), 12, "each of the others by its own name");
        refusals.sort_unstable();
        refusals.dedup();
        assert_eq!(refusals.len(), 12);
        let closable = screen_mint(&mint_with(number::MINT_CLOSE_AUTHORITY, &[7; 32]));
        assert_eq!(closable, Err(MosaicError::MintCloseAuthorityNotNone));
    }

    #[test]
    fn who_has_a_share_of_no_royalty_is_no_payee() {
        let payee = Pubkey::new_from_array([7; 32]);
        for (bps, payees) in [("0", 0), ("1", 1)] {
            let fields = [("royalty_basis_points".to_owned(), bps.to_owned()), (payee.to_string(), "100".to_owned())];
            let royalties = screen_mint(&mint_with(number::TOKEN_METADATA, &metadata(&fields))).unwrap();
            assert_eq!(royalties.iter().filter(|royalty| royalty.payee == payee).count(), payees);
        }
    }

    /// A key as an issuer may write it, and a value.
    fn field() -> impl Strategy<Value = (String, String)> {
        let address = any::<[u8; 32]>().prop_map(|bytes| Pubkey::new_from_array(bytes).to_string());
        let key = prop_oneof![
            4 => address,
            2 => Just("royalty_basis_points".to_owned()),
            1 => "[1-9A-HJ-NP-Za-km-z]{30,46}",
            1 => ".{0,8}",
        ];
        let value = prop_oneof![4 => (0u32..45).prop_map(|share| share.to_string()), 1 => "[0-9+ ]{0,6}"];
        (key, value)
    }

    /// The rules as the documentation words them.
    fn expected(fields: &[(String, String)]) -> core::result::Result<MintRoyalty, MosaicError> {
        let number = |text: &str, most: u32| {
            let digits = !text.is_empty() && text.chars().all(|letter| letter.is_ascii_digit());
            text.parse().ok().filter(|number: &u32| digits && *number <= most)
        };
        let royalties: Vec<_> = fields.iter().filter(|(key, _)| key == "royalty_basis_points").collect();
        let bps = match royalties[..] {
            [] => return Ok(MintRoyalty::default()),
            [(_, value)] => number(value, 10_000).ok_or(MosaicError::RoyaltiesMalformed)?,
            _ => return Err(MosaicError::RoyaltiesMalformed),
        };
        let creators = fields.iter().filter_map(|(key, value)| {
            let address = Pubkey::from_str(key).ok()?;
            number(value, 100).filter(|share| *share > 0).map(|share| MintCreator { address, share: share as u8 })
        });
        let creators: Vec<_> = creators.collect();
        if creators.len() > 5 || creators.iter().map(|creator| u32::from(creator.share)).sum::<u32>() > 100 {
            return Err(MosaicError::RoyaltiesMalformed);
        }
        let mut places = [None; 5];
        for (place, creator) in places.iter_mut().zip(creators) {
            *place = Some(creator);
        }
        Ok(MintRoyalty { bps: bps as u16, creators: places })
    }

    proptest! {
        #[test]
        fn royalties_are_those_of_the_convention(fields in vec(field(), 0..8)) {
            let data = metadata(&fields);
            let expected = expected(&fields);
            prop_assert_eq!(MintRoyalty::read(&MintMetadata::read(&data).unwrap()), expected);
            let screened = screen_mint(&mint_with(number::TOKEN_METADATA, &data));
            let weight = |royalties: [Royalty; 5]| royalties.iter().map(|royalty| royalty.weight).sum::<u32>();
            let shares = |royalty: MintRoyalty| royalty.creators.iter().flatten().map(|c| u32::from(c.share)).sum::<u32>();
            let total = expected.map(|royalty| u32::from(royalty.bps) * shares(royalty));
            prop_assert_eq!(screened.map(weight), total);
        }

        #[test]
        fn anything_can_be_screened_without_a_panic(mut data in vec(any::<u8>(), 0..400), as_mint: bool) {
            if as_mint {
                data.resize(data.len().max(MINT_BYTES), 0);
                data[..MINT_BYTES].copy_from_slice(&mint_with(0, &[])[..MINT_BYTES]);
                data.iter_mut().take(ACCOUNT_BYTES).skip(MINT_BYTES).for_each(|byte| *byte = 0);
                if let Some(kind) = data.get_mut(ACCOUNT_BYTES) {
                    *kind = Kind::Mint as u8;
                }
            }
            let royalties = screen_mint(&data).unwrap_or_default();
            prop_assert!(royalties.iter().map(|royalty| royalty.weight).sum::<u32>() <= 1_000_000);
        }
    }
}
