//! Derived addresses.

use {
    crate::{
        file::{hold, json},
        source::{Source, key},
    },
    anchor_lang::prelude::Pubkey,
    mosaic::seeds,
    mosaic_client::pda,
    serde_json::{Value, json},
};

#[test]
fn every_address_is_derived_as_committed() {
    let mut vectors = Vec::new();
    let mut source = Source::new("pdas");
    let mut pairs = vec![(key("vault"), key("other")), (Pubkey::default(), Pubkey::new_from_array([255; 32]))];
    pairs.extend((0..6).map(|_| (source.key(), source.key())));
    let numbers = [0, 1, 255, 256, u64::from(u32::MAX) + 1, u64::MAX / 2, u64::MAX - 1, u64::MAX];
    for ((vault, other), number) in pairs.into_iter().zip(numbers) {
        add(&mut vectors, &vault, &other, number);
    }
    hold("pdas.json", &vectors);
}

fn add(vectors: &mut Vec<Value>, vault: &Pubkey, other: &Pubkey, number: u64) {
    let (vault_text, other_text, number_text) = (json(vault), json(other), json(&number));
    let mut derived = |name: &str, input: Value, of_client: Pubkey, of_program: Option<(Pubkey, u8)>| {
        assert!(of_program.is_none_or(|(address, _)| address == of_client), "{name} has two homes");
        let bump = of_program.map(|(_, bump)| bump);
        vectors.push(json!({ "name": name, "input": input, "address": json(&of_client), "bump": bump }));
    };
    let of_vault = || json!({ "vault": vault_text });
    let with = |name: &str| json!({ "vault": vault_text, name: other_text });
    let numbered = || json!({ "vault": vault_text, "number": number_text });
    derived(
        "vault",
        json!({ "creator": other_text, "id": number_text }),
        pda::vault(other, number),
        Some(seeds::vault(other, number)),
    );
    derived("fractionMint", of_vault(), pda::fraction_mint(vault), Some(seeds::fraction_mint(vault)));
    derived("asset", with("nftMint"), pda::asset(vault, other), Some(seeds::asset(vault, other)));
    derived("custody", with("nftMint"), pda::custody(vault, other), Some(seeds::custody(vault, other)));
    derived("auction", of_vault(), pda::auction(vault), Some(seeds::auction(vault)));
    derived("bid", with("bidder"), pda::bid(vault, other), Some(seeds::bid(vault, other)));
    derived("cashEscrow", of_vault(), pda::cash_escrow(vault), Some(seeds::cash_escrow(vault)));
    derived("fractionEscrow", of_vault(), pda::fraction_escrow(vault), Some(seeds::fraction_escrow(vault)));
    derived("pool", of_vault(), pda::pool(vault), Some(seeds::pool(vault)));
    derived("stakedFractions", of_vault(), pda::staked_fractions(vault), Some(seeds::staked_fractions(vault)));
    derived("stake", with("holder"), pda::stake(vault, other), Some(seeds::stake(vault, other)));
    derived("asks", of_vault(), pda::asks(vault), Some(seeds::asks(vault)));
    let income = seeds::income_account(vault, other);
    derived("incomeAccount", with("mint"), pda::income_account(vault, other), Some(income));
    derived("proposal", numbered(), pda::proposal(vault, number), Some(seeds::proposal(vault, number)));
    // Of a vote the first of the two addresses is the proposal's.
    derived(
        "vote",
        json!({ "proposal": vault_text, "holder": other_text }),
        pda::vote(vault, other),
        Some(seeds::vote(vault, other)),
    );
    derived("license", numbered(), pda::license(vault, number), Some(seeds::license(vault, number)));
    derived("offering", numbered(), pda::offering(vault, number), Some(seeds::offering(vault, number)));
    // Of what belongs to an offering the first of the two addresses is the offering's.
    let of_offering = || json!({ "offering": vault_text });
    let offered = seeds::offered_fractions(vault);
    derived("offeredFractions", of_offering(), pda::offered_fractions(vault), Some(offered));
    derived("raisedCash", of_offering(), pda::raised_cash(vault), Some(seeds::raised_cash(vault)));
    derived(
        "purchase",
        json!({ "offering": vault_text, "buyer": other_text }),
        pda::purchase(vault, other),
        Some(seeds::purchase(vault, other)),
    );
    let owned = json!({ "owner": vault_text, "mint": other_text });
    derived("associatedToken", owned, pda::associated_token(vault, other), None);
    let token_program = anchor_spl::token_2022::ID;
    let owned = json!({ "owner": vault_text, "mint": other_text, "tokenProgram": json(&token_program) });
    derived("associatedTokenOf", owned, pda::associated_token_of(vault, other, &token_program), None);
    derived("metadata", json!({ "mint": other_text }), pda::metadata(other), None);
    derived("edition", json!({ "mint": other_text }), pda::edition(other), None);
    let recorded = json!({ "mint": other_text, "token": vault_text });
    derived("tokenRecord", recorded, pda::token_record(other, vault), None);
}
