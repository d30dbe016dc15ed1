//! Pools at Raydium CP-Swap. Its program cannot be run here: what the client builds and reads is held to the interface
//! that it publishes, what the client counts to the steps of its source.

mod interface;
mod market;

use {
    crate::{
        actions::{Recorder, Scene},
        file::json,
    },
    anchor_lang::{
        prelude::{Pubkey, Rent},
        solana_program::instruction::Instruction,
    },
    anchor_spl::token::ID as TOKEN_ID,
    interface::Interface,
    market::{Market, POOL_FEE, State, put_config},
    mosaic_client::{
        Action, ActionError,
        actions::WrappedSol,
        pda,
        pools::{
            AddLiquidity, AddLiquidityQuote, Amounts, CreatePool, CreatePoolQuote, NewPool, PoolError, RemoveLiquidity,
            RemoveLiquidityQuote, Side, Swap, SwapQuote, add_liquidity, create_pool, raydium, remove_liquidity, swap,
        },
        transactions::Packing,
    },
    mosaic_harness::{Actor, VaultCookie, VaultSpec, WorldOptions, world::keypair_of_actor},
    serde_json::json,
    solana_signer::Signer,
    std::convert::Infallible,
};

/// What is put into each pool: a fifth of the fractions, and cash.
fn amounts(vault: &VaultCookie) -> Amounts {
    Amounts { fractions: vault.part(2_000), quote: 200_000_003 }
}

/// The square root of the product of the two.
const SHARES: u64 = 632_455_536;

/// Records an action, each a function of its own name.
macro_rules! record {
    ($scene:expr, $name:expr, $action:ident, $order:expr, $written:expr) => {{
        let (order, written) = ($order, $written);
        let run = async |reader: &Recorder<'_>| {
            let action = $action(reader, order).await.expect("an action that is possible");
            Ok::<_, ActionError<Infallible>>(action)
        };
        $scene.record($name, stringify!($action), written, run).await.expect("an action that is possible")
    }};
}

async fn make(scene: &mut Scene, name: &str, order: &CreatePool) -> Action<CreatePoolQuote> {
    let CreatePool { vault, creator, amounts, sol, .. } = order;
    let written = json!({
        "vault": json(vault), "creator": json(creator), "at": { "__kind": "Raydium", "config": 0 },
        "amounts": json(amounts), "sol": json(sol),
    });
    record!(scene, name, create_pool, order, written)
}

async fn add(scene: &mut Scene, name: &str, order: &AddLiquidity) -> Action<AddLiquidityQuote> {
    let AddLiquidity { vault, pool, provider, fractions, slippage_bps, sol } = order;
    let written = json!({
        "vault": json(vault), "pool": json(pool), "provider": json(provider), "fractions": json(fractions),
        "slippageBps": slippage_bps, "sol": json(sol),
    });
    record!(scene, name, add_liquidity, order, written)
}

async fn remove(scene: &mut Scene, name: &str, order: &RemoveLiquidity) -> Action<RemoveLiquidityQuote> {
    let RemoveLiquidity { vault, pool, provider, shares, slippage_bps, sol } = order;
    let written = json!({
        "vault": json(vault), "pool": json(pool), "provider": json(provider), "shares": json(shares),
        "slippageBps": slippage_bps, "sol": json(sol),
    });
    record!(scene, name, remove_liquidity, order, written)
}

async fn trade(scene: &mut Scene, name: &str, order: &Swap) -> Action<SwapQuote> {
    let Swap { vault, pool, trader, paid_in, amount, slippage_bps, sol } = order;
    let pay = match paid_in {
        Side::Fractions => json!({ "fractions": json(amount) }),
        Side::Quote => json!({ "quote": json(amount) }),
    };
    let written = json!({
        "vault": json(vault), "pool": json(pool), "trader": json(trader), "pay": pay, "slippageBps": slippage_bps,
        "sol": json(sol),
    });
    record!(scene, name, swap, order, written)
}

/// What an action tells Raydium, the action in one transaction.
fn told<'a, Q>(action: &'a Action<Q>, payer: &Actor) -> &'a Instruction {
    let packing = Packing { payer: payer.pubkey(), tables: &[], price_per_unit: Some(1) };
    assert_eq!(packing.transactions(&action.instructions).expect("an action that fits").len(), 1);
    let mut told = action.instructions.iter().filter(|instruction| instruction.program_id == raydium::PROGRAM_ID);
    let only = told.next().expect("an instruction");
    assert_eq!(told.next(), None);
    only
}

/// The wallet's token accounts of two mints.
fn own(wallet: &Actor, mints: [Pubkey; 2]) -> [Pubkey; 2] {
    mints.map(|mint| pda::associated_token(&wallet.pubkey(), &mint))
}

/// Everything that is done with the pool of a vault.
async fn go_through(scene: &mut Scene, market: Market<'_>, sol: WrappedSol, name: &str) {
    let (ana, dan) = (scene.world.actor("Ana").await, scene.world.actor("Dan").await);
    creation(scene, market, sol, name, &ana).await;
    let made = State { held: market.ordered(amounts(market.vault)), shares: SHARES, ..State::default() };
    let traded_in = State { set_aside: [[11, 22], [3, 4], [0, 0]], ..made };
    let with_fee = |creator_fee_on| State {
        set_aside: [[11, 22], [3, 4], [100_000, 7]],
        creator_fee: true,
        creator_fee_on,
        ..made
    };
    for (what, state) in [
        ("as it is made", made),
        ("with fees set aside", traded_in),
        ("with a fee for the creator on what is paid in", with_fee(0)),
        ("with a fee for the creator on the first mint", with_fee(1)),
        ("with a fee for the creator on the second mint", with_fee(2)),
    ] {
        market.put(&mut scene.world.bank, &state);
        market.put_shares(&mut scene.world.bank, &ana, SHARES / 3);
        let name = format!("{name}, {what}");
        trades(scene, market, sol, &name, (&ana, &dan), &state).await;
        liquidity(scene, market, sol, &name, &ana, &state).await;
    }
}

async fn creation(scene: &mut Scene, market: Market<'_>, sol: WrappedSol, name: &str, creator: &Actor) {
    let Market { interface, vault } = market;
    let order = CreatePool {
        vault: vault.address,
        creator: creator.pubkey(),
        exchange: NewPool::Raydium { config: 0 },
        amounts: amounts(vault),
        sol,
    };
    let made = make(scene, name, &order).await;
    let (mints, [amount_0, amount_1]) = (market.mints(), market.ordered(order.amounts));
    let ([mint_0, mint_1], [own_0, own_1]) = (mints, own(creator, mints));
    let open = [
        ("creator", creator.pubkey()),
        ("amm_config", raydium::config(0)),
        ("pool_state", market.pool()),
        ("token_0_mint", mint_0),
        ("token_1_mint", mint_1),
        ("creator_token_0", own_0),
        ("creator_token_1", own_1),
        ("token_0_program", TOKEN_ID),
        ("token_1_program", TOKEN_ID),
    ];
    let arguments = [("init_amount_0", amount_0), ("init_amount_1", amount_1), ("open_time", 0)];
    interface.check("initialize", told(&made, creator), &open, &arguments);
    let sizes = [interface.account("PoolState", &[]).len(), interface.account("ObservationState", &[]).len()];
    // A mint and two token accounts.
    let rent = sizes.into_iter().chain([82, 165, 165]).map(|size| Rent::default().minimum_balance(size)).sum();
    let CreatePoolQuote { shares, pool_fee, pool_rent, .. } = made.quote;
    assert_eq!((shares, pool_fee, pool_rent), (SHARES - 100, POOL_FEE, rent));
}

/// Ana sells, Dan buys.
async fn trades(
    scene: &mut Scene,
    market: Market<'_>,
    sol: WrappedSol,
    name: &str,
    (ana, dan): (&Actor, &Actor),
    state: &State,
) {
    let (pool, mints, tokens) = (market.pool(), market.mints(), market.tokens());
    for (trader, paid_in, amount) in [(ana, Side::Fractions, 33_333_333), (dan, Side::Quote, 10_000_001)] {
        let (vault, wallet) = (market.vault.address, trader.pubkey());
        let order = Swap { vault, pool, trader: wallet, paid_in, amount, slippage_bps: 100, sol };
        let traded = trade(scene, &format!("{name}: {paid_in:?}"), &order).await;
        let (input, output) = (market.place(paid_in), market.place(paid_in.other()));
        let own = own(trader, mints);
        let open = [
            ("payer", wallet),
            ("amm_config", raydium::config(0)),
            ("pool_state", pool),
            ("input_token_account", own[input]),
            ("output_token_account", own[output]),
            ("input_vault", tokens[input]),
            ("output_vault", tokens[output]),
            ("input_token_program", TOKEN_ID),
            ("output_token_program", TOKEN_ID),
            ("input_token_mint", mints[input]),
            ("output_token_mint", mints[output]),
            ("observation_state", raydium::observation(&pool)),
        ];
        let SwapQuote { paid, received, least, .. } = traded.quote;
        let arguments = [("amount_in", amount), ("minimum_amount_out", least)];
        market.interface.check("swap_base_input", told(&traded, trader), &open, &arguments);
        assert_eq!((paid, received), (amount, state.traded(input, amount)), "{name}");
        assert!(received / 100 * 99 <= least && least < received);
    }
}

/// Ana adds and removes.
async fn liquidity(scene: &mut Scene, market: Market<'_>, sol: WrappedSol, name: &str, ana: &Actor, state: &State) {
    let (pool, mints, share_mint) = (market.pool(), market.mints(), raydium::share_mint(&market.pool()));
    let ([mint_0, mint_1], [own_0, own_1], [token_0, token_1]) = (mints, own(ana, mints), market.tokens());
    let (vault, provider) = (market.vault.address, ana.pubkey());
    let open = [
        ("owner", provider),
        ("pool_state", pool),
        ("owner_lp_token", pda::associated_token(&provider, &share_mint)),
        ("token_0_account", own_0),
        ("token_1_account", own_1),
        ("token_0_vault", token_0),
        ("token_1_vault", token_1),
        ("vault_0_mint", mint_0),
        ("vault_1_mint", mint_1),
        ("lp_mint", share_mint),
    ];
    let order = AddLiquidity { vault, pool, provider, fractions: 123_456_789, slippage_bps: 50, sol };
    let added = add(scene, name, &order).await;
    let AddLiquidityQuote { shares, deposited, most, .. } = added.quote;
    let [most_0, most_1] = market.ordered(most);
    let arguments =
        [("lp_token_amount", shares), ("maximum_token_0_amount", most_0), ("maximum_token_1_amount", most_1)];
    market.interface.check("deposit", told(&added, ana), &open, &arguments);
    assert_eq!(market.ordered(deposited), state.cost(shares), "{name}");
    let more = state.cost(shares + 1)[market.place(Side::Fractions)];
    assert!(deposited.fractions <= order.fractions && order.fractions < more, "{name}");

    for (what, shares) in [("some", Some(10_000_019)), ("all", None)] {
        let order = RemoveLiquidity { vault, pool, provider, shares, slippage_bps: 100, sol };
        let removed = remove(scene, &format!("{name}: {what}"), &order).await;
        let RemoveLiquidityQuote { shares: given, received, least, .. } = removed.quote;
        assert_eq!(given, shares.unwrap_or(SHARES / 3));
        let [least_0, least_1] = market.ordered(least);
        let arguments =
            [("lp_token_amount", given), ("minimum_token_0_amount", least_0), ("minimum_token_1_amount", least_1)];
        market.interface.check("withdraw", told(&removed, ana), &open, &arguments);
        assert_eq!(market.ordered(received), state.paid(given), "{name}");
    }
}

#[tokio::test]
async fn pools_at_raydium_are_used_as_committed() {
    let interface = Interface::published();
    let mut scene = Scene::new().await;
    let (creator, quote_mint) = (keypair_of_actor("creator").pubkey(), scene.world.quote_mint);
    let mut vaults = Vec::new();
    for first in [true, false] {
        let is = |id: &u64| (pda::fraction_mint(&pda::vault(&creator, *id)) < quote_mint) == first;
        let id = (1..).find(is).expect("an id");
        vaults.push(scene.spread(VaultSpec { id, ..VaultSpec::default() }).await.0);
    }
    scene.world.actor("Dan").await;
    put_config(&mut scene.world.bank, &interface, 0, false);
    for (vault, name) in vaults.iter().zip(["fractions first", "cash first"]) {
        let market = Market { interface: &interface, vault };
        go_through(&mut scene, market, WrappedSol::Auto, name).await;
    }
    scene.hold("pools/raydium");
}

#[tokio::test]
async fn pools_at_raydium_are_used_with_sol_as_committed() {
    let interface = Interface::published();
    let mut scene = Scene::with(WorldOptions { native_quote: true, cash: 0, ..WorldOptions::default() }).await;
    let (vault, _) = scene.spread(VaultSpec::default()).await;
    scene.world.actor("Dan").await;
    put_config(&mut scene.world.bank, &interface, 0, false);
    let market = Market { interface: &interface, vault: &vault };
    go_through(&mut scene, market, WrappedSol::UnwrapAll, "SOL").await;
    scene.hold("pools/raydium_sol");
}

#[tokio::test]
async fn what_raydium_does_not_allow_is_refused() {
    let interface = Interface::published();
    let mut scene = Scene::new().await;
    let (vault, [ana, _, _]) = scene.spread(VaultSpec::default()).await;
    let (address, wallet) = (vault.address, ana.pubkey());
    let market = Market { interface: &interface, vault: &vault };
    let (pool, sol) = (market.pool(), WrappedSol::Auto);
    put_config(&mut scene.world.bank, &interface, 0, false);
    put_config(&mut scene.world.bank, &interface, 1, true);
    for config in [1, 2] {
        let exchange = NewPool::Raydium { config };
        let order = CreatePool { vault: address, creator: wallet, exchange, amounts: amounts(&vault), sol };
        let error = create_pool(&scene.world.bank, &order).await.expect_err("a closed one, and none");
        assert_eq!(error.pool(), Some(&PoolError::NoConfig { config: raydium::config(config) }));
    }

    let made = State { held: market.ordered(amounts(&vault)), shares: SHARES, ..State::default() };
    let trading =
        Swap { vault: address, pool, trader: wallet, paid_in: Side::Quote, amount: 1_000_000, slippage_bps: 100, sol };
    let adding = AddLiquidity { vault: address, pool, provider: wallet, fractions: 1_000_000, slippage_bps: 100, sol };
    let removing = RemoveLiquidity { vault: address, pool, provider: wallet, shares: None, slippage_bps: 100, sol };
    let now = u64::try_from(scene.world.bank.now().await).expect("a time");
    for (state, [adds, removes, trades]) in [
        (State { status: 1, ..made }, [false, true, true]),
        (State { status: 2, ..made }, [true, false, true]),
        (State { status: 4, ..made }, [true, true, false]),
        (State { opens_at: now + 1, ..made }, [true, true, false]),
        (State { opens_at: now, ..made }, [true; 3]),
    ] {
        let bank = &mut scene.world.bank;
        market.put(bank, &state);
        market.put_shares(bank, &ana, SHARES / 3);
        let closed = |what| Some(PoolError::Closed { what });
        let added = add_liquidity(bank, &adding).await.err().and_then(|error| error.pool().cloned());
        assert_eq!(added, if adds { None } else { closed("adding liquidity") }, "{state:?}");
        let removed = remove_liquidity(bank, &removing).await.err().and_then(|error| error.pool().cloned());
        assert_eq!(removed, if removes { None } else { closed("removing liquidity") }, "{state:?}");
        let traded = swap(bank, &trading).await.err().and_then(|error| error.pool().cloned());
        assert_eq!(traded, if trades { None } else { closed("trading") }, "{state:?}");
    }

    for state in
        [State { creator_fee_on: 3, ..made }, State { held: [5, 5], set_aside: [[5, 0], [1, 0], [0, 0]], ..made }]
    {
        market.put(&mut scene.world.bank, &state);
        let error = swap(&scene.world.bank, &trading).await.expect_err("what the program never leaves");
        assert_eq!(error.pool(), Some(&PoolError::Malformed { address: pool }), "{state:?}");
    }
}
