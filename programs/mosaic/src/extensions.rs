//! The extensions of Token-2022's mints and token accounts, read where they lie.

use anchor_lang::prelude::Pubkey;

use crate::{reader::Reader, token::ACCOUNT_BYTES};

/// What an account of Token-2022 with extensions says it is, behind its fixed part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A mint.
    Mint = 1,
    /// A token account.
    Account = 2,
}

/// Bytes of a multisignature: of no mint and no token account, whatever is in it.
const MULTISIG_BYTES: usize = 355;

/// Splits the data of a mint or token account into its `fixed` bytes and its extensions; `None` where it is none.
pub fn split(data: &[u8], fixed: usize, kind: Kind) -> Option<(&[u8], Extensions<'_>)> {
    let (base, behind) = data.split_at_checked(fixed)?;
    if behind.is_empty() {
        return Some((base, Extensions(Reader(behind))));
    }
    // A mint is filled up with zeros to the length of a token account, so that the kind is at the same place in both.
    let (filling, behind) = behind.split_at_checked(ACCOUNT_BYTES.checked_sub(fixed)?)?;
    let (named, extensions) = behind.split_first()?;
    let is_one = *named == kind as u8 && data.len() != MULTISIG_BYTES && filling.iter().all(|byte| *byte == 0);
    is_one.then_some((base, Extensions(Reader(extensions))))
}

/// An extension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extension<'a> {
    /// Its number, one of those in [`number`].
    pub number: u16,
    /// Its content.
    pub value: &'a [u8],
}

/// The extensions of an account in the order in which it lists them; `None` for what cannot be read, behind which
/// nothing can.
#[derive(Clone, Copy, Debug)]
pub struct Extensions<'a>(Reader<'a>);

impl<'a> Iterator for Extensions<'a> {
    type Item = Option<Extension<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        // As in Token-2022, a zero ends the list, and so does a single byte.
        let number = self.0.short().filter(|number| *number != 0)?;
        let value = self.0.short().and_then(|length| self.0.bytes(length.into()));
        if value.is_none() {
            self.0 = Reader(&[]);
        }
        Some(value.map(|value| Extension { number, value }))
    }
}

/// The numbers of the extensions.
#[allow(missing_docs, reason = "they are named as Token-2022 names them")]
pub mod number {
    pub const TRANSFER_FEE_CONFIG: u16 = 1;
    pub const MINT_CLOSE_AUTHORITY: u16 = 3;
    pub const CONFIDENTIAL_TRANSFER_MINT: u16 = 4;
    pub const DEFAULT_ACCOUNT_STATE: u16 = 6;
    pub const NON_TRANSFERABLE: u16 = 9;
    pub const INTEREST_BEARING_CONFIG: u16 = 10;
    pub const CPI_GUARD: u16 = 11;
    pub const PERMANENT_DELEGATE: u16 = 12;
    pub const TRANSFER_HOOK: u16 = 14;
    pub const CONFIDENTIAL_TRANSFER_FEE_CONFIG: u16 = 16;
    pub const METADATA_POINTER: u16 = 18;
    pub const TOKEN_METADATA: u16 = 19;
    pub const GROUP_POINTER: u16 = 20;
    pub const TOKEN_GROUP: u16 = 21;
    pub const GROUP_MEMBER_POINTER: u16 = 22;
    pub const TOKEN_GROUP_MEMBER: u16 = 23;
    pub const CONFIDENTIAL_MINT_BURN: u16 = 24;
    pub const SCALED_UI_AMOUNT: u16 = 25;
    pub const PAUSABLE: u16 = 26;
    pub const PERMISSIONED_BURN: u16 = 28;
}

/// The metadata that a mint carries in itself. Its texts may be no UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MintMetadata<'a> {
    /// Name of the token.
    pub name: &'a [u8],
    /// Its symbol.
    pub symbol: &'a [u8],
    /// Where its description is.
    pub uri: &'a [u8],
    /// How many fields its issuer added, and the fields.
    fields: (usize, Reader<'a>),
}

impl<'a> MintMetadata<'a> {
    /// Reads the extension [`number::TOKEN_METADATA`]; `None` where it is none.
    pub fn read(value: &'a [u8]) -> Option<Self> {
        let mut reader = Reader(value);
        let _update_authority = reader.bytes(32)?;
        let _mint = reader.bytes(32)?;
        Some(Self {
            name: reader.text()?,
            symbol: reader.text()?,
            uri: reader.text()?,
            fields: (reader.length()?, reader),
        })
    }

    /// The fields its issuer added, by key and value; `None` for one that cannot be read, behind which nothing can.
    pub fn fields(&self) -> impl Iterator<Item = Option<(&'a [u8], &'a [u8])>> {
        let (mut left, mut reader) = self.fields;
        core::iter::from_fn(move || {
            left = left.checked_sub(1)?;
            let field = reader.text().zip(reader.text());
            if field.is_none() {
                left = 0;
            }
            Some(field)
        })
    }
}

/// The group that a mint belongs to, by the extension [`number::TOKEN_GROUP_MEMBER`]; `None` where it is none.
///
/// Token-2022 writes it only with the signature of the group's authority.
pub fn group(value: &[u8]) -> Option<Pubkey> {
    let mut reader = Reader(value);
    let _mint = reader.bytes(32)?;
    reader.key()
}

#[cfg(test)]
mod tests {
    use anchor_spl::token_2022::spl_token_2022::{
        extension::{BaseStateWithExtensions, ExtensionType, PodStateWithExtensions},
        pod::{PodAccount, PodMint},
    };
    use proptest::{collection::vec, prelude::*};
    use spl_token_metadata_interface::state::TokenMetadata;

    use super::*;
    use crate::token::MINT_BYTES;

    const INITIALIZED_IN_A_MINT: usize = 45;
    const STATE_IN_AN_ACCOUNT: usize = 108;

    /// Extensions that Token-2022's crate knows, some cut short. Those it does not know it does not read at all.
    fn listed() -> impl Strategy<Value = Vec<u8>> {
        let one = (0u16..28, vec(any::<u8>(), 0..40)).prop_map(|(number, value)| {
            [&number.to_le_bytes(), &(value.len() as u16).to_le_bytes(), &value[..]].concat()
        });
        (vec(one, 0..5), 0usize..6).prop_map(|(all, cut)| {
            let all = all.concat();
            all[..all.len().saturating_sub(cut)].to_vec()
        })
    }

    fn numbers(extensions: Extensions) -> Option<Vec<u16>> {
        extensions.map(|extension| Some(extension?.number)).collect()
    }

    fn theirs(types: Option<Vec<ExtensionType>>) -> Option<Vec<u16>> {
        Some(types?.into_iter().map(u16::from).collect())
    }

    fn check_mint(mut data: Vec<u8>) -> Result<(), TestCaseError> {
        data[INITIALIZED_IN_A_MINT] = 1;
        let ours = split(&data, MINT_BYTES, Kind::Mint).and_then(|(_, extensions)| numbers(extensions));
        let state = PodStateWithExtensions::<PodMint>::unpack(&data).ok();
        prop_assert_eq!(ours, theirs(state.and_then(|state| state.get_extension_types().ok())));
        Ok(())
    }

    fn check_account(mut data: Vec<u8>) -> Result<(), TestCaseError> {
        data[STATE_IN_AN_ACCOUNT] = 1;
        let ours = split(&data, ACCOUNT_BYTES, Kind::Account).and_then(|(_, extensions)| numbers(extensions));
        let state = PodStateWithExtensions::<PodAccount>::unpack(&data).ok();
        prop_assert_eq!(ours, theirs(state.and_then(|state| state.get_extension_types().ok())));
        Ok(())
    }

    #[test]
    fn the_group_stands_behind_the_mint_of_its_member() {
        let member = [[1; 32], [2; 32]].concat();
        assert_eq!(group(&member), Some(Pubkey::new_from_array([2; 32])));
        // Its number in the group follows.
        assert_eq!(group(&[&member[..], &[3; 8]].concat()), Some(Pubkey::new_from_array([2; 32])));
        assert_eq!(group(&member[..63]), None);
    }

    proptest! {
        #[test]
        fn extensions_are_listed_as_token_2022_lists_them(
            kind in 0u8..4, listed in listed(), dirt in 0usize..ACCOUNT_BYTES, dirty: bool,
        ) {
            let mut data = [&[0; ACCOUNT_BYTES][..], &[kind], &listed].concat();
            data[dirt] = u8::from(dirty);
            check_mint(data.clone())?;
            check_account(data)?;
        }

        #[test]
        fn so_is_what_is_shorter_or_longer_than_it_should_be(length in 82usize..400, kind in 0u8..4) {
            let mut data = vec![0; length];
            if let Some(byte) = data.get_mut(ACCOUNT_BYTES) {
                *byte = kind;
            }
            check_mint(data.clone())?;
            data.resize(length.max(ACCOUNT_BYTES), 0);
            check_account(data)?;
        }

        #[test]
        fn metadata_is_read_as_token_2022_reads_it(
            name in ".{0,8}", symbol in ".{0,8}", uri in ".{0,8}", fields in vec((".{0,8}", ".{0,8}"), 0..4),
            cut in 0usize..12,
        ) {
            let additional_metadata = fields;
            let metadata = TokenMetadata { name, symbol, uri, additional_metadata, ..TokenMetadata::default() };
            let mut data = borsh::to_vec(&metadata).unwrap();
            data.truncate(data.len().saturating_sub(cut));
            let ours = MintMetadata::read(&data);
            let fields = ours.and_then(|ours| ours.fields().collect::<Option<Vec<_>>>());
            let Ok(theirs) = borsh::from_slice::<TokenMetadata>(&data) else {
                prop_assert_eq!(fields, None);
                return Ok(());
            };
            let texts = ours.map(|ours| (ours.name, ours.symbol, ours.uri));
            prop_assert_eq!(texts, Some((theirs.name.as_bytes(), theirs.symbol.as_bytes(), theirs.uri.as_bytes())));
            let expected = theirs.additional_metadata.iter();
            let expected: Vec<_> = expected.map(|(key, value)| (key.as_bytes(), value.as_bytes())).collect();
            prop_assert_eq!(fields, Some(expected));
        }

        #[test]
        fn nothing_of_the_length_of_a_multisignature_is_read(kind in 1u8..3, bytes in vec(any::<u8>(), 189)) {
            let data = [&[0; ACCOUNT_BYTES][..], &[kind], &bytes].concat();
            prop_assert_eq!(data.len(), MULTISIG_BYTES);
            prop_assert!(split(&data, MINT_BYTES, Kind::Mint).is_none());
            prop_assert!(split(&data, ACCOUNT_BYTES, Kind::Account).is_none());
        }

        #[test]
        fn anything_can_be_read_without_a_panic(data in vec(any::<u8>(), 0..400)) {
            for (fixed, kind) in [(MINT_BYTES, Kind::Mint), (ACCOUNT_BYTES, Kind::Account)] {
                if let Some((_, extensions)) = split(&data, fixed, kind) {
                    prop_assert!(extensions.count() <= data.len());
                }
            }
            group(&data);
            prop_assert!(MintMetadata::read(&data).is_none_or(|metadata| metadata.fields().count() <= data.len()));
        }
    }
}
