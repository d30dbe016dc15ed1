//! Stakes and asks.

use mosaic_core::{asks::shift, stake::AUCTION_LOCK_SECS};

use super::*;
use crate::{
    error::ClientError,
    state::{Asks, Pool},
    views::AskView,
};

const ANA: Pubkey = Pubkey::new_from_array([21; 32]);
const BEN: Pubkey = Pubkey::new_from_array([22; 32]);

fn of(holder: Pubkey, amount: u64, level: Option<u8>) -> Stake {
    let locked_until = NOW + 86_400;
    let asks = u8::from(level.is_some());
    Stake { holder, amount, locked_until, asks, level: level.unwrap_or_default(), ..Stake::zeroed() }
}

/// A vault with these stakes.
fn with(stakes: &[Stake], status: Status) -> VaultView {
    let mut view = view(status);
    let mut book = Asks::zeroed();
    let mut pool = Pool { updated_at: NOW, ..Pool::zeroed() };
    for stake in stakes {
        shift(&mut book.weights, &mut book.asking, None, stake.ask()).unwrap();
        pool.staked += stake.amount;
        pool.stakes += 1;
    }
    view.reserve = reserve(&view.vault.terms(), Some(book.book()), SUPPLY).unwrap();
    view.asks = Some(Box::new(book));
    view.pool = Some(pool);
    view
}

#[test]
fn the_reserve_of_the_worked_example() {
    let empty = view(Status::Active);
    let first = stake(&empty, &ANA, None, 4_000_000_000, &rent()).unwrap();
    assert_eq!(
        (first.before, first.staked, first.total_staked, first.share_bps),
        (0, 4_000_000_000, 4_000_000_000, 4_000)
    );
    assert_eq!((first.locked_until, first.free_at), (NOW + 86_400, Some(NOW + 86_400)));
    let kinds: Vec<_> = first.accounts.iter().map(|account| account.kind).collect();
    assert_eq!(kinds, [AccountKind::Pool, AccountKind::StakedFractions, AccountKind::Stake]);
    assert_eq!((first.rent, returned_rent(&first.accounts)), (total_rent(&first.accounts), first.rent));

    let ben = of(BEN, 1_100_000_000, None);
    let vault = with(&[of(ANA, 4_000_000_000, Some(90)), ben], Status::Active);
    assert_eq!(vault.reserve.price, 1_000_000_000);
    let quote = ask(&vault, &ben, &BEN, Ask::AtLeast(800_000_000), &rent()).unwrap();
    assert_eq!(quote.ask, Some(AskView { level: 92, price: 822_702_474 }));
    assert_eq!((quote.reserve.price, quote.reserve.consenting), (822_702_474, 5_100_000_000));
    assert_eq!((quote.before, quote.weight, quote.accounts.len()), (None, 1_100_000_000, 0));
}

#[test]
fn a_wish_is_never_rounded_down() {
    let empty = view(Status::Active);
    let level = |price| Ask::AtLeast(price).level(&empty);
    assert_eq!((level(822_702_474), level(822_702_475)), (Ok(Some(92)), Ok(Some(93))));
    assert_eq!((level(0), level(103_034_676_446)), (Ok(Some(0)), Ok(Some(191))));
    let highest = 103_034_676_446;
    assert_eq!(level(u64::MAX), Err(ClientError::AskAboveLadder { price: u64::MAX, highest }));
    assert_eq!(Ask::Level(191).level(&empty), Ok(Some(191)));
    assert_eq!(Ask::Level(192).level(&empty), Err(ClientError::Rule(RuleError::LevelOutOfBounds)));
    assert_eq!(Ask::Nothing.level(&empty), Ok(None));
}

#[test]
fn the_depth_counts_every_fraction_once() {
    let vault = with(&[of(ANA, 3_000_000_001, Some(0)), of(BEN, 1, Some(96)), of(CLEO, 5, Some(191))], Status::Active);
    let levels = depth(&vault).unwrap();
    let weights: Vec<_> = levels.iter().map(|at| (at.level, at.weight, at.asking, at.consents)).collect();
    let at_opening = SUPPLY - 3_000_000_001 - 5;
    assert_eq!(weights, [(0, 3_000_000_001, 3_000_000_001, false), (96, at_opening, 1, true), (191, 5, 5, true)]);
    assert_eq!(levels.iter().map(|at| at.weight).sum::<u64>(), SUPPLY);
    assert_eq!(levels.iter().map(|at| at.cumulative_bps).collect::<Vec<_>>(), [3_000, 9_999, 10_000]);
    assert_eq!((levels[0].price, levels[0].weight_bps, levels[2].weight_bps), (9_243_305, 3_000, 0));
    assert_eq!(depth(&view(Status::Active)).unwrap().len(), 1, "without a book all count at the opening price");
    assert_eq!(depth(&VaultView { supply: 0, ..view(Status::Reclaimed) }), Ok(vec![]));
    assert_eq!(depth(&VaultView { supply: 3_000_000_006, ..vault }), Err(RuleError::LedgerMismatch));
}

#[test]
fn who_may_ask_and_when() {
    let ana = Stake { delegate: BEN, ..of(ANA, 7, None) };
    let vault = with(&[ana], Status::Active);
    let by = |authority: &Pubkey, stake: &Stake, vault: &VaultView| {
        ask(vault, stake, authority, Ask::Level(96), &rent()).map(|quote| quote.weight)
    };
    assert_eq!((by(&ANA, &ana, &vault), by(&BEN, &ana, &vault)), (Ok(7), Ok(7)));
    let stranger = ClientError::NotTheHolderOrDelegate { authority: CLEO, delegate: Some(BEN) };
    assert_eq!(by(&CLEO, &ana, &vault), Err(stranger));
    let nobody = Pubkey::default();
    let without = ClientError::NotTheHolderOrDelegate { authority: nobody, delegate: None };
    assert_eq!(by(&nobody, &of(ANA, 7, None), &vault), Err(without), "all zero is nobody");
    let nothing = ClientError::NothingStaked { vault: vault.address, holder: ANA };
    assert_eq!(by(&ANA, &of(ANA, 0, None), &vault), Err(nothing));
    for status in [Status::Draft, Status::Auction, Status::Sold, Status::Reclaimed] {
        assert_eq!(by(&ANA, &ana, &with(&[ana], status)), Err(ClientError::WrongStatus { status }));
    }
}

#[test]
fn a_stake_leaves_when_its_lock_is_over() {
    let ana = of(ANA, 10, Some(90));
    let at = |status, entered_at: i64, now| {
        let mut vault = with(&[ana, of(BEN, 5, None)], status);
        (vault.vault.entered_at, vault.now) = (entered_at, now);
        vault
    };
    let locked = |now, free_at| Err(ClientError::StakeLocked { free_at, now });
    let out = |vault: &VaultView, amount| unstake(vault, &ana, amount).map(|quote| (quote.staked, quote.total_staked));
    let (end, start) = (NOW + 86_400, NOW + 50);
    assert_eq!(out(&at(Status::Active, 0, end - 1), 4), locked(end - 1, end));
    assert_eq!(out(&at(Status::Active, 0, end), 4), Ok((6, 11)));
    let hour = start + i64::from(AUCTION_LOCK_SECS);
    assert_eq!(out(&at(Status::Auction, start, hour - 1), 10), locked(hour - 1, hour));
    assert_eq!(out(&at(Status::Auction, start, hour), 10), Ok((0, 5)));
    assert_eq!(out(&at(Status::Sold, start, start), 10), Ok((0, 5)));
    let free = at(Status::Active, 0, end);
    assert_eq!(out(&free, 11), Err(ClientError::NotEnoughStaked { needed: 11, staked: 10 }));
    assert_eq!(out(&free, 0), Err(ClientError::Rule(RuleError::ZeroAmount)));
    let whole = unstake(&free, &ana, 10).unwrap();
    assert_eq!((whole.closes, whole.ask, whole.reserve.price), (true, None, 1_000_000_000));
    assert_eq!(unstake(&free, &ana, 9).unwrap().ask.unwrap().level, 90);
}

#[test]
fn after_the_sale_a_stake_is_free_but_no_pool_is_opened() {
    let mut sold = with(&[of(BEN, 5, None)], Status::Sold);
    let status = Status::Sold;
    // Nothing is left to earn.
    assert_eq!(stake(&sold, &ANA, None, 1, &rent()).unwrap_err(), ClientError::WrongStatus { status });
    sold.pool.as_mut().unwrap().income[0].balance = 1;
    assert_eq!(stake(&sold, &ANA, None, 1, &rent()).unwrap().free_at, None);
    sold.pool = None;
    assert_eq!(stake(&sold, &ANA, None, 1, &rent()).unwrap_err(), ClientError::WrongStatus { status });
    let status = Status::Reclaimed;
    assert_eq!(stake(&view(status), &ANA, None, 1, &rent()).unwrap_err(), ClientError::WrongStatus { status });
}

#[test]
fn who_leaves_takes_its_stake_along_only_after_the_sale() {
    let ana = of(ANA, 1_000_000_000, None);
    let holdings = Holdings { wallet: ANA, fractions: 3_000_000_000, stake: Some(ana), ..Holdings::default() };
    assert_eq!(exit(&with(&[ana], Status::Active), &holdings), Ok(ExitQuote::default()));
    let sold = VaultView { pool: with(&[ana], Status::Sold).pool, ..sold() };
    let quote = exit(&sold, &holdings).unwrap();
    let redemption = Claim::Redemption { fractions: 4_000_000_000, payout: 372_000_000 };
    assert_eq!(quote.claims, [Claim::Stake { fractions: 1_000_000_000 }, redemption]);
    assert!(quote.closes_stake);
}
