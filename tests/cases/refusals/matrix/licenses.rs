//! Licences, from their acceptance to their closing.

use super::{
    check,
    row::{Answer::Passes, Tamper::*, *},
};
use crate::scene::{GRANT, Stage};
use mosaic_client::MosaicError::*;
use mosaic_harness::Standard;

const PLAIN: Standard = Standard::NonFungible;

fn taking() -> [Row; 7] {
    [
        signer("licensee", NotTheLicensee),
        typed("vault", LicenseOfAnotherVault),
        typed("license", LicenseOfAnotherVault),
        typed("pool", PoolOfAnotherVault),
        named("income_account", WrongIncomeAccount),
        source("cash_source"),
        program("token_program"),
    ]
}

#[tokio::test]
async fn t03_accept_a_license() {
    check("accept_license", PLAIN, Stage::Granted, |lot| lot.take_license(GRANT).accept(), &taking()).await;
}

#[tokio::test]
async fn t03_renew_a_license() {
    check("renew_license", PLAIN, Stage::Licensed, |lot| lot.take_license(GRANT).renew(), &taking()).await;
}

#[tokio::test]
async fn t03_close_a_license() {
    let rows = [
        // It needs no vault: which licence it is, the rent's recipient apart, does not matter.
        typed("license", WrongLicenseOpener).on(Sibling, Passes),
        wallet("opener", WrongLicenseOpener),
    ];
    check("close_license", PLAIN, Stage::Lapsed, |lot| lot.close_license(GRANT).instruction(), &rows).await;
}
