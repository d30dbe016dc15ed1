//! What the program notices of its own numbers and balances, put wrong past all of its rules.

use {
    crate::scene::{Cast, Lot, Stage, checked_bank},
    anchor_lang::prelude::Pubkey,
    mosaic_client::{
        MosaicError::{
            self, AuctionInvariantBroken, CashEscrowShort, FractionEscrowShort, LedgerMismatch, NotTheLeadingBid,
            VaultInvariantBroken,
        },
        instructions::Settle,
        pda,
        state::{AccountType, Auction, Vault, decode},
    },
    mosaic_harness::Bank,
};

/// Where a token account keeps its amount.
const AMOUNT: std::ops::Range<usize> = 64..72;

/// Changes the account at an address, tries, and puts it back.
async fn with_bytes(
    bank: &mut Bank,
    address: Pubkey,
    change: impl FnOnce(&mut Vec<u8>),
    lot: &Lot<'_>,
    attempt: Attempt,
) {
    let sound = bank.account(&address).await.expect("it exists");
    let mut broken = sound.clone();
    change(&mut broken.data);
    bank.set_account(address, broken);
    let instruction = match attempt.call {
        Call::Settle => lot.settle().instruction(),
        Call::Withdraw => lot.withdraw(&lot.cast.opener).instruction(),
    };
    lot.refuses(bank, &instruction, attempt.error).await;
    bank.set_account(address, sound);
}

async fn with<T: AccountType>(
    bank: &mut Bank,
    address: Pubkey,
    change: impl FnOnce(&mut T),
    lot: &Lot<'_>,
    attempt: Attempt,
) {
    let change = |data: &mut Vec<u8>| {
        let mut content: T = decode(data).expect("of that type");
        change(&mut content);
        *data = [T::DISCRIMINATOR, bytemuck::bytes_of(&content)].concat();
    };
    with_bytes(bank, address, change, lot, attempt).await;
}

struct Attempt {
    call: Call,
    error: MosaicError,
}

enum Call {
    Settle,
    Withdraw,
}

fn settle(error: MosaicError) -> Attempt {
    Attempt { call: Call::Settle, error }
}

fn withdraw(error: MosaicError) -> Attempt {
    Attempt { call: Call::Withdraw, error }
}

fn one_less(data: &mut [u8]) {
    let amount = u64::from_le_bytes(data[AMOUNT].try_into().expect("eight bytes"));
    data[AMOUNT].copy_from_slice(&(amount - 1).to_le_bytes());
}

#[tokio::test]
async fn only_the_leading_bid_is_settled() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Ended).await;
    let outbid = Settle { vault: lot.vault, leader: cast.opener.pubkey() };
    lot.refuses(&bank, &outbid.instruction(), NotTheLeadingBid).await;
    lot.must(&mut bank, &[lot.settle().instruction()]).await;
}

#[tokio::test]
async fn inv_03_inv_04_an_escrow_that_holds_less_than_is_owed_stops_the_program() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Ended).await;
    let (cash, fractions) = (pda::cash_escrow(&lot.vault), pda::fraction_escrow(&lot.vault));
    with_bytes(&mut bank, cash, |data| one_less(data), &lot, settle(CashEscrowShort)).await;
    with_bytes(&mut bank, cash, |data| one_less(data), &lot, withdraw(CashEscrowShort)).await;
    with_bytes(&mut bank, fractions, |data| one_less(data), &lot, settle(FractionEscrowShort)).await;
    with_bytes(&mut bank, fractions, |data| one_less(data), &lot, withdraw(FractionEscrowShort)).await;
    lot.must(&mut bank, &[lot.settle().instruction()]).await;
}

#[tokio::test]
async fn inv_03_numbers_of_an_auction_that_contradict_each_other_stop_the_program() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Ended).await;
    let auction = pda::auction(&lot.vault);
    for attempt in [settle, withdraw] {
        with::<Auction>(&mut bank, auction, |auction| auction.cash -= 1, &lot, attempt(LedgerMismatch)).await;
        with::<Auction>(&mut bank, auction, |auction| auction.bids_cash += 1, &lot, attempt(LedgerMismatch)).await;
        let dear = |auction: &mut Auction| auction.reserve = auction.price + 1;
        with::<Auction>(&mut bank, auction, dear, &lot, attempt(AuctionInvariantBroken)).await;
    }
    lot.must(&mut bank, &[lot.settle().instruction()]).await;
}

#[tokio::test]
async fn inv_01_inv_11_numbers_of_a_vault_that_contradict_each_other_stop_the_program() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Ended).await;
    let vault = lot.vault;
    let changes: [fn(&mut Vault); 5] = [
        |vault| vault.status = 5,
        |vault| vault.assets_held = 0,
        |vault| vault.assets_open = 0,
        |vault| vault.assets = 17,
        |vault| vault.recipient = vault.creator,
    ];
    for change in changes {
        with(&mut bank, vault, change, &lot, withdraw(VaultInvariantBroken)).await;
    }
    lot.must(&mut bank, &[lot.settle().instruction()]).await;
}
