//! The bytes of the records, as the interface of add-ins publishes them (spl-governance-addin-api 0.1.4).

use {
    crate::{Dao, world},
    anchor_lang::{AccountSerialize, Discriminator, prelude::Pubkey},
    realms::{MaxVoterWeightRecord, VoterWeightAction, VoterWeightRecord},
    sha2::{Digest, Sha256},
};

fn key(byte: u8) -> Pubkey {
    Pubkey::new_from_array([byte; 32])
}

fn written(record: &impl AccountSerialize) -> Vec<u8> {
    let mut bytes = Vec::new();
    record.try_serialize(&mut bytes).unwrap();
    bytes
}

#[test]
fn records_begin_with_the_published_discriminators() {
    assert_eq!(VoterWeightRecord::DISCRIMINATOR, [46, 249, 155, 75, 153, 248, 116, 9]);
    assert_eq!(MaxVoterWeightRecord::DISCRIMINATOR, [157, 95, 242, 151, 16, 98, 26, 118]);
    assert_eq!(VoterWeightRecord::DISCRIMINATOR, &Sha256::digest("account:VoterWeightRecord")[..8]);
    assert_eq!(MaxVoterWeightRecord::DISCRIMINATOR, &Sha256::digest("account:MaxVoterWeightRecord")[..8]);
}

#[test]
fn a_record_of_votes_is_written_byte_by_byte_as_published() {
    let record = VoterWeightRecord {
        realm: key(1),
        governing_token_mint: key(2),
        governing_token_owner: key(3),
        voter_weight: 0x0807_0605_0403_0201,
        voter_weight_expiry: Some(0x1817_1615_1413_1211),
        weight_action: Some(VoterWeightAction::CreateProposal),
        weight_action_target: Some(key(4)),
        reserved: [0; 8],
    };
    let expected = [
        &[46, 249, 155, 75, 153, 248, 116, 9][..],
        &[1; 32],
        &[2; 32],
        &[3; 32],
        &[1, 2, 3, 4, 5, 6, 7, 8],
        &[1, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18],
        &[1, 3],
        &[1],
        &[4; 32],
        &[0; 8],
    ];
    assert_eq!(written(&record), expected.concat());
    let without =
        VoterWeightRecord { voter_weight_expiry: None, weight_action: None, weight_action_target: None, ..record };
    let expected = [&expected[..5].concat()[..], &[0, 0, 0], &[0; 8]];
    assert_eq!(written(&without), expected.concat());
    let actions = [
        VoterWeightAction::CastVote,
        VoterWeightAction::CommentProposal,
        VoterWeightAction::CreateGovernance,
        VoterWeightAction::CreateProposal,
        VoterWeightAction::SignOffProposal,
    ];
    for (number, action) in (0..).zip(actions) {
        let with = VoterWeightRecord { weight_action: Some(action), ..without.clone() };
        assert_eq!(written(&with)[8 + 3 * 32 + 8 + 1..][..2], [1, number]);
    }
}

#[test]
fn a_record_of_all_votes_is_written_byte_by_byte_as_published() {
    let record = MaxVoterWeightRecord {
        realm: key(1),
        governing_token_mint: key(2),
        max_voter_weight: 0x0807_0605_0403_0201,
        max_voter_weight_expiry: Some(7),
        reserved: [0; 8],
    };
    let expected = [
        &[157, 95, 242, 151, 16, 98, 26, 118][..],
        &[1; 32],
        &[2; 32],
        &[1, 2, 3, 4, 5, 6, 7, 8],
        &[1, 7, 0, 0, 0, 0, 0, 0, 0],
        &[0; 8],
    ];
    assert_eq!(written(&record), expected.concat());
}

#[tokio::test]
async fn what_is_on_chain_is_the_record_and_zeros_behind_it() {
    let (mut world, vault, dao) = world().await;
    let ana = world.actor("Ana").await;
    world.stake(&vault, &ana, 4_000_000_000).await.unwrap();
    let holder = ana.pubkey();
    let steps = [dao.create_record(&holder), dao.update(&holder), dao.create_max_record(), dao.update_max()];
    world.send(&steps, &[]).await.unwrap();
    let Dao { realm, mint, .. } = dao;
    let slot = crate::slot(&world).await.to_le_bytes();
    let votes = [
        &[46, 249, 155, 75, 153, 248, 116, 9][..],
        realm.as_ref(),
        mint.as_ref(),
        holder.as_ref(),
        &4_000_000_000u64.to_le_bytes(),
        &[1],
        &slot,
        &[0, 0],
        &[0; 8],
    ];
    let all = [
        &[157, 95, 242, 151, 16, 98, 26, 118][..],
        realm.as_ref(),
        mint.as_ref(),
        &10_000_000_000u64.to_le_bytes(),
        &[1],
        &slot,
        &[0; 8],
    ];
    for (address, expected) in [(dao.record(&holder), votes.concat()), (dao.max_record(), all.concat())] {
        let account = world.bank.account(&address).await.unwrap();
        assert_eq!(account.owner, realms::ID);
        let (record, rest) = account.data.split_at(expected.len());
        assert_eq!(record, expected);
        assert!(rest.iter().all(|byte| *byte == 0));
    }
}
