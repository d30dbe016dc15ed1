//! What the add-in does not take.

use {
    crate::{Dao, GOVERNANCE, MIN_LOCK, STAKE_LOCK, assert_refused, put, realm_data, world},
    anchor_lang::{error::ErrorCode, prelude::Pubkey},
    mosaic_client::pda,
    mosaic_harness::{Actor, Failure, Receipt, Stage, VaultCookie, VaultSpec, World},
    realms::{RealmsError, accounts, client::build, instruction as data},
};

/// Another Active vault, all of whose fractions Ana has staked.
async fn another_vault(world: &mut World, ana: &Actor) -> VaultCookie {
    let vault = world.vault_at(Stage::Active, VaultSpec { id: 2, ..VaultSpec::default() }).await;
    world.distribute(&vault, &[(ana, vault.supply - 1)]).await;
    world.stake(&vault, ana, vault.supply - 1).await.unwrap();
    vault
}

fn anchor_refuses(result: Result<Receipt, Failure>, error: ErrorCode) {
    let failure = result.expect_err("a refusal");
    assert_eq!(failure.code, Some(u32::from(error)), "another refusal: {failure}");
}

#[tokio::test]
async fn a_record_takes_the_stake_of_its_holder_in_its_vault_only() {
    let (mut world, vault, dao) = world().await;
    let [ana, ben] = [world.actor("Ana").await, world.actor("Ben").await];
    world.stake(&vault, &ana, 4_000_000_000).await.unwrap();
    world.stake(&vault, &ben, 1_100_000_000).await.unwrap();
    let other = another_vault(&mut world, &ana).await;
    world.send(&[dao.create_record(&ana.pubkey()), dao.create_record(&ben.pubkey())], &[]).await.unwrap();
    let good = dao.updating(&ana.pubkey());
    let update = |accounts| build(accounts, data::UpdateVoterWeightRecord {});

    let theirs = pda::stake(&other.address, &ana.pubkey());
    let stake = accounts::UpdateVoterWeightRecord { stake: theirs, ..dao.updating(&ana.pubkey()) };
    assert_refused(world.send(&[update(stake)], &[]).await, RealmsError::StakeOfAnotherVault);
    let both = accounts::UpdateVoterWeightRecord { stake: theirs, vault: other.address, ..dao.updating(&ana.pubkey()) };
    assert_refused(world.send(&[update(both)], &[]).await, RealmsError::WrongVault);
    let bens = accounts::UpdateVoterWeightRecord {
        stake: pda::stake(&vault.address, &ben.pubkey()),
        ..dao.updating(&ana.pubkey())
    };
    assert_refused(world.send(&[update(bens)], &[]).await, RealmsError::StakeOfAnotherHolder);
    // A stake that somebody else wrote, or what is none.
    let content = world.bank.account(&good.stake).await.unwrap().data;
    let forged = put(&mut world, GOVERNANCE, content);
    let forged = accounts::UpdateVoterWeightRecord { stake: forged, ..dao.updating(&ana.pubkey()) };
    anchor_refuses(world.send(&[update(forged)], &[]).await, ErrorCode::AccountOwnedByWrongProgram);
    let pool = accounts::UpdateVoterWeightRecord { stake: pda::pool(&vault.address), ..dao.updating(&ana.pubkey()) };
    anchor_refuses(world.send(&[update(pool)], &[]).await, ErrorCode::AccountDiscriminatorMismatch);
    assert_eq!(dao.read(&world, &ana.pubkey()).await.voter_weight, 0);
    world.send(&[update(good)], &[]).await.unwrap();
}

#[tokio::test]
async fn a_registrar_writes_records_of_its_own_realm_and_mint_only() {
    let (mut world, vault, dao) = world().await;
    let ana = world.actor("Ana").await;
    world.stake(&vault, &ana, 4_000_000_000).await.unwrap();
    // Another realm that the same fractions govern, with a lock that is too short for this one.
    let lax = Dao::of(&mut world, &vault).await;
    lax.register(&mut world, 1).await.unwrap();
    // And this realm once more, whose council has the fractions of another vault.
    let other = another_vault(&mut world, &ana).await;
    let authority = dao.authority.pubkey();
    let mut realm = world.bank.account(&dao.realm).await.unwrap();
    realm.data = realm_data(16, &vault.fraction_mint, Some(&other.fraction_mint), Some(&authority));
    world.bank.set_account(dao.realm, realm);
    let council = Dao { vault: other.address, mint: other.fraction_mint, ..dao.clone() };
    council.register(&mut world, 1).await.unwrap();

    for dao in [&dao, &lax, &council] {
        world.send(&[dao.create_record(&ana.pubkey()), dao.create_max_record()], &[]).await.unwrap();
    }
    world.bank.advance(STAKE_LOCK - MIN_LOCK + 1).await;
    assert_refused(dao.votes(&mut world, &ana).await, RealmsError::StakeNotLocked);
    lax.votes(&mut world, &ana).await.unwrap();
    let update = |accounts| build(accounts, data::UpdateVoterWeightRecord {});
    let record = dao.record(&ana.pubkey());
    let by_lax = accounts::UpdateVoterWeightRecord { voter_weight_record: record, ..lax.updating(&ana.pubkey()) };
    assert_refused(world.send(&[update(by_lax)], &[]).await, RealmsError::RecordOfAnotherRealm);
    let by_council =
        accounts::UpdateVoterWeightRecord { voter_weight_record: record, ..council.updating(&ana.pubkey()) };
    assert_refused(world.send(&[update(by_council)], &[]).await, RealmsError::RecordOfAnotherMint);

    let update_max = |dao: &Dao, governing_token_mint: Pubkey, record: Pubkey| {
        let accounts = accounts::UpdateMaxVoterWeightRecord {
            registrar: dao.electorate().registrar(),
            governing_token_mint,
            max_voter_weight_record: record,
        };
        build(accounts, data::UpdateMaxVoterWeightRecord {})
    };
    let wrong = update_max(&lax, lax.mint, dao.max_record());
    assert_refused(world.send(&[wrong], &[]).await, RealmsError::RecordOfAnotherRealm);
    let wrong = update_max(&council, council.mint, dao.max_record());
    assert_refused(world.send(&[wrong], &[]).await, RealmsError::RecordOfAnotherMint);
    let wrong = update_max(&dao, council.mint, dao.max_record());
    assert_refused(world.send(&[wrong], &[]).await, RealmsError::NotTheFractionMint);
    assert_eq!(dao.read_max(&world).await.max_voter_weight, 0);
    // The votes of a holder are not all votes.
    let wrong = update_max(&dao, dao.mint, record);
    anchor_refuses(world.send(&[wrong], &[]).await, ErrorCode::AccountDiscriminatorMismatch);
}

#[tokio::test]
async fn only_the_authority_of_a_realm_binds_it_and_to_fractions_that_govern_it() {
    let (mut world, vault, dao) = world().await;
    let [ana, president] = [world.actor("Ana").await, dao.authority.clone()];
    let other = another_vault(&mut world, &ana).await;
    let new = Dao::of(&mut world, &vault).await;
    let by_ana = Dao { authority: ana.clone(), ..new.clone() };
    assert_refused(by_ana.register(&mut world, MIN_LOCK).await, RealmsError::NotTheRealmAuthority);
    let foreign = Dao { vault: other.address, mint: other.fraction_mint, ..new.clone() };
    assert_refused(foreign.register(&mut world, 1).await, RealmsError::NotAGoverningMint);
    let mixed = Dao { vault: other.address, ..new.clone() };
    assert_refused(mixed.register(&mut world, 1).await, RealmsError::NotTheFractionMint);
    for (min_lock, error) in [(0, true), (STAKE_LOCK + 1, true), (STAKE_LOCK, false)] {
        let result = new.register(&mut world, min_lock).await;
        if error { assert_refused(result, RealmsError::MinLockOutOfBounds) } else { assert!(result.is_ok()) }
    }
    // What is no realm, or one that nobody has the say about any more; what is empty.
    let (mint, authority) = (&vault.fraction_mint, &president.pubkey());
    let cases = [
        (realm_data(17, mint, None, Some(authority)), RealmsError::NotARealm),
        (realm_data(16, mint, None, Some(authority))[..60].to_vec(), RealmsError::NotARealm),
        (Vec::new(), RealmsError::NotARealm),
        (realm_data(16, mint, None, None), RealmsError::NotTheRealmAuthority),
    ];
    for (content, error) in cases {
        let realm = put(&mut world, GOVERNANCE, content);
        assert_refused(Dao { realm, ..new.clone() }.register(&mut world, MIN_LOCK).await, error);
    }
    // A realm of the first version, governed by a council.
    let realm = put(&mut world, GOVERNANCE, realm_data(1, &other.fraction_mint, Some(mint), Some(authority)));
    Dao { realm, ..new.clone() }.register(&mut world, MIN_LOCK).await.unwrap();
    // Once for ever: another vault or lock cannot take the registrar's place.
    assert!(dao.register(&mut world, 1).await.is_err());
}

#[tokio::test]
async fn the_least_lock_is_the_authoritys_to_set() {
    let (mut world, vault, dao) = world().await;
    let ana = world.actor("Ana").await;
    world.stake(&vault, &ana, 4_000_000_000).await.unwrap();
    world.send(&[dao.create_record(&ana.pubkey())], &[]).await.unwrap();
    world.send(&[dao.set_min_lock(STAKE_LOCK)], &[&dao.authority]).await.unwrap();
    assert_eq!(dao.votes(&mut world, &ana).await.unwrap(), 4_000_000_000);
    world.bank.advance(1).await;
    assert_refused(dao.votes(&mut world, &ana).await, RealmsError::StakeNotLocked);
    let by_ana = Dao { authority: ana.clone(), ..dao.clone() };
    assert_refused(world.send(&[by_ana.set_min_lock(1)], &[&ana]).await, RealmsError::NotTheRealmAuthority);
    for min_lock in [0, STAKE_LOCK + 1] {
        let result = world.send(&[dao.set_min_lock(min_lock)], &[&dao.authority]).await;
        assert_refused(result, RealmsError::MinLockOutOfBounds);
    }
    // By the authority of another realm, or with the bounds of another vault.
    let lax = Dao::of(&mut world, &vault).await;
    let mut wrong = dao.set_min_lock(1);
    wrong.accounts[1].pubkey = lax.realm;
    assert_refused(world.send(&[wrong], &[&dao.authority]).await, RealmsError::RegistrarOfAnotherRealm);
    let other = another_vault(&mut world, &ana).await;
    let mut wrong = dao.set_min_lock(1);
    wrong.accounts[2].pubkey = other.address;
    assert_refused(world.send(&[wrong], &[&dao.authority]).await, RealmsError::WrongVault);
}
