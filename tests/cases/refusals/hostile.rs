//! Callers who mean harm: delegates, accounts brought back to life, strangers who call for others.

use {
    crate::scene::{
        Cast, FIRST_FRACTIONS, FIRST_PRICE, HELD, LEADING_PRICE, Lot, SUPPLY, Stage, checked_bank, transfer,
    },
    anchor_lang::{
        prelude::{AccountMeta, Pubkey},
        solana_program::{instruction::Instruction, system_instruction},
    },
    anchor_spl::token::spl_token,
    mosaic_client::{
        MosaicError::*,
        PROGRAM_ID,
        instructions::{ClaimAsset, DepositNft},
        pda,
    },
    mosaic_harness::{Actor, Bank},
};

const NO_LONGER_THERE: &str = "AccountOwnedByWrongProgram";
/// More than the rent of any account of the program.
const RENT: u64 = 100_000_000;

fn approve(token: &Pubkey, owner: &Actor, delegate: &Actor) -> Instruction {
    spl_token::instruction::approve(&spl_token::ID, token, &delegate.pubkey(), &owner.pubkey(), &[], u64::MAX)
        .expect("the token program's own id")
}

/// The instruction as the thief calls it: in place of the owner, with the owner's token accounts.
fn called_by(mut instruction: Instruction, owner: &Actor, thief: &Actor) -> Instruction {
    for meta in instruction.accounts.iter_mut().filter(|meta| meta.pubkey == owner.pubkey()) {
        meta.pubkey = thief.pubkey();
    }
    instruction
}

#[tokio::test]
async fn t07_a_delegate_is_not_the_owner() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let (creator, thief) = (&cast.creator, &cast.stranger);

    let draft = Lot::at(&mut bank, &cast, 1, Stage::Created).await;
    draft.must(&mut bank, &[approve(&draft.nft.token, creator, thief)]).await;
    let thieves = Cast { creator: thief.clone(), ..cast.clone() };
    let theirs = Lot::at(&mut bank, &thieves, 1, Stage::Created).await;
    let deposit = DepositNft { creator: thief.pubkey(), vault: theirs.vault, ..draft.deposit() }.instruction();
    draft.refuses(&bank, &deposit, SourceOfAnotherOwner).await;

    let active = Lot::at(&mut bank, &cast, 2, Stage::Active).await;
    active.must(&mut bank, &[approve(&active.fractions(creator), creator, thief)]).await;
    active.refuses(&bank, &called_by(active.reclaim().instruction(), creator, thief), SourceOfAnotherOwner).await;

    let spread = Lot::at(&mut bank, &cast, 3, Stage::Spread).await;
    let opener = &cast.opener;
    spread.must(&mut bank, &[approve(&spread.fractions(opener), opener, thief)]).await;
    let mut bid = spread.bid(thief, FIRST_PRICE, FIRST_FRACTIONS);
    bid.fraction_account = Some(spread.fractions(opener));
    spread.refuses(&bank, &bid.instruction(), SourceOfAnotherOwner).await;
    spread.must(&mut bank, &[approve(&cast.cash(opener), opener, thief)]).await;
    let mut bid = spread.bid(thief, FIRST_PRICE, 0);
    bid.cash_account = cast.cash(opener);
    spread.refuses(&bank, &bid.instruction(), SourceOfAnotherOwner).await;

    let sold = Lot::at(&mut bank, &cast, 4, Stage::Sold).await;
    let holder = &cast.holder;
    sold.must(&mut bank, &[approve(&sold.fractions(holder), holder, thief)]).await;
    let mut redeem = sold.redeem(thief, HELD);
    redeem.fraction_source = sold.fractions(holder);
    sold.refuses(&bank, &redeem.instruction(), SourceOfAnotherOwner).await;
    // Nor is a delegated account taken out of its owner's hands: the owner redeems as before.
    sold.must(&mut bank, &[sold.redeem(holder, HELD).instruction()]).await;
}

/// Keeps an address alive within the transaction that closed its account.
fn revive(cast: &Cast, address: &Pubkey) -> Instruction {
    system_instruction::transfer(&cast.stranger.pubkey(), address, RENT)
}

#[tokio::test]
async fn a_closed_bid_is_not_brought_back() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Outbid).await;
    let withdraw = lot.withdraw(&cast.opener).instruction();
    let revive = revive(&cast, &pda::bid(&lot.vault, &cast.opener.pubkey()));
    lot.fails(&bank, &[withdraw.clone(), revive.clone(), withdraw.clone()], NO_LONGER_THERE.to_owned()).await;
    lot.fails(&bank, &[withdraw.clone(), withdraw.clone()], NO_LONGER_THERE.to_owned()).await;
    // What lies at the address is no bid, so a raise has to pay all of it.
    let raise = lot.bid(&cast.opener, 2 * LEADING_PRICE, 0).instruction();
    let before = bank.token_balance(&cast.cash(&cast.opener)).await;
    lot.must(&mut bank, &[withdraw, revive, raise]).await;
    let paid = before + FIRST_PRICE * (SUPPLY - FIRST_FRACTIONS) / SUPPLY - 2 * LEADING_PRICE;
    assert_eq!(bank.token_balance(&cast.cash(&cast.opener)).await, paid);
    assert_eq!(bank.token_balance(&lot.fractions(&cast.opener)).await, FIRST_FRACTIONS);
}

#[tokio::test]
async fn a_closed_asset_is_not_brought_back() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Sold).await;
    let (claim, royalty) = (lot.claim_asset().instruction(), lot.claim_royalty().instruction());
    let revive = revive(&cast, &pda::asset(&lot.vault, &lot.nft.mint));
    for last in [&claim, &royalty] {
        let both = [claim.clone(), royalty.clone(), revive.clone(), last.clone()];
        lot.fails(&bank, &both, NO_LONGER_THERE.to_owned()).await;
    }
}

#[tokio::test]
async fn a_closed_vault_is_not_brought_back() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Paid).await;
    let close = lot.close().instruction();
    let (vault, auction) = (revive(&cast, &lot.vault), revive(&cast, &pda::auction(&lot.vault)));
    let after = |last: Instruction| [close.clone(), vault.clone(), auction.clone(), last];
    lot.fails(&bank, &after(close.clone()), NO_LONGER_THERE.to_owned()).await;
    lot.fails(&bank, &after(lot.create().instruction()), VaultIdUsed.name()).await;
    lot.fails(&bank, &after(lot.first_bid().instruction()), NO_LONGER_THERE.to_owned()).await;
    lot.fails(&bank, &after(lot.deposit().instruction()), NO_LONGER_THERE.to_owned()).await;
}

#[tokio::test]
async fn a_stranger_pays_nobody_but_the_payee() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Sold).await;
    let theirs = cast.cash(&cast.stranger);
    let mut royalty = lot.claim_royalty();
    royalty.cash_destination = theirs;
    lot.refuses(&bank, &royalty.instruction(), DestinationOfAnotherOwner).await;
    let mut fee = lot.claim_curator_fee();
    fee.cash_destination = theirs;
    lot.refuses(&bank, &fee.instruction(), DestinationOfAnotherOwner).await;
    let mut withdraw = lot.withdraw(&cast.opener);
    withdraw.cash_destination = theirs;
    lot.refuses(&bank, &withdraw.instruction(), DestinationOfAnotherOwner).await;
    let stranger = cast.stranger.pubkey();
    let destination = bank.create_ata(&stranger, &lot.nft.mint).await;
    let claim = ClaimAsset { destination, ..lot.claim_asset() };
    lot.refuses(&bank, &claim.instruction(), DestinationOfAnotherOwner).await;
    let claim = ClaimAsset { recipient: stranger, destination, ..lot.claim_asset() };
    lot.refuses(&bank, &claim.instruction(), WrongRecipient).await;
}

#[tokio::test]
async fn a_payee_is_not_paid_aside_of_its_usual_account() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Sold).await;
    let aside = bank.create_token_account(&cast.artist.pubkey(), &cast.quote).await;
    let mut royalty = lot.claim_royalty();
    royalty.cash_destination = aside;
    lot.refuses(&bank, &royalty.instruction(), DestinationNotAssociated).await;
    royalty.signed = true;
    lot.must(&mut bank, &[royalty.instruction()]).await;
}

/// Calls with too few accounts, or with data that is none.
#[tokio::test]
async fn calls_without_accounts_or_data() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Outbid).await;
    let whole = lot.withdraw(&cast.opener).instruction();
    for length in 0..whole.accounts.len() {
        let mut cut = whole.clone();
        cut.accounts.truncate(length);
        lot.fails(&bank, &[cut], "AccountNotEnoughKeys".to_owned()).await;
    }
    fails_with_data(&lot, &bank, &whole.accounts, &[], "InstructionFallbackNotFound").await;
    fails_with_data(&lot, &bank, &whole.accounts, &[0xff; 8], "InstructionFallbackNotFound").await;
    let bid = lot.bid(&cast.opener, 2 * LEADING_PRICE, 0).instruction();
    let short = &bid.data[..bid.data.len() - 1];
    fails_with_data(&lot, &bank, &bid.accounts, short, "InstructionDidNotDeserialize").await;
    // Lamports and tokens that the thief sends along change nothing.
    let gift = transfer(&cast.cash(&cast.stranger), &pda::cash_escrow(&lot.vault), &cast.stranger.pubkey(), 1);
    lot.must(&mut bank, &[gift, whole]).await;
}

async fn fails_with_data(lot: &Lot<'_>, bank: &Bank, accounts: &[AccountMeta], data: &[u8], error: &str) {
    let instruction = Instruction { program_id: PROGRAM_ID, accounts: accounts.to_vec(), data: data.to_vec() };
    lot.fails(bank, &[instruction], error.to_owned()).await;
}
