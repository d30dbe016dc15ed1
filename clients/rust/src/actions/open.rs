//! Opening a vault.

use std::collections::BTreeSet;

use anchor_lang::prelude::Pubkey;
use mosaic::constants::{MAX_NAME_BYTES, MAX_SYMBOL_BYTES, MAX_URI_BYTES};
use mosaic_core::{Status, Terms, terms::MAX_ASSETS};

use crate::{
    actions::{Action, tokens::create_associated_token},
    error::{ActionError, ClientError},
    instructions::{Activate, CreateVault, CreateVaultArgs, DepositNft, DescribeFraction, DescribeFractionArgs},
    pda,
    quotes::{self, OpenQuote, Opening},
    reader::{ACCOUNTS_AT_ONCE, AccountReader, Accounts, RENT_SYSVAR_ID},
    state::{Asset, Vault},
    views::NftView,
};

/// An NFT of the creator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeldNft {
    /// Its mint.
    pub mint: Pubkey,
    /// The creator's token account with it; `None`: the associated one, of the token program that its mint is of.
    pub token: Option<Pubkey>,
}

impl From<Pubkey> for HeldNft {
    fn from(mint: Pubkey) -> Self {
        Self { mint, token: None }
    }
}

/// A vault to be opened.
#[derive(Clone, Debug)]
pub struct OpenVault {
    /// Who opens it: owns the NFTs, pays, signs, gets all fractions.
    pub creator: Pubkey,
    /// The creator's number for it, used once for ever; see [`free_vault_id`].
    pub id: u64,
    /// Mint of all prices and payments.
    pub quote_mint: Pubkey,
    /// Fractions to be minted, in raw units.
    pub supply: u64,
    /// Decimals of the fraction mint, 0 to 9.
    pub decimals: u8,
    /// Opening price and terms.
    pub terms: Terms,
    /// 1 to 16 NFTs.
    pub nfts: Vec<HeldNft>,
    /// Name, symbol and URI of the fraction; `None` leaves it without.
    pub description: Option<DescribeFractionArgs>,
}

impl OpenVault {
    fn check(&self) -> Result<(), ClientError> {
        let different: BTreeSet<_> = self.nfts.iter().map(|nft| nft.mint).collect();
        let given = self.nfts.len();
        if given == 0 || given > usize::from(MAX_ASSETS) || different.len() < given {
            return Err(ClientError::WrongNumberOfNfts { given });
        }
        let Some(DescribeFractionArgs { name, symbol, uri }) = &self.description else { return Ok(()) };
        let texts = [("name", name, MAX_NAME_BYTES), ("symbol", symbol, MAX_SYMBOL_BYTES), ("URI", uri, MAX_URI_BYTES)];
        match texts.into_iter().find(|(_, text, most)| text.len() > *most) {
            Some((field, text, most)) => Err(ClientError::TextTooLong { field, bytes: text.len(), most }),
            None => Ok(()),
        }
    }

    fn args(&self) -> CreateVaultArgs {
        CreateVaultArgs::new(self.id, self.supply, self.decimals, &self.terms)
    }

    /// Whether that vault is what an earlier, unfinished opening with the same terms left.
    fn is_continued_by(&self, vault: &Vault) -> bool {
        vault.status == Status::Draft as u8
            && vault.quote_mint == self.quote_mint
            && (vault.minted, vault.decimals) == (self.supply, self.decimals)
            && vault.terms() == self.terms
    }
}

/// Opens a vault: creates it, deposits the NFTs, each by the rules of its standard, describes the fraction and
/// activates. NFTs of several standards may go into one vault.
///
/// One NFT fits one transaction. Where an earlier opening with the same id and terms stopped half-way, its draft is
/// completed.
///
/// # Errors
/// [`ClientError::Nft`] says why an NFT cannot be deposited; [`ClientError::WrongNumberOfNfts`],
/// [`ClientError::TextTooLong`], [`ClientError::QuoteMintNotClassic`], [`ClientError::VaultIdUsed`],
/// [`ClientError::Rule`] refuse what the program would; [`ActionError::Read`].
pub async fn open_vault<R: AccountReader>(
    reader: &R,
    opening: &OpenVault,
) -> Result<Action<OpenQuote>, ActionError<R::Error>> {
    opening.check()?;
    let vault = pda::vault(&opening.creator, opening.id);
    let fraction_mint = pda::fraction_mint(&vault);
    let fraction_account = pda::associated_token(&opening.creator, &fraction_mint);
    let mut addresses = vec![vault, fraction_mint, fraction_account, opening.quote_mint, RENT_SYSVAR_ID];
    for nft in &opening.nfts {
        addresses.push(pda::asset(&vault, &nft.mint));
        addresses.extend(NftView::addresses(&nft.mint, &opening.creator, nft.token.as_ref()));
    }
    let accounts = Accounts::read(reader, &addresses).await?;
    Ok(assemble(&accounts, opening, &vault, &fraction_account)?)
}

fn assemble(
    accounts: &Accounts,
    opening: &OpenVault,
    vault: &Pubkey,
    fraction_account: &Pubkey,
) -> Result<Action<OpenQuote>, ClientError> {
    let OpenVault { creator, id, quote_mint, .. } = *opening;
    if accounts.mint(&quote_mint).is_none() {
        return Err(ClientError::QuoteMintNotClassic { mint: quote_mint });
    }
    let draft: Option<Vault> = accounts.program_account(vault)?;
    let used = match &draft {
        Some(draft) => !opening.is_continued_by(draft),
        None => accounts.mint(&pda::fraction_mint(vault)).is_some(),
    };
    if used {
        return Err(ClientError::VaultIdUsed { id });
    }
    let nfts = missing_nfts(accounts, opening, vault)?;
    let present = draft.map_or(0, |draft| usize::from(draft.assets));
    if present + nfts.len() > opening.nfts.len() {
        return Err(ClientError::VaultIdUsed { id });
    }
    let description = opening.description.clone().filter(|_| draft.is_none_or(|draft| draft.described == 0));
    let has_fraction_account = accounts.token(fraction_account).is_some();
    let quote = quotes::open(
        &Opening {
            creator,
            id,
            supply: opening.supply,
            decimals: opening.decimals,
            terms: &opening.terms,
            nfts: &nfts,
            describe: description.is_some(),
            draft: draft.as_ref(),
            has_fraction_account,
        },
        &accounts.rent()?,
    )?;

    let mut instructions = Vec::new();
    if draft.is_none() {
        instructions.push(CreateVault { creator, quote_mint, args: opening.args() }.instruction());
    }
    for nft in &nfts {
        let deposit = |kind| DepositNft { creator, vault: *vault, nft_mint: nft.mint, source: nft.token, kind };
        // Those that cannot be deposited were refused above.
        instructions.extend(nft.kind().map(|kind| deposit(kind).instruction()));
    }
    instructions.extend(description.map(|args| DescribeFraction { creator, vault: *vault, args }.instruction()));
    if !has_fraction_account {
        instructions.push(create_associated_token(&creator, &creator, &quote.fraction_mint));
    }
    instructions.push(Activate { creator, vault: *vault, destination: *fraction_account }.instruction());
    Ok(Action::new(instructions, quote))
}

/// The NFTs that are not in the vault yet, each fit for it.
fn missing_nfts(accounts: &Accounts, opening: &OpenVault, vault: &Pubkey) -> Result<Vec<NftView>, ClientError> {
    let mut missing = Vec::new();
    for nft in &opening.nfts {
        if accounts.program_account::<Asset>(&pda::asset(vault, &nft.mint))?.is_some() {
            continue;
        }
        let view = NftView::of(accounts, &nft.mint, &opening.creator, nft.token.as_ref());
        if let Err(refusal) = view.deposit {
            return Err(ClientError::Nft { mint: nft.mint, refusal });
        }
        missing.push(view);
    }
    Ok(missing)
}

/// The least id of a vault that a creator has never used.
///
/// # Errors
/// [`ActionError::Read`]
pub async fn free_vault_id<R: AccountReader>(reader: &R, creator: &Pubkey) -> Result<u64, ActionError<R::Error>> {
    let mut first = 0;
    loop {
        // A fraction mint is never closed: where it is, the id was used.
        let ids = first..first + ACCOUNTS_AT_ONCE as u64;
        let mints: Vec<_> = ids.clone().map(|id| pda::fraction_mint(&pda::vault(creator, id))).collect();
        let accounts = Accounts::read(reader, &mints).await?;
        let mut free = ids.zip(&mints).filter(|(_, mint)| accounts.mint(mint).is_none());
        if let Some((id, _)) = free.next() {
            return Ok(id);
        }
        first += ACCOUNTS_AT_ONCE as u64;
    }
}
