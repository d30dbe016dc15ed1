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

fn depositing() -> Vec<Row> {
    vec![
        signer("creator", NotTheCreator),
        typed("vault", WrongAssetAddress).refuses(Foreigner, NotTheCreator),
        new("asset", WrongAssetAddress),
        the("nft_mint", NftMintNotClassic).refuses(Sibling, WrongMetadata).refuses(Foreigner, WrongMetadata),
        source("source"),
        new("custody", WrongCustody),
        the("metadata", WrongMetadata),
        the("edition", WrongEdition),
        program("token_program"),
        program("system_program"),
    ]
}

#[tokio::test]
async fn t03_deposit_a_plain_nft() {
    let mut rows = depositing();
    rows.extend([
        unused_program("token_metadata_program"),
        unused_program("associated_token_program"),
        unused("sysvar_instructions").refuses(Stranger, WrongInstructionsSysvar),
        unused("source_record"),
        unused("custody_record"),
        unused("rules_program").refuses(Stranger, WrongRulesProgram),
        unused("rules").refuses(Stranger, WrongRuleSet),
    ]);
    check("deposit_nft", PLAIN, Stage::Created, |lot| lot.deposit().instruction(), &rows).await;
}

#[tokio::test]
async fn t03_deposit_a_programmable_nft() {
    let mut rows = depositing();
    rows[4] = source("source").refuses(Twin, WrongTokenRecord);
    let missing = ProgrammableAccountsMissing;
    rows.extend([
        program("token_metadata_program").optional(missing),
        program("associated_token_program").optional(missing),
        named("sysvar_instructions", WrongInstructionsSysvar).optional(missing),
        the("source_record", WrongTokenRecord).optional(missing),
        new("custody_record", WrongTokenRecord).optional(missing),
        unused("rules_program").refuses(Stranger, WrongRulesProgram),
        unused("rules").refuses(Stranger, WrongRuleSet),
    ]);
    check("deposit_nft", PROGRAMMABLE, Stage::Created, |lot| lot.deposit().instruction(), &rows).await;
}

fn claiming(recipient: Row, destination: Row, programmable: [Row; 10]) -> Vec<Row> {
    let mut rows = vec![
        anybody("payer"),
        typed("vault", AssetOfAnotherVault).refuses(Foreigner, WrongCreator),
        typed("asset", AssetOfAnotherVault),
        named("nft_mint", WrongNftMint),
        named("custody", WrongCustody),
        recipient,
        destination,
        wallet("creator", WrongCreator),
        program("token_program"),
    ];
    rows.extend(programmable);
    rows
}

fn unused_programmable() -> [Row; 10] {
    [
        unused("metadata"),
        unused("edition"),
        unused_program("token_metadata_program"),
        unused_program("associated_token_program"),
        unused_program("system_program"),
        unused("sysvar_instructions").refuses(Stranger, WrongInstructionsSysvar),
        unused("custody_record"),
        unused("destination_record"),
        unused("rules_program").refuses(Stranger, WrongRulesProgram),
        unused("rules"),
    ]
}

#[tokio::test]
async fn t03_claim_a_plain_nft_for_its_recipient() {
    let recipient = wallet("recipient", WrongRecipient);
    let rows = claiming(recipient, destination("destination"), unused_programmable());
    check("claim_asset", PLAIN, Stage::Sold, |lot| lot.claim_asset().instruction(), &rows).await;
}

#[tokio::test]
async fn t03_claim_an_own_plain_nft() {
    let recipient = signer("recipient", WrongRecipient).on(Unsigned, Answer::Passes);
    let rows = claiming(recipient, own_destination("destination"), unused_programmable());
    let claim = |lot: &Lot| ClaimAsset { signed: true, ..lot.claim_asset() }.instruction();
    check("claim_asset", PLAIN, Stage::Sold, claim, &rows).await;
}

#[tokio::test]
async fn t03_claim_a_programmable_nft() {
    let missing = ProgrammableAccountsMissing;
    let programmable = [
        the("metadata", WrongMetadata).optional(missing),
        named("edition", WrongEdition).optional(missing),
        program("token_metadata_program").optional(missing),
        program("associated_token_program").optional(missing),
        program("system_program").optional(missing),
        named("sysvar_instructions", WrongInstructionsSysvar).optional(missing),
        named("custody_record", WrongTokenRecord).optional(missing),
        new("destination_record", WrongTokenRecord).optional(missing),
        unused("rules_program").refuses(Stranger, WrongRulesProgram),
        unused("rules").refuses(Stranger, WrongRuleSet),
    ];
    let rows =
        claiming(wallet("recipient", WrongRecipient), new("destination", DestinationNotAssociated), programmable);
    check("claim_asset", PROGRAMMABLE, Stage::Sold, |lot| lot.claim_asset().instruction(), &rows).await;
}
