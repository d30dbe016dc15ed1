//! What the program looks at in an account of Token Metadata, read where it lies.

use anchor_lang::prelude::Pubkey;
use anchor_spl::metadata::mpl_token_metadata::types::{Key, TokenStandard, TokenState};

use crate::reader::Reader;

/// The metadata of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MetadataView<'a> {
    /// Mint it is of.
    pub mint: &'a [u8],
    /// Royalty of a sale, in basis points.
    pub seller_fee_bps: u16,
    /// The creators, 34 bytes each.
    creators: &'a [u8],
    /// The standard; `None` where it was never recorded.
    pub token_standard: Option<TokenStandard>,
    /// The rule set of a programmable token.
    pub rule_set: Option<Pubkey>,
}

/// A creator named in the metadata.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CreatorView {
    /// Who it is.
    pub address: Pubkey,
    /// Whether it signed the metadata.
    pub verified: bool,
    /// Its share of the royalty, in per cent.
    pub share: u8,
}

const CREATOR_BYTES: usize = 34;

impl<'a> MetadataView<'a> {
    /// Reads a metadata account; `None` where the data is none.
    ///
    /// Accounts from before standards were recorded can have anything behind the edition nonce. As Token Metadata
    /// does, standard, collection and uses count only if all three can be read.
    pub fn read(data: &'a [u8]) -> Option<Self> {
        let mut reader = Reader(data);
        if reader.byte()? != Key::MetadataV1 as u8 {
            return None;
        }
        let _update_authority = reader.bytes(32)?;
        let mint = reader.bytes(32)?;
        for _name_symbol_uri in 0..3 {
            reader.text()?;
        }
        let seller_fee_bps = reader.short()?;
        let creators = reader.optional(|reader| {
            let count = reader.length()?;
            reader.bytes(count.checked_mul(CREATOR_BYTES)?)
        })?;
        let _primary_sale_happened = reader.flag()?;
        let _is_mutable = reader.flag()?;
        let _edition_nonce = reader.optional(Reader::byte)?;
        let (token_standard, rule_set) = extensions(&mut reader);
        Some(Self { mint, seller_fee_bps, creators: creators.unwrap_or_default(), token_standard, rule_set })
    }

    /// The creators; `None` for one that cannot be read.
    pub fn creators(&self) -> impl Iterator<Item = Option<CreatorView>> + 'a {
        self.creators.chunks_exact(CREATOR_BYTES).map(|bytes| {
            let mut reader = Reader(bytes);
            Some(CreatorView { address: reader.key()?, verified: reader.flag()?, share: reader.byte()? })
        })
    }
}

/// What was added behind the first version of the format: the standard and the rule set.
fn extensions(reader: &mut Reader) -> (Option<TokenStandard>, Option<Pubkey>) {
    let standard = reader.optional(|reader| token_standard(reader.byte()?));
    let collection = reader.optional(|reader| {
        reader.flag()?;
        reader.bytes(32)
    });
    let uses = reader.optional(|reader| {
        let use_method = reader.byte()?;
        if use_method <= 2 { reader.bytes(16) } else { None }
    });
    let _collection_details = reader.optional(|reader| {
        let version = reader.byte()?;
        if version <= 1 { reader.bytes(8) } else { None }
    });
    let rule_set = reader.optional(|reader| if reader.byte()? == 0 { reader.optional(Reader::key) } else { None });
    let standard = if collection.is_some() && uses.is_some() { standard.flatten() } else { None };
    (standard, rule_set.flatten().flatten())
}

fn token_standard(number: u8) -> Option<TokenStandard> {
    use TokenStandard::{
        Fungible, FungibleAsset, NonFungible, NonFungibleEdition, ProgrammableNonFungible,
        ProgrammableNonFungibleEdition,
    };
    Some(match number {
        0 => NonFungible,
        1 => FungibleAsset,
        2 => Fungible,
        3 => NonFungibleEdition,
        4 => ProgrammableNonFungible,
        5 => ProgrammableNonFungibleEdition,
        _ => return None,
    })
}

/// Token Metadata's record of a token account that holds a programmable token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenRecordView {
    /// Whether it may move.
    pub unlocked: bool,
    /// Whether somebody else may move, lock or sell it.
    pub delegated: bool,
}

impl TokenRecordView {
    /// Reads a token record; `None` where the data is none.
    pub fn read(data: &[u8]) -> Option<Self> {
        let mut reader = Reader(data);
        if reader.byte()? != Key::TokenRecord as u8 {
            return None;
        }
        let _bump = reader.byte()?;
        let unlocked = reader.byte()? == TokenState::Unlocked as u8;
        let _rule_set_revision = reader.optional(|reader| reader.bytes(8))?;
        let delegated = reader.optional(|reader| reader.bytes(32))?.is_some();
        Some(Self { unlocked, delegated })
    }
}

#[cfg(test)]
mod tests {
    use anchor_spl::metadata::mpl_token_metadata::{
        accounts::{Metadata, TokenRecord},
        types::{Collection, CollectionDetails, Creator, ProgrammableConfig, TokenDelegateRole, UseMethod, Uses},
    };
    use proptest::{collection::vec, option::of, prelude::*};

    use super::*;

    fn key() -> impl Strategy<Value = Pubkey> {
        any::<[u8; 32]>().prop_map(Pubkey::new_from_array)
    }

    fn standard() -> impl Strategy<Value = TokenStandard> {
        prop_oneof![
            Just(TokenStandard::NonFungible),
            Just(TokenStandard::FungibleAsset),
            Just(TokenStandard::Fungible),
            Just(TokenStandard::NonFungibleEdition),
            Just(TokenStandard::ProgrammableNonFungible),
            Just(TokenStandard::ProgrammableNonFungibleEdition),
        ]
    }

    fn creator() -> impl Strategy<Value = Creator> {
        (key(), any::<bool>(), any::<u8>()).prop_map(|(address, verified, share)| Creator { address, verified, share })
    }

    prop_compose! {
        fn metadata()(
            update_authority in key(), mint in key(), name in ".{0,8}", uri in ".{0,20}",
            seller_fee_basis_points: u16, creators in of(vec(creator(), 0..6)), flags: (bool, bool),
            edition_nonce: Option<u8>, token_standard in of(standard()), collection in of((any::<bool>(), key())),
            uses in of(any::<(u64, u64)>()), size in of(any::<u64>()), rule_set in of(of(key())),
        ) -> Metadata {
            Metadata {
                key: Key::MetadataV1, update_authority, mint, name, symbol: "S".into(), uri,
                seller_fee_basis_points, creators, primary_sale_happened: flags.0, is_mutable: flags.1, edition_nonce,
                token_standard,
                collection: collection.map(|(verified, key)| Collection { verified, key }),
                uses: uses.map(|(remaining, total)| Uses { use_method: UseMethod::Single, remaining, total }),
                collection_details: size.map(|size| CollectionDetails::V1 { size }),
                programmable_config: rule_set.map(|rule_set| ProgrammableConfig::V1 { rule_set }),
            }
        }
    }

    /// What Metaplex's own crate reads of the same bytes.
    fn check(data: &[u8]) -> Result<(), TestCaseError> {
        let (ours, theirs) = (MetadataView::read(data), Metadata::safe_deserialize(data));
        let Ok(theirs) = theirs else {
            // Theirs refuses texts that are no UTF-8 and creators with a broken flag too; ours never looks at texts.
            return Ok(());
        };
        let ours = ours.ok_or_else(|| TestCaseError::fail("read by Metaplex's crate only"))?;
        prop_assert_eq!(ours.mint, theirs.mint.as_ref());
        prop_assert_eq!(ours.seller_fee_bps, theirs.seller_fee_basis_points);
        prop_assert_eq!(ours.token_standard, theirs.token_standard);
        let rule_set = theirs.programmable_config.and_then(|ProgrammableConfig::V1 { rule_set }| rule_set);
        prop_assert_eq!(ours.rule_set, rule_set);
        let creators: Option<Vec<_>> = ours.creators().collect();
        let theirs = theirs.creators.unwrap_or_default().into_iter();
        let theirs = theirs.map(|Creator { address, verified, share }| CreatorView { address, verified, share });
        prop_assert_eq!(creators, Some(theirs.collect::<Vec<_>>()));
        Ok(())
    }

    proptest! {
        #[test]
        fn metadata_is_read_as_metaplex_reads_it(metadata in metadata(), padding in 0usize..100) {
            let mut data = borsh::to_vec(&metadata).unwrap();
            data.resize(data.len() + padding, 0);
            check(&data)?;
        }

        #[test]
        fn so_is_corrupt_metadata(metadata in metadata(), at: prop::sample::Index, byte: u8, keep: prop::sample::Index) {
            let mut data = borsh::to_vec(&metadata).unwrap();
            let at = at.index(data.len());
            data[at] = byte;
            check(&data)?;
            data.truncate(keep.index(data.len()));
            check(&data)?;
        }

        #[test]
        fn token_records_are_read_as_metaplex_reads_them(
            bump: u8, locked: bool, rule_set_revision: Option<u64>, delegate in of(key()),
        ) {
            let record = TokenRecord {
                key: Key::TokenRecord, bump,
                state: if locked { TokenState::Locked } else { TokenState::Unlocked },
                rule_set_revision, delegate,
                delegate_role: delegate.map(|_| TokenDelegateRole::Sale), locked_transfer: None,
            };
            let mut data = borsh::to_vec(&record).unwrap();
            data.resize(80, 0);
            let expected = TokenRecordView { unlocked: !locked, delegated: delegate.is_some() };
            prop_assert_eq!(TokenRecordView::read(&data), Some(expected));
        }

        #[test]
        fn anything_can_be_read_without_a_panic(data: Vec<u8>) {
            let view = MetadataView::read(&data);
            prop_assert!(view.is_none_or(|view| view.creators().count() <= data.len()));
            TokenRecordView::read(&data);
        }
    }
}
