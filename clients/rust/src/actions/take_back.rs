//! Taking a vault's NFTs back: as the holder of every fraction, or as the creator of a draft.

use anchor_lang::{
    prelude::{Pubkey, Rent},
    solana_program::instruction::Instruction,
};
use mosaic_core::Status;

use crate::{
    actions::{
        Action,
        close::{auction_lamports, close_vault},
        close_offering,
        close_staking::Closing,
        close_votes::{CloseVotes, Records},
        tokens::create_associated_token_of,
    },
    error::{ActionError, ClientError},
    instructions::{Cancel, ClaimAsset, NftKind, Reclaim},
    pda,
    quotes::{AccountKind, NewAccount, ReturnQuote},
    reader::{AccountReader, Accounts, RENT_SYSVAR_ID},
    views::{AssetView, VaultView},
};

/// Burns the whole supply, takes these NFTs of the vault and, once all are out, closes it: income that nobody was left
/// to earn goes to the holder too. As long as somebody has not claimed income or a purchase, or taken an
/// offer back, or there are votes that are not the holder's nor of a proposer, the vault stays open; [`close`](super::close()) closes it then.
///
/// Where an earlier call stopped half-way, it goes on.
///
/// # Errors
/// [`ClientError::WrongStatus`], [`ClientError::NotTheWholeSupply`], [`ClientError::NothingOwed`],
/// [`ClientError::Frozen`], [`ClientError::NoVault`]; [`ActionError::Read`].
pub async fn reclaim<R: AccountReader>(
    reader: &R,
    vault: &Pubkey,
    holder: &Pubkey,
    nft_mints: &[Pubkey],
) -> Result<Action<ReturnQuote>, ActionError<R::Error>> {
    let fraction_source = pda::associated_token(holder, &pda::fraction_mint(vault));
    let (view, mut accounts) = read_with_nfts(reader, vault, holder, nft_mints, &[fraction_source]).await?;
    Closing { view: &view, payer: *holder, recipient: *holder }.read(reader, &mut accounts).await?;
    let records = Records::read(reader, &view, &mut accounts, &CloseVotes::new(*vault, *holder)).await?;
    let mut quote = ReturnQuote::default();
    let mut instructions = Vec::new();
    if view.status.allows_reclaim() {
        let held = accounts.token(&fraction_source).map_or(0, |token| token.amount);
        if held == 0 || held != view.supply {
            return Err(ClientError::NotTheWholeSupply { supply: view.supply, held }.into());
        }
        quote.burned = held;
        instructions.push(Reclaim { holder: *holder, vault: *vault, fraction_source }.instruction());
    } else if view.status != Status::Reclaimed || view.vault.recipient != *holder {
        return Err(ClientError::WrongStatus { status: view.status }.into());
    }
    Ok(take_back(&view, &accounts, &records, holder, nft_mints, instructions, quote)?)
}

/// Gives a draft up: its creator takes these NFTs back and, once all are out, the vault is closed.
///
/// Where an earlier call stopped half-way, it goes on.
///
/// # Errors
/// [`ClientError::WrongStatus`], [`ClientError::NothingOwed`], [`ClientError::NoVault`]; [`ActionError::Read`].
pub async fn cancel<R: AccountReader>(
    reader: &R,
    vault: &Pubkey,
    nft_mints: &[Pubkey],
) -> Result<Action<ReturnQuote>, ActionError<R::Error>> {
    let view = VaultView::read(reader, vault).await?;
    let creator = view.vault.creator;
    let (view, mut accounts) = read_with_nfts(reader, vault, &creator, nft_mints, &[]).await?;
    Closing { view: &view, payer: creator, recipient: creator }.read(reader, &mut accounts).await?;
    let mut instructions = Vec::new();
    if view.status.is_being_filled() {
        instructions.push(Cancel { creator, vault: *vault }.instruction());
    } else if view.status != Status::Reclaimed || view.vault.recipient != creator {
        return Err(ClientError::WrongStatus { status: view.status }.into());
    }
    let records = Records::default();
    Ok(take_back(&view, &accounts, &records, &creator, nft_mints, instructions, ReturnQuote::default())?)
}

fn take_back(
    view: &VaultView,
    accounts: &Accounts,
    records: &Records,
    recipient: &Pubkey,
    nft_mints: &[Pubkey],
    mut instructions: Vec<Instruction>,
    mut quote: ReturnQuote,
) -> Result<Action<ReturnQuote>, ClientError> {
    let rent = accounts.rent()?;
    for nft_mint in nft_mints {
        let Some(asset) = AssetView::of(view, accounts, nft_mint)? else { continue };
        claim_asset(view, accounts, &asset, recipient, &rent, &mut instructions, &mut quote.accounts);
        quote.returned += accounts.lamports(&asset.address) + accounts.lamports(&asset.asset.custody);
        quote.assets.push(*nft_mint);
    }
    let owing_stakes = view.pool.as_ref().is_some_and(|pool| pool.stakes > 0);
    let open_bids = view.auction.as_ref().is_some_and(|auction| auction.open_bids > 0);
    let mut closing_votes = Vec::new();
    let votes = records.close_all(view, recipient, &mut closing_votes);
    let all_out = usize::from(view.vault.assets_open) == quote.assets.len();
    let (mut closing_offerings, mut made) = (Vec::new(), Vec::new());
    let (offerings, left) = close_offering::close_all(view, accounts, recipient, &mut closing_offerings, &mut made)?;
    quote.closes = all_out && !owing_stakes && !open_bids && votes.left == 0 && left == 0;
    if quote.closes {
        instructions.extend(closing_offerings);
        quote.accounts.extend(made);
        quote.offerings = offerings;
        let closing = Closing { view, payer: *recipient, recipient: *recipient };
        instructions.extend(closing_votes);
        quote.votes = votes;
        quote.staking = closing.instructions(accounts, &mut instructions, &mut quote.accounts)?;
        quote.returned += accounts.lamports(&view.address);
        quote.to_opener = auction_lamports(view, accounts);
        instructions.extend(close_vault(&closing, accounts, &mut quote.accounts)?);
    }
    if instructions.is_empty() {
        return Err(ClientError::NothingOwed { vault: view.address, wallet: *recipient });
    }
    Ok(Action::new(instructions, quote))
}

/// Reads a vault with some of its NFTs, and what sending them to `recipient` takes.
pub(super) async fn read_with_nfts<R: AccountReader>(
    reader: &R,
    vault: &Pubkey,
    recipient: &Pubkey,
    nft_mints: &[Pubkey],
    others: &[Pubkey],
) -> Result<(VaultView, Accounts), ActionError<R::Error>> {
    let mut addresses = vec![RENT_SYSVAR_ID];
    addresses.extend(others);
    for mint in nft_mints {
        addresses.extend([pda::asset(vault, mint), pda::metadata(mint), pda::associated_token(recipient, mint)]);
        addresses.push(NftKind::Token2022.associated_token(recipient, mint));
        addresses.extend([pda::custody(vault, mint), pda::associated_token(vault, mint)]);
    }
    let (view, accounts) = VaultView::read_with(reader, vault, &addresses).await?;
    Ok((view, accounts))
}

/// Sends an NFT from custody to the associated token account of `recipient`, who signs and pays.
pub(super) fn claim_asset(
    view: &VaultView,
    accounts: &Accounts,
    asset: &AssetView,
    recipient: &Pubkey,
    rent: &Rent,
    instructions: &mut Vec<Instruction>,
    made: &mut Vec<NewAccount>,
) {
    let nft_mint = asset.asset.nft_mint;
    let kind = NftKind::of(asset.standard, crate::views::rule_set(accounts, &nft_mint));
    let (destination, token_program) = (kind.associated_token(recipient, &nft_mint), kind.token_program());
    if !accounts.has_token(&destination, &token_program) {
        let account =
            if kind == NftKind::Token2022 { AccountKind::Token2022Account } else { AccountKind::TokenAccount };
        made.push(NewAccount::new(account, destination, rent));
        // Token Metadata makes it itself.
        if !matches!(kind, NftKind::Programmable { .. }) {
            instructions.push(create_associated_token_of(recipient, recipient, &nft_mint, &token_program));
        }
    }
    let claim = ClaimAsset {
        payer: *recipient,
        vault: view.address,
        creator: view.vault.creator,
        recipient: *recipient,
        signed: true,
        nft_mint,
        destination,
        kind,
    };
    instructions.push(claim.instruction());
}
