//! Events in the logs of transactions.

use {
    crate::{
        file::{hold, json, names},
        source::Source,
    },
    anchor_lang::{Event as Logged, prelude::Pubkey},
    base64::{Engine, prelude::BASE64_STANDARD},
    mosaic_client::{PROGRAM_ID, events::*, state::Action},
    serde_json::{Value, json},
    std::collections::BTreeSet,
};

#[test]
fn every_event_is_decoded_as_committed() {
    let mut vectors = Vec::new();
    for (name, mut values) in [
        ("least", Values::Least),
        ("greatest", Values::Greatest),
        ("any", Values::Any(Source::new("events"))),
        ("any other", Values::Any(Source::new("other events"))),
    ] {
        for data in every_event(&mut values) {
            let logged = by_mosaic(&[logged(&data)]);
            vectors.push(vector(&format!("values: {name}"), logged));
        }
    }
    let kinds = vectors.iter().filter_map(|vector| vector["events"][0]["__kind"].as_str());
    assert_eq!(kinds.map(str::to_owned).collect::<BTreeSet<_>>(), names("events"));
    actions(&mut vectors);
    logs(&mut vectors);
    hold("events.json", &vectors);
}

/// The lines, and what is read from them.
fn vector(name: &str, lines: Vec<String>) -> Value {
    let found = events(lines.iter().map(String::as_str)).into_iter().map(|event| match event {
        Ok(event) => json(&event),
        Err(error) => json!({ "__kind": "Error", "error": json(&error), "message": error.to_string() }),
    });
    json!({ "name": name, "logs": lines, "events": found.collect::<Vec<_>>() })
}

fn logged(data: &[u8]) -> String {
    format!("Program data: {}", BASE64_STANDARD.encode(data))
}

fn invoked(program: &Pubkey, depth: u8) -> String {
    format!("Program {program} invoke [{depth}]")
}

fn succeeded(program: &Pubkey) -> String {
    format!("Program {program} success")
}

fn by_mosaic(lines: &[String]) -> Vec<String> {
    [&[invoked(&PROGRAM_ID, 1)], lines, &[succeeded(&PROGRAM_ID)]].concat()
}

/// A proposal of each action, its texts empty, long and of many letters.
fn actions(vectors: &mut Vec<Value>) {
    let mut any = Values::Any(Source::new("actions"));
    let v = &mut any;
    for text in [String::new(), "https://example.org/výstava/夜明け".to_owned(), "u".repeat(128)] {
        for action in [
            Action::GrantLicense {
                licensee: v.key(),
                terms_uri: text.clone(),
                terms_hash: v.hash(),
                fee: v.u64(),
                term_secs: v.u32(),
                exclusive: true,
            },
            Action::EndLicense { license: v.key() },
            Action::SetCurator { curator: v.key(), fee_bps: u16::MAX },
            Action::SetAuctionTerms { auction_secs: v.u32(), extension_secs: v.u32(), step_bps: 500 },
            Action::AddIncomeMint { mint: v.key() },
            Action::Resolve { uri: text.clone(), hash: v.hash() },
        ] {
            let proposal = ProposalMade {
                header: header(v),
                number: v.u64(),
                proposer: v.key(),
                action,
                supply: v.u64(),
                ends_at: v.i64(),
                executable_at: v.i64(),
                expires_at: v.i64(),
            };
            vectors.push(vector("an action", by_mosaic(&[logged(&data(proposal))])));
        }
    }
}

/// Who logs what, and what is no event.
fn logs(vectors: &mut Vec<Value>) {
    let mut any = Values::Any(Source::new("logs"));
    let v = &mut any;
    let mut event = || data(VaultCancelled { header: header(v), assets: v.u8() });
    let (first, second) = (event(), event());
    let (token, other) = (anchor_spl::token::ID, crate::source::key("another program"));
    let mut add = |name: &str, lines: Vec<String>| vectors.push(vector(name, lines));
    add("nothing", Vec::new());
    add("two events", by_mosaic(&[logged(&first), "Program log: between".to_owned(), logged(&second)]));
    let inner = [invoked(&token, 2), logged(&first), succeeded(&token), logged(&second)];
    add("a program that Mosaic called logged the first", by_mosaic(&inner));
    add("another program forges an event", vec![invoked(&other, 1), logged(&first), succeeded(&other)]);
    let called = [
        vec![invoked(&other, 1), invoked(&PROGRAM_ID, 2), logged(&first), succeeded(&PROGRAM_ID)],
        vec![logged(&second), succeeded(&other)],
    ];
    add("another program called Mosaic, and forges an event afterwards", called.concat());
    let failed = format!("Program {PROGRAM_ID} failed: custom program error: 0x1770");
    add("Mosaic failed, and another program forges an event", vec![invoked(&PROGRAM_ID, 1), failed, logged(&first)]);
    let forged = [format!("Program log: Program {PROGRAM_ID} invoke [1]"), logged(&first)];
    let forged = [&[invoked(&other, 1)], &forged[..], &[succeeded(&other)]].concat();
    add("another program logs that Mosaic was called", forged);
    add("outside of any program", vec![logged(&first)]);
    add("truncated", vec![invoked(&PROGRAM_ID, 1), logged(&first), "Log truncated".to_owned()]);
    add("not base64", by_mosaic(&["Program data: %".to_owned()]));
    add("of an unknown kind", by_mosaic(&[logged(&[9; 20])]));
    add("shorter than a discriminator", by_mosaic(&[logged(&first[..5])]));
    add("empty", by_mosaic(&[logged(&[])]));
    add("cut", by_mosaic(&[logged(&first[..first.len() - 1])]));
    add("too long", by_mosaic(&[logged(&[&first[..], &[0]].concat())]));
    let broken = VoteWithdrawn { header: header(v), proposal: v.key(), holder: v.key(), weight: 1, counted: true };
    let mut broken = data(broken);
    *broken.last_mut().expect("a flag") = 2;
    add("a flag that is neither true nor false", by_mosaic(&[logged(&broken)]));
    let consumed = format!("Program {PROGRAM_ID} consumed 5000 of 200000 compute units");
    add("other lines of the runtime", by_mosaic(&[consumed, logged(&first), "Program return: x y".to_owned()]));
}

/// Where the fields get their values.
enum Values {
    Least,
    Greatest,
    Any(Source),
}

impl Values {
    fn hash(&mut self) -> [u8; 32] {
        match self {
            Self::Least => [0; 32],
            Self::Greatest => [255; 32],
            Self::Any(source) => source.bytes32(),
        }
    }

    fn key(&mut self) -> Pubkey {
        Pubkey::new_from_array(self.hash())
    }

    fn u64(&mut self) -> u64 {
        match self {
            Self::Least => 0,
            Self::Greatest => u64::MAX,
            Self::Any(source) => source.magnitude(),
        }
    }

    fn i64(&mut self) -> i64 {
        match self {
            Self::Least => i64::MIN,
            Self::Greatest => i64::MAX,
            Self::Any(source) => source.number() as i64,
        }
    }

    fn u32(&mut self) -> u32 {
        (self.u64() & u64::from(u32::MAX)) as u32
    }

    fn u16(&mut self) -> u16 {
        (self.u64() & u64::from(u16::MAX)) as u16
    }

    fn u8(&mut self) -> u8 {
        (self.u64() & u64::from(u8::MAX)) as u8
    }

    fn bool(&mut self) -> bool {
        self.u64() % 2 == 1
    }

    fn level(&mut self) -> Option<u8> {
        self.bool().then(|| self.u8())
    }

    fn action(&mut self) -> Action {
        Action::AddIncomeMint { mint: self.key() }
    }
}

fn header(v: &mut Values) -> EventHeader {
    EventHeader { vault: v.key(), sequence: v.u64(), slot: v.u64() }
}

/// As the program logs it.
fn data(event: impl Logged) -> Vec<u8> {
    event.data()
}

fn every_event(v: &mut Values) -> Vec<Vec<u8>> {
    vec![
        data(VaultCreated {
            header: header(v),
            creator: v.key(),
            quote_mint: v.key(),
            supply: v.u64(),
            opening_price: v.u64(),
        }),
        data(NftDeposited {
            header: header(v),
            nft_mint: v.key(),
            standard: v.u8(),
            assets: v.u8(),
            royalty_weight: v.u32(),
        }),
        data(FractionDescribed { header: header(v), metadata: v.key() }),
        data(VaultCancelled { header: header(v), assets: v.u8() }),
        data(VaultActivated { header: header(v), supply: v.u64(), assets: v.u8() }),
        data(VaultReclaimed { header: header(v), holder: v.key(), burned: v.u64() }),
        data(AssetClaimed { header: header(v), nft_mint: v.key(), recipient: v.key(), assets_held: v.u8() }),
        data(VaultClosed { header: header(v), surplus_cash: v.u64(), surplus_fractions: v.u64() }),
        data(BidPlaced {
            header: header(v),
            bidder: v.key(),
            price: v.u64(),
            cash: v.u64(),
            fractions: v.u64(),
            reserve: v.u64(),
            consenting: v.u64(),
            supply: v.u64(),
            ends_at: v.i64(),
            escrow_cash: v.u64(),
            escrow_fractions: v.u64(),
        }),
        data(BidWithdrawn {
            header: header(v),
            bidder: v.key(),
            cash: v.u64(),
            fractions: v.u64(),
            escrow_cash: v.u64(),
            escrow_fractions: v.u64(),
        }),
        data(VaultSold {
            header: header(v),
            winner: v.key(),
            price: v.u64(),
            cash: v.u64(),
            royalties: v.u64(),
            curator_fee: v.u64(),
            proceeds: v.u64(),
            burned: v.u64(),
            supply: v.u64(),
        }),
        data(RoyaltyClaimed {
            header: header(v),
            nft_mint: v.key(),
            payee: v.key(),
            amount: v.u64(),
            royalties_left: v.u64(),
        }),
        data(CuratorFeeClaimed { header: header(v), curator: v.key(), amount: v.u64() }),
        data(FractionsRedeemed {
            header: header(v),
            holder: v.key(),
            amount: v.u64(),
            payout: v.u64(),
            supply: v.u64(),
            proceeds_left: v.u64(),
        }),
        data(OfferMade {
            header: header(v),
            bidder: v.key(),
            price: v.u64(),
            cash: v.u64(),
            fractions: v.u64(),
            supply: v.u64(),
            acceptable_at: v.i64(),
            max_licensed_until: v.i64(),
            escrow_cash: v.u64(),
            escrow_fractions: v.u64(),
        }),
        data(OfferAccepted {
            header: header(v),
            bidder: v.key(),
            price: v.u64(),
            reserve: v.u64(),
            vetoing: v.u64(),
            supply: v.u64(),
            ends_at: v.i64(),
        }),
        data(StakingOpened { header: header(v), opener: v.key() }),
        data(FractionsStaked {
            header: header(v),
            holder: v.key(),
            amount: v.u64(),
            stake: v.u64(),
            staked: v.u64(),
            level: v.level(),
            locked_until: v.i64(),
        }),
        data(FractionsUnstaked {
            header: header(v),
            holder: v.key(),
            amount: v.u64(),
            stake: v.u64(),
            staked: v.u64(),
            closed: v.bool(),
        }),
        data(AsksOpened { header: header(v), opener: v.key() }),
        data(AskSet {
            header: header(v),
            holder: v.key(),
            authority: v.key(),
            level: v.level(),
            weight: v.u64(),
            asking: v.u64(),
            locked_until: v.i64(),
        }),
        data(DelegateSet { header: header(v), holder: v.key(), delegate: v.key() }),
        data(StakingClosed { header: header(v), surplus_fractions: v.u64() }),
        data(ProposalMade {
            header: header(v),
            number: v.u64(),
            proposer: v.key(),
            action: v.action(),
            supply: v.u64(),
            ends_at: v.i64(),
            executable_at: v.i64(),
            expires_at: v.i64(),
        }),
        data(VoteCast {
            header: header(v),
            number: v.u64(),
            holder: v.key(),
            yes: v.bool(),
            weight: v.u64(),
            all_yes: v.u64(),
            all_no: v.u64(),
        }),
        data(VoteWithdrawn {
            header: header(v),
            proposal: v.key(),
            holder: v.key(),
            weight: v.u64(),
            counted: v.bool(),
        }),
        data(ProposalExecuted { header: header(v), number: v.u64(), kind: v.u8() }),
        data(ProposalClosed { header: header(v), number: v.u64(), executed: v.bool() }),
        data(LicenseTaken {
            header: header(v),
            number: v.u64(),
            licensee: v.key(),
            fee: v.u64(),
            from: v.i64(),
            until: v.i64(),
        }),
        data(IncomeMintAdded { header: header(v), mint: v.key(), place: v.u8() }),
        data(IncomeDeposited {
            header: header(v),
            depositor: v.key(),
            mint: v.key(),
            amount: v.u64(),
            waiting: v.u64(),
            secs: v.u32(),
            balance: v.u64(),
        }),
        data(IncomeClaimed {
            header: header(v),
            holder: v.key(),
            mint: v.key(),
            amount: v.u64(),
            balance: v.u64(),
            closed: v.bool(),
        }),
        data(IncomeClosed { header: header(v), mint: v.key(), unearned: v.u64(), surplus: v.u64(), closed: v.bool() }),
        data(OfferingOpened {
            header: header(v),
            number: v.u64(),
            supply: v.u64(),
            amount: v.u64(),
            start_price: v.u64(),
            end_price: v.u64(),
            starts_at: v.i64(),
            ends_at: v.i64(),
            wallet_limit: v.u64(),
            minimum: v.u64(),
        }),
        data(FractionsBought {
            header: header(v),
            number: v.u64(),
            buyer: v.key(),
            amount: v.u64(),
            price: v.u64(),
            cost: v.u64(),
            sold: v.u64(),
            raised: v.u64(),
            certain: v.bool(),
        }),
        data(PurchaseClaimed {
            header: header(v),
            number: v.u64(),
            buyer: v.key(),
            fractions: v.u64(),
            refund: v.u64(),
            delivered: v.u64(),
            refunded: v.u64(),
            closed: v.bool(),
        }),
        data(OfferingClosed {
            header: header(v),
            number: v.u64(),
            cash: v.u64(),
            fractions: v.u64(),
            surplus_cash: v.u64(),
            surplus_fractions: v.u64(),
            closed: v.bool(),
        }),
        data(CuratorFeeLowered { header: header(v), curator: v.key(), previous_bps: v.u16(), fee_bps: v.u16() }),
    ]
}
