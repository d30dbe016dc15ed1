//! What a pool can never do to who trades in it, and where the exchanges' own numbers come from.

use anchor_lang::prelude::Pubkey;
use anchor_spl::token::ID as TOKEN_ID;
use proptest::prelude::*;
use sha2::{Digest, Sha256};

use super::{
    Amounts, PoolError, Side,
    compare::of_curve,
    curve::{Curve, Fees, Part, RATE_WHOLE, Swapped, at_least, at_most},
    raydium, token_swap,
};
use crate::state::VaultQuote;

const SIDES: [Side; 2] = [Side::Fractions, Side::Quote];

fn part() -> impl Strategy<Value = Part> {
    prop_oneof![Just(Part::default()), (0u64..300).prop_map(|of| Part { of, whole: 10_000 })]
}

fn fees() -> impl Strategy<Value = Fees> {
    let token_swap =
        (part(), part(), part()).prop_map(|(trade, owner, withdraw)| Fees::TokenSwap { trade, owner, withdraw });
    let on = prop_oneof![Just(None), Just(Some(Side::Fractions)), Just(Some(Side::Quote))];
    let raydium = (0u64..RATE_WHOLE / 10, 0u64..RATE_WHOLE / 10, on)
        .prop_map(|(trade, creator, creator_on)| Fees::Raydium { trade, creator, creator_on });
    prop_oneof![token_swap, raydium]
}

/// Amounts of all magnitudes.
fn amount() -> impl Strategy<Value = u64> {
    (0u32..63, any::<u64>()).prop_map(|(bits, any)| (any >> bits).max(1))
}

fn curve() -> impl Strategy<Value = Curve> {
    (amount(), amount(), amount(), fees()).prop_map(|(fractions, quote, shares, fees)| Curve {
        reserves: Amounts { fractions, quote },
        shares,
        fees,
    })
}

fn product(curve: &Curve) -> u128 {
    u128::from(curve.reserves.fractions) * u128::from(curve.reserves.quote)
}

/// A vault whose fractions are worth so much each, as Q64.64.
fn worth(price: u64, value_per_fraction: u128) -> VaultQuote {
    VaultQuote {
        status: 3,
        firm: true,
        price,
        reserve: price,
        consenting: 0,
        leading_price: price,
        ends_at: 0,
        offer_price: 0,
        licensed_until: 0,
        supply: 0,
        value_per_fraction,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn a_trade_takes_no_more_than_is_offered_and_the_pool_never_loses(
        curve in curve(), fractions: bool, amount in amount(),
    ) {
        let side = SIDES[usize::from(fractions)];
        if let Ok(Swapped { paid, received }) = curve.swap(side, amount) {
            prop_assert!(0 < paid && paid <= amount);
            prop_assert!(0 < received && received < curve.reserves.of(side.other()));
            let after = curve.after(side, Swapped { paid, received });
            prop_assert!(product(&after) >= product(&curve));
        }
    }

    #[test]
    fn offering_only_what_is_taken_brings_as_much(curve in curve(), fractions: bool, amount in amount()) {
        let side = SIDES[usize::from(fractions)];
        if let Ok(traded) = curve.swap(side, amount) {
            let all = curve.swap_all(side, amount).unwrap();
            prop_assert!(all.received == traded.received && all.paid <= traded.paid);
            prop_assert_eq!(curve.swap(side, all.paid), Ok(all));
        }
    }

    #[test]
    fn there_and_back_gains_nothing(curve in curve(), fractions: bool, amount in amount()) {
        let side = SIDES[usize::from(fractions)];
        if let Ok(there) = curve.swap(side, amount)
            && let Ok(back) = curve.after(side, there).swap(side.other(), there.received)
        {
            prop_assert!(back.received <= there.paid);
        }
    }

    #[test]
    fn a_larger_trade_never_brings_less(curve in curve(), fractions: bool, amount in amount(), more in amount()) {
        let side = SIDES[usize::from(fractions)];
        if let (Ok(less), Ok(more)) = (curve.swap(side, amount), curve.swap(side, amount.saturating_add(more))) {
            prop_assert!(less.received <= more.received);
        }
    }

    #[test]
    fn shares_cost_no_more_than_was_allowed_and_no_more_shares_would_fit(
        curve in curve(), fractions in amount(), quote in amount(),
    ) {
        let most = Amounts { fractions, quote };
        if let Ok(shares) = curve.shares_for(most) {
            let cost = curve.deposit(shares).unwrap();
            prop_assert!(cost.fractions <= fractions && cost.quote <= quote);
            if let Ok(cost) = curve.deposit(shares + 1) {
                prop_assert!(cost.fractions > fractions || cost.quote > quote);
            }
        }
    }

    #[test]
    fn shares_are_never_paid_more_than_they_cost(curve in curve(), shares in amount()) {
        let Ok(cost) = curve.deposit(shares) else { return Ok(()) };
        let (Some(fractions), Some(quote), Some(all)) = (
            curve.reserves.fractions.checked_add(cost.fractions),
            curve.reserves.quote.checked_add(cost.quote),
            curve.shares.checked_add(shares),
        ) else { return Ok(()) };
        let after = Curve { reserves: Amounts { fractions, quote }, shares: all, ..curve };
        if let Ok(paid) = after.withdraw(shares) {
            prop_assert!(paid.fractions <= cost.fractions && paid.quote <= cost.quote);
        }
    }

    #[test]
    fn bounds_are_never_looser_than_the_slippage_and_never_nothing(amount in amount(), bps in 0u16..10_000) {
        let (least, most) = (at_least(amount, bps).unwrap(), at_most(amount, bps).unwrap());
        prop_assert!(0 < least && least <= amount && amount <= most);
        let (amount, bps) = (u128::from(amount), u128::from(bps));
        prop_assert!(u128::from(least) * 10_000 >= amount * (10_000 - bps));
        prop_assert!(u128::from(most) * 10_000 <= amount * (10_000 + bps));
    }

    #[test]
    fn a_gain_is_what_the_trade_gains_and_hardly_any_trade_gains_more(
        fractions in 1_000_000u64..1 << 40,
        quote in 1_000_000u64..1 << 40,
        fee in 0u64..300,
        price in 1_000_000u64..1 << 44,
        outside in 1u64..1 << 40,
        tries in proptest::collection::vec(any::<u64>(), 20),
    ) {
        let trade = Part { of: fee, whole: 10_000 };
        let fees = Fees::TokenSwap { trade, owner: Part::default(), withdraw: Part::default() };
        let curve = Curve { reserves: Amounts { fractions, quote }, shares: 1, fees };
        let supply = fractions + outside;
        let vault = worth(price, (u128::from(price) << 64) / u128::from(supply));
        let found = of_curve(&vault, &curve, supply).unwrap();
        prop_assert!(found.buy.is_none() || found.sell.is_none(), "one of the two is dear");
        if found.pool_price < price / 2 {
            prop_assert!(found.buy.is_some());
        }
        if found.pool_price / 2 > price && outside >= fractions {
            prop_assert!(found.sell.is_some());
        }
        if let Some(chance) = found.buy {
            let again = curve.swap(Side::Quote, chance.cash).unwrap();
            prop_assert_eq!((again.paid, again.received), (chance.cash, chance.fractions));
            prop_assert_eq!(chance.worth, vault.worth(chance.fractions));
            prop_assert_eq!(chance.gain, chance.worth - chance.cash);
        }
        if let Some(chance) = found.sell {
            let again = curve.swap(Side::Fractions, chance.fractions).unwrap();
            prop_assert_eq!((again.paid, again.received), (chance.fractions, chance.cash));
            prop_assert!(chance.fractions <= outside);
            prop_assert_eq!(chance.gain, chance.cash - chance.worth);
        }
        // What rounding hides of the best trade is small: a part in a thousand, and the worth of some units.
        let unit = vault.worth(1) + 1;
        let (buy, sell) = (found.buy.map_or(0, |chance| chance.gain), found.sell.map_or(0, |chance| chance.gain));
        let allowed = |gain: u64| gain + gain / 1_000 + 4 * unit + 4;
        for any in tries {
            if let Ok(bought) = curve.swap(Side::Quote, any % found.fractions_worth.max(1)) {
                prop_assert!(vault.worth(bought.received).saturating_sub(bought.paid) <= allowed(buy));
            }
            if let Ok(sold) = curve.swap(Side::Fractions, any % outside) {
                prop_assert!(sold.received.saturating_sub(vault.worth(sold.paid)) <= allowed(sell));
            }
        }
    }
}

#[test]
fn token_swap_leaves_what_would_buy_nothing_more() {
    let fees = Fees::TokenSwap { trade: Part::default(), owner: Part::default(), withdraw: Part::default() };
    let curve = Curve { reserves: Amounts { fractions: 1_000, quote: 10 }, shares: 100, fees };
    // 1,000 * 10 / 1,199 is 8.3: 9 are left, for which 1,112 suffice.
    assert_eq!(curve.swap(Side::Fractions, 199), Ok(Swapped { paid: 112, received: 1 }));
    assert_eq!(curve.swap(Side::Fractions, 111), Err(PoolError::TooSmall));
}

#[test]
fn the_fees_of_raydium_are_rounded_up() {
    let fees = |creator_on| Fees::Raydium { trade: 2_500, creator: 10_000, creator_on };
    let swap = |fees, amount| {
        let curve = Curve { reserves: Amounts { fractions: 1_000_000, quote: 1_000_000 }, shares: 1, fees };
        curve.swap(Side::Quote, amount).map(|traded| traded.received)
    };
    // 1.25 % of 10,001 is 125.01: 9,875 trade for 9,778.4.
    assert_eq!(swap(fees(None), 10_001), Ok(9_778));
    assert_eq!(swap(fees(Some(Side::Quote)), 10_001), Ok(9_778));
    // 0.25 % is 25.003: 9,975 trade for 9,876.48, of which 98.76 go.
    assert_eq!(swap(fees(Some(Side::Fractions)), 10_001), Ok(9_777));
}

#[test]
fn what_bounds_nothing_is_refused() {
    assert_eq!(at_least(5, 10_000), Err(PoolError::SlippageTooLarge { bps: 10_000 }));
    assert_eq!(at_most(5, 10_001), Err(PoolError::SlippageTooLarge { bps: 10_001 }));
}

#[test]
fn nothing_is_gained_where_nothing_is_for_sale() {
    let fees = Fees::TokenSwap { trade: Part::default(), owner: Part::default(), withdraw: Part::default() };
    let curve = Curve { reserves: Amounts { fractions: 1_000, quote: 1_000 }, shares: 100, fees };
    let found = of_curve(&worth(0, 0), &curve, 2_000).unwrap();
    assert_eq!((found.buy, found.sell, found.pool_price), (None, None, 2_000));
}

fn name(of: &str) -> [u8; 8] {
    Sha256::digest(of)[..8].try_into().unwrap()
}

#[test]
fn instructions_of_raydium_are_named_as_anchor_names_them() {
    let names = [raydium::INITIALIZE, raydium::DEPOSIT, raydium::WITHDRAW, raydium::SWAP];
    let written = ["initialize", "deposit", "withdraw", "swap_base_input"];
    assert_eq!(names, written.map(|written| name(&format!("global:{written}"))));
}

#[test]
fn addresses_of_raydium_are_those_it_publishes() {
    let first = Pubkey::from_str_const("D4FPEruKEHrG5TenZ2mpDGEfu1iUvTiqBxvpU8HLBvC2");
    assert_eq!(raydium::config(0), first);
    let authority = Pubkey::from_str_const("GpMZbSM2GgvTKHJirzeGfMFoaZ8UR2X7F4v8vHTvxFbL");
    assert_eq!(raydium::authority(), authority);
    let (one, other) = (Pubkey::new_from_array([1; 32]), Pubkey::new_from_array([2; 32]));
    assert_eq!(raydium::pool(&first, &one, &other), raydium::pool(&first, &other, &one));
    // The pool of SOL and USDC under the sixth configuration.
    let sol = Pubkey::from_str_const("So11111111111111111111111111111111111111112");
    let usdc = Pubkey::from_str_const("EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v");
    let pool = Pubkey::from_str_const("47hq28mcL7q5GhBg7epyGF2dnuJd4MKFt8QhT7CzYUp4");
    assert_eq!(raydium::pool(&raydium::config(5), &usdc, &sol), pool);
}

#[test]
fn accounts_of_raydium_are_read_at_their_places() {
    let key = |byte| Pubkey::new_from_array([byte; 32]);
    let mut pool = vec![0; 637];
    let mut put = |at: usize, bytes: &[u8]| pool[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, &name("account:PoolState"));
    // Configuration, creator, two token accounts, shares, two mints.
    for (place, byte) in [1, 9, 2, 3, 4, 5, 6].into_iter().enumerate() {
        put(8 + 32 * place, &[byte; 32]);
    }
    put(232, TOKEN_ID.as_ref());
    put(264, TOKEN_ID.as_ref());
    put(296, &[7; 32]);
    put(329, &[4]);
    for (at, number) in [(333, 1_000u64), (341, 1), (349, 2), (357, 10), (365, 20), (373, 99), (397, 100), (405, 200)] {
        put(at, &number.to_le_bytes());
    }
    put(389, &[2, 1]);
    let read = raydium::Pool {
        config: key(1),
        tokens: [key(2), key(3)],
        share_mint: key(4),
        mints: [key(5), key(6)],
        observation: key(7),
        status: 4,
        shares: 1_000,
        set_aside: [111, 222],
        opens_at: 99,
        creator_fee_on: 2,
        creator_fee: true,
    };
    assert_eq!(raydium::Pool::decode(&pool), Some(read));
    assert_eq!(raydium::Pool::decode(&pool[..636]), None);
    pool[232] ^= 1;
    assert_eq!(raydium::Pool::decode(&pool), None, "of another token program");

    let mut config = vec![0; 236];
    config[..8].copy_from_slice(&name("account:AmmConfig"));
    config[9] = 1;
    for (at, number) in [(12, 2_500u64), (36, 150_000_000), (108, 700)] {
        config[at..at + 8].copy_from_slice(&number.to_le_bytes());
    }
    let read = raydium::Config { closed: true, trade_fee: 2_500, pool_fee: 150_000_000, creator_fee: 700 };
    assert_eq!(raydium::Config::decode(&config), Some(read));
    assert_eq!(raydium::Config::decode(&config[..235]), None);
    config[0] ^= 1;
    assert_eq!(raydium::Config::decode(&config), None);
}

#[test]
fn nothing_else_is_taken_for_a_pool_of_token_swap() {
    let mut account = vec![0; token_swap::POOL_BYTES];
    account[..2].copy_from_slice(&[1, 1]);
    account[3..35].copy_from_slice(TOKEN_ID.as_ref());
    assert!(token_swap::Pool::decode(&account).is_some_and(|pool| pool.constant_product));
    account[291] = 2;
    assert!(token_swap::Pool::decode(&account).is_some_and(|pool| !pool.constant_product));
    for at in [0, 1, 3] {
        let mut other = account.clone();
        other[at] ^= 2;
        assert_eq!(token_swap::Pool::decode(&other), None, "byte {at}");
    }
    account.push(0);
    assert_eq!(token_swap::Pool::decode(&account), None);
}
