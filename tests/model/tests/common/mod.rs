//! Random lives of a vault, and the way out of every moment of them.

use mosaic_model::{
    Action, Bank, Creator, DAY, Decision, Nft, Order, Person, Place, QUOTE, Status, Terms, Token, Vault, next_price,
};
use proptest::prelude::*;

pub const PEOPLE: Person = 6;
/// Who buys when nobody else does, and takes part in nothing before.
pub const BUYER: Person = 90;
pub const START: i64 = 1_800_000_000;
pub const CASH: Token = Token::Of(QUOTE);

/// A world in which everybody has cash and other tokens, and the creator three NFTs.
pub fn world() -> Vault {
    let mut bank = Bank::default();
    for person in (0..PEOPLE).chain([BUYER]) {
        for mint in 0..4 {
            bank.mint(Place::Wallet(person), Token::Of(mint), 1 << 40);
        }
    }
    bank.mint(Place::Wallet(BUYER), CASH, 1 << 63);
    (0..3).for_each(|nft| bank.mint(Place::Wallet(0), Token::Nft(nft), 1));
    Vault::unborn(bank)
}

pub fn terms() -> impl Strategy<Value = Terms> {
    let numbers = (1..5_000u64, 1..100_000u64, 100..=5_000u16, 0..=500u16, 0..=10_000u16, 5_000..=9_000u16);
    let votes = (100..=9_000u16, 5_000..=9_000u16, 0..=2_500u16, 100..=5_000u16, prop_oneof![Just(0), 7..20u32]);
    (numbers, votes, 1..5u32).prop_map(|(numbers, votes, days)| {
        let (supply, opening, step_bps, curator_fee_bps, floor_bps, consent_bps) = numbers;
        let (quorum_bps, threshold_bps, proposal_stake_bps, veto_bps, window) = votes;
        Terms {
            step_bps,
            curator_fee_bps,
            floor_bps,
            consent_bps,
            quorum_bps,
            threshold_bps,
            proposal_stake_bps,
            veto_bps,
            offer_window_secs: window * DAY as u32,
            drip_secs: days * DAY as u32,
            ..Terms::with(supply, opening)
        }
    })
}

/// Royalties that may be more than everything.
pub fn nft(id: u8) -> impl Strategy<Value = Nft> {
    (0..=10_000u16, 0..=100u8, any::<bool>()).prop_map(move |(seller_fee_bps, share, verified)| {
        let creators =
            vec![Creator { person: 4, share, verified: true }, Creator { person: 5, share: 100 - share, verified }];
        Nft { id, seller_fee_bps, creators }
    })
}

fn person() -> impl Strategy<Value = Person> {
    0..PEOPLE
}

fn order() -> impl Strategy<Value = Order> {
    let price = prop_oneof![1..300_000u64, 1..1_000u64];
    (price, 0..2_000u64, prop_oneof![Just(i64::MAX), Just(START)]).prop_map(|(price, fractions, max_licensed_until)| {
        Order { price, fractions, max_cash: u64::MAX, max_licensed_until }
    })
}

fn decision() -> impl Strategy<Value = Decision> {
    prop_oneof![
        (person(), 0..5_000u64, 3_600..400_000u32, any::<bool>()).prop_map(|(licensee, fee, term_secs, exclusive)| {
            Decision::GrantLicense { licensee, uri: "https://example.org".into(), fee, term_secs, exclusive }
        }),
        (0..6u64).prop_map(|number| Decision::EndLicense { number }),
        (person(), 0..500u16).prop_map(|(curator, fee_bps)| Decision::SetCurator { curator, fee_bps }),
        (1..5u32, 100..5_000u16).prop_map(|(days, step_bps)| {
            Decision::SetAuctionTerms { auction_secs: days * DAY as u32, extension_secs: 900, step_bps }
        }),
        (0..4u8).prop_map(|mint| Decision::AddIncomeMint { token: Token::Of(mint) }),
        Just(Decision::Resolve { uri: String::new() }),
    ]
}

fn sent() -> impl Strategy<Value = Action> {
    let gift = |place, token| (1..40u64).prop_map(move |amount| Action::Send { to: place, token, amount });
    prop_oneof![
        8 => (person(), 1..2_000u64)
            .prop_map(|(to, amount)| Action::Send { to: Place::Wallet(to), token: Token::Fraction, amount }),
        1 => gift(Place::Cash, CASH),
        1 => gift(Place::Fractions, Token::Fraction),
        1 => gift(Place::Staked, Token::Fraction),
        1 => gift(Place::Income(1), Token::Of(1)),
        1 => (1..200u64).prop_map(|amount| Action::Burn { amount }),
    ]
}

fn staking() -> impl Strategy<Value = Action> {
    prop_oneof![
        3 => (0..1_500u64).prop_map(|amount| Action::Stake { amount }),
        2 => (0..1_500u64).prop_map(|amount| Action::Unstake { amount }),
        3 => (person(), prop::option::weighted(0.9, prop_oneof![60..130u8, 0..195u8]))
            .prop_map(|(holder, level)| Action::SetAsk { holder, level }),
        1 => prop::option::of(person()).prop_map(|delegate| Action::SetDelegate { delegate }),
        1 => Just(Action::OpenStaking),
        1 => Just(Action::OpenAsks),
        1 => (0..4u8).prop_map(|mint| Action::AddIncomeMint { token: Token::Of(mint) }),
        2 => (0..4u8, 0..3_000u64).prop_map(|(mint, amount)| Action::DepositIncome { mint, amount }),
        2 => (person(), 0..4u8).prop_map(|(holder, mint)| Action::ClaimIncome { holder, mint }),
        1 => (0..4u8, any::<bool>()).prop_map(|(mint, curator_named)| Action::CloseIncome { mint, curator_named }),
        1 => Just(Action::CloseStaking),
    ]
}

fn selling() -> impl Strategy<Value = Action> {
    prop_oneof![
        2 => order().prop_map(Action::PlaceBid),
        2 => order().prop_map(Action::MakeOffer),
        2 => person().prop_map(|bidder| Action::WithdrawBid { bidder }),
        1 => Just(Action::WithdrawOffer),
        1 => Just(Action::AcceptOffer),
        1 => Just(Action::Settle),
        2 => (0..1_500u64).prop_map(|amount| Action::Redeem { amount, min_payout: 0 }),
        1 => (0..3u8, person()).prop_map(|(nft, payee)| Action::ClaimRoyalty { nft, payee }),
        1 => Just(Action::ClaimCuratorFee),
        1 => (0..3u8).prop_map(|nft| Action::ClaimAsset { nft }),
        1 => any::<bool>().prop_map(|curator_named| Action::CloseVault { curator_named }),
        3 => Just(Action::Settle),
    ]
}

fn voting() -> impl Strategy<Value = Action> {
    let number = || 0..6u64;
    prop_oneof![
        3 => decision().prop_map(Action::Propose),
        6 => (number(), person(), any::<bool>()).prop_map(|(number, holder, yes)| Action::Vote { number, holder, yes }),
        1 => (number(), person()).prop_map(|(number, holder)| Action::WithdrawVote { number, holder }),
        2 => number().prop_map(|number| Action::ExecuteProposal { number }),
        1 => number().prop_map(|number| Action::CloseProposal { number }),
        2 => number().prop_map(|number| Action::AcceptLicense { number }),
        1 => number().prop_map(|number| Action::RenewLicense { number }),
        1 => number().prop_map(|number| Action::CloseLicense { number }),
    ]
}

/// The same action with numbers that can be: parts of what somebody has, proposals there are, prices near the bounds.
pub fn fit(vault: &Vault, who: Person, action: Action) -> (Person, Action) {
    let part = |amount: u64, of: u128| (u128::from(amount) % (of + 2)) as u64;
    let has = vault.bank.of(Place::Wallet(who), Token::Fraction);
    let owed = vault.owed(who);
    let known = |number: u64, numbers: Vec<u64>| match numbers.len() {
        0 => number,
        some => numbers[number as usize % some],
    };
    let proposal = |number| known(number, vault.proposals.keys().copied().collect());
    let license = |number| known(number, vault.licenses.keys().copied().collect());
    let licensee = |number| vault.licenses.get(&number).map_or(who, |license| license.licensee);
    let reserve = vault.reserve().price as u64;
    let leading = match vault.status {
        Status::Auction => vault.auction.as_ref().map(|auction| auction.price),
        _ => vault.standing_offer().map(|offer| offer.price),
    };
    let next = leading.map_or(0, |price| next_price(price, vault.terms.step_bps)) as u64;
    let bid = |order: Order, least: u64| Order {
        price: least + order.price % 7,
        fractions: part(order.fractions, has + owed.bid_fractions),
        ..order
    };
    let action = match action {
        Action::Stake { amount } => Action::Stake { amount: part(amount, has) },
        Action::Unstake { amount } => Action::Unstake { amount: part(amount, owed.staked) },
        Action::Redeem { amount, .. } => Action::Redeem { amount: part(amount, has), min_payout: 0 },
        Action::Send { to: Place::Wallet(to), token, amount } => {
            Action::Send { to: Place::Wallet(to), token, amount: part(amount, has) }
        }
        Action::PlaceBid(order) if vault.status == Status::Auction => Action::PlaceBid(bid(order, next)),
        Action::PlaceBid(order) => Action::PlaceBid(bid(order, reserve)),
        Action::MakeOffer(order) => Action::MakeOffer(bid(order, next.max(reserve / 3))),
        Action::SetAsk { level, .. } => Action::SetAsk { holder: who, level },
        Action::WithdrawOffer => {
            return (vault.offer.map_or(who, |offer| offer.bidder), action);
        }
        Action::Vote { number, yes, .. } => {
            Action::Vote { number: proposal(number), holder: who, yes: yes || number > 2 }
        }
        Action::ExecuteProposal { number } => Action::ExecuteProposal { number: proposal(number) },
        Action::CloseProposal { number } => Action::CloseProposal { number: proposal(number) },
        Action::AcceptLicense { number } => {
            return (licensee(license(number)), Action::AcceptLicense { number: license(number) });
        }
        Action::RenewLicense { number } => {
            return (licensee(license(number)), Action::RenewLicense { number: license(number) });
        }
        Action::CloseLicense { number } => Action::CloseLicense { number: license(number) },
        other => other,
    };
    (who, action)
}

/// What somebody does some time later.
pub fn steps(most: usize) -> impl Strategy<Value = Vec<(i64, Person, Action)>> {
    let action = prop_oneof![2 => sent(), 6 => staking(), 2 => selling(), 7 => voting()];
    let later = prop_oneof![4 => 0..7_200i64, 1 => 0..4 * DAY];
    prop::collection::vec((later, person(), action), 0..most)
}

/// Everybody leaves: whoever is owed anything gets it, by no more than waiting and the instructions of the way out.
pub fn unwind(vault: &mut Vault, mut now: i64) -> Result<i64, String> {
    let does = |vault: &mut Vault, now: i64, who: Person, action: Action| -> Result<(), String> {
        let before = vault.clone();
        let done = vault.apply(now, who, &action);
        done.map_err(|refused| format!("{who} {action:?}: {refused:?}"))?;
        before.check_step(vault)?;
        vault.check(now)
    };
    match vault.status {
        Status::Draft => does(vault, now, vault.creator, Action::Cancel)?,
        Status::Active => {
            // Whoever wants it all and pays what is asked gets it.
            let standing = vault.standing_offer().map_or(0, |offer| offer.price * 2);
            let price = vault.reserve().price.max(standing) as u64;
            let order = Order { price, fractions: 0, max_cash: u64::MAX, max_licensed_until: i64::MAX };
            does(vault, now, BUYER, Action::PlaceBid(order))?;
        }
        _ => {}
    }
    if vault.status == Status::Auction {
        now = now.max(vault.auction.as_ref().map_or(0, |auction| auction.ends_at));
        does(vault, now, 5, Action::Settle)?;
    }
    let everybody: Vec<Person> = (0..PEOPLE).chain([BUYER]).collect();
    // Income goes on while anybody is staked: the last deposit is streamed after at most its time.
    now += 100 * DAY;
    for who in &everybody {
        if vault.bids.contains_key(who) {
            does(vault, now, 5, Action::WithdrawBid { bidder: *who })?;
        }
        let stake = vault.pool.as_ref().and_then(|pool| pool.stakes.get(who)).cloned().unwrap_or_default();
        if stake.amount > 0 {
            does(vault, now, *who, Action::Unstake { amount: stake.amount as u64 })?;
        }
    }
    for who in &everybody {
        for mint in vault.owed(*who).income.into_keys() {
            does(vault, now, 5, Action::ClaimIncome { holder: *who, mint })?;
        }
        let has = vault.bank.of(Place::Wallet(*who), Token::Fraction);
        if vault.status == Status::Sold && has > 0 {
            let min_payout = vault.owed(*who).redemption as u64;
            does(vault, now, *who, Action::Redeem { amount: has as u64, min_payout })?;
        }
    }
    let royalties: Vec<_> = vault.unpaid_royalties().map(|(whose, _)| whose).collect();
    for (nft, payee) in royalties {
        does(vault, now, 5, Action::ClaimRoyalty { nft, payee })?;
    }
    let fee = vault.auction.as_ref().is_some_and(|auction| auction.curator_fee > 0);
    if fee && vault.status == Status::Sold {
        does(vault, now, 5, Action::ClaimCuratorFee)?;
    }
    let held = |vault: &Vault| vault.assets.iter().filter(|(_, asset)| asset.held).map(|(nft, _)| *nft).collect();
    let held: Vec<_> = held(vault);
    for nft in held {
        does(vault, now, 5, Action::ClaimAsset { nft })?;
    }
    for (number, holder) in vault.ballots.keys().copied().collect::<Vec<_>>() {
        does(vault, now, 5, Action::WithdrawVote { number, holder })?;
    }
    for number in vault.proposals.keys().copied().collect::<Vec<_>>() {
        does(vault, now, 5, Action::CloseProposal { number })?;
    }
    if let Some(pool) = vault.pool.clone() {
        for mint in pool.incomes.into_keys() {
            does(vault, now, 5, Action::CloseIncome { mint, curator_named: true })?;
        }
        does(vault, now, 5, Action::CloseStaking)?;
    }
    if vault.status != Status::Closed {
        let nothing = everybody.iter().all(|who| vault.owed(*who).is_nothing());
        if !nothing {
            return Err("somebody is still owed something".into());
        }
        does(vault, now, 5, Action::CloseVault { curator_named: true })?;
    }
    Ok(now)
}
