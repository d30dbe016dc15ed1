//! What is refused of licences, and of licensees.

use {
    crate::scene::{
        Cast, DELAY_SECS, END, EXECUTION_SECS, FEE, GRANT, Lot, PROPOSALS, Stage, TERM_SECS, VOTING_SECS, checked_bank,
        freezer, reach,
    },
    mosaic_client::{
        MosaicError::*,
        instructions::{CloseLicense, TakeLicense},
        pda,
        state::{License, Vault, decode},
    },
    mosaic_harness::Bank,
};

const NO_LONGER_THERE: &str = "AccountOwnedByWrongProgram";
const TERM: i64 = TERM_SECS as i64;
/// A short term, so that several fit into the time to accept.
const DAY: i64 = 86_400;

async fn license(bank: &Bank, lot: &Lot<'_>, number: u64) -> License {
    decode(&bank.account(&lot.license(number)).await.expect("it is open").data).expect("a licence")
}

async fn vault(bank: &Bank, lot: &Lot<'_>) -> Vault {
    decode(&bank.account(&lot.vault).await.expect("it is open").data).expect("a vault")
}

#[tokio::test]
async fn a_license_is_taken_by_its_licensee_once() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Granted).await;
    let take = lot.take_license(GRANT);
    for other in [&cast.opener, &cast.holder, &cast.creator, &cast.stranger] {
        let take = TakeLicense { licensee: other.pubkey(), cash_source: cast.cash(other), ..take };
        lot.refuses(&bank, &take.accept(), NotTheLicensee).await;
        lot.refuses(&bank, &take.renew(), NotTheLicensee).await;
    }
    lot.refuses(&bank, &take.renew(), LicenseNotTaken).await;
    lot.fails(&bank, &[take.accept(), take.accept()], LicenseTaken.name()).await;
    let (cash, income) = (cast.cash(&cast.leader), pda::income_account(&lot.vault, &cast.quote));
    let before = (bank.token_balance(&cash).await, bank.token_balance(&income).await);
    lot.must(&mut bank, &[take.accept()]).await;
    assert_eq!((bank.token_balance(&cash).await, bank.token_balance(&income).await), (before.0 - FEE, before.1 + FEE));
    lot.refuses(&bank, &take.accept(), LicenseTaken).await;
    let stranger = TakeLicense { licensee: cast.opener.pubkey(), cash_source: cast.cash(&cast.opener), ..take };
    lot.refuses(&bank, &stranger.renew(), NotTheLicensee).await;
    // There is none of that number.
    lot.fails(&bank, &[lot.take_license(END).accept()], NO_LONGER_THERE.to_owned()).await;
}

#[tokio::test]
async fn the_fee_is_the_licensees_and_goes_into_the_income_in_the_quote_mint() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Passed).await;
    let leader = &cast.leader;
    lot.must(&mut bank, &[lot.execute(GRANT).instruction(), lot.add_gold().instruction()]).await;
    let take = lot.take_license(GRANT);
    // The quote mint is no income yet.
    lot.refuses(&bank, &take.accept(), WrongIncomeAccount).await;
    lot.must(&mut bank, &[lot.add_quote().instruction()]).await;
    let in_gold = TakeLicense { quote_mint: cast.gold, cash_source: cast.gold(leader), ..take };
    lot.refuses(&bank, &in_gold.accept(), WrongIncomeAccount).await;
    let paid_in_gold = TakeLicense { cash_source: cast.gold(leader), ..take };
    lot.refuses(&bank, &paid_in_gold.accept(), SourceOfAnotherMint).await;
    let by_another = TakeLicense { cash_source: cast.cash(&cast.opener), ..take };
    lot.refuses(&bank, &by_another.accept(), SourceOfAnotherOwner).await;
    let cash = cast.cash(leader);
    bank.freeze(&cash, &cast.quote, &freezer()).await;
    lot.refuses(&bank, &take.accept(), SourceFrozen).await;
    bank.thaw(&cash, &cast.quote, &freezer()).await;
    let poor = bank.create_token_account(&leader.pubkey(), &cast.quote).await;
    bank.mint_to(&cast.quote, &poor, FEE - 1).await;
    let take = TakeLicense { cash_source: poor, ..take };
    lot.refuses(&bank, &take.accept(), SourceTooSmall).await;
    bank.mint_to(&cast.quote, &poor, 1).await;
    lot.must(&mut bank, &[take.accept()]).await;
    lot.refuses(&bank, &take.renew(), SourceTooSmall).await;
}

#[tokio::test]
async fn t16_a_license_is_accepted_before_its_offer_is_over() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Granted).await;
    let offered_until = bank.now().await + EXECUTION_SECS;
    let (accept, close) = (lot.take_license(GRANT).accept(), lot.close_license(GRANT).instruction());
    for now in [offered_until - EXECUTION_SECS, offered_until - 1] {
        bank.set_clock(now).await;
        bank.simulate(std::slice::from_ref(&accept), &[&cast.leader.keypair]).await.expect("not over");
        lot.refuses(&bank, &close, LicenseAlive).await;
    }
    bank.set_clock(offered_until).await;
    lot.refuses(&bank, &accept, LicenseOfferOver).await;
    let thief = CloseLicense { opener: cast.artist.pubkey(), ..lot.close_license(GRANT) };
    lot.refuses(&bank, &thief.instruction(), WrongLicenseOpener).await;
    let opener = cast.stranger.pubkey();
    let (lamports, rent) = (bank.lamports(&opener).await, bank.lamports(&lot.license(GRANT)).await);
    lot.must(&mut bank, std::slice::from_ref(&close)).await;
    assert_eq!(bank.lamports(&opener).await, lamports + rent);
    for again in [accept, close] {
        lot.fails(&bank, &[again], NO_LONGER_THERE.to_owned()).await;
    }
    // It is not granted again.
    lot.refuses(&bank, &lot.execute(GRANT).instruction(), ProposalExecuted).await;
}

#[tokio::test]
async fn a_license_that_a_vote_ended_is_neither_accepted_nor_renewed() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let offered = Lot::at(&mut bank, &cast, 1, Stage::Granted).await;
    offered.must(&mut bank, &[offered.execute(END).instruction()]).await;
    offered.refuses(&bank, &offered.take_license(GRANT).accept(), LicenseEnded).await;
    offered.must(&mut bank, &[offered.close_license(GRANT).instruction()]).await;

    let taken = Lot::at(&mut bank, &cast, 2, Stage::Licensed).await;
    taken.must(&mut bank, &[taken.execute(END).instruction()]).await;
    taken.refuses(&bank, &taken.take_license(GRANT).renew(), LicenseEnded).await;
    // What was paid for runs on.
    let close = taken.close_license(GRANT).instruction();
    bank.advance(TERM - 1).await;
    taken.refuses(&bank, &close, LicenseAlive).await;
    bank.advance(1).await;
    taken.must(&mut bank, &[close]).await;
}

#[tokio::test]
async fn t16_a_license_is_renewed_in_its_last_term() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Licensed).await;
    let from = bank.now().await;
    let (renew, close) = (lot.take_license(GRANT).renew(), lot.close_license(GRANT).instruction());
    // The next term, and no further one.
    lot.fails(&bank, &[renew.clone(), renew.clone()], LicenseRenewed.name()).await;
    lot.must(&mut bank, std::slice::from_ref(&renew)).await;
    assert_eq!(license(&bank, &lot, GRANT).await.until, from + 2 * TERM);
    assert_eq!(vault(&bank, &lot).await.licensed_until, from + 2 * TERM);
    bank.set_clock(from + TERM - 1).await;
    lot.refuses(&bank, &renew, LicenseRenewed).await;
    bank.set_clock(from + TERM).await;
    lot.must(&mut bank, std::slice::from_ref(&renew)).await;
    bank.set_clock(from + 3 * TERM - 1).await;
    bank.simulate(std::slice::from_ref(&renew), &[&cast.leader.keypair]).await.expect("not over");
    lot.refuses(&bank, &close, LicenseAlive).await;
    bank.set_clock(from + 3 * TERM).await;
    lot.refuses(&bank, &renew, LicenseOver).await;
    lot.refuses(&bank, &lot.take_license(GRANT).accept(), LicenseTaken).await;
    lot.must(&mut bank, &[close]).await;
}

#[tokio::test]
async fn t16_an_exclusive_license_excludes_the_others_as_long_as_it_runs() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Voted).await;
    let (exclusive, other) = (PROPOSALS.len() as u64, PROPOSALS.len() as u64 + 1);
    for number in [exclusive, other] {
        let action = lot.grant(0, DAY as u32, true);
        let (propose, vote) = (lot.propose(number, action), lot.vote(number, true));
        lot.must(&mut bank, &[propose.instruction(), vote.instruction()]).await;
    }
    bank.advance(VOTING_SECS + DELAY_SECS).await;
    let grant = |number| lot.execute_action(number, &lot.grant(0, 0, true)).instruction();
    let grants = [lot.execute(GRANT).instruction(), grant(exclusive), grant(other), lot.add_quote().instruction()];
    lot.must(&mut bank, &grants).await;
    let accept = |number| lot.take_license(number).accept();
    let now = bank.now().await;
    // A fee of nothing moves nothing.
    lot.must(&mut bank, &[accept(exclusive)]).await;
    assert_eq!(bank.token_balance(&pda::income_account(&lot.vault, &cast.quote)).await, 0);
    for late in [now, now + DAY - 1] {
        bank.set_clock(late).await;
        lot.refuses(&bank, &accept(GRANT), LicenseExcluded).await;
        lot.refuses(&bank, &accept(other), LicenseExcluded).await;
    }
    // Renewed, it excludes them for longer; none of them is late yet.
    lot.must(&mut bank, &[lot.take_license(exclusive).renew()]).await;
    bank.set_clock(now + 2 * DAY - 1).await;
    lot.refuses(&bank, &accept(GRANT), LicenseExcluded).await;
    bank.set_clock(now + 2 * DAY).await;
    bank.simulate(&[accept(other)], &[&cast.leader.keypair]).await.expect("alone");
    lot.must(&mut bank, &[accept(GRANT)]).await;
    // One that does not exclude others is in the way of one that does.
    lot.refuses(&bank, &accept(other), LicenseExcluded).await;
}

#[tokio::test]
async fn licenses_are_neither_accepted_nor_renewed_once_somebody_bids() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let offered = Lot::at(&mut bank, &cast, 1, Stage::Granted).await;
    let mut taken = Lot::at(&mut bank, &cast, 2, Stage::Licensed).await;
    let until = license(&bank, &taken, GRANT).await.until;
    for lot in [&offered, &taken] {
        lot.must(&mut bank, &[lot.first_bid().instruction(), lot.leading_bid().instruction()]).await;
    }
    let (accept, renew) = (offered.take_license(GRANT).accept(), taken.take_license(GRANT).renew());
    offered.refuses(&bank, &accept, WrongStatus).await;
    taken.refuses(&bank, &renew, WrongStatus).await;
    taken.stage = Stage::Outbid;
    reach(&mut bank, &mut [&mut taken], Stage::Sold).await;
    taken.refuses(&bank, &renew, WrongStatus).await;
    // A licence runs on after the sale, and is closed when it is over.
    assert_eq!(vault(&bank, &taken).await.licensed_until, until);
    bank.set_clock(until - 1).await;
    taken.refuses(&bank, &taken.close_license(GRANT).instruction(), LicenseAlive).await;
    bank.set_clock(until).await;
    taken.must(&mut bank, &[taken.close_license(GRANT).instruction()]).await;
    offered.must(&mut bank, &[offered.close_license(GRANT).instruction()]).await;
}
