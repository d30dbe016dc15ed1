//! What the multisig itself holds to.

use {
    crate::{Board, assert_refused, creation, transfer, world},
    anchor_lang::solana_program::system_instruction,
    mosaic_harness::{assert_fails, world::logs_events},
    multisig::{CreateMultisigArgs, MultisigError},
    solana_signer::Signer,
};

#[tokio::test]
async fn only_as_many_members_as_the_threshold_says_move_anything_and_once() {
    let (mut world, board) = world().await;
    let dan = world.actor("Dan").await;
    let [mia, noa, pia] = board.members.clone();
    let pay = [system_instruction::transfer(&board.treasury, &dan.pubkey(), 5_000_000)];
    let before = world.bank.lamports(&dan.pubkey()).await;
    assert_refused(world.send(&[board.propose(&dan, 0, &pay)], &[&dan]).await, MultisigError::NotAMember);
    assert_refused(world.send(&[board.propose(&mia, 0, &[])], &[&mia]).await, MultisigError::NoCalls);
    let itself = [board.approve(&mia, 0)];
    assert_refused(world.send(&[board.propose(&mia, 0, &itself)], &[&mia]).await, MultisigError::CallsItself);

    world.send(&[board.propose(&mia, 0, &pay)], &[&mia]).await.unwrap();
    assert_refused(world.send(&[board.execute(&mia, 0, &pay)], &[&mia]).await, MultisigError::NotApproved);
    assert_refused(world.send(&[board.approve(&dan, 0)], &[&dan]).await, MultisigError::NotAMember);
    world.send(&[board.approve(&mia, 0)], &[&mia]).await.unwrap();
    assert_refused(world.send(&[board.approve(&mia, 0)], &[&mia]).await, MultisigError::ApprovedAlready);
    assert_refused(world.send(&[board.execute(&mia, 0, &pay)], &[&mia]).await, MultisigError::NotApproved);
    assert_refused(world.send(&[board.close(0, &mia)], &[]).await, MultisigError::NotExecuted);
    world.send(&[board.approve(&noa, 0)], &[&noa]).await.unwrap();
    assert_refused(world.send(&[board.execute(&dan, 0, &pay)], &[&dan]).await, MultisigError::NotAMember);
    assert!(!board.read(&world, 0).await.executed);
    world.send(&[board.execute(&pia, 0, &pay)], &[&pia]).await.unwrap();
    assert!(board.read(&world, 0).await.executed);
    assert_eq!(world.bank.lamports(&dan.pubkey()).await - before, 5_000_000);
    assert_refused(world.send(&[board.execute(&pia, 0, &pay)], &[&pia]).await, MultisigError::ExecutedAlready);
    assert_refused(world.send(&[board.approve(&pia, 0)], &[&pia]).await, MultisigError::ExecutedAlready);
    assert_refused(world.send(&[board.close(0, &noa)], &[]).await, MultisigError::NotTheProposer);
    world.send(&[board.close(0, &mia)], &[]).await.unwrap();
    assert_eq!(world.bank.lamports(&board.transaction(0)).await, 0);
}

#[tokio::test]
async fn a_transaction_moves_what_its_own_treasury_has_and_all_or_nothing() {
    let (mut world, board) = world().await;
    let other = Board::new(&mut world).await;
    let dan = world.actor("Dan").await;
    let pay = [system_instruction::transfer(&board.treasury, &dan.pubkey(), 5_000_000)];
    // Of another multisig of the same members, who are as many: it does not sign for this one's treasury, which cannot sign itself.
    let [mia, noa, _] = board.members.clone();
    world.send(&[other.propose(&mia, 0, &pay), other.approve(&mia, 0)], &[&mia]).await.unwrap();
    world.send(&[other.approve(&noa, 0)], &[&noa]).await.unwrap();
    let mut execute = other.execute(&mia, 0, &pay);
    assert_fails(world.send(std::slice::from_ref(&execute), &[&mia]).await, "SignerMissing");
    // Natively the bank panics where the runtime refuses.
    if logs_events() {
        execute.accounts.iter_mut().skip(1).for_each(|meta| meta.is_signer = false);
        assert_fails(world.send(&[execute], &[&mia]).await, "PrivilegeEscalation");
    }
    let mut approve = other.approve(&mia, 0);
    approve.accounts[1].pubkey = board.address;
    assert_refused(world.send(&[approve], &[&mia]).await, MultisigError::TransactionOfAnotherMultisig);

    let before = world.bank.lamports(&dan.pubkey()).await;
    let (mine, theirs) = (world.cash_account(&board.treasury), world.cash_account(&dan.pubkey()));
    let too_much = transfer(&mine, &theirs, &board.treasury, u64::MAX);
    board.act(&mut world, &[pay[0].clone(), too_much]).await.unwrap_err();
    assert_eq!(world.bank.lamports(&dan.pubkey()).await, before);
}

#[tokio::test]
async fn a_multisig_is_of_different_members_who_reach_the_threshold() {
    let (mut world, board) = world().await;
    let mia = board.members[0].clone();
    let [one, two] = [mia.pubkey(), board.members[1].pubkey()];
    let many: Vec<_> = (0..11).map(|_| world.bank.new_keypair().pubkey()).collect();
    let cases = [
        (vec![], 1, MultisigError::WrongMembers),
        (many[..].to_vec(), 1, MultisigError::WrongMembers),
        (vec![one, two, one], 1, MultisigError::WrongMembers),
        (vec![one, two], 0, MultisigError::WrongThreshold),
        (vec![one, two], 3, MultisigError::WrongThreshold),
    ];
    for (members, threshold, error) in cases {
        let key = world.bank.new_keypair();
        let create = creation(&one, &key.pubkey(), CreateMultisigArgs { members, threshold });
        assert_refused(world.bank.send(&[create], &[&mia.keypair, &key]).await, error);
    }
    let key = world.bank.new_keypair();
    let create = creation(&one, &key.pubkey(), CreateMultisigArgs { members: many[..10].to_vec(), threshold: 10 });
    world.bank.send(&[create], &[&mia.keypair, &key]).await.unwrap();
}
