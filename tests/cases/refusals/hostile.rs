//! Callers who mean harm: delegates, accounts brought back to life, strangers who call for others.

use {
    crate::scene::{
        Cast, EARNED, FIRST_FRACTIONS, FIRST_PRICE, GRANT, HELD, INCOME, LEADING_PRICE, Lot, OFFER, STAKE_LOCK_SECS,
        STAKED, SUPPLY, Stage, checked_bank, reach, transfer,
    },
    anchor_lang::{
        prelude::{AccountMeta, Pubkey},
        solana_program::{instruction::Instruction, system_instruction},
    },
    anchor_spl::token::spl_token,
    mosaic_client::{
        MosaicError::*,
        PROGRAM_ID,
        instructions::{ClaimAsset, CloseIncome, DepositIncome, DepositNft, Stake},
        pda,
    },
    mosaic_harness::{Actor, Bank},
};

const NO_LONGER_THERE: &str = "AccountOwnedByWrongProgram";
/// More than the rent of any account of the program.
const RENT: u64 = 100_000_000;

fn approve(token: &Pubkey, owner: &Actor, delegate: &Actor) -> Instruction {
    spl_token::instruction::approve(&spl_token::ID, token, &delegate.pubkey(), &owner.pubkey(), &[], u64::MAX)
        .expect("the token program's own id")
}

/// The instruction as the thief calls it: in place of the owner, with the owner's token accounts.
fn called_by(mut instruction: Instruction, owner: &Actor, thief: &Actor) -> Instruction {
    for meta in instruction.accounts.iter_mut().filter(|meta| meta.pubkey == owner.pubkey()) {
        meta.pubkey = thief.pubkey();
    }
    instruction
}

#[tokio::test]
async fn t07_a_delegate_is_not_the_owner() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let (creator, thief) = (&cast.creator, &cast.stranger);

    let draft = Lot::at(&mut bank, &cast, 1, Stage::Created).await;
    draft.must(&mut bank, &[approve(&draft.nft.token, creator, thief)]).await;
    let thieves = Cast { creator: thief.clone(), ..cast.clone() };
    let theirs = Lot::at(&mut bank, &thieves, 1, Stage::Created).await;
    let deposit = DepositNft { creator: thief.pubkey(), vault: theirs.vault, ..draft.deposit() }.instruction();
    draft.refuses(&bank, &deposit, SourceOfAnotherOwner).await;

    let active = Lot::at(&mut bank, &cast, 2, Stage::Active).await;
    active.must(&mut bank, &[approve(&active.fractions(creator), creator, thief)]).await;
    active.refuses(&bank, &called_by(active.reclaim().instruction(), creator, thief), SourceOfAnotherOwner).await;

    let spread = Lot::at(&mut bank, &cast, 3, Stage::Spread).await;
    let opener = &cast.opener;
    spread.must(&mut bank, &[approve(&spread.fractions(opener), opener, thief)]).await;
    let mut bid = spread.bid(thief, FIRST_PRICE, FIRST_FRACTIONS);
    bid.fraction_account = Some(spread.fractions(opener));
    spread.refuses(&bank, &bid.instruction(), SourceOfAnotherOwner).await;
    spread.must(&mut bank, &[approve(&cast.cash(opener), opener, thief)]).await;
    let mut bid = spread.bid(thief, FIRST_PRICE, 0);
    bid.cash_account = cast.cash(opener);
    spread.refuses(&bank, &bid.instruction(), SourceOfAnotherOwner).await;
    bid.args.price = OFFER;
    spread.refuses(&bank, &bid.offer(), SourceOfAnotherOwner).await;

    let sold = Lot::at(&mut bank, &cast, 4, Stage::Sold).await;
    let holder = &cast.holder;
    sold.must(&mut bank, &[approve(&sold.fractions(holder), holder, thief)]).await;
    let mut redeem = sold.redeem(thief, HELD);
    redeem.fraction_source = sold.fractions(holder);
    sold.refuses(&bank, &redeem.instruction(), SourceOfAnotherOwner).await;
    let staked = Lot::at(&mut bank, &cast, 5, Stage::Asked).await;
    staked.must(&mut bank, &[approve(&staked.fractions(holder), holder, thief)]).await;
    let stake = Stake { holder: thief.pubkey(), ..staked.stake(1) }.instruction();
    staked.refuses(&bank, &stake, SourceOfAnotherOwner).await;
    let funded = Lot::at(&mut bank, &cast, 6, Stage::Funded).await;
    funded.must(&mut bank, &[approve(&cast.cash(holder), holder, thief)]).await;
    let deposit = DepositIncome { source: cast.cash(holder), ..funded.deposit_income(&cast.quote, 1) };
    funded.refuses(&bank, &deposit.instruction(), SourceOfAnotherOwner).await;

    // Nor is a delegated account taken out of its owner's hands: the owner redeems as before.
    sold.must(&mut bank, &[sold.redeem(holder, HELD).instruction()]).await;
}

/// Keeps an address alive within the transaction that closed its account.
fn revive(cast: &Cast, address: &Pubkey) -> Instruction {
    system_instruction::transfer(&cast.stranger.pubkey(), address, RENT)
}

#[tokio::test]
async fn a_closed_bid_is_not_brought_back() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Outbid).await;
    let withdraw = lot.withdraw(&cast.opener).instruction();
    let revive = revive(&cast, &pda::bid(&lot.vault, &cast.opener.pubkey()));
    lot.fails(&bank, &[withdraw.clone(), revive.clone(), withdraw.clone()], NO_LONGER_THERE.to_owned()).await;
    lot.fails(&bank, &[withdraw.clone(), withdraw.clone()], NO_LONGER_THERE.to_owned()).await;
    // What lies at the address is no bid, so a raise has to pay all of it.
    let raise = lot.bid(&cast.opener, 2 * LEADING_PRICE, 0).instruction();
    let before = bank.token_balance(&cast.cash(&cast.opener)).await;
    lot.must(&mut bank, &[withdraw, revive, raise]).await;
    let paid = before + FIRST_PRICE * (SUPPLY - FIRST_FRACTIONS) / SUPPLY - 2 * LEADING_PRICE;
    assert_eq!(bank.token_balance(&cast.cash(&cast.opener)).await, paid);
    assert_eq!(bank.token_balance(&lot.fractions(&cast.opener)).await, FIRST_FRACTIONS);
}

#[tokio::test]
async fn a_closed_asset_is_not_brought_back() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Sold).await;
    let (claim, royalty) = (lot.claim_asset().instruction(), lot.claim_royalty().instruction());
    let revive = revive(&cast, &pda::asset(&lot.vault, &lot.nft.mint));
    for last in [&claim, &royalty] {
        let both = [claim.clone(), royalty.clone(), revive.clone(), last.clone()];
        lot.fails(&bank, &both, NO_LONGER_THERE.to_owned()).await;
    }
}

#[tokio::test]
async fn a_closed_vault_is_not_brought_back() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Paid).await;
    let close = lot.close().instruction();
    let (vault, auction) = (revive(&cast, &lot.vault), revive(&cast, &pda::auction(&lot.vault)));
    let after = |last: Instruction| [close.clone(), vault.clone(), auction.clone(), last];
    lot.fails(&bank, &after(close.clone()), NO_LONGER_THERE.to_owned()).await;
    lot.fails(&bank, &after(lot.create().instruction()), VaultIdUsed.name()).await;
    lot.fails(&bank, &after(lot.first_bid().instruction()), NO_LONGER_THERE.to_owned()).await;
    lot.fails(&bank, &after(lot.deposit().instruction()), NO_LONGER_THERE.to_owned()).await;
}

#[tokio::test]
async fn a_closed_stake_is_not_brought_back() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Earning).await;
    let revive = revive(&cast, &pda::stake(&lot.vault, &cast.holder.pubkey()));
    let [quote, gold] = [&cast.quote, &cast.gold].map(|mint| lot.claim_income(mint).instruction());
    let leave = |last: &Instruction| {
        vec![lot.unstake(STAKED).instruction(), quote.clone(), gold.clone(), revive.clone(), last.clone()]
    };
    let dead = [
        lot.unstake(STAKED).instruction(),
        gold.clone(),
        lot.set_ask(None).instruction(),
        lot.set_delegate(None).instruction(),
    ];
    for last in &dead {
        lot.fails(&bank, &leave(last), NO_LONGER_THERE.to_owned()).await;
    }
    // What lies at the address is no stake, so that the next one is new, earns from now on and is made of real fractions.
    lot.fails(&bank, &leave(&lot.stake(HELD + 1).instruction()), SourceTooSmall.name()).await;
    lot.must(&mut bank, &leave(&lot.stake(STAKED).instruction())).await;
    lot.refuses(&bank, &gold, NoIncomeDue).await;
    assert_eq!(bank.token_balance(&lot.fractions(&cast.holder)).await, HELD - STAKED);
}

#[tokio::test]
async fn a_closed_pool_is_not_brought_back() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let mut lot = Lot::at(&mut bank, &cast, 1, Stage::Left).await;
    let gold = lot.close_income(&cast.gold).instruction();
    let account = revive(&cast, &pda::income_account(&lot.vault, &cast.gold));
    lot.fails(&bank, &[gold.clone(), account, gold], WrongIncomeAccount.name()).await;
    reach(&mut bank, &mut [&mut lot], Stage::Emptied).await;
    let closed = [pda::pool(&lot.vault), pda::asks(&lot.vault), pda::staked_fractions(&lot.vault)];
    let mut close = vec![lot.close_staking().instruction()];
    close.extend(closed.map(|address| revive(&cast, &address)));
    let after = |last: Instruction| [close.clone(), vec![last]].concat();
    lot.fails(&bank, &after(lot.close_staking().instruction()), NO_LONGER_THERE.to_owned()).await;
    lot.fails(&bank, &after(lot.stake(1).instruction()), NO_LONGER_THERE.to_owned()).await;
    lot.fails(&bank, &after(lot.add_gold().instruction()), NO_LONGER_THERE.to_owned()).await;
    lot.fails(&bank, &after(lot.open_staking().instruction()), WrongStatus.name()).await;
    lot.fails(&bank, &after(lot.open_asks().instruction()), WrongStatus.name()).await;
    lot.must(&mut bank, &after(lot.close().instruction())).await;
}

/// Whoever knows an address can send lamports to it before there is an account.
#[tokio::test]
async fn a_closed_vote_is_not_brought_back() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Voted).await;
    let withdraw = lot.withdraw_vote(GRANT).instruction();
    let revive = revive(&cast, &pda::vote(&pda::proposal(&lot.vault, GRANT), &cast.holder.pubkey()));
    lot.fails(&bank, &[withdraw.clone(), revive.clone(), withdraw.clone()], NO_LONGER_THERE.to_owned()).await;
    // What lies at the address is no vote, so that the next one is a first one, and holds the stake.
    lot.must(&mut bank, &[withdraw.clone(), revive, lot.vote(GRANT, true).instruction()]).await;
    bank.advance(STAKE_LOCK_SECS).await;
    lot.refuses(&bank, &lot.unstake(1).instruction(), StakeLocked).await;
    lot.must(&mut bank, &[withdraw]).await;
}

#[tokio::test]
async fn a_closed_proposal_is_not_brought_back() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Granted).await;
    let close = lot.close_proposal(GRANT).instruction();
    let revive = revive(&cast, &pda::proposal(&lot.vault, GRANT));
    let dead = [lot.execute(GRANT).instruction(), close.clone(), lot.vote(GRANT, true).instruction()];
    for last in dead {
        lot.fails(&bank, &[close.clone(), revive.clone(), last], NO_LONGER_THERE.to_owned()).await;
    }
    let again = lot.propose(GRANT, lot.action(GRANT)).instruction();
    lot.fails(&bank, &[close.clone(), revive.clone(), again], WrongProposalAddress.name()).await;
    // Its vote is over: the record goes, whatever lies at the address.
    lot.must(&mut bank, &[close, revive, lot.withdraw_vote(GRANT).instruction()]).await;
}

#[tokio::test]
async fn a_closed_license_is_not_brought_back() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Lapsed).await;
    let close = lot.close_license(GRANT).instruction();
    let revive = revive(&cast, &lot.license(GRANT));
    for last in [close.clone(), lot.take_license(GRANT).renew(), lot.take_license(GRANT).accept()] {
        lot.fails(&bank, &[close.clone(), revive.clone(), last], NO_LONGER_THERE.to_owned()).await;
    }
    let grant = lot.execute(GRANT).instruction();
    lot.fails(&bank, &[close, revive, grant], ProposalExecuted.name()).await;
}

#[tokio::test]
async fn a_withdrawn_offer_is_not_brought_back() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Acceptable).await;
    let withdraw = lot.withdraw(&cast.leader);
    let revive = revive(&cast, &pda::bid(&lot.vault, &cast.leader.pubkey()));
    for last in [withdraw.offer(), withdraw.instruction()] {
        lot.fails(&bank, &[withdraw.offer(), revive.clone(), last], NO_LONGER_THERE.to_owned()).await;
    }
    let accept = lot.accept_offer().instruction();
    lot.fails(&bank, &[withdraw.offer(), revive, accept.clone()], NoOffer.name()).await;
    // In the other order the offer is a bid that leads.
    lot.fails(&bank, &[accept, withdraw.offer()], WrongStatus.name()).await;
}

#[tokio::test]
async fn t11_lamports_sent_beforehand_block_no_account_of_votes_licences_or_offers() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    // The least an account may hold, and more than any rent.
    for (id, lamports) in [(1, 890_880), (3, RENT)] {
        let mut voted = Lot::at(&mut bank, &cast, id, Stage::Staked).await;
        let mut offered = Lot::at(&mut bank, &cast, id + 1, Stage::Spread).await;
        let proposal = pda::proposal(&voted.vault, GRANT);
        let of_votes = [proposal, pda::vote(&proposal, &cast.holder.pubkey()), voted.license(GRANT)];
        let of_offers = [
            pda::auction(&offered.vault),
            pda::cash_escrow(&offered.vault),
            pda::fraction_escrow(&offered.vault),
            pda::bid(&offered.vault, &cast.opener.pubkey()),
        ];
        for address in of_votes.into_iter().chain(of_offers) {
            let gift = system_instruction::transfer(&cast.stranger.pubkey(), &address, lamports);
            voted.must(&mut bank, &[gift]).await;
        }
        reach(&mut bank, &mut [&mut voted], Stage::Lapsed).await;
        let closing = [
            voted.withdraw_vote(GRANT).instruction(),
            voted.close_proposal(GRANT).instruction(),
            voted.close_license(GRANT).instruction(),
        ];
        voted.must(&mut bank, &closing).await;
        for address in of_votes {
            assert_eq!(bank.lamports(&address).await, 0, "the rent and the gift have left");
        }
        reach(&mut bank, &mut [&mut offered], Stage::Acceptable).await;
        let returned = [offered.withdraw(&cast.opener).instruction(), offered.withdraw(&cast.leader).offer()];
        offered.must(&mut bank, &returned).await;
    }
}

#[tokio::test]
async fn t11_lamports_sent_beforehand_block_no_account_of_stakes_or_income() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    // The least an account may hold, and more than any rent.
    for (id, lamports) in [(1, 890_880), (2, RENT)] {
        let mut lot = Lot::at(&mut bank, &cast, id, Stage::Spread).await;
        let accounts = [
            pda::pool(&lot.vault),
            pda::staked_fractions(&lot.vault),
            pda::stake(&lot.vault, &cast.holder.pubkey()),
            pda::asks(&lot.vault),
            pda::income_account(&lot.vault, &cast.quote),
            pda::income_account(&lot.vault, &cast.gold),
        ];
        for address in accounts {
            let gift = system_instruction::transfer(&cast.stranger.pubkey(), &address, lamports);
            lot.must(&mut bank, &[gift]).await;
        }
        reach(&mut bank, &mut [&mut lot], Stage::Emptied).await;
        lot.must(&mut bank, &[lot.close_staking().instruction()]).await;
        lot.must(&mut bank, &[lot.close().instruction()]).await;
        for address in accounts {
            assert_eq!(bank.lamports(&address).await, 0, "the rent and the gift have left");
        }
    }
}

/// Fractions, income and lamports sent uninvited are in nobody's stake and nobody's income.
#[tokio::test]
async fn t11_gifts_change_no_stake_and_no_income() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let mut lot = Lot::at(&mut bank, &cast, 1, Stage::Funded).await;
    let (creator, stranger) = (&cast.creator, &cast.stranger);
    let gifts = [
        transfer(&lot.fractions(creator), &pda::staked_fractions(&lot.vault), &creator.pubkey(), 50_000),
        transfer(&cast.gold(stranger), &pda::income_account(&lot.vault, &cast.gold), &stranger.pubkey(), INCOME),
    ];
    for gift in gifts {
        lot.must(&mut bank, &[gift]).await;
    }
    let accounts = [
        pda::pool(&lot.vault),
        pda::stake(&lot.vault, &cast.holder.pubkey()),
        pda::asks(&lot.vault),
        pda::income_account(&lot.vault, &cast.gold),
    ];
    for address in accounts {
        lot.must(&mut bank, &[revive(&cast, &address)]).await;
    }
    reach(&mut bank, &mut [&mut lot], Stage::Earning).await;
    lot.refuses(&bank, &lot.unstake(STAKED + 1).instruction(), AmountAboveStake).await;
    lot.must(&mut bank, &[lot.claim_income(&cast.gold).instruction()]).await;
    assert_eq!(bank.token_balance(&cast.gold(&cast.holder)).await, EARNED);
    lot.must(&mut bank, &[lot.unstake(STAKED).instruction()]).await;
    assert_eq!(bank.token_balance(&lot.fractions(&cast.holder)).await, HELD);
    // Nor is the reserve measured by what nobody staked.
    lot.refuses(&bank, &lot.bid(&cast.leader, FIRST_PRICE - 1, 0).instruction(), BidBelowReserve).await;
}

/// The reclaimer is the curator too: what nobody earned and what was sent uninvited go to one account, both whole.
#[tokio::test]
async fn one_account_for_what_is_left_and_what_was_sent() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Regretted).await;
    let creator = cast.gold(&cast.creator);
    bank.mint_to(&cast.gold, &pda::income_account(&lot.vault, &cast.gold), 7).await;
    let close = CloseIncome { surplus_destination: Some(creator), ..lot.close_reclaimed_income() };
    lot.must(&mut bank, &[close.instruction(), lot.close_staking().instruction()]).await;
    assert_eq!(bank.token_balance(&creator).await, INCOME + 7);
}

#[tokio::test]
async fn a_stranger_pays_nobody_but_the_payee() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Sold).await;
    let theirs = cast.cash(&cast.stranger);
    let mut royalty = lot.claim_royalty();
    royalty.cash_destination = theirs;
    lot.refuses(&bank, &royalty.instruction(), DestinationOfAnotherOwner).await;
    let mut fee = lot.claim_curator_fee();
    fee.cash_destination = theirs;
    lot.refuses(&bank, &fee.instruction(), DestinationOfAnotherOwner).await;
    let mut withdraw = lot.withdraw(&cast.opener);
    withdraw.cash_destination = theirs;
    lot.refuses(&bank, &withdraw.instruction(), DestinationOfAnotherOwner).await;
    let stranger = cast.stranger.pubkey();
    let destination = bank.create_ata(&stranger, &lot.nft.mint).await;
    let claim = ClaimAsset { destination, ..lot.claim_asset() };
    lot.refuses(&bank, &claim.instruction(), DestinationOfAnotherOwner).await;
    let claim = ClaimAsset { recipient: stranger, destination, ..lot.claim_asset() };
    lot.refuses(&bank, &claim.instruction(), WrongRecipient).await;
}

#[tokio::test]
async fn a_payee_is_not_paid_aside_of_its_usual_account() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Sold).await;
    let aside = bank.create_token_account(&cast.artist.pubkey(), &cast.quote).await;
    let mut royalty = lot.claim_royalty();
    royalty.cash_destination = aside;
    lot.refuses(&bank, &royalty.instruction(), DestinationNotAssociated).await;
    royalty.signed = true;
    lot.must(&mut bank, &[royalty.instruction()]).await;
}

/// Calls with too few accounts, or with data that is none.
#[tokio::test]
async fn calls_without_accounts_or_data() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Outbid).await;
    let whole = lot.withdraw(&cast.opener).instruction();
    for length in 0..whole.accounts.len() {
        let mut cut = whole.clone();
        cut.accounts.truncate(length);
        lot.fails(&bank, &[cut], "AccountNotEnoughKeys".to_owned()).await;
    }
    fails_with_data(&lot, &bank, &whole.accounts, &[], "InstructionFallbackNotFound").await;
    fails_with_data(&lot, &bank, &whole.accounts, &[0xff; 8], "InstructionFallbackNotFound").await;
    let bid = lot.bid(&cast.opener, 2 * LEADING_PRICE, 0).instruction();
    let short = &bid.data[..bid.data.len() - 1];
    fails_with_data(&lot, &bank, &bid.accounts, short, "InstructionDidNotDeserialize").await;
    let funded = Lot::at(&mut bank, &cast, 2, Stage::Funded).await;
    let calls = [
        funded.open_staking().instruction(),
        funded.stake(1).instruction(),
        funded.unstake(1).instruction(),
        funded.open_asks().instruction(),
        funded.set_ask(None).instruction(),
        funded.set_delegate(None).instruction(),
        funded.add_gold().instruction(),
        funded.deposit_income(&cast.gold, 1).instruction(),
        funded.claim_income(&cast.gold).instruction(),
        funded.quote_vault().instruction(),
    ];
    for call in calls {
        let mut cut = call.clone();
        cut.accounts.pop();
        funded.fails(&bank, &[cut], "AccountNotEnoughKeys".to_owned()).await;
        if call.data.len() > 8 {
            let short = &call.data[..call.data.len() - 1];
            fails_with_data(&funded, &bank, &call.accounts, short, "InstructionDidNotDeserialize").await;
        }
    }
    // An option is nothing or something.
    let ask = funded.set_ask(Some(1)).instruction();
    let neither = [&ask.data[..8], &[2, 1]].concat();
    fails_with_data(&funded, &bank, &ask.accounts, &neither, "InstructionDidNotDeserialize").await;
    // Lamports and tokens that the thief sends along change nothing.
    let gift = transfer(&cast.cash(&cast.stranger), &pda::cash_escrow(&lot.vault), &cast.stranger.pubkey(), 1);
    lot.must(&mut bank, &[gift, whole]).await;
}

async fn fails_with_data(lot: &Lot<'_>, bank: &Bank, accounts: &[AccountMeta], data: &[u8], error: &str) {
    let instruction = Instruction { program_id: PROGRAM_ID, accounts: accounts.to_vec(), data: data.to_vec() };
    lot.fails(bank, &[instruction], error.to_owned()).await;
}

#[tokio::test]
async fn calls_of_votes_licences_and_offers_without_accounts_or_data() {
    let mut bank = checked_bank().await;
    let cast = Cast::ours(&mut bank).await;
    let lot = Lot::at(&mut bank, &cast, 1, Stage::Licensed).await;
    lot.must(&mut bank, &[lot.first_offer().offer()]).await;
    let propose = lot.propose(6, lot.action(GRANT)).instruction();
    let calls = [
        propose.clone(),
        lot.vote(GRANT, true).instruction(),
        lot.withdraw_vote(GRANT).instruction(),
        lot.execute(GRANT).instruction(),
        lot.close_proposal(GRANT).instruction(),
        lot.take_license(GRANT).accept(),
        lot.take_license(GRANT).renew(),
        lot.close_license(GRANT).instruction(),
        lot.better_offer().offer(),
        lot.withdraw(&cast.opener).offer(),
        lot.accept_offer().instruction(),
    ];
    for call in calls {
        let mut cut = call.clone();
        cut.accounts.pop();
        lot.fails(&bank, &[cut], "AccountNotEnoughKeys".to_owned()).await;
        if call.data.len() > 8 {
            let short = &call.data[..call.data.len() - 1];
            fails_with_data(&lot, &bank, &call.accounts, short, "InstructionDidNotDeserialize").await;
        }
    }
    let (name, licensee) = (&propose.data[..8], [0; 32]);
    let malformed: [&[&[u8]]; 5] = [
        // No action has this number.
        &[&[6]],
        &[&[255], &[0; 300]],
        // A text that is longer than all there is, one that is no text, and neither exclusive nor not.
        &[&[0], &licensee, &[0xff; 4], &[0; 45]],
        &[&[5], &2u32.to_le_bytes(), &[0xff, 0xfe], &[0; 32]],
        &[&[0], &licensee, &[0; 4], &[0; 32], &[0; 8], &3_600u32.to_le_bytes(), &[2]],
    ];
    for action in malformed {
        let data = [name, &action.concat()].concat();
        fails_with_data(&lot, &bank, &propose.accounts, &data, "InstructionDidNotDeserialize").await;
    }
    lot.must(&mut bank, &[propose]).await;
}
