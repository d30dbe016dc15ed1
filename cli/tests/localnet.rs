//! `mosaic localnet` as its users run it: as a process, read and written over JSON-RPC.

mod network;

use {
    anchor_lang::prelude::Pubkey,
    mosaic_client::{
        actions::{Action, Exit, PlaceBid, Proposals, bid, exit, settle},
        instructions::NftKind,
        rules::Status,
        state::Standard,
        transactions::Packing,
        views::{LicenseView, NftView, ProposalPhase, ProposalView, VaultView},
    },
    network::{Network, command, free_ports},
    serde_json::{Value, json},
    solana_keypair::Keypair,
    solana_rpc_client::{api::request::RpcRequest, nonblocking::rpc_client::RpcClient},
    solana_signer::{EncodableKey, Signer},
    solana_transaction::versioned::VersionedTransaction,
    std::{
        fs,
        net::TcpListener,
        path::Path,
        process::Command,
        thread::sleep,
        time::{Duration, Instant},
    },
};

fn address(network: &Network, pointer: &str) -> Pubkey {
    network.text(pointer).parse().unwrap_or_else(|error| panic!("{pointer}: {error}"))
}

fn wallet(network: &Network, name: &str) -> Keypair {
    let file = network.text(&format!("/wallets/{name}/keypair"));
    let keypair = Keypair::read_from_file(file).unwrap_or_else(|error| panic!("{file}: {error}"));
    assert_eq!(keypair.pubkey(), address(network, &format!("/wallets/{name}/address")));
    keypair
}

async fn view(network: &Network, vault: &str) -> VaultView {
    VaultView::read(&network.rpc(), &address(network, &format!("/vaults/{vault}/address"))).await.unwrap()
}

async fn send<Q>(rpc: &RpcClient, signer: &Keypair, action: Action<Q>) {
    let packing = Packing { payer: signer.pubkey(), tables: &[], price_per_unit: Some(0) };
    for mut packed in packing.transactions(&action.instructions).unwrap() {
        packed.message.set_recent_blockhash(rpc.get_latest_blockhash().await.unwrap());
        let transaction = VersionedTransaction::try_new(packed.message, &[signer]).unwrap();
        rpc.send_transaction(&transaction).await.unwrap();
    }
}

async fn now(rpc: &RpcClient) -> i64 {
    let clock = mosaic_client::reader::CLOCK_SYSVAR_ID;
    let accounts = mosaic_client::reader::Accounts::read(rpc, &[clock]).await.unwrap();
    accounts.clock().unwrap().unix_timestamp
}

async fn call(rpc: &RpcClient, method: &'static str, parameters: Value) -> Result<Value, String> {
    rpc.send(RpcRequest::Custom { method }, parameters).await.map_err(|error| error.to_string())
}

async fn travel_to(rpc: &RpcClient, time: i64) -> Result<Value, String> {
    call(rpc, "surfnet_timeTravel", json!([{ "absoluteTimestamp": time * 1_000 }])).await
}

fn is_free(port: u16) -> bool {
    TcpListener::bind(("127.0.0.1", port)).is_ok()
}

fn ports(network: &Network) -> [u16; 2] {
    ["/rpcUrl", "/wsUrl"].map(|url| network.text(url).rsplit(':').next().unwrap().parse().unwrap())
}

fn signal(process: &str, signal: &str) {
    assert!(Command::new("kill").args([signal, "--", process]).status().unwrap().success());
}

#[tokio::test]
async fn a_vault_in_each_status_and_each_of_them_alive() {
    let network = Network::start("statuses", &[]);
    let (rpc, person) = (network.rpc(), |name| wallet(&network, name).pubkey());
    let expected = [
        ("draft", Status::Draft),
        ("active", Status::Active),
        ("offered", Status::Active),
        ("auction", Status::Auction),
        ("sold", Status::Sold),
        ("reclaimed", Status::Reclaimed),
    ];
    for (name, status) in expected {
        assert_eq!(view(&network, name).await.status, status, "{name}");
        assert_eq!(network.text(&format!("/vaults/{name}/status")), format!("{status:?}"));
    }

    let active = view(&network, "active").await;
    assert_eq!(active.reserve(), 822_702_474, "by the asks of ana and ben");
    let pool = active.pool.unwrap();
    assert_eq!(pool.stakes, 2);
    assert!(pool.income[0].balance > 700_000_000, "an income and the fee of a licence");
    let (_, proposals) = ProposalView::read_all(&rpc, &active.address, &Proposals::All).await.unwrap();
    let phases: Vec<_> = proposals.iter().map(|proposal| (proposal.number, proposal.phase)).collect();
    assert_eq!(phases, [(0, ProposalPhase::Executed), (1, ProposalPhase::Voting)]);
    let license = LicenseView::read(&rpc, &active.address, 0).await.unwrap().unwrap();
    assert!(license.is_running());
    assert_eq!(license.licensee, person("dan"));

    let offered = view(&network, "offered").await;
    assert_eq!((offered.leader(), offered.round().leading_price), (Some(person("dan")), 600_000_000));

    let sold = view(&network, "sold").await;
    let owing = sold.owing().unwrap();
    assert_eq!((owing.assets, owing.bids, owing.curator_fee), (1, 2, 15_000_000), "cleo's bid is the NFT's");
    assert_eq!((owing.royalties, owing.proceeds), (37_500_000, 697_500_000), "the worked example");
    assert_eq!(sold.recipient(), Some(person("cleo")));

    let reclaimed = view(&network, "reclaimed").await;
    assert_eq!((reclaimed.owing().unwrap().assets, reclaimed.recipient()), (1, Some(person("owner"))));
    assert_eq!((reclaimed.supply, view(&network, "draft").await.vault.described), (0, 1));

    let standards = [
        ("plain", Standard::NonFungible),
        ("programmable", Standard::Programmable),
        ("token2022", Standard::Token2022),
    ];
    for (nft, standard) in standards {
        let mint = address(&network, &format!("/nfts/{nft}/mint"));
        let view = NftView::read(&rpc, &mint, &person("owner")).await.unwrap();
        assert_eq!((view.deposit, view.name.as_str()), (Ok(standard), network.text(&format!("/nfts/{nft}/name"))));
        assert_eq!((view.uri.as_str(), view.seller_fee_bps), (network.text(&format!("/nfts/{nft}/uri")), 500));
        let royalties: Vec<_> = view.royalties.iter().map(|royalty| (royalty.payee, royalty.weight)).collect();
        assert_eq!(royalties, [(person("artist"), 35_000), (person("studio"), 15_000)]);
    }
    let held = address(&network, "/vaults/offered/nfts/0");
    let custody = NftKind::Token2022.custody(&offered.address, &held);
    assert_eq!(rpc.get_token_account_balance(&custody).await.unwrap().amount, "1");
    let name = NftView::read(&rpc, &held, &offered.address).await.unwrap().name;
    assert_eq!(name, "Meadow", "its mint says so");
    assert!(rpc.get_account(&address(&network, "/lookupTable")).await.unwrap().data.len() > 56);
    let usdc = mosaic_client::pda::metadata(&address(&network, "/mints/usdc/address"));
    let named = rpc.get_account(&usdc).await.unwrap().data;
    assert!(named.windows(4).any(|bytes| bytes == b"USDC"), "wallets show its symbol");
    let file = fs::read_to_string(network.folder.join("localnet.json")).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&file).unwrap(), network.description);
}

#[tokio::test]
async fn an_auction_is_bid_in_ended_by_the_clock_settled_and_left() {
    let network = Network::start("auction", &[]);
    let (rpc, dan) = (network.rpc(), wallet(&network, "dan"));
    let running = view(&network, "auction").await;
    let order = PlaceBid::new(running.address, dan.pubkey(), running.least_price().unwrap());
    send(&rpc, &dan, bid(&rpc, &order).await.unwrap()).await;
    assert_eq!(view(&network, "auction").await.leader(), Some(dan.pubkey()));
    assert!(settle(&rpc, &running.address).await.is_err(), "it still runs");

    let ends_at = network.description.pointer("/vaults/auction/endsAt").and_then(Value::as_i64).unwrap();
    travel_to(&rpc, ends_at).await.unwrap();
    send(&rpc, &dan, settle(&rpc, &running.address).await.unwrap()).await;
    assert_eq!(view(&network, "auction").await.status, Status::Sold);

    let mint = address(&network, "/vaults/auction/nfts/0");
    let leave = Exit::new(running.address, dan.pubkey(), [mint]);
    send(&rpc, &dan, exit(&rpc, &leave).await.unwrap()).await;
    let account = mosaic_client::pda::associated_token(&dan.pubkey(), &mint);
    assert_eq!(rpc.get_token_account_balance(&account).await.unwrap().amount, "1");
}

#[tokio::test]
async fn the_clock_runs_at_its_speed_stands_and_is_moved() {
    let network = Network::start("clock", &["--empty", "--clock-speed", "3600"]);
    let rpc = network.rpc();
    assert_eq!(network.description["vaults"], Value::Null);
    let (start, since) = (now(&rpc).await, Instant::now());
    sleep(Duration::from_secs(4));
    let hours = (now(&rpc).await - start) as f64 / 3_600.0;
    let secs = since.elapsed().as_secs_f64();
    // A block more or less at either end, each of 0.4 hours.
    assert!((hours - secs).abs() < 1.5, "{hours} hours in {secs} seconds");

    call(&rpc, "surfnet_pauseClock", json!([])).await.unwrap();
    sleep(Duration::from_secs(1));
    let stands = now(&rpc).await;
    sleep(Duration::from_secs(2));
    assert_eq!(now(&rpc).await, stands);

    let year = 365 * 86_400;
    travel_to(&rpc, stands + year).await.unwrap();
    assert_eq!(now(&rpc).await, stands + year, "transactions see the moved clock at once");
    assert!(travel_to(&rpc, stands).await.is_err(), "only forward");
    assert_eq!(now(&rpc).await, stands + year);
    call(&rpc, "surfnet_resumeClock", json!([])).await.unwrap();
    sleep(Duration::from_secs(2));
    assert!(now(&rpc).await > stands + year);
}

#[tokio::test]
async fn the_scene_is_set_while_the_clock_stands() {
    // Else the auction of three days would be over before the second bid.
    let network = Network::start("fast", &["--clock-speed", "86400"]);
    let view = view(&network, "auction").await;
    assert_eq!((view.status, view.leader()), (Status::Auction, Some(wallet(&network, "cleo").pubkey())));
    let (started_at, ends_at) = view.auction.map(|auction| (auction.started_at, auction.ends_at)).unwrap();
    assert_eq!(ends_at - started_at, 3 * 86_400, "no bid came late");
}

#[tokio::test]
async fn the_programs_are_those_of_the_files_and_upgradeable() {
    let network = Network::start("programs", &["--empty"]);
    let (rpc, deployer) = (network.rpc(), wallet(&network, "deployer").pubkey());
    let loader = Pubkey::from_str_const("BPFLoaderUpgradeab1e11111111111111111111111");
    let file = std::env::var("MOSAIC_PROGRAM_SO").unwrap_or_else(|_| {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/deploy/mosaic.so").display().to_string()
    });
    for (name, bytecode) in [("mosaic", Some(fs::read(file).unwrap())), ("tokenMetadata", None)] {
        let program = address(&network, &format!("/programs/{name}"));
        let account = rpc.get_account(&program).await.unwrap();
        assert_eq!((account.owner, account.executable), (loader, true), "{name}");
        let data = rpc.get_account(&Pubkey::find_program_address(&[program.as_ref()], &loader).0).await.unwrap().data;
        // Kind, slot, the authority behind a flag; then the bytecode.
        assert_eq!((data[12], &data[13..45]), (1, deployer.as_ref()), "{name}");
        assert!(bytecode.is_none_or(|bytecode| data[45..] == bytecode));
    }
}

#[test]
fn ending_it_frees_its_ports_and_takes_its_description_away() {
    let mut network = Network::start("ending", &["--empty"]);
    let ports = ports(&network);
    assert!(!ports.into_iter().any(is_free));
    signal(&network.process.id().to_string(), "-TERM");
    assert!(network.process.wait().unwrap().success());
    assert!(ports.into_iter().all(is_free));
    assert!(!network.folder.join("localnet.json").exists());
}

#[test]
fn ctrl_c_at_the_terminal_ends_it_without_complaint() {
    let mut network = Network::start("interrupted", &["--empty"]);
    let ports = ports(&network);
    // A terminal sends it to everybody who was started there.
    signal(&format!("-{}", network.process.id()), "-INT");
    assert!(network.process.wait().unwrap().success());
    assert!(ports.into_iter().all(is_free));
}

#[test]
fn the_engine_does_not_outlive_a_killed_command() {
    let mut network = Network::start("killed", &["--empty"]);
    let ports = ports(&network);
    signal(&network.process.id().to_string(), "-KILL");
    assert!(!network.process.wait().unwrap().success());
    let since = Instant::now();
    while !ports.into_iter().all(is_free) {
        assert!(since.elapsed() < Duration::from_secs(5), "the engine still runs");
        sleep(Duration::from_millis(50));
    }
}

#[test]
fn what_cannot_start_says_why_and_what_to_do() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("localnet/refused");
    let (port, ws_port) = free_ports();
    let said = |command: &mut Command| {
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        String::from_utf8(output.stderr).unwrap()
    };
    let listener = TcpListener::bind(("127.0.0.1", ws_port)).unwrap();
    let text = said(&mut command(port, ws_port, &folder));
    assert!(text.contains(&format!("port {ws_port} cannot be used")) && text.contains("--ws-port"), "{text}");
    drop(listener);
    let text = said(command(port, ws_port, &folder).env("MOSAIC_LOCALNET_ENGINE", "/nowhere/engine"));
    assert!(text.contains("was not found at /nowhere/engine") && text.contains("MOSAIC_LOCALNET_ENGINE"), "{text}");
    let text = said(command(port, ws_port, &folder).args(["--program-so", "/nowhere/mosaic.so"]));
    assert!(text.contains("/nowhere/mosaic.so cannot be used"), "{text}");
}
