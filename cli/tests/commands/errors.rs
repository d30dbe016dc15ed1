//! What is refused, and how that is said.

use {
    crate::{
        network::Network,
        people::{Person, assert_refused, document, run, vault},
    },
    anchor_lang::prelude::Pubkey,
    mosaic_client::{
        instructions::{PlaceBid, PlaceBidArgs},
        pda,
        transactions::with_compute_budget,
    },
    solana_keypair::{Keypair, Signature, write_keypair_file},
    solana_message::{Message, VersionedMessage},
    solana_rpc_client::api::config::RpcSendTransactionConfig,
    solana_signer::{EncodableKey, Signer},
    solana_transaction::versioned::VersionedTransaction,
};

#[test]
fn each_refusal_is_a_sentence_with_a_hint() {
    let network = Network::start("commands-errors", &[]);
    let person = |name| Person::new(&network, name);
    let (owner, ana, cleo, dan) = (person("owner"), person("ana"), person("cleo"), person("dan"));
    let (active, auction, sold) = (vault(&network, "active"), vault(&network, "auction"), vault(&network, "sold"));
    let usdc = network.text("/mints/usdc/address");
    let refused = |who: Person, arguments: &[&str], told: &[&str]| {
        let errors = who.is_refused(arguments);
        for told in told {
            assert!(errors.contains(told), "{told:?} is missing in\n{errors}");
        }
    };
    // What the rules refuse, with the amounts that would do.
    refused(
        dan,
        &["bid", "place", active, "800"],
        &["below the reserve of 822.702474", "[BidBelowReserve]", "hint: Bid at least the reserve"],
    );
    refused(dan, &["bid", "place", auction, "1,001"], &["at least 1,050", "[BidBelowStep]"]);
    refused(dan, &["settle", auction], &["the auction has not ended: it does in", "[AuctionNotEnded]"]);
    refused(dan, &["settle", active], &["hint: "]);
    refused(ana, &["stake", "remove", auction], &["the stake is locked for", "[StakeLocked]"]);
    refused(ana, &["vault", "close", sold], &["it still owes: 1 NFT record", "37.5", "[StillOwing]"]);
    refused(ana, &["vault", "reclaim", active], &["reclaiming takes all 10,000"]);
    refused(dan, &["redeem", active], &["owes", "nothing now"]);
    refused(ana, &["license", "renew", active, "0"], &["only the licensee", "[NotTheLicensee]"]);
    refused(dan, &["vote", "yes", active, "1"], &["has staked nothing", "mosaic stake add"]);
    refused(dan, &["proposal", "show", active, "9"], &["no open proposal 9"]);

    // A wallet with too little of something, or without an account for it.
    refused(cleo, &["bid", "place", active, "200,000"], &["this takes 200,000", "the wallet has", "[NotEnoughCash]"]);
    refused(
        dan,
        &["stake", "add", active, "5"],
        &["has no token account for", "so it cannot pay 5", "[NotEnoughFractions]"],
    );
    refused(cleo, &["stake", "add", active, "2,501"], &["this takes 2,501", "the wallet has 2,500"]);
    let poor = network.folder.join("poor.json");
    let key = Keypair::new();
    write_keypair_file(&key, &poor).unwrap();
    let arguments = ["bid", "place", active, "900", "--keypair", poor.to_str().unwrap()];
    let ran = run(&network, &arguments);
    assert_refused(&ran, &arguments);
    assert!(ran.errors.contains("has no token account for"), "{}", ran.errors);
    let nft = network.text("/nfts/plain/mint");
    let arguments = ["settle", auction, "--fee-payer", poor.to_str().unwrap()];
    let ran = dan.run(&arguments);
    assert_refused(&ran, &arguments);

    // Wrong accounts.
    refused(
        ana,
        &["vault", "open", "--nft", nft, "--price", "5"],
        &["the wallet has no token account for it", "[NoTokenAccount]"],
    );
    refused(ana, &["vault", "open", "--nft", usdc, "--price", "5"], &["it is no NFT"]);
    refused(ana, &["vault", "show", usdc], &["is no Vault", "hint: "]);
    refused(ana, &["vault", "show", ana.address()], &["there is no vault at"]);
    refused(
        owner,
        &["vault", "open", "--nft", nft, "--price", "5", "--cash", nft, "--step", "0.5%"],
        &["the step between bids is 1"],
    );
    refused(owner, &["vault", "open", "--nft", nft, "--price", "0"], &["[ZeroPrice]"]);
    refused(owner, &["bid", "place", active, "5 SOL"], &["not in SOL"]);
    refused(owner, &["bid", "place", active, "0.0000001"], &["more than the 6 decimals"]);
    refused(ana, &["vault", "cancel", vault(&network, "draft")], &["has to sign this", "--keypair"]);
    refused(cleo, &["stake", "add", active, "1", "--lookup-table", usdc], &["no address lookup table"]);

    let ran = ana.run(&["bid", "place", active, "800", "--output", "json"]);
    assert_eq!(ran.code, Some(1));
    let error = &document(&ran.out)["error"];
    assert_eq!(error["name"], "BidBelowReserve", "{error}");
}

/// Lets the program itself refuse a bid below the reserve, which the client would not have sent.
fn is_refused_by_the_program(network: &Network, vault: &str) -> Signature {
    let address = |text: &str| text.parse::<Pubkey>().unwrap();
    let dan = Keypair::read_from_file(network.text("/wallets/dan/keypair")).unwrap();
    let (vault, quote_mint) = (address(vault), address(network.text("/mints/usdc/address")));
    let args = PlaceBidArgs { price: 1, fractions: 0, max_cash: u64::MAX, max_licensed_until: i64::MAX };
    let cash_account = pda::associated_token(&dan.pubkey(), &quote_mint);
    let bidder = dan.pubkey();
    let bid = PlaceBid { bidder, vault, quote_mint, cash_account, fraction_account: None, with_asks: true, args };
    let instructions = with_compute_budget(vec![bid.instruction()], 0);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let rpc = network.rpc();
        let blockhash = rpc.get_latest_blockhash().await.unwrap();
        let message = Message::new_with_blockhash(&instructions, Some(&bidder), &blockhash);
        let transaction = VersionedTransaction::try_new(VersionedMessage::Legacy(message), &[&dan]).unwrap();
        let unchecked = RpcSendTransactionConfig { skip_preflight: true, ..RpcSendTransactionConfig::default() };
        // What is refused in the end is known by its signature all the same.
        let _ = rpc.send_transaction_with_config(&transaction, unchecked).await;
        transaction.signatures[0]
    })
}

#[test]
fn what_the_program_refused_is_explained_by_its_transaction() {
    let network = Network::start("commands-refused", &[]);
    let dan = Person::new(&network, "dan");
    let signature = is_refused_by_the_program(&network, vault(&network, "active")).to_string();
    let told = dan.does(&["tx", &signature]);
    for part in
        ["failed", "[BidBelowReserve, 6", "hint: Bid at least the reserve", "last lines of the log:", "AnchorError"]
    {
        assert!(told.contains(part), "{part:?} is missing in\n{told}");
    }
    let document = dan.gets(&["tx", &signature]);
    assert_eq!(document["error"]["name"], "BidBelowReserve", "{document}");
}

#[test]
fn an_empty_network_has_no_vaults() {
    let network = Network::start("commands-empty", &["--empty"]);
    let ana = Person::new(&network, "ana");
    assert!(ana.does(&["vault", "list"]).contains("There is no such vault."));
    assert!(ana.does(&["audit", "all"]).contains("There is no vault."));
}
