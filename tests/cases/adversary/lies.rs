//! The programs that vaults trust with every move, lying: each lie has a name, and nothing comes of it.
//!
//! The lives of these vaults begin with the honest programs; then all accounts are put into another bank, where the adversary runs in
//! the place of one of those programs. It is honest where it has no lie, so that every refusal here is of the lie.

use {
    crate::FORTNIGHT,
    anchor_lang::{prelude::Pubkey, solana_program::instruction::Instruction},
    anchor_spl::{metadata::mpl_token_metadata, token, token_2022},
    mosaic_client::{
        MosaicError::{self, *},
        PROGRAM_ID, pda,
    },
    mosaic_harness::{
        Actor, Bank, Nft, Stage, Standard, VaultCookie, VaultSpec, World,
        adversary::lies::{CALLS_BACK, KEEPS, LIE_OF_ACCOUNT, LIE_OF_MINT, LOSES, MINT_BYTES, MOSAIC, RULES_ON, SHORT},
        assert_fails,
        nft::compute_unit_limit,
        world::{COMPUTE_UNITS, ending, logs_events, poster_license},
    },
    solana_account::Account,
    solana_keypair::Keypair,
    solana_signer::Signer,
};

const MOVES: &[u8] = &[KEEPS, LOSES, KEEPS | LOSES, SHORT];
/// What leaves without arriving: of an NFT there is never more than the one that is to arrive.
const ARRIVALS: &[u8] = &[LOSES, KEEPS | LOSES, SHORT];
/// What does not burn.
const BURNS: &[u8] = &[LOSES, KEEPS | LOSES, SHORT];
/// What is minted otherwise.
const MINTS: &[u8] = &[KEEPS, LOSES, KEEPS | LOSES, SHORT, RULES_ON];

/// An instruction and the lies about one of its moves.
struct Told {
    instruction: Instruction,
    /// Account or mint that is told to give.
    at: Pubkey,
    lies: &'static [u8],
    error: MosaicError,
}

fn told(instruction: Instruction, at: Pubkey, lies: &'static [u8], error: MosaicError) -> Told {
    Told { instruction, at, lies, error }
}

/// A bank with the accounts and the time of a world, where the adversary runs at that address.
async fn lying(world: &World, program: Pubkey) -> Bank {
    let mut bank = Bank::options().adversary(program).start().await.unwrap();
    bank.set_clock(world.bank.now().await).await;
    for address in world.bank.known_accounts() {
        let account = world.bank.account(address).await.filter(|account| !account.executable);
        // The other bank has its own sysvars.
        let account = account
            .filter(|account| account.owner != Pubkey::from_str_const("Sysvar1111111111111111111111111111111111111"));
        if let Some(account) = account {
            bank.set_account(*address, account);
        }
    }
    bank
}

async fn accounts(bank: &Bank, instruction: &Instruction) -> Vec<Option<Account>> {
    let mut accounts = Vec::new();
    for meta in instruction.accounts.iter().filter(|meta| meta.pubkey != bank.payer().pubkey()) {
        accounts.push(bank.account(&meta.pubkey).await);
    }
    accounts
}

async fn set_lie(bank: &mut Bank, at: &Pubkey, lie: u8) {
    let mut account = bank.account(at).await.expect("it is told to give");
    let place = if account.data.len() == MINT_BYTES { LIE_OF_MINT } else { LIE_OF_ACCOUNT };
    account.data[place] = lie;
    bank.set_account(*at, account);
}

/// Tries every lie; each time the program names it and nothing has changed. Without a lie it goes through.
async fn check(bank: &mut Bank, signers: &[&Actor], all: Vec<Told>) {
    let keys: Vec<&Keypair> = signers.iter().map(|actor| &actor.keypair).collect();
    for Told { instruction, at, lies, error } in all {
        let sent = [compute_unit_limit(COMPUTE_UNITS), instruction];
        for lie in lies {
            set_lie(bank, &at, *lie).await;
            let before = accounts(bank, &sent[1]).await;
            assert_fails(bank.send(&sent, &keys).await, &error.name());
            assert_eq!(accounts(bank, &sent[1]).await, before, "lie {lie} has moved something");
        }
        set_lie(bank, &at, 0).await;
        bank.simulate(&sent, &keys).await.unwrap_or_else(|failure| panic!("without a lie: {failure}"));
    }
}

async fn people(world: &mut World) -> [Actor; 5] {
    [
        world.actor("Ana").await,
        world.actor("Ben").await,
        world.actor("Cleo").await,
        world.actor("Dan").await,
        world.actor("creator").await,
    ]
}

#[tokio::test]
async fn t39_lies_about_bids_and_offers() {
    let mut world = World::with_adversary().await;
    let vault = world.at(Stage::Auction).await;
    let [ana, ben, cleo, dan, _] = people(&mut world).await;
    let (escrow, fractions) = (pda::cash_escrow(&vault.address), pda::fraction_escrow(&vault.address));
    world.bid(&vault, &ana, 1_200_000_000, 0).await.unwrap();
    let bid = |bidder: &Actor, price, fractions| vault.place_bid(&bidder.pubkey(), price, fractions).instruction();
    let back = |bidder: &Actor| vault.withdraw_bid(&bidder.pubkey()).instruction();
    let all = vec![
        told(bid(&ben, 1_300_000_000, 0), vault.cash_account(&ben.pubkey()), MOVES, CashMoveMismatch),
        told(bid(&ben, 1_300_000_000, 500), vault.fraction_account(&ben.pubkey()), MOVES, FractionMoveMismatch),
        // More fractions for less cash, fewer for more.
        told(bid(&ana, 1_300_000_000, 4_000_000_000), escrow, MOVES, CashMoveMismatch),
        told(bid(&cleo, 1_300_000_000, 500_000_000), fractions, MOVES, FractionMoveMismatch),
        told(back(&dan), escrow, MOVES, CashMoveMismatch),
        told(back(&cleo), escrow, MOVES, CashMoveMismatch),
        told(back(&cleo), fractions, MOVES, FractionMoveMismatch),
    ];
    let mut bank = lying(&world, token::ID).await;
    check(&mut bank, &[&ana, &ben, &cleo], all).await;

    // Offers: the first one makes the escrows it pays into; then it is withdrawn.
    let mut world = World::with_adversary().await;
    let vault = world.at(Stage::Active).await;
    let [ana, ..] = world.spread(&vault).await;
    let first = vault.place_bid(&ana.pubkey(), 600_000_000, 1_000).offer();
    let all = vec![
        told(first.clone(), vault.cash_account(&ana.pubkey()), MOVES, CashMoveMismatch),
        told(first.clone(), vault.fraction_account(&ana.pubkey()), MOVES, FractionMoveMismatch),
    ];
    check(&mut lying(&world, token::ID).await, &[&ana], all).await;
    world.send(&[first], &[&ana]).await.unwrap();
    world.bank.advance(FORTNIGHT).await;
    let mut withdraw = vault.withdraw_bid(&ana.pubkey());
    withdraw.signed = true;
    let all = vec![
        told(withdraw.offer(), escrow_of(&vault), MOVES, CashMoveMismatch),
        told(withdraw.offer(), pda::fraction_escrow(&vault.address), MOVES, FractionMoveMismatch),
    ];
    check(&mut lying(&world, token::ID).await, &[&ana], all).await;
}

fn escrow_of(vault: &VaultCookie) -> Pubkey {
    pda::cash_escrow(&vault.address)
}

#[tokio::test]
async fn t39_lies_about_stakes_income_and_licences() {
    let mut world = World::with_adversary().await;
    let vault = world.at(Stage::Active).await;
    let [ana, ben, _] = world.spread(&vault).await;
    let (mint, dan) = (world.quote_mint, world.actor("Dan").await);
    world.stake(&vault, &ana, 3_000_000_000).await.unwrap();
    world.add_income_mint(&vault, &mint).await.unwrap();
    world.deposit_income(&vault, &ben, &mint, 604_800_000).await.unwrap();
    let action = poster_license(&dan.pubkey(), 1_000_000, 30 * 86_400, false);
    world.propose(&vault, &ana, action).await.unwrap();
    world.vote(&vault, &ana, 0, true).await.unwrap();
    let executable_at = world.proposal(&vault, 0).await.executable_at;
    world.bank.set_clock(executable_at).await;
    world.execute(&vault, 0).await.unwrap();
    let (of_ana, income) = (vault.fraction_account(&ana.pubkey()), pda::income_account(&vault.address, &mint));
    let staked = pda::staked_fractions(&vault.address);
    let of_dan = vault.cash_account(&dan.pubkey());
    let (deposit, take) = (vault.deposit_income(&ben.pubkey(), &mint, 5_000), vault.take_license(&dan.pubkey(), 0));
    let all = vec![
        told(vault.stake(&ana.pubkey(), 1_000).instruction(), of_ana, MOVES, FractionMoveMismatch),
        told(vault.unstake(&ana.pubkey(), 1_000).instruction(), staked, MOVES, FractionMoveMismatch),
        told(deposit.instruction(), vault.cash_account(&ben.pubkey()), MOVES, IncomeMoveMismatch),
        told(vault.claim_income(&ana.pubkey(), &mint).instruction(), income, MOVES, IncomeMoveMismatch),
        told(take.accept(), of_dan, MOVES, IncomeMoveMismatch),
    ];
    check(&mut lying(&world, token::ID).await, &[&ana, &ben, &dan], all).await;
    world.send(&[take.accept()], &[&dan]).await.unwrap();
    let all = vec![told(take.renew(), of_dan, MOVES, IncomeMoveMismatch)];
    check(&mut lying(&world, token::ID).await, &[&dan], all).await;
}

#[tokio::test]
async fn t23_t39_lies_about_the_settlement_and_what_it_owes() {
    let mut world = World::with_adversary().await;
    let vault = world.at(Stage::Ended).await;
    let [ana, ben, cleo, dan, creator] = people(&mut world).await;
    let (escrow, fractions, nft) = (escrow_of(&vault), pda::fraction_escrow(&vault.address), &vault.nfts[0]);
    let settle = vault.settle(&cleo.pubkey()).instruction();
    let mut bank = lying(&world, token::ID).await;
    check(&mut bank, &[], vec![told(settle, fractions, BURNS, SupplyMismatch)]).await;

    world.settle(&vault).await.unwrap();
    let painter = world.actor("painter").await;
    world.bank.create_ata(&cleo.pubkey(), &nft.mint).await;
    let redeem = vault.redeem(&ana.pubkey(), 1_000_000).instruction();
    let all = vec![
        told(redeem.clone(), vault.fraction_account(&ana.pubkey()), BURNS, SupplyMismatch),
        told(redeem, escrow, MOVES, CashMoveMismatch),
        told(vault.claim_royalty(nft, &painter.pubkey()).instruction(), escrow, MOVES, CashMoveMismatch),
        told(vault.claim_curator_fee().instruction(), escrow, MOVES, CashMoveMismatch),
        told(vault.claim_asset(nft, &cleo.pubkey()).instruction(), vault.custody(nft), ARRIVALS, AssetMoveMismatch),
    ];
    check(&mut lying(&world, token::ID).await, &[&ana], all).await;

    // What is left when everybody is paid: two gifts.
    world.transfer(&vault.cash_account(&ben.pubkey()), &escrow, &ben, 1_000).await;
    world.transfer(&vault.fraction_account(&ben.pubkey()), &fractions, &ben, 100).await;
    ending::pay_out(&mut world, &vault, &[&cleo, &dan], &[&ana, &ben, &creator]).await;
    let close = vault.close_vault(Some(dan.pubkey())).instruction();
    let all = vec![told(close.clone(), escrow, MOVES, CashMoveMismatch), told(close, fractions, BURNS, SupplyMismatch)];
    check(&mut lying(&world, token::ID).await, &[], all).await;
}

#[tokio::test]
async fn t15_t39_lies_about_the_beginning_and_the_way_back() {
    let mut world = World::with_adversary().await;
    let vault = world.prepare(VaultSpec::default()).await;
    let (creator, nft) = (vault.creator.clone(), &vault.nfts[0]);
    world.create_vault(&vault).await.unwrap();
    let all = vec![told(vault.deposit_nft(nft).instruction(), nft.token, ARRIVALS, AssetMoveMismatch)];
    check(&mut lying(&world, token::ID).await, &[&creator], all).await;
    world.deposit(&vault, nft).await.unwrap();
    world.bank.create_ata(&creator.pubkey(), &vault.fraction_mint).await;
    let activate = vault.activate().instruction();
    let all = vec![told(activate, vault.fraction_mint, MINTS, SupplyMismatch)];
    check(&mut lying(&world, token::ID).await, &[&creator], all).await;

    world.activate(&vault).await.unwrap();
    let (mint, ben) = (world.quote_mint, world.actor("Ben").await);
    world.send(&[vault.open_staking().instruction()], &[]).await.unwrap();
    world.add_income_mint(&vault, &mint).await.unwrap();
    world.deposit_income(&vault, &ben, &mint, 604_800_000).await.unwrap();
    let of_creator = vault.fraction_account(&creator.pubkey());
    let all = vec![told(vault.reclaim(&creator.pubkey()).instruction(), of_creator, BURNS, SupplyMismatch)];
    check(&mut lying(&world, token::ID).await, &[&creator], all).await;
    // Of the income nobody earned a part, and a gift is with it: both go in one instruction.
    world.reclaim(&vault, &creator).await.unwrap();
    let account = pda::income_account(&vault.address, &mint);
    world.transfer(&vault.cash_account(&ben.pubkey()), &account, &ben, 1_000).await;
    let close = vault.close_income(&mint, &creator.pubkey(), false).instruction();
    let all = vec![told(close, account, MOVES, IncomeMoveMismatch)];
    check(&mut lying(&world, token::ID).await, &[], all).await;
}

/// A vault in Draft that has not taken its NFT yet.
async fn draft_of(standard: Standard) -> (World, VaultCookie, Nft) {
    let mut world = World::with_adversary().await;
    let nfts = vec![VaultSpec::artwork(standard)];
    let vault = world.prepare(VaultSpec { nfts, ..VaultSpec::default() }).await;
    world.create_vault(&vault).await.unwrap();
    let nft = vault.nfts[0].clone();
    (world, vault, nft)
}

#[tokio::test]
async fn t39_lies_of_token_2022_about_nfts() {
    let (mut world, vault, nft) = draft_of(Standard::Token2022).await;
    let creator = vault.creator.clone();
    let all = vec![told(vault.deposit_nft(&nft).instruction(), nft.token, ARRIVALS, AssetMoveMismatch)];
    check(&mut lying(&world, token_2022::ID).await, &[&creator], all).await;
    world.deposit(&vault, &nft).await.unwrap();
    world.cancel(&vault).await.unwrap();
    let claim = vault.claim_asset(&nft, &creator.pubkey()).instruction();
    let all = vec![told(claim, vault.custody(&nft), ARRIVALS, AssetMoveMismatch)];
    check(&mut lying(&world, token_2022::ID).await, &[], all).await;
}

#[tokio::test]
async fn t39_a_token_metadata_that_moves_nothing_is_noticed() {
    let (mut world, vault, nft) = draft_of(Standard::Programmable).await;
    let creator = vault.creator.clone();
    let limit = compute_unit_limit(COMPUTE_UNITS);
    let deposit = [limit.clone(), vault.deposit_nft(&nft).instruction()];
    let mut bank = lying(&world, mpl_token_metadata::ID).await;
    assert_fails(bank.send(&deposit, &[&creator.keypair]).await, "AssetMoveMismatch");
    assert!(bank.account(&pda::asset(&vault.address, &nft.mint)).await.is_none());
    world.deposit(&vault, &nft).await.unwrap();
    world.cancel(&vault).await.unwrap();
    // The recipient's account is empty, or is not there.
    let claim = [limit, vault.claim_asset(&nft, &creator.pubkey()).instruction()];
    let mut bank = lying(&world, mpl_token_metadata::ID).await;
    assert_fails(bank.send(&claim, &[]).await, "AssetMoveMismatch");
    assert_eq!(bank.token_balance(&vault.custody(&nft)).await, 1);
    assert!(bank.account(&pda::asset(&vault.address, &nft.mint)).await.is_some());
}

/// Has a program that Mosaic calls call it back, in the middle of the instruction: the runtime does not let it.
async fn check_callback(world: &World, program: Pubkey, signers: &[&Actor], all: Vec<(Instruction, Pubkey)>) {
    let keys: Vec<&Keypair> = signers.iter().map(|actor| &actor.keypair).collect();
    let mut bank = lying(world, program).await;
    for (instruction, at) in all {
        set_lie(&mut bank, &at, CALLS_BACK).await;
        let before = accounts(&bank, &instruction).await;
        let sent = [compute_unit_limit(COMPUTE_UNITS), instruction];
        let failure = bank.send(&sent, &keys).await.expect_err("called back");
        // It was not given Mosaic, and where the runtime finds it all the same (SIMD-0163), nobody calls who is being called. Natively
        // the refusal has no name.
        let names: &[_] =
            if logs_events() { &["MissingAccount", "ReentrancyNotAllowed"] } else { &["ProgramFailedToComplete"] };
        assert!(names.iter().any(|name| failure.is(name)), "{failure}");
        assert_eq!(accounts(&bank, &sent[1]).await, before);
        set_lie(&mut bank, &at, 0).await;
        // Token Metadata moves nothing here, which is noticed; the token programs are honest again.
        let honest = bank.simulate(&sent, &keys).await;
        let noticed = honest.as_ref().is_err_and(|failure| failure.is(&AssetMoveMismatch.name()));
        assert_eq!((honest.is_ok(), noticed), (program != mpl_token_metadata::ID, program == mpl_token_metadata::ID));
    }
}

#[tokio::test]
async fn t08_a_token_program_that_calls_back_is_stopped_by_the_runtime() {
    assert_eq!(MOSAIC, PROGRAM_ID);
    let mut world = World::with_adversary().await;
    let vault = world.at(Stage::Sold).await;
    let [ana, ben, cleo, dan, creator] = people(&mut world).await;
    let (escrow, nft) = (escrow_of(&vault), &vault.nfts[0]);
    let painter = world.actor("painter").await;
    world.bank.create_ata(&cleo.pubkey(), &nft.mint).await;
    let redeem = vault.redeem(&ana.pubkey(), 1_000_000).instruction();
    let moves = vec![
        // A burning and a payment; payments; an NFT that leaves.
        (redeem.clone(), vault.fraction_account(&ana.pubkey())),
        (redeem, escrow),
        (vault.withdraw_bid(&dan.pubkey()).instruction(), escrow),
        (vault.claim_royalty(nft, &painter.pubkey()).instruction(), escrow),
        (vault.claim_curator_fee().instruction(), escrow),
        (vault.claim_asset(nft, &cleo.pubkey()).instruction(), vault.custody(nft)),
    ];
    check_callback(&world, token::ID, &[&ana], moves).await;
    // The closing of an account.
    ending::pay_out(&mut world, &vault, &[&cleo, &dan], &[&ana, &ben, &creator]).await;
    let close = vault.close_vault(Some(dan.pubkey())).instruction();
    check_callback(&world, token::ID, &[], vec![(close, escrow)]).await;

    // What is paid in, and what is minted.
    let mut world = World::with_adversary().await;
    let vault = world.at(Stage::Draft).await;
    world.bank.create_ata(&creator.pubkey(), &vault.fraction_mint).await;
    let activate = vault.activate().instruction();
    check_callback(&world, token::ID, &[&creator], vec![(activate, vault.fraction_mint)]).await;
    world.activate(&vault).await.unwrap();
    let ben = world.actor("Ben").await;
    let mut bid = vault.place_bid(&ben.pubkey(), 1_000_000_000, 0);
    bid.fraction_account = None;
    let moves = vec![(bid.instruction(), vault.cash_account(&ben.pubkey()))];
    check_callback(&world, token::ID, &[&ben], moves).await;
}

#[tokio::test]
async fn t08_programs_of_nfts_that_call_back_are_stopped_by_the_runtime() {
    for (standard, program) in [(Standard::Token2022, token_2022::ID), (Standard::Programmable, mpl_token_metadata::ID)]
    {
        let (mut world, vault, nft) = draft_of(standard).await;
        let creator = vault.creator.clone();
        let deposit = vault.deposit_nft(&nft).instruction();
        check_callback(&world, program, &[&creator], vec![(deposit, nft.token)]).await;
        world.deposit(&vault, &nft).await.unwrap();
        world.cancel(&vault).await.unwrap();
        let claim = vault.claim_asset(&nft, &creator.pubkey()).instruction();
        check_callback(&world, program, &[], vec![(claim, vault.custody(&nft))]).await;
    }
}
