//! Vaults from their opening to their closing.

use {
    crate::{
        network::Network,
        people::{Person, document, pass, run, text, travel_to, vault},
    },
    serde_json::Value,
};

/// Opens a vault of an NFT of the owner's; its address.
fn open(owner: Person, nft: &str, usdc: &str) -> String {
    let opened = owner.gets(&[
        "vault",
        "open",
        "--nft",
        nft,
        "--cash",
        usdc,
        "--price",
        "1,000",
        "--name",
        "Blue Boat",
        "--symbol",
        "BOAT",
        "--curator-fee",
        "2%",
    ]);
    assert_eq!((&opened["command"], &opened["result"]), (&"vault open".into(), &"sent".into()));
    assert_eq!(opened["quote"]["minted"], "10000000000");
    let events = opened["transactions"][0]["events"].as_array().unwrap().iter();
    let kinds: Vec<_> = events.map(|event| event["__kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["VaultCreated", "NftDeposited", "FractionDescribed", "VaultActivated"]);
    text(&opened, "/quote/vault").to_owned()
}

#[test]
fn a_vault_is_opened_traded_sold_redeemed_and_closed() {
    let network = Network::start("commands-life", &[]);
    let person = |name| Person::new(&network, name);
    let (owner, dan, cleo) = (person("owner"), person("dan"), person("cleo"));
    let usdc = network.text("/mints/usdc/address");
    let boat = open(owner, network.text("/nfts/plain/mint"), usdc);
    let boat = boat.as_str();

    let shown = owner.does(&["vault", "show", boat, "--terms"]);
    for told in [
        "Blue Boat (BOAT)",
        "10,000 of 10,000 BOAT minted",
        "opening price",
        "1,000",
        "== Terms ==",
        "3 days",
        "<- above 50 %: reserve",
        "mosaic bid place VAULT",
    ] {
        assert!(shown.contains(told), "{told:?} is missing in\n{shown}");
    }
    // By its creator and number too.
    let by_number = format!("{}:0", owner.address());
    assert_eq!(owner.gets(&["vault", "show", &by_number])["vault"]["address"], boat);

    // Sixty per cent of the supply sells at 900.
    let staked = owner.does(&["stake", "add", boat, "6,000", "--ask", "850"]);
    assert!(
        staked.contains("part of the supply  60 %") && staked.contains("FractionsStaked, AsksOpened, AskSet"),
        "{staked}"
    );
    owner.does(&["stake", "add", boat, "10%"]);
    let asked = owner.does(&["ask", "set", boat, "--level", "94"]);
    assert!(asked.contains("(level 94)") && asked.contains("locked until"), "{asked}");
    let drawn = owner.does(&["ask", "show", boat]);
    assert!(drawn.contains("64 %") && drawn.contains("<- above 50 %: reserve"), "{drawn}");
    owner.does(&["ask", "clear", boat]);
    owner.does(&["ask", "set", boat, "900"]);
    let stake = owner.gets(&["stake", "show", boat]);
    assert_eq!(stake["stake"]["amount"], "6400000000");

    // A try changes nothing.
    let reserve = owner.gets(&["ask", "show", boat])["reserve"]["price"].clone();
    let price = format!("raw:{}", reserve.as_str().unwrap());
    let tried = dan.does(&["bid", "place", boat, &price, "--dry-run"]);
    assert!(
        tried.contains("starts the auction") && tried.contains("Nothing was sent.") && tried.contains("BidPlaced"),
        "{tried}"
    );
    let tried = dan.gets(&["bid", "place", boat, &price, "--dry-run"]);
    assert_eq!((&tried["result"], &tried["quote"]["price"]), (&"simulated".into(), &reserve));
    assert_eq!(owner.gets(&["vault", "show", boat])["vault"]["status"], "Active");

    dan.does(&["bid", "place", boat, &price]);
    let auction = owner.does(&["vault", "show", boat]);
    assert!(
        auction.contains("== Auction ==") && auction.contains("[░░░░") && auction.contains("left, until"),
        "{auction}"
    );
    let outbid = cleo.does(&["bid", "place", boat, "1,000", "--max-cash", "1,000"]);
    assert!(outbid.contains("pays at most") && outbid.contains("BidPlaced"), "{outbid}");
    let bids = owner.gets(&["bid", "show", boat]);
    assert_eq!((bids["bids"].as_array().unwrap().len(), &bids["leader"]), (2, &cleo.address().into()));
    // The curator may lower its fee whoever has bid, and nobody else may, nor raise it.
    assert!(dan.is_refused(&["vault", "lower-fee", boat, "1%"]).contains("only the vault's curator"));
    assert!(owner.is_refused(&["vault", "lower-fee", boat, "2%"]).contains("must be lower than the present one"));
    let lowered = owner.does(&["vault", "lower-fee", boat, "0.5%"]);
    assert!(lowered.contains("2 % -> 0.5 %") && lowered.contains("CuratorFeeLowered"), "{lowered}");
    let back = dan.does(&["bid", "withdraw", boat]);
    assert!(back.contains("bid comes back") && back.contains("BidWithdrawn"), "{back}");

    let ends_at: i64 = text(&owner.gets(&["vault", "show", boat]), "/vault/auction/endsAt").parse().unwrap();
    travel_to(&network, ends_at);
    let over = owner.does(&["vault", "show", boat]);
    assert!(over.contains("over: anyone can settle") && over.contains("mosaic settle VAULT"), "{over}");
    let settled = dan.does(&["settle", boat]);
    assert!(settled.contains("royalties") && settled.contains("VaultSold"), "{settled}");

    // Everybody takes what is theirs: the NFT, the proceeds and the fee, the royalties.
    let taken = cleo.does(&["redeem", boat]);
    assert!(taken.contains(network.text("/nfts/plain/mint")) && taken.contains("AssetClaimed"), "{taken}");
    let paid = owner.does(&["redeem", boat]);
    for told in ["stake comes back", "redeemed", "10,000 BOAT for", "curator's fee", "FractionsRedeemed"] {
        assert!(paid.contains(told), "{told:?} is missing in\n{paid}");
    }
    for creator in ["artist", "studio"] {
        assert!(person(creator).does(&["redeem", boat]).contains("RoyaltyClaimed"));
    }
    let closed = dan.does(&["vault", "close", boat]);
    assert!(closed.contains("rent to the creator") && closed.contains("VaultClosed"), "{closed}");
    assert!(owner.is_refused(&["vault", "show", boat]).contains("there is no vault at"));
}

#[test]
fn a_holder_of_all_reclaims_a_draft_is_cancelled_and_a_pnft_goes_there_and_back() {
    let network = Network::start("commands-back", &[]);
    let owner = Person::new(&network, "owner");
    let usdc = network.text("/mints/usdc/address");
    let nft = network.text("/nfts/programmable/mint");
    let looked = owner.does(&["nft", "show", nft]);
    assert!(
        looked.contains("can be deposited  yes") && looked.contains("programmable") && looked.contains("verified"),
        "{looked}"
    );
    let boat = open(owner, nft, usdc);
    let refused = owner.gets(&["nft", "show", nft]);
    assert_eq!(refused["nft"]["deposit"]["__kind"], "Err");
    let back = owner.does(&["vault", "reclaim", &boat]);
    assert!(back.contains("10,000 BOAT") && back.contains("is closed") && back.contains("VaultReclaimed"), "{back}");
    assert!(owner.does(&["nft", "show", nft]).contains("can be deposited  yes"));

    let cancelled = owner.does(&["vault", "cancel", vault(&network, "draft")]);
    assert!(cancelled.contains("VaultCancelled") && cancelled.contains("VaultClosed"), "{cancelled}");
}

#[test]
fn prices_in_sol_are_wrapped_and_unwrapped() {
    let network = Network::start("commands-sol", &["--empty"]);
    let person = |name| Person::new(&network, name);
    let (owner, dan) = (person("owner"), person("dan"));
    let opened = owner.gets(&["vault", "open", "--nft", network.text("/nfts/plain/mint"), "--price", "12.5 SOL"]);
    let vault = text(&opened, "/quote/vault");
    let bid = dan.does(&["bid", "place", vault, "12.5 SOL"]);
    assert!(bid.contains("wrapped") && bid.contains("12.5 SOL leave the wallet"), "{bid}");
    let raised = dan.does(&["bid", "place", vault, "14"]);
    assert!(raised.contains("1.5 SOL leave the wallet"), "{raised}");
    pass(dan, vault, 3 * 86_400);
    dan.does(&["settle", vault]);
    let paid = owner.does(&["redeem", vault, "--wrapped-sol", "unwrap"]);
    assert!(paid.contains("SOL, unwrapped") && paid.contains("10,000 fractions for"), "{paid}");
}

#[test]
fn what_is_exported_can_be_signed_elsewhere() {
    let network = Network::start("commands-export", &[]);
    let (ana, dan) = (Person::new(&network, "ana"), Person::new(&network, "dan"));
    let auction = vault(&network, "auction");
    let ran = ana.run(&["stake", "add", vault(&network, "offered"), "all", "--export"]);
    assert_eq!(ran.code, Some(0), "{}", ran.errors);
    assert!(ran.errors.contains("part of the supply"), "what it does is told beside it");
    assert_eq!(ran.out.lines().count(), 1);

    // For an address whose key nobody here has, with a lookup table.
    let table = network.text("/lookupTable");
    let bid = ["bid", "place", auction, "1,200", "--as", dan.address(), "--lookup-table", table];
    let exported = run(&network, &[&bid[..], &["--export", "--output", "json"]].concat());
    let document = document(&exported.out);
    assert_eq!((exported.code, &document["result"]), (Some(0), &"exported".into()));
    assert_eq!(document["transactions"][0]["signers"], Value::from(vec![dan.address()]));
    signs_and_sends(&network, text(&document, "/transactions/0/message"), "dan");
    assert_eq!(dan.gets(&["vault", "show", auction])["vault"]["auction"]["leader"], dan.address());
    let refused = run(&network, &["settle", auction, "--as", dan.address()]);
    assert_eq!(refused.code, Some(1));
}

/// Signs a message in base64 with a wallet of the network, and sends it.
fn signs_and_sends(network: &Network, message: &str, name: &str) {
    use {base64::Engine, solana_signer::EncodableKey};
    let key = solana_keypair::Keypair::read_from_file(network.text(&format!("/wallets/{name}/keypair"))).unwrap();
    let bytes = base64::prelude::BASE64_STANDARD.decode(message).unwrap();
    let message: solana_message::VersionedMessage = bincode::deserialize(&bytes).unwrap();
    let transaction = solana_transaction::versioned::VersionedTransaction::try_new(message, &[&key]).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async { network.rpc().send_and_confirm_transaction(&transaction).await }).unwrap();
}

#[test]
fn a_basket_takes_several_transactions_there_and_back() {
    let network = Network::start("commands-basket", &["--empty"]);
    let owner = Person::new(&network, "owner");
    let [plain, programmable, token_2022] =
        ["plain", "programmable", "token2022"].map(|name| network.text(&format!("/nfts/{name}/mint")));
    let looked = owner.does(&["nft", "show", token_2022]);
    for told in ["Noon", "can be deposited  yes", "of Token-2022", "named by the issuer"] {
        assert!(looked.contains(told), "{told:?} is missing in\n{looked}");
    }
    // As long as Token Metadata takes.
    let description = format!("https://example.org/{}", "x".repeat(180));
    let nfts = ["--nft", plain, "--nft", programmable, "--nft", token_2022];
    let named = ["--name", "All", "--symbol", "ALL", "--uri", &description];
    let named = [&["vault", "open", "--price", "5", "--id", "7"], &nfts[..], &named].concat();
    let tried = owner.does(&[&named[..], &["--dry-run"]].concat());
    assert!(tried.contains("The network simulated the first of 2 transactions"), "{tried}");
    let opened = owner.gets(&named);
    assert_eq!((opened["transactions"].as_array().unwrap().len(), &opened["quote"]["assets"]), (2, &3.into()));
    let refused = owner.is_refused(&named);
    assert!(refused.contains("used vault id 7 already") && refused.contains("[VaultIdUsed]"), "{refused}");
    let back = owner.does(&["vault", "reclaim", text(&opened, "/quote/vault")]);
    assert!([plain, programmable, token_2022, "VaultClosed"].iter().all(|told| back.contains(told)), "{back}");
}
