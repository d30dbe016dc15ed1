//! An NFT in a wallet.

use anchor_lang::prelude::Pubkey;
use anchor_spl::metadata::{
    ID as TOKEN_METADATA_ID,
    mpl_token_metadata::{
        accounts::{Metadata, TokenRecord},
        types::{ProgrammableConfig, TokenState},
    },
};
use mosaic::{
    nft::screen,
    state::{Royalty, Standard},
};

use crate::{
    error::ActionError,
    pda,
    reader::{AccountReader, Accounts},
    views::NftRefusal,
};

/// A creator that the metadata names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NftCreator {
    /// Its address.
    pub address: Pubkey,
    /// Its share of the royalty, in per cent.
    pub share: u8,
    /// Whether it confirmed to be one; the others get no royalty.
    pub verified: bool,
}

/// An NFT in a wallet: what it is, and whether it can be deposited into a vault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NftView {
    /// Its mint.
    pub mint: Pubkey,
    /// The wallet that is to deposit it.
    pub owner: Pubkey,
    /// The wallet's token account for it.
    pub token: Pubkey,
    /// Its name; empty without readable metadata.
    pub name: String,
    /// Its symbol.
    pub symbol: String,
    /// The URI of its description.
    pub uri: String,
    /// Its royalty in basis points of a sale.
    pub seller_fee_bps: u16,
    /// Who the royalty is for, as the metadata says.
    pub creators: Vec<NftCreator>,
    /// The rule set of a programmable NFT. Token Metadata lets it move only where its rules allow, which they may not
    /// for an account of a program: that shows when the transaction is simulated.
    pub rule_set: Option<Pubkey>,
    /// How it would move, or why it cannot be deposited.
    pub deposit: Result<Standard, NftRefusal>,
    /// What each verified creator would get of a sale: basis points times per cent. Empty where it cannot be deposited.
    pub royalties: Vec<Royalty>,
}

impl NftView {
    /// The accounts the view is made of, for an NFT in this token account.
    #[must_use]
    pub fn addresses(mint: &Pubkey, token: &Pubkey) -> [Pubkey; 5] {
        [*mint, pda::metadata(mint), pda::edition(mint), *token, pda::token_record(mint, token)]
    }

    /// Reads an NFT in the associated token account of a wallet.
    ///
    /// # Errors
    /// [`ActionError::Read`]. That it cannot be deposited is no error: see [`Self::deposit`].
    pub async fn read<R: AccountReader>(
        reader: &R,
        mint: &Pubkey,
        owner: &Pubkey,
    ) -> Result<Self, ActionError<R::Error>> {
        let token = pda::associated_token(owner, mint);
        let accounts = Accounts::read(reader, &Self::addresses(mint, &token)).await?;
        Ok(Self::of(&accounts, mint, owner, &token))
    }

    /// The NFT in a token account of a wallet, from [`Self::addresses`] as they were read.
    #[must_use]
    pub fn of(accounts: &Accounts, mint: &Pubkey, owner: &Pubkey, token: &Pubkey) -> Self {
        let screened = accounts
            .inspect_all([mint, &pda::metadata(mint), &pda::edition(mint)], |[mint, metadata, edition]| {
                screen(mint, metadata, edition)
            })
            .map_err(NftRefusal::of);
        let metadata = accounts.get(&pda::metadata(mint)).filter(|account| account.owner == TOKEN_METADATA_ID);
        let metadata = metadata.and_then(|account| Metadata::safe_deserialize(&account.data).ok());
        let mut view = Self {
            mint: *mint,
            owner: *owner,
            token: *token,
            name: String::new(),
            symbol: String::new(),
            uri: String::new(),
            seller_fee_bps: 0,
            creators: Vec::new(),
            rule_set: None,
            deposit: Err(NftRefusal::NoMetadata),
            royalties: Vec::new(),
        };
        if let Some(metadata) = metadata {
            // Token Metadata used to fill texts up with zeros.
            let text = |text: String| text.trim_end_matches('\0').to_owned();
            view.name = text(metadata.name);
            view.symbol = text(metadata.symbol);
            view.uri = text(metadata.uri);
            view.seller_fee_bps = metadata.seller_fee_basis_points;
            let creators = metadata.creators.unwrap_or_default().into_iter();
            view.creators = creators
                .map(|creator| NftCreator {
                    address: creator.address,
                    share: creator.share,
                    verified: creator.verified,
                })
                .collect();
        }
        view.deposit = screened.and_then(|screened| {
            view.rule_set = screened.rule_set;
            let paid = screened.royalties.into_iter().filter(|royalty| royalty.weight > 0);
            view.royalties = paid.collect();
            refusal_of_source(accounts, &view, screened.standard).map_or(Ok(screened.standard), Err)
        });
        view
    }

    /// For a programmable NFT its rule set, if it has one; `None` for any other: what instruction builders ask for.
    #[must_use]
    pub fn programmable(&self) -> Option<Option<Pubkey>> {
        (self.deposit == Ok(Standard::Programmable)).then_some(self.rule_set)
    }

    /// Its royalty weight: basis points times per cent of its verified creators.
    #[must_use]
    pub fn royalty_weight(&self) -> u32 {
        self.royalties.iter().map(|royalty| royalty.weight).sum()
    }
}

/// In the order in which the program looks.
fn refusal_of_source(accounts: &Accounts, view: &NftView, standard: Standard) -> Option<NftRefusal> {
    let Some(source) = accounts.token(&view.token) else { return Some(NftRefusal::NoTokenAccount) };
    let programmable = standard == Standard::Programmable;
    let refusals = [
        (source.mint != view.mint, NftRefusal::OtherMint),
        (source.owner != view.owner, NftRefusal::OtherOwner),
        (source.amount < 1, NftRefusal::NotHeld),
        // A programmable NFT is always frozen: its lock is in the token record.
        (source.is_frozen() && !programmable, NftRefusal::Locked),
        (source.delegate.is_some(), NftRefusal::Delegated),
    ];
    let refusal = refusals.into_iter().find_map(|(applies, refusal)| applies.then_some(refusal));
    if refusal.is_some() || !programmable {
        return refusal;
    }
    let record = accounts.get(&pda::token_record(&view.mint, &view.token));
    let record = record.filter(|account| account.owner == TOKEN_METADATA_ID);
    let Some(record) = record.and_then(|account| TokenRecord::safe_deserialize(&account.data).ok()) else {
        return Some(NftRefusal::NoTokenRecord);
    };
    if record.delegate.is_some() {
        return Some(NftRefusal::Delegated);
    }
    (record.state != TokenState::Unlocked).then_some(NftRefusal::Locked)
}

/// The rule set that the metadata of an NFT names.
pub(crate) fn rule_set(accounts: &Accounts, mint: &Pubkey) -> Option<Pubkey> {
    let metadata = accounts.get(&pda::metadata(mint)).filter(|account| account.owner == TOKEN_METADATA_ID)?;
    match Metadata::safe_deserialize(&metadata.data).ok()?.programmable_config? {
        ProgrammableConfig::V1 { rule_set } => rule_set,
    }
}
