//! The model alone: random lives, after each step of which everything holds and everybody can leave.

mod common;

use std::cell::RefCell;
use std::collections::BTreeMap;

use common::{CASH, START, fit, nft, steps, terms, unwind, world};
use mosaic_model::{Action, DAY, Decision, Place, Status, Token, Vault};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

/// What there is of everything but fractions, which are made and burned.
fn riches(vault: &Vault) -> BTreeMap<Token, u128> {
    let tokens = vault.bank.tokens().into_iter().filter(|token| *token != Token::Fraction);
    tokens.map(|token| (token, vault.bank.total(token))).collect()
}

/// Every token that is in an account of the vault.
fn in_vault(vault: &Vault) -> u128 {
    let places = [Place::Custody, Place::Cash, Place::Fractions, Place::Staked];
    let incomes = (0..4).map(Place::Income);
    let places: Vec<_> = places.into_iter().chain(incomes).collect();
    vault.bank.tokens().iter().flat_map(|token| places.iter().map(|place| vault.bank.of(*place, *token))).sum()
}

/// How often which action was taken, by its name.
type Counts = BTreeMap<String, u64>;

fn name(action: &Action) -> String {
    let whole = format!("{action:?}");
    whole.split([' ', '(']).next().unwrap_or_default().to_owned()
}

fn live(vault: &mut Vault, life: &[(i64, u32, Action)], counts: &RefCell<Counts>) -> Result<i64, TestCaseError> {
    let mut now = START;
    for (later, who, action) in life {
        now += later;
        let (who, action) = fit(vault, *who, action.clone());
        let before = vault.clone();
        let whole = riches(vault);
        match vault.apply(now, who, &action) {
            Ok(()) => *counts.borrow_mut().entry(name(&action)).or_default() += 1,
            Err(_) => prop_assert_eq!(&before, &*vault, "refused and done: {:?}", action),
        }
        prop_assert_eq!(&whole, &riches(vault), "made or lost by {:?}", action);
        let fails = |broken| TestCaseError::fail(format!("{who} {action:?}: {broken}"));
        vault.check(now).map_err(fails)?;
        before.check_step(vault).map_err(fails)?;
    }
    Ok(now)
}

/// Everybody stakes a share and grants a licence, which is taken.
fn a_license(share: u64) -> Vec<(i64, u32, Action)> {
    let grant =
        Decision::GrantLicense { licensee: 3, uri: String::new(), fee: 900, term_secs: 259_200, exclusive: true };
    let stakes = (0..6).map(|who| (0, who, Action::Stake { amount: share }));
    let votes = (0..6).map(|holder| (0, holder, Action::Vote { number: 0, holder, yes: true }));
    let mut life: Vec<_> = stakes.chain([(0, 0, Action::Propose(grant))]).chain(votes).collect();
    life.push((4 * DAY, 5, Action::ExecuteProposal { number: 0 }));
    life.push((0, 3, Action::AcceptLicense { number: 0 }));
    life
}

#[test]
fn everything_holds_after_each_step_and_everybody_leaves_with_everything() {
    let counts = RefCell::new(Counts::new());
    let lives = (terms(), (nft(0), nft(1), nft(2)), 1..=3usize, any::<bool>(), steps(140));
    let mut runner = TestRunner::new(Config { cases: 800, failure_persistence: None, ..Config::default() });
    let outcome = runner.run(&lives, |(terms, nfts, assets, licensed, steps)| {
        let mut vault = world();
        let supply = terms.supply;
        let mut life = vec![(0, 0, Action::CreateVault(terms))];
        let deposits = [nfts.0, nfts.1, nfts.2].into_iter().take(assets);
        life.extend(deposits.map(|nft| (0, 0, Action::DepositNft(nft))));
        life.push((0, 0, Action::Activate));
        let share = supply / 6;
        let shares = (1..6).map(Place::Wallet);
        life.extend(shares.map(|to| (0, 0, Action::Send { to, token: Token::Fraction, amount: share })));
        life.extend([Action::OpenStaking, Action::OpenAsks].map(|action| (0, 1, action)));
        life.extend([0, 1].map(|mint| (0, 0, Action::AddIncomeMint { token: Token::Of(mint) })));
        if licensed {
            life.extend(a_license(share));
        }
        life.extend(steps);
        let now = live(&mut vault, &life, &counts)?;
        let whole = riches(&vault);
        unwind(&mut vault, now).map_err(TestCaseError::fail)?;
        prop_assert_eq!(vault.status, Status::Closed);
        prop_assert_eq!(in_vault(&vault), 0);
        prop_assert_eq!(vault.supply(), 0);
        prop_assert_eq!(whole, riches(&vault));
        Ok(())
    });
    if let Err(failed) = outcome {
        panic!("{failed}");
    }
    // The lives are worth something: they come to what takes a long way.
    let counts = counts.into_inner();
    for far in ["PlaceBid", "Settle", "MakeOffer", "Vote", "ClaimIncome", "ExecuteProposal", "AcceptLicense", "Unstake"]
    {
        assert!(counts.get(far).is_some_and(|times| *times >= 10), "hardly a life had a {far}: {counts:?}");
    }
    println!("{counts:?}");
}

proptest! {
    #![proptest_config(Config { cases: 500, failure_persistence: None, ..Config::default() })]

    #[test]
    fn a_draft_that_is_given_up_returns_every_nft(terms in terms(), nft in nft(0), gift in 1..50u64) {
        let mut vault = world();
        let donate = Action::Send { to: Place::Cash, token: CASH, amount: gift };
        let life = [Action::CreateVault(terms), Action::DepositNft(nft), donate].map(|action| (0, 0, action));
        let now = live(&mut vault, &life, &RefCell::default())?;
        unwind(&mut vault, now).map_err(TestCaseError::fail)?;
        prop_assert_eq!((vault.status, vault.bank.of(Place::Wallet(0), Token::Nft(0))), (Status::Closed, 1));
    }

    #[test]
    fn whoever_holds_all_takes_the_nfts_back(terms in terms(), nft in nft(0)) {
        let mut vault = world();
        let all = [Action::CreateVault(terms), Action::DepositNft(nft), Action::Activate, Action::Reclaim];
        let now = live(&mut vault, &all.map(|action| (0, 0, action)), &RefCell::default())?;
        prop_assert_eq!(vault.status, Status::Reclaimed);
        unwind(&mut vault, now).map_err(TestCaseError::fail)?;
        prop_assert_eq!((vault.status, vault.bank.of(Place::Wallet(0), Token::Nft(0))), (Status::Closed, 1));
    }
}
