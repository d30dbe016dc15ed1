//! Accounts that look like those of a vault, byte for byte, but for who owns them.

use {
    crate::{FORTNIGHT, resolve},
    anchor_lang::{
        prelude::{Pubkey, Rent},
        solana_program::{instruction::Instruction, system_instruction},
    },
    mosaic_client::{PROGRAM_ID, pda},
    mosaic_harness::{
        Actor, Stage, VaultCookie, World,
        adversary::{self, Plot},
        assert_fails,
        world::{CASH, poster_license},
    },
    solana_keypair::Keypair,
    solana_signer::Signer,
};

/// Refusals of Anchor: of another owner, and of a type that it is not.
const NOT_OURS: &str = "AccountOwnedByWrongProgram";
const NO_TYPE: &str = "AccountDiscriminatorMismatch";

/// Offered, licensed, proposed about, voted on, staked in, asked for: an active vault that has an account of every type.
async fn crowded(world: &mut World) -> (VaultCookie, [Actor; 2]) {
    let vault = world.at(Stage::Active).await;
    let [ana, ..] = world.spread(&vault).await;
    let dan = world.actor("Dan").await;
    world.bank.create_ata(&dan.pubkey(), &vault.fraction_mint).await;
    world.stake(&vault, &ana, 3_000_000_000).await.unwrap();
    world.ask(&vault, &ana, Some(60)).await.unwrap();
    world.offer(&vault, &dan, 600_000_000, 0).await.unwrap();
    let acceptable_at = world.bank.now().await + FORTNIGHT;
    let mint = world.quote_mint;
    world.add_income_mint(&vault, &mint).await.unwrap();
    let action = poster_license(&dan.pubkey(), 1_000_000, 30 * 86_400, false);
    let number = world.propose(&vault, &ana, action).await.unwrap();
    world.vote(&vault, &ana, number, true).await.unwrap();
    let executable_at = world.proposal(&vault, number).await.executable_at;
    world.bank.set_clock(executable_at).await;
    world.execute(&vault, number).await.unwrap();
    world.bank.set_clock(acceptable_at).await;
    let number = world.propose(&vault, &ana, resolve()).await.unwrap();
    world.vote(&vault, &ana, number, true).await.unwrap();
    (vault, [ana, dan])
}

/// An account of a vault, an instruction that trusts it, and what a copy of it is refused with.
struct Trust {
    what: &'static str,
    account: Pubkey,
    instruction: Instruction,
    copied: &'static str,
    blank: &'static str,
}

fn trust(what: &'static str, account: Pubkey, instruction: Instruction) -> Trust {
    Trust { what, account, instruction, copied: NOT_OURS, blank: NO_TYPE }
}

/// As [`trust`], of an account that may not be there yet and is therefore read by the handler.
fn read(what: &'static str, account: Pubkey, instruction: Instruction, error: &'static str) -> Trust {
    Trust { what, account, instruction, copied: error, blank: error }
}

fn trusted(vault: &VaultCookie, ana: &Pubkey, dan: &Pubkey) -> Vec<Trust> {
    let (address, nft) = (vault.address, &vault.nfts[0]);
    let (proposal, auction, asks) = (pda::proposal(&address, 1), pda::auction(&address), pda::asks(&address));
    let (bid, stake, pool) = (pda::bid(&address, dan), pda::stake(&address, ana), pda::pool(&address));
    let raise = vault.place_bid(dan, 700_000_000, 0).offer();
    let (stake_more, unstake) = (vault.stake(ana, 1).instruction(), vault.unstake(ana, 1).instruction());
    let accept = vault.accept_offer().instruction();
    let license = vault.take_license(dan, 0).accept();
    let vote = pda::vote(&proposal, ana);
    vec![
        trust("vault", address, stake_more.clone()),
        trust("asset", pda::asset(&address, &nft.mint), vault.claim_asset(nft, dan).instruction()),
        trust("auction", auction, accept.clone()),
        read("auction", auction, raise.clone(), "WrongAuctionAddress"),
        trust("bid", bid, vault.withdraw_bid(dan).offer()),
        read("bid", bid, raise.clone(), "WrongBidAddress"),
        trust("pool", pool, unstake.clone()),
        trust("stake", stake, unstake),
        read("stake", stake, stake_more.clone(), "WrongStakeAddress"),
        read("asks", asks, stake_more.clone(), "WrongAsksAddress"),
        read("asks", asks, raise, "WrongAsksAddress"),
        read("asks", asks, accept, "WrongAsksAddress"),
        trust("proposal", proposal, vault.vote(ana, 1, false).instruction()),
        read("vote", vote, vault.vote(ana, 1, false).instruction(), "WrongVoteAddress"),
        trust("vote", vote, vault.withdraw_vote(ana, 1).instruction()),
        trust("license", pda::license(&address, 0), license),
    ]
}

fn replaced(instruction: &Instruction, account: &Pubkey, by: &Pubkey) -> Instruction {
    let mut instruction = instruction.clone();
    let mut hits = 0;
    for meta in instruction.accounts.iter_mut().filter(|meta| meta.pubkey == *account) {
        (meta.pubkey, hits) = (*by, hits + 1);
    }
    assert_eq!(hits, 1, "the account is there once");
    instruction
}

/// Makes an account of that size for a program.
fn create(payer: &Actor, account: &Keypair, bytes: usize, owner: &Pubkey) -> Instruction {
    let rent = Rent::default().minimum_balance(bytes);
    system_instruction::create_account(&payer.pubkey(), &account.pubkey(), rent, bytes as u64, owner)
}

#[tokio::test]
async fn t03_copies_of_the_program_s_accounts_by_another_program_are_nothing() {
    let mut world = World::with_adversary().await;
    let (vault, [ana, dan]) = crowded(&mut world).await;
    let mal = world.actor("Mal").await;
    let before = [world.cash_of(&ana).await, world.cash_of(&dan).await];
    for Trust { what, account, instruction, copied, .. } in trusted(&vault, &ana.pubkey(), &dan.pubkey()) {
        let original = world.bank.account(&account).await.unwrap();
        assert_eq!(original.owner, PROGRAM_ID, "{what}");
        let copy = world.bank.new_keypair();
        let make = create(&mal, &copy, original.data.len(), &adversary::ID);
        let plot = Plot::default().copy(&account, &copy.pubkey()).instruction();
        world.bank.must(&[make, plot], &[&mal.keypair, &copy]).await;
        assert_eq!(world.bank.account(&copy.pubkey()).await.unwrap().data, original.data, "{what}");
        let tried = replaced(&instruction, &account, &copy.pubkey());
        assert_fails(world.send(&[tried], &[&ana, &dan]).await, copied);
        // Richer than the original: the numbers behind the addresses are as large as they can be.
        let end = u16::try_from(original.data.len() - 8).unwrap();
        let forged = Plot::default().write(&copy.pubkey(), end, &[0xff; 8]);
        let tried = replaced(&instruction, &account, &copy.pubkey());
        let all = [forged.instruction(), tried];
        assert_fails(world.send(&all, &[&ana, &dan]).await, copied);
    }
    assert_eq!([world.cash_of(&ana).await, world.cash_of(&dan).await], before);
    // The originals go on.
    world.bank.advance(FORTNIGHT).await;
    world.withdraw_offer(&vault, &dan).await.unwrap();
    world.unstake(&vault, &ana, 3_000_000_000).await.unwrap();
    assert_eq!((world.cash_of(&dan).await, world.fractions_of(&vault, &ana).await), (CASH, 4_000_000_000));
}

#[tokio::test]
async fn t03_accounts_that_a_stranger_gives_to_the_program_are_nothing() {
    let mut world = World::with_adversary().await;
    let (vault, [ana, dan]) = crowded(&mut world).await;
    let mal = world.actor("Mal").await;
    for Trust { what, account, instruction, blank, .. } in trusted(&vault, &ana.pubkey(), &dan.pubkey()) {
        let bytes = world.bank.account(&account).await.unwrap().data.len();
        let given = world.bank.new_keypair();
        let tried = [create(&mal, &given, bytes, &PROGRAM_ID), replaced(&instruction, &account, &given.pubkey())];
        let keys = [&mal.keypair, &ana.keypair, &dan.keypair, &given];
        let failure = assert_fails(world.bank.send(&tried, &keys).await, blank);
        assert_eq!(failure.instruction_index, Some(1), "{what}");
    }
}
