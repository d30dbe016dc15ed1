//! Of a vault as a whole, and of its assets.

use {
    super::{Built, build},
    crate::source::key,
    mosaic_client::{
        instructions::{
            Activate, Cancel, ClaimAsset, CloseVault, CreateVault, CreateVaultArgs, DepositNft, DescribeFraction,
            DescribeFractionArgs, LowerCuratorFee, LowerCuratorFeeArgs, NftKind, Reclaim,
        },
        pda,
        rules::Terms,
    },
};

pub fn build(built: &mut Built) {
    let (creator, vault, holder) = (key("creator"), key("vault"), key("holder"));
    let usual = Terms::with_opening_price(1_000_000_000);
    let greatest = Terms {
        opening_price: u64::MAX,
        auction_secs: u32::MAX,
        extension_secs: u32::MAX,
        step_bps: u16::MAX,
        curator_fee_bps: u16::MAX,
        floor_bps: u16::MAX,
        consent_bps: u16::MAX,
        stake_lock_secs: u32::MAX,
        drip_secs: u32::MAX,
        quorum_bps: u16::MAX,
        threshold_bps: u16::MAX,
        proposal_stake_bps: u16::MAX,
        veto_bps: u16::MAX,
        voting_secs: u32::MAX,
        delay_secs: u32::MAX,
        offer_window_secs: u32::MAX,
    };
    let quote_mint = key("quote mint");
    for (name, args) in [
        ("with the usual terms", CreateVaultArgs::new(0, 10_000_000_000, 6, &usual)),
        ("with each argument at its greatest", CreateVaultArgs::new(u64::MAX, u64::MAX, u8::MAX, &greatest)),
    ] {
        build!(built, name, instruction, CreateVault { creator, quote_mint, args });
    }
    assets(built);
    let texts = [
        ("without texts", String::new(), String::new(), String::new()),
        ("with usual texts", "Fractions of No. 7".to_owned(), "F7".to_owned(), "https://example.com/7.json".to_owned()),
        ("with the longest texts", "n".repeat(32), "s".repeat(10), "u".repeat(200)),
        ("with letters of many scripts", "Zlomky žluté 夜明け".to_owned(), "κόσμε".to_owned(), "🖼".to_owned()),
    ];
    for (case, name, symbol, uri) in texts {
        let args = DescribeFractionArgs { name, symbol, uri };
        build!(built, case, instruction, DescribeFraction { creator, vault, args });
    }
    let destination = pda::associated_token(&creator, &pda::fraction_mint(&vault));
    build!(built, "to the associated account", instruction, Activate { creator, vault, destination });
    build!(built, "of a draft", instruction, Cancel { creator, vault });
    build!(built, "by a holder", instruction, Reclaim { holder, vault, fraction_source: key("fraction source") });
    let (curator, opener) = (key("curator"), key("opener"));
    for (name, fee_bps) in [("to nothing", 0), ("to a half per cent", 50), ("to the greatest number", u16::MAX)] {
        build!(built, name, instruction, LowerCuratorFee { curator, vault, args: LowerCuratorFeeArgs { fee_bps } });
    }
    for (name, curator_signed, opener, surplus_destination) in [
        ("that had no auction", false, None, None),
        ("that had an auction", false, Some(opener), None),
        ("with cash left", false, Some(opener), Some(key("surplus destination"))),
        ("with cash left, signed by the curator", true, Some(opener), Some(key("surplus destination"))),
    ] {
        let close = CloseVault { creator, vault, curator, curator_signed, opener, surplus_destination };
        build!(built, name, instruction, CloseVault { ..close });
    }
}

fn assets(built: &mut Built) {
    let (creator, vault, nft_mint) = (key("creator"), key("vault"), key("nft mint"));
    let (source, destination) = (key("source"), key("destination"));
    let kinds = [
        ("of a plain NFT", NftKind::Plain),
        ("of a programmable NFT", NftKind::Programmable { rule_set: None }),
        ("of a programmable NFT with a rule set", NftKind::Programmable { rule_set: Some(key("rule set")) }),
        ("of an NFT of Token-2022", NftKind::Token2022),
    ];
    for (name, kind) in kinds {
        build!(built, name, instruction, DepositNft { creator, vault, nft_mint, source, kind });
        for (payer, signed) in [(key("payer"), false), (key("recipient"), true)] {
            let recipient = key("recipient");
            let name = format!("{name}, {}", if signed { "signed by the recipient" } else { "by anyone" });
            build!(
                built,
                &name,
                instruction,
                ClaimAsset { payer, vault, creator, recipient, signed, nft_mint, destination, kind }
            );
        }
    }
}
