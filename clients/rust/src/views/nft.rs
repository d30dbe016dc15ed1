//! An NFT in a wallet.

use anchor_lang::prelude::Pubkey;
use anchor_spl::{
    metadata::{
        ID as TOKEN_METADATA_ID,
        mpl_token_metadata::{accounts::Metadata, types::ProgrammableConfig},
    },
    token_2022::ID as TOKEN_2022_ID,
};
use mosaic::{
    extensions::{Extension, Kind, MintMetadata, group, number, split},
    nft::{check_unlocked, screen},
    state::{Royalty, Standard, Way},
    token::{MINT_BYTES, check_nft_source},
    token_2022::{self, MintRoyalty},
};

use crate::{
    error::{ActionError, MosaicError},
    instructions::NftKind,
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
    /// Whether it confirmed to be one. Of Token Metadata's NFTs, the others get no royalty; with Token-2022 nobody
    /// confirms, and the royalty is for who the metadata names.
    pub verified: bool,
}

/// The collection that an NFT says it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NftCollection {
    /// Mint of the collection; of a Token-2022 NFT its group.
    pub key: Pubkey,
    /// Whether the collection's authority confirmed it. Into a group of Token-2022 nothing comes without.
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
    /// Its collection, if it says that it is of one.
    pub collection: Option<NftCollection>,
    /// The rule set of a programmable NFT. Token Metadata lets it move only where its rules allow, which they may not
    /// for an account of a program: that shows when the transaction is simulated.
    pub rule_set: Option<Pubkey>,
    /// How it would move, or why it cannot be deposited.
    pub deposit: Result<Standard, NftRefusal>,
    /// What each creator would get of a sale: basis points times per cent. Empty where it cannot be deposited.
    pub royalties: Vec<Royalty>,
}

impl NftView {
    /// The accounts the view is made of, for an NFT in this token account of a wallet; `None`: in the associated one.
    #[must_use]
    pub fn addresses(mint: &Pubkey, owner: &Pubkey, token: Option<&Pubkey>) -> Vec<Pubkey> {
        let mut addresses = vec![*mint, pda::metadata(mint), pda::edition(mint)];
        let associated = || pda::associated_token(owner, mint);
        let token_2022 = || pda::associated_token_of(owner, mint, &TOKEN_2022_ID);
        let token_or_associated = token.copied().unwrap_or_else(associated);
        addresses.extend([token_or_associated, pda::token_record(mint, &token_or_associated)]);
        // Which of the two token programs it is of is seen only once the mint is read.
        addresses.extend(token.is_none().then(token_2022));
        addresses
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
        let accounts = Accounts::read(reader, &Self::addresses(mint, owner, None)).await?;
        Ok(Self::of(&accounts, mint, owner, None))
    }

    /// The NFT in a token account of a wallet, from [`Self::addresses`] as they were read.
    #[must_use]
    pub fn of(accounts: &Accounts, mint: &Pubkey, owner: &Pubkey, token: Option<&Pubkey>) -> Self {
        let of_token_2022 = accounts.get(mint).is_some_and(|account| account.owner == TOKEN_2022_ID);
        let kind = if of_token_2022 { NftKind::Token2022 } else { NftKind::Plain };
        let mut view = Self {
            mint: *mint,
            owner: *owner,
            token: token.copied().unwrap_or_else(|| kind.associated_token(owner, mint)),
            name: String::new(),
            symbol: String::new(),
            uri: String::new(),
            seller_fee_bps: 0,
            creators: Vec::new(),
            collection: None,
            rule_set: None,
            deposit: Err(NftRefusal::NoMetadata),
            royalties: Vec::new(),
        };
        let screened = if of_token_2022 {
            view.describe_token_2022(accounts);
            accounts.inspect(mint, token_2022::screen)
        } else {
            view.describe(accounts);
            let screened = [mint, &pda::metadata(mint), &pda::edition(mint)];
            accounts.inspect_all(screened, |[mint, metadata, edition]| screen(mint, metadata, edition))
        };
        view.deposit = screened.map_err(NftRefusal::of).and_then(|screened| {
            view.rule_set = screened.rule_set;
            let paid = screened.royalties.into_iter().filter(|royalty| royalty.weight > 0);
            view.royalties = paid.collect();
            check_source(accounts, &view, screened.standard).map_err(NftRefusal::of)?;
            Ok(screened.standard)
        });
        view
    }

    /// Fills in what Token Metadata says about it.
    fn describe(&mut self, accounts: &Accounts) {
        let metadata = accounts.get(&pda::metadata(&self.mint)).filter(|account| account.owner == TOKEN_METADATA_ID);
        let metadata = metadata.and_then(|account| Metadata::safe_deserialize(&account.data).ok());
        let Some(metadata) = metadata else { return };
        // Token Metadata used to fill texts up with zeros.
        let text = |text: String| text.trim_end_matches('\0').to_owned();
        self.name = text(metadata.name);
        self.symbol = text(metadata.symbol);
        self.uri = text(metadata.uri);
        self.seller_fee_bps = metadata.seller_fee_basis_points;
        let creators = metadata.creators.unwrap_or_default().into_iter();
        self.creators = creators
            .map(|creator| NftCreator { address: creator.address, share: creator.share, verified: creator.verified })
            .collect();
        let collection = metadata.collection;
        self.collection =
            collection.map(|collection| NftCollection { key: collection.key, verified: collection.verified });
    }

    /// Fills in what its mint, of Token-2022, says about it.
    fn describe_token_2022(&mut self, accounts: &Accounts) {
        let Some(account) = accounts.get(&self.mint) else { return };
        let Some((_, extensions)) = split(&account.data, MINT_BYTES, Kind::Mint) else { return };
        for Extension { number, value } in extensions.flatten() {
            match number {
                number::TOKEN_METADATA => {
                    let Some(metadata) = MintMetadata::read(value) else { continue };
                    let text = |text: &[u8]| String::from_utf8_lossy(text).into_owned();
                    self.name = text(metadata.name);
                    self.symbol = text(metadata.symbol);
                    self.uri = text(metadata.uri);
                    let MintRoyalty { bps, creators } = MintRoyalty::read(&metadata).unwrap_or_default();
                    self.seller_fee_bps = bps;
                    let creators = creators.into_iter().flatten();
                    self.creators = creators
                        .map(|creator| NftCreator { address: creator.address, share: creator.share, verified: false })
                        .collect();
                }
                number::TOKEN_GROUP_MEMBER => {
                    self.collection = group(value).map(|key| NftCollection { key, verified: true });
                }
                _ => (),
            }
        }
    }

    /// How it moves, which instruction builders ask for; `None` where it cannot be deposited.
    #[must_use]
    pub fn kind(&self) -> Option<NftKind> {
        self.deposit.ok().map(|standard| NftKind::of(standard, self.rule_set))
    }

    /// Its royalty weight: basis points times per cent of its verified creators.
    #[must_use]
    pub fn royalty_weight(&self) -> u32 {
        self.royalties.iter().map(|royalty| royalty.weight).sum()
    }
}

/// What the program checks of the token account that the NFT is in, in its order.
fn check_source(accounts: &Accounts, view: &NftView, standard: Standard) -> Result<(), Option<MosaicError>> {
    let NftView { mint, owner, token, .. } = view;
    let way = standard.way();
    let token_program = NftKind::of(standard, None).token_program();
    let programmable = way == Way::Programmable;
    accounts.inspect(token, |source| check_nft_source(source, owner, mint, &token_program, programmable))?;
    match way {
        Way::Plain => Ok(()),
        Way::Programmable => accounts.inspect(&pda::token_record(mint, token), check_unlocked),
        Way::Token2022 => accounts.inspect(token, token_2022::check_unguarded),
    }
}

/// The rule set that the metadata of an NFT names.
pub(crate) fn rule_set(accounts: &Accounts, mint: &Pubkey) -> Option<Pubkey> {
    let metadata = accounts.get(&pda::metadata(mint)).filter(|account| account.owner == TOKEN_METADATA_ID)?;
    match Metadata::safe_deserialize(&metadata.data).ok()?.programmable_config? {
        ProgrammableConfig::V1 { rule_set } => rule_set,
    }
}
