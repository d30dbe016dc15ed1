//! NFTs in and out.

use super::{
    check,
    row::{Tamper::*, *},
};
use crate::scene::{Lot, Stage};
use mosaic_client::{MosaicError::*, instructions::ClaimAsset};
use mosaic_harness::Standard;

const PLAIN: Standard = Standard::NonFungible;
const PROGRAMMABLE: Standard = Standard::Programmable;
const TOKEN_2022: Standard = Standard::Token2022;

fn depositing(nft_mint: Row, source: Row) -> Vec<Row> {
    vec![
        signer("creator", NotTheCreator),
        typed("vault", WrongAssetAddress).refuses(Foreigner, NotTheCreator),
        new("asset", WrongAssetAddress),
        nft_mint,
        source,
        new("custody", WrongCustody),
    ]
}

/// Of an NFT of Token Metadata.
fn depositing_described(source: Row) -> Vec<Row> {
    let nft_mint = the("nft_mint", NftMintNotClassic).refuses(Sibling, WrongMetadata).refuses(Foreigner, WrongMetadata);
    let mut rows = depositing(nft_mint, source);
    rows.extend([
        the("metadata", WrongMetadata),
        // What is in it only tells a print from an original where the metadata tells no standard.
        the("edition", WrongEdition).on(Zeroed, Answer::Passes),
        program("token_program"),
        program("system_program"),
    ]);
    rows
}

#[tokio::test]
async fn t03_deposit_a_plain_nft() {
    let rows = depositing_described(source("source"));
    check("deposit_nft", PLAIN, Stage::Created, |lot| lot.deposit().instruction(), &rows).await;
}

#[tokio::test]
async fn t03_deposit_a_programmable_nft() {
    let mut rows = depositing_described(source("source").refuses(Twin, WrongTokenRecord));
    rows.extend([
        program("token_metadata_program"),
        program("associated_token_program"),
        named("sysvar_instructions", WrongInstructionsSysvar),
        the("source_record", WrongTokenRecord),
        new("custody_record", WrongTokenRecord),
        unused("rules_program").refuses(Stranger, WrongRulesProgram),
        unused("rules").refuses(Stranger, WrongRuleSet),
    ]);
    let deposit = |lot: &Lot| lot.deposit().instruction();
    check("deposit_programmable_nft", PROGRAMMABLE, Stage::Created, deposit, &rows).await;
}

#[tokio::test]
async fn t03_deposit_an_nft_of_token_2022() {
    let nft_mint = the("nft_mint", NftMintNotToken2022);
    let nft_mint = nft_mint.refuses(Sibling, WrongAssetAddress).refuses(Foreigner, WrongAssetAddress);
    let mut rows = depositing(nft_mint, source("source"));
    rows.extend([program("token_program"), program("system_program")]);
    let deposit = |lot: &Lot| lot.deposit().instruction();
    check("deposit_token_2022_nft", TOKEN_2022, Stage::Created, deposit, &rows).await;
}

fn claiming(recipient: Row, destination: Row) -> Vec<Row> {
    vec![
        anybody("payer"),
        typed("vault", AssetOfAnotherVault).refuses(Foreigner, WrongCreator),
        typed("asset", AssetOfAnotherVault),
        named("nft_mint", WrongNftMint),
        named("custody", WrongCustody),
        recipient,
        destination,
        wallet("creator", WrongCreator),
        program("token_program"),
    ]
}

#[tokio::test]
async fn t03_claim_a_plain_nft_for_its_recipient() {
    let rows = claiming(wallet("recipient", WrongRecipient), destination("destination"));
    check("claim_asset", PLAIN, Stage::Sold, |lot| lot.claim_asset().instruction(), &rows).await;
}

#[tokio::test]
async fn t03_claim_an_own_plain_nft() {
    let recipient = signer("recipient", WrongRecipient).on(Unsigned, Answer::Passes);
    let rows = claiming(recipient, own_destination("destination"));
    let claim = |lot: &Lot| ClaimAsset { signed: true, ..lot.claim_asset() }.instruction();
    check("claim_asset", PLAIN, Stage::Sold, claim, &rows).await;
}

#[tokio::test]
async fn t03_claim_a_programmable_nft() {
    let mut rows = claiming(wallet("recipient", WrongRecipient), new("destination", DestinationNotAssociated));
    rows.extend([
        the("metadata", WrongMetadata),
        named("edition", WrongEdition),
        program("token_metadata_program"),
        program("associated_token_program"),
        program("system_program"),
        named("sysvar_instructions", WrongInstructionsSysvar),
        named("custody_record", WrongTokenRecord),
        new("destination_record", WrongTokenRecord),
        unused("rules_program").refuses(Stranger, WrongRulesProgram),
        unused("rules").refuses(Stranger, WrongRuleSet),
    ]);
    let claim = |lot: &Lot| lot.claim_asset().instruction();
    check("claim_programmable_asset", PROGRAMMABLE, Stage::Sold, claim, &rows).await;
}

#[tokio::test]
async fn t03_claim_an_nft_of_token_2022_for_its_recipient() {
    let rows = claiming(wallet("recipient", WrongRecipient), destination("destination"));
    check("claim_token_2022_asset", TOKEN_2022, Stage::Sold, |lot| lot.claim_asset().instruction(), &rows).await;
}

#[tokio::test]
async fn t03_claim_an_own_nft_of_token_2022() {
    let recipient = signer("recipient", WrongRecipient).on(Unsigned, Answer::Passes);
    let rows = claiming(recipient, own_destination("destination"));
    let claim = |lot: &Lot| ClaimAsset { signed: true, ..lot.claim_asset() }.instruction();
    check("claim_token_2022_asset", TOKEN_2022, Stage::Sold, claim, &rows).await;
}
