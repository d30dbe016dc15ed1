//! Proposals, votes and licences.

use {
    super::{Sheet, lifecycle::closed_votes, rent, rent_back, wrapped},
    crate::{
        network::printable,
        show::{bps, table, yes_no},
        time::{duration, utc},
        vault::KnownVault,
    },
    comfy_table::Table,
    mosaic_client::{
        quotes::{
            CloseVotesQuote, ExecuteQuote, LicenseQuote, ProposeQuote, RentBack, Standing, VoteQuote, WithdrawVoteQuote,
        },
        rules::votes::Ballot,
        state::Action,
        views::{LicenseState, LicenseView},
    },
};

/// What a proposal does, in a few words.
pub fn action_name(action: &Action) -> &'static str {
    match action {
        Action::GrantLicense { .. } => "a licence",
        Action::EndLicense { .. } => "to end a licence",
        Action::SetCurator { .. } => "another curator or fee",
        Action::SetAuctionTerms { .. } => "other terms of the auction",
        Action::AddIncomeMint { .. } => "a mint of income",
        Action::Resolve { .. } => "a decision",
    }
}

/// Where a licence stands.
pub fn license_state(license: &LicenseView) -> String {
    match license.state {
        LicenseState::Offered { until } => format!("can be taken until {}", utc(until)),
        LicenseState::Lapsed => "was not taken in time".to_owned(),
        LicenseState::Running { until } => format!("runs until {}", utc(until)),
        LicenseState::Over { since } => format!("is over since {}", utc(since)),
    }
}

/// Licences, as a table.
pub fn licenses(vault: &KnownVault, licenses: &[LicenseView]) -> Table {
    let mut drawn = table(["number", "licensee", "fee for a term", "term", "exclusive", ""]);
    for license in licenses {
        drawn.add_row([
            license.number.to_string(),
            license.licensee.to_string(),
            vault.cash(license.fee),
            duration(license.term_secs.into()),
            yes_no(license.exclusive).to_owned(),
            license_state(license),
        ]);
    }
    drawn
}

/// What a proposal does when it is executed.
pub fn action(vault: &KnownVault, action: &Action) -> Sheet {
    match action {
        Action::GrantLicense { licensee, terms_uri, terms_hash, fee, term_secs, exclusive } => Sheet::new()
            .row("proposes", "to offer a licence")
            .row("licensee", licensee)
            .row("terms", printable(terms_uri))
            .row("hash of the terms", hex::encode(terms_hash))
            .row("fee for a term", vault.cash(*fee))
            .row("term", duration((*term_secs).into()))
            .row("exclusive", yes_no(*exclusive)),
        Action::EndLicense { license } => {
            Sheet::new().row("proposes", "to let a licence run out").row("licence", license)
        }
        Action::SetCurator { curator, fee_bps } => {
            Sheet::new().row("proposes", "another curator or fee").row("curator", curator).row("fee", bps(*fee_bps))
        }
        Action::SetAuctionTerms { auction_secs, extension_secs, step_bps } => Sheet::new()
            .row("proposes", "other terms of the auction")
            .row("length", duration((*auction_secs).into()))
            .row("extension", duration((*extension_secs).into()))
            .row("step", bps(*step_bps)),
        Action::AddIncomeMint { mint } => Sheet::new().row("proposes", "a further mint of income").row("mint", mint),
        Action::Resolve { uri, hash } => Sheet::new()
            .row("proposes", "a decision")
            .row("text", printable(uri))
            .row("hash of the text", hex::encode(hash)),
    }
}

/// What proposing does.
pub fn propose(vault: &KnownVault, quote: &ProposeQuote) -> Sheet {
    let poll = &quote.standing.poll;
    Sheet::new()
        .row("number", quote.number)
        .row("quorum", vault.fractions(quote.standing.quorum))
        .row("threshold", format!("more than {} of the votes", bps(poll.threshold_bps)))
        .row("vote ends", vault.moment(poll.ends_at))
        .row("can be executed", format!("{} until {}", vault.moment(poll.executable_at), vault.moment(poll.expires_at)))
        .and(rent(&quote.accounts))
}

/// What voting does.
pub fn vote(vault: &KnownVault, quote: &VoteQuote) -> Sheet {
    Sheet::new()
        .row("proposal", quote.number)
        .maybe("voted", quote.before.map(|before| ballot(vault, before)))
        .row("votes", ballot(vault, quote.ballot))
        .row("if it ended now", outcome(&quote.standing))
        .row("stake locked until", vault.moment(quote.free_at))
        .and(rent(&quote.accounts))
}

/// What withdrawing a vote does.
pub fn withdraw_vote(vault: &KnownVault, quote: &WithdrawVoteQuote) -> Sheet {
    let free = quote.free_at.map_or_else(|| "at once".to_owned(), |at| vault.moment(at));
    Sheet::new()
        .row("proposal", quote.number)
        .row("voted", ballot(vault, quote.ballot))
        .maybe("if it ended now", quote.standing.as_ref().map(outcome))
        .row("stake may leave", free)
        .and(rent_back(&[quote.returned]))
}

fn ballot(vault: &KnownVault, ballot: Ballot) -> String {
    format!("{}, with {}", yes_no(ballot.yes), vault.fractions(ballot.weight))
}

fn outcome(standing: &Standing) -> &'static str {
    if standing.passes { "it would pass" } else { "it would fail" }
}

/// What executing a proposal does.
pub fn execute(vault: &KnownVault, quote: &ExecuteQuote) -> Sheet {
    Sheet::new()
        .row("proposal", quote.number)
        .and(action(vault, &quote.action))
        .maybe("licence", quote.license)
        .maybe("can be taken until", quote.offered_until.map(|until| vault.moment(until)))
        .and(rent(&quote.accounts))
}

/// What closing records does.
pub fn close_votes(quote: &CloseVotesQuote) -> Sheet {
    closed_votes(quote).row("records left", quote.left).and(rent_back(&quote.returned))
}

/// What taking or renewing a licence does.
pub fn license(vault: &KnownVault, quote: &LicenseQuote) -> Sheet {
    let streamed = quote
        .income
        .as_ref()
        .map(|income| format!("{} within {}", vault.cash(income.waiting), duration(income.secs.into())));
    Sheet::new()
        .row("licence", quote.address)
        .row("fee", vault.cash(quote.fee))
        .row("from", vault.moment(quote.from))
        .row("until", vault.moment(quote.until))
        .row("can be renewed", vault.moment(quote.renewable_from))
        .maybe("income streamed then", streamed)
        .and(wrapped(quote.wrapped))
        .and(rent(&quote.accounts))
}

/// What closing a licence does.
pub fn close_license(quote: &RentBack) -> Sheet {
    Sheet::new().row("licence", quote.address).and(rent_back(&[*quote]))
}
