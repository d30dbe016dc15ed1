//! Bytes that may be a mint or a token account of Token-2022, or metadata of Token Metadata, read by the program and by
//! the crates of those programs.

use anchor_lang::{
    AnchorDeserialize, AnchorSerialize,
    prelude::{AccountInfo, Pubkey},
};
use anchor_spl::{
    metadata::mpl_token_metadata::{
        accounts::{Metadata, TokenRecord},
        types::{ProgrammableConfig, TokenState},
    },
    token_2022::{
        ID as TOKEN_2022_ID,
        spl_token_2022::{
            extension::{
                BaseStateWithExtensions, ExtensionType, PodStateWithExtensions, cpi_guard::CpiGuard,
                mint_close_authority::MintCloseAuthority,
            },
            pod::{PodAccount, PodMint},
        },
    },
};
use arbitrary::{Result, Unstructured};
use mosaic::{
    error::MosaicError,
    metadata::{MetadataView, TokenRecordView},
    token::{ACCOUNT_BYTES, MINT_BYTES, check_nft_source},
    token_2022::{check_unguarded, screen_mint},
};
use spl_token_metadata_interface::state::TokenMetadata;

/// The extensions an NFT in a vault may have, as the token program names them.
const ALLOWED: [ExtensionType; 7] = [
    ExtensionType::MintCloseAuthority,
    ExtensionType::MetadataPointer,
    ExtensionType::TokenMetadata,
    ExtensionType::GroupPointer,
    ExtensionType::TokenGroup,
    ExtensionType::GroupMemberPointer,
    ExtensionType::TokenGroupMember,
];

/// Data of a mint or token account: mostly as it should be up to the extensions, which are listed one by one.
fn data(input: &mut Unstructured, fixed: usize, kind: u8) -> Result<Vec<u8>> {
    if input.ratio(1, 8)? {
        return Ok(input.bytes(input.len())?.to_vec());
    }
    let mut data = vec![0; fixed];
    match fixed {
        // One unit of no decimals, nobody's to mint or freeze; of an account, one unit and no delegate.
        MINT_BYTES => (data[36], data[45]) = (1, 1),
        _ => (data[64], data[108]) = (1, 1),
    }
    for _change in 0..input.int_in_range(0..=2)? {
        data[input.choose_index(fixed)?] = input.arbitrary()?;
    }
    if input.ratio(1, 8)? {
        return Ok(data);
    }
    data.resize(ACCOUNT_BYTES, 0);
    data.push(if input.ratio(7, 8)? { kind } else { input.arbitrary()? });
    for _extension in 0..input.int_in_range(0..=4)? {
        let number = if input.ratio(3, 4)? { *input.choose(&ALLOWED)? as u16 } else { input.int_in_range(0..=40)? };
        let value = match (number, input.ratio(7, 8)?) {
            (3, true) => vec![input.arbitrary::<u8>()? / 200; 32],
            (11, true) => vec![input.int_in_range(0..=2)?],
            (19, true) => metadata(input)?,
            _ => {
                let length = input.int_in_range(0..=80)?;
                input.bytes(length.min(input.len()))?.to_vec()
            }
        };
        data.extend_from_slice(&number.to_le_bytes());
        data.extend_from_slice(&(value.len() as u16).to_le_bytes());
        data.extend_from_slice(&value);
    }
    data.truncate(data.len() - input.int_in_range(0..=3)?);
    Ok(data)
}

/// Metadata of a mint, with fields of which some are royalties.
fn metadata(input: &mut Unstructured) -> Result<Vec<u8>> {
    let mut fields = Vec::new();
    for _field in 0..input.int_in_range(0..=7)? {
        let key = match input.int_in_range(0..=3)? {
            0 => "royalty_basis_points".to_owned(),
            1 | 2 => Pubkey::new_from_array([input.arbitrary()?; 32]).to_string(),
            _ => input.arbitrary::<&str>()?.chars().take(50).collect(),
        };
        let value = match input.ratio(7, 8)? {
            true => input.int_in_range(0..=110u32)?.to_string(),
            false => input.arbitrary::<&str>()?.chars().take(8).collect(),
        };
        fields.push((key, value));
    }
    let metadata = TokenMetadata { additional_metadata: fields, ..TokenMetadata::default() };
    let mut data = Vec::new();
    metadata.serialize(&mut data).unwrap();
    Ok(data)
}

/// The program takes a mint only if the token program reads it too, and finds nothing in it that could touch the NFT;
/// and refuses none without a reason that can be found there.
pub(crate) fn mints(input: &mut Unstructured) -> Result<usize> {
    let data = data(input, MINT_BYTES, 1)?;
    let ours = screen_mint(&data);
    let state = PodStateWithExtensions::<PodMint>::unpack(&data).ok();
    let types = state.as_ref().and_then(|state| state.get_extension_types().ok());
    let (Some(state), Some(types)) = (state, types) else {
        // The token program's crate knows fewer extensions than the program, which refuses those.
        assert!(ours.is_err());
        return Ok(0);
    };
    let mint = state.base;
    let plain = u64::from(mint.supply) == 1
        && mint.decimals == 0
        && mint.mint_authority.is_none()
        && mint.freeze_authority.is_none();
    let allowed = types.iter().all(|extension| ALLOWED.contains(extension));
    let closable = state
        .get_extension::<MintCloseAuthority>()
        .is_ok_and(|extension| Option::<Pubkey>::from(extension.close_authority).is_some());
    let texts = types.contains(&ExtensionType::TokenMetadata).then(|| state.get_extension_bytes::<TokenMetadata>());
    let texts = texts.map(|bytes| TokenMetadata::deserialize(&mut bytes.unwrap()).ok());
    match ours {
        Ok(royalties) => {
            assert!(plain && allowed && !closable, "{types:?}");
            let sum: u32 = royalties.iter().map(|royalty| royalty.weight).sum();
            assert!(sum <= mosaic_core::split::FULL_WEIGHT);
            assert!(sum == 0 || texts.is_some());
        }
        Err(MosaicError::NotAnNft) => assert!(u64::from(mint.supply) != 1 || mint.decimals != 0),
        Err(MosaicError::MintAuthorityNotNone) => assert!(!mint.mint_authority.is_none()),
        Err(MosaicError::FreezeAuthorityNotNone) => assert!(!mint.freeze_authority.is_none()),
        Err(MosaicError::MintCloseAuthorityNotNone) => {
            // Of several, theirs reads the first.
            let several = types.iter().filter(|extension| **extension == ExtensionType::MintCloseAuthority).count() > 1;
            assert!(closable || several);
        }
        Err(MosaicError::ExtensionsMalformed | MosaicError::RoyaltiesMalformed) => {
            // Lengths that are not those of the extension, texts that are none, two of a kind, or a false royalty.
            assert!(!types.is_empty());
            let whole = texts.flatten().is_some_and(|texts| texts.additional_metadata.is_empty());
            let once = types.iter().filter(|extension| **extension == ExtensionType::TokenMetadata).count() == 1;
            let closes = types.contains(&ExtensionType::MintCloseAuthority);
            assert!(!(whole && once && !closes), "{types:?}");
        }
        Err(refusal) => assert!(!allowed, "{refusal:?} of {types:?}"),
    }
    Ok(1)
}

/// A token account is a source of the NFT only if the token program reads it as one that can give it, and not guarded
/// against programs.
pub(crate) fn token_accounts(input: &mut Unstructured) -> Result<usize> {
    let mut data = data(input, ACCOUNT_BYTES, 2)?;
    let state = PodStateWithExtensions::<PodAccount>::unpack(&data).ok();
    let theirs = state.as_ref().map(|state| {
        let account = state.base;
        let gives = u64::from(account.amount) >= 1 && account.state == 1 && account.delegate.is_none();
        let guarded = state.get_extension::<CpiGuard>().is_ok_and(|guard| bool::from(guard.lock_cpi));
        (gives, state.get_extension_types().ok(), guarded)
    });
    let (owner, mint) = (state.map(|state| (state.base.owner, state.base.mint))).unwrap_or_default();
    let (key, mut lamports) = (Pubkey::default(), 0);
    let info = AccountInfo::new(&key, false, true, &mut lamports, &mut data, &TOKEN_2022_ID, false);
    let gives = check_nft_source(&info, &owner, &mint, &TOKEN_2022_ID, false).is_ok();
    let free = check_unguarded(&info).is_ok();
    match theirs {
        // Malformed extensions are found by the second check only.
        Some((theirs, types, guarded)) => {
            assert_eq!(gives, theirs);
            assert!(types.is_none() || !guarded || !free);
        }
        None => assert!(!gives),
    }
    Ok(usize::from(gives && free))
}

/// Metadata and token records are read as Token Metadata reads them.
pub(crate) fn metadata_accounts(input: &mut Unstructured) -> Result<usize> {
    let kind = if input.ratio(1, 2)? { 4 } else { 11 };
    let mut data = input.bytes(input.len())?.to_vec();
    if let Some(first) = data.first_mut() {
        *first = kind;
    }
    let mut compared = 0;
    let ours = MetadataView::read(&data);
    assert!(ours.is_none_or(|view| view.creators().count() <= data.len()));
    // Theirs refuses texts that are no UTF-8, which ours never looks at.
    if let Ok(theirs) = Metadata::safe_deserialize(&data) {
        let ours = ours.unwrap();
        assert_eq!((ours.mint, ours.seller_fee_bps), (theirs.mint.as_ref(), theirs.seller_fee_basis_points));
        assert_eq!(ours.token_standard, theirs.token_standard);
        let rules = theirs.programmable_config.and_then(|ProgrammableConfig::V1 { rule_set }| rule_set);
        assert_eq!(ours.rule_set, rules);
        let creators = ours.creators().map(|creator| creator.map(|c| (c.address, c.verified, c.share)));
        let theirs = theirs.creators.unwrap_or_default().into_iter().map(|c| Some((c.address, c.verified, c.share)));
        assert_eq!(creators.collect::<Vec<_>>(), theirs.collect::<Vec<_>>());
        compared += 1;
    }
    let ours = TokenRecordView::read(&data);
    // Behind its role the record has what ours does not look at.
    if let Ok(theirs) = TokenRecord::safe_deserialize(&data) {
        let ours = ours.unwrap();
        assert_eq!(ours.unlocked, theirs.state == TokenState::Unlocked);
        assert_eq!(ours.delegated, theirs.delegate.is_some());
        compared += 1;
    }
    Ok(compared)
}
