//! Of proposals, votes and licences.

use {
    super::{Built, build},
    crate::{file::json, source::key},
    mosaic_client::{
        instructions::{
            CloseLicense, CloseProposal, ExecuteProposal, Propose, ProposeArgs, TakeLicense, Vote, VoteArgs,
            WithdrawVote,
        },
        state::Action,
    },
};

pub fn build(built: &mut Built) {
    let (vault, proposer) = (key("vault"), key("proposer"));
    for (number, action) in [0, 1, 255, 256, u64::MAX - 1, u64::MAX].into_iter().cycle().zip(actions()) {
        let name = json(&action)["__kind"].to_string();
        let args = ProposeArgs { action };
        build!(built, &name, instruction, Propose { proposer, vault, number, args });
    }
    let (authority, holder, payer) = (key("authority"), key("holder"), key("payer"));
    for (number, yes) in [(0, true), (u64::MAX, false)] {
        let name = if yes { "yes" } else { "no" };
        build!(built, name, instruction, Vote { authority, holder, vault, number, args: VoteArgs { yes } });
        build!(built, name, instruction, WithdrawVote { authority, holder, vault, number, payer });
        build!(built, name, instruction, CloseProposal { vault, number, proposer });
        let (licensee, quote_mint, cash_source) = (key("licensee"), key("quote mint"), key("cash source"));
        let take = TakeLicense { licensee, vault, number, quote_mint, cash_source };
        build!(built, name, accept, TakeLicense { ..take });
        build!(built, name, renew, TakeLicense { ..take });
        build!(built, name, instruction, CloseLicense { vault, number, opener: key("opener") });
    }
    for (name, license, income_mint) in [
        ("of a decision", None, None),
        ("of a licence", Some(key("license")), None),
        ("of a mint of income", None, Some(key("income mint"))),
    ] {
        let executor = key("executor");
        build!(built, name, instruction, ExecuteProposal { executor, vault, number: 7, license, income_mint });
    }
}

/// Each action, with the least and the greatest of what it says.
fn actions() -> Vec<Action> {
    let grant = |terms_uri: &str, fee, term_secs, exclusive| Action::GrantLicense {
        licensee: key("licensee"),
        terms_uri: terms_uri.to_owned(),
        terms_hash: [7; 32],
        fee,
        term_secs,
        exclusive,
    };
    let resolve = |uri: &str| Action::Resolve { uri: uri.to_owned(), hash: [255; 32] };
    vec![
        grant("", 0, 0, false),
        grant(&"u".repeat(128), u64::MAX, u32::MAX, true),
        grant("https://example.org/výstava/夜明け", 50_000_000, 2_592_000, true),
        Action::EndLicense { license: key("license") },
        Action::SetCurator { curator: key("curator"), fee_bps: 0 },
        Action::SetCurator { curator: key("curator"), fee_bps: u16::MAX },
        Action::SetAuctionTerms { auction_secs: 0, extension_secs: 0, step_bps: 0 },
        Action::SetAuctionTerms { auction_secs: u32::MAX, extension_secs: u32::MAX, step_bps: u16::MAX },
        Action::AddIncomeMint { mint: key("income mint") },
        resolve(""),
        resolve(&"u".repeat(128)),
        resolve("🖼"),
    ]
}
