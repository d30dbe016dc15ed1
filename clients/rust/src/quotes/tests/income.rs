//! Income.

use mosaic_core::income::Stream;

use super::*;
use crate::{
    error::ClientError,
    state::{Income, Pool, Share},
    views::Due,
};

const HOLDER: Pubkey = Pubkey::new_from_array([21; 32]);
const QUOTE: Pubkey = Pubkey::new_from_array([31; 32]);
const OTHER: Pubkey = Pubkey::new_from_array([32; 32]);
const THIRD: Pubkey = Pubkey::new_from_array([33; 32]);
const WEEK: u32 = 604_800;

fn income(mint: Pubkey, stream: &Stream) -> Income {
    let Stream { balance, amount, released, secs, elapsed, per_fraction, rest } = *stream;
    let halves = |number: u128| [number as u64, (number >> 64) as u64];
    let (per_fraction, rest) = (halves(per_fraction), halves(rest));
    Income { mint, account: mint, opener: CURATOR, per_fraction, rest, balance, amount, released, secs, elapsed }
}

/// A vault in which 4 fractions have been staked and `ago` seconds have passed since 604,800 units came in, twice; the
/// stake of one of them.
fn streaming(ago: i64, status: Status) -> (VaultView, Stake) {
    let stream = Stream::default().deposit(604_800, WEEK).unwrap();
    let incomes = [income(QUOTE, &stream), income(OTHER, &stream), Income::default()];
    let mut vault = view(status);
    vault.vault.quote_mint = QUOTE;
    vault.pool = Some(Pool { income: incomes, staked: 4, stakes: 2, updated_at: NOW - ago, ..Pool::zeroed() });
    (vault, Stake { holder: HOLDER, amount: 1, ..Stake::zeroed() })
}

#[test]
fn a_stream_is_shown_at_the_time_of_the_view() {
    let (vault, stake) = streaming(10, Status::Active);
    let shown = vault.income(&QUOTE).unwrap().unwrap();
    assert_eq!((shown.waiting, shown.secs_left, shown.earned(), shown.place), (604_790, WEEK - 10, 10, 0));
    assert_eq!((shown.per_second, shown.per_fraction_second(4)), (1 << 64, 1 << 62));
    assert_eq!(shown.per_fraction_second(0), 0);
    assert_eq!(shown.share_of(&stake).claimable(), 2, "of two and a half");
    assert_eq!(shown.earned_by(1, 4, 8), Ok(2));
    assert_eq!(shown.earned_by(4, 4, u64::MAX), Ok(604_790), "no more than waits");
    assert_eq!(vault.due(&stake).unwrap(), [QUOTE, OTHER].map(|mint| Due { mint, amount: 2 }));
    assert_eq!(vault.income(&THIRD), Ok(None));
    // A clock that went back releases nothing.
    assert_eq!(streaming(-10, Status::Active).0.income(&QUOTE).unwrap().unwrap().waiting, 604_800);
    let (done, stake) = streaming(1_000_000, Status::Active);
    let shown = done.income(&OTHER).unwrap().unwrap();
    assert_eq!((shown.waiting, shown.secs_left, shown.per_second), (0, 0, 0));
    assert_eq!(shown.share_of(&stake).claimable(), 151_200);
}

#[test]
fn a_deposit_and_what_waits_become_one() {
    let (vault, _) = streaming(i64::from(WEEK / 2), Status::Auction);
    let quote = deposit_income(&vault, &HOLDER, &QUOTE, 302_400, &rent()).unwrap();
    assert_eq!((quote.waiting_before, quote.secs_before), (302_400, WEEK / 2));
    assert_eq!((quote.waiting, quote.secs, quote.staked, quote.accounts), (604_800, WEEK / 4 * 3, 4, vec![]));
    // Dust puts nothing off.
    assert_eq!(deposit_income(&vault, &HOLDER, &QUOTE, 1, &rent()).unwrap().secs, WEEK / 2);
    let most = u64::MAX - 604_800;
    assert!(deposit_income(&vault, &HOLDER, &QUOTE, most, &rent()).is_ok());
    let refused = |mint, amount| deposit_income(&vault, &HOLDER, mint, amount, &rent()).unwrap_err();
    assert_eq!(refused(&QUOTE, most + 1), ClientError::Rule(RuleError::Overflow));
    assert_eq!(refused(&QUOTE, 0), ClientError::Rule(RuleError::ZeroAmount));
    assert_eq!(refused(&THIRD, 1), ClientError::NoIncomeMint { mint: THIRD, curator: CURATOR });
    let by_curator = deposit_income(&vault, &CURATOR, &THIRD, 1, &rent()).unwrap();
    assert_eq!(by_curator.accounts.len(), 1, "which adds the mint");
    for status in [Status::Draft, Status::Sold, Status::Reclaimed] {
        let refused = deposit_income(&streaming(0, status).0, &HOLDER, &QUOTE, 1, &rent());
        assert_eq!(refused.unwrap_err(), ClientError::WrongStatus { status });
    }
}

#[test]
fn the_first_place_is_kept_for_the_quote_mint() {
    let mut vault = view(Status::Active);
    vault.vault.quote_mint = QUOTE;
    vault.vault.fraction_mint = CLEO;
    let add = |vault: &VaultView, payer: &Pubkey, mint: &Pubkey| add_income_mint(vault, payer, mint, &rent());
    let first = add(&vault, &CURATOR, &OTHER).unwrap();
    let kinds: Vec<_> = first.accounts.iter().map(|account| account.kind).collect();
    assert_eq!(kinds, [AccountKind::Pool, AccountKind::StakedFractions, AccountKind::IncomeAccount]);
    assert_eq!((first.place, first.rent), (1, returned_rent(&first.accounts)));
    assert_eq!(add(&vault, &HOLDER, &QUOTE).unwrap().place, 0, "by anybody");
    assert_eq!(add(&vault, &HOLDER, &OTHER), Err(ClientError::NotTheCurator { curator: CURATOR }));
    assert_eq!(add(&vault, &CURATOR, &CLEO), Err(ClientError::IncomeMintIsFraction { mint: CLEO }));

    let stream = Stream::default();
    let incomes = [Income::default(), income(OTHER, &stream), income(THIRD, &stream)];
    vault.pool = Some(Pool { income: incomes, ..Pool::zeroed() });
    assert_eq!(add(&vault, &HOLDER, &QUOTE).unwrap().place, 0);
    assert_eq!(add(&vault, &CURATOR, &OTHER), Err(ClientError::IncomeMintKnown { mint: OTHER }));
    assert_eq!(add(&vault, &CURATOR, &PAINTER), Err(ClientError::TooManyIncomeMints { most: 2 }));
}

#[test]
fn only_what_is_wanted_and_owed_is_claimed() {
    let (vault, stake) = streaming(10, Status::Reclaimed);
    let claims = |stake: &Stake, mints: Option<&[Pubkey]>| claim_income(&vault, stake, mints);
    assert_eq!(claims(&stake, None).unwrap().claims, [QUOTE, OTHER].map(|mint| Due { mint, amount: 2 }));
    assert_eq!(claims(&stake, Some(&[OTHER, THIRD])).unwrap().claims, [Due { mint: OTHER, amount: 2 }]);
    let none = ClientError::NoIncomeDue { holder: HOLDER };
    assert_eq!(claims(&stake, Some(&[THIRD])), Err(none.clone()));
    assert!(!claims(&stake, None).unwrap().closes, "something is staked");

    // Nothing is staked any more: it closes with the last whole unit.
    let owed = |units: u64| Share { entry: [0; 2], owed: [u64::MAX, units] };
    let left = Stake { amount: 0, shares: [owed(3), owed(1), owed(0)], ..stake };
    assert!(claims(&left, None).unwrap().closes);
    assert!(!claims(&left, Some(&[QUOTE])).unwrap().closes);
    let dust = Stake { amount: 0, shares: [owed(0); 3], ..stake };
    assert_eq!(claims(&dust, None), Err(none));
}

#[test]
fn income_on_a_frozen_way_stays_owed() {
    let (mut vault, stake) = streaming(10, Status::Active);
    vault.vault.quote_mint = QUOTE;
    let mut holdings = Holdings { wallet: HOLDER, stake: Some(stake), ..Holdings::default() };
    let quote = exit(&vault, &holdings).unwrap();
    assert_eq!(quote.claims, [QUOTE, OTHER].map(|mint| Claim::Income { mint, amount: 2 }));
    assert_eq!((quote.cash, quote.closes_stake), (2, false), "the other mint is no cash");
    holdings.unpayable = vec![QUOTE];
    let quote = exit(&vault, &holdings).unwrap();
    assert_eq!((quote.claims, quote.cash), (vec![Claim::Income { mint: OTHER, amount: 2 }], 0));
    holdings.stake = Some(Stake { amount: 0, shares: [Share { entry: [0; 2], owed: [0, 5] }; 3], ..stake });
    assert!(!exit(&vault, &holdings).unwrap().closes_stake);
    holdings.unpayable.clear();
    assert!(exit(&vault, &holdings).unwrap().closes_stake);
}
