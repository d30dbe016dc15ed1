//! Errors in words.

use {
    crate::{
        file::{hold_lists, json},
        source::key,
    },
    mosaic_client::{
        ClientError,
        error::{Exclusion, Owing, explain},
        rules::{RuleError, Status},
        state::DecodeError,
        views::{NftRefusal, ProposalPhase},
    },
    serde_json::{Value, json},
};

/// From here on numbers are the program's own.
const FIRST_OF_PROGRAM: u32 = 6_000;

#[test]
fn every_error_is_explained_as_committed() {
    let client: Vec<_> =
        of_client().iter().map(|error| json!({ "error": json(error), "message": error.to_string() })).collect();
    let nft = NftRefusal::ALL.iter().map(|refusal| {
        let program = refusal.error().name();
        json!({ "refusal": json(refusal), "message": refusal.to_string(), "program": program })
    });
    hold_lists(
        "errors.json",
        &[
            ("program", &explained(FIRST_OF_PROGRAM..7_000)),
            ("framework", &explained(0..FIRST_OF_PROGRAM)),
            ("client", &client),
            ("nft", &nft.collect::<Vec<_>>()),
        ],
    );
}

fn explained(codes: std::ops::Range<u32>) -> Vec<Value> {
    let explained = codes.filter_map(|code| Some((code, explain(code)?)));
    explained
        .map(|(code, error)| json!({ "code": code, "name": error.name, "message": error.sentence, "hint": error.hint }))
        .collect()
}

/// Each refusal of the client, with the widest of what it tells.
fn of_client() -> Vec<ClientError> {
    let owing = Owing {
        assets: 16,
        bids: 2,
        royalties: 3,
        curator_fee: 4,
        proceeds: u64::MAX,
        stakes: 6,
        records: 7,
        offerings: 9,
        fractions: 8,
    };
    let mut errors = vec![
        ClientError::NoVault { vault: key("vault") },
        ClientError::ForeignAccount { address: key("address"), wanted: "Vault", owner: key("owner") },
        ClientError::Undecodable { address: key("address"), source: DecodeError { wanted: "Vault", length: 165 } },
        ClientError::SysvarUnreadable { address: key("address") },
        ClientError::AccountMissing { what: "quote mint", address: key("address") },
        ClientError::QuoteMintNotClassic { mint: key("mint") },
        ClientError::VaultIdUsed { id: u64::MAX },
        ClientError::WrongNumberOfNfts { given: 17 },
        ClientError::TextTooLong { field: "URI", bytes: 17, most: 17 },
        ClientError::Nft { mint: key("mint"), refusal: NftRefusal::Locked },
        ClientError::Rule(RuleError::BidBelowStep),
        ClientError::WrongStatus { status: Status::Sold },
        ClientError::NotTheCreator { creator: key("creator") },
        ClientError::NotTheWholeSupply { supply: 1_000, held: 1_000 },
        ClientError::NotEnoughCash { needed: u64::MAX, available: 1_000 },
        ClientError::NotEnoughFractions { needed: u64::MAX, available: 1_000 },
        ClientError::NotEnoughTokens { mint: key("mint"), needed: u64::MAX, available: 1_000 },
        ClientError::NothingStaked { vault: key("vault"), holder: key("holder") },
        ClientError::NotEnoughStaked { needed: u64::MAX, staked: 1_000 },
        ClientError::StakeLocked { free_at: 1_800_086_400, now: 1_800_000_000 },
        ClientError::NotTheHolderOrDelegate { authority: key("authority"), delegate: Some(key("delegate")) },
        ClientError::AskAboveLadder { price: u64::MAX, highest: 1_000 },
        ClientError::NoIncomeMint { mint: key("mint"), curator: key("curator") },
        ClientError::NotTheCurator { curator: key("curator") },
        ClientError::IncomeMintKnown { mint: key("mint") },
        ClientError::TooManyIncomeMints { most: 17 },
        ClientError::IncomeMintNotClassic { mint: key("mint") },
        ClientError::IncomeMintIsFraction { mint: key("mint") },
        ClientError::NoIncomeDue { holder: key("holder") },
        ClientError::NothingLeftToEarn,
        ClientError::Frozen { account: key("account") },
        ClientError::NothingOwed { vault: key("vault"), wallet: key("wallet") },
        ClientError::StillOwing { owing },
        ClientError::NoProposal { vault: key("vault"), number: 1_000 },
        ClientError::NoVote { number: 1_000, holder: key("holder") },
        ClientError::StakeBelowProposal { needed: u64::MAX, staked: 1_000 },
        ClientError::VotingOver { number: 1_000, ended_at: 1_800_086_400 },
        ClientError::NotExecutable {
            number: 1_000,
            phase: ProposalPhase::Defeated,
            executable_at: 1_800_086_400,
            expires_at: 1_800_086_400,
        },
        ClientError::TermsUriTooLong { bytes: 17, most: 17 },
        ClientError::TermsUriWithZero,
        ClientError::CuratorFeeAboveCap { fee_bps: 300, cap_bps: 300 },
        ClientError::NoLicense { vault: key("vault"), number: 1_000 },
        ClientError::NotALicense { address: key("address") },
        ClientError::NotTheLicensee { licensee: key("licensee") },
        ClientError::LicenseExcluded { by: Exclusion::Exclusive, until: 1_800_086_400 },
        ClientError::LicenseRenewed { renewable_from: 1_800_086_400 },
        ClientError::NoOffer { bidder: key("bidder") },
        ClientError::OfferStillOpen { acceptable_at: 1_800_086_400, now: 1_800_000_000 },
        ClientError::OfferVetoed { vetoing: u64::MAX, most: 1_000 },
        ClientError::NoOffering { vault: key("vault"), number: 1_000 },
        ClientError::NoPurchase { number: 1_000, buyer: key("buyer") },
        ClientError::AboveOffered { wanted: u64::MAX, left: 1_000 },
        ClientError::AboveWalletLimit { wanted: u64::MAX, bought: 1_000, limit: 1_000 },
        ClientError::PurchasesStillOpen { number: 1_000, open: 17 },
        ClientError::InstructionTooLarge { index: 17, bytes: 17, most: 17 },
        ClientError::InstructionTooExpensive { index: 17, limit: "accounts" },
        ClientError::NotTheHolderOrDelegate { authority: key("authority"), delegate: None },
        ClientError::LicenseExcluded { by: Exclusion::Any, until: 1_800_086_400 },
        // A clock that went back, and one that went far ahead.
        ClientError::StakeLocked { free_at: i64::MAX, now: i64::MIN },
        ClientError::OfferStillOpen { acceptable_at: i64::MIN, now: i64::MAX },
    ];
    errors.extend(Status::ALL.map(|status| ClientError::WrongStatus { status }));
    errors.extend(NftRefusal::ALL.map(|refusal| ClientError::Nft { mint: key("mint"), refusal }));
    errors
}
